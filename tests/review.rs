//! What the user decided about who is who outlives the table it was decided in.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

use std::io::Write as _;
use std::sync::Arc;

use leadlens::engine::intake::{Contents, Reader, Table};
use leadlens::engine::leads::Decisions;
use leadlens::engine::matching::{Fingerprints, Judgement, SavedReview, Threshold, Verdict};
use leadlens::engine::{Build, Step, Workspace, save_workspace, saved_decisions, saved_review};

const ANN: &str = "Ann,Ash,ann@example.com,1";
const ANNE: &str = "Anne,Ash,anne@example.com,1";
const BOB: &str = "Bob,Birk,bob@example.org,2";

fn table(rows: &[&str]) -> Arc<Table> {
    let text = format!("First Name,Last Name,Email,Phone\n{}\n", rows.join("\n"));
    read(text.as_bytes()).tables.remove(0).into()
}

fn read(bytes: &[u8]) -> Contents {
    let mut reader = Reader::new("leads.csv", 0).unwrap();
    reader.push(bytes).unwrap();
    reader.finish_all().unwrap()
}

fn done(build: Build) -> Box<Workspace> {
    build.into_iter().find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).unwrap()
}

fn open(rows: &[&str], review: SavedReview) -> Box<Workspace> {
    done(Build::new(vec![table(rows)], &Decisions::default()).with_review(review))
}

/// Ann and Anne are one person, Bob is another than Anne; only what is beyond doubt is merged.
fn decided() -> Box<Workspace> {
    let mut workspace = open(&[ANN, ANNE, BOB], SavedReview::default());
    workspace.judge(Judgement::Pair { left: 0, right: 1, verdict: Verdict::Same });
    workspace.judge(Judgement::Pair { left: 2, right: 1, verdict: Verdict::Different });
    workspace.set_threshold(Threshold::STRICT);
    workspace
}

#[test]
fn a_workspace_file_brings_back_decisions_and_threshold() {
    let mut workspace = decided();
    let file = save_workspace(&[table(&[ANN, ANNE, BOB])], &Decisions::default(), &workspace.saved_review()).unwrap();
    let contents = read(&file);
    let review = saved_review(&contents).unwrap();
    assert_eq!(review, workspace.saved_review());
    let again = done(Build::new(contents.tables, &Decisions::default()).with_review(review)).review();
    assert_eq!((again.threshold, again.same, again.different, again.undo, again.redo), (Threshold::STRICT, 1, 1, 2, 0));
}

#[test]
fn decisions_outlive_what_is_added_removed_or_put_in_another_order() {
    let review = decided().saved_review();
    let mut fewer = open(&[BOB, ANNE], review.clone());
    assert_eq!((fewer.review().same, fewer.review().different), (0, 1));
    let mut whole = open(&["Cid,Cole,cid@example.com,3", BOB, ANNE, ANN], fewer.saved_review());
    assert_eq!((whole.review().same, whole.review().different), (1, 1));
    assert_eq!(whole.saved_review().steps.len(), review.steps.len());
}

#[test]
fn another_set_of_leads_in_place_of_this_one_keeps_only_what_it_is_about() {
    let review = decided().saved_review();
    let mut next = done(Build::new(vec![table(&[BOB, ANNE])], &Decisions::default()).with_earlier(review.clone()));
    assert_eq!((next.review().different, next.review().threshold), (1, Threshold::STRICT));
    assert_eq!(next.saved_review().steps.len(), 1);
    let mut other = done(Build::new(vec![table(&["Cid,Cole,cid@example.com,3"])], &Decisions::default()).with_earlier(review));
    assert_eq!(other.saved_review(), SavedReview { threshold: Threshold::STRICT, steps: Vec::new() });
}

#[test]
fn steps_brought_back_can_be_taken_back() {
    let mut workspace = open(&[ANN, ANNE, BOB], decided().saved_review());
    for (judgement, undo, redo) in [(Judgement::Undo, 1, 1), (Judgement::Undo, 0, 2), (Judgement::Undo, 0, 2), (Judgement::Redo, 1, 1)] {
        workspace.judge(judgement);
        assert_eq!((workspace.review().undo, workspace.review().redo), (undo, redo));
    }
}

#[test]
fn a_decision_wins_over_every_score_until_it_is_taken_back() {
    let twin = "Ann,Ash,ann@example.com,1";
    let mut workspace = open(&[ANN, BOB, twin], SavedReview::default());
    assert_eq!(workspace.overview().totals.people, 2);
    for (judgement, people) in [
        (Judgement::Pair { left: 0, right: 1, verdict: Verdict::Same }, 1),
        (Judgement::Undo, 2),
        (Judgement::Pair { left: 0, right: 2, verdict: Verdict::Different }, 3),
        (Judgement::Pair { left: 1, right: 2, verdict: Verdict::Same }, 2),
        // Ann would be her twin by way of Bob: it does not hold.
        (Judgement::Pair { left: 0, right: 1, verdict: Verdict::Same }, 2),
        (Judgement::Undo, 2),
        (Judgement::Undo, 3),
        (Judgement::Undo, 2),
    ] {
        workspace.judge(judgement);
        assert_eq!((workspace.overview().totals.people, workspace.review().people), (people, people), "{judgement:?}");
    }
    workspace.judge(Judgement::SplitOut { group: 0, lead: 2 });
    assert_eq!((workspace.review().people, workspace.review().different), (3, 1));
    let again = open(&[BOB, twin, ANN], workspace.saved_review());
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
fn a_file_without_a_review_or_with_a_damaged_one_opens_all_the_same() {
    for (review, expected) in [
        ("", None),
        (r#","review":null"#, None),
        (r#","review":"lost""#, None),
        (r#","review":{"threshold":9.0,"steps":[7,{"kind":"Same","pairs":[{"left":"x"}]}],"news":1}"#, Some(Threshold::STRICT)),
        (r#","review":{"steps":{}}"#, Some(Threshold::BALANCED)),
    ] {
        let contents = read(&with_review(review));
        assert_eq!((contents.tables.len(), saved_decisions(&contents).unwrap().default_country.as_deref()), (1, Some("SE")), "{review}");
        let saved = saved_review(&contents);
        assert_eq!(saved.as_ref().map(|saved| (saved.threshold, saved.steps.len())), expected.map(|bits| (bits, 0)), "{review}");
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
    let group = |lead| workspace.group_of(lead, false).map(|group| group.row.group);
    assert_eq!((group(0), group(1), group(2), group(9)), (Some(0), Some(0), None, None));
}

#[test]
fn nothing_is_decided_about_a_test_lead() {
    let test = "MSFT_TEST_637490646151234560,Ash,ann@example.com,1";
    let mut workspace = open(&[ANN, test, BOB], SavedReview::default());
    for (left, right) in [(0, 1), (1, 2), (9, 0)] {
        workspace.judge(Judgement::Pair { left, right, verdict: Verdict::Same });
    }
    assert_eq!((workspace.review().undo, workspace.clusters().count()), (0, 3));
    // Nor is one found again by what another program wrote of it.
    let marks = Fingerprints::build(workspace.leads());
    assert_eq!([0, 1, 2, 9].map(|lead| marks.of(lead).is_some()), [true, false, true, false]);
}

#[test]
fn thousands_of_equal_leads_are_told_apart_as_one_decision() {
    // Equal leads are one person however many; before, more than 50 were a possible group. The user may still say otherwise.
    let rows = vec![ANN; 3_000];
    let mut workspace = open(&rows, SavedReview::default());
    assert_eq!((workspace.review().groups, workspace.review().possible, workspace.review().people), (1, 0, 1));
    workspace.judge(Judgement::GroupDifferent(0));
    let review = workspace.review();
    assert_eq!((review.possible, review.people, review.different, review.same, review.undo), (0, 3_000, 1, 0, 1));
    assert_eq!(workspace.pair_detail(7, 2_990).unwrap().evidence.verdict, Some(Verdict::Different));
    workspace.set_threshold(Threshold::WIDE);
    assert_eq!(workspace.review().people, 3_000);
    let saved = workspace.saved_review();
    assert_eq!((saved.steps[0].pairs.len(), saved.steps[0].parts.len()), (0, 3_000));
    assert_eq!(open(&rows, saved).review().groups, 0);
    workspace.judge(Judgement::Undo);
    assert_eq!((workspace.review().groups, workspace.review().people), (1, 1));
}

#[test]
fn telling_parts_of_a_possible_group_apart_says_nothing_of_those_within_one() {
    let twin = "Ann,Ash,ann@example.com,1";
    let other = "Ann,Ash,,";
    let mut workspace = open(&[ANN, twin, other], SavedReview { threshold: Threshold::STRICT, steps: Vec::new() });
    assert_eq!((workspace.review().people, workspace.review().possible), (2, 1));
    workspace.judge(Judgement::GroupDifferent(1));
    let said = |left, right| workspace.pair_detail(left, right).unwrap().evidence.verdict;
    assert_eq!((said(0, 1), said(0, 2), said(1, 2)), (None, Some(Verdict::Different), Some(Verdict::Different)));
    assert_eq!((workspace.review().people, workspace.review().possible), (2, 0));
}

#[test]
fn who_is_told_apart_from_a_twins_other_half_is_told_apart_from_both() {
    let mut workspace = open(&[ANN, ANN, BOB], SavedReview::default());
    for (left, right, verdict, people) in [(0, 2, Verdict::Same, [0, 0, 0]), (1, 2, Verdict::Different, [0, 1, 0])] {
        workspace.judge(Judgement::Pair { left, right, verdict });
        assert_eq!(workspace.clusters().of(), people);
    }
    assert_eq!(workspace.pair_detail(0, 1).unwrap().evidence.verdict, Some(Verdict::Different));
}
