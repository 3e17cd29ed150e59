//! Leads that agree in all that tells a person: however many there are, they are no crowd.

use super::profile::{Profile, Profiles};
use crate::leads::{Mailbox, NONE};

/// Codes of the given and the family name, address, number and company, and the generation. Title and country tell no people apart.
pub(super) type Identity = [u32; 6];

impl Profiles {
    /// The identity of a lead. `None` where it names no person: neither by an own address nor by a whole name with an address or number.
    pub(super) fn identity(&self, lead: u32) -> Option<Identity> {
        let profile = self.get(*self.of.get(lead as usize)?)?;
        let Profile { given, family, phone, company, generation, .. } = *profile;
        let email = self.email(profile.email);
        let has_own_address = email.is_some_and(|facts| facts.mailbox != Mailbox::Role);
        let is_named = given != NONE && family != NONE && (email.is_some() || phone != NONE || company != NONE);
        (has_own_address || is_named).then(|| {
            let email = email.map_or(NONE, |facts| facts.weak);
            [given, family, email, phone, company, generation as u32]
        })
    }
}
