//! Further evidence that some files have: a postal address, a date of birth, addresses on the web. A file without it has none of this.

use crate::intake::header::ColumnRole;
use crate::leads::{
    Dictionary, Lead, NONE, birth_date_form, city_form, linkedin_form, postcode_form, state_form, street_form, website_form,
};
use crate::matching::evidence::Field;

/// Fields beyond those that nearly every file has, in the order of [`Field::ALL`].
pub(in crate::matching) const EXTRAS: usize = Field::ALL.len() - FIRST;

/// Number of the first such field.
pub(in crate::matching) const FIRST: usize = Field::Street as usize;

/// Role of each of these fields but the last, the id of the record, which stands in columns of several names.
const ROLES: [ColumnRole; EXTRAS - 1] = [
    ColumnRole::Street,
    ColumnRole::Postcode,
    ColumnRole::City,
    ColumnRole::State,
    ColumnRole::BirthDate,
    ColumnRole::Website,
    ColumnRole::LinkedIn,
];

/// A code for each field into its texts, [`NONE`] where the lead says nothing.
pub(in crate::matching) type Extra = [u32; EXTRAS];

/// The distinct extras of all profiles and their texts.
#[derive(Debug, Default)]
pub(in crate::matching) struct Extras {
    pub(in crate::matching) all: Vec<Extra>,
    texts: [Dictionary; EXTRAS],
}

impl Extras {
    /// True for a file that has no such evidence.
    pub(in crate::matching) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The extra of that code.
    pub(in crate::matching) fn get(&self, extra: u32) -> Option<&Extra> {
        self.all.get(extra as usize)
    }

    /// The code of a field of an extra; [`NONE`] where it has none.
    pub(in crate::matching) fn code(&self, extra: u32, field: Field) -> u32 {
        self.get(extra).and_then(|codes| codes.get((field as usize).checked_sub(FIRST)?)).copied().unwrap_or(NONE)
    }

    /// The text of a field's code.
    pub(in crate::matching) fn text(&self, field: Field, code: u32) -> &str {
        (field as usize).checked_sub(FIRST).and_then(|place| self.texts.get(place)).map_or("", |texts| texts.get(code))
    }

    /// Number of the distinct texts of each field.
    pub(in crate::matching) fn sizes(&self) -> [usize; EXTRAS] {
        std::array::from_fn(|place| self.texts.get(place).map_or(0, Dictionary::len))
    }

    /// Reads what a lead says; `None` where it is nothing. Nothing but the id of its record is known of a source that tells no order of day
    /// and month in dates of birth.
    pub(super) fn read(&mut self, lead: Lead<'_>, is_day_first: Option<bool>, record_id: Option<&str>) -> Option<Extra> {
        let mut extra = [NONE; EXTRAS];
        if let ([.., code], [.., texts], Some(id)) = (&mut extra, &mut self.texts, record_id) {
            *code = texts.intern(id);
        }
        let fields = extra.iter_mut().zip(ROLES).zip(&mut self.texts);
        for (((code, role), texts), is_day_first) in
            fields.zip(std::iter::repeat(is_day_first)).map_while(|(field, known)| Some((field, known?)))
        {
            let text = lead.text(role);
            if text.is_empty() {
                continue;
            }
            let form = match role {
                ColumnRole::Street => street_form(&text),
                ColumnRole::Postcode => postcode_form(&text),
                ColumnRole::City => city_form(&text),
                ColumnRole::State => state_form(&text),
                ColumnRole::BirthDate => birth_date_form(&text, is_day_first),
                ColumnRole::Website => website_form(&text),
                _ => linkedin_form(&text),
            };
            if let Some(form) = form {
                *code = texts.intern(&form);
            }
        }
        extra.iter().any(|code| *code != NONE).then_some(extra)
    }
}

/// True for a mapping under which leads may say something of these fields.
pub(super) fn has_extras(mapping: &crate::leads::Mapping) -> bool {
    ROLES.into_iter().any(|role| mapping.column(role).is_some())
}
