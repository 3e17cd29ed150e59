//! Sources that are opened, refused and lost.

use super::*;

#[test]
fn a_late_answer_of_an_older_job_changes_nothing() {
    let mut state = AppState::default();
    let older = begin(&mut state, OpenedFrom::Files);
    let newer = begin(&mut state, OpenedFrom::Files);
    state.apply(refused(older));
    assert_eq!((state.notice.clone(), state.work().map(|work| work.job)), (None, Some(newer)));
    state.apply(opened(newer));
    state.apply(opened(older));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(newer));
    assert_eq!(state.phase, Phase::Idle);
}

#[test]
fn what_the_worker_has_opened_is_shown_after_a_cancel() {
    let mut state = AppState::default();
    let cancelled = begin(&mut state, OpenedFrom::Files);
    state.cancel();
    state.apply(opened(cancelled));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(cancelled));
    let overtaken = begin(&mut state, OpenedFrom::Files);
    let newer = begin(&mut state, OpenedFrom::Files);
    state.apply(opened(overtaken));
    assert_eq!(state.opened.as_ref().map(|opened| opened.job), Some(overtaken));
    assert_eq!(state.work().map(|work| work.job), Some(newer));
}

#[test]
fn what_was_open_stays_open_after_a_refusal_and_a_crash() {
    let mut state = AppState::default();
    let job = begin(&mut state, OpenedFrom::Sample);
    state.apply(opened(job));
    let job = begin(&mut state, OpenedFrom::Files);
    assert!(state.opened.is_some());
    state.apply(refused(job));
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Refused(Vec::new())));
    begin(&mut state, OpenedFrom::Files);
    state.apply(Event::Crashed { message: "bug".to_owned() });
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Crashed("bug".to_owned())));
}

#[test]
fn a_worker_of_another_version_stops_the_page() {
    let mut state = AppState::default();
    state.apply(Event::Ready { protocol: PROTOCOL + 1 });
    assert_eq!(state.phase, Phase::OldWorker);
}

#[test]
fn an_answer_about_another_generation_is_refused() {
    let mut state = reviewing(3);
    assert!(state.decide(Decision::Same));
    let Some(Request::Query(query, Query::Review { .. })) = state.requests().into_iter().next() else { panic!("nothing is followed") };
    let late = followed(&state, Some(query), standing(0, 2));
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, standing(0, 5)));
    state.apply(late);
    assert_eq!(state.review.standing.as_ref().map(|now| now.possible), Some(5));
    let requests = state.requests();
    assert!(
        matches!(requests.first(), Some(Request::Query(_, Query::Review { .. }))),
        "the decision is followed by what is open now: {requests:?}"
    );
}

#[test]
fn a_crash_takes_no_decision_and_no_mark_away() {
    let mut state = reviewing(3);
    decided(&mut state, Decision::Same, 2);
    state.set_threshold(Threshold::WIDE);
    state.break_off(Notice::Stalled);
    assert_eq!((state.has_unsaved(), state.threshold(), state.session.log().entries().len()), (true, Threshold::WIDE, 2));
    let import = state.session.restarted();
    let job = state.begin_import(OpenedFrom::Files, import);
    let message = state.message(Vec::new());
    assert_eq!((message.log.shared, message.log.entries.len()), (0, 2), "a new worker is told everything");
    let mut event = opened_with(job, standing(1, 2));
    if let Event::Opened { built, followed, .. } = &mut event {
        (*built, *followed) = (message.revision, message.revision);
    }
    state.apply(event);
    assert!(state.has_unsaved());
    assert!(!state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::Review { .. }))));
}

#[test]
fn what_can_no_longer_be_read_is_closed_and_decisions_stay() {
    let mut state = reviewing(3);
    decided(&mut state, Decision::Same, 2);
    state.break_off(Notice::Stalled);
    let import = state.session.restarted();
    let job = state.begin_import(OpenedFrom::Files, import);
    state.apply(refused(job));
    assert_eq!((state.opened.is_none(), state.notice.clone()), (true, Some(Notice::Lost(Vec::new()))));
    assert!(state.would_lose() && state.session.log().entries().len() == 1);
}

#[test]
fn a_file_that_ended_five_workers_is_named() {
    let mut state = reviewing(1);
    for _ in 0..5 {
        let import = state.session.restarted();
        let job = state.begin_import(OpenedFrom::Files, import);
        state.apply(Event::Progress { job, stage: Stage::Parse, handle: Some(1), done: 0, total: 9 });
        state.break_off(Notice::Crashed(String::new()));
    }
    let import = state.session.restarted();
    assert!(import.sources.is_empty());
    let job = state.begin_import(OpenedFrom::Files, import);
    state.apply(refused(job));
    assert_eq!(state.notice, Some(Notice::LeftOut(vec!["leads.csv".to_owned()])));
}
