//! Notation of a number: digits of every script, what stands between them, extensions, several numbers in one cell.

use crate::leads::digit::digit;

/// The most digits read: one more is no telephone number. The longest number has 15, a prefix for calls abroad 5.
const MAX_DIGITS: usize = 19;

/// Fewer digits before a mark that could join or part are the beginning of a number.
const BEGINNING: usize = 7;

/// Fewer digits are no number: words and marks among them are passed over.
const MIN_DIGITS: usize = 5;

/// Words before an extension, in lower case: whole where they are of one or two letters, else as beginnings.
const EXTENSION_WORDS: [&str; 42] = [
    "x",
    "xt",
    "e",
    "dw",
    "nr",
    "kl",
    "вн",
    "in",
    "w",
    "转",
    "轉",
    "転",
    "ext",
    "durchw",
    "доб",
    "внутр",
    "wew",
    "dahil",
    "anex",
    "ramal",
    "linka",
    "klapka",
    "int",
    "poste",
    "anknytn",
    "ankn",
    "apparat",
    "app",
    "nst",
    "nebenst",
    "toestel",
    "tst",
    "lokal",
    "local",
    "alanum",
    "mellek",
    "mellék",
    "分機",
    "分机",
    "內線",
    "内线",
    "内線",
];

/// Digits, most significant first, each 0–9.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Digits {
    places: [u8; MAX_DIGITS],
    count: usize,
}

impl Digits {
    /// The digits in both slices, one after the other; those past the most are left out.
    pub(super) fn joined(first: &[u8], second: &[u8]) -> Self {
        let mut digits = Self::default();
        for digit in first.iter().chain(second) {
            digits.push(*digit);
        }
        digits
    }

    /// The digits.
    pub(super) fn as_slice(&self) -> &[u8] {
        self.places.get(..self.count).unwrap_or_default()
    }

    /// Adds a digit; false where the buffer was full.
    fn push(&mut self, digit: u8) -> bool {
        let Some(place) = self.places.get_mut(self.count) else { return false };
        *place = digit;
        self.count += 1;
        true
    }
}

/// A number as it is written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    digits: Digits,
    /// True when a plus sign stands before it.
    pub(super) plus: bool,
    /// Number written as an extension, 0 for none.
    pub(super) extension: u32,
    /// Digits before a last dash with few digits behind it: `601 234 567 -12`.
    before_dash: usize,
    /// A bit for each count of digits after which a blank stands.
    blanks: u32,
}

impl Written {
    /// Reads the first number of a text; `None` when there are too many digits or some are lost (`4.86E+10`).
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut written = Self::default();
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            if let Some(digit) = digit(letter) {
                if !written.digits.push(digit) {
                    return None;
                }
            } else if !written.mark(letter, rest.as_str())? {
                break;
            }
        }
        written.keep_first();
        Some(written)
    }

    /// The digits, all of them.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.as_slice()
    }

    /// The number before a last dash, and the extension behind it.
    pub(super) fn without_dashed(&self) -> Option<(&[u8], u32)> {
        let (number, extension) = self.digits().split_at_checked(self.before_dash).filter(|(number, _)| number.len() >= BEGINNING)?;
        Some((number, extension.iter().fold(0, |extension, digit| extension * 10 + u32::from(*digit))))
    }

    /// Reads what is no digit; `Some(false)` at the end of the number, `None` where digits are lost.
    fn mark(&mut self, letter: char, tail: &str) -> Option<bool> {
        let count = self.digits.count;
        let goes_on = match letter {
            '+' | '＋' if count < MIN_DIGITS => {
                *self = Self { plus: true, ..Self::default() };
                true
            }
            '+' | '＋' => false,
            '#' | '＃' => count < MIN_DIGITS || self.extend(tail),
            ';' | '|' | '\n' | '\r' if count >= MIN_DIGITS => self.extend(tail.strip_prefix("ext=").unwrap_or_default()),
            ',' | '、' | '&' if count >= BEGINNING => self.extend(few_digits(tail, 5)),
            '/' | '\\' if count >= BEGINNING => self.extend(few_digits(tail, 3)),
            '-' | '–' | '—' | '‐' | '‑' => {
                if count >= BEGINNING && !few_digits(tail, 4).is_empty() {
                    self.before_dash = count;
                }
                true
            }
            // A spreadsheet's number, written with its decimals.
            '.' | ',' if count >= BEGINNING && tail.bytes().all(|byte| byte == b'0') && !tail.is_empty() && self.blanks == 0 => false,
            'e' | 'E' if exponent(tail).is_some() => {
                if exponent(tail) != count.checked_sub(1) {
                    return None;
                }
                false
            }
            _ if letter.is_whitespace() => {
                self.blanks |= 1 << count.min(31);
                true
            }
            _ if letter.is_alphabetic() && count >= MIN_DIGITS => match after_extension_word(letter, tail) {
                Some(behind) => self.extend(behind),
                None => false,
            },
            _ => true,
        };
        Some(goes_on)
    }

    /// Takes the extension at the beginning of a text. Always `false`: the number ends here.
    fn extend(&mut self, text: &str) -> bool {
        let digits = text.chars().skip_while(|letter| digit(*letter).is_none()).map_while(digit);
        self.extension = digits.take(7).fold(0, |extension, digit| extension * 10 + u32::from(digit));
        false
    }

    /// Of two numbers with nothing but a blank between them, keeps the first.
    fn keep_first(&mut self) {
        let count = self.digits.count;
        if count > 15
            && let Some(middle) = (MIN_DIGITS..count).filter(|at| self.blanks >> at & 1 == 1).min_by_key(|at| (2 * at).abs_diff(count))
            && middle >= BEGINNING
        {
            self.digits.count = middle;
            self.before_dash = 0;
        }
    }
}

/// The text where it holds nothing but one to `most` digits, else an empty one.
fn few_digits(text: &str, most: usize) -> &str {
    let text = text.trim_matches([' ', ',', '-', '.']);
    let all = text.chars().all(|letter| digit(letter).is_some());
    if all && (1..=most).contains(&text.chars().count()) { text } else { "" }
}

/// The exponent of a number in a spreadsheet's notation.
fn exponent(tail: &str) -> Option<usize> {
    let digits = tail.trim_end().strip_prefix('+')?;
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// Text behind a word for an extension; `None` for any other word.
fn after_extension_word(first: char, tail: &str) -> Option<&str> {
    let end = tail.find(|letter: char| !letter.is_alphabetic()).unwrap_or(tail.len());
    let (word, behind) = tail.split_at_checked(end)?;
    let letters = first.to_lowercase().chain(word.chars().flat_map(char::to_lowercase));
    let length = word.chars().count() + 1;
    let is_word = EXTENSION_WORDS.iter().any(|known| {
        let known_length = known.chars().count();
        let fits = if known_length < 3 && known.is_ascii() { known_length == length } else { known_length <= length };
        fits && known.chars().eq(letters.clone().take(known_length))
    });
    is_word.then_some(behind)
}
