//! Comparison level of two addresses.

use super::slip::is_one_slip;
use super::{ALIKE, same};
use crate::leads::{Mailbox, NONE, edits_within, jaro_winkler};
use crate::matching::evidence::Level;
use crate::matching::profile::{DomainFacts, EmailFacts, Profile, Profiles};

/// Addresses at a domain that may be a slip of another one: the same slip is rarely made for more people.
const RARE: u32 = 2;
/// A domain with this many times the addresses of another one is the one that was meant.
const FREQUENT: u32 = 4;

/// Letters of two addresses that have one slip in them.
const LETTERS_OF_A_SLIP: usize = 5;
/// Slips in an address, at most.
const MOST_SLIPS: usize = 4;

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
    let is_free = [x, y].into_iter().any(|side| profiles.domain(side).is_some_and(|domain| domain.is_free));
    if x.domain == y.domain {
        return match () {
            () if is_role => Level::SameDomain,
            () if is_slip(profiles, x, y) => Level::Typo,
            () if is_free => Level::Different,
            () => Level::SameDomain,
        };
    }
    let (local, other_local) = (profiles.local_texts.get(x.local), profiles.local_texts.get(y.local));
    match () {
        () if x.local == y.local && is_domain_slip(profiles, (a, x), (b, y)) => Level::Typo,
        () if !is_free
            && local.get(..1) == other_local.get(..1)
            && jaro_winkler(local, other_local, ALIKE) >= ALIKE
            && are_alike(profiles, x.domain, y.domain) =>
        {
            Level::Similar
        }
        () if !is_free && !is_role && is_near(local, other_local, profiles, x, y) => Level::Similar,
        () if x.local == y.local && !is_role && local.len() >= 4 => Level::SameLocalPart,
        () => Level::Different,
    }
}

/// True for two domains that are a slip of the keyboard apart, where it is known which of the two was meant: a public provider's, the one of
/// the company, or the one that the file has far more often. Without that they may be two firms'.
fn is_domain_slip(profiles: &Profiles, (a, x): (&Profile, &EmailFacts), (b, y): (&Profile, &EmailFacts)) -> bool {
    let (one, other) = (profiles.domain_texts.get(x.domain), profiles.domain_texts.get(y.domain));
    let (Some(x), Some(y)) = (profiles.domain(x), profiles.domain(y)) else { return false };
    if x.is_free && y.is_free || !is_one_slip(one.as_bytes(), other.as_bytes()) {
        return false;
    }
    let is_own = |domain: &DomainFacts| {
        let company = |side: &Profile| profiles.companies.get(side.company as usize);
        [a, b].into_iter().filter_map(company).any(|company| company.joined == domain.stem)
    };
    x.is_free || y.is_free || is_own(x) != is_own(y) || is_far_more(x.addresses, y.addresses) || is_far_more(y.addresses, x.addresses)
}

/// True for a domain seen far more often than another one, which is its slip then.
const fn is_far_more(frequent: u32, rare: u32) -> bool {
    rare <= RARE && frequent >= FREQUENT * rare
}

/// True for two domains of one organisation or of organisations whose names are alike: one stands below the other, or what stands before the
/// public suffix begins and goes on alike. Neighbours below one domain (`health.state.tx.us`, `police.state.tx.us`) are two organisations'.
fn are_alike(profiles: &Profiles, one: u32, other: u32) -> bool {
    let (text, other_text) = (profiles.domain_texts.get(one), profiles.domain_texts.get(other));
    let is_below = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    if is_below(text, other_text) || is_below(other_text, text) {
        return true;
    }
    let (stem, other_stem) = (profiles.domain_stem(one), profiles.domain_stem(other));
    profiles.registrable_domain(one) != profiles.registrable_domain(other)
        && stem.get(..1) == other_stem.get(..1)
        && jaro_winkler(stem, other_stem, ALIKE) >= ALIKE
}

/// True for two addresses that are some slips apart, whichever side of the `@` these are on: one in so many letters, and never more than
/// [`MOST_SLIPS`]. Dots and dashes do not count. Neighbours below one domain are two organisations'.
fn is_near(local: &str, other_local: &str, profiles: &Profiles, x: &EmailFacts, y: &EmailFacts) -> bool {
    let differing = (x.letters ^ y.letters).count_ones() as usize;
    if differing > 2 * MOST_SLIPS {
        return false;
    }
    let (domain, other_domain) = (profiles.domain_texts.get(x.domain), profiles.domain_texts.get(y.domain));
    let length = local.len() + domain.len();
    let most = (length / LETTERS_OF_A_SLIP).min(MOST_SLIPS);
    if differing > 2 * most
        || length.abs_diff(other_local.len() + other_domain.len()) > 2 * most
        || profiles.registrable_domain(x.domain) == profiles.registrable_domain(y.domain)
    {
        return false;
    }
    // Most slips are told from another organisation by the length of its name.
    let (stem, other_stem) = (profiles.domain_stem(x.domain), profiles.domain_stem(y.domain));
    let slips = (stem.len().min(other_stem.len()) / LETTERS_OF_A_SLIP).max(1);
    if edits_within(slips, stem.as_bytes(), other_stem.as_bytes()).is_none() {
        return false;
    }
    let joined = |local: &str, domain: &str| local.bytes().chain(domain.bytes()).filter(u8::is_ascii_alphanumeric).collect::<Vec<_>>();
    edits_within(most, &joined(local, domain), &joined(other_local, other_domain)).is_some()
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
