//! Text that is not UTF-8: all of it in a legacy encoding, or some lines of it.

use std::borrow::Cow;
use std::ops::Range;

use super::detect::{legacy_encoding, score_in};
use super::samples::{Samples, lines};
use crate::engine::intake::table::{FaultKind, Format, RecordFault, Table};
use crate::engine::intake::{Encoding, SourceError};

/// Places in a text of lines that stood in another encoding than the rest, in order.
pub(in crate::engine::intake) type ForeignLines = Vec<Range<usize>>;

/// Reads bytes that are not UTF-8, the first offending one at `offset`. Where the lines that are UTF-8 read better so than in the
/// legacy encoding of the others, only those others are read in it.
///
/// # Errors
/// [`SourceError::Encoding`] when they are text in no encoding.
pub(super) fn read(bytes: &[u8], offset: usize) -> Result<(Encoding, String, ForeignLines), SourceError> {
    let samples = Samples::of(bytes);
    let encoding = legacy_encoding(&samples.all, bytes, offset);
    let is_mixed = !samples.utf8.is_empty() && {
        let legacy = encoding.as_ref().map_or(i32::MIN, |&encoding| score_in(encoding, &samples.utf8));
        score_in(Encoding::Utf8, &samples.utf8) > legacy
    };
    if is_mixed {
        let (text, foreign) = read_lines(bytes, legacy_encoding(&samples.other, &samples.other, offset)?);
        return Ok((Encoding::Utf8, text, foreign));
    }
    let encoding = encoding?;
    let (text, _) = encoding.standard().decode_without_bom_handling(bytes);
    Ok((encoding, text.into_owned(), ForeignLines::new()))
}

/// Reads each line that is not UTF-8 in the other encoding, unless it is UTF-8 with a damaged character.
fn read_lines(bytes: &[u8], encoding: Encoding) -> (String, ForeignLines) {
    let (mut text, mut foreign) = (String::with_capacity(bytes.len() + bytes.len() / 8), ForeignLines::new());
    for line in lines(bytes) {
        let utf8 = String::from_utf8_lossy(line);
        if matches!(utf8, Cow::Borrowed(_)) || is_damaged(&utf8) {
            text.push_str(&utf8);
        } else {
            let (other, _) = encoding.standard().decode_without_bom_handling(line);
            foreign.push(text.len()..text.len() + other.len());
            text.push_str(&other);
        }
    }
    (text, foreign)
}

/// Whether most of a line's characters beyond ASCII are UTF-8. In another encoding hardly any two bytes are, by chance.
fn is_damaged(line: &str) -> bool {
    let replaced = line.chars().filter(|&letter| letter == char::REPLACEMENT_CHARACTER).count();
    let others = line.chars().filter(|letter| !letter.is_ascii()).count() - replaced;
    others >= replaced
}

/// Marks the records that stand on such lines and counts them. Where cells are not places in that text (JSON, key-value), the lines are
/// counted instead.
pub(in crate::engine::intake) fn mark_records(table: &mut Table, foreign: &[Range<usize>]) -> u32 {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if !matches!(table.format, Some(Format::Csv | Format::Tsv)) {
        return count(foreign.len());
    }
    let mut lines = foreign.iter().peekable();
    let mut marked = Vec::new();
    for (record, bounds) in table.firsts.windows(2).enumerate() {
        let &[first, next] = bounds else { continue };
        let place = |bound: u32| table.bounds.get(bound as usize).map_or(usize::MAX, |&place| place as usize);
        let (start, end) = (place(first), place(next.saturating_sub(1)));
        while lines.next_if(|line| line.end <= start).is_some() {}
        if lines.peek().is_some_and(|line| line.start < end) {
            marked.push(RecordFault { record: count(record), kind: FaultKind::MixedEncoding });
        }
    }
    let marked_count = count(marked.len());
    table.faults.extend(marked);
    table.faults.sort_by_key(|fault| fault.record);
    marked_count
}
