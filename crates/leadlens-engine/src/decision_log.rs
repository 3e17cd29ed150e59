//! The user's decisions in the order they were made.
//!
//! The page owns one [`DecisionLog`]; a [`Workspace`](super::Workspace) is a function of tables and log. An entry names what it is about by
//! what outlives a run: headers, values, names of files, fingerprints of leads. The same log over the same files gives the same answer.

mod json;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::intake::ReadOptions;
use super::leads::{CodeMeaning, ColumnName, DateOrder, Decisions, HeaderSet, UnknownSlot};
use super::matching::{Statement, Threshold};
use crate::intake::header::ColumnRole;
use crate::saturating::saturating_u32;
use crate::sorting;

/// Fate of the sources that are open when others are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenMode {
    /// The others come in their place.
    #[default]
    Replace,
    /// The others are added to them.
    Append,
}

/// A source by what it is called: the file it stands in, and its own name in an archive or workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceKey {
    /// Name of the file.
    pub file: String,
    /// Length of the file in bytes.
    pub size: u64,
    /// Name of the source; that of the file where it is the only one.
    pub source: String,
}

/// One decision of the user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogEntry {
    /// The role of a column of every source with those headers; `None` leaves it to the program again.
    Role {
        /// The headers.
        headers: HeaderSet,
        /// The column.
        column: ColumnName,
        /// Its role.
        role: Option<ColumnRole>,
    },
    /// The order of day and month in a column; `None` leaves it to the program again.
    DateOrder {
        /// The headers.
        headers: HeaderSet,
        /// The column.
        column: ColumnName,
        /// The order.
        order: Option<DateOrder>,
    },
    /// Every column of those headers is left to the program again.
    ForgetColumns {
        /// The headers.
        headers: HeaderSet,
    },
    /// The meaning of an unknown source or action; `None` makes it unknown again.
    Meaning {
        /// The text as it stands in the file.
        text: String,
        /// Slot the text stands in: that of the source or that of the action.
        slot: UnknownSlot,
        /// Its meaning.
        meaning: Option<CodeMeaning>,
    },
    /// ISO 3166-1 alpha-2 country of leads that name none.
    DefaultCountry(String),
    /// Reading options of a source: encoding, delimiter, headers, sheet.
    Reading {
        /// The source.
        source: SourceKey,
        /// The options.
        options: ReadOptions,
    },
    /// The match weight from which on leads are merged.
    Threshold(Threshold),
    /// A statement about who is who.
    Statement(Statement),
    /// An entry of another version, as JSON; it has no effect here and is written back as it came.
    Unknown(String),
}

impl LogEntry {
    /// True for a decision about how records are read or understood: with it leads have to be made anew.
    pub fn is_about_records(&self) -> bool {
        !matches!(self, Self::Threshold(_) | Self::Statement(_) | Self::Unknown(_))
    }

    /// It says who is who.
    pub fn is_statement(&self) -> bool {
        matches!(self, Self::Statement(_))
    }
}

/// Append-only log of the user's decisions, oldest first; undo is a position in it. Entries behind the position are taken back, and go when
/// another decision is made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DecisionLog {
    entries: Vec<LogEntry>,
    position: usize,
    /// Entries that undo does not reach: they were made on another day and remembered by the browser.
    floor: usize,
}

/// Delta that makes a copy of a log equal to it: number of unchanged leading entries, appended entries, position.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogDelta {
    /// Entries that both have; further ones of the copy are dropped.
    pub shared: u32,
    /// The entries behind those.
    pub entries: Vec<LogEntry>,
    /// The position in the whole.
    pub position: u32,
    /// Entries that undo does not reach.
    pub floor: u32,
}

impl DecisionLog {
    /// A log that begins with what was decided on other days.
    pub fn remembered(decisions: &Decisions) -> Self {
        let entries = json::entries_of(decisions);
        Self { position: entries.len(), floor: entries.len(), entries }
    }

    /// All entries, those taken back last.
    pub fn entries(&self) -> &[LogEntry] {
        &self.entries
    }

    /// The entries that hold, oldest first.
    pub fn in_force(&self) -> &[LogEntry] {
        self.entries.get(..self.position).unwrap_or_default()
    }

    /// Number of entries that hold.
    pub fn position(&self) -> usize {
        self.position
    }

    /// True for a log that holds no decision but those remembered.
    pub fn is_empty(&self) -> bool {
        self.entries.len() == self.floor
    }

    /// Appends a decision; what was taken back before it goes. Of thresholds in a row the last stands for all: a slider was dragged. Gives the
    /// number of leading entries that are the same as before.
    pub fn push(&mut self, entry: LogEntry) -> usize {
        self.entries.truncate(self.position);
        let replaces_threshold =
            self.position > self.floor && matches!((self.entries.last(), &entry), (Some(LogEntry::Threshold(_)), LogEntry::Threshold(_)));
        if replaces_threshold {
            self.entries.pop();
            self.position -= 1;
        }
        self.append(entry)
    }

    /// Appends a decision of its own, whatever the one before is; what was taken back before it goes. Gives the number of leading entries that
    /// are the same as before.
    pub fn append(&mut self, entry: LogEntry) -> usize {
        self.entries.truncate(self.position);
        let unchanged = self.entries.len();
        self.entries.push(entry);
        self.position = self.entries.len();
        unchanged
    }

    /// Removes an entry: it was never made.
    pub fn remove(&mut self, place: usize) {
        if place < self.entries.len() {
            self.entries.remove(place);
            self.position -= usize::from(place < self.position);
            self.floor -= usize::from(place < self.floor);
        }
    }

    /// Takes the last decision back that is known here and of which `is_absent` does not say that it concerns nothing that is open. Those behind
    /// it stay in force. Gives its place before and after; `None` where there is none.
    pub fn undo(&mut self, is_absent: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let place = self.undoable(is_absent)?;
        self.entries.get_mut(place..self.position)?.rotate_left(1);
        self.position -= 1;
        Some((place, self.position))
    }

    /// Takes the decision again that was taken back last. Those before it stay taken back. Gives its place before and after; `None` where there
    /// is none.
    pub fn redo(&mut self, is_absent: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let place = self.redoable(is_absent)?;
        self.entries.get_mut(self.position..=place)?.rotate_right(1);
        self.position += 1;
        Some((place, self.position - 1))
    }

    /// The place of the entry that [`undo`](Self::undo) would take back.
    pub fn undoable(&self, is_absent: impl Fn(usize) -> bool) -> Option<usize> {
        (self.floor..self.position).rev().find(|place| self.has_effect(*place) && !is_absent(*place))
    }

    /// The place of the entry that [`redo`](Self::redo) would take again.
    pub fn redoable(&self, is_absent: impl Fn(usize) -> bool) -> Option<usize> {
        (self.position..self.entries.len()).find(|place| self.has_effect(*place) && !is_absent(*place))
    }

    /// Entries that can be taken back, and taken again.
    pub fn steps(&self, is_absent: impl Fn(usize) -> bool) -> (usize, usize) {
        let counts = |place: &usize| self.has_effect(*place) && !is_absent(*place);
        ((self.floor..self.position).filter(counts).count(), (self.position..self.entries.len()).filter(counts).count())
    }

    fn has_effect(&self, place: usize) -> bool {
        !matches!(self.entries.get(place), None | Some(LogEntry::Unknown(_)))
    }

    /// Decisions in force about how records are understood: roles, date orders, meanings, default country.
    pub fn decisions(&self) -> Decisions {
        let mut decisions = Decisions::default();
        for entry in self.in_force() {
            match entry {
                LogEntry::Role { headers, column, role } => decisions.decide_role(headers, column, *role),
                LogEntry::DateOrder { headers, column, order } => decisions.decide_order(headers, column, *order),
                LogEntry::ForgetColumns { headers } => decisions.forget(headers),
                LogEntry::Meaning { text, slot, meaning } => decisions.decide_value(text, *slot, *meaning),
                LogEntry::DefaultCountry(country) => decisions.default_country = Some(country.clone()),
                LogEntry::Reading { .. } | LogEntry::Threshold(_) | LogEntry::Statement(_) | LogEntry::Unknown(_) => {}
            }
        }
        decisions
    }

    /// The match weight from which on leads are merged.
    pub fn threshold(&self) -> Threshold {
        let threshold = |entry: &LogEntry| if let LogEntry::Threshold(threshold) = entry { Some(*threshold) } else { None };
        self.in_force().iter().rev().find_map(threshold).unwrap_or_default()
    }

    /// Reading options of a source; `None` leaves them to the reader.
    pub fn reading(&self, key: &SourceKey) -> Option<&ReadOptions> {
        self.in_force().iter().rev().find_map(|entry| match entry {
            LogEntry::Reading { source, options } if source == key => Some(options),
            _ => None,
        })
    }

    /// Every statement with its place among the entries, those taken back last.
    pub fn statements(&self) -> Vec<(usize, &Statement)> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| Some((place, statement(entry)?))).collect()
    }

    /// Takes over the decisions of another log that hold there, behind its own; a statement that stands here already, and what was remembered on
    /// both sides, is not taken twice.
    pub fn absorb(&mut self, other: &Self) {
        let mut known: Vec<&Statement> = self.in_force().iter().filter_map(statement).collect();
        sorting::sort(&mut known);
        let is_new = |(place, entry): &(usize, &LogEntry)| match statement(entry) {
            Some(statement) => known.binary_search(&statement).is_err(),
            None => *place >= other.floor || !self.in_force().contains(entry),
        };
        let more: Vec<LogEntry> = other.in_force().iter().enumerate().filter(is_new).map(|(_, entry)| entry.clone()).collect();
        self.entries.truncate(self.position);
        self.entries.extend(more);
        self.position = self.entries.len();
    }

    /// Takes another log in place of its own; what was remembered from other days, here and there, stays below it.
    pub fn replace(&mut self, other: Self) {
        self.entries.truncate(self.floor);
        let position = other.position.saturating_sub(other.floor);
        let mut entries = other.entries.into_iter();
        for remembered in entries.by_ref().take(other.floor) {
            if !self.entries.contains(&remembered) {
                self.entries.push(remembered);
            }
        }
        self.floor = self.entries.len();
        self.position = self.floor + position;
        self.entries.extend(entries);
    }

    /// The statements and thresholds alone: no header, no code, no name of a file.
    #[must_use]
    pub fn without_text(&self) -> Self {
        let entries: Vec<_> =
            self.in_force().iter().filter(|entry| matches!(entry, LogEntry::Statement(_) | LogEntry::Threshold(_))).cloned().collect();
        Self { position: entries.len(), floor: 0, entries }
    }

    /// Takes over the logs of workspaces that are opened: in place of this log that of the first, and the others behind it.
    pub fn merge(&mut self, logs: impl IntoIterator<Item = Self>, mode: OpenMode) {
        let mut logs = logs.into_iter();
        if mode == OpenMode::Replace
            && let Some(first) = logs.next()
        {
            self.replace(first);
        }
        logs.for_each(|other| self.absorb(&other));
    }

    /// Forgets everything but how records are understood, which is remembered from now on.
    pub fn clear(&mut self) {
        *self = Self::remembered(&self.decisions());
    }

    /// Delta for a copy that has the first `known` entries of this log.
    pub fn since(&self, known: usize) -> LogDelta {
        let known = known.min(self.entries.len());
        LogDelta {
            shared: saturating_u32(known),
            entries: self.entries.get(known..).unwrap_or_default().to_vec(),
            position: saturating_u32(self.position),
            floor: saturating_u32(self.floor),
        }
    }

    /// Becomes equal to the log that gave the delta. `false` where this one has not the entries that both are assumed
    /// to have; it is unchanged then.
    pub fn apply(&mut self, delta: LogDelta) -> bool {
        if delta.shared as usize > self.entries.len() {
            return false;
        }
        self.entries.truncate(delta.shared as usize);
        self.entries.extend(delta.entries);
        self.position = self.entries.len().min(delta.position as usize);
        self.floor = self.position.min(delta.floor as usize);
        true
    }
}

fn statement(entry: &LogEntry) -> Option<&Statement> {
    if let LogEntry::Statement(statement) = entry { Some(statement) } else { None }
}
