//! `INSERT` statements and the tables they fill: the one that holds leads is read.
//!
//! # Invariants
//! Nothing is run. A statement that cannot be read ends there; the next one is looked for behind it.

use leadlens_workbook::stepper::Pace;

use super::SourceError;
use super::head::{HEAD_ROWS, Head};
use super::layout::Layout;
use super::lead_role::{names_lead, roles};
use super::note::TableNote;
use super::table::{Format, Table, TableBuilder};

mod token;

use token::{Token, Tokens};

/// Bytes among which the first statement must stand.
const SAMPLE: usize = 1 << 16;

/// Tables that are told apart.
const TABLE_LIMIT: usize = 100;

/// Maximum number of omitted tables a note names.
const NAMED: usize = 20;

/// Words and marks that a text of statements begins with.
const OPENINGS: [&str; 26] = [
    "UPDATE", "--", "/*", "#", "REPLACE", "COPY", "INSERT", "SET", "USE", "CREATE", "DROP", "BEGIN", "START", "LOCK", "ALTER", "GO",
    "PRAGMA", "REM", "PROMPT", "TRUNCATE", "DELETE", "DECLARE", "IF", "WITH", "EXEC", "UPSERT",
];

/// Reading a token takes as long as scanning so many bytes.
const TOKEN_COST: usize = 40;

/// True for a text in whose beginning a line starts a statement that inserts values, where none but comments and statements stand before.
pub(super) fn is_likely(text: &str) -> bool {
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or_default();
    let Some(start) = insert_start(sample) else { return false };
    let begins = begins_with_statement(text);
    let statement = sample.get(start..).unwrap_or_default();
    (begins || is_whole(statement)) && ["VALUES", "SELECT", "SET", "STDIN"].iter().any(|word| contains_word(statement, word))
}

/// True for a statement that says by itself that it is one, in whatever text: `INSERT INTO leads (…) VALUES (…`.
fn is_whole(statement: &str) -> bool {
    let mut words = statement.split_whitespace();
    let is_insert = words.next().is_some_and(|word| word.eq_ignore_ascii_case("INSERT"))
        && words.next().is_some_and(|word| word.eq_ignore_ascii_case("INTO"));
    let columns = statement.split_once(['(', ';']).and_then(|(_, rest)| rest.split_once(')'));
    is_insert
        && columns.is_some_and(|(columns, rest)| {
            !columns.contains('\'') && rest.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("VALUES"))
        })
}

fn begins_with_statement(text: &str) -> bool {
    let first = text.trim_start();
    OPENINGS.iter().any(|word| first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

fn contains_word(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|found| found.eq_ignore_ascii_case(word))
}

/// The place of the first line that starts with `INSERT` or `REPLACE` and goes on as a statement.
fn insert_start(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.split_whitespace().next().unwrap_or_default();
        if ["INSERT", "REPLACE", "COPY", "UPDATE"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return Some(at);
        }
        at += line.len();
    }
    // In a log, a statement stands behind other words.
    let insert = [b"INSERT INTO ", b"insert into "].into_iter().filter_map(|word| memchr::memmem::find(text.as_bytes(), word)).min();
    insert.filter(|at| text.get(*at..).is_some_and(is_whole))
}

/// Reads the table most likely to hold leads.
///
/// # Errors
/// [`SourceError::TooLarge`] when it no longer fits, [`SourceError::NoRecords`] where no statement has values.
pub(super) async fn read(text: &str, pace: &mut Pace) -> Result<Table, SourceError> {
    // What stands before the first statement may have quotes of its own.
    let start = if begins_with_statement(text) { 0 } else { insert_start(text).unwrap_or_default() };
    let text = text.get(start..).unwrap_or_default();
    let mut reader = Reader { tokens: Tokens::new(text), tables: Vec::new() };
    loop {
        let before = reader.tokens.place();
        let Some(token) = reader.tokens.next() else { break };
        if token.is_word("UPDATE") {
            reader.read_update()?;
        } else if token.is_word("INSERT") || token.is_word("REPLACE") {
            reader.read_insert(pace).await?;
        } else if token.is_word("CREATE") {
            reader.read_create();
        } else if token.is_word("COPY") {
            reader.read_copy(pace).await?;
        }
        pace.spend(TOKEN_COST + reader.tokens.place() - before).await;
        pace.reach(reader.tokens.place(), text.len());
    }
    choose(reader.tables, pace).await
}

/// A table that statements fill.
struct Filled {
    name: String,
    columns: Vec<String>,
    builder: TableBuilder,
}

struct Reader<'t> {
    tokens: Tokens<'t>,
    tables: Vec<Filled>,
}

impl Reader<'_> {
    /// The table of a name, made when it is new.
    fn table(&mut self, name: &str) -> Option<usize> {
        if let Some(place) = self.tables.iter().position(|table| table.name.eq_ignore_ascii_case(name)) {
            return Some(place);
        }
        if self.tables.len() == TABLE_LIMIT {
            return None;
        }
        self.tables.push(Filled { name: name.to_owned(), columns: Vec::new(), builder: TableBuilder::new() });
        Some(self.tables.len() - 1)
    }

    /// The last part of a name (`db.table`, `[dbo].[table]`), behind words that say how to insert.
    fn read_name(&mut self) -> Option<String> {
        const BEFORE: [&str; 9] = ["INTO", "IGNORE", "TABLE", "IF", "NOT", "EXISTS", "DELAYED", "OR", "TEMPORARY"];
        loop {
            let Token::Word(word) = self.tokens.next()? else { return None };
            if BEFORE.iter().any(|known| word.eq_ignore_ascii_case(known)) {
                continue;
            }
            let mut name = word;
            while self.tokens.take_sign('.') {
                let Token::Word(word) = self.tokens.next()? else { return None };
                name = word;
            }
            return Some(name);
        }
    }

    /// The columns a definition of a table names first in each line of it.
    fn read_create(&mut self) {
        const NO_COLUMNS: [&str; 8] = ["PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "FOREIGN", "INDEX", "CHECK", "FULLTEXT"];
        let Some(Token::Word(kind)) = self.tokens.peek() else { return };
        if !kind.eq_ignore_ascii_case("TABLE") {
            return;
        }
        let Some(place) = self.read_name().and_then(|name| self.table(&name)) else { return };
        if !self.tokens.take_sign('(') {
            return;
        }
        let (mut columns, mut depth, mut is_first) = (Vec::new(), 1_u32, true);
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth -= 1,
                Token::Sign(';') => break,
                Token::Sign(',') if depth == 1 => is_first = true,
                Token::Word(word) if is_first => {
                    is_first = false;
                    if !NO_COLUMNS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
                        columns.push(word);
                    }
                }
                _ => is_first = false,
            }
            if depth == 0 {
                break;
            }
        }
        if let Some(table) = self.tables.get_mut(place) {
            table.columns = columns;
        }
    }

    async fn read_insert(&mut self, pace: &mut Pace) -> Result<(), SourceError> {
        let Some(table) = self.read_name().and_then(|name| self.table(&name)) else { return Ok(()) };
        let columns = self.read_columns();
        if self.tokens.peek().is_some_and(|token| token.is_word("SET")) {
            return self.read_assignments(table);
        }
        while let Some(token) = self.tokens.peek() {
            let is_select = token.is_word("SELECT");
            if token == Token::Sign(';') || token.is_word("INSERT") {
                break;
            }
            self.tokens.next();
            if is_select || token == Token::Sign('(') {
                let values = self.read_values(is_select);
                pace.spend(TOKEN_COST * values.len()).await;
                self.put(table, &columns, values)?;
            }
        }
        Ok(())
    }

    /// The values that an `UPDATE` sets.
    fn read_update(&mut self) -> Result<(), SourceError> {
        match self.read_name().and_then(|name| self.table(&name)) {
            Some(table) if self.tokens.peek().is_some_and(|token| token.is_word("SET")) => self.read_assignments(table),
            _ => Ok(()),
        }
    }

    /// The record that `SET column = value, …` spells.
    fn read_assignments(&mut self, table: usize) -> Result<(), SourceError> {
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        self.tokens.next();
        while let Some(Token::Word(column)) = self.tokens.next() {
            if !self.tokens.take_sign('=') {
                break;
            }
            columns.push(column);
            values.push(match self.tokens.next() {
                Some(Token::Text(text)) => text,
                Some(Token::Word(word)) => plain_value(word),
                _ => String::new(),
            });
            if !self.tokens.take_sign(',') {
                break;
            }
        }
        self.put(table, &columns, values)
    }

    /// The lines of `COPY table (columns) FROM stdin;`, up to the one with `\.`.
    async fn read_copy(&mut self, pace: &mut Pace) -> Result<(), SourceError> {
        let Some(table) = self.read_name().and_then(|name| self.table(&name)) else { return Ok(()) };
        let columns = self.read_columns();
        while self.tokens.next().is_some_and(|token| token != Token::Sign(';')) {}
        self.tokens.next_line();
        while let Some(line) = self.tokens.next_line().filter(|line| *line != "\\.") {
            pace.spend(TOKEN_COST + line.len()).await;
            let value = |cell: &str| if cell == "\\N" { String::new() } else { cell.replace("\\t", "\t").replace("\\n", "\n") };
            self.put(table, &columns, line.split('\t').map(value).collect())?;
        }
        Ok(())
    }

    /// The names in brackets, where some come next.
    fn read_columns(&mut self) -> Vec<String> {
        let mut columns = Vec::new();
        if self.tokens.take_sign('(') {
            while let Some(token) = self.tokens.next() {
                match token {
                    Token::Word(word) => columns.push(word),
                    Token::Sign(')') => break,
                    _ => {}
                }
            }
        }
        columns
    }

    /// The values up to the closing bracket, or of a `SELECT` up to what ends it.
    fn read_values(&mut self, is_select: bool) -> Vec<String> {
        let (mut values, mut value, mut depth) = (Vec::new(), None::<String>, 0_u32);
        let mut is_joined = false;
        while let Some(token) = self.tokens.peek() {
            let ends = token == Token::Sign(';') || is_select && ["UNION", "FROM"].iter().any(|word| token.is_word(word));
            if ends {
                break;
            }
            self.tokens.next();
            match token {
                Token::Sign(')') if depth == 0 => break,
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth -= 1,
                Token::Sign(',') if depth == 0 => {
                    values.push(value.take().unwrap_or_default());
                    is_joined = false;
                }
                // Texts that are joined: `'a' || 'b'`.
                Token::Sign('|' | '+') if depth == 0 => is_joined = true,
                Token::Sign(_) => {}
                Token::Text(text) if is_joined && depth == 0 => value.get_or_insert_default().push_str(&text),
                Token::Text(text) => value = Some(value.filter(|known| !known.is_empty() && depth > 0).unwrap_or(text)),
                // Calls, types and casts around a text say nothing more.
                Token::Word(word) => value = value.or_else(|| (depth == 0).then(|| plain_value(word))),
            }
        }
        values.push(value.unwrap_or_default());
        values
    }

    fn put(&mut self, place: usize, columns: &[String], values: Vec<String>) -> Result<(), SourceError> {
        let Some(table) = self.tables.get_mut(place) else { return Ok(()) };
        for (index, value) in values.into_iter().enumerate() {
            let named = columns.get(index).or_else(|| table.columns.get(index).filter(|_| columns.is_empty()));
            let header = named.cloned().unwrap_or_else(|| format!("column {}", index + 1));
            table.builder.put(&header, &value);
        }
        table.builder.end_record()
    }
}

/// A value that stands as a bare word: numbers as they are, nothing for `NULL` and calls.
fn plain_value(word: String) -> String {
    let is_number = word.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    if is_number { word } else { String::new() }
}

/// The table whose columns name most roles of a lead, and the names of the others.
async fn choose(tables: Vec<Filled>, pace: &mut Pace) -> Result<Table, SourceError> {
    let mut others = Vec::new();
    let mut best: Option<(usize, String, Table)> = None;
    for Filled { name, builder, .. } in tables.into_iter().filter(|table| table.builder.record_count() > 0) {
        let table = with_headers(builder.finish(), pace).await;
        let words = roles(table.headers.iter().map(String::as_str)).into_iter().filter(|role| names_lead(*role)).count();
        match &best {
            Some((most, ..)) if *most >= words => others.push(name),
            _ => others.extend(best.replace((words, name, table)).map(|(_, name, _)| name)),
        }
    }
    let (_, _, mut table) = best.ok_or(SourceError::NoRecords)?;
    if !others.is_empty() {
        others.truncate(NAMED);
        table.notes.push(TableNote::SectionsLeftOut(others));
    }
    table.notes.push(TableNote::FoundInText);
    Ok(Table { format: Some(Format::Csv), delimiter: Some(','), ..table })
}

/// A table whose columns no statement names has no headers.
async fn with_headers(mut table: Table, pace: &mut Pace) -> Table {
    if table.headers.iter().all(|header| header.starts_with("column ")) {
        let row = |record: usize| (0..table.width(record)).map(|column| table.cell(record, column)).collect::<Vec<_>>();
        let rows: Vec<_> = (0..table.record_count().min(HEAD_ROWS)).map(row).collect();
        let head = Head::find(&rows, Some(super::HeaderPlace::Nowhere));
        drop(rows);
        Layout { head, ..Layout::default() }.apply(&mut table, &[], pace).await;
    }
    table
}

#[cfg(test)]
mod tests;
