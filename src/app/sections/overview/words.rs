//! The words that stand next to every number of the picture.

use crate::app::components::{Pick, PickState, Rank};
use crate::app::wording;
use crate::i18n::{number, percent, share, t, t_plural};
use leadlens_engine::report::{Change, Count, Facet, LeadFilter, Measure, Overview};

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

/// Least number in each of two windows whose change is told in percent: of fewer, one more or less is a large share.
const MIN_FOR_PERCENT: u32 = 20;

/// A number compared with the one before: the difference, the change as it is shown, and in words. Nothing where there was and is nothing.
pub(in crate::app::sections) fn against(now: u32, before: u32) -> Option<(i64, String, String)> {
    let difference = i64::from(now) - i64::from(before);
    let ratio = f64::from(now.abs_diff(before)) / f64::from(before.max(1));
    let size = if now.min(before) < MIN_FOR_PERCENT { number(difference.unsigned_abs()) } else { percent(ratio) };
    let (shown, words) = match (now, before) {
        (0, 0) => return None,
        (_, 0) => (t!(chart.is_new), t!(chart.is_new)),
        (0, _) => (format!("▼ −{size}"), t!(chart.gone)),
        _ if difference == 0 || before >= MIN_FOR_PERCENT && ratio < 0.005 => ("=".to_owned(), t!(chart.same_as_before)),
        _ if difference > 0 => (format!("▲ +{size}"), t!(chart.rose, share = size)),
        _ => (format!("▼ −{size}"), t!(chart.fell, share = size)),
    };
    Some((difference, shown, words))
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
        let shown = |now, before| against(now, before).map(|(difference, shown, _)| (difference, shown));
        for (now, before, expected) in [
            (0, 0, None),
            (5, 0, Some((5, "new"))),
            (0, 5, Some((-5, "▼ −5"))),
            (5, 5, Some((0, "="))),
            (1001, 1000, Some((1, "="))),
            (112, 100, Some((12, "▲ +12%"))),
            (95, 100, Some((-5, "▼ −5%"))),
            (19, 38, Some((-19, "▼ −19"))),
            (20, 19, Some((1, "▲ +1"))),
            (u32::MAX, 1, Some((4_294_967_294, "▲ +4294967294"))),
        ] {
            assert_eq!(shown(now, before), expected.map(|(difference, shown)| (difference, shown.to_owned())), "{now} after {before}");
        }
    }

    #[test]
    fn a_share_of_something_is_never_nothing() {
        assert_eq!([share(1, 378), share(0, 378), share(377, 378), share(378, 378)], ["<\u{a0}1%", "0%", ">\u{a0}99%", "100%"]);
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
