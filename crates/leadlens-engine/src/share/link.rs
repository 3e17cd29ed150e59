//! Bytes as an address fragment.
//!
//! A fragment is `s.` and base64url without padding of an envelope: version (1 byte), characters of the whole fragment (2 bytes), CRC-32
//! of everything else (4 bytes), flags (1 byte), body. The envelope stays for ever; a version changes only the body. `s.` holds no `=`,
//! so it is no view parameter and nothing in a fragment needs escaping. The last character is a letter or a digit, because mail
//! programs leave other ones out of links: where it would be `-` or `_`, a zero byte (flag [`PADDED`]) makes it an `A`.

use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::fit::fit;
use super::{ShareError, ShareView, summary};
use crate::report::{Overview, Period};
use crate::saturating::saturating_u32;

/// Start of a fragment of ours.
const PREFIX: &str = "s.";
/// Forms in which `#` arrives: as it is, or escaped by up to three programs in transit.
const HASHES: [&str; 4] = ["#", "%23", "%2523", "%252523"];
/// The version written.
const VERSION: u8 = 2;
/// Characters of a link made here: Teams and Windows stop at 2,048 for the whole address.
const GOAL: usize = 1_900;
/// Characters of a link that is read: no link made here is a tenth as long.
const LIMIT: u32 = 64_000;
/// Characters that hold version and length, after the prefix.
const START: usize = 4;
/// Bytes of an envelope without its body.
const ENVELOPE: usize = 8;
/// Bytes a body may inflate to: more than any overview has.
const INFLATED: usize = 256 * 1_024;
/// Flag: the body is deflated, as it is shorter so.
const DEFLATED: u8 = 1;
/// Flag: the last byte is there for the last character only.
const PADDED: u8 = 2;
/// Offers that are retained before the timeline is made coarser.
const OFFERS: usize = 12;

/// The fragment (without `#`) that carries the numbers of an overview and a view.
///
/// Larger overviews lose their smallest offers and countries, then the shorter periods of their timeline, until the fragment has
/// at most 1,900 characters; leads still add up. Of the offers that are [withheld](super::withheld_offers) only those `seen` are carried.
///
/// # Examples
/// ```
/// use leadlens_engine::report::Overview;
/// use leadlens_engine::share::{ShareView, decode_link, encode_link};
///
/// let fragment = encode_link(&Overview::default(), ShareView::default(), &[]);
/// let (overview, _) = decode_link(&format!("https://example.com/#{fragment}")).unwrap();
/// assert_eq!(overview, Overview::default());
/// ```
pub fn encode_link(overview: &Overview, view: ShareView, seen: &[String]) -> String {
    let periods = [Some(Period::Day), Some(Period::Week), Some(Period::Month), Some(Period::Year), None];
    for period in periods {
        if fit(overview, seen, 0, period).timeline.buckets.len() > summary::BUCKETS {
            continue;
        }
        let attempt = |offers| envelope(&summary::write(&fit(overview, seen, offers, period), view));
        let everything = overview.offers.len().max(overview.countries.len());
        let link = attempt(everything);
        if link.len() <= GOAL {
            return link;
        }
        let least = OFFERS.min(everything);
        if attempt(least).len() <= GOAL {
            return attempt(largest(least, everything, |offers| attempt(offers).len() <= GOAL));
        }
    }
    let attempt = |offers| envelope(&summary::write(&fit(overview, seen, offers, None), view));
    attempt(largest(0, OFFERS, |offers| attempt(offers).len() <= GOAL))
}

/// The largest number from `fits` on, below `too_large`, that is all right.
fn largest(mut fits: usize, mut too_large: usize, is_right: impl Fn(usize) -> bool) -> usize {
    while too_large - fits > 1 {
        let middle = fits.midpoint(too_large);
        if is_right(middle) { fits = middle } else { too_large = middle }
    }
    fits
}

/// The summary a link carries. Takes a fragment with or without `#`, or a whole address.
///
/// Forgives what mail programs do: escaped `#`, line breaks and quote marks inside, punctuation and words behind.
///
/// # Errors
/// Fault of a link without a summary.
///
/// # Examples
/// ```
/// use leadlens_engine::share::{ShareError, decode_link};
///
/// assert_eq!(decode_link("#tab=leads&measure=people"), Err(ShareError::NotALink));
/// ```
pub fn decode_link(link: &str) -> Result<(Overview, ShareView), ShareError> {
    let text = letters(fragment(link).ok_or(ShareError::NotALink)?);
    let expected = expected(&text)?;
    let found = saturating_u32(PREFIX.len() + text.len());
    if found > LIMIT {
        return Err(ShareError::TooLong { limit: LIMIT });
    }
    if found < expected {
        return Err(ShareError::Cut { expected, found });
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| ShareError::Damaged)?;
    let (envelope, body) = bytes.split_first_chunk::<ENVELOPE>().ok_or(ShareError::Damaged)?;
    let [version, high, low, c0, c1, c2, c3, flags] = *envelope;
    if found != expected || checksum([version, high, low], flags, body) != u32::from_be_bytes([c0, c1, c2, c3]) {
        return Err(ShareError::Damaged);
    }
    if !(1..=VERSION).contains(&version) {
        return Err(ShareError::UnknownVersion(version));
    }
    summary::read(&unpacked(flags, body)?, version)
}

/// The part after the prefix.
fn fragment(link: &str) -> Option<&str> {
    let link = link.trim_start_matches(|c: char| c.is_whitespace() || "<\"'(".contains(c));
    if let Some(fragment) = link.strip_prefix(PREFIX) {
        return Some(fragment);
    }
    let found = HASHES.iter().filter_map(|hash| {
        let start = format!("{hash}{PREFIX}");
        Some(link.find(&start)? + start.len())
    });
    link.get(found.min()?..)
}

/// The characters of the link: blanks, line breaks and quote marks inside are left out, as is what stands behind.
fn letters(fragment: &str) -> String {
    let is_noise = |c: char| matches!(c, '<' | '>' | '=' | '"' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    let fragment = fragment.split('&').next().unwrap_or_default();
    let mut letters = String::new();
    for word in fragment.split_whitespace() {
        letters.extend(word.chars().filter(|&c| !is_noise(c)));
        if letters.len() > LIMIT as usize || expected(&letters).is_ok_and(|expected| letters.len() + PREFIX.len() >= expected as usize) {
            break;
        }
    }
    let is_foreign = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
    letters.truncate(letters.trim_end_matches(is_foreign).len());
    letters
}

/// Length of the whole fragment in characters, as its start says.
fn expected(letters: &str) -> Result<u32, ShareError> {
    let start = letters.get(..START).and_then(|start| BASE64URL_NOPAD.decode(start.as_bytes()).ok());
    match start.as_deref() {
        Some(&[_, high, low]) => Ok(u32::from(u16::from_be_bytes([high, low]))),
        _ => Err(ShareError::NotALink),
    }
}

/// The fragment that holds a payload.
fn envelope(payload: &[u8]) -> String {
    let deflated = compress_to_vec(payload, 10);
    let (flags, mut body) = if deflated.len() < payload.len() { (DEFLATED, deflated) } else { (0, payload.to_vec()) };
    let link = sealed(flags, &body);
    if link.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return link;
    }
    body.push(0);
    sealed(flags | PADDED, &body)
}

/// The fragment of a body, its length and checksum before it.
fn sealed(flags: u8, body: &[u8]) -> String {
    let length = PREFIX.len() + BASE64URL_NOPAD.encode_len(ENVELOPE + body.len());
    let [high, low] = u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes();
    let start = [VERSION, high, low];
    let mut bytes = start.to_vec();
    bytes.extend_from_slice(&checksum(start, flags, body).to_be_bytes());
    bytes.push(flags);
    bytes.extend_from_slice(body);
    format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&bytes))
}

fn checksum(start: [u8; 3], flags: u8, body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&start);
    hasher.update(&[flags]);
    hasher.update(body);
    hasher.finalize()
}

/// The payload of a body.
fn unpacked(flags: u8, body: &[u8]) -> Result<Vec<u8>, ShareError> {
    let body = match body.split_last() {
        Some((0, rest)) if flags & PADDED != 0 => rest,
        _ if flags & PADDED != 0 => return Err(ShareError::Damaged),
        _ => body,
    };
    match flags & !PADDED {
        0 => Ok(body.to_vec()),
        DEFLATED => decompress_to_vec_with_limit(body, INFLATED).map_err(|_| ShareError::Damaged),
        _ => Err(ShareError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_counts_are_refused_before_memory_is_reserved() {
        for payload in [&[0, 0xff, 0xff, 0xff, 0xff, 0x0f][..], &[0, 1, 0xfc, 0xff, 0xff, 0xff, 0x0f], &[9, 0], &[0xff; 64], &[]] {
            assert_eq!(decode_link(&sealed(0, payload)), Err(ShareError::Damaged), "{payload:?}");
        }
    }

    #[test]
    fn a_body_that_inflates_without_end_is_refused() {
        let body = compress_to_vec(&vec![0; 4 * INFLATED], 10);
        assert_eq!(decode_link(&sealed(DEFLATED, &body)), Err(ShareError::Damaged));
    }

    #[test]
    fn unknown_flags_and_trailing_bytes_are_refused() {
        let payload = summary::write(&Overview::default(), ShareView::default());
        assert!(decode_link(&sealed(0, &payload)).is_ok());
        assert_eq!(decode_link(&sealed(4, &payload)), Err(ShareError::Damaged));
        assert_eq!(decode_link(&sealed(0, &[payload, vec![0]].concat())), Err(ShareError::Damaged));
    }

    #[test]
    fn a_later_version_is_named_when_all_of_it_arrived() {
        let mut bytes = vec![9, 0, 14, 0, 0, 0, 0, 0];
        let sum = checksum([9, 0, 14], 0, &[65]).to_be_bytes();
        bytes.splice(3..7, sum);
        bytes.push(65);
        assert_eq!(decode_link(&format!("s.{}", BASE64URL_NOPAD.encode(&bytes))), Err(ShareError::UnknownVersion(9)));
    }
}
