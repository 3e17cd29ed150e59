//! ZIP archives (APPNOTE 6.3.10): the members by name, how to unpack one, and how to write them.
//!
//! Only the central directory at the end is believed: sizes before the members may be missing (data descriptors).

mod writer;

pub use writer::Writer;

use crate::WorkbookError;
use crate::little_endian::{u16_at, u32_at, u64_at};
use crate::stepper::{Pace, at_once};
use crate::unpack::{Packing, Unpacker};

/// The most all members of an archive unpack to together.
const TOTAL_LIMIT: u64 = 2 << 30;

/// Length of the record at the end of the archive, without its comment.
const END_SIZE: usize = 22;

/// The longest comment behind that record.
const COMMENT_LIMIT: usize = u16::MAX as usize;

/// Length of what the directory says about one member, without names.
const ENTRY_SIZE: usize = 46;

/// The members of an archive.
pub struct Members<'a> {
    bytes: &'a [u8],
    entries: Vec<Member>,
}

/// One member, as the directory has it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its path in the archive, with `/`.
    pub name: String,
    /// Its length when unpacked, as declared.
    pub size: u64,
    /// Its length in the archive.
    pub packed: u64,
    header: u64,
    method: u16,
    checksum: u32,
    is_encrypted: bool,
}

impl<'a> Members<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] where there is none, or not all of it.
    pub async fn open(bytes: &'a [u8], pace: &mut Pace) -> Result<Self, WorkbookError> {
        let Directory { count, shift, mut rest } = directory(bytes).ok_or(WorkbookError::Damaged)?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let (entry, length) = member(rest, shift).ok_or(WorkbookError::Damaged)?;
            entries.push(entry);
            rest = rest.get(length..).ok_or(WorkbookError::Damaged)?;
            pace.spend(length).await;
        }
        Ok(Self { bytes, entries })
    }

    /// All members, as stored.
    pub fn iter(&self) -> impl Iterator<Item = &Member> {
        self.entries.iter()
    }

    /// The member of that path, whatever its case.
    pub fn find(&self, name: &str) -> Option<&Member> {
        self.iter().find(|member| member.name == name).or_else(|| self.iter().find(|member| member.name.eq_ignore_ascii_case(name)))
    }

    /// Refuses an archive whose members declare more than is unpacked.
    ///
    /// # Errors
    /// [`WorkbookError::UnpacksTooLarge`], which names the member, or nothing where it is the sum.
    pub fn check_sizes(&self) -> Result<(), WorkbookError> {
        for member in self.iter() {
            Unpacker::check_size(&member.name, member.packed, member.size)?;
        }
        let total = self.iter().fold(0, |total: u64, member| total.saturating_add(member.size));
        if total > TOTAL_LIMIT { Err(WorkbookError::UnpacksTooLarge { part: String::new(), limit: TOTAL_LIMIT }) } else { Ok(()) }
    }

    /// An unpacker of a member.
    ///
    /// # Errors
    /// [`WorkbookError`] when the member has a password, is packed by an unsupported method, or is not there.
    pub fn unpacker<'m>(&'m self, member: &'m Member) -> Result<Unpacker<'m>, WorkbookError> {
        if member.is_encrypted {
            return Err(WorkbookError::Password);
        }
        let packing = match member.method {
            0 => Packing::Stored,
            8 => Packing::Deflated,
            method => return Err(WorkbookError::UnknownPacking { method }),
        };
        let packed = self.packed_bytes(member).ok_or(WorkbookError::Damaged)?;
        Ok(Unpacker::new(&member.name, packed, packing))
    }

    /// Unpacks a member as a whole.
    ///
    /// # Errors
    /// As [`Members::unpacker`], or when the bytes are not those that were packed.
    pub async fn unpack(&self, member: &Member, pace: &mut Pace) -> Result<Vec<u8>, WorkbookError> {
        let mut unpacker = self.unpacker(member)?;
        let bytes = unpacker.read_all(pace).await?;
        member.check(&unpacker)?;
        Ok(bytes)
    }

    fn packed_bytes(&self, member: &Member) -> Option<&'a [u8]> {
        let header = self.bytes.get(usize::try_from(member.header).ok()?..)?;
        if !header.starts_with(b"PK\x03\x04") {
            return None;
        }
        let start = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
        header.get(start..)?.get(..usize::try_from(member.packed).ok()?)
    }
}

impl Member {
    /// Checks that an unpacker that came to its end gave the bytes that were packed.
    ///
    /// # Errors
    /// [`WorkbookError::Damaged`] when not.
    pub fn check(&self, unpacker: &Unpacker<'_>) -> Result<(), WorkbookError> {
        if unpacker.checksum() == self.checksum && unpacker.produced() == self.size { Ok(()) } else { Err(WorkbookError::Damaged) }
    }
}

/// The central directory, before its entries are read.
struct Directory<'a> {
    count: u64,
    /// Bytes by which every place is to be moved: so many stand before the archive.
    shift: u64,
    /// The entries.
    rest: &'a [u8],
}

/// Finds the central directory.
fn directory(bytes: &[u8]) -> Option<Directory<'_>> {
    let tail_start = bytes.len().saturating_sub(END_SIZE + COMMENT_LIMIT);
    let end = tail_start + memchr::memmem::rfind(bytes.get(tail_start..)?, b"PK\x05\x06")?;
    let record = bytes.get(end..)?;
    let (mut count, mut size, mut start) = (u64::from(u16_at(record, 10)?), u64::from(u32_at(record, 12)?), u64::from(u32_at(record, 16)?));
    let mut directory_end = end as u64;
    if let Some(place) = large_end(bytes, end) {
        let record = bytes.get(usize::try_from(place).ok()?..)?;
        (count, size, start) = (u64_at(record, 32)?, u64_at(record, 40)?, u64_at(record, 48)?);
        directory_end = place;
    }
    // Bytes before the archive (a program that unpacks itself) shift every place.
    let shift = directory_end.checked_sub(size)?.checked_sub(start)?;
    let rest = bytes.get(usize::try_from(start + shift).ok()?..usize::try_from(directory_end).ok()?)?;
    Some(Directory { count, shift, rest })
}

/// Place of the end record of a large archive (ZIP64), if its locator stands before the ordinary one.
fn large_end(bytes: &[u8], end: usize) -> Option<u64> {
    let locator = bytes.get(end.checked_sub(20)?..end)?;
    let place = locator.starts_with(b"PK\x06\x07").then(|| u64_at(locator, 8)).flatten()?;
    let record = bytes.get(usize::try_from(place).ok()?..)?;
    record.starts_with(b"PK\x06\x06").then_some(place)
}

/// The entry at the start of `bytes` and its length.
fn member(bytes: &[u8], shift: u64) -> Option<(Member, usize)> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let [name_size, extra_size, comment_size] = [u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?].map(usize::from);
    let name = bytes.get(ENTRY_SIZE..)?.get(..name_size)?;
    let extra = bytes.get(ENTRY_SIZE + name_size..)?.get(..extra_size)?;
    let mut large = large_numbers(extra);
    let mut number = |place| {
        let number = u32_at(bytes, place)?;
        if number == u32::MAX { large.next().or(Some(u64::from(number))) } else { Some(u64::from(number)) }
    };
    let size = number(24)?;
    let packed = number(20)?;
    let header = number(42)?.checked_add(shift)?;
    let member = Member {
        name: String::from_utf8_lossy(name).replace('\\', "/"),
        size,
        packed,
        header,
        method: u16_at(bytes, 10)?,
        checksum: u32_at(bytes, 16)?,
        is_encrypted: u16_at(bytes, 8)? & 1 != 0,
    };
    Some((member, ENTRY_SIZE + name_size + extra_size + comment_size))
}

/// The numbers of 64 bits in the extra field of a large member.
fn large_numbers(mut extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut numbers: &[u8] = &[];
    while let (Some(kind), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let field = extra.get(4..).unwrap_or_default();
        if kind == 1 {
            numbers = field.get(..usize::from(size)).unwrap_or_default();
        }
        extra = field.get(usize::from(size)..).unwrap_or_default();
    }
    numbers.chunks_exact(8).filter_map(|number| u64_at(number, 0))
}

/// An archive of these members, each with its path, in one call; `None` where they do not fit an ordinary one.
pub fn write(members: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    at_once(async |pace| {
        let mut archive = Writer::new();
        for (name, bytes) in members {
            archive.begin(name)?;
            archive.write(bytes, pace).await;
            archive.end()?;
        }
        archive.finish().map(|chunks| chunks.concat())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_members_come_back_and_another_method_is_named() {
        let members = [("a/one.txt", "one"), ("two.txt", "")].map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let mut archive = write(&members).unwrap();
        let unpack = |archive: &[u8]| {
            at_once(async |pace| {
                let members = Members::open(archive, pace).await?;
                let member = members.find("A/ONE.TXT").ok_or(WorkbookError::Damaged)?;
                members.unpack(member, pace).await
            })
        };
        assert_eq!(unpack(&archive).as_deref(), Ok(b"one".as_slice()));
        // The method stands ten bytes behind the start of the first entry of the directory.
        let entry = memchr::memmem::find(&archive, b"PK\x01\x02").unwrap();
        *archive.get_mut(entry + 10).unwrap() = 9;
        assert_eq!(unpack(&archive), Err(WorkbookError::UnknownPacking { method: 9 }));
    }
}
