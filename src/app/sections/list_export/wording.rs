//! Words for lists, columns and notations.

use leadlens_engine::export::{ExportColumn, ExportList};
use leadlens_engine::intake::header::ColumnRole;

use super::choice::Format;
use crate::app::wording::role;
use crate::i18n::t;

/// Name of a list.
pub(super) fn list_word(list: ExportList) -> String {
    match list {
        ExportList::People => t!(tabs.people),
        ExportList::Leads => t!(tabs.leads),
        ExportList::Duplicates => t!(tabs.duplicates),
        ExportList::Problems(_) => t!(tabs.problems),
        ExportList::Suppression => t!(export.suppression),
        ExportList::Breakdown => t!(export.breakdown),
    }
}

/// Meaning of a row of a list.
pub(super) fn list_why(list: ExportList) -> String {
    match list {
        ExportList::People => t!(export.people_why),
        ExportList::Leads => t!(export.leads_why),
        ExportList::Duplicates => t!(export.duplicates_why),
        ExportList::Problems(_) => t!(export.problems_why),
        ExportList::Suppression => t!(export.suppression_why),
        ExportList::Breakdown => t!(export.breakdown_why),
    }
}

/// Header of a column.
pub(super) fn column_word(column: ExportColumn) -> String {
    use ExportColumn as C;
    match column {
        C::PersonId => t!(export.person_id),
        C::Leads => t!(export.lead_numbers),
        C::LeadCount => t!(tabs.leads),
        C::Lead => t!(export.lead_number),
        C::Group => t!(export.group),
        C::Decision => t!(export.decision),
        C::GroupKind => t!(export.kind),
        C::Confidence => t!(export.confidence),
        C::Reason => t!(export.reason),
        C::File => t!(export.file),
        C::Record => t!(export.record),
        C::RecordId => t!(export.record_id),
        C::EmailNormalized => t!(export.email_normalized),
        C::PhoneNormalized => t!(export.phone_normalized),
        C::Offer => t!(export.offer),
        C::FirstTouch => t!(people.first),
        C::LatestTouch => t!(people.latest),
        C::Actions => t!(export.actions),
        C::Offers => t!(people.offers),
        C::Test => t!(export.test),
        C::DoNotContact => t!(export.do_not_contact),
        C::OptOut => t!(export.opt_out),
        C::Column => t!(export.column),
        C::Problem => t!(problems.kind),
        C::Value => t!(problems.value),
        C::People => t!(tabs.people),
        C::Unidentified => t!(export.unidentified),
        C::Companies => t!(bar.companies),
        C::Source => role(ColumnRole::Storefront),
        C::Action => role(ColumnRole::Action),
        C::Publisher => role(ColumnRole::Publisher),
        C::OfferId => role(ColumnRole::OfferId),
        C::Created => role(ColumnRole::Created),
        _ => column.role().map(role).unwrap_or_default(),
    }
}

/// Name of a notation.
pub(super) fn format_word(format: Format) -> String {
    match format {
        Format::Xlsx => t!(export.xlsx),
        Format::Csv => t!(export.csv),
        Format::Plain => t!(export.plain),
        Format::Json => t!(export.json),
        Format::Ndjson => t!(export.ndjson),
    }
}

/// Use of a notation, and its effect on cells.
pub(super) fn format_why(format: Format) -> String {
    match format {
        Format::Xlsx => t!(export.xlsx_why),
        Format::Csv => t!(export.csv_why),
        Format::Plain => t!(export.plain_why),
        Format::Json => t!(export.json_why),
        Format::Ndjson => t!(export.ndjson_why),
    }
}
