//! Meaning of each record: columns find their roles, `LeadSource` its grammar, and every record becomes a lead or a named problem.
//!
//! # Invariants
//! `records = leads + skipped` for every source, and each skipped record has a [`Problem`]. A `LeadSource` is parsed once per distinct string.
//! No lead is an owned struct: a [`Lead`] borrows from the columns and from its table.

mod aliases;
mod builder;
mod codes;
mod columns;
mod company_key;
mod company_relation;
mod content;
mod country;
mod customer;
mod date;
mod decisions;
mod dictionary;
mod digit;
mod email;
mod email_form;
mod field_reader;
mod filler;
mod folded_words;
mod latin;
mod lead_source;
mod legal_form;
mod mail_domain;
mod merge;
mod name;
mod offer_title;
mod opt_out;
mod origin;
mod phone;
mod phrases;
mod placeholder;
mod postal;
mod problem;
mod record_id;
mod role;
mod shown;
mod similarity;
mod source_plan;
mod system;
mod test_mark;
mod value_decision;
mod visible;

pub use builder::LeadsBuilder;
pub use codes::Spelling;
pub use columns::{Flags, Lead, LeadId, Leads, SourceSummary};
pub use company_key::{company_acronym, company_key};
pub use company_relation::{CompanyRelation, company_relation};
pub use country::canonical_country;
pub use date::{Created, DateEvidence, DateOrder, date_evidence};
pub(crate) use date::{EPOCH, EPOCH_WEEKDAY};
pub use decisions::{ColumnDecision, ColumnName, Decisions, HeaderSet, MappingDecision, RoleOverride};
pub use dictionary::{Dictionary, NONE};
pub use email::canonical_email;
pub use email_form::{EmailForm, Mailbox, email_form, weak_email};
pub use field_reader::FieldReader;
pub use filler::{is_filler, is_filler_phone};
pub(crate) use latin::push_folded;
pub use lead_source::{LeadSource, action, is_usual, storefront, unknown_word};
pub use mail_domain::{domain_stem, is_free_mail, registrable_domain};
pub use name::{
    Generation, LocalFit, NameLevel, PersonName, compare_family, compare_given, generation, is_chinese_surname, is_known_given,
    is_romanised_chinese, latin_forms, local_fit, nickname_root, person_name, sound_key,
};
pub use opt_out::{OptOut, OptOutColumn};
pub use origin::{Action, Offer, Origin, OriginStep, Storefront};
pub use phone::{Phone, read_phone};
pub use placeholder::{is_placeholder_company, is_placeholder_name};
pub(crate) use postal::{birth_date_form, city_form, linkedin_form, postcode_form, state_form, street_form, website_form};
pub use problem::{Problem, ProblemKind};
pub(crate) use record_id::{RecordIdPlan, short_id};
pub use role::{MappedColumn, Mapping};
pub(crate) use similarity::{edits_within, jaro_winkler, shared_of_sorted};
pub use system::{Recognition, System, recognise};
pub use value_decision::{CodeMeaning, UnknownSlot, ValueDecision};
