//! A name's parts from the cells they stand in.

use super::PersonName;
use super::affix::{is_absent, is_particle, is_prefix, is_suffix, is_title, without_honorific};
use super::chinese::{has_han, is_han, is_romanised_surname, is_surname, is_syllable, surname_length, unified};
use super::fold::folded;

/// A person's name from the cells for first, last and full name as read, each of which may be empty.
///
/// Titles, degrees and suffixes are dropped, fillers are nothing. The cells for first and last name go before the one for the full name; a full
/// name standing in one of them, the other being empty, is parted like one. “Last, First” is understood, as are family names that come
/// first: in Chinese characters, in capitals (`DUPONT Jean`), and romanised Chinese ones (`Chen Chia-Hao`).
///
/// # Examples
/// ```
/// use leadlens::engine::leads::person_name;
/// let name = person_name("", "", "Dr. Nováková, Jana");
/// assert_eq!((name.given.as_str(), name.family.as_str()), ("jana", "novakova"));
/// ```
pub fn person_name(first: &str, last: &str, full: &str) -> PersonName {
    let (first, last, full) = (Cell::read(first), Cell::read(last), Cell::read(full));
    match (first.is_empty(), last.is_empty(), full.is_empty()) {
        (true, true, _) => full.parted(),
        (false, false, _) if first == last && first.words.len() > 1 => first.parted(),
        (false, false, _) => beside(&first, &last),
        (false, true, true) => first.parted_or(|given| PersonName { given, family: String::new() }),
        (true, false, true) => last.parted_or(|family| PersonName { given: String::new(), family }),
        (false, true, false) => match full.without(&first) {
            Some(family) => PersonName { given: first.form(), family },
            None if full.words.len() > first.words.len() => full.parted(),
            None => first.parted_or(|given| PersonName { given, family: String::new() }),
        },
        (true, false, false) => match full.without(&last) {
            Some(given) => PersonName { given, family: last.form() },
            None if full.words.len() > last.words.len() => full.parted(),
            None => last.parted_or(|family| PersonName { given: String::new(), family }),
        },
    }
}

/// Both parts known; one of the cells may hold the other's part too.
fn beside(first: &Cell, last: &Cell) -> PersonName {
    let given = first.without(last).filter(|_| first.words.len() > last.words.len()).unwrap_or_else(|| first.form());
    let family = last.without(first).filter(|_| last.words.len() > first.words.len()).unwrap_or_else(|| last.form());
    PersonName { given, family }
}

/// The words of a cell, folded, without titles and fillers.
#[derive(Default, PartialEq, Eq)]
struct Cell {
    words: Vec<Word>,
    /// How many words stand before the first comma, if there is one with words on both sides.
    comma: Option<usize>,
}

#[derive(PartialEq, Eq)]
struct Word {
    text: String,
    /// Written in capitals throughout, three letters at least.
    is_capital: bool,
}

impl Cell {
    fn read(text: &str) -> Self {
        let text = without_honorific(text.trim());
        let plain = folded(text);
        if is_absent(text, &tidy(&plain)) {
            return Self::default();
        }
        let mut cell = Self::default();
        for part in without_brackets(text).split([',', '，', '、', ';']) {
            let words = words(part);
            if words.is_empty() {
                continue;
            }
            if !cell.words.is_empty() && cell.comma.is_none() {
                cell.comma = Some(cell.words.len());
            }
            cell.words.extend(words);
        }
        cell
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn form(&self) -> String {
        join(&self.words)
    }

    /// The words that are not those of another cell, which stand at its beginning or end; `None` where they do not or nothing is left.
    fn without(&self, other: &Self) -> Option<String> {
        let text = |word: &Word| word.text.clone();
        let (own, others): (Vec<String>, Vec<String>) = (self.words.iter().map(text).collect(), other.words.iter().map(text).collect());
        let rest = own.strip_suffix(others.as_slice()).or_else(|| own.strip_prefix(others.as_slice()))?;
        (!rest.is_empty()).then(|| rest.join(" "))
    }

    /// A full name's parts; `alone` says what a single word is.
    fn parted_or(&self, alone: impl FnOnce(String) -> PersonName) -> PersonName {
        match self.words.as_slice() {
            [word] if !parts_without_blank(&word.text) => alone(word.text.clone()),
            _ => self.parted(),
        }
    }

    /// A full name's parts. A single word is a family name.
    fn parted(&self) -> PersonName {
        let split = |place: usize| self.words.split_at_checked(place).unwrap_or((&self.words, &[]));
        if let Some(comma) = self.comma {
            let (family, given) = split(comma);
            return name(given, family);
        }
        match self.words.as_slice() {
            [] => PersonName::default(),
            [word] => parted_word(&word.text),
            [first, rest @ ..] if is_east_asian(first) => {
                // Surname first, unless only what follows is one.
                let only_last = rest.last().is_some_and(|last| is_short_surname(&last.text)) && !is_short_surname(&first.text);
                if only_last { name(split(self.words.len() - 1).0, split(self.words.len() - 1).1) } else { name(rest, split(1).0) }
            }
            words => match self.family_place() {
                FamilyPlace::First => name(split(1).1, split(1).0),
                FamilyPlace::From(place) => name(split(place).0, words.get(place..).unwrap_or_default()),
            },
        }
    }

    /// Where the family name stands in a full name of two or more words.
    fn family_place(&self) -> FamilyPlace {
        let last = self.words.len() - 1;
        let capitals = self.words.iter().filter(|word| word.is_capital).count();
        if (1..=last).contains(&capitals) {
            let place = self.words.iter().position(|word| word.is_capital).unwrap_or_default();
            return match (place, capitals) {
                (0, 1) => FamilyPlace::First,
                _ if self.words.iter().skip(place).all(|word| word.is_capital) => FamilyPlace::From(place.max(1)),
                _ => FamilyPlace::From(self.particle_place(last)),
            };
        }
        if self.is_romanised_surname_first() { FamilyPlace::First } else { FamilyPlace::From(self.particle_place(last)) }
    }

    /// The last word, or the first of the particles before it; the first word of all is a given name.
    fn particle_place(&self, last: usize) -> usize {
        let particle = self
            .words
            .iter()
            .take(last)
            .enumerate()
            .skip(1)
            .find(|(_, word)| is_particle(&word.text) && word.text != "y" && word.text != "e");
        particle.map_or(last, |(place, _)| place)
    }

    /// Whether it reads like `Chen Chia-Hao` or `Wang Xiaoming`: a Chinese surname, then syllables that are no surname.
    fn is_romanised_surname_first(&self) -> bool {
        let [first, rest @ ..] = self.words.as_slice() else { return false };
        let are_syllables = rest.iter().all(|word| unified(word.text.as_bytes()).is_some());
        let two = rest.len() == 2 && rest.iter().all(|word| is_syllable(word.text.as_bytes()));
        let one = rest.len() == 1 && rest.iter().all(|word| !is_syllable(word.text.as_bytes()) && !word.text.ends_with(['a', 'y']));
        is_romanised_surname(&first.text) && are_syllables && (two || one)
    }
}

enum FamilyPlace {
    /// The first word.
    First,
    /// From this word to the end.
    From(usize),
}

fn name(given: &[Word], family: &[Word]) -> PersonName {
    PersonName { given: join(given), family: join(family) }
}

fn join(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn tidy(folded: &str) -> String {
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// The words of a text without the titles before and the suffixes behind them; one word at least stays unless all are titles.
fn words(text: &str) -> Vec<Word> {
    let tokens: Vec<(&str, String)> = text.split_whitespace().map(|token| (token, without_dots(token))).collect();
    if tokens.iter().all(|(_, plain)| is_title(plain)) && tokens.iter().all(|(token, _)| !is_lone_name(token)) {
        return Vec::new();
    }
    let mut rest = tokens.as_slice();
    while let [(_, title), more @ ..] = rest
        && !more.is_empty()
        && is_prefix(title)
    {
        rest = more;
    }
    while let [more @ .., (_, suffix)] = rest
        && !more.is_empty()
        && is_suffix(suffix)
    {
        rest = more;
    }
    rest.iter().flat_map(|(token, _)| token_words(token)).collect()
}

/// Whether a word that may be a title is a name where it stands alone: written like one, without a dot.
fn is_lone_name(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.clone().count() > 1 && letters.all(char::is_lowercase)
}

/// The folded words of one token: `Chia-Hao` and `J.R.` are two.
fn token_words(token: &str) -> Vec<Word> {
    let is_capital = token.chars().filter(|letter| letter.is_uppercase()).count() >= 3 && !token.chars().any(char::is_lowercase);
    folded(token).split_whitespace().map(|word| Word { text: word.to_owned(), is_capital }).collect()
}

fn without_dots(token: &str) -> String {
    folded(token).split_whitespace().collect()
}

fn is_east_asian(word: &Word) -> bool {
    word.text.chars().next().is_some_and(|letter| is_han(letter) || is_hangul(letter) || matches!(letter, '\u{3040}'..='\u{30FF}'))
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '가'..='힣')
}

/// Whether a word is a single character that is a surname.
fn is_short_surname(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_surname) && letters.next().is_none()
}

/// Whether a word without a blank is a full name as Chinese and Korean ones are written.
fn parts_without_blank(word: &str) -> bool {
    let letters = word.chars().count();
    (2..=4).contains(&letters)
        && (word.chars().all(is_han) && has_han(word) && is_full(word) || letters == 3 && word.chars().all(is_hangul))
}

/// Whether characters begin with a surname and go on.
fn is_full(word: &str) -> bool {
    let length = surname_length(word);
    word.chars().count() > length && (length == 2 || word.chars().next().is_some_and(is_surname))
}

/// The parts of a full name in one word; what cannot be parted is a family name.
fn parted_word(word: &str) -> PersonName {
    let length = if word.chars().all(is_hangul) { 1 } else { surname_length(word) };
    if !parts_without_blank(word) {
        return PersonName { given: String::new(), family: word.to_owned() };
    }
    PersonName { given: word.chars().skip(length).collect(), family: word.chars().take(length).collect() }
}

#[cfg(test)]
mod tests;
