//! The numbers of a ranking in words, the order of its rows on screen, and the actions of its buttons.

use crate::app::components::pickable::{Pick, PickState, Place};
use crate::i18n::{lower_case, number, t};
use leadlens_chart::{Ink, RankedBar, Scene, TableData, ranked_bars};

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
    /// Number that the longest bar stands for; 0 for the largest of the rows.
    pub most: u32,
    /// Note below the ranking, on rows beyond those listed, or why there are none; may be empty.
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
    /// Number of exact repeats; empty where there are none.
    pub repeats: String,
    /// Leads per person; empty where there is no person.
    pub per_person: String,
    /// Its numbers over time.
    pub trend: Vec<u32>,
    /// Label that says the row in full, read aloud and shown as a hint.
    pub label: String,
    /// Pick of the row; `None` where there is nothing to pick.
    pub pick: Option<Pick>,
    /// Relation of the row to what is picked.
    pub state: PickState,
}

/// Order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Count,
    Change,
    Name,
}

impl Order {
    /// Column of the head that orders so, behind that of the signs that fold groups.
    pub(super) fn column(self) -> usize {
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
pub(super) enum RankAction {
    /// Orders the rows.
    Order(Order),
    /// Hides the rows of the group with that pick, or shows them again.
    Fold(Pick),
    /// Picks a row.
    Pick(Pick),
}

/// State of a ranking on screen: its order, its folded groups and the most rows shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RankingView {
    pub(super) order: Order,
    /// Picks of groups whose rows are hidden.
    pub(super) folded: Vec<Pick>,
    pub(super) limit: usize,
}

impl RankingView {
    pub(super) fn is_folded(&self, group: &Rank) -> bool {
        group.pick.as_ref().is_some_and(|pick| self.folded.contains(pick))
    }

    /// Hides the rows of a group, or shows them again.
    pub(super) fn fold(&mut self, group: Pick) {
        match self.folded.iter().position(|folded| *folded == group) {
            Some(place) => drop(self.folded.remove(place)),
            None => self.folded.push(group),
        }
    }
}

/// Rows shown at first, and how many come at once when more are requested: what a page can draw without a stop.
pub(super) const FIRST: usize = 8;
pub(super) const MORE: usize = 100;
/// Rows of a file at most: a picture, no list.
const IN_FILE: usize = 40;

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
        let rows: Vec<_> = self.counted().take(IN_FILE).map(bar).collect();
        ranked_bars(&rows, width, &|count| number(count))
    }

    /// The same as a table.
    pub fn table(&self) -> TableData {
        let mut head = vec![self.head.clone(), self.unit.clone(), t!(chart.share), t!(chart.per_person), t!(chart.repeats)];
        if self.has_change {
            head.push(t!(chart.change));
        }
        let row = |row: &Rank| {
            let mut cells = vec![row.name.clone(), row.count.to_string(), row.share.clone(), row.per_person.clone(), row.repeats.clone()];
            if self.has_change {
                cells.push(row.change.as_ref().map(|change| change.2.clone()).unwrap_or_default());
            }
            cells
        };
        TableData { head, rows: self.counted().map(row).collect() }
    }

    /// The rows that a file has: those of which anything is counted.
    fn counted(&self) -> impl Iterator<Item = &Rank> {
        self.rows.iter().filter(|row| row.count > 0)
    }

    /// Rows on screen where the first `limit` of these places are shown. Where a filter leaves nothing of some of them, as many further rows
    /// of which it leaves something follow.
    pub(super) fn on_screen(&self, places: &[usize], limit: usize) -> Vec<usize> {
        let is_counted = |place: &usize| self.rows.get(*place).is_some_and(|row| row.count > 0);
        let (first, rest) = places.split_at_checked(limit).unwrap_or((places, &[]));
        let free = first.iter().filter(|place| !is_counted(place)).count();
        // Below a group stand its own rows only: up to the next one.
        let own = rest.iter().take_while(|place| !self.rows.get(**place).is_some_and(|row| row.is_group));
        first.iter().chain(own.filter(|place| is_counted(place)).take(free)).copied().collect()
    }

    /// The action of the button at a place; `rows` are the indices of the rows on screen.
    pub(super) fn action_at(&self, (line, column): Place, rows: &[usize]) -> Option<RankAction> {
        let Some(line) = line.checked_sub(1) else { return Order::at_column(column).map(RankAction::Order) };
        let pick = self.rows.get(*rows.get(line)?)?.pick.clone()?;
        Some(if column == 0 { RankAction::Fold(pick) } else { RankAction::Pick(pick) })
    }

    /// Indices of the rows on screen, those of folded groups left out.
    pub(super) fn arranged(&self, shown: &RankingView) -> Vec<usize> {
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
        assert!(RankingModel::default().scene(960).shapes.is_empty());
    }

    #[test]
    fn rows_that_a_filter_empties_stay_and_further_ones_join_them() {
        let rows = vec![row("a", 0, 0), row("b", 3, 0), row("c", 0, 0), row("d", 1, 0), row("e", 2, 0), row("f", 1, 0)];
        let mut model = RankingModel { rows, ..RankingModel::default() };
        let all: Vec<usize> = (0..6).collect();
        assert_eq!(model.on_screen(&all, 3), [0, 1, 2, 3, 4]);
        assert_eq!(model.on_screen(&all, 9), all);
        assert_eq!(model.table().rows.len(), 4, "a file has what is counted");
        model.rows[0].is_group = true;
        assert_eq!(model.on_screen(&all, 3), [0, 1, 2, 3, 4], "those of the group");
        model.rows[3].is_group = true;
        assert_eq!(model.on_screen(&all, 3), [0, 1, 2], "but none of the next");
    }
}
