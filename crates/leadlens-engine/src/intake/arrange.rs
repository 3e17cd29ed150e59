//! Records as they were scanned become the records that are meant: a section is chosen, headers are found, rows of one record are put
//! together, values of groups are given to all their rows.

use leadlens_workbook::stepper::Pace;

use super::layout::Layout;
use super::note::TableNote;
use super::table::Table;
use super::{ReadOptions, SourceError, group_titles, group_values, name_value, sections};
use crate::saturating::saturating_u32;

/// The table of scanned records, of which `unclosed` have a quote that is never closed. A place of headers that the user chose is believed.
///
/// # Errors
/// [`SourceError::NoRecords`] when nothing stands below the headers, [`SourceError::TooLarge`] when it no longer fits.
pub(super) async fn arranged(
    mut table: Table,
    layout: Layout,
    unclosed: &[u32],
    options: &ReadOptions,
    pace: &mut Pace,
) -> Result<Table, SourceError> {
    let is_told = options.header.is_some();
    match if is_told { None } else { sections::choose(&mut table, layout, unclosed, pace).await } {
        Some(chosen) => {
            chosen.layout.apply(&mut table, &chosen.unclosed, pace).await;
            table.notes.extend((chosen.above > 0).then(|| TableNote::TitleLines(saturating_u32(chosen.above))));
            table.notes.extend((!chosen.left_out.is_empty()).then_some(TableNote::SectionsLeftOut(chosen.left_out)));
        }
        None => layout.apply(&mut table, unclosed, pace).await,
    }
    if table.record_count() == 0 {
        return Err(SourceError::NoRecords);
    }
    if is_told {
        return Ok(table);
    }
    if let Some(joined) = name_value::joined(&table, pace).await? {
        return Ok(joined);
    }
    group_titles::read(&mut table, pace).await;
    group_values::filled_down(&mut table, pace).await;
    Ok(table)
}
