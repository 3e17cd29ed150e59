//! One lead with every field.

use leadlens_view::view;
use leptos::prelude::*;

use super::leads::{marks, short_date};
use crate::app::actions::Actions;
use crate::app::components::Show;
use crate::app::components::dynamic::{List, handler, part};
use crate::app::effects;
use crate::app::memo::Memo;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::engine::report::LeadRow;
use crate::i18n::{number, say};

/// The lead looked at; beside the table, or as a sheet from below on a small screen.
#[component]
pub fn LeadDetail() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let lead = Memo::new(move || store.state.with(|state| state.lead.found.as_ref().map(|found| found.row.clone())));
    effects::follow_focus(Memo::new(move || lead.with(|lead| lead.as_ref().map(|_| ()))), ".detail__close");
    let on_close = move || {
        actions.close_lead();
        effects::focus_soon(".grid, .people__frame");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            on_close();
        }
    };
    view! {
        <Show when=move || lead.with(Option::is_some)>
            <aside class="detail" aria-labelledby="detail-title" on:keydown=handler(on_key)>
                <div class="detail__head">
                    <h2 class="detail__title" id="detail-title">{move || lead.get().map(|lead| say!(lead.title, n = number(lead.record)))}</h2>
                    <button type="button" class="button button--quiet detail__close" aria-label=say!(lead.close) on:click=handler(move |_| on_close())>
                        <span aria-hidden="true">"✕"</span>
                    </button>
                </div>
                {part(move || lead.get().map(|lead| view! { <Fields lead=lead /> }))}
            </aside>
        </Show>
    }
}

/// Every field of a lead, blank ones left out.
#[component]
fn Fields(lead: LeadRow) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let file = store.source_name(lead.file);
    let marks = marks(&lead);
    let (group, is_dnc) = (lead.group, lead.do_not_contact);
    let name = [&lead.name, &lead.email, &lead.company].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default();
    let number_of = lead.lead;
    let compare = move |_| {
        actions.compare(number_of, name.clone());
        effects::focus_soon(".grid");
    };
    let fields = [
        (say!(lead.name), lead.name),
        (say!(lead.email), lead.email),
        (say!(lead.phone), lead.phone),
        (say!(lead.company), lead.company),
        (say!(lead.job_title), lead.job_title),
        (say!(lead.country), lead.country),
        (say!(lead.source), wording::source(lead.source)),
        (say!(lead.action), format!("{} · {}", wording::action(lead.action), wording::action_short(lead.action))),
        (say!(lead.offer), lead.offer),
        (say!(lead.lead_source), lead.lead_source),
        (say!(lead.created), short_date(&lead.created)),
        (say!(lead.description), lead.description),
        (say!(lead.file), file),
        (say!(lead.record), number(lead.record)),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    view! {
        <div class="detail__marks">{marks}</div>
        {is_dnc.then(|| view! { <p class="muted">{say!(lead.dnc_more)}</p> })}
        <dl class="fields">{fields.map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).list()}</dl>
        {group.map(|group| view! { <button type="button" class="button" on:click=handler(move |_| actions.open_group(group))>{say!(lead.group)}</button> })}
        <button type="button" class="button" on:click=handler(compare)>{say!(pair.compare)}</button>
    }
}
