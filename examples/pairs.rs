//! scratch
use leadlens::engine::intake::{Reader, header::ColumnRole as R};
use leadlens::engine::leads::{Decisions, LeadId};
use leadlens::engine::{Build, Step};
use std::io::BufRead;
fn main() {
    let f = std::env::args().nth(1).unwrap();
    let b = std::fs::read(&f).unwrap();
    let mut r = Reader::new("x.csv", b.len() as u64).unwrap();
    r.push(&b).unwrap();
    let w = Build::new(vec![r.finish().unwrap()], &Decisions::default())
        .find_map(|s| if let Step::Done(w) = s { Some(w) } else { None })
        .unwrap();
    for l in std::io::stdin().lock().lines() {
        let l = l.unwrap();
        let v: Vec<u32> = l.split(',').filter_map(|x| x.parse().ok()).collect();
        let ids: Vec<_> = v.iter().map(|r| w.leads().lead_of(0, *r).unwrap_or(LeadId(0))).collect();
        let e = w.matching().evidence(ids[0], ids[1]);
        println!("--- {l}");
        for id in &ids {
            let x = w.leads().get(*id).unwrap();
            println!(
                "   {}",
                [R::FirstName, R::LastName, R::Email, R::Phone, R::Country, R::Company, R::JobTitle]
                    .map(|r| x.text(r).into_owned())
                    .join(" | ")
            );
        }
        if let Some(e) = e {
            println!(
                "   {:.1} = {:.1} {} {:?}",
                e.total,
                e.prior,
                e.fields
                    .iter()
                    .map(|f| format!("{:?}:{:?} {:.1}{:+.1}", f.field, f.level, f.weight, f.rarity))
                    .collect::<Vec<_>>()
                    .join("  "),
                e.conflict
            );
        }
    }
}
