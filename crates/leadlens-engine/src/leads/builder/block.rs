//! E-mails and companies of a block of leads, looked up together.

use std::borrow::Cow;

use super::LeadsBuilder;
use crate::leads::company_key::company_key;
use crate::leads::dictionary::NONE;
use crate::leads::filler::is_filler_address;

/// Texts of a block of leads, each with the lead whose code it will be.
#[derive(Default)]
pub(super) struct TextBlock<'t> {
    pub(super) email_leads: Vec<usize>,
    pub(super) emails: Vec<Cow<'t, str>>,
    pub(super) company_leads: Vec<usize>,
    pub(super) companies: Vec<Cow<'t, str>>,
}

impl LeadsBuilder {
    /// Gives the leads of a block the codes of their e-mails and companies.
    pub(super) fn look_up(&mut self, block: &TextBlock<'_>) {
        let mut codes = Vec::new();
        self.leads.email_texts.intern_all(&block.emails, &mut codes);
        for ((lead, address), code) in block.email_leads.iter().zip(&block.emails).zip(&codes) {
            if *code as usize == self.filler_addresses.len() {
                self.filler_addresses.push(is_filler_address(address));
            }
            if self.filler_addresses.get(*code as usize) == Some(&false)
                && let Some(email) = self.leads.emails.get_mut(*lead)
            {
                *email = *code;
            }
        }
        let texts = &mut self.leads.company_texts;
        let canonical = |text: &str| company_key(text).map_or(NONE, |company| texts.intern(&company));
        self.companies.code_all(&block.companies, &mut codes, canonical);
        for (lead, code) in block.company_leads.iter().zip(&codes) {
            if let Some(company) = self.leads.companies.get_mut(*lead) {
                *company = *code;
            }
        }
    }
}
