//! Lists, single things and comparisons, queried piece by piece.

use super::*;

#[test]
fn a_window_of_leads_is_queried_once_and_late_answers_dropped() {
    let mut state = AppState::default();
    let job = begin(&mut state, OpenedFrom::Sample);
    state.apply(opened(job));
    state.view.tab = Tab::Leads;
    let first = state.requests();
    assert_eq!(first.len(), 1);
    assert_eq!(state.requests(), Vec::new());
    state.pick(&mut |filter| filter.search = "ada".to_owned());
    assert_eq!(state.requests().len(), 2, "the overview and the list");
    let Some(Request::Query(query, Query::Leads(_))) = first.first() else { panic!("no request for leads") };
    state.apply(Event::Answer(*query, Answer::Leads(LeadPage { total: 9, ..LeadPage::default() })));
    assert_eq!(state.leads.total(), None);
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
fn people_are_queried_once_and_again_when_they_change() {
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
fn crm_rules_are_counted_again_only_on_request() {
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
