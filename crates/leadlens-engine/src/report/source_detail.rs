//! The reading of one source, column by column, for the user to check and to correct.

use serde::{Deserialize, Serialize};

use super::clip::{TEXT_SHOWN, clip};
use crate::intake::header::ColumnRole;
use crate::intake::{Encoding, Format, ReadOptions, Sheet, Table, TableNote};
use crate::leads::{
    ColumnName, DateEvidence, DateOrder, Decisions, HeaderSet, MappedColumn, Mapping, Recognition, date_evidence, is_filler, recognise,
};
use crate::saturating::saturating_u32;

/// A source as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceDetail {
    /// Its number.
    pub id: u32,
    /// Its name as shown.
    pub name: String,
    /// Its notation.
    pub format: Option<Format>,
    /// Its encoding; `None` where the notation has none of its own.
    pub encoding: Option<Encoding>,
    /// Its delimiter, if it is delimited.
    pub delimiter: Option<char>,
    /// The system it comes from, where it was recognised.
    pub system: Option<Recognition>,
    /// The sheets of a workbook.
    pub sheets: Vec<Sheet>,
    /// The sheet that was read.
    pub sheet: Option<u16>,
    /// Notes worth knowing about how it was read.
    pub notes: Vec<TableNote>,
    /// Settings and decisions of a workspace file of another version that are not known here; they are stored and saved again.
    pub unknown: u32,
    /// Options by which the user wanted it to be read.
    pub options: ReadOptions,
    /// Its headers, by which decisions are remembered.
    pub headers: HeaderSet,
    /// Its columns, the first [`SourceDetail::COLUMNS`] of them.
    pub columns: Vec<ColumnDetail>,
    /// Number of all its columns, those not listed too.
    pub column_count: u32,
}

impl SourceDetail {
    /// Columns listed at most.
    pub const COLUMNS: usize = 300;
}

/// A column as understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnDetail {
    /// Key of the column in decisions.
    pub name: ColumnName,
    /// Its header as it stands in the file, clipped; empty where there is none.
    pub header: String,
    /// Its first values, [`ColumnDetail::SAMPLES`] at most, clipped; blanks and repeats left out.
    pub samples: Vec<String>,
    /// Its role.
    pub role: ColumnRole,
    /// Certainty of that, 0 to 1; from [`MappedColumn::SURE`] no question is needed.
    pub confidence: f32,
    /// True where the user decided its role.
    pub is_decided: bool,
    /// Day and month in it: what its values tell, and what the user decided; `None` where it holds no dates of a lead.
    pub dates: Option<ColumnDates>,
    /// True where another column serves its role, and this one is read only where that one has nothing.
    pub is_fallback: bool,
}

/// Day and month in a column of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDates {
    /// Order of day and month that the values tell, with their numbers.
    pub evidence: DateEvidence,
    /// Order that the user decided; `None` where they did not.
    pub decided: Option<DateOrder>,
}

impl ColumnDetail {
    /// Values shown of each column.
    pub const SAMPLES: usize = 3;
}

/// Records searched for sample values.
const SAMPLED_RECORDS: usize = 200;
/// Characters shown of a sample value.
const SAMPLE_SHOWN: usize = 80;

/// Describes how a table was read, and what its columns are taken for under these decisions.
pub fn source_detail(table: &Table, decisions: &Decisions) -> SourceDetail {
    let mapping = Mapping::guess(table, decisions);
    let headers = HeaderSet::of(table);
    let decided = decisions.mapping(&headers);
    let names = ColumnName::of_columns(table);
    let column = |(index, (column, name)): (usize, (&MappedColumn, ColumnName))| ColumnDetail {
        is_decided: decided.and_then(|mapping| mapping.column(&name)?.role).is_some(),
        dates: (column.role == ColumnRole::Created).then(|| ColumnDates {
            evidence: date_evidence(table, index),
            decided: decided.and_then(|mapping| mapping.column(&name)?.date_order),
        }),
        name,
        header: clip(&column.header, TEXT_SHOWN),
        samples: samples(table, index),
        role: column.role,
        confidence: column.confidence,
        is_fallback: mapping.fallbacks.iter().any(|(_, fallback)| *fallback == index),
    };
    SourceDetail {
        id: table.id,
        name: table.name.clone(),
        format: table.format,
        encoding: table.encoding,
        delimiter: table.delimiter,
        system: recognise(table),
        sheets: table.sheets.clone(),
        sheet: table.sheet,
        notes: table.notes.clone(),
        unknown: saturating_u32(table.unknown_settings()),
        options: table.options.clone(),
        columns: mapping.columns.iter().zip(names).enumerate().take(SourceDetail::COLUMNS).map(column).collect(),
        column_count: saturating_u32(mapping.columns.len()),
        headers,
    }
}

/// The first distinct values of a column.
fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::with_capacity(ColumnDetail::SAMPLES);
    for record in 0..table.record_count().min(SAMPLED_RECORDS) {
        let cell = table.cell(record, column);
        if !is_filler(&cell) {
            let sample = clip(cell.trim(), SAMPLE_SHOWN);
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
        if samples.len() == ColumnDetail::SAMPLES {
            break;
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::fixture::read as table;

    #[test]
    fn a_column_shows_its_first_distinct_values() {
        let detail = source_detail(&table("Email,Note\na@example.org,\na@example.org,x\nb@example.org,null\n"), &Decisions::default());
        let samples: Vec<_> = detail.columns.iter().map(|column| column.samples.join(" ")).collect();
        assert_eq!(samples, ["a@example.org b@example.org", "x"]);
        assert_eq!((detail.columns[0].role, detail.columns[0].is_decided), (ColumnRole::Email, false));
    }

    #[test]
    fn a_second_column_of_a_role_fills_the_gaps_of_the_first() {
        let table = table("Email,Other\na@example.org,b@example.org\n");
        let (headers, names) = (HeaderSet::of(&table), ColumnName::of_columns(&table));
        let mut decisions = Decisions::default();
        for name in &names {
            decisions.decide_role(&headers, name, Some(ColumnRole::Email));
        }
        let columns = source_detail(&table, &decisions).columns;
        let told: Vec<_> = columns.iter().map(|column| (column.role, column.is_decided, column.is_fallback)).collect();
        assert_eq!(told, [(ColumnRole::Email, true, false), (ColumnRole::Email, true, true)]);
    }
}
