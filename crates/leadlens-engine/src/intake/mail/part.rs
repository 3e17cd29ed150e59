//! The parts of a message: heads, boundaries, codings and character sets.

use leadlens_workbook::stepper::Pace;

use crate::intake::transfer::{base64, quoted_printable};

/// Parts that are looked at.
const PART_LIMIT: usize = 200;

/// Decoding a byte takes as long as scanning so many.
const DECODE_COST: usize = 4;

/// Endings of names of files with text that may hold leads.
const TEXT_FILES: [&str; 9] = [".csv", ".tsv", ".txt", ".json", ".xml", ".html", ".htm", ".vcf", ".eml"];

/// Endings of names of web pages.
const PAGE_FILES: [&str; 2] = [".html", ".htm"];

/// A part without parts.
#[derive(Debug)]
pub(super) struct Part {
    kind: String,
    charset: String,
    name: String,
    /// True for a file that is attached rather than shown.
    pub(super) is_attached: bool,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    /// True for a workbook, by its first bytes and its name.
    pub(super) fn is_workbook(&self) -> bool {
        let is_named = [".xlsx", ".xls", ".xlsb", ".ods"].iter().any(|ending| self.name.ends_with(ending));
        is_named && matches!(self.bytes.as_slice(), [b'P', b'K', ..] | [0xd0, 0xcf, 0x11, 0xe0, ..])
    }

    /// True for HTML.
    pub(super) fn is_page(&self) -> bool {
        self.kind == "text/html" || PAGE_FILES.iter().any(|ending| self.name.ends_with(ending))
    }

    /// Its text, in the character set it names, or in UTF-8 or that of Windows.
    pub(super) fn into_text(self) -> String {
        let named = encoding_rs::Encoding::for_label(self.charset.as_bytes());
        match (String::from_utf8(self.bytes), named) {
            // What was decoded with the whole file is UTF-8, whatever the part says.
            (Ok(text), _) => text,
            (Err(error), named) => named.unwrap_or(encoding_rs::WINDOWS_1252).decode(error.as_bytes()).0.into_owned(),
        }
    }

    fn is_text(&self) -> bool {
        let is_kind =
            self.kind.starts_with("text/") || matches!(self.kind.as_str(), "application/json" | "application/xml" | "application/csv");
        // A file without a kind, perhaps with its name in a coding of its own.
        let is_unknown = self.is_attached
            && self.kind == "application/octet-stream"
            && std::str::from_utf8(&self.bytes).is_ok_and(|text| !text.contains('\0'));
        is_kind || is_unknown || TEXT_FILES.iter().any(|ending| self.name.ends_with(ending))
    }
}

/// The fields of a head, names in small letters, lines that go on joined.
pub(super) fn head_of(message: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in message.lines() {
        if line.is_empty() {
            break;
        }
        match (line.strip_prefix([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (Some(more), Some((_, value)), _) => value.extend([" ", more.trim()]),
            (None, _, Some((name, value))) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            _ => {}
        }
    }
    fields
}

/// The text behind the head.
fn body_of(message: &str) -> &str {
    let mut at = 0;
    for line in message.split_inclusive('\n') {
        at += line.len();
        if line.trim_end_matches(['\r', '\n']).is_empty() {
            break;
        }
    }
    message.get(at..).unwrap_or_default()
}

/// The parts of a message that hold text or a workbook.
pub(super) async fn parts(message: &str, depth: usize, pace: &mut Pace) -> Vec<Part> {
    let mut found = Vec::new();
    collect(message, depth, &mut found, pace).await;
    found
}

async fn collect(message: &str, depth: usize, found: &mut Vec<Part>, pace: &mut Pace) {
    let head = head_of(message);
    let field = |name: &str| head.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (content_type, disposition) = (field("content-type"), field("content-disposition"));
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let body = body_of(message);
    if let Some(boundary) = parameter(content_type, "boundary").filter(|boundary| kind.starts_with("multipart/") && !boundary.is_empty()) {
        for part in between(body, &boundary) {
            if depth > 0 && found.len() < PART_LIMIT {
                Box::pin(collect(part, depth - 1, found, pace)).await;
            }
        }
        return;
    }
    pace.spend(DECODE_COST * body.len()).await;
    let coding = field("content-transfer-encoding").to_ascii_lowercase();
    let bytes = match coding.as_str() {
        "quoted-printable" => quoted_printable(body.as_bytes()),
        "base64" => base64(body.as_bytes()).unwrap_or_default(),
        _ => body.as_bytes().to_vec(),
    };
    let is_message = kind == "message/rfc822";
    let name = parameter(disposition, "filename").or_else(|| parameter(content_type, "name")).unwrap_or_default().to_lowercase();
    let kind = if kind.is_empty() { "text/plain".to_owned() } else { kind };
    let is_attached = disposition.to_ascii_lowercase().starts_with("attachment");
    let part = Part { kind, charset: parameter(content_type, "charset").unwrap_or_default(), name, is_attached, bytes };
    if is_message && depth > 0 {
        let inner = part.into_text();
        Box::pin(collect(&inner, depth - 1, found, pace)).await;
    } else if part.is_text() || part.is_workbook() {
        found.push(part);
    }
}

/// The value of a parameter in a field, without its quotes.
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut parameters = field.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, value) = parameters.find(|(known, _)| known.trim().trim_end_matches('*').eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// The texts between the lines of a boundary.
fn between<'t>(body: &'t str, boundary: &str) -> Vec<&'t str> {
    let mark = format!("--{boundary}");
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive('\n') {
        let end = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(mark.as_str()) else { continue };
        let is_last = rest.trim_end() == "--";
        if !is_last && !rest.trim_end().is_empty() {
            continue;
        }
        parts.extend(start.and_then(|start| body.get(start..end)));
        start = (!is_last).then_some(at);
        if is_last {
            break;
        }
    }
    // A message that is cut has no last line.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn texts(message: &str) -> Vec<String> {
        at_once(async |pace| parts(message, 8, pace).await).into_iter().map(Part::into_text).collect()
    }

    #[test]
    fn parts_are_decoded_by_what_their_heads_say() {
        for (message, expected) in [
            ("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nJ=FCrgen", vec!["Jürgen"]),
            (
                "Content-Type: text/plain;\r\n charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\nSsO8\r\ncmdlbg==\r\n",
                vec!["Jürgen"],
            ),
            (
                "Content-Type: multipart/mixed; boundary=\"b1\"\n\npreamble\n--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\none\n--b2\n\
                 Content-Type: text/html\n\n<p>two\n--b2--\n--b1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\naaaa\n--b1--\n",
                vec!["one\n", "<p>two\n"],
            ),
            ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ncut", vec!["cut"]),
            ("Content-Type: multipart/mixed\n\nno boundary", vec![]),
        ] {
            assert_eq!(texts(message), expected, "{message}");
        }
    }
}
