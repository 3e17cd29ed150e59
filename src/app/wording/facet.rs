//! The words for what is picked.

use super::{action, action_with_meaning, mark, problem, role, source, source_name, system};
use crate::i18n::{country, period, t, weekday};
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Action, ProblemKind, Storefront, System};
use leadlens_engine::report::{Clause, CrossFile, DayRange, Facet, LeadFilter, LeadFlag, PathPattern, Period};

/// A facet, as a heading.
pub fn facet(facet: Facet) -> String {
    match facet {
        Facet::Storefront => t!(facet.source),
        Facet::Action => t!(facet.action),
        Facet::Cell => t!(facet.cell),
        Facet::Publisher => t!(facet.publisher),
        Facet::Offer => t!(facet.offer),
        Facet::Country => t!(facet.country),
        Facet::Company => t!(facet.company),
        Facet::Domain => t!(facet.domain),
        Facet::Weekday => t!(facet.weekday),
        Facet::Hour => t!(facet.hour),
        Facet::Slot => t!(facet.slot),
        Facet::Path => t!(facet.path),
        Facet::Flag => t!(facet.mark),
        Facet::Problem => t!(facet.problem),
        Facet::Unknown => t!(facet.unknown),
        Facet::Filled => t!(facet.filled),
        Facet::Status => t!(facet.status),
        Facet::Owner => t!(role.owner),
        Facet::LeadId => t!(role.lead_id),
        Facet::CrossFile => t!(facet.lead),
    }
}

/// A value of a facet. What the program does not know is shown as it stands.
pub fn value(facet: Facet, value: &str) -> String {
    known(facet, value).unwrap_or_else(|| if value.is_empty() { blank(facet) } else { value.to_owned() })
}

fn known(facet: Facet, value: &str) -> Option<String> {
    Some(match facet {
        Facet::Storefront => source(Storefront::from_name(value)?),
        Facet::Action => action_with_meaning(Action::from_name(value)?),
        Facet::Cell => {
            let (left, right) = value.split_once('-')?;
            format!("{} · {}", source(Storefront::from_name(left)?), action(Action::from_name(right)?))
        }
        Facet::Country if !value.is_empty() => country(value),
        Facet::Weekday => day_of_week(value)?,
        Facet::Hour => hour_of_day(value)?,
        Facet::Slot => {
            let (day, at) = value.split_once('-')?;
            format!("{} {}", day_of_week(day)?, hour_of_day(at)?)
        }
        Facet::Path => match PathPattern::from_name(value) {
            Some(pattern) => path_part(&pattern),
            None => value.split('>').map(|step| Action::from_name(step).map(action)).collect::<Option<Vec<_>>>()?.join(" → "),
        },
        Facet::Flag => mark(LeadFlag::from_name(value)?),
        Facet::Problem => problem(ProblemKind::from_name(value)?),
        Facet::Unknown => value.split_once(':')?.1.to_owned(),
        Facet::Filled => role(ColumnRole::from_name(value)?),
        Facet::CrossFile => {
            let (relation, file) = CrossFile::from_value(value)?;
            let file = file_name(file);
            match relation {
                CrossFile::Missing => t!(across.not_in, file = file),
                CrossFile::Differs => t!(across.differs_in, file = file),
                CrossFile::Blank => t!(across.blank_in, file = file),
            }
        }
        _ => return None,
    })
}

/// Another open file by its name in values of [`Facet::CrossFile`]: its system, or its own name and place.
pub fn file_name(name: &str) -> String {
    if let Some(found) = System::ALL.into_iter().find(|system| system.as_str() == name) {
        return system(found);
    }
    let (place, name) = name.split_once(' ').unwrap_or((name, ""));
    t!(across.file, name = source_name(name), n = place.to_owned())
}

/// Relation of leads to a file, as the head of a column.
pub fn cross_file_head(relation: CrossFile) -> String {
    match relation {
        CrossFile::Missing => t!(across.missing),
        CrossFile::Differs => t!(across.differs),
        CrossFile::Blank => t!(across.blank),
    }
}

/// A part of many paths, each action with its step: `First: INS → Second: Create`.
pub fn path_part(pattern: &PathPattern) -> String {
    let steps = pattern.actions.iter().zip(pattern.first..);
    steps.map(|(at, place)| format!("{}: {}", step(place), action(*at))).collect::<Vec<_>>().join(" → ")
}

/// A step of a path by its number, from 0.
pub fn step(place: usize) -> String {
    match place {
        0 => t!(paths.first),
        1 => t!(paths.second),
        2 => t!(paths.third),
        _ => t!(paths.latest),
    }
}

/// A day of the week by its number, 1 to 7.
fn day_of_week(value: &str) -> Option<String> {
    let day = value.parse::<u8>().ok().filter(|day| (1..=7).contains(day))?;
    Some(weekday(day - 1))
}

/// An hour by its number, 0 to 23.
fn hour_of_day(value: &str) -> Option<String> {
    value.parse().ok().filter(|at| *at < 24).map(hour)
}

fn blank(facet: Facet) -> String {
    match facet {
        Facet::Offer => t!(chart.no_offer),
        Facet::Country => t!(chart.no_country),
        _ => t!(facet.blank),
    }
}

/// Returns what is picked, in one line: `Source is AppSource; Created is …`. Empty where nothing is.
pub fn filter(filter: &LeadFilter) -> String {
    let clause = |clause: &Clause| {
        let values: Vec<String> = clause.values.iter().map(|value| self::value(clause.facet, value)).collect();
        let sign = if clause.exclude { t!(facet.is_not) } else { t!(facet.is) };
        format!("{} {sign} {}", facet(clause.facet), values.join(", "))
    };
    let search = Some(&filter.search).filter(|search| !search.is_empty()).map(|search| format!("“{search}”"));
    let days = filter.days.map(|range| format!("{} {}", t!(facet.days), days(range)));
    let person = filter.person.map(|_| t!(facet.person_one));
    filter.clauses.iter().map(clause).chain(days).chain(search).chain(person).collect::<Vec<_>>().join("; ")
}

/// An hour of the day: `9–10`.
pub fn hour(hour: u8) -> String {
    format!("{hour}–{}", hour + 1)
}

/// Days from one to another.
pub fn days(days: DayRange) -> String {
    let (from, to) = (period(Period::Day, days.from), period(Period::Day, days.to));
    if from == to { from } else { format!("{from} – {to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_many_paths_is_named_by_its_steps() {
        for (value, expected) in [
            ("ins>*>**", "First: INS"),
            ("*>*>*>create>**", "Latest: Create"),
            ("ins>plt>**", "First: INS → Second: PLT"),
            ("ins>plt", "INS → PLT"),
        ] {
            assert_eq!(super::value(Facet::Path, value), expected);
        }
    }

    #[test]
    fn other_files_are_named_by_their_system_or_by_name_and_place() {
        for (value, expected) in [
            ("missing:salesforce", "not in Salesforce"),
            ("differs:2 leads.csv", "in leads.csv (file 2) with other values"),
            ("blank:1 ", "in pasted text (file 1) with a blank on one side"),
            ("other:1 a.csv", "other:1 a.csv"),
        ] {
            assert_eq!(super::value(Facet::CrossFile, value), expected);
        }
    }

    #[test]
    fn times_no_week_has_are_shown_as_they_stand() {
        for (facet, value, expected) in [
            (Facet::Hour, "0", "0–1"),
            (Facet::Hour, "23", "23–24"),
            (Facet::Weekday, "7", weekday(6).as_str()),
            (Facet::Slot, "1-9", format!("{} 9–10", weekday(0)).as_str()),
            (Facet::Hour, "24", "24"),
            (Facet::Hour, "255", "255"),
            (Facet::Weekday, "0", "0"),
            (Facet::Weekday, "8", "8"),
            (Facet::Slot, "1-255", "1-255"),
            (Facet::Slot, "8-9", "8-9"),
        ] {
            assert_eq!(super::value(facet, value), expected, "{value}");
        }
    }
}
