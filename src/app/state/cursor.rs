//! The cell a table is at, and the cells that are selected from there.

/// A cell, by its row and its column among those shown, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// Its row.
    pub row: u32,
    /// Its column.
    pub column: u32,
}

/// Size of a table, in rows and columns, and of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its rows.
    pub rows: u32,
    /// Its columns.
    pub columns: u32,
    /// The rows a page moves by.
    pub page: u32,
}

/// Movement of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorStep {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A column to the left.
    Left,
    /// A column to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The first cell of the row.
    RowStart,
    /// The last cell of the row.
    RowEnd,
    /// The first row.
    First,
    /// The last row.
    Last,
}

impl CursorStep {
    /// Returns the step that a key means, by its name and whether Ctrl (on a Mac: Command) is held; as in a spreadsheet.
    pub fn of_key(key: &str, is_far: bool) -> Option<Self> {
        Some(match (key, is_far) {
            ("ArrowUp", false) => Self::Up,
            ("ArrowDown", false) => Self::Down,
            ("ArrowLeft", false) => Self::Left,
            ("ArrowRight", false) => Self::Right,
            ("PageUp", false) => Self::PageUp,
            ("PageDown", false) => Self::PageDown,
            ("Home", false) | ("ArrowLeft", true) => Self::RowStart,
            ("End", false) | ("ArrowRight", true) => Self::RowEnd,
            ("Home" | "ArrowUp", true) => Self::First,
            ("End" | "ArrowDown", true) => Self::Last,
            _ => return None,
        })
    }
}

/// The cell that is active, and the one from which cells are selected to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The active cell.
    pub at: GridCell,
    /// The other end of what is selected; the same cell where only one is.
    pub from: GridCell,
}

impl Cursor {
    /// A cursor at a cell.
    pub fn new(row: u32, column: u32) -> Self {
        let at = GridCell { row, column };
        Self { at, from: at }
    }

    /// Every cell, with the cursor at the first.
    pub fn all(extent: Extent) -> Self {
        let from = GridCell { row: extent.rows.saturating_sub(1), column: extent.columns.saturating_sub(1) };
        Self { at: GridCell::default(), from }
    }

    /// A step on; `extends` keeps the other end of what is selected.
    #[must_use]
    pub fn go(self, step: CursorStep, extends: bool, extent: Extent) -> Self {
        let GridCell { row, column } = self.at;
        let (row, column) = match step {
            CursorStep::Up => (row.saturating_sub(1), column),
            CursorStep::Down => (row.saturating_add(1), column),
            CursorStep::Left => (row, column.saturating_sub(1)),
            CursorStep::Right => (row, column.saturating_add(1)),
            CursorStep::PageUp => (row.saturating_sub(extent.page), column),
            CursorStep::PageDown => (row.saturating_add(extent.page), column),
            CursorStep::RowStart => (row, 0),
            CursorStep::RowEnd => (row, u32::MAX),
            CursorStep::First => (0, column),
            CursorStep::Last => (u32::MAX, column),
        };
        self.to(GridCell { row, column }, extends, extent)
    }

    /// At another cell, or the nearest there is.
    #[must_use]
    pub fn to(self, cell: GridCell, extends: bool, extent: Extent) -> Self {
        let at = within(cell, extent);
        Self { at, from: if extends { within(self.from, extent) } else { at } }
    }

    /// First and last row that are selected.
    pub fn rows(self) -> (u32, u32) {
        (self.at.row.min(self.from.row), self.at.row.max(self.from.row))
    }

    /// First and last column that are selected.
    pub fn columns(self) -> (u32, u32) {
        (self.at.column.min(self.from.column), self.at.column.max(self.from.column))
    }

    /// Tells whether only the active cell is selected.
    pub fn is_single(self) -> bool {
        self.at == self.from
    }

    /// Returns what of a row is selected: first and last column, and the one that is active.
    pub fn of_row(self, row: u32) -> (Option<(u32, u32)>, Option<u32>) {
        let (first, last) = self.rows();
        ((first..=last).contains(&row).then(|| self.columns()), (self.at.row == row).then_some(self.at.column))
    }
}

fn within(cell: GridCell, extent: Extent) -> GridCell {
    GridCell { row: cell.row.min(extent.rows.saturating_sub(1)), column: cell.column.min(extent.columns.saturating_sub(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent { rows: 1_000, columns: 9, page: 20 };

    #[test]
    fn keys_move_by_cell_row_and_page_and_stop_at_the_ends() {
        let mut cursor = Cursor::new(0, 0);
        for (key, is_far, expected) in [
            ("ArrowUp", false, (0, 0)),
            ("ArrowRight", false, (0, 1)),
            ("PageDown", false, (20, 1)),
            ("ArrowDown", false, (21, 1)),
            ("End", false, (21, 8)),
            ("ArrowRight", false, (21, 8)),
            ("End", true, (999, 8)),
            ("ArrowDown", false, (999, 8)),
            ("PageUp", false, (979, 8)),
            ("Home", false, (979, 0)),
            ("ArrowLeft", false, (979, 0)),
            ("ArrowRight", true, (979, 8)),
            ("Home", true, (0, 8)),
        ] {
            cursor = cursor.go(CursorStep::of_key(key, is_far).unwrap(), false, EXTENT);
            assert_eq!((cursor.at.row, cursor.at.column), expected, "{key}");
            assert!(cursor.is_single());
        }
        assert_eq!(CursorStep::of_key("a", false), None);
        assert_eq!(CursorStep::of_key("PageDown", true), None, "which turns the browser's tabs");
    }

    #[test]
    fn shift_selects_a_rectangle_from_where_it_began() {
        let mut cursor = Cursor::new(5, 3);
        for key in ["ArrowUp", "ArrowUp", "ArrowRight"] {
            cursor = cursor.go(CursorStep::of_key(key, false).unwrap(), true, EXTENT);
        }
        assert_eq!((cursor.rows(), cursor.columns(), cursor.is_single()), ((3, 5), (3, 4), false));
        assert_eq!(cursor.of_row(3), (Some((3, 4)), Some(4)));
        assert_eq!(cursor.of_row(5), (Some((3, 4)), None));
        assert_eq!(cursor.of_row(6), (None, None));
        let cursor = cursor.go(CursorStep::Down, false, EXTENT);
        assert_eq!((cursor.at, cursor.is_single()), (GridCell { row: 4, column: 4 }, true));
    }

    #[test]
    fn a_shorter_table_takes_the_cursor_with_it() {
        let all = Cursor::all(EXTENT);
        assert_eq!((all.rows(), all.columns(), all.at), ((0, 999), (0, 8), GridCell::default()));
        let shorter = all.to(GridCell { row: 500, column: 8 }, true, Extent { rows: 10, columns: 2, page: 5 });
        assert_eq!((shorter.at, shorter.from), (GridCell { row: 9, column: 1 }, GridCell { row: 9, column: 1 }));
        assert_eq!(Cursor::new(7, 0).to(GridCell { row: 7, column: 0 }, false, Extent { rows: 0, columns: 1, page: 1 }), Cursor::new(0, 0));
    }
}
