//! Records of a table as rows that are looked at or written anew.

use super::Table;

impl Table {
    /// The cells of one record as the file spells them.
    pub(in crate::intake) fn raw_row(&self, record: usize) -> Vec<String> {
        (0..self.width(record)).map(|column| self.raw_cell(record, column).to_owned()).collect()
    }

    /// Number of cells of one record that hold anything but blanks.
    pub(in crate::intake) fn filled_cells(&self, record: usize) -> usize {
        (0..self.width(record)).filter(|column| !self.raw_cell(record, *column).trim().is_empty()).count()
    }
}
