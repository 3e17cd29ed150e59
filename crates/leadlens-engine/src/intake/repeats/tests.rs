use crate::intake::Table;
use crate::intake::fixture::read;
use crate::intake::note::TableNote;
use crate::intake::table::FaultKind;

fn rows(table: &Table) -> Vec<String> {
    let row = |record| (0..table.width(record)).map(|column| table.cell(record, column).into_owned()).collect::<Vec<_>>().join("|");
    (0..table.record_count()).map(row).collect()
}

fn headers_again(table: &Table) -> Vec<u32> {
    table.faults.iter().filter(|fault| fault.kind == FaultKind::RepeatedHeader).map(|fault| fault.record).collect()
}

#[test]
fn headers_that_stand_again_are_told() {
    let table = read("Name,Email\nAnn,ann@example.org\nName,Email\nBob,bob@example.org\n\u{feff}Name,Email\nCid,cid@example.org\n");
    assert_eq!((headers_again(&table), table.notes), (vec![1, 3], vec![TableNote::RepeatedHeaders(2)]));
}

#[test]
fn columns_below_other_headers_go_to_their_places() {
    let table = read("Name,Email\nAnn,ann@example.org\nEmail,Company,Name\nbob@example.org,\"Acme, Inc.\",Bob\n");
    assert_eq!(table.headers, ["Name", "Email", "Company"]);
    assert_eq!(rows(&table), ["Ann|ann@example.org|", "Email|Company|Name", "Bob|bob@example.org|Acme, Inc."]);
    assert_eq!(headers_again(&table), [1]);
}

#[test]
fn headers_in_another_language_are_headers() {
    let table = read(
        "First Name;Last Name;Email;Company\nAnn;Lee;ann@example.org;Acme\nE-Mail;Vorname;Nachname;Firma\nbo@example.org;Bo;Ek;Bolaget\n",
    );
    assert_eq!(rows(&table), ["Ann|Lee|ann@example.org|Acme", "E-Mail|Vorname|Nachname|Firma", "Bo|Ek|bo@example.org|Bolaget"]);
}

#[test]
fn values_that_are_words_of_headers_are_no_headers() {
    let text = "Email,Preferred,Company\nann@example.org,Email,Acme\nbob@example.org,Phone,Company\n,Email,Email Company\n";
    assert_eq!(headers_again(&read(text)), Vec::<u32>::new());
}
