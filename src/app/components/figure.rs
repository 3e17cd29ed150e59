//! The frame of a picture: its title, what it covers, and what can be done with it.

use std::sync::Arc;

use leadlens_view::view;
use leptos::prelude::*;

use super::dynamic::live;
use crate::app::memo::Signal;
use crate::chart::{Scene, TableData};

/// What a frame has to know of its picture.
#[derive(Clone)]
pub(crate) struct Figure {
    /// Id of its own on the page, and the name of its files.
    pub(crate) name: &'static str,
    /// Its place on the page: a class of `style/layout.css`.
    pub(crate) class: &'static str,
    /// What it shows.
    pub(crate) title: Signal<String>,
    /// What it covers.
    pub(crate) scope: Signal<String>,
    /// The same numbers as a table.
    pub(crate) table: Signal<TableData>,
    /// Whether the picture is a table itself and needs no other beside it.
    pub(crate) is_table: bool,
    /// The picture for a file, as wide as asked for.
    pub(crate) scene: Arc<dyn Fn(i32) -> Scene + Send + Sync>,
}

/// A picture in its frame, with its own controls beside the title.
pub(crate) fn figure(figure: Figure, controls: AnyView, body: AnyView) -> AnyView {
    let Figure { name, class, title, scope, .. } = figure;
    let id = format!("figure-{name}");
    let labelled = id.clone();
    view! {
        <section class=format!("panel {class}") aria-labelledby=labelled>
            <div class="panel__head">
                <h2 class="panel__title" id=id>{live(move || title.get())}</h2>
                <div class="panel__ways">{controls}</div>
            </div>
            <p class="panel__scope">{live(move || scope.get())}</p>
            {body}
        </section>
    }
    .into_any()
}
