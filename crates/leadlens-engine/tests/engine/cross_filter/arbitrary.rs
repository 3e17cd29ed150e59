//! Rows, filters and queries drawn by lot.

use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{Clause, CrossFile, DayRange, Facet, LeadFilter, LeadFlag, Measure, Overview, OverviewQuery, Period};
use proptest::prelude::*;

fn pick(texts: &[&'static str]) -> impl Strategy<Value = &'static str> + use<> {
    prop::sample::select(texts.to_vec())
}

/// A row drawn from few values, so that people, companies and origins meet.
pub(crate) fn row() -> impl Strategy<Value = String> {
    let lead_source = pick(&[
        "SPZA-INS|fjord.one",
        "SPZA-INS|fjord.one",
        "SPZA-PLT|fjord.two",
        "SPZA-DNC|las.one",
        "AzurePortal-Create|las.one",
        "AzureMarketplace-INS|PUBID.las|AID.x",
        "TestDrive-StartTestDrive|Some Title",
        "AzurePortal-PLT|bare",
        "SPZA-XYZ|fjord.one",
        "Shop-INS|fjord.two",
        "Web",
        "",
        "MSFT_TEST_637490646151234560-MSFT_TEST_637490646151234560|Title",
    ]);
    let first = pick(&["Ann", "Ann", "Bob", "Åsa", "null", "", "MSFT_TEST_637490646151234560"]);
    let last = pick(&["Ash", "Öberg", ""]);
    let email =
        pick(&["ann@fjord.example", "ANN@fjord.example ", "bob@las.example", "asa@gmail.com", "bob@las.example", "no address", "-", ""]);
    let phone = pick(&["+46 8 123 45 67", "+48 22 123 45 67", "4.68555E+11", ""]);
    let country = pick(&["SE", "Sverige", "Poland", "Atlantis", ""]);
    let company = pick(&["Fjord AB", "FJORD", "Las sp. z o.o.", "Öar", "n/a", ""]);
    let title = pick(&["CTO", ""]);
    let created = pick(&[
        "2021-03-01",
        "2021-03-01T09:30:00Z",
        "2021-03-02T23:59:59+02:00",
        "2021-03-09T10:00:00Z",
        "2021-04-20",
        "2022-01-01T00:00:00Z",
        "never",
        "",
    ]);
    (lead_source, first, last, email, phone, country, company, title, created)
        .prop_map(|row| <[_; 9]>::from(row).join(","))
        .prop_filter("a record without anything is no lead", |row| row.len() > 12)
}

fn value(facet: Facet) -> impl Strategy<Value = String> {
    let values: Vec<String> = match facet {
        Facet::Storefront => Storefront::ALL.iter().map(|storefront| storefront.as_str().to_owned()).collect(),
        Facet::Action => Action::ALL.iter().map(|action| action.as_str().to_owned()).collect(),
        Facet::Cell => ["app_source-ins", "azure_portal-create", "other-none", "none-none"].map(str::to_owned).to_vec(),
        Facet::Publisher => ["fjord", "las", ""].map(str::to_owned).to_vec(),
        Facet::Offer => ["fjord.one", "fjord.two", "las.one", "PUBID.las|AID.x", "Some Title", "bare", ""].map(str::to_owned).to_vec(),
        Facet::Country => ["SE", "PL", "Atlantis", ""].map(str::to_owned).to_vec(),
        Facet::Company => ["fjord", "las", "öar", ""].map(str::to_owned).to_vec(),
        Facet::Domain => ["fjord.example", "las.example", "gmail.com", ""].map(str::to_owned).to_vec(),
        Facet::Weekday => ["1", "2", "6", ""].map(str::to_owned).to_vec(),
        Facet::Hour => ["0", "9", "10", "23", ""].map(str::to_owned).to_vec(),
        Facet::Slot => ["1-9", "2-10", "2-23", "6-0", ""].map(str::to_owned).to_vec(),
        Facet::Path => ["ins", "plt", "ins>plt", "create", "ins>create", "none", "plt>ins", "ins>*>**", "*>plt>**", "plt>ins>**"]
            .map(str::to_owned)
            .to_vec(),
        Facet::Flag => LeadFlag::ALL.map(|flag| flag.as_str().to_owned()).to_vec(),
        Facet::Problem => ["unknown_source", "unknown_action", "invalid_email", "unreadable_date", "blank"].map(str::to_owned).to_vec(),
        Facet::Unknown => ["source:Web", "source:Shop", "action:XYZ", "action:Web"].map(str::to_owned).to_vec(),
        Facet::Filled => Overview::FIELDS.map(|role| role.as_str().to_owned()).to_vec(),
        Facet::Status => ["New", ""].map(str::to_owned).to_vec(),
        Facet::Owner => ["Dana Reed", ""].map(str::to_owned).to_vec(),
        Facet::LeadId => ["17", ""].map(str::to_owned).to_vec(),
        Facet::CrossFile => CrossFile::ALL.into_iter().flat_map(|is| ["1 leads0.csv", "2 leads1.csv"].map(|file| is.value(file))).collect(),
    };
    prop_oneof![12 => prop::sample::select(values), 1 => Just("no such value".to_owned())]
}

pub(crate) fn filter() -> impl Strategy<Value = LeadFilter> {
    let facet = prop::sample::select(Facet::ALL.to_vec());
    let clause = (facet, prop::bool::weighted(0.35)).prop_flat_map(|(facet, exclude)| {
        prop::collection::btree_set(value(facet), 1..4).prop_map(move |values| Clause {
            facet,
            exclude,
            values: values.into_iter().collect(),
        })
    });
    let days = prop::option::weighted(0.25, (18_680..18_720, 0..60).prop_map(|(from, length)| DayRange { from, to: from + length }));
    let search = prop_oneof![4 => Just(""), 1 => Just("an"), 1 => Just("ÖBERG"), 1 => Just("ann fjord"), 1 => Just("fjord .example")];
    (prop::collection::vec(clause, 0..4), days, search, prop::option::weighted(0.1, 0_u32..30)).prop_map(
        |(clauses, days, search, person)| {
            let mut filter = LeadFilter { days, search: search.to_owned(), person, ..LeadFilter::default() };
            for clause in clauses {
                filter.set(clause.facet, clause.values, clause.exclude);
            }
            filter
        },
    )
}

pub(crate) fn query() -> impl Strategy<Value = OverviewQuery> {
    let period = prop::option::of(prop::sample::select(Period::ALL.to_vec()));
    (filter(), prop::sample::select(Measure::ALL.to_vec()), period).prop_map(|(filter, measure, period)| OverviewQuery {
        filter,
        measure,
        period,
    })
}
