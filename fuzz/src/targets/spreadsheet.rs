//! Workbooks: as they are, and made around parts, by the first byte of the body.

use crate::{Choices, check, check_workbook, compound, parts, zip};

/// The parts of an XLSX file, in the order of an input's parts; what an input leaves out stands as here.
const XLSX: [(&str, &str); 7] = [
    ("xl/worksheets/sheet1.xml", ""),
    ("xl/sharedStrings.xml", "<sst><si><t>Email</t></si><si><t>ann@example.com</t></si></sst>"),
    ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
    (
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"Leads\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"More\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://example.com/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://example.com/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"http://example.com/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"rId4\" Type=\"http://example.com/styles\" Target=\"styles.xml\"/></Relationships>",
    ),
    ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://example.com/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
];

/// Likewise of an XLSB file.
const XLSB: [(&str, &str); 6] = [
    ("xl/worksheets/sheet1.bin", ""),
    ("xl/sharedStrings.bin", ""),
    ("xl/styles.bin", ""),
    ("xl/workbook.bin", ""),
    (
        "xl/_rels/workbook.bin.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://example.com/worksheet\" Target=\"worksheets/sheet1.bin\"/>\
         <Relationship Id=\"rId2\" Type=\"http://example.com/styles\" Target=\"styles.bin\"/>\
         <Relationship Id=\"rId3\" Type=\"http://example.com/sharedStrings\" Target=\"sharedStrings.bin\"/></Relationships>",
    ),
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://example.com/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
    ),
];

/// Likewise of an ODS file.
const ODS: [(&str, &str); 2] = [("content.xml", ""), ("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];

/// Reads one input.
pub fn spreadsheet(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let Some((kind, body)) = body.split_first() else { return };
    let bytes = match kind % 5 {
        0 => body.to_vec(),
        1 => package(&XLSX, body),
        2 => package(&XLSB, body),
        3 => package(&ODS, body),
        _ => compound("Workbook", body),
    };
    check_workbook(&bytes);
    check("spreadsheet", &bytes, &choices.options());
}

/// The ZIP archive of these parts, each as the input has it.
fn package(named: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let given = parts(body).into_iter().map(Some).chain(std::iter::repeat(None));
    let members: Vec<_> = named.iter().zip(given).map(|((name, standard), given)| (*name, given.unwrap_or(standard.as_bytes()))).collect();
    zip(&members)
}
