//! Text that is not UTF-8: all of it in a legacy encoding, or some lines of it.

use std::borrow::Cow;
use std::ops::Range;

use leadlens_workbook::stepper::Pace;

use super::detect::{legacy_encoding, score_in, used_bytes};
use super::samples::{Lines, Samples};
use super::{DECODE_COST, GROWTH, decode_all};
use crate::intake::table::{FaultKind, Format, RECORD_COST, RecordFault, Table};
use crate::intake::{Encoding, SourceError};
use crate::saturating::saturating_u32;

/// Places in a text of lines that stood in another encoding than the rest, in order.
pub(in crate::intake) type ForeignLines = Vec<Range<usize>>;

/// Reads bytes that are not UTF-8, the first offending one at `offset`. Where the lines that are UTF-8 read better so than in the
/// legacy encoding of the others, only those others are read in it.
///
/// # Errors
/// [`SourceError::Encoding`] when they are text in no encoding.
pub(super) async fn read(bytes: &[u8], offset: usize, pace: &mut Pace) -> Result<(Encoding, String, ForeignLines), SourceError> {
    let samples = Samples::of(bytes, pace).await;
    let used = used_bytes(bytes, pace).await;
    let encoding = legacy_encoding(&samples.all, &used, offset, pace).await;
    let is_mixed = !samples.utf8.is_empty() && {
        let legacy = encoding.as_ref().map_or(i32::MIN, |&encoding| score_in(encoding, &samples.utf8));
        score_in(Encoding::Utf8, &samples.utf8) > legacy
    };
    if is_mixed {
        let used = used_bytes(&samples.other, pace).await;
        let encoding = legacy_encoding(&samples.other, &used, offset, pace).await?;
        return Ok(read_lines(bytes, encoding, pace).await);
    }
    let encoding = encoding?;
    Ok((encoding, decode_all(encoding, bytes, pace).await, ForeignLines::new()))
}

/// Reads each line that is not UTF-8 in the other encoding, unless it is UTF-8 with a damaged character.
async fn read_lines(bytes: &[u8], encoding: Encoding, pace: &mut Pace) -> (Encoding, String, ForeignLines) {
    let (mut text, mut foreign) = (String::with_capacity(bytes.len() + bytes.len() / GROWTH), ForeignLines::new());
    let mut lines = Lines::of(bytes, pace).await;
    while let Some(line) = lines.next() {
        let utf8 = String::from_utf8_lossy(line);
        if matches!(utf8, Cow::Borrowed(_)) || is_damaged(&utf8) {
            text.push_str(&utf8);
        } else {
            let (other, _) = encoding.standard().decode_without_bom_handling(line);
            foreign.push(text.len()..text.len() + other.len());
            text.push_str(&other);
        }
        pace.spend(DECODE_COST * line.len()).await;
    }
    (Encoding::Utf8, text, foreign)
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
    table.faults.sort_by_key(|fault| fault.record);
    marked_count
}
