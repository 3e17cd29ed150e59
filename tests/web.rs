//! Components and state in a browser: mounted without worker or page.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed unwrap is a failed test")]

use leadlens::app::components::{
    Badge, BadgeKind, Choice, HeatHead, HeatLine, HeatModel, HeatNumber, Pager, Pick, Rank, RankingModel, Switch, heat_table, ranking,
};
use leadlens::app::memo::memo;
use leadlens::app::state::{AppState, Notice, OpenedFrom};
use leadlens::protocol::{Event, Revision};
use leadlens_engine::report::Facet;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// Mounts a view in an element of its own.
fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> HtmlElement {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&element).unwrap();
    mount_to(element.clone(), view).forget();
    element
}

fn find(element: &HtmlElement, selector: &str) -> HtmlElement {
    element.query_selector(selector).unwrap().expect(selector).unchecked_into()
}

/// A ranking of these rows, with what was picked last.
fn mounted_ranking(rows: Vec<Rank>, picked: RwSignal<Option<(Pick, bool)>>) -> HtmlElement {
    mounted(move || {
        let model = RwSignal::new(RankingModel { rows, ..RankingModel::default() });
        ranking(model.into(), Signal::derive(|| "Leads by offer".to_owned()), Some(Callback::new(move |pick| picked.set(Some(pick)))))
    })
}

#[wasm_bindgen_test]
async fn a_name_in_a_file_is_text_even_when_it_is_markup() {
    let name = "<img src=x onerror=alert(1)>";
    let rows = vec![Rank { name: name.to_owned(), pick: Some(Pick::value(Facet::Offer, name)), count: 3, ..Rank::default() }];
    let picked = RwSignal::new(None);
    let element = mounted_ranking(rows, picked);
    tick().await;
    assert!(element.query_selector("img").unwrap().is_none());
    let row = find(&element, "tbody th button");
    assert_eq!(row.text_content().unwrap(), name);
    row.click();
    assert_eq!(picked.get_untracked(), Some((Pick::value(Facet::Offer, name), false)));
}

#[wasm_bindgen_test]
async fn a_long_ranking_shows_its_first_rows_until_all_are_wanted() {
    let rows = (0..30).map(|row| Rank { name: format!("Offer {row}"), count: 30 - row, ..Rank::default() });
    let element = mounted_ranking(rows.collect(), RwSignal::new(None));
    let count = || element.query_selector_all("tbody tr").unwrap().length();
    tick().await;
    assert_eq!(count(), 8);
    find(&element, ".ranking + button").click();
    tick().await;
    assert_eq!(count(), 30);
}

#[wasm_bindgen_test]
async fn a_number_is_picked_and_arrows_move_between_numbers() {
    let pick = || Pick::value(Facet::Cell, "app_source-ins");
    let number = |text: &str, pick| HeatNumber { text: text.to_owned(), step: Some(1), pick, ..HeatNumber::default() };
    let head = |name: &str, facet, value| HeatHead { name: name.to_owned(), pick: Some(Pick::value(facet, value)), ..HeatHead::default() };
    let (ins, plt) = (head("INS", Facet::Action, "ins"), head("PLT", Facet::Action, "plt"));
    let storefront = head("AppSource", Facet::Storefront, "app_source");
    let row = HeatLine { head: storefront, cells: vec![number("1,204", Some(pick())), number("·", None)] };
    let model = HeatModel { columns: vec![ins, plt], rows: vec![row], ..HeatModel::default() };
    let picked = RwSignal::new(None);
    let element = mounted(move || {
        let model = RwSignal::new(model);
        heat_table(model.into(), Signal::derive(|| "Leads".to_owned()), Some(Callback::new(move |pick| picked.set(Some(pick)))))
    });
    tick().await;
    let cell = find(&element, "tbody td button");
    assert_eq!(cell.text_content().unwrap(), "1,204");
    cell.click();
    assert_eq!(picked.get_untracked(), Some((pick(), false)));
    cell.focus().unwrap();
    let press = |key: &str, shift: bool| {
        let press = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }))";
        js_sys::Function::new_with_args("key, shiftKey", press).call2(&JsValue::NULL, &key.into(), &shift.into()).unwrap();
        document().active_element().unwrap().text_content().unwrap()
    };
    press("Enter", true);
    assert_eq!(picked.get_untracked(), Some((pick(), true)));
    assert_eq!(
        ["ArrowRight", "ArrowUp", "Home", "ArrowDown", "ArrowDown"].map(|key| press(key, false)),
        ["·", "PLT", "INS", "1,204", "1,204"]
    );
    assert_eq!(element.query_selector_all("[tabindex='0']").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn a_switch_says_what_is_wanted_and_waits_for_it() {
    let wanted = RwSignal::new("");
    let element = mounted(move || {
        let choices = ["leads", "people"].map(|value| Choice { value, label: value.to_owned() }).to_vec();
        view! { <Switch name="m" legend="Count" choices=choices chosen=|| "leads" on_change=move |value| wanted.set(value) /> }
    });
    tick().await;
    find(&element, "input[value=people]").click();
    assert_eq!(wanted.get_untracked(), "people");
}

#[wasm_bindgen_test]
async fn a_short_list_has_no_pages() {
    let element = mounted(|| view! { <Pager offset=|| 0_u32 page=100 total=|| 100_u32 on_turn=|_| {} /> });
    tick().await;
    assert!(element.query_selector("button").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn a_badge_says_its_word() {
    let element = mounted(|| view! { <Badge kind=BadgeKind::DoNotContact word="Do not contact" /> });
    tick().await;
    assert!(element.text_content().unwrap().contains("Do not contact"));
}

#[wasm_bindgen_test]
fn a_refusal_leaves_what_was_open() {
    let mut state = AppState::default();
    let job = state.begin(OpenedFrom::Sample);
    state.apply(Event::Opened {
        job,
        overview: Box::default(),
        review: Box::default(),
        failures: Vec::new(),
        handles: Vec::new(),
        logs: Vec::new(),
        built: Revision::default(),
        followed: Revision::default(),
    });
    let job = state.begin(OpenedFrom::Files);
    state.apply(Event::Refused { job, failures: Vec::new(), logs: Vec::new() });
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Refused(Vec::new())));
}

/// Values seen by an effect that reads a derived memo before its base; the base becomes 1, 2, 3 and 200 and the derived one 0, 0, 0, 2.
async fn seen(make: fn(Box<dyn Fn() -> u32 + Send + Sync>) -> Memo<u32>) -> Vec<u32> {
    let owner = Owner::new();
    owner.set();
    let signal = RwSignal::new(1);
    let base = make(Box::new(move || signal.get()));
    let derived = make(Box::new(move || base.get() / 100));
    let seen = StoredValue::new(Vec::new());
    Effect::new(move |_| {
        derived.get();
        seen.update_value(|seen| seen.push(base.get()));
    });
    tick().await;
    for value in [2, 3, 200] {
        signal.set(value);
        tick().await;
    }
    seen.get_value()
}

#[wasm_bindgen_test]
async fn a_change_behind_an_equal_memo_is_seen() {
    assert_eq!(seen(memo).await, [1, 2, 3, 200]);
    let plain = seen(|read| Memo::new(move |_| read())).await;
    assert_eq!(plain, [1, 200], "reactive_graph is mended: `app::memo` is needless, see docs/UPSTREAM.md");
}
