//! Roles that tell a lead from other things, for carriers that hold both.

use super::header::{ColumnRole, header_word};
use crate::sorting;

/// Roles of a person.
const PERSON: [ColumnRole; 5] = [ColumnRole::Email, ColumnRole::Phone, ColumnRole::FirstName, ColumnRole::LastName, ColumnRole::FullName];

/// True for a role whose words do not also stand in other records and wrappers (`name`, `id`, `status`, `owner`, `created`).
pub(super) fn names_lead(role: ColumnRole) -> bool {
    use ColumnRole as Role;
    !matches!(
        role,
        Role::FullName | Role::LeadId | Role::Status | Role::Owner | Role::Created | Role::Ignore | Role::Description | Role::JobTitle
    )
}

/// True for a role of a person.
pub(super) fn names_person(role: ColumnRole) -> bool {
    PERSON.contains(&role)
}

/// Distinct roles that headers name, those of ignorable columns left out.
pub(super) fn roles<'h>(headers: impl IntoIterator<Item = &'h str>) -> Vec<ColumnRole> {
    let roles = headers.into_iter().filter_map(header_word).map(|(role, _)| role);
    distinct(roles.filter(|role| *role != ColumnRole::Ignore).collect())
}

/// Each of some roles once.
pub(super) fn distinct(mut roles: Vec<ColumnRole>) -> Vec<ColumnRole> {
    sorting::sort(&mut roles);
    roles.dedup();
    roles
}
