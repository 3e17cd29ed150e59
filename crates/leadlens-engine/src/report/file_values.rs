//! Values of leads compared across files.

use std::borrow::Cow;
use std::sync::Arc;

use super::clip::{TEXT_SHOWN, clip};
use super::cross_file::{CrossFile, CrossFileCounts, CrossFileDetail, CrossFileField};
use super::lead_text::text_of;
use super::standing::{Standing, is_test};
use crate::intake::Table;
use crate::intake::header::ColumnRole;
use crate::leads::{LeadId, Leads, NONE, System, read_phone, recognise};
use crate::matching::{Clusters, stable_hash};
use crate::saturating::saturating_u32;
use crate::sorting;

/// Fields that are compared, in the order they are shown.
const FIELDS: [ColumnRole; 6] =
    [ColumnRole::FullName, ColumnRole::Email, ColumnRole::Phone, ColumnRole::Company, ColumnRole::Country, ColumnRole::JobTitle];
/// Leads read in one step.
const STEP: usize = 32 * 1024;
/// Leads of a person that are compared in one file at most: more than anybody has, few enough where a company shares a mailbox.
const COMPARED: usize = 2_000;
/// Files that a lead is compared with in its details.
const FILES: usize = 8;
/// Values shown of a field in another file.
const VALUES: usize = 3;

/// Canonical values of a lead, hashed; 0 for a blank.
type Values = [u64; FIELDS.len()];

/// The names of the open files, each different.
fn file_names(leads: &Leads) -> Vec<String> {
    let systems: Vec<Option<System>> = leads.tables().iter().map(|table| recognise(table).map(|found| found.system)).collect();
    let name = |(place, (table, system)): (usize, (&Arc<Table>, &Option<System>))| {
        let sole = system.filter(|system| systems.iter().filter(|other| **other == Some(*system)).count() == 1);
        sole.map_or_else(|| format!("{} {}", place + 1, clip(&table.name, TEXT_SHOWN)), |system| system.as_str().to_owned())
    };
    leads.tables().iter().zip(&systems).enumerate().map(name).collect()
}

/// Values of the leads that are compared across files, read in steps; none where a single file is open.
#[derive(Clone, Debug, Default)]
pub(super) struct FileValues {
    /// For each lead read so far.
    values: Vec<Values>,
    /// For each file the fields that any lead has, a bit each.
    filled: Vec<u8>,
}

impl FileValues {
    /// True as soon as all leads have been read.
    pub(super) fn is_done(&self, leads: &Leads) -> bool {
        leads.tables().len() < 2 || self.values.len() == leads.len()
    }

    /// Reads some more leads.
    pub(super) fn step(&mut self, leads: &Leads) {
        if self.is_done(leads) {
            return;
        }
        self.filled.resize(leads.tables().len(), 0);
        let from = self.values.len();
        for lead in from..leads.len().min(from + STEP) {
            let lead = saturating_u32(lead);
            let values = values_of(leads, lead);
            if let Some(filled) = self.filled.get_mut(leads.file_of(LeadId(lead))) {
                *filled |= (0..).zip(values).fold(0, |mask, (field, value)| mask | u8::from(value != 0) << field);
            }
            self.values.push(values);
        }
    }

    /// Counts for each file the leads of others by their relation to it; `None` while not all leads have been read, and where a single
    /// file is open. Takes time in the order of leads and of the files each person is in.
    pub(super) fn counts(&self, leads: &Leads, clusters: &Clusters, standings: &[Standing]) -> Option<Vec<CrossFileCounts>> {
        if leads.tables().len() < 2 || !self.is_done(leads) {
            return None;
        }
        let mut counts: Vec<CrossFileCounts> =
            file_names(leads).into_iter().map(|file| CrossFileCounts { file, ..CrossFileCounts::default() }).collect();
        let mut all = 0_u32;
        // Leads whose person is in the file, those of the file itself too.
        let mut present = vec![0_u32; counts.len()];
        for members in compared(leads, clusters, standings) {
            let count = saturating_u32(members.len());
            all = all.saturating_add(count);
            for there in of_files(leads, members) {
                let file = file_of(leads, there);
                if let Some(present) = present.get_mut(file) {
                    *present += count;
                }
                self.relate(leads, members, there, &mut |_, relation| {
                    if let (Some(relation), Some(counts)) = (relation, counts.get_mut(file))
                        && let Some(leads) = counts.leads.get_mut(relation as usize)
                    {
                        *leads += 1;
                    }
                });
            }
        }
        for (counts, present) in counts.iter_mut().zip(present) {
            if let Some(missing) = counts.leads.first_mut() {
                *missing = all.saturating_sub(present);
            }
        }
        Some(counts)
    }

    /// For each lead whether it has one of these values of the facet.
    pub(super) fn having(&self, leads: &Leads, clusters: &Clusters, standings: &[Standing], wanted: &[String]) -> Vec<bool> {
        let mut among = vec![false; leads.len()];
        if leads.tables().len() < 2 || !self.is_done(leads) {
            return among;
        }
        let names = file_names(leads);
        let wanted: Vec<(CrossFile, usize)> = wanted
            .iter()
            .filter_map(|value| CrossFile::from_value(value))
            .filter_map(|(relation, file)| Some((relation, names.iter().position(|name| name == file)?)))
            .collect();
        let mut put = |lead: u32| {
            if let Some(place) = among.get_mut(lead as usize) {
                *place = true;
            }
        };
        for members in compared(leads, clusters, standings) {
            for (wanted, file) in &wanted {
                match of_files(leads, members).find(|there| file_of(leads, there) == *file) {
                    None if *wanted == CrossFile::Missing => members.iter().for_each(|lead| put(*lead)),
                    None => {}
                    Some(there) => self.relate(leads, members, there, &mut |lead, relation| {
                        if relation == Some(*wanted) {
                            put(lead);
                        }
                    }),
                }
            }
        }
        among
    }

    /// Calls with each lead of a person that is not among those of one file, and its relation to them.
    fn relate(&self, leads: &Leads, members: &[u32], there: &[u32], call: &mut dyn FnMut(u32, Option<CrossFile>)) {
        if there.len() == members.len() {
            return;
        }
        let file = file_of(leads, there);
        let sets: [Vec<u64>; FIELDS.len()] = std::array::from_fn(|field| self.values_of(there, field));
        for lead in members.iter().filter(|lead| leads.file_of(LeadId(**lead)) != file) {
            let fields = self.shared_fields(leads.file_of(LeadId(*lead)), file);
            let values = self.values.get(*lead as usize).copied().unwrap_or_default();
            let found = (0..).zip(values.into_iter().zip(&sets)).filter(|(field, _)| fields >> field & 1 == 1);
            call(*lead, found.filter_map(|(_, (value, set))| relation(value, set)).min());
        }
    }

    /// The distinct values of a field in leads of a person, in order, blanks left out.
    fn values_of(&self, members: &[u32], field: usize) -> Vec<u64> {
        let value = |lead: &u32| self.values.get(*lead as usize).and_then(|values| values.get(field)).copied().filter(|value| *value != 0);
        let mut values: Vec<u64> = members.iter().take(COMPARED).filter_map(value).collect();
        if values.len() > 1 {
            sorting::sort(&mut values);
            values.dedup();
        }
        values
    }

    /// The fields that both files have, a bit each.
    fn shared_fields(&self, one: usize, other: usize) -> u8 {
        let filled = |file: usize| self.filled.get(file).copied().unwrap_or_default();
        filled(one) & filled(other)
    }

    /// A lead compared with the other files, the first eight of them.
    pub(super) fn detail(&self, leads: &Leads, clusters: &Clusters, standings: &[Standing], lead: u32) -> Vec<CrossFileDetail> {
        let members = clusters.of().get(lead as usize).map_or(&[][..], |person| clusters.cluster(*person));
        let is_known = leads.tables().len() > 1 && self.is_done(leads) && is_compared(leads, standings, members);
        let names = if is_known { file_names(leads) } else { Vec::new() };
        let own = leads.file_of(LeadId(lead));
        let others = names.into_iter().enumerate().filter(|(file, _)| *file != own).take(FILES);
        let detail = |(file, name): (usize, String)| {
            let there = of_files(leads, members).find(|there| file_of(leads, there) == file);
            let Some(there) = there else {
                return CrossFileDetail { file: name, relation: Some(CrossFile::Missing), fields: Vec::new() };
            };
            let shared = self.shared_fields(own, file);
            let values = self.values.get(lead as usize).copied().unwrap_or_default();
            let differing = (0..).zip(FIELDS).zip(values).filter_map(|((field, role), value)| {
                let relation = (shared >> field & 1 == 1).then(|| relation(value, &self.values_of(there, field))).flatten()?;
                Some((relation, CrossFileField { role, here: shown(leads, lead, role), there: shown_values(leads, there, role) }))
            });
            let (relations, fields): (Vec<CrossFile>, Vec<CrossFileField>) = differing.unzip();
            CrossFileDetail { file: name, relation: relations.into_iter().min(), fields }
        };
        others.map(detail).collect()
    }
}

/// The relation of a value to those of the other file; `None` for the same.
fn relation(value: u64, there: &[u64]) -> Option<CrossFile> {
    match (value != 0, !there.is_empty()) {
        (true, true) => there.binary_search(&value).is_err().then_some(CrossFile::Differs),
        (false, false) => None,
        _ => Some(CrossFile::Blank),
    }
}

/// The leads of each person that is looked for in other files.
fn compared<'a>(leads: &'a Leads, clusters: &'a Clusters, standings: &'a [Standing]) -> impl Iterator<Item = &'a [u32]> {
    let people = (0..saturating_u32(clusters.count())).map(|person| clusters.cluster(person));
    people.filter(|members| is_compared(leads, standings, members))
}

fn is_compared(leads: &Leads, standings: &[Standing], members: &[u32]) -> bool {
    let standing = members.first().and_then(|lead| standings.get(*lead as usize));
    standing.is_some_and(|standing| !standing.is_unidentified) && !is_test(leads, members)
}

/// The leads of a person, in reading order, file by file.
fn of_files<'a>(leads: &'a Leads, members: &'a [u32]) -> impl Iterator<Item = &'a [u32]> {
    members.chunk_by(|one, other| leads.file_of(LeadId(*one)) == leads.file_of(LeadId(*other)))
}

fn file_of(leads: &Leads, members: &[u32]) -> usize {
    members.first().map_or(usize::MAX, |lead| leads.file_of(LeadId(*lead)))
}

fn values_of(leads: &Leads, lead: u32) -> Values {
    let code = |codes: &[u32]| codes.get(lead as usize).map_or(0, |code| if *code == NONE { 0 } else { u64::from(*code) + 1 });
    FIELDS.map(|role| match role {
        ColumnRole::Email => code(leads.emails()),
        ColumnRole::Company => code(leads.companies()),
        ColumnRole::Country => code(leads.countries()),
        ColumnRole::Phone => hashed(&national_digits(leads, lead)),
        _ => hashed(&text_of(leads, lead, role).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")),
    })
}

fn hashed(text: &str) -> u64 {
    if text.is_empty() { 0 } else { stable_hash(text.as_bytes()).max(1) }
}

/// The national number with its extension, or all digits but for zeros at the start: the same number is read with a country and without.
fn national_digits(leads: &Leads, lead: u32) -> String {
    let text = text_of(leads, lead, ColumnRole::Phone);
    let country = leads.countries().get(lead as usize).filter(|code| **code != NONE).map(|code| leads.country_texts().get(*code));
    match read_phone(&text, country.or(leads.default_country())) {
        Some(phone) if phone.extension > 0 => format!("{}#{}", phone.national, phone.extension),
        Some(phone) => phone.national.to_string(),
        None => text.chars().filter(char::is_ascii_digit).skip_while(|digit| *digit == '0').collect(),
    }
}

fn shown(leads: &Leads, lead: u32, role: ColumnRole) -> String {
    clip(&text_of(leads, lead, role), TEXT_SHOWN)
}

fn shown_values(leads: &Leads, members: &[u32], role: ColumnRole) -> Vec<String> {
    let mut values: Vec<Cow<'_, str>> = Vec::new();
    for text in members.iter().take(COMPARED).map(|lead| text_of(leads, *lead, role)) {
        if !text.is_empty() && !values.contains(&text) {
            values.push(text);
        }
        if values.len() == VALUES {
            break;
        }
    }
    values.iter().map(|text| clip(text, TEXT_SHOWN)).collect()
}
