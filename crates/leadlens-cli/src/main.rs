//! The engine without a browser: reads files or standard input and prints what the page would show.
//!
//! ```text
//! cargo run --release -p leadlens-cli -- [OPTIONS] FILE...
//! ```
//!
//! It shows how to drive the library: push bytes into a `Reader`, build a `Workspace` from the tables, query it.
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test"))]

mod arguments;
mod clock;
mod output;

use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::Instant;

use arguments::Arguments;
use clap::Parser;
use clock::Clock;
use leadlens_engine::export::{CsvStyle, ExportColumn, ExportList, ExportRequest, ListRequest, MergePlanRequest, Notation};
use leadlens_engine::intake::{Contents, Reader, SourceError, SourceFailure, Table};
use leadlens_engine::leads::Decisions;
use leadlens_engine::report::Crm;
use leadlens_engine::{Build, DecisionLog, Stage, Step, Workspace, saved_log};

/// Bytes pushed into the engine at a time, as the page's worker does.
const PIECE: usize = 1 << 20;

/// Columns of `--people-csv`.
const PEOPLE: [ExportColumn; 15] = [
    ExportColumn::PersonId,
    ExportColumn::Leads,
    ExportColumn::FirstName,
    ExportColumn::LastName,
    ExportColumn::FullName,
    ExportColumn::Email,
    ExportColumn::Phone,
    ExportColumn::Company,
    ExportColumn::Country,
    ExportColumn::JobTitle,
    ExportColumn::FirstTouch,
    ExportColumn::LatestTouch,
    ExportColumn::Actions,
    ExportColumn::Offers,
    ExportColumn::DoNotContact,
];

/// Columns of `--suppression-csv`.
const SUPPRESSION: [ExportColumn; 5] =
    [ExportColumn::Email, ExportColumn::Phone, ExportColumn::FullName, ExportColumn::Offer, ExportColumn::Created];

/// Tables and decisions of all files.
#[derive(Default)]
struct Input {
    tables: Vec<Table>,
    failures: Vec<SourceFailure>,
    /// Decisions about columns and values, of the options and of saved workspaces among the files.
    decisions: Decisions,
    /// Log of the saved workspaces.
    log: DecisionLog,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut clock = Clock::start();
    let mut input = read_all(&arguments, &mut clock);
    let mut failures = std::mem::take(&mut input.failures);
    let workspace = match build(input, &arguments, &mut clock) {
        Ok(workspace) => {
            failures.extend_from_slice(workspace.failures());
            Some(workspace)
        }
        Err(more) => {
            failures.extend(more);
            None
        }
    };
    clock.clear();
    for failure in &failures {
        eprintln!("{}: {}", failure.name, failure.error);
    }
    if arguments.timings {
        clock.print();
    }
    let Some(mut workspace) = workspace else { return ExitCode::FAILURE };
    let text = if arguments.json {
        format!("{:#}\n", output::to_json(&workspace))
    } else if arguments.groups_csv {
        output::groups_csv(&workspace)
    } else if arguments.people_csv {
        csv(&mut workspace, ExportList::People, &PEOPLE)
    } else if arguments.suppression_csv {
        csv(&mut workspace, ExportList::Suppression, &SUPPRESSION)
    } else if let Some(crm) = arguments.merge_plan {
        merge_lines(&mut workspace, crm)
    } else {
        output::summary(&workspace)
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // A closed pipe (`| head`) is how readers say that they have enough.
        Err(_) => ExitCode::FAILURE,
    }
}

/// A list as comma-separated text for programs.
fn csv(workspace: &mut Workspace, list: ExportList, columns: &[ExportColumn]) -> String {
    let lists = vec![ListRequest::plain(list, columns)];
    let request = ExportRequest { lists, notation: Notation::Csv(CsvStyle::FOR_PROGRAMS), ..ExportRequest::default() };
    let chunks = workspace.export_steps(&request).finish().unwrap_or_default();
    String::from_utf8_lossy(&chunks.concat()).into_owned()
}

/// The requests of a merge plan; what hinders it goes to standard error.
fn merge_lines(workspace: &mut Workspace, crm: Crm) -> String {
    let request = MergePlanRequest { crm, ..MergePlanRequest::default() };
    let (summary, lines) = workspace.merge_lines_steps(&request).finish();
    if summary.records == 0 {
        eprintln!("no lead has a record id of {}: export that column too", crm.as_str());
    }
    if summary.shared_ids > 0 {
        eprintln!("{} people have a record id that another one has too: nothing is merged there", summary.shared_ids);
    }
    lines
}

/// Reads all files; a file that cannot be read is a failure of its own.
fn read_all(arguments: &Arguments, clock: &mut Clock) -> Input {
    let mut input = Input { decisions: arguments.decisions(), ..Input::default() };
    for file in &arguments.files {
        let read = if file == "-" { read(file, std::io::stdin().lock(), 0, clock) } else { open_and_read(file, clock) };
        match read {
            Ok(contents) => {
                // A saved workspace brings what was decided in it.
                if let Some(log) = saved_log(&contents) {
                    input.decisions.absorb(log.decisions());
                    input.log.absorb(&log);
                }
                input.tables.extend(contents.tables);
                input.failures.extend(contents.failures);
            }
            Err(error) => input.failures.push(SourceFailure { name: base_name(file).to_owned(), source: None, error }),
        }
    }
    input
}

fn base_name(file: &str) -> &str {
    std::path::Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}

fn open_and_read(file: &str, clock: &mut Clock) -> Result<Contents, SourceError> {
    let opened = std::fs::File::open(file).map_err(|_| SourceError::Gone)?;
    let size = opened.metadata().map_or(0, |metadata| metadata.len());
    read(base_name(file), opened, size, clock)
}

fn read(name: &str, mut from: impl Read, size: u64, clock: &mut Clock) -> Result<Contents, SourceError> {
    let mut reader = Reader::new(name, size)?;
    let mut piece = vec![0_u8; PIECE];
    let mut done = 0;
    loop {
        let begun = Instant::now();
        let count = from.read(&mut piece).map_err(|_| SourceError::Gone)?;
        if count == 0 {
            break;
        }
        reader.push(piece.get(..count).unwrap_or_default())?;
        clock.add("decode", begun, count as u64);
        clock.measure("parse", count as u64, || reader.scan())?;
        done += count as u64;
        clock.show("read", done, size.max(done));
    }
    clock.measure("parse", 0, || reader.finish_all())
}

/// Builds the workspace, timing each stage.
fn build(input: Input, arguments: &Arguments, clock: &mut Clock) -> Result<Box<Workspace>, Vec<SourceFailure>> {
    let Input { tables, decisions, log, .. } = input;
    let bytes = tables.iter().map(|table| table.heap_size() as u64).sum();
    let mut steps = clock.measure("map", bytes, || {
        let steps = Build::new(tables, &decisions).with_log(log);
        match arguments.threshold {
            Some(threshold) => steps.with_threshold(threshold),
            None => steps,
        }
    });
    loop {
        let begun = Instant::now();
        let step = steps.next();
        let stage = match &step {
            Some(Step::Working { stage, .. }) => stage.as_str(),
            _ => Stage::Report.as_str(),
        };
        clock.add(stage, begun, 0);
        match step {
            Some(Step::Working { done, total, .. }) => clock.show(stage, done, total),
            Some(Step::Done(workspace)) => return Ok(workspace),
            Some(Step::Refused(failures)) => return Err(failures),
            None => return Err(Vec::new()),
        }
    }
}
