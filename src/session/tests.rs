//! A session with a worker that is played by the test.

use super::*;
use crate::protocol::source_id;
use leadlens_engine::leads::HeaderSet;
use leadlens_engine::matching::{Fingerprint, Statement, Threshold, Verdict};

fn key(number: u32) -> Fingerprint {
    Fingerprint::try_from(format!("{number:016x}-0000000000000000-0")).unwrap()
}

fn pair(left: u32, right: u32) -> LogEntry {
    LogEntry::Statement(Statement::Pair { left: key(left), right: key(right), verdict: Verdict::Same })
}

fn columns() -> LogEntry {
    LogEntry::ForgetColumns { headers: HeaderSet::Named(vec!["email".to_owned()]) }
}

/// The worker's copy of the log, and the last job.
#[derive(Default)]
struct PlayedWorker {
    log: DecisionLog,
    job: u32,
}

impl PlayedWorker {
    /// Takes the delta of the log, and commits an import with sources of these handles.
    fn commit(&mut self, session: &mut Session, import: Import, handles: &[u32], logs: Vec<DecisionLog>) {
        let (job, revision) = self.begin(session, import);
        self.log.merge(logs.clone(), OpenMode::Replace);
        session.committed(job, Committed { handles, logs, built: revision, followed: revision, absent: &[] });
    }

    fn begin(&mut self, session: &mut Session, import: Import) -> (JobId, Revision) {
        self.job += 1;
        session.begin(JobId(self.job), import);
        assert!(self.log.apply(session.delta()));
        (JobId(self.job), session.revision())
    }
}

fn open(names: &[&str]) -> (Session, PlayedWorker) {
    let (mut session, mut worker) = (Session::default(), PlayedWorker::default());
    let sources: Vec<_> = names.iter().map(|name| session.source((*name).to_owned(), 9)).collect();
    let handles: Vec<_> = sources.iter().map(|source| source.handle).collect();
    let import = session.import(sources, OpenMode::Replace);
    worker.commit(&mut session, import, &handles, Vec::new());
    (session, worker)
}

fn names(import: &Import) -> Vec<&str> {
    import.sources.iter().map(|source| source.name.as_str()).collect()
}

#[test]
fn the_copy_of_the_log_is_equal_after_every_delta() {
    let mut session = Session::default();
    let mut copy = DecisionLog::default();
    session.decide(pair(1, 2));
    session.decide(LogEntry::Threshold(Threshold::WIDE));
    assert!(copy.apply(session.delta()));
    session.decide(LogEntry::Threshold(Threshold::STRICT));
    session.undo();
    session.undo();
    assert!(copy.apply(session.delta()));
    assert_eq!(&copy, session.log());
    session.decide(pair(3, 4));
    assert!(copy.apply(session.delta()));
    assert_eq!((&copy, copy.entries().len()), (session.log(), 1));
    session.worker_lost(None);
    let mut other = DecisionLog::default();
    assert!(other.apply(session.delta()));
    assert_eq!(&other, session.log());
}

#[test]
fn nothing_is_lost_with_the_worker() {
    let (mut session, _) = open(&["a.csv", "b.csv"]);
    session.decide(pair(1, 2));
    let before = session.log().clone();
    session.worker_lost(None);
    assert_eq!((session.log(), session.has_unsaved(), session.may_restart()), (&before, true, true));
    let import = session.restarted();
    assert_eq!((names(&import), import.cause), (vec!["a.csv", "b.csv"], Cause::Restart));
    let mut another = PlayedWorker::default();
    another.commit(&mut session, import, &[2], Vec::new());
    assert_eq!(&another.log, &before);
    // The file that is gone is no longer open; what was decided stays, and so does the mark.
    assert_eq!((session.open_sources().len(), session.has_unsaved(), session.must_review()), (1, true, false));
}

#[test]
fn a_file_that_ends_every_worker_is_left_out() {
    let (mut session, _) = open(&["a.csv", "b.csv"]);
    for _ in 0..4 {
        session.worker_lost(Some(2));
        assert_eq!(names(&session.restarted()), ["a.csv", "b.csv"]);
    }
    session.worker_lost(Some(2));
    assert_eq!((names(&session.restarted()), session.culprits(), session.may_restart()), (vec!["a.csv"], vec!["b.csv".to_owned()], true));
    for _ in 0..4 {
        session.worker_lost(None);
    }
    // One that answered a decision in between did not die of what is open.
    session.followed(session.revision(), &[], true);
    for _ in 0..5 {
        assert!(session.may_restart());
        session.worker_lost(None);
    }
    assert!(!session.may_restart());
    // A link is opened by no import: requesting it is a new start all the same.
    session.forget_crashes();
    assert!(session.may_restart());
}

#[test]
fn a_decision_made_while_files_are_read_is_followed_after_them() {
    let (mut session, mut worker) = open(&["a.csv"]);
    let more = session.source("b.csv".to_owned(), 9);
    let import = session.import(vec![more], OpenMode::Append);
    let (job, begun) = worker.begin(&mut session, import);
    session.decide(columns());
    session.decide(pair(1, 2));
    assert!(!session.must_rebuild(), "what is read must not be overtaken");
    session.committed(job, Committed { handles: &[1, 2], logs: Vec::new(), built: begun, followed: begun, absent: &[] });
    assert!(session.must_rebuild() && session.must_review());
    let import = session.rebuilt(None);
    assert_eq!((names(&import), import.cause), (vec!["a.csv", "b.csv"], Cause::Decision));
    let (job, now) = worker.begin(&mut session, import);
    assert!(!session.must_rebuild());
    session.decide(columns());
    assert!(session.must_rebuild(), "a decision overtakes one that is not done yet");
    session.committed(job, Committed { handles: &[1, 2], logs: Vec::new(), built: now, followed: now, absent: &[] });
    assert!(session.must_rebuild() && !session.must_review());
}

#[test]
fn a_decision_that_leaves_no_lead_is_taken_back() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(columns());
    let import = session.rebuilt(None);
    let (job, _) = worker.begin(&mut session, import);
    session.refused(job, Vec::new());
    assert_eq!((session.log().position(), session.must_rebuild()), (0, true));
    let import = session.rebuilt(None);
    worker.commit(&mut session, import, &[1], Vec::new());
    assert!(!session.must_rebuild());
}

#[test]
fn decisions_about_a_refused_file_concern_the_set_it_joins() {
    let (mut session, mut worker) = open(&["a.csv"]);
    let more = session.source("b.csv".to_owned(), 9);
    let import = session.import(vec![more], OpenMode::Append);
    let (job, _) = worker.begin(&mut session, import);
    session.refused(job, Vec::new());
    session.decide(columns());
    assert_eq!(names(&session.rebuilt(Some(2))), ["a.csv", "b.csv"]);
    assert_eq!(names(&session.rebuilt(None)), ["a.csv"]);
    assert_eq!(names(&session.without(source_id(2, 0), "b.csv")), ["a.csv"]);
    assert_eq!(session.key(2, "b.csv").map(|key| (key.file, key.size)), Some(("b.csv".to_owned(), 9)));
}

#[test]
fn a_source_of_an_archive_is_left_out_by_its_name() {
    let (session, _) = open(&["all.zip", "b.csv"]);
    let import = session.without(source_id(1, 3), "one.csv");
    assert_eq!((names(&import), &import.sources[0].left_out), (vec!["all.zip", "b.csv"], &vec![source_id(1, 3)]));
    let (sources, handles) = import.references();
    assert_eq!((handles, sources[1].slot, &sources[0].left_out), (vec![1, 2], Some(1), &vec![source_id(1, 3)]));
}

#[test]
fn the_log_of_a_workspace_replaces_the_other_or_follows_it() {
    let mut saved = DecisionLog::default();
    saved.push(pair(7, 8));
    for (mode, entries) in [(OpenMode::Replace, 1), (OpenMode::Append, 2)] {
        let (mut session, mut worker) = open(&["a.csv"]);
        session.decide(pair(1, 2));
        let more = session.source("w.leadlens".to_owned(), 9);
        let import = session.import(vec![more], mode);
        let (job, revision) = worker.begin(&mut session, import);
        worker.log.merge([saved.clone()], mode);
        session.committed(job, Committed { handles: &[1, 2], logs: vec![saved.clone()], built: revision, followed: revision, absent: &[] });
        assert_eq!((session.log().entries().len(), session.must_rebuild(), session.must_review()), (entries, false, false), "{mode:?}");
        assert_eq!((&worker.log, session.has_unsaved()), (session.log(), mode == OpenMode::Append));
        assert!(session.restarted().references().0.iter().all(|source| source.is_log_known));
    }
}

#[test]
fn what_concerns_nothing_that_is_open_is_not_undone() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(pair(1, 2));
    session.decide(pair(3, 4));
    let revision = session.revision();
    session.followed(revision, &[1], true);
    let copy = &mut worker.log;
    assert!(copy.apply(session.delta()));
    assert_eq!(session.undo().map(|moved| moved.entry), Some(1));
    assert_eq!((session.undo(), session.can_move(), session.statement_count()), (None, (false, true), 1));
    assert!(copy.apply(session.delta()));
    assert_eq!(&*copy, session.log());
    assert_eq!(session.redo().map(|moved| moved.entry), Some(1));
    assert!(copy.apply(session.delta()));
    assert_eq!((&*copy, session.statement_count()), (session.log(), 2));
    // Files in the place of those that were decided about: the mark goes where nothing is left of the decisions.
    let other = session.source("c.csv".to_owned(), 9);
    let import = session.import(vec![other], OpenMode::Replace);
    let (job, revision) = worker.begin(&mut session, import);
    assert!(session.has_unsaved());
    session.committed(job, Committed { handles: &[2], logs: Vec::new(), built: revision, followed: revision, absent: &[0, 1] });
    assert!(!session.has_unsaved());
}

#[test]
fn a_job_that_was_stopped_bars_no_other() {
    let (mut session, mut worker) = open(&["a.csv"]);
    let more = session.source("b.csv".to_owned(), 9);
    let import = session.import(vec![more], OpenMode::Append);
    let (job, _) = worker.begin(&mut session, import);
    session.decide(columns());
    assert!(!session.must_rebuild());
    assert_eq!((session.cancelled(job), session.must_rebuild()), (Some(Cause::Sources), true));
    // One that was to follow a decision takes it back.
    let import = session.rebuilt(None);
    let (job, _) = worker.begin(&mut session, import);
    assert_eq!((session.cancelled(job), session.log().position()), (Some(Cause::Decision), 0));
}

#[test]
fn another_file_joins_those_that_are_being_read() {
    let (mut session, mut worker) = open(&["a.csv"]);
    for (name, expected) in [("b.csv", vec!["a.csv", "b.csv"]), ("c.csv", vec!["a.csv", "b.csv", "c.csv"])] {
        let more = session.source(name.to_owned(), 9);
        let import = session.import(vec![more], OpenMode::Append);
        assert_eq!(names(&import), expected);
        worker.begin(&mut session, import);
    }
}

#[test]
fn a_source_requested_again_brings_no_log_twice() {
    let mut session = Session::default();
    let mut worker = PlayedWorker::default();
    let source = session.source("w.leadlens".to_owned(), 9);
    let first = session.import(vec![source], OpenMode::Replace);
    let mut saved = DecisionLog::default();
    saved.push(pair(7, 8));
    worker.commit(&mut session, first.clone(), &[1], vec![saved]);
    session.decide(pair(1, 2));
    session.worker_lost(None);
    session.lose();
    let again = session.again(&first);
    assert_eq!((again.mode, again.references().0[0].is_log_known), (OpenMode::Append, true));
}

#[test]
fn a_statement_made_while_files_are_read_keeps_its_mark() {
    let (mut session, mut worker) = open(&["a.csv"]);
    let other = session.source("c.csv".to_owned(), 9);
    let import = session.import(vec![other], OpenMode::Replace);
    let (job, revision) = worker.begin(&mut session, import);
    session.decide(pair(1, 2));
    session.committed(job, Committed { handles: &[2], logs: Vec::new(), built: revision, followed: revision, absent: &[0] });
    assert!(session.has_unsaved());
}

#[test]
fn a_role_that_leaves_no_lead_is_taken_back_behind_a_verdict() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(columns());
    let import = session.rebuilt(None);
    let (job, _) = worker.begin(&mut session, import);
    session.decide(pair(1, 2));
    session.refused(job, Vec::new());
    assert_eq!((session.log().in_force(), session.must_rebuild()), (&[pair(1, 2)][..], true));
}

#[test]
fn columns_of_files_that_were_replaced_are_not_undone() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(columns());
    let other = session.source("c.csv".to_owned(), 9);
    let import = session.import(vec![other], OpenMode::Replace);
    worker.commit(&mut session, import, &[2], Vec::new());
    assert_eq!(session.undo(), None);
    session.decide(columns());
    assert!(session.undo().is_some_and(|moved| moved.is_about_records));
}

#[test]
fn closing_forgets_decisions_but_not_what_was_remembered() {
    let mut log = DecisionLog::default();
    log.push(columns());
    let remembered = DecisionLog::remembered(&log.decisions());
    let mut session = Session::new(remembered.clone());
    session.decide(pair(1, 2));
    session.close();
    assert_eq!((session.undo(), session.log(), session.has_unsaved()), (None, &remembered, false));
}

#[test]
fn cancelling_reverts_what_is_not_built_yet_and_no_more() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(columns());
    let import = session.rebuilt(None);
    worker.commit(&mut session, import, &[1], Vec::new());
    let built = session.log().clone();
    session.decide(columns());
    let import = session.rebuilt(None);
    let (older, _) = worker.begin(&mut session, import);
    session.decide(pair(1, 2));
    session.decide(columns());
    let import = session.rebuilt(None);
    let (newer, _) = worker.begin(&mut session, import);
    // The older job was overtaken: the newer one follows all of it.
    session.cancelled(older);
    assert_eq!((session.log().position(), session.take_reverted().len()), (4, 0));
    session.cancelled(newer);
    assert_eq!((session.log().in_force(), session.must_rebuild()), (&[columns(), pair(1, 2)][..], false));
    let made = |behind| Reverted { of: LogMove::Made, behind };
    assert_eq!((session.take_reverted(), session.can_move()), (vec![made(0), made(1)], (true, false)), "nothing is left to be redone");
    assert!(worker.log.apply(session.delta()));
    assert_eq!(&worker.log, session.log());
    session.undo();
    assert_eq!((session.log().in_force(), session.must_rebuild()), (built.in_force(), false));
}

#[test]
fn cancelling_an_undo_does_not_take_back_another_decision() {
    let (mut session, mut worker) = open(&["a.csv"]);
    session.decide(columns());
    session.decide(pair(1, 2));
    session.decide(columns());
    let import = session.rebuilt(None);
    worker.commit(&mut session, import, &[1], Vec::new());
    let built = session.log().clone();
    session.undo();
    let import = session.rebuilt(None);
    let (job, _) = worker.begin(&mut session, import);
    session.cancelled(job);
    assert_eq!((session.log(), session.must_rebuild()), (&built, false));
    assert_eq!(session.take_reverted(), [Reverted { of: LogMove::Undone, behind: 0 }]);
    session.undo();
    let import = session.rebuilt(None);
    worker.commit(&mut session, import, &[1], Vec::new());
    session.redo();
    let import = session.rebuilt(None);
    let (job, _) = worker.begin(&mut session, import);
    session.cancelled(job);
    assert_eq!((session.log().in_force().len(), session.can_move(), session.must_rebuild()), (2, (true, true), false));
}
