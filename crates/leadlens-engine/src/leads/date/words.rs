//! Dates with words: names of months and weekdays, and the signs of Chinese, Japanese and Korean.
//!
//! A text is a date when every word in it is one that dates are made of; one word more, and it is something else.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::codes::fold;
use super::clock::{half_day_hour, moment, offset};
use super::{Created, DateOrder, Number, day_of, days};

/// A line a language: its code, and for each month the names it goes by, folded; lines of weekdays; and a line of words that stand between
/// the parts of a date. Where a weekday's abbreviation is a month's in another language, it is the month's.
const WORDS: &str = include_str!("words.txt");

/// No date is longer, with its weekday, its time and the name of its zone in brackets.
const LONGEST: usize = 120;

/// Marks of hours and minutes before noon (`false`) and after it (`true`), two letters with points between or without.
const HALVES: [(&str, &str, bool); 4] = [("a", "m", false), ("p", "m", true), ("π", "μ", false), ("μ", "μ", true)];

/// Zones by their abbreviation in RFC 2822 and mail programs, with their offset from UTC in hours. Those with several meanings are left out.
const ZONES: [(&str, i16); 18] = [
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 1),
    ("cet", 1),
    ("cest", 2),
    ("eet", 2),
    ("eest", 3),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];

/// March in most languages, and Tuesday at the start of a date in French, Spanish, Italian and Romanian.
const TUESDAY: &str = "mar";

/// Meaning of a word in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Month(i32),
    /// A weekday, or a word between the parts: nothing the numbers do not say.
    Nothing,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A number and the sign of its unit right behind it.
    Number(Number, Option<Unit>),
    /// Letters, folded.
    Word(String),
    Mark(char),
}

/// Unit of a number, told by the sign behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    fn of(sign: char) -> Option<Self> {
        Some(match sign {
            '年' | '년' => Self::Year,
            '月' | '월' => Self::Month,
            '日' | '号' | '일' => Self::Day,
            '時' | '时' | '点' | '點' | '시' => Self::Hour,
            '分' | '분' => Self::Minute,
            '秒' | '초' => Self::Second,
            _ => return None,
        })
    }
}

/// Reads a date that holds words; `None` where any of them has no place in a date.
pub(super) fn read_words(text: &str, order: Option<DateOrder>) -> Option<Created> {
    let is_short = text.len() <= LONGEST && text.bytes().any(|byte| byte.is_ascii_digit());
    let tokens = if is_short { tokens(text)? } else { return None };
    let mut parts = Parts::default();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        rest = parts.take(rest)?;
    }
    parts.read(order)
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let belongs: fn(char) -> bool = if first.is_ascii_digit() {
            |letter| letter.is_ascii_digit()
        } else if first.is_alphabetic() {
            char::is_alphabetic
        } else {
            // Some programs put marks of direction around dates; blanks separate and nothing more.
            if !first.is_whitespace() && !matches!(first, '\u{200E}' | '\u{200F}') {
                tokens.push(Token::Mark(first));
            }
            rest = rest.get(first.len_utf8()..)?;
            continue;
        };
        let (word, tail) = rest.split_at(rest.find(|letter| !belongs(letter)).unwrap_or(rest.len()));
        rest = tail;
        if first.is_ascii_digit() {
            // Nine digits are finer than any fraction of a second that is written.
            let number = Number { value: word.get(..word.len().min(9))?.parse().ok()?, digits: word.len() };
            let sign = rest.chars().next().and_then(|sign| Some((Unit::of(sign)?, sign.len_utf8())));
            rest = rest.get(sign.map_or(0, |(_, length)| length)..)?;
            tokens.push(Token::Number(number, sign.map(|(unit, _)| unit)));
        } else {
            tokens.push(Token::Word(fold(word)));
        }
    }
    Some(tokens)
}

/// The parts of a date as they are met.
#[derive(Debug, Default)]
struct Parts {
    /// Numbers without a unit, at most three, and how many separators stand between them, all of them dots or not.
    numbers: Vec<Number>,
    separators: usize,
    has_other_separators: bool,
    /// The month by its name, and how many numbers stand before it.
    month: Option<(i32, usize)>,
    /// True when that name may have been a weekday's.
    may_be_weekday: bool,
    /// Year, month and day by their units.
    units: [Option<Number>; 3],
    /// Hour, minute and second.
    clock: Option<[i32; 3]>,
    afternoon: Option<bool>,
    offset: Option<i16>,
}

impl Parts {
    /// Takes the next part off the tokens; `None` where it has no place in a date.
    fn take<'t>(&mut self, tokens: &'t [Token]) -> Option<&'t [Token]> {
        use Token::{Mark, Number, Word};
        match tokens {
            [Number(hour, None), Mark(':'), Number(minute, None), rest @ ..] if self.clock.is_none() => {
                let (second, rest) = match rest {
                    [Mark(':'), Number(second, None), Mark('.'), Number(..), rest @ ..] | [Mark(':'), Number(second, None), rest @ ..] => {
                        (second.value, rest)
                    }
                    _ => (0, rest),
                };
                self.clock = Some([hour.value, minute.value, second]);
                Some(rest)
            }
            // `14h05`, `klo 14.05`.
            [Number(hour, None), Word(h), Number(minute, None), rest @ ..] if h == "h" && self.clock.is_none() => {
                self.clock = Some([hour.value, minute.value, 0]);
                Some(rest)
            }
            [Word(at), Number(hour, None), Mark('.'), Number(minute, None), rest @ ..]
            | [Word(at), Mark('.'), Number(hour, None), Mark('.'), Number(minute, None), rest @ ..]
                if matches!(at.as_str(), "kl" | "klo" | "kello" | "klockan") =>
            {
                self.clock = Some([hour.value, minute.value, 0]);
                Some(rest)
            }
            [Word(one), Mark('.'), Word(other), rest @ ..] | [Word(one), Word(other), rest @ ..] if half_of(one, other).is_some() => {
                self.afternoon = half_of(one, other);
                Some(rest)
            }
            // Vietnamese numbers its months.
            [Word(month), Number(number, None), rest @ ..] if matches!(month.as_str(), "tháng" | "thg") => {
                self.month = Some((number.value, self.numbers.len()));
                Some(rest)
            }
            [Word(word), rest @ ..] => self.take_word(word, rest),
            [Mark('+'), rest @ ..] if self.clock.is_some() => self.take_offset(false, rest),
            [Mark('-' | '−'), rest @ ..] if self.clock.is_some() && self.has_day() => self.take_offset(true, rest),
            [Mark('(' | '（'), rest @ ..] => {
                let end = rest.iter().position(|token| matches!(token, Mark(')' | '）')))?;
                rest.get(end + 1..)
            }
            [Mark('.' | ',' | '/' | '-' | '\'' | '’' | '、' | '，'), rest @ ..] => Some(rest),
            [Number(number, unit), rest @ ..] => {
                self.take_number(*number, *unit)?;
                match rest.first() {
                    Some(Mark('.')) => self.separators += 1,
                    Some(Mark('/' | '-')) => (self.separators, self.has_other_separators) = (self.separators + 1, true),
                    _ => {}
                }
                Some(rest)
            }
            _ => None,
        }
    }

    fn take_number(&mut self, number: Number, unit: Option<Unit>) -> Option<()> {
        let [year, month, day] = &mut self.units;
        let place = match unit {
            None => {
                self.numbers.push(number);
                return (self.numbers.len() <= 3).then_some(());
            }
            Some(Unit::Year) => year,
            Some(Unit::Month) => month,
            Some(Unit::Day) => day,
            Some(unit) => {
                let [hour, minute, second] = self.clock.get_or_insert_default();
                match unit {
                    Unit::Minute => *minute = number.value,
                    Unit::Second => *second = number.value,
                    _ => *hour = number.value,
                }
                return Some(());
            }
        };
        place.is_none().then(|| *place = Some(number))
    }

    fn take_word<'t>(&mut self, word: &str, rest: &'t [Token]) -> Option<&'t [Token]> {
        let zone = || ZONES.iter().find(|(name, _)| *name == word).map(|(_, hours)| 60 * hours);
        match (words().get(word), word) {
            (Some(Meaning::Month(month)), _) if self.month.is_none() || self.may_be_weekday => {
                self.month = Some((*month, self.numbers.len()));
                self.may_be_weekday = word == TUESDAY && self.numbers.is_empty();
            }
            (Some(Meaning::Month(_)), _) => return None,
            (Some(Meaning::Nothing), _) => {}
            (None, "am" | "上午" | "午前" | "오전" | "öö") => self.afternoon = Some(false),
            (None, "pm" | "下午" | "午後" | "오후" | "ös") => self.afternoon = Some(true),
            (None, _) => {
                self.offset = Some(zone().filter(|_| self.clock.is_some())?);
                if let [Token::Mark(sign @ ('+' | '-' | '−')), rest @ ..] = rest {
                    return self.take_offset(*sign != '+', rest);
                }
            }
        }
        Some(rest)
    }

    /// `0100`, `01:00`, `1` behind a sign.
    fn take_offset<'t>(&mut self, behind: bool, tokens: &'t [Token]) -> Option<&'t [Token]> {
        use Token::{Mark, Number};
        let (hours, minutes, rest) = match tokens {
            [Number(hours, None), Mark(':'), Number(minutes, None), rest @ ..] => (hours.value, minutes.value, rest),
            [Number(both, None), rest @ ..] if both.digits == 4 => (both.value / 100, both.value % 100, rest),
            [Number(hours, None), rest @ ..] => (hours.value, 0, rest),
            _ => return None,
        };
        self.offset = Some(offset(behind, hours, minutes)?);
        Some(rest)
    }

    /// True once all three numbers of a day have been met, the month also by its name.
    fn has_day(&self) -> bool {
        self.numbers.len() + usize::from(self.month.is_some()) + self.units.iter().flatten().count() >= 3
    }

    fn read(&self, order: Option<DateOrder>) -> Option<Created> {
        let day = self.day(order)?;
        match self.clock {
            None => (self.afternoon.is_none() && self.offset.is_none()).then(|| Created::of_day(day)),
            Some([hour, minute, second]) => {
                moment(day, [half_day_hour(hour, self.afternoon)?, minute, second], self.offset.unwrap_or_default())
            }
        }
    }

    fn day(&self, order: Option<DateOrder>) -> Option<i32> {
        match (self.units, self.month, self.numbers.as_slice()) {
            ([Some(year), Some(month), Some(day)], None, []) => days(year.year()?, month.value, day.value),
            ([None, None, None], Some((month, before)), &[first, second]) => {
                let (year, day) = if first.digits == 4 { (first, second) } else { (second, first) };
                let is_told = year.digits == 4 || before < 2;
                days(year.year().filter(|_| is_told)?, month, day.value)
            }
            ([None, None, None], None, &[first, second, third]) if self.separators >= 2 => {
                day_of([first, second, third], !self.has_other_separators, order)
            }
            _ => None,
        }
    }
}

/// Half of the day that two letters name, true for the afternoon (`a.m.`, `p. m.`, `μ.μ.`); `None` for other letters.
fn half_of(one: &str, other: &str) -> Option<bool> {
    HALVES.iter().find(|(first, second, _)| (*first, *second) == (one, other)).map(|(.., afternoon)| *afternoon)
}

/// Every word a date is made of.
fn words() -> &'static HashMap<&'static str, Meaning, FixedState> {
    static MEANINGS: OnceLock<HashMap<&'static str, Meaning, FixedState>> = OnceLock::new();
    MEANINGS.get_or_init(|| {
        let mut meanings = HashMap::with_hasher(FixedState::default());
        for (head, words) in WORDS.lines().filter_map(|line| line.split_once(' ')) {
            let is_months = !matches!(head, "weekdays" | "particles");
            for (number, names) in (1..).zip(words.split(' ')) {
                for name in names.split('/') {
                    let meaning = if is_months { Meaning::Month(number) } else { Meaning::Nothing };
                    meanings.entry(name).or_insert(meaning);
                }
            }
        }
        meanings
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_language_names_twelve_months_and_every_name_means_one() {
        let (mut months, mut languages) = (BTreeMap::new(), 0);
        for (head, words) in WORDS.lines().map(|line| line.split_once(' ').unwrap()) {
            assert!(words.split([' ', '/']).all(|word| !word.is_empty() && fold(word) == word), "{head}: a word is not folded");
            if matches!(head, "weekdays" | "particles") {
                continue;
            }
            languages += 1;
            assert_eq!(words.split(' ').count(), 12, "{head}");
            for (month, names) in (1..).zip(words.split(' ')) {
                for name in names.split('/') {
                    assert_eq!(*months.entry(name).or_insert(month), month, "{head}: {name}");
                }
            }
        }
        assert!(languages >= 16);
    }
}
