//! Columns find their roles.

use serde::{Deserialize, Serialize};

use crate::engine::intake::header::ColumnRole;

/// A column's role, overridden by the user: every column of that header, in every source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOverride {
    /// The header as it stands in the file.
    pub header: String,
    /// The role it shall have.
    pub role: ColumnRole,
}

/// A column and the role found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// The header as it stands in the file; empty where there is none.
    pub header: String,
    /// Its role.
    pub role: ColumnRole,
    /// How sure that is, 0 to 1. From 0.9 nothing needs to be asked.
    pub confidence: f32,
}

/// How the columns of one source were understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// One entry a column.
    pub columns: Vec<MappedColumn>,
}

impl Mapping {
    /// Stub, replaced when the leads room lands.
    ///
    /// # Errors
    /// None yet.
    pub fn of(_table: &crate::engine::intake::Table, _overrides: &[RoleOverride]) -> Result<Self, crate::engine::intake::SourceError> {
        Ok(Self::default())
    }

    /// The column that serves a role: of several the surest, then the first.
    pub fn column(&self, role: ColumnRole) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for (index, column) in self.columns.iter().enumerate() {
            if column.role == role && best.is_none_or(|(_, confidence)| column.confidence > confidence) {
                best = Some((index, column.confidence));
            }
        }
        best.map(|(index, _)| index)
    }
}
