//! Addresses that stand together in one cell are those of one person: they are compared as one.

use std::collections::BTreeMap;

use super::NONE;
use super::dictionary::Dictionary;
use super::email::addresses;
use super::email_form::{Mailbox, email_form};

/// More addresses in a cell are a list of people.
const MOST: usize = 3;

/// Addresses that belong together, canonical.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    together: Vec<Vec<String>>,
}

impl Aliases {
    /// Keeps the addresses of a cell that names several. Mailboxes that several people read tie no people together.
    #[inline]
    pub(super) fn note(&mut self, text: &str) {
        if memchr::memchr_iter(b'@', text.as_bytes()).nth(1).is_some() {
            self.note_several(text);
        }
    }

    #[cold]
    fn note_several(&mut self, text: &str) {
        let mut found = addresses(text);
        found.dedup();
        let is_own = |address: &String| email_form(address).is_some_and(|form| form.mailbox != Mailbox::Role);
        if (2..=MOST).contains(&found.len()) && found.iter().all(is_own) {
            self.together.push(found);
        }
    }

    /// Gives leads whose addresses belong together one code: that of the first of the addresses, in the order of their letters, that any
    /// lead has.
    pub(super) fn apply(&self, texts: &Dictionary, emails: &mut [u32]) {
        if self.together.is_empty() {
            return;
        }
        let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
        for code in (0..).take(texts.len()) {
            codes.insert(texts.get(code), code);
        }
        let mut leader: BTreeMap<&str, &str> = BTreeMap::new();
        for group in &self.together {
            let leaders = group.iter().map(|address| leader_of(&leader, address)).collect::<Vec<_>>();
            let Some(first) = leaders.iter().copied().min() else { continue };
            for other in leaders.into_iter().filter(|other| *other != first) {
                leader.insert(other, first);
            }
        }
        let target = |code: u32| {
            let address = texts.get(code);
            let leader = leader_of(&leader, address);
            if leader == address { code } else { codes.get(leader).copied().unwrap_or(code) }
        };
        for email in emails.iter_mut().filter(|email| **email != NONE) {
            *email = target(*email);
        }
    }
}

/// The address that stands for another.
fn leader_of<'a>(leader: &BTreeMap<&'a str, &'a str>, address: &'a str) -> &'a str {
    let mut found = address;
    while let Some(next) = leader.get(found) {
        found = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(cells: &[&str]) -> Vec<u32> {
        let (mut aliases, mut texts) = (Aliases::default(), Dictionary::default());
        let mut emails = Vec::new();
        for cell in cells {
            aliases.note(cell);
            emails.push(texts.intern(addresses(cell).first().map_or("", String::as_str)));
        }
        aliases.apply(&texts, &mut emails);
        emails
    }

    #[test]
    fn addresses_of_one_cell_have_one_code() {
        let codes = codes(&["a@x.example; b@y.example", "b@y.example", "c@z.example", "b@y.example, d@z.example", "d@z.example"]);
        assert_eq!(codes, [0, 0, 2, 0, 0]);
    }

    #[test]
    fn shared_mailboxes_and_lists_tie_no_people_together() {
        assert_eq!(codes(&["a@x.example; info@x.example", "info@x.example"]), [0, 1]);
        assert_eq!(codes(&["a@x.example,b@x.example,c@x.example,d@x.example", "b@x.example"]), [0, 1]);
    }
}
