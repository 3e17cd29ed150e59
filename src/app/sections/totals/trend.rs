//! How a number changed.

use crate::i18n::{percent, say};

/// A number beside that of as many days before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trend {
    /// There was nothing before.
    New,
    /// The same, to the percent.
    Same,
    /// More, by so many percent.
    Up(u32),
    /// Less, by so many percent.
    Down(u32),
}

impl Trend {
    /// How a number changed; nothing where it was 0 and is.
    pub(super) fn of(now: u32, before: u32) -> Option<Self> {
        if before == 0 {
            return (now > 0).then_some(Self::New);
        }
        let (difference, before) = (u64::from(now.abs_diff(before)), u64::from(before));
        let percent = u32::try_from((difference * 100 + before / 2) / before).unwrap_or(u32::MAX);
        Some(match percent {
            0 => Self::Same,
            percent if u64::from(now) > before => Self::Up(percent),
            percent => Self::Down(percent),
        })
    }

    /// For those who see it.
    pub(super) fn sign(self) -> String {
        match self {
            Self::New => say!(totals.new),
            Self::Same => format!("± {}", share(0)),
            Self::Up(percent) => format!("▲ {}", share(percent)),
            Self::Down(percent) => format!("▼ {}", share(percent)),
        }
    }

    /// For those who hear it.
    pub(super) fn words(self) -> String {
        match self {
            Self::New => say!(totals.new_words),
            Self::Same => say!(totals.same_words),
            Self::Up(percent) => say!(totals.up_words, share = share(percent)),
            Self::Down(percent) => say!(totals.down_words, share = share(percent)),
        }
    }
}

fn share(hundredths: u32) -> String {
    percent(f64::from(hundredths) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_whole_percent() {
        for (now, before, expected) in [
            (0, 0, None),
            (3, 0, Some(Trend::New)),
            (3, 3, Some(Trend::Same)),
            (1000, 1001, Some(Trend::Same)),
            (34, 30, Some(Trend::Up(13))),
            (30, 34, Some(Trend::Down(12))),
            (0, 7, Some(Trend::Down(100))),
            (6, 1, Some(Trend::Up(500))),
            (u32::MAX, 1, Some(Trend::Up(u32::MAX))),
            (1, u32::MAX, Some(Trend::Down(100))),
        ] {
            assert_eq!(Trend::of(now, before), expected, "{now} after {before}");
        }
    }
}
