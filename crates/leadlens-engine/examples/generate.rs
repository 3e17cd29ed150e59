//! Writes invented leads as CSV: `cargo run --release --package leadlens-engine --example generate -- 1000000 > leads.csv`.

#[path = "../benches/leads_csv.rs"]
mod leads_csv;

use std::io::{self, Write};

/// Writes as many leads as the first argument says to standard output.
///
/// # Errors
/// When the argument is no number, or standard output is closed.
fn main() -> io::Result<()> {
    let leads = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let leads = leads.ok_or_else(|| io::Error::other("usage: generate NUMBER_OF_LEADS"))?;
    let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
    leads_csv::write_leads(&mut out, leads)?;
    out.flush()
}
