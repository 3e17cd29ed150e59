//! Duration of the engine from bytes to an overview, whole and stage by stage.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

mod leads_csv;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use leadlens_engine::intake::{Reader, Table};
use leadlens_engine::leads::Decisions;
use leadlens_engine::report::{Clause, Facet, LeadFilter, OverviewQuery};
use leadlens_engine::{Build, Step, Workspace};

/// Bytes pushed into the engine at a time, as the page's worker does.
const PIECE: usize = 1 << 20;

fn csv(leads: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    leads_csv::write_leads(&mut bytes, leads).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Table {
    let mut reader = Reader::new("leads.csv", bytes.len() as u64).unwrap();
    for piece in bytes.chunks(PIECE) {
        reader.push(piece).unwrap();
        reader.scan().unwrap();
    }
    reader.finish().unwrap()
}

fn build(table: Table) -> Box<Workspace> {
    let done = |step| if let Step::Done(workspace) = step { Some(workspace) } else { None };
    Build::new(vec![table], &Decisions::default()).find_map(done).unwrap()
}

fn pipeline(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10);
    for leads in [10_000, 100_000] {
        let bytes = csv(leads);
        let table = read(&bytes);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_with_input(BenchmarkId::new("read", leads), &bytes, |bencher, bytes| bencher.iter(|| read(black_box(bytes))));
        group.bench_with_input(BenchmarkId::new("understand", leads), &table, |bencher, table| {
            bencher.iter_batched(|| table.clone(), build, criterion::BatchSize::LargeInput);
        });
        group.bench_with_input(BenchmarkId::new("all", leads), &bytes, |bencher, bytes| bencher.iter(|| build(read(black_box(bytes)))));
    }
    group.finish();
}

/// One click after another: what is picked, and the same left out.
fn overview(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("overview");
    group.sample_size(10);
    for leads in [10_000, 100_000] {
        let mut workspace = build(read(&csv(leads)));
        for (name, facet, value) in [("source", Facet::Storefront, "app_source"), ("duplicate", Facet::Flag, "duplicate")] {
            let queries = [false, true].map(|exclude| {
                let clauses = vec![Clause { facet, exclude, values: vec![value.to_owned()] }];
                OverviewQuery { filter: LeadFilter { clauses, ..LeadFilter::default() }, ..OverviewQuery::default() }
            });
            let mut queries = queries.iter().cycle();
            group.bench_function(BenchmarkId::new(name, leads), |bencher| {
                bencher.iter(|| workspace.filtered_overview(queries.next().unwrap()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, pipeline, overview);
criterion_main!(benches);
