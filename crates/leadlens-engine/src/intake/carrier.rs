//! Carriers of records, where a text is more than a notation of them: web pages, XML, mails, cards, statements, form bodies.
//!
//! A carrier is told by the beginning of a text alone. It gives a table, or a text or workbook that is read in its place.

use leadlens_workbook::is_spreadsheet_ml;
use leadlens_workbook::stepper::Pace;

use super::html::{PAGE_ELEMENTS, PAGE_OPENINGS, WebPage};
use super::note::TableNote;
use super::sniff::looks_like_leads;
use super::table::Format;
use super::transfer::base64_json;
use super::unwrapped::Unwrapped;
use super::{SourceError, form, key_value, ldif, mail, sql, vcard, xml};

/// Kind of a text that carries records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    /// HTML.
    WebPage,
    /// A workbook of Excel 2003 as XML.
    SpreadsheetMl,
    /// Any other XML.
    Xml,
    /// A message with its head (RFC 5322), or a mailbox of several.
    Mail,
    /// Business cards (RFC 6350 and before).
    Cards,
    /// Statements of SQL.
    Statements,
    /// Bodies of web forms.
    Form,
    /// Bodies of web forms in parts, a field each.
    FormParts,
    /// Bodies of web forms with JSON in a field.
    FormJson,
    /// JSON in base64.
    Base64,
    /// Elements of XML in other text.
    XmlInText,
    /// Lines of several labels, each with its value.
    InlineLabels,
    /// Entries of a directory (RFC 2849).
    Ldif,
}

/// Lines whose ends are looked at.
const SAMPLE_LINES: usize = 50;

impl Carrier {
    /// The carrier that starts with such a text; `None` for the notations of records themselves.
    pub(super) fn of(sample: &str) -> Option<Self> {
        let text = sample.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        if text.starts_with('<') {
            let behind = without_comments(text);
            return Self::of_markup(text).or_else(|| Self::of_markup(behind).filter(|_| behind.starts_with('<')));
        }
        // What JSON holds is read once it is known to hold nothing better.
        if text.strip_prefix(['{', '[']).is_some_and(|inside| inside.trim_start().starts_with(['"', '{'])) {
            return None;
        }
        if ends_lines_with_tags(text) {
            Some(Self::WebPage)
        } else if vcard::is_likely(text) || text.contains("\nBEGIN:VCARD") {
            Some(Self::Cards)
        } else if ldif::is_likely(text) {
            Some(Self::Ldif)
        } else if text.contains("form-data") && form::parts_as_labels(text).is_some() {
            Some(Self::FormParts)
        } else if mail::is_likely(text) {
            Some(Self::Mail)
        } else if sql::is_likely(text) {
            Some(Self::Statements)
        } else if form::is_likely(text) {
            Some(Self::Form)
        } else if base64_json(text).is_some_and(|json| looks_like_leads(&json)) {
            Some(Self::Base64)
        } else if key_value::inline(text).is_some() {
            Some(Self::InlineLabels)
        } else if text.contains("</") && xml::found_in(text).is_some() {
            Some(Self::XmlInText)
        } else if text.contains("=%") && form::held_json(text).is_some_and(|json| looks_like_leads(&json)) {
            Some(Self::FormJson)
        } else {
            None
        }
    }

    /// Web pages come in any shape; XML begins with its declaration or with an element that is well formed.
    fn of_markup(text: &str) -> Option<Self> {
        const HEAD: usize = 1 << 12;
        let head = text.get(..text.floor_char_boundary(HEAD))?.to_ascii_lowercase();
        let is_page = PAGE_OPENINGS.iter().any(|opening| head.starts_with(opening));
        let is_declared = head.starts_with("<?xml") || head.starts_with("<!doctype");
        let holds_page = head.contains("<html") || head.starts_with("<!--") && PAGE_OPENINGS.iter().any(|opening| head.contains(opening));
        if is_spreadsheet_ml(text.as_bytes()) {
            Some(Self::SpreadsheetMl)
        } else if is_page || holds_page {
            Some(Self::WebPage)
        } else if is_declared {
            Some(Self::Xml)
        } else if PAGE_ELEMENTS.contains(&element_name(&head)) {
            Some(Self::WebPage)
        } else {
            xml::is_likely(text).then_some(Self::Xml)
        }
    }

    /// Content of a text of this kind.
    ///
    /// # Errors
    /// [`SourceError`] where nothing in it can be read.
    pub(super) async fn open(self, text: &str, pace: &mut Pace) -> Result<Unwrapped, SourceError> {
        match self {
            Self::WebPage => read_page(text, pace).await,
            Self::SpreadsheetMl => Ok(Unwrapped::Workbook(text.as_bytes().to_vec())),
            Self::Xml => xml::read(text, pace).await.map(Unwrapped::Table),
            Self::Mail => mail::read(text, pace).await,
            Self::Cards => vcard::read(text, pace).await.map(Unwrapped::Table),
            Self::Statements => sql::read(text, pace).await.map(Unwrapped::Table),
            Self::Form => form::read(text, pace).await.map(Unwrapped::Table),
            Self::FormParts => labels(form::parts_as_labels(text)),
            Self::FormJson => json(form::held_json(text), TableNote::FoundInText),
            Self::Base64 => json(base64_json(text), TableNote::RewrittenJson),
            Self::Ldif => labels(ldif::labels(text)),
            Self::InlineLabels => labels(key_value::inline(text)),
            Self::XmlInText => {
                let found = xml::found_in(text).ok_or(SourceError::NoRecords)?;
                let mut table = xml::read(&found, pace).await?;
                table.notes.push(TableNote::FoundInText);
                Ok(Unwrapped::Table(table))
            }
        }
    }
}

/// JSON that a carrier held.
fn json(text: Option<String>, note: TableNote) -> Result<Unwrapped, SourceError> {
    let text = text.ok_or(SourceError::NoRecords)?;
    Ok(Unwrapped::Text { text, format: Format::Json, note: Some(note) })
}

/// Labels that a carrier held.
fn labels(text: Option<String>) -> Result<Unwrapped, SourceError> {
    let text = text.ok_or(SourceError::NoRecords)?;
    Ok(Unwrapped::Text { text, format: Format::KeyValue, note: None })
}

/// True for a text most of whose first lines end as lines of HTML do.
fn ends_lines_with_tags(text: &str) -> bool {
    const ENDS: [&str; 5] = ["<br>", "<br/>", "<br />", "</p>", "</div>"];
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(SAMPLE_LINES).collect();
    let ended = lines.iter().filter(|line| ENDS.iter().any(|end| line.to_ascii_lowercase().ends_with(end))).count();
    ended >= 2 && 2 * ended >= lines.len()
}

/// A text without the comments of markup that it begins with.
fn without_comments(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|inside| inside.split_once("-->")) {
        rest = behind.trim_start();
    }
    rest
}

/// The name of the element a text begins with.
fn element_name(text: &str) -> &str {
    let inside = text.get(1..).unwrap_or_default();
    let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, behind) = inside.split_at(end);
    if behind.starts_with(['>', '/']) || behind.starts_with(char::is_whitespace) { name } else { "" }
}

/// The table of a web page, or its lines where they say more.
async fn read_page(text: &str, pace: &mut Pace) -> Result<Unwrapped, SourceError> {
    let web_page = WebPage::read(text, pace).await;
    let (text, note) = web_page.leads(looks_like_leads).ok_or(SourceError::Html)?;
    Ok(Unwrapped::Text { text, format: Format::Html, note })
}
