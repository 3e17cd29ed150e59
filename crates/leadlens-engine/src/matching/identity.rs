//! Leads that agree in all that tells a person: however many there are, they are no crowd.

use super::matcher::Matching;
use super::profile::Profile;
use crate::leads::{Mailbox, NONE};

/// Codes of the given and the family name, address, number and company, and the generation. Title and country tell nobody apart.
pub(super) type Identity = [u32; 6];

impl Matching {
    /// The identity of a lead. `None` where it names no person: neither by an address of their own nor by a whole name and a way to reach it.
    /// No lead has one where nothing but addresses has been compared, for what else it says is not known.
    pub(super) fn identity(&self, lead: u32) -> Option<Identity> {
        if self.is_by_email {
            return None;
        }
        let profile = self.profiles.get(*self.profiles.of.get(lead as usize)?)?;
        let Profile { given, family, phone, company, generation, .. } = *profile;
        let email = self.profiles.email(profile.email);
        let has_own_address = email.is_some_and(|facts| facts.mailbox != Mailbox::Role);
        let is_named = given != NONE && family != NONE && (email.is_some() || phone != NONE || company != NONE);
        (has_own_address || is_named).then(|| {
            let email = email.map_or(NONE, |facts| facts.weak);
            [given, family, email, phone, company, generation as u32]
        })
    }
}
