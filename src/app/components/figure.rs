//! The frame of a picture: its title, what it covers, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::t;
use crate::platform::{clipboard, drawing, picture_file};
use leadlens_chart::{Heading, Scene, TableData, write_svg};
use leadlens_engine::export::tsv;

/// Width of a saved picture in px.
const WIDTH: i32 = 960;

/// Everything that a frame has to know of its picture.
#[derive(Clone)]
pub(crate) struct Figure {
    /// Id of its own on the page, and the name of its files.
    pub(crate) name: &'static str,
    /// Its place on the page: a class of `style/layout.css`.
    pub(crate) class: &'static str,
    /// Title of the picture: the thing it shows.
    pub(crate) title: Signal<String>,
    /// Scope of the picture, in words: the data it covers.
    pub(crate) scope: Signal<String>,
    /// Heading that is written around the picture in a file.
    pub(crate) heading: Signal<Heading>,
    /// The same numbers as a table.
    pub(crate) table: Signal<TableData>,
    /// True where the picture is a table itself and needs no other next to it.
    pub(crate) is_table: bool,
    /// The picture for a file, as wide as requested.
    pub(crate) scene: Arc<dyn Fn(i32) -> Scene + Send + Sync>,
}

/// A picture in its frame, with its own controls next to the title.
pub(crate) fn figure(figure: Figure, controls: AnyView, body: AnyView) -> AnyView {
    let Figure { name, class, title, scope, heading, table, is_table, scene } = figure;
    let id = format!("figure-{name}");
    let labelled = id.clone();
    let (status, has_twin) = (RwSignal::new(String::new()), RwSignal::new(false));
    let file = move |ending: &str| format!("leadlens-{name}.{ending}");
    let svg = move || write_svg(&scene(WIDTH), &drawing::colour, &heading.get_untracked());
    let svg_of_png = svg.clone();
    // Emptied first: what is status twice is announced twice.
    let tell = move |is_done: bool, done: fn() -> String| status.set(if is_done { done() } else { t!(figure.failed) });
    let copy = move || {
        status.set(String::new());
        let table = table.get_untracked();
        let text = tsv(std::iter::once(&table.head).chain(&table.rows));
        spawn_local(async move { tell(clipboard::write(text).await, || t!(figure.copied)) });
    };
    let save_svg = move || {
        picture_file::save_svg(&svg(), &file("svg"));
        tell(true, || t!(figure.saved));
    };
    let save_png = move || {
        status.set(String::new());
        let svg = svg_of_png();
        spawn_local(async move { tell(picture_file::save_png(&svg, &file("png")).await, || t!(figure.saved)) });
    };
    let menu = format!("menu-{name}");
    let mut entries: Vec<(String, Box<dyn FnMut()>)> =
        vec![(t!(figure.copy), Box::new(copy)), (t!(figure.svg), Box::new(save_svg)), (t!(figure.png), Box::new(save_png))];
    if !is_table {
        entries.insert(0, (t!(chart.as_table), Box::new(move || has_twin.update(|has_twin| *has_twin = !*has_twin))));
    }
    let entries = entries.into_iter().map(|(word, mut act)| {
        let menu = menu.clone();
        view! { <li><button type="button" class="menu__entry" popovertarget=menu popovertargetaction="hide" on:click=move |_| act()>{word}</button></li> }
    });
    let entries = entries.collect_view();
    let twin = move || has_twin.get().then(|| table.with(|table| twin(table, title.get())));
    view! {
        <section class=format!("panel {class}") aria-labelledby=labelled>
            <div class="panel__head">
                <h2 class="panel__title" id=id>{move || title.get()}</h2>
                <div class="panel__actions">
                    {controls}
                    <button type="button" class="menu__button" popovertarget=menu.clone() aria-label=move || t!(figure.menu, title = title.get())><span aria-hidden="true">"⋯"</span></button>
                    <ul class="menu" id=menu popover="auto">{entries}</ul>
                </div>
            </div>
            <p class="panel__scope">{move || scope.get()}</p>
            {body}
            {twin}
            <p class="panel__status" role="status">{move || status.get()}</p>
        </section>
    }
    .into_any()
}

/// The numbers of a picture as a table.
fn twin(table: &TableData, title: String) -> AnyView {
    let head = table.head.iter().map(|cell| view! { <th scope="col">{cell.clone()}</th> }).collect_view();
    let row = |cells: &Vec<String>| {
        let mut cells = cells.iter();
        let first = cells.next().cloned();
        let cells = cells.map(|cell| view! { <td class="number">{cell.clone()}</td> }).collect_view();
        view! { <tr><th scope="row">{first}</th>{cells}</tr> }
    };
    let label = title.clone();
    view! {
        <div class="frame twin" role="region" tabindex="0" aria-label=label>
            <table class="table">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
