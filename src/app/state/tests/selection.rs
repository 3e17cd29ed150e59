//! The group that is open when the list of groups comes.

use super::*;

/// Rows from a place on, as the answer to the query for them.
fn listed(state: &mut AppState, places: std::ops::Range<u32>) {
    let query = state
        .requests()
        .into_iter()
        .find_map(|request| if let Request::Query(query, Query::Groups(_)) = request { Some(query) } else { None })
        .unwrap();
    let page = GroupPage { total: 9, possible: 9, offset: state.groups.offset, rows: places.map(row).collect(), ..GroupPage::default() };
    state.apply(Event::Answer(query, Answer::Groups(page)));
}

#[test]
fn the_first_group_of_the_list_is_open_at_once() {
    let mut state = reviewing(3);
    assert_eq!((state.group.number, state.is_group_open()), (Some(name(0)), false), "shown, and not opened by the user");
    assert!(state.group.found.is_some());
    state.select_adjacent(1);
    answer(&mut state, 3);
    assert_eq!((state.group.number, state.is_group_open()), (Some(name(1)), true));
    assert_eq!(reviewing(0).group.number, None);
}

#[test]
fn another_list_selects_its_first_group_unless_the_user_has_one_open() {
    let mut state = reviewing(3);
    state.groups.narrow(Some(GroupShow::Kind(GroupKind::Repeat)));
    listed(&mut state, 5..8);
    assert_eq!(state.group.number, Some(name(5)));
    state.groups.narrow(None);
    listed(&mut state, 4..8);
    assert_eq!(state.group.number, Some(name(5)), "which this list has too");
    state.open_group(name(7));
    drop(state.requests());
    state.groups.narrow(Some(GroupShow::AcrossFiles));
    listed(&mut state, 0..2);
    assert_eq!((state.group.number, state.is_group_open()), (Some(name(7)), true));
    state.groups.narrow(None);
    state.close_group();
    listed(&mut state, 0..0);
    assert_eq!(state.group.number, Some(name(7)), "it is still pending");
}

#[test]
fn a_group_put_away_stays_selected() {
    let mut state = reviewing(3);
    state.open_group(name(2));
    answer(&mut state, 3);
    assert!(state.is_group_open());
    state.close_group();
    assert_eq!((state.group.number, state.is_group_open()), (Some(name(2)), false));
    state.open_group(name(2));
    assert!(state.is_group_open() && state.group.found.is_some(), "it is there at once");
    assert!(state.decide(Decision::Same));
    assert!(state.is_group_open());
}
