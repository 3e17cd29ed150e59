//! gzip (RFC 1952): the members of a stream follow one another.

use crate::WorkbookError;
use crate::little_endian::{u16_at, u32_at};
use crate::stepper::Pace;
use crate::unpack::{Packing, Unpacker};

/// Length of the head of a member without its optional fields.
const HEAD_SIZE: usize = 10;

/// Unpacks a gzip stream, member after member.
pub struct Gzip<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// From the member being unpacked on.
    rest: &'a [u8],
    /// Unpacker of the first member in `rest`, and the length of its head.
    unpacker: Option<(Unpacker<'a>, usize)>,
    produced: u64,
}

impl<'a> Gzip<'a> {
    /// An unpacker of a stream; `name` names it in errors.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, rest: bytes, unpacker: None, produced: 0 }
    }

    /// The length of what is packed as the stream declares it, which is that of its last member; 0 where it is past the limits.
    pub fn declared_size(&self) -> u64 {
        let declared = self.bytes.len().checked_sub(4).and_then(|at| u32_at(self.bytes, at)).map_or(0, u64::from);
        if Unpacker::check_size(self.name, self.bytes.len() as u64, declared).is_ok() { declared } else { 0 }
    }

    /// Appends the next bytes to `out`; `false` when there were no more.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where the stream ends or breaks, [`WorkbookError::UnpacksTooLarge`] past the limits.
    pub async fn read_into(&mut self, out: &mut Vec<u8>, pace: &mut Pace) -> Result<bool, WorkbookError> {
        loop {
            if let Some((unpacker, head)) = &mut self.unpacker {
                let before = out.len();
                if unpacker.read_into(out, pace).await? {
                    self.produced += (out.len() - before) as u64;
                    return Unpacker::check_size(self.name, self.bytes.len() as u64, self.produced).map(|()| true);
                }
                let end = *head + unpacker.taken();
                let (checksum, size) = u32_at(self.rest, end).zip(u32_at(self.rest, end + 4)).ok_or(WorkbookError::Damaged)?;
                if checksum != unpacker.checksum() || u64::from(size) != unpacker.produced() & u64::from(u32::MAX) {
                    return Err(WorkbookError::Damaged);
                }
                self.rest = self.rest.get(end + 8..).unwrap_or_default();
                self.unpacker = None;
            }
            // Zeros behind the last member are padding.
            if is_padding(self.rest, pace).await {
                return Ok(false);
            }
            let head = head_size(self.rest).ok_or(WorkbookError::Damaged)?;
            let packed = self.rest.get(head..).unwrap_or_default();
            self.unpacker = Some((Unpacker::new(self.name, packed, Packing::Deflated), head));
        }
    }

    /// Number of packed bytes taken so far.
    pub fn taken(&self) -> usize {
        let taken = self.unpacker.as_ref().map_or(0, |(unpacker, head)| head + unpacker.taken());
        self.bytes.len() - self.rest.len() + taken
    }

    /// Number of all packed bytes, taken or not.
    pub fn packed_size(&self) -> usize {
        self.bytes.len()
    }
}

async fn is_padding(bytes: &[u8], pace: &mut Pace) -> bool {
    for piece in bytes.chunks(pace.slice()) {
        if piece.iter().any(|&byte| byte != 0) {
            return false;
        }
        pace.spend(piece.len()).await;
    }
    true
}

/// Length of the head of the member at the start of `bytes`.
fn head_size(bytes: &[u8]) -> Option<usize> {
    let &[0x1f, 0x8b, 8, flags, ..] = bytes else { return None };
    let mut at = HEAD_SIZE;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at)?);
    }
    // The name of the file, and a comment, each up to a zero.
    for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
        at += memchr::memchr(0, bytes.get(at..)?)? + 1;
    }
    Some(at + if flags & 2 != 0 { 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stepper::at_once;

    /// A member of one stored block.
    fn member(text: &str) -> Vec<u8> {
        let length = u16::try_from(text.len()).unwrap();
        let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
        let (size, other) = (length.to_le_bytes(), (!length).to_le_bytes());
        let sum = crc32fast::hash(text.as_bytes()).to_le_bytes();
        [&head[..], &size, &other, text.as_bytes(), &sum, &u32::from(length).to_le_bytes()].concat()
    }

    #[test]
    fn members_follow_one_another_and_the_end_stays_the_end() {
        let stream = [member("one "), member("two"), vec![0; 3]].concat();
        let (mut gzip, mut out) = (Gzip::new("stream", &stream), Vec::new());
        at_once(async |pace| {
            while gzip.read_into(&mut out, pace).await.unwrap() {}
            assert_eq!(gzip.read_into(&mut out, pace).await, Ok(false));
        });
        assert_eq!(out, b"one two");
    }

    #[test]
    fn another_checksum_is_damage() {
        let mut stream = member("one");
        *stream.get_mut(15).unwrap() ^= 1;
        let mut gzip = Gzip::new("stream", &stream);
        let read = at_once(async |pace| {
            let mut out = Vec::new();
            while gzip.read_into(&mut out, pace).await? {}
            Ok(out)
        });
        assert_eq!(read, Err(WorkbookError::Damaged));
    }
}
