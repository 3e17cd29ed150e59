//! Columns of many systems and languages find the roles a person would give them.
//!
//! `tests/corpus/headers` holds the rows: after a `#` line with a name come the headers, the role of each column (with `/` between roles that
//! are both right), and three records.

use std::collections::BTreeSet;
use std::path::Path;

use leadlens_engine::intake::Table;
use leadlens_engine::leads::{Decisions, Mapping};

use crate::common;

/// A header row with records, and the roles that are right.
struct Row {
    name: String,
    table: Table,
    roles: Vec<String>,
}

fn rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/headers");
    let files: BTreeSet<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut rows = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
            let mut lines = block.lines();
            let name = format!("{stem}: {}", lines.next().unwrap().trim_start_matches("# "));
            let headers = lines.next().unwrap();
            let roles = lines.next().unwrap().split('\t').map(str::to_owned).collect();
            let records: Vec<_> = lines.collect();
            let table = common::table(&name, format!("{headers}\n{}\n", records.join("\n")));
            rows.push(Row { name, table, roles });
        }
    }
    rows
}

#[test]
fn columns_find_their_roles_in_every_system_and_language() {
    let (mut columns, mut sure_and_wrong, mut wrong) = (0_usize, 0_usize, Vec::new());
    let rows = rows();
    for row in &rows {
        assert_eq!(row.table.headers.len(), row.roles.len(), "{}: {:?}", row.name, row.table.headers);
        let mapping = Mapping::guess(&row.table, &Decisions::default());
        for (column, expected) in mapping.columns.iter().zip(&row.roles) {
            columns += 1;
            if !expected.split('/').any(|role| role == column.role.as_str()) {
                sure_and_wrong += usize::from(column.is_sure());
                let (header, role, confidence) = (&column.header, column.role.as_str(), column.confidence);
                wrong.push(format!("{}: {header:?} is {role} {confidence:.2}, not {expected}", row.name));
            }
        }
    }
    assert!(rows.len() >= 80);
    assert_eq!(sure_and_wrong, 0, "wrong without a question, among {wrong:#?}");
    assert!(wrong.len() * 50 <= columns, "{} of {columns} columns are wrong: {wrong:#?}", wrong.len());
}
