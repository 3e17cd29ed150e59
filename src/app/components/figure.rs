//! The frame of a picture: its title, what it covers, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{MenuEntry, Toast, menu};
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
    let (toast, has_twin) = (Toast::new(), RwSignal::new(false));
    let file = move |ending: &str| format!("leadlens-{name}.{ending}");
    let svg = move || write_svg(&scene(WIDTH), &drawing::colour, &heading.get_untracked());
    let (svg_of_png, svg_of_copy) = (svg.clone(), svg.clone());
    let tell = move |is_done: bool, done: String| toast.say(if is_done { done } else { t!(figure.failed) });
    let copy = move || {
        toast.clear();
        let table = table.get_untracked();
        let text = tsv(std::iter::once(&table.head).chain(&table.rows));
        spawn_local(async move { tell(clipboard::write(text).await, t!(figure.copied)) });
    };
    let copy_picture = move || {
        toast.clear();
        let picture = picture_file::copy(svg_of_copy());
        spawn_local(async move { tell(picture.await, t!(figure.picture_copied)) });
    };
    let save_svg = move || {
        let name = file("svg");
        picture_file::save_svg(&svg(), &name);
        toast.say(t!(figure.saved, name = name));
    };
    let save_png = move || {
        toast.clear();
        let (svg, name) = (svg_of_png(), file("png"));
        spawn_local(async move { tell(picture_file::save_png(&svg, &name).await, t!(figure.saved, name = name)) });
    };
    let mut entries = vec![
        MenuEntry::new(t!(figure.copy), copy),
        MenuEntry::new(t!(figure.copy_picture), copy_picture),
        MenuEntry::new(t!(figure.svg), save_svg),
        MenuEntry::new(t!(figure.png), save_png),
    ];
    if !is_table {
        entries.insert(0, MenuEntry::new(t!(chart.as_table), move || has_twin.update(|has_twin| *has_twin = !*has_twin)));
    }
    let label = Signal::derive(move || t!(figure.menu, title = title.get()));
    let sign = view! { <span aria-hidden="true">"⋯"</span> }.into_any();
    let menu = menu(&format!("menu-{name}"), "menu__button", sign, Some(label), entries);
    let twin = move || has_twin.get().then(|| table.with(|table| twin(table, title.get())));
    view! {
        <section class=format!("panel {class}") aria-labelledby=labelled>
            <div class="panel__head">
                <h2 class="panel__title" id=id>{move || title.get()}</h2>
                <div class="panel__actions">
                    {controls}
                    {menu}
                </div>
            </div>
            {move || Some(scope.get()).filter(|scope| !scope.is_empty()).map(|scope| view! { <p class="panel__scope">{scope}</p> })}
            {body}
            {twin}
            {toast.view()}
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
