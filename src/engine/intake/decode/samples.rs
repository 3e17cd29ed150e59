//! The lines of a source that tell its encoding.

/// How many bytes are judged: some hundred lines, so that all encodings together are tried within milliseconds.
const SAMPLE_SIZE: usize = 1 << 15;

/// How many first bytes always belong to the sample: headers stand there.
const HEADER_SIZE: usize = 1 << 11;

/// Lines of a source, picked by what is in them.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// The header, and lines that are not ASCII.
    pub(super) all: Vec<u8>,
    /// Lines that are UTF-8 and not ASCII.
    pub(super) utf8: Vec<u8>,
    /// Lines that are not UTF-8.
    pub(super) other: Vec<u8>,
}

impl Samples {
    /// Picks lines until there are enough of each.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut samples = Self::default();
        let mut place = 0;
        for line in lines(bytes) {
            let is_header = place < HEADER_SIZE;
            place += line.len();
            if line.is_ascii() {
                if is_header {
                    add(&mut samples.all, line);
                }
                continue;
            }
            add(&mut samples.all, line);
            add(if std::str::from_utf8(line).is_ok() { &mut samples.utf8 } else { &mut samples.other }, line);
            if [&samples.all, &samples.utf8, &samples.other].iter().all(|sample| sample.len() >= SAMPLE_SIZE) {
                break;
            }
        }
        samples
    }
}

/// The lines, each with its end; they end in CR where there is no LF at all.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = if memchr::memchr(b'\n', bytes).is_some() { b'\n' } else { b'\r' };
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = memchr::memchr(end, rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at_checked(length)?;
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

fn add(sample: &mut Vec<u8>, line: &[u8]) {
    let room = SAMPLE_SIZE.saturating_sub(sample.len());
    sample.extend_from_slice(line.get(..room).unwrap_or(line));
}
