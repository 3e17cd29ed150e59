//! The command line.

use clap::Parser;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::leads::{Decisions, RoleOverride};
use leadlens_engine::matching::Threshold;
use leadlens_engine::report::Crm;

/// Reads marketplace leads and prints what the page would show: where they come from, who is there twice, what is wrong with them.
///
/// Exit status: 0 when at least one lead was read, 1 when nothing could be read as leads (the reason on standard error, a line per file), 2 for
/// wrong usage.
#[derive(Debug, Parser)]
#[command(name = "leadlens", version)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub(crate) struct Arguments {
    /// Print one JSON object with files, columns, leads, breakdown, groups and problems
    #[arg(long, overrides_with_all = ["groups_csv", "people_csv", "suppression_csv", "merge_plan"])]
    pub json: bool,
    /// Print a line `row_index,cluster_id` for each lead
    #[arg(long, overrides_with_all = ["json", "people_csv", "suppression_csv", "merge_plan"])]
    pub groups_csv: bool,
    /// Print a row for each person, put together from all their leads, as CSV
    #[arg(long, overrides_with_all = ["json", "groups_csv", "suppression_csv", "merge_plan"])]
    pub people_csv: bool,
    /// Print a row for each address that must not be contacted and the listing it concerns, as CSV
    #[arg(long, overrides_with_all = ["json", "groups_csv", "people_csv", "merge_plan"])]
    pub suppression_csv: bool,
    /// Print the requests that merge the duplicates, a JSON object a line, as the interface of that CRM takes them: dynamics, salesforce, hubspot
    /// or marketo
    #[arg(long, value_name = "SYSTEM", value_parser = crm, overrides_with_all = ["json", "groups_csv", "people_csv", "suppression_csv"])]
    pub merge_plan: Option<Crm>,
    /// Take the column of that header for that role, or `ignore` it; repeatable
    #[arg(long, value_name = "HEADER=ROLE", value_parser = role_override)]
    pub map: Vec<RoleOverride>,
    /// Certainty from which leads are one person: strict, balanced or wide [default: balanced, or that of a saved workspace]
    #[arg(long, value_name = "NAME", value_parser = threshold)]
    pub threshold: Option<Threshold>,
    /// Country of national telephone numbers whose lead names none, as ISO 3166-1 alpha-2
    #[arg(long, value_name = "CC", value_parser = country)]
    pub default_country: Option<String>,
    /// Print milliseconds and bytes per stage on standard error
    #[arg(long)]
    pub timings: bool,
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
}

impl Arguments {
    /// Decisions about columns and telephone numbers that the options make.
    pub(crate) fn decisions(&self) -> Decisions {
        Decisions { overrides: self.map.clone(), default_country: self.default_country.clone(), ..Decisions::default() }
    }
}

fn role_override(text: &str) -> Result<RoleOverride, String> {
    let (header, role) = text.rsplit_once('=').ok_or("expected HEADER=ROLE")?;
    let role = ColumnRole::from_name(role).ok_or_else(|| format!("no role is called {role}"))?;
    Ok(RoleOverride { header: header.to_owned(), role })
}

fn threshold(text: &str) -> Result<Threshold, String> {
    Threshold::from_name(text).ok_or_else(|| "expected strict, balanced or wide".to_owned())
}

fn crm(text: &str) -> Result<Crm, String> {
    Crm::from_name(text).ok_or_else(|| "expected dynamics, salesforce, hubspot or marketo".to_owned())
}

fn country(text: &str) -> Result<String, String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code { Ok(text.to_ascii_uppercase()) } else { Err("expected two letters, as in SE".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Result<Arguments, clap::error::ErrorKind> {
        Arguments::try_parse_from(line.split(' ')).map_err(|error| error.kind())
    }

    #[test]
    fn options_are_understood() {
        let found = arguments("leadlens --groups-csv --json --map Mail=email --default-country se --threshold strict a.csv -").unwrap();
        assert_eq!((found.json, found.groups_csv), (true, false), "the last of both counts");
        assert_eq!(found.files, ["a.csv", "-"]);
        assert_eq!(found.threshold, Some(Threshold::STRICT));
        let decisions = found.decisions();
        assert_eq!(decisions.default_country.as_deref(), Some("SE"));
        assert_eq!(decisions.overrides, [RoleOverride { header: "Mail".to_owned(), role: ColumnRole::Email }]);
    }

    #[test]
    fn the_last_of_several_outputs_counts() {
        let found = arguments("leadlens --json --suppression-csv --people-csv a.csv").unwrap();
        assert_eq!((found.json, found.groups_csv, found.people_csv, found.suppression_csv), (false, false, true, false));
        let found = arguments("leadlens --people-csv --merge-plan salesforce a.csv").unwrap();
        assert_eq!((found.people_csv, found.merge_plan), (false, Some(Crm::Salesforce)));
    }

    #[test]
    fn wrong_usage_is_refused() {
        for line in [
            "leadlens",
            "leadlens --json",
            "leadlens --nonsense a.csv",
            "leadlens --threshold loose a.csv",
            "leadlens --merge-plan sap a.csv",
        ] {
            assert!(arguments(line).is_err(), "{line}");
        }
        for line in ["leadlens --map Mail a.csv", "leadlens --map Mail=mail a.csv", "leadlens --default-country Sweden a.csv"] {
            assert!(arguments(line).is_err(), "{line}");
        }
    }
}
