//! The link that carries the numbers.

use leptos::html;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Choice, Dialog, Switch};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::facet;
use crate::i18n::{number, t, t_plural};
use crate::platform::document;

/// Outcome of copying the link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Yes,
    Denied,
}

/// Says what leaves, shows the link, copies it.
#[component]
pub fn Share() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let open = memo(move || store.state.with(|state| state.sharing.number.is_some()));
    let link = memo(move || store.state.with(|state| state.sharing.found.clone()));
    let fragment = memo(move || link.with(|link| link.as_ref().map(|link| link.fragment.clone())));
    let is_narrow = memo(move || store.view.with(|view| !view.filter.is_empty()));
    let withheld = memo(move || link.with(|link| link.as_ref().map(|link| (link.withheld.clone(), link.more)).unwrap_or_default()));
    view! {
        <Dialog open=Signal::derive(move || open.get()) id="share-title" title=t!(share.title) on_close=move |()| actions.close_share()>
            <p>{t!(share.what)}</p>
            <Show when=move || is_narrow.get()><Leads /></Show>
            <p>{t!(share.what_not)}</p>
            {move || withheld.with(|(names, more)| (!names.is_empty()).then(|| withheld_names(names, *more)))}
            {move || match fragment.get() {
                Some(fragment) => view! { <Link address=effects::address_of(&fragment) /> }.into_any(),
                None => view! { <p class="muted" role="status">{t!(share.making)}</p> }.into_any(),
            }}
        </Dialog>
    }
}

/// The choice between the leads that pass the filter and all of them.
#[component]
fn Leads() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let filter = memo(move || store.view.with(|view| view.filter.clone()));
    let (found, whole) = store.of_overview(|overview| (overview.all.leads, filter.with(|filter| overview.leads_of(filter))));
    let choices = vec![
        Choice { value: "filtered", label: t!(share.of_filtered, n = number(found)) },
        Choice { value: "all", label: t!(share.of_all, n = number(whole)) },
    ];
    let is_all = move || store.state.with(|state| state.sharing.number.is_some_and(|choice| choice.of_all));
    let chosen = Signal::derive(move || if is_all() { "all" } else { "filtered" });
    view! {
        <Switch name="share-leads" legend=t!(share.of) choices=choices chosen=chosen on_change=move |name| actions.share_all(name == "all") />
        <p class="muted">{move || if is_all() { t!(share.filter_left_out) } else { t!(share.filter_unsaid, filter = filter.with(facet::filter)) }}</p>
    }
}

/// Lists what is withheld from the link because it could name a person, to be reviewed and released.
fn withheld_names(names: &[String], more: u32) -> AnyView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let items = names.iter().map(|name| view! { <li><bdi>{name.clone()}</bdi></li> });
    let is_let_go = move || store.state.with(|state| state.sharing.number.is_some_and(|choice| choice.with_withheld));
    view! {
        <section class="share__withheld" aria-labelledby="share-withheld">
            <p id="share-withheld">{t_plural!(count, share.withheld, n = number(count))}</p>
            <ul class="share__names" tabindex="0" aria-labelledby="share-withheld">{items.collect_view()}</ul>
            {(more > 0).then(|| view! { <p class="muted">{t_plural!(more, share.withheld_more, n = number(more))}</p> })}
            <label class="share__let-go">
                <input type="checkbox" prop:checked=is_let_go on:change=move |event| actions.share_withheld(event_target_checked(&event)) />
                <span>{t!(share.include_withheld)}</span>
            </label>
        </section>
    }
    .into_any()
}

/// The link with its length and a button that copies it.
#[component]
fn Link(address: String) -> impl IntoView {
    let actions = Actions::expect();
    let field = NodeRef::<html::Input>::new();
    let copied = RwSignal::new(None::<Copied>);
    let length = u32::try_from(address.chars().count()).unwrap_or(u32::MAX);
    let text = address.clone();
    let on_copy = move |_| {
        actions.copy(text.clone(), move |done| {
            if !done && let Some(field) = field.get_untracked() {
                document::select(&field);
            }
            copied.set(Some(if done { Copied::Yes } else { Copied::Denied }));
        });
    };
    let status = move || match copied.get() {
        None => String::new(),
        Some(Copied::Yes) => t!(share.copied),
        Some(Copied::Denied) => t!(share.copy_denied),
    };
    view! {
        <label class="share__label" for="share-link">{t!(share.link)}" "<span class="muted">{t_plural!(length, share.length, n = number(length))}</span></label>
        <div class="share__line">
            <input class="input share__link" id="share-link" node_ref=field type="text" readonly value=address />
            <button type="button" class="button button--main" on:click=on_copy>{t!(share.copy)}</button>
        </div>
        <p class="share__status" role="status">{status}</p>
    }
}
