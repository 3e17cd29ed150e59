//! Reads everything there is to read and checks what must always hold.

use std::sync::Arc;

use leadlens_engine::export::{ExportList, ExportRequest, ListRequest};
use leadlens_engine::intake::{Contents, ReadOptions, Reader, SourceError, Table};
use leadlens_engine::leads::{Decisions, ProblemKind};
use leadlens_engine::report::{Facet, GroupDetail, GroupQuery, LeadFilter, LeadFlag, LeadQuery, LeadSort, ProblemQuery, SortKey};
use leadlens_engine::{Build, DecisionLog, Step, Workspace, save_workspace};

use crate::Choices;

/// Leads and records that are checked one by one.
const LOOKED_AT: u32 = 100;

/// Records of all tables up to which leads are made of them: a workbook may say in a line that it has a million.
const RECORDS: usize = 20_000;

/// Cells of all tables up to which a workspace is saved and opened again.
const SAVED_CELLS: usize = 2_000;

/// Reads bytes as a whole and checks every answer about them.
pub fn check(name: &str, bytes: &[u8], options: &ReadOptions) {
    if let Ok(contents) = read(name, bytes, bytes.len(), options) {
        check_contents(contents);
    }
}

/// Like [`check`]; reads in pieces, too: the same must come of it.
pub fn check_pieces(name: &str, bytes: &[u8], piece: usize, options: &ReadOptions) {
    let whole = read(name, bytes, bytes.len(), options);
    let cut = read(name, bytes, piece, options);
    match (whole, cut) {
        (Ok(whole), Ok(cut)) => {
            assert_eq!((whole.tables.len(), &whole.failures), (cut.tables.len(), &cut.failures));
            for (whole, cut) in whole.tables.iter().zip(&cut.tables) {
                assert_same(whole, cut);
                assert!((0..whole.record_count()).all(|record| whole.width(record) == cut.width(record)));
                assert_eq!((&whole.notes, whole.encoding, whole.format), (&cut.notes, cut.encoding, cut.format));
                assert_eq!((whole.delimiter, whole.sheet, &whole.sheets), (cut.delimiter, cut.sheet, &cut.sheets));
            }
            check_contents(whole);
        }
        (whole, cut) => assert_eq!(whole.err(), cut.err()),
    }
}

/// [`check_pieces`] of text behind one of some beginnings, chosen by the first byte of the body.
pub fn check_opened(name: &str, input: &[u8], openings: &[&str]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let Some((kind, body)) = body.split_first() else { return };
    let opening = openings[usize::from(*kind) % openings.len()];
    let text = String::from_utf8_lossy(body).replace('\0', " ");
    check_pieces(name, format!("{opening}{text}").as_bytes(), choices.piece(), &choices.layout());
}

fn read(name: &str, bytes: &[u8], piece: usize, options: &ReadOptions) -> Result<Contents, SourceError> {
    let mut reader = Reader::with_options(name, bytes.len() as u64, options.clone())?;
    for piece in bytes.chunks(piece.max(1)) {
        reader.push(piece)?;
        reader.scan()?;
    }
    reader.finish_all()
}

/// The same headers, cells and faults; cells that a record leaves out are blank.
fn assert_same(one: &Table, other: &Table) {
    assert_eq!((&one.headers, one.has_header, &one.faults), (&other.headers, other.has_header, &other.faults));
    assert_eq!(one.record_count(), other.record_count());
    for record in 0..one.record_count() {
        let width = one.width(record).max(other.width(record));
        assert!((0..width).all(|column| one.cell(record, column) == other.cell(record, column)), "record {record}");
    }
}

fn check_contents(contents: Contents) {
    let tables: Vec<_> = contents.tables.into_iter().map(Arc::new).collect();
    if tables.iter().map(|table| table.record_count()).sum::<usize>() > RECORDS {
        return;
    }
    for table in &tables {
        check_table(table);
    }
    let decisions = Decisions::default();
    check_saved(&tables);
    match Build::new(tables, &decisions).find(|step| !matches!(step, Step::Working { .. })) {
        Some(Step::Done(mut workspace)) => check_workspace(&mut workspace),
        Some(Step::Refused(failures)) => assert!(!failures.is_empty() || !contents.failures.is_empty(), "refused without a reason"),
        _ => panic!("neither done nor refused"),
    }
}

/// Every cell is reachable, and nothing of a record lies between its cells but one byte each.
fn check_table(table: &Table) {
    assert!(table.record_count() > 0, "a table without records");
    for record in 0..table.record_count() {
        let width = table.width(record);
        let cells: usize = (0..width).map(|column| table.raw_cell(record, column).len()).sum();
        assert_eq!(cells + width.saturating_sub(1), table.raw_record(record).len(), "record {record}");
        assert!((0..width).all(|column| table.cell(record, column).len() <= table.raw_cell(record, column).len()));
    }
    assert!(table.faults.is_sorted_by_key(|fault| fault.record), "faults in the order of records");
    assert!(table.faults.last().is_none_or(|fault| (fault.record as usize) < table.record_count()));
}

/// Asserts that saved data is read back.
fn check_saved(tables: &[Arc<Table>]) {
    let cells: usize = tables.iter().map(|table| table.record_count() * table.column_count().max(1)).sum();
    if tables.is_empty() || cells > SAVED_CELLS {
        return;
    }
    let saved = save_workspace(tables, &DecisionLog::default()).expect("a small workspace fits");
    let opened = read("saved", &saved, saved.len(), &ReadOptions::default()).expect("what was saved is opened").tables;
    assert_eq!(tables.len(), opened.len());
    for (table, opened) in tables.iter().zip(&opened) {
        assert_same(table, opened);
        assert_eq!(table.notes, opened.notes);
    }
}

fn check_workspace(workspace: &mut Workspace) {
    let leads = workspace.leads();
    let mut total = 0;
    for (file, (table, summary)) in (0..).zip(leads.tables().iter().zip(leads.summaries())) {
        assert_eq!(summary.records as usize, table.record_count());
        assert_eq!(summary.records, summary.leads + summary.skipped, "a record is lost");
        let mut skipped: Vec<_> = leads.problems().iter().filter(|problem| problem.file == file && problem.kind.skips()).collect();
        skipped.dedup_by_key(|problem| problem.record);
        assert_eq!(skipped.len(), summary.skipped as usize, "a record is skipped without a reason");
        total += summary.leads;
        for record in 1..=summary.records.min(LOOKED_AT) {
            assert_eq!(workspace.record_detail(file, record).map(|detail| detail.record), Some(record));
        }
        assert_eq!(workspace.record_detail(file, summary.records + 1), None);
    }
    assert_eq!((total as usize, u64::from(total)), (leads.len(), u64::from(workspace.overview().totals.leads)));
    check_lists(workspace, total);
}

fn check_lists(workspace: &mut Workspace, leads: u32) {
    // Test leads are shown where they are requested, and nowhere else.
    let tests = LeadQuery { filter: LeadFilter::only(Facet::Flag, LeadFlag::Test.as_str()), ..LeadQuery::default() };
    let shown = leads - workspace.lead_page(&tests).total;
    let keys = [
        SortKey::Record,
        SortKey::Name,
        SortKey::Email,
        SortKey::Company,
        SortKey::Country,
        SortKey::Storefront,
        SortKey::Action,
        SortKey::Offer,
        SortKey::Created,
    ];
    for key in keys {
        let sort = vec![LeadSort { key, descending: false }];
        let page = workspace.lead_page(&LeadQuery { limit: LOOKED_AT, sort, ..LeadQuery::default() });
        assert_eq!((page.total, page.rows.len()), (shown, shown.min(LOOKED_AT) as usize));
    }
    let filter = LeadFilter { search: "Ann é".to_owned(), ..LeadFilter::default() };
    assert!(workspace.lead_page(&LeadQuery { limit: LOOKED_AT, filter, ..LeadQuery::default() }).total <= leads);
    let groups = workspace.group_page(&GroupQuery { limit: LOOKED_AT, ..GroupQuery::default() });
    for row in &groups.rows {
        let detail = workspace.group_detail(row.name).expect("a group that is listed");
        assert_eq!(detail.leads.len(), GroupDetail::LEADS.min(row.leads as usize));
    }
    let problems = workspace.problem_page(&ProblemQuery { limit: LOOKED_AT, ..ProblemQuery::default() });
    assert_eq!(problems.rows.len(), problems.total.min(LOOKED_AT) as usize);
    for kind in [None, problems.kinds.first().map(|(kind, _): &(ProblemKind, u32)| *kind)] {
        let list = ExportList::Problems(kind);
        let request = ExportRequest { lists: vec![ListRequest::plain(list, list.columns())], ..ExportRequest::default() };
        assert!(workspace.export_steps(&request).finish().is_some());
    }
}
