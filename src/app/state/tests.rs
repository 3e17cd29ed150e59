//! What may happen to the state.

use super::*;
use crate::engine::report::LeadPage;

fn opened(job: JobId) -> Event {
    let overview = Overview { sources: Vec::new(), ..Overview::default() };
    Event::Opened { job, overview: Box::new(overview), review: Box::default(), failures: Vec::new(), files: Vec::new(), decisions: None }
}

#[test]
fn a_late_answer_of_an_older_job_changes_nothing() {
    let mut state = AppState::default();
    let older = state.begin(Origin::Files);
    let newer = state.begin(Origin::Files);
    state.apply(Event::Refused { job: older, failures: Vec::new() });
    assert_eq!((state.notice.clone(), state.work().map(|work| work.job)), (None, Some(newer)));
    state.apply(opened(newer));
    state.apply(opened(older));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(newer));
    assert_eq!(state.phase, Phase::Idle);
}

#[test]
fn a_picture_that_was_on_its_way_is_shown_because_the_worker_has_it_open() {
    let mut state = AppState::default();
    let cancelled = state.begin(Origin::Files);
    state.cancel();
    state.apply(opened(cancelled));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(cancelled));
    let overtaken = state.begin(Origin::Files);
    let newer = state.begin(Origin::Files);
    state.apply(opened(overtaken));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(overtaken));
    assert_eq!(state.work().map(|work| work.job), Some(newer));
}

#[test]
fn what_was_open_stays_open_after_a_refusal_and_a_crash() {
    let mut state = AppState::default();
    let job = state.begin(Origin::Sample);
    state.apply(opened(job));
    let job = state.begin(Origin::Files);
    assert!(state.opened.is_some());
    state.apply(Event::Refused { job, failures: Vec::new() });
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Refused(Vec::new())));
    state.begin(Origin::Files);
    state.apply(Event::Crashed { message: "bug".to_owned() });
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Crashed("bug".to_owned())));
}

#[test]
fn a_window_of_leads_is_asked_once_and_an_older_answer_is_dropped() {
    let mut state = AppState::default();
    let job = state.begin(Origin::Sample);
    state.apply(opened(job));
    state.view.tab = Tab::Leads;
    let first = state.requests();
    assert_eq!(first.len(), 1);
    assert_eq!(state.requests(), Vec::new());
    state.search = "ada".to_owned();
    assert_eq!(state.requests().len(), 1);
    let Some(Request::Leads { query, .. }) = first.first() else { panic!("no request for leads") };
    state.apply(Event::Leads { query: *query, page: LeadPage { total: 9, ..LeadPage::default() } });
    assert_eq!(state.leads.total(), None);
}

#[test]
fn a_worker_of_another_version_stops_the_page() {
    let mut state = AppState::default();
    state.apply(Event::Ready { protocol: PROTOCOL + 1 });
    assert_eq!(state.phase, Phase::OldWorker);
}
