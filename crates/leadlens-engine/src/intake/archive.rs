//! Files packed in others, by gzip or ZIP: which of them are read, and how each becomes a source.

use leadlens_workbook::stepper::Pace;
use leadlens_workbook::zip::{Member, Members};
use leadlens_workbook::{Gzip, Unpacker, WorkbookError, is_workbook};

use super::reader::{Container, Contents, MAGIC_SIZE, Reader};
use super::table::Table;
use super::{BinaryKind, ReadOptions, SourceError, SourceFailure, saved, spreadsheet};

/// Maximum files read of an archive.
const MEMBER_LIMIT: usize = 1000;

/// Endings of names that never hold leads: not worth a word in a list of failures.
const OTHER_FILES: [&str; 12] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".svg", ".tif", ".tiff", ".heic", ".pdf"];

/// Decoding and scanning a byte takes as long as scanning so many.
const SCAN_COST: usize = 2;

/// Reads every file of a ZIP archive that could hold leads; each becomes a source of its own, named `archive/file`.
///
/// # Errors
/// [`SourceError`] when the archive itself cannot be read. A file in it that cannot be read is a failure of its own.
pub(super) async fn read_zip(name: &str, bytes: &[u8], options: &ReadOptions, pace: &mut Pace) -> Result<Contents, SourceError> {
    let members = Members::open(bytes, pace).await?;
    if is_document(&members, pace).await {
        return Err(SourceError::Binary(BinaryKind::Document));
    }
    members.check_sizes()?;
    if let Some(manifest) = members.find(saved::MANIFEST) {
        return saved::read(&members, manifest, pace).await;
    }
    let mut contents = Contents::default();
    let mut could_be = members.iter().filter(|member| could_hold_leads(&member.name));
    let (mut done, total) = (0, members.iter().fold(0, |total: u64, member| total.saturating_add(member.packed)));
    for member in could_be.by_ref().take(MEMBER_LIMIT) {
        let name = format!("{name}/{}", member.name);
        let whole = pace.begin_part(done..done.saturating_add(member.packed), total);
        let table = read_member(&members, member, &name, options, pace).await;
        pace.end_part(whole);
        done = done.saturating_add(member.packed);
        match table {
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

/// True for an archive that is a text document or slides.
async fn is_document(members: &Members<'_>, pace: &mut Pace) -> bool {
    let is_office = members.find("[Content_Types].xml").is_some();
    if is_office && members.iter().any(|member| member.name.starts_with("word/") || member.name.starts_with("ppt/")) {
        return true;
    }
    let Some(member) = members.find("mimetype") else { return false };
    members.unpack(member, pace).await.is_ok_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument"))
}

/// True for a member worth reading, by its path.
fn could_hold_leads(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let lower = file.to_ascii_lowercase();
    let is_hidden = file.is_empty() || file.starts_with('.') || path.starts_with("__MACOSX/");
    !is_hidden && !OTHER_FILES.iter().any(|ending| lower.ends_with(ending))
}

async fn read_member(
    members: &Members<'_>,
    member: &Member,
    name: &str,
    options: &ReadOptions,
    pace: &mut Pace,
) -> Result<Table, SourceError> {
    let mut unpacker = members.unpacker(member)?;
    let source = Source { name, size: member.size, options };
    let table = source.read(&mut unpacker, pace).await?;
    member.check(&unpacker)?;
    Ok(table)
}

/// Packed content of a file, as it is unpacked.
trait Unpack {
    /// Appends the next bytes to `out`; `false` when there were no more.
    ///
    /// # Errors
    /// [`WorkbookError`] when they cannot be unpacked.
    async fn read_into(&mut self, out: &mut Vec<u8>, pace: &mut Pace) -> Result<bool, WorkbookError>;

    /// Number of packed bytes taken, and number of all there are.
    fn progress(&self) -> (usize, usize);
}

impl Unpack for Unpacker<'_> {
    async fn read_into(&mut self, out: &mut Vec<u8>, pace: &mut Pace) -> Result<bool, WorkbookError> {
        Unpacker::read_into(self, out, pace).await
    }

    fn progress(&self) -> (usize, usize) {
        (self.taken(), self.packed_size())
    }
}

impl Unpack for Gzip<'_> {
    async fn read_into(&mut self, out: &mut Vec<u8>, pace: &mut Pace) -> Result<bool, WorkbookError> {
        Gzip::read_into(self, out, pace).await
    }

    fn progress(&self) -> (usize, usize) {
        (self.taken(), self.packed_size())
    }
}

/// A source that is packed in another.
#[derive(Clone, Copy)]
struct Source<'a> {
    name: &'a str,
    /// Its length as declared.
    size: u64,
    options: &'a ReadOptions,
}

impl Source<'_> {
    /// Reads it while it is unpacked. An archive in an archive is refused, a workbook is read.
    async fn read(self, from: &mut impl Unpack, pace: &mut Pace) -> Result<Table, SourceError> {
        let whole = pace.begin_part(0..1, 2);
        let mut piece = Vec::new();
        let mut is_more = true;
        while is_more && piece.len() < MAGIC_SIZE {
            is_more = from.read_into(&mut piece, pace).await?;
        }
        if let Some(container) = Container::of(&piece) {
            while from.read_into(&mut piece, pace).await? {}
            pace.end_part(whole);
            return self.read_container(container, &piece, pace).await;
        }
        let mut reader = Reader::with_options(self.name, self.size.max(piece.len() as u64), self.options.clone())?;
        while is_more {
            reader.push(&piece)?;
            reader.scan()?;
            pace.spend(SCAN_COST * piece.len()).await;
            let (taken, packed) = from.progress();
            pace.reach(taken, packed);
            piece.clear();
            is_more = from.read_into(&mut piece, pace).await?;
        }
        reader.push(&piece)?;
        pace.end_part(whole);
        pace.begin_part(1..2, 2);
        reader.finish_text(pace).await
    }

    async fn read_container(self, container: Container, bytes: &[u8], pace: &mut Pace) -> Result<Table, SourceError> {
        let is_workbook = match container {
            Container::Zip => is_workbook(bytes, pace).await,
            Container::Compound => true,
            Container::Gzip => false,
        };
        if !is_workbook {
            let is_document = match Members::open(bytes, pace).await {
                Ok(members) if container == Container::Zip => is_document(&members, pace).await,
                _ => false,
            };
            return Err(SourceError::Binary(if is_document { BinaryKind::Document } else { BinaryKind::Archive }));
        }
        let table = spreadsheet::read(bytes, self.options, pace).await?;
        Ok(Table { name: self.name.to_owned(), options: self.options.clone(), ..table })
    }
}

/// Reads the file in a gzip stream, whose members follow one another.
///
/// # Errors
/// [`SourceError`] when the stream cannot be read, or what is in it.
pub(super) async fn read_gzip(name: &str, bytes: &[u8], options: &ReadOptions, pace: &mut Pace) -> Result<Contents, SourceError> {
    let mut stream = Gzip::new(name, bytes);
    let size = stream.declared_size();
    Source { name, size, options }.read(&mut stream, pace).await.map(Contents::from)
}
