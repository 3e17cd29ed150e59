//! People found at the balanced threshold, in small tables written out in each test.

use std::collections::BTreeSet;

use leadlens_engine::Workspace;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::LeadId;

use crate::common;

const HEADER: &str = "LeadSource,First Name,Last Name,Email,Phone,Country,Company,Title";

fn open_text(text: &str) -> Box<Workspace> {
    common::open(vec![common::table("leads.csv", text)])
}

/// Rows as `Ann,Ash,ann@contoso.com,+1 425 882 8080,US,Contoso,CEO`; cells at the end may be left out.
fn open(rows: &[&str]) -> Box<Workspace> {
    let line = |row: &&str| format!("SPZA-INS|contoso.app,{row}{}\n", ",".repeat(6_usize.saturating_sub(row.matches(',').count())));
    open_text(&format!("{HEADER}\n{}", rows.iter().map(line).collect::<String>()))
}

/// Number of people among the rows.
fn people(rows: &[&str]) -> usize {
    open(rows).clusters().of().iter().collect::<BTreeSet<_>>().len()
}

#[track_caller]
fn check(cases: &[(&[&str], usize)]) {
    for (rows, expected) in cases {
        assert_eq!(people(rows), *expected, "{rows:#?}");
    }
}

#[test]
fn one_name_at_two_organisations_is_two_people() {
    check(&[
        (
            &[
                "Dana,Whitlock,dana@copperleaf.example.org,+1 303 555 0123,US,Copperleaf Works,CTO",
                "Dana,Whitlock,dana@amberford.example.org,+1 717 555 0456,US,Amberford Labs,Controller",
            ],
            2,
        ),
        (&["John,Smith,john.smith@health.state.tx.us", "John,Smith,john.smith@police.state.tx.us"], 2),
        (&["John,Smith,john.smith@portland.gov", "John,Smith,john.smith@oaklandca.gov"], 2),
        (&["Ana,Silva,ana.silva@fabrikam.onmicrosoft.com", "Ana,Silva,ana.silva@contoso.onmicrosoft.com"], 2),
        (&["Ana,Silva,ana@fabrikam.myshopify.com,,BR", "Ana,Silva,ana@contoso.myshopify.com,,BR"], 2),
        (&["Ji,Kim,ji.kim@seoul.go.kr,,KR", "Ji,Kim,ji.kim@busan.go.kr,,KR"], 2),
        // Two firms whose domains are a letter apart, each with its own number and title.
        (
            &[
                "Eva,Lind,eva.lind@nordhaven.com,+46 8 555 01 23,SE,Nordhaven AB,CTO",
                "Eva,Lind,eva.lind@nordhamen.com,+46 31 555 04 56,SE,Hamnkontoret,Controller",
            ],
            2,
        ),
    ]);
}

#[test]
fn a_slip_in_a_domain_is_the_same_person() {
    check(&[
        (&["Ann,Ash,ann.ash@gmail.com,,US", "Ann,Ash,ann.ash@gmial.com,,US"], 1),
        (&["Eva,Novak,eva.novak@seznam.cz,,CZ", "Eva,Novak,eva.novak@sezna.cz,,CZ"], 1),
        (&["Ann,Ash,ann.ash@contoso.com,,US,Contoso Ltd", "Ann,Ash,ann.ash@contosso.com,,US"], 1),
        (&["Ann,Ash,ann.ash@contoso.com,,US,Contoso Ltd", "Ann,Ash,ann.ash@mail.contoso.com,,US,Contoso"], 1),
    ]);
}

#[test]
fn different_people_at_one_mailbox_are_told_apart() {
    check(&[
        (
            &[
                "Jan,de Vries,fam.devries@polder.example,+31205550101",
                "Ingrid,de Vries,fam.devries@polder.example,+31205550101",
                "Jan,Bakker,info@polder.example,+31205550102,,Polder BV",
                "Els,Smit,info@polder.example,+31205550102,,Polder BV",
                "Tom,Mol,sales@mol.example,,,Mol BV",
                "Uwe,Petersen,sales@mol.example,,,Mol BV",
            ],
            6,
        ),
        (&["Anna,Kowalska,kowalscy@wp.pl,+48 600 100 200", "Piotr,Kowalski,kowalscy@wp.pl,+48 600 100 200"], 2),
        (&["Maria,Rossi,casa.rossi@libero.it,+39 06 555 0101,IT", "Paolo,Rossi,casa.rossi@libero.it,+39 06 555 0101,IT"], 2),
        (
            &[
                "Elif,Demir,demir@demir.example,,TR,Demir",
                "Kerem,Demir,demir@demir.example,,TR,Demir",
                "Ali,Demir,demir@demir.example,,TR,Demir",
            ],
            3,
        ),
        // Nicknames and initials are the same person.
        (&["Robert,Birk,birk@birk.example,+1 425 882 8080", "Bob,Birk,birk@birk.example,+1 425 882 8080"], 1),
    ]);
}

#[test]
fn generations_of_one_name_are_told_apart() {
    check(&[
        (
            &[
                "Omar,Haddad Sr.,omar@haddad.example,+9611555010,,Haddad & Sons",
                "Omar,Haddad Jr.,omarj@haddad.example,+9611555010,,Haddad & Sons",
                "Omar,Haddad III,omar3@haddad.example,,,Haddad & Sons",
            ],
            3,
        ),
        (&["Karl,Weber sen.,weber@weber.example,+49 30 5550101", "Karl,Weber jun.,weber@weber.example,+49 30 5550101"], 2),
        (&["Jan,Novák st.,novak@novak.example,,CZ,Novák", "Jan,Novák ml.,novak@novak.example,,CZ,Novák"], 2),
        (&["Henry,Ford II,hf@ford.example,+1 313 555 0101", "Henry,Ford III,hf@ford.example,+1 313 555 0101"], 2),
        (&["Иван,Петров старший,petrov@petrov.example", "Иван,Петров младший,petrov@petrov.example"], 2),
        (&["Omar,Haddad Jr.,omar@haddad.example,+9611555010", "Omar,Haddad jun.,omar@haddad.example,+9611555010"], 1),
    ]);
}

#[test]
fn everybody_in_the_sample_is_told_apart() {
    let workspace = open_text(include_str!("../../../../src/worker/sample.csv"));
    let mut clusters = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (lead, cluster) in (0_u32..).zip(workspace.clusters().of()) {
        let lead = workspace.leads().get(LeadId(lead)).unwrap();
        let name = [ColumnRole::FirstName, ColumnRole::LastName].map(|role| lead.text(role).into_owned());
        if !name.concat().is_empty() && !name.concat().contains("MSFT_TEST") {
            clusters.insert(*cluster);
            names.insert(name);
        }
    }
    assert_eq!(clusters.len(), 130, "of {} names", names.len());
}
