//! Comparison level of two companies, by their names or by the domains of the addresses.

use super::ALIKE;
use crate::leads::{CompanyRelation, NONE, company_relation, jaro_winkler};
use crate::matching::evidence::Level;
use crate::matching::profile::{Profile, Profiles};

pub(super) fn company_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    match (a.company, b.company) {
        (NONE, NONE) => by_domains(profiles, a, b),
        (NONE, other) => named_by_domain(profiles, a, other),
        (other, NONE) => named_by_domain(profiles, b, other),
        (one, other) if one == other => Level::Same,
        (one, other) if have_nothing_in_common(profiles, one, other) => Level::Different,
        (one, other) => match company_relation(profiles.company_texts.get(one), profiles.company_texts.get(other)) {
            CompanyRelation::Same => Level::Same,
            CompanyRelation::Contained => Level::Contained,
            CompanyRelation::Acronym => Level::Acronym,
            CompanyRelation::Stem => Level::Domain,
            CompanyRelation::Similar => Level::Typo,
            // The same company may be written in characters here and in Latin letters there.
            CompanyRelation::Different if is_native(profiles, one) != is_native(profiles, other) => Level::Absent,
            CompanyRelation::Different => Level::Different,
        },
    }
}

/// True for two companies that share neither a word nor the first letter: seen at a glance, and nearly all are such.
fn have_nothing_in_common(profiles: &Profiles, one: u32, other: u32) -> bool {
    let (Some(one), Some(other)) = (profiles.companies.get(one as usize), profiles.companies.get(other as usize)) else { return false };
    one.initial != other.initial && one.words & other.words == 0 && one.is_native == other.is_native
}

fn is_native(profiles: &Profiles, company: u32) -> bool {
    profiles.companies.get(company as usize).is_some_and(|facts| facts.is_native)
}

/// The part of the profile's domain that names the organisation; `None` for a public mail provider's.
fn own_domain<'a>(profiles: &'a Profiles, profile: &Profile) -> Option<(u32, &'a str)> {
    let facts = profiles.email(profile.email)?;
    let domain = profiles.domain(facts).filter(|domain| !domain.is_free)?;
    Some((domain.stem, profiles.domain_stem(facts.domain)))
}

/// Comparison level where one side has no company: [`Level::Domain`] where its e-mail names the other side's, [`Level::Different`] where it
/// names another one.
fn named_by_domain(profiles: &Profiles, without: &Profile, company: u32) -> Level {
    let Some((stem, text)) = own_domain(profiles, without) else { return Level::Absent };
    let joined = profiles.companies.get(company as usize).map(|facts| facts.joined);
    if Some(stem) == joined {
        return Level::Domain;
    }
    match company_relation(text, profiles.company_texts.get(company)) {
        CompanyRelation::Different if is_native(profiles, company) => Level::Absent,
        CompanyRelation::Different => Level::Different,
        _ => Level::Domain,
    }
}

/// Comparison level where neither side has a company: [`Level::Different`] where their e-mails name different ones, else [`Level::Absent`].
fn by_domains(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    match (own_domain(profiles, a), own_domain(profiles, b)) {
        (Some((one, text)), Some((other, other_text))) if one != other && jaro_winkler(text, other_text, ALIKE) < ALIKE => Level::Different,
        _ => Level::Absent,
    }
}
