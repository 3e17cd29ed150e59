//! One person with every value and where it comes from.

use leptos::prelude::*;

use super::leads::short_date;
use super::people::{called, did, mark, row_id};
use crate::app::actions::Actions;
use crate::app::components::{Badge, BadgeKind};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::app::wording::matching;
use crate::i18n::{number, t, t_plural};
use leadlens_engine::report::{JourneyStep, PersonDetail, PersonField, PersonValue};

/// The open person; next to the table, or as a sheet from below on a small screen.
#[component]
pub fn Person() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let person = memo(move || store.state.with(|state| state.people.person.found.clone()));
    // By their lead, not by their number: who is found out anew to be the same person keeps the focus where it is.
    effects::follow_focus(memo(move || opened_by(store)), ".detail__close");
    effects::hold_focus(person, ".detail__close");
    // Where there is no such person any more.
    effects::hold_focus(person, ".people__frame");
    let on_close = move || close(store, actions);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            on_close();
        }
    };
    view! {
        <Show when=move || person.with(Option::is_some)>
            <aside class="detail" aria-labelledby="person-title" on:keydown=on_key>
                <div class="detail__head">
                    <h2 class="detail__title" id="person-title">{move || person.with(|person| person.as_ref().map(|person| called(&person.row)))}</h2>
                    <button type="button" class="button button--quiet detail__close" aria-label=t!(people.close) on:click=move |_| on_close()>
                        <span aria-hidden="true">"✕"</span>
                    </button>
                </div>
                {move || person.get().map(|person| known(&person, actions))}
            </aside>
        </Show>
    }
}

/// Puts the open person away. The focus goes back to their row; where the list has none for them, to the list.
pub(super) fn close(store: AppStore, actions: Actions) {
    let row = untrack(|| opened_by(store)).map(row_id);
    actions.close_person();
    effects::focus_back(row, ".people__frame");
}

/// The first lead of the open person.
fn opened_by(store: AppStore) -> Option<u32> {
    store.state.with(|state| state.people.person.found.as_ref().and(state.people.person.number).map(|(lead, _)| lead))
}

fn known(person: &PersonDetail, actions: Actions) -> AnyView {
    let contact = person.row.do_not_contact.then(|| if person.row.contactable { t!(groups.dnc_more) } else { t!(groups.dnc_all) });
    let group = person.group.map(|group| {
        view! { <button type="button" class="button" on:click=move |_| actions.open_group(group)>{t!(people.group)}</button> }
    });
    view! {
        <div class="detail__marks">{mark(&person.row)}</div>
        {contact.map(|contact| view! { <p class="muted">{contact}</p> })}
        <dl class="fields">{person.fields.iter().map(|field| described(field, actions)).collect_view()}</dl>
        <h3 class="panel__title">{t!(people.journey)}</h3>
        <ol class="journey">{person.journey.iter().map(|step| stepped(step, actions)).collect_view()}</ol>
        {group}
    }
    .into_any()
}

/// A value and the first lead that gives it.
fn valued(value: &PersonValue, actions: Actions) -> AnyView {
    let from = value.leads.first().map(|lead| {
        let lead = *lead;
        let word = t!(people.from_lead, n = matching::lead_number(lead));
        view! { <button type="button" class="link journey__lead" on:click=move |_| actions.open_lead_number(lead)>{word}</button> }
    });
    view! { {value.text.clone()}" "{from} }.into_any()
}

fn described(field: &PersonField, actions: Actions) -> AnyView {
    let others = field.others.iter().map(|other| view! { <li>{valued(other, actions)}</li> }).collect_view();
    let count = u32::try_from(field.others.len()).unwrap_or(u32::MAX);
    let others = (count > 0).then(|| {
        view! { <details class="twin"><summary>{t_plural!(count, people.also, n = number(count))}</summary><ul>{others}</ul></details> }
    });
    view! { <dt>{wording::role(field.role)}</dt><dd>{valued(&field.chosen, actions)}{others}</dd> }.into_any()
}

/// The id of the link to a lead in the path of its person.
pub(super) fn step_id(lead: u32) -> String {
    format!("step-{lead}")
}

/// A step of a person's path, with a link to its lead.
pub(super) fn stepped(step: &JourneyStep, actions: Actions) -> AnyView {
    let lead = step.lead.lead;
    let when = match (step.repeat, step.since) {
        (true, Some(since)) => view! { <Badge kind=BadgeKind::Repeat word=matching::repeat_after(since) /> }.into_any(),
        (true, None) => view! { <Badge kind=BadgeKind::Repeat word=t!(people.repeat) /> }.into_any(),
        (false, since) => since.map(|since| view! { <span class="muted">{matching::after(since)}</span> }).into_any(),
    };
    let word = did(step.lead.storefront, step.lead.action);
    view! {
        <li>
            <button type="button" class="link" id=step_id(lead) on:click=move |_| actions.open_lead_number(lead)>{word}</button>
            " "{step.lead.offer.clone()}" "<span class="muted number">{short_date(&step.lead.created)}</span>" "{when}
        </li>
    }
    .into_any()
}
