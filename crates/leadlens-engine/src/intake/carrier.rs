//! Carriers of records, where a text is more than a notation of them: web pages, XML, mails, cards, statements, form bodies.
//!
//! A carrier is told by the beginning of a text alone. It gives a table, or a text or workbook that is read in its place.

use leadlens_workbook::is_spreadsheet_ml;
use leadlens_workbook::stepper::Pace;

use super::html::WebPage;
use super::sniff::looks_like_leads;
use super::table::Format;
use super::unwrapped::Unwrapped;
use super::{SourceError, form, mail, sql, vcard, xml};

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
}

/// Lines whose ends are looked at.
const SAMPLE_LINES: usize = 50;

/// Beginnings of web pages, in small letters.
const PAGE_OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"];

/// Elements that a piece of a web page begins with.
const PAGE_ELEMENTS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "div",
    "dl",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "i",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "style",
    "tr",
    "ul",
];

impl Carrier {
    /// The carrier that starts with such a text; `None` for the notations of records themselves.
    pub(super) fn of(sample: &str) -> Option<Self> {
        let text = sample.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        if text.starts_with('<') {
            return Self::of_markup(text);
        }
        if ends_lines_with_tags(text) {
            Some(Self::WebPage)
        } else if vcard::is_likely(text) {
            Some(Self::Cards)
        } else if mail::is_likely(text) {
            Some(Self::Mail)
        } else if sql::is_likely(text) {
            Some(Self::Statements)
        } else if form::is_likely(text) {
            Some(Self::Form)
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
        }
    }
}

/// True for a text most of whose first lines end as lines of HTML do.
fn ends_lines_with_tags(text: &str) -> bool {
    const ENDS: [&str; 5] = ["<br>", "<br/>", "<br />", "</p>", "</div>"];
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(SAMPLE_LINES).collect();
    let ended = lines.iter().filter(|line| ENDS.iter().any(|end| line.to_ascii_lowercase().ends_with(end))).count();
    ended >= 2 && 2 * ended >= lines.len()
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
