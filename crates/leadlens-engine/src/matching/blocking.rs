//! Blocking: only pairs that share a key are compared. Every pair is compared once, under the first key it shares.
//!
//! A key that too many share says little and would cost too much: there each profile is compared with its nearest neighbours only, in the
//! order of names (the sorted neighbourhood of Hernández and Stolfo, *The Merge/Purge Problem*, 1995), and what was left out is counted. Such
//! neighbours are compared again where they share a later key: earlier meetings are not stored.

mod keys;
#[cfg(test)]
mod tests;

use super::merge_sort::MergeSort;
use super::profile::Profiles;
use crate::leads::NONE;
use keys::{further_keys, has_several, is_first_meeting, key};

/// A kind of key under which leads meet to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum BlockKey {
    /// The same e-mail, regardless of plus tags and the like.
    Email,
    /// The same telephone number.
    Phone,
    /// The same given and family name, regardless of nicknames, spelling and order.
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
    /// The same page at `LinkedIn`.
    LinkedIn,
    /// The same date of birth.
    BirthDate,
    /// The same street and house number.
    Street,
    /// Postcode and family name as it sounds.
    PostcodeFamily,
    /// Postcode and given name.
    PostcodeGiven,
    /// The same id in the system the leads come from.
    RecordId,
    /// A word of the street, and postcode or city.
    StreetWord,
    /// Postcode and an initial.
    PostcodeInitial,
}

impl BlockKey {
    /// All kinds, in the order they are gone through.
    pub const ALL: [Self; 21] = [
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
        Self::LinkedIn,
        Self::BirthDate,
        Self::Street,
        Self::PostcodeFamily,
        Self::PostcodeGiven,
        Self::RecordId,
        Self::StreetWord,
        Self::PostcodeInitial,
    ];

    /// Profiles under one key up to which all pairs are compared, in a file of so many profiles.
    fn cap(self, profiles: usize) -> usize {
        // What is only a name says the less the more leads there are: what these keys cost grows with the file and no faster.
        let in_all = |pairs: usize, least: usize, most: usize| (pairs / profiles.max(1)).clamp(least, most);
        match self {
            Self::Email | Self::LinkedIn | Self::RecordId => 200,
            Self::FullName => in_all(16_000_000, 16, 200),
            Self::LocalPart => in_all(8_000_000, 8, 100),
            Self::Phone | Self::FamilyCompany | Self::GivenCompany | Self::FamilyDomain | Self::GivenDomain => 100,
            Self::PhoneEnd | Self::PhoneStart | Self::Company | Self::Street | Self::PostcodeFamily | Self::PostcodeGiven => 60,
            Self::StreetWord | Self::PostcodeInitial => in_all(2_000_000, 8, 40),
            Self::FamilySound | Self::GivenFamilyStart | Self::BirthDate => in_all(3_000_000, 8, 60),
        }
    }
}

impl BlockKey {
    /// Neighbours compared on each side under a key that too many share.
    fn window(self) -> usize {
        if matches!(self, Self::FamilySound | Self::GivenFamilyStart) { 3 } else { 6 }
    }
}

/// Number of kinds whose keys are made of further evidence, at the end of [`BlockKey::ALL`].
const EXTRA_KINDS: usize = 8;

/// Number of kinds that profiles may have keys of.
fn kinds(profiles: &Profiles) -> usize {
    if profiles.extras.is_empty() { BlockKey::ALL.len() - EXTRA_KINDS } else { BlockKey::ALL.len() }
}

/// Account of one kind of blocking key: pairs it led to, and pairs it left out.
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

/// Profiles whose keys are found at a step.
const KEYS: usize = 16 * 1024;
/// Profiles put in the order of their keys at a step.
const SORTED: usize = 32 * 1024;

/// The keys of all profiles, kind by kind, [`NONE`] where a profile has no such key or shares it with too many.
#[derive(Debug, Default)]
pub(super) struct Blocking {
    keys: Vec<Vec<u32>>,
    kind: usize,
    stage: BlockingStage,
    pub(super) reports: Vec<BlockReport>,
}

/// Stage of the current kind of key.
#[derive(Debug)]
enum BlockingStage {
    /// Keys are found; profiles that have one, each with its key.
    Keys(Vec<(u32, u32)>),
    /// Profiles are put in the order of their keys.
    Sort(MergeSort<(u32, u32)>),
    /// Profiles in the order of their keys are compared block by block.
    Pairs { sorted: Vec<(u32, u32)>, at: usize, block: Option<Block> },
}

impl Default for BlockingStage {
    fn default() -> Self {
        Self::Keys(Vec::new())
    }
}

/// Profiles under one key, being compared.
#[derive(Debug)]
struct Block {
    kind: BlockKey,
    key: u32,
    members: Vec<u32>,
    /// Members being put in the order of their names, where they are too many for all to be compared.
    sort: Option<MergeSort<u32>>,
    is_capped: bool,
    /// Members each is compared with, of those behind it.
    window: usize,
    /// The next member to be compared with those behind it.
    at: usize,
    looked_at: usize,
}

impl Blocking {
    /// Finds some keys of the next kind, or sorts some profiles by them, or compares some pairs under them, about `budget` of them. `false`
    /// when every kind is done.
    pub(super) fn step(&mut self, profiles: &Profiles, budget: usize, mut visit: impl FnMut(u32, u32)) -> bool {
        let Some(kind) = BlockKey::ALL.get(self.kind).copied().filter(|_| self.kind < kinds(profiles)) else { return false };
        match std::mem::take(&mut self.stage) {
            BlockingStage::Keys(mut found) => {
                self.stage = if self.find_keys(kind, profiles, &mut found) {
                    BlockingStage::Keys(found)
                } else {
                    self.reports.push(BlockReport { key: kind, blocks: 0, pairs: 0, capped: 0, cut: 0 });
                    BlockingStage::Sort(MergeSort::new(found))
                };
            }
            BlockingStage::Sort(mut sort) => {
                self.stage = if sort.step(SORTED, Ord::cmp) {
                    BlockingStage::Sort(sort)
                } else {
                    BlockingStage::Pairs { sorted: sort.finish(), at: 0, block: None }
                };
            }
            BlockingStage::Pairs { sorted, mut at, mut block } => {
                let mut left = budget;
                while left > 0 {
                    let Some(open) = &mut block else {
                        let rest = sorted.get(at..).unwrap_or_default();
                        let Some((first, _)) = rest.first() else {
                            self.kind += 1;
                            return self.kind < kinds(profiles);
                        };
                        let size = rest.iter().take_while(|(key, _)| key == first).count();
                        at += size;
                        left = left.saturating_sub(1 + size / 8);
                        block = Block::of(kind, profiles, rest.get(..size).unwrap_or_default());
                        continue;
                    };
                    if self.compare(open, profiles, &mut left, &mut visit) {
                        continue;
                    }
                    self.note(open);
                    block = None;
                }
                self.stage = BlockingStage::Pairs { sorted, at, block };
            }
        }
        true
    }

    /// Profiles done, and in all, each counted once for every kind of key.
    pub(super) fn progress(&self, profiles: &Profiles) -> (u64, u64) {
        let all = profiles.len() as u64;
        let part = match &self.stage {
            BlockingStage::Pairs { sorted, at, .. } if !sorted.is_empty() => all * *at as u64 / sorted.len() as u64,
            _ => 0,
        };
        (all * self.kind as u64 + part, all * kinds(profiles) as u64)
    }

    /// Finds the keys of some profiles more; `false` when all are found.
    fn find_keys(&mut self, kind: BlockKey, profiles: &Profiles, found: &mut Vec<(u32, u32)>) -> bool {
        if self.keys.len() == self.kind {
            self.keys.push(Vec::with_capacity(profiles.len()));
        }
        let Some(keys) = self.keys.last_mut() else { return false };
        let begun = keys.len();
        for (profile, number) in profiles.all.iter().zip(0..).skip(begun).take(KEYS) {
            let key = key(kind, profiles, profile);
            keys.push(key);
            if key != NONE {
                found.push((key, number));
            }
            let first = found.len();
            further_keys(kind, profiles, profile, |further| {
                let is_new = further != key && found.get(first..).unwrap_or_default().iter().all(|(known, _)| *known != further);
                found.extend(is_new.then_some((further, number)));
            });
        }
        keys.len() < profiles.len()
    }

    /// Compares some pairs of a block; `false` when all are compared.
    fn compare(&mut self, block: &mut Block, profiles: &Profiles, left: &mut usize, visit: &mut impl FnMut(u32, u32)) -> bool {
        if let Some(sort) = &mut block.sort {
            let rank = |profile: &u32| profiles.get(*profile).map_or((NONE, NONE), |profile| profiles.name_rank(profile));
            if sort.step(*left * SORT_EFFORT, |one, other| rank(one).cmp(&rank(other))) {
                *left = 0;
            } else {
                block.members = block.sort.take().map(MergeSort::finish).unwrap_or_default();
            }
            return true;
        }
        while *left > 0 {
            let Some((one, others)) = block.members.get(block.at..).and_then(<[u32]>::split_first) else { return false };
            for other in others.iter().take(block.window) {
                block.looked_at += 1;
                *left = left.saturating_sub(1);
                let is_first = !has_several(block.kind) || is_first_meeting((block.kind, block.key), profiles, *one, *other);
                if is_first && !self.met_before(*one, *other) {
                    if let Some(report) = self.reports.last_mut() {
                        report.pairs += 1;
                    }
                    visit(*one.min(other), *one.max(other));
                }
            }
            // This profile has not met all others here: what follows must not take it for compared.
            if block.is_capped
                && let Some(key) = self.keys.last_mut().and_then(|keys| keys.get_mut(*one as usize))
            {
                *key = NONE;
            }
            block.at += 1;
            *left = left.saturating_sub(1);
        }
        true
    }

    /// Notes what a block has come to.
    fn note(&mut self, block: &Block) {
        let Some(report) = self.reports.last_mut() else { return };
        report.blocks += 1;
        if block.is_capped {
            let size = block.members.len() as u64;
            report.capped += 1;
            report.cut += (size * (size - 1) / 2).saturating_sub(block.looked_at as u64);
        }
    }

    /// True for a pair that shares a key of an earlier kind under which all pairs were compared.
    fn met_before(&self, one: u32, other: u32) -> bool {
        let earlier = self.keys.len().saturating_sub(1);
        self.keys.iter().take(earlier).any(|keys| {
            let at = |profile: u32| keys.get(profile as usize).copied().unwrap_or(NONE);
            at(one) != NONE && at(one) == at(other)
        })
    }
}

/// Profiles that are put in order in the time of comparing two.
const SORT_EFFORT: usize = 8;

impl Block {
    /// The profiles under one key, each with the key; `None` where there are no two.
    fn of(kind: BlockKey, profiles: &Profiles, sharing: &[(u32, u32)]) -> Option<Self> {
        let members: Vec<u32> = sharing.iter().map(|(_, profile)| *profile).collect();
        let is_capped = members.len() > kind.cap(profiles.len());
        let window = if is_capped { kind.window() } else { members.len() };
        let (members, sort) = if is_capped { (Vec::new(), Some(MergeSort::new(members))) } else { (members, None) };
        let (key, _) = sharing.first().filter(|_| sharing.len() > 1)?;
        Some(Self { kind, key: *key, members, sort, is_capped, window, at: 0, looked_at: 0 })
    }
}
