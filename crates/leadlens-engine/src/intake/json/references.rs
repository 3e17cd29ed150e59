//! Answers that name their questions by number: each gets the words of its question.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::flatten::Cell;
use crate::intake::header::header_word;

/// Keys of a question, or of what an answer says about it, that identify it.
const NUMBER_KEYS: [&str; 9] = ["id", "ref", "key", "qid", "questionid", "question_id", "fieldid", "field_id", "field"];

/// Keys of the words of a question.
const WORDS_KEYS: [&str; 6] = ["title", "label", "question", "name", "text", "predefinedfield"];

/// Keys of an answer that say nothing of its value.
const OTHER_KEYS: [&str; 5] = ["type", "id", "ref", "key", "questiontype"];

/// An element of a list: its path, and what of its cells follow that.
struct Element {
    path: String,
    /// Places of the cells, with the rest of their paths in small letters.
    cells: Vec<(usize, String)>,
}

/// Gives the values of answers the words of their questions as paths; questions whose words are known and what identifies them are left out.
pub(super) fn resolve(cells: &mut Vec<Cell>) {
    let is_reference = |(path, _): &Cell| {
        let path = path.to_ascii_lowercase();
        ["field.id", "field.ref", "questionid", "question_id", "fieldid", "field_id", "question.id"].iter().any(|key| path.ends_with(key))
    };
    if !cells.iter().any(is_reference) {
        return;
    }
    let elements = elements(cells);
    let mut words: HashMap<String, String, FixedState> = HashMap::default();
    let mut emptied = Vec::new();
    for element in &elements {
        let one_of = |keys: &[&str]| element.cells.iter().find(|(_, rest)| keys.contains(&rest.as_str())).map(|(place, _)| *place);
        let text = |place: usize| cells.get(place).map_or("", |(_, text)| text.as_str());
        let Some(title) = one_of(&WORDS_KEYS).filter(|place| header_word(text(*place)).is_some()) else { continue };
        for (place, rest) in element.cells.iter().filter(|(_, rest)| NUMBER_KEYS.contains(&rest.as_str())) {
            if !rest.is_empty() && !text(*place).is_empty() {
                words.insert(text(*place).to_owned(), text(title).to_owned());
            }
        }
        emptied.extend(element.cells.iter().map(|(place, _)| *place));
    }
    let mut named = Vec::new();
    for element in &elements {
        let number = |(place, rest): &(usize, String)| {
            let last = rest.rsplit('.').next().unwrap_or_default();
            let title = cells.get(*place).and_then(|(_, text)| words.get(text));
            title.filter(|_| NUMBER_KEYS.contains(&last) && (rest.contains('.') || last.len() > 3))
        };
        let Some(title) = element.cells.iter().find_map(number) else { continue };
        let is_value = |(place, rest): &&(usize, String)| {
            let last = rest.rsplit('.').next().unwrap_or_default();
            let is_title = cells.get(*place).is_none_or(|(_, text)| text == title);
            !OTHER_KEYS.contains(&last) && !rest.starts_with("field") && !rest.starts_with("question") && !is_title
        };
        if let Some((place, _)) = element.cells.iter().find(is_value) {
            named.push((*place, title.clone()));
            emptied.extend(element.cells.iter().map(|(place, _)| *place).filter(|other| other != place));
        }
    }
    if named.is_empty() {
        return;
    }
    for place in emptied {
        if let Some((path, _)) = cells.get_mut(place) {
            path.clear();
        }
    }
    for (place, title) in named {
        if let Some((path, _)) = cells.get_mut(place) {
            *path = title;
        }
    }
    cells.retain(|(path, _)| !path.is_empty());
}

/// The elements of the innermost lists, in their order.
fn elements(cells: &[Cell]) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    for (place, (path, _)) in cells.iter().enumerate() {
        let Some((element, rest)) = split(path) else { continue };
        let rest = rest.to_ascii_lowercase();
        match elements.last_mut().filter(|last| last.path == element) {
            Some(last) => last.cells.push((place, rest)),
            None => elements.push(Element { path: element.to_owned(), cells: vec![(place, rest)] }),
        }
    }
    elements
}

/// A path cut behind the number of its first element that is one of several.
fn split(path: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for part in path.split('.') {
        at += part.len() + 1;
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((path.get(..at - 1)?, path.get(at..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_get_the_words_of_their_questions() {
        let cells = [
            ("form.fields.0.id", "a1"),
            ("form.fields.0.title", "First name"),
            ("form.fields.1.id", "a2"),
            ("form.fields.1.title", "Email"),
            ("answers.0.type", "text"),
            ("answers.0.text", "Ann"),
            ("answers.0.field.id", "a1"),
            ("answers.1.type", "email"),
            ("answers.1.email", "a@x"),
            ("answers.1.field.id", "a2"),
            ("id", "7"),
        ];
        let mut cells: Vec<Cell> = cells.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        resolve(&mut cells);
        let expected = [("First name", "Ann"), ("Email", "a@x"), ("id", "7")];
        assert_eq!(cells.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn other_lists_stay() {
        let mut cells: Vec<Cell> = vec![("items.0.field_id".to_owned(), "3".to_owned()), ("items.0.name".to_owned(), "x".to_owned())];
        resolve(&mut cells);
        assert_eq!(cells.len(), 2);
    }
}
