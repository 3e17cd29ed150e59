//! Records that line breaks outside of quotes have cut into several are put together again.

use leadlens_workbook::stepper::Pace;

use super::head::Kind;
use super::header::{ColumnRole, header_word};
use super::table::{RECORD_COST, Table};
use super::tail::{is_end_mark, is_totals};
use crate::saturating::saturating_u32;

/// Most pieces of a record.
const PIECES: usize = 50;

/// Whole records whose cells tell what columns hold.
const SAMPLE: usize = 200;

/// Trying to join records takes as long as scanning so many bytes.
const TRY_COST: usize = 500;

/// Records looked through at a time.
const BLOCK: usize = 1024;

/// Minimum number of columns of a table in which a piece is told from a record.
const COLUMNS: usize = 3;

/// Records to be put together, each by its number and that of its last piece.
#[derive(Debug, Default)]
pub(super) struct Joins {
    spans: Vec<(usize, usize)>,
}

impl Joins {
    /// Finds the pieces of a table with headers: records that have as many cells as there are headers only together, and whose cells fit
    /// their columns only so.
    pub(super) async fn find(table: &Table, pace: &mut Pace) -> Self {
        let (records, columns) = (table.record_count(), table.headers.len());
        let mut joins = Self::default();
        if !table.has_header || columns < COLUMNS {
            return joins;
        }
        let mut types: Option<Types> = None;
        let mut record = 0;
        let may_be_cut = |record: &usize| {
            let is_before_short = *record + 1 < records && table.width(*record + 1) < columns;
            table.width(*record) < columns || table.width(*record) == columns && is_before_short
        };
        while record < records {
            let end = records.min(record + BLOCK);
            pace.spend(RECORD_COST * (end - record)).await;
            while let Some(cut) = (record..end).find(may_be_cut) {
                pace.spend(TRY_COST).await;
                let last = types.get_or_insert_with(|| Types::of(table)).last_piece(table, cut);
                joins.spans.extend(last.map(|last| (cut, last)));
                record = last.unwrap_or(cut) + 1;
            }
            record = record.max(end);
        }
        joins
    }

    /// Number of records put together.
    pub(super) fn count(&self) -> usize {
        self.spans.len()
    }

    /// Puts the records together; their new numbers, and those of the pieces that were dropped, are the answer.
    pub(super) async fn apply(&self, table: &mut Table, pace: &mut Pace) -> (Vec<u32>, Vec<usize>) {
        let (mut bounds, mut firsts) = (Vec::with_capacity(table.bounds.len()), vec![0]);
        let (mut joined, mut dropped) = (Vec::new(), Vec::new());
        let mut spans = self.spans.iter().peekable();
        let mut record = 0;
        while record < table.record_count() {
            let last = spans.next_if(|(first, _)| *first == record).map_or(record, |(_, last)| *last);
            if last > record {
                joined.push(saturating_u32(firsts.len() - 1));
                dropped.extend(record + 1..=last);
            }
            for piece in record..=last {
                pace.spend(RECORD_COST + size_of::<u32>() * table.width(piece)).await;
                let range = table.firsts.get(piece..piece + 2).unwrap_or_default();
                let &[first, next] = range else { continue };
                let cells = table.bounds.get(first as usize..next as usize).unwrap_or_default();
                // The last cell of a piece goes on in the first of the next, over the end of the line.
                let (from, to) = (usize::from(piece > record), cells.len().saturating_sub(usize::from(piece < last)));
                bounds.extend_from_slice(cells.get(from..to).unwrap_or_default());
            }
            firsts.push(saturating_u32(bounds.len()));
            record = last + 1;
        }
        (table.bounds, table.firsts) = (bounds, firsts);
        (joined, dropped)
    }
}

/// Columns whose cells look alike, so that one in the wrong place is told.
struct Types {
    /// For each column, what its cells are.
    columns: Vec<Option<Type>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Address,
    LeadSource,
    Object,
    Number,
}

impl Type {
    fn of(cell: &str) -> Option<Self> {
        let kind = Kind::of(cell);
        match () {
            () if cell.starts_with('{') => Some(Self::Object),
            () if cell.contains('@') && kind.is_data() => Some(Self::Address),
            () if cell.contains('|') && kind.is_data() => Some(Self::LeadSource),
            () if kind == Kind::Number => Some(Self::Number),
            () => None,
        }
    }
}

impl Types {
    fn of(table: &Table) -> Self {
        let columns = table.headers.len();
        let whole: Vec<usize> = (0..table.record_count()).filter(|record| table.width(*record) == columns).take(SAMPLE).collect();
        let of_column = |column: usize| {
            let cells = whole.iter().map(|record| table.cell(*record, column).trim().to_owned()).filter(|cell| !cell.is_empty());
            let mut types: Vec<Option<Type>> = cells.map(|cell| Type::of(&cell)).collect();
            let first = types.first().copied().flatten();
            let count = types.len();
            types.retain(|found| *found == first);
            let by_cells = first.filter(|_| 10 * types.len() >= 9 * count);
            by_cells.or_else(|| if count == 0 { table.headers.get(column).and_then(|header| by_header(header)) } else { None })
        };
        Self { columns: (0..columns).map(of_column).collect() }
    }

    /// The last piece of a record, where the pieces together are one.
    fn last_piece(&self, table: &Table, record: usize) -> Option<usize> {
        let columns = self.columns.len();
        let mut width = table.width(record);
        // A text that goes on in the next line has begun in this one.
        if width == columns && table.cell(record, columns - 1).trim().is_empty() {
            return None;
        }
        let mut last = None;
        for piece in (record + 1..table.record_count()).take(PIECES) {
            width += table.width(piece).saturating_sub(1);
            if width > columns || self.is_record(table, piece) || is_tail(table, piece) {
                break;
            }
            if width == columns && self.fits(table, record, piece) {
                last = Some(piece);
            }
        }
        // What stands behind the last whole record may be a footer.
        last.filter(|&last| table.width(record) < columns || last + 1 < table.record_count())
    }

    /// True where the cells of a record by itself are what its columns hold.
    fn is_record(&self, table: &Table, record: usize) -> bool {
        let width = table.width(record);
        width == self.columns.len() || (0..width).any(|column| self.matches(column, &table.cell(record, column)) == Some(true))
    }

    /// True for a cell of the kind its column holds; `None` where nothing tells.
    fn matches(&self, column: usize, cell: &str) -> Option<bool> {
        let cell = cell.trim();
        let expected = self.columns.get(column).copied().flatten().filter(|_| !cell.is_empty())?;
        Some(!cell.contains('\n') && Type::of(cell) == Some(expected))
    }

    /// True where all cells of the pieces together, one of which tells, are what their columns hold.
    fn fits(&self, table: &Table, record: usize, last: usize) -> bool {
        let mut cells: Vec<String> = Vec::with_capacity(self.columns.len());
        for piece in record..=last {
            for column in 0..table.width(piece) {
                let cell = table.cell(piece, column);
                match cells.last_mut().filter(|_| column == 0 && piece > record) {
                    Some(before) => {
                        before.push('\n');
                        before.push_str(&cell);
                    }
                    None => cells.push(cell.into_owned()),
                }
            }
        }
        let found: Vec<bool> = cells.iter().enumerate().filter_map(|(column, cell)| self.matches(column, cell)).collect();
        !found.is_empty() && found.iter().all(|fits| *fits)
    }
}

/// Kind of the cells that a header announces.
fn by_header(header: &str) -> Option<Type> {
    match header_word(header)?.0 {
        ColumnRole::Email => Some(Type::Address),
        ColumnRole::CustomerInfo => Some(Type::Object),
        ColumnRole::Created => Some(Type::Number),
        _ => None,
    }
}

/// True for a line of totals or of the end of a report.
fn is_tail(table: &Table, record: usize) -> bool {
    is_totals((0..table.width(record)).map(|column| table.cell(record, column))) || is_end_mark(table.cell(record, 0).trim())
}

#[cfg(test)]
mod tests {
    use crate::intake::Table;
    use crate::intake::fixture::read;
    use crate::intake::note::TableNote;
    use crate::intake::table::FaultKind;

    fn joined(table: &Table) -> Vec<u32> {
        table.faults.iter().filter(|fault| fault.kind == FaultKind::JoinedLines).map(|fault| fault.record).collect()
    }

    #[test]
    fn a_record_cut_in_the_middle_is_whole_again() {
        let table = read("Name,Note,Email\nAnn,one\ntwo,ann@example.org\nBo,x,bo@example.org\nCid,a\n\nb\nc,cid@example.org\n");
        assert_eq!((joined(&table), table.record_count()), (vec![0, 2], 3));
        assert_eq!(
            (table.cell(0, 1), table.cell(2, 1), table.cell(2, 2)),
            ("one\ntwo".into(), "a\n\nb\nc".into(), "cid@example.org".into())
        );
        assert_eq!(table.notes, [TableNote::JoinedLines(2)]);
    }

    #[test]
    fn nothing_is_joined_to_a_last_cell_that_is_empty() {
        let table = read("Email;Name;Note\nann@example.org;Ann;\ntwo\nbo@example.org;Bo;x\n");
        assert_eq!((joined(&table), table.record_count()), (vec![], 3));
    }

    #[test]
    fn a_record_cut_in_its_last_cell_is_whole_again() {
        let table = read("Email;Name;Note\nann@example.org;Ann;one\ntwo\nbo@example.org;Bo;x\n");
        assert_eq!((joined(&table), table.cell(0, 2)), (vec![0], "one\ntwo".into()));
    }

    #[test]
    fn short_records_are_not_put_together() {
        for text in [
            "First Name,Last Name,Email\nAnn,Lee\nBo,Ek\nCid,Ray,cid@example.org\n",
            "First Name,Last Name,Email,Note\nAnn,Lee,ann@example.org\nBo,Ek,bo@example.org\nCid,Ray,cid@example.org,x\n",
            "Email,Name,Note\nann@example.org,Ann,x\nbo@example.org\ncid@example.org,Cid,y\n",
            "Email,Name,Note\nann@example.org,Ann,x\nConfidential\n",
        ] {
            assert_eq!(joined(&read(text)), Vec::<u32>::new(), "{text}");
        }
    }

    #[test]
    fn names_of_rows_move_the_headers_by_one() {
        for (text, email) in [
            ("name,email,company\n1,Ann,ann@example.org,Acme\n2,Bo,bo@example.org,Ek\n", "ann@example.org"),
            ("email;city\na;ann@example.org;Kiel\nb;bo@example.org;Oslo\n", "ann@example.org"),
        ] {
            let table = read(text);
            let column = table.headers.iter().position(|header| header == "email").unwrap();
            assert_eq!((table.cell(0, column), table.notes.clone()), (email.into(), vec![TableNote::RowNames]), "{text}");
        }
    }

    #[test]
    fn a_cell_too_many_at_the_end_moves_nothing() {
        let table = read("email,name\nann@example.org,Ann,x\nbo@example.org,Bo,y\n");
        assert_eq!((table.headers, table.notes), (vec!["email".to_owned(), "name".to_owned()], vec![]));
    }
}
