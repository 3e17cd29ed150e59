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
use crate::i18n::{country, lower_case, number, t};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::matching::{GroupKind, GroupWarning};
use leadlens_engine::report::{Elapsed, GroupDetail, LeadRow};

/// The open group. Its buttons stay from group to group, so the focus does.
#[component]
pub fn GroupPanel() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let detail = memo(move || store.state.with(|state| state.group.found.clone()));
    effects::hold_focus(detail, ".review");
    let kind = memo(move || detail.with(|detail| detail.as_ref().map(|detail| detail.row.kind)));
    let is_gone =
        move || store.state.with(|state| state.group.number.is_some() && state.group.found.is_none() && !state.group.is_pending());
    let has_groups = memo(move || store.state.with(|state| state.groups.page.as_ref().is_none_or(|page| page.total > 0)));
    let content = move || match detail.get() {
        Some(detail) => side_by_side(detail),
        None if is_gone() => view! { <p class="empty">{t!(groups.gone)}</p> }.into_any(),
        None if has_groups.get() => view! { <p class="empty">{t!(groups.pick)}</p> }.into_any(),
        None => ().into_any(),
    };
    let button = move |decision: Decision, word: String, key: &'static str| {
        let is_off = move || decision != Decision::Same && kind.get() != Some(GroupKind::Possible);
        view! {
            <button type="button" class="button" aria-keyshortcuts=key aria-disabled=move || is_off().to_string() on:click=move |_| actions.apply_decision(decision)>
                {word}<kbd aria-hidden="true">{key}</kbd>
            </button>
        }
    };
    let back = move || {
        actions.close_group();
        effects::focus_soon(".group[aria-pressed='true']");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            back();
        }
    };
    let is_awaited = memo(move || store.state.with(AppState::is_group_awaited));
    let large = memo(move || store.state.with(AppState::same_to_confirm));
    // Announced by the review.
    let warning = move || large.get().map(|leads| t!(review.confirm_same, n = number(leads)));
    view! {
        <section class="split__detail" tabindex="-1" aria-label=t!(groups.open) aria-busy=move || is_awaited.get().to_string() on:keydown=on_key>
            <button type="button" class="button split__back" on:click=move |_| back()>{t!(groups.back)}</button>
            <Show when=move || kind.get().is_some()>
                <div class="review__actions" role="group" aria-label=t!(review.actions)>
                    {button(Decision::Same, t!(review.same), "M")}
                    {button(Decision::Different, t!(review.different), "N")}
                    {button(Decision::Later, t!(review.put_off), "S")}
                </div>
            </Show>
            <Show when=move || large.get().is_some()><p class="banner">{warning}</p></Show>
            {content}
        </section>
    }
}

/// The leads of a group as columns, fields as rows, rows that differ marked.
fn side_by_side(detail: GroupDetail) -> AnyView {
    let GroupDetail { row, leads, differing, parts, since_last, repeats_after, .. } = detail;
    let title = t!(groups.side_by_side, name = row.label.clone());
    let is_possible = row.kind == GroupKind::Possible;
    let first = leads.first().map(|lead| lead.lead);
    let heads = leads
        .iter()
        .enumerate()
        .map(|(index, lead)| head(lead, first, row.files > 1, parts.get(index).filter(|_| is_possible).map(|part| letter(*part))));
    let steps = (0..leads.len()).map(|index| {
        let at = |times: &[Option<Elapsed>]| times.get(index).copied().flatten();
        view! { <td>{step(index, at(&since_last), at(&repeats_after))}</td> }
    });
    let (same, different): (Vec<_>, Vec<_>) = fields(&leads).into_iter().partition(|(_, _, values)| are_equal(values));
    let rows = different.into_iter().map(|(role, name, values)| {
        let differs = differing.contains(&role) && IDENTITY.contains(&role);
        let sign = differs.then(|| view! { <span class="differs" title=t!(groups.differs)><span aria-hidden="true">"≠"</span><span class="visually-hidden">{t!(groups.differs)}</span></span> });
        let odd = if differs { odd_ones(&values) } else { vec![false; values.len()] };
        let cells = values.into_iter().zip(odd).map(|(value, is_odd)| view! { <td data-differs=is_odd.then_some("true")>{value}</td> });
        view! { <tr><th scope="row">{name}{sign}</th>{cells.collect_view()}</tr> }
    });
    let has_several = leads.len() > 1;
    let same =
        same.into_iter().map(|(_, name, values)| view! { <dt>{name}</dt><dd><bdi>{values.into_iter().next()}</bdi></dd> }).collect_view();
    let is_cut =
        (row.leads as usize > leads.len()).then(|| t!(groups.first_leads, n = number(leads.len() as u64), total = number(row.leads)));
    let contact = row.do_not_contact.then(|| {
        let others = if row.contactable { t!(groups.dnc_more) } else { t!(groups.dnc_all) };
        view! { <p><Badge kind=BadgeKind::DoNotContact word=t!(mark.do_not_contact) />" "{others}</p> }
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
        {is_possible.then(|| view! { <p class="muted">{t!(groups.part_more)}</p> })}
        <div class="frame" role="region" tabindex="0" aria-label=title>
            <table class="table compare">
                <thead><tr><th scope="col">{t!(groups.field)}</th>{heads.collect_view()}</tr></thead>
                <tbody><tr><th scope="row">{t!(groups.step)}</th>{steps.collect_view()}</tr>{rows.collect_view()}</tbody>
            </table>
        </div>
        <section class="compare__same" aria-label=t!(groups.same)>{has_several.then(|| view! { <h3 class="compare__title">{t!(groups.same)}</h3> })}<dl class="facts-list">{same}</dl></section>
        <p class="muted">{t!(groups.differs_more)}" "{is_cut}</p>
    }
    .into_any()
}

/// Fields that tell people apart. Only their differences are marked: that leads differ in their day or action is no sign of another person.
const IDENTITY: [ColumnRole; 6] =
    [ColumnRole::FullName, ColumnRole::Email, ColumnRole::Phone, ColumnRole::Company, ColumnRole::JobTitle, ColumnRole::Country];

/// Tells whether all leads have the same value, so that one value stands for all.
fn are_equal(values: &[String]) -> bool {
    values.iter().all(|value| Some(value) == values.first())
}

/// Tells which values are unlike the most frequent one, case and punctuation aside; empty ones never are.
fn odd_ones(values: &[String]) -> Vec<bool> {
    let plain = |value: &String| lower_case(value).chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let plain: Vec<String> = values.iter().map(plain).collect();
    let times = |value: &String| plain.iter().filter(|other| *other == value).count();
    let mut usual: Option<&String> = None;
    for value in plain.iter().filter(|value| !value.is_empty()) {
        if usual.is_none_or(|usual| times(value) > times(usual)) {
            usual = Some(value);
        }
    }
    plain.iter().map(|value| !value.is_empty() && Some(value) != usual).collect()
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
    let part = part.map(|letter| view! { <span class="compare__part">{t!(groups.part, letter = letter)}</span> });
    let n = matching::lead_number(number_of);
    let why = first.filter(|first| *first != number_of).map(|first| {
        view! { <button type="button" class="link" aria-label=t!(groups.why_of, n = n.clone()) on:click=move |_| actions.open_pair(first, number_of)>{t!(groups.why)}</button> }
    });
    let split = move |_| actions.apply_decision(Decision::SplitOut(number_of));
    view! {
        <th scope="col" data-lead=number_of.to_string()>
            <button type="button" class="link" title=t!(groups.record_of, n = number(record)) on:click=move |_| actions.open_record(file, record)>{t!(pair.lead_n, n = n.clone())}</button>
            {part}
            {file_name}
            <span class="compare__actions">
                <button type="button" class="link compare__split" aria-label=t!(groups.split_of, n = n) aria-keyshortcuts="X" on:click=split>{t!(groups.split)}</button>
                {why}
            </span>
        </th>
    }
    .into_any()
}

/// Tells the place of a lead in the order of time: how long after the one before, or after the one it repeats.
fn step(index: usize, since_last: Option<Elapsed>, repeats_after: Option<Elapsed>) -> AnyView {
    match (repeats_after, since_last) {
        (Some(since), _) => view! { <Badge kind=BadgeKind::Repeat word=matching::repeat_after(since) /> }.into_any(),
        _ if index == 0 => t!(groups.first_step).into_any(),
        (None, since) => since.map(matching::after).into_any(),
    }
}

/// The fields that at least one lead fills, with their values in the order of the leads.
fn fields(leads: &[LeadRow]) -> Vec<(ColumnRole, String, Vec<String>)> {
    let field = |role, name, read: fn(&LeadRow) -> String| (role, name, leads.iter().map(read).collect::<Vec<_>>());
    let all = vec![
        field(ColumnRole::Created, t!(lead.created), |lead| short_date(&lead.created)),
        field(ColumnRole::Storefront, t!(lead.source), |lead| wording::source(lead.storefront)),
        field(ColumnRole::Action, t!(lead.action), |lead| wording::action(lead.action)),
        field(ColumnRole::OfferId, t!(lead.offer), |lead| lead.offer.clone()),
        field(ColumnRole::FullName, t!(lead.name), |lead| lead.name.clone()),
        field(ColumnRole::Email, t!(lead.email), |lead| lead.email.clone()),
        field(ColumnRole::Phone, t!(lead.phone), |lead| lead.phone.clone()),
        field(ColumnRole::Company, t!(lead.company), |lead| lead.company.clone()),
        field(ColumnRole::JobTitle, t!(lead.job_title), |lead| lead.job_title.clone()),
        field(ColumnRole::Country, t!(lead.country), |lead| country(&lead.country)),
        field(ColumnRole::LeadSource, t!(lead.lead_source), |lead| lead.lead_source.clone()),
        field(ColumnRole::Description, t!(lead.description), |lead| lead.description.clone()),
    ];
    all.into_iter().filter(|(_, _, values)| values.iter().any(|value| !value.is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_unlike_the_most_frequent_one_are_marked() {
        let odd = |values: &[&str]| odd_ones(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert_eq!(odd(&["Contoso", "contoso", "Fabrikam", ""]), [false, false, true, false]);
        assert_eq!(odd(&["+1 555", "+1555", "+1 556"]), [false, false, true]);
        assert_eq!(odd(&["Ann", "Bo"]), [false, true]);
        assert_eq!(odd(&["", ""]), [false, false]);
    }

    #[test]
    fn equal_rows_are_told_once() {
        let equal = |values: &[&str]| are_equal(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert!(equal(&["DE", "DE"]) && !equal(&["DE", ""]));
    }
}
