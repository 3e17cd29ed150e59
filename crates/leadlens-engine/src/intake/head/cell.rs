//! Look of one cell, as far as it tells headers from data.

/// Shortest run of dashes that is drawn, not written.
const RULE_LENGTH: usize = 3;

/// Minimum characters of an id that is no word, and minimum digits of a shorter one: headers are numbered, too.
const ID_LENGTH: usize = 12;
const ID_DIGITS: usize = 5;

/// Longest storefront and action before the offer, in bytes.
const SOURCE_LENGTH: usize = 60;

/// The look of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Kind {
    /// Empty, or a word for it.
    Nothing,
    /// An e-mail address, a composite `LeadSource`, JSON, a web address: never a header.
    Certain,
    /// A number, a date, a telephone number or an id.
    Number,
    /// Text that starts with a small letter.
    Small,
    /// Text in capitals only.
    Capitals,
    /// Any other text.
    Text,
}

impl Kind {
    /// The look of a trimmed cell.
    pub(in crate::intake) fn of(cell: &str) -> Self {
        const NOTHING: [&str; 8] = ["n/a", "na", "null", "none", "nil", "-", "–", "?"];
        if cell.is_empty() || NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
            Self::Nothing
        } else if is_email(cell) || is_lead_source(cell) || cell.starts_with("http") || is_object(cell) {
            Self::Certain
        } else if is_number(cell) || is_id(cell) {
            Self::Number
        } else if cell.chars().next().is_some_and(char::is_lowercase) {
            Self::Small
        } else if cell.chars().any(char::is_uppercase) && !cell.chars().any(char::is_lowercase) {
            Self::Capitals
        } else {
            Self::Text
        }
    }

    /// True for a value rather than a name.
    pub(in crate::intake) fn is_data(self) -> bool {
        matches!(self, Self::Certain | Self::Number)
    }

    /// True for a cell that cannot be a header.
    pub(super) fn is_certain(self) -> bool {
        self == Self::Certain
    }
}

/// JSON, but no field of a template: `{{contact.email}}`, `{name}`.
fn is_object(cell: &str) -> bool {
    cell.starts_with('{') && !(cell.ends_with('}') && cell.len() > 2 && !cell.contains(['"', ':', '\'']))
}

/// One address, or several and nothing else.
fn is_email(cell: &str) -> bool {
    let is_between = |letter: char| letter.is_whitespace() || matches!(letter, ';' | ',');
    let is_address = |part: &str| part.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'));
    cell.contains('@') && cell.split(is_between).filter(|part| !part.is_empty()).all(is_address)
}

/// `Source-Action|offer`, but no line of several cells.
fn is_lead_source(cell: &str) -> bool {
    let is_source = |source: &str| source.len() <= SOURCE_LENGTH && source.contains(['-', '–']) && !source.contains(['"', ',', ';', '\t']);
    cell.split_once('|').is_some_and(|(source, offer)| is_source(source) && !offer.is_empty())
}

/// Digits and what stands between those of numbers, dates, times and telephone numbers.
fn is_number(cell: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || "+-./: ()TZ,%€$£'\u{a0}\u{202f}".contains(letter);
    cell.bytes().any(|byte| byte.is_ascii_digit()) && (cell.chars().all(is_part) || cell.parse::<f64>().is_ok())
}

/// One word with many digits in it: a GUID, a record's id.
fn is_id(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_word = cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'{' | b'}' | b':' | b'+' | b'.' | b','));
    is_word && ((cell.len() >= ID_LENGTH && digits >= 4) || (digits >= ID_DIGITS && 2 * digits >= cell.len()))
}

/// True for a row that is drawn: dashes, and nothing else than what may stand between and around them.
pub(in crate::intake) fn is_rule<C: AsRef<str>>(cells: &[C]) -> bool {
    let letters = || cells.iter().flat_map(|cell| cell.as_ref().chars());
    let drawn = letters().filter(|letter| matches!(letter, '-' | '=' | '─' | '—')).count();
    let filled = cells.iter().filter(|cell| !cell.as_ref().is_empty()).count();
    drawn >= RULE_LENGTH.max(2 * filled) && letters().all(|letter| "-=─—+:| ┼├┤".contains(letter))
}
