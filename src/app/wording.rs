//! The words for the engine's enums.

pub mod facet;
pub mod matching;
pub mod trouble;

use super::state::GroupShow;
use super::view::Tab;
use crate::i18n::{number, ratio, t, t_plural};
use leadlens_engine::Stage;
use leadlens_engine::intake::header::ColumnRole;
use leadlens_engine::intake::{Format, Rewriting, Sheet, TableNote};
use leadlens_engine::leads::{Action, DateOrder, ProblemKind, Storefront, System};
use leadlens_engine::matching::GroupKind;
use leadlens_engine::report::{LeadFlag, Measure, Period};

/// A tab.
pub fn tab(tab: Tab) -> String {
    match tab {
        Tab::Overview => t!(tabs.overview),
        Tab::Duplicates => t!(tabs.duplicates),
        Tab::People => t!(tabs.people),
        Tab::Leads => t!(tabs.leads),
        Tab::Problems => t!(tabs.problems),
    }
}

/// A measure, as a heading.
pub fn measure(measure: Measure) -> String {
    match measure {
        Measure::Leads => t!(bar.leads),
        Measure::People => t!(bar.people),
        Measure::Companies => t!(bar.companies),
    }
}

/// A number in a measure: `3 people`.
pub fn counted(measure: Measure, count: u32) -> String {
    let n = number(count);
    match measure {
        Measure::Leads => t_plural!(count, unit.n_leads, n = n),
        Measure::People => t_plural!(count, unit.n_people, n = n),
        Measure::Companies => t_plural!(count, unit.n_companies, n = n),
    }
}

/// Leads for each person; empty where there is no person.
pub fn per_person(leads: u32, unidentified: u32, people: u32) -> String {
    if people == 0 { String::new() } else { ratio(leads.saturating_sub(unidentified), people) }
}

/// Leads without an identity: `4 unidentified leads`; `None` where there are none.
pub fn unidentified(count: u32) -> Option<String> {
    (count > 0).then(|| t_plural!(count, totals.unidentified, n = number(count)))
}

/// A source.
pub fn source(source: Storefront) -> String {
    match source {
        Storefront::AzureMarketplace => t!(origin.azure_marketplace),
        Storefront::AzurePortal => t!(origin.azure_portal),
        Storefront::AppSource => t!(origin.app_source),
        Storefront::TestDrive => t!(origin.test_drive),
        Storefront::Other => t!(origin.other),
        Storefront::None => t!(origin.none),
    }
}

/// Tells what a source means and where it occurs.
pub fn source_why(source: Storefront) -> String {
    match source {
        Storefront::AzureMarketplace => t!(origin.azure_marketplace_why),
        Storefront::AzurePortal => t!(origin.azure_portal_why),
        Storefront::AppSource => t!(origin.app_source_why),
        Storefront::TestDrive => t!(origin.test_drive_why),
        Storefront::Other => t!(origin.other_why),
        Storefront::None => t!(origin.none_why),
    }
}

/// An action's code.
pub fn action(action: Action) -> String {
    match action {
        Action::Ins => t!(action.ins),
        Action::Plt => t!(action.plt),
        Action::Dnc => t!(action.dnc),
        Action::Create => t!(action.create),
        Action::StartTestDrive => t!(action.start_test_drive),
        Action::Other => t!(action.other),
        Action::None => t!(action.none),
    }
}

/// An action in two words.
pub fn action_short(action: Action) -> String {
    match action {
        Action::Ins => t!(action.ins_short),
        Action::Plt => t!(action.plt_short),
        Action::Dnc => t!(action.dnc_short),
        Action::Create => t!(action.create_short),
        Action::StartTestDrive => t!(action.start_test_drive_short),
        Action::Other => t!(action.other_short),
        Action::None => t!(action.none_short),
    }
}

/// An action with its meaning: `PLT · Contact me`.
pub fn action_with_meaning(of: Action) -> String {
    let (code, meaning) = (action(of), action_short(of));
    if code == meaning { code } else { format!("{code} · {meaning}") }
}

/// Tells what an action means and where it occurs.
pub fn action_why(action: Action) -> String {
    match action {
        Action::Ins => t!(action.ins_why),
        Action::Plt => t!(action.plt_why),
        Action::Dnc => t!(action.dnc_why),
        Action::Create => t!(action.create_why),
        Action::StartTestDrive => t!(action.start_test_drive_why),
        Action::Other => t!(action.other_why),
        Action::None => t!(action.none_why),
    }
}

/// A mark.
pub fn mark(mark: LeadFlag) -> String {
    match mark {
        LeadFlag::Test => t!(mark.test),
        LeadFlag::DoNotContact => t!(mark.do_not_contact),
        LeadFlag::Duplicate => t!(mark.duplicate),
        LeadFlag::Repeat => t!(mark.exact_repeat),
        LeadFlag::Unidentified => t!(mark.unidentified),
        LeadFlag::Problem => t!(mark.problem),
        LeadFlag::Undated => t!(mark.undated),
    }
}

/// A kind of group.
pub fn kind(kind: GroupKind) -> String {
    match kind {
        GroupKind::Repeat => t!(mark.repeat),
        GroupKind::Journey => t!(mark.journey),
        GroupKind::Unspecified => t!(mark.unspecified),
        GroupKind::Possible => t!(mark.possible),
    }
}

/// Tells what a kind of group means.
pub fn kind_why(kind: GroupKind) -> String {
    match kind {
        GroupKind::Repeat => t!(groups.repeat_why),
        GroupKind::Journey => t!(groups.journey_why),
        GroupKind::Unspecified => t!(groups.unspecified_why),
        GroupKind::Possible => t!(groups.possible_why),
    }
}

/// Tells what a job does.
pub fn stage(stage: Option<Stage>) -> String {
    match stage {
        None => t!(work.starting),
        Some(Stage::Decode) => t!(work.decode),
        Some(Stage::Parse) => t!(work.parse),
        Some(Stage::Leads) => t!(work.leads),
        Some(Stage::Match) => t!(work.matching),
        Some(Stage::Report) => t!(work.report),
    }
}

/// A period.
pub fn period(period: Period) -> String {
    match period {
        Period::Day => t!(chart.per_day),
        Period::Week => t!(chart.per_week),
        Period::Month => t!(chart.per_month),
        Period::Year => t!(chart.per_year),
    }
}

/// A notation.
pub fn format(format: Format) -> String {
    match format {
        Format::Csv => t!(format.csv),
        Format::Tsv => t!(format.tsv),
        Format::Json => t!(format.json),
        Format::Ndjson => t!(format.ndjson),
        Format::KeyValue => t!(format.key_value),
        Format::Xlsx => t!(format.xlsx),
        Format::Xlsb => t!(format.xlsb),
        Format::Xls => t!(format.xls),
        Format::Ods => t!(format.ods),
        Format::Html => t!(format.html),
        Format::Xml => t!(format.xml),
        Format::Eml => t!(format.eml),
        Format::Vcard => t!(format.vcard),
    }
}

/// A delimiter.
pub fn delimiter(delimiter: char) -> String {
    match delimiter {
        ',' => t!(source.comma),
        ';' => t!(source.semicolon),
        '\t' => t!(source.tab),
        '|' => t!(source.pipe),
        other => other.to_string(),
    }
}

/// The name of a source.
pub fn source_name(name: &str) -> String {
    if name.is_empty() { t!(source.pasted) } else { name.to_owned() }
}

/// A sheet of a workbook, with its rows.
pub fn sheet(sheet: &Sheet) -> String {
    let (name, rows) = (sheet.name.clone(), number(sheet.rows));
    if sheet.is_hidden { t!(source.sheet_hidden, name = name, rows = rows) } else { t!(source.sheet_rows, name = name, rows = rows) }
}

/// Tells what is worth knowing about how a source was read.
pub fn table_note(note: &TableNote) -> String {
    match note {
        TableNote::TitleLines(n) => t_plural!(*n, note.title_lines, n = number(*n)),
        TableNote::NoHeader => t!(note.no_header),
        TableNote::DuplicateHeader(header) => t!(note.duplicate_header, header = header.clone()),
        TableNote::TrailingDelimiter => t!(note.trailing_delimiter),
        TableNote::ReplacedCharacters(n) => t_plural!(*n, note.replaced, n = number(*n)),
        TableNote::MixedEncoding(n) => t_plural!(*n, note.mixed_encoding, n = number(*n)),
        TableNote::CellsLeftOut(n) => t_plural!(*n, note.cells_left_out, n = number(*n)),
        TableNote::RemovedNuls(n) => t_plural!(*n, note.removed_nuls, n = number(*n)),
        TableNote::FoundInText => t!(note.found_in_text),
        TableNote::RewrittenJson => t!(note.rewritten_json),
        TableNote::SectionsLeftOut(names) => t!(note.sections_left_out, names = names.join(", ")),
        TableNote::FilledDown(header) => t!(note.filled_down, header = header.clone()),
        TableNote::NameValueRows(header) => t!(note.name_value_rows, header = header.clone()),
        TableNote::SheetsJoined(names) => t!(note.sheets_joined, names = names.join(", ")),
        TableNote::RepeatedHeaders(n) => t_plural!(*n, note.repeated_headers, n = number(*n)),
        TableNote::JoinedLines(n) => t_plural!(*n, note.joined_lines, n = number(*n)),
        TableNote::RowNames => t!(note.row_names),
        TableNote::Rewritten(rewriting) => rewriting_why(*rewriting),
        TableNote::DecodedTwice(n) => t_plural!(*n, note.decoded_twice, n = number(*n)),
    }
}

/// Tells how a text was written that was read as a table in its stead.
fn rewriting_why(rewriting: Rewriting) -> String {
    match rewriting {
        Rewriting::SingleQuotes => t!(note.single_quotes),
        Rewriting::CurlyQuotes => t!(note.curly_quotes),
        Rewriting::Backslashes => t!(note.backslashes),
        Rewriting::SeveralDelimiters => t!(note.several_delimiters),
        Rewriting::QuotedTwice => t!(note.quoted_twice),
        Rewriting::SpacedQuotes => t!(note.spaced_quotes),
        Rewriting::AddressList => t!(note.address_list),
        Rewriting::LongDelimiter => t!(note.long_delimiter),
        Rewriting::FixedWidth => t!(note.fixed_width),
        Rewriting::CellLines => t!(note.cell_lines),
        Rewriting::LineEnds => t!(note.line_ends),
    }
}

/// A role of a column.
pub fn role(role: ColumnRole) -> String {
    match role {
        ColumnRole::LeadSource => t!(role.lead_source),
        ColumnRole::Storefront => t!(role.source),
        ColumnRole::Action => t!(role.action),
        ColumnRole::Publisher => t!(role.publisher),
        ColumnRole::OfferId => t!(role.offer_id),
        ColumnRole::OfferTitle => t!(role.offer_title),
        ColumnRole::FirstName => t!(role.first_name),
        ColumnRole::LastName => t!(role.last_name),
        ColumnRole::FullName => t!(role.full_name),
        ColumnRole::Email => t!(role.email),
        ColumnRole::Phone => t!(role.phone),
        ColumnRole::Country => t!(role.country),
        ColumnRole::Company => t!(role.company),
        ColumnRole::JobTitle => t!(role.job_title),
        ColumnRole::Street => t!(role.street),
        ColumnRole::Postcode => t!(role.postcode),
        ColumnRole::City => t!(role.city),
        ColumnRole::State => t!(role.state),
        ColumnRole::BirthDate => t!(role.birth_date),
        ColumnRole::Website => t!(role.website),
        ColumnRole::LinkedIn => t!(role.linkedin),
        ColumnRole::Description => t!(role.description),
        ColumnRole::Created => t!(role.created),
        ColumnRole::Status => t!(role.status),
        ColumnRole::Owner => t!(role.owner),
        ColumnRole::LeadId => t!(role.lead_id),
        ColumnRole::CustomerInfo => t!(role.customer_info),
        ColumnRole::Ignore => t!(role.ignore),
    }
}

/// A kind of problem.
pub fn problem(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Blank => t!(problems.blank),
        ProblemKind::Footer => t!(problems.footer),
        ProblemKind::Totals => t!(problems.totals),
        ProblemKind::RepeatedHeader => t!(problems.repeated_header),
        ProblemKind::NotAnObject => t!(problems.not_an_object),
        ProblemKind::Ragged => t!(problems.ragged),
        ProblemKind::UnclosedQuote => t!(problems.unclosed_quote),
        ProblemKind::JoinedLines => t!(problems.joined_lines),
        ProblemKind::Mended => t!(problems.mended),
        ProblemKind::MixedEncoding => t!(problems.mixed_encoding),
        ProblemKind::InvalidEmail => t!(problems.invalid_email),
        ProblemKind::RepairedEmail => t!(problems.repaired_email),
        ProblemKind::PhoneInScientificNotation => t!(problems.phone_in_scientific_notation),
        ProblemKind::UnknownStorefront => t!(problems.unknown_source),
        ProblemKind::UnknownAction => t!(problems.unknown_action),
        ProblemKind::Translated => t!(problems.translated),
        ProblemKind::UnusualCombination => t!(problems.unusual_combination),
        ProblemKind::Conflict => t!(problems.conflict),
        ProblemKind::AmbiguousDate => t!(problems.ambiguous_date),
        ProblemKind::UnreadableDate => t!(problems.unreadable_date),
        ProblemKind::InvalidCustomerInfo => t!(problems.invalid_customer_info),
    }
}

/// Tells which groups are listed.
pub fn groups_why(show: GroupShow) -> String {
    match show {
        GroupShow::Kind(kind) => kind_why(kind),
        GroupShow::Merged => t!(groups.merged_why),
        GroupShow::AcrossFiles => t!(groups.across_files_why),
    }
}

/// A system leads come from.
pub fn system(system: System) -> String {
    match system {
        System::AzureTable => t!(system.azure_table),
        System::HttpsEndpoint => t!(system.https_endpoint),
        System::Dynamics => t!(system.dynamics),
        System::Salesforce => t!(system.salesforce),
        System::Marketo => t!(system.marketo),
        System::HubSpot => t!(system.hubspot),
        System::PartnerCenter => t!(system.partner_center),
        System::NotificationEmail => t!(system.notification_email),
    }
}

/// An order of day and month.
pub fn date_order(order: DateOrder) -> String {
    match order {
        DateOrder::DayMonth => t!(source.day_month),
        DateOrder::MonthDay => t!(source.month_day),
    }
}

/// Effect of a kind of problem.
pub fn problem_why(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Blank => t!(problems.blank_why),
        ProblemKind::Footer => t!(problems.footer_why),
        ProblemKind::Totals => t!(problems.totals_why),
        ProblemKind::RepeatedHeader => t!(problems.repeated_header_why),
        ProblemKind::NotAnObject => t!(problems.not_an_object_why),
        ProblemKind::Ragged => t!(problems.ragged_why),
        ProblemKind::UnclosedQuote => t!(problems.unclosed_quote_why),
        ProblemKind::JoinedLines => t!(problems.joined_lines_why),
        ProblemKind::Mended => t!(problems.mended_why),
        ProblemKind::MixedEncoding => t!(problems.mixed_encoding_why),
        ProblemKind::InvalidEmail => t!(problems.invalid_email_why),
        ProblemKind::RepairedEmail => t!(problems.repaired_email_why),
        ProblemKind::PhoneInScientificNotation => t!(problems.phone_in_scientific_notation_why),
        ProblemKind::UnknownStorefront => t!(problems.unknown_source_why),
        ProblemKind::UnknownAction => t!(problems.unknown_action_why),
        ProblemKind::Translated => t!(problems.translated_why),
        ProblemKind::UnusualCombination => t!(problems.unusual_combination_why),
        ProblemKind::Conflict => t!(problems.conflict_why),
        ProblemKind::AmbiguousDate => t!(problems.ambiguous_date_why),
        ProblemKind::UnreadableDate => t!(problems.unreadable_date_why),
        ProblemKind::InvalidCustomerInfo => t!(problems.invalid_customer_info_why),
    }
}
