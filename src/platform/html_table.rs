//! Tables in the HTML a paste brings, as delimited text. The browser's own parser reads it into a document that is never shown: nothing in
//! it runs, and nothing it names is loaded.

use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, HtmlTableCellElement, HtmlTableRowElement, NodeList, SupportedType};

/// Tables that hold no others: mails stack layout tables around the one that matters.
const LEAVES: &str = "table:not(:has(table))";
/// Elements whose text nobody sees; [`inert`] makes the second of styles.
const UNSEEN: &str = "script, noframes";
/// Cells that one cell is said to span at most.
const SPAN_LIMIT: u32 = 50;

/// The table with the most cells as tab-separated text; `None` where there is none of two columns. Of tables with labels in the first of
/// two columns, one for each person as notification mails have them, all are taken, with a blank line between.
pub(crate) fn as_text(html: &str) -> Option<String> {
    let document = DomParser::new().ok()?.parse_from_string(&inert(html), SupportedType::TextHtml).ok()?;
    for element in elements(&document.query_selector_all(UNSEEN).ok()?) {
        element.remove();
    }
    let tables: Vec<_> = elements(&document.query_selector_all(LEAVES).ok()?).map(|table| rows(&table)).collect();
    let width = |rows: &Vec<Vec<String>>| rows.iter().map(Vec::len).max().unwrap_or_default();
    let largest = tables.iter().filter(|rows| width(rows) > 1).max_by_key(|rows| rows.iter().map(Vec::len).sum::<usize>())?;
    let alike = tables.iter().filter(|rows| width(rows) == 2);
    let taken: Vec<_> = if width(largest) == 2 { alike.collect() } else { vec![largest] };
    Some(taken.into_iter().map(|rows| written(rows)).collect::<Vec<_>>().join("\n"))
}

/// The HTML with its styles and event handlers under other names: the browser would hold each against the page's policy, and complain.
fn inert(html: &str) -> String {
    let starts = |text: &str, word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let mut text = String::with_capacity(html.len() + html.len() / 8);
    for piece in html.split_inclusive('>') {
        let (before, tag) = piece.split_at(piece.rfind('<').unwrap_or(piece.len()));
        text.push_str(before);
        for word in tag.split_inclusive(|letter: char| letter.is_ascii_whitespace()) {
            if let Some(opening) = ["<style", "</style"].into_iter().find(|opening| starts(word, opening)) {
                text.push_str(if opening.len() == "<style".len() { "<noframes" } else { "</noframes" });
                text.push_str(word.get(opening.len()..).unwrap_or_default());
                continue;
            }
            if starts(word, "style") || starts(word, "on") {
                text.push_str("data-");
            }
            text.push_str(word);
        }
    }
    text
}

fn elements(list: &NodeList) -> impl Iterator<Item = Element> + '_ {
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok())
}

fn rows(table: &Element) -> Vec<Vec<String>> {
    let Ok(rows) = table.query_selector_all("tr") else { return Vec::new() };
    let mut spans = Vec::new();
    elements(&rows).filter_map(|row| row.dyn_into::<HtmlTableRowElement>().ok()).map(|row| cells(&row, &mut spans)).collect()
}

/// The texts of a row; `spans` holds for each column how many more rows a cell above reaches down.
fn cells(row: &HtmlTableRowElement, spans: &mut Vec<u32>) -> Vec<String> {
    let cells = row.cells();
    let mut texts = Vec::new();
    for cell in (0..cells.length()).filter_map(|index| cells.item(index)?.dyn_into::<HtmlTableCellElement>().ok()) {
        let span = cell.col_span().clamp(1, SPAN_LIMIT);
        reach_down(&mut texts, spans);
        let down = cell.row_span().clamp(1, SPAN_LIMIT) - 1;
        for place in 0..span {
            texts.push(if place == 0 { text(&cell) } else { String::new() });
            let column = texts.len() - 1;
            spans.resize(spans.len().max(column + 1), 0);
            if let Some(rows) = spans.get_mut(column) {
                *rows = down;
            }
        }
    }
    reach_down(&mut texts, spans);
    texts
}

/// Leaves out the columns that a cell above reaches down to.
fn reach_down(texts: &mut Vec<String>, spans: &mut [u32]) {
    while let Some(rows) = spans.get_mut(texts.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        texts.push(String::new());
    }
}

/// The text of a cell as it is seen: blanks in a row are one, `<br>` starts a line.
fn text(cell: &Element) -> String {
    const BREAK: &str = " \u{1} ";
    const BREAKING: &str = "br, p + p, div + div, li + li";
    if let Ok(breaks) = cell.query_selector_all(BREAKING) {
        for element in elements(&breaks) {
            // Only a detached element has no place before it.
            let _ = element.before_with_str_1(BREAK);
        }
    }
    let words = cell.text_content().unwrap_or_default();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.split('\u{1}').map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Rows as tab-separated text, quoted where a cell needs it.
fn written(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains(['\t', '\n', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_handlers_have_other_names_and_texts_stay() {
        for (html, expected) in [
            ("<td STYLE='a:b' onclick=\"go()\">on style &lt; b</td>", "<td data-STYLE='a:b' data-onclick=\"go()\">on style &lt; b</td>"),
            ("<td\nclass=x style=a>1 < 2</td>", "<td\nclass=x data-style=a>1 < 2</td>"),
            ("<style>\n<!-- td { a: b } -->\n</style>", "<noframes>\n<!-- td { a: b } -->\n</noframes>"),
            ("<Style type=a>b</STYLE >", "<noframes type=a>b</noframes >"),
            ("no tag: style=1", "no tag: style=1"),
        ] {
            assert_eq!(inert(html), expected);
        }
    }
}
