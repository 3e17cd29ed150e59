//! Unknown codes.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::OverviewContext;
use crate::app::actions::Actions;
use crate::app::components::pickable::{Place, pick_area, pick_button};
use crate::app::components::{Figure, Pick, PickState, figure, select};
use crate::app::memo::memo;
use crate::app::wording;
use crate::i18n::{number, t, t_plural};
use leadlens_chart::{Ink, RankedBar, TableData, ranked_bars};
use leadlens_engine::LogEntry;
use leadlens_engine::leads::{Action, CodeMeaning, Storefront, UnknownSlot, ValueDecision};
use leadlens_engine::report::{Facet, LeadFilter, UnknownCode};

/// Codes that are not the marketplace's, each with a choice of what it stands for; none in a summary.
pub(super) fn unknown(context: OverviewContext) -> AnyView {
    let store = context.store;
    let codes = memo(move || store.of_overview(|overview| overview.unknown.clone()));
    let decided = memo(move || store.state.with(|state| state.session.decisions().values.clone()));
    let is_known = memo(move || context.on_pick.is_some() && (!codes.with(Vec::is_empty) || !decided.with(Vec::is_empty)));
    (move || is_known.get().then(|| picture(context, codes, decided))).into_any()
}

fn picture(context: OverviewContext, codes: Memo<Vec<UnknownCode>>, decided: Memo<Vec<ValueDecision>>) -> AnyView {
    let title = Signal::derive(|| t!(chart.unknown));
    let bar =
        |code: &UnknownCode| RankedBar { label: code.text.clone(), value: u64::from(code.leads), note: String::new(), ink: Ink::Accent };
    let frame = Figure {
        name: "unknown",
        class: "panel--half",
        title,
        scope: Signal::derive(|| t!(chart.unknown_more)),
        heading: context.heading(title),
        table: Signal::derive(move || codes.with(|codes| numbers(codes))),
        is_table: true,
        scene: Arc::new(move |width| {
            let bars: Vec<_> = codes.with_untracked(|codes| codes.iter().map(bar).collect());
            ranked_bars(&bars, width, &|count| number(count))
        }),
    };
    let body = move || {
        let rows = codes.with(|codes| {
            context.filter.with(|filter| codes.iter().enumerate().map(|(index, code)| row(index, code, filter)).collect_view())
        });
        let decided = decided.get().into_iter().map(|value| {
            let meaning = meaning_of(value.slot(), &value.text, Some(value.meaning));
            view! { <tr><th scope="row"><code>{value.text}</code></th><td>{t!(chart.unknown_decided)}</td><td></td><td>{meaning}</td></tr> }
        });
        let decided = decided.collect_view();
        let head = |class: &'static str, word: String| view! { <th scope="col" class=class>{word}</th> }.into_any();
        view! {
            <table class="table codes">
                <caption class="visually-hidden">{t!(chart.unknown)}</caption>
                <thead><tr>
                    {head("", t!(chart.unknown_code))}{head("", t!(chart.unknown_where))}{head("number", t!(bar.leads))}{head("", t!(chart.unknown_means))}
                </tr></thead>
                <tbody>{rows}{decided}</tbody>
            </table>
        }
        .into_any()
    };
    let pick_at = move |(row, _): Place| codes.with_untracked(|codes| Some(Pick::value(Facet::Unknown, &codes.get(row)?.name())));
    figure(frame, ().into_any(), pick_area("frame", title, context.on_pick, pick_at, Box::new(body)))
}

fn row(index: usize, code: &UnknownCode, filter: &LeadFilter) -> AnyView {
    let state = PickState::of(filter, Facet::Unknown, &code.name());
    let meaning = meaning_of(code.slot, &code.text, None);
    let leads = t_plural!(code.leads, unit.n_leads, n = number(code.leads));
    let label = t!(chart.mark, name = code.text.clone(), n = leads);
    let text = view! { <code><bdi>{code.text.clone()}</bdi></code> }.into_any();
    let button = pick_button("rank__name", (index, 0), true, Some(state), label, text);
    view! {
        <tr class="rank__row" data-pick-state=state.as_str()>
            <th scope="row">{button}</th><td>{place(code.slot)}</td><td class="number">{number(code.leads)}</td><td>{meaning}</td>
        </tr>
    }
    .into_any()
}

fn place(slot: UnknownSlot) -> String {
    match slot {
        UnknownSlot::Storefront => t!(chart.unknown_in_source),
        UnknownSlot::Action => t!(chart.unknown_in_action),
    }
}

fn numbers(codes: &[UnknownCode]) -> TableData {
    TableData {
        head: vec![t!(chart.unknown_code), t!(chart.unknown_where), t!(bar.leads)],
        rows: codes.iter().map(|code| vec![code.text.clone(), place(code.slot), code.leads.to_string()]).collect(),
    }
}

/// The choice of what a code stands for, among the known ones.
fn meaning_of(slot: UnknownSlot, text: &str, meaning: Option<CodeMeaning>) -> AnyView {
    let actions = Actions::expect();
    let is_known_source = |source: &Storefront| !matches!(source, Storefront::Other | Storefront::None);
    let is_known_action = |action: &Action| !matches!(action, Action::Other | Action::None);
    let choices = match slot {
        UnknownSlot::Storefront => Storefront::ALL
            .into_iter()
            .filter(is_known_source)
            .map(|source| (source.as_str().to_owned(), wording::source(source)))
            .collect(),
        UnknownSlot::Action => {
            Action::ALL.into_iter().filter(is_known_action).map(|action| (action.as_str().to_owned(), wording::action(action))).collect()
        }
    };
    let chosen = meaning.map(|meaning| match meaning {
        CodeMeaning::Storefront(source) => source.as_str().to_owned(),
        CodeMeaning::Action(action) => action.as_str().to_owned(),
    });
    let label = t!(chart.unknown_is, code = text.to_owned());
    let text = text.to_owned();
    let on_change = Callback::new(move |name: String| {
        let meaning = match slot {
            UnknownSlot::Storefront => Storefront::from_name(&name).map(CodeMeaning::Storefront),
            UnknownSlot::Action => Action::from_name(&name).map(CodeMeaning::Action),
        };
        actions.decide(LogEntry::Meaning { text: text.clone(), slot, meaning });
    });
    select(label, Some(t!(chart.unknown_nothing)), choices, Signal::derive(move || chosen.clone()), on_change)
}
