//! Texts in records of XLS, which may go on in the records behind.

use crate::little_endian::u16_at;

/// Letters of a text have two bytes each.
const WIDE: u8 = 1;
/// Readings of East Asian text follow.
const READINGS: u8 = 4;
/// Fonts of parts of the text follow.
const RUNS: u8 = 8;

/// Reads what stands in a record and those that continue it.
pub(crate) struct Pieces<'a> {
    records: Vec<&'a [u8]>,
    record: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(records: Vec<&'a [u8]>) -> Self {
        Self { records, record: 0, at: 0 }
    }

    /// A text that starts with its length in two bytes.
    pub(crate) fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        self.letters(usize::from(length))
    }

    /// A text that starts with its length in one byte.
    pub(crate) fn short_text(&mut self) -> Option<String> {
        let length = self.byte()?;
        self.letters(usize::from(length))
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Steps over bytes, whatever records they stand in.
    pub(crate) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.rest()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Rest of the current record, or of the next one that has any; `None` behind the last.
    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self.records.get(self.record)?.get(self.at..)?;
            if !rest.is_empty() {
                return Some(rest);
            }
            self.record += 1;
            self.at = 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn letters(&mut self, mut count: usize) -> Option<String> {
        let mut flags = self.byte()?;
        let runs = if flags & RUNS == 0 { 0 } else { usize::from(self.u16()?) };
        let readings = if flags & READINGS == 0 { 0 } else { usize::try_from(self.u32()?).ok()? };
        let mut text = String::new();
        let mut is_start = true;
        while count > 0 {
            // Letters that go on in the next record start with flags of their own.
            let is_over = self.records.get(self.record).is_none_or(|record| self.at >= record.len());
            if is_over && !is_start {
                flags = self.byte()?;
            }
            is_start = false;
            let rest = self.rest()?;
            let size = if flags & WIDE == 0 { 1 } else { 2 };
            let taken = rest.get(..size * count.min(rest.len() / size))?;
            if taken.is_empty() {
                return None;
            }
            self.at += taken.len();
            count -= taken.len() / size;
            if size == 1 {
                text.push_str(&latin_text(taken));
            } else {
                let units: Vec<u16> = taken.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
                text.push_str(&String::from_utf16_lossy(&units));
            }
        }
        self.skip(4 * runs + readings)?;
        Some(text)
    }
}

/// Letters of one byte: the first 256 of Unicode.
pub(crate) fn latin_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}
