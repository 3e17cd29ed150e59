//! How two profiles stand to each other, field by field.

use super::evidence::Level;
use super::profile::{EmailFacts, Profile, Profiles};
use crate::engine::leads::{
    CompanyRelation, LocalFit, Mailbox, NONE, NameLevel, PersonName, Phone, company_relation, compare_family, compare_given, local_fit,
};

/// Number of fields.
pub(super) const FIELDS: usize = 7;

/// The levels of a pair, in the order of [`Field::ALL`](super::Field::ALL).
pub(super) type Levels = [Level; FIELDS];

/// The levels of two profiles, and whether the names were taken crosswise: somebody wrote the family name where the given name goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) levels: Levels,
    pub(super) is_crossed: bool,
}

/// Compares two profiles.
pub(super) fn compare(profiles: &Profiles, a: &Profile, b: &Profile) -> Compared {
    let (mut given, mut family, is_crossed) = names(profiles, a, b);
    let email = email_level(profiles, a, b);
    if given == Level::Absent && family != Level::Different {
        given = read_in_email(profiles, a, b, Part::Given);
    }
    if family == Level::Absent && given != Level::Different {
        family = read_in_email(profiles, a, b, Part::Family);
    }
    let levels = [
        given,
        family,
        email,
        phone_level(profiles, a, b),
        company_level(profiles, a, b),
        same(a.country, b.country),
        same(a.title, b.title),
    ];
    Compared { levels, is_crossed }
}

fn same(a: u32, b: u32) -> Level {
    match (a, b) {
        (NONE, _) | (_, NONE) => Level::Absent,
        _ if a == b => Level::Same,
        _ => Level::Different,
    }
}

fn names(profiles: &Profiles, a: &Profile, b: &Profile) -> (Level, Level, bool) {
    let ((a_given, a_family), (b_given, b_family)) = (profiles.name(a), profiles.name(b));
    let given = if a.given == b.given { same(a.given, b.given) } else { level(compare_given(a_given, b_given)) };
    let family = if a.family == b.family { same(a.family, b.family) } else { level(compare_family(a_family, b_family)) };
    let is_poor = |level| matches!(level, Level::Different | Level::Similar);
    if is_poor(given) && is_poor(family) {
        let crossed = (level(compare_given(a_given, b_family)), level(compare_given(a_family, b_given)));
        let is_good = |level| matches!(level, Level::Same | Level::Variant | Level::Typo);
        if is_good(crossed.0) && is_good(crossed.1) {
            return (crossed.0, crossed.1, true);
        }
    }
    // A western given name beside a native one says neither yes nor no: many people have both.
    let is_native = |code: u32| profiles.given.get(code as usize).is_some_and(|facts| facts.is_native);
    if is_poor(given) && is_native(a.given) != is_native(b.given) {
        return (Level::Absent, family, false);
    }
    (given, family, false)
}

fn level(level: NameLevel) -> Level {
    match level {
        NameLevel::Absent => Level::Absent,
        NameLevel::Same => Level::Same,
        NameLevel::Variant => Level::Variant,
        NameLevel::Initial => Level::Initial,
        NameLevel::Typo => Level::Typo,
        NameLevel::Similar => Level::Similar,
        NameLevel::Different => Level::Different,
    }
}

#[derive(Clone, Copy)]
enum Part {
    Given,
    Family,
}

/// Whether the part of the name that one side lacks stands in its e-mail.
fn read_in_email(profiles: &Profiles, a: &Profile, b: &Profile, part: Part) -> Level {
    let lacks = |profile: &Profile| match part {
        Part::Given => profile.given == NONE,
        Part::Family => profile.family == NONE,
    };
    let fits = |lacking: &Profile, named: &Profile| {
        let Some(facts) = profiles.email(lacking.email).filter(|facts| facts.mailbox != Mailbox::Role) else { return false };
        let (given, family) = profiles.name(named);
        {
            let name = PersonName { given: given.to_owned(), family: family.to_owned() };
            local_fit(profiles.local_texts.get(facts.local), &name) == LocalFit::Full
        }
    };
    match (lacks(a), lacks(b)) {
        (true, false) if fits(a, b) => Level::FromEmail,
        (false, true) if fits(b, a) => Level::FromEmail,
        _ => Level::Absent,
    }
}

fn email_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
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
    let is_free = profiles.domains.get(x.domain as usize).is_some_and(|(_, is_free)| *is_free);
    if x.domain == y.domain {
        return match () {
            () if is_role => Level::SameDomain,
            () if is_slip(profiles, x, y) => Level::Typo,
            () if is_free => Level::Different,
            () => Level::SameDomain,
        };
    }
    let local = profiles.local_texts.get(x.local);
    if x.local == y.local && !is_role && local.len() >= 4 {
        let (one, other) = (profiles.domain_texts.get(x.domain), profiles.domain_texts.get(y.domain));
        return if is_one_slip(one.as_bytes(), other.as_bytes()) { Level::Typo } else { Level::SameLocalPart };
    }
    Level::Different
}

/// Whether two names at one domain are a slip of the keyboard apart. `jan.novak2` is no slip of `jan.novak` but a namesake's address.
fn is_slip(profiles: &Profiles, x: &EmailFacts, y: &EmailFacts) -> bool {
    let (one, other) = (profiles.local_texts.get(x.local), profiles.local_texts.get(y.local));
    let letters = |text: &str| text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let (one_letters, other_letters) = (letters(one), letters(other));
    let is_numbered = one.get(..one_letters) == other.get(..other_letters);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    one.len().min(other.len()) >= 5 && !is_numbered && digits(one) == digits(other) && is_one_slip(one.as_bytes(), other.as_bytes())
}

fn phone_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    let (Some(x), Some(y)) = (profiles.phones.get(a.phone as usize), profiles.phones.get(b.phone as usize)) else { return Level::Absent };
    if x.national == y.national && (x.calling_code == y.calling_code || x.calling_code == 0 || y.calling_code == 0) {
        return if x.extension != 0 && y.extension != 0 && x.extension != y.extension { Level::OtherExtension } else { Level::Same };
    }
    if is_mistyped(*x, *y) { Level::Typo } else { Level::Different }
}

fn is_mistyped(x: Phone, y: Phone) -> bool {
    let (mut buffer, mut other) = ([0_u8; 20], [0_u8; 20]);
    let (x, y) = (digits(x.national, &mut buffer), digits(y.national, &mut other));
    x.len().min(y.len()) >= 6 && is_one_slip(x, y)
}

/// Whether one letter or digit differs, is missing, or two neighbours have changed places: what a hand does on a keyboard.
fn is_one_slip(x: &[u8], y: &[u8]) -> bool {
    if x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let start = x.iter().zip(y).take_while(|(x, y)| x == y).count();
    let (x, y) = (x.get(start..).unwrap_or_default(), y.get(start..).unwrap_or_default());
    let end = x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count();
    match (x.get(..x.len() - end), y.get(..y.len() - end)) {
        (Some([] | [_]), Some([] | [_])) => true,
        (Some([first, second]), Some([other_first, other_second])) => first == other_second && second == other_first,
        _ => false,
    }
}

fn digits(mut number: u64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut start = buffer.len();
    while let Some(place) = start.checked_sub(1).and_then(|place| buffer.get_mut(place)) {
        *place = (number % 10) as u8;
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    buffer.get(start..).unwrap_or_default()
}

fn company_level(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    match (a.company, b.company) {
        (NONE, NONE) => Level::Absent,
        (NONE, other) => named_by_domain(profiles, a, other),
        (other, NONE) => named_by_domain(profiles, b, other),
        (one, other) if one == other => Level::Same,
        (one, other) => match company_relation(profiles.company_texts.get(one), profiles.company_texts.get(other)) {
            CompanyRelation::Same => Level::Same,
            CompanyRelation::Contained => Level::Contained,
            CompanyRelation::Acronym => Level::Acronym,
            CompanyRelation::Stem => Level::Domain,
            CompanyRelation::Similar => Level::Typo,
            CompanyRelation::Different => Level::Different,
        },
    }
}

/// Whether the e-mail of the side without a company names the other side's.
fn named_by_domain(profiles: &Profiles, without: &Profile, company: u32) -> Level {
    let stem = profiles.email(without.email).and_then(|facts| profiles.domains.get(facts.domain as usize)).filter(|(_, is_free)| !is_free);
    let joined = profiles.companies.get(company as usize).map(|facts| facts.joined);
    if stem.is_some_and(|(stem, _)| Some(*stem) == joined) { Level::Domain } else { Level::Absent }
}
