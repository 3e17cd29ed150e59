//! The choice of the one of several values that stands for a person.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::clip::{TEXT_SHOWN, clip};
use super::journey::seconds;
use super::lead_text::text_of;
use super::{PersonValue, Survivorship};
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads, NONE, canonical_country, canonical_email, company_key, is_filler_phone, read_phone};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Leads of a person whose values are looked at, at most: more than anybody has, few enough where a whole company shares a mailbox.
const LOOKED_AT: usize = 2_000;

/// Maximum leads named with a value.
const LEADS_NAMED: usize = 50;

/// Letters beyond which a longer text is no fuller one.
const FULL: usize = 60;

/// The text of a role that stands for a person; empty where no lead gives one.
pub(super) fn chosen_text(leads: &Leads, members: &[u32], role: ColumnRole, policy: Survivorship) -> String {
    if let [lead] = members {
        return text_of(leads, *lead, role).into_owned();
    }
    let values = values(leads, members, role, policy);
    values.into_iter().next().map(|value| value.text.into_owned()).unwrap_or_default()
}

/// All values of a role in full, the one that stands for the person first.
pub(super) fn spelled_values(leads: &Leads, members: &[u32], role: ColumnRole, policy: Survivorship) -> Vec<String> {
    values(leads, members, role, policy).into_iter().map(|value| value.text.into_owned()).collect()
}

/// All values of a role, the one that stands for the person first. Texts are clipped.
pub(super) fn ranked_values(leads: &Leads, members: &[u32], role: ColumnRole, policy: Survivorship) -> Vec<PersonValue> {
    let shown = |mut value: SurvivorValue<'_>| {
        value.leads.sort_unstable();
        let count = saturating_u32(value.leads.len());
        value.leads.truncate(LEADS_NAMED);
        PersonValue { text: clip(&value.text, TEXT_SHOWN), leads: value.leads, count }
    };
    values(leads, members, role, policy).into_iter().map(shown).collect()
}

/// A value with its rank among others: of one spelling, or of all spellings of one value.
struct SurvivorValue<'a> {
    /// As read.
    text: Cow<'a, str>,
    leads: Vec<u32>,
    fullness: usize,
    newest: Option<i64>,
    /// The first source that gives it.
    file: usize,
}

impl SurvivorValue<'_> {
    /// Larger is better. What the policy does not tell apart, the others do.
    fn rank(&self, policy: Survivorship) -> impl Ord + use<> {
        let (full, often, newest) =
            (Some(self.fullness as u64), Some(self.leads.len() as u64), self.newest.map(|at| at.cast_unsigned() ^ 1 << 63));
        let order = match policy {
            Survivorship::MostComplete => [full, often, newest],
            Survivorship::Newest | Survivorship::SourceOrder => [newest, full, often],
            Survivorship::MostFrequent => [often, full, newest],
        };
        (Reverse(if policy == Survivorship::SourceOrder { self.file } else { 0 }), order)
    }
}

/// All values, best first; which is best does not depend on the order of rows.
fn values<'a>(leads: &'a Leads, members: &[u32], role: ColumnRole, policy: Survivorship) -> Vec<SurvivorValue<'a>> {
    let mut spellings: BTreeMap<Cow<'a, str>, SurvivorValue<'a>> = BTreeMap::new();
    for lead in members.iter().take(LOOKED_AT) {
        let (text, file, made) = (text_of(leads, *lead, role), leads.file_of(LeadId(*lead)), seconds(leads, *lead));
        if text.is_empty() {
            continue;
        }
        let spelling = spellings.entry(text).or_insert_with_key(|text| SurvivorValue {
            text: text.clone(),
            leads: Vec::new(),
            fullness: fullness(role, text),
            newest: None,
            file,
        });
        spelling.leads.push(*lead);
        spelling.newest = spelling.newest.max(made);
        spelling.file = spelling.file.min(file);
    }
    let country = if role == ColumnRole::Phone { country_of(leads, members) } else { None };
    let mut by_value: BTreeMap<String, Vec<SurvivorValue<'a>>> = BTreeMap::new();
    for (text, spelling) in spellings {
        by_value.entry(comparable(role, &text, country)).or_default().push(spelling);
    }
    let mut values: Vec<SurvivorValue<'a>> = by_value.into_values().filter_map(|spellings| joined(spellings, role, policy)).collect();
    sorting::sort_by_key(&mut values, |value| Reverse(value.rank(policy)));
    values
}

/// All spellings of one value, shown as the best of them.
fn joined(mut spellings: Vec<SurvivorValue<'_>>, role: ColumnRole, policy: Survivorship) -> Option<SurvivorValue<'_>> {
    sorting::sort_by_key(&mut spellings, |spelling| Reverse(spelling.rank(policy)));
    let joined = spellings.into_iter().reduce(|mut best, other| {
        best.leads.extend(other.leads);
        best.fullness = best.fullness.max(other.fullness);
        best.newest = best.newest.max(other.newest);
        best.file = best.file.min(other.file);
        best
    });
    // No country is fuller than another, only a spelling is.
    joined.map(|value| if role == ColumnRole::Country { SurvivorValue { fullness: 0, ..value } } else { value })
}

/// The country whose phone numbers a person means: of several the first by name, whatever the order of rows.
pub(super) fn country_of<'a>(leads: &'a Leads, members: &[u32]) -> Option<&'a str> {
    let codes = members.iter().take(LOOKED_AT).filter_map(|lead| leads.countries().get(*lead as usize));
    codes.filter(|code| **code != NONE).map(|code| leads.country_texts().get(*code)).min().or(leads.default_country())
}

/// The same for two spellings of one value.
pub(super) fn comparable(role: ColumnRole, text: &str, country: Option<&str>) -> String {
    let canonical = match role {
        ColumnRole::Email => canonical_email(text),
        ColumnRole::Company => company_key(text).map(Cow::Owned),
        ColumnRole::Country => canonical_country(text),
        ColumnRole::Phone => phone_form(text, country).map(Cow::Owned),
        _ => None,
    };
    canonical.map_or_else(|| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" "), Cow::into_owned)
}

/// A phone number with calling code and extension, or its digits.
fn phone_form(text: &str, country: Option<&str>) -> Option<String> {
    let Some(phone) = read_phone(text, country) else { return digits(text) };
    Some(format!("{}#{}", phone.e164().unwrap_or_else(|| phone.national.to_string()), phone.extension))
}

/// The digits of a phone number, without the mark of an international one.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").map(str::to_owned).unwrap_or(digits);
    (!digits.is_empty()).then_some(digits)
}

/// Weighs how much a text says: parts first, then letters, then whether it is written as people write.
fn fullness(role: ColumnRole, text: &str) -> usize {
    let length = text.chars().take(FULL).count();
    let is_shouted = text.chars().all(|letter| !letter.is_lowercase());
    let written = length * 2 + usize::from(!is_shouted);
    match role {
        ColumnRole::Email => usize::from(canonical_email(text).is_some()) * 2 + usize::from(!is_shouted),
        ColumnRole::Phone => phone_class(text) * 100 + digits(text).map_or(0, |digits| digits.len().min(FULL)),
        ColumnRole::Country => written,
        _ => text.split_whitespace().filter(|word| is_whole(word)).count().min(FULL) * 1_000 + written,
    }
}

/// True for a word that is more than an initial.
fn is_whole(word: &str) -> bool {
    // A letter of these scripts is a syllable or a word by itself.
    word.chars().filter(|letter| letter.is_alphanumeric()).count() > 1 || word.chars().any(|letter| letter >= '\u{3040}')
}

/// 2 for a number that can be dialled from anywhere, 1 for one that can be dialled where it is from, 0 for what is none.
fn phone_class(text: &str) -> usize {
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let is_international = text.trim_start().starts_with(['+', '＋']) || text.trim_start().starts_with("00");
    match count {
        8..=17 if is_international => 2,
        6.. if !is_filler_phone(text) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fuller_text_says_more() {
        use ColumnRole::{Company, Email, FullName, Phone};
        for (role, more, less) in [
            (FullName, "Ann Ash", "A. Ashington-Smythe"),
            (FullName, "Ann Maria Ash", "Ann M. Ash"),
            (FullName, "Ann Ash", "ANN ASH"),
            (FullName, "Ann Ash", "Ann"),
            (Phone, "+46 8 123 45 67", "08-123 45 67 89 01 22"),
            (Phone, "0046 8 123 45 67", "08-123 45 67"),
            (Phone, "08-123 45 67", "1234567890"),
            (Phone, "08-123 45 67", "+1"),
            (Email, "ann@example.com", "ann at example"),
            (Company, "Fjord Bank AB", "Fjord"),
        ] {
            assert!(fullness(role, more) > fullness(role, less), "{more} says more than {less}");
        }
    }

    #[test]
    fn spellings_of_one_value_are_comparable() {
        use ColumnRole::{Company, Country, Email, FullName, Phone};
        for (role, one, other) in [
            (Email, "Ann@Example.com", "ann@example.com"),
            (Phone, "+46 (8) 123 456 78", "0046-8-123 45678"),
            (Phone, "08-123 456 78", "+46 8 123 456 78"),
            (Company, "Fjord AB", "FJORD"),
            (Country, "Sverige", "SE"),
            (FullName, "ANN  Ash", "Ann Ash"),
        ] {
            assert_eq!(comparable(role, one, Some("SE")), comparable(role, other, Some("SE")), "{one}, {other}");
        }
        assert_ne!(comparable(Phone, "extension", None), comparable(Phone, "reception", None));
    }
}
