//! Rules of matching, tried on small files of leads put together from parts that real leads have.

use std::collections::{BTreeMap, BTreeSet};

use leadlens_engine::leads::{Decisions, Flags, LeadId};
use leadlens_engine::matching::{Threshold, Verdict};
use leadlens_engine::{Build, DecisionLog, Workspace};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common;
use crate::reviewer::{self, ReviewAction, Reviewer};

const HEADER: [&str; 9] = ["Lead Source", "First Name", "Last Name", "Email", "Phone", "Country", "Company", "Title", "Created On"];
/// Presets, each merging no less than the one before it.
const PRESETS: [Threshold; 3] = [Threshold::STRICT, Threshold::BALANCED, Threshold::WIDE];
/// Fillers of cells where nothing is known.
const FILLERS: [&str; 8] = ["", " ", "null", "N/A", "-", "[not provided]", "none", "."];

type Row = [String; HEADER.len()];

fn open(rows: &[Row], threshold: Threshold) -> Box<Workspace> {
    read(rows, |build| build.with_threshold(threshold))
}

fn read(rows: &[Row], set: impl Fn(Build) -> Build) -> Box<Workspace> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    let build = Build::new(vec![common::table("leads.csv", &bytes)], &Decisions::default());
    common::built(set(build))
}

/// The clusters as sets of rows of the file.
type Partition = BTreeSet<BTreeSet<usize>>;

fn people(workspace: &Workspace) -> Partition {
    let mut clusters: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (lead, cluster) in (0_u32..).zip(workspace.clusters().of()) {
        clusters.entry(*cluster).or_default().insert(workspace.leads().get(LeadId(lead)).unwrap().record() as usize);
    }
    clusters.into_values().collect()
}

/// The people of rows in another order, by the rows' places before.
fn renamed(found: &Partition, place: impl Fn(usize) -> usize) -> Partition {
    found.iter().map(|rows| rows.iter().map(|row| place(*row)).collect()).collect()
}

/// The same value as another form or another hand would have it.
fn respelt(text: &str, form: usize) -> String {
    match form {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => format!(" {text}"),
        _ => text.to_owned(),
    }
}

/// A person as seven parts: first name, last name, e-mail, telephone, country, company, title. Parts repeat, so that there are namesakes,
/// colleagues behind one switchboard, couples at one address, people met twice.
fn person() -> impl Strategy<Value = [String; 7]> {
    let first =
        select(vec!["Robert", "Bob", "Katarzyna", "Kasia", "Jürgen", "Juergen", "Lukáš", "Şebnem", "R.", "志明", "Chih-Ming", "Ann"]);
    let last =
        select(vec!["Smith", "Nowak", "Müller", "Mueller", "Dvořáková", "Dvorakova", "Yılmaz", "陳", "Chen", "Smyth", "Quackenbush"]);
    let mailbox = select(vec!["r.smith", "rsmith", "kasia.nowak", "info", "sales", "jmueller", "ann", "r.smith+trial", "chen.cm"]);
    let domain = select(vec!["gmail.com", "contoso.com", "fabrikam.de", "wp.pl", "gmial.com", "seznam.cz", "contoso.com.tr"]);
    let phone = select(vec![
        "+1 425 882 8080",
        "(425) 882-8080",
        "0048 600 100 200",
        "600100200",
        "+49 89 1234 5678",
        "089 12345678-12",
        "0000000000",
        "1234567890",
        "",
        "",
    ]);
    let country = select(vec!["United States", "US", "Polska", "PL", "Germany", "Deutschland", "Türkiye", "Taiwan", ""]);
    let company =
        select(vec!["Contoso Ltd", "CONTOSO", "Contoso, Inc.", "Fabrikam GmbH", "Fabrikam Gesellschaft mbH", "Las sp. z o.o.", "n/a", ""]);
    let title = select(vec!["CEO", "Chief Executive Officer", "IT Manager", "Student", ""]);
    let some_mail = prop_oneof![4 => Just(true), 1 => Just(false)];
    (first, last, (mailbox, domain, some_mail), phone, country, company, title).prop_map(
        |(first, last, (mailbox, domain, some_mail), phone, country, company, title)| {
            let email = if some_mail { format!("{mailbox}@{domain}") } else { String::new() };
            [first.to_owned(), last.to_owned(), email, phone.to_owned(), country.to_owned(), company.to_owned(), title.to_owned()]
        },
    )
}

/// A lead of a person: some parts left out, some spelt otherwise.
fn row() -> impl Strategy<Value = Row> {
    let source = select(vec!["SPZA-INS|contoso.app", "SPZA-PLT|contoso.app", "AzurePortal-Create|contoso.db", "Web", ""]);
    let created = select(vec!["2021-03-01", "2021-03-09T10:00:00Z", "2022-11-30", ""]);
    (source, person(), prop::array::uniform7(0_usize..12), created).prop_map(|(source, person, forms, created)| {
        let [first, last, email, phone, country, company, title] = person;
        let spell = |text: String, form: usize| if form == 11 { String::new() } else { respelt(&text, form) };
        let cells = [first, last, email, phone, country, company, title];
        let mut cells = cells.into_iter().zip(forms).map(|(text, form)| spell(text, form));
        std::array::from_fn(|column| match column {
            0 => source.to_owned(),
            8 => created.to_owned(),
            _ => cells.next().unwrap(),
        })
    })
}

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 2..most)
}

/// Few people and many records: some stand there twice, and some are unidentified.
fn rows_with_twins() -> impl Strategy<Value = Vec<Row>> {
    let blank = std::array::from_fn(|column| if column == 0 { "Web".to_owned() } else { String::new() });
    (rows(4), prop::collection::vec(any::<Index>(), 1..4), 0_usize..3).prop_map(move |(rows, twins, blanks)| {
        let twins: Vec<Row> = twins.iter().map(|twin| twin.get(&rows).clone()).collect();
        [rows, twins, vec![blank.clone(); blanks]].concat()
    })
}

/// Rows that all become leads: one with a source but nothing else still is one.
fn is_lead(row: &Row) -> bool {
    row.iter().any(|cell| !cell.trim().is_empty())
}

/// A value that says who somebody is.
fn has_identity(row: &Row) -> bool {
    let [_, first, last, email, ..] = row;
    email.contains('@') && !email.starts_with("info") && !first.is_empty() && !last.is_empty()
}

/// Something the user says, about leads and groups named by any number.
#[derive(Clone, Debug)]
enum UserDecision {
    Pair(Index, Index, Verdict),
    Same(Index),
    Different(Index),
    SplitOut(Index, Index),
    Undo,
    Redo,
}

impl UserDecision {
    /// The action about what is on screen.
    fn of(&self, workspace: &Workspace) -> ReviewAction {
        let clusters = workspace.clusters();
        let groups = clusters.kinds().len();
        let group = |at: &Index| u32::try_from(at.index(groups)).unwrap();
        let lead = |at: &Index| u32::try_from(at.index(workspace.leads().len())).unwrap();
        match self {
            Self::Pair(left, right, verdict) => ReviewAction::Pair { left: lead(left), right: lead(right), verdict: *verdict },
            Self::Same(at) if groups > 0 => ReviewAction::GroupSame(group(at)),
            Self::Different(at) if groups > 0 => ReviewAction::GroupDifferent(group(at)),
            Self::SplitOut(at, lead) if groups > 0 => {
                let group = group(at);
                ReviewAction::SplitOut { group, lead: *lead.get(clusters.group_leads(group)) }
            }
            Self::Redo => ReviewAction::Redo,
            _ => ReviewAction::Undo,
        }
    }
}

fn action() -> impl Strategy<Value = UserDecision> {
    let verdict = select(vec![Verdict::Same, Verdict::Different]);
    prop_oneof![
        4 => (any::<Index>(), any::<Index>(), verdict).prop_map(|(left, right, verdict)| UserDecision::Pair(left, right, verdict)),
        2 => any::<Index>().prop_map(UserDecision::Same),
        2 => any::<Index>().prop_map(UserDecision::Different),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(group, lead)| UserDecision::SplitOut(group, lead)),
        1 => Just(UserDecision::Undo),
        1 => Just(UserDecision::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(40), swaps in prop::collection::vec(any::<Index>(), 40)) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        for (place, swap) in swaps.iter().enumerate().take(rows.len()) {
            order.swap(place, swap.index(rows.len()));
        }
        let shuffled: Vec<Row> = order.iter().map(|row| rows[*row].clone()).collect();
        for threshold in PRESETS {
            let (one, other) = (open(&rows, threshold), open(&shuffled, threshold));
            prop_assert_eq!(people(&one), renamed(&people(&other), |row| order[row]));
        }
    }

    #[test]
    fn the_same_rows_give_the_same_answer(rows in rows(40)) {
        for threshold in PRESETS {
            let (one, other) = (open(&rows, threshold), open(&rows, threshold));
            prop_assert_eq!(one.clusters().of(), other.clusters().of());
        }
    }

    #[test]
    fn a_file_read_twice_groups_each_row_with_its_copy(rows in rows(20)) {
        let rows: Vec<Row> = rows.into_iter().filter(is_lead).collect();
        prop_assume!(!rows.is_empty());
        let twice = people(&open(&[&rows[..], &rows[..]].concat(), Threshold::BALANCED));
        for row in (0..rows.len()).filter(|row| has_identity(&rows[*row])) {
            prop_assert!(twice.iter().any(|people| people.contains(&row) && people.contains(&(row + rows.len()))), "{:?} is not with its copy", rows[row]);
        }
        // Whoever was one person by a bit more than the threshold stays one: with the copies every value is less rare than it was.
        let surely = people(&open(&rows, Threshold(Threshold::BALANCED.0 + 1.0)));
        for people in &surely {
            prop_assert!(twice.iter().any(|more| more.is_superset(people)), "{people:?} came apart in {twice:?}");
        }
    }

    #[test]
    fn blanks_and_fillers_link_no_leads(first in prop::collection::vec(select(&FILLERS[..]), 7), count in 2_usize..12, sources in any::<bool>()) {
        let source = if sources { "SPZA-INS|contoso.app" } else { "Web" };
        let mut row: Row = std::array::from_fn(|_| source.to_owned());
        for (cell, filler) in row[1..8].iter_mut().zip(first) {
            *cell = filler.to_owned();
        }
        row[8] = "2021-03-01".to_owned();
        for threshold in PRESETS {
            prop_assert_eq!(people(&open(&vec![row.clone(); count], threshold)).len(), count);
        }
    }

    #[test]
    fn placeholders_link_no_leads(names in prop::collection::btree_set("[B-DF-HJ-NP-TV-Z][aeiou][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]{2}", 4..8), at in any::<Index>()) {
        let phones = ["0000000000", "1234567890", "9999999999", "+1 555 555 5555"];
        let emails = ["noreply@noreply.com", "none@none.com", "test@test.com", "na@na.com"];
        let names: Vec<String> = names.into_iter().collect();
        // Pairs of names, each used once: no two are one person.
        let rows: Vec<Row> = names.chunks_exact(2).map(|pair| {
            ["Web", &pair[0], &pair[1], *at.get(&emails), *at.get(&phones), "US", "n/a", "CEO", "2021-03-01"].map(str::to_owned)
        }).collect();
        for threshold in PRESETS {
            prop_assert_eq!(people(&open(&rows, threshold)).len(), rows.len());
        }
    }

    #[test]
    fn test_leads_are_never_with_real_ones(rows in rows(20), tests in prop::collection::vec(any::<Index>(), 1..6)) {
        // The test leads are copies of real ones under the mark of tests.
        let mut all: Vec<Row> = rows.clone();
        for test in tests {
            let mut row = test.get(&rows).clone();
            row[1] = "MSFT_TEST_637490646151234560".to_owned();
            all.push(row);
        }
        for threshold in PRESETS {
            let workspace = open(&all, threshold);
            let of = workspace.clusters().of();
            let (mut tests, mut real) = (BTreeSet::new(), BTreeSet::new());
            for lead in (0_u32..).map_while(|lead| workspace.leads().get(LeadId(lead))) {
                let side = if lead.flags().contains(Flags::TEST) { &mut tests } else { &mut real };
                side.insert(of[lead.id().0 as usize]);
            }
            prop_assert!(!tests.is_empty());
            prop_assert!(tests.is_disjoint(&real));
        }
    }

    #[test]
    fn the_slider_gives_what_reading_at_that_threshold_gives(rows in rows(40), path in prop::collection::vec(-5.0_f32..15.0, 1..5)) {
        let mut workspace = open(&rows, Threshold::BALANCED);
        for bits in path {
            reviewer::set_threshold(&mut workspace, Threshold(bits));
            let fresh = open(&rows, Threshold(bits));
            prop_assert_eq!(workspace.clusters().of(), fresh.clusters().of());
            prop_assert_eq!(workspace.overview(), fresh.overview());
        }
    }

    #[test]
    fn an_unrelated_lead_changes_no_other_group(rows in rows(30)) {
        let stranger = ["", "Wolfgang", "Zbrzeźny", "wz@quux.example", "+44 20 7946 0991", "", "Quux Oy", "", ""].map(str::to_owned);
        let more = [&rows[..], &[stranger]].concat();
        for threshold in PRESETS {
            // How common names are, and what is learnt, is a matter of the whole file.
            let [before, after] = [&rows, &more].map(|rows| people(&read(rows, |build| build.with_threshold(threshold).with_fixed_weights())));
            let before: Partition = before.into_iter().chain([BTreeSet::from([rows.len()])]).collect();
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn nothing_in_the_groups_contradicts_a_decision_that_holds(rows in rows_with_twins(), decisions in prop::collection::vec(action(), 1..16)) {
        let workspace = open(&rows, Threshold::BALANCED);
        let mut workspace = Reviewer { workspace, log: DecisionLog::default() };
        let first = people(&workspace);
        for action in decisions {
            let action = action.of(&workspace);
            workspace.apply(action);
        }
        for threshold in PRESETS {
            workspace.set_threshold(threshold);
            let of = workspace.clusters().of().to_vec();
            let leads = u32::try_from(of.len()).unwrap();
            for (left, right) in (0..leads).flat_map(|left| (0..left).map(move |right| (left, right))) {
                let verdict = workspace.pair_detail(left, right).and_then(|detail| detail.evidence.verdict);
                let together = of[left as usize] == of[right as usize];
                prop_assert!(verdict.is_none_or(|verdict| (verdict == Verdict::Same) == together), "{left} and {right} at {threshold:?}: {verdict:?}, {together}");
            }
        }
        workspace.set_threshold(Threshold::BALANCED);
        while workspace.review().undo > 0 {
            workspace.apply(ReviewAction::Undo);
        }
        prop_assert_eq!(people(&workspace), first);
    }

    #[test]
    fn what_a_stricter_preset_joins_a_wider_one_joins_too(rows in rows(40)) {
        let [strict, balanced, wide] = PRESETS.map(|threshold| people(&open(&rows, threshold)));
        for (narrow, wider) in [(&strict, &balanced), (&balanced, &wide)] {
            for people in narrow {
                prop_assert!(wider.iter().any(|more| more.is_superset(people)), "{people:?} is not within one of {wider:?}");
            }
        }
    }
}
