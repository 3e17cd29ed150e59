use super::split::Split;
use super::*;
use crate::matching::fixture::matched;
use crate::matching::{Fingerprints, Statement, Verdicts};

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
    let joins = matching.joins_under(&Constraints::default());
    assert!(joins.touched.is_empty() && joins.joins.is_empty());
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
    let joins = matching.joins_under(&constraints(&[], &[(4, 0)]));
    let joins = joins.all(&matching);
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
fn a_twin_is_told_apart_from_those_its_twin_differs_from() {
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
fn undecided_leads_are_joined_by_scores_alone() {
    let rows = ["Ann,Ash,,,,", "Ann,Ash,,,,", "Bob,Birk,bob@fabrikam.org"];
    let (leads, matching) = matched(&rows);
    // Stricter than the two Anns are alike.
    let threshold = Threshold(matching.score(matching.profile_of(0), matching.profile_of(1)).unwrap().total + 0.5);
    assert_eq!(matching.clusters(&leads, threshold).of(), [0, 1, 2]);
    let joins = matching.joins_under(&constraints(&[(1, 2)], &[]));
    assert_eq!(matching.clusters_of(&leads, threshold, &joins).of(), [0, 1, 1]);
}

#[test]
fn unidentified_leads_are_told_apart_like_others() {
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

/// Names and numbers unlike one another.
const PEOPLE: [(&str, &str, &str); 8] = [
    ("Adam", "Lindberg", "+1 425 882 8080"),
    ("Beatrix", "Kovic", "+1 206 543 2100"),
    ("Carlos", "Haldorsen", "+1 312 996 7000"),
    ("Dorothy", "Mortwood", "+1 617 253 1000"),
    ("Fatima", "Petrowska", "+1 713 348 0000"),
    ("Gustav", "Ruddmann", "+1 404 894 2000"),
    ("Ingrid", "Stenquist", "+1 512 471 3434"),
    ("Joaquin", "Tavinho", "+1 919 684 8111"),
];

/// Ten leads of each: some equal, some a part apart, some of whom nothing but the name is known.
fn people() -> Vec<String> {
    let row = |number: usize| {
        let (first, last, phone) = PEOPLE[number / 10];
        match number % 10 {
            0..4 => format!("{first},{last},{first}@{last}.com,{phone}"),
            4..6 => format!("{first},{last},{first}@{last}.com"),
            6..8 => format!("{first},{last},,{phone}"),
            _ => format!("{first},{last}"),
        }
    };
    (0..80).map(row).collect()
}

#[test]
fn clusters_made_of_earlier_ones_are_those_made_anew() {
    let (leads, matching) = matched(&people());
    // A linear congruential generator: the same sequences on every machine.
    let mut state = 1_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % below).unwrap()
    };
    let fingerprints = Fingerprints::build(&leads);
    let mut spliced = 0;
    for threshold in [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE].repeat(12) {
        let (mut verdicts, mut statements, mut in_force) = (Verdicts::default(), Vec::new(), 0);
        let mut joins = Joins::default();
        let mut clusters = matching.clusters_of(&leads, threshold, &joins);
        for _ in 0..10 {
            // Neighbours mostly: what is linked to either is not all there is.
            let one = random(80);
            let other = if random(3) == 0 { random(80) } else { one / 10 * 10 + random(10) };
            let group = match clusters.group_leads(one % saturating_u32(clusters.kinds().len().max(1))) {
                [] => vec![one],
                group => group.to_vec(),
            };
            let keys = |leads: &[u32]| leads.iter().filter_map(|lead| fingerprints.of(*lead)).collect::<Vec<_>>();
            let statement = match random(5) {
                0 => Some(Statement::Same(keys(&[one, other]))),
                1 => Some(Statement::Same(keys(&group))),
                2 => Some(Statement::Different(group.iter().map(|lead| keys(&[*lead])).collect())),
                3 => Some(Statement::Different(vec![keys(&group[..1]), keys(&group)])),
                _ => None,
            };
            statements.truncate(in_force);
            in_force = if statement.is_some() { in_force + 1 } else { in_force.saturating_sub(1) };
            statements.extend(statement);
            verdicts.follow(&statements.iter().collect::<Vec<_>>(), in_force, |wanted| fingerprints.find(wanted.iter().copied()));
            let under = matching.joins_under(verdicts.constraints());
            let touched = under.touched_with(&joins);
            spliced += usize::from(!touched.is_empty() && touched.len() < 80);
            let next = matching.recut(&leads, threshold, &under, (&touched, &clusters));
            let anew = matching.clusters_of(&leads, threshold, &under);
            assert_eq!(next, anew, "{touched:?}");
            let mut regrouping = Regrouping::new(verdicts.constraints(), threshold);
            while regrouping.step(&matching, &leads) {}
            assert_eq!(regrouping.finish().unwrap().1, anew);
            assert_eq!(matching.clusters_since(&leads, threshold, &under, (&joins, &clusters)), anew);
            let changed: Vec<u32> = clusters.changed(&next);
            let with = |clusters: &Clusters, lead: u32| clusters.cluster(clusters.of()[lead as usize]).to_vec();
            assert_eq!(changed, (0..80).filter(|lead| with(&clusters, *lead) != with(&next, *lead)).collect::<Vec<_>>());
            (joins, clusters) = (under, next);
        }
    }
    assert!(spliced > 100, "{spliced}");
}
