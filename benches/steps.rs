//! How long the longest step of reading and of saving takes: of the files named, or of a ZIP of CSV and a JSON of 200 MB each.
//!
//! ```text
//! cargo run --release --no-default-features --example steps -- [FILE...]
//! ```
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

mod leads_csv;

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use leadlens::engine::intake::{Contents, Reader};
use leadlens::engine::{Stepper, save_workspace_steps};

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

/// Reads a file and saves what it held, and prints what took longest.
fn measure(name: &str, bytes: &[u8]) {
    let mut reader = Reader::new(name, bytes.len() as u64).unwrap();
    let (mut longest, mut total) = (Duration::ZERO, Duration::ZERO);
    for piece in bytes.chunks(PIECE) {
        let begun = Instant::now();
        reader.push(piece).unwrap();
        reader.scan().unwrap();
        longest = longest.max(begun.elapsed());
        total += begun.elapsed();
    }
    print(name, "push and scan", bytes.len(), 0, longest, total);
    let contents: Contents = step_through(name, "finish", bytes.len(), reader.finish_steps()).unwrap();
    let tables = contents.tables.into_iter().map(Arc::new).collect();
    let saved = step_through(name, "save", bytes.len(), save_workspace_steps(tables, serde_json::Map::new())).unwrap();
    let saved = saved.concat();
    let mut reader = Reader::new("saved.leadlens", saved.len() as u64).unwrap();
    reader.push(&saved).unwrap();
    step_through(name, "open again", saved.len(), reader.finish_steps()).unwrap();
}

fn step_through<T>(name: &str, what: &str, size: usize, mut work: Stepper<T>) -> T {
    let (mut longest, mut total, mut steps) = (Duration::ZERO, Duration::ZERO, 0);
    loop {
        let begun = Instant::now();
        let is_more = work.step();
        let spent = begun.elapsed();
        (longest, total, steps) = (longest.max(spent), total + spent, steps + 1);
        if !is_more {
            break;
        }
    }
    print(name, what, size, steps, longest, total);
    work.finish()
}

fn print(name: &str, what: &str, size: usize, steps: usize, longest: Duration, total: Duration) {
    let (longest, total) = (longest.as_secs_f64() * 1e3, total.as_secs_f64() * 1e3);
    let text = format!("{name:<28} {what:<14} {size:>10} bytes {steps:>6} steps, longest {longest:>7.2} ms, all {total:>8.1} ms\n");
    std::io::stdout().write_all(text.as_bytes()).unwrap();
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
    let mut text = String::from("{\"value\":[");
    for number in 0.. {
        let separator = if number > 0 { "," } else { "" };
        text += &format!(
            "{separator}{{\"firstName\":\"Ann\",\"lastName\":\"Ash {number}\",\"email\":\"ann.{number}@example.com\",\"phone\":\"+4670{number:07}\",\
             \"country\":\"SE\",\"leadSource\":\"SPZA-INS|contoso.app\",\"details\":{{\"score\":{}.5,\"tags\":[\"a\",\"b\"]}},\"note\":\"said \\\"hello\\\"\"}}",
            number % 100
        );
        if text.len() >= SIZE {
            break;
        }
    }
    text += "]}";
    text.into_bytes()
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
