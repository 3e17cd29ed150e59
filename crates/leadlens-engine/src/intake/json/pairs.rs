//! Fields that stand as a list of names and values (`field_data`), or each as an object with its value, as cells of those names.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::flatten::Cell;
use super::references;
use crate::intake::header::{ColumnRole, header_word};
use crate::intake::lead_role::names_lead;

/// Keys under which the name of a field stands, the better one first.
const NAME_KEYS: [&str; 15] = [
    "name",
    "column_name",
    "columnname",
    "column_id",
    "columnid",
    "key",
    "field",
    "fieldname",
    "field_name",
    "label",
    "property",
    "question",
    "title",
    "id",
    "k",
];

/// Keys under which its value stands.
const VALUE_KEYS: [&str; 10] = ["value", "v", "values", "string_value", "stringvalue", "answer", "answers", "val", "text", "content"];

/// Keys that mark the main one of several values.
const MAIN_KEYS: [&str; 6] = ["primary", "is_primary", "isprimary", "preferred", "default", "main"];

/// True for a key under which an answer says which question it answers: by its number, or by an object about it.
pub(super) fn is_question_key(key: &str, is_object: bool) -> bool {
    match key.to_ascii_lowercase().as_str() {
        "field" | "question" => is_object,
        key => matches!(key, "questionid" | "question_id" | "fieldid" | "field_id"),
    }
}

/// True for the keys of an object that is a field: a name and its value.
pub(super) fn are_field_keys(keys: &[&str]) -> bool {
    let has = |known: &[&str]| keys.iter().any(|key| known.contains(&key.to_ascii_lowercase().as_str()));
    has(&NAME_KEYS) && has(&VALUE_KEYS)
}

/// Last parts of paths that only say that here is the value.
const VALUE_PARTS: [&str; 3] = [".value", ".values", ".displayValue"];

/// Cells with fields named as what they are.
pub(super) fn named(mut cells: Vec<Cell>) -> Vec<Cell> {
    references::resolve(&mut cells);
    let lists = lists(&cells);
    let shorter = |path: &str| {
        let parent = VALUE_PARTS.iter().find_map(|part| path.strip_suffix(part)).filter(|parent| is_field(parent));
        parent.map(str::to_owned)
    };
    let is_odd = |(path, _): &Cell| VALUE_PARTS.iter().any(|part| path.ends_with(part));
    if lists.is_empty() && !cells.iter().any(is_odd) {
        return cells;
    }
    let mut taken: HashSet<String, FixedState> = cells.iter().map(|(path, _)| path.to_ascii_lowercase()).collect();
    for list in lists {
        if is_field(&list.path) {
            list.show_main(&mut cells, &mut taken);
        } else if list.is_fields() {
            list.rename(&mut cells, &mut taken);
        }
    }
    for (path, _) in &mut cells {
        if let Some(shorter) = shorter(path).filter(|shorter| taken.insert(shorter.to_ascii_lowercase())) {
            *path = shorter;
        }
    }
    // What was the name of a field is no cell any more.
    cells.retain(|(path, _)| !path.is_empty());
    cells
}

/// True for the path of something a lead has; a number is an element of a list.
fn is_field(path: &str) -> bool {
    !path.ends_with(|last: char| last.is_ascii_digit()) && header_word(path).is_some_and(|(role, _)| role != ColumnRole::Ignore)
}

/// Lists that may still go on.
const NEAR_LISTS: usize = 4;

/// A list of objects, by the cells of its elements.
#[derive(Debug, Default)]
struct List {
    path: String,
    fields: Vec<Field>,
}

/// One element: its name and value, and the places of all its cells.
#[derive(Debug, Default)]
struct Field {
    number: String,
    /// Name, how good its key is, and whether it is a known word.
    name: Option<(String, usize, Option<ColumnRole>)>,
    /// Place of the cell with its value, and how good its key is.
    value: Option<(usize, usize)>,
    cells: Vec<usize>,
}

/// The lists of objects in a record.
fn lists(cells: &[Cell]) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    for (place, (path, text)) in cells.iter().enumerate() {
        let Some((parent, key)) = path.rsplit_once('.') else { continue };
        let (list, number) = parent.rsplit_once('.').unwrap_or(("", parent));
        // Elements follow one another, perhaps with what lies deeper in one of them between.
        let near = lists.len().saturating_sub(NEAR_LISTS);
        let known = lists.iter().skip(near).position(|known| known.path == list).map(|place| near + place);
        let place_of_list = known.unwrap_or(lists.len());
        if known.is_none() {
            lists.push(List { path: list.to_owned(), fields: Vec::new() });
        }
        let Some(open) = lists.get_mut(place_of_list) else { continue };
        if open.fields.last().is_none_or(|field| field.number != number) {
            open.fields.push(Field { number: number.to_owned(), ..Field::default() });
        }
        if let Some(field) = open.fields.last_mut() {
            field.add(place, &key.to_ascii_lowercase(), text);
        }
    }
    lists
}

impl Field {
    fn add(&mut self, place: usize, key: &str, text: &str) {
        self.cells.push(place);
        if let Some(rank) = VALUE_KEYS.iter().position(|known| *known == key) {
            if self.value.is_none_or(|(_, best)| rank < best) {
                self.value = Some((place, rank));
            }
        } else if let Some(rank) = NAME_KEYS.iter().position(|known| *known == key).filter(|_| !text.is_empty()) {
            let role = header_word(text).map(|(role, _)| role);
            let is_better = |(_, best, known): &(String, usize, Option<ColumnRole>)| {
                (role.is_some(), std::cmp::Reverse(rank)) > (known.is_some(), std::cmp::Reverse(*best))
            };
            if self.name.as_ref().is_none_or(is_better) {
                self.name = Some((text.to_owned(), rank, role));
            }
        }
    }
}

impl List {
    /// True where nearly every element is a name and a value, and some name a part of a lead.
    fn is_fields(&self) -> bool {
        let whole = self.fields.iter().filter(|field| field.name.is_some() && field.value.is_some()).count();
        let names = |field: &Field| matches!(field.name, Some((_, _, Some(role))) if names_lead(role) || role == ColumnRole::FullName);
        let known = self.fields.iter().filter(|field| names(field)).count();
        // Fields may be members of an object, too.
        let is_list = self.fields.iter().all(|field| field.number.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_list && whole < 2 {
            return false;
        }
        4 * whole >= 3 * self.fields.len() && known > 0 && 4 * known >= whole
    }

    /// Names the main value of a field with several (telephones by their kinds) as the field: the one marked so, or the first.
    fn show_main(&self, cells: &mut [Cell], taken: &mut HashSet<String, FixedState>) {
        let is_main = |place: &usize| {
            let (path, text) = cells.get(*place).map_or(("", ""), |(path, text)| (path.as_str(), text.as_str()));
            let key = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            text == "true" && MAIN_KEYS.contains(&key.as_str())
        };
        let main = self.fields.iter().find(|field| field.cells.iter().any(is_main)).or(self.fields.first());
        if let Some((place, _)) = main.and_then(|field| field.value)
            && taken.insert(self.path.to_ascii_lowercase())
            && let Some((path, _)) = cells.get_mut(place)
        {
            path.clone_from(&self.path);
        }
    }

    /// Gives the values the names of their fields; the names themselves say no more.
    fn rename(self, cells: &mut [Cell], taken: &mut HashSet<String, FixedState>) {
        for field in self.fields {
            let (Some((name, _, role)), Some((value, _))) = (field.name, field.value) else { continue };
            // The key of a member may say more than its label.
            let name = if role.is_none() && header_word(&field.number).is_some() { field.number } else { name };
            let name = if taken.insert(name.to_ascii_lowercase()) { name } else { format!("{}.{name}", self.path) };
            for place in field.cells {
                if let Some((path, _)) = cells.get_mut(place) {
                    path.clear();
                    if place == value {
                        path.push_str(&name);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(cells: &[(&str, &str)]) -> Vec<Cell> {
        named(cells.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn fields_of_name_and_value_become_cells() {
        for (cells, expected) in [
            (
                vec![
                    ("id", "7"),
                    ("field_data.0.name", "email"),
                    ("field_data.0.values", "a@x"),
                    ("field_data.1.name", "Budget"),
                    ("field_data.1.values", "5"),
                ],
                vec![("id", "7"), ("email", "a@x"), ("Budget", "5")],
            ),
            (
                vec![
                    ("user_column_data.0.column_id", "EMAIL"),
                    ("user_column_data.0.string_value", "a@x"),
                    ("user_column_data.0.column_name", "User Email"),
                ],
                vec![("User Email", "a@x")],
            ),
            (
                vec![("properties.email.value", "a@x"), ("properties.email.timestamp", "1")],
                vec![("properties.email", "a@x"), ("properties.email.timestamp", "1")],
            ),
            (
                vec![
                    ("phone.0.label", "work"),
                    ("phone.0.value", "1"),
                    ("phone.1.label", "mobile"),
                    ("phone.1.value", "2"),
                    ("phone.1.primary", "true"),
                ],
                vec![
                    ("phone.0.label", "work"),
                    ("phone.0.value", "1"),
                    ("phone.1.label", "mobile"),
                    ("phone", "2"),
                    ("phone.1.primary", "true"),
                ],
            ),
            (
                vec![("p.email.label", "Mail"), ("p.email.value", "a@x"), ("p.company.label", "Q3"), ("p.company.value", "b")],
                vec![("Mail", "a@x"), ("company", "b")],
            ),
            (vec![("email", "b@x"), ("more.0.name", "Email"), ("more.0.value", "a@x")], vec![("email", "b@x"), ("more.Email", "a@x")]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            assert_eq!(renamed(&cells), expected, "{cells:?}");
        }
    }

    #[test]
    fn lists_of_other_things_stay_as_they_are() {
        for cells in [
            vec![("tags.0.name", "colour"), ("tags.0.value", "red")],
            vec![("team.0.name", "Ann"), ("team.0.email", "a@x")],
            vec![("email.value", "a@x"), ("email", "b@x")],
            vec![("score.value", "7")],
        ] {
            let expected: Vec<_> = cells.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            assert_eq!(renamed(&cells), expected, "{cells:?}");
        }
    }
}
