//! A first look while the rest is compared: what is shown early comes to the same end.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

use leadlens::engine::intake::{Reader, Table};
use leadlens::engine::leads::Decisions;
use leadlens::engine::matching::{Judgement, Threshold, Verdict};
use leadlens::engine::{Build, Step, Workspace};

fn table() -> Table {
    let bytes = std::fs::read("benches/matching/gen_dev_10k.csv").unwrap();
    let mut reader = Reader::new("leads.csv", bytes.len() as u64).unwrap();
    reader.push(&bytes).unwrap();
    reader.finish().unwrap()
}

fn done(mut build: Build) -> Box<Workspace> {
    build.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).unwrap()
}

#[test]
fn an_early_look_comes_to_the_same_end() {
    let whole = done(Build::new(vec![table()], &Decisions::default()));
    let mut early = done(Build::new(vec![table()], &Decisions::default()).early());
    assert!(whole.review().finished && !early.review().finished);
    let first = early.review();
    assert!(first.groups > 1_000 && first.compared > 0, "{first:?}");
    // What the user does meanwhile holds at the end.
    let apart = early.clusters().group_leads(0).to_vec();
    early.judge(Judgement::Pair { left: apart[0], right: apart[1], verdict: Verdict::Different });
    assert_ne!(early.clusters().of()[apart[0] as usize], early.clusters().of()[apart[1] as usize]);
    while early.match_more() {}
    assert_ne!(early.clusters().of()[apart[0] as usize], early.clusters().of()[apart[1] as usize]);
    early.judge(Judgement::Undo);
    assert_eq!(early.clusters().of(), whole.clusters().of());
    assert_eq!(early.overview(), whole.overview());
    early.set_threshold(Threshold::STRICT);
    let strict = done(Build::new(vec![table()], &Decisions::default()).with_threshold(Threshold::STRICT));
    assert_eq!(early.clusters().of(), strict.clusters().of());
}
