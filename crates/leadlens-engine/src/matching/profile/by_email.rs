//! Leads that say nothing but their address.

use super::{Profile, Profiles};
use crate::leads::{Flags, Generation, Leads, NONE};
use crate::saturating::saturating_u32;

impl Profiles {
    /// A profile for each address as the leads stage understood it, and one for each lead without any; test leads have none.
    pub(in crate::matching) fn by_email(leads: &Leads) -> Self {
        let mut profiles = Self { of: Vec::with_capacity(leads.len()), ..Self::default() };
        let mut profile_of = vec![NONE; leads.email_texts().len()];
        for (email, flags) in leads.emails().iter().zip(leads.flags()) {
            if flags.contains(Flags::TEST) {
                profiles.of.push(NONE);
                continue;
            }
            let known = profile_of.get(*email as usize).copied().unwrap_or(NONE);
            let profile = if known == NONE { profiles.add(*email) } else { known };
            if let Some(known) = profile_of.get_mut(*email as usize) {
                *known = profile;
            }
            if let Some(count) = profiles.leads_with.get_mut(profile as usize) {
                *count += 1;
            }
            profiles.of.push(profile);
        }
        profiles
    }

    fn add(&mut self, email: u32) -> u32 {
        let nothing = Generation::Unknown;
        self.all.push(Profile {
            given: NONE,
            family: NONE,
            email,
            phone: NONE,
            more_phones: NONE,
            company: NONE,
            country: NONE,
            title: NONE,
            extra: NONE,
            generation: nothing,
        });
        self.leads_with.push(0);
        saturating_u32(self.all.len() - 1)
    }
}
