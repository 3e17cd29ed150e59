//! Comparison levels of two names, as written or as an address has them.

use super::same;
use crate::leads::{LocalFit, Mailbox, NONE, NameLevel, PersonName, compare_family, compare_given, local_fit};
use crate::matching::evidence::Level;
use crate::matching::profile::{Profile, Profiles};

/// The levels of given and family name, and whether they were taken crosswise.
pub(super) fn names(profiles: &Profiles, a: &Profile, b: &Profile) -> (Level, Level, bool) {
    let ((a_given, a_family), (b_given, b_family)) = (profiles.name(a), profiles.name(b));
    let given = if a.given == b.given { same(a.given, b.given) } else { level(compare_given(a_given, b_given)) };
    let family = if a.family == b.family { same(a.family, b.family) } else { level(compare_family(a_family, b_family)) };
    let is_poor = |level| matches!(level, Level::Different | Level::Similar);
    if is_poor(given) && is_poor(family) {
        let crossed = (level(compare_given(a_given, b_family)), level(compare_given(a_family, b_given)));
        let is_good = |level| matches!(level, Level::Same | Level::Variant | Level::Typo);
        let is_fair = |level| is_good(level) || level == Level::Initial;
        let is_sure = |level| matches!(level, Level::Same | Level::Variant);
        let is_whole = is_good(crossed.0) && is_fair(crossed.1) || is_fair(crossed.0) && is_good(crossed.1);
        // Mistyped as well: `Jones, Mia` and `Mia, Josen`.
        if is_whole || is_sure(crossed.0) && crossed.1 == Level::Similar || crossed.0 == Level::Similar && is_sure(crossed.1) {
            return (crossed.0, crossed.1, true);
        }
        // A western given name, and a Chinese one in the other's column: people have both.
        let is_foreign = |one: &str, other: &str| one.is_ascii() != other.is_ascii();
        if is_sure(crossed.1) && is_foreign(a_given, b_family) || is_sure(crossed.0) && is_foreign(a_family, b_given) {
            let of_sure = |level| if is_sure(level) { level } else { Level::Absent };
            return (of_sure(crossed.0), of_sure(crossed.1), true);
        }
    }
    if let Some(half) = lone_half(profiles, a, b, (given, family)) {
        return half;
    }
    // A western and a Chinese given name are no evidence: many people have both.
    let is_chinese = |code: u32| profiles.given.get(code as usize).is_some_and(|facts| facts.is_chinese);
    let is_chinese_family = |code: u32| profiles.family.get(code as usize).is_some_and(|facts| facts.is_chinese);
    if is_poor(given) && is_chinese(a.given) != is_chinese(b.given) && is_chinese_family(a.family) && is_chinese_family(b.family) {
        return (Level::Absent, family, false);
    }
    (given, family, false)
}

/// The levels where one side has half a name only, and that is the other half of the other side's: it stands in the wrong column.
fn lone_half(profiles: &Profiles, a: &Profile, b: &Profile, (given, family): (Level, Level)) -> Option<(Level, Level, bool)> {
    let is_whole = |profile: &Profile| profile.given != NONE && profile.family != NONE;
    if given != Level::Absent && family != Level::Absent || is_whole(a) == is_whole(b) || given.min(family) != Level::Absent {
        return None;
    }
    let (whole, half) = if is_whole(a) { (a, b) } else { (b, a) };
    let ((whole_given, whole_family), (half_given, half_family)) = (profiles.name(whole), profiles.name(half));
    let is_same = |level| matches!(level, Level::Same | Level::Variant);
    let is_poor = |level| matches!(level, Level::Different | Level::Similar);
    if is_poor(family) {
        let crossed = level(compare_given(whole_given, half_family));
        return is_same(crossed).then_some((crossed, Level::Absent, true));
    }
    let crossed = level(compare_family(whole_family, half_given));
    (is_poor(given) && is_same(crossed)).then_some((Level::Absent, crossed, true))
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
pub(super) enum NamePart {
    Given,
    Family,
}

/// Comparison level of a part of the name that one side lacks: [`Level::FromEmail`] where it stands in that side's e-mail.
pub(super) fn read_in_email(profiles: &Profiles, a: &Profile, b: &Profile, part: NamePart) -> Level {
    let lacks = |profile: &Profile| match part {
        NamePart::Given => profile.given == NONE,
        NamePart::Family => profile.family == NONE,
    };
    let fit = |lacking: &Profile, named: &Profile| {
        let Some(facts) = profiles.email(lacking.email).filter(|facts| facts.mailbox != Mailbox::Role) else { return Level::Absent };
        let (given, family) = profiles.name(named);
        let local = profiles.local_texts.get(facts.local);
        let name = PersonName { given: given.to_owned(), family: family.to_owned() };
        match local_fit(local, &name) {
            LocalFit::Full => Level::FromEmail,
            LocalFit::Family if matches!(part, NamePart::Given) && !given.is_empty() && names_another(local, family, given) => {
                Level::Different
            }
            _ => Level::Absent,
        }
    };
    match (lacks(a), lacks(b)) {
        (true, false) => fit(a, b),
        (false, true) => fit(b, a),
        _ => Level::Absent,
    }
}

/// True where the part of an address next to the family name is another given name: `taylorsmith` is not Mark Smith's.
fn names_another(local: &str, family: &str, given: &str) -> bool {
    let Some(at) = local.find(family) else { return false };
    let rest = local.get(..at).into_iter().chain(local.get(at + family.len()..)).collect::<String>();
    let rest = rest.trim_matches(|letter: char| letter.is_ascii_digit());
    rest.len() >= 3 && rest.get(..1) != given.get(..1)
}
