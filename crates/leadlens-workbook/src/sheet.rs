//! A sheet of a workbook, before its rows are read.

/// A sheet of cells. Charts and macros have sheets too; they are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// True where the workbook hides it.
    pub is_hidden: bool,
}
