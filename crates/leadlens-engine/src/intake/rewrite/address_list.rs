//! Lists of e-mail addresses, several in a line, as mail programs write their receivers.

use super::push_record;

/// Longest name before an address, in bytes.
const LONGEST_NAME: usize = 80;

/// Longest word before a list: `To:`, `Empfänger:`.
const LONGEST_LABEL: usize = 12;

/// Reader that makes a record of each address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AddressList {
    has_headers: bool,
}

impl AddressList {
    /// A reader where every line is addresses, with or without names, and one of them several.
    pub(super) fn proposed(lines: &[&str]) -> Option<Self> {
        let mut several = false;
        for line in lines {
            several |= entries(line)?.len() > 1;
        }
        several.then(Self::default)
    }

    /// Takes a line, with its end.
    pub(super) fn push(&mut self, line: &str, out: &mut String) {
        if !self.has_headers {
            self.has_headers = true;
            push_record(["Name", "Email"].into_iter(), out);
        }
        match entries(line) {
            Some(entries) => entries.iter().for_each(|(name, address)| push_record([name.as_str(), address].into_iter(), out)),
            None => push_record([line.trim()].into_iter(), out),
        }
    }
}

/// Names and addresses of a line; `None` where it holds anything else.
fn entries(line: &str) -> Option<Vec<(String, &str)>> {
    let line = line.trim();
    let line =
        line.split_once(':').filter(|(label, _)| label.len() <= LONGEST_LABEL && !label.contains('@')).map_or(line, |(_, rest)| rest);
    let mark = if line.contains(';') { ';' } else { ',' };
    let (mut entries, mut name) = (Vec::new(), String::new());
    for piece in line.split(mark).map(str::trim) {
        if !piece.contains('@') {
            // A comma stands in names, too: `Brandt, Lotte <lotte@…>`.
            if !piece.is_empty() {
                name = if name.is_empty() { piece.to_owned() } else { format!("{name}{mark} {piece}") };
            }
            continue;
        }
        let (before, address) = match piece.split_once('<') {
            Some((before, rest)) => (before.trim(), rest.strip_suffix('>')?),
            None => ("", piece),
        };
        let whole = if name.is_empty() { before.to_owned() } else { format!("{name}{mark} {before}") };
        let whole = whole.trim_matches(['"', '\'', ' ', ',']).to_owned();
        if !is_address(address) || whole.len() > LONGEST_NAME || whole.contains('@') {
            return None;
        }
        entries.push((whole, address));
        name.clear();
    }
    (name.is_empty() && !entries.is_empty()).then_some(entries)
}

fn is_address(text: &str) -> bool {
    let is_whole = !text.contains(|letter: char| letter.is_whitespace() || "<>\"(),;|/".contains(letter));
    is_whole && text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'))
}
