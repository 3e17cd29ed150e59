//! All people, one row each.

use leptos::prelude::*;

use super::lead_detail::LeadDetail;
use super::person::{self, Person};
use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind, Pager, select};
use crate::app::memo::memo;
use crate::app::state::LIST_PAGE;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::app::wording::matching;
use crate::i18n::{country, number, t, t_plural};
use crate::platform::document;
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{PeopleSort, PersonRow, Survivorship};

/// The orders people can be listed in, by their names.
const SORTS: [(&str, PeopleSort); 10] = [
    ("latest", PeopleSort::Latest),
    ("leads", PeopleSort::Leads),
    ("name", PeopleSort::Name),
    ("company", PeopleSort::Company),
    ("email", PeopleSort::Email),
    ("country", PeopleSort::Country),
    ("first", PeopleSort::First),
    ("did", PeopleSort::Steps),
    ("offers", PeopleSort::Offers),
    ("marks", PeopleSort::Contact),
];
/// The columns in their order, each by the orders it sorts in.
const COLUMNS: [&[PeopleSort]; 7] = [
    &[PeopleSort::Name, PeopleSort::Email],
    &[PeopleSort::Company, PeopleSort::Country],
    &[PeopleSort::Leads],
    &[PeopleSort::Latest, PeopleSort::First],
    &[PeopleSort::Steps],
    &[PeopleSort::Offers],
    &[PeopleSort::Contact],
];
/// The rules by which one of several values stands for a person, by their names.
const RULES: [(&str, Survivorship); 4] = [
    ("most-complete", Survivorship::MostComplete),
    ("newest", Survivorship::Newest),
    ("most-frequent", Survivorship::MostFrequent),
    ("source-order", Survivorship::SourceOrder),
];

/// The people that fit the search, and the open one.
#[component]
pub fn People() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let page = memo(move || store.state.with(|state| state.people.page.clone()));
    let offset = Signal::derive(move || store.state.with(|state| state.people.query.offset));
    let total = memo(move || page.with(|page| page.as_ref().map(|page| page.total)));
    let has_lead = memo(move || store.state.with(|state| state.lead.number.is_some()));
    let is_all_unidentified = memo(move || store.of_overview(|overview| overview.totals.people == 0));
    let none = move || if is_all_unidentified.get() { t!(people.none_identified) } else { t!(people.none) };
    let rows = move || page.with(|page| page.as_ref().map(|page| page.rows.iter().map(|row| line(row, actions)).collect_view()));
    let query = memo(move || store.state.with(|state| (state.people.query.sort, state.people.query.reversed)));
    let is_open = move || store.state.with_untracked(|state| state.people.person.number.is_some());
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open() {
            person::close(store, actions);
        }
    };
    view! {
        <div class="split split--detail">
            <section class="split__list">
                <Choices total=total />
                <Show when=move || total.get() != Some(0) fallback=move || view! { <p class="empty">{none()}</p> }>
                    <div class="frame people__frame" role="region" tabindex="0" aria-label=t!(people.title) on:keydown=on_key>
                        <table class="table people">
                            <thead><tr>{COLUMNS.map(|sorts| head(sorts, query)).into_iter().collect_view()}</tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </Show>
                <Pager offset=offset page=LIST_PAGE total=Signal::derive(move || total.get().unwrap_or_default()) on_turn=move |offset| actions.people_from(offset) />
            </section>
            <Show when=move || has_lead.get() fallback=|| view! { <Person /> }><LeadDetail /></Show>
        </div>
    }
}

/// A head that sorts by what stands in its column; once more in the opposite order.
fn head(sorts: &'static [PeopleSort], query: Memo<(PeopleSort, bool)>) -> AnyView {
    let actions = Actions::expect();
    let direction = move || {
        let (now, reversed) = query.get();
        sorts.contains(&now).then(|| if now.is_descending() == reversed { "ascending" } else { "descending" })
    };
    let button = |sort: &'static PeopleSort| {
        let sort = *sort;
        let turn = move |_| actions.people(|query| (query.sort, query.reversed) = (sort, query.sort == sort && !query.reversed));
        let word = matching::people_sort(sort);
        let hint = t!(people.sort_by, name = word.clone());
        let is_current = move || (query.get().0 == sort).then_some("true");
        view! { <button type="button" class="people__sort" title=hint data-current=is_current on:click=turn>{word}</button> }
    };
    let class = if sorts == [PeopleSort::Leads] { "number" } else { "" };
    view! { <th scope="col" class=class aria-sort=direction>{sorts.iter().map(button).collect_view()}</th> }.into_any()
}

/// Search, order, which values count, and how many people fit.
#[component]
fn Choices(total: Memo<Option<u32>>) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let query = memo(move || store.state.with(|state| state.people.query.clone()));
    let name_of = |name: &str| Some(name.to_owned());
    let sort =
        Signal::derive(move || SORTS.iter().find(|(_, sort)| *sort == query.with(|query| query.sort)).and_then(|(name, _)| name_of(name)));
    let sorts = SORTS.map(|(name, sort)| (name.to_owned(), matching::people_sort(sort))).to_vec();
    let on_sort = move |wanted: String| {
        if let Some((_, sort)) = SORTS.into_iter().find(|(name, _)| *name == wanted) {
            actions.people(|query| (query.sort, query.reversed) = (sort, false));
        }
    };
    let rule = Signal::derive(move || {
        RULES.iter().find(|(_, rule)| *rule == query.with(|query| query.survivorship)).and_then(|(name, _)| name_of(name))
    });
    let rules = RULES.map(|(name, rule)| (name.to_owned(), matching::survivorship(rule))).to_vec();
    let on_rule = move |wanted: String| {
        if let Some((_, rule)) = RULES.into_iter().find(|(name, _)| *name == wanted) {
            actions.people(|query| query.survivorship = rule);
        }
    };
    let status = move || total.get().map(|total| t_plural!(total, people.n, n = number(total)));
    // They are of no person, so that the list cannot hold them.
    let unidentified =
        move || wording::unidentified(store.of_overview(|overview| overview.all.unidentified)).map(|words| format!(" · {words}"));
    view! {
        <div class="filters filters--plain">
            {select(t!(people.sort), None, sorts, sort, Callback::new(on_sort))}
            {select(t!(people.survivorship), None, rules, rule, Callback::new(on_rule))}
            <label class="check">
                <input type="checkbox" prop:checked=move || query.with(|query| query.repeated) on:change=move |_| actions.people(|query| query.repeated = !query.repeated) />
                {t!(people.repeated)}
            </label>
            <span class="filters__status number" role="status">{status}{unidentified}</span>
        </div>
    }
}

/// The id of the button in the row of the person with that first lead.
pub(super) fn row_id(lead: u32) -> String {
    format!("person-{lead}")
}

/// Returns the name that a person is called by: their name, e-mail or company, or else a word for somebody unknown.
pub(super) fn called(row: &PersonRow) -> String {
    let name = [&row.name, &row.email, &row.company].into_iter().find(|name| !name.is_empty());
    name.cloned().unwrap_or_else(|| t!(people.unknown))
}

/// The marks of a person.
pub(super) fn mark(row: &PersonRow) -> Option<AnyView> {
    row.do_not_contact.then(|| view! { <Badge kind=BadgeKind::DoNotContact word=t!(mark.do_not_contact) /> }.into_any())
}

fn line(row: &PersonRow, actions: Actions) -> AnyView {
    let (person, lead) = (row.person, row.lead);
    let store = AppStore::expect();
    let is_open = move || store.state.with(|state| state.people.person.found.as_ref().is_some_and(|open| open.row.person == person));
    let day = |date: &str| date.get(..10).unwrap_or(date).to_owned();
    let since = (row.first != row.latest).then(|| t!(people.since, date = day(&row.first)));
    let offers = row.offers.join(", ");
    // A click anywhere in the row; where text was selected, it is to be read.
    let open = move |event: leptos::ev::MouseEvent| {
        if document::nearest(&event, "id").is_some_and(|id| id == row_id(lead)) || !document::has_selection() {
            actions.open_person(lead);
        }
    };
    view! {
        <tr class="people__row" data-open=move || is_open().to_string() on:click=open>
            <th scope="row">
                <button type="button" class="link" id=row_id(lead)>{called(row)}</button>
                <span class="people__more">{row.email.clone()}</span>
            </th>
            <td>{row.company.clone()}<span class="people__more">{country(&row.country)}</span></td>
            <td class="number">{number(row.leads)}</td>
            <td class="people__date">{day(&row.latest)}<span class="people__more">{since}</span></td>
            <td>{chips(&row.steps)}</td>
            <td><span class="people__offers" title=offers.clone()>{offers.clone()}</span></td>
            <td>{mark(row)}</td>
        </tr>
    }
    .into_any()
}

/// The steps of a person as chips, equal ones in a row as one with their number.
fn chips(steps: &[(Storefront, Action)]) -> AnyView {
    let chip = |run: &[(Storefront, Action)]| {
        let (source, action) = *run.first()?;
        let times = (run.len() > 1).then(|| format!(" ×{}", number(run.len() as u64)));
        let key = format!("key key--{}", source.as_str());
        Some(view! { <li class="did"><span class=key aria-hidden="true"></span>{did(source, action)}{times}</li> })
    };
    let runs = steps.chunk_by(|one, next| one == next).filter_map(chip);
    view! { <ul class="people__did">{runs.collect_view()}</ul> }.into_any()
}

/// Returns a step in words: the storefront, then the action.
pub(super) fn did(source: Storefront, action: Action) -> String {
    format!("{} {}", wording::source(source), wording::action(action))
}
