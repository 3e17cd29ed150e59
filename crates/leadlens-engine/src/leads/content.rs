//! Kinds of cells in a column, by a sample.

mod telephone;

use super::company_key::company_key;
use super::date::{Created, DateOrder};
use super::email::address;
use super::filler::is_filler;
use super::lead_source::{LeadSource, action};
use super::origin::{Action, Storefront};
use super::shown::shown;
use super::visible::unshielded;
use crate::intake::header::ColumnRole;
use crate::intake::{FaultKind, Table};

/// Non-empty cells looked at in each column.
const SAMPLE: u32 = 200;
/// Records looked at to find them, spread over the table.
const PROBES: usize = 600;
/// A bare number of so many digits is a phone number with its country rather than an id.
const LONG_NUMBER: usize = 10;

/// Counts of the cells of a sample that look like something a lead has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    filled: u32,
    emails: u32,
    composites: u32,
    storefronts: u32,
    actions: u32,
    phones: u32,
    dates: u32,
    /// Bare numbers that could be a phone number, and that could be a day or a moment: they support a header, but tell nothing.
    phone_like: u32,
    day_like: u32,
    customers: u32,
    countries: u32,
    /// Phone numbers written as such, and bare numbers that name their country.
    written_phones: u32,
    coded_numbers: u32,
    /// Phone numbers with a plus sign.
    signed_phones: u32,
    /// Dates before the marketplace, and before any lead in it.
    old_dates: u32,
    /// Countries spelled as a code of two letters, as languages and states are too.
    country_codes: u32,
    /// Text that could name something.
    texts: u32,
    /// Text of several words, of a person's shape, of a company's, of a sentence's, of a street's.
    several_words: u32,
    people: u32,
    companies: u32,
    prose: u32,
    addresses: u32,
    salutations: u32,
    offer_ids: u32,
}

/// Longer texts are no names.
const LONGEST_NAME: usize = 60;
/// Shorter words with digits are names too: `3M`, `Web2`.
const SHORTEST_ID: usize = 7;
/// Words of a sentence.
const PROSE_WORDS: usize = 7;

impl Content {
    /// Looks at every column of a table, those past the headers included.
    pub(super) fn of_columns(table: &Table) -> Vec<Self> {
        let records = table.record_count();
        let stride = records.div_ceil(PROBES).max(1);
        let mut contents = vec![Self::default(); table.column_count()];
        let is_header = |record: usize| {
            let first = table.faults.partition_point(|fault| (fault.record as usize) < record);
            let faults = table.faults.iter().skip(first).take_while(|fault| fault.record as usize == record);
            faults.into_iter().any(|fault| fault.kind == FaultKind::RepeatedHeader)
        };
        for record in (0..records).step_by(stride).filter(|record| !is_header(*record)) {
            for (column, content) in contents.iter_mut().enumerate() {
                if content.filled < SAMPLE {
                    content.count_cell(unshielded(table.cell(record, column).trim()));
                }
            }
        }
        contents
    }

    /// True when no cell held anything.
    pub(super) fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The share of cells that look like a role; `None` for roles whose cells look like nothing in particular, and for empty columns.
    pub(super) fn share(&self, role: ColumnRole) -> Option<f32> {
        let count = match role {
            ColumnRole::LeadSource => self.composites + self.storefronts,
            ColumnRole::Email => self.emails,
            ColumnRole::CustomerInfo => self.customers,
            ColumnRole::Created => self.dates + self.day_like,
            ColumnRole::Phone => self.phones + self.phone_like,
            ColumnRole::Country if self.countries > 0 || self.texts == 0 => self.countries,
            ColumnRole::Action if self.actions > 0 => self.actions,
            _ => return None,
        };
        (self.filled > 0).then(|| ratio(count, self.filled))
    }

    /// Weight, 0 to 3, of composites in a column's claim to be the `LeadSource`: more than any header, as nothing else looks like them.
    pub(super) fn composite_weight(&self, role: ColumnRole) -> f32 {
        if role == ColumnRole::LeadSource { 3.0 * ratio(self.composites, self.filled) } else { 0.0 }
    }

    /// The role that at least half of the cells tell of, and the share that does.
    pub(super) fn telling(&self) -> Option<(ColumnRole, f32)> {
        let told = [
            (ColumnRole::LeadSource, self.composites),
            (ColumnRole::CustomerInfo, self.customers),
            (ColumnRole::Email, self.emails),
            (ColumnRole::Storefront, self.storefronts),
            (ColumnRole::Action, self.actions),
            (ColumnRole::Country, self.countries),
            (ColumnRole::Created, self.dates),
            (ColumnRole::Phone, self.written_phones),
        ];
        told.into_iter().find(|(_, count)| *count > 0 && 2 * count >= self.filled).map(|(role, count)| (role, ratio(count, self.filled)))
    }

    /// True when at least half of the cells are bare numbers that name their country: telephone numbers, where no header says otherwise.
    pub(super) fn is_coded_numbers(&self) -> bool {
        self.is_most(self.coded_numbers)
    }

    /// True when at least half of the cells are telephone numbers with a plus sign.
    pub(super) fn is_international(&self) -> bool {
        self.is_most(self.signed_phones)
    }

    /// True when addresses and telephone numbers stand in one column.
    pub(super) fn is_mixed_contact(&self) -> bool {
        self.emails > 0 && self.written_phones > 0 && 3 * (self.emails + self.written_phones) >= 2 * self.filled
    }

    /// True when most of the dates are too old to be those of leads.
    pub(super) fn is_of_old_dates(&self) -> bool {
        2 * self.old_dates > self.dates && self.old_dates > 0
    }

    /// True when nearly all cells are countries in full; codes of two letters are names as well.
    pub(super) fn is_countries(&self) -> bool {
        let in_full = self.countries.saturating_sub(self.country_codes);
        in_full > 1 && 5 * in_full >= 4 * self.filled
    }

    /// True when several cells are filled and none holds text that could name something.
    pub(super) fn is_without_text(&self) -> bool {
        self.filled > 1 && self.texts + self.countries + self.actions + self.storefronts == 0
    }

    /// True when most cells are of a kind that a text of that role never is: addresses under `Company`, dates under `First Name`.
    pub(super) fn contradicts(&self, role: ColumnRole) -> bool {
        use ColumnRole as R;
        let foreign = match role {
            R::FirstName | R::LastName | R::FullName | R::Company | R::JobTitle | R::Country | R::Action | R::OfferTitle => {
                self.filled.saturating_sub(self.texts + self.countries + self.actions + self.storefronts)
            }
            R::OfferId | R::Publisher => self.emails + self.customers,
            _ => 0,
        };
        2 * foreign > self.filled
    }

    /// True when cells alone tell the role, so that no header is needed.
    pub(super) fn is_unmistakable(&self, role: ColumnRole, is_nameless: bool) -> bool {
        match role {
            ColumnRole::LeadSource => self.composites > 0 || is_nameless,
            ColumnRole::CustomerInfo => true,
            ColumnRole::Phone => is_nameless && 2 * self.written_phones >= self.filled,
            ColumnRole::Country => is_nameless && 2 * self.country_codes < self.filled,
            _ => is_nameless,
        }
    }

    /// True when more than a third of the cells hold text that could be a name of something.
    pub(super) fn is_text(&self) -> bool {
        3 * (self.texts + self.countries) > self.filled
    }

    /// True when at least half of the cells could be dates.
    pub(super) fn is_date(&self) -> bool {
        self.is_most(self.dates + self.day_like)
    }

    /// True when any cell is a sentence.
    pub(super) fn is_prose(&self) -> bool {
        self.prose > 0
    }

    /// True when any cell is a composite `LeadSource`, which names the offer too.
    pub(super) fn is_composite(&self) -> bool {
        self.composites > 0
    }

    /// True when at least half of the cells are of several words, as given and family name are.
    pub(super) fn is_several_words(&self) -> bool {
        self.is_most(self.several_words)
    }

    /// True when at least half of the cells are two or three capitalised words.
    pub(super) fn is_person(&self) -> bool {
        self.is_most(self.people)
    }

    /// True when at least half of the cells end in a legal form.
    pub(super) fn is_company(&self) -> bool {
        self.is_most(self.companies)
    }

    /// True when at least half of the cells are forms of address: `Herr`, `Dr.`
    pub(super) fn is_salutation(&self) -> bool {
        self.is_most(self.salutations)
    }

    /// True when at least half of the cells are words and numbers, as streets are.
    pub(super) fn is_address(&self) -> bool {
        self.is_most(self.addresses)
    }

    /// True when at least half of the cells are ids of offers: `publisher.offer`.
    pub(super) fn is_offer_id(&self) -> bool {
        self.is_most(self.offer_ids)
    }

    fn is_most(&self, count: u32) -> bool {
        count > 0 && 2 * count >= self.filled
    }

    fn count_cell(&mut self, cell: &str) {
        // A test lead has its mark in every cell: it says nothing about the column.
        if is_filler(cell) || cell.starts_with("MSFT_TEST") && !cell.contains('@') {
            return;
        }
        self.filled += 1;
        let is_written =
            telephone::is_evident(cell) || cell.contains('@') && telephone::is_evident(&shown(ColumnRole::Phone, cell.into(), true));
        self.written_phones += u32::from(is_written);
        self.signed_phones += u32::from(is_written && cell.contains(['+', '＋']) && cell.len() > LONG_NUMBER + 1);
        self.coded_numbers += u32::from(telephone::is_coded_number(cell));
        let count = if cell.contains('@') && !cell.starts_with('{') && is_mostly_address(cell) {
            &mut self.emails
        } else if is_customer(cell) {
            &mut self.customers
        } else if cell.len() > 200 {
            self.prose += 1;
            return;
        } else if is_date(cell) {
            let is_number = is_number(cell);
            self.old_dates += u32::from(!is_number && is_old(cell));
            if is_number && is_phone(cell) {
                *self.phones_of(cell) += 1;
            }
            if is_number { &mut self.day_like } else { &mut self.dates }
        } else if is_written || is_phone(cell) {
            self.phones_of(cell)
        } else {
            return self.count_words(cell);
        };
        *count += 1;
    }

    /// Counter of a cell that could be a phone number: `phone_like` for a short bare number, else `phones`.
    fn phones_of(&mut self, cell: &str) -> &mut u32 {
        if is_number(cell) && cell.len() < LONG_NUMBER { &mut self.phone_like } else { &mut self.phones }
    }

    fn count_words(&mut self, cell: &str) {
        let parsed = LeadSource::parse(cell);
        let knows_storefront = !matches!(parsed.storefront, Storefront::None | Storefront::Other);
        let knows_action = !matches!(parsed.action, Action::None | Action::Other);
        let is_composite = knows_storefront && (knows_action || cell.contains('|')) || knows_action && cell.contains('|');
        self.composites += u32::from(is_composite);
        self.storefronts += u32::from(!is_composite && knows_storefront);
        self.actions += u32::from(!is_composite && action(cell).0 != Action::Other);
        let is_country = super::country::known_country(cell).is_some() && !is_salutation(cell) && !is_capitalised_word(cell);
        self.countries += u32::from(is_country);
        self.country_codes += u32::from(is_country && cell.len() == 2);
        if !(is_composite || knows_storefront || is_country) {
            self.count_names(cell);
        }
    }

    fn count_names(&mut self, cell: &str) {
        let words = cell.split_whitespace().count();
        let has_digit = cell.bytes().any(|byte| byte.is_ascii_digit());
        self.offer_ids += u32::from(is_offer_id(cell));
        self.salutations += u32::from(is_salutation(cell));
        if is_code(cell, words, has_digit) {
            return;
        }
        self.texts += 1;
        self.prose += u32::from(words >= PROSE_WORDS || cell.len() > LONGEST_NAME);
        self.addresses += u32::from(has_digit && words > 1);
        let is_company = has_legal_form(cell);
        let ideographs = cell.chars().filter(|letter| *letter >= '\u{3040}' && letter.is_alphabetic()).count();
        self.companies += u32::from(is_company);
        self.several_words += u32::from(!is_company && (words > 1 || ideographs > 2) && !has_digit);
        let is_capitalised = cell.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
        self.people += u32::from(!is_company && !has_digit && (2..=3).contains(&words) && is_capitalised && cell.len() <= LONGEST_NAME);
    }
}

/// True for a cell that is no name: without letters, yes and no, an address of the web, an id or a code.
fn is_code(cell: &str, words: usize, has_digit: bool) -> bool {
    const ANSWERS: [&str; 12] = ["true", "false", "yes", "no", "y", "n", "ja", "nein", "oui", "non", "x", "tak"];
    let has_letter = cell.chars().any(char::is_alphabetic);
    let is_web = cell.contains("://") || cell.starts_with("www.");
    let is_answer = ANSWERS.iter().any(|answer| cell.eq_ignore_ascii_case(answer));
    let is_id = words == 1 && has_digit && cell.len() >= SHORTEST_ID;
    !has_letter || is_web || is_answer || is_id
}

/// A lower-case id, with its publisher or without: `contoso.app`, `backup-pro`.
fn is_offer_id(cell: &str) -> bool {
    let is_slug = cell.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_'));
    is_slug && cell.trim_matches(['.', '-', '_']).contains(['.', '-', '_'])
}

/// A word of two letters that codes of countries are not written as: `No`, `Bo`.
fn is_capitalised_word(cell: &str) -> bool {
    matches!(cell.as_bytes(), [first, second] if first.is_ascii_uppercase() && second.is_ascii_lowercase())
}

/// Form of address before the name.
fn is_salutation(cell: &str) -> bool {
    const WORDS: [&str; 31] = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "hr", "fr", "m", "mme", "mlle", "sr", "sra", "srta", "sig",
        "dott", "pan", "pani", "paní", "bay", "bayan", "ing", "mgr", "dhr", "mevr", "先生", "女士",
    ];
    if cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()) {
        // Mauritania, Montserrat and Suriname.
        return false;
    }
    let word = cell.split([' ', '.']).next().unwrap_or_default().to_lowercase();
    cell.len() <= 20 && WORDS.contains(&word.as_str())
}

/// True for a text that ends in a legal form, which its key has lost.
fn has_legal_form(cell: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    // `Bo Ek` is a person, `Brandt e.K.` a firm.
    let is_short_name = |word: &str| {
        word != "Oy" && word.len() == 2 && word.chars().zip([true, false]).all(|(letter, upper)| letter.is_uppercase() == upper)
    };
    let is_person_like = cell.split_whitespace().next_back().is_some_and(is_short_name);
    cell.split_whitespace().count() > 1 && !is_person_like && company_key(cell).is_some_and(|key| letters(&key) < letters(cell))
}

/// Samples are far smaller than what an `f32` counts exactly.
#[expect(clippy::cast_precision_loss, reason = "at most a few hundred cells are counted")]
fn ratio(count: u32, of: u32) -> f32 {
    if of == 0 { 0.0 } else { count as f32 / of as f32 }
}

/// A JSON object with keys of a customer.
fn is_customer(cell: &str) -> bool {
    cell.starts_with('{') && {
        let lower = cell.get(..cell.len().min(2000)).unwrap_or(cell).to_ascii_lowercase();
        ["\"email\"", "\"firstname\"", "\"lastname\"", "\"company\""].iter().any(|key| lower.contains(key))
    }
}

/// A date in either order of day and month.
fn is_date(cell: &str) -> bool {
    [DateOrder::MonthDay, DateOrder::DayMonth].into_iter().any(|order| Created::read(cell, Some(order)).is_some())
}

/// True for an address, or several, with no more around them than names, labels and numbers.
fn is_mostly_address(cell: &str) -> bool {
    const WORDS: usize = 4;
    let is_word = |word: &&str| !word.contains('@') && word.chars().any(char::is_alphabetic);
    address(cell).is_some() && cell.split_whitespace().filter(is_word).count() <= WORDS
}

/// A date before 2000.
fn is_old(cell: &str) -> bool {
    const YEAR_2000: i32 = 10_957;
    Created::read(cell, Some(DateOrder::DayMonth)).and_then(Created::day).is_some_and(|day| day < YEAR_2000)
}

/// A bare number: no more than one mark, which a date or a written phone number has more of.
fn is_number(cell: &str) -> bool {
    let marks = cell.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    marks < 2 && cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Seven to sixteen digits, and little else than what people put between them.
fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    (7..=16).contains(&digits)
        && cell.len() <= 30
        && cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b' ' | b'(' | b')' | b'.' | b'/' | b',' | b'E' | b'x'))
}
