//! A first look while the rest is compared: it shows who has the same e-mail, and comes to the same end as matching at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use leadlens_engine::intake::Table;
use leadlens_engine::leads::{Decisions, Flags, NONE};
use leadlens_engine::matching::{Confidence, Field, GroupKind, GroupName, GroupWarning, Level, Threshold, Verdict};
use leadlens_engine::report::{GroupQuery, LeadQuery, PeopleQuery, Standing};
use leadlens_engine::{Build, DecisionLog, Step, Workspace};

use crate::common;
use crate::reviewer::{ReviewAction, Reviewer};

fn read(bytes: &[u8]) -> Table {
    common::table("leads.csv", bytes)
}

/// Ten thousand invented leads.
fn table() -> Table {
    read(&std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/matching/gen_dev_10k.csv")).unwrap())
}

/// As many leads as a first look is made for, most of them alone: 60 at one address, 3 at another, two tests, and one in ten with nothing
/// but a name.
fn crowded() -> Table {
    let mut text = "LeadSource,First Name,Last Name,Email\n".to_owned();
    for lead in 0..6_000 {
        let _ = match lead {
            0..60 => writeln!(text, "SPZA-INS|contoso.app,Cid{lead},Cole,all@example.com"),
            60..63 => writeln!(text, "SPZA-INS|contoso.app,Ann,Ash,ANN@example.com"),
            63..65 => writeln!(text, "SPZA-INS|contoso.app,MSFT_TEST_637490646151234560,x,ann@example.com"),
            _ if lead % 10 == 0 => writeln!(text, "SPZA-INS|contoso.app,Bob,Birk,"),
            _ => writeln!(text, "SPZA-INS|contoso.app,Bob,Birk,bob{lead}@example.com"),
        };
    }
    read(text.as_bytes())
}

fn done(mut build: Build) -> Box<Workspace> {
    build.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).unwrap()
}

fn whole(table: Table) -> Reviewer {
    Reviewer::open(Build::new(vec![table], &Decisions::default()), DecisionLog::default())
}

fn early(table: Table) -> Reviewer {
    Reviewer::open(Build::new(vec![table], &Decisions::default()).early(), DecisionLog::default())
}

/// For each lead the first of those with the same address, unless that is more than a group holds.
fn by_email(workspace: &Workspace) -> Vec<u32> {
    let leads = workspace.leads();
    let mut at: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((lead, email), flags) in (0..).zip(leads.emails()).zip(leads.flags()) {
        if *email != NONE && !flags.contains(Flags::TEST) {
            at.entry(*email).or_default().push(lead);
        }
    }
    let mut first: Vec<u32> = (0..).take(leads.len()).collect();
    for group in at.values().filter(|group| group.len() <= 50) {
        for lead in group {
            first[*lead as usize] = group[0];
        }
    }
    first
}

#[track_caller]
fn assert_by_email(workspace: &Workspace) {
    let expected = by_email(workspace);
    let clusters = workspace.clusters();
    let shown: Vec<u32> = clusters.of().iter().map(|cluster| clusters.cluster(*cluster)[0]).collect();
    assert_eq!(shown, expected);
    let leads = expected.iter().zip(0..).zip(workspace.leads().flags());
    let people = leads.filter(|((first, lead), flags)| *first == lead && !flags.contains(Flags::TEST)).count();
    let totals = workspace.overview().totals;
    assert_eq!(totals.people as usize, people);
    assert_eq!(totals.duplicates, totals.leads - totals.test_leads - totals.people);
    assert_eq!(totals.groups as usize, clusters.group_count());
}

#[test]
fn the_first_look_shows_who_has_the_same_email() {
    for table in [table(), crowded()] {
        let mut workspace = early(table);
        assert_by_email(&workspace);
        // A threshold applies to scores.
        workspace.set_threshold(Threshold::CEILING);
        assert_by_email(&workspace);
        let review = workspace.review();
        assert!(!review.finished && review.threshold == Threshold::CEILING);
        assert_eq!((review.people, review.compared), (workspace.overview().totals.people, 0));
        let page = workspace.group_page(&GroupQuery { limit: 20, ..GroupQuery::default() });
        for row in page.rows {
            assert_eq!(row.reason.english(), "same e-mail");
            assert!(row.kind == GroupKind::Possible || row.warning != Some(GroupWarning::Conflict) && row.confidence > Confidence(0.9));
        }
        let same_text = workspace.rule_comparison().rules.remove(0);
        assert!(same_text.found > same_text.missed);
        assert_eq!(workspace.people_page(&PeopleQuery { limit: 1, ..PeopleQuery::default() }).total, review.people);
        assert_eq!(workspace.lead_page(&LeadQuery { limit: 5, ..LeadQuery::default() }).rows.len(), 5);
    }
}

#[test]
fn an_address_of_very_many_is_to_be_decided_about_at_first_too() {
    let workspace = early(crowded());
    let review = workspace.review();
    assert_eq!((review.groups, review.possible), (1, 1));
    let group = workspace.group_detail(GroupName::possible(0)).unwrap();
    assert_eq!((group.row.leads, group.row.kind, group.row.warning), (60, GroupKind::Possible, Some(GroupWarning::TooLarge)));
    assert_eq!(group.row.reason.english(), "same e-mail");
    // Tests and leads without an address are in no group.
    assert!([63, 64, 70, 80].iter().all(|lead| workspace.group_detail(GroupName::possible(*lead)).is_none()));
}

#[test]
fn only_the_addresses_of_a_pair_are_compared_at_first() {
    let workspace = early(crowded());
    for (left, right, standing, level) in [
        (60, 62, Standing::Together, Some(Level::Same)),
        (60, 71, Standing::Apart, Some(Level::Different)),
        (60, 70, Standing::Apart, Some(Level::Absent)),
        (60, 63, Standing::Test, None),
    ] {
        let pair = workspace.pair_detail(left, right).unwrap();
        let fields: Vec<_> = pair.evidence.fields.iter().map(|part| (part.field, part.level)).collect();
        assert_eq!(fields, level.map(|level| (Field::Email, level)).into_iter().collect::<Vec<_>>());
        assert_eq!(pair.standing, standing);
    }
}

#[test]
fn a_first_look_comes_to_the_same_end() {
    for table in [table, crowded] {
        let whole = whole(table());
        let mut early = early(table());
        assert!(whole.review().finished && !early.review().finished && !early.is_matched());
        let mut before = 0;
        while early.match_more() {
            let (done, total) = early.match_progress();
            assert!((before..=total).contains(&done));
            before = done;
        }
        assert!(!early.match_more());
        assert_eq!(early.review(), whole.review());
        assert_eq!(early.clusters().of(), whole.clusters().of());
        assert_eq!(early.overview(), whole.overview());
    }
}

#[test]
fn what_the_user_does_meanwhile_holds_at_once_and_at_the_end() {
    let mut whole = whole(table());
    let mut early = early(table());
    let alone: Vec<u32> = (0..10_000).filter(|lead| early.group_detail(GroupName::possible(*lead)).is_none()).collect();
    let apart = early.clusters().group_leads(0).to_vec();
    let different = ReviewAction::Pair { left: apart[0], right: apart[1], verdict: Verdict::Different };
    early.apply(different);
    assert_ne!(early.clusters().of()[apart[0] as usize], early.clusters().of()[apart[1] as usize]);
    let same = [(alone[0], apart[0]), (alone[1], alone[2])].map(|(left, right)| ReviewAction::Pair { left, right, verdict: Verdict::Same });
    for action in same {
        early.apply(action);
    }
    for (left, right) in [(alone[0], apart[0]), (alone[1], alone[2])] {
        assert_eq!(early.clusters().of()[left as usize], early.clusters().of()[right as usize]);
        let reason = early.group_detail(GroupName::merged(left)).unwrap().row.reason;
        assert!(reason.by_verdict || !reason.agree.is_empty());
        assert_eq!(early.pair_detail(left, right).unwrap().standing, Standing::Decided);
    }
    early.apply(ReviewAction::Undo);
    assert_ne!(early.clusters().of()[alone[1] as usize], early.clusters().of()[alone[2] as usize]);
    early.apply(ReviewAction::Redo);
    while early.match_more() {}
    for action in [different].into_iter().chain(same) {
        whole.apply(action);
    }
    assert_eq!(early.clusters().of(), whole.clusters().of());
    assert_eq!(early.overview(), whole.overview());
    assert_eq!(early.log, whole.log);
    for _ in 0..3 {
        early.apply(ReviewAction::Undo);
    }
    early.set_threshold(Threshold::STRICT);
    let strict = done(Build::new(vec![table()], &Decisions::default()).with_threshold(Threshold::STRICT));
    assert_eq!(early.clusters().of(), strict.clusters().of());
}

#[test]
fn a_decision_between_any_two_slices_is_not_lost() {
    let slices = {
        let mut counted = early(crowded());
        std::iter::from_fn(|| counted.match_more().then_some(())).count()
    };
    // One of them says no address.
    let action = ReviewAction::Pair { left: 70, right: 71, verdict: Verdict::Same };
    let mut whole = whole(crowded());
    whole.apply(action);
    whole.set_threshold(Threshold::WIDE);
    // The last slices make what is to be shown of scores.
    for before in (0..5).map(|back| slices - back).chain([0, slices / 2]) {
        let mut workspace = early(crowded());
        for _ in 0..before {
            workspace.match_more();
        }
        assert!(!workspace.is_matched());
        workspace.apply(action);
        assert_eq!(workspace.clusters().of()[70], workspace.clusters().of()[71]);
        workspace.match_more();
        workspace.set_threshold(Threshold::WIDE);
        while workspace.match_more() {}
        assert_eq!(workspace.clusters().of(), whole.clusters().of(), "after {before} of {slices}");
        assert_eq!(workspace.overview(), whole.overview());
    }
}

#[test]
fn decisions_of_another_day_hold_at_the_first_look() {
    let mut workspace = early(table());
    let group = workspace.clusters().group_leads(0).to_vec();
    workspace.apply(ReviewAction::Pair { left: group[0], right: group[1], verdict: Verdict::Different });
    workspace.set_threshold(Threshold::STRICT);
    let again = Reviewer::open(Build::new(vec![table()], &Decisions::default()).early(), workspace.log.clone());
    assert_eq!(again.clusters().of(), workspace.clusters().of());
    assert_eq!((again.review().different, again.review().threshold), (1, Threshold::STRICT));
}

#[test]
fn few_leads_are_worth_waiting_for() {
    for text in [
        "Email,First Name\nann@example.com,Ann\n",
        "First Name,Last Name,Phone\nAnn,Ash,+46 8 123 45 67\nAnn,Ash,08-123 45 67\n",
        "First Name,Last Name,Email\nBob,Birk,bob@example.com\nRobert,Birk,bob+trial@example.com\n",
    ] {
        let (whole, mut early) = (whole(read(text.as_bytes())), early(read(text.as_bytes())));
        assert!(early.review().finished && !early.match_more());
        assert_eq!((early.review(), early.overview()), (whole.review(), whole.overview()));
    }
}

#[test]
fn without_an_address_everybody_is_alone_at_first() {
    let mut text = "First Name,Last Name,Phone\n".to_owned();
    for lead in 0..6_000 {
        let _ = writeln!(text, "Ann,Ash{lead},+46 8 {:07}", 1_000_000 + lead / 2);
    }
    let mut workspace = early(read(text.as_bytes()));
    assert_by_email(&workspace);
    assert_eq!((workspace.review().groups, workspace.review().possible), (0, 0));
    assert!(workspace.group_page(&GroupQuery { limit: 5, ..GroupQuery::default() }).rows.is_empty());
    while workspace.match_more() {}
    assert_eq!(workspace.clusters().of(), whole(read(text.as_bytes())).clusters().of());
}
