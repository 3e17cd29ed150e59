//! Entries of a directory or an address book as text (LDIF, RFC 2849), as labels.

use super::key_value;
use super::transfer::base64;

/// Attributes of a person by the names of directories, in small letters, and the headers they stand for.
const ATTRIBUTES: [(&str, &str); 16] = [
    ("cn", "Full name"),
    ("sn", "Last name"),
    ("surname", "Last name"),
    ("gn", "First name"),
    ("givenname", "First name"),
    ("mail", "Email"),
    ("rfc822mailbox", "Email"),
    ("o", "Company"),
    ("company", "Company"),
    ("telephonenumber", "Phone"),
    ("mobile", "Mobile phone"),
    ("title", "Job title"),
    ("c", "Country"),
    ("countryname", "Country"),
    ("l", "City"),
    ("st", "State"),
];

/// True for a text that begins with an entry, perhaps behind comments and the version.
pub(super) fn is_likely(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    let first = if first.starts_with("version:") { lines.next().unwrap_or_default() } else { first };
    let is_name = |name: &str| name.contains('=') || name.starts_with(':');
    first.strip_prefix("dn:").is_some_and(is_name)
}

/// The entries as lines of labels, a line of dashes behind each.
pub(super) fn labels(text: &str) -> Option<String> {
    let (mut out, mut entry) = (String::new(), Vec::new());
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "");
    for line in unfolded.lines() {
        if line.is_empty() {
            end_entry(&mut out, &mut entry);
        } else if let Some((attribute, value)) = line.split_once(':').filter(|_| !line.starts_with('#')) {
            entry.push((attribute.trim(), value));
        }
    }
    end_entry(&mut out, &mut entry);
    (!out.is_empty()).then_some(out)
}

/// Writes an entry; a name in full says nothing more where it is there in parts.
fn end_entry(out: &mut String, entry: &mut Vec<(&str, &str)>) {
    let is_person = entry.iter().any(|(attribute, _)| header(attribute).is_some());
    let has_parts = entry.iter().any(|(attribute, _)| header(attribute) == Some("Last name"));
    for (attribute, value) in entry.drain(..) {
        let known = header(attribute);
        let is_about_entry = matches!(attribute.to_ascii_lowercase().as_str(), "dn" | "objectclass" | "changetype" | "version");
        if !is_person || is_about_entry || has_parts && known == Some("Full name") {
            continue;
        }
        let text = match value.strip_prefix(':') {
            Some(coded) => base64(coded.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default(),
            None => value.to_owned(),
        };
        out.extend([known.unwrap_or(attribute), ": ", &text.trim().replace(['\r', '\n'], " "), "\n"]);
    }
    if is_person {
        out.push_str(key_value::SEPARATOR);
    }
}

/// The header an attribute stands for, without its options (`;lang-de`).
fn header(attribute: &str) -> Option<&'static str> {
    let name = attribute.split(';').next().unwrap_or_default().to_ascii_lowercase();
    ATTRIBUTES.iter().find(|(known, _)| *known == name).map(|(_, header)| *header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_labels() {
        let text = "version: 1\n\n# a comment\ndn: cn=A B,dc=x\nobjectClass: person\ncn: A B\ngivenName: A\nsn:: QsO8\nmail: a@\n x\n\ndn: ou=x\nou: x\n";
        assert!(is_likely(text));
        assert_eq!(labels(text).as_deref(), Some("First name: A\nLast name: Bü\nEmail: a@x\n----------\n"));
        assert!(!is_likely("dn: x\nmail: a@x"));
    }
}
