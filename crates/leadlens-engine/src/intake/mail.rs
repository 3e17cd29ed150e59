//! Messages as files (RFC 5322 and MIME), one or a mailbox of several: the part that holds the leads.
//!
//! # Invariants
//! Sender and receiver in the head are no leads. Every part is decoded once; parts in parts are followed [`DEPTH_LIMIT`] deep.

use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::html::WebPage;
use super::note::TableNote;
use super::sniff::looks_like_leads;
use super::table::Format;
use super::unwrapped::Unwrapped;

pub(super) mod outlook;
mod part;

use part::{Part, parts};

/// Parts in parts that are followed.
const DEPTH_LIMIT: usize = 8;

/// Lines among which the end of the head must stand.
const HEAD_LINES: usize = 400;

/// Names one of which the head of a message has, and no list of labels.
const NAMES: [&str; 9] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "dkim-signature",
    "x-mailer",
];

/// Names in the head of every message.
const COMMON_NAMES: [&str; 6] = ["from", "to", "subject", "date", "sender", "reply-to"];

/// Line between the texts of several messages.
const SEPARATOR: &str = "\n----------\n";

/// True for a text that begins with the head of a message.
pub(super) fn is_likely(text: &str) -> bool {
    let mut known = 0;
    let mut common = 0;
    for (place, line) in text.lines().take(HEAD_LINES).enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) || place == 0 && line.starts_with("From ") {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || name.bytes().any(|byte| !byte.is_ascii_graphic()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known += usize::from(NAMES.contains(&name.as_str()));
        common += usize::from(COMMON_NAMES.contains(&name.as_str()));
    }
    known >= 1 && known + common >= 2
}

/// The content of a message, or of all messages of a mailbox one behind the other.
///
/// # Errors
/// [`SourceError::NothingInside`] where no part can be read.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Unwrapped, SourceError> {
    let mut texts: Vec<String> = Vec::new();
    let mut format = Format::Html;
    for message in messages(text) {
        pace.spend(message.len()).await;
        if part::head_of(message).iter().any(|(name, _)| name == "from") {
            format = Format::Eml;
        }
        match best_part(parts(message, DEPTH_LIMIT, pace).await, pace).await {
            Some(Best::Workbook(bytes)) if texts.is_empty() => return Ok(Unwrapped::Workbook(bytes)),
            Some(Best::Text(text)) => texts.push(text),
            _ => {}
        }
    }
    if texts.is_empty() {
        return Err(SourceError::NothingInside);
    }
    Ok(Unwrapped::Text { text: texts.join(SEPARATOR), format, note: Some(TableNote::FoundInText) })
}

/// The messages of a mailbox (`From …` lines between them), or the one there is.
fn messages(text: &str) -> Vec<&str> {
    if !text.starts_with("From ") {
        return vec![text];
    }
    let starts = std::iter::once(0).chain(text.match_indices("\nFrom ").map(|(place, _)| place + 1).filter(|&place| {
        let behind = text.get(place..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, behind)| behind);
        behind.lines().next().is_some_and(|line| line.split_once(':').is_some_and(|(name, _)| !name.contains(' ')))
    }));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end))
        .filter_map(|mail| mail.split_once('\n'))
        .map(|(_, mail)| mail)
        .collect()
}

/// The part of a message that is read.
enum Best {
    Text(String),
    Workbook(Vec<u8>),
}

/// Of all parts the one that holds leads: an attached file, the plain text, the web page; else the longest text.
async fn best_part(parts: Vec<Part>, pace: &mut Pace) -> Option<Best> {
    let mut other: Option<String> = None;
    let (mut plain, mut web_page) = (None, None);
    for part in parts {
        if part.is_workbook() {
            return Some(Best::Workbook(part.bytes));
        }
        let is_page = part.is_page();
        let is_attached = part.is_attached;
        let text = part.into_text();
        let text = if is_page {
            match WebPage::read(&text, pace).await.leads(looks_like_leads) {
                Some((text, _)) => text,
                None => continue,
            }
        } else {
            text
        };
        if looks_like_leads(&text) {
            if is_attached {
                return Some(Best::Text(text));
            }
            let best = if is_page { &mut web_page } else { &mut plain };
            // Of the sheets of a saved workbook the largest.
            if best.as_ref().is_none_or(|known: &String| known.len() < text.len()) {
                *best = Some(text);
            }
        } else if other.as_ref().is_none_or(|known| known.len() < text.len()) {
            other = Some(text);
        }
    }
    plain.or(web_page).or(other).map(Best::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_message_is_told_from_labels() {
        for (text, expected) in [
            ("From: a@x\nTo: b@x\nMIME-Version: 1.0\n\nEmail: c@x", true),
            ("Received: from x\n by y\nSubject: z\n\nbody", true),
            ("From MAILER Mon Mar  4 10:11:12 2024\nMessage-ID: <1>\nFrom: a@x\n\nbody", true),
            ("From: a@x\nSent: Monday\nTo: b@x\nSubject: c\n\nEmail: d@x", false),
            ("First Name: Ann\nEmail: a@x\n", false),
            ("Content-Type,Email\n", false),
        ] {
            assert_eq!(is_likely(text), expected, "{text}");
        }
    }
}
