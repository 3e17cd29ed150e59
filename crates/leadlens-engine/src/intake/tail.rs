//! Lines that reports write behind their data, or between: totals and marks of the end.

/// Words of rows of totals, in small letters.
const TOTALS: [&str; 51] = [
    "total",
    "totals",
    "grand total",
    "grand totals",
    "subtotal",
    "sub total",
    "sub-total",
    "subtotals",
    "sum",
    "count",
    "record count",
    "row count",
    "total records",
    "total leads",
    "total rows",
    "total count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "anzahl",
    "total général",
    "sous-total",
    "somme",
    "total general",
    "totales",
    "suma",
    "totale",
    "totale complessivo",
    "subtotale",
    "totaal",
    "eindtotaal",
    "subtotaal",
    "totalt",
    "summa",
    "delsumma",
    "i alt",
    "yhteensä",
    "celkem",
    "součet",
    "razem",
    "łącznie",
    "suma końcowa",
    "összesen",
    "toplam",
    "genel toplam",
    "ara toplam",
    "итого",
    "всего",
    "합계",
    "총계",
];

/// Words of rows of totals that name nothing else, so that no number is needed: the amounts may be left out.
const ALONE: [&str; 12] = [
    "subtotal",
    "sub total",
    "sub-total",
    "subtotals",
    "grand total",
    "grand totals",
    "gesamtsumme",
    "zwischensumme",
    "sous-total",
    "subtotale",
    "subtotaal",
    "ara toplam",
];

/// The same in languages without blanks between words.
const TOTALS_OF_EAST_ASIA: [&str; 9] = ["合計", "總計", "总计", "小計", "小计", "合计", "総計", "共計", "共计"];

/// Most digits in a row that a total has; more are a telephone number or an id.
const TOTAL_DIGITS: usize = 8;

/// Shortest run of marks around the words that end a report.
const MARK_LENGTH: usize = 2;

/// True for a row of totals: the word first, then numbers and nothing else.
pub(super) fn is_totals<C: AsRef<str>>(cells: impl Iterator<Item = C>) -> bool {
    let (mut is_named, mut numbers, mut is_alone) = (false, 0, false);
    for cell in cells {
        let text = cell.as_ref().trim();
        if text.is_empty() {
            continue;
        }
        if !is_named {
            let Some(rest) = behind_word(text) else { return false };
            is_named = true;
            is_alone = ALONE.iter().any(|word| text.eq_ignore_ascii_case(word));
            numbers += usize::from(!rest.is_empty());
        } else if is_amount(text) {
            numbers += 1;
        } else if behind_word(text).is_none() {
            return false;
        }
    }
    is_named && (numbers > 0 || is_alone)
}

/// The name of the group whose totals a text is: what stands before the word for a total, or behind it.
pub(super) fn group_of_totals(text: &str) -> Option<&str> {
    const MORE: [&str; 6] = ["ergebnis", "résultat", "resultado", "risultato", "resultaat", "wynik"];
    let is_word = |word: &str| {
        let lower = word.to_lowercase();
        TOTALS.contains(&lower.as_str()) || MORE.contains(&lower.as_str())
    };
    let before = text.rsplit_once(' ').filter(|(_, word)| is_word(word)).map(|(group, _)| group);
    let group = before.or_else(|| text.split_once(' ').filter(|(word, _)| is_word(word)).map(|(_, group)| group))?;
    Some(group.trim()).filter(|group| !group.is_empty())
}

/// True for an empty cell or an amount.
pub(super) fn is_amount_or_nothing(text: &str) -> bool {
    text.is_empty() || is_amount(text)
}

/// Amount behind the word for a total, from first digit to last, perhaps empty; `None` for any other text.
fn behind_word(text: &str) -> Option<&str> {
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return None;
    }
    let is_part = |letter: char| letter.is_ascii_digit() || "().,:：#=-%".contains(letter) || letter.is_whitespace();
    let word = text.trim_end_matches(is_part);
    let word = word.strip_suffix("records").or(word.strip_suffix("rows")).map_or(word, |word| word.trim_end_matches(is_part));
    let lower = word.to_lowercase();
    let is_word = TOTALS.contains(&lower.as_str()) || TOTALS_OF_EAST_ASIA.contains(&lower.as_str());
    let rest = text.get(word.len()..)?.trim_matches(|letter: char| !letter.is_ascii_digit());
    (is_word && digits(rest) <= TOTAL_DIGITS).then_some(rest)
}

/// A number as totals are written: an amount, a share, a count.
fn is_amount(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || ".,'-%()€$£ \u{a0}\u{202f}".contains(letter);
    let is_grouped = text.contains(['.', ',', '\'']);
    (1..=16).contains(&digits(text)) && text.chars().all(is_part) && (is_grouped || digits(text) <= TOTAL_DIGITS)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// True for a line that marks the end of a report: `-- end of report --`, `(8 rows affected)`, `8 rows in set`.
pub(in crate::intake) fn is_end_mark(text: &str) -> bool {
    const COUNTED: [&str; 4] = ["row", "record", "lead", "result"];
    let marks = |letter: char| matches!(letter, '-' | '*' | '=' | '#');
    let is_marked = text.trim_matches(marks).len() + 2 * MARK_LENGTH <= text.len()
        && text.starts_with(marks)
        && text.ends_with(marks)
        && text.contains(char::is_alphabetic);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let mut words = inner.split_whitespace();
    let is_number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b','));
    let is_count = is_number && words.next().is_some_and(|word| COUNTED.iter().any(|noun| word.to_ascii_lowercase().starts_with(noun)));
    is_marked || is_count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_totals_are_told_from_leads() {
        for (row, expected) in [
            ("Total;8", true),
            ("Grand Total;;;8;1.250,00 €", true),
            (";;Summe: 12;", true),
            ("Celkem;3", true),
            ("合計;8", true),
            ("Total (8 records);;", true),
            ("Grand Totals (8 records)", true),
            ("Subtotal;;", true),
            ("Total;", false),
            ("Subtotal;Ann", false),
            ("Total;Ann;a@example.org", false),
            ("Total Energies;8", false),
            ("Total;+33 1 47 44 45 46", false),
            ("Total;33147444546", false),
            ("Ann;Total;8", false),
            (";;", false),
        ] {
            assert_eq!(is_totals(row.split(';')), expected, "{row}");
        }
    }

    #[test]
    fn marks_of_the_end_are_told_from_text() {
        for (text, expected) in [
            ("-- end of report --", true),
            ("*** END ***", true),
            ("(8 rows affected)", true),
            ("(1 row)", true),
            ("3 rows in set (0.00 sec)", true),
            ("--", false),
            ("-- end", false),
            ("end", false),
            ("8 Roads Capital", false),
            ("ann@example.org", false),
        ] {
            assert_eq!(is_end_mark(text), expected, "{text}");
        }
    }
}
