//! What may happen to the state.

use super::review::{Decision, Said};
use super::review_key::ReviewKey;
use super::*;
use crate::engine::matching::{Confidence, GroupWarning, Judgement, MatchReason, Threshold, Verdict};
use crate::engine::report::{GroupRow, LeadPage, LeadRow, PersonDetail, PersonRow, ReviewState, Survivorship};

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
    state.pick(&mut |filter| filter.search = "ada".to_owned());
    assert_eq!(state.requests().len(), 2, "the picture and the list");
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

/// A state with leads open, groups listed and the first of them open, in the Duplicates tab.
fn reviewing(possible: u32) -> AppState {
    let mut state = AppState::default();
    let job = state.begin(Origin::Files);
    let review = Box::new(standing(0, possible));
    state.apply(Event::Opened { job, overview: Box::default(), review, failures: Vec::new(), files: Vec::new(), decisions: None });
    state.view.tab = Tab::Duplicates;
    answer(&mut state, possible);
    state.walk(1);
    answer(&mut state, possible);
    state
}

fn standing(decided: u32, possible: u32) -> ReviewState {
    ReviewState { same: decided, undo: decided, possible, finished: true, ..ReviewState::default() }
}

fn row(group: u32) -> GroupRow {
    GroupRow {
        group,
        label: format!("Person {group}"),
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

/// A group of the leads ten times its number and one more.
fn detail(group: u32) -> GroupDetail {
    let lead = |lead| LeadRow { lead, group: Some(group), ..LeadRow::default() };
    let leads = vec![lead(group * 10), lead(group * 10 + 1)];
    GroupDetail { row: row(group), leads, differing: Vec::new(), parts: vec![0, 1], repeats_after: vec![None, None] }
}

/// Answers what the page asks about groups until it asks no more; leads are in the group of a tenth of their number.
fn answer(state: &mut AppState, possible: u32) -> Vec<Request> {
    let mut others = Vec::new();
    loop {
        let requests = state.requests();
        if requests.is_empty() {
            return others;
        }
        for request in requests {
            match request {
                Request::Groups { query, ask } => {
                    let rows = (0..possible).skip(ask.offset as usize).take(ask.limit as usize).map(row).collect();
                    let page = GroupPage { total: possible, possible, offset: ask.offset, rows, ..GroupPage::default() };
                    state.apply(Event::Groups { query, page });
                }
                Request::Group { query, group } => state.apply(Event::Group { query, group: Some(detail(group)) }),
                Request::GroupOf { query, lead, .. } => state.apply(Event::Group { query, group: Some(detail(lead / 10)) }),
                other => others.push(other),
            }
        }
    }
}

/// Makes a decision, and lets the worker do it with that outcome.
fn decided(state: &mut AppState, decision: Decision, outcome: ReviewState) -> Judgement {
    let Some(Request::Judge { query, judgement }) = state.decide(decision) else { panic!("{decision:?} is not asked for") };
    let possible = outcome.possible;
    state.apply(Event::Matched { query: Some(query), overview: Box::default(), review: Box::new(outcome) });
    answer(state, possible);
    judgement
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
        let found = state.group.found.as_mut().unwrap();
        (found.row.leads, found.row.warning) = (leads, warning);
        assert_eq!(state.decide(Decision::Same), None);
        assert_eq!(state.asks_same(), Some(leads));
        state.walk(1);
        answer(&mut state, 2);
        assert_eq!(state.asks_same(), None, "another group is open");
        state.walk(-1);
        answer(&mut state, 2);
        let found = state.group.found.as_mut().unwrap();
        (found.row.leads, found.row.warning) = (leads, warning);
        assert_eq!(state.decide(Decision::Same), None, "asked about anew");
        assert_eq!(state.review.said, Some(Said::AskSame(0, leads)));
        assert!(matches!(state.decide(Decision::Same), Some(Request::Judge { judgement: Judgement::GroupSame(0), .. })));
    }
    let mut state = reviewing(1);
    state.group.found.as_mut().unwrap().row.warning = Some(GroupWarning::TooLarge);
    assert!(state.decide(Decision::Different).is_some(), "keeping apart joins nobody");
}

#[test]
fn no_decision_is_refused_without_a_word() {
    let mut state = reviewing(2);
    assert!(state.decide(Decision::Later).is_some());
    let said = state.review.said.clone();
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (None, true));
    assert_eq!(state.review.said, said, "what was decided before is still told");
    let mut state = reviewing(2);
    for (decision, expected) in [(Decision::Undo, Said::NoStep), (Decision::Redo, Said::NoStep)] {
        assert_eq!((state.decide(decision), state.review.said.clone()), (None, Some(expected)));
    }
    state.group = Chosen::default();
    assert_eq!((state.decide(Decision::Same), state.review.said.clone()), (None, Some(Said::ChooseGroup)));
    state.group.choose(1);
    drop(state.requests());
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (None, true), "the group is on its way");
}

#[test]
fn after_reopening_undo_leaves_the_open_group_open() {
    let mut state = reviewing(3);
    state.review = Review::begin(ReviewState { undo: 2, ..standing(0, 3) });
    state.walk(1);
    answer(&mut state, 3);
    decided(&mut state, Decision::Later, ReviewState { undo: 3, ..standing(0, 3) });
    state.walk(1);
    answer(&mut state, 3);
    let open = state.group.number;
    assert_eq!(open, Some(2));
    decided(&mut state, Decision::Undo, ReviewState { undo: 2, redo: 1, ..standing(0, 3) });
    assert_eq!(state.group.number, Some(1), "the one decided here");
    decided(&mut state, Decision::Undo, ReviewState { undo: 1, redo: 2, ..standing(0, 3) });
    assert_eq!(state.group.number, Some(1), "no group is known of that decision");
}

#[test]
fn decisions_are_lost_until_they_are_saved() {
    let save = |state: &mut AppState, address: Option<&str>| {
        let Request::Save { query, .. } = state.save(Saving::Workspace, String::new()) else { panic!("nothing is saved") };
        (query, address.map(str::to_owned))
    };
    let mut state = reviewing(3);
    assert!(!state.would_lose());
    decided(&mut state, Decision::Same, standing(1, 2));
    assert!(state.would_lose());
    let (query, address) = save(&mut state, Some("blob:1"));
    decided(&mut state, Decision::Different, standing(2, 1));
    state.apply(Event::Saved { query, address });
    assert!(state.would_lose(), "one was made since the file was asked for");
    let (query, address) = save(&mut state, None);
    state.apply(Event::Saved { query, address });
    assert!(state.would_lose(), "no file was made");
    let (query, address) = save(&mut state, Some("blob:2"));
    state.apply(Event::Saved { query, address });
    assert!(!state.would_lose());
    decided(&mut state, Decision::Undo, ReviewState { redo: 1, ..standing(1, 2) });
    assert!(state.would_lose(), "the file says otherwise");
    let reopen = |state: &mut AppState, undo| {
        let job = state.begin(Origin::Files);
        let review = Box::new(ReviewState { undo, ..standing(0, 1) });
        state.apply(Event::Opened { job, overview: Box::default(), review, failures: Vec::new(), files: Vec::new(), decisions: None });
    };
    reopen(&mut state, 1);
    assert!(state.would_lose(), "files beside it leave the decisions as they are");
    reopen(&mut state, 0);
    assert!(!state.would_lose(), "what they were about is gone");
}

#[test]
fn walking_starts_at_either_end() {
    for (by, expected) in [(1, 0), (-1, 2)] {
        let mut state = reviewing(3);
        state.group = Chosen::default();
        state.walk(by);
        answer(&mut state, 3);
        assert_eq!(state.group.number, Some(expected), "{by}");
    }
}

#[test]
fn after_a_decision_the_next_open_group_is_opened() {
    let mut state = reviewing(3);
    state.walk(1);
    answer(&mut state, 3);
    assert_eq!(state.group.number, Some(1));
    assert_eq!(decided(&mut state, Decision::Same, standing(1, 2)), Judgement::GroupSame(1));
    assert_eq!(state.group.number, Some(1), "the place of the decided one is taken by the one behind it");
    assert_eq!(state.review.said, Some(Said::Decided(Decision::Same, "Person 1".to_owned())));
    decided(&mut state, Decision::Different, standing(2, 1));
    assert_eq!(state.group.number, Some(0), "behind the last one the queue begins anew");
    decided(&mut state, Decision::Same, standing(3, 0));
    assert_eq!(state.group.number, None);
}

#[test]
fn undo_opens_the_group_that_was_decided() {
    let mut state = reviewing(3);
    state.walk(1);
    answer(&mut state, 3);
    decided(&mut state, Decision::Later, ReviewState { undo: 1, later: 1, ..standing(0, 3) });
    state.walk(1);
    answer(&mut state, 3);
    assert_eq!(state.group.number, Some(2));
    decided(&mut state, Decision::Undo, ReviewState { redo: 1, ..standing(0, 3) });
    assert_eq!(state.group.number, Some(1));
    decided(&mut state, Decision::Redo, standing(1, 3));
    assert_eq!(state.group.number, Some(1));
}

#[test]
fn a_group_stays_open_by_its_lead_when_numbers_change() {
    let mut state = reviewing(3);
    state.apply(Event::Matched { query: None, overview: Box::default(), review: Box::new(standing(0, 3)) });
    let of_lead = |request: &Request| if let Request::GroupOf { query, lead: 0, possible: true } = request { Some(*query) } else { None };
    let Some(query) = state.requests().iter().find_map(of_lead) else { panic!("the group of the lead is not asked for") };
    assert!(state.group.found.is_some(), "it stays on screen meanwhile");
    state.apply(Event::Group { query, group: Some(detail(2)) });
    assert_eq!(state.group.number, Some(2));
}

#[test]
fn one_threshold_is_under_way_and_the_last_one_wanted_follows() {
    let asked = |state: &mut AppState| {
        state
            .requests()
            .into_iter()
            .find_map(|request| if let Request::Threshold { query, threshold } = request { Some((query, threshold)) } else { None })
    };
    let mut state = reviewing(1);
    state.slide(Threshold(1.0));
    let first = asked(&mut state);
    assert_eq!(first.map(|(_, threshold)| threshold), Some(Threshold(1.0)));
    for wanted in [2.0, 4.0] {
        state.slide(Threshold(wanted));
        assert_eq!(asked(&mut state), None, "the first is under way");
    }
    assert_eq!(state.review.threshold(), Threshold(4.0));
    assert_eq!(state.decide(Decision::Same), None, "numbers are about to change");
    let review = ReviewState { threshold: Threshold(1.0), ..standing(0, 1) };
    state.apply(Event::Matched { query: first.map(|(query, _)| query), overview: Box::default(), review: Box::new(review) });
    assert_eq!(asked(&mut state).map(|(_, threshold)| threshold), Some(Threshold(4.0)));
}

#[test]
fn the_queue_goes_on_where_a_split_leaves_no_group() {
    let mut state = reviewing(3);
    state.walk(1);
    answer(&mut state, 3);
    let Some(Request::Judge { query, .. }) = state.decide(Decision::SplitOut(11)) else { panic!("not asked for") };
    state.apply(Event::Matched { query: Some(query), overview: Box::default(), review: Box::new(standing(1, 2)) });
    for request in state.requests() {
        match request {
            Request::Groups { query, .. } => {
                let page = GroupPage { total: 2, possible: 2, rows: vec![row(0), row(1)], ..GroupPage::default() };
                state.apply(Event::Groups { query, page });
            }
            Request::GroupOf { query, lead: 10, possible: true } => state.apply(Event::Group { query, group: None }),
            _ => {}
        }
    }
    assert_eq!(state.group.number, Some(1));
}

#[test]
fn a_merged_group_is_not_different_people() {
    let mut state = reviewing(1);
    if let Some(found) = &mut state.group.found {
        found.row.kind = GroupKind::Journey;
    }
    assert_eq!(state.decide(Decision::Different), None);
    assert_eq!(state.review.said, Some(Said::OnlyPossible));
    assert!(matches!(
        state.decide(Decision::SplitOut(1)),
        Some(Request::Judge { judgement: Judgement::SplitOut { group: 0, lead: 1 }, .. })
    ));
}

#[test]
fn no_group_is_decided_about_while_groups_may_still_change() {
    let mut state = reviewing(1);
    let review = ReviewState { finished: false, ..standing(0, 1) };
    state.apply(Event::Matched { query: None, overview: Box::default(), review: Box::new(review) });
    answer(&mut state, 1);
    assert_eq!(state.decide(Decision::Same), None);
    assert_eq!(state.review.said, Some(Said::NotYet));
    let pair = state.decide(Decision::Pair(0, 1, Verdict::Different));
    assert!(matches!(pair, Some(Request::Judge { .. })), "a pair is named by its leads, whose numbers stay");
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
    let Some(Request::Pair { query, left: 4, right: 9 }) = requests.first() else { panic!("{requests:?}") };
    state.apply(Event::Pair { query: QueryId(query.0 - 1), pair: None });
    assert!(state.pair.is_pending(), "an answer to an older question");
    state.apply(Event::Pair { query: *query, pair: None });
    assert!(!state.pair.is_pending());
}

#[test]
fn people_are_asked_for_once_and_again_when_they_change() {
    let mut state = reviewing(1);
    state.view.tab = Tab::People;
    let asked = |state: &mut AppState| state.requests().iter().filter(|request| matches!(request, Request::People { .. })).count();
    assert_eq!((asked(&mut state), asked(&mut state)), (1, 0));
    state.people.narrow(|ask| ask.repeated = true);
    assert_eq!((asked(&mut state), asked(&mut state)), (1, 0));
    state.apply(Event::Matched { query: None, overview: Box::default(), review: Box::new(standing(0, 1)) });
    assert_eq!(asked(&mut state), 1);
}

#[test]
fn a_person_is_followed_by_a_lead_when_numbers_change() {
    let mut state = reviewing(1);
    state.view.tab = Tab::People;
    state.people.person.choose((7, Survivorship::Newest));
    let asked = |state: &mut AppState| {
        let of_lead = |request: &Request| {
            if let Request::Person { query, lead: 7, survivorship: Survivorship::Newest } = request { Some(*query) } else { None }
        };
        state.requests().iter().find_map(of_lead)
    };
    let query = asked(&mut state).unwrap();
    let known = |person| Some(Box::new(PersonDetail { row: PersonRow { person, ..PersonRow::default() }, ..PersonDetail::default() }));
    state.apply(Event::Person { query, person: known(5) });
    state.apply(Event::Matched { query: None, overview: Box::default(), review: Box::new(standing(0, 1)) });
    assert!(state.people.person.found.is_some(), "it stays on screen meanwhile");
    let query = asked(&mut state).unwrap();
    state.apply(Event::Person { query, person: known(4) });
    assert_eq!(state.people.person.found.map(|found| found.row.person), Some(4));
}

#[test]
fn crm_rules_are_counted_again_only_when_asked_for() {
    let mut state = reviewing(3);
    state.rules.choose(());
    let asked = |state: &mut AppState| {
        let others = answer(state, 3);
        others.into_iter().find_map(|request| if let Request::Rules { query } = request { Some(query) } else { None })
    };
    let query = asked(&mut state).unwrap();
    state.apply(Event::Rules { query, comparison: Box::default() });
    for (decision, behind) in [(Decision::Same, 1), (Decision::Different, 2)] {
        let Some(Request::Judge { query, .. }) = state.decide(decision) else { panic!("{decision:?} is not asked for") };
        state.apply(Event::Matched { query: Some(query), overview: Box::default(), review: Box::new(standing(behind, 3)) });
        assert_eq!((asked(&mut state), state.rules_behind), (None, behind));
        assert!(state.rules.found.is_some());
    }
    state.count_rules();
    assert!(asked(&mut state).is_some());
    assert_eq!(state.rules_behind, 0);
    state.apply(Event::Matched { query: None, overview: Box::default(), review: Box::new(standing(2, 3)) });
    assert!(asked(&mut state).is_some(), "once everything is compared");
}
