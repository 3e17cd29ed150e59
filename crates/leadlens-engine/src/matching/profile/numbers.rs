//! Telephone numbers of leads, in codes.

use std::borrow::Cow;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Profiles;
use crate::intake::header::ColumnRole;
use crate::leads::{Lead, NONE, Phone, read_phone};
use crate::saturating::saturating_u32;

/// Codes of numbers, and of the sets of those that stand in one cell.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    codes: HashMap<Phone, u32, FixedState>,
    sets: HashMap<Vec<u32>, u32, FixedState>,
}

impl Numbers {
    /// The codes of the number of a lead that is shown and of the set of the others in its cell; [`NONE`] where there is none.
    pub(super) fn read(&mut self, profiles: &mut Profiles, lead: Lead<'_>, country: Option<&str>) -> [u32; 2] {
        let text = lead.text(ColumnRole::Phone);
        let odd = &mut profiles.oddities;
        odd.phones += u32::from(!text.is_empty());
        odd.phones_like_emails += u32::from(text.contains('@'));
        let Some(phone) = read_phone(&text, country) else { return [NONE; 2] };
        let shown = self.code(profiles, phone);
        // A number that stands alone in its cell is borrowed from it.
        [shown, if matches!(text, Cow::Owned(_)) { self.others(profiles, lead, country, shown) } else { NONE }]
    }

    fn code(&mut self, profiles: &mut Profiles, phone: Phone) -> u32 {
        *self.codes.entry(phone).or_insert_with(|| {
            profiles.phones.push(phone);
            saturating_u32(profiles.phones.len() - 1)
        })
    }

    #[cold]
    fn others(&mut self, profiles: &mut Profiles, lead: Lead<'_>, country: Option<&str>, shown: u32) -> u32 {
        let numbers = lead.numbers();
        let phones = numbers.iter().filter_map(|text| read_phone(text, country));
        let mut codes: Vec<u32> = phones.map(|phone| self.code(profiles, phone)).filter(|code| *code != shown).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.is_empty() {
            return NONE;
        }
        *self.sets.entry(codes).or_insert_with_key(|codes| {
            profiles.phone_sets.push(codes.clone());
            saturating_u32(profiles.phone_sets.len() - 1)
        })
    }
}
