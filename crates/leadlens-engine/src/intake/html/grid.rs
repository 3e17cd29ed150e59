//! The rows of one table, written as they come.

use super::cell::Cell;
use super::{COLUMN_LIMIT, HtmlTable};

/// Columns and rows a cell spans at most, as HTML says.
const ACROSS_LIMIT: u32 = 1000;
const DOWN_LIMIT: u32 = 65_534;

/// Rows of delimited text. Places that a merged cell covers are empty cells.
#[derive(Debug, Default)]
pub(super) struct Grid {
    table: HtmlTable,
    cells: usize,
    width: usize,
    is_in_row: bool,
    /// Cells of the row that is open.
    column: usize,
    cell: Option<OpenCell>,
    /// For each column how many more rows a cell above covers; the last is never 0.
    covered: Vec<u32>,
}

#[derive(Debug)]
struct OpenCell {
    cell: Cell,
    across: u32,
    /// Rows below that it covers.
    down: u32,
}

impl Grid {
    /// Text, which counts in a cell only.
    pub(super) fn text(&mut self, bytes: &[u8]) {
        if let Some(open) = &mut self.cell {
            open.cell.push(bytes);
        }
    }

    /// The start or end of an element that is no part of a table.
    pub(super) fn element(&mut self, name: &[u8], is_end: bool) {
        if let Some(open) = &mut self.cell {
            open.cell.element(name, is_end);
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.is_in_row = true;
        self.column = 0;
    }

    /// Begins a cell; without `filler_budget` it is left out.
    pub(super) fn begin_cell(&mut self, across: u32, down: u32, filler_budget: &mut usize) {
        if !self.is_in_row {
            self.begin_row();
        }
        while self.covered.get(self.column).is_some_and(|&rows| rows > 0) && self.put_filler(filler_budget) {}
        if *filler_budget == 0 || self.column >= COLUMN_LIMIT {
            self.table.left_out = self.table.left_out.saturating_add(1);
            return;
        }
        let (across, down) = (across.clamp(1, ACROSS_LIMIT), down.clamp(1, DOWN_LIMIT) - 1);
        self.cell = Some(OpenCell { cell: Cell::default(), across, down });
    }

    pub(super) fn end_cell(&mut self, filler_budget: &mut usize) {
        let Some(OpenCell { cell, across, down }) = self.cell.take() else { return };
        self.put(&cell.finish());
        self.cover(down);
        for _ in 1..across {
            if !self.put_filler(filler_budget) {
                break;
            }
            self.cover(down);
        }
    }

    pub(super) fn end_row(&mut self, filler_budget: &mut usize) {
        self.end_cell(filler_budget);
        if !self.is_in_row {
            return;
        }
        while self.column < self.covered.len() && self.put_filler(filler_budget) {}
        while self.covered.last() == Some(&0) {
            self.covered.pop();
        }
        self.table.text.push('\n');
        self.width = self.width.max(self.column);
        self.is_in_row = false;
    }

    /// Its width, the number of its cells, and what it holds.
    pub(super) fn finish(self) -> (usize, usize, HtmlTable) {
        (self.width, self.cells, self.table)
    }

    /// Puts an empty cell where a merged one covers; `false` where the limits are reached.
    fn put_filler(&mut self, filler_budget: &mut usize) -> bool {
        if *filler_budget == 0 || self.column >= COLUMN_LIMIT {
            return false;
        }
        *filler_budget -= 1;
        if let Some(rows) = self.covered.get_mut(self.column) {
            *rows = rows.saturating_sub(1);
        }
        self.put("");
        true
    }

    /// Says that the cell put last covers so many rows below.
    fn cover(&mut self, down: u32) {
        let column = self.column - 1;
        if down > 0 && self.covered.len() <= column {
            self.covered.resize(column + 1, 0);
        }
        if let Some(rows) = self.covered.get_mut(column) {
            *rows = down;
        }
    }

    fn put(&mut self, text: &str) {
        let out = &mut self.table.text;
        if self.column > 0 {
            out.push('\t');
        }
        if text.contains(['\t', '\n', '"']) {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(text);
        }
        self.column += 1;
        self.cells += 1;
    }
}
