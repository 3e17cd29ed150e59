use crate::intake::fixture::read;
use crate::intake::note::{Rewriting, TableNote};
use crate::intake::{ReadOptions, Reader, Table};

fn rows(table: &Table) -> Vec<String> {
    let row = |record| (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect::<Vec<_>>().join("/");
    std::iter::once(table.headers.join("/")).chain((0..table.record_count()).map(row)).collect()
}

#[track_caller]
fn check(text: &str, kind: Rewriting, expected: &[&str]) {
    let table = read(text);
    assert_eq!(
        (rows(&table), table.notes.contains(&TableNote::Rewritten(kind))),
        (expected.iter().map(|row| (*row).to_owned()).collect(), true)
    );
}

#[test]
fn cells_in_single_quotes_lose_them() {
    check(
        "'Name';'Email';'Note'\r\n'Ann O''Brien'; 'ann@example.org';'it\\'s; fine'\r\n'Bo','bo@example.org';'x'\r\n'Cid';'cid@example.org';7\r\n",
        Rewriting::SingleQuotes,
        &["Name/Email/Note", "Ann O'Brien/ann@example.org/it's; fine", "Bo','bo@example.org/x", "Cid/cid@example.org/7"],
    );
}

#[test]
fn cells_in_typographic_quotes_lose_them() {
    check("“Name”,“Email”\n“Lee, Ann”,“ann@example.org”\n", Rewriting::CurlyQuotes, &["Name/Email", "Lee, Ann/ann@example.org"]);
    check("„Name“;„Email“\n„Lee; Ann“;„ann@example.org“\n", Rewriting::CurlyQuotes, &["Name/Email", "Lee; Ann/ann@example.org"]);
    check("«Name»\t«Email»\n«Ann»\t«ann@example.org»\n", Rewriting::CurlyQuotes, &["Name/Email", "Ann/ann@example.org"]);
}

#[test]
fn quotes_behind_backslashes_belong_to_cells() {
    check(
        "\"Name\",\"Email\",\"Note\"\n\"Ann \\\"Annie\\\" Lee\",\"ann@example.org\",\"a \\\\ b\"\n\"Bo\",\"bo@example.org\",\"\\\"x\\\", y\n z\"\n",
        Rewriting::Backslashes,
        &["Name/Email/Note", "Ann \"Annie\" Lee/ann@example.org/a \\ b", "Bo/bo@example.org/\"x\", y\n z"],
    );
}

#[test]
fn a_path_that_ends_in_a_backslash_closes_its_cell() {
    let table = read("\"Email\",\"Folder\",\"Name\"\n\"ann@example.org\",\"C:\\leads\\\",\"Ann\"\n");
    assert_eq!((rows(&table), table.notes), (vec!["Email/Folder/Name".to_owned(), "ann@example.org/C:\\leads\\/Ann".to_owned()], vec![]));
}

#[test]
fn delimiters_of_several_characters_leave_their_like_in_cells() {
    check("Email | Source\nann@example.org | SPZA-INS|a.b\n", Rewriting::LongDelimiter, &["Email/Source", "ann@example.org/SPZA-INS|a.b"]);
    check(
        "Email||Source||Name\nann@example.org||SPZA-INS|a.b||Ann\n",
        Rewriting::LongDelimiter,
        &["Email/Source/Name", "ann@example.org/SPZA-INS|a.b/Ann"],
    );
    check(
        "| Email | Source |\n|---|---|\n| ann@example.org | SPZA-INS|a.b |\n",
        Rewriting::LongDelimiter,
        &["Email/Source", "ann@example.org/SPZA-INS|a.b"],
    );
}

#[test]
fn columns_aligned_by_blanks_are_cut_at_them() {
    check(
        "Name          Email             Company\nAnn Lee       ann@example.org   Acme Inc.\nBob Van Ray   bob@example.org\n",
        Rewriting::FixedWidth,
        &["Name/Email/Company", "Ann Lee/ann@example.org/Acme Inc.", "Bob Van Ray/bob@example.org/"],
    );
    check(
        "name       email           company\n---------- --------------- -------\nÅsa Öberg  asa@example.org Öberg\nBob Ray-Li bob@example.org Ray\n",
        Rewriting::FixedWidth,
        &["name/email/company", "Åsa Öberg/asa@example.org/Öberg", "Bob Ray-Li/bob@example.org/Ray"],
    );
}

#[test]
fn cells_on_lines_of_their_own_make_records() {
    check(
        "Name\nEmail\nCompany\n\nAnn Lee\nann@example.org\nAcme\nBob Ray\nbob@example.org\nRay Ltd\n",
        Rewriting::CellLines,
        &["Name/Email/Company", "Ann Lee/ann@example.org/Acme", "Bob Ray/bob@example.org/Ray Ltd"],
    );
}

#[test]
fn one_column_stays_one() {
    for text in ["Email\nann@example.org\nbob@example.org\n", "Name\nAnn Lee\nBob Ray\n", "Email\nName\nann@example.org\n"] {
        assert_eq!(read(text).headers.len(), 1, "{text}");
    }
}

#[test]
fn all_three_line_ends_are_read() {
    check(
        "Name,Email\r\nAnn,ann@example.org\rBo,bo@example.org\nCid,cid@example.org\r\n",
        Rewriting::LineEnds,
        &["Name/Email", "Ann/ann@example.org", "Bo/bo@example.org", "Cid/cid@example.org"],
    );
}

#[test]
fn a_delimiter_that_was_chosen_is_believed() {
    let options = ReadOptions { delimiter: Some(','), ..ReadOptions::default() };
    let mut reader = Reader::with_options("table.txt", 0, options).unwrap();
    reader.push(b"'Name','Email'\n'Ann','ann@example.org'\n").unwrap();
    assert_eq!(reader.finish().unwrap().cell(0, 0), "'Ann'");
}
