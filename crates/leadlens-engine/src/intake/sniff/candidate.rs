//! A delimiter on trial: the sample read with it, and how well it fits.

use std::borrow::Cow;

use leadlens_workbook::stepper::at_once;

use super::{NO_DELIMITER, RECORD, UNIT};
use crate::intake::ReadOptions;
use crate::intake::delimited::Scanner;
use crate::intake::head::{HEAD_ROWS, Head, Kind};
use crate::intake::header::{ColumnRole, header_word};
use crate::intake::layout::Layout;
use crate::intake::lead_role::{distinct, names_lead, names_person, roles};
use crate::intake::table::Table;
use crate::sorting;

/// Number of records of the sample that are counted.
const SAMPLE_RECORDS: usize = 1000;

/// Records whose cells are looked at, and how many of each.
const LOOK_RECORDS: usize = 100;
const LOOK_CELLS: usize = 50;

/// Worth of a known word in the headers, next to 1 for records all of one width; more words than these prove no more.
const WORD: f32 = 0.5;
const WORDS: usize = 8;
/// Worth of cells that are a whole value, all of them.
const VALUES: f32 = 0.5;
/// A column more is a little better: the marks inside of cells are fewer than those between them.
const COLUMN: f32 = 0.01;
const COLUMNS: usize = 10;
/// Lines above the data that fit no column.
const TITLE: f32 = 0.2;
const TITLES: usize = 2;
/// A blank behind comma or semicolon is how sentences are written, half a quotation is a cell cut in two.
const SENTENCE: f32 = 0.4;
const CUT_QUOTE: f32 = 1.0;
/// Commas that all stand between digits are those of numbers.
const DECIMALS: f32 = 0.3;
const ALL_DECIMALS: f32 = 0.9;
/// Nothing but data has the separators of ASCII.
const CONTROL: f32 = 1.0;
/// One column only needs no proof, but has less than any delimiter that fits.
const LINES: f32 = 0.4;
/// Share of records of one width from which rare marks are believed to be delimiters, and the columns they must make.
const OVERWHELMING: f32 = 0.95;
const RARE_COLUMNS: usize = 3;

/// Share of records of one width that a table must have to be better than one column.
const OTHER_ALIKE: f32 = 0.6;

/// The sample read with one delimiter.
pub(super) struct Candidate {
    pub(super) delimiter: u8,
    pub(super) layout: Layout,
    table: Table,
    /// Cells a record below the title has as a rule, and the share of records with so many.
    width: usize,
    alike: f32,
}

impl Candidate {
    /// The sample as one column, in which commas are no delimiters.
    pub(super) fn of_lines(text: &str, line_end: u8, options: &ReadOptions) -> Self {
        let has_commas = memchr::memchr(b',', text.as_bytes()).is_some();
        Self::new(text, if has_commas { NO_DELIMITER } else { b',' }, line_end, options)
    }

    pub(super) fn new(text: &str, delimiter: u8, line_end: u8, options: &ReadOptions) -> Self {
        let mut table = Table { text: text.to_owned(), ..Table::default() };
        // A sample is short.
        at_once(async |pace| {
            let mut scanner = Scanner::new(delimiter, line_end, 0);
            scanner.finish(text.as_bytes(), pace).await;
            scanner.fill(&mut table, pace).await
        });
        let row = |record: usize| (0..table.width(record)).map(|column| table.cell(record, column)).collect::<Vec<Cow<'_, str>>>();
        let rows: Vec<_> = (0..table.record_count().min(HEAD_ROWS)).map(row).collect();
        let head = Head::find(&rows, options.header);
        // Known headers say how wide records are meant to be, whatever became of them.
        let header_width = (head.words >= 2).then(|| table.width(head.above));
        let (width, alike) = usual_width(&table, head.above, header_width);
        let is_framed = delimiter == b'|' && width > 2 && is_framed(&table);
        drop(rows);
        Self { delimiter, layout: Layout { head, is_framed, ..Layout::default() }, table, width, alike }
    }

    fn records(&self) -> std::ops::Range<usize> {
        0..self.table.record_count().min(SAMPLE_RECORDS)
    }

    /// True where known headers, two words or more, stand in the first record or over records mostly of one width.
    pub(super) fn is_known_table(&self) -> bool {
        self.layout.head.words >= 2 && (self.layout.head.above == 0 || self.alike >= 0.5)
    }

    /// True where a header is a word of leads, and of nothing else.
    pub(super) fn names_lead(&self) -> bool {
        let record = self.layout.head.above;
        let cells: Vec<Cow<'_, str>> = (0..self.table.width(record)).map(|column| self.table.cell(record, column)).collect();
        roles(cells.iter().map(|cell| cell.trim())).into_iter().any(|role| names_lead(role) || names_person(role))
    }

    /// True for a table with as many known headers as another, and as many records of one width; any is better than one column.
    pub(super) fn is_as_good_as(&self, other: &Self) -> bool {
        let alike = if other.width < 2 { OTHER_ALIKE } else { other.alike };
        self.width >= 2 && self.alike >= alike && self.layout.head.words >= other.layout.head.words
    }

    /// Score of the sample: records of one width, known words in the headers, cells that are whole values; `None` where it is unfit.
    pub(super) fn score(&self) -> Option<f32> {
        let head = &self.layout.head;
        if self.width < 2 {
            return None;
        }
        let is_unfit = match self.delimiter {
            b'|' => head.words < 2 && self.is_list_of_sources(),
            b'^' | b'~' => head.words < 2 && (self.alike < OVERWHELMING || self.width < RARE_COLUMNS || self.records().len() < 2),
            _ => false,
        };
        if is_unfit {
            return None;
        }
        let bonus = if matches!(self.delimiter, UNIT | RECORD) { CONTROL } else { 0.0 };
        let look = self.look();
        let titles = (0..head.above).filter(|&record| self.table.width(record) != self.width).take(TITLES).count();
        // A known word alone on its line names one column, not several.
        let words = if self.table.width(head.above) < 2 { 0 } else { head.words.min(WORDS) };
        let shape = self.alike + WORD * small(words) + COLUMN * small(self.width.min(COLUMNS)) - TITLE * small(titles);
        let decimals = if look.decimals >= ALL_DECIMALS { DECIMALS } else { 0.0 };
        Some(shape + bonus + VALUES * look.values - SENTENCE * look.sentences - CUT_QUOTE * look.cut_quotes - decimals)
    }

    /// [`Candidate::score`] of a table with one column.
    pub(super) fn score_as_lines(&self) -> f32 {
        LINES + WORD * small(self.layout.head.words.min(WORDS)) + VALUES * self.look().values
    }

    /// Pipes that stand inside each `LeadSource` of a list: `Source-Action` before them, and no cell that is an e-mail address.
    fn is_list_of_sources(&self) -> bool {
        let is_source = |cell: &str| {
            let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            cell.split_once(['-', '–']).is_some_and(|(source, action)| is_word(source.trim()) && is_word(action.trim()))
        };
        let has = |record: usize, is_wanted: &dyn Fn(&str) -> bool| {
            (0..self.table.width(record)).any(|column| is_wanted(&self.table.cell(record, column)))
        };
        let sources = self.records().filter(|&record| has(record, &is_source)).count();
        2 * sources >= self.records().len() && !self.records().any(|record| has(record, &|cell| cell.contains('@')))
    }

    /// Look of the cells of the data, in shares of them.
    fn look(&self) -> Look {
        let (mut filled, mut values, mut sentences, mut cut_quotes) = (0, 0, 0, 0);
        let (mut cuts, mut decimals) = (0, 0);
        let can_be_sentence = matches!(self.delimiter, b',' | b';');
        for record in self.records().take(LOOK_RECORDS) {
            let is_data = record >= self.layout.head.above + usize::from(self.layout.head.has_header);
            let mut follows_digit = false;
            for column in 0..self.table.width(record).min(LOOK_CELLS) {
                let raw = self.table.raw_cell(record, column);
                if is_data && column > 0 {
                    cuts += 1;
                    sentences += usize::from(can_be_sentence && raw.len() > 1 && raw.starts_with(' '));
                    decimals +=
                        usize::from(self.delimiter == b',' && follows_digit && raw.starts_with(|first: char| first.is_ascii_digit()));
                }
                follows_digit = raw.ends_with(|last: char| last.is_ascii_digit());
                let is_cut = memchr::memchr_iter(b'"', raw.as_bytes()).count() % 2 == 1;
                let kind = Kind::of(self.table.cell(record, column).trim());
                filled += usize::from(kind != Kind::Nothing);
                values += usize::from(is_data && kind.is_data());
                cut_quotes += usize::from(is_cut);
            }
        }
        let share = |count: usize, of: usize| if of == 0 { 0.0 } else { small(count) / small(of) };
        Look {
            values: share(values, filled),
            sentences: share(sentences, cuts),
            cut_quotes: share(cut_quotes, filled),
            decimals: share(decimals, cuts),
        }
    }

    /// True where the first column holds labels, known ones as a rule, and the others their values: a table turned on its side.
    pub(super) fn is_label_table(&self) -> bool {
        if self.width < 2 || self.alike < 0.5 || self.layout.head.words >= 2 {
            return false;
        }
        let role = |record: usize, column: usize| header_word(self.table.cell(record, column).trim()).map(|(role, _)| role);
        let labels: Vec<usize> = self.records().filter(|&record| !self.table.cell(record, 0).trim().is_empty()).collect();
        let roles: Vec<ColumnRole> = labels.iter().filter_map(|&record| role(record, 0)).collect();
        let known = roles.len();
        let values = labels.iter().filter(|&&record| role(record, 1).is_some()).count();
        distinct(roles).len() >= 2 && 2 * known > labels.len() && 4 * values < known
    }
}

/// Shares of cells, and of cuts between them.
struct Look {
    values: f32,
    sentences: f32,
    cut_quotes: f32,
    decimals: f32,
}

/// The number of cells most records below a title have (of two, the larger) or are meant to have, and the share of records that do.
fn usual_width(table: &Table, above: usize, meant: Option<usize>) -> (usize, f32) {
    let mut widths: Vec<usize> = (above..table.record_count().min(SAMPLE_RECORDS)).map(|record| table.width(record)).collect();
    sorting::sort(&mut widths);
    let runs = widths.chunk_by(|a, b| a == b).filter(|run| meant.is_none() || run.first() == meant.as_ref());
    let (count, width) = runs.filter_map(|run| Some((run.len(), *run.first()?))).max().unwrap_or_default();
    (width, if widths.is_empty() { 0.0 } else { small(count) / small(widths.len()) })
}

/// True where nearly all records that have several cells begin and end with the delimiter.
fn is_framed(table: &Table) -> bool {
    let records = table.record_count().min(SAMPLE_RECORDS);
    let is_empty = |record: usize, column: usize| table.raw_cell(record, column).trim().is_empty();
    let split = || (0..records).filter(|&record| table.width(record) > 2);
    let framed = split().filter(|&record| is_empty(record, 0) && is_empty(record, table.width(record) - 1)).count();
    framed > 0 && 10 * framed >= 9 * split().count()
}

/// Counts here are at most some thousands, or a hundred thousand cells.
#[expect(clippy::cast_precision_loss, reason = "shares of a sample need no more than an f32 tells")]
fn small(count: usize) -> f32 {
    count as f32
}
