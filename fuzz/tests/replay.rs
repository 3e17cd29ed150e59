//! Every input of the corpus keeps the rules: what fuzzing has found once is not lost again.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use leadlens_fuzz::targets;

/// Runs a target over each file of its folder; fails with the files that break a rule, and where there is none.
#[track_caller]
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "the corpus of {name} is empty");
    files.retain(|file| {
        let input = fs::read(file).expect("an input");
        catch_unwind(AssertUnwindSafe(|| target(&input))).is_err()
    });
    assert!(files.is_empty(), "inputs of {name} that break a rule: {files:#?}");
}

#[test]
fn inputs_of_decode_keep_the_rules() {
    replay("decode", targets::decode);
}

#[test]
fn inputs_of_sniff_keep_the_rules() {
    replay("sniff", targets::sniff);
}

#[test]
fn inputs_of_delimited_keep_the_rules() {
    replay("delimited", targets::delimited);
}

#[test]
fn inputs_of_json_keep_the_rules() {
    replay("json", targets::json);
}

#[test]
fn inputs_of_key_value_keep_the_rules() {
    replay("key_value", targets::key_value);
}

#[test]
fn inputs_of_spreadsheet_keep_the_rules() {
    replay("spreadsheet", targets::spreadsheet);
}

#[test]
fn inputs_of_archive_keep_the_rules() {
    replay("archive", targets::archive);
}

#[test]
fn inputs_of_carrier_keep_the_rules() {
    replay("carrier", targets::carrier);
}

#[test]
fn inputs_of_rewrite_keep_the_rules() {
    replay("rewrite", targets::rewrite);
}

#[test]
fn inputs_of_arrange_keep_the_rules() {
    replay("arrange", targets::arrange);
}
