//! A workspace with the log it follows, as page and worker hold them.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses a part of it")]

use std::ops::{Deref, DerefMut};

use leadlens_engine::matching::{GroupKind, GroupName, Statement, Threshold, Verdict};
use leadlens_engine::{Build, DecisionLog, LogEntry, Step, Workspace};

/// A workspace and the log it follows.
#[derive(Debug)]
pub(crate) struct Reviewer {
    pub(crate) workspace: Box<Workspace>,
    pub(crate) log: DecisionLog,
}

/// A decision, with groups by their places among all groups.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReviewAction {
    GroupSame(u32),
    GroupDifferent(u32),
    SplitOut { group: u32, lead: u32 },
    Pair { left: u32, right: u32, verdict: Verdict },
    Undo,
    Redo,
}

impl Reviewer {
    /// The outcome of a build under that log.
    pub(crate) fn open(build: Build, log: DecisionLog) -> Self {
        let done = |step| if let Step::Done(workspace) = step { Some(workspace) } else { None };
        Self { workspace: build.with_log(log.clone()).find_map(done).unwrap(), log }
    }

    pub(crate) fn apply(&mut self, action: ReviewAction) {
        let absent: Vec<usize> = self.workspace.review().absent.iter().map(|place| *place as usize).collect();
        let is_absent = |place: usize| absent.contains(&place);
        match action {
            ReviewAction::Undo => drop(self.log.undo(is_absent)),
            ReviewAction::Redo => drop(self.log.redo(is_absent)),
            action => {
                let Some(statement) = self.statement(action) else { return };
                self.log.push(LogEntry::Statement(statement));
            }
        }
        self.workspace.follow(&self.log, &[]);
    }

    pub(crate) fn set_threshold(&mut self, threshold: Threshold) {
        self.log.push(LogEntry::Threshold(threshold));
        self.workspace.follow(&self.log, &[]);
    }

    fn statement(&self, action: ReviewAction) -> Option<Statement> {
        let keys = |group| self.workspace.group_keys(name(&self.workspace, group)?);
        match action {
            ReviewAction::GroupSame(group) => Some(keys(group)?.same()),
            ReviewAction::GroupDifferent(group) => Some(keys(group)?.different()),
            ReviewAction::SplitOut { group, lead } => keys(group)?.split_out(lead),
            ReviewAction::Pair { left, right, verdict } => {
                let (left, right) = self.workspace.pair_detail(left, right)?.keys?;
                Some(Statement::Pair { left, right, verdict })
            }
            ReviewAction::Undo | ReviewAction::Redo => None,
        }
    }
}

/// The name of the group at that place.
pub(crate) fn name(workspace: &Workspace, group: u32) -> Option<GroupName> {
    let clusters = workspace.clusters();
    let possible = *clusters.kinds().get(group as usize)? == GroupKind::Possible;
    Some(GroupName { possible, lead: *clusters.group_leads(group).first()? })
}

impl Deref for Reviewer {
    type Target = Workspace;

    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}

impl DerefMut for Reviewer {
    fn deref_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }
}

/// The workspace merging from that weight on, with no other decision.
pub(crate) fn set_threshold(workspace: &mut Workspace, threshold: Threshold) {
    let mut log = DecisionLog::default();
    log.push(LogEntry::Threshold(threshold));
    workspace.follow(&log, &[]);
}
