//! Hashes of what profiles say: equal where the texts are, whatever codes the texts have.

use super::{Profile, Profiles};
use crate::leads::{Leads, NONE};
use crate::matching::evidence::Field;

/// The constants of the Fowler–Noll–Vo hash FNV-1a, 64 bits.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A hash of a text; never [`NONE`]. The empty text's is 0.
pub(in crate::matching) fn hash(text: &str) -> u32 {
    if text.is_empty() {
        return 0;
    }
    let hash = text.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    mix([(hash >> 32) as u32, (hash & 0xffff_ffff) as u32])
}

/// A hash of texts, of which none is part of the next.
pub(super) fn text_hash<const N: usize>(texts: [&str; N]) -> u64 {
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// One hash of several; never 0 and never [`NONE`].
pub(in crate::matching) fn mix<const N: usize>(parts: [u32; N]) -> u32 {
    let hash = parts.iter().fold(OFFSET, |hash, part| (hash ^ u64::from(*part)).wrapping_mul(PRIME).rotate_left(23));
    (((hash ^ (hash >> 29)).wrapping_mul(PRIME) >> 32) as u32).clamp(1, NONE - 1)
}

/// A hash of what a profile says, whatever codes its texts have.
pub(super) fn content_hash(profiles: &Profiles, leads: &Leads, profile: &Profile) -> u64 {
    let number = |code: u32| {
        let phone = profiles.phones.get(code as usize);
        phone.map_or(0, |phone| phone.national ^ (u64::from(phone.extension) << 50) ^ (u64::from(phone.calling_code) << 40))
    };
    // In any order: codes are given in the order of rows.
    let more = profiles.more_phones(profile).iter().fold(0_u64, |sum, code| sum.wrapping_add(number(*code).wrapping_mul(PRIME)));
    let phone = number(profile.phone) ^ more;
    let texts = [
        profiles.given_texts.get(profile.given),
        profiles.family_texts.get(profile.family),
        leads.email_texts().get(profile.email),
        profiles.company_texts.get(profile.company),
        leads.country_texts().get(profile.country),
        profiles.title_texts.get(profile.title),
    ];
    let start = (OFFSET ^ phone).wrapping_mul(PRIME) ^ profile.generation as u64;
    let extras = Field::ALL.into_iter().filter(|field| profile.extra != NONE && field.is_optional());
    let extras = extras.map(|field| profiles.extras.text(field, profiles.extras.code(profile.extra, field)));
    texts
        .into_iter()
        .chain(extras)
        .flat_map(|text| text.bytes().chain([0xff]))
        .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}
