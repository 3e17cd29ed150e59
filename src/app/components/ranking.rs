//! A ranking as bars that are a table at the same time; every row can be picked.

mod model;

pub use model::{Rank, RankingModel};

use leptos::prelude::*;

use super::pickable::{OnPick, pick_area, pick_button};
use crate::app::memo::memo;
use crate::i18n::{number, t};
use leadlens_chart::{Geometry, Ink, spark_line};
use model::{FIRST, MORE, Order, RankAction, RankingView};

/// Size of a trend in px.
const TREND: (i32, i32) = (56, 18);

/// The ranking. Without `on_pick` it only shows.
pub fn ranking(model: Signal<RankingModel>, caption: Signal<String>, on_pick: Option<OnPick>) -> AnyView {
    let shown = RwSignal::new(RankingView { order: Order::Count, folded: Vec::new(), limit: FIRST });
    let arranged = memo(move || shown.with(|shown| model.with(|model| model.arranged(shown))));
    let places = memo(move || shown.with(|shown| arranged.with(|places| model.with(|model| model.on_screen(places, shown.limit)))));
    let total = move || arranged.with(Vec::len);
    let limit = memo(move || shown.with(|shown| shown.limit));
    let on_action = on_pick.map(|on_pick| {
        Callback::new(move |(action, exclude): (RankAction, bool)| match action {
            RankAction::Order(order) => shown.update(|shown| shown.order = order),
            RankAction::Fold(group) => shown.update(|shown| shown.fold(group)),
            RankAction::Pick(pick) => on_pick.run((pick, exclude)),
        })
    });
    let action_at = move |place| model.with_untracked(|model| places.with_untracked(|rows| model.action_at(place, rows)));
    // The model is read before what is computed from it: a reader that meets it only through a memo that stays the same is not told of it.
    let body =
        move || model.with(|model| shown.with(|shown| places.with(|places| table(model, shown, places, caption.get(), on_pick.is_some()))));
    let more = move || {
        let left = total().saturating_sub(limit.get().max(places.with(Vec::len)));
        match left {
            0 => t!(chart.show_less),
            _ if total() <= MORE => t!(chart.show_all, n = number(total() as u64)),
            _ => t!(chart.show_more, n = number(left.min(MORE) as u64)),
        }
    };
    let turn = move |_| {
        let total = total();
        shown.update(|shown| {
            shown.limit = match shown.limit {
                limit if limit >= total => FIRST,
                FIRST => MORE,
                limit => limit + MORE,
            }
        });
    };
    let rest = move || {
        Some(model.with(|model| model.more.clone())).filter(|more| !more.is_empty()).map(|more| view! { <p class="muted">{more}</p> })
    };
    view! {
        <Show when=move || !model.with(|model| model.rows.is_empty()) fallback=|| view! { <p class="empty">{t!(chart.nothing)}</p> }>
            <div class="ranking" data-all=move || (limit.get() > FIRST).to_string()>
                {pick_area("frame", caption, on_action, action_at, Box::new(body))}
            </div>
        </Show>
        <Show when=move || { total() > FIRST }>
            <button type="button" class="button button--quiet" aria-expanded=move || (limit.get() > FIRST).to_string() on:click=turn>{more}</button>
        </Show>
        {rest}
    }
    .into_any()
}

fn table(model: &RankingModel, shown: &RankingView, places: &[usize], caption: String, can_pick: bool) -> AnyView {
    // A group is a heading: the bars compare what stands below it.
    let largest = model.rows.iter().filter(|row| !row.is_group).map(|row| row.count).max().unwrap_or(1);
    let most = largest.max(model.most).max(1);
    let head = |order: Order, class: &'static str, word: String| {
        let is_now = shown.order == order;
        let sort =
            (model.can_sort && is_now && model.rows.len() > 1).then_some(if order == Order::Name { "ascending" } else { "descending" });
        let content = if model.can_sort && can_pick && model.rows.len() > 1 {
            pick_button("rank__sort", (0, order.column()), true, None, word.clone(), view! { {word} }.into_any())
        } else {
            view! { <span class="rank__sort">{word}</span> }.into_any()
        };
        view! { <th scope="col" class=class aria-sort=sort>{content}</th> }.into_any()
    };
    let plain = |class: &'static str, word: String, why: String| view! { <th scope="col" class=class title=why>{word}</th> }.into_any();
    let mut heads = vec![head(Order::Name, "rank__head", model.head.clone()), head(Order::Count, "rank__count", model.unit.clone())];
    heads.push(plain("rank__share", t!(chart.share), String::new()));
    if model.has_change {
        heads.push(head(Order::Change, "rank__change", t!(chart.change)));
    }
    heads.push(plain("rank__repeats rank__person", t!(chart.per_person), t!(totals.per_person_why)));
    heads.push(plain("rank__repeats", t!(chart.repeats), t!(chart.repeats_why)));
    if model.has_trend {
        heads.push(plain("rank__trend", t!(chart.trend), String::new()));
    }
    let has_groups = model.rows.iter().any(|row| row.is_group);
    let rows = places.iter().enumerate().filter_map(|(place, index)| {
        let row = model.rows.get(*index)?;
        Some(line(model, row, place + 1, part_of(row.count, most), has_groups, shown.is_folded(row), can_pick))
    });
    // A single value is a line: there is nothing to compare it with.
    let class = match (model.rows.len(), model.has_trend) {
        (1, _) => "rank rank--one",
        (_, true) => "rank rank--trend",
        (_, false) => "rank",
    };
    view! {
        <table class=class>
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn line(model: &RankingModel, row: &Rank, place: usize, part: String, has_groups: bool, is_folded: bool, can_pick: bool) -> AnyView {
    let content = view! { <bdi>{row.name.clone()}</bdi> }.into_any();
    let name = if can_pick && row.pick.is_some() {
        pick_button("rank__name", (place, 1), true, Some(row.state), row.label.clone(), content)
    } else {
        view! { <span class="rank__name" title=row.label.clone()>{content}</span> }.into_any()
    };
    let fold = (row.is_group && can_pick).then(|| {
        let label = t!(chart.fold, name = row.name.clone());
        view! {
            <button
                type="button" class="rank__fold" tabindex="-1" data-at=format!("{place}-0") aria-label=label
                aria-expanded=(!is_folded).to_string()
            ><span aria-hidden="true">{if is_folded { "▸" } else { "▾" }}</span></button>
        }
    });
    let badge = (!row.badge.is_empty()).then(|| view! { <span class="badge">{row.badge.clone()}</span> });
    let change = model.has_change.then(|| {
        let text = row.change.as_ref().map(|change| change.1.clone());
        view! { <td class="rank__change number">{text}</td> }
    });
    let trend = model.has_trend.then(|| view! { <td class="rank__trend">{trend(&row.trend)}</td> });
    let level = if row.is_group {
        "group"
    } else if has_groups {
        "part"
    } else {
        "one"
    };
    view! {
        <tr class="rank__row" data-level=level data-pick-state=row.state.as_str() data-none=(row.count == 0).then_some("")>
            <th scope="row" class="rank__head"><span class="rank__line"><span class="rank__bar" style=("--share", part)></span>{fold}{name}{badge}</span></th>
            <td class="rank__count number">{number(row.count)}</td>
            <td class="rank__share number">{row.share.clone()}</td>
            {change}
            <td class="rank__repeats rank__person number">{row.per_person.clone()}</td>
            <td class="rank__repeats number">{row.repeats.clone()}</td>
            {trend}
        </tr>
    }
    .into_any()
}

/// Part of a whole, written with four places. Writing an `f64` costs the page five kilobytes.
fn part_of(part: u32, whole: u32) -> String {
    let share = u64::from(part) * 10_000 / u64::from(whole);
    format!("{}.{:04}", share / 10_000, share % 10_000)
}

/// A small line over time.
fn trend(values: &[u32]) -> AnyView {
    let scene = spark_line(values, TREND.0, TREND.1, Ink::Accent);
    let mut paths = scene.shapes.into_iter().filter_map(|mark| match mark.geometry {
        Geometry::Trace(path) => Some((false, path)),
        Geometry::Path(path) => Some((true, path)),
        _ => None,
    });
    let (mut line, mut dot) = (String::new(), String::new());
    paths.by_ref().for_each(|(is_filled, path)| if is_filled { dot = path } else { line = path });
    let frame = format!("0 0 {} {}", TREND.0, TREND.1);
    view! { <svg class="trend" viewBox=frame aria-hidden="true"><path class="trend__line" d=line></path><path class="trend__dot" d=dot></path></svg> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_with_four_places() {
        assert_eq!([part_of(1, 3), part_of(5, 5)], ["0.3333", "1.0000"]);
    }
}
