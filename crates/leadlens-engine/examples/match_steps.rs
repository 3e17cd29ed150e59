//! The longest single step of matching, and the time of a verdict, on a file: `cargo run --release --package leadlens-engine --example match_steps --
//! leads.csv 3` for three rounds.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

use leadlens_engine::intake::Reader;
use leadlens_engine::leads::{Decisions, Leads, LeadsBuilder, Mapping};
use leadlens_engine::matching::{Clusters, Fingerprints, FingerprintsBuilder, Matching, Regrouping, Statement, Threshold, Verdicts};
use leadlens_engine::report::CrossFilter;

/// Verdicts given one after another.
const VERDICTS: u32 = 12;
/// Leads of a screen of decisions.
const WANTED: u32 = 50;

/// The time of each call, by name, in the order names were first met. In several rounds of the same calls the shortest time of each counts:
/// it is the one in which nothing else was done meanwhile.
#[derive(Default)]
struct Steps {
    met: Vec<&'static str>,
    of: BTreeMap<&'static str, Vec<Duration>>,
    /// Calls in this round.
    calls: BTreeMap<&'static str, usize>,
}

impl Steps {
    fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        let took = start.elapsed();
        let times = self.of.entry(name).or_insert_with(|| {
            self.met.push(name);
            Vec::new()
        });
        let call = self.calls.entry(name).or_default();
        match times.get_mut(*call) {
            Some(time) => *time = took.min(*time),
            None => times.push(took),
        }
        *call += 1;
        done
    }

    fn print(&self) {
        println!("{:32} {:>7} {:>10} {:>10}", "step", "calls", "all ms", "longest ms");
        for name in &self.met {
            let times = self.of.get(name).map(Vec::as_slice).unwrap_or_default();
            let (all, longest) = (times.iter().sum::<Duration>(), times.iter().max().copied().unwrap_or_default());
            println!("{name:32} {:>7} {:>10.1} {:>10.2}", times.len(), all.as_secs_f64() * 1e3, longest.as_secs_f64() * 1e3);
        }
    }
}

fn read(path: &str) -> Result<Leads, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let mut reader = Reader::new("leads.csv", bytes.len() as u64)?;
    reader.push(&bytes)?;
    let table = reader.finish()?;
    let mapping = Mapping::of(&table, &Decisions::default())?;
    let mut builder = LeadsBuilder::new(vec![(table.into(), mapping)], None);
    while builder.step() {}
    Ok(builder.finish())
}

/// Pairs of leads to be explained: of possible groups where there are any, else neighbours.
fn pair(clusters: &Clusters, number: u32) -> (u32, u32) {
    let groups = u32::try_from(clusters.kinds().len()).unwrap_or(u32::MAX);
    match clusters.group_leads(groups.saturating_sub(1 + number * 7)) {
        [one, .., other] => (*one, *other),
        _ => (2 * number, 2 * number + 1),
    }
}

fn review(steps: &mut Steps, leads: &Leads, matching: &Matching) {
    let mut regrouping = Regrouping::new(Verdicts::default().constraints(), Threshold::BALANCED);
    while steps.time("regrouping", || regrouping.step(matching, leads)) {}
    let Some((mut joins, mut clusters)) = regrouping.finish() else { return };
    let mut filter = steps.time("CrossFilter::new", || CrossFilter::new(leads, &clusters));
    steps.time("CrossFilter::overview, first", || filter.overview(leads, &clusters));
    let (mut verdicts, mut statements) = (Verdicts::default(), Vec::new());
    for number in 0..VERDICTS {
        let (one, other) = pair(&clusters, number);
        let keys: Vec<_> = Fingerprints::of_leads(leads, &[one, other]).into_iter().flatten().collect();
        let apart = || Statement::Different(keys.iter().map(|key| vec![*key]).collect());
        statements.push(if number % 2 == 0 { Statement::Same(keys.clone()) } else { apart() });
        let log: Vec<&Statement> = statements.iter().collect();
        let found = || keys.iter().copied().zip([one, other]).collect();
        steps.time("verdict: follow", || verdicts.follow(&log, log.len(), |_| found()));
        let under = steps.time("verdict: joins_under", || matching.joins_under(verdicts.constraints()));
        let since = (&joins, &clusters);
        let next = steps.time("verdict: clusters_since", || matching.clusters_since(leads, Threshold::BALANCED, &under, since));
        joins = under;
        let before = std::mem::replace(&mut clusters, next);
        steps.time("verdict: regroup", || filter.regroup_since(leads, &before, &clusters));
        steps.time("verdict: overview", || filter.overview(leads, &clusters));
        if number + 1 == VERDICTS {
            let mut regrouping = Regrouping::new(verdicts.constraints(), Threshold::WIDE);
            while steps.time("regrouping, decided and wide", || regrouping.step(matching, leads)) {}
        }
    }
}

/// Fingerprints of all leads and of some, then matching, then verdicts.
fn round(steps: &mut Steps, leads: &Leads) {
    steps.calls.clear();
    let mut builder = FingerprintsBuilder::default();
    while steps.time("fingerprints, step", || builder.step(leads)) {}
    let last = u32::try_from(leads.len()).unwrap_or(u32::MAX);
    let wanted: Vec<u32> = (0..WANTED).map(|number| last / WANTED * number).collect();
    steps.time("fingerprints of 50 leads", || Fingerprints::of_leads(leads, &wanted));
    let mut matching = Matching::default();
    while steps.time(matching.phase(), || matching.step(leads)) {}
    steps.time("warnings", || matching.warnings(leads));
    review(steps, leads, &matching);
}

/// Reads a file, matches it and gives verdicts on it, as many rounds as the second argument says.
///
/// # Errors
/// When the file cannot be read.
fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: steps FILE [ROUNDS]")?;
    let rounds = std::env::args().nth(2).map_or(Ok(1), |text| text.parse::<u32>())?;
    let leads = read(&path)?;
    println!("{} leads", leads.len());
    let mut steps = Steps::default();
    for _ in 0..rounds {
        round(&mut steps, &leads);
    }
    steps.print();
    Ok(())
}
