//! Bar of the review: how sure leads must be to be merged, how far the review is, and what was compared.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::{Choice, Switch};
use crate::app::memo::memo;
use crate::app::state::AppState;
use crate::app::store::AppStore;
use crate::app::wording::matching;
use crate::i18n::{number, t, t_plural};
use leadlens_engine::matching::{BlockReport, Confidence, Contradiction, Threshold};
use leadlens_engine::report::{ThresholdEffect, Totals};

/// The presets by their names.
const PRESETS: [&str; 3] = ["strict", "balanced", "wide"];

/// Presets and slider with the numbers they give, the tally of decisions, and what to know before trusting the groups.
#[component]
pub fn ReviewBar() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let standing = memo(move || store.state.with(|state| state.review.standing.clone()).unwrap_or_default());
    let threshold = memo(move || store.state.with(AppState::threshold));
    let is_preset = move |name: &&&'static str| Threshold::from_name(name) == Some(threshold.get());
    let preset = Signal::derive(move || PRESETS.iter().find(is_preset).copied().unwrap_or_default());
    let on_preset = move |name: &'static str| actions.set_threshold(Threshold::from_name(name).unwrap_or_default());
    let from = move || t!(review.from, n = matching::sure(Confidence::of_bits(threshold.get().0)));
    let on_slide = move |event| {
        if let Ok(halves) = event_target_value(&event).parse::<i16>() {
            actions.set_threshold(Threshold(f32::from(halves) / 2.0));
        }
    };
    // The numbers of tab and list: those of the filter.
    let found = memo(move || store.of_overview(|overview| overview.found));
    let counts = move || {
        found.with(|now| {
            t_plural!(now.people, review.counts, people = number(now.people), groups = number(now.groups), possible = number(now.to_review))
        })
    };
    let whole = memo(move || store.state.with(|state| state.opened.as_ref().map(|opened| opened.overview.0.totals)).unwrap_or_default());
    let effects = memo(move || store.state.with(|state| state.presets.found.clone()).unwrap_or_default());
    let effects = move || {
        let lines = effects.with(|effects| whole.with(|whole| preset_words(effects, whole, threshold.get())));
        lines.into_iter().map(|line| view! { <li class="number">{line}</li> }).collect_view()
    };
    let is_behind = move || standing.with(|now| now.threshold) != threshold.get();
    let tally = move || {
        standing.with(|now| t!(review.tally, same = number(now.same), different = number(now.different), left = number(now.possible)))
    };
    let later = move || standing.with(|now| (now.later > 0).then(|| t!(review.later, n = number(now.later))));
    let notes = memo(move || standing.with(|now| (now.warnings.clone(), now.contradictions.clone())));
    let notes = move || {
        notes.with(|(warnings, contradictions)| {
            let warnings = warnings.iter().map(|warning| view! { <li>{matching::match_warning(warning)}</li> });
            let contradictions = contradictions.iter().map(|contradiction| contradicted(actions, *contradiction));
            view! { {warnings.collect_view()}{contradictions.collect_view()} }
        })
    };
    view! {
        <div class="review__bar">
            <Switch name="preset" legend=t!(review.preset) choices=presets() chosen=preset on_change=on_preset />
            <ul class="review__effects muted" aria-label=t!(review.effects)>{effects}</ul>
            <label class="review__slide">
                <span>{t!(review.slider)}</span>
                <input
                    class="review__slider" type="range" min=halves(Threshold::FLOOR) max=halves(Threshold::CEILING) step="1"
                    prop:value=move || halves(threshold.get()) aria-valuetext=from on:input=on_slide
                />
                <span class="review__from number">{from}</span>
            </label>
            <p class="review__counts number" role="status" data-behind=move || is_behind().to_string()>{counts}</p>
            <div class="review__steps">
                <p class="review__tally number">{tally}" "<span class="muted">{later}</span></p>
            </div>
        </div>
        <Show when=move || standing.with(|now| !now.finished)><p class="banner" role="status">{t!(review.comparing)}</p></Show>
        <ul class="review__notes">{notes}</ul>
    }
}

/// A weight in half bits, as the slider counts.
#[expect(clippy::cast_possible_truncation, reason = "a few bits")]
fn halves(threshold: Threshold) -> String {
    ((threshold.0 * 2.0).round() as i32).to_string()
}

/// Differences each preset that is not chosen would make: `Strict: people +3, merged −2, to review +1`. They are those to the chosen preset where
/// one is, counted under the same decisions, and otherwise to the numbers as they are.
fn preset_words(effects: &[ThresholdEffect], now: &Totals, chosen: Threshold) -> Vec<String> {
    let change = |then: u32, now: u32| {
        let sign = if then < now { "\u{2212}" } else { "+" };
        if then == now { t!(review.unchanged) } else { format!("{sign}{}", number(then.abs_diff(now))) }
    };
    let of_chosen = effects.iter().find(|effect| effect.threshold == chosen);
    let (people, groups, to_review) =
        of_chosen.map_or((now.people, now.groups, now.to_review), |effect| (effect.people, effect.groups, effect.to_review));
    let words = |effect: &ThresholdEffect| {
        let name = PRESETS.iter().position(|name| Threshold::from_name(name) == Some(effect.threshold));
        let name = presets().into_iter().nth(name?)?.label;
        Some(t!(
            review.effect,
            name = name,
            people = change(effect.people, people),
            groups = change(effect.groups, groups),
            possible = change(effect.to_review, to_review)
        ))
    };
    effects.iter().filter(|effect| effect.threshold != chosen).filter_map(words).collect()
}

fn presets() -> Vec<Choice> {
    let words = [t!(review.strict), t!(review.balanced), t!(review.wide)];
    PRESETS.into_iter().zip(words).map(|(value, label)| Choice { value, label }).collect()
}

/// A decision that does not hold, with a link to its two leads.
fn contradicted(actions: Actions, Contradiction { left, right, verdict }: Contradiction) -> AnyView {
    let sentence = t!(
        review.contradiction,
        verdict = matching::verdict(verdict),
        left = matching::lead_number(left),
        right = matching::lead_number(right)
    );
    view! { <li>{sentence}" "<button type="button" class="link" on:click=move |_| actions.open_pair(left, right)>{t!(review.show_pair)}</button></li> }
        .into_any()
}

/// The keys that leads had to share to be compared, and what that left out.
#[component]
pub fn Compared() -> impl IntoView {
    let store = AppStore::expect();
    let blocks =
        memo(move || store.state.with(|state| state.review.standing.as_ref().map(|standing| standing.blocks.clone())).unwrap_or_default());
    let row = |block: &BlockReport| {
        let cell = |count: u64| view! { <td class="number">{number(count)}</td> };
        view! {
            <tr>
                <th scope="row">{matching::block(block.key)}</th>
                {cell(block.blocks.into())}{cell(block.pairs)}{cell(block.capped.into())}{cell(block.cut)}
            </tr>
        }
    };
    let head = |word: String| view! { <th scope="col" class="number">{word}</th> };
    view! {
        <details class="twin">
            <summary>{t!(review.compared)}</summary>
            <p class="muted">{t!(review.compared_more)}</p>
            <div class="frame" role="region" tabindex="0" aria-label=t!(review.compared)>
                <table class="table">
                    <thead><tr>
                        <th scope="col">{t!(review.key)}</th>
                        {head(t!(review.blocks))}{head(t!(review.pairs))}{head(t!(review.capped))}{head(t!(review.cut))}
                    </tr></thead>
                    <tbody>{move || blocks.with(|blocks| blocks.iter().map(row).collect_view())}</tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_says_what_it_would_change() {
        let now = Totals { people: 130, groups: 84, to_review: 10, ..Totals::default() };
        let effect = |threshold, people, groups, to_review| ThresholdEffect { threshold, people, groups, to_review };
        let effects =
            [effect(Threshold::STRICT, 133, 82, 14), effect(Threshold::BALANCED, 130, 84, 10), effect(Threshold::WIDE, 124, 84, 3)];
        let words = preset_words(&effects, &now, Threshold::BALANCED);
        let expected = ["Strict: people +3, merged \u{2212}2, to review +4", "Wide: people \u{2212}6, merged \u{b1}0, to review \u{2212}7"];
        assert_eq!(words, expected);
        assert_eq!(preset_words(&effects, &now, Threshold(4.0)).len(), 3);
    }
}
