//! Tables in the HTML that a program puts on the clipboard, as delimited text.
//!
//! # Invariants
//! Time and memory grow with the length of the HTML, and not faster: it is looked at once, as it comes, without a tree. What merged cells
//! make of it is bounded by [`FILLER_LIMIT`] and [`COLUMN_LIMIT`]. Nothing in it runs, and nothing it names is loaded.

mod cell;
mod grid;
mod markup;
mod opening;
mod page;

use grid::Grid;
use markup::{Markup, Sink, Tag};
pub(super) use opening::{PAGE_ELEMENTS, PAGE_OPENINGS, is_page_element};
pub(super) use page::WebPage;

/// Cells that merged cells may stand for in all tables together: a sheet of 100,000 rows with ten merged columns has a million.
const FILLER_LIMIT: usize = 1 << 20;

/// Columns of a row at most, as in a worksheet.
const COLUMN_LIMIT: usize = 1 << 14;

/// Tables in tables that are followed; browsers, too, stop at 512 levels.
const DEPTH_LIMIT: usize = 512;

/// A table taken out of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlTable {
    /// Its rows, cells parted by tabs and quoted where they need it.
    pub text: String,
    /// Cells that were left out: merged cells before them stand for more than fits, or their rows are too wide.
    pub left_out: u32,
}

/// Finds the table with the most cells among those that hold no others: mails stack layout tables around the one that matters.
///
/// Of tables with labels in the first of two columns, one for each person as notification mails have them, all are taken, with a blank
/// line between.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::HtmlTables;
///
/// let mut tables = HtmlTables::default();
/// tables.push(b"<table><tr><th>Email<th>Phone<tr><td>ann@exam");
/// tables.push(b"ple.org<td>1</table>");
/// assert_eq!(tables.finish().map(|table| table.text).as_deref(), Some("Email\tPhone\nann@example.org\t1\n"));
/// ```
#[derive(Debug, Default)]
pub struct HtmlTables {
    markup: Markup,
    open: OpenTables,
}

impl HtmlTables {
    /// Reads the next bytes of the HTML, in UTF-8.
    pub fn push(&mut self, bytes: &[u8]) {
        self.markup.push(bytes, &mut self.open);
    }

    /// The table, once everything was pushed; `None` where there is none of two columns.
    pub fn finish(mut self) -> Option<HtmlTable> {
        while self.open.close_table() {}
        let Found { cells, is_pairs, pairs, wide } = self.open.found;
        (cells > 0).then_some(if is_pairs { pairs } else { wide })
    }
}

/// The tables that are open, the innermost last, and what those before them came to.
#[derive(Debug)]
struct OpenTables {
    levels: Vec<Level>,
    /// Tables open beyond the last level.
    deeper: usize,
    /// Cells that merged cells may still stand for.
    filler_budget: usize,
    found: Found,
}

impl Default for OpenTables {
    fn default() -> Self {
        Self { levels: Vec::new(), deeper: 0, filler_budget: FILLER_LIMIT, found: Found::default() }
    }
}

/// A table that is open.
#[derive(Debug, Default)]
struct Level {
    /// True while a cell or the caption is open: a table that opens elsewhere ends this one.
    is_in_cell: bool,
    /// Its rows; `None` once it holds another table.
    grid: Option<Box<Grid>>,
}

/// Tables found so far.
#[derive(Debug, Default)]
struct Found {
    /// Cells of the largest table.
    cells: usize,
    /// True when that one has two columns.
    is_pairs: bool,
    /// All tables of two columns.
    pairs: HtmlTable,
    /// The largest of the others.
    wide: HtmlTable,
}

impl Found {
    fn take(&mut self, grid: Grid) {
        let (width, cells, table) = grid.finish();
        if width < 2 {
            return;
        }
        let (is_largest, is_pairs) = (cells >= self.cells, width == 2);
        if is_largest {
            (self.cells, self.is_pairs) = (cells, is_pairs);
        }
        if is_pairs {
            if !self.pairs.text.is_empty() {
                self.pairs.text.push('\n');
            }
            self.pairs.text.push_str(&table.text);
            self.pairs.left_out = self.pairs.left_out.saturating_add(table.left_out);
        } else if is_largest {
            self.wide = table;
        }
    }
}

impl OpenTables {
    fn open_table(&mut self) {
        if self.deeper > 0 || self.levels.len() == DEPTH_LIMIT {
            self.deeper += 1;
            return;
        }
        if self.levels.last().is_some_and(|level| !level.is_in_cell) {
            self.close_table();
        }
        if let Some(level) = self.levels.last_mut() {
            level.grid = None;
        }
        self.levels.push(Level { is_in_cell: false, grid: Some(Box::default()) });
    }

    /// Ends the innermost table; `false` where none is open.
    fn close_table(&mut self) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return true;
        }
        let Some(level) = self.levels.pop() else { return false };
        if let Some(mut grid) = level.grid {
            grid.end_row(&mut self.filler_budget);
            self.found.take(*grid);
        }
        true
    }
}

impl Sink for OpenTables {
    fn text(&mut self, bytes: &[u8]) {
        if let Some(grid) = self.levels.last_mut().and_then(|level| level.grid.as_mut()).filter(|_| self.deeper == 0) {
            grid.text(bytes);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match (tag.name(), tag.is_end) {
            (b"table", false) => return self.open_table(),
            (b"table", true) => {
                self.close_table();
                return;
            }
            _ => {}
        }
        let Some(level) = self.levels.last_mut().filter(|_| self.deeper == 0) else { return };
        let (filler_budget, mut unread) = (&mut self.filler_budget, Grid::default());
        let grid = level.grid.as_deref_mut().unwrap_or(&mut unread);
        match (tag.name(), tag.is_end) {
            (b"tr", is_end) => {
                level.is_in_cell = false;
                grid.end_row(filler_budget);
                if !is_end {
                    grid.begin_row();
                }
            }
            (b"td" | b"th", is_end) => {
                level.is_in_cell = !is_end;
                grid.end_cell(filler_budget);
                if !is_end {
                    grid.begin_cell(tag.span(b"colspan"), tag.span(b"rowspan"), filler_budget);
                }
            }
            (b"thead" | b"tbody" | b"tfoot" | b"caption", is_end) => {
                level.is_in_cell = tag.name() == b"caption" && !is_end;
                grid.end_row(filler_budget);
            }
            (name, is_end) => grid.element(name, is_end),
        }
    }
}

#[cfg(test)]
mod tests;
