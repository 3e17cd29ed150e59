//! People with more than one lead.

use leptos::prelude::*;

use super::leads::short_date;
use crate::app::actions::Actions;
use crate::app::components::dynamic::{List, handler, live, part};
use crate::app::components::{Badge, BadgeKind, Choice, Pager, Show, Switch};
use crate::app::memo::{Memo, Signal};
use crate::app::state::{GroupShow, LIST_PAGE};
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::intake::header::ColumnRole;
use crate::engine::matching::GroupKind;
use crate::engine::report::{GroupDetail, GroupPage, GroupRow, LeadRow};
use crate::i18n::{number, percent, say};

/// The groups, and the one looked at with its leads side by side.
#[component]
pub fn Duplicates() -> impl IntoView {
    let store = AppStore::expect();
    let is_open = Memo::new(move || store.state.with(|state| state.group.number.is_some()));
    view! {
        <div class="split split--groups" data-open=live(move || is_open.get().to_string())>
            <GroupList />
            <GroupPanel />
        </div>
    }
}

#[component]
fn GroupList() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let page = Memo::new(move || store.state.with(|state| state.groups.page.clone()));
    let kind = Memo::new(move || store.state.with(|state| state.groups.kind));
    let offset = Signal::derive(move || store.state.with(|state| state.groups.offset));
    let total = Signal::derive(move || page.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let is_empty = move || page.with(|page| page.as_ref().is_some_and(|page| page.rows.is_empty()));
    let rows = move || page.get().into_iter().flat_map(|page| page.rows).map(|row| view! { <GroupEntry row=row /> }).list();
    let chosen = Signal::derive(move || kind.get().map_or("all", GroupShow::as_str));
    let on_kind = move |name: &'static str| actions.groups_of(GroupShow::ALL.into_iter().find(|show| show.as_str() == name));
    let counts = Memo::new(move || {
        page.with(|page| page.as_ref().map_or((0, 0, 0), |page: &GroupPage| (page.repeats, page.journeys, page.across_files)))
    });
    let switch = move || {
        let choices = kinds(counts.get());
        view! { <Switch name="kind" legend=say!(groups.kind) choices=choices chosen=chosen on_change=on_kind /> }
    };
    // What a system folded before the export cannot be found again: who counts repeats must know.
    let folded = move || {
        let systems = store.of_picture(|overview| {
            overview
                .sources
                .iter()
                .filter_map(|card| card.system.as_ref().map(|found| found.system))
                .filter(|system| system.merges_by_email())
                .map(wording::system)
                .collect::<Vec<_>>()
        });
        systems.first().map(|system| view! { <p class="banner">{say!(groups.folded, system = system.clone())}</p> })
    };
    let none = move || if kind.get().is_some() { say!(groups.none_kind) } else { say!(groups.none) };
    view! {
        <section class="split__list" aria-label=say!(groups.list)>
            <h2 class="panel__title">{say!(groups.title)}</h2>
            {part(switch)}
            <p class="panel__scope">{move || kind.get().map(wording::groups_why)}</p>
            {part(folded)}
            <ul class="groups">
                {part(rows)}
            </ul>
            <Show when=is_empty><p class="empty">{live(none)}</p></Show>
            <Pager offset=offset page=LIST_PAGE total=total on_turn=move |offset| actions.groups_from(offset) />
        </section>
    }
}

fn kinds((repeats, journeys, across_files): (u32, u32, u32)) -> Vec<Choice> {
    let mut choices = vec![Choice { value: "all", label: format!("{} {}", say!(mark.all), number(repeats + journeys)) }];
    for show in GroupShow::ALL {
        let (word, count) = match show {
            GroupShow::Kind(kind @ GroupKind::Repeat) => (wording::kind(kind), repeats),
            GroupShow::Kind(kind) => (wording::kind(kind), journeys),
            GroupShow::AcrossFiles if across_files == 0 => continue,
            GroupShow::AcrossFiles => (say!(groups.across_files), across_files),
        };
        choices.push(Choice { value: show.as_str(), label: format!("{word} {}", number(count)) });
    }
    choices
}

/// Whether the leads of a group come from several files, and whether one record stands in more than one of them.
fn files_badge(files: u16, is_same: bool) -> Option<AnyView> {
    let word = if is_same { say!(groups.same_record) } else { say!(groups.n_files, n = number(files)) };
    (files > 1).then(|| view! { <Badge kind=BadgeKind::Files word=word /> }.into_any())
}

fn kind_badge(kind: GroupKind) -> impl IntoView {
    let badge = match kind {
        GroupKind::Repeat => BadgeKind::Repeat,
        GroupKind::Journey | GroupKind::Possible => BadgeKind::Journey,
    };
    view! { <Badge kind=badge word=wording::kind(kind) /> }
}

#[component]
fn GroupEntry(row: GroupRow) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let number_of = row.group;
    let is_current = Memo::new(move || store.state.with(|state| state.group.number == Some(number_of)));
    let email = (row.email != row.label).then_some(row.email);
    view! {
        <li>
            <button type="button" class="group" aria-pressed=live(move || is_current.get().to_string()) on:click=handler(move |_| actions.open_group(number_of))>
                <span class="group__label">{row.label}</span>
                <span class="group__count number">{wording::counted(crate::engine::report::Measure::Leads, row.leads)}</span>
                <span class="group__email">{email}</span>
                <span class="group__marks">
                    {row.do_not_contact.then(|| view! { <Badge kind=BadgeKind::DoNotContact word=say!(mark.do_not_contact) /> })}
                    {kind_badge(row.kind)}
                    {files_badge(row.files, row.same_record)}
                </span>
                <span class="group__reason">{wording::reason(&row.reason)}" · "{say!(groups.confidence, n = percent(f64::from(row.confidence.0)))}</span>
            </button>
        </li>
    }
}

#[component]
fn GroupPanel() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let detail = Memo::new(move || store.state.with(|state| state.group.found.clone()));
    let is_gone =
        move || store.state.with(|state| state.group.number.is_some() && state.group.found.is_none() && !state.group.is_pending());
    let content = move || match detail.get() {
        Some(detail) => view! { <SideBySide detail=detail /> }.into_any(),
        None if is_gone() => view! { <p class="empty">{say!(groups.gone)}</p> }.into_any(),
        None => view! { <p class="empty">{say!(groups.pick)}</p> }.into_any(),
    };
    view! {
        <section class="split__detail">
            <button type="button" class="button split__back" on:click=handler(move |_| actions.close_group())>{say!(groups.back)}</button>
            {live(content)}
        </section>
    }
}

/// The leads of a group as columns, fields as rows, rows that differ marked.
#[component]
fn SideBySide(detail: GroupDetail) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let GroupDetail { row, leads, differing, .. } = detail;
    let title = say!(groups.side_by_side, name = row.label.clone());
    let heads = leads.iter().map(|lead| {
        let (number_of, word) = (lead.lead, say!(groups.lead_n, n = number(lead.record)));
        // Records of several files are told apart by their file.
        let file = (row.files > 1).then(|| view! { <span class="compare__file">{store.source_name(lead.file)}</span> });
        view! { <th scope="col"><button type="button" class="link" on:click=handler(move |_| actions.open_lead_number(number_of))>{word}</button>{file}</th> }
    });
    let rows = fields(&leads).into_iter().map(|(role, name, values)| {
        let differs = differing.contains(&role);
        let sign = differs.then(|| view! { <span class="differs" title=say!(groups.differs)><span aria-hidden="true">"≠"</span><span class="visually-hidden">{say!(groups.differs)}</span></span> });
        view! {
            <tr class="compare__row" data-differs=differs.to_string()>
                <th scope="row">{name}{sign}</th>
                {values.into_iter().map(|value| view! { <td>{value}</td> }).list()}
            </tr>
        }
    });
    let is_cut =
        (row.leads as usize > leads.len()).then(|| say!(groups.first_leads, n = number(leads.len() as u64), total = number(row.leads)));
    view! {
        <h2 class="panel__title">{title.clone()}</h2>
        <p class="panel__scope">
            {kind_badge(row.kind)}" "{wording::kind_why(row.kind)}" "{wording::reason(&row.reason)}" · "
            {say!(groups.confidence, n = percent(f64::from(row.confidence.0)))}
        </p>
        {row.do_not_contact.then(|| view! { <p><Badge kind=BadgeKind::DoNotContact word=say!(mark.do_not_contact) />" "{say!(groups.dnc_more)}</p> })}
        <div class="frame" role="region" tabindex="0" aria-label=title>
            <table class="table compare">
                <thead><tr><th scope="col">{say!(groups.field)}</th>{heads.list()}</tr></thead>
                <tbody>{rows.list()}</tbody>
            </table>
        </div>
        <p class="muted">{say!(groups.differs_more)}" "{is_cut}</p>
    }
}

/// The fields that at least one lead fills, with their values in the order of the leads.
fn fields(leads: &[LeadRow]) -> Vec<(ColumnRole, String, Vec<String>)> {
    let field = |role, name, read: fn(&LeadRow) -> String| (role, name, leads.iter().map(read).collect::<Vec<_>>());
    let all = vec![
        field(ColumnRole::Created, say!(lead.created), |lead| short_date(&lead.created)),
        field(ColumnRole::Source, say!(lead.source), |lead| wording::source(lead.source)),
        field(ColumnRole::Action, say!(lead.action), |lead| wording::action(lead.action)),
        field(ColumnRole::OfferTitle, say!(lead.offer), |lead| lead.offer.clone()),
        field(ColumnRole::FullName, say!(lead.name), |lead| lead.name.clone()),
        field(ColumnRole::Email, say!(lead.email), |lead| lead.email.clone()),
        field(ColumnRole::Phone, say!(lead.phone), |lead| lead.phone.clone()),
        field(ColumnRole::Company, say!(lead.company), |lead| lead.company.clone()),
        field(ColumnRole::JobTitle, say!(lead.job_title), |lead| lead.job_title.clone()),
        field(ColumnRole::Country, say!(lead.country), |lead| lead.country.clone()),
        field(ColumnRole::LeadSource, say!(lead.lead_source), |lead| lead.lead_source.clone()),
        field(ColumnRole::Description, say!(lead.description), |lead| lead.description.clone()),
    ];
    all.into_iter().filter(|(_, _, values)| values.iter().any(|value| !value.is_empty())).collect()
}
