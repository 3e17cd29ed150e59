//! From a table to leads by the public doors: mapping by the user's word, then a bounded step at a time.

use std::sync::Arc;

use leadlens_engine::intake::TableBuilder;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Decisions, Flags, LeadId, LeadsBuilder, Mapping, RoleOverride};

#[test]
fn more_records_than_a_step_holds_all_become_leads_or_problems() {
    const RECORDS: usize = 40_000;
    let mut table = TableBuilder::new();
    let (composite, mail) = (table.column("Betreff"), table.column("Mail"));
    for record in 0..RECORDS {
        if record % 4 != 3 {
            table.set(composite, if record % 2 == 0 { "SPZA-INS|contoso.app" } else { "SPZA-DNC|contoso.app" });
            table.set(mail, format!("Person{}@Contoso.com", record % 1000));
        }
        table.end_record().unwrap();
    }
    let table = Arc::new(table.finish());
    let overrides = [("betreff", ColumnRole::LeadSource), ("MAIL", ColumnRole::Email)];
    let overrides = overrides.map(|(header, role)| RoleOverride { header: header.into(), role });
    let mapping = Mapping::of(&table, &Decisions { overrides: overrides.into(), ..Decisions::default() }).unwrap();

    let mut builder = LeadsBuilder::new(vec![(table, mapping)], Some("SE"));
    let mut steps = 1;
    while builder.step() {
        let (done, total) = builder.progress();
        assert!(done < total);
        steps += 1;
    }
    let leads = builder.finish();

    assert!(steps >= 3);
    assert_eq!((leads.len(), leads.problems().len()), (30_000, 10_000));
    assert_eq!((leads.email_texts().len(), leads.parsed_lead_sources().len(), leads.distinct_origins().len()), (750, 2, 2));
    let second = leads.get(LeadId(1)).unwrap();
    assert!(second.flags().contains(Flags::DO_NOT_CONTACT));
    assert_eq!(second.text(ColumnRole::Email), "Person1@Contoso.com");
    assert_eq!(leads.default_country(), Some("SE"));
}
