//! Comparison level of two addresses.

use super::slip::is_one_slip;
use super::{ALIKE, same};
use crate::leads::{Mailbox, NONE, jaro_winkler};
use crate::matching::evidence::Level;
use crate::matching::profile::{EmailFacts, Profile, Profiles};

pub(super) fn email_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    if a.email == NONE || b.email == NONE {
        return Level::Absent;
    }
    let (Some(x), Some(y)) = (profiles.email(a.email), profiles.email(b.email)) else { return same(a.email, b.email) };
    let is_role = x.mailbox == Mailbox::Role || y.mailbox == Mailbox::Role;
    if a.email == b.email || x.weak == y.weak {
        return match () {
            () if is_role => Level::SharedMailbox,
            () if a.email == b.email => Level::Same,
            () => Level::Variant,
        };
    }
    let is_free = [x, y].into_iter().any(|side| profiles.domains.get(side.domain as usize).is_some_and(|(_, is_free)| *is_free));
    if x.domain == y.domain {
        return match () {
            () if is_role => Level::SameDomain,
            () if is_slip(profiles, x, y) => Level::Typo,
            () if is_free => Level::Different,
            () => Level::SameDomain,
        };
    }
    let (local, other_local) = (profiles.local_texts.get(x.local), profiles.local_texts.get(y.local));
    let (one, other) = (profiles.domain_texts.get(x.domain), profiles.domain_texts.get(y.domain));
    match () {
        () if x.local == y.local && (is_one_slip(one.as_bytes(), other.as_bytes()) || !is_free && has_same_stem(profiles, x, y)) => {
            Level::Typo
        }
        () if x.local == y.local && !is_role && local.len() >= 4 => Level::SameLocalPart,
        () if !is_free
            && one.get(..1) == other.get(..1)
            && local.get(..1) == other_local.get(..1)
            && jaro_winkler(one, other, ALIKE) >= ALIKE
            && jaro_winkler(local, other_local, ALIKE) >= ALIKE =>
        {
            Level::Similar
        }
        () => Level::Different,
    }
}

/// True for two domains that name one organisation and differ in what comes behind.
fn has_same_stem(profiles: &Profiles, x: &EmailFacts, y: &EmailFacts) -> bool {
    let stem = |facts: &EmailFacts| profiles.domains.get(facts.domain as usize).map(|(stem, _)| *stem);
    stem(x) == stem(y)
}

/// True for two names at one domain that are a slip of the keyboard apart. `jan.novak2` is no slip of `jan.novak` but a namesake's address.
fn is_slip(profiles: &Profiles, x: &EmailFacts, y: &EmailFacts) -> bool {
    let (one, other) = (profiles.local_texts.get(x.local), profiles.local_texts.get(y.local));
    let letters = |text: &str| text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let (one_letters, other_letters) = (letters(one), letters(other));
    let is_numbered = one.get(..one_letters) == other.get(..other_letters);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    one.len().min(other.len()) >= 5
        && one.get(..1) == other.get(..1)
        && !is_numbered
        && digits(one) == digits(other)
        && is_one_slip(one.as_bytes(), other.as_bytes())
}

/// True for two addresses at one domain that differ in the number behind the name only: mailboxes of namesakes are told apart so.
pub(in crate::matching) fn are_numbered(profiles: &Profiles, a: &Profile, b: &Profile) -> bool {
    let (Some(x), Some(y)) = (profiles.email(a.email), profiles.email(b.email)) else { return false };
    if x.domain != y.domain || x.local == y.local {
        return false;
    }
    let letters = |code: u32| profiles.local_texts.get(code).trim_end_matches(|letter: char| letter.is_ascii_digit());
    letters(x.local) == letters(y.local)
}
