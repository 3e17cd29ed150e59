//! One lead with everything known of it.

use leptos::prelude::*;

use super::leads::{marks, short_date};
use super::person::{step_id, stepped};
use super::record::raw_cells;
use crate::app::actions::Actions;
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording;
use crate::i18n::{country, number, t, t_plural};
use crate::platform::document;
use leadlens_engine::report::{CrossFileDetail, CrossFileField, Facet, LeadDetail as Lead, LeadRow, PersonDetail, RecordDetail};

/// The open lead; next to the table, or as a sheet from below on a small screen.
#[component]
pub fn LeadDetail(
    /// Called when the lead after it in the list is wanted (`true`) or the one before; where there is no list, nothing is offered.
    #[prop(optional, into)]
    on_step: Option<Callback<bool>>,
) -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let lead = memo(move || store.state.with(|state| state.lead.found.clone()));
    let record = move || lead.with(|lead| lead.as_ref().map(|lead| t!(lead.title, n = number(lead.row.record))));
    effects::follow_focus(memo(move || lead.with(|lead| lead.as_ref().map(|_| ()))), ".detail__close");
    // A step of the person's path is gone with its lead.
    effects::hold_focus(memo(move || lead.with(|lead| lead.as_ref().map(|lead| lead.row.lead))), ".detail__close");
    // Back to the table, or to the step of the person the lead was opened from.
    let on_close = move || {
        let step = lead.with_untracked(|lead| lead.as_ref().map(|lead| step_id(lead.row.lead)));
        actions.close_lead();
        effects::focus_back(step, ".grid, .people__frame");
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let step = |is_forth: bool| {
            if let Some(on_step) = on_step {
                event.prevent_default();
                on_step.run(is_forth);
            }
        };
        match (event.key().as_str(), event.alt_key()) {
            ("Escape", _) => on_close(),
            ("ArrowDown", true) => step(true),
            ("ArrowUp", true) => step(false),
            ("j", false) if !is_command(&event) => step(true),
            ("k", false) if !is_command(&event) => step(false),
            _ => {}
        }
    };
    let step_button = move |is_forth: bool| {
        let on_step = on_step?;
        let (sign, label) = if is_forth { ("↓", t!(lead.next)) } else { ("↑", t!(lead.previous)) };
        Some(view! {
            <button type="button" class="button button--quiet" aria-label=label title=t!(lead.step_keys) on:click=move |_| on_step.run(is_forth)>
                <span aria-hidden="true">{sign}</span>
            </button>
        })
    };
    view! {
        <Show when=move || lead.with(Option::is_some)>
            <aside class="detail" aria-labelledby="detail-title" on:keydown=on_key>
                <div class="detail__head">
                    <h2 class="detail__title" id="detail-title">{record}</h2>
                    <div class="detail__actions">
                        {step_button(false)}{step_button(true)}
                        <button type="button" class="button button--quiet detail__close" aria-label=t!(lead.close) on:click=move |_| on_close()>
                            <span aria-hidden="true">"✕"</span>
                        </button>
                    </div>
                </div>
                {move || lead.with(|lead| lead.as_ref().map(known))}
            </aside>
        </Show>
    }
}

/// Tells whether a key is a command of the browser, or goes into a field.
fn is_command(event: &leptos::ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || document::is_typing(event)
}

/// Everything known of a lead, blank fields left out.
fn known(lead: &Lead) -> AnyView {
    let actions = Actions::expect();
    let row = &lead.row;
    let note = if row.do_not_contact { Some(t!(lead.dnc_more)) } else { row.person_do_not_contact.then(|| t!(lead.person_dnc)) };
    let name = [&row.name, &row.email, &row.company].into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default();
    let number_of = row.lead;
    let compare = move |_| {
        actions.compare(number_of, name.clone());
        effects::focus_soon(".grid");
    };
    let group = row.group.map(|group| {
        view! { <button type="button" class="button" on:click=move |_| actions.open_group(group)>{t!(lead.group)}</button> }
    });
    view! {
        <div class="detail__marks">{marks(row)}</div>
        {note.map(|note| view! { <p class="muted">{note}</p> })}
        <dl class="fields">{fields(row)}</dl>
        {problems(&lead.record)}
        {across(lead)}
        {lead.person.as_ref().map(|person| history(person, number_of))}
        <div class="detail__actions">{group}<button type="button" class="button" on:click=compare>{t!(pair.compare)}</button></div>
        <details class="twin detail__raw"><summary>{t!(lead.raw)}</summary>{raw_cells(&lead.record)}</details>
    }
    .into_any()
}

fn fields(row: &LeadRow) -> AnyView {
    let file = AppStore::expect().source_name(row.file);
    let action = format!("{} · {}", wording::action(row.action), wording::action_short(row.action));
    let fields = [
        (t!(lead.name), row.name.clone(), None),
        (t!(lead.email), row.email.clone(), None),
        (t!(lead.phone), row.phone.clone(), None),
        (t!(lead.company), row.company.clone(), None),
        (t!(lead.job_title), row.job_title.clone(), None),
        (t!(lead.country), country(&row.country), None),
        (t!(lead.source), wording::source(row.storefront), Some(wording::source_why(row.storefront))),
        (t!(lead.action), action, Some(wording::action_why(row.action))),
        (t!(lead.offer), row.offer.clone(), None),
        (t!(lead.lead_source), row.lead_source.clone(), None),
        (t!(lead.created), short_date(&row.created), None),
        (t!(lead.description), row.description.clone(), None),
        (t!(lead.file), file, None),
        (t!(lead.record), number(row.record), None),
    ];
    let field = |(name, value, why): (String, String, Option<String>)| {
        view! { <dt>{name}</dt><dd><bdi>{value}</bdi>{why.map(|why| view! { <p class="muted">{why}</p> })}</dd> }
    };
    let fields = fields.into_iter().filter(|(_, value, _)| !value.is_empty()).map(field).collect_view();
    let [status, owner, id] = [(Facet::Status, &row.status), (Facet::Owner, &row.owner), (Facet::LeadId, &row.lead_id)].map(filter_field);
    view! { {fields}{status}{owner}{id} }.into_any()
}

/// A field of the CRM whose value lists the leads that have it; `None` where it is blank.
fn filter_field((facet, value): (Facet, &String)) -> Option<AnyView> {
    let (actions, text) = (Actions::expect(), value.clone());
    let list = move |_| actions.list_with(facet, &text);
    (!value.is_empty()).then(|| {
        view! {
            <dt>{wording::facet::facet(facet)}</dt>
            <dd><button type="button" class="link" title=t!(totals.picks) on:click=list><bdi>{value.clone()}</bdi></button></dd>
        }
        .into_any()
    })
}

/// Lists what is wrong with the record, and why it matters; `None` where nothing is wrong.
fn problems(record: &RecordDetail) -> Option<AnyView> {
    let problem = |(kind, column): &(_, Option<u16>)| {
        let header = column.and_then(|column| record.cells.get(usize::from(column))).map(|(header, _)| header.clone());
        view! { <li><strong>{wording::problem(*kind)}</strong>" "<bdi class="muted">{header}</bdi><p class="muted">{wording::problem_why(*kind)}</p></li> }
    };
    (!record.problems.is_empty()).then(|| {
        view! {
            <h3 class="panel__title">{t!(problems.title)}</h3>
            <ul class="detail__list">{record.problems.iter().map(problem).collect_view()}</ul>
        }
        .into_any()
    })
}

/// The lead compared with the other open files: what is other there; `None` where it is the only file.
fn across(lead: &Lead) -> Option<AnyView> {
    let text = |text: &str| if text.is_empty() { t!(facet.blank) } else { text.to_owned() };
    let field = |field: &CrossFileField| {
        let there = if field.there.is_empty() { text("") } else { field.there.join(", ") };
        t!(across.here_there, field = wording::role(field.role), here = text(&field.here), there = there)
    };
    let file = |detail: &CrossFileDetail| {
        let words = match detail.relation {
            Some(relation) => wording::facet::value(Facet::CrossFile, &relation.value(&detail.file)),
            None => t!(across.same_in, file = wording::facet::file_name(&detail.file)),
        };
        let fields = detail.fields.iter().map(field).collect::<Vec<_>>().join(" ");
        view! { <li>{t!(across.lead_is, words = words)}<p class="muted">{fields}</p></li> }
    };
    (!lead.across.is_empty()).then(|| {
        view! { <h3 class="panel__title">{t!(across.title)}</h3><ul class="detail__list">{lead.across.iter().map(file).collect_view()}</ul> }
            .into_any()
    })
}

/// The person's leads in the order of time.
fn history(person: &PersonDetail, lead: u32) -> AnyView {
    let actions = Actions::expect();
    let leads = person.row.leads;
    let title = t_plural!(leads, lead.history, n = number(leads));
    let person_link = (leads > 1).then(|| {
        view! {
            <ol class="journey">{person.journey.iter().map(|step| stepped(step, actions)).collect_view()}</ol>
            <button type="button" class="button" on:click=move |_| actions.pick(|filter| filter.person = Some(lead))>{t!(lead.only_person)}</button>
        }
    });
    view! { <h3 class="panel__title">{title}</h3>{person_link} }.into_any()
}
