//! Files packed in others: gzip (RFC 1952) and ZIP.

use super::little_endian::{u16_at, u32_at};
use super::reader::{Container, Contents, Reader};
use super::table::Table;
use super::unpack::{Packing, Unpacker};
use super::zip::{Member, Members};
use super::{BinaryKind, ReadOptions, SourceError, SourceFailure, saved, spreadsheet};

/// So many files of an archive are read.
const MEMBER_LIMIT: usize = 1000;

/// Endings of names that never hold leads: not worth a word in a list of failures.
const OTHER_FILES: [&str; 12] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".svg", ".tif", ".tiff", ".heic", ".pdf"];

/// Length of the head of a gzip member without its optional fields.
const GZIP_HEAD: usize = 10;

/// Reads every file of a ZIP archive that could hold leads; each becomes a source of its own, named `archive/file`.
///
/// # Errors
/// When the archive itself cannot be read. A file in it that cannot be read is a failure of its own.
pub(super) fn read_zip(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Contents, SourceError> {
    let members = Members::open(bytes)?;
    if is_document(&members) {
        return Err(SourceError::Binary(BinaryKind::Document));
    }
    members.check_sizes()?;
    if let Some(manifest) = members.find(saved::MANIFEST) {
        return saved::read(&members, manifest);
    }
    let mut contents = Contents::default();
    let mut could_be = members.iter().filter(|member| could_hold_leads(&member.name));
    for member in could_be.by_ref().take(MEMBER_LIMIT) {
        let name = format!("{name}/{}", member.name);
        match read_member(&members, member, &name, options) {
            Ok(table) => contents.tables.push(table),
            Err(SourceError::Binary(BinaryKind::Image | BinaryKind::Pdf)) => {}
            Err(error) => contents.failures.push(SourceFailure { name, source: None, error }),
        }
    }
    let too_many = could_be.map(|member| SourceFailure {
        name: format!("{name}/{}", member.name),
        source: None,
        error: SourceError::TooManyFiles { limit: MEMBER_LIMIT as u64 },
    });
    contents.failures.extend(too_many);
    if contents.tables.is_empty() && contents.failures.is_empty() { Err(SourceError::NothingInside) } else { Ok(contents) }
}

/// Whether an archive is a text document or slides.
fn is_document(members: &Members<'_>) -> bool {
    let is_office = members.find("[Content_Types].xml").is_some();
    let kind = || members.find("mimetype").and_then(|member| members.unpack(member).ok());
    is_office && members.iter().any(|member| member.name.starts_with("word/") || member.name.starts_with("ppt/"))
        || kind().is_some_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument"))
}

/// Whether a member is worth reading, by its path.
fn could_hold_leads(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let lower = file.to_ascii_lowercase();
    let is_hidden = file.is_empty() || file.starts_with('.') || path.starts_with("__MACOSX/");
    !is_hidden && !OTHER_FILES.iter().any(|ending| lower.ends_with(ending))
}

fn read_member(members: &Members<'_>, member: &Member, name: &str, options: &ReadOptions) -> Result<Table, SourceError> {
    let mut unpacker = members.unpacker(member)?;
    let table = read_pieces(|out| unpacker.read_into(out), name, options)?;
    member.check(&unpacker)?;
    Ok(table)
}

/// Reads what comes in pieces: `next` appends one, and says `false` when there was none. An archive in an archive is refused, a workbook is read.
fn read_pieces(
    mut next: impl FnMut(&mut Vec<u8>) -> Result<bool, SourceError>,
    name: &str,
    options: &ReadOptions,
) -> Result<Table, SourceError> {
    let mut piece = Vec::new();
    let mut is_more = next(&mut piece)?;
    if let Some(container) = Container::of(&piece) {
        while next(&mut piece)? {}
        return read_container(container, &piece, name, options);
    }
    let mut reader = Reader::with_options(name, piece.len() as u64, options.clone())?;
    while is_more {
        reader.push(&piece)?;
        reader.scan()?;
        piece.clear();
        is_more = next(&mut piece)?;
    }
    reader.finish()
}

fn read_container(container: Container, bytes: &[u8], name: &str, options: &ReadOptions) -> Result<Table, SourceError> {
    let is_workbook = match container {
        Container::Zip => spreadsheet::is_workbook(bytes),
        Container::Compound => true,
        Container::Gzip => false,
    };
    if !is_workbook {
        let is_document = container == Container::Zip && Members::open(bytes).is_ok_and(|members| is_document(&members));
        return Err(SourceError::Binary(if is_document { BinaryKind::Document } else { BinaryKind::Archive }));
    }
    let table = spreadsheet::read(bytes, options)?;
    Ok(Table { name: name.to_owned(), options: options.clone(), ..table })
}

/// Reads the file in a gzip stream, whose members follow one another.
///
/// # Errors
/// When the stream cannot be read, or what is in it.
pub(super) fn read_gzip(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Contents, SourceError> {
    let mut stream = Gzip { name, bytes, rest: bytes, unpacker: None, produced: 0 };
    read_pieces(|out| stream.read_into(out), name, options).map(Contents::from)
}

/// The members of a gzip stream, unpacked one after the other.
struct Gzip<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// From the member being unpacked on.
    rest: &'a [u8],
    /// What unpacks it, and the length of its head.
    unpacker: Option<(Unpacker<'a>, usize)>,
    produced: u64,
}

impl Gzip<'_> {
    /// Appends the next bytes; `false` when there were no more.
    fn read_into(&mut self, out: &mut Vec<u8>) -> Result<bool, SourceError> {
        loop {
            if let Some((unpacker, head)) = &mut self.unpacker {
                let before = out.len();
                if unpacker.read_into(out)? {
                    self.produced += (out.len() - before) as u64;
                    return Unpacker::check_size(self.name, self.bytes.len() as u64, self.produced).map(|()| true);
                }
                let end = *head + unpacker.taken();
                let (checksum, size) = u32_at(self.rest, end).zip(u32_at(self.rest, end + 4)).ok_or(SourceError::Damaged)?;
                if checksum != unpacker.checksum() || u64::from(size) != unpacker.produced() & u64::from(u32::MAX) {
                    return Err(SourceError::Damaged);
                }
                self.rest = self.rest.get(end + 8..).unwrap_or_default();
            }
            // Zeros behind the last member are padding.
            if self.rest.iter().all(|&byte| byte == 0) {
                return Ok(false);
            }
            let head = gzip_head(self.rest).ok_or(SourceError::Damaged)?;
            let packed = self.rest.get(head..).unwrap_or_default();
            self.unpacker = Some((Unpacker::new(self.name, packed, Packing::Deflated), head));
        }
    }
}

/// Length of the head of the gzip member at the start of `bytes`.
fn gzip_head(bytes: &[u8]) -> Option<usize> {
    let &[0x1f, 0x8b, 8, flags, ..] = bytes else { return None };
    let mut at = GZIP_HEAD;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at)?);
    }
    // The name of the file, and a comment, each up to a zero.
    for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
        at += memchr::memchr(0, bytes.get(at..)?)? + 1;
    }
    Some(at + if flags & 2 != 0 { 2 } else { 0 })
}
