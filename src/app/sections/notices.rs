//! Notices of what went wrong, in the user's words.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::state::{AppState, Notice, Phase};
use crate::app::store::AppStore;
use crate::app::wording::trouble::{self, Reason};
use crate::app::{effects, wording};
use crate::i18n::{number, t, t_plural};
use crate::platform::folder::{FILE_LIMIT, LeftOut};
use crate::protocol::ExportKind;

/// Reasons shown at once; the others on demand.
const REASONS: usize = 4;
/// Sources that are offered to be read by hand at once.
const BY_HAND: usize = 3;

/// The note on what was left out of folders that were dropped; in context.
#[derive(Clone, Copy)]
pub struct FolderNote(pub(crate) RwSignal<Option<LeftOut>>);

/// The notice of what went wrong last, with its remedy; the rest of the page stays as it was.
#[component]
pub fn Notices() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_still_open = memo(move || store.overview.with(Option::is_some));
    let notice = move || {
        store.notice.get().map(|notice| {
            effects::reveal_soon(".notice");
            let has_unsaved = store.state.with_untracked(AppState::has_unsaved);
            shown(&notice, is_still_open, has_unsaved, actions)
        })
    };
    let folder = use_context::<FolderNote>();
    let folder = move || folder.and_then(|note| note.0.get().map(|left_out| of_folder(&left_out, note)));
    let old_worker = move || {
        (store.phase.get() == Phase::OldWorker).then(|| {
            view! {
                <div class="notice" role="alert">
                    <p class="notice__text">{t!(trouble.protocol)}</p>
                    <button type="button" class="button" on:click=move |_| effects::reload()>{t!(trouble.reload)}</button>
                </div>
            }
        })
    };
    view! { {notice}{folder}{old_worker} }
}

fn shown(notice: &Notice, is_still_open: Memo<bool>, has_unsaved: bool, actions: Actions) -> AnyView {
    let reasons = trouble::reasons(notice.failures());
    let (first, more) = reasons.split_at_checked(REASONS).unwrap_or((&reasons, &[]));
    let count = u32::try_from(more.len()).unwrap_or(u32::MAX);
    let more = (count > 0).then(|| {
        let summary = t_plural!(count, trouble.more_reasons, n = number(count));
        view! { <details class="twin"><summary>{summary}</summary>{more.iter().map(reason).collect_view()}</details> }
    });
    let is_loss = matches!(notice, Notice::Lost(_) | Notice::PartlyLost(_) | Notice::LeftOut(_) | Notice::GivenUp);
    let saves = has_unsaved && is_loss;
    let save = saves.then(|| {
        let save = move |_| actions.export(ExportKind::Workspace, t!(bar.workspace_name));
        view! { <button type="button" class="button" on:click=save>{t!(trouble.save_decisions)}</button> }
    });
    let readable =
        notice.failures().iter().filter_map(|failure| failure.source.map(|source| (source, wording::source_name(&failure.name))));
    let by_hand = readable.take(BY_HAND).map(|(source, name)| {
        view! { <button type="button" class="button" on:click=move |_| actions.open_source(source)>{t!(trouble.by_hand, name = name)}</button> }
    });
    view! {
        <div class="notice" role="alert">
            <div class="notice__text">
                <strong>{trouble::heading(notice)}</strong>
                {first.iter().map(reason).collect_view()}
                {more}
                {trouble::details(notice).into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                <Show when=move || is_still_open.get() && !is_loss><p class="muted">{t!(trouble.still_open)}</p></Show>
            </div>
            <div class="notice__actions">
                {by_hand.collect_view()}
                {save}
                <button type="button" class="button" on:click=move |_| actions.try_again()>{t!(trouble.again)}</button>
                <button type="button" class="button button--quiet" on:click=move |_| actions.dismiss()>{t!(trouble.dismiss)}</button>
            </div>
        </div>
    }
    .into_any()
}

/// A reason with the names of its sources, all of them on demand.
fn reason(reason: &Reason) -> AnyView {
    let names = reason.first_names().map(|names| {
        if reason.has_more_names() {
            view! { <details class="twin"><summary>{names}</summary><p>{reason.names.join(", ")}</p></details> }.into_any()
        } else {
            view! { <p>{names}</p> }.into_any()
        }
    });
    view! { <p>{reason.line()}</p>{names} }.into_any()
}

fn of_folder(left_out: &LeftOut, note: FolderNote) -> AnyView {
    let LeftOut { hidden, beyond, denied, is_empty } = *left_out;
    let lines = [
        is_empty.then(|| t!(trouble.folder_empty)),
        (hidden > 0).then(|| t_plural!(hidden, trouble.folder_hidden, n = number(hidden))),
        (beyond > 0).then(|| t_plural!(beyond, trouble.folder_beyond, n = number(beyond), limit = number(FILE_LIMIT as u64))),
        (denied > 0).then(|| t_plural!(denied, trouble.folder_denied, n = number(denied))),
    ];
    view! {
        <div class="notice" role="status">
            <div class="notice__text">
                <strong>{t!(trouble.folder)}</strong>
                {lines.into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
            <div class="notice__actions">
                <button type="button" class="button button--quiet" on:click=move |_| note.0.set(None)>{t!(trouble.dismiss)}</button>
            </div>
        </div>
    }
    .into_any()
}
