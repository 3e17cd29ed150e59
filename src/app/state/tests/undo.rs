//! One undo and one redo for filters and decisions.

use super::*;
use leadlens_engine::leads::HeaderSet;
use leadlens_engine::report::{Facet, LeadFilter, SourceCard};

fn pick(state: &mut AppState, value: &str) {
    assert!(state.pick(&mut |filter| filter.toggle(Facet::Country, value, false)));
}

fn picked(state: &AppState) -> Vec<String> {
    state.view.filter.values(Facet::Country, false).to_vec()
}

#[test]
fn the_last_step_is_undone_whichever_it_was() {
    let mut state = reviewing(3);
    pick(&mut state, "SE");
    answer(&mut state, 3);
    decided(&mut state, Decision::Later, 3);
    pick(&mut state, "DE");
    answer(&mut state, 3);
    let now = |state: &AppState| (picked(state).len(), state.session.log().position());
    let mut seen = vec![now(&state)];
    for _ in 0..3 {
        assert!(state.undo());
        answer(&mut state, 3);
        seen.push(now(&state));
    }
    assert_eq!(seen, [(2, 1), (1, 1), (1, 0), (0, 0)]);
    assert_eq!((state.undo(), state.can_move()), (false, (false, true)));
    assert_eq!(state.review.announcement, Some(Announcement::NoStep));
    for expected in seen.iter().rev().skip(1) {
        assert!(state.redo());
        answer(&mut state, 3);
        assert_eq!(now(&state), *expected);
    }
    assert_eq!((state.redo(), state.can_move()), (false, (true, false)));
}

#[test]
fn a_slid_threshold_is_one_step() {
    let mut state = reviewing(1);
    for weight in [1.0, 2.0, 4.0] {
        state.set_threshold(Threshold(weight));
        answer(&mut state, 1);
    }
    assert!(state.undo());
    assert_eq!((state.threshold(), state.can_move()), (Threshold::default(), (false, true)));
    assert!(state.redo());
    assert_eq!(state.threshold(), Threshold(4.0));
}

#[test]
fn decisions_that_came_with_a_file_are_undone_last() {
    let mut state = reviewing(3);
    decided(&mut state, Decision::Later, 3);
    // Opened anew: the steps are forgotten, the log is not.
    let job = state.opened.as_ref().unwrap().job;
    let before = state.history.clone();
    state.history = History::default();
    assert_ne!(state.history, before);
    pick(&mut state, "SE");
    answer(&mut state, 3);
    assert!(state.undo() && picked(&state).is_empty() && state.session.log().position() == 1);
    assert!(state.undo() && state.session.log().position() == 0);
    answer(&mut state, 3);
    assert!(state.redo() && state.session.log().position() == 1);
    assert!(state.redo() && picked(&state) == ["SE"]);
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(job));
}

#[test]
fn a_filter_picked_meanwhile_drops_no_decision() {
    let mut state = reviewing(3);
    decided(&mut state, Decision::Later, 3);
    assert!(state.undo());
    answer(&mut state, 3);
    pick(&mut state, "SE");
    assert!(state.can_move().1 && state.redo());
    assert_eq!(state.session.log().position(), 1);
    assert!(state.undo() && state.session.log().position() == 0, "it was done after the filter");
}

fn columns() -> LogEntry {
    LogEntry::ForgetColumns { headers: HeaderSet::Named(vec!["email".to_owned()]) }
}

/// The event of one source, the one of before, built by the log as it is now.
fn rebuilt(state: &AppState, job: JobId, source: u32) -> Event {
    let mut event = opened_with(job, standing(0, 3));
    if let Event::Opened { overview, built, followed, .. } = &mut event {
        overview.sources = vec![SourceCard { id: source, ..SourceCard::default() }];
        (*built, *followed) = (state.session.revision(), state.session.revision());
    }
    event
}

/// Leads of one source, in the Duplicates tab.
fn reviewing_source() -> AppState {
    let mut state = reviewing(3);
    let job = begin(&mut state, OpenedFrom::Files);
    let event = rebuilt(&state, job, 7);
    state.apply(event);
    answer(&mut state, 3);
    state
}

#[test]
fn steps_outlive_a_rebuild_of_the_same_sources() {
    let mut state = reviewing_source();
    pick(&mut state, "SE");
    state.pick(&mut |filter| filter.person = Some(4));
    state.set_threshold(Threshold::WIDE);
    answer(&mut state, 3);
    state.log(columns());
    let import = state.session.rebuilt(None);
    let job = state.begin_import(OpenedFrom::Files, import);
    let event = rebuilt(&state, job, 7);
    state.apply(event);
    answer(&mut state, 3);
    assert_eq!(picked(&state), ["SE"], "the person has another number, the country has not");
    let now = |state: &AppState| (picked(state).len(), state.session.log().position());
    for expected in [(1, 1), (1, 0), (0, 0)] {
        assert!(state.undo());
        answer(&mut state, 3);
        assert_eq!(now(&state), expected);
    }
    assert_eq!(state.can_move(), (false, true));
    for expected in [(1, 0), (1, 1), (1, 2)] {
        assert!(state.redo());
        answer(&mut state, 3);
        assert_eq!(now(&state), expected);
    }
    let job = begin(&mut state, OpenedFrom::Files);
    let event = rebuilt(&state, job, 8);
    state.apply(event);
    assert!(!state.history.can_undo(), "other sources: a filter of theirs is none of these");
    assert_eq!(state.view.filter, LeadFilter::default());
}

#[test]
fn a_threshold_after_a_filter_is_a_step_of_its_own() {
    let mut state = reviewing(1);
    state.set_threshold(Threshold::WIDE);
    pick(&mut state, "SE");
    state.set_threshold(Threshold::STRICT);
    answer(&mut state, 1);
    let mut seen = Vec::new();
    while state.undo() {
        answer(&mut state, 1);
        seen.push((state.threshold(), picked(&state).len()));
    }
    assert_eq!(seen, [(Threshold::WIDE, 1), (Threshold::WIDE, 0), (Threshold::default(), 0)]);
    while state.redo() {}
    assert_eq!((state.threshold(), picked(&state).len()), (Threshold::STRICT, 1));
}

#[test]
fn a_cancelled_or_refused_decision_is_no_step() {
    let mut state = reviewing_source();
    pick(&mut state, "SE");
    decided(&mut state, Decision::Later, 3);
    let before = (state.history.clone(), state.session.log().clone());
    for is_cancelled in [true, false] {
        state.log(columns());
        let import = state.session.rebuilt(None);
        let job = state.begin_import(OpenedFrom::Files, import);
        state.apply(if is_cancelled { Event::Cancelled { job } } else { refused(job) });
        assert_eq!((&state.history, state.session.log()), (&before.0, &before.1));
        answer(&mut state, 3);
    }
    assert!(state.undo() && state.session.log().position() == 0 && picked(&state) == ["SE"]);
    assert!(state.undo() && picked(&state).is_empty());
    assert!(!state.undo());
}
