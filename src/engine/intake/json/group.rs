//! Which part of a JSON text holds the leads?

use super::outline::{Span, elements, members};
use crate::engine::intake::header::{ColumnRole, header_word, is_person};

/// How many objects a list of leads may be wrapped in.
const WRAPPER_LEVELS: usize = 8;

/// Keys and elements looked at to tell what a group holds.
const SAMPLE: usize = 5;

/// A part of the text that holds records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// What stands between the brackets of a list of objects.
    List(Span),
    /// What stands between the brackets of a list of lists of values, the headers first as a rule.
    Rows(Span),
    /// An object whose members are the records, by their keys.
    Members(Span),
}

impl Group {
    fn start(self) -> usize {
        let (Self::List(span) | Self::Rows(span) | Self::Members(span)) = self;
        span.start
    }
}

/// The group a value is, or those inside it whose records look most like leads, in the order of the text; none for one record and for
/// single values.
pub(super) fn groups(text: &str, value: Span) -> Vec<Group> {
    match value.first_byte(text) {
        Some(b'[') => vec![list_group(text, value.inside()).unwrap_or(Group::List(value.inside()))],
        Some(b'{') if are_records(text, value) => vec![Group::Members(value)],
        Some(b'{') if !is_record(text, value) => groups_inside(text, value),
        _ => Vec::new(),
    }
}

/// Whether the values of a whole text are rows, one after another.
pub(super) fn are_rows(text: &str, all: Span) -> bool {
    // Told by the first bytes where it can be: the first value may be all of the text.
    let mut opening = all.slice(text).bytes().filter(|byte| !byte.is_ascii_whitespace());
    if opening.next() != Some(b'[') || matches!(opening.next(), None | Some(b'[' | b'{')) {
        return false;
    }
    let mut values = elements(text, all).map_while(Result::ok);
    let mut is_next_row = || values.next().is_some_and(|value| is_row(text, value));
    is_next_row() && is_next_row()
}

/// A list of single values.
fn is_row(text: &str, value: Span) -> bool {
    let is_single = |element: Option<u8>| !matches!(element, None | Some(b'{' | b'['));
    value.first_byte(text) == Some(b'[')
        && elements(text, value.inside()).next().is_some_and(|first| first.is_ok_and(|first| is_single(first.first_byte(text))))
}

fn list_group(text: &str, inside: Span) -> Option<Group> {
    let first = elements(text, inside).next()?.ok()?;
    match first.first_byte(text)? {
        b'[' if is_row(text, first) => Some(Group::Rows(inside)),
        // A list of one list.
        b'[' => list_group(text, first.inside()),
        _ => Some(Group::List(inside)),
    }
}

/// The groups whose records name most roles of a lead (open leads beside closed ones); where none does, the largest. Lists inside list
/// elements belong to their records and are not looked at.
fn groups_inside(text: &str, wrapper: Span) -> Vec<Group> {
    let mut best: Vec<Group> = Vec::new();
    let mut most = (0, 0);
    let mut open = vec![(wrapper, 0)];
    while let Some((object, level)) = open.pop() {
        for (_, value) in members(text, object) {
            let group = match value.first_byte(text) {
                Some(b'[') => list_group(text, value.inside()),
                Some(b'{') if are_records(text, value) => Some(Group::Members(value)),
                Some(b'{') if level < WRAPPER_LEVELS => {
                    open.push((value, level + 1));
                    None
                }
                _ => None,
            };
            let Some(group) = group else { continue };
            let weight = weight(text, group);
            if weight.0 > most.0 || (weight.0 == 0 && weight > most) {
                (best, most) = (vec![group], weight);
            } else if weight.0 > 0 && weight.0 == most.0 {
                best.push(group);
            }
        }
    }
    best.sort_unstable_by_key(|group| group.start());
    best
}

/// How many roles of a lead the records name, and how many records there are.
fn weight(text: &str, group: Group) -> (usize, usize) {
    let is_object = |value: &Span| value.first_byte(text) == Some(b'{');
    match group {
        Group::List(inside) => {
            let objects = || elements(text, inside).filter_map(Result::ok).filter(is_object);
            (objects().take(SAMPLE).map(|object| roles(text, object)).max().unwrap_or_default(), objects().count())
        }
        Group::Members(object) => {
            let first = members(text, object).take(SAMPLE).map(|(_, value)| roles(text, value));
            (first.max().unwrap_or_default(), members(text, object).count())
        }
        Group::Rows(inside) => {
            let rows = || elements(text, inside).filter_map(Result::ok);
            let words = |row: Span| {
                let texts = elements(text, row.inside()).filter_map(Result::ok);
                distinct(texts.filter_map(|value| role_of(value.slice(text).trim_matches('"'))).collect())
            };
            (rows().take(SAMPLE).map(words).max().unwrap_or_default(), rows().count())
        }
    }
}

/// How many roles of a lead the keys of an object name, those of objects inside included.
fn roles(text: &str, object: Span) -> usize {
    let mut found = Vec::new();
    for (key, value) in members(text, object) {
        found.extend(role_of(key.slice(text)));
        if value.first_byte(text) == Some(b'{') {
            found.extend(members(text, value).filter_map(|(key, _)| role_of(key.slice(text))));
        }
    }
    distinct(found)
}

fn distinct(mut roles: Vec<ColumnRole>) -> usize {
    roles.sort_unstable();
    roles.dedup();
    roles.len()
}

fn role_of(key: &str) -> Option<ColumnRole> {
    header_word(key).map(|(role, _)| role).filter(|role| names_lead(*role))
}

/// Whether an object is a lead, not a wrapper around leads: a header word of a lead stands at its top level, or two in objects inside.
fn is_record(text: &str, object: Span) -> bool {
    let is_word = |key: &Span| role_of(key.slice(text)).is_some();
    let nested = |value: Span| {
        let is_object = value.first_byte(text) == Some(b'{');
        is_object && members(text, value).filter(|(key, _)| is_word(key)).nth(1).is_some()
    };
    members(text, object).any(|(key, value)| {
        let is_scalar = !matches!(value.first_byte(text), Some(b'{' | b'['));
        (is_scalar && is_word(&key)) || nested(value)
    })
}

/// Whether the members of an object are leads: two objects and more, nothing else, alike in their keys, none named for what a lead has.
fn are_records(text: &str, object: Span) -> bool {
    let is_lead = |value: &Span| value.first_byte(text) == Some(b'{') && is_record(text, *value);
    let mut values = members(text, object).map(|(_, value)| value);
    let Some(one) = values.next().filter(is_lead) else { return false };
    let Some(two) = values.next().filter(is_lead) else { return false };
    let is_part = |key: &str| is_person(key) || header_word(key).is_some();
    !members(text, object).take(SAMPLE).any(|(key, _)| is_part(key.slice(text)))
        && are_alike(text, one, two)
        && values.all(|value| value.first_byte(text) == Some(b'{'))
}

/// Whether half of the keys of one object stand in the other.
fn are_alike(text: &str, one: Span, two: Span) -> bool {
    let mut others: Vec<&str> = members(text, two).map(|(key, _)| key.slice(text)).collect();
    others.sort_unstable();
    let keys: Vec<&str> = members(text, one).map(|(key, _)| key.slice(text)).collect();
    let shared = keys.iter().filter(|key| others.binary_search(key).is_ok()).count();
    2 * shared >= keys.len().min(others.len())
}

/// Roles whose words do not also stand in wrappers (`name`, `id`, `status`, `created`).
fn names_lead(role: ColumnRole) -> bool {
    use ColumnRole as Role;
    !matches!(role, Role::FullName | Role::LeadId | Role::Status | Role::Created | Role::Ignore | Role::Description | Role::JobTitle)
}
