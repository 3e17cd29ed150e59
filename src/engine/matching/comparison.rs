//! How two profiles stand to each other, field by field.

use super::evidence::Level;
use super::profile::{EmailFacts, Profile, Profiles};
use crate::engine::leads::jaro_winkler_from;
use crate::engine::leads::{
    CompanyRelation, LocalFit, Mailbox, NONE, NameLevel, PersonName, Phone, company_relation, compare_family, compare_given, domain_stem,
    local_fit,
};

/// Both parts of two addresses are alike from this Jaro-Winkler similarity on.
const ALIKE: f64 = 0.88;

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
        let is_fair = |level| is_good(level) || level == Level::Initial;
        if is_good(crossed.0) && is_fair(crossed.1) || is_fair(crossed.0) && is_good(crossed.1) {
            return (crossed.0, crossed.1, true);
        }
    }
    // A western given name beside a Chinese one says neither yes nor no: many people have both.
    let is_chinese = |code: u32| profiles.given.get(code as usize).is_some_and(|facts| facts.is_chinese);
    let is_chinese_family = |code: u32| profiles.family.get(code as usize).is_some_and(|facts| facts.is_chinese);
    if is_poor(given) && is_chinese(a.given) != is_chinese(b.given) && is_chinese_family(a.family) && is_chinese_family(b.family) {
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
    let fit = |lacking: &Profile, named: &Profile| {
        let Some(facts) = profiles.email(lacking.email).filter(|facts| facts.mailbox != Mailbox::Role) else { return Level::Absent };
        let (given, family) = profiles.name(named);
        let local = profiles.local_texts.get(facts.local);
        let name = PersonName { given: given.to_owned(), family: family.to_owned() };
        match local_fit(local, &name) {
            LocalFit::Full => Level::FromEmail,
            LocalFit::Family if matches!(part, Part::Given) && !given.is_empty() && names_another(local, family, given) => Level::Different,
            _ => Level::Absent,
        }
    };
    match (lacks(a), lacks(b)) {
        (true, false) => fit(a, b),
        (false, true) => fit(b, a),
        _ => Level::Absent,
    }
}

/// Whether what stands beside the family name in an address is another given name: `taylorsmith` is not Mark Smith's.
fn names_another(local: &str, family: &str, given: &str) -> bool {
    let Some(at) = local.find(family) else { return false };
    let rest = local.get(..at).into_iter().chain(local.get(at + family.len()..)).collect::<String>();
    let rest = rest.trim_matches(|letter: char| letter.is_ascii_digit());
    rest.len() >= 3 && rest.get(..1) != given.get(..1)
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
            && jaro_winkler_from(one, other, ALIKE) >= ALIKE
            && jaro_winkler_from(local, other_local, ALIKE) >= ALIKE =>
        {
            Level::Similar
        }
        () => Level::Different,
    }
}

/// Whether two domains name one organisation and differ in what comes behind.
fn has_same_stem(profiles: &Profiles, x: &EmailFacts, y: &EmailFacts) -> bool {
    let stem = |facts: &EmailFacts| profiles.domains.get(facts.domain as usize).map(|(stem, _)| *stem);
    stem(x) == stem(y)
}

/// Whether two names at one domain are a slip of the keyboard apart. `jan.novak2` is no slip of `jan.novak` but a namesake's address.
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

/// Whether two addresses at one domain differ in the number behind the name only: how mailboxes of namesakes are told apart.
pub(super) fn are_numbered(profiles: &Profiles, a: &Profile, b: &Profile) -> bool {
    let (Some(x), Some(y)) = (profiles.email(a.email), profiles.email(b.email)) else { return false };
    if x.domain != y.domain || x.local == y.local {
        return false;
    }
    let letters = |code: u32| profiles.local_texts.get(code).trim_end_matches(|letter: char| letter.is_ascii_digit());
    letters(x.local) == letters(y.local)
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

/// Whether two companies share neither a word nor the first letter: seen at a glance, and nearly all are such.
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
    let (stem, is_free) = profiles.domains.get(facts.domain as usize)?;
    (!is_free).then(|| (*stem, domain_stem(profiles.domain_texts.get(facts.domain))))
}

/// Whether the e-mail of the side without a company names the other side's company, or another one.
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

/// Whether the e-mails of two sides without a company name different ones.
fn by_domains(profiles: &Profiles, a: &Profile, b: &Profile) -> Level {
    match (own_domain(profiles, a), own_domain(profiles, b)) {
        (Some((one, text)), Some((other, other_text))) if one != other && jaro_winkler_from(text, other_text, ALIKE) < ALIKE => {
            Level::Different
        }
        _ => Level::Absent,
    }
}
