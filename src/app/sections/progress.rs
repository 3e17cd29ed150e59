//! Progress of a job, and of a file to keep.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::state::Work;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{bytes, number, t};
use leadlens_engine::Stage;

/// The running job: its stage, its progress, and a button to stop it.
#[component]
pub fn Progress() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let work = move || store.state.with(|state| state.work().cloned());
    let is_working = memo(move || work().is_some());
    let stage = memo(move || work().and_then(|work| work.stage));
    let value = move || work().filter(|work| work.total > 0).map(|work| share(&work).to_string());
    view! {
        <div class="progress" hidden=move || !is_working.get()>
            <span class="progress__stage" role="status" aria-live="polite">{move || is_working.get().then(|| wording::stage(stage.get()))}</span>
            <progress class="progress__bar" aria-label=t!(work.label) max="1000" value=value></progress>
            <span class="progress__parts number">{move || work().map(|work| parts(&work))}</span>
            <button type="button" class="button" on:click=move |_| actions.cancel()>{t!(bar.cancel)}</button>
        </div>
        <ExportProgress />
    }
}

/// The progress of a file to download, once it takes its time.
#[component]
fn ExportProgress() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let progress =
        memo(move || store.state.with(|state| state.export.as_ref().map(|export| export.progress)).filter(|(_, total)| *total > 0));
    let value = move || progress.get().map(|(done, total)| (done.saturating_mul(1000) / total).to_string());
    view! {
        <div class="progress" hidden=move || progress.get().is_none()>
            <span class="progress__stage" role="status" aria-live="polite">{move || progress.get().map(|_| t!(work.saving))}</span>
            <progress class="progress__bar" aria-label=t!(work.saving_label) max="1000" value=value></progress>
            <span class="progress__parts number">{move || progress.get().map(|(done, total)| t!(work.bytes_of, done = number(done), total = number(total)))}</span>
            <button type="button" class="button" on:click=move |_| actions.cancel_export()>{t!(bar.cancel)}</button>
        </div>
    }
}

/// Returns the share of the work that is done, in thousandths.
fn share(work: &Work) -> u64 {
    work.done.saturating_mul(1000) / work.total.max(1)
}

fn parts(work: &Work) -> String {
    let is_bytes = matches!(work.stage, Some(Stage::Decode | Stage::Parse));
    let write = |count: u64| if is_bytes { bytes(count) } else { number(count) };
    match (work.done, work.total) {
        (0, 0) => String::new(),
        (done, 0) => write(done),
        (done, total) => t!(work.bytes_of, done = write(done), total = write(total)),
    }
}
