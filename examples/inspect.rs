//! The engine without a browser: reads files or standard input and prints what the page would show.
//!
//! ```text
//! cargo run --release --no-default-features --example inspect -- [OPTIONS] FILE...
//! ```
//!
//! It shows how to drive the library: push bytes into a `Reader`, build a `Workspace` from the tables, ask it.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use leadlens::engine::intake::header::ColumnRole;
use leadlens::engine::intake::{Contents, Encoding, Format, Reader, SourceError, SourceFailure, Table};
use leadlens::engine::leads::{Action, Decisions, Flags, Lead, LeadId, Leads, Offer, Problem, RoleOverride, Source};
use leadlens::engine::matching::{GroupKind, Threshold};
use leadlens::engine::report::{Count, Overview};
use leadlens::engine::{Build, DecisionLog, Stage, Step, Workspace, saved_log};
use serde_json::{Value, json};

const USAGE: &str = "usage: inspect [--json | --groups-csv] [--map HEADER=ROLE]... [--threshold strict|balanced|wide] \
                     [--default-country CC] [--timings] FILE...   (- reads standard input)";
/// Bytes pushed into the engine at a time, as the page's worker does.
const PIECE: usize = 1 << 20;

/// What is printed on standard output.
#[derive(Clone, Copy, Default)]
enum Output {
    #[default]
    Summary,
    Json,
    GroupsCsv,
}

/// The command line, understood.
#[derive(Default)]
struct Command {
    output: Output,
    timings: bool,
    decisions: Decisions,
    /// `None` where it is the saved workspace's, or the usual one.
    threshold: Option<Threshold>,
    /// What was decided in saved workspaces among the files.
    log: DecisionLog,
    files: Vec<String>,
}

/// Time and bytes of a stage.
struct Timing {
    stage: &'static str,
    spent: Duration,
    bytes: u64,
}

fn main() -> ExitCode {
    let Some(mut command) = parse(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let started = Instant::now();
    let mut timings: Vec<Timing> =
        ["decode", "parse", "map", "leads", "match", "report"].map(|stage| Timing { stage, spent: Duration::ZERO, bytes: 0 }).into();
    let (tables, mut failures) = read_all(&mut command, &mut timings);
    let built = build(tables, &command, &mut timings);
    let workspace = match built {
        Ok(workspace) => {
            failures.extend_from_slice(workspace.failures());
            Some(workspace)
        }
        Err(more) => {
            failures.extend(more);
            None
        }
    };
    for failure in &failures {
        eprintln!("{}: {}", failure.name, failure.error);
    }
    if command.timings {
        print_timings(&timings, started.elapsed());
    }
    let Some(workspace) = workspace else { return ExitCode::FAILURE };
    let text = match command.output {
        Output::Summary => summary(&workspace),
        Output::Json => format!("{:#}\n", to_json(&workspace)),
        Output::GroupsCsv => groups_csv(&workspace),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // A closed pipe (`| head`) is how readers say that they have enough.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Understands the command line; `None` for wrong usage.
fn parse(mut arguments: impl Iterator<Item = String>) -> Option<Command> {
    let mut command = Command::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => command.output = Output::Json,
            "--groups-csv" => command.output = Output::GroupsCsv,
            "--timings" => command.timings = true,
            "--map" => {
                let value = arguments.next()?;
                let (header, role) = value.rsplit_once('=')?;
                command.decisions.overrides.push(RoleOverride { header: header.to_owned(), role: ColumnRole::from_name(role)? });
            }
            "--threshold" => command.threshold = Some(Threshold::from_name(&arguments.next()?)?),
            "--default-country" => {
                let country = arguments.next().filter(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
                command.decisions.default_country = Some(country.to_ascii_uppercase());
            }
            option if option.starts_with("--") => return None,
            file => command.files.push(file.to_owned()),
        }
    }
    (!command.files.is_empty()).then_some(command)
}

/// Reads all files; a file that cannot be read is a failure of its own.
fn read_all(command: &mut Command, timings: &mut [Timing]) -> (Vec<Table>, Vec<SourceFailure>) {
    let mut tables = Vec::new();
    let mut failures = Vec::new();
    for file in &command.files {
        let read = if file == "-" { read(file, std::io::stdin().lock(), 0, timings) } else { open_and_read(file, timings) };
        match read {
            Ok(contents) => {
                // A saved workspace brings what was decided in it.
                if let Some(log) = saved_log(&contents) {
                    command.decisions.absorb(log.decisions());
                    command.log.absorb(&log);
                }
                tables.extend(contents.tables);
                failures.extend(contents.failures);
            }
            Err(error) => failures.push(SourceFailure { name: base_name(file).to_owned(), source: None, error }),
        }
    }
    (tables, failures)
}

fn base_name(file: &str) -> &str {
    std::path::Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}

fn open_and_read(file: &str, timings: &mut [Timing]) -> Result<Contents, SourceError> {
    let opened = std::fs::File::open(file).map_err(|_| SourceError::Gone)?;
    let size = opened.metadata().map_or(0, |metadata| metadata.len());
    read(base_name(file), opened, size, timings)
}

fn read(name: &str, mut from: impl Read, size: u64, timings: &mut [Timing]) -> Result<Contents, SourceError> {
    let mut reader = Reader::new(name, size)?;
    let mut piece = vec![0_u8; PIECE];
    loop {
        let begun = Instant::now();
        let count = from.read(&mut piece).map_err(|_| SourceError::Gone)?;
        if count == 0 {
            break;
        }
        reader.push(piece.get(..count).unwrap_or_default())?;
        add(timings, "decode", begun, count as u64);
        let begun = Instant::now();
        reader.scan()?;
        add(timings, "parse", begun, count as u64);
    }
    let begun = Instant::now();
    let contents = reader.finish_all();
    add(timings, "parse", begun, 0);
    contents
}

/// Builds the workspace, timing each stage.
fn build(tables: Vec<Table>, command: &Command, timings: &mut [Timing]) -> Result<Box<Workspace>, Vec<SourceFailure>> {
    let bytes = tables.iter().map(|table| table.heap_size() as u64).sum();
    let begun = Instant::now();
    let mut steps = Build::new(tables, &command.decisions).with_log(command.log.clone());
    if let Some(threshold) = command.threshold {
        steps = steps.with_threshold(threshold);
    }
    add(timings, "map", begun, bytes);
    loop {
        let begun = Instant::now();
        let step = steps.next();
        let stage = match &step {
            Some(Step::Working { stage, .. }) => stage.as_str(),
            _ => Stage::Report.as_str(),
        };
        add(timings, stage, begun, 0);
        match step {
            Some(Step::Working { .. }) => {}
            Some(Step::Done(workspace)) => return Ok(workspace),
            Some(Step::Refused(failures)) => return Err(failures),
            None => return Err(Vec::new()),
        }
    }
}

fn add(timings: &mut [Timing], stage: &str, begun: Instant, bytes: u64) {
    if let Some(timing) = timings.iter_mut().find(|timing| timing.stage == stage) {
        timing.spent += begun.elapsed();
        timing.bytes += bytes;
    }
}

fn print_timings(timings: &[Timing], total: Duration) {
    for Timing { stage, spent, bytes } in timings {
        eprintln!("{stage:<8}{:>10.1} ms{bytes:>14} bytes", spent.as_secs_f64() * 1e3);
    }
    let bytes = timings.first().map_or(0, |decode| decode.bytes);
    eprintln!("{:<8}{:>10.1} ms{bytes:>14} bytes", "total", total.as_secs_f64() * 1e3);
}

fn summary(workspace: &Workspace) -> String {
    let overview = workspace.overview();
    let totals = overview.totals;
    let mut text = String::new();
    for source in &overview.sources {
        let format = source.format.map_or("", Format::label);
        let _ =
            writeln!(text, "{}  {format}  {} records = {} leads + {} skipped", source.name, source.records, source.leads, source.skipped);
    }
    let _ = writeln!(
        text,
        "\n{} leads, {} people, {} companies, {} duplicates in {} groups, {} tests, {} do-not-contact, {} problems\n",
        totals.leads,
        totals.people,
        totals.companies,
        totals.duplicates,
        totals.groups,
        totals.test_leads,
        totals.do_not_contact,
        totals.problems
    );
    let _ = writeln!(text, "{:<18} {:<17} {:<44} {:>9} {:>9} {:>9}", "source", "action", "offer", "leads", "people", "companies");
    for row in &overview.breakdown {
        let offer = offer_key(overview, row.offer);
        let (source, action, count) = (row.source.as_str(), row.action.as_str(), row.count);
        let _ = writeln!(text, "{source:<18} {action:<17} {offer:<44} {:>9} {:>9} {:>9}", count.leads, count.people, count.companies);
    }
    text
}

fn offer_key(overview: &Overview, offer: Option<u32>) -> &str {
    offer.and_then(|offer| overview.offers.get(offer as usize)).map_or("", |offer| offer.key.as_str())
}

/// One line per lead; rows are counted as they stand in the files, records that are no leads among them.
fn groups_csv(workspace: &Workspace) -> String {
    let leads = workspace.leads();
    let before: Vec<usize> = leads
        .summaries()
        .iter()
        .scan(0, |sum, file| {
            let before = *sum;
            *sum += file.records as usize;
            Some(before)
        })
        .collect();
    let mut text = String::from("row_index,cluster_id\n");
    for (id, cluster) in (0..).zip(workspace.clusters().of()) {
        let Some(lead) = leads.get(LeadId(id)) else { continue };
        let row = before.get(lead.file()).copied().unwrap_or_default() + lead.record() as usize;
        let _ = writeln!(text, "{row},{cluster}");
    }
    text
}

fn to_json(workspace: &Workspace) -> Value {
    let leads = workspace.leads();
    json!({
        "files": workspace.overview().sources.iter().map(|source| json!({
            "name": source.name,
            "format": source.format.map(Format::label),
            "encoding": source.encoding.map(Encoding::label),
            "delimiter": source.delimiter,
            "records": source.records,
            "leads": source.leads,
            "skipped": source.skipped,
        })).collect::<Vec<_>>(),
        "columns": columns_json(leads),
        "leads": (0_u32..).map_while(|number| leads.get(LeadId(number))).map(lead_json).collect::<Vec<_>>(),
        "breakdown": breakdown_json(workspace.overview()),
        "groups": groups_json(workspace),
        "problems": leads.problems().iter().map(|problem| problem_json(leads, problem)).collect::<Vec<_>>(),
    })
}

fn columns_json(leads: &Leads) -> Vec<Value> {
    let columns = leads.mappings().iter().enumerate().flat_map(|(file, mapping)| mapping.columns.iter().map(move |column| (file, column)));
    columns
        .map(|(file, column)| {
            json!({ "file": file, "header": column.header, "role": column.role.as_str(), "confidence": round(column.confidence) })
        })
        .collect()
}

fn lead_json(lead: Lead<'_>) -> Value {
    let origin = lead.origin();
    let none = Offer::default();
    let offer = lead.offer().unwrap_or(&none);
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let text = |role| lead.text(role).into_owned();
    json!({
        "index": lead.id().0,
        "file": lead.file(),
        "record": lead.record() + 1,
        "lead_source": text(ColumnRole::LeadSource),
        "source": origin.source.as_str(),
        "action": origin.action.as_str(),
        "publisher": given(&offer.publisher),
        "offer": given(&offer.id),
        "offer_title": given(&offer.title),
        "first_name": text(ColumnRole::FirstName),
        "last_name": text(ColumnRole::LastName),
        "full_name": text(ColumnRole::FullName),
        "email": text(ColumnRole::Email),
        "phone": text(ColumnRole::Phone),
        "country": text(ColumnRole::Country),
        "company": text(ColumnRole::Company),
        "job_title": text(ColumnRole::JobTitle),
        "description": text(ColumnRole::Description),
        "created": lead.created().to_string(),
        "test": lead.flags().contains(Flags::TEST),
        "do_not_contact": lead.flags().contains(Flags::DO_NOT_CONTACT),
    })
}

fn breakdown_json(overview: &Overview) -> Vec<Value> {
    let row = |source: Source, action: Action, offer: &str, count: Count| {
        json!({
            "source": source.as_str(), "action": action.as_str(), "offer": offer,
            "leads": count.leads, "people": count.people, "companies": count.companies,
        })
    };
    overview.breakdown.iter().map(|line| row(line.source, line.action, offer_key(overview, line.offer), line.count)).collect()
}

fn groups_json(workspace: &Workspace) -> Vec<Value> {
    let clusters = workspace.clusters();
    let group = |(id, kind): (u32, &GroupKind)| {
        let reason = clusters.group_link(id).map(|(one, other)| workspace.matching().reason(one, other)).unwrap_or_default();
        json!({
            "id": id,
            "leads": clusters.group_leads(id),
            "kind": kind.as_str(),
            "confidence": round(clusters.group_confidence(id).0),
            "reason": reason.english(),
        })
    };
    (0_u32..).zip(clusters.kinds()).map(group).collect()
}

fn problem_json(leads: &Leads, problem: &Problem) -> Value {
    let table = leads.tables().get(usize::from(problem.file));
    let column = problem.column.map(usize::from);
    let header = table.zip(column).and_then(|(table, column)| table.headers.get(column));
    let value = table.map(|table| match column {
        Some(column) => table.cell(problem.record as usize, column).into_owned(),
        None => table.raw_record(problem.record as usize).to_owned(),
    });
    json!({
        "file": problem.file,
        "record": problem.record + 1,
        "column": header.cloned().unwrap_or_default(),
        "kind": problem.kind.as_str(),
        "value": value.unwrap_or_default(),
    })
}

/// Three decimals are what a reader of the output can use.
fn round(number: f32) -> f64 {
    (f64::from(number) * 1e3).round() / 1e3
}
