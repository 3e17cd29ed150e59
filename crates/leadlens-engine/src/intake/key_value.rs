//! `Label: value` blocks, as people paste them from mails and forms.
//!
//! # Invariants
//! A line that carries a label is never lost once a record has begun; free text outside records is no record.

use std::borrow::Cow;

use leadlens_workbook::stepper::{Pace, at_once};

use super::SourceError;
use super::header::ColumnRole;
use super::table::{Format, Table, TableBuilder};

mod inline;
mod line;
mod stacked;

pub(super) use inline::inline;
use line::{Line, Pair};

/// Number of lines looked at to tell the notation.
const SAMPLE_LINES: usize = 1000;

/// Line between two records, for texts of labels that are put together.
pub(super) const SEPARATOR: &str = "----------\n";

/// Letters of a value that go on in the next line where a mail program broke it.
const FULL_LINE: usize = 50;

/// Telling what a line is takes as long as scanning so many bytes.
const LINE_COST: usize = 1000;

/// Looking at a cell takes as long as scanning so many.
const CELL_COST: usize = 50;

/// True for a text that reads as labelled values: most of its lines do, and two labels are known words; or values stand below labels.
pub(super) fn is_likely(text: &str) -> bool {
    has_pairs(text) || at_once(async |pace| stacked::joined(sample(text), pace).await).is_some_and(|text| has_pairs(&text))
}

/// The first lines of a text.
fn sample(text: &str) -> &str {
    text.match_indices('\n').nth(SAMPLE_LINES).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn has_pairs(text: &str) -> bool {
    let (mut pairs, mut known, mut others, mut roles) = (0, 0, 0, Vec::new());
    let (mut is_in_mail_head, mut signature) = (false, Signature::default());
    for line in text.lines().take(SAMPLE_LINES) {
        let line = Line::parse(line, is_in_mail_head);
        is_in_mail_head = line == Line::MailHeader;
        if signature.holds(line) {
            continue;
        }
        match line {
            Line::Pair(pair) => {
                pairs += 1;
                known += usize::from(pair.role.is_some());
                if let Some(role) = pair.role.filter(|role| !roles.contains(role)) {
                    roles.push(role);
                }
            }
            Line::Prose(_) => others += 1,
            Line::Blank | Line::Separator | Line::Signature | Line::MailHeader => {}
        }
    }
    // One label alone makes records only where it is all there is.
    let is_one_label = pairs == known && others == 0 && matches!(roles.as_slice(), [ColumnRole::Email | ColumnRole::LeadSource]);
    roles.len() >= 2 && pairs >= others || is_one_label
}

/// Reads labelled values; several records where a label repeats or a line of dashes stands between them.
///
/// # Errors
/// [`SourceError::TooLarge`], or [`SourceError::NoRecords`] when no known label is found.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let is_stacked = stacked::joined(sample(text), pace).await.is_some();
    match if is_stacked { stacked::joined(text, pace).await } else { None } {
        Some(joined) => read_lines(&joined, pace).await,
        None => read_lines(text, pace).await,
    }
}

async fn read_lines(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    let mut records = Records::new();
    let mut done = 0;
    for line in text.lines() {
        records.read_line(line, pace).await?;
        done += line.len();
        pace.reach(done, text.len());
        pace.spend(LINE_COST + line.len()).await;
    }
    records.finish(pace).await
}

/// Reads a table of labels and values: a column of labels, then a column of values for each person, or for several under each other.
///
/// # Errors
/// As [`read`].
pub(super) async fn read_table(table: &Table, pace: &mut Pace) -> Result<Table, SourceError> {
    let (mut rows, mut columns) = (Vec::new(), 0);
    for record in 0..table.record_count() {
        rows.push((0..table.width(record)).map(|column| table.cell(record, column)).collect::<Vec<_>>());
        columns = columns.max(table.width(record));
        pace.spend(CELL_COST * table.width(record)).await;
    }
    let mut records = Records::new();
    for column in 1..columns {
        pace.reach(column, columns);
        if !is_filled(&rows, column, pace).await {
            continue;
        }
        for row in &rows {
            match (cell(row, 0), cell(row, column)) {
                ("", "") => records.read_blank(),
                ("", text) => records.read_prose(text),
                (label, value) => records.read_pair(Pair::new(label, value), pace).await?,
            }
            pace.spend(LINE_COST).await;
        }
        records.end_record(pace).await?;
    }
    Ok(Table { delimiter: table.delimiter, ..records.finish(pace).await? })
}

/// True where anything stands in a column.
async fn is_filled(rows: &[Vec<Cow<'_, str>>], column: usize, pace: &mut Pace) -> bool {
    for row in rows {
        if !cell(row, column).is_empty() {
            return true;
        }
        pace.spend(CELL_COST).await;
    }
    false
}

/// True for a role whose values are short.
fn is_one_line(role: Option<ColumnRole>) -> bool {
    use ColumnRole::{Company, Country, Created, Email, FirstName, FullName, JobTitle, LastName, LeadSource, Phone};
    matches!(role, Some(Company | Country | Created | Email | FirstName | FullName | JobTitle | LastName | LeadSource | Phone))
}

/// The text of a cell without blanks around it.
fn cell<'r>(row: &'r [Cow<'_, str>], column: usize) -> &'r str {
    row.get(column).map_or("", |cell| cell.trim())
}

/// The records read so far and the one being read.
#[derive(Default)]
struct Records<'a> {
    builder: TableBuilder,
    /// The column each role got.
    roles: Vec<(ColumnRole, usize)>,
    pairs: Vec<(Pair<'a>, String)>,
    /// Indices of the pairs whose label is known: few, however long the record.
    known: Vec<usize>,
    /// Index in `pairs` of the first behind the last blank line.
    block: usize,
    follows_blank: bool,
    /// True when the line before was one of a mail's head.
    is_in_mail_head: bool,
    signature: Signature,
}

/// Place among the lines of a mail: a signature begins behind two dashes with something else than a label, and goes on to the next mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Signature {
    #[default]
    Outside,
    /// Directly behind the dashes.
    Begins,
    Inside,
}

impl Signature {
    /// True for a line of the signature, once it was told of all lines before.
    fn holds(&mut self, line: Line<'_>) -> bool {
        *self = match (*self, line) {
            (_, Line::Separator | Line::MailHeader) | (Self::Begins, Line::Pair(_)) => Self::Outside,
            (Self::Outside, Line::Signature) => Self::Begins,
            (Self::Begins, Line::Prose(_)) => Self::Inside,
            (place, _) => place,
        };
        *self == Self::Inside
    }
}

impl<'a> Records<'a> {
    fn new() -> Self {
        Self { builder: TableBuilder::new(), ..Self::default() }
    }

    async fn finish(mut self, pace: &mut Pace) -> Result<Table, SourceError> {
        self.end_record(pace).await?;
        if self.builder.record_count() == 0 {
            return Err(SourceError::NoRecords);
        }
        Ok(Table { format: Some(Format::KeyValue), ..self.builder.finish() })
    }

    async fn read_line(&mut self, line: &'a str, pace: &mut Pace) -> Result<(), SourceError> {
        let line = Line::parse(line, self.is_in_mail_head);
        self.is_in_mail_head = line == Line::MailHeader;
        if self.signature.holds(line) {
            return Ok(());
        }
        match line {
            Line::Blank => self.read_blank(),
            Line::Separator | Line::Signature | Line::MailHeader => self.end_record(pace).await?,
            Line::Prose(text) => self.read_prose(text),
            Line::Pair(pair) => self.read_pair(pair, pace).await?,
        }
        Ok(())
    }

    async fn read_pair(&mut self, pair: Pair<'a>, pace: &mut Pace) -> Result<(), SourceError> {
        if let Some(earlier) = self.repeated(&pair) {
            let is_same = |(known, value): &(Pair<'_>, String)| known.has_label(&pair) && value == pair.value;
            if self.known_pairs().any(|(index, known)| index > 0 && is_same(known)) {
                return Ok(());
            }
            // What stands behind the last blank line belongs to the new record, unless the role repeats within it.
            let next = if earlier < self.block { self.pairs.split_off(self.block.min(self.pairs.len())) } else { Vec::new() };
            self.end_record(pace).await?;
            for (pair, value) in next {
                self.add(pair, value);
            }
        }
        self.add(pair, pair.value.to_owned());
        self.follows_blank = false;
        Ok(())
    }

    fn add(&mut self, pair: Pair<'a>, value: String) {
        if pair.role.is_some() {
            self.known.push(self.pairs.len());
        }
        self.pairs.push((pair, value));
    }

    /// The pairs of the record whose label is known, with their indices.
    fn known_pairs(&self) -> impl Iterator<Item = (usize, &(Pair<'a>, String))> {
        self.known.iter().filter_map(|&index| Some((index, self.pairs.get(index)?)))
    }

    fn read_blank(&mut self) {
        self.follows_blank = true;
        self.block = self.pairs.len();
        if self.known.is_empty() {
            self.pairs.clear();
        }
    }

    /// Free text continues the value before it; behind a blank line only a description, and a short value that is one line by nature only
    /// where that line was full.
    fn read_prose(&mut self, text: &str) {
        let follows_blank = self.follows_blank;
        if let Some((pair, value)) = self.pairs.last_mut()
            && (!follows_blank || pair.role == Some(ColumnRole::Description))
            && (value.is_empty() || !is_one_line(pair.role) || value.chars().nth(FULL_LINE).is_some())
        {
            if !value.is_empty() {
                value.push('\n');
            }
            value.push_str(text);
        }
    }

    /// Index of the last pair that says what a new pair says again, so that the new one begins the next record.
    ///
    /// Roles a person has once count by role, in any language; others (two telephones, two statuses) by their label.
    fn repeated(&self, pair: &Pair<'_>) -> Option<usize> {
        use ColumnRole::{Email, FirstName, FullName, LastName, LeadSource};
        let is_single = matches!(pair.role, Some(Email | FirstName | FullName | LastName | LeadSource));
        let role = pair.role?;
        let says_same = |known: &Pair<'_>| known.has_label(pair) || (is_single && known.role == Some(role));
        self.known_pairs().filter(|(_, (known, _))| says_same(known)).map(|(index, _)| index).last()
    }

    async fn end_record(&mut self, pace: &mut Pace) -> Result<(), SourceError> {
        let is_record = self.known_pairs().next().is_some();
        self.known.clear();
        self.block = 0;
        self.follows_blank = false;
        let pairs = std::mem::take(&mut self.pairs);
        if !is_record {
            return Ok(());
        }
        for (pair, value) in pairs {
            let column = self.column(&pair);
            self.builder.append(column, &value);
            pace.spend(CELL_COST + value.len()).await;
        }
        self.builder.end_record()
    }

    /// The column of a pair: labels of one role share one, so that records in several languages stand under each other; a second value of
    /// a role within one record keeps its own label.
    fn column(&mut self, pair: &Pair<'_>) -> usize {
        let shared = self.roles.iter().find(|(role, _)| Some(*role) == pair.role).map(|(_, column)| *column);
        if let Some(column) = shared.filter(|column| !self.builder.is_set(*column)) {
            return column;
        }
        let column = self.builder.column(pair.label);
        if let (Some(role), None) = (pair.role, shared) {
            self.roles.push((role, column));
        }
        column
    }
}

#[cfg(test)]
mod tests;
