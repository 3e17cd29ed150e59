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
            let meaning = meaning_of(value.slot(), true, &value.text, Some(value.meaning));
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
    let meaning = meaning_of(code.slot, code.stands_alone, &code.text, None);
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

/// The choice of what a code stands for, among the known ones: of a text that stands alone sources and actions.
fn meaning_of(slot: UnknownSlot, stands_alone: bool, text: &str, meaning: Option<CodeMeaning>) -> AnyView {
    let actions = Actions::expect();
    let choices = choices(slot, stands_alone);
    let chosen = meaning.map(|meaning| match meaning {
        CodeMeaning::Storefront(source) => source.as_str().to_owned(),
        CodeMeaning::Action(action) => action.as_str().to_owned(),
    });
    let label = t!(chart.unknown_is, code = text.to_owned());
    let text = text.to_owned();
    let on_change = Callback::new(move |name: String| {
        // No source and action that can be chosen have one name.
        let source = || Storefront::from_name(&name).map(CodeMeaning::Storefront);
        let meaning = Action::from_name(&name).map(CodeMeaning::Action).or_else(source);
        actions.decide(LogEntry::Meaning { text: text.clone(), slot, meaning });
    });
    select(label, Some(t!(chart.unknown_nothing)), choices, Signal::derive(move || chosen.clone()), on_change)
}

/// Meanings a code may be given, each by its name and in words.
fn choices(slot: UnknownSlot, stands_alone: bool) -> Vec<(String, String)> {
    let sources = Storefront::ALL.into_iter().filter(|source| !matches!(source, Storefront::Other | Storefront::None));
    let known_actions = Action::ALL.into_iter().filter(|action| !matches!(action, Action::Other | Action::None));
    let source = |source: Storefront| {
        let name = wording::source(source);
        (source.as_str().to_owned(), if stands_alone { t!(chart.unknown_as_source, name = name) } else { name })
    };
    let action = |action: Action| {
        let name = format!("{} · {}", wording::action(action), wording::action_short(action));
        (action.as_str().to_owned(), if stands_alone { t!(chart.unknown_as_action, name = name) } else { name })
    };
    let is_offered = |of| stands_alone || slot == of;
    let actions = known_actions.filter(|_| is_offered(UnknownSlot::Action)).map(action);
    let sources = sources.filter(|_| is_offered(UnknownSlot::Storefront)).map(source);
    actions.chain(sources).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_stands_alone_may_be_an_action_or_a_source() {
        let offered = |slot, stands_alone| choices(slot, stands_alone).len();
        assert_eq!(offered(UnknownSlot::Storefront, true), 9);
        assert_eq!(offered(UnknownSlot::Storefront, false), 4);
        assert_eq!(offered(UnknownSlot::Action, false), 5);
        let both = choices(UnknownSlot::Storefront, true);
        assert!(both.contains(&("plt".to_owned(), "Action: PLT · Contact me".to_owned())));
        assert!(both.contains(&("app_source".to_owned(), "Source: AppSource".to_owned())));
    }
}
