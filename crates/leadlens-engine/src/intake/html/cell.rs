//! The text of a cell as it is seen: blanks in a row are one, `<br>` starts a line, and so does a paragraph behind another.

use crate::intake::entity::decoded;

/// Stands for the start of a line; no text holds it.
const BREAK: &[u8] = b" \x01 ";

/// Elements that start a line behind another of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Paragraph,
    Division,
    Item,
}

/// A cell being read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    text: Vec<u8>,
    /// The block that is open; its end may be left out.
    open: Option<Block>,
    /// The block that ended last, nothing but text behind it.
    ended: Option<Block>,
}

impl Cell {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    pub(super) fn element(&mut self, name: &[u8], is_end: bool) {
        let block = match name {
            b"p" => Some(Block::Paragraph),
            b"div" => Some(Block::Division),
            b"li" => Some(Block::Item),
            _ => None,
        };
        let is_behind_open = block != Some(Block::Division) && self.open == block;
        let is_behind = block.is_some() && !is_end && (self.ended == block || is_behind_open);
        if is_behind || name == b"br" {
            self.push(BREAK);
        }
        self.ended = block.filter(|_| is_end);
        if block.is_some() || matches!(name, b"ul" | b"ol") {
            self.open = block.filter(|_| !is_end);
        }
    }

    /// The text, line by line.
    pub(super) fn finish(self) -> String {
        let text = String::from_utf8_lossy(&self.text);
        let text = decoded(&text);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.split('\u{1}').map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}
