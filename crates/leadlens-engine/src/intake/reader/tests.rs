use super::*;
use crate::intake::sniff::SAMPLE_SIZE;
use crate::intake::text_reader::HEAD_SIZE;
use crate::intake::{BinaryKind, Encoding, FaultKind, RecordFault, TableNote};

fn read(bytes: &[u8]) -> Result<Table, SourceError> {
    let mut reader = Reader::new("test", bytes.len() as u64)?;
    reader.push(bytes)?;
    reader.scan()?;
    reader.finish()
}

#[test]
fn a_source_that_cannot_be_read_says_why() {
    for (bytes, expected) in [
        (&b""[..], SourceError::Empty),
        (b"\xef\xbb\xbf \r\n\t", SourceError::Empty),
        (b"%PDF-1.4", SourceError::Binary(BinaryKind::Pdf)),
        (b"<!DOCTYPE html><p>", SourceError::Html),
        (b"Jm\xe9no,Email\n", SourceError::NoRecords),
        (b"Email,Phone\n", SourceError::NoRecords),
    ] {
        assert_eq!(read(bytes).unwrap_err(), expected, "{bytes:?}");
    }
    assert!(matches!(Reader::new("test", u64::from(u32::MAX)), Err(SourceError::TooLarge { .. })));
}

#[test]
fn a_byte_order_mark_belongs_to_no_header() {
    assert_eq!(read(b"\xef\xbb\xbfEmail,Phone\na@example.org,1\n").unwrap().headers, ["Email", "Phone"]);
}

#[test]
fn a_binary_file_is_refused_before_its_end() {
    let mut reader = Reader::new("test", 0).unwrap();
    let bytes = vec![0; HEAD_SIZE];
    assert_eq!(reader.push(&bytes), Err(SourceError::Binary(BinaryKind::Other)));
}

#[test]
fn a_source_longer_than_the_sample_is_the_same_in_any_pieces() {
    let line = "ann@example.org;\"a\r\nb\";\"\"\"\"\r\n";
    let text = format!("Email;Company;Note\r\n{}", line.repeat(2 * SAMPLE_SIZE / line.len()));
    let whole = read(text.as_bytes()).unwrap();
    for size in [1 << 14, 99_991, SAMPLE_SIZE, SAMPLE_SIZE + 1] {
        let mut reader = Reader::new("test", 0).unwrap();
        for piece in text.as_bytes().chunks(size) {
            reader.push(piece).unwrap();
            reader.scan().unwrap();
        }
        let cut = reader.finish().unwrap();
        assert_eq!((&cut.bounds, &cut.firsts, &cut.faults), (&whole.bounds, &whole.firsts, &whole.faults), "pieces of {size}");
    }
    assert_eq!((whole.record_count(), whole.cell(7, 1)), (text.len() / line.len() - 1 + 1, "a\r\nb".into()));
}

#[test]
fn records_in_another_encoding_than_the_rest_are_read_marked_and_counted() {
    let bytes = [
        "Jméno;Příjmení;E-mail\nJiří;Dvořák;a@example.com\nVěra;Malá;b@example.com\n".as_bytes(),
        b"Zden\xeck;\x8ei\x9eka;c@example.com\nJan;Novak;d@example.com\n\"Ji\xf8\xed\n\xc8ern\xfd\";Mal\xfd;e@example.com\n",
    ];
    let table = read(&bytes.concat()).unwrap();
    assert_eq!((table.encoding, table.record_count()), (Some(Encoding::Utf8), 5));
    assert_eq!((table.cell(2, 0), table.cell(2, 1), table.cell(4, 0)), ("Zdeněk".into(), "Žižka".into(), "Jiří\nČerný".into()));
    let kind = FaultKind::MixedEncoding;
    assert_eq!(table.faults, [RecordFault { record: 2, kind }, RecordFault { record: 4, kind }]);
    assert_eq!(table.notes, [TableNote::MixedEncoding(2)]);
}

#[test]
fn nuls_in_a_broken_export_lose_no_record() {
    let table = read(b"Email,Phone\nann@exam\0ple.org,1\n\0bo@example.org,2\n").unwrap();
    assert_eq!((table.record_count(), table.cell(0, 0), table.cell(1, 0)), (2, "ann@example.org".into(), "bo@example.org".into()));
    assert_eq!(table.notes, [TableNote::RemovedNuls(2)]);
}

#[test]
fn a_text_longer_than_the_sample_is_transcoded_whole() {
    let line = "Mu\u{f1}oz;mu@example.com\r\n";
    let text = format!("Apellidos;Email\r\n{}", line.repeat(2 * SAMPLE_SIZE / line.len()));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let mut reader = Reader::new("test", bytes.len() as u64).unwrap();
    for piece in bytes.chunks(99_991) {
        reader.push(piece).unwrap();
        reader.scan().unwrap();
    }
    let table = reader.finish().unwrap();
    assert_eq!((table.encoding, table.record_count()), (Some(Encoding::Windows1252), text.lines().count() - 1));
    assert_eq!(table.cell(table.record_count() - 1, 0), "Muñoz");
}

fn clipboard(html: &str, text: &str) -> Contents {
    let bytes = crate::intake::clipboard_head(html.len() as u64) + html + text;
    let read = |size: usize| {
        let mut reader = Reader::new("paste", 0).unwrap();
        bytes.as_bytes().chunks(size).for_each(|piece| reader.push(piece).unwrap());
        reader.finish_all().unwrap()
    };
    let (whole, pieces) = (read(bytes.len()), read(7));
    assert_eq!(whole.tables.first().map(|table| &table.text), pieces.tables.first().map(|table| &table.text));
    whole
}

#[test]
fn of_a_paste_the_table_in_its_html_counts_and_else_its_text() {
    let table = "<table><tr><th>Email<th>Name<tr><td>ann@example.org<td>M&uuml;ller</table>";
    for (html, expected) in [(table, ["ann@example.org", "Müller"]), ("<p>Hello</p>", ["bo@example.org", "Bo"])] {
        let contents = clipboard(html, "Email,Name\nbo@example.org,Bo\n");
        let read = &contents.tables[0];
        assert_eq!([read.cell(0, 0), read.cell(0, 1)], expected, "{html}");
        assert_eq!((read.encoding, read.notes.len(), contents.failures.len()), (Some(Encoding::Utf8), 0, 0));
    }
}

#[test]
fn what_is_left_out_of_a_paste_is_noted() {
    let rows = "<tr><td>ann@example.org<td>Ann<td rowspan=1000 colspan=1000>";
    let contents = clipboard(&format!("<table><tr><th>Email<th>Name<th>Note{}</table>", rows.repeat(3000)), "");
    let [SourceFailure { error, .. }] = &contents.failures[..] else { panic!("{contents:?}") };
    let &SourceError::CellsLeftOut { cells } = error else { panic!("{error}") };
    assert!(error.is_partial() && cells > 1000, "{cells}");
    assert!(contents.tables[0].notes.contains(&TableNote::CellsLeftOut(cells)));
}
