//! Reads a file handle in slices into an engine [`Reader`].

use std::collections::VecDeque;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::pause::Pause;
use super::timing::{Stopwatch, now};
use crate::engine::Stage;
use crate::engine::intake::{Contents, Encoding, ReadOptions, Reader, SourceError, plausible};

/// Bytes asked of the browser at a time. Measured: slices of 1 to 4 MiB are slower, larger ones only cost memory.
const SLICE: u32 = 16 << 20;
/// Slices asked for at a time.
const AHEAD: usize = 2;
/// Bytes pushed into the engine at a time: short calls are what lets the browser swap in its optimised code, and the piece stays in cache.
const PIECE: u32 = 1 << 20;
/// Milliseconds of scanning after which waiting messages are let in.
const PATIENCE: f64 = 40.0;

/// What became of reading a source.
pub(super) enum Outcome {
    /// It was read, well or not.
    Ended(Result<Contents, SourceError>),
    /// Another job came in between.
    Overtaken,
    /// The browser no longer gives the file (moved, changed or deleted since it was chosen).
    Gone,
}

/// Reads one source to its end. After each slice `report` hears the bytes read so far and says whether to go on.
pub(super) async fn read(
    name: &str,
    blob: &Blob,
    options: ReadOptions,
    watch: &mut Stopwatch,
    mut report: impl FnMut(u64) -> bool,
) -> Outcome {
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
    let mut asked = 0;
    // The browser fetches the next slices while one is scanned.
    let mut coming = VecDeque::new();
    while offset < size {
        while coming.len() < AHEAD && asked < size {
            coming.push_back(slice(blob, asked));
            asked += u64::from(SLICE);
        }
        let before = now();
        let Some(bytes) = arrive(coming.pop_front().flatten()).await else { return Outcome::Gone };
        watch.add(Stage::Decode, now() - before);
        offset += u64::from(bytes.length());
        if bytes.length() == 0 {
            return Outcome::Gone;
        }
        if let Err(error) = push(&mut reader, &bytes, &mut piece, watch).await {
            return Outcome::Ended(Err(error));
        }
        if !report(offset) {
            return Outcome::Overtaken;
        }
    }
    Outcome::Ended(watch.time(|_| Stage::Parse, || reader.finish_all()))
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
    let part = blob.slice_with_f64_and_f64(start, end).ok()?;
    Some(JsFuture::from(part.array_buffer()))
}

async fn arrive(slice: Option<JsFuture>) -> Option<Uint8Array> {
    let buffer: JsValue = slice?.await.ok()?;
    Some(Uint8Array::new(buffer.dyn_ref::<ArrayBuffer>()?))
}

/// Moves a slice into the engine, piece by piece through one small buffer, with pauses.
async fn push(reader: &mut Reader, bytes: &Uint8Array, piece: &mut [u8], watch: &mut Stopwatch) -> Result<(), SourceError> {
    let pause = Pause::new();
    let (mut start, mut since) = (0, now());
    while start < bytes.length() {
        let end = bytes.length().min(start + PIECE);
        let before = now();
        if let Some(piece) = piece.get_mut(..(end - start) as usize) {
            bytes.subarray(start, end).copy_to(piece);
            reader.push(piece)?;
        }
        watch.add(Stage::Decode, now() - before);
        watch.time(|_| Stage::Parse, || reader.scan())?;
        start = end;
        if let Some(pause) = pause.as_ref().filter(|_| now() - since > PATIENCE) {
            pause.take().await;
            since = now();
        }
    }
    Ok(())
}
