//! Packed bytes are unpacked piece by piece, and never more of them than allowed.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use crate::WorkbookError;
use crate::stepper::Pace;

/// The most one part unpacks to: what still fits the memory of a browser's tab together with what is made of it.
pub const PART_LIMIT: u64 = 1 << 30;

/// A part that unpacks to more than so many times its size is a bomb: the emptiest workbooks stay below a hundred.
const RATIO_LIMIT: u64 = 200;

/// So much may be unpacked whatever the ratio, for small files that repeat one line.
const RATIO_FREE: u64 = 100 << 20;

/// Bytes unpacked at a time, and packed bytes taken at a time: a bomb of empty blocks unpacks to nothing.
const PIECE: usize = 256 << 10;

/// Inflating a byte takes as long as scanning so many.
const INFLATE_COST: usize = 3;

/// Method by which a part is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// As it is.
    Stored,
    /// DEFLATE (RFC 1951).
    Deflated,
}

/// Unpacks one part, piece by piece.
pub struct Unpacker<'a> {
    part: &'a str,
    packed: &'a [u8],
    at: usize,
    produced: u64,
    checksum: crc32fast::Hasher,
    /// `None` where the part is stored.
    inflater: Option<Box<InflateState>>,
    is_ended: bool,
}

impl<'a> Unpacker<'a> {
    /// An unpacker of `packed`; `part` names it in errors.
    pub(crate) fn new(part: &'a str, packed: &'a [u8], packing: Packing) -> Self {
        let inflater = (packing == Packing::Deflated).then(|| InflateState::new_boxed(DataFormat::Raw));
        Self { part, packed, at: 0, produced: 0, checksum: crc32fast::Hasher::new(), inflater, is_ended: false }
    }

    /// Refuses an unpacked size, declared or reached, past [`PART_LIMIT`] or, beyond `RATIO_FREE`, past `RATIO_LIMIT` times the packed one.
    ///
    /// # Errors
    /// [`WorkbookError::UnpacksTooLarge`].
    pub(crate) fn check_size(part: &str, packed: u64, unpacked: u64) -> Result<(), WorkbookError> {
        let limit = PART_LIMIT.min(RATIO_FREE.max(packed.saturating_mul(RATIO_LIMIT)));
        if unpacked > limit { Err(WorkbookError::UnpacksTooLarge { part: part.to_owned(), limit }) } else { Ok(()) }
    }

    /// Appends the next bytes to `out`, a bounded number made of a bounded number; `false` when there were no more.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where the packed bytes end or break, [`WorkbookError::UnpacksTooLarge`] past the limits.
    pub async fn read_into(&mut self, out: &mut Vec<u8>, pace: &mut Pace) -> Result<bool, WorkbookError> {
        let (taken, produced) = (self.at, self.produced);
        let is_more = self.read(out)?;
        let cost = if self.inflater.is_some() { INFLATE_COST } else { 1 };
        let produced = usize::try_from(self.produced - produced).unwrap_or(usize::MAX);
        pace.spend(cost * (self.at - taken).max(produced)).await;
        Ok(is_more)
    }

    /// [`Unpacker::read_into`] without its cost.
    fn read(&mut self, out: &mut Vec<u8>) -> Result<bool, WorkbookError> {
        if self.is_ended {
            return Ok(false);
        }
        let start = out.len();
        let too_large = || WorkbookError::UnpacksTooLarge { part: self.part.to_owned(), limit: start as u64 };
        if out.capacity() - start < PIECE {
            out.try_reserve(PIECE).map_err(|_| too_large())?;
        }
        match &mut self.inflater {
            None => {
                let rest = self.packed.get(self.at..).unwrap_or_default();
                let piece = rest.get(..PIECE).unwrap_or(rest);
                out.extend_from_slice(piece);
                self.at += piece.len();
                self.is_ended = self.at == self.packed.len();
            }
            Some(state) => {
                out.resize(start + PIECE, 0);
                let mut end = start;
                let until = self.packed.len().min(self.at + PIECE);
                while end < out.len() && !self.is_ended && (self.at < until || until == self.packed.len()) {
                    let (input, output) = (self.packed.get(self.at..until).unwrap_or_default(), out.get_mut(end..).unwrap_or_default());
                    let result = inflate(state, input, output, MZFlush::None);
                    self.at += result.bytes_consumed;
                    end += result.bytes_written;
                    match result.status {
                        Ok(MZStatus::StreamEnd) => self.is_ended = true,
                        Ok(_) | Err(MZError::Buf) if result.bytes_consumed + result.bytes_written > 0 => {}
                        _ => return Err(WorkbookError::Damaged),
                    }
                }
                out.truncate(end);
            }
        }
        let piece = out.get(start..).unwrap_or_default();
        self.checksum.update(piece);
        self.produced += piece.len() as u64;
        Self::check_size(self.part, self.at as u64, self.produced)?;
        Ok(!piece.is_empty() || !self.is_ended)
    }

    /// Everything that is left.
    ///
    /// # Errors
    /// As [`Unpacker::read_into`].
    pub(crate) async fn read_all(&mut self, pace: &mut Pace) -> Result<Vec<u8>, WorkbookError> {
        let mut out = Vec::new();
        while self.read_into(&mut out, pace).await? {}
        Ok(out)
    }

    /// CRC-32 of what was unpacked so far.
    pub(crate) fn checksum(&self) -> u32 {
        self.checksum.clone().finalize()
    }

    /// Number of bytes unpacked so far.
    pub(crate) fn produced(&self) -> u64 {
        self.produced
    }

    /// Number of all packed bytes, taken or not.
    pub fn packed_size(&self) -> usize {
        self.packed.len()
    }

    /// Number of packed bytes taken so far.
    pub fn taken(&self) -> usize {
        self.at
    }
}
