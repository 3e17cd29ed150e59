//! A name's parts from the cells they stand in.

use super::PersonName;
use super::affix::{is_absent, is_degree, is_particle, is_placeholder, is_prefix, is_title, without_honorific};
use super::chinese::{is_han, is_romanised_surname, is_surname, is_syllable, surname_length, unified};
use super::fold::folded;
use super::generation::{is_generation, is_generation_before};

/// A person's name from the cells for first, last and full name as read, each of which may be empty.
///
/// Titles, degrees and suffixes are dropped, fillers are nothing. The cells for first and last name go before the one for the full name; a full
/// name standing in one of them, the other being empty, is parted like one. “Last, First” is understood, as are family names that come
/// first: in Chinese characters, in capitals (`DUPONT Jean`), and romanised Chinese ones (`Chen Chia-Hao`).
///
/// # Examples
/// ```
/// use leadlens_engine::leads::person_name;
/// let name = person_name("", "", "Dr. Nováková, Jana");
/// assert_eq!((name.given.as_str(), name.family.as_str()), ("jana", "novakova"));
/// ```
pub fn person_name(first: &str, last: &str, full: &str) -> PersonName {
    // `Last,` in the cell for the first name: the cells are crossed.
    let is_crossed = first.trim_end().ends_with([',', '，']) && !last.trim().is_empty();
    let (first, last) = if is_crossed { (last, first) } else { (first, last) };
    let (first, last, full) = (NameCell::read(first), NameCell::read(last), NameCell::read(full));
    match (first.words.as_slice(), last.words.as_slice(), full.words.as_slice()) {
        ([], [], _) => full.parted(),
        ([_, _, ..], [_, ..], _) if first.words == last.words => first.parted(),
        (given @ [_, ..], family @ [_, ..], _) => name(given, family),
        ([_, ..], [], words) => match without(words, &first.words) {
            [] => first.parted_or(NamePart::Given),
            rest if rest.len() < words.len() || words.len() == 1 && first.words.len() == 1 => name(&first.words, rest),
            _ if words.len() > first.words.len() => full.parted(),
            _ => first.parted_or(NamePart::Given),
        },
        ([], [_, ..], words) => match without(words, &last.words) {
            [] => last.parted_or(NamePart::Family),
            rest if rest.len() < words.len() || words.len() == 1 && last.words.len() == 1 => name(rest, &last.words),
            _ if words.len() > last.words.len() => full.parted(),
            _ => last.parted_or(NamePart::Family),
        },
    }
}

/// A part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamePart {
    Given,
    Family,
}

/// One word of a name, folded; with hyphens where it is a compound.
struct Word {
    text: String,
    /// Written in capitals throughout, three letters at least.
    is_capital: bool,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The words of a cell, without titles and fillers.
#[derive(Default)]
struct NameCell {
    words: Vec<Word>,
    /// Number of words before the first comma, if there is one with words on both sides.
    comma: Option<usize>,
}

impl NameCell {
    fn read(text: &str) -> Self {
        let text = without_honorific(text.trim());
        let mut cell = Self::default();
        if is_absent(text, &tidy(&folded(text))) {
            return cell;
        }
        let has_lower_case = text.chars().any(char::is_lowercase);
        for part in without_brackets(text).split([',', '，', '、', ';']) {
            let words = words(part, has_lower_case, !cell.words.is_empty());
            if !words.is_empty() && !cell.words.is_empty() && cell.comma.is_none() {
                cell.comma = Some(cell.words.len());
            }
            cell.words.extend(words);
        }
        cell
    }

    /// The parts of a name in a cell for one part: a full name is parted, anything else is what the cell is for.
    fn parted_or(&self, part: NamePart) -> PersonName {
        let is_alone = match self.words.as_slice() {
            [word] => !parts_without_blank(&word.text),
            [first, ..] if part == NamePart::Family => is_particle(&first.text),
            words => words.iter().all(|word| word.text.chars().count() == 1 && word.text.is_ascii()),
        };
        match part {
            _ if !is_alone => self.parted(),
            NamePart::Given => name(&self.words, &[]),
            NamePart::Family => name(&[], &self.words),
        }
    }

    /// A full name's parts. A single word is a family name.
    fn parted(&self) -> PersonName {
        match (self.comma, self.words.as_slice()) {
            (_, []) => PersonName::default(),
            (_, [word]) => parted_word(&word.text),
            (Some(comma), words) => {
                let (family, given) = words.split_at_checked(comma).unwrap_or((words, &[]));
                name(given, family)
            }
            (None, words @ [first, rest @ ..]) => match family_place(words) {
                FamilyPlace::First => name(rest, std::slice::from_ref(first)),
                FamilyPlace::From(place) => {
                    let (given, family) = words.split_at_checked(place).unwrap_or((words, &[]));
                    name(given, family)
                }
            },
        }
    }
}

/// Place of the family name in a full name.
enum FamilyPlace {
    /// It is the first word.
    First,
    /// From this word to the end.
    From(usize),
}

/// Finds the place of the family name in a full name of two words or more.
fn family_place(words: &[Word]) -> FamilyPlace {
    let last = words.len() - 1;
    let Some(first) = words.first() else { return FamilyPlace::From(0) };
    if is_east_asian(&first.text) {
        // The surname comes first, unless only the last word can be one.
        let only_last = words.last().is_some_and(|last| is_short_surname(&last.text)) && !is_short_surname(&first.text);
        return if only_last { FamilyPlace::From(last) } else { FamilyPlace::First };
    }
    let capitals = words.iter().filter(|word| word.is_capital).count();
    if (1..=last).contains(&capitals) {
        if first.is_capital && capitals == 1 {
            return FamilyPlace::First;
        }
        let place = words.iter().position(|word| word.is_capital).unwrap_or(last);
        if place + capitals == words.len() && place > 0 {
            return FamilyPlace::From(place);
        }
    } else if is_romanised_surname_first(words) {
        return FamilyPlace::First;
    }
    // The last word, or the first of the particles before it; the first word of all is a given name.
    let is_start = |word: &Word| is_particle(&word.text) && !matches!(word.text.as_str(), "y" | "e");
    FamilyPlace::From(words.iter().take(last).skip(1).position(is_start).map_or(last, |place| place + 1))
}

/// True for words that read like `Chen Chia-Hao` or `Wang Xiaoming`: a Chinese surname, then syllables that are no surname.
fn is_romanised_surname_first(words: &[Word]) -> bool {
    let [first, rest @ ..] = words else { return false };
    let is_single = |word: &Word| is_syllable(word.text.as_bytes());
    let are_syllables = |word: &Word| word.text.split('-').all(|part| unified(part.as_bytes()).is_some());
    let is_given = match rest {
        [one] => !is_single(one) && (one.text.contains('-') || !one.text.ends_with(['a', 'y'])),
        [one, other] => is_single(one) && is_single(other) && !is_romanised_surname(&other.text),
        _ => false,
    };
    is_given && is_romanised_surname(&first.text) && rest.iter().all(are_syllables)
}

/// The words that are not those of the other cell, as long as these stand at the beginning or end; all where nothing would be left.
fn without<'a>(mut words: &'a [Word], others: &[Word]) -> &'a [Word] {
    while let Some(rest) = words.strip_suffix(others).or_else(|| words.strip_prefix(others))
        && !rest.is_empty()
        && !others.is_empty()
    {
        words = rest;
    }
    if words == others { &[] } else { words }
}

/// The forms of both parts; one may still hold the other: `Ada Lindqvist` and `Lindqvist`.
fn name(given: &[Word], family: &[Word]) -> PersonName {
    let (given, family) = if given == family { (given, family) } else { (without(given, family), without(family, given)) };
    PersonName { given: form(given), family: form(family) }
}

/// The form of a part: its words without the titles and suffixes that show only now at its ends.
fn form(words: &[Word]) -> String {
    let text = without_suffixes(without_prefixes(words)).iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    if is_absent(&text, &text) { String::new() } else { text }
}

fn without_prefixes(mut words: &[Word]) -> &[Word] {
    while let [first, rest @ ..] = words
        && rest.len() > 1
        && (is_prefix(&first.text) || is_generation_before(&first.text))
    {
        words = rest;
    }
    words
}

fn without_suffixes(mut words: &[Word]) -> &[Word] {
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && is_generation(&last.text, rest.len())
    {
        words = rest;
    }
    words
}

/// The words of a text between commas.
fn words(text: &str, has_lower_case: bool, is_behind_comma: bool) -> Vec<Word> {
    let is_written_as_degree = |token: &str| {
        let inside = token.trim_end_matches('.');
        inside.contains('.') || has_lower_case && inside.chars().count() > 1 && inside.chars().all(char::is_uppercase)
    };
    let tokens: Vec<(&str, String)> = text.split_whitespace().map(|token| (token, without_dots(token))).collect();
    let mut tokens = tokens.as_slice();
    while let [rest @ .., (token, plain)] = tokens
        && (!rest.is_empty() || is_behind_comma)
        && (is_degree(plain) && is_written_as_degree(token) || is_behind_comma && is_generation(plain, rest.len()))
    {
        tokens = rest;
    }
    // Initials may look like a title: J.R. is no Jr.
    let is_initials = |token: &str| token.trim_end_matches('.').contains('.') && token.split('.').all(|part| part.chars().count() < 2);
    let titles = |token: &str, plain: &str| is_title(plain) && !is_initials(token) || is_title(plain) && plain.len() > 2;
    let mut found: Vec<Word> =
        tokens.iter().filter(|(token, plain)| !titles(token, plain)).flat_map(|(token, _)| token_words(token)).collect();
    found.drain(..found.len() - without_prefixes(&found).len());
    found.truncate(without_suffixes(&found).len());
    found
}

/// The words of one token, without those that are typed instead of a name: `J.R.` is two, `Chia-Hao` one.
fn token_words(token: &str) -> Vec<Word> {
    let is_capital = token.chars().filter(|letter| letter.is_uppercase()).count() >= 3 && !token.chars().any(char::is_lowercase);
    let tidied = tidy(&folded(token));
    let words = tidied.split(' ').filter(|word| !word.is_empty() && !is_placeholder(word) && !is_title(word));
    words.map(|word| Word { text: word.to_owned(), is_capital }).collect()
}

/// The letters of a token without dots and everything else.
fn without_dots(token: &str) -> String {
    folded(token).split_whitespace().collect()
}

/// Words parted by one blank, without hyphens at their ends.
fn tidy(folded: &str) -> String {
    let words = folded.split_whitespace().map(|word| word.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text without what stands in brackets: nicknames, companies, pronouns. As it is where nothing else would be left.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |letter: &char| match letter {
        '(' | '[' | '（' => {
            depth += 1;
            false
        }
        ')' | ']' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    let rest: String = text.chars().filter(outside).collect();
    if rest.trim().is_empty() { text.to_owned() } else { rest }
}

/// True for a word in a script whose names begin with the surname: Chinese, Japanese, Korean.
fn is_east_asian(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| is_han(letter) || is_hangul(letter) || matches!(letter, '\u{3040}'..='\u{30FF}'))
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '가'..='힣')
}

/// True for a word of a single character that is a surname.
fn is_short_surname(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_surname) && letters.next().is_none()
}

/// True for a word without a blank that is a full name as Chinese and Korean ones are written.
fn parts_without_blank(word: &str) -> bool {
    let letters = word.chars().count();
    let length = surname_length(word);
    let is_chinese = letters > length && word.chars().all(is_han) && (length == 2 || word.chars().next().is_some_and(is_surname));
    (2..=4).contains(&letters) && (is_chinese || letters == 3 && word.chars().all(is_hangul))
}

/// The parts of a full name in one word; what cannot be parted is a family name.
fn parted_word(word: &str) -> PersonName {
    if !parts_without_blank(word) {
        return PersonName { given: String::new(), family: word.to_owned() };
    }
    let length = if word.chars().all(is_hangul) { 1 } else { surname_length(word) };
    PersonName { given: word.chars().skip(length).collect(), family: word.chars().take(length).collect() }
}

#[cfg(test)]
mod tests;
