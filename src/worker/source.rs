//! Reads a file handle in slices into an engine [`Reader`].

use std::collections::VecDeque;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::import::PATIENCE;
use super::pause::Pause;
use super::timing::{Stopwatch, now};
use leadlens_engine::Stage;
use leadlens_engine::intake::{Contents, Encoding, ReadOptions, Reader, SourceError, plausible};

/// Bytes requested of the browser at a time. Measured: slices of 1 to 4 MiB are slower, larger ones only cost memory.
const SLICE: u32 = 16 << 20;
/// Slices requested for at a time.
const AHEAD: usize = 2;
/// Bytes pushed into the engine at a time: short calls are what lets the browser swap in its optimised code, and the piece stays in cache.
const PIECE: u32 = 1 << 20;
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

/// Reads one source to its end. `report` hears how many of its bytes are read, or as good as read, and says whether to go on.
pub(super) async fn read(
    name: &str,
    blob: &Blob,
    options: ReadOptions,
    watch: &mut Stopwatch,
    mut report: impl FnMut(u64) -> bool,
) -> Outcome {
    let Some(pause) = Pause::new() else { return Outcome::Overtaken };
    let size = size(blob);
    // A file that was deleted is as long as an empty one, and only the latter can be read.
    if size == 0 && arrive(Some(JsFuture::from(blob.array_buffer()))).await.is_none() {
        return Outcome::Gone;
    }
    let mut reader = match Reader::with_options(name, size, options) {
        Ok(reader) => reader,
        Err(error) => return Outcome::Ended(Err(error)),
    };
    let mut piece = vec![0_u8; usize::try_from(size.min(u64::from(PIECE))).unwrap_or_default()];
    let mut offset = 0;
    let mut requested = 0;
    // The browser fetches the next slices while one is scanned.
    let mut coming = VecDeque::new();
    while offset < size {
        while coming.len() < AHEAD && requested < size {
            coming.push_back(slice(blob, requested));
            requested += u64::from(SLICE);
        }
        let before = now();
        let Some(bytes) = arrive(coming.pop_front().flatten()).await else { return Outcome::Gone };
        watch.add(Stage::Decode, now() - before);
        if bytes.length() == 0 {
            return Outcome::Gone;
        }
        let mut since = now();
        for start in (0..bytes.length()).step_by(PIECE as usize) {
            let end = bytes.length().min(start + PIECE);
            if let Err(error) = push(&mut reader, &bytes.subarray(start, end), &mut piece, watch) {
                return Outcome::Ended(Err(error));
            }
            if now() - since > PATIENCE {
                if !report(reached(&reader, offset + u64::from(end), size)) {
                    return Outcome::Overtaken;
                }
                pause.wait().await;
                since = now();
            }
        }
        offset += u64::from(bytes.length());
        if !report(reached(&reader, offset, size)) {
            return Outcome::Overtaken;
        }
    }
    finish(reader, size, &pause, watch, report).await
}

/// Does what is left to do once all bytes are there, with pauses.
async fn finish(reader: Reader, size: u64, pause: &Pause, watch: &mut Stopwatch, mut report: impl FnMut(u64) -> bool) -> Outcome {
    let before = reached(&reader, size, size);
    let mut rest = reader.finish_steps();
    let mut since = now();
    while watch.time(|_| Stage::Parse, || rest.step()) {
        if now() - since > PATIENCE {
            let (done, total) = rest.progress();
            if !report(before + (size - before) * done / total) {
                return Outcome::Overtaken;
            }
            pause.wait().await;
            since = now();
        }
    }
    Outcome::Ended(watch.time(|_| Stage::Parse, || rest.finish()))
}

/// Bytes as good as read when so many of `size` were pushed: few where the work begins behind the last of them.
fn reached(reader: &Reader, pushed: u64, size: u64) -> u64 {
    if reader.waits_for_end() { pushed.min(size) / WAITING_SHARE } else { pushed }
}

/// Length in bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a blob's size is a whole number below 2^53")]
fn size(blob: &Blob) -> u64 {
    blob.size() as u64
}

/// Bytes that tell which encodings a file could be in.
const HEAD: f64 = 65_536.0;

/// Every encoding a file could be in, the likeliest first; none where there is no file.
pub(super) async fn encodings(blob: Option<&Blob>) -> Vec<Encoding> {
    let Some(blob) = blob else { return Vec::new() };
    let head = blob.slice_with_f64_and_f64(0.0, HEAD).ok().map(|head| JsFuture::from(head.array_buffer()));
    let head = arrive(head).await.map(|head| head.to_vec()).unwrap_or_default();
    let mut encodings = plausible(&head);
    for encoding in Encoding::ALL {
        if !encodings.contains(&encoding) {
            encodings.push(encoding);
        }
    }
    encodings
}

/// Asks for a slice without waiting for it.
fn slice(blob: &Blob, start: u64) -> Option<JsFuture> {
    #[expect(clippy::cast_precision_loss, reason = "sizes of blobs stay below 2^53")]
    let (start, end) = (start as f64, (start + u64::from(SLICE)) as f64);
    let slice = blob.slice_with_f64_and_f64(start, end).ok()?;
    Some(JsFuture::from(slice.array_buffer()))
}

async fn arrive(slice: Option<JsFuture>) -> Option<Uint8Array> {
    let buffer: JsValue = slice?.await.ok()?;
    Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?))
}

/// Moves bytes into the engine through one small buffer.
fn push(reader: &mut Reader, bytes: &Uint8Array, piece: &mut [u8], watch: &mut Stopwatch) -> Result<(), SourceError> {
    let before = now();
    if let Some(piece) = piece.get_mut(..bytes.length() as usize) {
        bytes.copy_to(piece);
        reader.push(piece)?;
    }
    watch.add(Stage::Decode, now() - before);
    watch.time(|_| Stage::Parse, || reader.scan())
}
