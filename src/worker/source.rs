//! Reads a file handle in slices into an engine [`Reader`].

use std::collections::VecDeque;

use super::host::{Host, HostFile, Pause, Slice};
use super::import::PATIENCE;
use super::timing::Stopwatch;
use leadlens_engine::Stage;
use leadlens_engine::intake::{Contents, Encoding, ReadOptions, Reader, SourceError, plausible};

/// Bytes requested of the browser at a time. Measured: slices of 1 to 4 MiB are slower, larger ones only cost memory.
const SLICE: u64 = 16 << 20;
/// Slices requested at a time.
const PREFETCH: usize = 2;
/// Bytes pushed into the engine at a time: short calls are what lets the browser swap in its optimised code, and the piece stays in cache.
const PIECE: usize = 1 << 20;
/// Keeping the bytes of a source that is read when all of them are there takes one in so many parts of the time (measured with JSON).
const WAITING_SHARE: u64 = 8;

/// Outcome of reading a source.
pub(super) enum Outcome {
    /// It was read, well or not.
    Ended(Result<Contents, SourceError>),
    /// Another job came in between.
    Overtaken,
    /// The browser no longer gives the file (moved, changed or deleted since it was chosen).
    Gone,
}

/// Reads one source to its end. `report` receives the number of bytes read, or as good as read, and returns `false` to stop.
pub(super) async fn read<H: Host>(
    host: &H,
    name: &str,
    file: &H::File,
    options: ReadOptions,
    watch: &mut Stopwatch<H>,
    mut report: impl FnMut(u64) -> bool,
) -> Outcome {
    let Some(pause) = host.pause() else { return Outcome::Overtaken };
    let size = file.size();
    if size == 0 && !file.is_there().await {
        return Outcome::Gone;
    }
    let mut reader = match Reader::with_options(name, size, options) {
        Ok(reader) => reader,
        Err(error) => return Outcome::Ended(Err(error)),
    };
    let mut piece = vec![0_u8; usize::try_from(size).unwrap_or(PIECE).min(PIECE)];
    let mut offset = 0;
    let mut requested = 0;
    // The browser fetches the next slices while one is scanned.
    let mut coming = VecDeque::new();
    while offset < size {
        while coming.len() < PREFETCH && requested < size {
            coming.push_back(file.slice(requested, requested + SLICE));
            requested += SLICE;
        }
        let before = host.now();
        let Some(coming) = coming.pop_front() else { return Outcome::Gone };
        let Some(bytes) = coming.await.filter(|bytes| bytes.len() > 0) else { return Outcome::Gone };
        watch.add_since(Stage::Decode, before);
        let mut since = host.now();
        for start in (0..bytes.len()).step_by(PIECE) {
            let end = bytes.len().min(start + PIECE);
            if let Err(error) = push(host, &mut reader, &bytes, (start, end), &mut piece, watch) {
                return Outcome::Ended(Err(error));
            }
            if host.now() - since > PATIENCE {
                if !report(reached(&reader, offset + end as u64, size)) {
                    return Outcome::Overtaken;
                }
                pause.wait().await;
                since = host.now();
            }
        }
        offset += bytes.len() as u64;
        if !report(reached(&reader, offset, size)) {
            return Outcome::Overtaken;
        }
    }
    finish(host, reader, size, &pause, watch, report).await
}

/// Does what is left to do once all bytes are there, with pauses.
async fn finish<H: Host>(
    host: &H,
    reader: Reader,
    size: u64,
    pause: &H::Pause,
    watch: &mut Stopwatch<H>,
    mut report: impl FnMut(u64) -> bool,
) -> Outcome {
    let before = reached(&reader, size, size);
    let mut rest = reader.finish_steps();
    let mut since = host.now();
    while watch.time(|_| Stage::Parse, || rest.step()) {
        if host.now() - since > PATIENCE {
            let (done, total) = rest.progress();
            if !report(before + (size - before) * done / total) {
                return Outcome::Overtaken;
            }
            pause.wait().await;
            since = host.now();
        }
    }
    Outcome::Ended(watch.time(|_| Stage::Parse, || rest.finish()))
}

/// Bytes as good as read when so many of `size` were pushed: few where the work begins behind the last of them.
fn reached(reader: &Reader, pushed: u64, size: u64) -> u64 {
    if reader.waits_for_end() { pushed.min(size) / WAITING_SHARE } else { pushed }
}

/// Bytes that tell which encodings a file could be in.
const HEAD: u64 = 65_536;

/// Every encoding a file could be in, the likeliest first; none where there is no file.
pub(super) async fn encodings<F: HostFile>(file: Option<&F>) -> Vec<Encoding> {
    let Some(file) = file else { return Vec::new() };
    let head = file.slice(0, HEAD).await.map(|bytes| {
        let mut head = vec![0; bytes.len()];
        bytes.copy(0, &mut head);
        head
    });
    let head = head.unwrap_or_default();
    let mut encodings = plausible(&head);
    for encoding in Encoding::ALL {
        if !encodings.contains(&encoding) {
            encodings.push(encoding);
        }
    }
    encodings
}

/// Moves bytes into the engine through one small buffer.
fn push<H: Host>(
    host: &H,
    reader: &mut Reader,
    bytes: &impl Slice,
    (start, end): (usize, usize),
    piece: &mut [u8],
    watch: &mut Stopwatch<H>,
) -> Result<(), SourceError> {
    let before = host.now();
    if let Some(piece) = piece.get_mut(..end - start) {
        bytes.copy(start, piece);
        reader.push(piece)?;
    }
    watch.add_since(Stage::Decode, before);
    watch.time(|_| Stage::Parse, || reader.scan())
}
