//! One group with its leads side by side, and the decisions about it.

use leptos::prelude::*;

use super::group_list::{because, kind_badge};
use super::leads::short_date;
use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::state::review::Decision;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::app::wording::matching;
use crate::i18n::{instant, number, say};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::matching::{GroupKind, GroupWarning};
use leadlens_engine::report::{GroupDetail, LeadRow};

/// The open group. Its buttons stay from group to group, so the focus does.
#[component]
pub fn GroupPanel() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let detail = memo(move || store.state.with(|state| state.group.found.clone()));
    effects::hold_focus(detail, ".review");
    let kind = memo(move || detail.with(|detail| detail.as_ref().map(|detail| detail.row.kind)));
    let is_gone =
        move || store.state.with(|state| state.group.number.is_some() && state.group.found.is_none() && !state.group.is_pending());
    let content = move || match detail.get() {
        Some(detail) => side_by_side(detail),
        None if is_gone() => view! { <p class="empty">{say!(groups.gone)}</p> }.into_any(),
        None => view! { <p class="empty">{say!(groups.pick)}</p> }.into_any(),
    };
    let way = move |decision: Decision, word: String, key: &'static str| {
        let is_off = move || decision != Decision::Same && kind.get() != Some(GroupKind::Possible);
        view! {
            <button type="button" class="button" aria-keyshortcuts=key aria-disabled=move || is_off().to_string() on:click=move |_| actions.judge(decision)>
                {word}<kbd aria-hidden="true">{key}</kbd>
            </button>
        }
    };
    let is_awaited = memo(move || store.state.with(AppState::is_group_awaited));
    let asks = memo(move || store.state.with(AppState::asks_same));
    // Said aloud by the review.
    let asked = move || asks.get().map(|leads| say!(review.ask_same, n = number(leads)));
    view! {
        <section class="split__detail" tabindex="-1" aria-label=say!(groups.open) aria-busy=move || is_awaited.get().to_string()>
            <button type="button" class="button split__back" on:click=move |_| actions.close_group()>{say!(groups.back)}</button>
            <Show when=move || kind.get().is_some()>
                <div class="review__ways" role="group" aria-label=say!(review.actions)>
                    {way(Decision::Same, say!(review.same), "M")}
                    {way(Decision::Different, say!(review.different), "N")}
                    {way(Decision::Later, say!(review.put_off), "S")}
                </div>
            </Show>
            <Show when=move || asks.get().is_some()><p class="banner">{asked}</p></Show>
            {content}
        </section>
    }
}

/// The leads of a group as columns, fields as rows, rows that differ marked.
fn side_by_side(detail: GroupDetail) -> AnyView {
    let GroupDetail { row, leads, differing, parts, repeats_after, .. } = detail;
    let title = say!(groups.side_by_side, name = row.label.clone());
    let is_possible = row.kind == GroupKind::Possible;
    let first = leads.first().map(|lead| lead.lead);
    let heads = leads
        .iter()
        .enumerate()
        .map(|(index, lead)| head(lead, first, row.files > 1, parts.get(index).filter(|_| is_possible).map(|part| letter(*part))));
    let steps = leads.iter().enumerate().map(|(index, lead)| {
        let before = index.checked_sub(1).and_then(|before| leads.get(before));
        view! { <td>{step(lead, before, repeats_after.get(index).copied().flatten())}</td> }
    });
    let rows = fields(&leads).into_iter().map(|(role, name, values)| {
        let differs = differing.contains(&role);
        let sign = differs.then(|| view! { <span class="differs" title=say!(groups.differs)><span aria-hidden="true">"≠"</span><span class="visually-hidden">{say!(groups.differs)}</span></span> });
        view! {
            <tr class="compare__row" data-differs=differs.to_string()>
                <th scope="row">{name}{sign}</th>
                {values.into_iter().map(|value| view! { <td>{value}</td> }).collect_view()}
            </tr>
        }
    });
    let is_cut =
        (row.leads as usize > leads.len()).then(|| say!(groups.first_leads, n = number(leads.len() as u64), total = number(row.leads)));
    let contact = row.do_not_contact.then(|| {
        let others = if row.contactable { say!(groups.dnc_more) } else { say!(groups.dnc_all) };
        view! { <p><Badge kind=BadgeKind::DoNotContact word=say!(mark.do_not_contact) />" "{others}</p> }
    });
    // Too large a group says so instead of why it belongs together.
    let warning = row
        .warning
        .filter(|warning| *warning != GroupWarning::TooLarge)
        .map(|warning| view! { <p><Badge kind=BadgeKind::Problem word=matching::group_warning(warning) /></p> });
    view! {
        <h2 class="panel__title">{title.clone()}</h2>
        <p class="panel__scope">{kind_badge(row.kind)}" "{wording::kind_why(row.kind)}" "<span class="sentence">{because(&row)}</span></p>
        {contact}
        {warning}
        {is_possible.then(|| view! { <p class="muted">{say!(groups.part_more)}</p> })}
        <div class="frame" role="region" tabindex="0" aria-label=title>
            <table class="table compare">
                <thead><tr><th scope="col">{say!(groups.field)}</th>{heads.collect_view()}</tr></thead>
                <tbody><tr><th scope="row">{say!(groups.step)}</th>{steps.collect_view()}</tr>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p class="muted">{say!(groups.differs_more)}" "{is_cut}</p>
    }
    .into_any()
}

/// The name of a part: A, B …
fn letter(part: u32) -> String {
    u8::try_from(part)
        .ok()
        .and_then(|part| b'A'.checked_add(part))
        .filter(u8::is_ascii_uppercase)
        .map_or_else(|| number(part + 1), |letter| char::from(letter).to_string())
}

/// A lead's number, its file and part, and what can be done with it.
fn head(lead: &LeadRow, first: Option<u32>, has_files: bool, part: Option<String>) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let (number_of, file, record) = (lead.lead, lead.file, lead.record);
    // Records of several files are told apart by their file.
    let file_name = has_files.then(|| view! { <span class="compare__file">{store.source_name(file)}</span> });
    let part = part.map(|letter| view! { <span class="compare__part">{say!(groups.part, letter = letter)}</span> });
    let n = matching::lead_number(number_of);
    let why = first.filter(|first| *first != number_of).map(|first| {
        view! { <button type="button" class="link" aria-label=say!(groups.why_of, n = n.clone()) on:click=move |_| actions.open_pair(first, number_of)>{say!(groups.why)}</button> }
    });
    let split = move |_| actions.judge(Decision::SplitOut(number_of));
    view! {
        <th scope="col" data-lead=number_of.to_string()>
            <button type="button" class="link" title=say!(groups.record_of, n = number(record)) on:click=move |_| actions.open_record(file, record)>{say!(pair.lead_n, n = n.clone())}</button>
            {part}
            {file_name}
            <span class="compare__ways">
                <button type="button" class="link compare__split" aria-label=say!(groups.split_of, n = n) aria-keyshortcuts="X" on:click=split>{say!(groups.split)}</button>
                {why}
            </span>
        </th>
    }
    .into_any()
}

/// Tells the place of a lead in the order of time: how long after the one before, or after the one it repeats.
fn step(lead: &LeadRow, before: Option<&LeadRow>, repeats_after: Option<i64>) -> AnyView {
    if let Some(seconds) = repeats_after {
        return view! { <Badge kind=BadgeKind::Repeat word=say!(groups.repeat_after, time = matching::span(seconds)) /> }.into_any();
    }
    let Some(before) = before else { return say!(groups.first_step).into_any() };
    let since = instant(&lead.created).zip(instant(&before.created)).map(|(now, then)| now - then);
    since.map(|seconds| say!(groups.after, time = matching::span(seconds))).into_any()
}

/// The fields that at least one lead fills, with their values in the order of the leads.
fn fields(leads: &[LeadRow]) -> Vec<(ColumnRole, String, Vec<String>)> {
    let field = |role, name, read: fn(&LeadRow) -> String| (role, name, leads.iter().map(read).collect::<Vec<_>>());
    let all = vec![
        field(ColumnRole::Created, say!(lead.created), |lead| short_date(&lead.created)),
        field(ColumnRole::Storefront, say!(lead.source), |lead| wording::source(lead.storefront)),
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
