//! A table whose cells stand on lines of their own, as a paste into a plain text field leaves it.

use super::{DELIMITER, push_cell};
use crate::intake::head::Kind;
use crate::intake::header::{ColumnRole, header_word};
use crate::intake::lead_role::distinct;

/// Most cells of a record.
const WIDEST: usize = 40;

/// Minimum number of records of a table without headers.
const RECORDS: usize = 3;

/// Table whose records are that many lines, one cell a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellLines {
    width: usize,
    /// Cells of the record being written.
    written: usize,
}

impl CellLines {
    /// The number of lines that make a record: as many as there are headers first, or from one address to the next.
    pub(super) fn proposed(lines: &[&str]) -> Option<Self> {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        let width = below_headers(&lines).or_else(|| between_addresses(&lines))?;
        Some(Self { width, written: 0 })
    }

    /// Takes a line, with its end; blank ones are none.
    pub(super) fn push(&mut self, line: &str, out: &mut String) {
        let cell = line.trim();
        if cell.is_empty() {
            return;
        }
        push_cell(cell, DELIMITER, out);
        self.written = (self.written + 1) % self.width;
        out.push(if self.written == 0 { '\n' } else { char::from(DELIMITER) });
    }
}

/// The number of headers that stand before the first record.
fn below_headers(lines: &[&str]) -> Option<usize> {
    let role = |line: &str| header_word(line).map(|(role, _)| role);
    let width = lines.iter().take(WIDEST).position(|line| Kind::of(line).is_data()).unwrap_or(lines.len()).min(WIDEST);
    let fits = |width: &usize| {
        let (headers, below) = lines.split_at_checked(*width).unwrap_or_default();
        let roles: Vec<ColumnRole> = headers.iter().filter_map(|line| role(line)).collect();
        let known = roles.len();
        let is_told = distinct(roles).len() >= 2 && 3 * known >= 2 * *width;
        is_told && !below.is_empty() && below.len() % width == 0 && holds_addresses(headers, below, *width)
    };
    (2..=width).rev().find(fits)
}

/// True where the column of addresses, of which there must be one, holds nothing else.
fn holds_addresses(headers: &[&str], below: &[&str], width: usize) -> bool {
    let is_email = |line: &&str| header_word(line).is_some_and(|(role, _)| role == ColumnRole::Email);
    let Some(column) = headers.iter().position(is_email) else { return false };
    below.iter().enumerate().all(|(place, line)| (place % width == column) == is_address(line))
}

/// The number of lines from one address to the next, where it is the same throughout.
fn between_addresses(lines: &[&str]) -> Option<usize> {
    let places: Vec<usize> = (0..).zip(lines).filter(|(_, line)| is_address(line)).map(|(place, _)| place).collect();
    let &[first, second, ..] = places.as_slice() else { return None };
    let width = second - first;
    let is_even = places.windows(2).all(|pair| pair.first().zip(pair.get(1)).is_some_and(|(a, b)| b - a == width));
    let is_whole = lines.len() == places.len() * width && first < width;
    let is_label = |line: &&str| header_word(line).is_some();
    let fits = (2..=WIDEST).contains(&width) && places.len() >= RECORDS && is_even && is_whole;
    (fits && !lines.iter().any(is_label)).then_some(width)
}

fn is_address(line: &str) -> bool {
    line.contains('@') && Kind::of(line).is_data() && !line.contains(char::is_whitespace)
}
