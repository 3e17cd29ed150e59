//! The page's frame: context, effects, and which sections stand where.

use leptos::prelude::*;

use super::actions::Actions;
use super::effects;
use super::memory;
use super::sections::bar::Bar;
use super::sections::duplicates::Duplicates;
use super::sections::filter_bar::FilterBar;
use super::sections::footer::Footer;
use super::sections::help::Help;
use super::sections::leads::Leads;
use super::sections::leave::Leave;
use super::sections::list_export::ListExport;
use super::sections::merge_plan::MergePlan;
use super::sections::notices::{FolderNote, Notices};
use super::sections::overview::Overview;
use super::sections::pair::Pair;
use super::sections::people::People;
use super::sections::problems::Problems;
use super::sections::progress::Progress;
use super::sections::proof::Proof;
use super::sections::record::Record;
use super::sections::report_head::ReportHead;
use super::sections::share::Share;
use super::sections::source::Source;
use super::sections::start::Start;
use super::sections::tabs::Tabs;
use super::sections::tests_only::{self, TestsOnly};
use super::sections::totals::Totals;
use super::state::{AppState, Leaving, SharedOverview};
use super::store::AppStore;
use super::theme::Theme;
use super::view::Tab;
use super::wording;
use crate::app::memo::memo;
use crate::i18n::{Language, Locale, t};
use crate::platform::{document, file, location};
use leadlens_engine::DecisionLog;

/// Puts the page in place of its first-paint skeleton.
pub fn mount() {
    console_error_panic_hook::set_once();
    if let Some(root) = document::root() {
        mount_to(root, Page).forget();
    }
}

/// The page.
#[component]
pub fn Page() -> impl IntoView {
    let language = Language(leptos::prelude::RwSignal::new(Locale::default()));
    let mut state = AppState::new(DecisionLog::remembered(&memory::recall()));
    state.draft = memory::recall_draft();
    let store = AppStore::new(state);
    provide_context(language);
    provide_context(store);
    let actions = Actions::start(store);
    provide_context(actions);
    let theme = RwSignal::new(Theme::stored());
    effects::sync_title(store, language);
    effects::sync_language(store, language);
    let visited = effects::Visited::new(Vec::new());
    effects::sync_address(store, visited);
    effects::sync_theme(theme);
    let hovers = RwSignal::new(false);
    let folder = FolderNote(RwSignal::new(None));
    provide_context(folder);
    let listeners = (
        file::on_drop(
            move |over| hovers.set(over),
            move |sources| actions.add(sources),
            move |files| {
                folder.0.set(files.left_out());
                if !files.sources.is_empty() {
                    actions.add(files.sources);
                }
            },
        ),
        file::on_paste(move |sources| actions.add_paste(sources)),
        location::on_fragment(move |fragment, place| {
            match place.and_then(|place| visited.with_value(|visited| visited.get(place).cloned())) {
                Some(view) => actions.set_view(view),
                None => actions.follow(fragment),
            }
        }),
        document::on_undo(move |again| if again { actions.redo() } else { actions.undo() }),
        document::on_leave(
            move || store.state.try_with_untracked(AppState::would_lose).unwrap_or(false),
            move || _ = store.state.try_update(|state| state.leaving = Some(Leaving::Tab)),
        ),
    );
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());
    actions.follow(location::fragment());
    let proof = RwSignal::new(false);
    let help = RwSignal::new(false);
    let is_open = memo(move || store.overview.with(Option::is_some));
    // Read or matched anew it is what was opened before.
    let sources = memo(move || {
        let of_opened = |overview: &SharedOverview| overview.0.sources.iter().map(|card| card.id).collect::<Vec<_>>();
        store.state.with(|state| state.opened.as_ref().map(|opened| of_opened(&opened.overview)))
    });
    effects::focus_opened(sources);
    // Another language means other texts everywhere: the frame is built anew, the state stays.
    let frame = move || {
        language.0.track();
        view! {
            <a class="skip" href="#main" on:click=|event: leptos::ev::MouseEvent| { event.prevent_default(); effects::focus_soon("#main"); }>{t!(app.skip)}</a>
            <Show when=move || is_open.get() fallback=move || view! { <Start on_proof=move |()| proof.set(true) on_help=move |()| help.set(true) /> }>
                <Work />
            </Show>
            <Footer theme=theme on_proof=move |()| proof.set(true) on_help=move |()| help.set(true) />
            <Leave />
            <Source />
            <Record />
            <Pair />
            <Help open=help on_close=move |()| help.set(false) />
            <Proof open=proof on_close=move |()| proof.set(false) />
            <div class="drop" hidden=move || !hovers.get()><p class="drop__text">{t!(start.drop_now)}</p></div>
        }
    };
    view! { {frame} }
}

/// The page of what is open: bar, totals, tabs and the tab's view.
#[component]
fn Work() -> impl IntoView {
    let store = AppStore::expect();
    let is_summary = memo(move || store.state.with(super::state::AppState::is_summary));
    let tab = memo(move || if is_summary.get() { Tab::Overview } else { store.view.with(|view| view.tab) });
    // Another job means other sources and offers in every list of choices. Leads matched anew only change numbers.
    let job = memo(move || store.state.with(|state| state.opened.as_ref().map(|opened| opened.job)));
    // A link may hold test leads because of its filter.
    let is_tests_only = memo(move || !is_summary.get() && store.of_overview(|overview| tests_only::is_tests_only(&overview.totals)));
    let panel = move || {
        job.track();
        match tab.get() {
            Tab::Overview | Tab::Duplicates | Tab::People if is_tests_only.get() => view! { <TestsOnly /> }.into_any(),
            Tab::Overview => view! { <Overview /> }.into_any(),
            Tab::Duplicates => view! { <Duplicates /> }.into_any(),
            Tab::People => view! { <People /> }.into_any(),
            Tab::Leads => view! { <Leads /> }.into_any(),
            Tab::Problems => view! { <Problems /> }.into_any(),
        }
    };
    let heading = move || {
        let names = store.of_overview(|overview| overview.sources.iter().map(|card| wording::source_name(&card.name)).collect::<Vec<_>>());
        if names.is_empty() { t!(app.name) } else { t!(app.opened, names = names.join(", ")) }
    };
    view! {
        <Bar />
        <main class="work" id="main" tabindex="-1">
            <h1 class="visually-hidden" tabindex="-1">{heading}</h1>
            <ReportHead />
            <Notices />
            <Progress />
            <Show when=move || is_summary.get()><p class="banner">{t!(share.summary)}</p></Show>
            <Totals />
            <Show when=move || !is_summary.get()><FilterBar /></Show>
            <Tabs />
            <div class="panel-frame" id="panel" role="tabpanel" aria-labelledby=move || format!("tab-{}", tab.get().as_str())>{panel}</div>
        </main>
        <Share />
        <ListExport />
        <MergePlan />
    }
}
