//! The lines of a source that tell its encoding.

use leadlens_workbook::stepper::Pace;

/// Number of bytes of a sample: some hundred lines, so that all encodings together are tried within milliseconds.
const SAMPLE_SIZE: usize = 1 << 15;

/// Number of first bytes that always belong to the sample: headers stand there.
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
    pub(super) async fn of(bytes: &[u8], pace: &mut Pace) -> Self {
        let mut samples = Self::default();
        let mut start = 0;
        let mut lines = Lines::of(bytes, pace).await;
        while let Some(line) = lines.next() {
            pace.spend(line.len()).await;
            let is_header = start < HEADER_SIZE;
            start += line.len();
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
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    end: u8,
}

impl<'a> Lines<'a> {
    /// The lines of a source.
    pub(super) async fn of(bytes: &'a [u8], pace: &mut Pace) -> Self {
        let mut end = b'\r';
        for piece in bytes.chunks(pace.slice()) {
            if memchr::memchr(b'\n', piece).is_some() {
                end = b'\n';
                break;
            }
            pace.spend(piece.len()).await;
        }
        Self { rest: bytes, end }
    }

    /// The next line.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        let length = memchr::memchr(self.end, self.rest).map_or(self.rest.len(), |at| at + 1);
        let (line, after) = self.rest.split_at_checked(length)?;
        self.rest = after;
        (!line.is_empty()).then_some(line)
    }
}

fn add(sample: &mut Vec<u8>, line: &[u8]) {
    let remaining = SAMPLE_SIZE.saturating_sub(sample.len());
    sample.extend_from_slice(line.get(..remaining).unwrap_or(line));
}
