//! A whole web page: its table, and its text line by line.

use leadlens_workbook::stepper::Pace;

use super::markup::{Markup, Sink, Tag};
use super::{HtmlTable, HtmlTables};
use crate::intake::TableNote;
use crate::intake::entity::decoded;

/// Reading a byte of HTML takes as long as scanning so many.
const READ_COST: usize = 4;

/// Bytes read at a time.
const PIECE: usize = 1 << 14;

/// Elements that stand on lines of their own.
const LINES: [&[u8]; 20] = [
    b"p",
    b"div",
    b"br",
    b"tr",
    b"li",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"dt",
    b"dd",
    b"ul",
    b"ol",
    b"pre",
    b"table",
    b"section",
    b"hr",
    b"blockquote",
];

/// Text of a web page in both readings.
#[derive(Debug, Default)]
pub(in crate::intake) struct WebPage {
    table: Option<HtmlTable>,
    lines: String,
}

impl WebPage {
    /// Reads a page.
    pub(in crate::intake) async fn read(text: &str, pace: &mut Pace) -> Self {
        let (mut tables, mut lines, mut markup) = (HtmlTables::default(), Lines::default(), Markup::default());
        for piece in text.as_bytes().chunks(PIECE) {
            tables.push(piece);
            markup.push(piece, &mut lines);
            pace.spend(READ_COST * piece.len()).await;
        }
        Self { table: tables.finish(), lines: lines.finish() }
    }

    /// Its text that holds leads, as far as `is_likely` tells, and its notes: of a table, or else of the lines.
    pub(in crate::intake) fn leads(self, is_likely: impl Fn(&str) -> bool) -> Option<(String, Option<TableNote>)> {
        let Self { table, lines } = self;
        let is_table = table.as_ref().is_some_and(|table| is_likely(&table.text));
        if !is_table && is_likely(&lines) {
            return Some((lines, Some(TableNote::FoundInText)));
        }
        let table = table?;
        Some((table.text, (table.left_out > 0).then_some(TableNote::CellsLeftOut(table.left_out))))
    }
}

/// The text of a page as it is seen, line by line.
#[derive(Debug, Default)]
struct Lines {
    text: Vec<u8>,
    /// True within an element whose line ends count.
    is_preformatted: bool,
}

impl Lines {
    fn finish(self) -> String {
        let text = String::from_utf8_lossy(&self.text);
        let text = decoded(&text);
        let mut out = String::with_capacity(text.len());
        for line in text.lines() {
            out.push_str(line.trim_matches([' ', '\u{a0}']));
            out.push('\n');
        }
        out
    }
}

/// Kinds of fields whose values no person typed.
const NO_INPUTS: [&[u8]; 9] = [b"hidden", b"submit", b"button", b"password", b"checkbox", b"radio", b"reset", b"image", b"file"];

impl Lines {
    /// Writes a field of a form that is filled as a label with its value.
    fn read_field(&mut self, tag: &Tag<'_>) {
        let is_input = tag.name() == b"input";
        let kind = tag.attribute(b"type").unwrap_or_default().to_ascii_lowercase();
        let name = tag.attribute(b"name").or_else(|| tag.attribute(b"id")).unwrap_or_default();
        let value = tag.attribute(b"value").unwrap_or_default();
        if tag.is_end || name.is_empty() || is_input && (value.is_empty() || NO_INPUTS.contains(&kind.as_slice())) {
            return;
        }
        // What an area for text holds follows as text.
        let parts: [&[u8]; 2] = if is_input { [value, b"\n"] } else { [b"", b""] };
        [b"\n", name, b": "].into_iter().chain(parts).for_each(|part| self.text.extend_from_slice(part));
    }
}

impl Sink for Lines {
    fn text(&mut self, bytes: &[u8]) {
        if self.is_preformatted {
            self.text.extend_from_slice(bytes);
            return;
        }
        for &byte in bytes {
            let is_blank = byte.is_ascii_whitespace();
            if !is_blank {
                self.text.push(byte);
            } else if !matches!(self.text.last(), None | Some(b'\n' | b' ' | b'\t')) {
                self.text.push(b' ');
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if name == b"pre" {
            self.is_preformatted = !tag.is_end;
        }
        if matches!(name, b"input" | b"textarea") {
            self.read_field(tag);
        } else if LINES.contains(&name) {
            if self.text.last().is_some_and(|last| *last != b'\n') || name == b"br" {
                self.text.push(b'\n');
            }
            if name == b"p" && tag.is_end || name == b"hr" {
                self.text.push(b'\n');
            }
        } else if matches!(name, b"td" | b"th") && !tag.is_end && self.text.last().is_some_and(|last| *last != b'\n') {
            self.text.push(b'\t');
        }
    }
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    #[track_caller]
    fn leads(html: &str) -> Option<(String, Option<TableNote>)> {
        at_once(async |pace| WebPage::read(html, pace).await).leads(|text| text.contains('@'))
    }

    #[test]
    fn the_table_is_read_where_it_holds_leads_and_the_lines_elsewhere() {
        let menu = "<table><tr><td>Home<td>Leads</table>";
        for (html, expected, is_lines) in [
            ("<table><tr><th>Email<th>Phone<tr><td>a@x<td>1</table>", "Email\tPhone\na@x\t1\n", false),
            (&format!("{menu}<p><b>Email:</b> a@x<br>Phone: 1</p>"), "Home\tLeads\nEmail: a@x\nPhone: 1\n\n", true),
            ("<dl><dt>Email<dd>a@x</dl><pre>b\nc</pre>", "Email\na@x\nb\nc\n", true),
            (
                "<form>First<input type=text name=first value=A> Email<INPUT name='email' value='a&#64;x'><input type=hidden name=t value=1>\
                 <textarea name=note>b</textarea></form>",
                "First\nfirst: A\nEmail\nemail: a@x\n\nnote: b\n",
                true,
            ),
            ("<p>A &amp; B</p><p>a&#64;x</p>", "A & B\n\na@x\n\n", true),
        ] {
            let (text, note) = leads(html).unwrap();
            assert_eq!((text.as_str(), note == Some(TableNote::FoundInText)), (expected, is_lines), "{html}");
        }
        assert_eq!(leads("<p>A web page</p>"), None);
    }
}
