//! Rules of decisions, tried on random ones about eight leads.

use proptest::prelude::*;

use super::*;

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

fn take(verdicts: &mut Review, decided: &Decided) {
    match decided {
        Decided::Same(leads) => verdicts.say(same(leads)),
        Decided::Different(one, other) => verdicts.say(different(&[one, other])),
        Decided::SplitOut(lead, others) => verdicts.say(different(&[&[*lead], others])),
        Decided::Pair(left, right, verdict) => verdicts.say(pair(*left, *right, *verdict)),
        Decided::Later(leads) => verdicts.say(later(leads)),
        Decided::Undo => drop(verdicts.undo()),
        Decided::Redo => drop(verdicts.redo()),
    }
}

/// Labels of the clusters that the joined pairs make, found by a simple search.
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
        let mut verdicts = Review::default();
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
        prop_assert_eq!(taken_back, all.in_force);
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
            let mut verdicts = Review::default();
            for ((left, right), is_same) in pairs {
                verdicts.say(pair(*left, *right, if *is_same { Same } else { Different }));
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
        let mut verdicts = Review::default();
        for step in &steps {
            take(&mut verdicts, step);
        }
        let place = |name: u32| u32::try_from(order.iter().position(|other| *other == name as usize).unwrap()).unwrap();
        let again = verdicts.over(|name| Some(place(name)));
        for (left, right) in (0..8).flat_map(|left| (0..8).map(move |right| (left, right))) {
            prop_assert_eq!(verdicts.verdict_of(left, right), again.verdict_of(place(left), place(right)));
        }
        prop_assert_eq!((0..8).map(|lead| verdicts.is_later(&[lead])).collect::<Vec<_>>(), (0..8).map(|lead| again.is_later(&[place(lead)])).collect::<Vec<_>>());
        prop_assert_eq!(again.constraints().contradictions.len(), verdicts.constraints().contradictions.len());
    }
}
