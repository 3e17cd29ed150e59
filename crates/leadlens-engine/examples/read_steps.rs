//! Duration of the longest step of reading and of saving: of the files named, or of a ZIP of CSV and a JSON of 200 MB each.
//!
//! ```text
//! cargo run --release --package leadlens-engine --example read_steps -- [FILE...]
//! ```
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

#[path = "../benches/leads_csv.rs"]
mod leads_csv;

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use leadlens_engine::intake::Reader;
use leadlens_engine::{DecisionLog, Stepper, save_workspace_steps};

/// Bytes pushed into the engine at a time, as the page's worker does.
const PIECE: usize = 1 << 20;

/// Length of the files made here.
const SIZE: usize = 200_000_000;

fn main() {
    let files: Vec<_> = std::env::args().skip(1).collect();
    for file in &files {
        measure(file, &std::fs::read(file).unwrap());
    }
    if files.is_empty() {
        let csv = csv();
        measure("leads.zip", &zip(&csv));
        measure("leads.json", &json());
    }
}

/// Runs of everything: a step is the same work each time, and the fastest of its runs is the one nothing else came into.
const RUNS: usize = 3;

/// Reads a file, saves what it held and opens that, and prints what took longest.
fn measure(name: &str, bytes: &[u8]) {
    let mut runs: [Steps; 4] = Default::default();
    for _ in 0..RUNS {
        let mut reader = Reader::new(name, bytes.len() as u64).unwrap();
        let mut pieces = bytes.chunks(PIECE);
        runs[0].run(|| {
            let Some(piece) = pieces.next() else { return false };
            reader.push(piece).unwrap();
            reader.scan().unwrap();
            true
        });
        let contents = runs[1].step_through(reader.finish_steps()).unwrap();
        let tables: Vec<_> = contents.tables.into_iter().map(Arc::new).collect();
        // Giving back the memory of the tables is no part of saving.
        let saved =
            runs[2].step_through(save_workspace_steps(tables.clone(), &DecisionLog::default(), serde_json::Map::new())).unwrap().concat();
        drop(tables);
        let mut reader = Reader::new("saved.leadlens", saved.len() as u64).unwrap();
        reader.push(&saved).unwrap();
        runs[3].step_through(reader.finish_steps()).unwrap();
    }
    for (what, steps) in ["push and scan", "finish", "save", "open again"].into_iter().zip(runs) {
        steps.print(name, what);
    }
}

/// The fastest run of each step.
#[derive(Default)]
struct Steps(Vec<Duration>);

impl Steps {
    /// Times steps up to the first that says there are no more.
    fn run(&mut self, mut step: impl FnMut() -> bool) {
        for number in 0.. {
            let begun = Instant::now();
            let is_more = step();
            let spent = begun.elapsed();
            match self.0.get_mut(number) {
                Some(fastest) => *fastest = spent.min(*fastest),
                None => self.0.push(spent),
            }
            if !is_more {
                break;
            }
        }
    }

    fn step_through<T>(&mut self, mut work: Stepper<T>) -> T {
        self.run(|| work.step());
        work.finish()
    }

    fn print(&self, name: &str, what: &str) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let (number, longest) = self.0.iter().enumerate().max_by_key(|(_, spent)| **spent).unwrap();
        let (longest, all, steps) = (milliseconds(*longest), milliseconds(self.0.iter().sum()), self.0.len());
        let text = format!("{name:<24} {what:<14} {steps:>6} steps, longest (number {number}) {longest:>6.2} ms, all {all:>7.1} ms\n");
        std::io::stdout().write_all(text.as_bytes()).unwrap();
    }
}

fn csv() -> Vec<u8> {
    let mut sample = Vec::new();
    leads_csv::write_leads(&mut sample, 1000).unwrap();
    let mut csv = Vec::with_capacity(SIZE * 21 / 20);
    leads_csv::write_leads(&mut csv, (SIZE / sample.len() * 1000) as u64).unwrap();
    csv
}

/// The same leads as a list of objects.
fn json() -> Vec<u8> {
    let mut text = b"{\"value\":[".to_vec();
    for number in 0.. {
        let separator = if number > 0 { "," } else { "" };
        write!(
            text,
            "{separator}{{\"firstName\":\"Ann\",\"lastName\":\"Ash {number}\",\"email\":\"ann.{number}@example.com\",\"phone\":\"+4670{number:07}\",\
             \"country\":\"SE\",\"leadSource\":\"SPZA-INS|contoso.app\",\"details\":{{\"score\":{}.5,\"tags\":[\"a\",\"b\"]}},\"note\":\"said \\\"hello\\\"\"}}",
            number % 100
        )
        .unwrap();
        if text.len() >= SIZE {
            break;
        }
    }
    text.extend_from_slice(b"]}");
    text
}

/// An archive with one file.
fn zip(csv: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(csv, 6);
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let name = b"leads.csv";
    let head = [
        &[20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0][..],
        &crc32fast::hash(csv).to_le_bytes(),
        &number(packed.len()),
        &number(csv.len()),
        &[9, 0, 0, 0],
    ]
    .concat();
    let entry = [b"PK\x03\x04", head.as_slice(), name].concat();
    let directory = [b"PK\x01\x02\x14\0", head.as_slice(), &[0; 14], name].concat();
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &number(directory.len())[..], &number(entry.len() + packed.len()), &[0; 2]].concat();
    [entry, packed, directory, end].concat()
}
