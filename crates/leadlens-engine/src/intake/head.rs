//! The row that holds the headers, and the rows above it: decided on the first rows alone, of text and worksheets alike.

use super::HeaderPlace;
use super::header::{ColumnRole, header_word};
use super::tail::is_totals;
use crate::sorting;

mod cell;

pub(super) use cell::{Kind, is_rule};

/// Number of rows looked at; the headers stand in one of the first half of them.
pub(super) const HEAD_ROWS: usize = 60;

/// Rows among which the headers are sought.
const PLACES: usize = 30;

/// Number of cells of a row that are looked at: wide enough for every export, narrow enough for a sheet of 16,384 columns.
const CELL_LIMIT: usize = 500;

/// Least sum of differences between a row and those below for the row to be headers without a known word: one column of data, or
/// two weaker signs.
const DIFFERENT: f32 = 1.0;

/// A weaker sign: a known word, another case, a word that never recurs where others do.
const SIGN: f32 = 0.5;

/// A cell without blanks around it, nor marks that cannot be seen: those of byte order, of the end of a DOS file, of no width.
pub(super) fn plain(cell: &str) -> &str {
    let text = cell.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{1a}' | '\u{200b}'));
    // Behind a mark a quote opens no cell, though it was meant to.
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| cell.starts_with(['\u{feff}', '\u{1a}']));
    quoted.unwrap_or(text)
}

/// The beginning of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Rows above the headers, or above the data where there are no headers.
    pub(super) above: usize,
    /// True where the row behind those holds headers.
    pub(super) has_header: bool,
    /// Number of roles the words of the headers name.
    pub(super) words: usize,
    /// True where lines are drawn between rows (`-----,-----`), which are neither headers nor data.
    pub(super) is_ruled: bool,
}

impl Head {
    /// Finds the headers in the first rows of a table, blank lines left out; the place a user chose is believed.
    pub(super) fn find<C: AsRef<str>>(rows: &[Vec<C>], chosen: Option<HeaderPlace>) -> Self {
        let rows: Vec<Row<'_>> = rows.iter().take(HEAD_ROWS).map(|cells| Row::new(cells)).collect();
        let is_ruled = rows.iter().any(|row| row.is_rule);
        let words_of = |place: usize| rows.get(place).map_or(0, |row| row.words);
        let (above, has_header) = match chosen {
            Some(HeaderPlace::Nowhere) => (0, false),
            Some(HeaderPlace::Record(place)) => (place as usize, true),
            None => {
                let width = usual_width(&rows);
                match place_by_words(&rows, width).or_else(|| place_by_difference(&rows, width)) {
                    Some(place) => (place, true),
                    None => (title_rows(&rows, width), false),
                }
            }
        };
        Self { above, has_header, words: if has_header { words_of(above) } else { 0 }, is_ruled }
    }
}

/// One row with the facts that classify it.
struct Row<'a> {
    cells: Vec<&'a str>,
    kinds: Vec<Kind>,
    /// One past the last cell with anything in it.
    extent: usize,
    /// Cells as they were given, empty ones at the end included.
    width: usize,
    filled: usize,
    /// Distinct roles named by header words.
    words: usize,
    /// Cells that are a known header word.
    word_cells: Vec<usize>,
    is_rule: bool,
}

impl<'a> Row<'a> {
    fn new<C: AsRef<str>>(cells: &'a [C]) -> Self {
        let width = cells.len();
        let cells: Vec<&str> = cells.iter().take(CELL_LIMIT).map(|cell| plain(cell.as_ref())).collect();
        let kinds: Vec<Kind> = cells.iter().map(|cell| Kind::of(cell)).collect();
        let roles: Vec<(usize, ColumnRole)> =
            cells.iter().enumerate().filter_map(|(column, cell)| Some((column, header_role(cell)?))).collect();
        let mut distinct: Vec<ColumnRole> = roles.iter().map(|(_, role)| *role).collect();
        sorting::sort(&mut distinct);
        distinct.dedup();
        Self {
            extent: cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1),
            filled: cells.iter().filter(|cell| !cell.is_empty()).count(),
            words: distinct.len(),
            word_cells: roles.iter().map(|(column, _)| *column).collect(),
            is_rule: is_rule(&cells),
            kinds,
            cells,
            width,
        }
    }

    fn counts(&self, is_counted: impl Fn(Kind) -> bool) -> usize {
        self.kinds.iter().filter(|kind| is_counted(**kind)).count()
    }

    /// True where something in it never stands in a header.
    fn has_data(&self) -> bool {
        self.kinds.iter().any(|kind| kind.is_certain())
    }

    fn is_narrow(&self, width: usize) -> bool {
        self.filled <= 1 || 2 * self.filled <= width
    }

    fn is_empty(&self) -> bool {
        self.filled == 0 || self.is_rule
    }
}

/// The role a short text names if it is a header word.
fn header_role(cell: &str) -> Option<ColumnRole> {
    const LONGEST: usize = 80;
    if cell.is_empty() || cell.len() > LONGEST { None } else { header_word(cell).map(|(role, _)| role) }
}

/// Usual extent of rows of data, in cells: three quarters of them reach no farther.
fn usual_width(rows: &[Row<'_>]) -> usize {
    let mut extents: Vec<usize> = rows.iter().filter(|row| !row.is_empty()).map(|row| row.extent).collect();
    sorting::sort(&mut extents);
    extents.get(extents.len() * 3 / 4).copied().unwrap_or_default()
}

/// The row with the most known words, where it can be headers by everything else.
fn place_by_words(rows: &[Row<'_>], width: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for place in 0..rows.len().min(PLACES) {
        let words = rows.get(place).map_or(0, |row| row.words);
        if best.is_none_or(|(_, most)| words > most) && could_be_headers(rows, place, width) {
            best = Some((place, words));
        }
    }
    best.map(|(place, _)| place)
}

fn could_be_headers(rows: &[Row<'_>], place: usize, width: usize) -> bool {
    let Some((above, [row, below @ ..])) = rows.split_at_checked(place) else { return false };
    let is_known = row.words >= 2 || (row.words == 1 && 2 * row.words >= row.filled);
    let reaches = 2 * row.filled >= width || row.words >= 3;
    let has_numbers = row.counts(Kind::is_data) > 0;
    let is_doubtful = has_numbers && 2 * row.word_cells.len() <= row.filled;
    let holds_data = row.has_data() || (is_doubtful && !stands_over_data(row, below));
    if !is_known || !reaches || holds_data || recurs(row, below) || is_translation(row, above, below) {
        return false;
    }
    // What stands above must not be records: narrower lines, or, where three words are known, lines with fewer cells or without data.
    let is_title = |line: &Row<'_>| line.is_empty() || (line.is_narrow(width) && (!line.has_data() || line.filled < row.filled));
    let is_sparser = |line: &Row<'_>| line.words < 2 && (!line.has_data() || line.filled < row.filled);
    let is_other_header = |line: &Row<'_>| row.words >= 3 && is_sparser(line);
    let is_told_by_data = width > 1 || above.is_empty() || below_is_typed(row, below);
    is_told_by_data && above.iter().all(|line| is_title(line) || is_other_header(line))
}

/// True where another row says one word in several languages: the row does so too, in a table of translations.
fn is_translation(row: &Row<'_>, above: &[Row<'_>], below: &[Row<'_>]) -> bool {
    let role = |other: &Row<'_>| other.word_cells.first().and_then(|column| header_role(other.cells.get(*column)?));
    let says_one_word = |other: &&Row<'_>| {
        let shared = other.word_cells.iter().filter(|column| row.word_cells.contains(column)).count();
        other.words == 1 && shared >= 2 && other.cells != row.cells && role(other) != Some(ColumnRole::Ignore)
    };
    row.word_cells.len() >= 2 && above.iter().chain(below).any(|other| says_one_word(&other))
}

/// True where half of the row's words stand below it again in their columns, as values do. A whole row repeated, in any order, is the same
/// headers again.
fn recurs(row: &Row<'_>, below: &[Row<'_>]) -> bool {
    let is_repeated = |other: &&Row<'_>| {
        let known = other.cells.iter().filter(|cell| row.cells.contains(cell)).count();
        other.words >= 2 && 3 * known >= 2 * other.cells.len()
    };
    let others = || below.iter().filter(|other| other.cells != row.cells && !is_repeated(other));
    let recurring = row.word_cells.iter().filter(|&&column| others().any(|other| other.cells.get(column) == row.cells.get(column)));
    2 * recurring.count() >= row.word_cells.len().max(1)
}

/// True where a known word stands over cells none of which could be a header.
fn stands_over_data(row: &Row<'_>, below: &[Row<'_>]) -> bool {
    row.word_cells.iter().any(|&column| {
        let mut kinds = below.iter().filter_map(|other| other.kinds.get(column)).filter(|kind| **kind != Kind::Nothing);
        kinds.clone().next().is_some() && kinds.all(|kind| kind.is_certain())
    })
}

/// True where the only cell below is data every time, and that of the row is not.
fn below_is_typed(row: &Row<'_>, below: &[Row<'_>]) -> bool {
    let mut kinds = below.iter().filter(|other| !other.is_empty()).filter_map(|other| other.kinds.first());
    !row.kinds.first().is_some_and(|kind| kind.is_data()) && kinds.clone().next().is_some() && kinds.all(|kind| kind.is_data())
}

/// The first full row, where it differs from those below it as headers differ from data.
fn place_by_difference(rows: &[Row<'_>], width: usize) -> Option<usize> {
    let is_full = |row: &Row<'_>| !row.is_empty() && 4 * row.filled >= 3 * width && (width < 2 || row.filled > 1);
    let place = rows.iter().take(PLACES).position(is_full)?;
    let (above, [row, below @ ..]) = rows.split_at_checked(place)? else { return None };
    let is_title = |line: &Row<'_>| line.is_empty() || (line.is_narrow(width) && !line.has_data());
    let mut texts: Vec<&str> = row.cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let count = texts.len();
    sorting::sort(&mut texts);
    texts.dedup();
    let could_be = row.counts(Kind::is_data) == 0 && 2 * texts.len() > count && above.iter().all(is_title);
    // Totals and lines behind the data are no data.
    let is_data = |line: &&Row<'_>| !line.is_empty() && (width < 3 || !line.is_narrow(width)) && !is_totals(line.cells.iter());
    let data: Vec<&Row<'_>> = below.iter().filter(is_data).collect();
    (could_be && difference(row, &data) >= DIFFERENT).then_some(place)
}

/// Sum of the differences, column by column, between a row and the data below it; a known word in the row adds to it.
fn difference(row: &Row<'_>, below: &[&Row<'_>]) -> f32 {
    let columns = row.cells.iter().zip(&row.kinds).enumerate().filter(|(_, (_, kind))| **kind != Kind::Nothing);
    let signs = columns.map(|(column, (header, kind))| {
        let cells = below.iter().filter_map(|other| other.cells.get(column).zip(other.kinds.get(column)));
        let values: Vec<_> = cells.map(|(text, kind)| (*text, *kind)).filter(|(_, kind)| *kind != Kind::Nothing).collect();
        column_difference((header, *kind), &values)
    });
    signs.sum::<f32>() + if row.words > 0 { SIGN } else { 0.0 }
}

/// Difference between the first cell of a column and those below; negative where its text recurs there.
fn column_difference((header, kind): (&str, Kind), values: &[(&str, Kind)]) -> f32 {
    let count = |is_counted: &dyn Fn(&(&str, Kind)) -> bool| values.iter().filter(|value| is_counted(value)).count();
    if values.is_empty() {
        return 0.0;
    }
    if count(&|(text, _)| *text == header) > 0 {
        return -SIGN;
    }
    if 5 * count(&|(_, kind)| kind.is_data()) >= 4 * values.len() {
        return DIFFERENT;
    }
    // Words that recur below, or that are all spelled otherwise, but not for one more value of the same sort.
    let mut texts: Vec<&str> = values.iter().map(|(text, _)| *text).collect();
    sorting::sort(&mut texts);
    texts.dedup();
    let is_list = values.len() >= 4 && 2 * texts.len() <= values.len();
    let is_written_otherwise = count(&|(_, other)| *other == kind) == 0;
    if is_list || is_written_otherwise { SIGN } else { 0.0 }
}

/// Lines above data without headers: one cell in a wider table that reads like a sentence, or that comes without the other cells.
fn title_rows(rows: &[Row<'_>], width: usize) -> usize {
    let is_title = |row: &&Row<'_>| {
        let reads_as_text = row.width == 1 || row.cells.first().is_some_and(|cell| cell.split_whitespace().count() >= 3);
        row.is_rule || (width >= 3 && row.filled <= 1 && row.extent <= 1 && !row.has_data() && reads_as_text)
    };
    let titles = rows.iter().take_while(is_title).count();
    if titles < rows.len() { titles } else { 0 }
}

#[cfg(test)]
mod tests;
