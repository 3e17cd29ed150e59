//! Bodies of web forms (`application/x-www-form-urlencoded`), one a line, also behind the requested address.

use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::lead_role::{names_person, roles};
use super::note::TableNote;
use super::table::{Format, Table, TableBuilder};
use super::transfer::percent;

/// Lines looked at to tell the notation.
const SAMPLE_LINES: usize = 100;

/// Fields that make a line a body, and of which so many must be known.
const FIELDS: usize = 2;

/// Reading a byte takes as long as scanning so many.
const READ_COST: usize = 8;

/// True for a text one of whose first lines is the body of a form about a lead, and most of whose lines are no other text.
pub(super) fn is_likely(text: &str) -> bool {
    let mut bodies = 0;
    for line in text.lines().take(SAMPLE_LINES) {
        let names: Vec<String> = body(line).into_iter().flat_map(fields).map(|(name, _)| header(&percent(name))).collect();
        let roles = roles(names.iter().map(String::as_str));
        bodies += usize::from(roles.len() >= FIELDS && roles.into_iter().any(names_person));
    }
    bodies > 0
}

/// Reads bodies; other lines are left out.
///
/// # Errors
/// [`SourceError::TooLarge`] when they no longer fit, [`SourceError::NoRecords`] where there is none.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut builder, mut is_partial) = (TableBuilder::new(), false);
    for line in text.lines() {
        pace.spend(READ_COST * line.len()).await;
        let Some(body) = body(line) else {
            is_partial |= !line.trim().is_empty();
            continue;
        };
        is_partial |= body.len() < line.trim().len();
        for (name, value) in fields(body) {
            let column = builder.column(&header(&percent(name)));
            builder.append(column, &percent(value));
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
fn body(line: &str) -> Option<&str> {
    let words = line.split_whitespace().map(|word| word.trim_matches(['\'', '"', '`', ';', ',']));
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
            ("curl -d 'email=a%40x&company=B' https://x.example", "email company", "B", true),
        ] {
            assert!(is_likely(text), "{text}");
            let table = at_once(async |pace| read(text, pace).await).unwrap();
            assert_eq!((table.headers.join(" ").as_str(), &*table.cell(0, 1)), (headers, cell), "{text}");
            assert_eq!(table.notes.contains(&TableNote::FoundInText), is_partial, "{text}");
        }
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
