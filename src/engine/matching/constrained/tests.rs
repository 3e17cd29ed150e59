use super::*;
use crate::engine::matching::fixture::matched;

/// Ann three times alike, Anne once more, and Bob.
const ROWS: [&str; 5] = [
    "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080",
    "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080",
    "Ann,Ash,ann.ash@contoso.com,+1 425 882 8080",
    "Anne,Ash,ann.ash@contoso.com,+1 425 882 8080",
    "Bob,Birk,bob@fabrikam.org,+1 206 543 2100",
];

#[track_caller]
fn check(same: &[(u32, u32)], different: &[(u32, u32)], expected: &[u32]) {
    let (leads, matching) = matched(&ROWS);
    let constraints = Constraints { same: same.to_vec(), different: different.to_vec(), contradictions: Vec::new() };
    assert_eq!(matching.clusters_under(&leads, Threshold::BALANCED, &constraints).of(), expected, "{same:?} {different:?}");
}

#[test]
fn without_decisions_nothing_is_made_anew() {
    let (_, matching) = matched(&ROWS);
    assert_eq!(matching.joins_under(&[], &[]), matching.joins);
    check(&[], &[], &[0, 0, 0, 0, 1]);
}

#[test]
fn leads_that_say_the_same_can_be_told_apart() {
    check(&[], &[(0, 1), (0, 2), (0, 3)], &[0, 1, 1, 1, 2]);
    check(&[], &[(0, 1), (1, 2), (0, 2), (0, 3), (1, 3)], &[0, 1, 2, 2, 3]);
}

#[test]
fn leads_without_anything_in_common_can_be_joined() {
    check(&[(0, 4), (3, 4)], &[], &[0, 0, 0, 0, 0]);
    check(&[(4, 3)], &[(0, 4), (1, 4), (2, 4)], &[0, 0, 0, 1, 1]);
}

#[test]
fn a_decision_leaves_what_it_does_not_touch() {
    let (_, matching) = matched(&ROWS);
    let joins = matching.joins_under(&[], &[(4, 0)]);
    let within = |joins: &[Join]| joins.iter().filter(|join| join.one < 4 && join.other < 4).count();
    assert_eq!(within(&joins), within(&matching.joins));
}

#[test]
fn decisions_hold_at_every_threshold() {
    let (leads, matching) = matched(&ROWS);
    let constraints = Constraints { same: vec![(0, 4)], different: vec![(0, 1)], contradictions: Vec::new() };
    for bits in [-5.0, -1.0, 3.0, 9.0, 15.0] {
        let clusters = matching.clusters_under(&leads, Threshold(bits), &constraints);
        assert!(clusters.of()[0] == clusters.of()[4] && clusters.of()[0] != clusters.of()[1], "{bits}");
    }
}
