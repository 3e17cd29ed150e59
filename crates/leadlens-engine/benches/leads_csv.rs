//! Invented leads as CSV, for benchmarks.
//!
//! The same number always gives the same bytes, about 194 a lead. Nearly two in three leads bring a new e-mail address; the rest repeat one,
//! some of them spelled otherwise. Companies with commas are quoted; a few leads are the marketplace's tests, a few values are fillers.

use std::io::{self, Write};

const HEADER: &str = "RowKey,CreatedTime,LeadSource,FirstName,LastName,Email,Phone,Country,Company,Title,Description";
const ORIGINS: [&str; 10] = [
    "AzureMarketplace-INS",
    "AzureMarketplace-INS",
    "AzureMarketplace-INS",
    "SPZA-INS",
    "SPZA-INS",
    "SPZA-PLT",
    "SPZA-PLT",
    "SPZA-DNC",
    "AzurePortal-Create",
    "TestDrive-StartTestDrive",
];
const FIRST: [&str; 16] = [
    "Anna", "Björn", "Chen", "Dmitri", "Elif", "Fatima", "Georg", "Hana", "Ines", "Jakub", "Kemal", "Linnéa", "Mei", "Noah", "Olga",
    "Piotr",
];
const LAST: [&str; 16] = [
    "Andersson",
    "Brown",
    "Chen",
    "Dvořák",
    "Eriksen",
    "Fischer",
    "García",
    "Horák",
    "Ivanova",
    "Jansen",
    "Kowalska",
    "Lindqvist",
    "Müller",
    "Novák",
    "Özdemir",
    "Petrov",
];
const COUNTRIES: [&str; 12] = ["US", "United States", "SE", "DE", "Germany", "CZ", "TR", "PL", "TW", "GB", "BR", "IN"];
const SUFFIXES: [&str; 6] = [" AB", " GmbH", ", Inc.", " s.r.o.", " Ltd", ", LLC"];
const TITLES: [&str; 8] =
    ["Cloud Architect", "CTO", "Head of Procurement", "IT Manager", "Data Engineer", "Consultant", "Developer", "Security Analyst"];
const WISHES: [&str; 6] = ["", "", "Wants a demo", "Campaigns: spring", "Please call back", "Compares products"];

/// A stream of numbers that looks random and is always the same (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    /// The next number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }

    /// One of the words.
    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let index = self.below(words.len() as u64);
        usize::try_from(index).ok().and_then(|index| words.get(index)).copied().unwrap_or_default()
    }
}

/// Writes a header and `leads` leads.
///
/// # Errors
/// Whatever `out` answers.
pub(crate) fn write_leads(out: &mut impl Write, leads: u64) -> io::Result<()> {
    let mut numbers = Numbers(2026);
    let mut people = 0;
    writeln!(out, "{HEADER}")?;
    for _ in 0..leads {
        let new = people == 0 || numbers.below(100) < 64;
        let person = if new { people } else { numbers.below(people) };
        people += u64::from(new);
        write_lead(out, &mut numbers, person, new)?;
    }
    Ok(())
}

fn write_lead(out: &mut impl Write, numbers: &mut Numbers, person: u64, new: bool) -> io::Result<()> {
    let (high, low) = (numbers.below(u64::MAX), numbers.below(u64::MAX));
    write!(
        out,
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x},",
        high >> 32,
        high & 0xFFFF,
        low >> 52,
        (low >> 36) & 0xFFFF,
        low & 0xFFFF_FFFF_FFFF
    )?;
    let (month, day) = (numbers.below(24), numbers.below(28) + 1);
    let (hour, minute, second) = (numbers.below(24), numbers.below(60), numbers.below(60));
    write!(out, "{}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z,", 2020 + month / 12, month % 12 + 1)?;
    let offer = numbers.below(48);
    write!(out, "{}|pub{}.offer-{offer},", numbers.pick(&ORIGINS), offer % 6)?;
    if numbers.below(400) == 0 {
        let test = numbers.below(900_000) + 100_000;
        return writeln!(
            out,
            "MSFT_TEST_{test},MSFT_TEST_{test},{test}@test.com,1234567890,US,MSFT_TEST_{test},MSFT_TEST_{test},MSFT_TEST_{test}"
        );
    }
    // What belongs to a person hangs on the person's number alone, so that a repeated lead looks the same.
    let mut own = Numbers(person);
    let (first, last, company) = (own.pick(&FIRST), own.pick(&LAST), own.below(60_000));
    // A repeat is sometimes typed by another hand.
    let name = if !new && numbers.below(8) == 0 { "Contact" } else { "contact" };
    write!(out, "{first},{last},{name}.{person}@co-{company}.example,+1555{:07},{},", person % 10_000_000, own.pick(&COUNTRIES))?;
    match (numbers.below(50), own.pick(&SUFFIXES)) {
        (0, _) => write!(out, "[not provided],")?,
        (_, suffix) if suffix.starts_with(',') => write!(out, "\"Company {company}{suffix}\",")?,
        (_, suffix) => write!(out, "Company {company}{suffix},")?,
    }
    let title = if numbers.below(50) == 0 { "null" } else { own.pick(&TITLES) };
    writeln!(out, "{title},{}", numbers.pick(&WISHES))
}
