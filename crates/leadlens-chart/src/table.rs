//! The numbers of a picture as a table, for those who do not see it and for the clipboard.

/// A table equivalent to a picture: the same numbers in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableData {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each with a cell for each head.
    pub rows: Vec<Vec<String>>,
}
