//! JSON that stands as text inside of JSON (a request's body in a record of the request, base64 in `$content`), put in its place.

use leadlens_workbook::stepper::Pace;

use super::embedded::lead_roles;
use super::group::groups;
use super::object::parse;
use super::outline::{Span, string_end, value_end};
use crate::intake::header::{ColumnRole, header_word};
use crate::intake::lead_role::{distinct, names_lead};
use crate::intake::transfer::base64;

/// Texts in texts that are followed.
const DEPTH_LIMIT: usize = 3;

/// Roles of a lead that text must name to be a record.
const ROLES: usize = 2;

/// The shortest text that is looked into.
const SHORTEST: usize = 16;

/// Strings looked at to tell whether a text names a lead outside of its strings.
const SAMPLE_STRINGS: usize = 1000;

/// Beginnings of base64 that are those of an object or a list: `{"`, `{` and a blank or line end, `[{`.
const BASE64_OPENINGS: [&str; 6] = ["eyJ", "ewo", "ew0", "eyA", "W3s", "Wwo"];

/// The text with every string that spells a lead replaced by it; `None` where there is none. Where strings hold lists of leads, the
/// records around them are no leads: the lists are the answer.
pub(super) async fn unpacked(text: &str, pace: &mut Pace) -> Option<String> {
    unpacked_at(text, 0, pace).await
}

/// [`unpacked`] for a text that stood in so many others.
async fn unpacked_at(text: &str, depth: usize, pace: &mut Pace) -> Option<String> {
    if depth == DEPTH_LIMIT {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    let (mut held_values, mut has_list) = (String::new(), false);
    let mut key = Span { start: 0, end: 0 };
    while let Some(start) = bytes.get(at..).and_then(|rest| memchr::memchr(b'"', rest)).map(|place| at + place) {
        let Some(end) = string_end(bytes, start) else { break };
        pace.spend(end - at).await;
        at = end;
        let string = Span { start, end };
        let behind = bytes.get(end..).unwrap_or_default().trim_ascii_start();
        if behind.first() == Some(&b':') {
            key = string;
        } else if could_hold_json(text.get(start + 1..end - 1).unwrap_or_default())
            && !is_customer(key.slice(text))
            && let Some(json) = held(string.slice(text), depth, pace).await
        {
            out.push_str(text.get(copied..start).unwrap_or_default());
            out.push_str(&json);
            held_values.extend([json.as_str(), "\n"]);
            has_list |= !groups(&json, Span { start: 0, end: json.len() }, pace).await.is_empty();
            copied = end;
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Some(if has_list && !names_lead_itself(text) { held_values } else { out })
}

/// True where keys outside of strings name a lead, too.
fn names_lead_itself(text: &str) -> bool {
    let (mut roles, mut at, bytes) = (Vec::new(), 0, text.as_bytes());
    for _ in 0..SAMPLE_STRINGS {
        let Some(start) = bytes.get(at..).and_then(|rest| memchr::memchr(b'"', rest)).map(|place| at + place) else { break };
        let Some(end) = string_end(bytes, start) else { break };
        at = end;
        if bytes.get(end..).unwrap_or_default().trim_ascii_start().first() == Some(&b':') {
            roles.extend(header_word(text.get(start + 1..end - 1).unwrap_or_default()).map(|(role, _)| role));
        }
    }
    roles.retain(|role| names_lead(*role));
    distinct(roles).len() >= ROLES
}

/// Told by the first letters: most strings are short and are no JSON.
fn could_hold_json(content: &str) -> bool {
    if content.len() < SHORTEST {
        return false;
    }
    let is_blank = |letter: char| letter.is_ascii_whitespace();
    let start = ["\\r", "\\n", "\\t", "\\r", "\\n"]
        .into_iter()
        .fold(content.trim_start_matches(is_blank), |rest, blank| rest.strip_prefix(blank).unwrap_or(rest).trim_start_matches(is_blank));
    start.starts_with(['{', '[']) || BASE64_OPENINGS.iter().any(|opening| start.starts_with(opening))
}

/// A customer in a cell of an Azure table is read by the role of its column.
fn is_customer(key: &str) -> bool {
    header_word(key.trim_matches('"')).is_some_and(|(role, _)| role == ColumnRole::CustomerInfo)
}

/// The JSON a string holds, as it is or in base64, where it names a lead.
async fn held(string: &str, depth: usize, pace: &mut Pace) -> Option<String> {
    let content: String = serde_json::from_str(string).ok()?;
    let content = match content.trim() {
        json if json.starts_with(['{', '[']) => json.to_owned(),
        coded => String::from_utf8(base64(coded.as_bytes())?).ok()?.trim().to_owned(),
    };
    let is_whole = content.starts_with(['{', '[']) && value_end(&content, 0, pace).await.is_ok_and(|end| end == content.len());
    if !is_whole {
        return None;
    }
    let content = Box::pin(unpacked_at(&content, depth + 1, pace)).await.unwrap_or(content);
    let (cells, _) = parse(&content, pace).await.ok()?;
    (lead_roles(&cells) >= ROLES).then_some(content)
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn read(text: &str) -> String {
        at_once(async |pace| unpacked(text, pace).await).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn a_body_stored_as_text_takes_the_place_of_its_string() {
        for (text, expected) in [
            (r#"{"content": "{\"email\": \"a@x\", \"company\": \"y\"}"}"#, r#"{"content": {"email": "a@x", "company": "y"}}"#),
            (r#"{"body":"\r\n [{\"email\":\"a@x\",\"company\":\"y\"}]"}"#, "[{\"email\":\"a@x\",\"company\":\"y\"}]\n"),
            (
                r#"[{"data":"{\"leads\":[{\"email\":\"a@x\",\"company\":\"y\"}]}"}]"#,
                "{\"leads\":[{\"email\":\"a@x\",\"company\":\"y\"}]}\n",
            ),
            (
                r#"{"$content-type":"application/json","$content":"eyJlbWFpbCI6ImFAeCIsImNvbXBhbnkiOiJ5In0="}"#,
                r#"{"$content-type":"application/json","$content":{"email":"a@x","company":"y"}}"#,
            ),
            (
                r#"{"m":"{\"b\":\"{\\\"email\\\":\\\"a@x\\\",\\\"company\\\":\\\"y\\\"}\"}"}"#,
                r#"{"m":{"b":{"email":"a@x","company":"y"}}}"#,
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_lead_with_a_list_in_its_history_stays_one() {
        let text = r#"[{"email":"a@x","phone":"1","history":"[{\"email\":\"b@x\",\"phone\":\"2\"}]"}]"#;
        assert_eq!(read(text), r#"[{"email":"a@x","phone":"1","history":[{"email":"b@x","phone":"2"}]}]"#);
    }

    #[test]
    fn text_that_is_no_lead_stays_text() {
        for text in [
            r#"{"info":"{\"a\": 1, \"version\": 2}"}"#,
            r#"{"CustomerInfo":"{\"FirstName\":\"Ada\",\"Email\":\"a@x\"}"}"#,
            r#"{"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc","email":"a@x"}"#,
            r#"{"note":"[10:11] call back","email":"a@x"}"#,
            r#"{"email":"unclosed"#,
        ] {
            assert_eq!(read(text), text, "{text}");
        }
    }
}
