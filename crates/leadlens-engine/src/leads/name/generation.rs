//! Suffixes of a name that tell father, son and grandson apart: `Jr.`, `senior`, `III`, `ifj.`

use super::fold::folded;

/// Generation that a name says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Generation {
    /// No generation is given.
    #[default]
    Unknown,
    /// The elder one.
    Senior,
    /// The younger one.
    Junior,
    /// The second of the name, who need not be a son.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
}

/// Marks that are no names, folded, in English, German, Polish, Czech, Russian, Finnish and Hungarian.
const MARKS: [(&str, Generation); 25] = [
    ("sr", Generation::Senior),
    ("snr", Generation::Senior),
    ("senior", Generation::Senior),
    ("starszy", Generation::Senior),
    ("starsi", Generation::Senior),
    ("starshiy", Generation::Senior),
    ("starshyi", Generation::Senior),
    ("vanhempi", Generation::Senior),
    ("jr", Generation::Junior),
    ("jnr", Generation::Junior),
    ("jun", Generation::Junior),
    ("junior", Generation::Junior),
    ("mlodszy", Generation::Junior),
    ("mladsi", Generation::Junior),
    ("mladshiy", Generation::Junior),
    ("molodshyi", Generation::Junior),
    ("nuorempi", Generation::Junior),
    ("ifj", Generation::Junior),
    ("ifjabb", Generation::Junior),
    ("ii", Generation::Second),
    ("2nd", Generation::Second),
    ("iii", Generation::Third),
    ("3rd", Generation::Third),
    ("iv", Generation::Fourth),
    ("4th", Generation::Fourth),
];

/// Marks that are names as well: they count behind a given and a family name only.
const NAMES: [(&str, Generation); 14] = [
    ("sen", Generation::Senior),
    ("st", Generation::Senior),
    ("pere", Generation::Senior),
    ("padre", Generation::Senior),
    ("pai", Generation::Senior),
    ("ojciec", Generation::Senior),
    ("ml", Generation::Junior),
    ("syn", Generation::Junior),
    ("fils", Generation::Junior),
    ("hijo", Generation::Junior),
    ("figlio", Generation::Junior),
    ("filho", Generation::Junior),
    ("neto", Generation::Third),
    ("nieto", Generation::Third),
];

/// Marks before a Hungarian name.
const FIRST: [(&str, Generation); 3] = [("ifj", Generation::Junior), ("id", Generation::Senior), ("idosb", Generation::Senior)];

/// Generation that a name says behind it, or before it in Hungarian. `is_family` is for the cell of a family name alone.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::{Generation, generation};
/// assert_eq!(generation("Omar Haddad Jr.", false), Generation::Junior);
/// assert_eq!(generation("Amartya Sen", false), Generation::Unknown);
/// ```
pub fn generation(text: &str, is_family: bool) -> Generation {
    let is_gap = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')' | '.');
    let mut words = text.split(is_gap).filter(|word| !word.is_empty());
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return Generation::Unknown };
    let between = words.count();
    // A lone capital is the numeral where it is no initial with its dot.
    if last == "I" && text.trim_end().ends_with('I') {
        return Generation::Senior;
    }
    let last = folded(last);
    let name = || known(&NAMES, &last).filter(|_| is_family || between > 0);
    known(&MARKS, &last).or_else(name).or_else(|| known(&FIRST, &folded(first))).unwrap_or_default()
}

/// True for a folded word without dots that is a mark behind so many words of a name.
pub(super) fn is_generation(word: &str, words_before: usize) -> bool {
    known(&MARKS, word).is_some() || words_before > 1 && known(&NAMES, word).is_some()
}

/// True for a folded word without dots that is a mark before a name.
pub(super) fn is_generation_before(word: &str) -> bool {
    known(&FIRST, word).is_some()
}

fn known(marks: &[(&str, Generation)], word: &str) -> Option<Generation> {
    marks.iter().find(|(mark, _)| *mark == word).map(|(_, generation)| *generation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generations_are_told_in_many_languages() {
        use Generation::{Fourth, Junior, Second, Senior, Third, Unknown};
        for (text, expected) in [
            ("Omar Haddad Sr.", Senior),
            ("Omar Haddad, Jr.", Junior),
            ("Omar Haddad (junior)", Junior),
            ("Morris I", Senior),
            ("Morris I.", Unknown),
            ("Omar Haddad II", Second),
            ("Omar Haddad III", Third),
            ("Omar Haddad IV", Fourth),
            ("Karl Weber sen.", Senior),
            ("Karl Weber jun.", Junior),
            ("Jan Kowalski starszy", Senior),
            ("Jan Kowalski mł.", Junior),
            ("Jan Novák st.", Senior),
            ("Jan Novák mladší", Junior),
            ("Иван Петров старший", Senior),
            ("Иван Петров мл.", Junior),
            ("ifj. Kovács János", Junior),
            ("id. Kovács János", Senior),
            ("Jean Dupont fils", Junior),
            ("José García hijo", Junior),
            ("João Silva Filho", Junior),
            ("João Silva Neto", Third),
            ("Amartya Sen", Unknown),
            ("Ana Neto", Unknown),
            ("Junior", Unknown),
            ("Omar Haddad", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(generation(text, false), expected, "{text}");
        }
        assert_eq!(generation("Silva Filho", true), Junior);
    }
}
