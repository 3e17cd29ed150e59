//! Tests of what may happen to the state.

use super::review::{Announcement, Decision};
use super::review_key::ReviewKey;
use super::*;
use crate::protocol::{Answer, Event, Matched, OpenMode, PROTOCOL, Query, Revision};
use leadlens_engine::matching::{Confidence, Evidence, Fingerprint, GroupKeys, GroupWarning, MatchReason, Statement, Threshold, Verdict};
use leadlens_engine::report::{GroupRow, LeadPage, LeadRow, PairDetail, PersonDetail, PersonRow, ReviewState, Standing, Survivorship};
use leadlens_engine::{LogEntry, Stage};

fn opened(job: JobId) -> Event {
    opened_with(job, ReviewState::default())
}

fn opened_with(job: JobId, review: ReviewState) -> Event {
    Event::Opened {
        job,
        overview: Box::default(),
        review: Box::new(review),
        failures: Vec::new(),
        handles: (1..9).collect(),
        logs: Vec::new(),
        built: Revision::default(),
        followed: Revision::default(),
    }
}

/// Begins to open one file.
fn begin(state: &mut AppState, origin: OpenedFrom) -> JobId {
    let source = state.session.source("leads.csv".to_owned(), 9);
    let import = state.session.import(vec![source], OpenMode::Replace);
    state.begin_import(origin, import)
}

fn refused(job: JobId) -> Event {
    Event::Refused { job, failures: Vec::new(), logs: Vec::new() }
}

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
fn a_picture_that_was_on_its_way_is_shown_because_the_worker_has_it_open() {
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
fn a_window_of_leads_is_asked_once_and_an_older_answer_is_dropped() {
    let mut state = AppState::default();
    let job = begin(&mut state, OpenedFrom::Sample);
    state.apply(opened(job));
    state.view.tab = Tab::Leads;
    let first = state.requests();
    assert_eq!(first.len(), 1);
    assert_eq!(state.requests(), Vec::new());
    state.pick(&mut |filter| filter.search = "ada".to_owned());
    assert_eq!(state.requests().len(), 2, "the picture and the list");
    let Some(Request::Query(query, Query::Leads(_))) = first.first() else { panic!("no request for leads") };
    state.apply(Event::Answer(*query, Answer::Leads(LeadPage { total: 9, ..LeadPage::default() })));
    assert_eq!(state.leads.total(), None);
}

#[test]
fn a_worker_of_another_version_stops_the_page() {
    let mut state = AppState::default();
    state.apply(Event::Ready { protocol: PROTOCOL + 1 });
    assert_eq!(state.phase, Phase::OldWorker);
}

/// A state with leads open, groups listed and the first of them open, in the Duplicates tab.
fn reviewing(possible: u32) -> AppState {
    let mut state = AppState::default();
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, standing(0, possible)));
    state.view.tab = Tab::Duplicates;
    answer(&mut state, possible);
    state.select_adjacent(1);
    answer(&mut state, possible);
    state
}

fn standing(decided: u32, possible: u32) -> ReviewState {
    ReviewState { same: decided, undo: decided, possible, finished: true, ..ReviewState::default() }
}

/// The possible group at that place: its first lead is ten times that.
fn name(place: u32) -> GroupName {
    GroupName::possible(place * 10)
}

fn row(place: u32) -> GroupRow {
    GroupRow {
        name: name(place),
        label: format!("Person {place}"),
        email: String::new(),
        leads: 2,
        kind: GroupKind::Possible,
        reason: MatchReason::default(),
        confidence: Confidence(0.5),
        warning: None,
        do_not_contact: false,
        contactable: true,
        files: 1,
        same_record: false,
    }
}

fn key(lead: u32) -> Fingerprint {
    Fingerprint::try_from(format!("{lead:016x}-0000000000000000-0")).unwrap()
}

/// The group at that place, of two leads.
fn detail(place: u32) -> GroupDetail {
    let leads = vec![place * 10, place * 10 + 1];
    let lead = |lead: &u32| LeadRow { lead: *lead, ..LeadRow::default() };
    GroupDetail {
        row: row(place),
        leads: leads.iter().map(lead).collect(),
        differing: Vec::new(),
        parts: vec![0, 1],
        repeats_after: vec![None, None],
        keys: Some(GroupKeys { keys: leads.iter().copied().map(key).collect(), leads, parts: vec![0, 1] }),
    }
}

/// Answers what the page asks about groups, as a worker would over that many possible groups, until it asks no more. Gives the rest.
fn answer(state: &mut AppState, possible: u32) -> Vec<Request> {
    let mut others = Vec::new();
    loop {
        let requests = state.requests();
        if requests.is_empty() {
            return others;
        }
        for request in requests {
            match request {
                Request::Query(query, Query::Groups(wanted)) => {
                    let rows = (0..possible).skip(wanted.offset as usize).take(wanted.limit as usize).map(row).collect();
                    let page = GroupPage { total: possible, possible, offset: wanted.offset, rows, ..GroupPage::default() };
                    state.apply(Event::Answer(query, Answer::Groups(page)));
                }
                Request::Query(query, Query::Group(name)) => {
                    state.apply(Event::Answer(query, Answer::Group(Some(Box::new(detail(name.lead / 10))))));
                }
                Request::Query(query, Query::NextGroup(target)) => {
                    let of_entry = |entry: u32| match &state.session.log().entries()[entry as usize] {
                        LogEntry::Statement(statement) => (0..1_000).find(|place| statement.fingerprints().contains(&key(place * 10))),
                        _ => None,
                    };
                    let named = target.entry.and_then(of_entry).or(target.name.map(|name| name.lead / 10));
                    let queued = target.place.filter(|_| possible > 0).map(|place| if place < possible { place } else { 0 });
                    let group = named.or(queued).map(|place| Box::new(detail(place)));
                    state.apply(Event::Answer(query, Answer::Group(group)));
                }
                Request::Query(query, Query::Review { .. }) => state.apply(followed(state, Some(query), standing(0, possible))),
                other => others.push(other),
            }
        }
    }
}

/// The outcome of following the log as it is now.
fn followed(state: &AppState, query: Option<QueryId>, outcome: ReviewState) -> Event {
    let generation = state.opened.as_ref().unwrap().job;
    let matched = Matched { generation, followed: state.session.revision(), overview: Box::default(), review: Box::new(outcome) };
    match query {
        Some(query) => Event::Answer(query, Answer::Matched(matched)),
        None => Event::Matched(matched),
    }
}

/// Makes a decision, lets the worker follow it with that many possible groups left, and gives the last entry of the log.
fn decided(state: &mut AppState, decision: Decision, possible: u32) -> Option<LogEntry> {
    assert!(state.decide(decision), "{decision:?} is not made");
    answer(state, possible);
    state.session.log().in_force().last().cloned()
}

#[test]
fn a_key_does_what_the_help_says() {
    for (key, shift, expected) in [
        ("j", false, Some(ReviewKey::Next)),
        ("K", true, Some(ReviewKey::Previous)),
        ("m", false, Some(ReviewKey::Decide(Decision::Same))),
        ("N", false, Some(ReviewKey::Decide(Decision::Different))),
        ("s", false, Some(ReviewKey::Decide(Decision::Later))),
        ("x", false, Some(ReviewKey::SplitOut)),
        ("u", false, Some(ReviewKey::Decide(Decision::Undo))),
        ("U", true, Some(ReviewKey::Decide(Decision::Redo))),
        ("Enter", false, Some(ReviewKey::Open)),
        ("?", true, Some(ReviewKey::Help)),
        ("a", false, None),
        ("Escape", false, None),
        ("Tab", false, None),
    ] {
        assert_eq!(ReviewKey::of(key, shift), expected, "{key}");
    }
}

#[test]
fn a_key_held_down_decides_once() {
    for (key, expected) in [("m", false), ("n", false), ("s", false), ("x", false), ("j", true), ("k", true), ("u", true), ("?", true)] {
        assert_eq!(ReviewKey::of(key, false).map(ReviewKey::repeats), Some(expected), "{key}");
    }
}

#[test]
fn joining_more_leads_than_are_shown_is_asked_about_once_more() {
    for (leads, warning) in [(3, None), (2, Some(GroupWarning::TooLarge))] {
        let mut state = reviewing(2);
        let change = |state: &mut AppState| {
            let found = state.group.found.as_mut().unwrap();
            (found.row.leads, found.row.warning) = (leads, warning);
        };
        change(&mut state);
        assert!(!state.decide(Decision::Same));
        assert_eq!(state.asks_same(), Some(leads));
        state.select_adjacent(1);
        answer(&mut state, 2);
        assert_eq!(state.asks_same(), None, "another group is open");
        state.select_adjacent(-1);
        answer(&mut state, 2);
        change(&mut state);
        assert!(!state.decide(Decision::Same), "asked about anew");
        assert_eq!(state.review.announcement, Some(Announcement::AskSame(name(0), leads)));
        assert!(state.decide(Decision::Same));
    }
    let mut state = reviewing(1);
    state.group.found.as_mut().unwrap().row.warning = Some(GroupWarning::TooLarge);
    assert!(state.decide(Decision::Different), "keeping apart joins nobody");
}

#[test]
fn no_decision_is_refused_without_a_word() {
    let mut state = reviewing(2);
    for decision in [Decision::Undo, Decision::Redo] {
        assert_eq!((state.decide(decision), state.review.announcement.clone()), (false, Some(Announcement::NoStep)));
    }
    assert!(state.decide(Decision::Later));
    let before = state.review.announcement.clone();
    drop(state.requests());
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (false, true), "the next group is on its way");
    assert_eq!(state.review.announcement, before, "what was decided before is still told");
    let mut state = reviewing(2);
    state.group = Chosen::default();
    assert_eq!((state.decide(Decision::Same), state.review.announcement.clone()), (false, Some(Announcement::ChooseGroup)));
    state.group.choose(name(1));
    drop(state.requests());
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (false, true), "the group is on its way");
    let mut state = reviewing(2);
    state.group.found.as_mut().unwrap().keys = None;
    assert_eq!((state.decide(Decision::Same), state.review.announcement.clone()), (false, Some(Announcement::TooMany)));
}

#[test]
fn a_decision_is_one_message_with_all_that_is_repainted() {
    let mut state = reviewing(3);
    assert!(state.decide(Decision::Same));
    let requests = state.requests();
    let kinds = matches!(
        requests[..],
        [Request::Query(_, Query::Review { .. }), Request::Query(_, Query::Groups(_)), Request::Query(_, Query::NextGroup(_))]
    );
    assert!(kinds, "{requests:?}");
    assert!(matches!(&requests[0], Request::Query(_, Query::Review { leads }) if *leads == [0, 1]));
    let message = state.message(requests);
    assert_eq!((message.log.entries.len(), message.log.position, message.revision), (1, 1, Revision(1)));
    assert_eq!(state.requests(), [], "nothing else is asked");
}

#[test]
fn decisions_made_meanwhile_go_together_with_the_next_message() {
    let mut state = reviewing(3);
    for place in 0..2 {
        assert!(state.decide(Decision::Later));
        let requests = state.requests();
        assert_eq!(requests.len(), 3, "{requests:?}");
        answer_all(&mut state, requests);
        assert_eq!(state.session.log().entries().len(), place + 1);
    }
    for _ in 0..2 {
        assert!(state.decide(Decision::Undo));
        drop(state.requests());
    }
    let other = state.requests();
    assert_eq!(other, [], "one is under way");
    assert!(state.session.must_review());
}

/// Answers these requests of a review of three groups.
fn answer_all(state: &mut AppState, requests: Vec<Request>) {
    for request in requests {
        match request {
            Request::Query(query, Query::Review { .. }) => state.apply(followed(state, Some(query), standing(0, 3))),
            Request::Query(query, Query::Groups(_)) => {
                let page = GroupPage { total: 3, possible: 3, rows: (0..3).map(row).collect(), ..GroupPage::default() };
                state.apply(Event::Answer(query, Answer::Groups(page)));
            }
            Request::Query(query, Query::NextGroup(_)) => state.apply(Event::Answer(query, Answer::Group(Some(Box::new(detail(0)))))),
            _ => {}
        }
    }
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
    assert_eq!((message.log.kept, message.log.entries.len()), (0, 2), "a new worker is told everything");
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
fn decisions_are_lost_until_they_are_saved() {
    fn save(state: &mut AppState) -> QueryId {
        state.export(ExportKind::Workspace, String::new());
        let requests = state.requests();
        let query = |request: &Request| if let Request::Query(query, Query::Export(_)) = request { Some(*query) } else { None };
        requests.iter().find_map(query).unwrap()
    }
    let address = |name: &str| Some(name.to_owned());
    let mut state = reviewing(3);
    assert!(!state.would_lose());
    decided(&mut state, Decision::Same, 2);
    assert!(state.would_lose());
    let query = save(&mut state);
    decided(&mut state, Decision::Different, 1);
    state.apply(Event::Answer(query, Answer::Exported(address("blob:1"))));
    assert!(state.would_lose(), "one was made since the file was asked for");
    let query = save(&mut state);
    state.apply(Event::Answer(query, Answer::Exported(None)));
    assert!(state.would_lose(), "no file was made");
    let query = save(&mut state);
    state.apply(Event::Answer(query, Answer::Exported(address("blob:2"))));
    assert!(!state.would_lose());
    decided(&mut state, Decision::Undo, 2);
    assert!(state.would_lose(), "the file says otherwise");
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, ReviewState { absent: vec![1], ..standing(0, 1) }));
    assert!(state.would_lose(), "one of them concerns what is open now");
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, ReviewState { absent: vec![0, 1], ..standing(0, 1) }));
    assert!(!state.would_lose(), "what they were about is gone");
}

#[test]
fn a_file_to_keep_is_asked_for_again_of_another_worker() {
    let mut state = reviewing(1);
    state.export(ExportKind::Workspace, "a.leadlens".to_owned());
    assert!(matches!(state.requests()[..], [Request::Query(_, Query::Export(_))]));
    assert_eq!(state.requests(), []);
    state.break_off(Notice::Stalled);
    let import = state.session.restarted();
    let job = state.begin_import(OpenedFrom::Files, import);
    assert_eq!(state.requests(), [], "until the leads are there the file would hold none");
    state.apply(opened_with(job, standing(0, 1)));
    assert!(state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::Export(_)))));
}

#[test]
fn a_draft_that_is_no_longer_wanted_is_not_kept() {
    let mut state = reviewing(1);
    state.draft = Draft::of(true, Vec::new());
    state.set_threshold(Threshold::STRICT);
    let requested = state
        .requests()
        .into_iter()
        .find_map(|request| if let Request::Query(query, Query::WriteDraft) = request { Some(query) } else { None });
    let query = requested.unwrap();
    assert!(state.draft.awaits(query));
    state.draft = Draft::of(false, Vec::new());
    assert!(!state.draft.awaits(query));
    state.draft = Draft::of(true, Vec::new());
    state.draft.skip(state.session.revision());
    assert!(!state.draft.awaits(query) && !state.requests().iter().any(|request| matches!(request, Request::Query(_, Query::WriteDraft))));
}

#[test]
fn drafts_of_other_tabs_are_taken_up_beside_an_own_one() {
    let mut state = reviewing(1);
    state.draft = Draft::of(true, vec!["one".to_owned(), "two".to_owned()]);
    state.set_threshold(Threshold::STRICT);
    let requested = |state: &mut AppState| {
        state.requests().into_iter().find(|request| matches!(request, Request::Query(_, Query::WriteDraft | Query::ReadDrafts(_))))
    };
    let Some(Request::Query(query, Query::WriteDraft)) = requested(&mut state) else {
        panic!("what is found does not keep the own one from being written")
    };
    state.apply(Event::Answer(query, Answer::DraftWritten(String::new())));
    state.draft.take_up();
    let Some(Request::Query(query, Query::ReadDrafts(texts))) = requested(&mut state) else { panic!("both are read") };
    assert_eq!(texts, ["one", "two"]);
    let mut other = state.clone();
    state.apply(Event::Answer(query, Answer::DraftsRead(Some(Box::new(state.session.log().clone())))));
    assert!(state.draft.found.is_empty() && matches!(requested(&mut state), Some(Request::Query(_, Query::WriteDraft))));
    other.draft.forget_found();
    let before = other.session.revision();
    other.apply(Event::Answer(query, Answer::DraftsRead(Some(Box::default()))));
    assert_eq!(other.session.revision(), before, "what was forgotten meanwhile is not taken up");
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

#[test]
fn walking_starts_at_either_end() {
    for (by, expected) in [(1, 0), (-1, 2)] {
        let mut state = reviewing(3);
        state.group = Chosen::default();
        state.select_adjacent(by);
        answer(&mut state, 3);
        assert_eq!(state.group.number, Some(name(expected)), "{by}");
    }
}

#[test]
fn after_a_decision_the_next_open_group_is_opened() {
    let mut state = reviewing(3);
    state.select_adjacent(1);
    answer(&mut state, 3);
    assert_eq!(state.group.number, Some(name(1)));
    assert_eq!(decided(&mut state, Decision::Same, 2), Some(LogEntry::Statement(Statement::Same(vec![key(10), key(11)]))));
    assert_eq!(state.group.number, Some(name(1)), "the place of the decided one is taken by the one behind it");
    assert_eq!(state.review.announcement, Some(Announcement::Decided(Decision::Same, "Person 1".to_owned())));
    assert_eq!(
        decided(&mut state, Decision::Different, 1),
        Some(LogEntry::Statement(Statement::Different(vec![vec![key(10)], vec![key(11)]])))
    );
    assert_eq!(state.group.number, Some(name(0)), "behind the last one the queue begins anew");
    decided(&mut state, Decision::Same, 0);
    assert_eq!(state.group.number, None);
}

#[test]
fn undo_opens_the_group_that_was_decided() {
    let mut state = reviewing(3);
    state.select_adjacent(1);
    answer(&mut state, 3);
    assert_eq!(decided(&mut state, Decision::Later, 3), Some(LogEntry::Statement(Statement::Later(vec![key(10), key(11)]))));
    state.select_adjacent(1);
    answer(&mut state, 3);
    assert_eq!(state.group.number, Some(name(2)));
    decided(&mut state, Decision::Undo, 3);
    assert_eq!((state.group.number, state.session.log().position()), (Some(name(1)), 0));
    decided(&mut state, Decision::Redo, 3);
    assert_eq!((state.group.number, state.session.log().position()), (Some(name(1)), 1));
}

#[test]
fn a_group_stays_open_by_its_name_when_everything_is_compared() {
    let mut state = reviewing(3);
    let event = followed(&state, None, standing(0, 3));
    state.apply(event);
    let requests = state.requests();
    let requested = requests
        .iter()
        .find_map(|request| if let Request::Query(query, Query::Group(name)) = request { Some((*query, *name)) } else { None });
    assert_eq!(requested.map(|(_, name)| name), Some(name(0)));
    assert!(state.group.found.is_some(), "it stays on screen meanwhile");
    // Another lead has joined in front: the group has another name.
    let query = requested.unwrap().0;
    state.apply(Event::Answer(query, Answer::Group(Some(Box::new(detail(2))))));
    assert_eq!(state.group.number, Some(name(2)));
}

#[test]
fn one_threshold_is_under_way_and_the_last_one_wanted_follows() {
    let requested = |state: &mut AppState| {
        state
            .requests()
            .into_iter()
            .find_map(|request| if let Request::Query(query, Query::Review { .. }) = request { Some(query) } else { None })
    };
    let mut state = reviewing(1);
    state.set_threshold(Threshold(1.0));
    let first = requested(&mut state);
    assert!(first.is_some());
    for wanted in [2.0, 4.0] {
        state.set_threshold(Threshold(wanted));
        assert_eq!(requested(&mut state), None, "the first is under way");
    }
    assert_eq!((state.threshold(), state.session.log().entries().len()), (Threshold(4.0), 1));
    let review = Box::new(ReviewState { threshold: Threshold(1.0), ..standing(0, 1) });
    let generation = state.opened.as_ref().unwrap().job;
    let matched = Matched { generation, followed: Revision(1), overview: Box::default(), review };
    state.apply(Event::Answer(first.unwrap(), Answer::Matched(matched)));
    assert!(requested(&mut state).is_some());
}

#[test]
fn the_queue_goes_on_where_a_split_leaves_no_group() {
    let mut state = reviewing(3);
    state.select_adjacent(1);
    answer(&mut state, 3);
    assert!(state.decide(Decision::SplitOut(11)));
    let target = state
        .requests()
        .into_iter()
        .find_map(|request| if let Request::Query(_, Query::NextGroup(target)) = request { Some(target) } else { None });
    let target = target.unwrap();
    assert_eq!((target.name, target.place), (Some(name(1)), Some(1)));
}

#[test]
fn a_merged_group_is_not_different_people() {
    let mut state = reviewing(1);
    if let Some(found) = &mut state.group.found {
        found.row.kind = GroupKind::Journey;
    }
    assert!(!state.decide(Decision::Different));
    assert_eq!(state.review.announcement, Some(Announcement::OnlyPossible));
    assert!(state.decide(Decision::SplitOut(1)));
    let expected = Some(LogEntry::Statement(Statement::Different(vec![vec![key(1)], vec![key(0)]])));
    assert_eq!(state.session.log().in_force().last().cloned(), expected);
}

#[test]
fn no_group_is_decided_about_while_groups_may_still_change() {
    let mut state = reviewing(1);
    let event = followed(&state, None, ReviewState { finished: false, ..standing(0, 1) });
    state.apply(event);
    answer(&mut state, 1);
    assert!(!state.decide(Decision::Same));
    assert_eq!(state.review.announcement, Some(Announcement::NotYet));
    let row = |lead| LeadRow { lead, ..LeadRow::default() };
    let found = PairDetail {
        left: row(0),
        right: row(1),
        keys: Some((key(0), key(1))),
        evidence: Evidence::default(),
        reason: MatchReason::default(),
        values: Vec::new(),
        standing: Standing::Apart,
        flips: Vec::new(),
        steps: Vec::new(),
    };
    state.pair.show((0, 1), found);
    assert!(state.decide(Decision::Pair(0, 1, Verdict::Different)), "a pair is named by its leads");
}

#[test]
fn the_lead_that_waits_is_compared_with_the_next_one() {
    let mut state = reviewing(1);
    let row = |lead| LeadRow { lead, ..LeadRow::default() };
    state.comparing = Some((4, "Ada".to_owned()));
    state.open_lead(&row(4));
    assert_eq!((state.pair.number, state.lead.number), (None, Some(4)), "a lead is not compared with itself");
    state.open_lead(&row(9));
    assert_eq!((state.pair.number, state.comparing.clone()), (Some((4, 9)), None));
    let requests = state.requests();
    let Some(Request::Query(query, Query::Pair { left: 4, right: 9 })) = requests.first() else { panic!("{requests:?}") };
    state.apply(Event::Answer(QueryId(query.0 - 1), Answer::Pair(None)));
    assert!(state.pair.is_pending(), "an answer to an older question");
    state.apply(Event::Answer(*query, Answer::Pair(None)));
    assert!(!state.pair.is_pending());
}

#[test]
fn people_are_asked_for_once_and_again_when_they_change() {
    let mut state = reviewing(1);
    state.view.tab = Tab::People;
    let requested =
        |state: &mut AppState| state.requests().iter().filter(|request| matches!(request, Request::Query(_, Query::People(_)))).count();
    assert_eq!((requested(&mut state), requested(&mut state)), (1, 0));
    state.people.narrow(|query| query.repeated = true);
    assert_eq!((requested(&mut state), requested(&mut state)), (1, 0));
    let event = followed(&state, None, standing(0, 1));
    state.apply(event);
    assert_eq!(requested(&mut state), 1);
}

#[test]
fn a_person_is_followed_by_a_lead_when_numbers_change() {
    let mut state = reviewing(1);
    state.view.tab = Tab::People;
    state.people.person.choose((7, Survivorship::Newest));
    let requested = |state: &mut AppState| {
        let of_lead = |request: &Request| {
            if let Request::Query(query, Query::Person { lead: 7, survivorship: Survivorship::Newest }) = request {
                Some(*query)
            } else {
                None
            }
        };
        state.requests().iter().find_map(of_lead)
    };
    let query = requested(&mut state).unwrap();
    let known = |person| Some(Box::new(PersonDetail { row: PersonRow { person, ..PersonRow::default() }, ..PersonDetail::default() }));
    state.apply(Event::Answer(query, Answer::Person(known(5))));
    let event = followed(&state, None, standing(0, 1));
    state.apply(event);
    assert!(state.people.person.found.is_some(), "it stays on screen meanwhile");
    let query = requested(&mut state).unwrap();
    state.apply(Event::Answer(query, Answer::Person(known(4))));
    assert_eq!(state.people.person.found.map(|found| found.row.person), Some(4));
}

#[test]
fn crm_rules_are_counted_again_only_when_asked_for() {
    let mut state = reviewing(3);
    state.rules.choose(());
    let requested = |state: &mut AppState| {
        let others = answer(state, 3);
        others.into_iter().find_map(|request| if let Request::Query(query, Query::Rules) = request { Some(query) } else { None })
    };
    let query = requested(&mut state).unwrap();
    state.apply(Event::Answer(query, Answer::Rules(Box::default())));
    for (decision, behind) in [(Decision::Same, 1), (Decision::Different, 2)] {
        assert!(state.decide(decision));
        assert_eq!((requested(&mut state), state.rules_behind), (None, behind));
        assert!(state.rules.found.is_some());
    }
    state.count_rules();
    assert!(requested(&mut state).is_some());
    assert_eq!(state.rules_behind, 0);
    let event = followed(&state, None, standing(2, 3));
    state.apply(event);
    assert!(requested(&mut state).is_some(), "once everything is compared");
}
