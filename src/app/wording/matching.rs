//! The words for who is who, and the one way its numbers are written.

use crate::app::state::review::{Decision, Said};
use crate::i18n::{fine_percent, number, say, say_count, signed};
use leadlens_engine::matching::{BlockKey, Confidence, Conflict, Field, GroupWarning, Level, MatchReason, Verdict};
use leadlens_engine::report::{CrmRule, MatchWarning, PeopleSort, Standing, Survivorship};

/// A match weight in bits, with its sign: `+12.3`, `−0.4`. Every weight on the page is written by this.
pub fn bits(weight: f32) -> String {
    signed(f64::from(weight)).replace('-', "\u{2212}")
}

/// Tells how sure it is that leads are one person: `97%`, `99.98%`. Every probability on the page is written by this. Never quite 0 or 100.
pub fn sure(confidence: Confidence) -> String {
    let share = f64::from(confidence.0);
    if share > MOST {
        format!(">\u{a0}{}", fine_percent(MOST))
    } else if share < 1.0 - MOST {
        format!("<\u{a0}{}", fine_percent(1.0 - MOST))
    } else {
        fine_percent(share)
    }
}

/// Beyond this nobody can tell one probability from another.
const MOST: f64 = 0.9999;

/// A field, as it stands inside a sentence.
pub fn field(field: Field) -> String {
    match field {
        Field::GivenName => say!(field.given_name),
        Field::FamilyName => say!(field.family_name),
        Field::Email => say!(field.email),
        Field::Phone => say!(field.phone),
        Field::Company => say!(field.company),
        Field::Country => say!(field.country),
        Field::JobTitle => say!(field.job_title),
    }
}

/// Tells how two values of a field stand to each other, in at most seven words.
pub fn level(of: Field, level: Level) -> String {
    let name = field(of);
    match level {
        Level::Absent => say!(level.absent, field = name),
        Level::Same => say!(level.same, field = name),
        Level::Variant => say!(level.variant, field = name),
        Level::Initial => say!(level.initial, field = name),
        Level::Typo => say!(level.typo, field = name),
        Level::Similar => say!(level.similar, field = name),
        Level::FromEmail => say!(level.from_email, field = name),
        Level::SameLocalPart => say!(level.same_local_part),
        Level::SameDomain => say!(level.same_domain),
        Level::SharedMailbox => say!(level.shared_mailbox),
        Level::SharedNumber => say!(level.shared_number),
        Level::OtherExtension => say!(level.other_extension),
        Level::Contained => say!(level.contained),
        Level::Acronym => say!(level.acronym),
        Level::Domain => say!(level.domain),
        Level::Different => say!(level.different, field = name),
    }
}

/// Why leads belong together or do not, in at most 20 words.
pub fn reason(reason: &MatchReason) -> String {
    if reason.by_verdict {
        return say!(reason.decided);
    }
    let mut agree = reason.agree.iter().map(|(field, found)| level(*field, *found));
    let agreed = match (agree.next(), agree.next()) {
        (Some(first), Some(second)) => Some(say!(reason.two, first = first, second = second)),
        (first, _) => first,
    };
    match (agreed, reason.differ.map(|(field, found)| level(field, found))) {
        (Some(agreed), Some(differ)) => say!(reason.but, reason = agreed, differ = differ),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => say!(reason.nothing),
    }
}

/// Names a conflict that outweighs sums.
pub fn conflict(conflict: Conflict) -> String {
    match conflict {
        Conflict::Relatives => say!(pair.relatives),
        Conflict::SharedContact => say!(pair.shared_contact),
        Conflict::Namesakes => say!(pair.namesakes),
        Conflict::Generations => say!(pair.generations),
    }
}

/// The number of a lead as people count.
pub fn lead_number(lead: u32) -> String {
    number(u64::from(lead) + 1)
}

/// Tells how two leads stand to each other.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Together => say!(pair.together),
        Standing::Through(_) => say!(pair.through),
        Standing::Possible => say!(pair.possible),
        Standing::KeptApart(left, right) => say!(pair.kept_apart, left = lead_number(*left), right = lead_number(*right)),
        Standing::Apart => say!(pair.apart),
        Standing::Test => say!(pair.test),
        Standing::Excluded => say!(pair.nobody),
        Standing::Decided => say!(pair.decided),
    }
}

/// Tells what the user said of two leads.
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Same => say!(review.verdict_same),
        Verdict::Different => say!(review.verdict_different),
    }
}

/// Tells what to be careful about in a group.
pub fn group_warning(warning: GroupWarning) -> String {
    match warning {
        GroupWarning::Large => say!(groups.warn_large),
        GroupWarning::TooLarge => say!(groups.warn_too_large),
        GroupWarning::Conflict => say!(groups.warn_conflict),
    }
}

/// Tells what to know about the data before trusting the groups.
pub fn match_warning(warning: &MatchWarning) -> String {
    match warning {
        MatchWarning::SharedValue { field: of, value, leads } => {
            say!(review.warn_shared, n = number(*leads), field = field(*of), value = value.clone())
        }
        MatchWarning::LooksLike { field: of, looks_like, leads } => {
            say!(review.warn_looks, n = number(*leads), field = field(*of), other = field(*looks_like))
        }
        MatchWarning::TooLarge { groups, leads } => say!(review.warn_too_large, groups = number(*groups), n = number(*leads)),
        MatchWarning::NoIdentity { leads } => say!(review.warn_nobody, n = number(*leads)),
    }
}

/// Names the key that leads have to share to be compared.
pub fn block(key: BlockKey) -> String {
    match key {
        BlockKey::Email => say!(block.email),
        BlockKey::Phone => say!(block.phone),
        BlockKey::FullName => say!(block.full_name),
        BlockKey::LocalPart => say!(block.local_part),
        BlockKey::FamilyCompany => say!(block.family_company),
        BlockKey::GivenCompany => say!(block.given_company),
        BlockKey::FamilyDomain => say!(block.family_domain),
        BlockKey::GivenDomain => say!(block.given_domain),
        BlockKey::FamilySound => say!(block.family_sound),
        BlockKey::GivenFamilyStart => say!(block.given_family_start),
        BlockKey::PhoneEnd => say!(block.phone_end),
        BlockKey::PhoneStart => say!(block.phone_start),
        BlockKey::Company => say!(block.company),
    }
}

/// Tells what happened last in the review.
pub fn said(said: &Said) -> String {
    let (decision, name) = match said {
        Said::Decided(decision, name) => (decision, name.clone()),
        Said::ChooseLead => return say!(review.choose_lead),
        Said::OnlyPossible => return say!(review.only_possible),
        Said::NotYet => return say!(review.comparing),
        Said::ChooseGroup => return say!(review.choose_group),
        Said::NoStep => return say!(review.no_step),
        Said::TooMany => return say!(review.too_many),
        Said::AskSame(_, leads) => return say!(review.ask_same, n = number(*leads)),
    };
    match decision {
        Decision::Same => say!(review.said_same, name = name),
        Decision::Different => say!(review.said_different, name = name),
        Decision::Later => say!(review.said_later, name = name),
        Decision::SplitOut(_) => say!(review.said_split, name = name),
        Decision::Pair(..) => say!(review.said_pair),
        Decision::Undo => say!(review.said_undo),
        Decision::Redo => say!(review.said_redo),
    }
}

/// A length of time, in its largest unit.
pub fn span(seconds: i64) -> String {
    let minutes = u32::try_from(seconds.unsigned_abs() / 60).unwrap_or(u32::MAX);
    match minutes {
        0 => say!(span.moment),
        1..60 => say_count!(minutes, span.minutes, n = number(minutes)),
        60..1_440 => say_count!(minutes / 60, span.hours, n = number(minutes / 60)),
        _ => say_count!(minutes / 1_440, span.days, n = number(minutes / 1_440)),
    }
}

/// Names the rule by which one of several values stands for a person.
pub fn survivorship(survivorship: Survivorship) -> String {
    match survivorship {
        Survivorship::MostComplete => say!(people.most_complete),
        Survivorship::Newest => say!(people.newest),
        Survivorship::MostFrequent => say!(people.most_frequent),
        Survivorship::SourceOrder => say!(people.source_order),
    }
}

/// Names the order of people.
pub fn people_sort(sort: PeopleSort) -> String {
    match sort {
        PeopleSort::Latest => say!(people.latest),
        PeopleSort::Leads => say!(people.count),
        PeopleSort::Name => say!(lead.name),
        PeopleSort::Company => say!(lead.company),
    }
}

/// A CRM's duplicate rule.
pub fn rule(rule: CrmRule) -> String {
    match rule {
        CrmRule::ExactEmail => say!(rules.email),
        CrmRule::Salesforce => say!(rules.salesforce),
        CrmRule::Fingerprint => say!(rules.fingerprint),
    }
}
