//! Text that is not UTF-8: all of it in a legacy encoding, or some lines of it.

use std::borrow::Cow;
use std::ops::Range;

use leadlens_workbook::stepper::Pace;

use super::detect::{legacy_encoding, score_in, used_bytes};
use super::samples::{Lines, Samples};
use super::transcoder::Transcoder;
use super::{DECODE_COST, GROWTH, decode_all};
use crate::intake::table::{FaultKind, Format, RECORD_COST, RecordFault, Table};
use crate::intake::{Encoding, SourceError};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Places in a text of lines that stood in another encoding than the rest, in order.
pub(in crate::intake) type ForeignLines = Vec<Range<usize>>;

/// One byte in so many may be damaged in text that is UTF-8 all the same; more of them are no text.
const BYTES_PER_DAMAGE: usize = 10;

/// Reads bytes that are not UTF-8, the first offending one at `offset`. Where the lines that are UTF-8 read better so than in the
/// legacy encoding of the others, only those others are read in it. What makes sense in no encoding is damage in UTF-8, unless it is much.
///
/// # Errors
/// [`SourceError::Encoding`] when they are text in no encoding.
pub(super) async fn read(bytes: &[u8], offset: usize, pace: &mut Pace) -> Result<(Encoding, String, ForeignLines), SourceError> {
    let samples = Samples::of(bytes, pace).await;
    let used = used_bytes(bytes, pace).await;
    let encoding = legacy_encoding(&samples.all, &used, offset, pace).await;
    let other = without_utf8(&samples.other);
    let has_utf8 = !samples.utf8.is_empty() || other.len() < samples.other.len();
    let is_mixed = has_utf8 && {
        let sample = if samples.utf8.is_empty() { &samples.other } else { &samples.utf8 };
        let legacy = encoding.as_ref().map_or(i32::MIN, |&encoding| score_in(encoding, sample));
        score_in(Encoding::Utf8, sample) > legacy
    };
    let encoding = if is_mixed {
        let used = used_bytes(&other, pace).await;
        legacy_encoding(&other, &used, offset, pace).await
    } else {
        encoding
    };
    match encoding {
        Ok(encoding) if is_mixed => Ok(read_lines(bytes, encoding, pace).await),
        Ok(encoding) => Ok((encoding, decode_all(encoding, bytes, pace).await, ForeignLines::new())),
        Err(_) if is_hardly_damaged(bytes, pace).await => {
            Ok((Encoding::Utf8, decode_all(Encoding::Utf8, bytes, pace).await, ForeignLines::new()))
        }
        Err(error) => Err(error),
    }
}

/// True for bytes few of which are no UTF-8.
async fn is_hardly_damaged(bytes: &[u8], pace: &mut Pace) -> bool {
    let mut damaged = 0;
    for piece in bytes.chunks(pace.slice()) {
        damaged += piece.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        pace.spend(DECODE_COST * piece.len()).await;
    }
    damaged * BYTES_PER_DAMAGE <= bytes.len()
}

/// True for a line in which characters of UTF-8 stand among bytes of another encoding, in a share that no other encoding has by chance.
fn is_of_two(line: &[u8]) -> bool {
    let (mut letters, mut strays) = (0, 0);
    for chunk in line.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        strays += chunk.invalid().len();
    }
    letters > 0 && 2 * letters >= strays
}

/// A sample of lines, those in two encodings without their characters of UTF-8.
fn without_utf8(sample: &[u8]) -> Vec<u8> {
    let mut retained = Vec::with_capacity(sample.len());
    for line in sample.split_inclusive(|&byte| byte == b'\n') {
        if !is_of_two(line) {
            retained.extend_from_slice(line);
            continue;
        }
        for chunk in line.utf8_chunks() {
            retained.extend(chunk.valid().bytes().filter(u8::is_ascii));
            retained.extend_from_slice(chunk.invalid());
        }
    }
    retained
}

/// Reads each line that is not UTF-8 in the other encoding, or only those of its bytes that are not, unless it is UTF-8 with a damaged
/// character.
async fn read_lines(bytes: &[u8], encoding: Encoding, pace: &mut Pace) -> (Encoding, String, ForeignLines) {
    let (mut text, mut foreign) = (String::with_capacity(bytes.len() + bytes.len() / GROWTH), ForeignLines::new());
    let mut lines = Lines::of(bytes, pace).await;
    while let Some(line) = lines.next() {
        let utf8 = String::from_utf8_lossy(line);
        let other = if matches!(utf8, Cow::Borrowed(_)) {
            None
        } else if encoding.is_single_byte() && is_of_two(line) {
            Some(read_both(line, encoding)).filter(|mended| mended.matches('\u{fffd}').count() < utf8.matches('\u{fffd}').count())
        } else {
            (!is_damaged(&utf8)).then(|| Transcoder::new(encoding).decode(line, true))
        };
        match other {
            Some(other) => {
                foreign.push(text.len()..text.len() + other.len());
                text.push_str(&other);
            }
            None => text.push_str(&utf8),
        }
        pace.spend(DECODE_COST * line.len()).await;
    }
    (Encoding::Utf8, text, foreign)
}

/// A line of UTF-8, its other bytes read in another encoding where they are letters that fit their place.
fn read_both(line: &[u8], encoding: Encoding) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chunks = line.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let next = chunks.peek().and_then(|chunk| chunk.valid().chars().next());
        for letter in Transcoder::new(encoding).decode(chunk.invalid(), true).chars() {
            let fits = fits(text.chars().next_back().unwrap_or(' '), letter, next.unwrap_or('a'));
            text.push(if fits { letter } else { char::REPLACEMENT_CHARACTER });
        }
    }
    text
}

/// True for a letter that may stand between others: a capital begins a word or stands among capitals. `ÿ` is a stray byte of ones.
fn fits(last: char, letter: char, next: char) -> bool {
    let is_begun = !last.is_alphabetic() && next.is_alphabetic();
    let is_among_capitals = last.is_uppercase() && !next.is_lowercase();
    letter.is_alphabetic() && letter != 'ÿ' && (!letter.is_uppercase() || is_begun || is_among_capitals)
}

/// True for a line at least half of whose characters beyond ASCII are UTF-8. In another encoding hardly any two bytes are, by chance.
fn is_damaged(line: &str) -> bool {
    let replaced = line.chars().filter(|&letter| letter == char::REPLACEMENT_CHARACTER).count();
    let others = line.chars().filter(|letter| !letter.is_ascii()).count() - replaced;
    others >= replaced
}

/// Marks the records that stand on such lines and counts them. Where cells are not places in that text (JSON, key-value), the lines are
/// counted instead.
pub(in crate::intake) async fn mark_records(table: &mut Table, foreign: &[Range<usize>], pace: &mut Pace) -> u32 {
    if !matches!(table.format, Some(Format::Csv | Format::Tsv)) {
        return saturating_u32(foreign.len());
    }
    let mut lines = foreign.iter().peekable();
    let mut marked = Vec::new();
    for (record, bounds) in table.firsts.windows(2).enumerate() {
        let &[first, next] = bounds else { continue };
        let offset = |bound: u32| table.bounds.get(bound as usize).map_or(usize::MAX, |&offset| offset as usize);
        let (start, end) = (offset(first), offset(next.saturating_sub(1)));
        while lines.next_if(|line| line.end <= start).is_some() {}
        if lines.peek().is_some_and(|line| line.start < end) {
            marked.push(RecordFault { record: saturating_u32(record), kind: FaultKind::MixedEncoding });
        }
        pace.spend(RECORD_COST).await;
    }
    let marked_count = saturating_u32(marked.len());
    table.faults.extend(marked);
    sorting::sort_by_key(&mut table.faults, |fault| fault.record);
    marked_count
}
