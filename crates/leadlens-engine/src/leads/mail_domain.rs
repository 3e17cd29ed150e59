//! Domains of e-mail addresses: public mailboxes, misspelt ones, and the organisation a domain belongs to.

mod public_suffix;

use std::sync::OnceLock;

pub use public_suffix::registrable_domain;

use super::phrases::Phrases;
use super::similarity::edits_between;

/// Domains of free mail and internet providers.
const FREE: &str = include_str!("mail_domain/free.txt");

/// Providers with a domain in very many countries: `yahoo.co.jp`, `hotmail.fr`, `outlook.com.br`.
const EVERYWHERE: [&str; 7] = ["yahoo", "hotmail", "outlook", "live", "gmx", "msn", "ymail"];

/// Domains that are misspelt often because very many people have them, the more usual ones first. Their labels are long: `love.com`
/// is not `live.com`.
const USUAL: [&str; 30] = [
    "gmail.com",
    "hotmail.com",
    "yahoo.com",
    "outlook.com",
    "icloud.com",
    "googlemail.com",
    "protonmail.com",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "hotmail.fr",
    "yahoo.fr",
    "hotmail.de",
    "hotmail.it",
    "yahoo.co.jp",
    "yahoo.co.in",
    "yahoo.com.br",
    "yahoo.com.tw",
    "t-online.de",
    "freenet.de",
    "orange.fr",
    "wanadoo.fr",
    "laposte.net",
    "libero.it",
    "yandex.ru",
    "seznam.cz",
    "centrum.cz",
    "interia.pl",
    "comcast.net",
    "btinternet.com",
    "rediffmail.com",
];

/// Slips typed for `com`: no top-level domain, or one (`cm`, `om`) that is rarely meant.
const COM_SLIPS: [&str; 14] = ["con", "cmo", "cm", "om", "comm", "coom", "cpm", "vom", "xom", "ocm", "c0m", "cim", "clm", "cok"];

/// True for a domain that gives mailboxes to anybody: free mail of the world and internet providers.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::is_free_mail;
/// assert!(is_free_mail("gmail.com") && is_free_mail("yahoo.co.jp") && is_free_mail("seznam.cz"));
/// assert!(!is_free_mail("contoso.com"));
/// ```
pub fn is_free_mail(domain: &str) -> bool {
    static READ: OnceLock<Phrases> = OnceLock::new();
    READ.get_or_init(|| Phrases::read(FREE)).holds(domain) || is_everywhere(domain)
}

/// True for a domain of one country, of a provider that has one in very many.
fn is_everywhere(domain: &str) -> bool {
    let Some((label, suffix)) = domain.split_once('.') else { return false };
    let is_country = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let country =
        suffix.strip_prefix("co.").or_else(|| suffix.strip_prefix("com.")).or_else(|| suffix.strip_prefix("ne.")).unwrap_or(suffix);
    EVERYWHERE.contains(&label) && is_country(country) && !matches!(suffix, "co" | "cm" | "om")
}

/// The domain that was meant, where one is misspelt: `gmial.com` → `gmail.com`, `contoso.con` → `contoso.com`. `None` where it is as it should be.
pub(super) fn meant_domain(domain: &str) -> Option<String> {
    if is_free_mail(domain) {
        return None;
    }
    let (name, last) = domain.rsplit_once('.')?;
    let is_slip = COM_SLIPS.contains(&last) && !name.is_empty();
    if let Some(usual) = usual_domain(domain) {
        return Some(usual.to_owned());
    }
    if !is_slip {
        return None;
    }
    let mended = format!("{name}.com");
    Some(if is_free_mail(&mended) { mended } else { usual_domain(&mended).map_or(mended, str::to_owned) })
}

/// The usual domain that differs by one typing error.
fn usual_domain(domain: &str) -> Option<&'static str> {
    let is_misspelt = |usual: &&&str| {
        // Errors in the first letter are rare, but for swaps: `cloud.com` is not `icloud.com`.
        let (meant, typed) = (usual.as_bytes(), domain.as_bytes());
        let begins_alike = meant.first() == typed.first() || (meant.first() == typed.get(1) && meant.get(1) == typed.first());
        begins_alike && edits_between(domain, usual, 1).is_some()
    };
    USUAL.iter().find(is_misspelt).copied()
}

/// The part of a domain that names the organisation: `eu.contoso.co.uk` → `contoso`, `contoso.onmicrosoft.com` → `contoso`.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::domain_stem;
/// assert_eq!(domain_stem("mail.contoso.com.tr"), "contoso");
/// ```
pub fn domain_stem(domain: &str) -> &str {
    registrable_domain(domain).and_then(|name| name.split('.').next()).unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_mailboxes_of_the_world_are_known() {
        for domain in [
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.co.uk",
            "yahoo.co.jp",
            "yahoo.com.tw",
            "live.se",
            "gmx.at",
            "web.de",
            "t-online.de",
            "seznam.cz",
            "wp.pl",
            "onet.pl",
            "centrum.sk",
            "freemail.hu",
            "mail.ru",
            "yandex.ru",
            "qq.com",
            "163.com",
            "naver.com",
            "docomo.ne.jp",
            "hinet.net",
            "libero.it",
            "orange.fr",
            "uol.com.br",
            "telia.com",
            "mynet.com",
            "rediffmail.com",
            "bigpond.com",
            "comcast.net",
            "btinternet.com",
            "walla.co.il",
            "proton.me",
            "icloud.com",
        ] {
            assert!(is_free_mail(domain), "{domain}");
        }
        for domain in ["contoso.com", "gmail.contoso.com", "outlook.example", "yahoo", "live.co", "yahoo-inc.com", "mygmail.com", ""] {
            assert!(!is_free_mail(domain), "{domain}");
        }
        assert!(Phrases::read(FREE).iter().count() >= 300);
    }

    #[test]
    fn the_stem_of_a_domain_names_the_organisation() {
        for (domain, stem) in [
            ("contoso.com", "contoso"),
            ("eu.contoso.co.uk", "contoso"),
            ("mail.contoso.com.tr", "contoso"),
            ("contoso.onmicrosoft.com", "contoso"),
            ("contoso.mail.onmicrosoft.com", "contoso"),
            ("contoso.co.jp", "contoso"),
            ("contoso.com.pl", "contoso"),
            ("contoso.pl", "contoso"),
            ("com.pl", "com.pl"),
            ("a.b.contoso.io", "contoso"),
            ("contoso.gv.at", "contoso"),
            ("contoso.uk.com", "contoso"),
            ("bp.com", "bp"),
            ("contoso", "contoso"),
            ("co.uk", "co.uk"),
            ("contoso.myshopify.com", "contoso"),
            ("police.state.tx.us", "state"),
            ("", ""),
        ] {
            assert_eq!(domain_stem(domain), stem, "{domain}");
        }
    }

    #[test]
    fn misspelt_domains_are_mended_and_others_are_not() {
        for (domain, meant) in [
            ("gmial.com", Some("gmail.com")),
            ("gamil.com", Some("gmail.com")),
            ("gmal.com", Some("gmail.com")),
            ("gmaill.com", Some("gmail.com")),
            ("mgail.com", Some("gmail.com")),
            ("gmail.con", Some("gmail.com")),
            ("gmail.co", Some("gmail.com")),
            ("gmail.cm", Some("gmail.com")),
            ("gmial.con", Some("gmail.com")),
            ("hotmial.com", Some("hotmail.com")),
            ("hotmai.com", Some("hotmail.com")),
            ("yaho.com", Some("yahoo.com")),
            ("yahooo.com", Some("yahoo.com")),
            ("outlok.com", Some("outlook.com")),
            ("outlook.cmo", Some("outlook.com")),
            ("iclould.com", Some("icloud.com")),
            ("sezman.cz", None),
            ("seznma.cz", Some("seznam.cz")),
            ("contoso.con", Some("contoso.com")),
            ("contoso.cmo", Some("contoso.com")),
            ("contoso.om", Some("contoso.com")),
            ("gmail.com", None),
            ("mail.com", None),
            ("email.com", None),
            ("ymail.com", None),
            ("cloud.com", None),
            ("love.com", None),
            ("contoso.com", None),
            ("contoso.co", None),
            ("hotmail.ch", None),
            ("con", None),
            ("", None),
        ] {
            assert_eq!(meant_domain(domain).as_deref(), meant, "{domain}");
        }
    }
}
