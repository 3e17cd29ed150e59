//! Cells of a sheet, as they come, become rows.

use std::collections::TryReserveError;

use crate::WorkbookError;
use crate::unpack::PART_LIMIT;

/// Columns of the widest sheet Excel has; a cell behind them is an error of the file.
pub(crate) const COLUMN_LIMIT: u32 = 16_384;

/// Most cells of a sheet, blank ones between others included: a gigabyte of offsets.
const CELL_LIMIT: usize = 1 << 28;

/// A row of a sheet: the cells from the first column to the last that holds anything, of which there is one at least.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    text: &'a str,
    bounds: &'a [u32],
}

impl<'a> Row<'a> {
    /// The cells, blank ones between others as empty texts.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        let ends = self.bounds.iter().skip(1);
        self.bounds
            .iter()
            .zip(ends)
            .map(move |(&start, &next)| self.text.get(start as usize..(next as usize).wrapping_sub(1)).unwrap_or(""))
    }

    /// The texts of all cells one behind the other, each with a line feed after it.
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Byte offsets in [`Row::text`] at which the cells start, and its length behind them.
    pub fn bounds(self) -> &'a [u32] {
        self.bounds
    }
}

/// Takes the rows of a sheet, in their order. A row that holds nothing does not come.
///
/// # Examples
/// ```
/// use leadlens_workbook::{Row, RowSink};
///
/// struct Widest(usize);
///
/// impl RowSink for Widest {
///     fn push(&mut self, row: Row<'_>) -> Result<(), std::collections::TryReserveError> {
///         self.0 = row.cells().map(str::len).fold(self.0, usize::max);
///         Ok(())
///     }
/// }
/// ```
pub trait RowSink {
    /// Takes the next row.
    ///
    /// # Errors
    /// No memory for it: reading ends there with [`WorkbookError::UnpacksTooLarge`].
    fn push(&mut self, row: Row<'_>) -> Result<(), TryReserveError>;
}

/// Rows of texts, for sheets of which nothing else is to be made.
impl RowSink for Vec<Vec<String>> {
    fn push(&mut self, row: Row<'_>) -> Result<(), TryReserveError> {
        self.try_reserve(1)?;
        self.push(row.cells().map(str::to_owned).collect());
        Ok(())
    }
}

/// Gathers the cells of a sheet and gives their rows to a sink.
pub(crate) struct Rows<'s> {
    sink: &'s mut dyn RowSink,
    /// Text of the row being written.
    text: Vec<u8>,
    /// Offsets at which its cells start.
    bounds: Vec<u32>,
    /// Number of the row being written.
    row: u32,
    /// The column behind its last cell.
    column: u32,
    /// Most rows that are given; more are counted.
    limit: usize,
    /// Rows that were given, their text in bytes and their cells.
    given: usize,
    given_text: u64,
    given_cells: usize,
    /// Rows behind those that were given.
    others: u32,
    /// Rows of the sheet as it declares them.
    declared: Option<u32>,
}

impl<'s> Rows<'s> {
    /// Gives the first `limit` rows to `sink`.
    pub(crate) fn new(sink: &'s mut dyn RowSink, limit: usize) -> Self {
        Self {
            sink,
            text: Vec::new(),
            bounds: Vec::new(),
            row: 0,
            column: 0,
            limit,
            given: 0,
            given_text: 0,
            given_cells: 0,
            others: 0,
            declared: None,
        }
    }

    /// Writes the text of a cell, by 0-based row and column; what writes nothing leaves nothing.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] when the cell stands before the last one of its row, or behind the last column there is;
    /// [`WorkbookError::UnpacksTooLarge`] when the text no longer fits.
    #[inline]
    pub(crate) fn put(&mut self, row: u32, column: u32, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), WorkbookError> {
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        if column < self.column || column >= COLUMN_LIMIT {
            return Err(WorkbookError::Damaged);
        }
        if self.given_text + self.text.len() as u64 > PART_LIMIT || self.given_cells + self.bounds.len() > CELL_LIMIT {
            return Err(too_large());
        }
        let (text, bounds) = (self.text.len(), self.bounds.len());
        for _ in self.column..column {
            self.bounds.push(self.end());
            self.text.push(b'\n');
        }
        self.bounds.push(self.end());
        let start = self.text.len();
        write(&mut self.text);
        if self.text.len() == start {
            self.text.truncate(text);
            self.bounds.truncate(bounds);
        } else {
            self.text.push(b'\n');
            self.column = column + 1;
        }
        Ok(())
    }

    /// True once no more rows are given: a reader that knows how many follow may say so and stop.
    pub(crate) fn is_full(&self) -> bool {
        self.given >= self.limit
    }

    /// Says how many rows the sheet has, as it declares.
    pub(crate) fn declare(&mut self, rows: u32) {
        self.declared = Some(rows);
    }

    /// Number of rows, given or not.
    pub(crate) fn count(&self) -> u32 {
        let given = u32::try_from(self.given).unwrap_or(u32::MAX);
        self.declared.map_or(given.saturating_add(self.others), |declared| declared.max(given))
    }

    /// Gives the row that was written.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where its text is no UTF-8, [`WorkbookError::UnpacksTooLarge`] where the sink has no memory for it.
    pub(crate) fn end_row(&mut self) -> Result<(), WorkbookError> {
        if self.column == 0 {
            return Ok(());
        }
        self.column = 0;
        let given = if self.is_full() {
            self.others = self.others.saturating_add(1);
            Ok(())
        } else {
            self.bounds.push(self.end());
            self.give()
        };
        self.text.clear();
        self.bounds.clear();
        given
    }

    fn give(&mut self) -> Result<(), WorkbookError> {
        let text = std::str::from_utf8(&self.text).map_err(|_| WorkbookError::Damaged)?;
        self.sink.push(Row { text, bounds: &self.bounds }).map_err(|_| too_large())?;
        self.given += 1;
        self.given_text += text.len() as u64;
        self.given_cells += self.bounds.len();
        Ok(())
    }

    /// End of the text in bytes. A row is no longer than [`PART_LIMIT`] and one more cell.
    #[inline]
    fn end(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}

fn too_large() -> WorkbookError {
    WorkbookError::UnpacksTooLarge { part: String::new(), limit: PART_LIMIT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(rows: &mut Rows<'_>, cells: &[(u32, u32, &str)]) -> Result<(), WorkbookError> {
        cells.iter().try_for_each(|&(row, column, text)| rows.put(row, column, |out| out.extend_from_slice(text.as_bytes())))?;
        rows.end_row()
    }

    #[test]
    fn blank_rows_and_cells_behind_the_last_are_left_out() {
        let mut found: Vec<Vec<String>> = Vec::new();
        let mut rows = Rows::new(&mut found, usize::MAX);
        put(&mut rows, &[(0, 1, "a"), (0, 3, "é"), (0, 5, ""), (2, 0, ""), (7, 0, "b")]).unwrap();
        assert_eq!(rows.count(), 2);
        assert_eq!(found, [vec!["", "a", "", "é"], vec!["b"]]);
    }

    #[test]
    fn rows_behind_the_limit_are_counted_or_believed() {
        let mut found: Vec<Vec<String>> = Vec::new();
        let mut rows = Rows::new(&mut found, 1);
        put(&mut rows, &[(0, 0, "a"), (1, 0, "b"), (2, 0, "c")]).unwrap();
        assert_eq!((rows.is_full(), rows.count()), (true, 3));
        rows.declare(9);
        assert_eq!((rows.count(), found), (9, vec![vec!["a".to_owned()]]));
    }

    #[test]
    fn cells_out_of_order_or_place_are_damage() {
        for cells in [[(0, 1, "a"), (0, 0, "b")], [(0, 0, "a"), (0, 0, "b")], [(0, 0, "a"), (0, COLUMN_LIMIT, "b")]] {
            let mut found: Vec<Vec<String>> = Vec::new();
            assert_eq!(put(&mut Rows::new(&mut found, usize::MAX), &cells), Err(WorkbookError::Damaged));
        }
        let mut found: Vec<Vec<String>> = Vec::new();
        let mut rows = Rows::new(&mut found, usize::MAX);
        rows.put(0, 0, |out| out.push(0xff)).unwrap();
        assert_eq!(rows.end_row(), Err(WorkbookError::Damaged));
    }
}
