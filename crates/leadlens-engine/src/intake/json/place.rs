//! The place where a JSON text breaks, as line and column.

use leadlens_workbook::stepper::Pace;

use super::flatten::{Fault, Flattener};
use super::object::advance;
use crate::intake::{JsonFault, SourceError};

/// Says where a text breaks that cannot be cut into values.
pub(super) async fn locate(text: &str, (at, reason): (usize, JsonFault), pace: &mut Pace) -> SourceError {
    // A quote that is missing somewhere runs to the end, too: the parser knows whether the text broke earlier.
    if reason == JsonFault::Truncated
        && let Some(fault) = first_fault(text, pace).await.filter(|fault| !fault.is_cut)
    {
        return error_at(text, fault.at, false, pace).await;
    }
    let (line, column) = position(text, at, pace).await;
    SourceError::Json { line, column, reason }
}

/// The first place where a text is no JSON values one after another.
async fn first_fault(text: &str, pace: &mut Pace) -> Option<Fault> {
    let mut at = 0;
    while !text.get(at..)?.trim_ascii_start().is_empty() {
        let mut values = Flattener::check(text, at);
        loop {
            match advance(&mut values, pace).await {
                Ok(false) => {}
                Ok(true) => break,
                Err(fault) => return Some(fault),
            }
        }
        at = values.place();
    }
    None
}

/// The error of a text that is no JSON at a place.
pub(super) async fn error_at(text: &str, at: usize, is_cut: bool, pace: &mut Pace) -> SourceError {
    let (line, column) = position(text, at, pace).await;
    SourceError::Json { line, column, reason: if is_cut { JsonFault::Truncated } else { JsonFault::Syntax } }
}

/// 1-based line and column (in bytes) of a place.
async fn position(text: &str, at: usize, pace: &mut Pace) -> (u64, u64) {
    let (mut line, mut start, mut from) = (1, 0, 0);
    for piece in text.as_bytes().get(..at).unwrap_or_default().chunks(pace.slice()) {
        line += memchr::memchr_iter(b'\n', piece).count() as u64;
        start = memchr::memrchr(b'\n', piece).map_or(start, |end| from + end + 1);
        from += piece.len();
        pace.spend(piece.len()).await;
    }
    (line, (at - start) as u64 + 1)
}
