//! Tables and workspaces as the tests make them.

use leadlens_engine::intake::{Reader, Table};
use leadlens_engine::leads::Decisions;
use leadlens_engine::{Build, Step, Workspace};

/// The one table of a file.
#[track_caller]
pub(crate) fn table(name: &str, bytes: impl AsRef<[u8]>) -> Table {
    let bytes = bytes.as_ref();
    let mut reader = Reader::new(name, bytes.len() as u64).unwrap();
    reader.push(bytes).unwrap();
    reader.finish().unwrap()
}

/// The workspace that the last step of a build gives.
#[track_caller]
pub(crate) fn built(mut build: Build) -> Box<Workspace> {
    build.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).unwrap()
}

/// The workspace of tables about which nothing is decided.
#[track_caller]
pub(crate) fn open(tables: Vec<Table>) -> Box<Workspace> {
    built(Build::new(tables, &Decisions::default()))
}
