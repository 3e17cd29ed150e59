//! The worker without a browser: pages, files, clock and pauses are played by the test.

mod page;

use super::host::Host;
use crate::protocol::{Answer, Command, Event, ExportKind, Job, JobId, OpenMode, Query, QueryId, Request, Revision, SourceRef, source_id};
use leadlens_engine::intake::SourceError;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{ColumnName, HeaderSet};
use leadlens_engine::matching::{GroupName, Threshold};
use leadlens_engine::report::OverviewQuery;
use leadlens_engine::share::ShareError;
use leadlens_engine::{DecisionLog, LogEntry};
use page::{Page, PlayedFile};

const LEADS: &str = "CreatedTime,LeadSource,FirstName,LastName,Email\n\
    2021-03-01T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ann@fabrikam.example\n\
    2021-03-02T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer,ANN@fabrikam.example\n\
    2021-03-09T08:00:00Z,SPZA-INS|contoso.backup,Bo,Berg,bo@wingtip.example\n";
/// Words that no header list knows: without a decision there is no lead in it.
const ODD: &str = "Rubrik,Avdelning\nada,Chef\nbo,Chef\n";

/// A page with three leads open by job 1.
fn with_leads() -> Page {
    with_text(LEADS)
}

/// A page with more leads than are saved in one step.
fn with_many_leads() -> Page {
    let rows = (0..3_000).map(|row| format!("2021-03-01T08:00:00Z,SPZA-INS|contoso.planner,Ann,Archer {row},ann@fabrikam{row}.example\n"));
    with_text(&rows.fold("CreatedTime,LeadSource,FirstName,LastName,Email\n".to_owned(), |text, row| text + &row))
}

fn with_text(text: &str) -> Page {
    let mut page = Page::default();
    page.open(1, &[("a.csv", text)]);
    page.settle();
    assert!(matches!(page.events()[..], [.., Event::Opened { job: JobId(1), .. }]));
    page
}

fn leads_of(event: &Event) -> Option<u32> {
    match event {
        Event::Opened { overview, .. } => Some(overview.all.leads),
        _ => None,
    }
}

fn overview(query: u32) -> Request {
    Request::Query(QueryId(query), Query::Overview(OverviewQuery::default()))
}

#[test]
fn files_are_opened_in_bounded_steps() {
    let mut page = Page::default();
    page.open(1, &[("a.csv", LEADS), ("b.csv", LEADS)]);
    assert_eq!(page.events(), [], "nothing is done within the message");
    page.settle();
    let events = page.events();
    assert!(events.iter().any(|event| matches!(event, Event::Progress { job: JobId(1), handle: Some(2), .. })));
    assert_eq!(events.iter().filter_map(leads_of).collect::<Vec<_>>(), [6]);
    assert_eq!(page.worker.state.borrow().generation, JobId(1));
}

#[test]
fn the_sample_comes_with_the_program() {
    let mut page = Page::default();
    let sample = SourceRef { handle: 1, slot: None, name: String::new(), size: 0, left_out: Vec::new(), is_log_known: false };
    page.say(0, vec![Request::Job(JobId(1), Job::Open { sources: vec![sample], mode: OpenMode::Replace })], &[]);
    page.settle();
    assert!(page.events().iter().filter_map(leads_of).all(|leads| leads > 300));
}

#[test]
fn queries_of_one_message_are_answered_together() {
    let mut page = with_leads();
    page.say(1, vec![overview(7), Request::Query(QueryId(8), Query::Lead(0)), overview(9)], &[]);
    let answers: Vec<Vec<u32>> = page.posted().iter().map(|events| events.iter().filter_map(query_of).collect()).collect();
    assert_eq!(answers, [vec![7, 8, 9]]);
}

fn query_of(event: &Event) -> Option<u32> {
    match event {
        Event::Answer(query, _) => Some(query.0),
        _ => None,
    }
}

#[test]
fn a_query_about_another_generation_is_refused() {
    let mut page = with_leads();
    page.say(2, vec![overview(1), Request::Query(QueryId(2), Query::Review { leads: vec![0] })], &[]);
    page.settle();
    assert_eq!(page.events(), []);
    page.say(1, vec![overview(3)], &[]);
    assert_eq!(page.events().iter().filter_map(query_of).collect::<Vec<_>>(), [3]);
}

#[test]
fn nothing_is_answered_about_nothing() {
    let mut page = Page::default();
    page.say(0, vec![overview(1), Request::Query(QueryId(2), Query::Group(GroupName::possible(0)))], &[]);
    page.settle();
    assert_eq!(page.events(), []);
}

#[test]
fn a_cancelled_job_leaves_what_is_open() {
    let mut page = with_leads();
    page.open(2, &[("b.csv", LEADS)]);
    page.turn();
    page.say(1, vec![Request::Command(Command::Cancel(JobId(2)))], &[]);
    page.settle();
    let events: Vec<_> = page.events().into_iter().filter(|event| !matches!(event, Event::Progress { .. })).collect();
    assert_eq!(events, [Event::Cancelled { job: JobId(2) }]);
    assert_eq!(page.worker.state.borrow().generation, JobId(1));
    page.say(1, vec![overview(1)], &[]);
    assert_eq!(page.events().len(), 1, "what is open is still answered about");
}

#[test]
fn a_job_that_has_ended_is_not_cancelled() {
    let mut page = with_leads();
    page.say(1, vec![Request::Command(Command::Cancel(JobId(9)))], &[]);
    assert_eq!((page.events(), page.worker.state.borrow().job), (vec![], JobId(1)));
}

#[test]
fn a_later_job_overtakes_an_earlier_one() {
    let mut page = Page::default();
    page.open(1, &[("a.csv", LEADS)]);
    page.turn();
    page.open(2, &[("b.csv", LEADS)]);
    page.settle();
    let opened: Vec<_> = page
        .events()
        .into_iter()
        .filter_map(|event| match event {
            Event::Opened { job, .. } => Some(job),
            _ => None,
        })
        .collect();
    assert_eq!(opened, [JobId(2)]);
}

#[test]
fn a_refused_file_waits_for_a_decision_about_it() {
    let mut page = with_leads();
    page.open(2, &[("odd.csv", ODD)]);
    page.settle();
    assert!(matches!(page.events()[..], [.., Event::Refused { job: JobId(2), .. }]));
    assert_eq!(page.worker.state.borrow().generation, JobId(1));
    page.say(1, vec![Request::Query(QueryId(1), Query::Source(source_id(11, 0)))], &[]);
    page.settle();
    assert!(matches!(page.events()[..], [Event::Answer(QueryId(1), Answer::Source { detail: Some(_), .. })]));

    let headers = HeaderSet::Named(vec!["avdelning".to_owned(), "rubrik".to_owned()]);
    let column = ColumnName { header: "rubrik".to_owned(), nth: 0 };
    page.log.push(LogEntry::Role { headers, column, role: Some(ColumnRole::FirstName) });
    page.open(3, &[("odd.csv", ODD)]);
    page.settle();
    assert_eq!(page.events().iter().filter_map(leads_of).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_file_that_is_gone_is_no_empty_one() {
    let mut page = Page::default();
    page.open_files(1, &[("a.csv", PlayedFile::gone())]);
    page.settle();
    let events = page.events();
    let Some(Event::Refused { failures, .. }) = events.last() else { panic!("{events:?}") };
    assert_eq!(failures[0].error, SourceError::Gone);
}

#[test]
fn another_worker_makes_the_same_of_files_and_log() {
    let mut first = with_leads();
    first.log.push(LogEntry::Threshold(Threshold::STRICT));
    first.say(1, vec![Request::Query(QueryId(1), Query::Review { leads: Vec::new() })], &[]);
    let events = first.events();
    let Some(Event::Answer(_, Answer::Matched(before))) = events.last() else { panic!("{events:?}") };

    let mut other = Page { log: first.log.clone(), revision: first.revision, ..Page::default() };
    other.open(1, &[("a.csv", LEADS)]);
    other.settle();
    let events = other.events();
    let Some(Event::Opened { overview, review, followed, .. }) = events.last() else { panic!("{events:?}") };
    assert_eq!((overview, review, *followed), (&before.overview, &before.review, other.revision));
}

#[test]
fn a_file_is_made_in_steps_and_published() {
    let mut page = with_many_leads();
    page.say(1, vec![Request::Query(QueryId(4), Query::Export(ExportKind::Workspace))], &[]);
    page.settle();
    let events = page.events();
    assert!(matches!(events.first(), Some(Event::Exporting { query: QueryId(4), .. })));
    assert_eq!(events.last(), Some(&Event::Answer(QueryId(4), Answer::Exported(Some("blob:1".to_owned())))));
    page.say(1, vec![Request::Query(QueryId(5), Query::Export(ExportKind::MergePlan(Box::default())))], &[]);
    page.settle();
    assert_eq!(page.events().last(), Some(&Event::Answer(QueryId(5), Answer::Exported(Some("blob:2".to_owned())))));
}

#[test]
fn a_file_no_longer_wanted_is_not_made() {
    let mut page = with_many_leads();
    page.say(1, vec![Request::Query(QueryId(4), Query::Export(ExportKind::Workspace))], &[]);
    page.turn();
    page.say(1, vec![Request::Command(Command::CancelExport)], &[]);
    page.settle();
    assert!(page.events().iter().all(|event| matches!(event, Event::Exporting { .. })));
}

#[test]
fn there_is_no_file_of_nothing() {
    let mut page = Page::default();
    page.say(0, vec![Request::Query(QueryId(1), Query::Export(ExportKind::Workspace))], &[]);
    page.settle();
    assert_eq!(page.events(), [Event::Answer(QueryId(1), Answer::Exported(None))]);
}

#[test]
fn closing_drops_everything_and_ends_the_job() {
    let mut page = with_leads();
    page.open(2, &[("b.csv", LEADS)]);
    page.turn();
    page.say(1, vec![Request::Command(Command::Close)], &[]);
    page.settle();
    let state = page.worker.state.borrow();
    assert_eq!((state.generation, state.files.len(), state.rejected.len()), (JobId::default(), 0, 0));
}

#[test]
fn a_bad_link_is_refused_and_leaves_what_is_open() {
    let mut page = with_leads();
    page.say(1, vec![Request::Job(JobId(2), Job::OpenLink("#nothing".to_owned()))], &[]);
    assert_eq!(page.events(), [Event::LinkRefused { job: JobId(2), error: ShareError::NotALink }]);
    assert_eq!(page.worker.state.borrow().generation, JobId(1));
}

#[test]
fn drafts_need_nothing_open() {
    let mut page = Page::default();
    page.log.push(LogEntry::Threshold(Threshold::STRICT));
    page.say(0, vec![Request::Query(QueryId(1), Query::WriteDraft)], &[]);
    let events = page.events();
    let [Event::Answer(QueryId(1), Answer::DraftWritten(text))] = &events[..] else { panic!("{events:?}") };
    for (texts, expected) in [(vec![text.clone()], Some(Threshold::STRICT)), (vec!["{".to_owned()], None)] {
        page.say(0, vec![Request::Query(QueryId(2), Query::ReadDrafts(texts))], &[]);
        let events = page.events();
        let [Event::Answer(QueryId(2), Answer::DraftsRead(log))] = &events[..] else { panic!("{events:?}") };
        assert_eq!(log.as_ref().map(|log| log.threshold()), expected);
    }
}

#[test]
fn a_log_with_a_hole_is_not_taken() {
    let page = Page::default();
    let mut log = DecisionLog::default();
    log.push(LogEntry::Threshold(Threshold::STRICT));
    log.push(LogEntry::Threshold(Threshold::WIDE));
    page.deliver(0, log.since(1), Revision(2), Vec::new(), &[]);
    assert_eq!((page.worker.state.borrow().revision, page.worker.state.borrow().log.is_empty()), (Revision(0), true));
}

#[test]
fn warming_up_ends_at_the_first_job() {
    let page = Page::default();
    page.worker.host.spawn(super::state::warm_up(page.worker.clone()));
    assert_eq!(page.turn(), 1);
    page.worker.state.borrow_mut().job = JobId(1);
    assert_eq!((page.turn(), page.turn()), (0, 0));
}
