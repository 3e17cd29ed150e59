//! Writing a ZIP archive, piece by piece.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params};

use crate::stepper::Pace;

/// Compression level of members: the fastest one, which makes texts a fifth as long.
const LEVEL: i32 = 1;

/// DEFLATE without a head of its own.
const RAW: i32 = 0;

/// Packed bytes in a chunk of the archive.
const CHUNK: usize = 1 << 18;

/// Bytes packed at a time.
const PIECE: usize = 1 << 16;

/// Packing a byte takes as long as scanning so many.
const DEFLATE_COST: usize = 8;

/// An archive that is being written.
#[derive(Default)]
pub struct Writer {
    chunks: Vec<Vec<u8>>,
    /// Length of the archive so far.
    length: usize,
    /// Entries of the directory.
    directory: Vec<u8>,
    count: u16,
    member: Option<Box<OpenMember>>,
}

/// The member that is being written.
struct OpenMember {
    name: String,
    /// Index of the chunk that is to become its head.
    head: usize,
    compressor: CompressorOxide,
    checksum: crc32fast::Hasher,
    size: usize,
    packed: usize,
}

impl Writer {
    /// An archive without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a member; `None` where its name does not fit.
    pub fn begin(&mut self, name: &str) -> Option<()> {
        u16::try_from(name.len()).ok()?;
        let compressor = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, RAW, 0));
        let (head, checksum) = (self.chunks.len(), crc32fast::Hasher::new());
        self.chunks.push(Vec::new());
        self.member = Some(Box::new(OpenMember { name: name.to_owned(), head, compressor, checksum, size: 0, packed: 0 }));
        Some(())
    }

    /// Writes bytes of the member.
    pub async fn write(&mut self, bytes: &[u8], pace: &mut Pace) {
        for piece in bytes.chunks(PIECE) {
            if let Some(member) = &mut self.member {
                member.write(piece, TDEFLFlush::None, &mut self.chunks);
            }
            pace.spend(DEFLATE_COST * piece.len()).await;
        }
    }

    /// Ends the member; `None` where it is larger than an ordinary archive can hold.
    pub fn end(&mut self) -> Option<()> {
        let mut member = self.member.take()?;
        member.write(&[], TDEFLFlush::Finish, &mut self.chunks);
        let start = u32::try_from(self.length).ok()?;
        let shared = member.shared_head()?;
        let head = [b"PK\x03\x04", shared.as_slice(), member.name.as_bytes()].concat();
        self.length += head.len() + member.packed;
        *self.chunks.get_mut(member.head)? = head;
        self.directory.extend_from_slice(b"PK\x01\x02\x14\0");
        self.directory.extend_from_slice(&shared);
        // No comment, first disk, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&start.to_le_bytes());
        self.directory.extend_from_slice(member.name.as_bytes());
        self.count = self.count.checked_add(1)?;
        Some(())
    }

    /// The archive in chunks; `None` where it is larger than an ordinary one can be.
    pub fn finish(mut self) -> Option<Vec<Vec<u8>>> {
        let (start, size) = (u32::try_from(self.length).ok()?, u32::try_from(self.directory.len()).ok()?);
        let count = self.count.to_le_bytes();
        self.directory.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.directory.extend_from_slice(&[count, count].concat());
        self.directory.extend_from_slice(&[size.to_le_bytes(), start.to_le_bytes()].concat());
        self.directory.extend_from_slice(&[0; 2]);
        self.chunks.push(self.directory);
        Some(self.chunks)
    }
}

impl OpenMember {
    fn write(&mut self, bytes: &[u8], flush: TDEFLFlush, chunks: &mut Vec<Vec<u8>>) {
        self.checksum.update(bytes);
        self.size += bytes.len();
        let mut rest = bytes;
        loop {
            if chunks.len() == self.head + 1 || chunks.last().is_none_or(|chunk| chunk.len() == CHUNK) {
                chunks.push(Vec::with_capacity(CHUNK));
            }
            let Some(chunk) = chunks.last_mut() else { return };
            let filled = chunk.len();
            chunk.resize(CHUNK, 0);
            let (status, taken, written) = compress(&mut self.compressor, rest, chunk.get_mut(filled..).unwrap_or_default(), flush);
            chunk.truncate(filled + written);
            self.packed += written;
            rest = rest.get(taken..).unwrap_or_default();
            let is_done = if flush == TDEFLFlush::Finish { status != TDEFLStatus::Okay } else { rest.is_empty() };
            if is_done || (taken == 0 && written == 0) {
                return;
            }
        }
    }

    /// The bytes that stand before a member and in the directory alike, from the version needed to the length of the extra field.
    fn shared_head(&self) -> Option<Vec<u8>> {
        // Version 2.0, names in UTF-8, DEFLATE, at the first moment there is.
        let mut head = vec![20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0];
        head.extend_from_slice(&self.checksum.clone().finalize().to_le_bytes());
        head.extend_from_slice(&u32::try_from(self.packed).ok()?.to_le_bytes());
        head.extend_from_slice(&u32::try_from(self.size).ok()?.to_le_bytes());
        head.extend_from_slice(&u16::try_from(self.name.len()).ok()?.to_le_bytes());
        head.extend_from_slice(&[0; 2]);
        Some(head)
    }
}
