//! Components and state in a browser: mounted without worker or page.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed unwrap is a failed test")]

use leadlens::app::components::{Badge, BadgeKind, Bar, Bars, Choice, Matrix, MatrixModel, Pager, Switch};
use leadlens::app::state::{AppState, Notice, Origin};
use leadlens::engine::leads::{Action, Source};
use leadlens::engine::report::{Count, Measure, Overview};
use leadlens::protocol::Event;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
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

#[wasm_bindgen_test]
async fn a_name_in_a_file_is_text_even_when_it_is_markup() {
    let rows = vec![Bar { label: "<img src=x onerror=alert(1)>".to_owned(), count: 3, ..Bar::default() }];
    let element = mounted(move || {
        let rows = RwSignal::new(rows);
        view! { <Bars caption=|| "Leads".to_owned() head="Offer" unit=|| "Leads".to_owned() rows=rows /> }
    });
    tick().await;
    assert!(element.query_selector("img").unwrap().is_none());
    assert_eq!(find(&element, "tbody th").text_content().unwrap(), "<img src=x onerror=alert(1)>");
}

#[wasm_bindgen_test]
async fn a_number_of_the_matrix_leads_to_its_leads() {
    let count = Count { leads: 1204, people: 3, companies: 2 };
    let overview = Overview {
        matrix: vec![(Source::AppSource, Action::Plt, count)],
        by_source: vec![(Source::AppSource, count)],
        by_action: vec![(Action::Plt, count)],
        all: count,
        ..Overview::default()
    };
    let picked = RwSignal::new(None);
    let element = mounted(move || {
        let model = RwSignal::new(MatrixModel::new(&overview, Measure::Leads));
        view! { <Matrix model=model caption=|| "Leads".to_owned() on_pick=Some(Callback::new(move |pick| picked.set(Some(pick)))) /> }
    });
    tick().await;
    let cell = find(&element, "tbody td button");
    assert_eq!(cell.text_content().unwrap(), "1,204");
    cell.click();
    assert_eq!(picked.get_untracked(), Some((Some(Source::AppSource), Some(Action::Plt))));
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
    let job = state.begin(Origin::Sample);
    state.apply(Event::Opened {
        job,
        overview: Box::default(),
        review: Box::default(),
        failures: Vec::new(),
        files: Vec::new(),
        decisions: None,
    });
    let job = state.begin(Origin::Files);
    state.apply(Event::Refused { job, failures: Vec::new() });
    assert!(state.opened.is_some());
    assert_eq!(state.notice, Some(Notice::Refused(Vec::new())));
}
