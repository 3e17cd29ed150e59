//! Business cards: vCard 2.1, 3.0 and 4.0, one or many in a file.
//!
//! # Invariants
//! A card is a record, whatever it holds. Pictures, sounds and keys are left out.

use crate::sorting;
use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::table::{Format, Table, TableBuilder};
use super::transfer::quoted_printable;

/// Reading a byte of a card takes as long as scanning so many.
const READ_COST: usize = 8;

/// Values of a property that get columns of their own; the others stand in the last one.
const VALUES: usize = 4;

/// Beginning and end of a card, in any case of letters.
const BEGIN: &str = "BEGIN:VCARD";
const END: &str = "END:VCARD";

/// True for a text that begins with a card.
pub(super) fn is_likely(text: &str) -> bool {
    starts(text, BEGIN)
}

fn starts(text: &str, mark: &str) -> bool {
    text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
}

/// Reads cards.
///
/// # Errors
/// [`SourceError::TooLarge`] when they no longer fit, [`SourceError::NoRecords`] where there is none.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut builder, mut card) = (TableBuilder::new(), None);
    let mut lines = Lines { rest: text };
    while let Some(line) = lines.next() {
        pace.spend(READ_COST * line.len()).await;
        pace.reach(text.len() - lines.rest.len(), text.len());
        if starts(&line, BEGIN) {
            finish(card.replace(Card::default()), &mut builder)?;
        } else if starts(&line, END) {
            finish(card.take(), &mut builder)?;
        } else if let (Some(card), Some(property)) = (&mut card, Property::parse(&line)) {
            card.take(&property);
        }
    }
    finish(card, &mut builder)?;
    if builder.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    Ok(Table { format: Some(Format::Vcard), ..builder.finish() })
}

/// Makes a record of a card.
fn finish(card: Option<Card>, builder: &mut TableBuilder) -> Result<(), SourceError> {
    let Some(mut card) = card else { return Ok(()) };
    // The preferred one first, the others in their order.
    sorting::sort_by_key(&mut card.cells, |cell| (cell.header, cell.preference));
    let mut before = ("", 0);
    for cell in &card.cells {
        before = if before.0 == cell.header { (cell.header, before.1 + 1) } else { (cell.header, 1) };
        let header = if before.1 == 1 { cell.header.to_owned() } else { format!("{} {}", cell.header, before.1.min(VALUES)) };
        let column = builder.column(&header);
        builder.append(column, &cell.text);
    }
    builder.end_record()
}

/// The lines of cards, those that go on in the next joined.
struct Lines<'t> {
    rest: &'t str,
}

impl Lines<'_> {
    fn next(&mut self) -> Option<String> {
        if self.rest.is_empty() {
            return None;
        }
        let mut line = self.take_line().to_owned();
        let is_quoted = line.split(':').next().is_some_and(|head| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"));
        while !self.rest.is_empty() {
            if let Some(folded) = self.rest.strip_prefix([' ', '\t']) {
                self.rest = folded;
                line.push_str(self.take_line());
            } else if is_quoted && line.ends_with('=') {
                line.pop();
                line.push_str(self.take_line());
            } else {
                break;
            }
        }
        Some(line)
    }

    fn take_line(&mut self) -> &str {
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        line.trim_end_matches('\r')
    }
}

/// A line of a card: name, parameters and value.
struct Property<'l> {
    name: String,
    parameters: String,
    value: std::borrow::Cow<'l, str>,
}

impl<'l> Property<'l> {
    fn parse(line: &'l str) -> Option<Self> {
        let mut in_quotes = false;
        let is_colon = |letter: char| {
            in_quotes ^= letter == '"';
            letter == ':' && !in_quotes
        };
        let place = line.find(is_colon)?;
        let (head, value) = (line.get(..place)?, line.get(place + 1..)?);
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let name = name.rsplit('.').next().unwrap_or(name).trim().to_ascii_uppercase();
        let parameters = parameters.to_ascii_uppercase();
        let value = if parameters.contains("QUOTED-PRINTABLE") {
            let bytes = quoted_printable(value.as_bytes());
            String::from_utf8(bytes).unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned()).into()
        } else {
            value.into()
        };
        Some(Self { name, parameters, value })
    }

    /// Rank among values of its kind, the preferred first: 1 to 100, and one past it where none is given.
    fn preference(&self) -> u8 {
        const NONE: u8 = 101;
        let Some((_, behind)) = self.parameters.split_once("PREF") else { return NONE };
        let digits = behind.strip_prefix('=').map(|rest| rest.trim_start_matches('"')).unwrap_or_default();
        let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        digits.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(1)
    }

    /// The parts of the value between semicolons, read as text.
    fn parts(&self) -> Vec<String> {
        let (mut parts, mut escaped) = (vec![String::new()], false);
        for letter in self.value.chars() {
            let Some(part) = parts.last_mut() else { break };
            match (escaped, letter) {
                (false, '\\') => escaped = true,
                (false, ';') => parts.push(String::new()),
                (true, 'n' | 'N') => {
                    part.push('\n');
                    escaped = false;
                }
                _ => {
                    part.push(letter);
                    escaped = false;
                }
            }
        }
        parts.iter().map(|part| part.trim().to_owned()).collect()
    }

    fn text(&self) -> String {
        self.parts().join(";").trim_matches([';', ' ']).to_owned()
    }
}

/// A card being read.
#[derive(Default)]
struct Card {
    cells: Vec<Cell>,
}

struct Cell {
    header: &'static str,
    text: String,
    preference: u8,
}

/// Headers of the parts of a name, in their order.
const NAME_PARTS: [&str; 5] = ["Last Name", "First Name", "Middle Name", "Prefix", "Suffix"];

/// Headers of the parts of an address, in their order.
const ADDRESS_PARTS: [&str; 7] = ["PO Box", "Address 2", "Street", "City", "State", "Postal Code", "Country"];

impl Card {
    fn take(&mut self, property: &Property<'_>) {
        let preference = property.preference();
        let header = match property.name.as_str() {
            "N" => return self.put_parts(&NAME_PARTS, property, preference),
            "ADR" => return self.put_parts(&ADDRESS_PARTS, property, preference),
            "ORG" => return self.put_parts(&["Company", "Department"], property, preference),
            "FN" => "Full Name",
            "EMAIL" => "Email",
            "TEL" if property.parameters.contains("FAX") => "Fax",
            "TEL" => "Phone",
            "TITLE" => "Job Title",
            "ROLE" => "Role",
            "NOTE" => "Note",
            "URL" => "Website",
            "CATEGORIES" => "Categories",
            "LEADSOURCE" | "LEAD-SOURCE" | "X-LEAD-SOURCE" | "X-LEADSOURCE" => "LeadSource",
            _ => return,
        };
        let text = property.text();
        let text = ["tel:", "mailto:"].iter().find_map(|scheme| text.strip_prefix(scheme)).map_or(text.clone(), str::to_owned);
        self.put(header, text, preference);
    }

    fn put_parts(&mut self, headers: &[&'static str], property: &Property<'_>, preference: u8) {
        for (header, text) in headers.iter().zip(property.parts()) {
            self.put(header, text, preference);
        }
    }

    fn put(&mut self, header: &'static str, text: String, preference: u8) {
        if !text.is_empty() {
            self.cells.push(Cell { header, text, preference });
        }
    }
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn table(text: &str) -> Table {
        at_once(async |pace| read(text, pace).await).unwrap()
    }

    fn cells(table: &Table, record: usize) -> Vec<String> {
        (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect()
    }

    #[test]
    fn cards_of_every_version_are_read() {
        for (text, headers, first) in [
            (
                "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Brandt;Lotte;;Dr.;\r\nORG:Kiel\\, Werft;Einkauf\r\nEMAIL;TYPE=WORK:a@x\r\nEND:VCARD\r\n",
                "Company Department Email First Name Last Name Prefix",
                vec!["Kiel, Werft", "Einkauf", "a@x", "Lotte", "Brandt", "Dr."],
            ),
            (
                "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gro=C3=9F;J=C3=BC=\nrgen\nTEL;WORK;FAX:1\nTEL;PREF:2\nTEL:3\nEND:VCARD",
                "Fax First Name Last Name Phone Phone 2",
                vec!["1", "Jürgen", "Groß", "2", "3"],
            ),
            (
                "begin:vcard\nVERSION:4.0\nFN:An\n n Hill\nitem1.EMAIL;PREF=1:a@x\nTEL;VALUE=uri;TYPE=\"voice:x\":tel:+49-1\nPHOTO:data:,x\nend:vcard",
                "Email Full Name Phone",
                vec!["a@x", "Ann Hill", "+49-1"],
            ),
        ] {
            let table = table(text);
            assert_eq!(
                (table.headers.join(" ").as_str(), cells(&table, 0)),
                (headers, first.iter().map(|&cell| cell.to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_card_that_does_not_end_is_a_card() {
        assert_eq!(table("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B").record_count(), 2);
    }
}
