//! Selection of columns by dragging: what the pointer takes hold of, and which columns that selects.

/// First and last column of a selection.
pub(super) type ColumnRange = (usize, usize);

/// Hold of the pointer on a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grip {
    /// A selection from this column to the one below the pointer.
    Stretch(usize),
    /// A selection, taken at the first of these columns.
    Move(usize, ColumnRange),
}

/// Part of a selection at which the pointer is, which decides how it is taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SelectionPart {
    /// Its left or right edge.
    Left,
    Right,
    /// Between them.
    Inside,
    /// Outside of it.
    Outside,
}

/// The part of a selection at a px, by the px of its edges. An edge is taken from `reach` px on either side, but from inside only as far as
/// a third of the selection.
pub(super) fn part_at(x: i32, edges: Option<(i32, i32)>, reach: i32) -> SelectionPart {
    let Some((left, right)) = edges else { return SelectionPart::Outside };
    let inwards = reach.min((right - left) / 3);
    if x >= left - reach && x <= left + inwards {
        SelectionPart::Left
    } else if x >= right - inwards && x <= right + reach {
        SelectionPart::Right
    } else if x > left && x < right {
        SelectionPart::Inside
    } else {
        SelectionPart::Outside
    }
}

impl Grip {
    /// Takes hold at a column, on that part of what is selected.
    pub(super) fn grab(column: usize, part: SelectionPart, selected: Option<ColumnRange>) -> Self {
        match (part, selected) {
            (SelectionPart::Left, Some((_, last))) => Self::Stretch(last),
            (SelectionPart::Right, Some((first, _))) => Self::Stretch(first),
            (SelectionPart::Inside, Some(selected)) => Self::Move(column, selected),
            _ => Self::Stretch(column),
        }
    }

    /// Returns the columns that are selected with the pointer at a column, of so many.
    pub(super) fn drag(self, column: usize, count: usize) -> ColumnRange {
        match self {
            Self::Stretch(anchor) => (anchor.min(column), anchor.max(column)),
            Self::Move(taken, (first, last)) => {
                let length = last.saturating_sub(first);
                let start = (first + column).saturating_sub(taken).min(count.saturating_sub(length + 1));
                (start, start + length)
            }
        }
    }
}

/// The column a key goes to from another one, of so many; none for other keys.
pub(crate) fn step(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let leap = (count / 10).max(2);
    Some(match key {
        "ArrowLeft" | "ArrowDown" => at.saturating_sub(1),
        "ArrowRight" | "ArrowUp" => (at + 1).min(last),
        "PageDown" => at.saturating_sub(leap),
        "PageUp" => (at + leap).min(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_taken_before_the_inside_and_the_inside_stays_free() {
        let edges = Some((100, 160));
        for (x, part) in [
            (90, SelectionPart::Outside),
            (94, SelectionPart::Left),
            (106, SelectionPart::Left),
            (107, SelectionPart::Inside),
            (153, SelectionPart::Inside),
            (154, SelectionPart::Right),
            (166, SelectionPart::Right),
            (167, SelectionPart::Outside),
        ] {
            assert_eq!(part_at(x, edges, 6), part, "{x}");
        }
        assert_eq!(part_at(102, Some((100, 104)), 6), SelectionPart::Inside);
        assert_eq!(part_at(5, None, 6), SelectionPart::Outside);
    }

    #[test]
    fn a_drag_selects_stretches_and_moves() {
        let selected = Some((3, 5));
        for (taken, part, column, expected) in [
            (2, SelectionPart::Outside, 2, (2, 2)),
            (2, SelectionPart::Outside, 7, (2, 7)),
            (7, SelectionPart::Outside, 2, (2, 7)),
            (3, SelectionPart::Left, 1, (1, 5)),
            (3, SelectionPart::Left, 8, (5, 8)),
            (5, SelectionPart::Right, 9, (3, 9)),
            (4, SelectionPart::Inside, 6, (5, 7)),
            (4, SelectionPart::Inside, 0, (0, 2)),
            (4, SelectionPart::Inside, 9, (7, 9)),
        ] {
            assert_eq!(Grip::grab(taken, part, selected).drag(column, 10), expected, "{part:?} from {taken} to {column}");
        }
        assert_eq!(Grip::grab(1, SelectionPart::Inside, None), Grip::Stretch(1));
        // The data has become shorter meanwhile.
        assert_eq!(Grip::Move(9, (2, 9)).drag(0, 3), (0, 7));
    }

    #[test]
    fn keys_step_leap_and_stay_inside() {
        for (key, at, expected) in [
            ("ArrowLeft", 0, Some(0)),
            ("ArrowRight", 4, Some(5)),
            ("ArrowRight", 39, Some(39)),
            ("PageUp", 10, Some(14)),
            ("PageDown", 3, Some(0)),
            ("Home", 9, Some(0)),
            ("End", 9, Some(39)),
            ("x", 9, None),
        ] {
            assert_eq!(step(key, at, 40), expected, "{key} {at}");
        }
        assert_eq!((step("End", 0, 0), step("ArrowRight", 0, 1)), (None, Some(0)));
    }
}
