use proptest::prelude::*;

use super::*;

fn csv_text<T: AsRef<str>>(headers: &[&str; 2], rows: &[[T; 2]]) -> String {
    let mut text = String::new();
    begin_csv(&mut text, CsvStyle::default());
    push_csv_row(&mut text, CsvStyle::default(), headers.iter());
    for row in rows {
        push_csv_row(&mut text, CsvStyle::default(), row.iter());
    }
    text
}

#[test]
fn a_cell_of_a_file_is_quoted_where_it_must_be() {
    for (cell, expected) in [
        ("plain text", "plain text"),
        ("a,b", "\"a,b\""),
        ("a;b", "\"a;b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("one\ntwo", "\"one\ntwo\""),
        ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
        ("\r=1", "\"'\r'=1\""),
        ("+46 (0)8-555 01.01", "+46 (0)8-555 01.01"),
    ] {
        assert_eq!(csv_text(&["a", "b"], &[[cell, ""]]), format!("\u{FEFF}a,b\r\n{expected},\r\n"));
    }
}

#[test]
fn a_cell_of_pasted_text_is_one_cell_in_one_line() {
    for (cell, expected) in [
        ("", ""),
        ("plain text", "plain text"),
        ("Contoso, Inc.", "Contoso, Inc."),
        ("one\ttwo\nthree\u{2028}four", "one two three four"),
        ("say \"hi\"", "say \"hi\""),
        ("\"quoted\" so", "\"\"\"quoted\"\" so\""),
        ("\u{200b}\"quoted", "\"\u{200b}\"\"quoted\""),
        ("a; \"b\"", "\"a; \"\"b\"\"\""),
        ("\"=1+1\"", "'\"=1+1\""),
        ("\t=1", "' =1"),
        ("-1,204", "-1,204"),
        ("+12.5 %", "+12.5 %"),
    ] {
        assert_eq!(tsv(&[vec![cell.to_owned(), "x".to_owned()]]), format!("{expected}\tx\r\n"));
    }
}

#[test]
fn rows_without_cells_are_no_lines() {
    let words = |words: [&str; 2]| words.map(str::to_owned).to_vec();
    assert_eq!(tsv(&[words(["Source", "Leads"]), vec![], words(["AppSource", "12"])]), "Source\tLeads\r\nAppSource\t12\r\n");
    assert_eq!(tsv(&[vec![]]), "");
}

/// The cells of a text as a spreadsheet reads them that splits at these characters: quotation marks count at the start of a cell only,
/// for some programs behind blanks too, and what stands behind the closing one belongs to the cell.
fn cells(text: &str, delimiters: &[char], skips_blanks: bool) -> Vec<String> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let is_start = if skips_blanks { cell.trim().is_empty() } else { cell.is_empty() };
        if is_quoted && letter == '"' {
            is_quoted = letters.next_if_eq(&'"').inspect(|mark| cell.push(*mark)).is_some();
        } else if is_quoted {
            cell.push(letter);
        } else if letter == '"' && is_start {
            is_quoted = true;
        } else if delimiters.contains(&letter) || matches!(letter, '\r' | '\n') {
            cells.push(std::mem::take(&mut cell));
        } else {
            cell.push(letter);
        }
    }
    cells.push(cell);
    cells
}

/// True for a cell that a spreadsheet would compute.
fn computes(cell: &str) -> bool {
    const INVISIBLE: &str =
        "\0\t\n\r\u{b}\u{c} \u{a0}\u{ad}\u{200b}\u{200d}\u{202e}\u{2028}\u{2060}\u{3000}\u{3164}\u{fe0f}\u{feff}\u{e0020}";
    let cell = cell.trim_start_matches(|letter| INVISIBLE.contains(letter)).trim_end();
    let rest = match cell.chars().next() {
        Some('=' | '＝' | '﹦' | '@' | '＠') => return true,
        Some('+' | '-' | '＋' | '－' | '−') => cell.trim_start_matches(['+', '-', '＋', '－', '−']),
        _ => return false,
    };
    let is_harmless = |letter: char| letter.is_ascii_digit() || " \u{a0}.,'’()-/+%eE".contains(letter);
    !rest.chars().all(is_harmless) || is_sum(rest)
}

/// True for an expression with more than one number: numbers joined by signs, with nothing else between them.
fn is_sum(text: &str) -> bool {
    let text = text.replace(['e', 'E'], "");
    let numbers: Vec<&str> = text.split(['+', '-', '/']).map(|number| number.trim_matches([' ', '(', ')', '%'])).collect();
    let is_number = |number: &&str| {
        number.contains(|letter: char| letter.is_ascii_digit()) && number.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
    };
    numbers.len() > 1 && numbers.iter().all(is_number)
}

/// Texts of what formulas, numbers, separators and quotation marks are made of.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+\\-@\"',;\t\r\n 0-9a(|]{0,8}",
        "[\u{200b}\u{a0}\u{feff}\u{2060}\0 \"]{0,3}[=＝﹦+＋\\-－−@＠][0-9A\"+\\-,; ().]{0,8}",
        "[a\"][,;\t\n\"][\"\u{200b} ]?[=+\\-@][0-9A\"]{0,4}[,;\n\"]?",
        any::<String>(),
    ]
}

const COMMA: &[char] = &[','];
const TAB: &[char] = &['\t'];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_cell_of_a_file_is_computed(rows in prop::collection::vec([hostile(), hostile()], 1..4)) {
        let text = csv_text(&["a", "b"], &rows);
        for skips_blanks in [false, true] {
            let computed = cells(&text, COMMA, skips_blanks).into_iter().find(|cell| computes(cell));
            prop_assert_eq!(computed, None, "{:?}", text);
        }
    }

    #[test]
    fn no_cell_is_computed_where_a_file_is_split_elsewhere(rows in prop::collection::vec([hostile(), hostile()], 1..4)) {
        // A sign at the start of a line is that of a number or a telephone number: where a spreadsheet takes more of the line for one cell, what
        // follows is no expression.
        let rows: Vec<[String; 2]> = rows.into_iter().map(|[one, other]| [format!("a{one}"), other]).collect();
        let text = csv_text(&["a", "b"], &rows);
        for delimiters in [&[';'][..], TAB, &[',', ';', '\t']] {
            let computed = cells(&text, delimiters, false).into_iter().find(|cell| computes(cell));
            prop_assert_eq!(computed, None, "{:?} {:?}", text, delimiters);
        }
    }

    #[test]
    fn no_cell_of_pasted_text_is_computed(rows in prop::collection::vec(prop::collection::vec(hostile(), 1..4), 1..4)) {
        let text = tsv(&rows);
        for delimiters in [TAB, &['\t', ';'], &['\t', ',', ';']] {
            for skips_blanks in [false, true] {
                let computed = cells(&text, delimiters, skips_blanks).into_iter().find(|cell| computes(cell));
                prop_assert_eq!(computed, None, "{:?} {:?}", text, delimiters);
            }
        }
    }

    #[test]
    fn rows_read_back_as_they_were_written(rows in prop::collection::vec(["[^\0]{0,8}", "[a\",\r\n]{0,8}"], 0..8)) {
        let text = csv_text(&["a", "b"], &rows);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let read: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let written: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| escape_formula(cell).into_owned()).collect()).collect();
        prop_assert_eq!(read, written);
    }
}
