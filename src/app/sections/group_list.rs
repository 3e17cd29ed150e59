//! The groups as a list.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind, Choice, Pager, Switch};
use crate::app::memo::memo;
use crate::app::state::{AppState, GroupShow, LIST_PAGE};
use crate::app::store::AppStore;
use crate::app::wording;
use crate::app::wording::matching;
use crate::i18n::{number, t};
use crate::platform::document;
use leadlens_engine::matching::{GroupKind, GroupName, GroupWarning};
use leadlens_engine::report::{GroupPage, GroupRow, Measure};

/// The groups, those to be decided about first. Its rows stay while what they show changes, so the focus does.
#[component]
pub fn GroupList() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let page = memo(move || store.state.with(|state| state.groups.page.clone()));
    let kind = memo(move || store.state.with(|state| state.groups.kind));
    let offset = Signal::derive(move || store.state.with(|state| state.groups.offset));
    let total = Signal::derive(move || page.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let length = memo(move || page.with(|page| page.as_ref().map(|page| page.rows.len())));
    // Rows are made anew where their number changes, even between press and release.
    let pressed = StoredValue::new(None);
    let rows = move || (0..length.get().unwrap_or_default()).map(|index| entry(page, index, pressed)).collect_view();
    let chosen = Signal::derive(move || kind.get().map_or("all", GroupShow::as_str));
    let on_kind = move |name: &'static str| actions.groups_of(GroupShow::ALL.into_iter().find(|show| show.as_str() == name));
    let counts = memo(move || {
        let counts = |page: &GroupPage| {
            let merged = page.repeats + page.journeys + page.unspecified;
            [merged, page.possible, page.repeats, page.journeys, page.unspecified, page.across_files]
        };
        page.with(|page| page.as_ref().map_or([0; 6], counts))
    });
    let switch = move || {
        let choices = kinds(counts.get());
        view! { <Switch name="kind" legend=t!(groups.kind) choices=choices chosen=chosen on_change=on_kind /> }
    };
    // What a system folded before the export cannot be found again: who counts repeats must know.
    let folded = move || {
        let systems = store.of_overview(|overview| {
            overview
                .sources
                .iter()
                .filter_map(|card| card.system.as_ref().map(|found| found.system))
                .filter(|system| system.merges_by_email())
                .map(wording::system)
                .collect::<Vec<_>>()
        });
        systems.first().map(|system| view! { <p class="banner">{t!(groups.folded, system = system.clone())}</p> })
    };
    let is_all_unidentified = memo(move || store.of_overview(|overview| overview.totals.people == 0));
    let is_awaited = memo(move || store.state.with(|state| state.groups.is_awaited()));
    let none = move || match kind.get() {
        Some(_) => t!(groups.none_kind),
        None if is_all_unidentified.get() => t!(people.none_identified),
        None => t!(groups.none),
    };
    view! {
        <section class="split__list" aria-label=t!(groups.list)>
            <h2 class="panel__title">{t!(groups.title)}</h2>
            {switch}
            <p class="panel__scope">{move || kind.get().map(wording::groups_why)}</p>
            {folded}
            <ul class="groups" aria-busy=move || is_awaited.get().to_string()>{rows}</ul>
            <Show when=move || length.get() == Some(0)><p class="empty">{none}</p></Show>
            <Pager offset=offset page=LIST_PAGE total=total on_turn=move |offset| actions.groups_from(offset) />
        </section>
    }
}

/// Merged and to review, the two numbers that tab and heading name; the rest are parts of them.
fn kinds(counts: [u32; 6]) -> Vec<Choice> {
    let mut choices = vec![Choice { value: "all", label: t!(mark.all) }];
    for (show, count) in GroupShow::ALL.into_iter().zip(counts) {
        let word = match show {
            GroupShow::Merged => t!(mark.merged),
            GroupShow::Kind(GroupKind::Possible) => wording::kind(GroupKind::Possible),
            _ if count == 0 => continue,
            GroupShow::AcrossFiles => t!(groups.across_files),
            GroupShow::Kind(kind) => wording::kind(kind),
        };
        choices.push(Choice { value: show.as_str(), label: format!("{word} {}", number(count)) });
    }
    choices
}

/// Returns what is to be known of a group whose leads come from several files: also where one record stands in more than one of them.
fn files(files: u16, is_same: bool) -> Option<String> {
    (files > 1).then(|| if is_same { t!(groups.same_record) } else { t!(groups.n_files, n = number(files)) })
}

/// Returns the one badge of a row: what matters most for what is done with it.
fn badge(row: &GroupRow) -> AnyView {
    match row {
        GroupRow { do_not_contact: true, .. } => view! { <Badge kind=BadgeKind::DoNotContact word=t!(mark.do_not_contact) /> }.into_any(),
        GroupRow { warning: Some(_), .. } => view! { <Badge kind=BadgeKind::Problem word=t!(groups.look) /> }.into_any(),
        row => kind_badge(row.kind),
    }
}

pub(super) fn kind_badge(kind: GroupKind) -> AnyView {
    let badge = match kind {
        GroupKind::Repeat => BadgeKind::Repeat,
        GroupKind::Journey => BadgeKind::Journey,
        GroupKind::Unspecified => BadgeKind::Unspecified,
        GroupKind::Possible => BadgeKind::Possible,
    };
    view! { <Badge kind=badge word=wording::kind(kind) /> }.into_any()
}

/// Reasons the leads of a group belong together, with its confidence; of more than two leads, for which pair. A group that is
/// never merged by itself has no such number.
pub(super) fn because(row: &GroupRow) -> String {
    let (reason, sure) = (matching::reason(&row.reason), matching::sure(row.confidence));
    match (row.warning, row.leads) {
        (Some(GroupWarning::TooLarge), _) => matching::group_warning(GroupWarning::TooLarge),
        (_, 0..=2) => format!("{reason} · {}", t!(groups.confidence, n = sure)),
        _ => t!(groups.weakest, n = sure, reason = reason),
    }
}

/// The group at one place of the page. Pressed once more, the open one takes the focus. A list that is renewed between press and release of a
/// pointer opens the group that was pressed, not the one that stands there since.
fn entry(page: Memo<Option<GroupPage>>, index: usize, pressed: StoredValue<Option<GroupName>>) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let row = memo(move || page.with(|page| page.as_ref().and_then(|page| page.rows.get(index).cloned())));
    let group = memo(move || row.with(|row| row.as_ref().map(|row| row.name)));
    let is_current = memo(move || group.get().is_some() && store.state.with(|state| state.group.number) == group.get());
    let open = move |event: leptos::ev::MouseEvent| {
        // A key clicks without a pointer.
        let pressed = pressed.try_update_value(Option::take).flatten().filter(|_| event.detail() > 0);
        let Some(group) = pressed.or_else(|| group.get_untracked()) else { return };
        let is_current = store.state.with_untracked(|state| state.group.number) == Some(group);
        if is_current && store.state.with_untracked(AppState::is_group_open) {
            document::focus(".split__detail");
        } else {
            actions.open_group(group);
        }
    };
    view! {
        <li>
            <button
                type="button" class="group" aria-pressed=move || is_current.get().to_string()
                on:pointerdown=move |_| pressed.set_value(group.get_untracked()) on:click=open
            >
                {move || row.get().map(cells)}
            </button>
        </li>
    }
    .into_any()
}

fn cells(row: GroupRow) -> AnyView {
    let (because, badge) = (because(&row), badge(&row));
    let because = match files(row.files, row.same_record) {
        Some(files) => format!("{because} · {files}"),
        None => because,
    };
    let email = (row.email != row.label).then_some(row.email);
    view! {
        <span class="group__label">{row.label}</span>
        <span class="group__count number">{wording::counted(Measure::Leads, row.leads)}</span>
        <span class="group__email">{email}</span>
        <span class="group__marks">{badge}</span>
        <span class="group__reason sentence">{because}</span>
    }
    .into_any()
}
