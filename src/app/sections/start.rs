//! The first screen.

use leptos::html;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::sections::notices::Notices;
use crate::app::sections::progress::Progress;
use crate::app::store::AppStore;
use crate::i18n::{bytes, number, t, t_plural};
use crate::platform::file::{self, Paste, SourceHandle};

/// Pastes of at least this many characters are read at once instead of standing in the field.
const LARGE_PASTE: u32 = 200_000;

/// The first screen: what the page is, and the inputs: paste, files, sample.
#[component]
pub fn Start(
    /// Called when the proof is requested.
    #[prop(into)]
    on_proof: Callback<()>,
    /// Called when the help on getting a file is requested.
    #[prop(into)]
    on_help: Callback<()>,
) -> impl IntoView {
    let opener = |title: String, text: String, on_open: Callback<()>| {
        view! {
            <li class="fact">
                <button type="button" class="fact__title link" on:click=move |_| on_open.run(())>{title}</button>
                <span class="fact__text">{text}</span>
            </li>
        }
    };
    view! {
        <main class="start" id="main">
            <h1 class="start__name" tabindex="-1">{t!(app.name)}</h1>
            <p class="start__sentence">{t!(app.sentence)}</p>
            <Notices />
            <Progress />
            <Waiting />
            <PasteBox />
            <ul class="facts" aria-label=t!(start.facts_title)>
                {opener(t!(start.fact_private), t!(start.fact_private_more), on_proof)}
                {opener(t!(start.fact_reads), t!(start.fact_reads_more), on_help)}
                <li class="fact"><strong class="fact__title">{t!(start.fact_size)}</strong><span class="fact__text">{t!(start.fact_size_more)}</span></li>
            </ul>
        </main>
    }
}

/// Decisions that wait for their files: those of an earlier visit that can be taken up, and those that are taken up already.
#[component]
fn Waiting() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let is_found = move || store.state.with(|state| !state.draft.found.is_empty());
    let count = memo(move || store.state.with(|state| u32::try_from(state.session.statement_count()).unwrap_or(u32::MAX)));
    view! {
        <Show when=is_found>
            <div class="notice notice--quiet" role="status">
                <p class="notice__text">{t!(draft.found)}</p>
                <div class="notice__actions">
                    <button type="button" class="button" on:click=move |_| actions.take_up_draft()>{t!(draft.take_up)}</button>
                    <button type="button" class="button button--quiet" on:click=move |_| actions.forget_draft()>{t!(draft.forget)}</button>
                </div>
            </div>
        </Show>
        <Show when=move || count.get() != 0>
            <p class="banner" role="status">{move || t_plural!(count.get(), draft.waiting, n = number(count.get()))}</p>
        </Show>
    }
}

/// The paste area with the other inputs below it. What was pasted stays in it until something was read.
#[component]
fn PasteBox() -> impl IntoView {
    let actions = Actions::expect();
    let field = NodeRef::<html::Textarea>::new();
    let large = RwSignal::new(None::<u64>);
    let read_field = move || {
        if let Some(source) = field.get_untracked().and_then(|field| file::typed(&field)) {
            actions.open_paste(source, t!(source.pasted));
        }
    };
    let on_paste = move |event: leptos::ev::ClipboardEvent| {
        let paste = file::pasted(&event, LARGE_PASTE);
        if let (Paste::Table(text), Some(field)) = (&paste, field.get_untracked()) {
            file::insert(&field, text);
        }
        if let Paste::Large(mut sources) = paste {
            if sources.iter().all(|source| source.name.is_empty()) {
                large.set(sources.first().map(|source| source.size));
                if let Some(source) = sources.pop() {
                    actions.open_paste(source, t!(source.pasted));
                }
            } else {
                actions.open(sources);
            }
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            read_field();
        }
    };
    view! {
        <div class="paste">
            <label class="paste__label" for="paste">{t!(start.paste_label)}</label>
            <textarea
                class="paste__field" id="paste" node_ref=field rows="7" spellcheck="false" autocomplete="off" aria-describedby="paste-hint"
                placeholder=t!(start.paste_example) on:paste=on_paste on:keydown=on_key
            ></textarea>
            <p class="paste__hint" id="paste-hint">{t!(start.paste_hint)}</p>
            <Show when=move || large.get().is_some()>
                <p class="chip">{move || t!(source.pasted_size, size = bytes(large.get().unwrap_or_default()))}</p>
            </Show>
            <div class="paste__actions">
                <button type="button" class="button button--main" on:click=move |_| read_field()>{t!(start.read)}</button>
                <OpenFiles label=t!(start.open_files) on_open=move |sources| actions.open(sources) />
                <button type="button" class="button" on:click=move |_| actions.open_sample()>{t!(start.sample)}</button>
                <span class="paste__or">{t!(start.drop_hint)}</span>
            </div>
        </div>
    }
}

/// A button that opens the system's file chooser.
#[component]
pub fn OpenFiles(
    /// Its word.
    label: String,
    /// Called with the files chosen.
    #[prop(into)]
    on_open: Callback<Vec<SourceHandle>>,
) -> impl IntoView {
    let chooser = NodeRef::<html::Input>::new();
    let on_click = move |_| {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    view! {
        <button type="button" class="button" on:click=on_click>{label}</button>
        <input type="file" multiple hidden node_ref=chooser on:change=move |event| on_open.run(file::chosen(&event)) />
    }
}
