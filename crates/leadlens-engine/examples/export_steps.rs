//! The time of each export and merge plan, and its longest step, on a file: `cargo run --release --package leadlens-engine --example export_steps --
//! leads.csv salesforce`. With a folder behind that the files are written there, for other programs to open.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use leadlens_engine::export::{CsvStyle, ExportList, ExportRequest, ListRequest, MergePlanRequest, Notation, WriteExport};
use leadlens_engine::intake::Reader;
use leadlens_engine::leads::Decisions;
use leadlens_engine::report::Crm;
use leadlens_engine::{Build, Step, Workspace};

fn open(path: &str) -> Result<Box<Workspace>, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let mut reader = Reader::new(path, bytes.len() as u64)?;
    reader.push(&bytes)?;
    let steps = Build::new(vec![reader.finish()?], &Decisions::default());
    let done = |step| if let Step::Done(workspace) = step { Some(workspace) } else { None };
    steps.into_iter().find_map(done).ok_or_else(|| "no leads".into())
}

/// Writes a file step by step and prints how long it takes.
fn time(name: &str, folder: Option<&str>, write: impl FnOnce() -> WriteExport) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut steps = write();
    let mut longest = begun.elapsed();
    loop {
        let step = Instant::now();
        let goes_on = steps.step();
        longest = longest.max(step.elapsed());
        if !goes_on {
            break;
        }
    }
    let took = begun.elapsed();
    let bytes = steps.finish().ok_or("too large")?.concat();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!("{name:24} {:>10.1} ms, longest step {:>7.2} ms, {:>10} bytes", milliseconds(took), milliseconds(longest), bytes.len());
    if let Some(folder) = folder {
        std::fs::write(Path::new(folder).join(name), bytes)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, crm, rest @ ..] = arguments.as_slice() else { return Err("expected a file and a CRM".into()) };
    let crm = Crm::from_name(crm).ok_or("expected dynamics, salesforce, hubspot or marketo")?;
    let folder = rest.first().map(String::as_str);
    let mut workspace = open(file)?;
    for (name, notation) in [("people.csv", Notation::Csv(CsvStyle::default())), ("people.xlsx", Notation::Xlsx)] {
        let lists = vec![ListRequest::plain(ExportList::People, ExportList::People.columns())];
        let request = ExportRequest { lists, notation, ..ExportRequest::default() };
        time(name, folder, || workspace.export_steps(&request))?;
    }
    let request = MergePlanRequest { crm, ..MergePlanRequest::default() };
    time("plan.zip", folder, || workspace.merge_files_steps(&request))
}
