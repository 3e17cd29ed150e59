//! Weights one after another, from the first to their sum.

use leptos::prelude::*;

/// Height of a step in pixels.
const STEP: i32 = 24;
/// Start of the bars and width of all of them, in thousandths of the drawing: names stand before, numbers behind.
const LEFT: i32 = 400;
const WIDTH: f32 = 450.0;

/// One step of a waterfall.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallStep {
    /// Its name.
    pub label: String,
    /// Its number as written.
    pub value: String,
    /// Value before the step, where its bar begins.
    pub from: f32,
    /// Value after the step, where its bar ends.
    pub to: f32,
    /// True for the step that is the sum of the others.
    pub is_total: bool,
}

/// The steps as bars, each named and numbered: to the right what is for, to the left what is against.
pub fn waterfall(steps: &[WaterfallStep], caption: String) -> AnyView {
    let ends = || steps.iter().flat_map(|step| [step.from, step.to]);
    let (low, high) = (ends().fold(0.0_f32, f32::min), ends().fold(1.0_f32, f32::max));
    let bars = steps.iter().zip(0_i32..).map(|(step, index)| {
        let (from, to) = (place(step.from, low, high), place(step.to, low, high));
        let kind = if step.is_total { "total" } else if step.to < step.from { "against" } else { "for" };
        let top = index * STEP;
        view! {
            <g class="waterfall__step">
                <text x="0" y=(top + 16).to_string()>{step.label.clone()}</text>
                <rect class=format!("waterfall__bar waterfall__bar--{kind}") x=share(from.min(to)) y=(top + 5).to_string() width=share((to - from).abs().max(2)) height="14"></rect>
                <text class="waterfall__value" x="100%" y=(top + 16).to_string() text-anchor="end">{step.value.clone()}</text>
            </g>
        }
    });
    let height = i32::try_from(steps.len()).unwrap_or(0) * STEP;
    let zero = share(place(0.0, low, high));
    view! {
        <svg class="waterfall" role="img" aria-label=caption width="100%" height=height.to_string()>
            <line class="waterfall__zero" x1=zero.clone() x2=zero y1="0" y2=height.to_string()></line>
            {bars.collect_view()}
        </svg>
    }
    .into_any()
}

#[expect(clippy::cast_possible_truncation, reason = "a number from 0 to 1,000")]
fn place(value: f32, low: f32, high: f32) -> i32 {
    LEFT + ((value - low) / (high - low) * WIDTH).round() as i32
}

/// Thousandths as percent. Writing an `f32` costs the page five kilobytes.
fn share(thousandths: i32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
