//! Archives, gzip streams and saved workspaces: as they are, and made around members.

use crate::{Choices, check_archive, check_pieces, parts, zip};

/// Names of the members, in the order of an input's parts.
const NAMES: [&str; 5] = ["leads.csv", "sources/1.csv", "sources/2.csv", "more/leads.json", "inner.xlsx"];

/// Reads one input.
pub fn archive(input: &[u8]) {
    let Some((choices, body)) = Choices::split(input) else { return };
    let Some((kind, body)) = body.split_first() else { return };
    let bytes = match kind % 4 {
        0 => body.to_vec(),
        1 => gzip(body),
        2 => zip(&NAMES.into_iter().zip(parts(body)).collect::<Vec<_>>()),
        _ => zip(&["leadlens.json"].into_iter().chain(NAMES.into_iter().skip(1)).zip(parts(body)).collect::<Vec<_>>()),
    };
    check_archive(&bytes);
    check_pieces("archive", &bytes, choices.piece(), &choices.options());
}

/// A gzip stream of one stored block.
fn gzip(body: &[u8]) -> Vec<u8> {
    let body = body.get(..0xffff).unwrap_or(body);
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    let (sizes, sum) = ([length.to_le_bytes(), (!length).to_le_bytes()].concat(), crc32fast::hash(body).to_le_bytes());
    [&head[..], &sizes, body, &sum, &u32::from(length).to_le_bytes()].concat()
}
