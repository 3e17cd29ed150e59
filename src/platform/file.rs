//! Files and pastes, as handles: their bytes never pass through the page's wasm memory.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DataTransfer, DragEvent, Element, Event, File, FileList, HtmlInputElement, HtmlTextAreaElement};

use super::folder::{FolderFiles, Folders};
use leadlens_engine::intake::{HtmlTables, clipboard_head};

/// The browser's handle of a file or paste: it crosses to the worker, its bytes do not.
pub(crate) type Handle = Blob;

/// A file or paste that can be handed to the worker.
#[derive(Clone, Debug)]
pub struct SourceHandle {
    /// Its name as shown; empty for a paste.
    pub(crate) name: String,
    /// Its length in bytes.
    pub(crate) size: u64,
    /// The browser's handle.
    pub(crate) blob: Handle,
}

impl SourceHandle {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in bytes, whole and below 2^53")]
    fn new(name: String, blob: Blob) -> Self {
        Self { name, size: blob.size() as u64, blob }
    }

    /// A file, by its name.
    pub(super) fn of_file(file: &File) -> Self {
        Self::new(file.name(), file.clone().into())
    }

    fn from_text(text: &JsString) -> Option<Self> {
        let blob = Blob::new_with_str_sequence(&Array::of1(text)).ok()?;
        Some(Self::new(String::new(), blob))
    }

    /// The HTML of a paste with the text next to it: the reader looks for a table.
    fn from_html(html: &JsString, text: &JsString) -> Option<Self> {
        let html = Self::from_text(html)?;
        let parts = Array::of3(&clipboard_head(html.size).into(), &html.blob, text);
        Some(Self::new(String::new(), Blob::new_with_blob_sequence(&parts).ok()?))
    }
}

fn handles(files: &FileList) -> Vec<SourceHandle> {
    (0..files.length()).filter_map(|index| files.item(index)).map(|file| SourceHandle::of_file(&file)).collect()
}

/// The files chosen in an input, which is emptied so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event) -> Vec<SourceHandle> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
    let sources = input.files().as_ref().map(handles).unwrap_or_default();
    input.set_value("");
    sources
}

/// The text of a field as a handle, also a blank one: what is wrong with it is told where everything is read.
pub(crate) fn typed(field: &JsValue) -> Option<SourceHandle> {
    let text = Reflect::get(field, &"value".into()).ok()?.dyn_into::<JsString>().ok()?;
    SourceHandle::from_text(&text)
}

/// Content of a paste, by whether it can stand in the field.
pub(crate) enum Paste {
    /// Text little enough to stand in the field, as the browser puts it there.
    Small,
    /// A table, little enough to stand in the field as text.
    Table(String),
    /// Files, or a text too long for a field.
    Large(Vec<SourceHandle>),
}

/// Longest HTML that is searched for tables on the page, in UTF-16 units: some milliseconds. What is longer the worker searches.
const HTML_LIMIT: u32 = 1 << 18;

/// Inspects a paste without taking a long text into wasm memory; one of at least `limit` characters is taken away from the field.
pub(crate) fn pasted(event: &web_sys::ClipboardEvent, limit: u32) -> Paste {
    let Some(data) = event.clipboard_data() else { return Paste::Small };
    let mut files = data.files().as_ref().map(handles).unwrap_or_default();
    // Excel and Outlook add a picture to copied cells and mails.
    if text(&data, "text").is_some_and(|text| text.length() > 0) {
        files.retain(|file| !file.blob.type_().starts_with("image/"));
    }
    let table = if files.is_empty() { table(&data, limit) } else { None };
    let paste = match table {
        Some(table) => table,
        None if !files.is_empty() => Paste::Large(files),
        None => {
            let long = text(&data, "text").filter(|text| text.length() > 0 && text.length() >= limit);
            long.and_then(|text| SourceHandle::from_text(&text)).map_or(Paste::Small, |source| Paste::Large(vec![source]))
        }
    };
    if !matches!(paste, Paste::Small) {
        event.prevent_default();
    }
    paste
}

/// The table in the HTML of a transfer. Where it is too long for this moment, or something of it is left out, which has to be told, the
/// worker looks for it.
fn table(data: &DataTransfer, limit: u32) -> Option<Paste> {
    let html = text(data, "text/html").filter(|html| html.includes("<table", 0) || html.includes("<TABLE", 0))?;
    let large = |source: Option<SourceHandle>| source.map(|source| Paste::Large(vec![source]));
    if html.length() < HTML_LIMIT {
        let mut tables = HtmlTables::default();
        tables.push(String::from(&html).as_bytes());
        let table = tables.finish()?;
        if table.left_out == 0 && table.text.len() < limit as usize {
            return Some(Paste::Table(table.text));
        }
        if table.left_out == 0 {
            return large(SourceHandle::from_text(&table.text.into()));
        }
    }
    large(SourceHandle::from_html(&html, &text(data, "text").unwrap_or_else(|| "".into())))
}

/// Puts a text where the cursor stands in a field.
pub(crate) fn insert(field: &HtmlTextAreaElement, text: &str) {
    // Only fields without a cursor refuse, and a text area has one.
    let _ = field.set_range_text(text);
}

/// Watches for pastes anywhere but in a field.
pub(crate) fn on_paste(on_paste: impl Fn(Vec<SourceHandle>) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "paste", options, move |event| {
        let is_field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_field = is_field.is_some_and(|element| element.matches("input, textarea, select").unwrap_or(false));
        if !is_field
            && let Some(event) = event.dyn_ref()
            && let Paste::Large(sources) = pasted(event, 0)
        {
            on_paste(sources);
        }
    }))
}

/// The text of a transfer as a JavaScript string: `DataTransfer::get_data` would copy it.
fn text(data: &DataTransfer, kind: &str) -> Option<JsString> {
    let get = Reflect::get(data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    get.call1(data, &kind.into()).ok()?.dyn_into::<JsString>().ok()
}

/// Watches for files dragged over any part of the page: `on_over` says whether some hover, `on_drop` brings what was dropped, and
/// `on_folder` the files of it where there are folders.
pub(crate) fn on_drop(
    on_over: impl Fn(bool) + Clone + 'static,
    on_drop: impl Fn(Vec<SourceHandle>) + 'static,
    on_folder: impl Fn(FolderFiles) + Copy + 'static,
) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let options = EventListenerOptions::enable_prevent_default();
    let over = on_over.clone();
    let hover = EventListener::new_with_options(&window, "dragover", options, move |event| {
        if brings_files(event) {
            event.prevent_default();
            over(true);
        }
    });
    let out = on_over.clone();
    let leave = EventListener::new(&window, "dragleave", move |event| {
        // Left the window: there is no element it goes to.
        if event.dyn_ref::<DragEvent>().is_some_and(|drag| drag.related_target().is_none()) {
            out(false);
        }
    });
    let drop = EventListener::new_with_options(&window, "drop", options, move |event| {
        if !brings_files(event) {
            return;
        }
        event.prevent_default();
        on_over(false);
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        match data.as_ref().and_then(Folders::of) {
            Some(folders) => spawn_local(async move { on_folder(folders.files().await) }),
            None => on_drop(data.and_then(|data| data.files()).as_ref().map(handles).unwrap_or_default()),
        }
    });
    vec![hover, leave, drop]
}

fn brings_files(event: &Event) -> bool {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
