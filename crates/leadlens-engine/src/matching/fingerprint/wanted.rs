//! Fingerprints of some leads, without hashing all of them.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::{Fingerprint, Fingerprints, hashes};
use crate::intake::header::ColumnRole;
use crate::leads::{Flags, Lead, LeadId, Leads, Mapping};

/// Roles by whose texts a lead of the right codes is told from those wanted before it is hashed: the ones most leads differ in.
const TOLD_BY: [ColumnRole; 4] = [ColumnRole::Phone, ColumnRole::LastName, ColumnRole::FullName, ColumnRole::FirstName];

type Hashes = (u64, u64);

impl Fingerprints {
    /// Fingerprints of some leads: the same that [`Fingerprints::build`] and [`Fingerprints::of`] give, in the requested order.
    ///
    /// Leads that say the same have equal codes, so one pass over the codes leaves few to be hashed. Where leads have neither e-mail nor
    /// company it is their texts that are compared, which takes some ten times as long.
    ///
    /// # Examples
    /// ```
    /// use leadlens_engine::intake::Reader;
    /// use leadlens_engine::leads::Decisions;
    /// use leadlens_engine::matching::Fingerprints;
    /// use leadlens_engine::{Build, Step};
    ///
    /// let mut reader = Reader::new("paste", 0)?;
    /// reader.push(b"Email,First Name\nann@example.com,Ann\nann@example.com,Ann\n")?;
    /// let mut build = Build::new(vec![reader.finish()?], &Decisions::default());
    /// let workspace = build.find_map(|step| if let Step::Done(workspace) = step { Some(workspace) } else { None }).ok_or("no lead")?;
    /// let all = Fingerprints::build(workspace.leads());
    /// assert_eq!(Fingerprints::of_leads(workspace.leads(), &[1, 7]), [all.of(1), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_leads(leads: &Leads, wanted: &[u32]) -> Vec<Option<Fingerprint>> {
        let mut text = String::new();
        let there: HashSet<u32, FixedState> = wanted.iter().copied().filter(|lead| decidable(leads, *lead).is_some()).collect();
        // How many leads with these hashes were met so far.
        let mut met: HashMap<Hashes, u32, FixedState> = HashMap::with_hasher(FixedState::default());
        for lead in wanted.iter().filter_map(|lead| decidable(leads, *lead)) {
            met.insert(hashes(leads, lead, &mut text), 0);
        }
        let likeness = Likeness::of(leads, wanted);
        let mut found: HashMap<u32, Fingerprint, FixedState> = HashMap::with_hasher(FixedState::default());
        let end = there.iter().copied().max().map_or(0, |last| last + 1);
        for lead in (0..end).filter(|lead| likeness.may_be_alike(*lead)) {
            let Some(lead) = decidable(leads, lead).filter(|lead| likeness.says_alike(*lead)) else { continue };
            let (content, record) = hashes(leads, lead, &mut text);
            let Some(count) = met.get_mut(&(content, record)) else { continue };
            if there.contains(&lead.id().0) {
                found.insert(lead.id().0, Fingerprint { content, record, nth: *count });
            }
            *count += 1;
        }
        wanted.iter().map(|lead| found.get(lead).copied()).collect()
    }
}

/// A lead about which something may be decided: one that is there and no test lead.
fn decidable(leads: &Leads, lead: u32) -> Option<Lead<'_>> {
    leads.get(LeadId(lead)).filter(|lead| !lead.flags().contains(Flags::TEST))
}

/// Codes and texts that leads have to have in common with those wanted to say the same.
struct Likeness<'a> {
    /// Codes that are equal where the texts are.
    columns: Vec<&'a [u32]>,
    keys: HashSet<u64, FixedState>,
    /// For each of the roles of [`TOLD_BY`] the texts of the leads wanted.
    texts: [HashSet<String, FixedState>; TOLD_BY.len()],
}

impl<'a> Likeness<'a> {
    fn of(leads: &'a Leads, wanted: &[u32]) -> Self {
        let wanted = || wanted.iter().filter_map(|lead| decidable(leads, *lead));
        let mut columns = vec![leads.lead_source_codes()];
        if !leads.mappings().iter().any(has_fallbacks) {
            columns.push(leads.emails());
            // A company is coded as it is spelled, and shown with `\@` unescaped.
            if !wanted().any(|lead| lead.text(ColumnRole::Company).contains('@')) {
                columns.push(leads.companies());
            }
        }
        let texts = TOLD_BY.map(|role| wanted().map(|lead| lead.text(role).into_owned()).collect());
        let mut likeness = Self { columns, keys: HashSet::with_hasher(FixedState::default()), texts };
        likeness.keys = wanted().map(|lead| likeness.key(lead.id().0)).collect();
        likeness
    }

    /// The codes of a lead in one number; others may have the same one.
    #[inline]
    fn key(&self, lead: u32) -> u64 {
        // The multiplier of Knuth's multiplicative hashing, 2⁶⁴ divided by the golden ratio.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        self.columns.iter().fold(0, |key: u64, column| {
            (key ^ column.get(lead as usize).copied().map_or(0, u64::from)).wrapping_mul(SPREAD).rotate_left(29)
        })
    }

    #[inline]
    fn may_be_alike(&self, lead: u32) -> bool {
        self.keys.contains(&self.key(lead))
    }

    fn says_alike(&self, lead: Lead<'_>) -> bool {
        TOLD_BY.into_iter().zip(&self.texts).all(|(role, texts)| texts.contains(&*lead.text(role)))
    }
}

/// True for a mapping under which a text may be shown otherwise than it was coded: with details in one cell and fallback columns, where the
/// cell is broken.
fn has_fallbacks(mapping: &Mapping) -> bool {
    mapping.column(ColumnRole::CustomerInfo).is_some() && !mapping.fallbacks.is_empty()
}
