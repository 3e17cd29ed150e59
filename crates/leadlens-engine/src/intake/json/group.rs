//! Choice of the part of a JSON text that holds the leads.

use leadlens_workbook::stepper::Pace;

use super::outline::{Elements, Members, Span};
use super::pairs::{are_field_keys, is_question_key};
use crate::intake::header::{ColumnRole, header_word, is_person};
use crate::intake::lead_role::{distinct, names_lead};
use crate::sorting;

/// Most objects a list of leads may be wrapped in.
const WRAPPER_LEVELS: usize = 8;

/// Keys and elements looked at to tell what a group holds.
const SAMPLE: usize = 5;

/// A part of the text that holds records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Inside of a list of objects, between its brackets.
    List(Span),
    /// Inside of a list of lists of values, between its brackets; the headers first as a rule.
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
pub(super) async fn groups(text: &str, value: Span, pace: &mut Pace) -> Vec<Group> {
    match value.first_byte(text) {
        Some(b'[') => vec![list_group(text, value.inside(), pace).await.unwrap_or(Group::List(value.inside()))],
        Some(b'{') if are_records(text, value, pace).await => vec![Group::Members(value)],
        Some(b'{') if !is_record(text, value, pace).await => groups_inside(text, value, pace).await,
        _ => Vec::new(),
    }
}

/// True where the values of a whole text are rows, one after another.
pub(super) async fn are_rows(text: &str, all: Span, pace: &mut Pace) -> bool {
    // Told by the first bytes where it can be: the first value may be all of the text.
    let mut opening = all.slice(text).bytes().filter(|byte| !byte.is_ascii_whitespace());
    if opening.next() != Some(b'[') || matches!(opening.next(), None | Some(b'[' | b'{')) {
        return false;
    }
    let mut values = Elements::of(text, all);
    for _ in 0..2 {
        match values.next(pace).await {
            Some(Ok(value)) if is_row(text, value, pace).await => {}
            _ => return false,
        }
    }
    true
}

/// A list of single values.
async fn is_row(text: &str, value: Span, pace: &mut Pace) -> bool {
    let is_single = |element: Option<u8>| !matches!(element, None | Some(b'{' | b'['));
    if value.first_byte(text) != Some(b'[') {
        return false;
    }
    let first = Elements::of(text, value.inside()).next(pace).await;
    first.is_some_and(|first| first.is_ok_and(|first| is_single(first.first_byte(text))))
}

async fn list_group(text: &str, inside: Span, pace: &mut Pace) -> Option<Group> {
    let mut inside = inside;
    loop {
        let first = Elements::of(text, inside).next(pace).await?.ok()?;
        match first.first_byte(text)? {
            b'[' if is_row(text, first, pace).await => return Some(Group::Rows(inside)),
            // A list of one list.
            b'[' => inside = first.inside(),
            _ => return Some(Group::List(inside)),
        }
    }
}

/// The groups whose records name most roles of a lead (open and closed leads, say); where none does, the largest. Lists inside list
/// elements belong to their records and are not looked at.
async fn groups_inside(text: &str, wrapper: Span, pace: &mut Pace) -> Vec<Group> {
    let mut best: Vec<Group> = Vec::new();
    let mut most = (0, 0);
    let mut open = vec![(wrapper, 0)];
    while let Some((object, level)) = open.pop() {
        let mut members = Members::of(text, object);
        while let Some((_, value)) = members.next(pace).await {
            let group = match value.first_byte(text) {
                // Answers and the questions they name are one record together.
                Some(b'[') if are_answers(text, value, pace).await || are_fields(text, value, pace).await => return Vec::new(),
                Some(b'[') => list_group(text, value.inside(), pace).await,
                Some(b'{') if are_records(text, value, pace).await => Some(Group::Members(value)),
                Some(b'{') if level < WRAPPER_LEVELS => {
                    open.push((value, level + 1));
                    None
                }
                _ => None,
            };
            let Some(group) = group else { continue };
            let weight = weight(text, group, pace).await;
            if weight.0 > most.0 || (weight.0 == 0 && weight > most) {
                (best, most) = (vec![group], weight);
            } else if weight.0 > 0 && weight.0 == most.0 {
                best.push(group);
            }
        }
    }
    sorting::sort_by_key(&mut best, |group| group.start());
    best
}

/// Most roles of a lead that one of the first records names, and the number of all records.
async fn weight(text: &str, group: Group, pace: &mut Pace) -> (usize, usize) {
    let (mut most, mut count) = (0, 0);
    match group {
        Group::List(inside) => {
            let mut objects = Elements::of(text, inside);
            while let Some(object) = objects.next(pace).await {
                let Some(object) = object.ok().filter(|object| object.first_byte(text) == Some(b'{')) else { continue };
                if count < SAMPLE {
                    most = most.max(roles(text, object, pace).await);
                }
                count += 1;
            }
        }
        Group::Members(object) => {
            let mut members = Members::of(text, object);
            while let Some((_, value)) = members.next(pace).await {
                if count < SAMPLE {
                    most = most.max(roles(text, value, pace).await);
                }
                count += 1;
            }
        }
        Group::Rows(inside) => {
            let mut rows = Elements::of(text, inside);
            while let Some(row) = rows.next(pace).await {
                let Ok(row) = row else { continue };
                if count < SAMPLE {
                    most = most.max(words(text, row, pace).await);
                }
                count += 1;
            }
        }
    }
    (most, count)
}

/// Number of roles of a lead that the values of a row name.
async fn words(text: &str, row: Span, pace: &mut Pace) -> usize {
    let mut found = Vec::new();
    let mut values = Elements::of(text, row.inside());
    while let Some(value) = values.next(pace).await {
        found.extend(value.ok().and_then(|value| role_of(value.slice(text).trim_matches('"'))));
    }
    distinct(found).len()
}

/// Number of roles of a lead that the keys of an object name, those of objects inside included.
async fn roles(text: &str, object: Span, pace: &mut Pace) -> usize {
    let mut found = Vec::new();
    let mut members = Members::of(text, object);
    while let Some((key, value)) = members.next(pace).await {
        found.extend(role_of(key.slice(text)));
        if value.first_byte(text) == Some(b'{') {
            let mut inner = Members::of(text, value);
            while let Some((key, _)) = inner.next(pace).await {
                found.extend(role_of(key.slice(text)));
            }
        }
    }
    distinct(found).len()
}

fn role_of(key: &str) -> Option<ColumnRole> {
    header_word(key).map(|(role, _)| role).filter(|role| names_lead(*role))
}

/// True for a lead, false for a wrapper around leads: a header word of a lead stands at its top level, or two in an object inside.
async fn is_record(text: &str, object: Span, pace: &mut Pace) -> bool {
    let is_word = |key: Span| role_of(key.slice(text)).is_some();
    let mut members = Members::of(text, object);
    while let Some((key, value)) = members.next(pace).await {
        let kind = value.first_byte(text);
        if !matches!(kind, Some(b'{' | b'[')) && is_word(key) || kind == Some(b'[') && are_fields(text, value, pace).await {
            return true;
        }
        let (mut inner, mut words) = (Members::of(text, value), 0);
        while kind == Some(b'{')
            && let Some((key, _)) = inner.next(pace).await
        {
            words += usize::from(is_word(key));
            if words == 2 {
                return true;
            }
        }
    }
    false
}

/// True for a list of fields: objects of a name and a value, one of the first of which names a part of a lead.
async fn are_fields(text: &str, list: Span, pace: &mut Pace) -> bool {
    let (mut elements, mut has_role, mut seen) = (Elements::of(text, list.inside()), false, 0);
    while seen < SAMPLE
        && let Some(Ok(element)) = elements.next(pace).await
    {
        seen += 1;
        if element.first_byte(text) != Some(b'{') || !are_field_keys(&keys(text, element, pace).await) {
            return false;
        }
        let mut members = Members::of(text, element);
        while let Some((_, value)) = members.next(pace).await {
            has_role |= value.first_byte(text) == Some(b'"') && role_of(value.inside().slice(text)).is_some();
        }
    }
    has_role
}

/// True for a list whose first element answers a question that it names by number.
async fn are_answers(text: &str, list: Span, pace: &mut Pace) -> bool {
    match Elements::of(text, list.inside()).next(pace).await {
        Some(Ok(element)) if element.first_byte(text) == Some(b'{') => {
            let mut members = Members::of(text, element);
            let mut names_question = false;
            while let Some((key, value)) = members.next(pace).await {
                names_question |= is_question_key(key.slice(text), value.first_byte(text) == Some(b'{'));
            }
            names_question && roles(text, element, pace).await < 2
        }
        _ => false,
    }
}

/// True for an object whose members are leads: two objects and more, nothing else, alike in their keys, none named for what a lead has.
async fn are_records(text: &str, object: Span, pace: &mut Pace) -> bool {
    let is_part = |key: &str| is_person(key) || header_word(key).is_some();
    let (mut members, mut first, mut count) = (Members::of(text, object), None, 0);
    if members.peek(pace).await != Some(b'{') {
        return false;
    }
    while let Some((key, value)) = members.next(pace).await {
        let is_lead = value.first_byte(text) == Some(b'{') && (count > 1 || is_record(text, value, pace).await);
        if !is_lead || (count < SAMPLE && is_part(key.slice(text))) {
            return false;
        }
        match first {
            None => first = Some(value),
            Some(first) if count == 1 && !are_alike(text, first, value, pace).await => return false,
            Some(_) => {}
        }
        count += 1;
    }
    count > 1
}

/// True where the keys two objects share are at least half of the keys of the smaller one.
async fn are_alike(text: &str, one: Span, two: Span, pace: &mut Pace) -> bool {
    let mut others = keys(text, two, pace).await;
    sorting::sort(&mut others);
    let keys = keys(text, one, pace).await;
    let shared = keys.iter().filter(|key| others.binary_search(key).is_ok()).count();
    2 * shared >= keys.len().min(others.len())
}

async fn keys<'t>(text: &'t str, object: Span, pace: &mut Pace) -> Vec<&'t str> {
    let (mut keys, mut members) = (Vec::new(), Members::of(text, object));
    while let Some((key, _)) = members.next(pace).await {
        keys.push(key.slice(text));
    }
    keys
}
