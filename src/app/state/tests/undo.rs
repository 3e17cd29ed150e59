//! One undo and one redo for filters and decisions.

use super::*;
use leadlens_engine::report::Facet;

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
