//! The words for the engine's enums.

pub mod facet;
pub mod matching;
pub mod trouble;

use super::state::GroupShow;
use super::view::Tab;
use crate::i18n::{number, say, say_count};
use leadlens_engine::Stage;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::intake::{Format, Sheet, TableNote};
use leadlens_engine::leads::{Action, DateOrder, ProblemKind, Storefront, System};
use leadlens_engine::matching::GroupKind;
use leadlens_engine::report::{LeadFlag, Measure, Period};

/// A tab.
pub fn tab(tab: Tab) -> String {
    match tab {
        Tab::Overview => say!(tabs.overview),
        Tab::Duplicates => say!(tabs.duplicates),
        Tab::People => say!(tabs.people),
        Tab::Leads => say!(tabs.leads),
        Tab::Problems => say!(tabs.problems),
    }
}

/// A measure, as a heading.
pub fn measure(measure: Measure) -> String {
    match measure {
        Measure::Leads => say!(bar.leads),
        Measure::People => say!(bar.people),
        Measure::Companies => say!(bar.companies),
    }
}

/// A number in a measure: `3 people`.
pub fn counted(measure: Measure, count: u32) -> String {
    let n = number(count);
    match measure {
        Measure::Leads => say_count!(count, unit.n_leads, n = n),
        Measure::People => say_count!(count, unit.n_people, n = n),
        Measure::Companies => say_count!(count, unit.n_companies, n = n),
    }
}

/// A source.
pub fn source(source: Storefront) -> String {
    match source {
        Storefront::AzureMarketplace => say!(origin.azure_marketplace),
        Storefront::AzurePortal => say!(origin.azure_portal),
        Storefront::AppSource => say!(origin.app_source),
        Storefront::TestDrive => say!(origin.test_drive),
        Storefront::Other => say!(origin.other),
        Storefront::None => say!(origin.none),
    }
}

/// Tells what a source means and where it occurs.
pub fn source_why(source: Storefront) -> String {
    match source {
        Storefront::AzureMarketplace => say!(origin.azure_marketplace_why),
        Storefront::AzurePortal => say!(origin.azure_portal_why),
        Storefront::AppSource => say!(origin.app_source_why),
        Storefront::TestDrive => say!(origin.test_drive_why),
        Storefront::Other => say!(origin.other_why),
        Storefront::None => say!(origin.none_why),
    }
}

/// An action's code.
pub fn action(action: Action) -> String {
    match action {
        Action::Ins => say!(action.ins),
        Action::Plt => say!(action.plt),
        Action::Dnc => say!(action.dnc),
        Action::Create => say!(action.create),
        Action::StartTestDrive => say!(action.start_test_drive),
        Action::Other => say!(action.other),
        Action::None => say!(action.none),
    }
}

/// An action in two words.
pub fn action_short(action: Action) -> String {
    match action {
        Action::Ins => say!(action.ins_short),
        Action::Plt => say!(action.plt_short),
        Action::Dnc => say!(action.dnc_short),
        Action::Create => say!(action.create_short),
        Action::StartTestDrive => say!(action.start_test_drive_short),
        Action::Other => say!(action.other_short),
        Action::None => say!(action.none_short),
    }
}

/// Tells what an action means and where it occurs.
pub fn action_why(action: Action) -> String {
    match action {
        Action::Ins => say!(action.ins_why),
        Action::Plt => say!(action.plt_why),
        Action::Dnc => say!(action.dnc_why),
        Action::Create => say!(action.create_why),
        Action::StartTestDrive => say!(action.start_test_drive_why),
        Action::Other => say!(action.other_why),
        Action::None => say!(action.none_why),
    }
}

/// A mark.
pub fn mark(mark: LeadFlag) -> String {
    match mark {
        LeadFlag::Test => say!(mark.test),
        LeadFlag::DoNotContact => say!(mark.do_not_contact),
        LeadFlag::Duplicate => say!(mark.duplicate),
        LeadFlag::Problem => say!(mark.problem),
        LeadFlag::Undated => say!(mark.undated),
    }
}

/// A kind of group.
pub fn kind(kind: GroupKind) -> String {
    match kind {
        GroupKind::Repeat => say!(mark.repeat),
        GroupKind::Journey => say!(mark.journey),
        GroupKind::Possible => say!(mark.possible),
    }
}

/// Tells what a kind of group means.
pub fn kind_why(kind: GroupKind) -> String {
    match kind {
        GroupKind::Repeat => say!(groups.repeat_why),
        GroupKind::Journey => say!(groups.journey_why),
        GroupKind::Possible => say!(groups.possible_why),
    }
}

/// Tells what a job does.
pub fn stage(stage: Option<Stage>) -> String {
    match stage {
        None => say!(work.starting),
        Some(Stage::Decode) => say!(work.decode),
        Some(Stage::Parse) => say!(work.parse),
        Some(Stage::Leads) => say!(work.leads),
        Some(Stage::Match) => say!(work.matching),
        Some(Stage::Report) => say!(work.report),
    }
}

/// A period.
pub fn period(period: Period) -> String {
    match period {
        Period::Day => say!(chart.per_day),
        Period::Week => say!(chart.per_week),
        Period::Month => say!(chart.per_month),
        Period::Year => say!(chart.per_year),
    }
}

/// A notation.
pub fn format(format: Format) -> String {
    match format {
        Format::Csv => say!(format.csv),
        Format::Tsv => say!(format.tsv),
        Format::Json => say!(format.json),
        Format::Ndjson => say!(format.ndjson),
        Format::KeyValue => say!(format.key_value),
        Format::Xlsx => say!(format.xlsx),
        Format::Xlsb => say!(format.xlsb),
        Format::Xls => say!(format.xls),
        Format::Ods => say!(format.ods),
    }
}

/// A delimiter.
pub fn delimiter(delimiter: char) -> String {
    match delimiter {
        ',' => say!(source.comma),
        ';' => say!(source.semicolon),
        '\t' => say!(source.tab),
        '|' => say!(source.pipe),
        other => other.to_string(),
    }
}

/// The name of a source.
pub fn source_name(name: &str) -> String {
    if name.is_empty() { say!(source.pasted) } else { name.to_owned() }
}

/// A sheet of a workbook, with its rows.
pub fn sheet(sheet: &Sheet) -> String {
    let (name, rows) = (sheet.name.clone(), number(sheet.rows));
    if sheet.is_hidden { say!(source.sheet_hidden, name = name, rows = rows) } else { say!(source.sheet_rows, name = name, rows = rows) }
}

/// Tells what is worth knowing about how a source was read.
pub fn table_note(note: &TableNote) -> String {
    match note {
        TableNote::TitleLines(n) => say_count!(*n, note.title_lines, n = number(*n)),
        TableNote::NoHeader => say!(note.no_header),
        TableNote::DuplicateHeader(header) => say!(note.duplicate_header, header = header.clone()),
        TableNote::TrailingDelimiter => say!(note.trailing_delimiter),
        TableNote::ReplacedCharacters(n) => say_count!(*n, note.replaced, n = number(*n)),
        TableNote::MixedEncoding(n) => say_count!(*n, note.mixed_encoding, n = number(*n)),
        TableNote::CellsLeftOut(n) => say_count!(*n, note.cells_left_out, n = number(*n)),
        TableNote::RemovedNuls(n) => say_count!(*n, note.removed_nuls, n = number(*n)),
    }
}

/// A role of a column.
pub fn role(role: ColumnRole) -> String {
    match role {
        ColumnRole::LeadSource => say!(role.lead_source),
        ColumnRole::Storefront => say!(role.source),
        ColumnRole::Action => say!(role.action),
        ColumnRole::Publisher => say!(role.publisher),
        ColumnRole::OfferId => say!(role.offer_id),
        ColumnRole::OfferTitle => say!(role.offer_title),
        ColumnRole::FirstName => say!(role.first_name),
        ColumnRole::LastName => say!(role.last_name),
        ColumnRole::FullName => say!(role.full_name),
        ColumnRole::Email => say!(role.email),
        ColumnRole::Phone => say!(role.phone),
        ColumnRole::Country => say!(role.country),
        ColumnRole::Company => say!(role.company),
        ColumnRole::JobTitle => say!(role.job_title),
        ColumnRole::Description => say!(role.description),
        ColumnRole::Created => say!(role.created),
        ColumnRole::Status => say!(role.status),
        ColumnRole::LeadId => say!(role.lead_id),
        ColumnRole::CustomerInfo => say!(role.customer_info),
        ColumnRole::Ignore => say!(role.ignore),
    }
}

/// A kind of problem.
pub fn problem(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Blank => say!(problems.blank),
        ProblemKind::Footer => say!(problems.footer),
        ProblemKind::Totals => say!(problems.totals),
        ProblemKind::NotAnObject => say!(problems.not_an_object),
        ProblemKind::Ragged => say!(problems.ragged),
        ProblemKind::UnclosedQuote => say!(problems.unclosed_quote),
        ProblemKind::Mended => say!(problems.mended),
        ProblemKind::MixedEncoding => say!(problems.mixed_encoding),
        ProblemKind::InvalidEmail => say!(problems.invalid_email),
        ProblemKind::PhoneInScientificNotation => say!(problems.phone_in_scientific_notation),
        ProblemKind::UnknownStorefront => say!(problems.unknown_source),
        ProblemKind::UnknownAction => say!(problems.unknown_action),
        ProblemKind::Translated => say!(problems.translated),
        ProblemKind::UnusualCombination => say!(problems.unusual_combination),
        ProblemKind::Conflict => say!(problems.conflict),
        ProblemKind::UnreadableDate => say!(problems.unreadable_date),
        ProblemKind::InvalidCustomerInfo => say!(problems.invalid_customer_info),
    }
}

/// Tells which groups are listed.
pub fn groups_why(show: GroupShow) -> String {
    match show {
        GroupShow::Kind(kind) => kind_why(kind),
        GroupShow::AcrossFiles => say!(groups.across_files_why),
    }
}

/// A system leads come from.
pub fn system(system: System) -> String {
    match system {
        System::AzureTable => say!(system.azure_table),
        System::HttpsEndpoint => say!(system.https_endpoint),
        System::Dynamics => say!(system.dynamics),
        System::Salesforce => say!(system.salesforce),
        System::Marketo => say!(system.marketo),
        System::HubSpot => say!(system.hubspot),
        System::PartnerCenter => say!(system.partner_center),
        System::NotificationEmail => say!(system.notification_email),
    }
}

/// An order of day and month.
pub fn date_order(order: DateOrder) -> String {
    match order {
        DateOrder::DayMonth => say!(source.day_month),
        DateOrder::MonthDay => say!(source.month_day),
    }
}

/// Why a kind of problem matters.
pub fn problem_why(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Blank => say!(problems.blank_why),
        ProblemKind::Footer => say!(problems.footer_why),
        ProblemKind::Totals => say!(problems.totals_why),
        ProblemKind::NotAnObject => say!(problems.not_an_object_why),
        ProblemKind::Ragged => say!(problems.ragged_why),
        ProblemKind::UnclosedQuote => say!(problems.unclosed_quote_why),
        ProblemKind::Mended => say!(problems.mended_why),
        ProblemKind::MixedEncoding => say!(problems.mixed_encoding_why),
        ProblemKind::InvalidEmail => say!(problems.invalid_email_why),
        ProblemKind::PhoneInScientificNotation => say!(problems.phone_in_scientific_notation_why),
        ProblemKind::UnknownStorefront => say!(problems.unknown_source_why),
        ProblemKind::UnknownAction => say!(problems.unknown_action_why),
        ProblemKind::Translated => say!(problems.translated_why),
        ProblemKind::UnusualCombination => say!(problems.unusual_combination_why),
        ProblemKind::Conflict => say!(problems.conflict_why),
        ProblemKind::UnreadableDate => say!(problems.unreadable_date_why),
        ProblemKind::InvalidCustomerInfo => say!(problems.invalid_customer_info_why),
    }
}
