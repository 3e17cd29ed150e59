//! Links that must open, links that must be named, and links that were never made.

use leadlens_engine::leads::UnknownSlot;
use leadlens_engine::leads::{Action, Storefront};
use leadlens_engine::report::{
    BreakdownRow, Count, CountryRow, Measure, OfferRow, Overview, Period, Timeline, TimelineBucket, Totals, UnknownCode,
};
use leadlens_engine::share::{ShareError, ShareView, decode_link, encode_link, withheld_offers};
use proptest::prelude::*;

/// Made by version 1 from `realistic(2)`; must open for ever.
const VERSION_1: &str = "s.AQMgB0z_jgFFjltIFGEYhr_v-_9_ZnR1xsNqGx52PZQbrgeIzQIrZfGisCLSFIlIdFoFnal1swtBlg5k2IWKF4Ki5cpSN2EmBkGBUAgVZUvZAVwqQqKCwE\
    zCwNoVwvfufXgfeJHqDdPnb2nXfXpxm97s1X1FTW3mueYerN5oDk-sOU6bPofXZ55vNbyOJrP9TKPRqnfs2FTLcK47c636eP_SvvmZXGvDqf-2aRh6k3_Dr9\
    Eb2zsUoOW4-CpOvXjQTKKruJdzLBAdGv4iNwFqBVkqfSNLior7ITpeREi9QdDfI4M9iDCDDKLJToTdKVBtleEv5caAJ90OvTiLIDyQ5o-RzI8IY_QdnfJ16R\
    6diCGghITwQ9KmUE2YErsKQwSyIQQ0ZKE2zmzqTSl92xfF5lkhNQP8XxG0SyJRHVLq89a523lbKT0ClvwojEvt7EGmjCiVYoZs8YCDKLQRJblilOUkDYm87G\
    XZkQeLWAvaE-YQBlkiKCvrUn05tIwiaheUEv8EL3JPip32AE9mcBddoH1SKmveKvHaNEnJAUn1wAucio5XZGx5z4qyAqRafsuHVKgLR49VMDnEU8rui8Kq8b\
    jOPfAB56PUhjAiFTufMasIEyTCIB5AbZUy-KqidF2TXDkhKc0FQ_gSrcN8oHyJXuOxn_ICe8VG8Y40SXUR_CEesD5-mQf5RVzAw7P8OU3TO3bU_gYD_BaF6B\
    EOsCt8AksHcZgeY2aEgvgUba451odjuIZjVOt1_8GS7rSz-ePYFSRj-2fsOlk7T95KJ-Rs1XrFlnL3Pw";

const OFFERS: [(&str, &str); 8] = [
    ("northmere.ledger-cloud", "Ledger Cloud for growing companies"),
    ("northmere.3701c77e-1cfa-4c56-91e6-3ed0b622145a", "Ledger Connect for Teams"),
    ("northmere.ledger-vm-byol", "Ledger VM (bring your own licence)"),
    ("tideline.9b1d0e52-7a44-4f0e-8a3c-5d2f6e7a8b90", "Tideline Forecasting"),
    ("tideline.harbour-etl", "Harbour ETL"),
    ("tideline.0c4fa1b7-22de-4b6a-9d1f-c0ffee123456", "Tideline Field Service"),
    ("WA104380000", "Tideline for Excel"),
    ("northmere.consulting-4wk", "Finance readiness: 4-week assessment"),
];
const COUNTRIES: [&str; 20] =
    ["US", "DE", "GB", "IN", "TW", "CZ", "SE", "TR", "PL", "FR", "NL", "BR", "JP", "CA", "AU", "ES", "IT", "MX", "", "ZA"];
const CELLS: [(Storefront, Action); 6] = [
    (Storefront::AzureMarketplace, Action::Ins),
    (Storefront::AzureMarketplace, Action::StartTestDrive),
    (Storefront::AzurePortal, Action::Create),
    (Storefront::AppSource, Action::Ins),
    (Storefront::AppSource, Action::Plt),
    (Storefront::AppSource, Action::Dnc),
];
const MONTHS: [i32; 12] = [20_393, 20_423, 20_454, 20_485, 20_513, 20_544, 20_574, 20_605, 20_635, 20_666, 20_697, 20_727];
const VIEW: ShareView = ShareView { measure: Measure::People };

/// Numbers that look like chance and are always the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(below)).unwrap()
    }

    fn count(&mut self, leads: u32) -> Count {
        let people = leads - self.next(leads / 5 + 1);
        Count { leads, people, companies: people - self.next(people / 4 + 1), ..Count::default() }
    }

    fn up_to(&mut self, leads: u32) -> Count {
        let leads = 1 + self.next(leads);
        self.count(leads)
    }

    fn union(&mut self, rows: impl Iterator<Item = Count>) -> Count {
        let leads = rows.map(|count| count.leads).sum();
        self.count(leads)
    }
}

/// Combinations of that many offers, a year stacked by four storefronts, twenty countries.
fn realistic(offers: usize) -> Overview {
    let n = &mut Numbers(7);
    let mut breakdown = Vec::new();
    for offer in 0..offers {
        for (place, (storefront, action)) in CELLS.into_iter().enumerate() {
            if (offer + place * 3) % 8 < 5 {
                breakdown.push(BreakdownRow { storefront, action, offer: u32::try_from(offer).ok(), count: n.up_to(900) });
            }
        }
    }
    breakdown.sort_by_key(|row| std::cmp::Reverse(row.count.leads));
    let rows = |which: &dyn Fn(&BreakdownRow) -> bool| breakdown.iter().filter(|row| which(row)).map(|row| row.count).collect::<Vec<_>>();
    let by = |n: &mut Numbers, which: &dyn Fn(&BreakdownRow) -> bool| n.union(rows(which).into_iter());
    let all = by(n, &|_| true);
    let offers = (0..offers).map(|offer| {
        let extra = (format!("tideline.extra-offer-{offer}"), format!("Tideline extra number {offer}"));
        let (key, title) = OFFERS.get(offer).map_or(extra, |(key, title)| ((*key).to_owned(), (*title).to_owned()));
        OfferRow { key, title, count: by(n, &|row| row.offer == u32::try_from(offer).ok()), ..OfferRow::default() }
    });
    let offers = offers.collect();
    let matrix = CELLS.map(|(storefront, action)| (storefront, action, by(n, &|row| (row.storefront, row.action) == (storefront, action))));
    let storefronts = [Storefront::AzureMarketplace, Storefront::AzurePortal, Storefront::AppSource];
    let actions = [Action::Ins, Action::Plt, Action::Dnc, Action::Create, Action::StartTestDrive];
    let buckets = MONTHS.map(|start| {
        let storefronts = [Storefront::AzureMarketplace, Storefront::AzurePortal, Storefront::AppSource, Storefront::TestDrive];
        let storefronts = storefronts.map(|storefront| (storefront, n.up_to(600))).to_vec();
        TimelineBucket { start, count: n.union(storefronts.iter().map(|row| row.1)), storefronts, ..TimelineBucket::default() }
    });
    let mut left = 4_000;
    let countries = COUNTRIES.map(|country| {
        left -= n.next(left / 4) + 1;
        CountryRow { country: country.to_owned(), count: n.count(left), ..CountryRow::default() }
    });
    Overview {
        totals: Totals {
            records: all.leads + 47,
            leads: all.leads + 40,
            skipped: 7,
            people: all.people,
            companies: all.companies,
            duplicates: all.leads - all.people,
            groups: 800,
            test_leads: 40,
            do_not_contact: 311,
            problems: 92,
            ..Totals::default()
        },
        matrix: matrix.to_vec(),
        by_storefront: storefronts.map(|storefront| (storefront, by(n, &|row| row.storefront == storefront))).to_vec(),
        by_action: actions.map(|action| (action, by(n, &|row| row.action == action))).to_vec(),
        all,
        offers,
        timeline: Timeline { period: Period::Month, buckets: buckets.to_vec(), undated: 12, ..Timeline::default() },
        countries: countries.to_vec(),
        breakdown,
        ..Overview::default()
    }
}

/// An overview as a link opens it: without a filter, what is found is all there is.
fn opened(overview: Overview) -> Overview {
    Overview { whole: overview.all, found: overview.totals, ..overview }
}

#[test]
fn a_year_of_thirty_combinations_fits_and_comes_back() {
    let mut overview = realistic(8);
    assert_eq!(overview.breakdown.len(), 30);
    for offer in [1, 6, 7] {
        // Nothing of them stands in their ids.
        overview.offers[offer].title.clear();
    }
    let link = encode_link(&overview, VIEW, &[]);
    assert!(link.len() <= 1_900, "{}", link.len());
    assert_eq!(decode_link(&link), Ok((opened(overview), VIEW)));
}

/// The same with unidentified leads and exact repeats in every number, as a busy year has them.
fn marked(mut overview: Overview) -> Overview {
    let n = &mut Numbers(11);
    let mut mark = |count: &mut Count| (count.unidentified, count.repeats) = (n.next(count.leads / 50 + 1), n.next(count.leads / 8 + 1));
    overview.breakdown.iter_mut().for_each(|row| mark(&mut row.count));
    overview.offers.iter_mut().for_each(|row| mark(&mut row.count));
    overview.matrix.iter_mut().for_each(|row| mark(&mut row.2));
    overview.by_storefront.iter_mut().for_each(|row| mark(&mut row.1));
    overview.by_action.iter_mut().for_each(|row| mark(&mut row.1));
    overview.countries.iter_mut().for_each(|row| mark(&mut row.count));
    for bucket in &mut overview.timeline.buckets {
        mark(&mut bucket.count);
        bucket.storefronts.iter_mut().for_each(|row| mark(&mut row.1));
    }
    mark(&mut overview.all);
    overview.totals.unidentified = overview.all.unidentified;
    overview.totals.repeats = Some(overview.all.repeats);
    overview
}

#[test]
fn unidentified_leads_and_exact_repeats_are_carried() {
    let mut overview = marked(realistic(3));
    // Nothing of it stands in its id.
    overview.offers[1].title.clear();
    let link = encode_link(&overview, VIEW, &[]);
    assert!(link.len() <= 1_900, "{}", link.len());
    assert_eq!(decode_link(&link), Ok((opened(overview), VIEW)));
    let busy = encode_link(&marked(realistic(8)), VIEW, &[]);
    assert!(busy.len() <= 1_900, "{}", busy.len());
}

#[test]
fn hundreds_of_offers_are_folded_and_leads_still_add_up() {
    let overview = realistic(400);
    let link = encode_link(&overview, VIEW, &[]);
    let (read, _) = decode_link(&link).unwrap();
    assert!(link.len() <= 1_900 && read.offers.len() >= 10);
    assert_eq!(read.offers.len() + read.more_offers as usize, 400);
    let leads = |rows: &[BreakdownRow]| rows.iter().map(|row| row.count.leads).sum::<u32>();
    assert_eq!(leads(&read.breakdown), leads(&overview.breakdown));
    assert_eq!((read.matrix, read.totals, read.all), (overview.matrix, overview.totals, overview.all));
}

#[test]
fn a_long_timeline_of_days_becomes_coarser() {
    let mut overview = realistic(8);
    let n = &mut Numbers(1);
    let days = (20_000..21_000).map(|start| {
        let count = n.up_to(5_000);
        TimelineBucket { start, count, storefronts: vec![(Storefront::AppSource, count)], ..TimelineBucket::default() }
    });
    overview.timeline = Timeline { period: Period::Day, buckets: days.collect(), undated: 0, ..Timeline::default() };
    let link = encode_link(&overview, VIEW, &[]);
    let (read, _) = decode_link(&link).unwrap();
    assert!(link.len() <= 1_900);
    assert_eq!((read.timeline.period, read.timeline.buckets[1].start), (Period::Month, 20_028));
    let leads = |timeline: &Timeline| timeline.buckets.iter().map(|bucket| bucket.count.leads).sum::<u32>();
    assert_eq!(leads(&read.timeline), leads(&overview.timeline));
}

#[test]
fn nothing_a_person_typed_is_carried() {
    let count = Count { leads: 2, people: 2, companies: 2, ..Count::default() };
    let country = |text: &str| CountryRow { country: text.to_owned(), count, ..CountryRow::default() };
    let overview = Overview {
        unknown: vec![UnknownCode { slot: UnknownSlot::Storefront, text: "call Ann".to_owned(), leads: 1, stands_alone: true }],
        countries: vec![country("SE"), country("near Ann"), country("Ann's"), country("")],
        offers: vec![OfferRow { key: "ann@example.com".to_owned(), title: String::new(), count, ..OfferRow::default() }],
        breakdown: vec![BreakdownRow { storefront: Storefront::Other, action: Action::Other, offer: Some(0), count }],
        ..Overview::default()
    };
    let (read, _) = decode_link(&encode_link(&overview, VIEW, &[])).unwrap();
    assert!(read.unknown.is_empty() && read.offers.is_empty());
    assert_eq!((read.more_offers, read.breakdown[0].offer), (1, None));
    assert_eq!(read.countries.iter().map(|row| row.country.as_str()).collect::<Vec<_>>(), ["SE", "", "ZZ"]);
}

#[test]
fn offers_that_could_be_persons_are_folded() {
    let count = Count { leads: 2, people: 2, companies: 2, ..Count::default() };
    let offer = |key: &str, title: &str| OfferRow { key: key.to_owned(), title: title.to_owned(), count, ..OfferRow::default() };
    let offers = vec![
        offer("contoso.planner", "Contoso Planner"),
        offer("anna.lindqvist", ""),
        offer("", ""),
        offer("Ada Lovelace", "Ada Lovelace"),
        offer("+46 70 123 45 67", ""),
        offer("19850312-1234", ""),
        offer("ann＠example.com", ""),
        offer("fernhill.ledger", "Head of sales, Gdynia"),
    ];
    let row = |offer| BreakdownRow { storefront: Storefront::AppSource, action: Action::Plt, offer: Some(offer), count };
    let all = Count { leads: 16, people: 16, companies: 16, ..Count::default() };
    let overview = Overview { offers, breakdown: (0..8).map(row).collect(), all, ..Overview::default() };
    let (read, _) = decode_link(&encode_link(&overview, VIEW, &[])).unwrap();
    let carried: Vec<_> = read.offers.iter().map(|row| (row.key.as_str(), row.title.as_str())).collect();
    assert_eq!(carried, [("contoso.planner", "Contoso Planner"), ("", ""), ("fernhill.ledger", "")]);
    assert_eq!(read.more_offers, 5);
    let leads: Vec<_> = read.breakdown.iter().map(|row| (row.offer, row.count.leads)).collect();
    assert_eq!(leads, [(None, 10), (Some(0), 2), (Some(1), 2), (Some(2), 2)]);

    let withheld: Vec<_> = withheld_offers(&overview).collect();
    assert_eq!(withheld, ["anna.lindqvist", "Ada Lovelace", "+46 70 123 45 67", "19850312-1234", "ann＠example.com"]);
    let seen = ["Ada Lovelace".to_owned()];
    let (read, _) = decode_link(&encode_link(&overview, VIEW, &seen)).unwrap();
    let carried: Vec<_> = read.offers.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(carried, ["contoso.planner", "", "Ada Lovelace", "fernhill.ledger"]);
    assert_eq!(read.more_offers, 4);
}

#[test]
fn every_prefix_of_a_link_is_named_as_cut() {
    let link = encode_link(&realistic(8), VIEW, &[]);
    for end in 0..link.len() {
        let cut = ShareError::Cut { expected: u32::try_from(link.len()).unwrap(), found: u32::try_from(end).unwrap() };
        assert_eq!(decode_link(&link[..end]), Err(if end < 6 { ShareError::NotALink } else { cut }), "{end}");
    }
}

#[test]
fn every_changed_character_is_noticed() {
    let link = encode_link(&realistic(3), VIEW, &[]);
    for place in 0..link.len() {
        for other in "Ab9-_.% &é\n".chars().filter(|&other| !link[place..].starts_with(other)) {
            let changed = format!("{}{other}{}", &link[..place], &link[place + 1..]);
            assert!(decode_link(&changed).is_err(), "{place} {other:?}");
        }
    }
}

#[test]
fn what_mail_programs_do_to_a_link_is_undone() {
    let link = encode_link(&realistic(3), VIEW, &[]);
    let opened = decode_link(&link);
    assert!(opened.is_ok() && link.ends_with(|last: char| last.is_ascii_alphanumeric()));
    let (head, tail) = link.split_at(100);
    for mangled in [
        format!("#{link}"),
        format!("https://example.com/leadlens/%23{link}"),
        format!("https://example.com/leadlens/%2523{link}."),
        format!("https://links.example/?url=https%3A%2F%2Fexample.com%2F%23{link}&data=05%7C02"),
        format!("  <{link}>\r\n"),
        format!("(see https://example.com/#{link}), she wrote"),
        format!("> https://example.com/#{head}\r\n> {tail}\r\n> Regards"),
        format!("#{head}=\n{tail}\""),
    ] {
        assert_eq!(decode_link(&mangled), opened, "{mangled}");
    }
}

#[test]
fn other_addresses_are_no_links() {
    for other in ["", "#", "s.", "#tab=leads&measure=people", "https://example.com/#s.ab", "s.ééé", "s.\u{1f600}AAAA"] {
        assert_eq!(decode_link(other), Err(ShareError::NotALink), "{other}");
    }
    assert_eq!(decode_link(&format!("s.Afr6{}", "A".repeat(70_000))), Err(ShareError::TooLong { limit: 64_000 }));
}

#[test]
fn links_of_version_1_open_for_ever() {
    assert_eq!(decode_link(VERSION_1), Ok((opened(realistic(2)), VIEW)));
}

proptest! {
    #[test]
    fn any_text_is_a_summary_or_an_error(text in any::<String>(), tail in "[A-Za-z0-9_-]{0,300}") {
        let _ = decode_link(&text);
        let _ = decode_link(&format!("#s.{tail}"));
    }

    #[test]
    fn any_numbers_come_back(counts in prop::collection::vec(any::<[u32; 5]>(), 1..6), start in any::<i32>(), totals in any::<[u32; 11]>(), repeats in any::<Option<u32>>()) {
        let count = |[leads, people, companies, unidentified, repeats]: [u32; 5]| Count { leads, people, companies, unidentified, repeats };
        let counts: Vec<Count> = counts.into_iter().map(count).collect();
        let [records, leads, skipped, people, companies, duplicates, groups, test_leads, do_not_contact, problems, unidentified] = totals;
        let bucket = TimelineBucket { start, count: counts[0], storefronts: vec![(Storefront::None, counts[0])], ..TimelineBucket::default() };
        let overview = Overview {
            totals: Totals { records, leads, skipped, people, companies, duplicates, unidentified, repeats, groups, to_review: 0, latest_test: None, test_leads, do_not_contact, problems },
            breakdown: counts.iter().map(|&count| BreakdownRow { storefront: Storefront::None, action: Action::Create, offer: None, count }).collect(),
            matrix: vec![(Storefront::TestDrive, Action::Plt, counts[0])],
            by_storefront: Storefront::ALL.into_iter().zip(counts.iter().copied()).collect(),
            by_action: Action::ALL.into_iter().zip(counts.iter().copied()).collect(),
            all: counts[0],
            offers: vec![OfferRow { key: "contoso.app".to_owned(), title: "contoso.app".to_owned(), count: counts[0], ..OfferRow::default() }],
            more_offers: records,
            timeline: Timeline { period: Period::Week, undated: leads, buckets: vec![bucket], ..Timeline::default() },
            countries: vec![CountryRow { country: "TW".to_owned(), count: counts[0], ..CountryRow::default() }],
            ..Overview::default()
        };
        prop_assert_eq!(decode_link(&encode_link(&overview, VIEW, &[])), Ok((opened(overview), VIEW)));
    }
}
