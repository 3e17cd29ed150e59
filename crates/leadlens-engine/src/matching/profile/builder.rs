//! Leads become profiles, some thousands a step.

use std::borrow::Cow;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::extra::has_extras;
use super::hash::{content_hash, hash};
use super::numbers::Numbers;
use super::record_id::RecordIds;
use super::{CompanyFacts, DomainFacts, EmailFacts, Extra, FamilyFacts, GivenFacts, Profile, Profiles};
use crate::intake::Table;
use crate::intake::header::{ColumnRole, letters_and_digits};
use crate::leads::{
    DateOrder, Dictionary, Flags, Generation, Lead, LeadId, Leads, Mailbox, Mapping, NONE, PersonName, company_key, date_evidence,
    domain_stem, email_form, generation, is_chinese_surname, is_free_mail, is_known_given, is_placeholder_company, is_romanised_chinese,
    latin_forms, nickname_root, person_name, registrable_domain, sound_key, weak_email,
};
use crate::matching::merge_sort::MergeSort;
use crate::saturating::saturating_u32;

/// Leads read at a step, each in two to three microseconds.
const STEP: usize = 1_024;
/// Profiles hashed at a step.
const HASHES: usize = 8_192;
/// Profiles, or names, put in order at a step.
const SORTED: usize = 16 * 1024;
/// Leads given the new codes of their profiles at a step.
const RECODED: usize = 128 * 1024;
/// Bytes of a name or company that are looked at.
const LONGEST: usize = 160;

/// Makes [`Profiles`] of leads, some thousands a step.
#[derive(Debug, Default)]
pub(in crate::matching) struct ProfileBuilder {
    profiles: Profiles,
    known: HashMap<Profile, u32, FixedState>,
    numbers: Numbers,
    /// Codes of company keys by codes of canonical companies; `None` where the lead's company has not been looked up yet.
    company_codes: Vec<Option<u32>>,
    extra_codes: HashMap<Extra, u32, FixedState>,
    record_ids: RecordIds,
    /// For each source whether it has further evidence, and whether the day comes first in its dates of birth.
    extra_sources: Vec<Option<bool>>,
    next: u32,
    /// A hash of what each profile says, and its code.
    order: Vec<(u64, u32)>,
    stage: OrderingStage,
}

/// Stage of putting the profiles in order, once all leads are read.
#[derive(Debug, Default)]
enum OrderingStage {
    /// Profiles are hashed.
    #[default]
    Hash,
    /// Profiles are put in the order of their hashes.
    Order(MergeSort<(u64, u32)>),
    /// Given names, then family names, are put in the order of their letters.
    Given(MergeSort<u32>),
    Family(MergeSort<u32>),
    /// Profiles take their places in the order of their hashes: first the profiles, then the leads' codes for them.
    Place,
    Recode(Vec<u32>, usize),
    Done,
}

impl ProfileBuilder {
    /// Reads the next leads, then finds out the order of the profiles; `false` when there is nothing left to do.
    pub(in crate::matching) fn step(&mut self, leads: &Leads) -> bool {
        if (self.next as usize) < leads.len() {
            if self.next > 0 || !self.record_ids.step(leads) {
                self.read_next(leads);
            }
            return true;
        }
        self.arrange(leads)
    }

    /// Brings the profiles into an order that follows from what they say, some thousands a step; `false` when they are.
    fn arrange(&mut self, leads: &Leads) -> bool {
        let profiles = &mut self.profiles;
        self.stage = match std::mem::take(&mut self.stage) {
            OrderingStage::Hash => {
                let begun = self.order.len();
                let some = profiles.all.iter().zip(0..).skip(begun).take(HASHES);
                self.order.extend(some.map(|(profile, code)| (content_hash(profiles, leads, profile), code)));
                let is_done = self.order.len() == profiles.len();
                if is_done { OrderingStage::Order(MergeSort::new(std::mem::take(&mut self.order))) } else { OrderingStage::Hash }
            }
            OrderingStage::Order(mut sort) => {
                if sort.step(SORTED, Ord::cmp) {
                    OrderingStage::Order(sort)
                } else {
                    self.order = sort.finish();
                    OrderingStage::Given(by_letters(&profiles.given_texts))
                }
            }
            OrderingStage::Given(mut sort) => match ranked(&mut sort, &profiles.given_texts) {
                None => OrderingStage::Given(sort),
                Some(ranks) => {
                    profiles.given_ranks = ranks;
                    OrderingStage::Family(by_letters(&profiles.family_texts))
                }
            },
            OrderingStage::Family(mut sort) => match ranked(&mut sort, &profiles.family_texts) {
                None => OrderingStage::Family(sort),
                Some(ranks) => {
                    profiles.family_ranks = ranks;
                    OrderingStage::Place
                }
            },
            OrderingStage::Place => OrderingStage::Recode(self.place(), 0),
            OrderingStage::Recode(places, from) => {
                for code in profiles.of.iter_mut().skip(from).take(RECODED) {
                    *code = places.get(*code as usize).copied().unwrap_or(NONE);
                }
                if from + RECODED < profiles.of.len() { OrderingStage::Recode(places, from + RECODED) } else { OrderingStage::Done }
            }
            OrderingStage::Done => OrderingStage::Done,
        };
        !matches!(self.stage, OrderingStage::Done)
    }

    /// Puts the profiles in order; the new place of each.
    fn place(&mut self) -> Vec<u32> {
        let profiles = &mut self.profiles;
        let order = std::mem::take(&mut self.order);
        let mut places = vec![0_u32; order.len()];
        for ((_, old), new) in order.iter().zip(0..) {
            if let Some(place) = places.get_mut(*old as usize) {
                *place = new;
            }
        }
        profiles.leads_with = order.iter().filter_map(|(_, old)| profiles.leads_with.get(*old as usize).copied()).collect();
        profiles.all = order.iter().filter_map(|(_, old)| profiles.all.get(*old as usize).copied()).collect();
        places
    }

    fn read_next(&mut self, leads: &Leads) {
        let end = (self.next as usize + STEP).min(leads.len());
        self.company_codes.resize(leads.company_texts().len(), None);
        if self.extra_sources.is_empty() {
            self.extra_sources = extra_sources(leads);
        }
        self.profiles.emails.resize(leads.email_texts().len(), None);
        for id in (self.next..).take(end - self.next as usize) {
            let profile = leads.get(LeadId(id)).and_then(|lead| self.read(leads, lead));
            let code = profile.map_or(NONE, |profile| self.code(profile));
            self.profiles.of.push(code);
        }
        self.next = saturating_u32(end);
    }

    /// Leads read so far.
    pub(in crate::matching) fn done(&self) -> u64 {
        u64::from(self.next)
    }

    /// The profiles, in an order that follows from what they say.
    pub(in crate::matching) fn finish(self) -> Profiles {
        self.profiles
    }

    fn code(&mut self, profile: Profile) -> u32 {
        let profiles = &mut self.profiles;
        let code = *self.known.entry(profile).or_insert_with(|| {
            profiles.all.push(profile);
            profiles.leads_with.push(0);
            saturating_u32(profiles.all.len() - 1)
        });
        if let Some(count) = profiles.leads_with.get_mut(code as usize) {
            *count += 1;
        }
        code
    }

    /// Reads the profile of a lead; `None` for a test lead and for an unidentified one.
    fn read(&mut self, leads: &Leads, lead: Lead<'_>) -> Option<Profile> {
        use ColumnRole as R;
        if lead.flags().contains(Flags::TEST) {
            return None;
        }
        let at = |column: &[u32]| column.get(lead.id().0 as usize).copied().unwrap_or(NONE);
        let (first, last, full) = (lead.text(R::FirstName), lead.text(R::LastName), lead.text(R::FullName));
        let name = person_name(clipped(&first), clipped(&last), clipped(&full));
        let country = at(leads.countries());
        let iso = (country != NONE).then(|| leads.country_texts().get(country)).or(leads.default_country());
        let odd = &mut self.profiles.oddities;
        odd.names += u32::from(!first.is_empty() || !last.is_empty() || !full.is_empty());
        odd.names_like_emails += u32::from([&first, &last, &full].into_iter().any(|text| text.contains('@')));
        let [phone, more_phones] = self.numbers.read(&mut self.profiles, lead, iso);
        let email = at(leads.emails());
        self.know_email(leads, email);
        let company = self.company(leads, at(leads.companies()), &name);
        let profile = Profile {
            given: self.given(&name.given),
            family: self.family(&name.family),
            email,
            phone,
            more_phones,
            company,
            country,
            title: self.title(clipped(&lead.text(R::JobTitle))),
            extra: self.extra(leads, lead),
            generation: [(&last, true), (&full, false), (&first, false)]
                .into_iter()
                .map(|(text, is_family)| generation(text, is_family))
                .find(|found| *found != Generation::Unknown)
                .unwrap_or_default(),
        };
        // A company alone names no person whose leads could be found.
        let is_somebody = [profile.given, profile.family, profile.email, profile.phone].iter().any(|code| *code != NONE);
        self.profiles.oddities.nameless += u32::from(!is_somebody);
        is_somebody.then_some(profile)
    }

    fn given(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return NONE;
        }
        let profiles = &mut self.profiles;
        let code = profiles.given_texts.intern(name);
        if code as usize == profiles.given.len() {
            let initial = latin_forms(name).next().and_then(|form| form.chars().next()).map_or(NONE, u32::from);
            let is_native = is_native(name);
            let root = nickname_root(name);
            let root = if is_native { sound_key(name) } else { root.to_string() };
            let sound = hash(&sound_key(&root));
            profiles.given.push(GivenFacts {
                root: hash(&root),
                sound,
                initial,
                is_chinese: is_native || is_romanised_chinese(name),
                is_known: is_known_given(name),
            });
        }
        code
    }

    fn family(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return NONE;
        }
        let profiles = &mut self.profiles;
        let code = profiles.family_texts.intern(name);
        if code as usize == profiles.family.len() {
            let shortened = without_initials(name);
            let latin = latin_forms(&shortened).next().unwrap_or_default();
            let initial = latin.chars().next().map_or(NONE, u32::from);
            let start: String = latin.chars().take(3).collect();
            profiles.family.push(FamilyFacts {
                sound: hash(&sound_key(&shortened)),
                start: hash(&start),
                initial,
                is_chinese: is_chinese_surname(name),
            });
        }
        code
    }

    fn know_email(&mut self, leads: &Leads, code: u32) {
        let profiles = &mut self.profiles;
        let Some(facts) = profiles.emails.get_mut(code as usize).filter(|facts| facts.is_none()) else { return };
        let address = leads.email_texts().get(code);
        let weak = weak_email(address);
        let Some(form) = email_form(address) else { return };
        let domain_text = weak.rsplit_once('@').map_or(form.domain, |(_, domain)| domain);
        let domain = profiles.domain_texts.intern(domain_text);
        if domain as usize == profiles.domains.len() {
            let is_free = form.mailbox == Mailbox::FreeMail || is_free_mail(domain_text);
            let stem = domain_stem(domain_text);
            profiles.domains.push(DomainFacts {
                stem: hash(&joined(stem)),
                registrable_length: saturating_u32(registrable_domain(domain_text).map_or(0, str::len)),
                stem_length: saturating_u32(stem.len()),
                is_free,
                addresses: 0,
            });
        }
        if let Some(facts) = profiles.domains.get_mut(domain as usize) {
            facts.addresses += 1;
        }
        let local: String = weak.split('@').next().unwrap_or_default().chars().filter(|letter| letter.is_alphanumeric()).collect();
        let local = profiles.local_texts.intern(&local);
        let letters = weak.bytes().filter(u8::is_ascii_alphanumeric).fold(0, |letters, letter| letters | 1 << (letter & 63));
        *facts = Some(EmailFacts { weak: profiles.weak_texts.intern(&weak), local, domain, mailbox: form.mailbox, letters });
    }

    /// The code of a company; none where it is a placeholder, or the person's own name.
    fn company(&mut self, leads: &Leads, canonical: u32, name: &PersonName) -> u32 {
        let Some(known) = self.company_codes.get_mut(canonical as usize) else { return NONE };
        let profiles = &mut self.profiles;
        let code = *known.get_or_insert_with(|| {
            let text = clipped(leads.company_texts().get(canonical));
            let Some(key) = company_key(text).filter(|_| !is_placeholder_company(text)) else { return NONE };
            let code = profiles.company_texts.intern(&key);
            if code as usize == profiles.companies.len() {
                let first_word = hash(key.split(' ').next().unwrap_or_default());
                profiles.companies.push(CompanyFacts {
                    first_word,
                    joined: hash(&joined(&key)),
                    is_native: is_native(&key),
                    initial: key.chars().next().map_or(NONE, u32::from),
                    words: key.split(' ').fold(0, |words, word| words | 1 << (hash(word) % 64)),
                });
            }
            code
        });
        let is_own_name = code != NONE && {
            let (key, given, family) = (profiles.company_texts.get(code), &name.given, &name.family);
            !family.is_empty()
                && key.len() == given.len() + family.len() + 1
                && key.starts_with(given.as_str())
                && key.ends_with(family.as_str())
        };
        if is_own_name { NONE } else { code }
    }

    /// The code of what a lead says beyond names and contacts; none where its source has no such column.
    fn extra(&mut self, leads: &Leads, lead: Lead<'_>) -> u32 {
        let is_day_first = self.extra_sources.get(lead.file()).copied().flatten();
        let record_id = if self.record_ids.is_empty() { None } else { self.record_ids.of(leads, lead) };
        if is_day_first.is_none() && record_id.is_none() {
            return NONE;
        }
        let extras = &mut self.profiles.extras;
        let Some(extra) = extras.read(lead, is_day_first, record_id.as_deref()) else { return NONE };
        *self.extra_codes.entry(extra).or_insert_with(|| {
            extras.all.push(extra);
            saturating_u32(extras.all.len() - 1)
        })
    }

    fn title(&mut self, text: &str) -> u32 {
        let folded = letters_and_digits(text);
        if folded.is_empty() { NONE } else { self.profiles.title_texts.intern(&folded) }
    }
}

/// For each source whether the day comes first in its dates of birth; `None` for one without further evidence.
fn extra_sources(leads: &Leads) -> Vec<Option<bool>> {
    let is_day_first = |(table, mapping): (&std::sync::Arc<Table>, &Mapping)| {
        let column = mapping.column(ColumnRole::BirthDate);
        let order = column.and_then(|column| date_evidence(table, column).order);
        has_extras(mapping).then_some(order != Some(DateOrder::MonthDay))
    };
    leads.tables().iter().zip(leads.mappings()).map(is_day_first).collect()
}

/// The words of a family name without initials, where any other are left: `m sentosa` meets `sentosa`.
fn without_initials(name: &str) -> Cow<'_, str> {
    let is_word = |word: &&str| word.len() > 1;
    if !name.contains(' ') || name.split(' ').all(|word| is_word(&word)) || !name.split(' ').any(|word| is_word(&word)) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.split(' ').filter(is_word).collect::<Vec<_>>().join(" "))
}

/// Codes of texts, to be put in the order of their letters.
fn by_letters(texts: &Dictionary) -> MergeSort<u32> {
    MergeSort::new((0..).take(texts.len()).collect())
}

/// Puts some texts more in the order of their letters; the place of each once all are.
fn ranked(sort: &mut MergeSort<u32>, texts: &Dictionary) -> Option<Vec<u32>> {
    if sort.step(SORTED, |one, other| texts.get(*one).cmp(texts.get(*other))) {
        return None;
    }
    let order = std::mem::replace(sort, MergeSort::new(Vec::new())).finish();
    let mut ranks = vec![0; order.len()];
    for (code, rank) in order.into_iter().zip(0..) {
        if let Some(place) = ranks.get_mut(code as usize) {
            *place = rank;
        }
    }
    Some(ranks)
}

/// The start of a text that is too long to be a name or company.
fn clipped(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text)
}

/// True for a text written in characters rather than letters of an alphabet.
fn is_native(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|letter| letter > '\u{2e7f}')
}

/// The letters and digits of a text, without what stands between them.
fn joined(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
