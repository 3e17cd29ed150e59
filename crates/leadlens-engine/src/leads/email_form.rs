//! Owner of an e-mail address, as far as its form tells: a person of a company, anybody, or a mailbox several people read.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::mail_domain::{is_free_mail, meant_domain};
use super::phrases::Phrases;

/// Local parts of shared mailboxes.
const ROLES: &str = include_str!("mail_domain/roles.txt");

/// The longest local part of a shared mailbox, with marks.
const LONGEST_ROLE: usize = 32;

/// Owner of a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mailbox {
    /// A person's at a domain of their company.
    Personal,
    /// A person's at a public provider: the domain says nothing about the company.
    FreeMail,
    /// Shared by people of a company, or one after another's: `info@`, `biuro@`, `vertrieb@`.
    Role,
}

/// The parts of a canonical address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EmailForm<'a> {
    /// Local part, before the `@`.
    pub local: &'a str,
    /// Domain, behind the `@`.
    pub domain: &'a str,
    /// Its owner.
    pub mailbox: Mailbox,
}

/// The parts of a canonical address (see [`canonical_email`](super::canonical_email)); `None` where it is none.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::{Mailbox, email_form};
/// assert_eq!(email_form("biuro@contoso.pl").map(|form| form.mailbox), Some(Mailbox::Role));
/// ```
pub fn email_form(canonical: &str) -> Option<EmailForm<'_>> {
    let (local, domain) = canonical.split_once('@')?;
    let mailbox = if is_free_mail(domain) {
        Mailbox::FreeMail
    } else if is_role(local) {
        Mailbox::Role
    } else {
        Mailbox::Personal
    };
    Some(EmailForm { local, domain, mailbox })
}

/// A weaker key than the canonical address: the same for addresses that reach one mailbox and for the usual typing errors in domains.
///
/// Anything behind a plus is left out; Gmail's dots too. `googlemail.com` is `gmail.com`, as are other providers' second names, and
/// misspelt domains are the ones that were meant. Two people have the same weak key now and then (`contoso.cm` may be meant); two records
/// with nothing else in common should not meet by it.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::weak_email;
/// assert_eq!(weak_email("ada.lindqvist+trial@gmial.com"), "adalindqvist@gmail.com");
/// ```
pub fn weak_email(canonical: &str) -> Cow<'_, str> {
    let Some((local, domain)) = canonical.split_once('@') else { return Cow::Borrowed(canonical) };
    let meant = meant_domain(domain);
    let mended = meant.as_deref().unwrap_or(domain);
    let mended = match mended {
        "googlemail.com" => "gmail.com",
        "me.com" | "mac.com" => "icloud.com",
        "pm.me" | "protonmail.com" | "protonmail.ch" => "proton.me",
        "ya.ru" | "yandex.com" | "yandex.ua" | "yandex.by" | "yandex.kz" => "yandex.ru",
        same => same,
    };
    let mailbox = local.split('+').next().filter(|mailbox| !mailbox.is_empty()).unwrap_or(local);
    let has_dots = mended == "gmail.com" && mailbox.contains('.') && mailbox.bytes().any(|byte| byte != b'.');
    if has_dots {
        Cow::Owned(format!("{}@{mended}", mailbox.replace('.', "")))
    } else if mailbox.len() == local.len() && mended == domain {
        Cow::Borrowed(canonical)
    } else {
        Cow::Owned(format!("{mailbox}@{mended}"))
    }
}

/// True for a local part that names what a mailbox is for: alone, or before or behind a short mark (`info-pl`, `de.sales`, `office2`).
fn is_role(local: &str) -> bool {
    static READ: OnceLock<Phrases> = OnceLock::new();
    let roles = READ.get_or_init(|| Phrases::read(ROLES));
    if local.len() > LONGEST_ROLE {
        return false;
    }
    let local = local.split('+').next().unwrap_or_default().trim_end_matches(|letter: char| letter.is_ascii_digit());
    let is_mark = |letter: char| matches!(letter, '.' | '-' | '_');
    let is_short = |part: &str| part.len() <= 3;
    roles.holds(local)
        || local
            .split_once(is_mark)
            .is_some_and(|(first, rest)| (roles.holds(first) && is_short(rest)) || (is_short(first) && roles.holds(rest)))
        || (local.contains(is_mark) && (roles.holds(&local.replace(is_mark, "")) || local.split(is_mark).all(|part| roles.holds(part))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_a_persons_a_providers_or_a_shared_one() {
        use Mailbox::{FreeMail, Personal, Role};
        for (address, mailbox) in [
            ("ada.lindqvist@contoso.com", Personal),
            ("ada@contoso.com", Personal),
            ("j.smith2@contoso.com", Personal),
            ("hinfo@contoso.com", Personal),
            ("marketa@contoso.cz", Personal),
            ("it.smith@contoso.com", Personal),
            ("salesman.joe@contoso.com", Personal),
            ("info@contoso.com", Role),
            ("info-pl@contoso.com", Role),
            ("de.sales@contoso.com", Role),
            ("office2@contoso.com", Role),
            ("sales@contoso.com", Role),
            ("kontakt@contoso.de", Role),
            ("vertrieb@contoso.de", Role),
            ("buchhaltung@contoso.de", Role),
            ("biuro@contoso.pl", Role),
            ("sekretariat@contoso.pl", Role),
            ("obchod@contoso.cz", Role),
            ("podpora@contoso.cz", Role),
            ("iletisim@contoso.com.tr", Role),
            ("satis@contoso.com.tr", Role),
            ("contacto@contoso.es", Role),
            ("ventas@contoso.mx", Role),
            ("contato@contoso.com.br", Role),
            ("vendas@contoso.com.br", Role),
            ("accueil@contoso.fr", Role),
            ("commercial@contoso.fr", Role),
            ("amministrazione@contoso.it", Role),
            ("verkoop@contoso.nl", Role),
            ("forsaljning@contoso.se", Role),
            ("myynti@contoso.fi", Role),
            ("it-support@contoso.com", Role),
            ("customer.service@contoso.com", Role),
            ("human_resources@contoso.com", Role),
            ("azure@contoso.com", Role),
            ("info+lead@contoso.com", Role),
            ("ada@gmail.com", FreeMail),
            ("info@gmail.com", FreeMail),
            ("ada@seznam.cz", FreeMail),
            ("ada@yahoo.co.jp", FreeMail),
        ] {
            assert_eq!(email_form(address).map(|form| form.mailbox), Some(mailbox), "{address}");
        }
        assert_eq!(email_form("contoso"), None);
        assert_eq!(email_form("ada@contoso.com").map(|form| (form.local, form.domain)), Some(("ada", "contoso.com")));
    }

    #[test]
    fn a_weak_key_is_the_same_for_one_mailbox() {
        for (key, addresses) in [
            (
                "adalindqvist@gmail.com",
                "adalindqvist@gmail.com|ada.lindqvist@gmail.com|a.d.a.lindqvist+trial@gmail.com|ada.lindqvist@googlemail.com|ada.lindqvist@gmial.com|ada.lindqvist@gmail.con|ada.lindqvist@gmail.co|adalindqvist@gamil.com",
            ),
            (
                "ada.lindqvist@contoso.com",
                "ada.lindqvist@contoso.com|ada.lindqvist+crm@contoso.com|ada.lindqvist@contoso.con|ada.lindqvist@contoso.cmo|ada.lindqvist@contoso.cm",
            ),
            ("ada.l@hotmail.com", "ada.l@hotmail.com|ada.l@hotmial.com|ada.l@hotmai.com|ada.l@hotmail.con"),
            ("ada@yahoo.com", "ada@yahoo.com|ada@yaho.com|ada@yahooo.com|ada@yahoo.cm"),
            ("ada@icloud.com", "ada@icloud.com|ada@me.com|ada+x@mac.com"),
            ("ada@yandex.ru", "ada@yandex.ru|ada@ya.ru"),
            ("+@contoso.com", "+@contoso.com"),
            ("...@gmail.com", "...@gmail.com"),
            ("ada", "ada"),
        ] {
            for address in addresses.split('|') {
                assert_eq!(weak_email(address), key, "{address}");
            }
        }
        assert!(matches!(weak_email("ada@contoso.com"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn a_weak_key_is_its_own(
            address in "[a-z.+]{0,12}@(gmail|gmial|googlemail|hotmal|yaho|me|pm|[a-z]{1,8})\\.(com|con|cm|co|om|me|[a-z]{2,3})"
        ) {
            let once = weak_email(&address).into_owned();
            prop_assert_eq!(weak_email(&once), once.clone());
        }
    }
}
