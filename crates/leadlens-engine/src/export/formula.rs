//! Cells a spreadsheet would take for formulas.
//!
//! | | starts a formula | source |
//! |---|---|---|
//! | every spreadsheet | `=` | OWASP, *CSV Injection* |
//! | Excel, Google Sheets | `+`, `-`, `@` too, where what follows can be computed: `+1-1` is 0, `+1-555-010-9999` is -10563 | OWASP |
//! | East Asian input | the same in full width (`＝１`), and what compatibility forms (NFKC) make of others | Unicode, UAX #15 |
//! | `LibreOffice`, files and paste | `=` as the first character; `'` makes text | `ScColumn::ParseString` in `sc/source/core/data` |
//!
//! Blanks, controls and invisible characters before it may be dropped later, quotation marks are taken for those of the notation, and a
//! separator inside a cell begins another one for whoever splits elsewhere: Excel splits a file at `;` where the decimal mark is a comma,
//! `LibreOffice` where it did last time. `%` and `|` start nothing: DDE (`=cmd|' /C calc'!A0`) needs the `=` before it.

use std::borrow::Cow;

/// Digits of a telephone number with its country: the shortest in use, and the most of E.164 with an extension behind.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=20;

/// The cell with an apostrophe before everything that could start a formula in Excel, `LibreOffice` or Google Sheets.
///
/// Numbers (`-12.5`, `-1,204`, `-1e5`, `+5 %`), lone signs and telephone numbers that are no sums (`+49 30 123`,
/// `+1 (555) 010-9999`) stay as they are. A telephone number whose groups are joined by `-` or `/` alone is a sum to Excel, so it gets the
/// apostrophe, which keeps its digits. Behind a separator inside a cell nothing is spared.
///
/// # Examples
/// ```
/// use leadlens_engine::export::escape_formula;
/// assert_eq!(escape_formula("=1+1"), "'=1+1");
/// assert_eq!(escape_formula("a;\u{200b}＝1"), "a;'\u{200b}＝1");
/// assert_eq!(escape_formula("+49 30 123"), "+49 30 123");
/// ```
pub fn escape_formula(cell: &str) -> Cow<'_, str> {
    let mut escaped = String::new();
    // Where the text not yet copied begins, and where the cell a spreadsheet may begin does; `None` once something visible stands in it.
    let (mut copied, mut start) = (0, Some(0));
    if cell.starts_with(char::is_control) {
        escaped.push('\'');
        start = None;
    }
    for (at, letter) in cell.char_indices() {
        if is_separator(letter) {
            start = Some(at + letter.len_utf8());
        } else if let Some(begun) = start.filter(|_| letter != '"' && !is_invisible(letter)) {
            if is_formula(letter, cell.get(at + letter.len_utf8()..).unwrap_or_default(), begun == 0) {
                escaped.push_str(cell.get(copied..begun).unwrap_or_default());
                escaped.push('\'');
                copied = begun;
            }
            start = None;
        }
    }
    if escaped.is_empty() {
        return Cow::Borrowed(cell);
    }
    escaped.push_str(cell.get(copied..).unwrap_or_default());
    Cow::Owned(escaped)
}

/// [`escape_formula`] but for telephone numbers in any notation, of which a spreadsheet could make a number and no more: other programs read
/// them as they are.
pub(super) fn escape_but_phones(cell: &str) -> Cow<'_, str> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-' | '.' | '/');
    if cell.chars().all(is_part) { Cow::Borrowed(cell) } else { escape_formula(cell) }
}

/// True for a character that is not seen: blanks, controls, and those that Unicode says to ignore where they are not known.
pub(super) fn is_invisible(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// True for a character behind which a spreadsheet may begin another cell.
pub(super) fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | ';' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// True where a first character and the rest of the cell start a formula. `is_whole`: nothing stands before them in the cell.
fn is_formula(first: char, rest: &str, is_whole: bool) -> bool {
    match first {
        '=' | '＝' | '﹦' | '⁼' | '₌' | '@' | '＠' | '﹫' => true,
        '+' | '＋' | '﹢' | '⁺' | '₊' => !(is_whole && (is_constant(rest) || is_phone(rest))),
        '-' | '－' | '﹣' | '−' | '⁻' | '₋' => !(is_whole && is_constant(rest)),
        _ => false,
    }
}

/// True for text behind a sign that is a number, or nothing one could compute with.
fn is_constant(rest: &str) -> bool {
    let rest = rest.trim_end();
    if rest.chars().all(|letter| matches!(letter, '+' | '-' | '.' | '/' | ' ')) {
        return true;
    }
    let rest = rest.strip_suffix('%').map_or(rest, str::trim_end);
    let (mantissa, exponent) = rest.split_once(['e', 'E']).map_or((rest, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups = mantissa.strip_prefix(['.', ',']).unwrap_or(mantissa);
    groups.split(is_mark).all(is_digits) && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// True for a mark between the digits of a number in some country: decimal mark, apostrophe, blank.
fn is_mark(letter: char) -> bool {
    matches!(letter, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// True for text behind a plus that is a telephone number and no expression: two of its groups have nothing but a blank or a bracket
/// between them.
fn is_phone(rest: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '(' | ')' | '-' | '.' | '/');
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    if !PHONE_DIGITS.contains(&digits) || !rest.chars().all(is_part) {
        return false;
    }
    // The character before, and the last one before it that is no blank.
    let (mut before, mut operand) = (' ', ' ');
    for letter in rest.chars() {
        let follows = operand == ')' || operand.is_ascii_digit() && (letter == '(' || before != operand);
        if follows && (letter == '(' || letter.is_ascii_digit()) {
            return true;
        }
        before = letter;
        if !letter.is_whitespace() {
            operand = letter;
        }
    }
    false
}

#[cfg(test)]
mod tests;
