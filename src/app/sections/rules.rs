//! Comparison with a CRM's own duplicate rules: what they would find in the same leads.

use leptos::html;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::{self, matching};
use crate::i18n::{number, t, t_plural};
use leadlens_engine::leads::System;
use leadlens_engine::report::{EmailMerge, EmailMergeExample, LeadRow, RuleComparison, RuleResult};

/// The comparison, made once it is opened.
#[component]
pub fn Rules() -> impl IntoView {
    let (store, actions) = (AppStore::expect(), Actions::expect());
    let comparison = memo(move || store.state.with(|state| state.rules.found.clone()));
    let details = NodeRef::<html::Details>::new();
    let is_open = store.state.with_untracked(|state| state.rules.number.is_some());
    let on_toggle = move |_| {
        if let Some(details) = details.get_untracked() {
            actions.show_rules(details.open());
        }
    };
    let content = move || match comparison.get() {
        Some(comparison) => overlap(&comparison, actions),
        None => view! { <p class="muted" role="status">{t!(rules.waiting)}</p> }.into_any(),
    };
    let behind = memo(move || store.state.with(|state| state.rules_behind));
    let behind = move || {
        let behind = behind.get();
        (behind > 0).then(|| {
            let count = t_plural!(behind, rules.behind, n = number(behind));
            view! { <p class="banner">{count}" "<button type="button" class="link" on:click=move |_| actions.count_rules()>{t!(rules.again)}</button></p> }
        })
    };
    view! {
        <details class="twin" open=is_open node_ref=details on:toggle=on_toggle>
            <summary>{t!(rules.title)}</summary>
            {behind}
            {content}
        </details>
    }
}

fn overlap(comparison: &RuleComparison, actions: Actions) -> AnyView {
    let rows = comparison.rules.iter().map(|result| row(result, comparison.pairs));
    let examples = comparison.rules.iter().flat_map(|result| {
        let rule = matching::rule(result.rule);
        [
            examples(t!(rules.examples_leadlens, rule = rule.clone()), &result.missed_examples, actions),
            examples(t!(rules.examples_rule, rule = rule), &result.wrong_examples, actions),
        ]
    });
    let head = |kind: &str, word: String| {
        let key = (!kind.is_empty()).then(|| view! { <span class=format!("rules__key rules__key--{kind}") aria-hidden="true"></span> });
        view! { <th scope="col" class="number">{key}{word}</th> }
    };
    view! {
        <p class="muted">{t!(rules.more, pairs = number(comparison.pairs), people = number(comparison.people))}</p>
        <div class="frame" role="region" tabindex="0" aria-label=t!(rules.title)>
            <table class="table rules">
                <thead><tr>
                    <th scope="col">{t!(rules.rule)}</th>
                    {head("", t!(rules.people))}{head("found", t!(rules.finds))}
                    {head("missed", t!(rules.only_leadlens))}{head("wrong", t!(rules.only_rule))}<td></td>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {examples.collect_view()}
        {email_merges(&comparison.email_merges, actions)}
    }
    .into_any()
}

/// What CRMs that keep one record for each e-mail address would make of the leads, with values that would differ.
fn email_merges(merges: &[EmailMerge], actions: Actions) -> AnyView {
    let row = |merge: &EmailMerge| {
        let cell = |count: u32| view! { <td class="number">{number(count)}</td> };
        let fields = merge.fields.iter().map(|(role, records)| format!("{} {}", wording::role(*role), number(*records)));
        view! {
            <tr>
                <th scope="row">{matching::email_merge(merge.system)}</th>
                {cell(merge.people)}{cell(merge.merged)}{cell(merge.records)}{cell(merge.different)}
                <td>{fields.collect::<Vec<_>>().join(", ")}</td>
            </tr>
        }
    };
    let example = |example: &EmailMergeExample, system: System| {
        let text = |text: &str| if text.is_empty() { t!(facet.blank) } else { text.to_owned() };
        let (system, role) = (wording::system(system), wording::role(example.role));
        let (theirs, ours) = (text(&example.theirs), text(&example.ours));
        let words = t!(rules.value, email = example.email.clone(), field = role, system = system, theirs = theirs, ours = ours);
        let entry = match example.group {
            Some(group) => {
                view! { <button type="button" class="link rules__pair" on:click=move |_| actions.open_group(group)>{words}</button> }
                    .into_any()
            }
            None => words.into_any(),
        };
        view! { <li>{entry}</li> }
    };
    let examples = merges.iter().filter(|merge| !merge.examples.is_empty()).map(|merge| {
        let list = merge.examples.iter().map(|shown| example(shown, merge.system)).collect_view();
        let title = t!(rules.examples_values, system = wording::system(merge.system));
        view! { <details class="twin"><summary>{title}</summary><ul class="rules__pairs">{list}</ul></details> }
    });
    view! {
        <p class="muted">{t!(rules.by_email)}</p>
        <div class="frame" role="region" tabindex="0" aria-label=t!(rules.by_email_title)>
            <table class="table rules">
                <thead><tr>
                    <th scope="col">{t!(rules.crm)}</th><th scope="col" class="number">{t!(rules.records_left)}</th>
                    <th scope="col" class="number">{t!(rules.merged)}</th><th scope="col" class="number">{t!(rules.records_merged)}</th>
                    <th scope="col" class="number">{t!(rules.differ)}</th><th scope="col">{t!(rules.differ_in)}</th>
                </tr></thead>
                <tbody>{merges.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {examples.collect_view()}
    }
    .into_any()
}

/// A rule with its numbers, and a bar of what it finds, misses and joins wrongly. The bar says nothing the numbers do not.
fn row(result: &RuleResult, pairs: u64) -> AnyView {
    let all = pairs.saturating_add(result.wrongly_joined).max(1);
    let mut at = 0;
    let parts = [("found", result.found), ("missed", result.missed), ("wrong", result.wrongly_joined)].map(|(kind, count)| {
        let width = count.saturating_mul(1_000) / all;
        let x = at;
        at += width;
        view! { <rect class=format!("rules__part rules__part--{kind}") x=x.to_string() width=width.to_string() height="12"></rect> }
    });
    let cell = |count: u64| view! { <td class="number">{number(count)}</td> };
    let each = matching::rule_parts(&result.parts).map(|parts| view! { <p class="rules__parts muted">{parts}</p> });
    view! {
        <tr>
            <th scope="row">{matching::rule(result.rule)}{each}</th>
            {cell(result.people.into())}{cell(result.found)}{cell(result.missed)}{cell(result.wrongly_joined)}
            <td><svg class="rules__bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">{parts.into_iter().collect_view()}</svg></td>
        </tr>
    }
    .into_any()
}

/// Some pairs, each with a link to its reasons.
fn examples(title: String, pairs: &[(LeadRow, LeadRow)], actions: Actions) -> AnyView {
    let called = |lead: &LeadRow| {
        [&lead.name, &lead.company, &lead.email].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    };
    let example = |(left, right): &(LeadRow, LeadRow)| {
        let (one, other) = (left.lead, right.lead);
        let word = t!(rules.pair, left = called(left), right = called(right));
        view! { <li><button type="button" class="link rules__pair" on:click=move |_| actions.open_pair(one, other)>{word}</button></li> }
    };
    let list = (!pairs.is_empty())
        .then(|| view! { <details class="twin"><summary>{title}</summary><ul class="rules__pairs">{pairs.iter().map(example).collect_view()}</ul></details> });
    list.into_any()
}
