mod properties;

use super::*;
use crate::matching::fingerprint::Fingerprint;

use Verdict::{Different, Same};

fn key(lead: u32) -> Fingerprint {
    Fingerprint::try_from(format!("{lead:016x}-0000000000000000-0")).unwrap()
}

fn keys(leads: &[u32]) -> Vec<Fingerprint> {
    leads.iter().copied().map(key).collect()
}

fn same(leads: &[u32]) -> Statement {
    Statement::Same(keys(leads))
}

fn different(parts: &[&[u32]]) -> Statement {
    Statement::Different(parts.iter().map(|part| keys(part)).collect())
}

fn pair(left: u32, right: u32, verdict: Verdict) -> Statement {
    Statement::Pair { left: key(left), right: key(right), verdict }
}

fn later(leads: &[u32]) -> Statement {
    Statement::Later(keys(leads))
}

/// A log of statements, followed step by step.
#[derive(Clone, Default)]
struct Review {
    log: Vec<Statement>,
    in_force: usize,
    verdicts: Verdicts,
}

impl std::ops::Deref for Review {
    type Target = Verdicts;

    fn deref(&self) -> &Verdicts {
        &self.verdicts
    }
}

impl Review {
    fn of(statements: impl IntoIterator<Item = Statement>) -> Self {
        let mut review = Self::default();
        statements.into_iter().for_each(|statement| review.say(statement));
        review
    }

    fn say(&mut self, statement: Statement) {
        self.log.truncate(self.in_force);
        self.log.push(statement);
        self.in_force = self.log.len();
        self.follow(Some);
    }

    fn undo(&mut self) -> bool {
        let is_there = self.in_force > 0;
        self.in_force = self.in_force.saturating_sub(1);
        self.follow(Some);
        is_there
    }

    fn redo(&mut self) -> bool {
        let is_there = self.in_force < self.log.len();
        self.in_force += usize::from(is_there);
        self.follow(Some);
        is_there
    }

    /// Follows the log where the lead of each key is that of `number`.
    fn follow(&mut self, number: impl Fn(u32) -> Option<u32>) {
        let log: Vec<&Statement> = self.log.iter().collect();
        self.verdicts.follow(&log, self.in_force, |wanted| {
            let lead = |wanted: &Fingerprint| {
                let text = wanted.to_string();
                Some((*wanted, number(u32::from_str_radix(&text[..16], 16).unwrap())?))
            };
            wanted.iter().filter_map(lead).collect()
        });
    }

    /// The same log over other leads.
    fn over(&self, number: impl Fn(u32) -> Option<u32>) -> Self {
        let mut other = Self { log: self.log.clone(), in_force: self.in_force, verdicts: Verdicts::default() };
        other.follow(number);
        other
    }
}

#[test]
fn verdicts_propagate() {
    let mut verdicts = Review::default();
    verdicts.say(same(&[1, 2, 3]));
    verdicts.say(same(&[4, 5]));
    verdicts.say(pair(2, 5, Different));
    assert_eq!([(1, 3), (3, 4), (1, 6)].map(|(left, right)| verdicts.verdict_of(left, right)), [Some(Same), Some(Different), None]);
    assert_eq!((verdicts.same_count(), verdicts.different_count()), (2, 1));
}

#[test]
fn a_contradiction_is_listed_and_the_earlier_decisions_hold() {
    let mut verdicts = Review::default();
    verdicts.say(pair(1, 2, Same));
    verdicts.say(pair(3, 2, Same));
    verdicts.say(pair(3, 1, Different));
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 1, right: 3, verdict: Different }]);
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.different_count()), (Some(Same), 0));
    // A later decision about exactly the same pair replaces the earlier one.
    verdicts.say(pair(2, 1, Different));
    assert_eq!(verdicts.constraints().contradictions, []);
    assert_eq!(verdicts.constraints().different, [(1, 3), (1, 2)]);
}

#[test]
fn the_later_of_two_contradicting_decisions_is_left_out() {
    let mut verdicts = Review::default();
    verdicts.say(pair(1, 3, Different));
    verdicts.say(pair(1, 2, Same));
    verdicts.say(pair(2, 3, Same));
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 2, right: 3, verdict: Same }]);
    assert_eq!(verdicts.constraints().same, [(1, 2)]);
}

#[test]
fn a_decision_about_a_group_replaces_those_inside_of_it() {
    let mut verdicts = Review::default();
    verdicts.say(pair(1, 3, Different));
    verdicts.say(same(&[1, 2, 3]));
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.constraints().contradictions.len()), (Some(Same), 0));
    verdicts.say(different(&[&[1, 2], &[3]]));
    assert_eq!(
        (verdicts.verdict_of(1, 2), verdicts.verdict_of(2, 3), verdicts.verdict_of(1, 3)),
        (Some(Same), Some(Different), Some(Different))
    );
    assert_eq!(verdicts.constraints().contradictions, []);
}

#[test]
fn a_lead_split_out_of_a_group_leaves_the_others_together() {
    let mut verdicts = Review::default();
    verdicts.say(same(&[1, 2, 3, 4]));
    verdicts.say(different(&[&[2], &[1, 2, 3, 4]]));
    assert_eq!([(1, 3), (3, 4), (2, 4)].map(|(left, right)| verdicts.verdict_of(left, right)), [Some(Same), Some(Same), Some(Different)]);
    assert_eq!(verdicts.constraints().contradictions, []);
}

#[test]
fn parts_that_differ_are_apart_two_by_two() {
    let mut verdicts = Review::default();
    verdicts.say(different(&[&[1, 2], &[3], &[4, 5]]));
    let different = Some(Different);
    for (left, right, expected) in [(1, 2, None), (2, 3, different), (2, 5, different), (3, 4, different), (4, 5, None), (1, 6, None)] {
        assert_eq!(verdicts.verdict_of(left, right), expected, "{left} {right}");
    }
    assert_eq!((verdicts.same_count(), verdicts.different_count(), verdicts.constraints().same.len()), (0, 1, 0));
}

#[test]
fn a_pair_decided_later_is_taken_out_of_the_parts_it_was_in() {
    let mut verdicts = Review::default();
    verdicts.say(different(&[&[1, 2], &[3], &[4]]));
    verdicts.say(pair(1, 3, Same));
    for (left, right, expected) in [(1, 3, Same), (1, 4, Different), (2, 3, Different), (2, 4, Different), (1, 2, Different)] {
        assert_eq!(verdicts.verdict_of(left, right), Some(expected), "{left} {right}");
    }
    // Through another lead it is a contradiction.
    verdicts.say(pair(2, 5, Same));
    verdicts.say(pair(5, 4, Same));
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 4, right: 5, verdict: Same }]);
    verdicts.say(different(&[&[1], &[3]]));
    assert_eq!((verdicts.verdict_of(1, 3), verdicts.different_count()), (Some(Different), 2));
}

#[test]
fn parts_joined_before_contradict_and_the_others_differ() {
    let mut verdicts = Review::default();
    verdicts.say(pair(1, 9, Same));
    verdicts.say(pair(9, 2, Same));
    verdicts.say(different(&[&[1], &[2], &[3]]));
    assert_eq!(verdicts.constraints().contradictions, [Contradiction { left: 1, right: 2, verdict: Different }]);
    assert_eq!(
        [(1, 2), (1, 3), (2, 3)].map(|(left, right)| verdicts.verdict_of(left, right)),
        [Some(Same), Some(Different), Some(Different)]
    );
    assert_eq!(verdicts.different_count(), 1);
}

#[test]
fn a_decision_about_very_many_is_as_large_as_they_are() {
    let mut verdicts = Review::default();
    let leads: Vec<u32> = (0..20_000).collect();
    verdicts.say(different(&leads.chunks(1).collect::<Vec<_>>()));
    let constraints = verdicts.constraints();
    assert_eq!((constraints.apart.iter().map(Vec::len).sum(), constraints.same.len(), constraints.different.len()), (20_000, 0, 0));
    assert_eq!(verdicts.verdict_of(7, 19_999), Some(Different));
}

#[test]
fn a_postponed_group_returns_when_it_grows_or_on_undo() {
    let mut verdicts = Review::default();
    verdicts.say(later(&[1, 2]));
    assert!(verdicts.is_later(&[1, 2]) && !verdicts.is_later(&[1, 2, 3]) && !verdicts.is_later(&[]));
    assert!(verdicts.undo() && !verdicts.is_later(&[1, 2]));
    assert!(verdicts.redo() && verdicts.is_later(&[2]));
    // A new decision ends what could be taken again.
    verdicts.undo();
    verdicts.say(pair(1, 2, Same));
    assert!(!verdicts.redo());
}

#[test]
fn what_says_nothing_is_no_step() {
    let mut verdicts = Review::default();
    verdicts.say(same(&[1]));
    verdicts.say(different(&[&[1]]));
    verdicts.say(different(&[&[1], &[1]]));
    verdicts.say(pair(1, 1, Same));
    verdicts.say(later(&[]));
    assert_eq!((verdicts.constraints(), verdicts.is_later(&[1])), (&Constraints::default(), false));
    assert!((0..5).all(|statement| verdicts.is_absent(statement)));
}

#[test]
fn more_than_a_thousand_steps_are_taken_back() {
    let mut verdicts = Review::default();
    for lead in 0..1_100 {
        verdicts.say(pair(lead, lead + 1, if lead % 3 == 0 { Different } else { Same }));
    }
    let after = verdicts.clone();
    for _ in 0..1_100 {
        assert!(verdicts.undo());
    }
    assert!(!verdicts.undo());
    assert_eq!(verdicts.constraints(), &Constraints::default());
    while verdicts.redo() {}
    assert_eq!(verdicts.verdicts, after.verdicts);
}

#[test]
fn what_concerns_leads_that_are_not_open_waits_for_them() {
    let all = Review::of([pair(0, 1, Same), different(&[&[1, 2], &[3]]), later(&[2, 3])]);
    let fewer = all.over(|lead| lead.checked_sub(2));
    // Of the decision about three what is left about two.
    assert_eq!((fewer.is_absent(0), fewer.is_later(&[0, 1]), fewer.verdict_of(0, 1)), (true, true, Some(Different)));
    assert_eq!(fewer.constraints().same, []);
    assert_eq!(fewer.over(Some).constraints(), all.constraints());
    assert_eq!([0, 1, 2].map(|statement| fewer.lead_of(statement)), [None, Some(0), Some(0)]);
}

#[test]
fn only_what_is_new_is_looked_for() {
    let mut verdicts = Review::of([pair(0, 1, Same), pair(2, 3, Different)]);
    let log = [pair(0, 1, Same), pair(4, 5, Same)];
    let mut requested = Vec::new();
    verdicts.verdicts.follow(&log.iter().collect::<Vec<_>>(), 2, |wanted| {
        requested.extend_from_slice(wanted);
        wanted.iter().copied().zip(4..).collect()
    });
    assert_eq!(requested, keys(&[4, 5]));
    assert_eq!((verdicts.verdict_of(0, 1), verdicts.verdict_of(2, 3), verdicts.verdict_of(4, 5)), (Some(Same), None, Some(Same)));
}

#[test]
fn a_step_of_version_1_still_has_its_meaning() {
    let step = |json| Statement::Step(serde_json::from_value(json).unwrap());
    let verdicts = Review::of([
        step(serde_json::json!({ "kind": "Same", "pairs": [{ "left": key(0), "right": key(1), "verdict": "Same" }] })),
        step(serde_json::json!({ "kind": "Different", "parts": [[key(1)], [key(2)]] })),
        step(serde_json::json!({ "kind": "Later", "later": [key(3)] })),
    ]);
    assert_eq!((verdicts.verdict_of(0, 1), verdicts.verdict_of(0, 2), verdicts.is_later(&[3])), (Some(Same), Some(Different), true));
}

#[test]
fn of_contradicting_decisions_the_order_of_the_log_decides() {
    let verdicts = Review::of([same(&[0, 5, 2]), different(&[&[0, 6], &[4, 2]]), same(&[6, 4, 2])]);
    let place = |lead: u32| [5, 6, 3, 2, 1, 4, 7, 0][lead as usize];
    let again = verdicts.over(|lead| Some(place(lead)));
    for (left, right) in (0..8).flat_map(|left| (0..left).map(move |right| (left, right))) {
        assert_eq!(again.verdict_of(place(left), place(right)), verdicts.verdict_of(left, right), "{left} {right}");
    }
}
