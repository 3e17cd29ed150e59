//! Tests of what may happen to the state, and the worker they play.

mod lists;
mod opening;
mod review;
mod saving;
mod selection;
mod undo;

use super::review::{Announcement, Decision};
use super::*;
use crate::protocol::{Answer, Event, Matched, OpenMode, PROTOCOL, Query, Revision};
use leadlens_engine::matching::{Confidence, Evidence, Fingerprint, GroupKeys, GroupWarning, MatchReason, Statement, Threshold, Verdict};
use leadlens_engine::report::{
    GroupRow, LeadPage, LeadRow, Overview, PairDetail, PersonDetail, PersonRow, ReviewState, Standing, Survivorship,
};
use leadlens_engine::{LogEntry, Stage};

fn opened(job: JobId) -> Event {
    opened_with(job, ReviewState::default())
}

fn opened_with(job: JobId, review: ReviewState) -> Event {
    Event::Opened {
        job,
        overview: Box::default(),
        review: Box::new(review),
        failures: Vec::new(),
        handles: (1..9).collect(),
        logs: Vec::new(),
        built: Revision::default(),
        followed: Revision::default(),
    }
}

/// Begins to open one file.
fn begin(state: &mut AppState, origin: OpenedFrom) -> JobId {
    let source = state.session.source("leads.csv".to_owned(), 9);
    let import = state.session.import(vec![source], OpenMode::Replace);
    state.begin_import(origin, import)
}

fn refused(job: JobId) -> Event {
    Event::Refused { job, failures: Vec::new(), logs: Vec::new() }
}

/// A state with leads open, groups listed and the first of them open, in the Duplicates tab.
fn reviewing(possible: u32) -> AppState {
    let mut state = AppState::default();
    let job = begin(&mut state, OpenedFrom::Files);
    state.apply(opened_with(job, standing(0, possible)));
    state.view.tab = Tab::Duplicates;
    answer(&mut state, possible);
    state
}

fn standing(decided: u32, possible: u32) -> ReviewState {
    ReviewState { same: decided, undo: decided, possible, finished: true, ..ReviewState::default() }
}

/// The possible group at that place: its first lead is ten times that.
fn name(place: u32) -> GroupName {
    GroupName::possible(place * 10)
}

fn row(place: u32) -> GroupRow {
    GroupRow {
        name: name(place),
        label: format!("Person {place}"),
        email: String::new(),
        leads: 2,
        kind: GroupKind::Possible,
        reason: MatchReason::default(),
        confidence: Confidence(0.5),
        warning: None,
        do_not_contact: false,
        contactable: true,
        files: 1,
        same_record: false,
    }
}

fn key(lead: u32) -> Fingerprint {
    Fingerprint::try_from(format!("{lead:016x}-0000000000000000-0")).unwrap()
}

/// The group at that place, of two leads.
fn detail(place: u32) -> GroupDetail {
    let leads = vec![place * 10, place * 10 + 1];
    let lead = |lead: &u32| LeadRow { lead: *lead, ..LeadRow::default() };
    GroupDetail {
        row: row(place),
        leads: leads.iter().map(lead).collect(),
        differing: Vec::new(),
        parts: vec![0, 1],
        since_last: vec![None, None],
        repeats_after: vec![None, None],
        keys: Some(GroupKeys { keys: leads.iter().copied().map(key).collect(), leads, parts: vec![0, 1] }),
    }
}

/// Answers the queries of the page about groups, as a worker would over that many possible groups, until there are no more. Gives the rest.
fn answer(state: &mut AppState, possible: u32) -> Vec<Request> {
    let mut others = Vec::new();
    loop {
        let requests = state.requests();
        if requests.is_empty() {
            return others;
        }
        for request in requests {
            match request {
                Request::Query(query, Query::Groups(wanted)) => {
                    let rows = (0..possible).skip(wanted.offset as usize).take(wanted.limit as usize).map(row).collect();
                    let page = GroupPage { total: possible, possible, offset: wanted.offset, rows, ..GroupPage::default() };
                    state.apply(Event::Answer(query, Answer::Groups(page)));
                }
                Request::Query(query, Query::Group(name)) => {
                    state.apply(Event::Answer(query, Answer::Group(Some(Box::new(detail(name.lead / 10))))));
                }
                Request::Query(query, Query::NextGroup(target)) => {
                    let of_entry = |entry: u32| match &state.session.log().entries()[entry as usize] {
                        LogEntry::Statement(statement) => (0..1_000).find(|place| statement.fingerprints().contains(&key(place * 10))),
                        _ => None,
                    };
                    let named = target.entry.and_then(of_entry).or(target.name.map(|name| name.lead / 10));
                    let queued = target.place.filter(|_| possible > 0).map(|place| if place < possible { place } else { 0 });
                    let group = named.or(queued).map(|place| Box::new(detail(place)));
                    state.apply(Event::Answer(query, Answer::Group(group)));
                }
                Request::Query(query, Query::Review { .. }) => state.apply(followed(state, Some(query), standing(0, possible))),
                other => others.push(other),
            }
        }
    }
}

/// The outcome of following the log as it is now.
fn followed(state: &AppState, query: Option<QueryId>, outcome: ReviewState) -> Event {
    let opened = state.opened.as_ref().unwrap();
    let overview = Box::new(Overview { sources: opened.overview.0.sources.clone(), ..Overview::default() });
    let matched = Matched { generation: opened.job, followed: state.session.revision(), overview, review: Box::new(outcome) };
    match query {
        Some(query) => Event::Answer(query, Answer::Matched(matched)),
        None => Event::Matched(matched),
    }
}

/// Makes a decision, lets the worker follow it with that many possible groups left, and gives the last entry of the log.
fn decided(state: &mut AppState, decision: Decision, possible: u32) -> Option<LogEntry> {
    assert!(state.decide(decision), "{decision:?} is not made");
    answer(state, possible);
    state.session.log().in_force().last().cloned()
}
