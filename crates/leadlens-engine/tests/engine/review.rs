//! Decisions about leads outlive the table they were made in.

use std::io::Write as _;
use std::sync::Arc;

use leadlens_engine::intake::{Contents, Reader, Table};
use leadlens_engine::leads::Decisions;
use leadlens_engine::matching::{Fingerprints, GroupName, Threshold, Verdict};
use leadlens_engine::{Build, DecisionLog, LogEntry, save_workspace, saved_log};

use crate::reviewer::{ReviewAction, Reviewer};

const ANN: &str = "Ann,Ash,ann@example.com,1";
const ANNE: &str = "Anne,Ash,anne@example.com,1";
const BOB: &str = "Bob,Birk,bob@example.org,2";

fn table(rows: &[&str]) -> Arc<Table> {
    let text = format!("First Name,Last Name,Email,Phone\n{}\n", rows.join("\n"));
    read(text.as_bytes()).tables.remove(0).into()
}

fn read(bytes: &[u8]) -> Contents {
    let mut reader = Reader::new("leads.csv", bytes.len() as u64).unwrap();
    reader.push(bytes).unwrap();
    reader.finish_all().unwrap()
}

fn open(rows: &[&str], log: DecisionLog) -> Reviewer {
    Reviewer::open(Build::new(vec![table(rows)], &Decisions::default()), log)
}

/// Ann and Anne are one person, Bob is another than Anne; only what is beyond doubt is merged.
fn decided() -> Reviewer {
    let mut workspace = open(&[ANN, ANNE, BOB], DecisionLog::default());
    workspace.apply(ReviewAction::Pair { left: 0, right: 1, verdict: Verdict::Same });
    workspace.apply(ReviewAction::Pair { left: 2, right: 1, verdict: Verdict::Different });
    workspace.set_threshold(Threshold::STRICT);
    workspace
}

#[test]
fn a_workspace_file_brings_back_decisions_and_threshold() {
    let workspace = decided();
    let file = save_workspace(&[table(&[ANN, ANNE, BOB])], &workspace.log).unwrap();
    let contents = read(&file);
    let log = saved_log(&contents).unwrap();
    assert_eq!(log, workspace.log);
    let again = Reviewer::open(Build::new(contents.tables, &Decisions::default()), log).review();
    assert_eq!((again.threshold, again.same, again.different, again.undo, again.redo), (Threshold::STRICT, 1, 1, 3, 0));
}

#[test]
fn a_workspace_without_leads_holds_the_log() {
    let workspace = decided();
    let contents = read(&save_workspace(&[], &workspace.log).unwrap());
    assert_eq!((contents.tables.len(), saved_log(&contents)), (0, Some(workspace.log)));
}

#[test]
fn decisions_outlive_added_removed_and_reordered_files() {
    let log = decided().log;
    let fewer = open(&[BOB, ANNE], log.clone());
    assert_eq!((fewer.review().same, fewer.review().different, fewer.review().absent), (0, 1, vec![0]));
    let whole = open(&["Cid,Cole,cid@example.com,3", BOB, ANNE, ANN], log);
    assert_eq!((whole.review().same, whole.review().different, whole.review().absent), (1, 1, vec![]));
}

#[test]
fn steps_brought_back_can_be_taken_back() {
    let mut workspace = open(&[ANN, ANNE, BOB], decided().log);
    let steps = [
        (ReviewAction::Undo, 2, 1),
        (ReviewAction::Undo, 1, 2),
        (ReviewAction::Undo, 0, 3),
        (ReviewAction::Undo, 0, 3),
        (ReviewAction::Redo, 1, 2),
    ];
    for (action, undo, redo) in steps {
        workspace.apply(action);
        assert_eq!((workspace.review().undo, workspace.review().redo), (undo, redo));
    }
}

#[test]
fn a_decision_about_leads_that_are_gone_is_no_step() {
    let mut workspace = open(&[BOB, ANNE], decided().log);
    assert_eq!((workspace.review().undo, workspace.review().threshold), (2, Threshold::STRICT));
    for _ in 0..3 {
        workspace.apply(ReviewAction::Undo);
    }
    assert_eq!((workspace.review().undo, workspace.review().redo, workspace.log.position()), (0, 2, 1));
}

#[test]
fn a_decision_wins_over_every_score_until_it_is_taken_back() {
    let twin = "Ann,Ash,ann@example.com,1";
    let mut workspace = open(&[ANN, BOB, twin], DecisionLog::default());
    assert_eq!(workspace.overview().totals.people, 2);
    for (action, people) in [
        (ReviewAction::Pair { left: 0, right: 1, verdict: Verdict::Same }, 1),
        (ReviewAction::Undo, 2),
        (ReviewAction::Pair { left: 0, right: 2, verdict: Verdict::Different }, 3),
        (ReviewAction::Pair { left: 1, right: 2, verdict: Verdict::Same }, 2),
        // Ann would be her twin through Bob: it does not hold.
        (ReviewAction::Pair { left: 0, right: 1, verdict: Verdict::Same }, 2),
        (ReviewAction::Undo, 2),
        (ReviewAction::Undo, 3),
        (ReviewAction::Undo, 2),
    ] {
        workspace.apply(action);
        assert_eq!((workspace.overview().totals.people, workspace.review().people), (people, people), "{action:?}");
    }
    workspace.apply(ReviewAction::SplitOut { group: 0, lead: 2 });
    assert_eq!((workspace.review().people, workspace.review().different), (3, 1));
    let again = open(&[BOB, twin, ANN], workspace.log.clone());
    assert_eq!(again.overview().totals.people, 3);
    workspace.set_threshold(Threshold::WIDE);
    assert_eq!(workspace.overview().totals.people, 3);
}

/// A workspace file with that text in place of its manifest's review.
fn with_review(review: &str) -> Vec<u8> {
    let csv = "Email\nann@example.com\n";
    let manifest = format!(
        r#"{{"leadlens":1,"sources":[{{"member":"a.csv","name":"a.csv","headers":["Email"]}}],"decisions":{{"default_country":"SE"}}{review}}}"#
    );
    stored_zip(&[("leadlens.json", manifest.as_bytes()), ("a.csv", csv.as_bytes())])
}

#[test]
fn a_file_with_no_review_or_a_damaged_one_opens() {
    for (review, expected) in [
        ("", (Threshold::BALANCED, 0, 0)),
        (r#","review":null"#, (Threshold::BALANCED, 0, 0)),
        (r#","review":"lost""#, (Threshold::BALANCED, 0, 0)),
        (r#","review":{"threshold":9.0,"steps":[7,{"kind":"Same","pairs":[{"left":"x"}]}],"news":1}"#, (Threshold::STRICT, 0, 3)),
        (r#","review":{"steps":{}}"#, (Threshold::BALANCED, 0, 1)),
    ] {
        let log = saved_log(&read(&with_review(review))).unwrap();
        assert_eq!(log.decisions().default_country.as_deref(), Some("SE"), "{review}");
        assert_eq!((log.threshold(), log.statements().len(), log.unknown_count()), expected, "{review}");
    }
}

/// A ZIP archive with its members as they are (PKWARE APPNOTE, method 0).
fn stored_zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut facts = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        facts.extend(crc32fast::hash(bytes).to_le_bytes());
        facts.extend(size.iter().chain(&size));
        facts.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        facts.extend([0, 0]);
        let offset = u32::try_from(archive.len()).unwrap().to_le_bytes();
        archive.write_all(b"PK\x03\x04").unwrap();
        archive.extend(&facts);
        archive.extend(name.bytes().chain(bytes.iter().copied()));
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&facts);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.bytes());
    }
    let start = u32::try_from(archive.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.iter().chain(&count).chain(&size).chain(&start).chain(&[0, 0]));
    archive
}

#[test]
fn a_group_is_found_by_any_of_its_leads() {
    let workspace = decided();
    let group = |lead| workspace.group_detail(GroupName::merged(lead)).map(|group| group.row.name);
    let name = Some(GroupName::merged(0));
    assert_eq!((group(0), group(1), group(2), group(9)), (name, name, None, None));
    assert_eq!(workspace.group_detail(GroupName::possible(1)).map(|group| group.row.name), name);
}

#[test]
fn nothing_is_decided_about_a_test_lead() {
    let test = "MSFT_TEST_637490646151234560,Ash,ann@example.com,1";
    let mut workspace = open(&[ANN, test, BOB], DecisionLog::default());
    for (left, right) in [(0, 1), (1, 2), (9, 0)] {
        workspace.apply(ReviewAction::Pair { left, right, verdict: Verdict::Same });
    }
    assert_eq!((workspace.review().undo, workspace.clusters().count()), (0, 3));
    // Nor is one found again by what another program wrote of it.
    let fingerprints = Fingerprints::build(workspace.leads());
    assert_eq!([0, 1, 2, 9].map(|lead| fingerprints.of(lead).is_some()), [true, false, true, false]);
}

#[test]
fn thousands_of_equal_leads_are_told_apart_as_one_decision() {
    // Equal leads are one person however many; before, more than 50 were a possible group. The user may still say otherwise.
    let rows = vec![ANN; 3_000];
    let mut workspace = open(&rows, DecisionLog::default());
    assert_eq!((workspace.review().groups, workspace.review().possible, workspace.review().people), (1, 0, 1));
    workspace.apply(ReviewAction::GroupDifferent(0));
    let review = workspace.review();
    assert_eq!((review.possible, review.people, review.different, review.same, review.undo), (0, 3_000, 1, 0, 1));
    assert_eq!(workspace.pair_detail(7, 2_990).unwrap().evidence.verdict, Some(Verdict::Different));
    workspace.set_threshold(Threshold::WIDE);
    assert_eq!(workspace.review().people, 3_000);
    assert_eq!(open(&rows, workspace.log.clone()).review().groups, 0);
    workspace.apply(ReviewAction::Undo);
    workspace.apply(ReviewAction::Undo);
    assert_eq!((workspace.review().groups, workspace.review().people), (1, 1));
}

#[test]
fn parts_told_apart_decide_nothing_within_a_part() {
    let twin = "Ann,Ash,ann@example.com,1";
    let other = "Ann,Ash,,";
    let mut log = DecisionLog::default();
    log.push(LogEntry::Threshold(Threshold::STRICT));
    let mut workspace = open(&[ANN, twin, other], log);
    assert_eq!((workspace.review().people, workspace.review().possible), (2, 1));
    workspace.apply(ReviewAction::GroupDifferent(1));
    let verdict = |left, right| workspace.pair_detail(left, right).unwrap().evidence.verdict;
    assert_eq!((verdict(0, 1), verdict(0, 2), verdict(1, 2)), (None, Some(Verdict::Different), Some(Verdict::Different)));
    assert_eq!((workspace.review().people, workspace.review().possible), (2, 0));
}

#[test]
fn a_lead_told_apart_from_one_twin_differs_from_both() {
    let mut workspace = open(&[ANN, ANN, BOB], DecisionLog::default());
    for (left, right, verdict, people) in [(0, 2, Verdict::Same, [0, 0, 0]), (1, 2, Verdict::Different, [0, 1, 0])] {
        workspace.apply(ReviewAction::Pair { left, right, verdict });
        assert_eq!(workspace.clusters().of(), people);
    }
    assert_eq!(workspace.pair_detail(0, 1).unwrap().evidence.verdict, Some(Verdict::Different));
}
