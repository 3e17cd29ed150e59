//! A picture on the page.

use leptos::prelude::*;
use leptos::svg::Svg;

use crate::platform::drawing::draw;
use leadlens_chart::{Paint, Scene};

/// A scene as an SVG element, drawn anew whenever it changes. What it says stands next to it in words: it is hidden from those who do not see
/// it. `name` is one of its own on the page.
pub(crate) fn drawing(name: String, class: &'static str, scene: Signal<Scene>) -> AnyView {
    let svg = NodeRef::<Svg>::new();
    let frame = move || scene.with(|scene| format!("0 0 {} {}", scene.width, scene.height));
    Effect::new(move |_| {
        if let Some(svg) = svg.get() {
            let colour = |variable: &str| format!("var({variable})");
            draw(&svg, &scene.with(|scene| scene.elements(Paint { colour: &colour, prefix: &name })));
        }
    });
    let width = move || scene.with(|scene| scene.width.to_string());
    let height = move || scene.with(|scene| scene.height.to_string());
    view! { <svg class=class node_ref=svg aria-hidden="true" viewBox=frame width=width height=height></svg> }.into_any()
}
