//! Exports put one under the other: headers that stand again between the records, and columns that go by them from there on.

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use leadlens_workbook::stepper::Pace;

use super::head::{Kind, plain};
use super::header::{ColumnRole, header_role, header_word};
use super::lead_role::distinct;
use super::table::{RECORD_COST, Table};
use crate::saturating::saturating_u32;

/// Longest header, in bytes; longer cells are not compared with any.
const LONGEST: usize = 63;

/// Records that might be headers in other words and are looked at; a column of addresses that holds none would be searched for nothing.
const LOOKS: usize = 10_000;

/// Records looked through at a time.
const BLOCK: usize = 1024;

/// Looking up the words of a record takes as long as scanning so many bytes.
const LOOK_COST: usize = 2000;

/// Most columns of all headers together; tables with more stay as they stand.
const COLUMN_LIMIT: usize = 1000;

/// Distinct roles that headers in other words name at least.
const ROLES: usize = 3;

/// Records that are headers again.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// Their numbers, in order.
    pub(super) records: Vec<u32>,
}

/// Headers of a table, ready to be met again.
struct Known<'t> {
    texts: HashSet<&'t str, FixedState>,
    /// A bit for each length and for each first byte that a header has: most cells are told from headers by them.
    lengths: u64,
    first_bytes: [bool; 256],
    /// The column whose header is a word for an e-mail address.
    email: Option<usize>,
}

impl<'t> Known<'t> {
    fn of(headers: &'t [String]) -> Self {
        let texts: HashSet<&str, FixedState> =
            headers.iter().map(|header| plain(header)).filter(|text| (1..=LONGEST).contains(&text.len())).collect();
        let mut first_bytes = [false; 256];
        for byte in texts.iter().filter_map(|text| text.bytes().next()) {
            if let Some(known) = first_bytes.get_mut(usize::from(byte)) {
                *known = true;
            }
        }
        let is_email = |header: &String| header_word(header).is_some_and(|(role, _)| role == ColumnRole::Email);
        Self {
            lengths: texts.iter().fold(0, |lengths, text| lengths | 1 << text.len()),
            first_bytes,
            email: headers.iter().position(is_email),
            texts,
        }
    }

    /// True for a text that is one of the headers.
    fn holds(&self, text: &str) -> bool {
        let is_first = text.bytes().next().and_then(|byte| self.first_bytes.get(usize::from(byte)).copied()).unwrap_or_default();
        is_first && text.len() <= LONGEST && self.lengths >> text.len() & 1 == 1 && self.texts.contains(text)
    }

    /// True where a record begins like the headers in some order.
    fn begins(&self, raw: &str) -> bool {
        let is_wrapped = matches!(raw.as_bytes(), [b'"' | b' ' | b'\x1a', ..] | [0xef, 0xbb, 0xbf, ..]);
        self.holds(raw) || is_wrapped && self.holds(plain(raw.trim_matches('"')))
    }

    /// True where two thirds of the cells of a record, and two at least, are headers.
    fn is_repeated(&self, table: &Table, record: usize) -> bool {
        let cells: Vec<_> = (0..table.width(record)).map(|column| table.cell(record, column)).collect();
        let filled = cells.iter().filter(|cell| !plain(cell).is_empty()).count();
        let known = cells.iter().filter(|cell| self.holds(plain(cell))).count();
        (known >= 2 || self.texts.len() == 1) && known > 0 && 3 * known >= 2 * filled
    }

    /// True for a record without an address where one should be, or of another width: it may be headers in other words.
    fn is_odd(&self, table: &Table, record: usize) -> bool {
        let raw = self.email.map_or("", |column| table.raw_cell(record, column));
        table.width(record) != table.headers.len() || !raw.is_empty() && memchr::memchr(b'@', raw.as_bytes()).is_none()
    }
}

impl Repeats {
    /// Finds the headers among the records of a table.
    pub(super) async fn find(table: &Table, pace: &mut Pace) -> Self {
        let known = Known::of(&table.headers);
        let (mut records, mut looks) = (Vec::new(), 0);
        if !table.has_header || known.texts.is_empty() {
            return Self { records };
        }
        let named = table.headers.iter().filter(|header| header_word(header).is_some()).count();
        let may_be_other = |record: usize| named >= 2 && known.is_odd(table, record);
        let may_be_headers = |record: &usize| known.begins(table.raw_cell(*record, 0)) || may_be_other(*record);
        for start in (0..table.record_count()).step_by(BLOCK) {
            let block = start..table.record_count().min(start + BLOCK);
            pace.spend(RECORD_COST * block.len()).await;
            for record in block.filter(may_be_headers) {
                let is_same = known.begins(table.raw_cell(record, 0)) && known.is_repeated(table, record);
                let is_looked_at = !is_same && looks < LOOKS && may_be_other(record);
                if is_looked_at {
                    looks += 1;
                    pace.spend(LOOK_COST).await;
                }
                if is_same || is_looked_at && is_in_other_words(table, record) {
                    records.push(saturating_u32(record));
                }
            }
        }
        Self { records }
    }

    /// True for a record that is headers.
    pub(super) fn holds(&self, record: u32) -> bool {
        self.records.binary_search(&record).is_ok()
    }

    /// Puts the cells below each of the headers into the columns they name, where any of them names others than the first.
    pub(super) async fn align(&self, table: &mut Table, pace: &mut Pace) {
        let is_alike = |&record: &u32| {
            let record = record as usize;
            let is_same =
                |column: usize| table.headers.get(column).is_some_and(|header| plain(header) == plain(&table.cell(record, column)));
            table.width(record) == table.headers.len() && (0..table.width(record)).all(is_same)
        };
        if self.records.iter().all(is_alike) {
            return;
        }
        let columns = Columns::of(table, &self.records);
        if columns.headers.len() <= COLUMN_LIMIT
            && let Some(aligned) = columns.aligned(table, &self.records, pace).await
        {
            *table = aligned;
        }
    }
}

/// True for a record whose cells are words of headers, and nothing but text.
fn is_in_other_words(table: &Table, record: usize) -> bool {
    let cells: Vec<_> = (0..table.width(record)).map(|column| table.cell(record, column)).collect();
    let filled: Vec<&str> = cells.iter().map(|cell| plain(cell)).filter(|text| !text.is_empty()).collect();
    let is_short = |text: &&str| text.len() <= LONGEST && !Kind::of(text).is_data();
    if filled.len() < ROLES || !filled.iter().all(is_short) || !filled.iter().take(2).any(|text| header_word(text).is_some()) {
        return false;
    }
    let named: Vec<ColumnRole> = filled.iter().filter_map(|text| header_word(text)).map(|(role, _)| role).collect();
    let known = named.len();
    let telling = distinct(named).into_iter().filter(|role| !role.is_further_evidence()).count();
    telling >= ROLES && 2 * known > filled.len() || is_in_longer_words(&filled)
}

/// True for longer headers of a person, an address among them (`Name (Original Name)`, `User Email`), where values would have digits.
fn is_in_longer_words(filled: &[&str]) -> bool {
    let has_digit = filled.iter().any(|text| text.bytes().any(|byte| byte.is_ascii_digit()));
    if filled.len() <= ROLES || has_digit {
        return false;
    }
    let named: Vec<ColumnRole> = filled.iter().filter_map(|text| header_role(text)).map(|(role, _)| role).collect();
    let names_person = named.iter().any(|role| matches!(role, ColumnRole::FullName | ColumnRole::FirstName | ColumnRole::LastName));
    2 * named.len() > filled.len() && names_person && named.contains(&ColumnRole::Email)
}

/// Columns of several headers: where each column of each of them belongs.
struct Columns {
    headers: Vec<String>,
    /// For the records below each of the repeated headers, the place of each of their columns.
    places: Vec<Vec<usize>>,
}

impl Columns {
    fn of(table: &Table, repeats: &[u32]) -> Self {
        let mut columns = Self { headers: table.headers.clone(), places: Vec::new() };
        for &record in repeats {
            if columns.headers.len() > COLUMN_LIMIT {
                break;
            }
            let record = record as usize;
            let texts: Vec<String> = (0..table.width(record)).map(|column| plain(&table.cell(record, column)).to_owned()).collect();
            let places = columns.places_of(&texts);
            columns.places.push(places);
        }
        columns
    }

    /// The column of each header: of the same text, else of the same role, else a new one.
    fn places_of(&mut self, texts: &[String]) -> Vec<usize> {
        let mut places: Vec<Option<usize>> = vec![None; texts.len()];
        let mut taken: Vec<usize> = Vec::new();
        let role = |header: &str| header_role(header).map(|(role, _)| role).filter(|role| *role != ColumnRole::Ignore);
        let is_same_text = |header: &str, text: &str| plain(header).eq_ignore_ascii_case(text);
        let is_same_role = |header: &str, text: &str| role(text).is_some() && role(header) == role(text);
        for is_same in [&is_same_text as &dyn Fn(&str, &str) -> bool, &is_same_role] {
            for (place, text) in places.iter_mut().zip(texts).filter(|(place, text)| place.is_none() && !text.is_empty()) {
                let free =
                    |column: &usize| !taken.contains(column) && self.headers.get(*column).is_some_and(|header| is_same(header, text));
                *place = (0..self.headers.len()).find(free);
                taken.extend(*place);
            }
        }
        self.keep_in_place(&mut places);
        let mut settled = Vec::with_capacity(texts.len());
        for (place, text) in places.into_iter().zip(texts) {
            settled.push(place.unwrap_or(self.headers.len()));
            if place.is_none() {
                self.headers.push(text.clone());
            }
        }
        settled
    }

    /// Leaves unknown headers where they stand, if all that are known stand where they stood.
    fn keep_in_place(&self, places: &mut [Option<usize>]) {
        let is_in_place = |(column, place): (usize, &Option<usize>)| place.is_none_or(|place| place == column);
        let known = places.iter().flatten().count();
        if places.len() == self.headers.len() && 2 * known > places.len() && places.iter().enumerate().all(is_in_place) {
            for (column, place) in places.iter_mut().enumerate() {
                *place = Some(column);
            }
        }
    }

    /// The table with every cell in its column; `None` where it would be longer than offsets reach.
    async fn aligned(self, table: &Table, repeats: &[u32], pace: &mut Pace) -> Option<Table> {
        let mut aligned = Table { headers: self.headers, text: String::with_capacity(table.text.len()), ..table.without_records() };
        let mut places: Option<&Vec<usize>> = None;
        for record in 0..table.record_count() {
            let section = repeats.partition_point(|&repeat| (repeat as usize) < record);
            places = section.checked_sub(1).and_then(|section| self.places.get(section)).or(places);
            let is_header = repeats.binary_search(&saturating_u32(record)).is_ok();
            let mut cells = vec![None; aligned.headers.len()];
            for column in 0..table.width(record) {
                let target = places.filter(|_| !is_header).map_or(Some(column), |places| places.get(column).copied());
                match target.and_then(|target| cells.get_mut(target)) {
                    Some(cell @ None) => *cell = Some(column),
                    // Cells behind the last header stay behind the last column.
                    _ => cells.push(Some(column)),
                }
            }
            let width = cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            // Cells that only other headers have are not missing.
            let is_whole = table.width(record) >= places.map_or(table.headers.len(), Vec::len);
            let width = if is_whole && !is_header { width.max(aligned.headers.len()) } else { width };
            aligned.push_record(cells.into_iter().take(width).map(|column| column.map(|column| table.cell(record, column))))?;
            pace.spend(RECORD_COST + table.raw_record(record).len()).await;
        }
        Some(aligned)
    }
}

#[cfg(test)]
mod tests;
