//! Which pairs are compared at all: those that share a key. Every pair is compared once, under the first key it shares.
//!
//! A key that too many share says little and would cost too much: there each profile is compared with its nearest neighbours only, in the
//! order of names (the sorted neighbourhood of Hernández and Stolfo, *The Merge/Purge Problem*, 1995), and what was left out is counted. Such
//! neighbours are compared again where they share a later key: that they met is not kept.

#[cfg(test)]
mod tests;

use super::profile::{Profile, Profiles, mix};
use crate::engine::leads::{Mailbox, NONE};

/// A kind of key under which leads meet to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum BlockKey {
    /// The same e-mail, plus tags and the like aside.
    Email,
    /// The same telephone number.
    Phone,
    /// The same given and family name, nicknames, spelling and order aside.
    FullName,
    /// The same name before the `@`.
    LocalPart,
    /// Family name and company.
    FamilyCompany,
    /// Given name and company.
    GivenCompany,
    /// Family name and domain.
    FamilyDomain,
    /// Given name and domain.
    GivenDomain,
    /// Family name as it sounds, and initial.
    FamilySound,
    /// Given name and the start of the family name.
    GivenFamilyStart,
    /// The end of the telephone number and the family name as it sounds.
    PhoneEnd,
    /// The start of the telephone number and the given name.
    PhoneStart,
    /// The same company, where no person is named.
    Company,
}

impl BlockKey {
    /// All kinds, in the order they are gone through.
    pub const ALL: [Self; 13] = [
        Self::Email,
        Self::Phone,
        Self::FullName,
        Self::LocalPart,
        Self::FamilyCompany,
        Self::GivenCompany,
        Self::FamilyDomain,
        Self::GivenDomain,
        Self::FamilySound,
        Self::GivenFamilyStart,
        Self::PhoneEnd,
        Self::PhoneStart,
        Self::Company,
    ];

    /// Profiles under one key up to which all pairs are compared, in a file of so many profiles.
    fn cap(self, profiles: usize) -> usize {
        // What is only a name says the less the more leads there are: what these keys cost grows with the file and no faster.
        let in_all = |pairs: usize, least: usize, most: usize| (pairs / profiles.max(1)).clamp(least, most);
        match self {
            Self::Email => 200,
            Self::FullName => in_all(16_000_000, 16, 200),
            Self::LocalPart => in_all(8_000_000, 8, 100),
            Self::Phone | Self::FamilyCompany | Self::GivenCompany | Self::FamilyDomain | Self::GivenDomain => 100,
            Self::PhoneEnd | Self::PhoneStart | Self::Company => 60,
            Self::FamilySound | Self::GivenFamilyStart => in_all(3_000_000, 8, 60),
        }
    }
}

impl BlockKey {
    /// Neighbours compared on each side under a key that too many share.
    fn window(self) -> usize {
        if matches!(self, Self::FamilySound | Self::GivenFamilyStart) { 3 } else { 6 }
    }
}

/// Number of kinds.
pub(super) const KINDS: usize = BlockKey::ALL.len();

/// What one kind of key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BlockReport {
    /// The kind of key.
    pub key: BlockKey,
    /// Keys shared by at least two.
    pub blocks: u32,
    /// Pairs compared because of it, and of no key before it.
    pub pairs: u64,
    /// Keys shared by too many: there only the nearest were compared.
    pub capped: u32,
    /// Pairs not compared under such a key. Some of them meet under another one.
    pub cut: u64,
}

/// The keys of all profiles, kind by kind, [`NONE`] where a profile has no such key or shares it with too many.
#[derive(Debug, Default)]
pub(super) struct Blocking {
    keys: Vec<Vec<u32>>,
    kind: usize,
    /// Profiles of the current kind, sorted by key; `at` is how far they are compared.
    sorted: Vec<(u32, u32)>,
    at: usize,
    pub(super) reports: Vec<BlockReport>,
}

impl Blocking {
    /// Finds the keys of the next kind, or sorts the profiles by them, or compares the pairs of the next blocks, about `budget` of them.
    /// `false` when every kind is done.
    pub(super) fn step(&mut self, profiles: &Profiles, budget: usize, mut visit: impl FnMut(u32, u32)) -> bool {
        let Some(kind) = BlockKey::ALL.get(self.kind) else { return false };
        if self.keys.len() == self.kind {
            self.keys.push(profiles.all.iter().map(|profile| key(*kind, profiles, profile)).collect());
            return true;
        }
        if self.reports.len() == self.kind {
            self.sort(*kind);
            return true;
        }
        let mut left = budget;
        while left > 0 {
            if self.at >= self.sorted.len() {
                self.kind += 1;
                self.sorted = Vec::new();
                self.at = 0;
                return self.kind < KINDS;
            }
            left = left.saturating_sub(self.block(profiles, &mut visit));
        }
        true
    }

    /// How many of the kinds are done, and how much of the current one: profiles, and in all.
    pub(super) fn progress(&self, profiles: &Profiles) -> (u64, u64) {
        let all = profiles.len() as u64;
        let part = if self.sorted.is_empty() { 0 } else { all * self.at as u64 / self.sorted.len() as u64 };
        (all * self.kind as u64 + part, all * KINDS as u64)
    }

    /// Sorts the profiles by the keys of the current kind.
    fn sort(&mut self, kind: BlockKey) {
        let keys = self.keys.last().map(Vec::as_slice).unwrap_or_default();
        self.sorted = keys.iter().zip(0..).filter(|(key, _)| **key != NONE).map(|(key, profile)| (*key, profile)).collect();
        self.sorted.sort_unstable();
        self.reports.push(BlockReport { key: kind, blocks: 0, pairs: 0, capped: 0, cut: 0 });
    }

    /// Compares within one block; the number of pairs looked at, one at least.
    fn block(&mut self, profiles: &Profiles, visit: &mut impl FnMut(u32, u32)) -> usize {
        let rest = self.sorted.get(self.at..).unwrap_or_default();
        let Some((first, _)) = rest.first() else { return 1 };
        let size = rest.iter().take_while(|(key, _)| key == first).count();
        let mut members: Vec<u32> = rest.iter().take(size).map(|(_, profile)| *profile).collect();
        self.at += size;
        if size < 2 {
            return 1;
        }
        let Some(kind) = BlockKey::ALL.get(self.kind) else { return 1 };
        let is_capped = size > kind.cap(profiles.len());
        let window = if is_capped { kind.window() } else { size };
        if is_capped {
            members.sort_by_key(|profile| profiles.get(*profile).map_or((NONE, NONE), |profile| profiles.name_rank(profile)));
            // These profiles have not met all others here: what follows must not take them for compared.
            if let Some(keys) = self.keys.last_mut() {
                for profile in &members {
                    if let Some(key) = keys.get_mut(*profile as usize) {
                        *key = NONE;
                    }
                }
            }
        }
        let (mut looked_at, mut compared) = (0, 0);
        for (place, one) in members.iter().enumerate() {
            for other in members.iter().skip(place + 1).take(window) {
                looked_at += 1;
                if !self.met_before(*one, *other) {
                    compared += 1;
                    visit(*one.min(other), *one.max(other));
                }
            }
        }
        if let Some(report) = self.reports.last_mut() {
            report.blocks += 1;
            report.pairs += compared;
            if is_capped {
                report.capped += 1;
                report.cut += (size as u64 * (size as u64 - 1) / 2).saturating_sub(looked_at as u64);
            }
        }
        looked_at.max(1)
    }

    /// Whether a pair shares a key of an earlier kind under which all pairs were compared.
    fn met_before(&self, one: u32, other: u32) -> bool {
        let earlier = self.keys.len().saturating_sub(1);
        self.keys.iter().take(earlier).any(|keys| {
            let at = |profile: u32| keys.get(profile as usize).copied().unwrap_or(NONE);
            at(one) != NONE && at(one) == at(other)
        })
    }
}

/// The key of one kind of a profile; [`NONE`] where it has none.
fn key(kind: BlockKey, profiles: &Profiles, profile: &Profile) -> u32 {
    key_of(kind, profiles, profile).unwrap_or(NONE)
}

fn key_of(kind: BlockKey, profiles: &Profiles, profile: &Profile) -> Option<u32> {
    let given = || profiles.given.get(profile.given as usize);
    let family = || profiles.family.get(profile.family as usize);
    let email = || profiles.email(profile.email);
    let company = || profiles.companies.get(profile.company as usize);
    let phone = || profiles.phones.get(profile.phone as usize).map(|phone| phone.national);
    let number = kind as u32 + 1;
    let domain = || {
        email()
            .and_then(|facts| profiles.domains.get(facts.domain as usize).map(|(stem, is_free)| (*stem, *is_free)))
            .filter(|(_, is_free)| !is_free)
            .map(|(stem, _)| stem)
    };
    match kind {
        BlockKey::Email => Some(mix([number, email()?.weak])),
        BlockKey::Phone => Some(mix([number, (phone()? % 100_000_000) as u32])),
        BlockKey::FullName => {
            let (one, other) = (given()?.root, family()?.sound);
            Some(mix([number, one, other]))
        }
        BlockKey::LocalPart => {
            let facts = email().filter(|facts| facts.mailbox != Mailbox::Role)?;
            (profiles.local_texts.get(facts.local).len() >= 5).then(|| mix([number, facts.local]))
        }
        BlockKey::FamilyCompany => Some(mix([number, family()?.sound, company()?.first_word])),
        BlockKey::GivenCompany => Some(mix([number, given()?.root, company()?.first_word])),
        BlockKey::FamilyDomain => Some(mix([number, family()?.sound, domain()?])),
        BlockKey::GivenDomain => Some(mix([number, given()?.root, domain()?])),
        BlockKey::FamilySound => Some(mix([number, family()?.sound, given()?.initial])),
        BlockKey::GivenFamilyStart => Some(mix([number, given()?.root, family()?.start])),
        BlockKey::PhoneEnd => Some(mix([number, (phone()? % 10_000) as u32, family()?.sound])),
        BlockKey::PhoneStart => Some(mix([number, start_of(phone()?), given()?.root])),
        BlockKey::Company => (profile.given == NONE && profile.family == NONE).then(company)?.map(|facts| mix([number, facts.joined])),
    }
}

/// The first four digits of a number.
fn start_of(mut number: u64) -> u32 {
    while number >= 10_000 {
        number /= 10;
    }
    u32::try_from(number).unwrap_or(NONE)
}
