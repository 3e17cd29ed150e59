//! JSON objects that stand in other text (prose, log lines, code fences, commands), in the spelling of another program or escaped once more.
//!
//! # Invariants
//! An object is taken only where it names a lead. What is read of a text is bounded by [`LOOKS`] times its length.

use std::borrow::Cow;

use leadlens_workbook::stepper::{Pace, at_once};

use super::flatten::Cell;
use super::literal;
use super::object::parse;
use super::outline::value_end;
use super::printed;
use crate::intake::entity::decoded;
use crate::intake::lead_role::{names_lead, roles};

/// Bytes at the beginning of a text among which the first object must stand.
const SAMPLE: usize = 1 << 16;

/// Escapes in escapes that are followed.
const DEPTH_LIMIT: usize = 4;

/// Most looks at a byte, on average.
const LOOKS: usize = 16;

/// Escaping a byte takes as long as scanning so many.
const ESCAPE_COST: usize = 4;

/// Roles of a lead that an object in other text must name.
const ROLES: usize = 2;

/// Brackets that an object may open with.
const OPENINGS: [char; 4] = ['{', '(', '[', '<'];

/// An apostrophe within single quotes, as shells write it.
const SHELL_APOSTROPHE: &str = r"'\''";

/// Objects taken out of a text.
#[derive(Debug, Default)]
pub(super) struct Extract {
    /// The objects, one a line.
    pub(super) json: String,
    /// True where other text stood around them.
    pub(super) is_partial: bool,
    /// True where one is spelled otherwise than JSON.
    pub(super) is_rewritten: bool,
}

/// True where an object that names a lead stands in the beginning of a text.
pub(in crate::intake) fn holds_leads(text: &str) -> bool {
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or_default();
    let sample = &*without_quoting(sample);
    sample.contains(OPENINGS)
        && at_once(async |pace| {
            let mut search = Search::new(sample, true);
            search.search(sample, 0, pace).await;
            !search.found.json.is_empty()
        })
}

/// The objects of a text that name a lead; `None` where there is none.
pub(super) async fn extract(text: &str, pace: &mut Pace) -> Option<Extract> {
    let text = &*without_quoting(text);
    let mut search = Search::new(text, false);
    search.search(text, 0, pace).await;
    (!search.found.json.is_empty()).then_some(search.found)
}

/// A text without the marks before the lines of a mail that is quoted in it.
fn without_quoting(text: &str) -> Cow<'_, str> {
    let is_object = |line: &str| line.starts_with('>') && line.trim_start_matches(['>', ' ']).starts_with(['{', '[', '"']);
    if !text.lines().any(is_object) {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().map(|line| line.trim_start_matches('>'));
    Cow::Owned(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Number of roles of a lead that cells name by their paths; 0 where none of them is a lead's alone.
pub(super) fn lead_roles(cells: &[Cell]) -> usize {
    let roles = roles(cells.iter().map(|(path, _)| path.as_str()));
    if roles.iter().any(|role| names_lead(*role)) { roles.len() } else { 0 }
}

/// Spelling of an object that opens at a brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// As JSON.
    Plain,
    /// As another language writes it.
    Literal,
    /// As JSON within a string: quotes behind backslashes.
    Escaped,
    /// As JSON within a cell of delimited text: quotes doubled.
    Doubled,
    /// As JSON within HTML: quotes by name.
    Entities,
    /// As JSON within a string of PowerShell: quotes behind backticks.
    Backticks,
}

impl Spelling {
    fn of(text: &str) -> Option<Self> {
        let inside = without_comments(text.strip_prefix('{')?);
        // A line end may be escaped, too.
        let behind = ["\\r", "\\n", "\\t", " "].into_iter().fold(inside, |rest, blank| rest.trim_start_matches(blank));
        if behind.starts_with("\\\"") || behind.starts_with("\\\\") {
            Some(Self::Escaped)
        } else if inside.starts_with("\"\"") && !inside.trim_start_matches('"').starts_with([':', ' ', ',', '}']) {
            Some(Self::Doubled)
        } else if inside.starts_with('"') {
            Some(Self::Plain)
        } else if inside.starts_with("&quot;") || inside.starts_with("&#34;") || inside.starts_with("&#x22;") {
            Some(Self::Entities)
        } else if inside.starts_with("`\"") {
            Some(Self::Backticks)
        } else if literal::opens_literal(text) {
            Some(Self::Literal)
        } else {
            None
        }
    }

    /// The part of a text, from its start on, in this spelling.
    fn region(self, text: &str) -> &str {
        let bytes = text.as_bytes();
        let mut at = 0;
        let end = loop {
            let Some(place) = memchr::memchr2(if self == Self::Entities { b'<' } else { b'"' }, b'\\', bytes.get(at..).unwrap_or_default())
            else {
                break bytes.len();
            };
            at += place;
            let is_pair = match self {
                _ if bytes.get(at) == Some(&b'\\') => true,
                Self::Doubled => bytes.get(at + 1) == Some(&b'"'),
                Self::Backticks => at > 0 && bytes.get(at - 1) == Some(&b'`'),
                _ => false,
            };
            if !is_pair {
                break at;
            }
            let is_two = self == Self::Escaped || self == Self::Doubled && bytes.get(at) == Some(&b'"');
            at += if is_two { 2 } else { 1 };
        };
        text.get(..text.floor_char_boundary(end)).unwrap_or(text)
    }

    /// A region without its escapes.
    fn unescaped(self, region: &str) -> String {
        match self {
            Self::Doubled => region.replace("\"\"", "\""),
            Self::Backticks => region.replace("`\"", "\""),
            Self::Entities => decoded(region).into_owned(),
            _ => without_backslashes(region),
        }
    }
}

/// The place of the next bracket from a place on that an object may open with.
fn opening(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let place = at + rest.find(OPENINGS)?;
        let (before, behind) = text.split_at_checked(place)?;
        if printed::may_open(before, behind) {
            return Some(place);
        }
        at = place + 1;
    }
}

/// A text without the blanks and comments it begins with.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(behind) =
        rest.strip_prefix("//").map(|rest| rest.split_once('\n')).or_else(|| rest.strip_prefix("/*").map(|rest| rest.split_once("*/")))
    {
        rest = behind.map_or("", |(_, behind)| behind).trim_start();
    }
    rest
}

/// A text with one level of the escapes of JSON taken away; numbered characters stay, they read the same inside.
fn without_backslashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (plain, escape) = rest.split_at(place);
        out.push_str(plain);
        let escaped = escape.chars().nth(1);
        match escaped {
            Some('n' | 'r' | 't') => out.push(' '),
            Some('u') | None => out.push('\\'),
            Some(letter) => out.push(letter),
        }
        rest = escape.get(1 + escaped.filter(|letter| *letter != 'u').map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// State of a search for objects.
struct Search {
    found: Extract,
    is_first_enough: bool,
    /// Bytes that may still be looked at.
    budget: usize,
}

impl Search {
    fn new(text: &str, is_first_enough: bool) -> Self {
        Self { found: Extract::default(), is_first_enough, budget: LOOKS * text.len() + SAMPLE }
    }

    /// Takes the objects of a text, which is one that was escaped where `depth` is not 0.
    async fn search(&mut self, text: &str, depth: usize, pace: &mut Pace) {
        let mut at = 0;
        // Where a whole text is one object, it needs to prove less.
        let start = text.len() - text.trim_start().len();
        while let Some(place) = opening(text, at) {
            pace.spend(place - at).await;
            self.note_text(text.get(at..place).unwrap_or_default());
            if self.budget == 0 || self.is_first_enough && !self.found.json.is_empty() {
                return;
            }
            let rest = text.get(place..).unwrap_or_default();
            let roles = if place == start && depth == 0 { 1 } else { ROLES };
            let spelling = if rest.starts_with('{') { Spelling::of(rest) } else { None };
            let length = match spelling {
                None => self.take_printed(rest, pace).await,
                Some(Spelling::Plain) => self.take_plain(text, place, roles, pace).await,
                Some(Spelling::Literal) => self.take_literal(rest, roles, pace).await,
                Some(_) if depth == DEPTH_LIMIT => 0,
                Some(spelling) => {
                    let region = spelling.region(rest);
                    self.budget = self.budget.saturating_sub(region.len());
                    pace.spend(ESCAPE_COST * region.len()).await;
                    let before = self.found.json.len();
                    Box::pin(self.search(&spelling.unescaped(region), depth + 1, pace)).await;
                    self.found.is_rewritten |= self.found.json.len() > before;
                    region.len()
                }
            };
            at = place + length.max(1);
            self.found.is_partial |= length == 0;
        }
        self.note_text(text.get(at..).unwrap_or_default());
    }

    fn note_text(&mut self, text: &str) {
        self.found.is_partial |= text.contains(char::is_alphanumeric);
    }

    /// Takes an object in JSON; its length, or 0 where it is none.
    async fn take_plain(&mut self, text: &str, start: usize, roles: usize, pace: &mut Pace) -> usize {
        let end = value_end(text, start, pace).await.unwrap_or(text.len());
        self.budget = self.budget.saturating_sub(end - start);
        let raw = text.get(start..end).unwrap_or_default();
        let raw = if raw.contains(SHELL_APOSTROPHE) { raw.replace(SHELL_APOSTROPHE, "'") } else { raw.to_owned() };
        match parse(&raw, pace).await {
            // What is no lead may hold one in a string.
            Ok((cells, _)) => {
                if self.take(&raw, &cells, roles) {
                    end - start
                } else {
                    1
                }
            }
            Err(_) => self.take_literal(text.get(start..).unwrap_or_default(), roles, pace).await,
        }
    }

    /// Takes an object in another spelling; its length, or 0 where it is none.
    async fn take_literal(&mut self, text: &str, roles: usize, pace: &mut Pace) -> usize {
        let Some((json, length)) = literal::to_json(text, pace).await else {
            self.budget = self.budget.saturating_sub(text.len().min(literal::LENGTH_LIMIT));
            return self.take_printed(text, pace).await;
        };
        self.budget = self.budget.saturating_sub(length);
        let Ok((cells, _)) = parse(&json, pace).await else { return self.take_printed(text, pace).await };
        let is_lead = self.take(&json, &cells, roles);
        self.found.is_rewritten |= is_lead;
        if is_lead { length } else { 1 }
    }

    /// Takes an object as a program prints it; its length, or 0 where it is none.
    async fn take_printed(&mut self, text: &str, pace: &mut Pace) -> usize {
        let (printed, length) = printed::to_json(text);
        self.budget = self.budget.saturating_sub(length);
        pace.spend(length).await;
        let Some(json) = printed else { return 0 };
        let Ok((cells, _)) = parse(&json, pace).await else { return 0 };
        let is_lead = self.take(&json, &cells, ROLES);
        self.found.is_rewritten |= is_lead;
        if is_lead { length } else { 0 }
    }

    /// Keeps an object that names so many roles of a lead; whether it does is the answer.
    fn take(&mut self, json: &str, cells: &[Cell], roles: usize) -> bool {
        let is_lead = lead_roles(cells) >= roles;
        if is_lead {
            self.found.json.push_str(json);
            self.found.json.push('\n');
        } else {
            self.found.is_partial = true;
        }
        is_lead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Extract> {
        at_once(async |pace| extract(text, pace).await)
    }

    const LEAD: &str = r#"{"email": "lotte@kiel.example", "company": "Kiel GmbH"}"#;

    #[test]
    fn objects_are_taken_out_of_other_text() {
        for text in [
            format!("Hi Nina,\n\n{LEAD}\n\nBest regards"),
            format!("```json\n{LEAD}\n```"),
            format!("2024-03-04T10:11:12.123 [Information] Lead received: {LEAD}"),
            format!("[10:11 AM] Tom: {LEAD}"),
            format!("curl -X POST https://leads.example/api -H 'Content-Type: application/json' -d '{LEAD}'"),
            format!("{{8F3A}} {{x}} {LEAD} {{"),
            format!("Tom wrote:\n> {LEAD}\nThanks"),
        ] {
            let found = found(&text).unwrap();
            assert_eq!((found.json.trim(), found.is_partial, found.is_rewritten), (LEAD, true, false), "{text}");
        }
    }

    #[test]
    fn escapes_are_taken_away_however_deep() {
        let once = LEAD.replace('"', "\\\"");
        let twice = once.replace('\\', "\\\\").replace("\\\\\"", "\\\\\\\"");
        for text in [
            once.clone(),
            format!("\"{once}\""),
            format!("-d \"{once}\" --verbose"),
            twice,
            format!("\"{}\"", LEAD.replace('"', "\"\"")),
            LEAD.replace('"', "&quot;"),
            format!("-Body \"{}\"", LEAD.replace('"', "`\"")),
            LEAD.replacen('{', "{ // the lead\n", 1),
            format!("<p>{}</p>", LEAD.replace('"', "&#34;")),
            LEAD.replace('"', "”").replace(' ', "\u{a0}"),
        ] {
            let found = found(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.json.trim().replace(char::is_whitespace, ""), found.is_rewritten), (LEAD.replace(' ', ""), true), "{text}");
        }
    }

    #[test]
    fn an_object_about_something_else_is_no_lead() {
        for text in [
            r#"Deployed {"version": "1.2", "status": "ok"} to production"#,
            r#"Request {"id": 1, "name": "x", "created": "2024-03-04"} done"#,
            r#"see {"email": "a@example.org"}"#,
            "{ not JSON at all",
            "{\"email\": \"a\", \"company\": ",
        ] {
            assert!(found(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_apostrophe_in_a_shell_command_is_one() {
        let text = r#"curl -d '{"email": "sean@cork.example", "lastName": "O'\''Brien"}' https://leads.example"#;
        assert_eq!(found(text).unwrap().json.trim(), r#"{"email": "sean@cork.example", "lastName": "O'Brien"}"#);
    }
}
