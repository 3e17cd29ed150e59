//! Cells of a sheet, as they come, become the records of a table.

use crate::intake::SourceError;
use crate::intake::table::Table;
use crate::intake::unpack::PART_LIMIT;

/// Columns of the widest sheet Excel has; a cell behind them is an error of the file.
pub(super) const COLUMN_LIMIT: u32 = 16_384;

/// Most cells of a table, blank ones between others included: a gigabyte of offsets.
const CELL_LIMIT: usize = 1 << 28;

/// Bytes and cells there is always room for before a cell is written.
const ROOM: usize = 1 << 16;

/// Takes the cells of a sheet row by row. A row that holds nothing is no record.
#[derive(Debug, Default)]
pub(super) struct Grid {
    text: String,
    /// Text of the row being written.
    row_text: Vec<u8>,
    bounds: Vec<u32>,
    firsts: Vec<u32>,
    /// The row being written.
    row: u32,
    /// The column behind its last cell.
    column: u32,
    /// Most records that are kept; more are counted.
    limit: Option<usize>,
    /// Records behind those that are kept, as counted or as declared.
    others: u32,
    is_counted: bool,
}

impl Grid {
    /// A grid that keeps every record.
    pub(super) fn new() -> Self {
        Self { firsts: vec![0], ..Self::default() }
    }

    /// A grid that keeps the first `limit` records and counts the others.
    pub(super) fn sample(limit: usize) -> Self {
        Self { limit: Some(limit), ..Self::new() }
    }

    /// Writes the text of a cell, by 0-based row and column; what writes nothing leaves nothing.
    ///
    /// # Errors
    /// [`SourceError::Damaged`] when the cell stands before the last one of its row, or behind the last column there is;
    /// [`SourceError::UnpacksTooLarge`] when the text no longer fits.
    #[inline]
    pub(super) fn put(&mut self, row: u32, column: u32, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), SourceError> {
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        let (text, bounds) = (self.row_text.len(), self.bounds.len());
        if column < self.column || column >= COLUMN_LIMIT {
            return Err(SourceError::Damaged);
        }
        self.make_room()?;
        for _ in self.column..column {
            self.bounds.push(self.end());
            self.row_text.push(b'\n');
        }
        self.bounds.push(self.end());
        let start = self.row_text.len();
        write(&mut self.row_text);
        if self.row_text.len() == start {
            self.row_text.truncate(text);
            self.bounds.truncate(bounds);
        } else {
            self.row_text.push(b'\n');
            self.column = column + 1;
        }
        Ok(())
    }

    /// True once no more records are kept: a reader that knows how many follow may say so and stop.
    pub(super) fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.record_count() >= limit)
    }

    /// Says how many records the sheet has, as it declares.
    pub(super) fn declare(&mut self, records: u32) {
        self.others = records.saturating_sub(u32::try_from(self.record_count()).unwrap_or(u32::MAX));
        self.is_counted = true;
    }

    /// Number of records, kept or not.
    pub(super) fn row_count(&self) -> u32 {
        let is_open = u32::from(self.column > 0 && !self.is_counted);
        u32::try_from(self.record_count()).unwrap_or(u32::MAX).saturating_add(self.others).saturating_add(is_open)
    }

    fn record_count(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// The table of all records that were kept, without headers.
    ///
    /// # Errors
    /// [`SourceError::Damaged`] where the text is no UTF-8.
    pub(super) fn finish(mut self) -> Result<Table, SourceError> {
        self.end_row()?;
        Ok(Table { text: self.text, bounds: self.bounds, firsts: self.firsts, ..Table::default() })
    }

    /// Makes a record of the row that was written.
    fn end_row(&mut self) -> Result<(), SourceError> {
        if self.column == 0 {
            return Ok(());
        }
        self.column = 0;
        if self.is_full() {
            let first = self.firsts.last().copied().unwrap_or_default() as usize;
            self.bounds.truncate(first);
            self.row_text.clear();
            self.others = self.others.saturating_add(1);
            return Ok(());
        }
        self.make_room()?;
        self.text.push_str(std::str::from_utf8(&self.row_text).map_err(|_| SourceError::Damaged)?);
        self.row_text.clear();
        self.bounds.push(self.end());
        self.firsts.push(u32::try_from(self.bounds.len()).map_err(|_| too_large())?);
        Ok(())
    }

    /// Makes sure that a cell fits behind any number of blank ones.
    #[inline]
    fn make_room(&mut self) -> Result<(), SourceError> {
        if u64::from(self.end()) > PART_LIMIT || self.bounds.len() > CELL_LIMIT {
            return Err(too_large());
        }
        let room = ROOM + self.row_text.len();
        if self.text.capacity() - self.text.len() < room || self.bounds.capacity() - self.bounds.len() < ROOM {
            let reserved = self.text.try_reserve(room).and_then(|()| self.bounds.try_reserve(ROOM));
            return reserved.map_err(|_| too_large());
        }
        Ok(())
    }

    /// End of the text in bytes, the open row included. Cells are at most 4 GiB behind one another: see [`Grid::make_room`].
    #[inline]
    fn end(&self) -> u32 {
        u32::try_from(self.text.len() + self.row_text.len()).unwrap_or(u32::MAX)
    }
}

fn too_large() -> SourceError {
    SourceError::UnpacksTooLarge { part: String::new(), limit: PART_LIMIT }
}
