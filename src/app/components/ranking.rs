//! A ranking as bars that are a table at the same time; every row can be picked.

use leptos::prelude::*;

use super::pickable::{OnPick, Pick, PickState, Place, pick_area, pick_button};
use crate::app::memo::memo;
use crate::i18n::{lower_case, number, t};
use leadlens_chart::{Geometry, Ink, RankedBar, Scene, TableData, ranked_bars, spark_line};

/// A ranking, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankingModel {
    /// Head of the names.
    pub head: String,
    /// Head of the numbers.
    pub unit: String,
    /// The rows, largest first; below each group its own.
    pub rows: Vec<Rank>,
    /// True where something is known of the time before, so that rows have a change.
    pub has_change: bool,
    /// True where rows have a trend.
    pub has_trend: bool,
    /// True where the order can be chosen.
    pub can_sort: bool,
    /// Note below the ranking, on rows beyond those listed; may be empty.
    pub more: String,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rank {
    /// Its name.
    pub name: String,
    /// A word next to it; may be empty.
    pub badge: String,
    /// True for a group: the rows below it belong to it, up to the next group.
    pub is_group: bool,
    /// Its number.
    pub count: u32,
    /// Its share of all; empty where there is none.
    pub share: String,
    /// Against the time before: percent more or less, as it is shown, and in words.
    pub change: Option<(i64, String, String)>,
    /// The share of repeats; empty where there are none.
    pub repeats: String,
    /// Its numbers over time.
    pub trend: Vec<u32>,
    /// Label that says the row in full, read aloud and shown as a hint.
    pub label: String,
    /// Pick of the row; `None` where there is nothing to pick.
    pub pick: Option<Pick>,
    /// Relation of the row to what is picked.
    pub state: PickState,
}

/// By what rows are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Count,
    Change,
    Name,
}

impl Order {
    /// Column of the head that orders so, behind that of the signs that fold groups.
    fn column(self) -> usize {
        match self {
            Self::Name => 1,
            Self::Count => 2,
            Self::Change => 3,
        }
    }

    fn at_column(column: usize) -> Option<Self> {
        [Self::Name, Self::Count, Self::Change].into_iter().find(|order| order.column() == column)
    }
}

/// Action of a button of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RankAction {
    /// Orders the rows.
    Order(Order),
    /// Hides the rows of the group with that pick, or shows them again.
    Fold(Pick),
    /// Picks a row.
    Pick(Pick),
}

/// State of a ranking on screen: its order, its folded groups and the most rows shown.
#[derive(Clone, Debug, PartialEq)]
struct RankingView {
    order: Order,
    /// Picks of groups whose rows are hidden.
    folded: Vec<Pick>,
    limit: usize,
}

impl RankingView {
    fn is_folded(&self, group: &Rank) -> bool {
        group.pick.as_ref().is_some_and(|pick| self.folded.contains(pick))
    }

    /// Hides the rows of a group, or shows them again.
    fn fold(&mut self, group: Pick) {
        match self.folded.iter().position(|folded| *folded == group) {
            Some(place) => drop(self.folded.remove(place)),
            None => self.folded.push(group),
        }
    }
}

/// Rows shown at first, and how many come at once when more are requested: what a page can draw without a stop.
const FIRST: usize = 8;
const MORE: usize = 100;
/// Rows of a file at most: a picture, no list.
const IN_FILE: usize = 40;
/// Size of a trend in px.
const TREND: (i32, i32) = (56, 18);

impl RankingModel {
    /// The same as a picture.
    pub fn scene(&self, width: i32) -> Scene {
        let has_groups = self.rows.iter().any(|row| row.is_group);
        let bar = |row: &Rank| RankedBar {
            label: if has_groups && !row.is_group { format!("\u{2003}{}", row.name) } else { row.name.clone() },
            value: u64::from(row.count),
            note: row.share.clone(),
            ink: if row.is_group { Ink::Previous } else { Ink::Accent },
        };
        let rows: Vec<_> = self.rows.iter().take(IN_FILE).map(bar).collect();
        ranked_bars(&rows, width, &|count| number(count))
    }

    /// The same as a table.
    pub fn table(&self) -> TableData {
        let mut head = vec![self.head.clone(), self.unit.clone(), t!(chart.share), t!(chart.repeats)];
        if self.has_change {
            head.push(t!(chart.change));
        }
        let row = |row: &Rank| {
            let mut cells = vec![row.name.clone(), row.count.to_string(), row.share.clone(), row.repeats.clone()];
            if self.has_change {
                cells.push(row.change.as_ref().map(|change| change.2.clone()).unwrap_or_default());
            }
            cells
        };
        TableData { head, rows: self.rows.iter().map(row).collect() }
    }

    /// The action of the button at a place; `rows` are the indices of the rows on screen.
    fn action_at(&self, (line, column): Place, rows: &[usize]) -> Option<RankAction> {
        let Some(line) = line.checked_sub(1) else { return Order::at_column(column).map(RankAction::Order) };
        let pick = self.rows.get(*rows.get(line)?)?.pick.clone()?;
        Some(if column == 0 { RankAction::Fold(pick) } else { RankAction::Pick(pick) })
    }

    /// Indices of the rows on screen, those of folded groups left out.
    fn arranged(&self, shown: &RankingView) -> Vec<usize> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let has_groups = self.rows.iter().any(|row| row.is_group);
        for (index, row) in self.rows.iter().enumerate() {
            match groups.last_mut() {
                Some(group) if has_groups && !row.is_group => group.push(index),
                _ => groups.push(vec![index]),
            }
        }
        for group in &mut groups {
            let is_folded = group.first().and_then(|index| self.rows.get(*index)).is_some_and(|row| shown.is_folded(row));
            if is_folded {
                group.truncate(1);
            } else if let Some(rest) = group.get_mut(1..) {
                self.sort(rest, shown.order);
            }
        }
        let mut heads: Vec<usize> = groups.iter().filter_map(|group| group.first().copied()).collect();
        self.sort(&mut heads, shown.order);
        let group_of = |head: usize| groups.iter().find(move |group| group.first() == Some(&head)).cloned().unwrap_or_default();
        if has_groups { heads.into_iter().flat_map(group_of).collect() } else { heads }
    }

    fn sort(&self, rows: &mut [usize], order: Order) {
        match order {
            Order::Count => {}
            Order::Change => {
                let of = |index: usize| self.rows.get(index).and_then(|row| row.change.as_ref()).map_or(i64::MIN, |change| change.0);
                let changes: Vec<i64> = (0..self.rows.len()).map(of).collect();
                put_in_order(rows, &|one, other| changes.get(one) > changes.get(other));
            }
            Order::Name => {
                let of = |index: usize| self.rows.get(index).map(|row| lower_case(&row.name)).unwrap_or_default();
                let names: Vec<String> = (0..self.rows.len()).map(of).collect();
                put_in_order(rows, &|one, other| names.get(one) < names.get(other));
            }
        }
    }
}

/// Sorts, and keeps the order of what is alike. Rows are few; the sort of the standard library is 8 kB of code for each type.
fn put_in_order(rows: &mut [usize], is_before: &dyn Fn(usize, usize) -> bool) {
    let mut sorted = Vec::with_capacity(rows.len());
    for row in rows.iter() {
        sorted.insert(sorted.partition_point(|other| !is_before(*row, *other)), *row);
    }
    rows.copy_from_slice(&sorted);
}

/// The ranking. Without `on_pick` it only shows.
pub fn ranking(model: Signal<RankingModel>, caption: Signal<String>, on_pick: Option<OnPick>) -> AnyView {
    let shown = RwSignal::new(RankingView { order: Order::Count, folded: Vec::new(), limit: FIRST });
    let places = memo(move || shown.with(|shown| model.with(|model| model.arranged(shown))));
    let total = move || places.with(Vec::len);
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
        let left = total().saturating_sub(limit.get());
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
    let most = model.rows.iter().map(|row| row.count).max().unwrap_or(1).max(1);
    let head = |order: Order, class: &'static str, word: String| {
        let is_now = shown.order == order;
        let sort = (model.can_sort && is_now).then_some(if order == Order::Name { "ascending" } else { "descending" });
        let content = if model.can_sort && can_pick {
            pick_button("rank__sort", (0, order.column()), true, None, word.clone(), view! { {word} }.into_any())
        } else {
            view! { <span class="rank__sort">{word}</span> }.into_any()
        };
        view! { <th scope="col" class=class aria-sort=sort>{content}</th> }.into_any()
    };
    let plain = |class: &'static str, word: String| view! { <th scope="col" class=class>{word}</th> }.into_any();
    let mut heads = vec![head(Order::Name, "rank__head", model.head.clone()), head(Order::Count, "rank__count", model.unit.clone())];
    heads.push(plain("rank__share", t!(chart.share)));
    if model.has_change {
        heads.push(head(Order::Change, "rank__change", t!(chart.change)));
    }
    heads.push(plain("rank__repeats", t!(chart.repeats)));
    if model.has_trend {
        heads.push(plain("rank__trend", t!(chart.trend)));
    }
    let has_groups = model.rows.iter().any(|row| row.is_group);
    let rows = places.iter().take(shown.limit).enumerate().filter_map(|(place, index)| {
        let row = model.rows.get(*index)?;
        Some(line(model, row, place + 1, part_of(row.count, most), has_groups, shown.is_folded(row), can_pick))
    });
    view! {
        <table class=if model.has_trend { "rank rank--trend" } else { "rank" }>
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
        <tr class="rank__row" data-level=level data-pick-state=row.state.as_str()>
            <th scope="row" class="rank__head"><span class="rank__line">{fold}{name}{badge}</span></th>
            <td class="rank__count"><span class="rank__value"><span class="rank__track"><span class="rank__bar" style=("--share", part)></span></span><span class="number">{number(row.count)}</span></span></td>
            <td class="rank__share number">{row.share.clone()}</td>
            {change}
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
    use leadlens_engine::report::Facet;

    fn shown(order: Order) -> RankingView {
        RankingView { order, folded: Vec::new(), limit: FIRST }
    }

    fn row(name: &str, count: u32, change: i64) -> Rank {
        Rank {
            name: name.to_owned(),
            pick: Some(Pick::value(Facet::Publisher, name)),
            count,
            change: Some((change, String::new(), String::new())),
            ..Rank::default()
        }
    }

    fn group(name: &str, count: u32, change: i64) -> Rank {
        Rank { is_group: true, ..row(name, count, change) }
    }

    #[test]
    fn rows_are_ordered_within_their_groups() {
        let rows = vec![group("B", 9, 0), row("b2", 5, -10), row("B1", 4, 50), group("a", 3, 7), row("x", 3, 7)];
        let model = RankingModel { rows, ..RankingModel::default() };
        for (order, folded, expected) in [
            (Order::Count, &[][..], &[0, 1, 2, 3, 4][..]),
            (Order::Change, &[], &[3, 4, 0, 2, 1]),
            (Order::Name, &[], &[3, 4, 0, 2, 1]),
            (Order::Count, &["B"], &[0, 3, 4]),
        ] {
            let mut shown = shown(order);
            for name in folded {
                shown.fold(Pick::value(Facet::Publisher, name));
            }
            assert_eq!(model.arranged(&shown), expected, "{order:?}");
        }
        let flat = RankingModel { rows: vec![row("b", 2, 1), row("a", 1, 2)], ..RankingModel::default() };
        assert_eq!([flat.arranged(&shown(Order::Count)), flat.arranged(&shown(Order::Name))], [vec![0, 1], vec![1, 0]]);
    }

    #[test]
    fn a_button_acts_on_the_row_it_stands_in() {
        let pick = |name| Pick::value(Facet::Publisher, name);
        let rows = vec![group("B", 9, 0), row("b2", 5, -10), Rank::default(), group("order", 3, 7)];
        let model = RankingModel { rows, ..RankingModel::default() };
        for (place, expected) in [
            ((0, 1), Some(RankAction::Order(Order::Name))),
            ((0, 3), Some(RankAction::Order(Order::Change))),
            ((0, 4), None),
            ((1, 0), Some(RankAction::Fold(pick("order")))),
            ((1, 1), Some(RankAction::Pick(pick("order")))),
            ((2, 1), Some(RankAction::Pick(pick("B")))),
            ((3, 1), None),
            ((4, 1), None),
        ] {
            assert_eq!(model.action_at(place, &[3, 0, 2]), expected, "{place:?}");
        }
    }

    #[test]
    fn a_group_is_folded_and_unfolded() {
        let (mut shown, group) = (shown(Order::Count), group("B", 9, 0));
        shown.fold(Pick::value(Facet::Publisher, "B"));
        assert!(shown.is_folded(&group));
        shown.fold(Pick::value(Facet::Publisher, "B"));
        assert!(!shown.is_folded(&group));
    }

    #[test]
    fn a_long_ranking_stays_a_picture() {
        let rows = (0..500).map(|index| row(&"شركة".repeat(75), 500 - index, 0)).collect();
        let model = RankingModel { rows, ..RankingModel::default() };
        assert_eq!((model.table().rows.len(), model.scene(960).height), (500, 40 * 26));
        assert_eq!((RankingModel::default().scene(960).shapes.len(), part_of(1, 3)), (0, "0.3333".to_owned()));
    }
}
