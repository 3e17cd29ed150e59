//! What went wrong, in the user's words.

use leadlens_view::view;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Show;
use crate::app::components::dynamic::{List, handler, part};
use crate::app::state::{AppState, Notice, Phase};
use crate::app::store::AppStore;
use crate::app::{effects, wording};
use crate::i18n::say;
use crate::protocol::Saving;

/// What went wrong last, with a way on; the rest of the page stays as it was.
#[component]
pub fn Notices() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_kept = move || store.picture.with(Option::is_some);
    let notice = move || {
        store.notice.get().map(|notice| {
            let readable = notice.failures().iter().filter_map(|failure| failure.source.map(|source| (source, wording::source_name(&failure.name))));
            let by_hand = readable.map(|(source, name)| {
                view! { <button type="button" class="button" on:click=handler(move |_| actions.open_source(source))>{say!(trouble.by_hand, name = name)}</button> }
            });
            let by_hand = by_hand.list();
            let saves = matches!(notice, Notice::Lost(_) | Notice::LeftOut(_) | Notice::GivenUp) && store.state.with_untracked(AppState::has_unsaved);
            let save = move |_| actions.save(Saving::Workspace, say!(bar.workspace_name));
            let mut lines = wording::notice(&notice).into_iter();
            let heading = lines.next().unwrap_or_default();
            view! {
                <div class="notice" role="alert">
                    <div class="notice__text">
                        <strong>{heading}</strong>
                        {lines.map(|line| view! { <p>{line}</p> }).list()}
                        <Show when=is_kept><p class="muted">{say!(trouble.kept)}</p></Show>
                    </div>
                    <div class="notice__ways">
                        {by_hand}
                        {saves.then(|| view! { <button type="button" class="button" on:click=handler(save)>{say!(trouble.save_decisions)}</button> })}
                        <button type="button" class="button" on:click=handler(move |_| actions.try_again())>{say!(trouble.again)}</button>
                        <button type="button" class="button button--quiet" on:click=handler(move |_| actions.dismiss())>{say!(trouble.dismiss)}</button>
                    </div>
                </div>
            }
        })
    };
    let old_worker = move || {
        (store.phase.get() == Phase::OldWorker).then(|| {
            view! {
                <div class="notice" role="alert">
                    <p class="notice__text">{say!(trouble.protocol)}</p>
                    <button type="button" class="button" on:click=handler(move |_| effects::reload())>{say!(trouble.reload)}</button>
                </div>
            }
        })
    };
    view! { {part(notice)}{part(old_worker)} }
}
