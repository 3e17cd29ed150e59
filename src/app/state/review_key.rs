//! The keys of the review.

use super::review::Decision;

/// Action of a key in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewKey {
    /// Opens the next group.
    Next,
    /// Opens the group before.
    Previous,
    /// Decides about the open group.
    Decide(Decision),
    /// Splits out the lead that has the focus, or moves the focus to the leads.
    SplitOut,
    /// Moves the focus into the open group.
    Open,
    /// Shows what the keys do.
    Help,
}

impl ReviewKey {
    /// Tells whether a key that is held down does it again and again. A decision has to be made each time.
    pub fn repeats(self) -> bool {
        !matches!(self, Self::SplitOut | Self::Decide(Decision::Same | Decision::Different | Decision::Later))
    }

    /// Returns the action of a key, by its name and whether Shift is held; `None` for a key the review leaves alone.
    pub fn of(key: &str, shift: bool) -> Option<Self> {
        Some(match key.to_ascii_lowercase().as_str() {
            "j" => Self::Next,
            "k" => Self::Previous,
            "m" => Self::Decide(Decision::Same),
            "n" => Self::Decide(Decision::Different),
            "s" => Self::Decide(Decision::Later),
            "u" if shift => Self::Decide(Decision::Redo),
            "u" => Self::Decide(Decision::Undo),
            "x" => Self::SplitOut,
            "enter" => Self::Open,
            "?" => Self::Help,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_what_the_help_says() {
        for (key, shift, expected) in [
            ("j", false, Some(ReviewKey::Next)),
            ("K", true, Some(ReviewKey::Previous)),
            ("m", false, Some(ReviewKey::Decide(Decision::Same))),
            ("N", false, Some(ReviewKey::Decide(Decision::Different))),
            ("s", false, Some(ReviewKey::Decide(Decision::Later))),
            ("x", false, Some(ReviewKey::SplitOut)),
            ("u", false, Some(ReviewKey::Decide(Decision::Undo))),
            ("U", true, Some(ReviewKey::Decide(Decision::Redo))),
            ("Enter", false, Some(ReviewKey::Open)),
            ("?", true, Some(ReviewKey::Help)),
            ("a", false, None),
            ("Escape", false, None),
            ("Tab", false, None),
        ] {
            assert_eq!(ReviewKey::of(key, shift), expected, "{key}");
        }
    }

    #[test]
    fn a_key_held_down_decides_once() {
        for (key, expected) in [("m", false), ("n", false), ("s", false), ("x", false), ("j", true), ("k", true), ("u", true), ("?", true)]
        {
            assert_eq!(ReviewKey::of(key, false).map(ReviewKey::repeats), Some(expected), "{key}");
        }
    }
}
