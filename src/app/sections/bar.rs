//! The bar: what is open, and what can be done with it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::actions::Actions;
use crate::app::components::{MenuEntry, Toast, menu};
use crate::app::memo::memo;
use crate::app::sections::overview;
use crate::app::sections::start::OpenFiles;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use crate::platform::{file, picture_file};
use crate::protocol::ExportKind;
use leadlens_engine::report::SourceCard;

/// Name of the picture of the whole overview.
const PICTURE: &str = "leadlens-overview.png";

/// The bar: what is open, and what can be done with it.
#[component]
pub fn Bar() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_summary = memo(move || store.state.with(super::super::state::AppState::is_summary));
    view! {
        <header class="bar">
            <button type="button" class="bar__name" aria-label=t!(bar.home) on:click=move |_| actions.close()>{t!(app.name)}</button>
            <div class="bar__open">
                <Chips />
                <OpenFiles label=t!(bar.add) on_open=move |sources| actions.add(sources) />
            </div>
            <div class="bar__end">
                <Show when=move || !is_summary.get()>
                    {export_menu(actions)}
                    <button type="button" class="button button--main" on:click=move |_| actions.share()>{t!(bar.share)}</button>
                </Show>
                {more_menu(actions)}
            </div>
        </header>
    }
}

/// The menu of what can be made of what is open.
fn export_menu(actions: Actions) -> AnyView {
    let (toast, picture) = (Toast::new(), overview::as_picture());
    let tell = move |is_done: bool, done: String| toast.say(if is_done { done } else { t!(figure.failed) });
    let save_picture = move || {
        toast.clear();
        let svg = picture();
        spawn_local(async move { tell(picture_file::save_png(&svg, PICTURE).await, t!(figure.saved, name = PICTURE)) });
    };
    let copy_picture = move || {
        toast.clear();
        let copied = picture_file::copy(picture());
        spawn_local(async move { tell(copied.await, t!(figure.picture_copied)) });
    };
    let save = move || {
        let name = t!(bar.workspace_name);
        toast.say(format!("{} {}.", t!(figure.saving, name = name.clone()), t!(bar.save_why)));
        actions.export(ExportKind::Workspace, name);
    };
    let entries = vec![
        MenuEntry::new(t!(bar.export_list), move || actions.open_list_export()),
        MenuEntry::new(t!(bar.merge_plan), move || actions.open_merge_plan()),
        MenuEntry::new(t!(bar.picture), save_picture),
        MenuEntry::new(t!(bar.copy_picture), copy_picture),
        MenuEntry::new(t!(print.button), move || actions.print()),
        MenuEntry::new(t!(bar.save), save),
    ];
    view! {
        {menu("menu-export", "button", view! { {t!(bar.export)} }.into_any(), None, entries)}
        {toast.view()}
    }
    .into_any()
}

/// The menu of what ends the work.
fn more_menu(actions: Actions) -> AnyView {
    let chooser = NodeRef::<html::Input>::new();
    let replace = move || {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    let entries = vec![MenuEntry::new(t!(bar.open_other), replace), MenuEntry::new(t!(bar.close), move || actions.close())];
    let sign = view! { <span aria-hidden="true">"⋯"</span> }.into_any();
    view! {
        {menu("menu-more", "button bar__more", sign, Some(Signal::derive(|| t!(bar.more))), entries)}
        <input type="file" multiple hidden node_ref=chooser on:change=move |event| actions.open(file::chosen(&event)) />
    }
    .into_any()
}

/// One chip a source; a click tells how it was read.
#[component]
fn Chips() -> impl IntoView {
    let store = AppStore::expect();
    let cards = move || store.of_overview(|overview| overview.sources.clone());
    let chips = move || cards().iter().map(chip).collect_view();
    view! { <ul class="bar__sources" aria-label=t!(bar.sources)>{chips}</ul> }
}

fn chip(card: &SourceCard) -> AnyView {
    let actions = Actions::expect();
    let name = wording::source_name(&card.name);
    let hint = t!(source.details_of, name = name.clone());
    let id = card.id;
    let system = card.system.as_ref().map(|found| view! { <span class="chip__system">{wording::system(found.system)}</span> });
    let sign = if card.unsure == 0 {
        view! { <span class="chip__sign" aria-hidden="true">"✓"</span> }.into_any()
    } else {
        let unsure = t_plural!(card.unsure, source.unsure, n = number(card.unsure));
        view! { <span class="chip__sign chip__sign--unsure" title=unsure.clone()><span aria-hidden="true">"?"</span><span class="visually-hidden">{unsure.clone()}</span></span> }.into_any()
    };
    view! {
        <li>
            <button type="button" class="chip chip--button" title=hint on:click=move |_| actions.open_source(id)>
                <span class="chip__name">{name}</span>
                {system}
                <span class="number">{number(card.leads)}</span>
                {sign}
            </button>
        </li>
    }
    .into_any()
}
