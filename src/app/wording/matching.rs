//! Words for matching, and the one notation of its numbers.

use crate::app::state::review::{Announcement, Decision};
use crate::i18n::{fine_percent, number, signed, t, t_plural};
use leadlens_engine::leads::System;
use leadlens_engine::matching::{BlockKey, Confidence, Conflict, DynamicsRule, Field, GroupWarning, Level, MatchReason, Verdict};
use leadlens_engine::report::{CrmRule, Elapsed, MatchWarning, PeopleSort, Standing, Survivorship};

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

/// Beyond this no reader can tell one probability from another.
const MOST: f64 = 0.9999;

/// A field, as it stands inside a sentence.
pub fn field(field: Field) -> String {
    match field {
        Field::GivenName => t!(field.given_name),
        Field::FamilyName => t!(field.family_name),
        Field::Email => t!(field.email),
        Field::Phone => t!(field.phone),
        Field::Company => t!(field.company),
        Field::Country => t!(field.country),
        Field::JobTitle => t!(field.job_title),
        Field::Street => t!(field.street),
        Field::Postcode => t!(field.postcode),
        Field::City => t!(field.city),
        Field::State => t!(field.state),
        Field::BirthDate => t!(field.birth_date),
        Field::Website => t!(field.website),
        Field::LinkedIn => t!(field.linkedin),
        Field::RecordId => t!(field.record_id),
    }
}

/// Tells how two values of a field stand to each other, in at most seven words.
pub fn level(of: Field, level: Level) -> String {
    let name = field(of);
    match level {
        Level::Absent => t!(level.absent, field = name),
        Level::Same => t!(level.same, field = name),
        Level::Variant => t!(level.variant, field = name),
        Level::Initial => t!(level.initial, field = name),
        Level::Typo => t!(level.typo, field = name),
        Level::Similar => t!(level.similar, field = name),
        Level::FromEmail => t!(level.from_email, field = name),
        Level::SameLocalPart => t!(level.same_local_part),
        Level::SameDomain => t!(level.same_domain),
        Level::SharedMailbox => t!(level.shared_mailbox),
        Level::SharedNumber => t!(level.shared_number),
        Level::OtherExtension => t!(level.other_extension),
        Level::Contained if of.is_optional() => t!(level.contained_in, field = name),
        Level::Contained => t!(level.contained),
        Level::Acronym if of.is_optional() => t!(level.abbreviated, field = name),
        Level::Acronym => t!(level.acronym),
        Level::Domain if of.is_optional() => t!(level.same_site),
        Level::Domain => t!(level.domain),
        Level::Different => t!(level.different, field = name),
    }
}

/// Reasons leads belong together or do not, in at most 20 words.
pub fn reason(reason: &MatchReason) -> String {
    if reason.by_verdict {
        return t!(reason.decided);
    }
    let mut agree = reason.agree.iter().map(|(field, found)| level(*field, *found));
    let agreed = match (agree.next(), agree.next()) {
        (Some(first), Some(second)) => Some(t!(reason.two, first = first, second = second)),
        (first, _) => first,
    };
    match (agreed, reason.differ.map(|(field, found)| level(field, found))) {
        (Some(agreed), Some(differ)) => t!(reason.but, reason = agreed, differ = differ),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => t!(reason.nothing),
    }
}

/// Names a conflict that outweighs sums.
pub fn conflict(conflict: Conflict) -> String {
    match conflict {
        Conflict::Relatives => t!(pair.relatives),
        Conflict::SharedContact => t!(pair.shared_contact),
        Conflict::Namesakes => t!(pair.namesakes),
        Conflict::Generations => t!(pair.generations),
    }
}

/// The number of a lead as people count.
pub fn lead_number(lead: u32) -> String {
    number(u64::from(lead) + 1)
}

/// Tells how two leads stand to each other.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Together => t!(pair.together),
        Standing::Through(_) => t!(pair.through),
        Standing::Possible => t!(pair.possible),
        Standing::CannotLink(left, right) => t!(pair.held_apart, left = lead_number(*left), right = lead_number(*right)),
        Standing::Apart => t!(pair.apart),
        Standing::Test => t!(pair.test),
        Standing::Excluded => t!(pair.no_identity),
        Standing::Decided => t!(pair.decided),
    }
}

/// Tells what the user decided about two leads.
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Same => t!(review.verdict_same),
        Verdict::Different => t!(review.verdict_different),
    }
}

/// Tells what to be careful about in a group.
pub fn group_warning(warning: GroupWarning) -> String {
    match warning {
        GroupWarning::Large => t!(groups.warn_large),
        GroupWarning::TooLarge => t!(groups.warn_too_large),
        GroupWarning::Conflict => t!(groups.warn_conflict),
    }
}

/// Tells what to know about the data before trusting the groups.
pub fn match_warning(warning: &MatchWarning) -> String {
    match warning {
        MatchWarning::SharedValue { field: of, value, leads } => {
            t!(review.warn_shared, n = number(*leads), field = field(*of), value = value.clone())
        }
        MatchWarning::LooksLike { field: of, looks_like, leads } => {
            t!(review.warn_looks, n = number(*leads), field = field(*of), other = field(*looks_like))
        }
        MatchWarning::TooLarge { groups, leads } => t_plural!(*groups, review.warn_too_large, groups = number(*groups), n = number(*leads)),
        MatchWarning::NoIdentity { leads } => t_plural!(*leads, review.warn_no_identity, n = number(*leads)),
    }
}

/// Names the key that leads have to share to be compared.
pub fn block(key: BlockKey) -> String {
    match key {
        BlockKey::Email => t!(block.email),
        BlockKey::Phone => t!(block.phone),
        BlockKey::FullName => t!(block.full_name),
        BlockKey::LocalPart => t!(block.local_part),
        BlockKey::FamilyCompany => t!(block.family_company),
        BlockKey::GivenCompany => t!(block.given_company),
        BlockKey::FamilyDomain => t!(block.family_domain),
        BlockKey::GivenDomain => t!(block.given_domain),
        BlockKey::FamilySound => t!(block.family_sound),
        BlockKey::GivenFamilyStart => t!(block.given_family_start),
        BlockKey::PhoneEnd => t!(block.phone_end),
        BlockKey::PhoneStart => t!(block.phone_start),
        BlockKey::Company => t!(block.company),
        BlockKey::LinkedIn => t!(block.linkedin),
        BlockKey::RecordId => t!(block.record_id),
        BlockKey::StreetWord => t!(block.street_word),
        BlockKey::PostcodeInitial => t!(block.postcode_initial),
        BlockKey::BirthDate => t!(block.birth_date),
        BlockKey::Street => t!(block.street),
        BlockKey::PostcodeFamily => t!(block.postcode_family),
        BlockKey::PostcodeGiven => t!(block.postcode_given),
    }
}

/// Tells what happened last in the review.
pub fn announcement(announcement: &Announcement) -> String {
    let (decision, name) = match announcement {
        Announcement::Decided(decision, name) => (decision, name.clone()),
        Announcement::ChooseLead => return t!(review.choose_lead),
        Announcement::OnlyPossible => return t!(review.only_possible),
        Announcement::NotYet => return t!(review.comparing),
        Announcement::ChooseGroup => return t!(review.choose_group),
        Announcement::NoStep => return t!(review.no_step),
        Announcement::TooMany => return t!(review.too_many),
        Announcement::ConfirmSame(_, leads) => return t!(review.confirm_same, n = number(*leads)),
    };
    match decision {
        Decision::Same => t!(review.announce_same, name = name),
        Decision::Different => t!(review.announce_different, name = name),
        Decision::Later => t!(review.announce_later, name = name),
        Decision::SplitOut(_) => t!(review.announce_split, name = name),
        Decision::Pair(..) => t!(review.announce_pair),
        Decision::Undo => t!(review.announce_undo),
        Decision::Redo => t!(review.announce_redo),
    }
}

/// Time since the lead before: `after 3 days`.
pub fn after(since: Elapsed) -> String {
    if since == Elapsed::Days(0) { t!(groups.same_day) } else { t!(groups.after, time = span(since)) }
}

/// Time since the lead that is repeated: `repeat, after 3 days`.
pub fn repeat_after(since: Elapsed) -> String {
    if since == Elapsed::Days(0) { t!(groups.repeat_same_day) } else { t!(groups.repeat_after, time = span(since)) }
}

/// A length of time, in its largest unit; between plain days never less than a day.
fn span(since: Elapsed) -> String {
    let seconds = match since {
        Elapsed::Days(days) => i64::from(days) * 86_400,
        Elapsed::Seconds(seconds) => seconds,
    };
    let minutes = u32::try_from(seconds.unsigned_abs() / 60).unwrap_or(u32::MAX);
    match minutes {
        0 => t!(span.moment),
        1..60 => t_plural!(minutes, span.minutes, n = number(minutes)),
        60..1_440 => t_plural!(minutes / 60, span.hours, n = number(minutes / 60)),
        _ => t_plural!(minutes / 1_440, span.days, n = number(minutes / 1_440)),
    }
}

/// Names the rule by which one of several values stands for a person.
pub fn survivorship(survivorship: Survivorship) -> String {
    match survivorship {
        Survivorship::MostComplete => t!(people.most_complete),
        Survivorship::Newest => t!(people.newest),
        Survivorship::MostFrequent => t!(people.most_frequent),
        Survivorship::SourceOrder => t!(people.source_order),
    }
}

/// Names the order of people.
pub fn people_sort(sort: PeopleSort) -> String {
    match sort {
        PeopleSort::Latest => t!(people.latest),
        PeopleSort::Leads => t!(people.count),
        PeopleSort::Name => t!(lead.name),
        PeopleSort::Company => t!(lead.company),
        PeopleSort::Email => t!(lead.email),
        PeopleSort::Country => t!(lead.country),
        PeopleSort::First => t!(people.first),
        PeopleSort::Steps => t!(people.did),
        PeopleSort::Offers => t!(people.offers),
        PeopleSort::Contact => t!(lead.marks),
    }
}

/// A CRM's duplicate rule.
pub fn rule(rule: CrmRule) -> String {
    match rule {
        CrmRule::ExactEmail => t!(rules.email),
        CrmRule::Salesforce => t!(rules.salesforce),
        CrmRule::Dynamics => t!(rules.dynamics),
        CrmRule::Fingerprint => t!(rules.fingerprint),
    }
}

/// The pairs that each part of a rule finds by itself, in one line; `None` for a rule in one part.
pub fn rule_parts(parts: &[(DynamicsRule, u64)]) -> Option<String> {
    let pairs = |rule: DynamicsRule| number(parts.iter().find(|(part, _)| *part == rule).map_or(0, |(_, pairs)| *pairs));
    let [email, phone, company, domain] = DynamicsRule::ALL.map(pairs);
    (!parts.is_empty()).then(|| t!(rules.dynamics_parts, email = email, phone = phone, company = company, domain = domain))
}

/// A CRM that keeps one record for each e-mail address, and which value wins there.
pub fn email_merge(system: System) -> String {
    let system_name = super::system(system);
    match system {
        System::HubSpot => t!(rules.latest_wins, system = system_name),
        _ => t!(rules.first_wins, system = system_name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_between_plain_days_is_in_days() {
        for (since, expected) in [
            (Elapsed::Days(0), "same day"),
            (Elapsed::Days(1), "after 1 day"),
            (Elapsed::Seconds(30), "after less than a minute"),
            (Elapsed::Seconds(7_200), "after 2 hours"),
        ] {
            assert_eq!(after(since), expected);
        }
        assert_eq!(repeat_after(Elapsed::Days(0)), "repeat, same day");
        assert_eq!(repeat_after(Elapsed::Seconds(90_000)), "repeat, after 1 day");
    }
}
