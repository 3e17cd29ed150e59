//! Bodies of web forms (`application/x-www-form-urlencoded`), one a line, also behind the requested address.

use std::borrow::Cow;

use leadlens_workbook::stepper::Pace;

use super::lead_role::{names_person, roles};
use super::note::TableNote;
use super::table::{Format, Table, TableBuilder};
use super::transfer::percent;
use super::{SourceError, key_value};

/// Lines looked at to tell the notation.
const SAMPLE_LINES: usize = 100;

/// Fields that make a line a body, and of which so many must be known.
const FIELDS: usize = 2;

/// Reading a byte takes as long as scanning so many.
const READ_COST: usize = 8;

/// True for a text one of whose first lines is the body of a form about a lead, and most of whose lines are no other text.
pub(super) fn is_likely(text: &str) -> bool {
    let (mut bodies, text) = (0, lines_joined(text));
    for line in text.lines().take(SAMPLE_LINES) {
        let body = body(line).unwrap_or_default();
        let names: Vec<String> = fields(&body).map(|(name, _)| header(&percent(name))).collect();
        let roles = roles(names.iter().map(String::as_str));
        bodies += usize::from(roles.len() >= FIELDS && roles.into_iter().any(names_person));
    }
    bodies > 0
}

/// The body that the fields of a line of a log are (`email=a@x company="Kiel GmbH"`); `None` for a line with fewer.
fn logged(line: &str) -> Option<String> {
    let (mut body, mut count, mut rest) = (String::new(), 0, line.trim());
    while !rest.is_empty() {
        // A field in quotes as a whole: `-F 'last_name=de Vries'`.
        if let Some((quote, (field, behind))) = rest
            .chars()
            .next()
            .filter(|first| matches!(first, '"' | '\''))
            .and_then(|quote| Some((quote, rest.get(1..)?.split_once(quote)?)))
            && let Some((name, value)) = field.split_once('=').filter(|(name, _)| is_name(name))
        {
            push_field(&mut body, name, value);
            count += 1;
            rest = behind.trim_start_matches(quote).trim_start();
            continue;
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let Some(value) = behind.strip_prefix('=').filter(|value| is_name(name) && !value.starts_with(char::is_whitespace)) else {
            rest = behind.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '=');
            continue;
        };
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let inside = value.get(quote.map_or(0, char::len_utf8)..).unwrap_or_default();
        let length = inside.find(|letter: char| quote.map_or(letter.is_whitespace(), |quote| letter == quote)).unwrap_or(inside.len());
        let (value, behind) = inside.split_at(length);
        // Fields with marks between them are an object as a program prints it.
        let end = quote.map_or(value, |quote| behind.trim_start_matches(quote).trim_start());
        if quote.map_or(end.ends_with([',', ';', ')', ']', '}']), |_| end.starts_with([',', ';'])) {
            return None;
        }
        rest = behind.trim_start_matches(|letter: char| letter.is_whitespace() || Some(letter) == quote);
        push_field(&mut body, name, value);
        count += 1;
    }
    (count > FIELDS).then_some(body)
}

/// Adds a field to a body, its value as bodies spell it.
fn push_field(body: &mut String, name: &str, value: &str) {
    let value = value.replace('%', "%25").replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    body.extend([if body.is_empty() { "" } else { "&" }, name, "=", &value]);
}

/// The text with the lines of a command on one line, and so the fields of a body that stand on lines of their own.
fn lines_joined(text: &str) -> Cow<'_, str> {
    if text.contains("\\\n") || text.contains("\\\r\n") {
        return Cow::Owned(text.replace("\\\r\n", " ").replace("\\\n", " "));
    }
    let is_field = |line: &str| line.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.contains([' ', '&', '=']));
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if text.contains("%40") && lines.all(is_field) {
        return Cow::Owned(text.lines().map(str::trim).collect::<Vec<_>>().join("&"));
    }
    Cow::Borrowed(text)
}

/// JSON in fields of bodies (`payload={…}`), a field a line; `None` for other bodies.
pub(super) fn held_json(text: &str) -> Option<String> {
    let mut found = String::new();
    for line in text.lines() {
        let words = line.split_whitespace().map(|word| word.trim_matches(['\'', '"']));
        for word in words.filter(|word| word.contains("=%7B") || word.contains("=%7b") || word.contains("=%5B")) {
            let fields = word.split(['&', '?']).filter_map(|field| field.split_once('=')).filter(|(name, _)| is_name(name));
            let json = fields.map(|(_, value)| percent(value)).filter(|value| value.starts_with(['{', '[']));
            found.extend(json.flat_map(|json| [json, "\n".to_owned()]));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The fields of bodies in parts (`multipart/form-data`) as lines of labels, a line of dashes behind each body; `None` for other texts.
pub(super) fn parts_as_labels(text: &str) -> Option<String> {
    let (mut out, mut boundary, mut before) = (String::new(), "", "");
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(name) = field_name(line) {
            if !before.is_empty() {
                boundary = before;
            }
            let is_file = line.contains("filename=");
            while lines.next().is_some_and(|line| !line.trim().is_empty()) {}
            let mut value = String::new();
            while let Some(more) = lines.next_if(|line| !(line.starts_with("--") && line.starts_with(boundary))) {
                value.extend([if value.is_empty() { "" } else { " " }, more.trim()]);
            }
            if !is_file {
                out.extend([&header(name), ": ", value.trim(), "\n"]);
            }
        } else if !boundary.is_empty() && line.strip_prefix(boundary).is_some_and(|rest| rest.trim() == "--") {
            out.push_str(key_value::SEPARATOR);
        }
        before = if line.starts_with("--") { line.trim_end() } else { "" };
    }
    (!out.is_empty()).then_some(out)
}

/// The name of the field whose part begins with a line.
fn field_name(line: &str) -> Option<&str> {
    const HEAD: &str = "content-disposition:";
    let is_head = line.get(..HEAD.len()).is_some_and(|start| start.eq_ignore_ascii_case(HEAD));
    let (_, rest) = line.split_once("form-data").filter(|_| is_head)?;
    let (_, name) = rest.split_once("name=")?;
    name.strip_prefix('"').map_or_else(|| name.split(';').next(), |name| name.split('"').next())
}

/// Reads bodies; other lines are left out.
///
/// # Errors
/// [`SourceError::TooLarge`] when they no longer fit, [`SourceError::NoRecords`] where there is none.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut builder, mut is_partial, text) = (TableBuilder::new(), false, lines_joined(text));
    for line in text.lines() {
        pace.spend(READ_COST * line.len()).await;
        let Some(body) = body(line) else {
            is_partial |= !line.trim().is_empty();
            continue;
        };
        is_partial |= matches!(body, Cow::Borrowed(body) if body.len() < line.trim().len());
        for (name, value) in fields(&body) {
            let column = builder.column(&header(&percent(name)));
            builder.append(column, &decoded(value));
        }
        builder.end_record()?;
    }
    if builder.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    let mut table = Table { format: Some(Format::KeyValue), ..builder.finish() };
    if is_partial {
        table.notes.push(TableNote::FoundInText);
    }
    Ok(table)
}

/// The body in a line: fields joined by `&`, without a blank, perhaps behind an address or in the quotes of a command.
fn body(line: &str) -> Option<Cow<'_, str>> {
    joined(line).map(Cow::Borrowed).or_else(|| logged(line).map(Cow::Owned))
}

/// A value, also one that was encoded twice.
fn decoded(value: &str) -> String {
    let text = percent(value);
    let is_escape = |escape: &str| escape.get(..2).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let is_twice = !text.contains(char::is_whitespace) && text.contains('%') && text.split('%').skip(1).all(is_escape);
    if is_twice { percent(&text) } else { text }
}

/// A body as forms send it.
fn joined(line: &str) -> Option<&str> {
    // An option of a command may stand before its quotes: `--data='…'`.
    let option = |word: &'_ str| {
        word.split_once(['\'', '"'])
            .filter(|(option, _)| option.starts_with('-') && option.ends_with('='))
            .map_or(0, |(option, _)| option.len() + 1)
    };
    let words = line.split_whitespace().map(|word| word.get(option(word)..).unwrap_or_default());
    let words = words.map(|word| word.trim_matches(['\'', '"', '`', ';', ',']));
    let body_of = |word: &'_ str| {
        word.split_once('?')
            .filter(|(address, _)| address.starts_with("http") || address.starts_with('/'))
            .map_or(0, |(address, _)| address.len() + 1)
    };
    let mut bodies = words.map(|word| word.get(body_of(word)..).unwrap_or_default());
    bodies.find(|body| {
        let is_field = |field: &str| field.split_once('=').is_some_and(|(name, _)| is_name(name)) || field.is_empty();
        body.contains('&') && body.split('&').all(is_field) && fields(body).count() >= FIELDS
    })
}

/// The fields of a body, as they are written.
fn fields(body: &str) -> impl Iterator<Item = (&str, &str)> {
    body.split('&').filter_map(|field| field.split_once('='))
}

/// True for a name of a field as forms and systems write them.
fn is_name(name: &str) -> bool {
    const LONGEST: usize = 80;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]%+$:".contains(&byte) || byte >= 0x80;
    !name.is_empty() && name.len() <= LONGEST && name.bytes().all(is_letter)
}

/// The header a name is: what it is nested in stands before a dot.
fn header(name: &str) -> String {
    let parts: Vec<&str> = name.split(['[', ']']).filter(|part| !part.is_empty()).collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    #[test]
    fn bodies_are_records_and_other_lines_are_left_out() {
        for (text, headers, cell, is_partial) in [
            ("email=a%40x&first_name=Zo%C3%AB+M&company=", "email first_name company", "Zoë M", false),
            ("POST /leads HTTP/1.1\r\nHost: x\r\n\r\nlead[email]=a%40x&lead%5Blast_name%5D=B", "lead.email lead.last_name", "B", true),
            ("https://x.example/thanks?email=a@x&phone=1\nhttps://x.example/thanks?email=b@x&phone=2", "email phone", "1", true),
            ("ts=1 level=info msg=\"lead in\" email=a@x company=\"B & C\"", "ts level msg email company", "info", false),
            ("curl x \\\n -F 'email=a@x' \\\n -F \"company=B & C\" -F 'phone=1'", "email company phone", "B & C", false),
            ("email=a%40x\nlast_name=de+B\n", "email last_name", "de B", false),
            ("email=a%2540x&company=B%2520C", "email company", "B C", false),
            ("curl -d 'email=a%40x&company=B' https://x.example", "email company", "B", true),
        ] {
            assert!(is_likely(text), "{text}");
            let table = at_once(async |pace| read(text, pace).await).unwrap();
            assert_eq!((table.headers.join(" ").as_str(), &*table.cell(0, 1)), (headers, cell), "{text}");
            assert_eq!(table.notes.contains(&TableNote::FoundInText), is_partial, "{text}");
        }
    }

    #[test]
    fn parts_of_a_body_are_labels() {
        let text = "POST / HTTP/1.1\nContent-Type: multipart/form-data; boundary=--b\n\n----b\nContent-Disposition: form-data; name=\"email\"\n\na@x\n\
                    ----b\nContent-Disposition: form-data; name=\"note[text]\"\nContent-Type: text/plain\n\none\n\ntwo\n----b\n\
                    Content-Disposition: form-data; name=\"file\"; filename=\"x.png\"\n\nxyz\n----b--\n";
        assert_eq!(parts_as_labels(text).as_deref(), Some("email: a@x\nnote.text: one  two\n----------\n"));
        assert_eq!(parts_as_labels("Email: a@x\n"), None);
    }

    #[test]
    fn json_in_a_field_is_found() {
        assert_eq!(held_json("id=7&payload=%7B%22email%22%3A%22a%40x%22%7D").as_deref(), Some("{\"email\":\"a@x\"}\n"));
        assert_eq!(held_json("email=a%40x&company=y"), None);
    }

    #[test]
    fn other_text_with_such_signs_is_no_form() {
        for text in [
            "Email,Page\na@x,https://x.example/?utm_source=b&utm_medium=c",
            "a=1&b=2",
            "https://x.example/?utm_source=b&utm_medium=c",
            "email = a@x & more",
            "Company: Smith & Sons = x",
        ] {
            assert!(!is_likely(text), "{text}");
        }
    }
}
