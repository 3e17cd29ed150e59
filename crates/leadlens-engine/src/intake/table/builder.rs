//! Building a table record by record.

use std::collections::TryReserveError;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use leadlens_workbook::{Row, RowSink};

use super::{FaultKind, RecordFault, Table};
use crate::intake::SourceError;
use crate::saturating::saturating_u32;

/// Most columns of a built table; what names more goes into one last column, so that hostile keys cannot fill the memory.
pub(super) const COLUMN_LIMIT: usize = 1000;

/// Header of the column behind the last one allowed.
const OVERFLOW_HEADER: &str = "…";

/// Builds a [`Table`] record by record, for notations whose cells are not slices of the file (JSON, key-value, workbooks).
///
/// Columns appear as they are met; [`TableBuilder::column`] finds them by name without regard to ASCII case.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    row: Vec<(usize, String)>,
    /// Columns by their name in ASCII lower case, and as it was spelled.
    columns: HashMap<String, usize, FixedState>,
    /// For each column where its value stands in `row`, if it has one.
    places: Vec<Option<usize>>,
}

impl TableBuilder {
    /// A builder without columns.
    pub fn new() -> Self {
        Self { table: Table { has_header: true, firsts: vec![0], ..Table::default() }, ..Self::default() }
    }

    /// The column of that name, made when it is new. Names differing only in ASCII case are one column.
    pub fn column(&mut self, name: &str) -> usize {
        if let Some(&column) = self.columns.get(name) {
            return column;
        }
        let key = name.to_ascii_lowercase();
        if let Some(&column) = self.columns.get(&key) {
            // The next record probably spells it alike.
            self.columns.insert(name.to_owned(), column);
            return column;
        }
        let column = self.table.headers.len().min(COLUMN_LIMIT);
        if self.table.headers.len() <= COLUMN_LIMIT {
            self.table.headers.push(if column < COLUMN_LIMIT { name } else { OVERFLOW_HEADER }.to_owned());
            self.places.push(None);
        }
        if column < COLUMN_LIMIT {
            self.columns.insert(key, column);
        }
        column
    }

    /// Puts a value into the record being built; the first value of a column stands.
    pub fn set(&mut self, column: usize, value: impl Into<String>) {
        if let Some(place) = self.places.get_mut(column)
            && place.is_none()
        {
            *place = Some(self.row.len());
            self.row.push((column, value.into()));
        }
    }

    /// Puts a value into the record being built, on a line of its own behind the value its column has already.
    pub fn append(&mut self, column: usize, value: &str) {
        let place = self.places.get(column).copied().flatten();
        match place.and_then(|place| self.row.get_mut(place)) {
            Some((_, text)) => {
                text.push('\n');
                text.push_str(value);
            }
            None => self.set(column, value),
        }
    }

    /// Puts a named value into the record being built; the first value of a name stands. Past the last column allowed the name is stored
    /// with the value.
    pub fn put(&mut self, name: &str, value: &str) {
        let column = self.column(name);
        if column < COLUMN_LIMIT {
            self.set(column, value);
        } else {
            self.append(column, &format!("{name}: {value}"));
        }
    }

    /// True where the record being built has a value in a column.
    pub fn is_set(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(Option::is_some)
    }

    /// Marks the record being built as odd.
    pub fn fault(&mut self, kind: FaultKind) {
        let record = saturating_u32(self.record_count());
        self.table.faults.push(RecordFault { record, kind });
    }

    /// Number of columns met so far.
    pub fn column_count(&self) -> usize {
        self.table.column_count()
    }

    /// Number of finished records.
    pub fn record_count(&self) -> usize {
        self.table.record_count()
    }

    /// Reserves memory for all cells of a source, going by those of its first `done` bytes of `total`. Only a head start: where it fails,
    /// or is too little, memory grows as it is needed.
    pub(in crate::intake) fn reserve(&mut self, done: usize, total: usize) {
        let more = |length: usize| ((length as u64).saturating_mul(total as u64) / done.max(1) as u64 * 21 / 20) as usize - length;
        drop(self.table.text.try_reserve_exact(more(self.table.text.len())));
        drop(self.table.bounds.try_reserve_exact(more(self.table.bounds.len())));
        drop(self.table.firsts.try_reserve_exact(more(self.table.firsts.len())));
    }

    /// Ends the record being built, even an empty one.
    ///
    /// # Errors
    /// [`SourceError::TooLarge`] when the text no longer fits 32-bit offsets.
    pub fn end_record(&mut self) -> Result<(), SourceError> {
        self.row.sort_unstable_by_key(|(column, _)| *column);
        self.reserve_record()?;
        let mut next = 0;
        for (column, value) in self.row.drain(..) {
            for _ in next..column {
                self.table.bounds.push(offset(&self.table.text)?);
                self.table.text.push('\n');
            }
            self.table.bounds.push(offset(&self.table.text)?);
            self.table.text.push_str(&value);
            self.table.text.push('\n');
            next = column + 1;
            if let Some(place) = self.places.get_mut(column) {
                *place = None;
            }
        }
        self.table.bounds.push(offset(&self.table.text)?);
        self.table.firsts.push(u32::try_from(self.table.bounds.len()).map_err(|_| too_large(&self.table.text))?);
        Ok(())
    }

    /// Makes sure that the record being built fits, or says that it does not.
    fn reserve_record(&mut self) -> Result<(), SourceError> {
        let cells = self.row.last().map_or(0, |(column, _)| column + 1);
        let length: usize = self.row.iter().map(|(_, value)| value.len()).sum();
        let text = self.table.text.try_reserve(length + cells);
        text.and_then(|()| self.table.bounds.try_reserve(cells + 1)).map_err(|_| too_large(&self.table.text))
    }

    /// The finished table.
    pub fn finish(self) -> Table {
        self.table
    }
}

/// A row of a sheet is a record with a cell in each column: the text and the places of cells are copied as they are.
impl RowSink for TableBuilder {
    fn push(&mut self, row: Row<'_>) -> Result<(), TryReserveError> {
        let table = &mut self.table;
        table.text.try_reserve(row.text().len())?;
        table.bounds.try_reserve(row.bounds().len())?;
        table.firsts.try_reserve(1)?;
        // A sheet has less text and fewer cells than 32 bits count.
        let start = u32::try_from(table.text.len()).unwrap_or(u32::MAX);
        table.text.push_str(row.text());
        table.bounds.extend(row.bounds().iter().map(|bound| start.saturating_add(*bound)));
        table.firsts.push(u32::try_from(table.bounds.len()).unwrap_or(u32::MAX));
        Ok(())
    }
}

fn offset(text: &str) -> Result<u32, SourceError> {
    u32::try_from(text.len()).map_err(|_| too_large(text))
}

fn too_large(text: &str) -> SourceError {
    SourceError::TooLarge { bytes: text.len() as u64, limit: u64::from(u32::MAX) }
}
