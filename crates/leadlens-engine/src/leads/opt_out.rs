//! Refusals that a CRM keeps in columns of its own: no e-mail, no calls.

use super::test_mark::is_yes;
use crate::intake::header::letters_and_digits;

/// Channels by which somebody must not be contacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a channel of its own")]
pub struct OptOut {
    /// No e-mail.
    pub email: bool,
    /// No calls.
    pub phone: bool,
    /// No letters.
    pub post: bool,
    /// No faxes.
    pub fax: bool,
}

impl OptOut {
    /// The channels of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            email: self.email || other.email,
            phone: self.phone || other.phone,
            post: self.post || other.post,
            fax: self.fax || other.fax,
        }
    }

    /// True where a channel is refused by which leads are followed up.
    pub fn is_any(self) -> bool {
        self.email || self.phone
    }

    /// True where a channel is refused by both.
    fn meets(self, other: Self) -> bool {
        self.email && other.email || self.phone && other.phone || self.post && other.post || self.fax && other.fax
    }
}

/// A column of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptOutColumn {
    /// Its index in the source.
    pub column: usize,
    /// The channels it is about.
    channels: OptOut,
    /// It says who may be contacted, not who must not.
    is_consent: bool,
}

const NONE: OptOut = OptOut { email: false, phone: false, post: false, fax: false };
const EMAIL: OptOut = OptOut { email: true, ..NONE };
const PHONE: OptOut = OptOut { phone: true, ..NONE };
const POST: OptOut = OptOut { post: true, ..NONE };
const FAX: OptOut = OptOut { fax: true, ..NONE };
const BOTH: OptOut = OptOut { email: true, phone: true, ..NONE };

/// Headers without blanks and punctuation, in small letters: field names and labels of Dynamics 365, Salesforce, `HubSpot` and Marketo, and what
/// forms call them.
const REFUSALS: [(&str, OptOut); 58] = [
    ("donotemail", EMAIL),
    ("donotallowemails", EMAIL),
    ("donotallowemail", EMAIL),
    ("donotbulkemail", EMAIL),
    ("donotallowbulkemails", EMAIL),
    ("donotsendmm", EMAIL),
    ("emailsnichtzulassen", EMAIL),
    ("emailnichtzulassen", EMAIL),
    ("massenemailsnichtzulassen", EMAIL),
    ("nepasautoriserlesemails", EMAIL),
    ("nepasautoriserlescourriersélectroniques", EMAIL),
    ("nopermitircorreoelectrónico", EMAIL),
    ("nopermitircorreoselectrónicos", EMAIL),
    ("hasoptedoutofemail", EMAIL),
    ("emailoptout", EMAIL),
    ("emailoptedout", EMAIL),
    ("optedoutofemail", EMAIL),
    ("hsemailoptout", EMAIL),
    ("unsubscribedfromallemail", EMAIL),
    ("unsubscribed", EMAIL),
    ("unsubscribe", EMAIL),
    ("isunsubscribed", EMAIL),
    ("abgemeldet", EMAIL),
    ("désabonné", EMAIL),
    ("désinscrit", EMAIL),
    ("marketingsuspended", EMAIL),
    ("newsletteroptout", EMAIL),
    ("donotcall", PHONE),
    ("donotphone", PHONE),
    ("donotallowphonecalls", PHONE),
    ("telefonanrufenichtzulassen", PHONE),
    ("nepasautoriserlesappelstéléphoniques", PHONE),
    ("nopermitirllamadastelefónicas", PHONE),
    ("phoneoptout", PHONE),
    ("calloptout", PHONE),
    ("donotpostalmail", POST),
    ("donotbulkpostalmail", POST),
    ("donotallowmails", POST),
    ("donotallowmail", POST),
    ("postnichtzulassen", POST),
    ("briefenichtzulassen", POST),
    ("donotfax", FAX),
    ("donotallowfaxes", FAX),
    ("faxenichtzulassen", FAX),
    ("hasoptedoutoffax", FAX),
    ("faxoptout", FAX),
    ("donotcontact", BOTH),
    ("nocontact", BOTH),
    ("dnc", BOTH),
    ("optout", BOTH),
    ("optedout", BOTH),
    ("hasoptedout", BOTH),
    ("marketingoptout", BOTH),
    ("keinkontakt", BOTH),
    ("nichtkontaktieren", BOTH),
    ("nepascontacter", BOTH),
    ("nocontactar", BOTH),
    ("請勿聯絡", BOTH),
];

/// The same of headers that say who may be contacted.
const CONSENTS: [(&str, OptOut); 14] = [
    ("sendmarketingmaterials", EMAIL),
    ("optin", BOTH),
    ("optedin", BOTH),
    ("emailoptin", EMAIL),
    ("emailoptedin", EMAIL),
    ("newsletteroptin", EMAIL),
    ("marketingoptin", EMAIL),
    ("marketingconsent", EMAIL),
    ("emailconsent", EMAIL),
    ("gdprconsent", BOTH),
    ("consenttocontact", BOTH),
    ("einwilligung", BOTH),
    ("werbeeinwilligung", EMAIL),
    ("consentement", BOTH),
];

/// Words of cells that refuse, besides yes, folded like headers.
const REFUSED: [&str; 14] = [
    "donotallow",
    "nichtzulassen",
    "nepasautoriser",
    "nopermitir",
    "nonconsentire",
    "optedout",
    "optout",
    "unsubscribed",
    "donotcontact",
    "donotemail",
    "donotcall",
    "x",
    "donotsend",
    "revoked",
];

/// Words of cells that give no consent, folded like headers.
const NO: [&str; 20] = [
    "no",
    "false",
    "0",
    "n",
    "f",
    "off",
    "nein",
    "falsch",
    "non",
    "faux",
    "nee",
    "nej",
    "não",
    "nie",
    "нет",
    "hayır",
    "denied",
    "withdrawn",
    "否",
    "いいえ",
];

/// The columns of refusals among those with these headers.
pub(super) fn opt_out_columns(headers: &[String]) -> Vec<OptOutColumn> {
    let column = |(column, header): (usize, &String)| {
        let folded = letters_and_digits(header);
        let found = |words: &[(&str, OptOut)]| words.iter().find(|(word, _)| *word == folded).map(|(_, channels)| *channels);
        let refusal = found(&REFUSALS).or_else(|| is_of_subscription(&folded).then_some(EMAIL)).map(|channels| OptOutColumn {
            column,
            channels,
            is_consent: false,
        });
        refusal.or_else(|| found(&CONSENTS).map(|channels| OptOutColumn { column, channels, is_consent: true }))
    };
    headers.iter().enumerate().filter_map(column).collect()
}

/// True for a header of `HubSpot` about one kind of e-mail: `Opted out of email: Newsletter`, `hs_email_optout_123`.
fn is_of_subscription(folded: &str) -> bool {
    folded.starts_with("optedoutofemail") || folded.starts_with("hsemailoptout")
}

impl OptOutColumn {
    /// True where a cell must say more for these channels to be refused. What a column of consents must say is not known.
    pub(crate) fn must_refuse(self, cell: &str, refused: OptOut) -> bool {
        self.may_say(refused) && !self.refuses(cell)
    }

    /// True for a column in which one of these refusals stands.
    pub(crate) fn may_say(self, refused: OptOut) -> bool {
        !self.is_consent && self.channels.meets(refused)
    }

    /// True for a cell that refuses.
    pub(crate) fn refuses(self, cell: &str) -> bool {
        self.read(cell) != NONE
    }

    /// The channels that a cell of the column refuses.
    pub(super) fn read(self, cell: &str) -> OptOut {
        let folded = letters_and_digits(cell);
        let refuses = if self.is_consent {
            NO.contains(&folded.as_str()) || REFUSED.contains(&folded.as_str())
        } else {
            is_yes(cell) || REFUSED.contains(&folded.as_str())
        };
        if refuses { self.channels } else { OptOut::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, cell: &str) -> OptOut {
        let columns = opt_out_columns(&["Email".to_owned(), header.to_owned()]);
        columns.iter().map(|column| column.read(cell)).fold(OptOut::default(), OptOut::or)
    }

    #[test]
    fn each_system_says_that_somebody_refused() {
        for (header, cell) in [
            ("donotemail", "true"),
            ("Do not allow Emails", "Do Not Allow"),
            ("E-Mails nicht zulassen", "Nicht zulassen"),
            ("HasOptedOutOfEmail", "1"),
            ("Email Opt Out", "TRUE"),
            ("Unsubscribed from all email", "Yes"),
            ("Unsubscribed", "true"),
            ("Opted out of email: Marketing Information", "Yes"),
            ("hs_email_optout_12345", "true"),
            ("Opt-in", "no"),
            ("Marketing consent", "Withdrawn"),
        ] {
            assert!(read(header, cell).email, "{header}: {cell}");
        }
        assert_eq!(read("Do Not Call", "yes"), PHONE);
        assert_eq!(read("DNC", "x"), BOTH);
    }

    #[test]
    fn what_says_nothing_refuses_nothing() {
        for (header, cell) in [
            ("donotemail", "false"),
            ("Do not allow Emails", "Allow"),
            ("Email Opt Out", ""),
            ("Unsubscribed", "0"),
            ("Opt-in", ""),
            ("Opt-in", "yes"),
            ("Email", "yes"),
            ("Notes on unsubscribed", "yes"),
        ] {
            assert_eq!(read(header, cell), OptOut::default(), "{header}: {cell}");
        }
    }
}
