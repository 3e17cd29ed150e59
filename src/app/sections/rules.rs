//! Comparison with a CRM's own duplicate rules: what they would find in the same leads.

use leptos::html;
use leptos::prelude::*;

use crate::app::actions::Actions;
use crate::app::memo::memo;
use crate::app::store::AppStore;
use crate::app::wording::{self, matching};
use crate::i18n::{number, t, t_plural};
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
        <p class="muted">{comparison.rules.iter().find_map(|result| matching::rule_parts(&result.parts))}</p>
        {examples.collect_view()}
        <p class="muted rules__more">{t!(rules.by_email)}</p>
        {comparison.email_merges.iter().map(email_merge).collect_view()}
    }
    .into_any()
}

/// What a CRM that keeps one record for each e-mail address would make of the leads, with values that would differ.
fn email_merge(merge: &EmailMerge) -> AnyView {
    let fields = merge.fields.iter().map(|(role, records)| format!("{} {}", wording::role(*role), number(*records))).collect::<Vec<_>>();
    let fields = if fields.is_empty() { String::new() } else { format!(" ({})", fields.join(", ")) };
    let system = matching::email_merge(merge.system);
    let [people, merged, records, different] = [merge.people, merge.merged, merge.records, merge.different].map(number);
    let words =
        t!(rules.email_merge, crm = system, people = people, merged = merged, records = records, different = different, fields = fields);
    let example = |example: &EmailMergeExample| {
        let text = |text: &str| if text.is_empty() { t!(facet.blank) } else { text.to_owned() };
        let (role, theirs, ours) = (wording::role(example.role), text(&example.theirs), text(&example.ours));
        view! { <li>{t!(rules.value, email = example.email.clone(), field = role, theirs = theirs, ours = ours)}</li> }
    };
    view! { <p>{words}</p><ul class="rules__pairs">{merge.examples.iter().map(example).collect_view()}</ul> }.into_any()
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
    view! {
        <tr>
            <th scope="row">{matching::rule(result.rule)}</th>
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
