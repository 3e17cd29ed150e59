//! Evidence for and against two leads being one person.

use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::components::Dialog;
use crate::app::components::waterfall::{WaterfallStep, waterfall};
use crate::app::effects;
use crate::app::memo::memo;
use crate::app::state::review::Decision;
use crate::app::store::AppStore;
use crate::app::wording::matching::{self, bits, lead_number, sure};
use crate::i18n::t;
use leadlens_engine::matching::{Confidence, Evidence, FieldEvidence, Verdict};
use leadlens_engine::report::{LeadRow, PairDetail, Standing, TextPiece};

/// Comparisons shown at once; the others on demand.
const DECIDING: usize = 3;

/// The dialog about two leads: the sentence, what was compared with its weights, and what would change it.
#[component]
pub fn Pair() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let chosen = memo(move || store.state.with(|state| state.pair.number));
    let pair = memo(move || store.state.with(|state| state.pair.found.clone()));
    let is_gone = move || store.state.with(|state| state.pair.found.is_none() && !state.pair.is_pending());
    let content = move || match pair.get() {
        Some(pair) => explained(&pair, actions),
        None => is_gone().then(|| view! { <p class="empty">{t!(pair.gone)}</p> }).into_any(),
    };
    let is_test = memo(move || pair.with(|pair| pair.as_ref().is_none_or(|pair| pair.standing == Standing::Test)));
    let decide = move |verdict, word: String| {
        let decide = move |_| {
            if let Some((left, right)) = chosen.get_untracked() {
                actions.apply_decision(Decision::Pair(left, right, verdict));
            }
        };
        view! { <button type="button" class="button" on:click=decide>{word}</button> }
    };
    let on_close = move |()| {
        actions.close_pair();
        effects::focus_if_lost_soon(".review, .grid");
    };
    effects::hold_focus(chosen, ".pair__sentence");
    view! {
        <Dialog open=Signal::derive(move || chosen.get().is_some()) id="pair-title" wide=true title=t!(pair.title) on_close=on_close>
            {content}
            <Show when=move || !is_test.get()>
                <div class="dialog__actions">
                    {decide(Verdict::Same, t!(pair.same))}
                    {decide(Verdict::Different, t!(pair.different))}
                </div>
            </Show>
        </Dialog>
    }
}

/// A lead by its number and what it is called.
fn called(lead: &LeadRow) -> String {
    let name = [&lead.name, &lead.email, &lead.company].into_iter().find(|name| !name.is_empty());
    format!("{} · {}", t!(pair.lead_n, n = lead_number(lead.lead)), name.map(String::as_str).unwrap_or_default())
}

fn explained(pair: &PairDetail, actions: Actions) -> AnyView {
    let PairDetail { left, right, evidence, reason, standing, flips, steps: changes, .. } = pair;
    if matches!(standing, Standing::Test | Standing::Excluded) {
        let words = matching::standing(standing);
        return view! {
            <p class="muted">{format!("{} — {}", called(left), called(right))}</p>
            <p class="pair__sentence sentence" tabindex="-1">{words}</p>
        }
        .into_any();
    }
    let total = t!(pair.sure, sure = sure(evidence.probability()));
    let steps = steps(evidence);
    let caption = steps.iter().map(|step| format!("{} {}", step.label, step.value)).collect::<Vec<_>>().join(", ");
    let (lead_in, flips) = if flips.is_empty() && !changes.is_empty() { (Some(t!(pair.steps)), changes) } else { (None, flips) };
    let items = flips.iter().map(|flip| {
        let then = sure(Confidence::of_bits(flip.total));
        view! { <li class="sentence">{t!(pair.flip, level = matching::level(flip.field, flip.level), sure = then)}</li> }
    });
    let flips = if flips.is_empty() { t!(pair.no_flip).into_any() } else { view! { <ul>{items.collect_view()}</ul> }.into_any() };
    view! {
        <p class="muted">{format!("{} — {}", called(left), called(right))}</p>
        <p class="pair__sentence sentence" tabindex="-1">{matching::reason(reason)}</p>
        <p>{total}" · "{matching::standing(standing)}</p>
        {chain(left.lead, right.lead, standing, actions)}
        <ul class="pair__deciding" aria-label=t!(pair.deciding)>{deciding(pair).into_iter().map(|found| decided_by(pair, found)).collect_view()}</ul>
        <details class="twin pair__all">
            <summary>{t!(pair.all)}</summary>
            {waterfall(&steps, t!(pair.chart, text = caption))}
            <div class="frame" role="region" tabindex="0" aria-label=t!(pair.title)>{table(pair)}</div>
            <p class="muted">{t!(pair.bits_more)}</p>
            <h3 class="panel__title">{t!(pair.flips)}</h3>
            <div class="pair__flips">{lead_in}{flips}</div>
        </details>
    }
    .into_any()
}

/// The comparisons that weigh most, for or against, the heaviest first.
fn deciding(pair: &PairDetail) -> Vec<&FieldEvidence> {
    let weight = |found: &FieldEvidence| (found.weight + found.rarity).abs();
    let mut heaviest: Vec<&FieldEvidence> = Vec::new();
    for found in pair.evidence.fields.iter().filter(|found| weight(found) > 0.0) {
        let place = heaviest.iter().position(|other| weight(other) < weight(found)).unwrap_or(heaviest.len());
        heaviest.insert(place, found);
    }
    heaviest.truncate(DECIDING);
    heaviest
}

/// A comparison in words, with both values.
fn decided_by(pair: &PairDetail, found: &FieldEvidence) -> AnyView {
    let values = pair.values.iter().find(|values| values.field == found.field);
    let (left, right) = values.map_or_else(Default::default, |values| (pieces(&values.left), pieces(&values.right)));
    view! {
        <li class="pair__field">
            <strong class="sentence">{matching::field(found.field)}</strong>
            <span class="sentence">{matching::level(found.field, found.level)}</span>
            <span class="muted"><bdi>{left}</bdi>" — "<bdi>{right}</bdi></span>
        </li>
    }
    .into_any()
}

/// The pairs that hold two leads together, or apart, each with a link to its own reasons.
fn chain(left: u32, right: u32, standing: &Standing, actions: Actions) -> AnyView {
    let chain = match standing {
        Standing::Through(between) => std::iter::once(left).chain(between.iter().copied()).chain([right]).collect::<Vec<_>>(),
        Standing::CannotLink(one, other) => vec![*one, *other],
        _ => Vec::new(),
    };
    let links = chain.iter().zip(chain.iter().skip(1)).map(|(one, other)| {
        let (one, other) = (*one, *other);
        let word = t!(pair.link, left = lead_number(one), right = lead_number(other));
        view! { <li><button type="button" class="link" on:click=move |_| actions.open_pair(one, other)>{word}</button></li> }
    });
    (!chain.is_empty()).then(|| view! { <ol class="pair__chain">{links.collect_view()}</ol> }).into_any()
}

/// The weights of a pair in the order they are added up.
fn steps(evidence: &Evidence) -> Vec<WaterfallStep> {
    let mut weights = vec![(t!(pair.prior), evidence.prior)];
    for found in &evidence.fields {
        let name = matching::field(found.field);
        let rarity = (found.rarity != 0.0).then(|| (t!(pair.rarity, field = name.clone()), found.rarity));
        weights.extend((found.weight != 0.0).then_some((name, found.weight)));
        weights.extend(rarity);
    }
    weights.extend(evidence.conflict.map(|(_, weight)| (t!(pair.conflict), weight)));
    let mut at = 0.0;
    let mut steps = Vec::new();
    for (label, weight) in weights {
        steps.push(WaterfallStep { label, value: bits(weight), from: at, to: at + weight, is_total: false });
        at += weight;
    }
    steps.push(WaterfallStep { label: t!(pair.total), value: bits(evidence.total), from: 0.0, to: evidence.total, is_total: true });
    steps
}

/// The same weights with both values.
fn table(pair: &PairDetail) -> AnyView {
    let evidence = &pair.evidence;
    let fields = evidence.fields.iter().map(|found| {
        let values = pair.values.iter().find(|values| values.field == found.field);
        let (left, right) = values.map_or_else(Default::default, |values| (pieces(&values.left), pieces(&values.right)));
        let rarity = (found.rarity != 0.0).then(|| {
            let name = t!(pair.rarity, field = matching::field(found.field));
            line(name, if found.rarity > 0.0 { t!(pair.rare) } else { t!(pair.common) }, found.rarity)
        });
        view! {
            <tr>
                <th scope="row" class="sentence">{matching::field(found.field)}</th><td>{left}</td><td>{right}</td>
                <td class="sentence">{matching::level(found.field, found.level)}</td><td class="number">{bits(found.weight)}</td>
            </tr>
            {rarity}
        }
    });
    let conflict = evidence.conflict.map(|(conflict, weight)| line(t!(pair.conflict), matching::conflict(conflict), weight));
    view! {
        <table class="table pair">
            <caption class="visually-hidden">{t!(pair.title)}</caption>
            <thead><tr>
                <th scope="col">{t!(pair.field)}</th><th scope="col">{called(&pair.left)}</th><th scope="col">{called(&pair.right)}</th>
                <th scope="col">{t!(pair.comparison)}</th><th scope="col" class="number">{t!(pair.weight)}</th>
            </tr></thead>
            <tbody>
                {line(t!(pair.prior), t!(pair.prior_more), evidence.prior)}
                {fields.collect_view()}
                {conflict}
                {line(t!(pair.total), t!(groups.confidence, n = sure(evidence.probability())), evidence.total)}
            </tbody>
        </table>
    }
    .into_any()
}

/// A row without values.
fn line(name: String, what: String, weight: f32) -> AnyView {
    view! { <tr><th scope="row" class="sentence">{name}</th><td colspan="3">{what}</td><td class="number">{bits(weight)}</td></tr> }
        .into_any()
}

/// A value, the letters that stand on one side only marked.
fn pieces(pieces: &[TextPiece]) -> Vec<AnyView> {
    let piece = |piece: &TextPiece| {
        let text = piece.text.clone();
        if piece.differs { view! { <mark class="pair__differs">{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.iter().map(piece).collect()
}
