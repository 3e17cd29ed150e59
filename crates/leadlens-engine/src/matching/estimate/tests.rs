use super::*;
use crate::matching::fixture::{matched, profiles};
use crate::matching::profile::Profiles;

/// `count` people, each in two leads with another address and number, and everybody else unlike.
fn twice(people: usize) -> Vec<String> {
    (0..people)
        .flat_map(|number| {
            let name = format!("Given{number}x,Family{number}y");
            [
                format!("{name},{number}a@one{number}.example,,US,Company{number}"),
                format!("{name},b{number}@two{number}.example,,SE,Company{number}"),
            ]
        })
        .collect()
}

/// The sample of all pairs of profiles.
fn sample(profiles: &Profiles, model: &Model) -> Sample {
    let mut sample = Sample::of(profiles.len(), FIELDS);
    let all = u32::try_from(profiles.len()).unwrap();
    for one in 0..all {
        for other in one + 1..all {
            sample.note(one, other, &model.score(profiles, one, other));
        }
    }
    sample
}

fn moved(model: &Model) -> f32 {
    let pairs = model.weights.iter().flatten().zip(initial_weights().into_iter().flatten().collect::<Vec<_>>());
    pairs.map(|(weight, start)| (weight - start).abs()).fold(0.0, f32::max)
}

#[test]
fn nothing_seen_changes_nothing() {
    let profiles = profiles(&["Ann,Ash", "Bob,Birk"]);
    let mut model = Model::start(&profiles);
    assert!(!Sample::of(0, FIELDS).estimate(&mut model));
    assert!(moved(&model) < 1e-5, "{}", moved(&model));
}

#[test]
fn few_leads_move_no_weight_and_many_do() {
    let moved_by = |people: usize| {
        let profiles = profiles(&twice(people));
        let mut model = Model::start(&profiles);
        let has_learnt = sample(&profiles, &model).estimate(&mut model);
        (has_learnt, moved(&model))
    };
    let ((is_few_enough, few), (is_enough, many)) = (moved_by(40), moved_by(60));
    assert!(!is_few_enough && few < 1e-5, "a file of 80 keeps the initial weights: {few}");
    assert!(is_enough && many > 0.5, "{many}");
}

#[test]
fn nothing_moves_farther_than_its_reach() {
    let rows = twice(80);
    let profiles = profiles(&rows);
    let mut model = Model::start(&profiles);
    let prior = model.frequencies.prior;
    sample(&profiles, &model).estimate(&mut model);
    assert!(moved(&model) <= REACH + 1e-4);
    assert!((-PRIOR_FALL..=PRIOR_RISE).contains(&(model.frequencies.prior - prior)));
    assert!((0.0..=1.0).contains(&model.frequencies.kinship));
    for level in [Level::Initial, Level::FromEmail, Level::SharedMailbox, Level::SharedNumber, Level::OtherExtension, Level::Absent] {
        for (weights, start) in model.weights.iter().zip(initial_weights()) {
            assert_eq!(weights[level as usize].to_bits(), start[level as usize].to_bits(), "{level:?}");
        }
    }
}

#[test]
fn what_is_learnt_does_not_depend_on_the_order_of_rows() {
    let mut rows = twice(20);
    let (_, one) = matched(&rows);
    rows.reverse();
    let (_, other) = matched(&rows);
    let [one, other] = [one, other].map(|matching| matching.model.unwrap());
    assert_eq!(one.weights, other.weights);
    assert_eq!(one.frequencies.prior.to_bits(), other.frequencies.prior.to_bits());
}

#[test]
fn slips_of_the_family_name_are_evidence_against_relatives() {
    // Family names differ as often as given names do: whoever typed them made mistakes.
    let relatives =
        |number: usize| [format!("Adam,Birkman{number}x,h{number}@one.example"), format!("Beatrix,Birkman{number}x,h{number}@one.example")];
    let mistakes = |number: usize| [format!("Carlos,Quackenbush,k{number}@two.example"), format!("Carlos,Lind,k{number}@two.example")];
    let kinship = |rows: Vec<String>| {
        let profiles = profiles(&rows);
        let model = Model::fixed();
        sample(&profiles, &model).kinship()
    };
    let families: Vec<String> = (0..20).flat_map(relatives).collect();
    let both: Vec<String> = (0..20).flat_map(|number| relatives(number).into_iter().chain(mistakes(number))).collect();
    assert!((kinship(families) - 1.0).abs() < 1e-6);
    assert!(kinship(both) < 0.6);
    assert!((Sample::of(2, FIELDS).kinship() - 1.0).abs() < 1e-6);
}
