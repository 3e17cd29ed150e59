//! Rows of rankings in the places they have without a filter, so that a filter moves none: bars get shorter where they stand.

use std::collections::BTreeMap;

use leadlens_engine::report::{CompanyRow, Count, CountryRow, DomainRow, Measure, OfferRow, Overview, PublisherRow};

/// A row of a ranking of the overview.
pub(super) trait Placed: Clone + Default {
    /// The value it stands for.
    fn key(&self) -> &str;
    /// Its numbers.
    fn count(&self) -> Count;
    /// The same row where a filter leaves nothing of it.
    fn emptied(&self) -> Self;
}

/// The rows `now` in the places of those of all leads, largest first by the measure. Rows that stand in no list of all come last.
pub(super) fn in_places<T: Placed>(whole: &[T], now: &[T], measure: Measure) -> Vec<T> {
    let all: Vec<(&str, u32)> = whole.iter().map(|row| (row.key(), row.count().get(measure))).collect();
    let now_keys: Vec<&str> = now.iter().map(T::key).collect();
    let row = |occupant: Occupant| match occupant {
        Occupant::Found(index) => now.get(index).cloned(),
        Occupant::Emptied(index) => whole.get(index).map(T::emptied),
    };
    occupants(&all, &now_keys).into_iter().filter_map(row).collect()
}

/// The row at a place.
enum Occupant {
    /// That of the numbers now, by its index.
    Found(usize),
    /// That of all leads of which a filter leaves nothing, by its index.
    Emptied(usize),
}

/// The rows at the places of `whole`, keys with their sizes, then the others of `now`. Apart from the type of the rows, so that it is
/// compiled once.
fn occupants(whole: &[(&str, u32)], now: &[&str]) -> Vec<Occupant> {
    let mut found: BTreeMap<&str, usize> = now.iter().copied().zip(0..).collect();
    let mut places: Vec<usize> = Vec::with_capacity(whole.len());
    let size_at = |index: usize| whole.get(index).map(|row| row.1);
    for index in 0..whole.len() {
        places.insert(places.partition_point(|other| size_at(*other) >= size_at(index)), index);
    }
    let occupant = |index: usize| {
        let key = whole.get(index)?.0;
        Some(found.remove(key).map_or(Occupant::Emptied(index), Occupant::Found))
    };
    let mut rows: Vec<Occupant> = places.into_iter().filter_map(occupant).collect();
    rows.extend(now.iter().zip(0..).filter(|(key, _)| found.contains_key(**key)).map(|(_, index)| Occupant::Found(index)));
    rows
}

/// The largest number of all leads, which the longest bar stands for.
pub(super) fn most<T: Placed>(whole: &[T], measure: Measure) -> u32 {
    whole.iter().map(|row| row.count().get(measure)).max().unwrap_or_default()
}

/// The numbers now as rankings need them, without any row.
pub(super) fn basis(now: &Overview) -> Overview {
    Overview {
        all: now.all,
        window: now.window,
        more_offers: now.more_offers,
        more_companies: now.more_companies,
        more_domains: now.more_domains,
        ..Overview::default()
    }
}

impl Placed for OfferRow {
    fn key(&self) -> &str {
        &self.key
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        let (key, publisher, title) = (self.key.clone(), self.publisher.clone(), self.title.clone());
        Self { key, publisher, title, trend: vec![0; self.trend.len()], ..Self::default() }
    }
}

impl Placed for PublisherRow {
    fn key(&self) -> &str {
        &self.publisher
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        Self { publisher: self.publisher.clone(), ..Self::default() }
    }
}

impl Placed for CountryRow {
    fn key(&self) -> &str {
        &self.country
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        Self { country: self.country.clone(), ..Self::default() }
    }
}

impl Placed for CompanyRow {
    fn key(&self) -> &str {
        &self.company
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        Self { company: self.company.clone(), ..Self::default() }
    }
}

impl Placed for DomainRow {
    fn key(&self) -> &str {
        &self.domain
    }

    fn count(&self) -> Count {
        self.count
    }

    fn emptied(&self) -> Self {
        Self { domain: self.domain.clone(), is_free: self.is_free, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(country: &str, leads: u32, people: u32) -> CountryRow {
        let count = Count { leads, people, companies: people, ..Count::default() };
        CountryRow { country: country.to_owned(), count, ..CountryRow::default() }
    }

    #[test]
    fn a_filter_moves_no_row_and_takes_none_away() {
        let whole = [row("DE", 9, 3), row("SE", 5, 5), row("", 4, 3)];
        let now = [row("", 4, 3), row("FI", 2, 1), row("SE", 1, 1)];
        for (measure, expected) in [(Measure::Leads, ["DE 0", "SE 1", " 4", "FI 2"]), (Measure::People, ["SE 1", "DE 0", " 4", "FI 2"])] {
            let rows = in_places(&whole, &now, measure);
            let rows: Vec<String> = rows.iter().map(|row| format!("{} {}", row.country, row.count.leads)).collect();
            assert_eq!(rows, expected, "{measure:?}");
        }
        assert_eq!([most(&whole, Measure::Leads), most(&whole, Measure::People), most::<CountryRow>(&[], Measure::Leads)], [9, 5, 0]);
    }
}
