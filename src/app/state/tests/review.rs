//! Decisions about who is who.

use super::*;

#[test]
fn joining_more_leads_than_are_shown_is_confirmed_first() {
    for (leads, warning) in [(3, None), (2, Some(GroupWarning::TooLarge))] {
        let mut state = reviewing(2);
        let change = |state: &mut AppState| {
            let found = state.group.found.as_mut().unwrap();
            (found.row.leads, found.row.warning) = (leads, warning);
        };
        change(&mut state);
        assert!(!state.decide(Decision::Same));
        assert_eq!(state.same_to_confirm(), Some(leads));
        state.select_adjacent(1);
        answer(&mut state, 2);
        assert_eq!(state.same_to_confirm(), None, "another group is open");
        state.select_adjacent(-1);
        answer(&mut state, 2);
        change(&mut state);
        assert!(!state.decide(Decision::Same), "it has to be confirmed anew");
        assert_eq!(state.review.announcement, Some(Announcement::ConfirmSame(name(0), leads)));
        assert!(state.decide(Decision::Same));
    }
    let mut state = reviewing(1);
    state.group.found.as_mut().unwrap().row.warning = Some(GroupWarning::TooLarge);
    assert!(state.decide(Decision::Different), "different people are not joined");
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
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (false, true), "the next group is pending");
    assert_eq!(state.review.announcement, before, "what was decided before is still told");
    let mut state = reviewing(2);
    state.group = Chosen::default();
    assert_eq!((state.decide(Decision::Same), state.review.announcement.clone()), (false, Some(Announcement::ChooseGroup)));
    state.group.choose(name(1));
    drop(state.requests());
    assert_eq!((state.decide(Decision::Same), state.review.is_hurried), (false, true), "the group is pending");
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
        [
            Request::Query(_, Query::Review { .. }),
            Request::Query(_, Query::Groups(_)),
            Request::Query(_, Query::NextGroup(_)),
            Request::Query(_, Query::Presets)
        ]
    );
    assert!(kinds, "{requests:?}");
    assert!(matches!(&requests[0], Request::Query(_, Query::Review { leads }) if *leads == [0, 1]));
    let message = state.message(requests);
    assert_eq!((message.log.entries.len(), message.log.position, message.revision), (1, 1, Revision(1)));
    assert_eq!(state.requests(), [], "nothing else is queried");
}

#[test]
fn decisions_made_meanwhile_go_together_with_the_next_message() {
    let mut state = reviewing(3);
    for place in 0..2 {
        assert!(state.decide(Decision::Later));
        let requests = state.requests();
        assert_eq!(requests.len(), 4, "{requests:?}");
        answer_all(&mut state, requests);
        assert_eq!(state.session.log().entries().len(), place + 1);
    }
    for _ in 0..2 {
        assert!(state.decide(Decision::Undo));
        drop(state.requests());
    }
    let other = state.requests();
    assert_eq!(other, [], "one is pending");
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
fn navigation_starts_at_either_end() {
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
fn one_threshold_is_pending_and_the_last_one_wanted_follows() {
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
        assert_eq!(requested(&mut state), None, "the first is pending");
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
