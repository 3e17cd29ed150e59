//! Records that stand as rows of a name and a value (`entry_id, field, value`), put together.

use crate::sorting;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::header::{header_word, letters_and_digits};
use super::layout::duplicate_headers;
use super::note::TableNote;
use super::table::{Table, TableBuilder};

/// Headers of the column with the names of fields, in small letters without blanks and marks.
const NAMES: [&str; 30] = [
    "field",
    "fieldname",
    "fieldlabel",
    "name",
    "key",
    "attribute",
    "attributename",
    "property",
    "propertyname",
    "question",
    "label",
    "metakey",
    "column",
    "columnname",
    "element",
    "item",
    "parameter",
    "feld",
    "champ",
    "frage",
    "vraag",
    "veld",
    "pregunta",
    "campo",
    "domanda",
    "pergunta",
    "pytanie",
    "pole",
    "fråga",
    "soru",
];

/// Headers of the column with their values.
const VALUES: [&str; 22] = [
    "value",
    "fieldvalue",
    "answer",
    "response",
    "metavalue",
    "attributevalue",
    "propertyvalue",
    "content",
    "text",
    "wert",
    "valeur",
    "antwort",
    "réponse",
    "respuesta",
    "valor",
    "risposta",
    "valore",
    "resposta",
    "antwoord",
    "waarde",
    "odpowiedź",
    "svar",
];

/// Columns of such a table at most.
const WIDTH_LIMIT: usize = 8;

/// Rows looked at to tell, and roles that their names must name.
const SAMPLE: usize = 1000;
const ROLES: usize = 2;

/// Looking at a row takes as long as scanning so many bytes.
const ROW_COST: usize = 200;

/// The columns of such a table.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// `None` where a name that stands again begins the next record.
    key: Option<usize>,
    name: usize,
    value: usize,
}

/// The records of a table of names and values; `None` where it is another table.
///
/// # Errors
/// [`SourceError::TooLarge`] when they no longer fit.
pub(super) async fn joined(table: &Table, pace: &mut Pace) -> Result<Option<Table>, SourceError> {
    let Some(columns) = columns(table) else { return Ok(None) };
    let mut groups: Vec<(Vec<(String, String)>, usize)> = Vec::new();
    let mut known: HashMap<String, usize, FixedState> = HashMap::default();
    for record in first_row(table)..table.record_count() {
        pace.spend(ROW_COST).await;
        let cell = |column: usize| table.cell(record, column).trim().to_owned();
        let name = cell(columns.name);
        let group = match columns.key {
            Some(key) => *known.entry(cell(key)).or_insert(groups.len()),
            None if groups.is_empty() || known.insert(name.to_lowercase(), 0).is_some() => {
                known.clear();
                known.insert(name.to_lowercase(), 0);
                groups.len()
            }
            None => groups.len() - 1,
        };
        if group == groups.len() {
            groups.push((Vec::new(), record));
        }
        if let Some((fields, _)) = groups.get_mut(group) {
            fields.push((name, cell(columns.value)));
        }
    }
    let (mut builder, headers) = (TableBuilder::new(), headers(table));
    for (fields, first) in groups {
        for column in (0..table.column_count()).filter(|column| *column != columns.name && *column != columns.value) {
            let header = headers.get(column).map_or("", String::as_str);
            builder.put(header, &table.cell(first, column));
        }
        for (name, value) in fields.iter().filter(|(name, _)| !name.is_empty()) {
            let column = builder.column(name);
            builder.append(column, value);
        }
        builder.end_record()?;
        pace.spend(ROW_COST).await;
    }
    let mut joined = builder.finish();
    joined.notes =
        table.notes.iter().filter(|note| !matches!(note, TableNote::DuplicateHeader(_) | TableNote::NoHeader)).cloned().collect();
    joined.notes.extend(duplicate_headers(&joined.headers));
    joined.notes.push(TableNote::NameValueRows(headers.get(columns.key.unwrap_or(columns.name)).cloned().unwrap_or_default()));
    Ok(Some(Table { format: table.format, delimiter: table.delimiter, ..joined }))
}

/// The headers; their words are hardly known, so that they may stand in what was taken for the first record.
fn headers(table: &Table) -> Vec<String> {
    if table.has_header {
        return table.headers.clone();
    }
    (0..table.column_count()).map(|column| table.cell(0, column).trim().to_owned()).collect()
}

fn first_row(table: &Table) -> usize {
    usize::from(!table.has_header)
}

/// The columns by their headers, where the names in one of them name a lead and repeat.
fn columns(table: &Table) -> Option<Columns> {
    if !(2..=WIDTH_LIMIT).contains(&table.column_count()) {
        return None;
    }
    let headers: Vec<String> = headers(table).iter().map(|header| letters_and_digits(header)).collect();
    let one_of = |words: &[&str]| headers.iter().position(|header| words.contains(&header.as_str()));
    let (name, value) = (one_of(&NAMES)?, one_of(&VALUES)?);
    let rows = table.record_count().min(SAMPLE);
    let (mut roles, mut names) = (Vec::new(), Vec::new());
    for record in first_row(table)..rows {
        let name = table.cell(record, name).trim().to_lowercase();
        roles.extend(header_word(&name).map(|(role, _)| role).filter(|role| !roles.contains(role)));
        names.push(name);
    }
    let others = || (0..headers.len()).filter(|column| *column != name && *column != value);
    let runs = |key: usize| {
        let mut before = None;
        let is_new = |record: &usize| before.replace(table.cell(*record, key)) != Some(table.cell(*record, key));
        (first_row(table)..rows).filter(is_new).count()
    };
    // Rows are numbered, too, where a database numbers everything: the key is the first that several rows share.
    let key = others().find(|key| 2 * runs(*key) <= rows).or_else(|| others().next());
    let keys = key.map_or(1, runs);
    sorting::sort(&mut names);
    names.dedup();
    // Fields recur from record to record, and a record has several.
    (roles.len() >= ROLES && (2 * keys <= rows || 2 * names.len() <= rows) && names.len() > 1).then_some(Columns { key, name, value })
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    fn table(rows: &[&str]) -> Table {
        let mut builder = TableBuilder::new();
        let headers: Vec<&str> = rows[0].split(',').collect();
        for row in &rows[1..] {
            for (header, cell) in headers.iter().zip(row.split(',')) {
                builder.put(header, cell);
            }
            builder.end_record().unwrap();
        }
        builder.finish()
    }

    fn read(rows: &[&str]) -> Option<(String, Vec<String>)> {
        let joined = at_once(async |pace| joined(&table(rows), pace).await).unwrap()?;
        Some((joined.headers.join(" "), (0..joined.record_count()).map(|record| joined.raw_record(record).replace('\n', "|")).collect()))
    }

    #[test]
    fn rows_of_one_key_are_one_record() {
        for (rows, headers, records) in [
            (
                vec!["id,field,value", "1,email,a@x", "1,company,b", "2,email,c@x", "2,company,d"],
                "id email company",
                vec!["1|a@x|b", "2|c@x|d"],
            ),
            (
                vec!["Lead,At,Meta Key,Meta Value", "7,x,email,a@x", "8,y,email,b@x", "7,x,phone,1", "8,y,phone,2"],
                "Lead At email phone",
                vec!["7|x|a@x|1", "8|y|b@x|2"],
            ),
        ] {
            assert_eq!(read(&rows), Some((headers.to_owned(), records.iter().map(|&record| record.to_owned()).collect())), "{rows:?}");
        }
    }

    #[test]
    fn a_table_of_people_stays() {
        for rows in [
            vec!["Email,Name,Value", "a@x,Ann,1", "b@x,Bob,2"],
            vec!["id,field,value", "1,colour,red", "1,size,2"],
            vec!["Name,Answer", "Ann,yes", "Bob,no"],
            vec!["Email,Company,Phone", "a@x,b,1"],
        ] {
            assert_eq!(read(&rows), None, "{rows:?}");
        }
    }
}
