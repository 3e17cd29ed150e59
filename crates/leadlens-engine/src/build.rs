//! Tables become a [`Workspace`], a bounded slice of work at a time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::decision_log::{DecisionLog, LogEntry};
use super::intake::{SourceError, SourceFailure, Table};
use super::leads::{Decisions, Leads, LeadsBuilder, Mapping};
use super::matching::{Fingerprints, FingerprintsBuilder, Matching, Threshold};
use super::workspace::{Reviewed, Workspace};

/// Stage of a run, in the order they run; its name is also that of its timing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes are read and become text.
    Decode,
    /// Text becomes a table.
    Parse,
    /// Records become leads.
    Leads,
    /// Leads become people.
    Match,
    /// Both become numbers.
    Report,
}

impl Stage {
    /// All stages, in the order they run.
    pub const ALL: [Self; 5] = [Self::Decode, Self::Parse, Self::Leads, Self::Match, Self::Report];

    /// Its name in timings: `decode`, `parse`, `leads`, `match`, `report`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Parse => "parse",
            Self::Leads => "leads",
            Self::Match => "match",
            Self::Report => "report",
        }
    }
}

/// Outcome of a slice of work: in progress, done, or refused.
#[derive(Debug)]
pub enum Step {
    /// That stage is in progress: records done, and in all.
    Working {
        /// The stage the slice belonged to.
        stage: Stage,
        /// Records done.
        done: u64,
        /// Records in all.
        total: u64,
    },
    /// All is done.
    Done(Box<Workspace>),
    /// No source held a lead.
    Refused(Vec<SourceFailure>),
}

/// Leads below which matching takes no longer than an eye takes to the overview.
const FEW: usize = 5_000;

/// Turns tables into a [`Workspace`], a bounded slice of work a step; the caller owns time, progress and cancelling.
///
/// # Examples
/// ```
/// use leadlens_engine::intake::Reader;
/// use leadlens_engine::leads::Decisions;
/// use leadlens_engine::{Build, Step};
///
/// let mut reader = Reader::new("paste", 0)?;
/// reader.push(b"Email,LeadSource\nann@example.com,SPZA-INS|contoso.app\nANN@example.com,SPZA-PLT|contoso.app\n")?;
/// let mut build = Build::new(vec![reader.finish()?], &Decisions::default());
/// let workspace = build.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).ok_or("no lead")?;
/// assert_eq!((workspace.overview().totals.leads, workspace.overview().totals.people), (2, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Build {
    state: State,
    failures: Vec<SourceFailure>,
    log: DecisionLog,
    is_early: bool,
    has_fixed_weights: bool,
}

#[derive(Debug)]
enum State {
    Leads(Box<LeadsBuilder>),
    Match(Box<(Leads, Matching)>),
    Report(Box<(Leads, Matching)>),
    /// The leads that statements refer to are found by looking at all of them.
    Find(Box<(Leads, Matching, FingerprintsBuilder)>),
    Ended,
}

impl Build {
    /// Finds the columns' roles; sources without any lead column are set apart as failures.
    pub fn new<T: Into<Arc<Table>>>(tables: Vec<T>, decisions: &Decisions) -> Self {
        let mut failures = Vec::new();
        let mut sources = Vec::new();
        for table in tables.into_iter().map(Into::into) {
            match Mapping::of(&table, decisions) {
                Ok(mapping) => sources.push((table, mapping)),
                Err(error) => failures.push(SourceFailure { name: table.name.clone(), source: Some(table.id), error }),
            }
        }
        let builder = LeadsBuilder::new(sources, decisions.default_country.as_deref()).with_values(&decisions.values);
        Self { state: State::Leads(Box::new(builder)), failures, log: DecisionLog::default(), is_early: false, has_fixed_weights: false }
    }

    /// The build of these tables under the user's decisions.
    pub fn under<T: Into<Arc<Table>>>(tables: Vec<T>, log: &DecisionLog) -> Self {
        Self::new(tables, &log.decisions()).with_log(log.clone())
    }

    /// The same build, merging from another weight on.
    #[must_use]
    pub fn with_threshold(mut self, threshold: Threshold) -> Self {
        self.log.push(LogEntry::Threshold(threshold));
        self
    }

    /// The same build, with what the user decided about who is who.
    #[must_use]
    pub fn with_log(self, log: DecisionLog) -> Self {
        Self { log, ..self }
    }

    /// The same build, with weights that nothing in the sources changes.
    #[must_use]
    pub fn with_fixed_weights(self) -> Self {
        Self { has_fixed_weights: true, ..self }
    }

    /// True where the next step takes the user's statements about who is who into account: the last moment to hand them over.
    pub fn wants_log(&self) -> bool {
        matches!(self.state, State::Report(_))
    }

    /// The same build, done as soon as leads are understood: people are who has the same e-mail, until [`Workspace::match_more`] has compared
    /// all else. So few leads that they are matched in no time are worth waiting for.
    #[must_use]
    pub fn early(self) -> Self {
        Self { is_early: true, ..self }
    }

    /// Matching that has not begun.
    fn matching(&self) -> Matching {
        if self.has_fixed_weights { Matching::with_fixed_weights() } else { Matching::default() }
    }

    /// Ends with a workspace.
    fn report(&mut self, leads: Leads, matching: Matching, fingerprints: Option<Fingerprints>) -> Step {
        let reviewed = Reviewed::of(&leads, &self.log, fingerprints);
        let workspace = Workspace::new(leads, matching, reviewed, std::mem::take(&mut self.failures));
        Step::Done(Box::new(if self.is_early { workspace.with_pending(self.matching()) } else { workspace }))
    }

    /// Ends without a lead: sources that failed so far, and those that held none.
    fn refuse(&mut self, leads: &Leads) -> Step {
        let empty = leads.tables().iter().map(|table| SourceFailure {
            name: table.name.clone(),
            source: Some(table.id),
            error: SourceError::NoRecords,
        });
        self.failures.extend(empty);
        Step::Refused(std::mem::take(&mut self.failures))
    }
}

impl Iterator for Build {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Leads(mut builder) => {
                let more = builder.step();
                let (done, total) = builder.progress();
                if more {
                    self.state = State::Leads(builder);
                    return Some(Step::Working { stage: Stage::Leads, done, total });
                }
                let leads = builder.finish();
                if leads.is_empty() {
                    return Some(self.refuse(&leads));
                }
                let step = Step::Working { stage: Stage::Leads, done, total };
                self.is_early &= leads.len() >= FEW;
                self.state = State::Match(Box::new((leads, self.matching())));
                Some(step)
            }
            State::Match(mut work) => {
                let (leads, matching) = &mut *work;
                if self.is_early {
                    *matching = Matching::by_email(leads);
                }
                let more = matching.step(leads);
                let (done, total) = matching.progress(leads);
                self.state = if more { State::Match(work) } else { State::Report(work) };
                Some(Step::Working { stage: Stage::Match, done, total })
            }
            State::Report(found) => {
                let (leads, matching) = *found;
                if self.log.statements().is_empty() {
                    return Some(self.report(leads, matching, None));
                }
                let total = leads.len() as u64;
                self.state = State::Find(Box::new((leads, matching, FingerprintsBuilder::default())));
                Some(Step::Working { stage: Stage::Match, done: 0, total })
            }
            State::Find(mut work) => {
                let (leads, _, builder) = &mut *work;
                if builder.step(leads) {
                    let (done, total) = builder.progress(leads);
                    self.state = State::Find(work);
                    return Some(Step::Working { stage: Stage::Match, done, total });
                }
                let (leads, matching, builder) = *work;
                Some(self.report(leads, matching, Some(builder.finish())))
            }
            State::Ended => None,
        }
    }
}
