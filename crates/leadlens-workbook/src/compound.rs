//! Compound files ([MS-CFB]): streams in chains of sectors, as XLS and old Office documents are stored.

use crate::little_endian::{u16_at, u32_at, u64_at};
use crate::stepper::Pace;

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sector numbers from here on are marks, not places.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// Length of an entry of the directory.
const ENTRY_SIZE: usize = 128;

/// Number of sectors of the allocation table that the header lists itself.
const HEADER_TABLE: usize = 109;

/// The streams of a compound file.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    /// For each sector the next one of its chain.
    table: Vec<u32>,
    entries: Vec<Entry>,
    mini: Option<Mini>,
    /// Shorter streams stand in mini sectors.
    mini_cutoff: u64,
}

/// The stream that holds short streams, in sectors of its own.
struct Mini {
    bytes: Vec<u8>,
    sector_size: usize,
    table: Vec<u32>,
}

struct Entry {
    name: String,
    /// 2 is a stream, 5 the root.
    kind: u8,
    start: u32,
    size: u64,
}

/// True for bytes of a compound file, by the first four.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC.get(..4).unwrap_or_default())
}

impl<'a> Compound<'a> {
    /// Reads the tables of a file; `None` where it is cut or damaged.
    pub async fn open(bytes: &'a [u8], pace: &mut Pace) -> Option<Self> {
        let sector_size = 1_usize.checked_shl(u32::from(u16_at(bytes, 30)?)).filter(|size| (512..=4096).contains(size))?;
        let table = allocation_table(bytes, sector_size, pace).await?;
        let mut this = Self { bytes, sector_size, table, entries: Vec::new(), mini: None, mini_cutoff: u64::from(u32_at(bytes, 56)?) };
        let directory = this.chain(u32_at(bytes, 48)?, pace).await?;
        // Version 3 (sectors of 512 bytes) leaves the upper half of a size undefined.
        let size_mask = if sector_size == 512 { u64::from(u32::MAX) } else { u64::MAX };
        this.entries = directory.chunks_exact(ENTRY_SIZE).filter_map(|bytes| entry(bytes, size_mask)).collect();
        let root = this.entries.iter().find(|entry| entry.kind == 5)?;
        if root.size > 0 {
            let start = root.start;
            let bytes = this.chain(start, pace).await?;
            let table = words(&this.chain(u32_at(this.bytes, 60)?, pace).await?);
            let sector_size = 1_usize.checked_shl(u32::from(u16_at(this.bytes, 32)?)).filter(|size| (4..=4096).contains(size))?;
            this.mini = Some(Mini { bytes, sector_size, table });
        }
        Some(this)
    }

    /// True where there is an entry of that name; ASCII case does not matter.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The stream of that name; `None` where there is none, or not all of it.
    pub async fn stream(&self, name: &str, pace: &mut Pace) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        let mut bytes = match &self.mini {
            Some(mini) if entry.size < self.mini_cutoff => follow(&mini.bytes, 0, mini.sector_size, &mini.table, entry.start, pace).await?,
            _ => self.chain(entry.start, pace).await?,
        };
        let size = usize::try_from(entry.size).ok()?;
        if size > bytes.len() {
            return None;
        }
        bytes.truncate(size);
        Some(bytes)
    }

    async fn chain(&self, start: u32, pace: &mut Pace) -> Option<Vec<u8>> {
        // The header takes the place of the first sector.
        follow(self.bytes, self.sector_size, self.sector_size, &self.table, start, pace).await
    }
}

/// The bytes of a chain of sectors; `None` where it leads out of the file or never ends.
async fn follow(bytes: &[u8], offset: usize, size: usize, table: &[u32], start: u32, pace: &mut Pace) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut sector, mut steps) = (start, 0);
    while sector < LAST_SECTOR {
        let begin = offset.checked_add(usize::try_from(sector).ok()?.checked_mul(size)?)?;
        let end = bytes.len().min(begin.checked_add(size)?);
        out.extend_from_slice(bytes.get(begin..end)?);
        sector = *table.get(sector as usize)?;
        steps += 1;
        pace.spend(size).await;
        if steps > table.len() {
            return None;
        }
    }
    Some(out)
}

/// The next sector of every sector.
async fn allocation_table(bytes: &[u8], sector_size: usize, pace: &mut Pace) -> Option<Vec<u32>> {
    let sector = |number: u32| {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(sector_size)?;
        bytes.get(start..bytes.len().min(start + sector_size))
    };
    let mut places: Vec<u32> = words(bytes.get(76..76 + 4 * HEADER_TABLE)?);
    let mut next = u32_at(bytes, 68)?;
    while next < LAST_SECTOR && places.len() <= bytes.len() / sector_size {
        let mut more = words(sector(next)?);
        next = more.pop()?;
        places.extend(more);
        pace.spend(sector_size).await;
    }
    let mut table = Vec::new();
    for place in places.into_iter().filter(|&place| place < LAST_SECTOR).take(bytes.len() / sector_size + 1) {
        table.extend(words(sector(place)?));
        pace.spend(sector_size).await;
    }
    Some(table)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|word| u32_at(word, 0)).collect()
}

fn entry(bytes: &[u8], size_mask: u64) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    let name = String::from_utf16_lossy(&units);
    Some(Entry { name, kind: *bytes.get(66)?, start: u32_at(bytes, 116)?, size: u64_at(bytes, 120)? & size_mask })
}
