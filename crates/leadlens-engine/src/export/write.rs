//! Lists are written over what was open when the export began.

use std::sync::Arc;

use leadlens_workbook::stepper::Stepper;

use super::cell::Cell;
use super::list::{ExportColumn, ExportList};
use super::request::{ExportPreview, ExportRequest, ListRequest};
use super::rows::Rows;
use super::sink::Sink;
use super::snapshot::Snapshot;
use crate::report::refusals;
use crate::saturating::saturating_u32;

/// A list with all it is made of.
#[derive(Debug)]
pub(crate) struct ExportSheet {
    /// The list, its columns complete.
    pub(crate) list: ListRequest,
    /// Numbers of its people, leads, groups or problems in order.
    pub(crate) ids: Vec<u32>,
    /// Rows that were counted beforehand, in place of those of the numbers.
    pub(crate) counted: Vec<Vec<Cell>>,
    /// For each person whether they must not be contacted; empty where there is no one who must not.
    pub(crate) refused: Arc<[bool]>,
}

/// Writer of a file. It comes in chunks, whose sequence is the file; `None` when it would be too large for one.
pub type WriteExport = Stepper<Option<Vec<Vec<u8>>>>;

/// Rows of a preview.
const PREVIEWED: usize = 10;

impl ExportSheet {
    fn columns(&self) -> Vec<ExportColumn> {
        self.list.columns.iter().map(|(column, _)| *column).collect()
    }
}

/// Writes lists in bounded steps.
pub(crate) fn write(snapshot: Snapshot, request: ExportRequest, sheets: Vec<ExportSheet>) -> WriteExport {
    Stepper::new(|mut pace| async move {
        let pace = &mut pace;
        let mut sink = Sink::new(request.notation);
        let total: usize = sheets.iter().map(|sheet| sheet.ids.len() + 1).sum();
        let mut done = 0;
        for sheet in &sheets {
            let columns = sheet.columns();
            let rows = Rows { snapshot: &snapshot, request: &request, columns: &columns, refused: &sheet.refused };
            sink.begin(&sheet.list, pace).await?;
            for row in &sheet.counted {
                sink.push(row, pace).await?;
            }
            for id in &sheet.ids {
                for row in rows.of(sheet.list.list, *id) {
                    sink.push(&row, pace).await?;
                }
                done += 1;
                pace.reach(done, total);
            }
            sink.end(pace).await?;
            done += 1;
        }
        sink.finish(pace).await
    })
}

/// The first rows of a list as text.
pub(crate) fn preview(snapshot: &Snapshot, request: &ExportRequest, sheet: &ExportSheet) -> ExportPreview {
    let columns = sheet.columns();
    let maker = Rows { snapshot, request, columns: &columns, refused: &sheet.refused };
    let shown = |row: &Vec<Cell>| row.iter().map(|cell| cell.text().into_owned()).collect();
    let made = sheet.ids.iter().flat_map(|id| maker.of(sheet.list.list, *id));
    ExportPreview {
        total: total(snapshot, request, sheet),
        headers: sheet.list.columns.iter().map(|(_, header)| header.clone()).collect(),
        rows: sheet.counted.iter().cloned().chain(made).take(PREVIEWED).map(|row| shown(&row)).collect(),
        ..ExportPreview::default()
    }
}

/// Rows of a list.
fn total(snapshot: &Snapshot, request: &ExportRequest, sheet: &ExportSheet) -> u32 {
    match sheet.list.list {
        ExportList::Duplicates => saturating_u32(sheet.ids.iter().map(|group| snapshot.clusters.group_leads(*group).len()).sum()),
        ExportList::Suppression => {
            let rows = |person: &u32| refusals(&snapshot.leads, &snapshot.clusters, *person, request.survivorship).len();
            saturating_u32(sheet.ids.iter().map(rows).sum())
        }
        _ => saturating_u32(sheet.ids.len() + sheet.counted.len()),
    }
}
