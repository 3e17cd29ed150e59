//! The dialog of a merge plan: for which CRM, which record survives, what it comes to.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Dialog, select};
use crate::app::memo::memo;
use crate::app::sections::list_export::{Comparing, filter_name, is_compared};
use crate::app::store::AppStore;
use crate::app::wording::{self, facet, role};
use crate::i18n::{number, t, t_plural};
use crate::protocol::ExportKind;
use leadlens_engine::export::{MergePlanRequest, MergePlanSummary, PlanWords, SALESFORCE_CALL};
use leadlens_engine::report::{Crm, LeadFilter, PLANNED, WinnerRule};

/// The dialog.
#[component]
pub fn MergePlan() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let open = memo(move || store.state.with(|state| state.merge_plan.number.is_some()));
    view! {
        <Dialog open=Signal::derive(move || open.get()) id="merge-title" title=t!(merge.title) wide=true on_close=move |()| actions.close_merge_plan()>
            <Content />
        </Dialog>
    }
}

#[component]
fn Content() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let crm = RwSignal::new(store.now_of_overview(|overview| {
        let mut systems = overview.sources.iter().filter_map(|card| card.system.as_ref());
        systems.find_map(|found| Crm::from_name(found.system.as_str())).unwrap_or_default()
    }));
    let winner = RwSignal::new(store.state.with_untracked(|state| state.winner.clone()));
    Effect::new(move |_| {
        let (crm, winner) = (crm.get(), winner.get());
        let (filter, survivorship) = store.state.with_untracked(|state| (state.view.filter.clone(), state.people.query.survivorship));
        let words = words(crm, &filter);
        actions.plan_merge(MergePlanRequest { crm, filter, winner, survivorship, words });
    });
    let summary = memo(move || store.state.with(|state| state.merge_plan.found.clone()));
    view! {
        <div class="export">
            <Comparing />
            <p>{t!(merge.what)}</p>
            {filtered(&store.view.with_untracked(|view| view.filter.clone()))}
            <div class="export__row">{crms(crm)}{winners(winner)}</div>
            {move || match summary.get() {
                Some(summary) => outcome(&summary, crm.get_untracked()),
                None => view! { <p class="muted" role="status">{t!(merge.waiting)}</p> }.into_any(),
            }}
            <Save crm=crm />
        </div>
    }
}

/// Says that the plan is about the leads of the filter only.
fn filtered(filter: &LeadFilter) -> Option<AnyView> {
    (!filter.is_empty()).then(|| view! { <p class="muted">{t!(merge.filtered, filter = facet::filter(filter))}</p> }.into_any())
}

/// The choice of the CRM.
fn crms(crm: RwSignal<Crm>) -> AnyView {
    let words = Crm::ALL.into_iter().map(|crm| (crm.as_str().to_owned(), wording::system(crm.system()))).collect();
    let chosen = Signal::derive(move || Some(crm.get().as_str().to_owned()));
    select(t!(merge.crm), None, words, chosen, Callback::new(move |name: String| crm.set(Crm::from_name(&name).unwrap_or_default())))
}

/// The choice of the record that survives: by time, by how much it says, by its file or by its owner.
fn winners(winner: RwSignal<WinnerRule>) -> AnyView {
    let store = AppStore::expect();
    let mut rules = vec![
        (WinnerRule::Oldest, t!(merge.oldest)),
        (WinnerRule::Newest, t!(merge.newest)),
        (WinnerRule::MostComplete, t!(merge.most_complete)),
    ];
    let (files, owners) = store.now_of_overview(|overview| {
        let files: Vec<String> = overview.sources.iter().map(|card| wording::source_name(&card.name)).collect();
        (files, overview.owners.clone())
    });
    if files.len() > 1 {
        rules.extend((0..).zip(files).map(|(number, file)| (WinnerRule::Source(number), t!(merge.of_source, file = file))));
    }
    rules.extend(owners.into_iter().map(|owner| (WinnerRule::Owner(owner.clone()), t!(merge.of_owner, owner = owner))));
    let choices = rules.iter().enumerate().map(|(place, (_, word))| (place.to_string(), word.clone())).collect();
    let rules = StoredValue::new(rules.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>());
    let chosen = Signal::derive(move || {
        rules.with_value(|rules| rules.iter().position(|rule| winner.with(|chosen| chosen == rule)).map(|place| place.to_string()))
    });
    let choose = move |place: String| {
        let rule = rules.with_value(|rules| place.parse::<usize>().ok().and_then(|place| rules.get(place).cloned()));
        winner.set(rule.unwrap_or_default());
    };
    select(t!(merge.winner), None, choices, chosen, Callback::new(choose))
}

/// Numbers of the plan, and its first sentences.
fn outcome(summary: &MergePlanSummary, crm: Crm) -> AnyView {
    let name = wording::system(crm.system());
    let mut lines = Vec::new();
    let has_ids = summary.records > 0;
    let is_told = AppStore::expect().now_of_overview(|overview| {
        overview.sources.iter().any(|card| card.system.as_ref().is_some_and(|found| found.system == crm.system()))
    });
    if !has_ids {
        lines.extend([t!(merge.no_ids, crm = name), ids_of(crm), t!(merge.readable)]);
    }
    if has_ids && !is_told {
        lines.push(t!(merge.unsure_ids, crm = wording::system(crm.system())));
    }
    if summary.people == 0 && summary.updated == 0 && has_ids {
        lines.push(t!(merge.nothing));
    }
    let mut count = |count: u32, word: fn(u32) -> String| {
        if count > 0 {
            lines.push(word(count));
        }
    };
    count(summary.people, |count| t_plural!(count, merge.merges, n = number(count)));
    count(summary.merged, |count| t_plural!(count, merge.merged, n = number(count)));
    count(summary.updated, |count| t_plural!(count, merge.updated, n = number(count)));
    count(summary.refused, |count| t_plural!(count, merge.refused, n = number(count)));
    count(summary.cautions, |count| t_plural!(count, merge.cautions, n = number(count)));
    count(summary.shared_ids, |count| t_plural!(count, merge.shared_ids, n = number(count)));
    if crm == Crm::Salesforce && has_ids {
        count(summary.requests.div_ceil(SALESFORCE_CALL), |count| t_plural!(count, merge.calls, n = number(count)));
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let sentences = summary.sentences.iter().map(|sentence| view! { <li>{sentence.clone()}</li> }).collect_view();
    let is_cut = summary.people + summary.updated > u32::try_from(summary.sentences.len()).unwrap_or(u32::MAX);
    let plan = (!summary.sentences.is_empty()).then(|| {
        view! {
            <div class="export__plan" tabindex="0" role="region" aria-label=t!(merge.preview)><ol>{sentences}</ol></div>
            {is_cut.then(|| view! { <p class="muted">{t!(merge.more)}</p> })}
        }
    });
    view! { <div role="status"><ul class="export__outcome">{lines}</ul></div>{plan} }.into_any()
}

/// The columns an export needs so that records can be merged.
fn ids_of(crm: Crm) -> String {
    match crm {
        Crm::Dynamics => t!(merge.ids_dynamics),
        Crm::Salesforce => t!(merge.ids_salesforce),
        Crm::HubSpot => t!(merge.ids_hubspot),
        Crm::Marketo => t!(merge.ids_marketo),
    }
}

#[component]
fn Save(crm: RwSignal<Crm>) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let plan =
        memo(move || store.state.with(|state| state.merge_plan.found.as_ref().map(|plan| plan.people + plan.updated).unwrap_or_default()));
    let name = move || {
        let filter = store.view.with(|view| view.filter.clone());
        let part = if filter.is_empty() { String::new() } else { format!("_{}", filter_name(&filter)) };
        format!("merge-plan_{}{part}.zip", crm.get().as_str())
    };
    // Until all is compared people who share an address count as one: nothing that cannot be undone rests on that.
    let is_done = memo(move || is_compared(store));
    let save = move |_| {
        if let Some(request) = store.state.with_untracked(|state| state.merge_plan.number.clone()) {
            actions.export(ExportKind::MergePlan(Box::new(request)), untrack(name));
            actions.close_merge_plan();
        }
    };
    view! {
        <div class="dialog__actions">
            <button type="button" class="button button--main" disabled=move || plan.get() == 0 || !is_done.get() on:click=save>{t!(merge.save)}</button>
            <span class="muted export__name">{name}</span>
        </div>
    }
}

/// The sentences of the plan.
fn words(crm: Crm, filter: &LeadFilter) -> PlanWords {
    let steps = match crm {
        Crm::Dynamics => t!(merge.steps_dynamics),
        Crm::Salesforce => t!(merge.steps_salesforce),
        Crm::HubSpot => t!(merge.steps_hubspot),
        Crm::Marketo => t!(merge.steps_marketo),
    };
    let mut head = vec![t!(merge.plan_title, crm = wording::system(crm.system())), steps];
    if !filter.is_empty() {
        head.push(t!(merge.filtered, filter = facet::filter(filter)));
    }
    PlanWords {
        head,
        person: t!(merge.person),
        named: t!(merge.named),
        keep: t!(merge.keep),
        update: t!(merge.update),
        replace: t!(merge.replace),
        fill: t!(merge.fill),
        lost: t!(merge.lost),
        no_email: t!(merge.no_email),
        no_phone: t!(merge.no_phone),
        no_contact: t!(merge.no_contact),
        owners: t!(merge.owners),
        record_types: t!(merge.record_types),
        other_kind: t!(merge.other_kind),
        no_checksum: t!(merge.no_checksum),
        shared_ids: t!(merge.shared_id),
        place: t!(merge.place),
        fields: PLANNED.into_iter().map(role).collect(),
        comma: t!(merge.comma),
        and: t!(merge.and),
    }
}
