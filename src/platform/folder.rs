//! Folders that are dropped on the page, as the files in them.

use std::collections::VecDeque;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DataTransferItem, File};

use super::file::SourceHandle;

/// Maximum files taken out of what is dropped, as of an archive.
pub(crate) const FILE_LIMIT: usize = 1000;
/// Folders in folders are followed so far.
const DEPTH_LIMIT: usize = 16;
/// Maximum folders looked into.
const FOLDER_LIMIT: usize = 10_000;

/// Files and folders that were dropped, at least one folder among them.
pub(super) struct Folders(VecDeque<Found>);

/// The files of dropped folders, and what was left out of them.
#[derive(Debug, Default)]
pub(crate) struct FolderFiles {
    /// The files, named by their path.
    pub(crate) sources: Vec<SourceHandle>,
    left_out: LeftOut,
}

/// Numbers of what was left out of dropped folders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Files and folders whose names begin with a dot.
    pub(crate) hidden: u32,
    /// Files past [`FILE_LIMIT`], and folders past those that are followed.
    pub(crate) beyond: u32,
    /// Files and folders the browser does not give.
    pub(crate) denied: u32,
    /// True where there was no file at all.
    pub(crate) is_empty: bool,
}

enum Found {
    File(SourceHandle),
    Entry { entry: JsValue, path: String, depth: usize },
}

impl Folders {
    /// Takes what was dropped, where there is a folder among it. Only while the event lasts the browser tells.
    pub(super) fn of(data: &DataTransfer) -> Option<Self> {
        let items = data.items();
        let items = || (0..items.length()).filter_map(|index| items.get(index)).filter(|item| item.kind() == "file");
        let folder = |item: &DataTransferItem| entry(item).filter(|entry| is(entry, "isDirectory"));
        items().any(|item| folder(&item).is_some()).then(|| {
            let found = |item: DataTransferItem| match folder(&item) {
                Some(entry) => Some(Found::Entry { path: name(&entry), entry, depth: 0 }),
                None => item.get_as_file().ok().flatten().map(|file| Found::File(SourceHandle::of_file(&file))),
            };
            Self(items().filter_map(found).collect())
        })
    }

    /// The files, folder by folder.
    pub(super) async fn files(mut self) -> FolderFiles {
        let (mut files, mut folders) = (FolderFiles::default(), 0);
        while let Some(found) = self.0.pop_front() {
            let (entry, path, depth) = match found {
                Found::File(source) => {
                    files.push(source);
                    continue;
                }
                Found::Entry { entry, path, depth } => (entry, path, depth),
            };
            if !is(&entry, "isDirectory") {
                match given(&entry, "file").await.and_then(|file| file.dyn_into::<File>().ok()) {
                    Some(file) => files.push(SourceHandle { name: path, ..SourceHandle::of_file(&file) }),
                    None => files.left_out.denied += 1,
                }
            } else if depth == DEPTH_LIMIT || folders == FOLDER_LIMIT {
                files.left_out.beyond += 1;
            } else {
                folders += 1;
                match inside(&entry).await {
                    Some(entries) => self.enter(&path, depth, entries, &mut files),
                    None => files.left_out.denied += 1,
                }
            }
        }
        files
    }

    /// Puts what a folder holds, in the order of names, before what comes behind it.
    fn enter(&mut self, path: &str, depth: usize, entries: Vec<JsValue>, files: &mut FolderFiles) {
        let mut named: Vec<_> = entries.into_iter().map(|entry| (name(&entry), entry)).collect();
        named.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        for (name, entry) in named.into_iter().rev() {
            if name.starts_with('.') {
                files.left_out.hidden += 1;
            } else {
                self.0.push_front(Found::Entry { entry, path: format!("{path}/{name}"), depth: depth + 1 });
            }
        }
    }
}

impl FolderFiles {
    fn push(&mut self, source: SourceHandle) {
        if self.sources.len() < FILE_LIMIT { self.sources.push(source) } else { self.left_out.beyond += 1 }
    }

    /// Returns what was left out; `None` where there is nothing to say.
    pub(crate) fn left_out(&self) -> Option<LeftOut> {
        let left_out = LeftOut { is_empty: self.sources.is_empty(), ..self.left_out };
        (left_out != LeftOut::default()).then_some(left_out)
    }
}

/// The file or folder of an item; browsers without the call give files only.
fn entry(item: &DataTransferItem) -> Option<JsValue> {
    let get = Reflect::get(item, &"webkitGetAsEntry".into()).ok()?.dyn_into::<Function>().ok()?;
    get.call0(item).ok().filter(JsValue::is_object)
}

fn is(entry: &JsValue, kind: &str) -> bool {
    Reflect::get(entry, &kind.into()).is_ok_and(|value| value.is_truthy())
}

fn name(entry: &JsValue) -> String {
    Reflect::get(entry, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// Everything in a folder, which the browser gives in portions until one is empty.
async fn inside(folder: &JsValue) -> Option<Vec<JsValue>> {
    let create = Reflect::get(folder, &"createReader".into()).ok()?.dyn_into::<Function>().ok()?;
    let reader = create.call0(folder).ok()?;
    let mut all = Vec::new();
    loop {
        let portion = given(&reader, "readEntries").await?.dyn_into::<Array>().ok()?;
        if portion.length() == 0 {
            return Some(all);
        }
        all.extend(portion.iter());
    }
}

/// Calls a method and returns what it hands to the first of its two callbacks; `None` where it calls the second, or is missing.
async fn given(object: &JsValue, method: &str) -> Option<JsValue> {
    let method = Reflect::get(object, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = method.call2(object, &resolve, &reject);
    });
    JsFuture::from(promise).await.ok()
}
