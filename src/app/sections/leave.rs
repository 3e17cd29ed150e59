//! Question before something is left that stands nowhere else, with the offer to save it.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Dialog;
use crate::app::memo::memo;
use crate::app::state::{AppState, Leaving, Unsaved};
use crate::app::store::AppStore;
use crate::i18n::t;
use crate::protocol::ExportKind;

/// Dialog that says what would be lost by closing, by opening something else or by leaving the page, and offers to save it first.
#[component]
pub fn Leave() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let leaving = memo(move || store.state.with(|state| state.leaving));
    let unsaved = memo(move || store.state.with(AppState::unsaved));
    let title = Signal::derive(move || title(leaving.get().unwrap_or(Leaving::Close)));
    let text = move || text(leaving.get().unwrap_or(Leaving::Close), unsaved.get());
    let confirm = move || confirm(leaving.get()?, unsaved.get().is_some());
    let save = move |_| actions.export(ExportKind::Workspace, t!(bar.workspace_name));
    let cancel = move || if leaving.get() == Some(Leaving::Tab) { t!(leave.stay) } else { t!(dialog.cancel) };
    view! {
        <Dialog open=Signal::derive(move || leaving.get().is_some()) id="leave-title" title=title on_close=move |()| actions.cancel_replace()>
            <p role="status">{text}</p>
            <div class="dialog__actions">
                <Show when=move || unsaved.get().is_some()>
                    <button type="button" class="button button--main" on:click=save>{t!(leave.save)}</button>
                </Show>
                {move || confirm().map(|word| view! { <button type="button" class="button" on:click=move |_| actions.confirm_replace()>{word}</button> })}
                <button type="button" class="button" on:click=move |_| actions.cancel_replace()>{cancel}</button>
            </div>
        </Dialog>
    }
}

fn title(leaving: Leaving) -> String {
    match leaving {
        Leaving::Close => t!(leave.close_title),
        Leaving::Open => t!(leave.open_title),
        Leaving::Tab => t!(leave.tab_title),
    }
}

fn text(leaving: Leaving, unsaved: Option<Unsaved>) -> String {
    match (leaving, unsaved) {
        (_, None) => t!(leave.saved),
        (Leaving::Close, Some(Unsaved::Paste)) => t!(leave.close_paste),
        (Leaving::Close, Some(Unsaved::Decisions)) => t!(leave.close_decisions),
        (Leaving::Open, Some(Unsaved::Paste)) => t!(leave.open_paste),
        (Leaving::Open, Some(Unsaved::Decisions)) => t!(leave.open_decisions),
        (Leaving::Tab, Some(Unsaved::Paste)) => t!(leave.tab_paste),
        (Leaving::Tab, Some(Unsaved::Decisions)) => t!(leave.tab_decisions),
    }
}

/// Word of the button that goes on; `None` where the browser does that.
fn confirm(leaving: Leaving, is_unsaved: bool) -> Option<String> {
    match (leaving, is_unsaved) {
        (Leaving::Close, true) => Some(t!(leave.close_unsaved)),
        (Leaving::Close, false) => Some(t!(leave.close)),
        (Leaving::Open, true) => Some(t!(leave.open_unsaved)),
        (Leaving::Open, false) => Some(t!(leave.open)),
        (Leaving::Tab, _) => None,
    }
}
