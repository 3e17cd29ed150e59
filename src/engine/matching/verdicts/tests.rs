use proptest::prelude::*;

use super::*;
use crate::engine::intake::Reader;
use crate::engine::leads::{Decisions, Leads, LeadsBuilder, Mapping};
use crate::engine::matching::Threshold;
use crate::engine::matching::fingerprint::Fingerprints;

use Verdict::{Different, Same};

#[test]
fn verdicts_propagate() {
    let mut verdicts = Verdicts::default();
    verdicts.same(&[1, 2, 3]);
    verdicts.same(&[4, 5]);
    verdicts.pair(2, 5, Different);
    assert_eq!([(1, 3), (3, 4), (1, 6)].map(|(left, right)| verdicts.verdict_of(left, right)), [Some(Same), Some(Different), None]);
    assert_eq!((verdicts.same_count(), verdicts.different_count(), verdicts.undo_count()), (2, 1, 3));
}

#[test]
fn a_contradiction_is_listed_and_the_earlier_decisions_hold() {
    let mut verdicts = Verdicts::default();
    verdicts.pair(1, 2, Same);
    verdicts.pair(3, 2, Same);
    verdicts.pair(3, 1, Different);
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 1, right: 3, verdict: Different }]);
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.different_count()), (Some(Same), 0));
    // About exactly the same pair the user has changed their mind, and then nothing is in the way.
    verdicts.pair(2, 1, Different);
    assert_eq!(verdicts.constraints().contradictions, []);
    assert_eq!(verdicts.constraints().different, [(1, 3), (1, 2)]);
}

#[test]
fn two_decisions_that_would_join_different_leads_leave_the_later_one_out() {
    let mut verdicts = Verdicts::default();
    verdicts.pair(1, 3, Different);
    verdicts.pair(1, 2, Same);
    verdicts.pair(2, 3, Same);
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 2, right: 3, verdict: Same }]);
    assert_eq!(verdicts.constraints().same, [(1, 2)]);
}

#[test]
fn what_is_said_of_a_group_replaces_what_was_said_inside_of_it() {
    let mut verdicts = Verdicts::default();
    verdicts.pair(1, 3, Different);
    verdicts.same(&[1, 2, 3]);
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.constraints().contradictions.len()), (Some(Same), 0));
    verdicts.different(&[&[1, 2], &[3]]);
    assert_eq!(
        (verdicts.verdict_of(1, 2), verdicts.verdict_of(2, 3), verdicts.verdict_of(1, 3)),
        (Some(Same), Some(Different), Some(Different))
    );
    assert_eq!(verdicts.constraints().contradictions, []);
}

#[test]
fn a_lead_split_out_of_a_decided_group_leaves_the_others_together() {
    let mut verdicts = Verdicts::default();
    verdicts.same(&[1, 2, 3, 4]);
    verdicts.split_out(2, &[1, 2, 3, 4]);
    assert_eq!([(1, 3), (3, 4), (2, 4)].map(|(left, right)| verdicts.verdict_of(left, right)), [Some(Same), Some(Same), Some(Different)]);
    assert_eq!(verdicts.constraints().contradictions, []);
}

#[test]
fn parts_that_differ_are_apart_two_by_two() {
    let mut verdicts = Verdicts::default();
    verdicts.different(&[&[1, 2], &[3], &[4, 5]]);
    let different = Some(Different);
    for (left, right, expected) in [(1, 2, None), (2, 3, different), (2, 5, different), (3, 4, different), (4, 5, None), (1, 6, None)] {
        assert_eq!(verdicts.verdict_of(left, right), expected, "{left} {right}");
    }
    assert_eq!((verdicts.same_count(), verdicts.different_count(), verdicts.constraints().same.len()), (0, 1, 0));
}

#[test]
fn a_pair_said_later_is_taken_out_of_the_parts_it_was_in() {
    let mut verdicts = Verdicts::default();
    verdicts.different(&[&[1, 2], &[3], &[4]]);
    verdicts.pair(1, 3, Same);
    for (left, right, expected) in [(1, 3, Same), (1, 4, Different), (2, 3, Different), (2, 4, Different), (1, 2, Different)] {
        assert_eq!(verdicts.verdict_of(left, right), Some(expected), "{left} {right}");
    }
    // By way of another it is a contradiction.
    verdicts.pair(2, 5, Same);
    verdicts.pair(5, 4, Same);
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 4, right: 5, verdict: Same }]);
    verdicts.different(&[&[1], &[3]]);
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.different_count()), (Some(Different), 2));
}

#[test]
fn parts_that_were_joined_before_by_way_of_another_lead_are_contradictions_and_the_others_differ() {
    let mut verdicts = Verdicts::default();
    verdicts.pair(1, 9, Same);
    verdicts.pair(9, 2, Same);
    verdicts.different(&[&[1], &[2], &[3]]);
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 1, right: 2, verdict: Different }]);
    assert_eq!(
        [(1, 2), (1, 3), (2, 3)].map(|(left, right)| verdicts.verdict_of(left, right)),
        [Some(Same), Some(Different), Some(Different)]
    );
    assert_eq!(verdicts.different_count(), 1);
}

#[test]
fn a_decision_about_very_many_is_as_large_as_they_are() {
    let mut verdicts = Verdicts::default();
    let leads: Vec<u32> = (0..20_000).collect();
    verdicts.different(&leads.chunks(1).collect::<Vec<_>>());
    let constraints = verdicts.constraints();
    assert_eq!((constraints.apart.iter().map(Vec::len).sum(), constraints.same.len(), constraints.different.len()), (20_000, 0, 0));
    assert_eq!(verdicts.verdict_of(7, 19_999), Some(Different));
}

#[test]
fn a_group_put_off_comes_back_when_it_has_grown_or_the_step_is_taken_back() {
    let mut verdicts = Verdicts::default();
    verdicts.later(&[1, 2]);
    assert!(verdicts.is_later(&[1, 2]) && !verdicts.is_later(&[1, 2, 3]) && !verdicts.is_later(&[]));
    assert!(verdicts.undo() && !verdicts.is_later(&[1, 2]));
    assert!(verdicts.redo() && verdicts.is_later(&[2]));
    // A new decision ends what could be taken again.
    verdicts.undo();
    verdicts.pair(1, 2, Same);
    assert!(!verdicts.redo());
}

#[test]
fn what_says_nothing_is_no_step() {
    let mut verdicts = Verdicts::default();
    verdicts.same(&[1]);
    verdicts.different(&[&[1]]);
    verdicts.split_out(1, &[1]);
    verdicts.pair(1, 1, Same);
    verdicts.later(&[]);
    assert_eq!(verdicts, Verdicts::default());
}

#[test]
fn more_than_a_thousand_steps_are_taken_back() {
    let mut verdicts = Verdicts::default();
    for lead in 0..1_100 {
        verdicts.pair(lead, lead + 1, if lead % 3 == 0 { Different } else { Same });
    }
    let after = verdicts.clone();
    for _ in 0..1_100 {
        assert!(verdicts.undo());
    }
    assert!(!verdicts.undo());
    assert_eq!((verdicts.constraints(), verdicts.redo_count()), (&Constraints::default(), 1_100));
    while verdicts.redo() {}
    assert_eq!(verdicts, after);
}

fn leads(names: &[usize]) -> Leads {
    let rows: Vec<String> = names.iter().map(|name| format!("N{name},n{name}@example.com")).collect();
    let mut reader = Reader::new("leads.csv", 0).unwrap();
    reader.push(format!("First Name,Email\n{}\n", rows.join("\n")).as_bytes()).unwrap();
    let table = reader.finish().unwrap();
    let mapping = Mapping::of(&table, &Decisions::default()).unwrap();
    let mut builder = LeadsBuilder::new(vec![(table.into(), mapping)], None);
    while builder.step() {}
    builder.finish()
}

#[test]
fn decisions_about_leads_that_are_not_open_are_kept() {
    let all = Fingerprints::build(&leads(&[0, 1, 2, 3]));
    let mut verdicts = Verdicts::default();
    verdicts.pair(0, 1, Same);
    verdicts.different(&[&[1, 2], &[3]]);
    verdicts.later(&[2, 3]);
    let saved = verdicts.save(&all);
    let few = Fingerprints::build(&leads(&[3, 2]));
    let fewer = Verdicts::restore(&saved, &few);
    // Of the decision about three what is left about two.
    assert_eq!((fewer.undo_count(), fewer.is_later(&[0, 1]), fewer.verdict_of(0, 1)), (2, true, Some(Different)));
    assert_eq!(fewer.constraints().same, []);
    let mut kept = fewer.save(&few);
    kept.sort();
    let mut before = saved.clone();
    before.sort();
    assert_eq!(kept, before);
    assert_eq!(Verdicts::restore(&saved, &all).constraints(), verdicts.constraints());
}

#[test]
fn a_damaged_review_loses_only_what_is_damaged() {
    let all = Fingerprints::build(&leads(&[0, 1]));
    let mut verdicts = Verdicts::default();
    verdicts.pair(0, 1, Same);
    let review = SavedReview { threshold: Threshold::STRICT, steps: verdicts.save(&all) };
    let mut json = serde_json::to_value(&review).unwrap();
    assert_eq!(SavedReview::from_json(&json), review);
    json["steps"].as_array_mut().unwrap().push(serde_json::json!({ "kind": "Perhaps", "pairs": [] }));
    json["threshold"] = serde_json::json!("much");
    assert_eq!(SavedReview::from_json(&json), SavedReview { threshold: Threshold::default(), steps: review.steps.clone() });
    for text in ["null", "[]", "7", r#"{"steps":7,"threshold":1e300}"#] {
        assert_eq!(SavedReview::from_json(&serde_json::from_str(text).unwrap()).steps, [], "{text}");
    }
}

#[test]
fn what_was_decided_elsewhere_is_taken_over_once() {
    let all = Fingerprints::build(&leads(&[0, 1, 2]));
    let mut verdicts = Verdicts::default();
    verdicts.pair(0, 1, Same);
    let mut review = SavedReview { threshold: Threshold::BALANCED, steps: verdicts.save(&all) };
    verdicts.pair(1, 2, Different);
    review.absorb(SavedReview { threshold: Threshold::WIDE, steps: verdicts.save(&all) });
    assert_eq!((review.steps.len(), review.threshold), (2, Threshold::WIDE));
}

/// Any decision about eight leads.
#[derive(Clone, Debug)]
enum Decided {
    Same(Vec<u32>),
    Different(Vec<u32>, Vec<u32>),
    SplitOut(u32, Vec<u32>),
    Pair(u32, u32, Verdict),
    Later(Vec<u32>),
    Undo,
    Redo,
}

fn decided() -> impl Strategy<Value = Decided> {
    let some = || prop::collection::vec(0_u32..8, 1..4);
    let verdict = prop::sample::select(vec![Same, Different]);
    prop_oneof![
        some().prop_map(Decided::Same),
        (some(), some()).prop_map(|(one, other)| Decided::Different(one, other)),
        (0_u32..8, some()).prop_map(|(lead, others)| Decided::SplitOut(lead, others)),
        (0_u32..8, 0_u32..8, verdict).prop_map(|(left, right, verdict)| Decided::Pair(left, right, verdict)),
        some().prop_map(Decided::Later),
        Just(Decided::Undo),
        Just(Decided::Redo),
    ]
}

fn take(verdicts: &mut Verdicts, decided: &Decided) {
    match decided {
        Decided::Same(leads) => verdicts.same(leads),
        Decided::Different(one, other) => verdicts.different(&[one, other]),
        Decided::SplitOut(lead, others) => verdicts.split_out(*lead, others),
        Decided::Pair(left, right, verdict) => verdicts.pair(*left, *right, *verdict),
        Decided::Later(leads) => verdicts.later(leads),
        Decided::Undo => drop(verdicts.undo()),
        Decided::Redo => drop(verdicts.redo()),
    }
}

/// Who is with whom by the pairs that hold, found out the slow way.
fn components(constraints: &Constraints, names: impl Fn(u32) -> usize) -> [usize; 8] {
    let mut label: [usize; 8] = std::array::from_fn(|lead| lead);
    for (left, right) in &constraints.same {
        let (one, other) = (label[names(*left)], label[names(*right)]);
        label.iter_mut().filter(|label| **label == one).for_each(|label| *label = other);
    }
    label
}

proptest! {
    #[test]
    fn constraints_never_contradict_themselves(steps in prop::collection::vec(decided(), 0..24)) {
        let mut verdicts = Verdicts::default();
        for step in &steps {
            take(&mut verdicts, step);
            let constraints = verdicts.constraints();
            let label = components(constraints, |lead| lead as usize);
            for (left, right) in &constraints.different {
                prop_assert_ne!(label[*left as usize], label[*right as usize]);
                prop_assert_eq!(verdicts.verdict_of(*left, *right), Some(Different));
            }
            for ((left, part), (right, other)) in constraints.apart.iter().flat_map(|parts| parts.iter().flat_map(|one| parts.iter().map(move |other| (*one, *other)))) {
                prop_assert!(part == other || verdicts.verdict_of(left, right).is_some());
            }
            for (left, right) in (0..8).flat_map(|left| (0..left).map(move |right| (left, right))) {
                prop_assert_eq!(verdicts.verdict_of(left, right) == Some(Same), label[left as usize] == label[right as usize]);
            }
        }
        let all = verdicts.clone();
        let taken_back = std::iter::from_fn(|| verdicts.undo().then_some(())).count();
        prop_assert_eq!(taken_back, all.undo_count());
        prop_assert_eq!(verdicts.constraints(), &Constraints::default());
        for _ in 0..taken_back {
            verdicts.redo();
        }
        prop_assert_eq!(verdicts.constraints(), all.constraints());
    }

    #[test]
    fn without_contradictions_the_order_does_not_matter(pairs in prop::collection::btree_map((0_u32..8, 0_u32..8), any::<bool>(), 0..8), turn in 0_usize..8) {
        let mut pairs: Vec<_> = pairs.into_iter().filter(|((left, right), _)| left < right).collect();
        let decide = |pairs: &[((u32, u32), bool)]| {
            let mut verdicts = Verdicts::default();
            for ((left, right), same) in pairs {
                verdicts.pair(*left, *right, if *same { Same } else { Different });
            }
            verdicts
        };
        let one = decide(&pairs);
        prop_assume!(one.constraints().contradictions.is_empty());
        let middle = turn.min(pairs.len());
        pairs.rotate_left(middle);
        let other = decide(&pairs);
        prop_assert!(other.constraints().contradictions.is_empty());
        for (left, right) in (0..8).flat_map(|left| (0..8).map(move |right| (left, right))) {
            prop_assert_eq!(one.verdict_of(left, right), other.verdict_of(left, right));
        }
    }

    #[test]
    fn what_is_saved_comes_back_whatever_the_order_of_rows(steps in prop::collection::vec(decided(), 0..16), order in Just((0_usize..8).collect::<Vec<_>>()).prop_shuffle()) {
        let mut verdicts = Verdicts::default();
        for step in &steps {
            take(&mut verdicts, step);
        }
        let straight = Fingerprints::build(&leads(&[0, 1, 2, 3, 4, 5, 6, 7]));
        let shuffled = Fingerprints::build(&leads(&order));
        let again = Verdicts::restore(&verdicts.save(&straight), &shuffled);
        let place = |name: u32| u32::try_from(order.iter().position(|other| *other == name as usize).unwrap()).unwrap();
        for (left, right) in (0..8).flat_map(|left| (0..8).map(move |right| (left, right))) {
            prop_assert_eq!(verdicts.verdict_of(left, right), again.verdict_of(place(left), place(right)));
        }
        prop_assert_eq!((0..8).map(|lead| verdicts.is_later(&[lead])).collect::<Vec<_>>(), (0..8).map(|lead| again.is_later(&[place(lead)])).collect::<Vec<_>>());
        prop_assert_eq!(again.constraints().contradictions.len(), verdicts.constraints().contradictions.len());
        prop_assert_eq!(again.undo_count(), verdicts.undo_count());
    }
}
