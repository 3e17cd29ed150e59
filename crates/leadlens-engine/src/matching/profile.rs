//! Parts of a lead that are compared, in codes: leads that say the same of a person share one [`Profile`].

mod builder;
mod by_email;
mod extra;
mod hash;
mod numbers;
mod record_id;

pub(super) use builder::ProfileBuilder;
pub(super) use extra::{EXTRAS, Extra, Extras, FIRST as FIRST_EXTRA};
pub(super) use hash::{hash, mix};

use super::evidence::Field;
use crate::leads::{Dictionary, Generation, Mailbox, NONE, Phone};

/// Everything compared of a lead. Codes into the texts of [`Profiles`], [`NONE`] where the lead says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Profile {
    pub(super) given: u32,
    pub(super) family: u32,
    pub(super) email: u32,
    pub(super) phone: u32,
    /// Code of the further numbers that stand in one cell with it.
    pub(super) more_phones: u32,
    pub(super) company: u32,
    pub(super) country: u32,
    pub(super) title: u32,
    /// Code of the further evidence of its leads.
    pub(super) extra: u32,
    pub(super) generation: Generation,
}

/// Counts of odd cells among those that were compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    /// Leads that say nothing of a person.
    pub(super) nameless: u32,
    /// Telephone cells with text, and those of them that are addresses.
    pub(super) phones: u32,
    pub(super) phones_like_emails: u32,
    /// Name cells with text, and those of them that are addresses.
    pub(super) names: u32,
    pub(super) names_like_emails: u32,
}

/// Facts about a distinct given name.
#[derive(Clone, Copy, Debug)]
pub(super) struct GivenFacts {
    /// Hash of the name a nickname stands for.
    pub(super) root: u32,
    /// Hash of how that name sounds.
    pub(super) sound: u32,
    /// First letter, in Latin where it can be spelled so.
    pub(super) initial: u32,
    /// A Chinese name, in characters or romanised.
    pub(super) is_chinese: bool,
    /// A name of the table of nicknames, which is no slip of another one.
    pub(super) is_known: bool,
}

/// Facts about a distinct family name.
#[derive(Clone, Copy, Debug)]
pub(super) struct FamilyFacts {
    /// Hash of how it sounds.
    pub(super) sound: u32,
    /// Hash of its first letters.
    pub(super) start: u32,
    pub(super) initial: u32,
    /// A Chinese name, in characters or romanised.
    pub(super) is_chinese: bool,
}

/// Facts about a distinct address.
#[derive(Clone, Copy, Debug)]
pub(super) struct EmailFacts {
    /// Code of the address without plus tag and the like.
    pub(super) weak: u32,
    /// Code of the part before the `@`, without tag and dots.
    pub(super) local: u32,
    /// Code of the domain.
    pub(super) domain: u32,
    pub(super) mailbox: Mailbox,
    /// A bit for each letter and digit that occurs in it: addresses some slips apart have nearly the same.
    pub(super) letters: u64,
}

/// Facts about a distinct domain.
#[derive(Clone, Copy, Debug)]
pub(super) struct DomainFacts {
    /// Hash of the part that names the organisation.
    pub(super) stem: u32,
    /// Length of the registrable domain, which the text ends with; 0 where there is none.
    registrable_length: u32,
    /// Length of the part that names the organisation, with which the registrable domain begins, or the text where there is none.
    stem_length: u32,
    /// A public mail provider's.
    pub(super) is_free: bool,
    /// Number of addresses at it.
    pub(super) addresses: u32,
}

/// Facts about a distinct company.
#[derive(Clone, Copy, Debug)]
pub(super) struct CompanyFacts {
    /// Hash of its first word.
    pub(super) first_word: u32,
    /// Hash of its letters without blanks, which is how a domain spells it.
    pub(super) joined: u32,
    /// Written in characters rather than letters of an alphabet.
    pub(super) is_native: bool,
    /// First letter.
    pub(super) initial: u32,
    /// A bit for each word, by its hash: names without a bit in common have no word in common.
    pub(super) words: u64,
}

/// All profiles, in an order that follows from what they say and not from the order of rows.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    pub(super) all: Vec<Profile>,
    /// Leads that have each profile.
    pub(super) leads_with: Vec<u32>,
    /// For each lead its profile; [`NONE`] for test leads and unidentified leads.
    pub(super) of: Vec<u32>,
    pub(super) given_texts: Dictionary,
    pub(super) given: Vec<GivenFacts>,
    pub(super) family_texts: Dictionary,
    pub(super) family: Vec<FamilyFacts>,
    /// By the codes of the leads' e-mails.
    pub(super) emails: Vec<Option<EmailFacts>>,
    pub(super) weak_texts: Dictionary,
    pub(super) local_texts: Dictionary,
    pub(super) domain_texts: Dictionary,
    pub(super) domains: Vec<DomainFacts>,
    pub(super) phones: Vec<Phone>,
    /// The distinct sets of further numbers, in codes of `phones`.
    pub(super) phone_sets: Vec<Vec<u32>>,
    pub(super) company_texts: Dictionary,
    pub(super) companies: Vec<CompanyFacts>,
    pub(super) title_texts: Dictionary,
    pub(super) extras: Extras,
    pub(super) oddities: Oddities,
    /// The place of each distinct name in the order of their letters.
    given_ranks: Vec<u32>,
    family_ranks: Vec<u32>,
}

impl Profiles {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Number of fields, the first ones of [`Field::ALL`], of which any lead has evidence.
    pub(super) fn fields(&self) -> usize {
        if self.extras.is_empty() { FIRST_EXTRA } else { Field::ALL.len() }
    }

    pub(super) fn get(&self, profile: u32) -> Option<&Profile> {
        self.all.get(profile as usize)
    }

    pub(super) fn email(&self, code: u32) -> Option<&EmailFacts> {
        self.emails.get(code as usize)?.as_ref()
    }

    /// The codes of the further numbers of a profile.
    pub(super) fn more_phones(&self, profile: &Profile) -> &[u32] {
        self.phone_sets.get(profile.more_phones as usize).map_or(&[], Vec::as_slice)
    }

    /// The codes of all numbers of a profile, the one that is shown first.
    pub(super) fn all_phones(&self, profile: &Profile) -> impl Iterator<Item = u32> {
        std::iter::once(profile.phone).filter(|code| *code != NONE).chain(self.more_phones(profile).iter().copied())
    }

    /// Facts about the domain of an address.
    pub(super) fn domain(&self, facts: &EmailFacts) -> Option<&DomainFacts> {
        self.domains.get(facts.domain as usize)
    }

    /// Registrable domain of a distinct domain; see [`crate::leads::registrable_domain`].
    pub(super) fn registrable_domain(&self, domain: u32) -> Option<&str> {
        let (text, facts) = (self.domain_texts.get(domain), self.domains.get(domain as usize)?);
        text.get(text.len() - facts.registrable_length as usize..).filter(|registrable| !registrable.is_empty())
    }

    /// Part of a distinct domain that names the organisation; see [`crate::leads::domain_stem`].
    pub(super) fn domain_stem(&self, domain: u32) -> &str {
        let whole = self.registrable_domain(domain).unwrap_or_else(|| self.domain_texts.get(domain));
        self.domains.get(domain as usize).and_then(|facts| whole.get(..facts.stem_length as usize)).unwrap_or(whole)
    }

    /// Rank of a profile's name among all names in the order of their letters: that of the family name, then that of the given name.
    pub(super) fn name_rank(&self, profile: &Profile) -> (u32, u32) {
        let rank = |ranks: &[u32], code: u32| ranks.get(code as usize).copied().unwrap_or(NONE);
        (rank(&self.family_ranks, profile.family), rank(&self.given_ranks, profile.given))
    }

    /// The name of a profile as compared.
    pub(super) fn name(&self, profile: &Profile) -> (&str, &str) {
        (self.given_texts.get(profile.given), self.family_texts.get(profile.family))
    }
}
