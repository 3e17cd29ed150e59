//! The words that stand next to every number of the picture.

use crate::app::components::{Pick, PickState, Rank};
use crate::app::wording;
use crate::i18n::{number, percent, t, t_plural};
use leadlens_engine::report::{Change, Count, Facet, LeadFilter, Measure, Overview};

/// Part of a whole as percent; 0 of nothing.
pub(super) fn share(part: u32, whole: u32) -> String {
    percent(f64::from(part) / f64::from(whole.max(1)))
}

/// Exact repeats among some leads; empty where there are none.
pub(super) fn repeats(count: Count) -> String {
    if count.repeats == 0 { String::new() } else { number(count.repeats) }
}

/// Leads per person among some leads; empty where there is no person.
pub(super) fn per_person(count: Count) -> String {
    wording::per_person(count.leads, count.unidentified, count.people)
}

/// Returns the label that says a number in full: `AppSource, INS: 34 leads, 1.4 leads per person, 4 exact repeats`.
pub(super) fn label(name: String, count: Count, measure: Measure) -> String {
    let label = t!(chart.mark, name = name, n = wording::counted(measure, count.get(measure)));
    let has_several = count.people > 0 && count.leads.saturating_sub(count.unidentified) > count.people;
    let per_person = has_several.then(|| t!(totals.per_person, n = per_person(count)));
    let repeats = (count.repeats > 0).then(|| t_plural!(count.repeats, chart.n_repeats, n = number(count.repeats)));
    let more = [per_person, repeats, wording::unidentified(count.unidentified)];
    more.into_iter().flatten().fold(label, |label, more| t!(chart.marked, label = label, more = more))
}

/// Returns the whole for the rows of a facet: everything, or, where the facet itself is picked, all rows together. Rows share people and
/// companies, so that there is none of these then; nor is there one where `more` rows are not listed.
pub(super) fn whole(
    overview: &Overview,
    measure: Measure,
    filter: &LeadFilter,
    facets: &[Facet],
    rows: impl Iterator<Item = Count>,
    more: u32,
) -> u32 {
    if !facets.iter().any(|facet| filter.concerns(*facet)) {
        overview.all.get(measure)
    } else if measure == Measure::Leads && more == 0 {
        rows.fold(0, |sum, count| sum.saturating_add(count.leads))
    } else {
        0
    }
}

/// A number against the one before: percent more or less, as it is shown, and in words. Nothing where there was and is nothing.
#[expect(clippy::cast_possible_truncation, reason = "percent of counts")]
pub(in crate::app::sections) fn against(now: u32, before: u32) -> Option<(i64, String, String)> {
    let ratio = (f64::from(now) - f64::from(before)) / f64::from(before.max(1));
    let whole = (ratio * 100.0).round() as i64;
    match (now, before) {
        (0, 0) => None,
        (_, 0) => Some((i64::MAX, t!(chart.is_new), t!(chart.is_new))),
        (0, _) => Some((-100, format!("▼ −{}", percent(1.0)), t!(chart.gone))),
        _ if whole == 0 => Some((0, "=".to_owned(), t!(chart.same_as_before))),
        _ if whole > 0 => Some((whole, format!("▲ +{}", percent(ratio)), t!(chart.rose, share = percent(ratio)))),
        _ => Some((whole, format!("▼ −{}", percent(-ratio)), t!(chart.fell, share = percent(-ratio)))),
    }
}

/// Basis of a ranking: its facet, measure and filter, and the whole for shares.
#[derive(Clone, Copy)]
pub(super) struct Ranked<'a> {
    pub(super) facet: Facet,
    pub(super) measure: Measure,
    pub(super) filter: &'a LeadFilter,
    /// All of it; 0 for nothing that shares could be of.
    pub(super) whole: u32,
}

impl Ranked<'_> {
    /// A row of it.
    pub(super) fn row(self, value: &str, name: String, count: Count, change: Option<Change>) -> Rank {
        let number = count.get(self.measure);
        let share = if self.whole == 0 { String::new() } else { share(number, self.whole) };
        let change = change.and_then(|change| against(change.now.get(self.measure), change.before.get(self.measure)));
        let mut label = label(name.clone(), count, self.measure);
        if !share.is_empty() {
            label = t!(chart.ranked, label = label, share = share.clone());
        }
        if let Some((_, _, words)) = &change {
            label = t!(chart.ranked_change, label = label, change = words.clone());
        }
        Rank {
            name,
            count: number,
            share,
            change,
            repeats: repeats(count),
            per_person: per_person(count),
            label,
            pick: Some(Pick::value(self.facet, value)),
            state: PickState::of(self.filter, self.facet, value),
            ..Rank::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_compared_with_the_one_before() {
        let shown = |now, before| against(now, before).map(|(percent, shown, _)| (percent, shown));
        for (now, before, expected) in [
            (0, 0, None),
            (5, 0, Some((i64::MAX, "new"))),
            (0, 5, Some((-100, "▼ −100%"))),
            (5, 5, Some((0, "="))),
            (1001, 1000, Some((0, "="))),
            (112, 100, Some((12, "▲ +12%"))),
            (95, 100, Some((-5, "▼ −5%"))),
            (u32::MAX, 1, Some((429_496_729_400, "▲ +429496729400%"))),
        ] {
            assert_eq!(shown(now, before), expected.map(|(percent, shown)| (percent, shown.to_owned())), "{now} after {before}");
        }
    }

    #[test]
    fn a_number_says_its_repeats_and_who_is_unidentified() {
        let count = Count { leads: 36, people: 25, companies: 1, unidentified: 2, repeats: 1 };
        let full = label("AppSource, INS".to_owned(), count, Measure::Leads);
        assert_eq!(full, "AppSource, INS: 36 leads, 1.4 leads per person, 1 exact repeat, 2 unidentified leads");
        assert_eq!(label("A".to_owned(), Count { leads: 1, people: 1, ..Count::default() }, Measure::People), "A: 1 person");
        let unidentified = Count { leads: 4, unidentified: 4, ..Count::default() };
        assert_eq!(label("B".to_owned(), unidentified, Measure::People), "B: 0 people, 4 unidentified leads");
        assert_eq!([count, unidentified].map(per_person), ["1.4", ""]);
        assert_eq!([count, unidentified].map(repeats), ["1", ""]);
    }

    #[test]
    fn shares_are_of_what_the_rows_are_part_of() {
        let count = |leads| Count { leads, people: 1, companies: 1, ..Count::default() };
        let overview = Overview { all: count(10), ..Overview::default() };
        let rows = [count(30), count(10)];
        let (nothing, picked) = (LeadFilter::default(), LeadFilter::only(Facet::Offer, "a"));
        for (measure, filter, more, expected) in [
            (Measure::Leads, &nothing, 0, 10),
            (Measure::Leads, &nothing, 7, 10),
            (Measure::Leads, &picked, 0, 40),
            (Measure::Leads, &picked, 7, 0),
            (Measure::People, &picked, 0, 0),
        ] {
            assert_eq!(whole(&overview, measure, filter, &[Facet::Offer], rows.into_iter(), more), expected, "{measure:?}, {more} more");
        }
    }
}
