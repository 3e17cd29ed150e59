//! The containers of workbooks, made around the bytes that matter: a fuzzer does not find checksums and chains of sectors.

/// Separator of the parts of an input.
const SEPARATOR: &[u8] = b"\xffPART\xff";

/// The parts of an input.
pub fn parts(body: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), body);
    while let Some(place) = rest.windows(SEPARATOR.len()).position(|window| window == SEPARATOR) {
        parts.push(&rest[..place]);
        rest = &rest[place + SEPARATOR.len()..];
    }
    parts.push(rest);
    parts
}

/// A ZIP archive of stored members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let start = length(archive.len());
        let size = length(bytes.len());
        // Version, flags, method, time, date, checksum, sizes, length of the name, no extra field.
        let name_size = u16::try_from(name.len()).unwrap_or_default().to_le_bytes();
        let head =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0], &crc32fast::hash(bytes).to_le_bytes()[..], &size, &size, &name_size, &[0; 2]].concat();
        archive.extend([b"PK\x03\x04", &head[..], name.as_bytes(), bytes].concat());
        directory.extend([b"PK\x01\x02\x14\0", &head[..], &[0; 10], &start, name.as_bytes()].concat());
    }
    let count = u16::try_from(members.len()).unwrap_or_default().to_le_bytes();
    let (start, size) = (length(archive.len()), length(directory.len()));
    [&archive[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &start, &[0; 2]].concat()
}

/// A compound file of one stream.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    // Long enough not to be a short stream, which stands elsewhere.
    let sectors = stream.len().max(4096).div_ceil(SECTOR);
    let tables = (sectors + 2).div_ceil(SECTOR / 4) + 1;
    // The directory, then the stream, then the allocation table.
    let chain = (1..=sectors as u32).map(|sector| if sector as usize == sectors { END } else { sector + 1 });
    let marks = (0..tables).map(|_| 0xffff_fffd);
    let mut table: Vec<u32> = std::iter::once(END).chain(chain).chain(marks).collect();
    table.resize(tables * SECTOR / 4, FREE);
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.extend([0; 16]);
    header.extend([0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    header.extend([0; 10]);
    for word in [tables as u32, 0, 0, 4096, END, 0, END, 0] {
        header.extend(word.to_le_bytes());
    }
    for place in 0..109 {
        let word = if place < tables { (1 + sectors + place) as u32 } else { FREE };
        header.extend(word.to_le_bytes());
    }
    let mut body = stream.to_vec();
    body.resize(sectors * SECTOR, 0);
    let mut directory = [entry("Root Entry", 5, 1, END, 0), entry(name, 2, FREE, 1, body.len() as u32)].concat();
    directory.resize(SECTOR, 0);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [header, directory, body, table].concat()
}

/// An entry of the directory of a compound file.
fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_size = entry.len() as u8 + 2;
    entry.resize(64, 0);
    entry.extend([name_size, 0, kind, 1]);
    entry.extend([u32::MAX, u32::MAX, child].into_iter().flat_map(u32::to_le_bytes));
    entry.resize(116, 0);
    entry.extend([start, size, 0].into_iter().flat_map(u32::to_le_bytes));
    entry
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
