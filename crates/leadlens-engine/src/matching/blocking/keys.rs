//! Keys of profiles: those that share one are compared.

use super::BlockKey;
use crate::leads::{Mailbox, NONE};
use crate::matching::evidence::Field;
use crate::matching::profile::{Profile, Profiles, hash, mix};

/// Letters of a word of a street that is a name: shorter ones are kinds of streets, and names that many have.
const STREET_WORD: usize = 5;

/// The key of one kind of a profile; [`NONE`] where it has none.
pub(super) fn key(kind: BlockKey, profiles: &Profiles, profile: &Profile) -> u32 {
    key_of(kind, profiles, profile).unwrap_or(NONE)
}

fn key_of(kind: BlockKey, profiles: &Profiles, profile: &Profile) -> Option<u32> {
    let given = || profiles.given.get(profile.given as usize);
    let family = || profiles.family.get(profile.family as usize);
    let email = || profiles.email(profile.email);
    let company = || profiles.companies.get(profile.company as usize);
    let phone = || profiles.phones.get(profile.phone as usize).map(|phone| phone.national);
    let number = kind as u32 + 1;
    let extra = |field: Field| Some(profiles.extras.code(profile.extra, field)).filter(|code| *code != NONE);
    let domain = || email().and_then(|facts| profiles.domain(facts)).filter(|domain| !domain.is_free).map(|domain| domain.stem);
    match kind {
        BlockKey::Email => Some(mix([number, email()?.weak])),
        BlockKey::Phone => Some(phone_key(phone()?)),
        BlockKey::FullName => {
            // The order does not matter: either half may stand in the other's place.
            let (one, other) = (given()?.sound, family()?.sound);
            Some(mix([number, one.min(other), one.max(other)]))
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
        BlockKey::LinkedIn => Some(mix([number, extra(Field::LinkedIn)?])),
        BlockKey::BirthDate => Some(mix([number, extra(Field::BirthDate)?])),
        BlockKey::Street => Some(mix([number, extra(Field::Street)?])),
        BlockKey::PostcodeFamily => Some(mix([number, extra(Field::Postcode)?, family()?.sound])),
        BlockKey::PostcodeGiven => Some(mix([number, extra(Field::Postcode)?, given()?.root])),
        BlockKey::RecordId => Some(mix([number, extra(Field::RecordId)?])),
        BlockKey::StreetWord | BlockKey::PostcodeInitial => None,
        BlockKey::Company => (profile.given == NONE && profile.family == NONE).then(company)?.map(|facts| mix([number, facts.joined])),
    }
}

/// The key of a number: its last eight digits.
fn phone_key(number: u64) -> u32 {
    mix([BlockKey::Phone as u32 + 1, (number % 100_000_000) as u32])
}

/// Calls `note` with each key of one kind beyond the first one of a profile; some of them twice.
pub(super) fn further_keys(kind: BlockKey, profiles: &Profiles, profile: &Profile, mut note: impl FnMut(u32)) {
    let number = kind as u32 + 1;
    match kind {
        BlockKey::Phone if profile.more_phones != NONE => {
            let numbers = profiles.more_phones(profile).iter().filter_map(|code| profiles.phones.get(*code as usize));
            numbers.for_each(|phone| note(phone_key(phone.national)));
        }
        BlockKey::StreetWord if profile.extra != NONE => {
            let code = |field| profiles.extras.code(profile.extra, field);
            let (street, places) = (profiles.extras.text(Field::Street, code(Field::Street)), [Field::Postcode, Field::City]);
            for word in
                street.split(' ').filter(|word| word.len() >= STREET_WORD && !word.starts_with(|first: char| first.is_ascii_digit()))
            {
                let word = hash(word);
                let places = places.into_iter().map(|field| (field as u32, code(field))).filter(|(_, code)| *code != NONE);
                places.for_each(|(field, place)| note(mix([number, word, field, place])));
            }
        }
        BlockKey::PostcodeInitial if profile.extra != NONE => {
            let postcode = profiles.extras.code(profile.extra, Field::Postcode);
            let given = profiles.given.get(profile.given as usize).map(|facts| facts.initial);
            let family = profiles.family.get(profile.family as usize).map(|facts| facts.initial);
            let initials = [given, family].into_iter().flatten().filter(|_| postcode != NONE);
            initials.for_each(|initial| note(mix([number, postcode, initial])));
        }
        _ => {}
    }
}

/// True for a kind of which profiles have several keys.
pub(super) const fn has_several(kind: BlockKey) -> bool {
    matches!(kind, BlockKey::StreetWord | BlockKey::PostcodeInitial)
}

/// True where two profiles meet under this key for the first time: they share no lower one of its kind, and no street of one postcode, which
/// is gone through before initials.
pub(super) fn is_first_meeting((kind, key): (BlockKey, u32), profiles: &Profiles, one: u32, other: u32) -> bool {
    let keys = |kind: BlockKey, profile: u32| {
        let mut keys = Vec::new();
        if let Some(profile) = profiles.get(profile) {
            further_keys(kind, profiles, profile, |key| keys.push(key));
        }
        keys
    };
    let lowest_shared = |kind: BlockKey| {
        let others = keys(kind, other);
        keys(kind, one).into_iter().filter(|key| others.contains(key)).min()
    };
    lowest_shared(kind) == Some(key) && (kind == BlockKey::StreetWord || lowest_shared(BlockKey::StreetWord).is_none())
}

/// The first four digits of a number.
fn start_of(mut number: u64) -> u32 {
    while number >= 10_000 {
        number /= 10;
    }
    u32::try_from(number).unwrap_or(NONE)
}
