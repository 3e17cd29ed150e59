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

fn constraints(same: &[(u32, u32)], different: &[(u32, u32)]) -> Constraints {
    Constraints { same: same.to_vec(), different: different.to_vec(), ..Constraints::default() }
}

#[track_caller]
fn check(same: &[(u32, u32)], different: &[(u32, u32)], expected: &[u32]) {
    let (leads, matching) = matched(&ROWS);
    let joins = matching.joins_under(&constraints(same, different));
    assert_eq!(matching.clusters_of(&leads, Threshold::BALANCED, &joins).of(), expected, "{same:?} {different:?}");
}

#[test]
fn without_decisions_nothing_is_made_anew() {
    let (_, matching) = matched(&ROWS);
    assert!(matching.joins_under(&Constraints::default()).0.is_none());
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
    let joins = matching.joins_under(&constraints(&[], &[(4, 0)])).0.unwrap();
    let within = |joins: &[Join]| joins.iter().filter(|join| join.one < 4 && join.other < 4).count();
    assert_eq!(within(&joins), within(&matching.joins));
}

#[test]
fn decisions_hold_at_every_threshold() {
    let (leads, matching) = matched(&ROWS);
    let joins = matching.joins_under(&constraints(&[(0, 4)], &[(0, 1)]));
    for bits in [-5.0, -1.0, 3.0, 9.0, 15.0] {
        let clusters = matching.clusters_of(&leads, Threshold(bits), &joins);
        assert!(clusters.of()[0] == clusters.of()[4] && clusters.of()[0] != clusters.of()[1], "{bits}");
    }
}

#[test]
fn a_lead_beside_a_decided_twin_is_told_apart_from_whom_the_twin_joined() {
    let rows = ["Ann,Ash,ann@contoso.com", "Ann,Ash,ann@contoso.com", "Bob,Birk,bob@fabrikam.org"];
    let (leads, matching) = matched(&rows);
    for (same, different, expected) in
        [(&[(0, 2)][..], &[(1, 2)][..], [0, 1, 0]), (&[(1, 2)], &[(0, 2)], [0, 1, 1]), (&[(0, 2)], &[], [0, 0, 0])]
    {
        let joins = matching.joins_under(&constraints(same, different));
        for threshold in [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE] {
            assert_eq!(matching.clusters_of(&leads, threshold, &joins).of(), expected, "{same:?} {different:?}");
        }
    }
}

#[test]
fn whom_the_user_did_not_speak_of_is_joined_by_scores_alone() {
    let rows = ["Ann,Ash,,,,", "Ann,Ash,,,,", "Bob,Birk,bob@fabrikam.org"];
    let (leads, matching) = matched(&rows);
    // Stricter than the two Anns are alike.
    let threshold = Threshold(matching.score(matching.profile_of(0), matching.profile_of(1)).unwrap().total + 0.5);
    assert_eq!(matching.clusters(&leads, threshold).of(), [0, 1, 2]);
    let joins = matching.joins_under(&constraints(&[(1, 2)], &[]));
    assert_eq!(matching.clusters_of(&leads, threshold, &joins).of(), [0, 1, 1]);
}

#[test]
fn leads_that_name_nobody_are_told_apart_like_others() {
    let rows = ["Ann,Ash,ann@contoso.com", ",,,", "Ann,Ash,ann@contoso.com,,SE"];
    let (leads, matching) = matched(&rows);
    assert_eq!(matching.profile_of(1), NONE);
    for (same, different, expected) in
        [(&[(0, 1)][..], &[(1, 2)][..], [0, 0, 1]), (&[(0, 1)], &[(0, 2)], [0, 0, 1]), (&[(0, 1), (1, 2)], &[], [0, 0, 0])]
    {
        let joins = matching.joins_under(&constraints(same, different));
        assert_eq!(matching.clusters_of(&leads, Threshold::BALANCED, &joins).of(), expected, "{same:?} {different:?}");
    }
}

#[test]
fn parts_of_very_many_leads_are_told_apart() {
    let rows = vec!["Ann,Ash,ann@contoso.com"; 1_000];
    let (leads, matching) = matched(&rows);
    let apart = vec![(0..999).map(|lead| (lead, lead / 2)).collect()];
    let split = Split::of(
        &matching,
        &Touched::of(&matching, &Constraints { apart: apart.clone(), ..Constraints::default() }),
        &Constraints { apart: apart.clone(), ..Constraints::default() },
    );
    // The last lead alone may join any.
    assert!(split.nodes.edges.len() < 2_000, "{}", split.nodes.edges.len());
    let joins = matching.joins_under(&Constraints { apart, ..Constraints::default() });
    let clusters = matching.clusters_of(&leads, Threshold::BALANCED, &joins);
    assert_eq!((clusters.count(), clusters.kinds().len()), (500, 499));
}
