//! One JSON object becomes cells, mended if need be, in slices.

use leadlens_workbook::stepper::Pace;

use super::flatten::{Cell, Fault, Flattener};
use super::mend::Mender;

/// Making cells of a byte takes as long as scanning so many.
pub(super) const PARSE_COST: usize = 4;

/// The cells of one object and whether it had to be mended; the fault of the unmended text where that does not help.
pub(super) async fn parse(raw: &str, pace: &mut Pace) -> Result<(Vec<Cell>, bool), Fault> {
    let fault = match flatten(raw, pace).await {
        Ok(cells) => return Ok((cells, false)),
        Err(fault) => fault,
    };
    let mut mender = Mender::new(raw);
    loop {
        let before = mender.place();
        let is_done = mender.advance(before + pace.slice() / PARSE_COST + 1);
        pace.spend(PARSE_COST * (mender.place() - before)).await;
        if is_done {
            break;
        }
    }
    flatten(&mender.into_text(), pace).await.map(|cells| (cells, true)).map_err(|_| fault)
}

/// The cells of one object.
async fn flatten(raw: &str, pace: &mut Pace) -> Result<Vec<Cell>, Fault> {
    let mut flattener = Flattener::new(raw);
    while !advance(&mut flattener, pace).await? {}
    flattener.end()?;
    Ok(flattener.into_cells())
}

/// Reads on for a slice; whether the value was read is the answer.
pub(super) async fn advance(flattener: &mut Flattener<'_>, pace: &mut Pace) -> Result<bool, Fault> {
    let before = flattener.place();
    let is_done = flattener.advance(before + pace.slice() / PARSE_COST + 1);
    pace.spend(PARSE_COST * (flattener.place() - before)).await;
    is_done
}
