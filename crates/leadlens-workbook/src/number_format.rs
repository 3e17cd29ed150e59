//! Meaning that the number format of a cell gives its number: a date, a duration, or digits in groups.

/// Display of the numbers of a cell, as far as it changes their meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    /// As the number it is.
    #[default]
    General,
    /// As a date; with the time of day where it has one, or the format shows it.
    Date {
        /// True where the format shows the time of day.
        has_time: bool,
    },
    /// As a time of day without date.
    Time,
    /// As hours, minutes and seconds that may pass 24 hours.
    Duration,
    /// As digits in a pattern: telephone numbers, post codes.
    Digits(Vec<DigitPlace>),
}

/// One place of a pattern of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigitPlace {
    /// A digit, zero where the number has none left.
    Zero,
    /// A digit, if the number has one left.
    Digit,
    /// A mark as it is.
    Mark(u8),
}

impl NumberFormat {
    /// The format of an id that needs no code (ECMA-376 part 1, 18.8.30, and the ids of East Asian Excels).
    pub(crate) fn built_in(id: u32) -> Self {
        match id {
            14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Self::Date { has_time: false },
            18..=21 | 32 | 33 | 45 | 47 | 55 | 56 => Self::Time,
            22 => Self::Date { has_time: true },
            46 => Self::Duration,
            _ => Self::General,
        }
    }

    /// The format a code spells. Only what it says of positive numbers counts.
    pub(crate) fn of_code(code: &str) -> Self {
        let parts = FormatContents::of(code.as_bytes());
        let has_time = parts.hours || parts.seconds;
        if parts.is_general {
            Self::General
        } else if parts.elapsed {
            Self::Duration
        } else if parts.years || parts.days || (parts.months && !has_time) {
            Self::Date { has_time }
        } else if has_time {
            Self::Time
        } else if parts.is_pattern && parts.places.len() > 1 && parts.places.iter().any(|place| !matches!(place, DigitPlace::Mark(_))) {
            Self::Digits(parts.places)
        } else {
            Self::General
        }
    }
}

/// Contents of the first section of a format code.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts of one scan")]
struct FormatContents {
    is_general: bool,
    elapsed: bool,
    years: bool,
    months: bool,
    days: bool,
    hours: bool,
    seconds: bool,
    /// True while nothing but digits and marks of telephone numbers stands in it.
    is_pattern: bool,
    places: Vec<DigitPlace>,
}

impl FormatContents {
    fn of(code: &[u8]) -> Self {
        let is_general = code.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"general"));
        let mut parts = Self { is_general, is_pattern: true, ..Self::default() };
        let mut rest = code;
        while let Some((&letter, behind)) = rest.split_first() {
            rest = match letter {
                b';' => break,
                b'\\' => parts.literal(behind, 1),
                // A blank as wide as the next letter, and a letter that fills the cell.
                b'_' | b'*' => behind.get(1..).unwrap_or_default(),
                b'"' => {
                    let end = memchr::memchr(b'"', behind).unwrap_or(behind.len());
                    let rest = parts.literal(behind, end);
                    rest.get(1..).unwrap_or_default()
                }
                b'[' => {
                    let end = memchr::memchr(b']', behind).unwrap_or(behind.len());
                    parts.bracket(behind.get(..end).unwrap_or_default());
                    behind.get(end + 1..).unwrap_or_default()
                }
                // Scientific notation, not the year of an era.
                b'E' | b'e' if matches!(behind.first(), Some(b'+' | b'-')) => {
                    parts.is_pattern = false;
                    behind
                }
                b'A' | b'a' if starts_with_half_day(rest) => {
                    parts.hours = true;
                    let slash = memchr::memchr(b'/', behind).unwrap_or_default();
                    behind.get(slash + 2..).unwrap_or_default()
                }
                _ => {
                    parts.letter(letter);
                    behind
                }
            };
        }
        parts
    }

    fn letter(&mut self, letter: u8) {
        match letter.to_ascii_lowercase() {
            b'y' | b'e' | b'g' | b'b' => self.years = true,
            b'm' => self.months = true,
            b'd' => self.days = true,
            b'h' => self.hours = true,
            b's' => self.seconds = true,
            b'0' => self.places.push(DigitPlace::Zero),
            b'#' => self.places.push(DigitPlace::Digit),
            _ => self.mark(letter),
        }
    }

    /// Takes the first `length` bytes as they are; gives what is behind them.
    fn literal<'c>(&mut self, text: &'c [u8], length: usize) -> &'c [u8] {
        let (literal, rest) = text.split_at_checked(length).unwrap_or((text, &[]));
        for &letter in literal {
            match letter {
                b'0'..=b'9' | b'.' | b'/' => self.places.push(DigitPlace::Mark(letter)),
                _ => self.mark(letter),
            }
        }
        rest
    }

    fn mark(&mut self, letter: u8) {
        self.is_pattern &= matches!(letter, b'+' | b'-' | b'(' | b')' | b' ');
        self.places.push(DigitPlace::Mark(letter));
    }

    /// Takes what stands in brackets: elapsed time, or a colour, a condition, a language.
    fn bracket(&mut self, inside: &[u8]) {
        let is_elapsed = |letter: u8| !inside.is_empty() && inside.iter().all(|found| found.eq_ignore_ascii_case(&letter));
        self.elapsed |= [b'h', b'm', b's'].into_iter().any(is_elapsed);
        self.is_pattern &= !inside.starts_with(b"<") && !inside.starts_with(b">") && !inside.starts_with(b"=");
    }
}

/// True where `AM/PM` or `A/P` stands at the start.
fn starts_with_half_day(code: &[u8]) -> bool {
    [b"am/pm".as_slice(), b"a/p"].iter().any(|mark| code.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_code_tells_dates_from_numbers() {
        let pattern = |code| matches!(NumberFormat::of_code(code), NumberFormat::Digits(_));
        for code in
            ["General", "0", "0.00", "#,##0.00 [$€-407]", "0.00E+00", "@", "# ?/?", "\"day\" 0", "[Red]0.0", "0%", "#,##0_);[Red](#,##0)"]
        {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::General, "{code}");
        }
        for code in ["yyyy-mm-dd", "[$-409]d-mmm-yy;@", "m/d/yy", "mmm yy", "yyyy\"年\"m\"月\"d\"日\"", "[$-411]ge.m.d", "dd"] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Date { has_time: false }, "{code}");
        }
        for code in ["yyyy-mm-dd hh:mm", "m/d/yy h:mm AM/PM", "dd.mm.yyyy\\ hh:mm:ss"] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Date { has_time: true }, "{code}");
        }
        for (code, format) in [("h:mm", NumberFormat::Time), ("mm:ss.0", NumberFormat::Time), ("[h]:mm:ss", NumberFormat::Duration)] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
        assert!(["00000", "\\+0", "(000) 000-0000", "\"+\"0", "###-####"].into_iter().all(pattern));
    }
}
