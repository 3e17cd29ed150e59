//! Standing of each lead among people: the only lead of its person, an unidentified lead, an exact repeat.

use super::Count;
use super::journey::{TimeKey, origin_step, time_key};
use crate::intake::header::ColumnRole;
use crate::leads::{FieldReader, Flags, Leads, NONE, OriginStep};
use crate::matching::Clusters;
use crate::saturating::saturating_u32;

/// Fields of which a person has at least one.
const IDENTITY: [ColumnRole; 5] = [ColumnRole::FirstName, ColumnRole::LastName, ColumnRole::FullName, ColumnRole::Email, ColumnRole::Phone];

/// Standing of a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// The only lead of its person.
    pub(super) is_sole: bool,
    /// An unidentified lead: no lead of its cluster has a name, an e-mail or a telephone.
    pub(super) is_unidentified: bool,
    /// A lead whose person did the same for the same offer before.
    pub(super) is_repeat: bool,
}

impl Standing {
    /// The lead by itself, its person counted where it is their only one, its company left out.
    #[inline]
    pub(super) fn count(self) -> Count {
        Count { leads: 1, people: u32::from(self.is_sole && !self.is_unidentified), ..self.marks() }
    }

    /// Part of the count of a lead that changes with who is who.
    #[inline]
    pub(super) fn marks(self) -> Count {
        Count { unidentified: u32::from(self.is_unidentified), repeats: u32::from(self.is_repeat), ..Count::default() }
    }
}

/// A lead among those of its person: its step, then its place in time.
type Placed = (OriginStep, TimeKey);

/// The standing of all leads, updated when clusters change.
#[derive(Clone, Debug, Default)]
pub(super) struct Standings {
    of: Vec<Standing>,
    /// For each lead whether it has a name, an e-mail or a telephone.
    is_identified: Vec<bool>,
    /// Buffer for the leads of a person in order.
    placed: Vec<Placed>,
}

impl Standings {
    /// The standing of all leads.
    pub(super) fn new(leads: &Leads, clusters: &Clusters) -> Self {
        let mut standings = Self { of: Vec::new(), is_identified: identified(leads), placed: Vec::new() };
        standings.regroup(leads, clusters);
        standings
    }

    /// Finds out all of it anew.
    pub(super) fn regroup(&mut self, leads: &Leads, clusters: &Clusters) {
        self.of.resize(leads.len(), Standing::default());
        for cluster in 0..saturating_u32(clusters.count()) {
            self.follow(leads, clusters.cluster(cluster));
        }
    }

    /// Finds out the standing of the leads of one cluster anew.
    pub(super) fn follow(&mut self, leads: &Leads, members: &[u32]) {
        let is_unidentified = !members.iter().any(|lead| self.is_identified.get(*lead as usize) == Some(&true));
        let standing = Standing { is_sole: members.len() == 1, is_unidentified, is_repeat: false };
        for lead in members {
            self.put(*lead, standing);
        }
        if !standing.is_sole && !is_unidentified {
            self.find_repeats(leads, members, standing);
        }
    }

    /// Marks all but the first of a person's leads with the same step.
    fn find_repeats(&mut self, leads: &Leads, members: &[u32], standing: Standing) {
        let mut placed = std::mem::take(&mut self.placed);
        placed.clear();
        placed.extend(members.iter().filter_map(|lead| Some((origin_step(leads, *lead)?, time_key(leads, *lead)))));
        placed.sort_unstable();
        for (before, (step, (.., lead))) in placed.iter().zip(placed.iter().skip(1)) {
            if before.0 == *step {
                self.put(*lead, Standing { is_repeat: true, ..standing });
            }
        }
        self.placed = placed;
    }

    fn put(&mut self, lead: u32, standing: Standing) {
        if let Some(place) = self.of.get_mut(lead as usize) {
            *place = standing;
        }
    }

    /// True for a lead with a name, an e-mail or a telephone.
    pub(super) fn is_identified(&self, lead: u32) -> bool {
        self.is_identified.get(lead as usize) == Some(&true)
    }

    /// The standing of each lead.
    pub(super) fn of(&self) -> &[Standing] {
        &self.of
    }
}

/// For each lead whether it has a name, an e-mail or a telephone. Texts are read only of those without an e-mail address.
pub(super) fn identified(leads: &Leads) -> Vec<bool> {
    let mut reader = FieldReader::new(leads, IDENTITY);
    leads.emails().iter().enumerate().map(|(lead, email)| *email != NONE || reader.has_any(lead)).collect()
}

/// True where these leads, those of one cluster, are tests, which are excluded.
pub(super) fn is_test(leads: &Leads, members: &[u32]) -> bool {
    let first = members.first().and_then(|lead| leads.flags().get(*lead as usize));
    first.is_some_and(|flags| flags.contains(Flags::TEST))
}

/// The leads of a person; none for a number that is not there, for an unidentified lead, and for a test lead, which is excluded.
pub(super) fn leads_of_person<'a>(leads: &Leads, clusters: &'a Clusters, person: u32) -> Option<&'a [u32]> {
    Some(clusters.cluster(person)).filter(|members| !members.is_empty() && !is_test(leads, members) && is_somebody(leads, members))
}

/// True where one of these leads has a name, an e-mail or a telephone.
fn is_somebody(leads: &Leads, members: &[u32]) -> bool {
    let mut reader = FieldReader::new(leads, IDENTITY);
    members.iter().any(|lead| reader.has_any(*lead as usize))
}
