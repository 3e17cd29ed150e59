//! Public suffixes: the part of a domain below which anybody may register a name, after the Public Suffix List of the Mozilla Foundation
//! (<https://publicsuffix.org/list/>, MPL-2.0), its private section included.
//!
//! `build.rs` packs the 9,000 rules of two labels and more into 77 kB of text, 29.5 kB of the worker's download in gzip.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// The rules as a tree of labels, the last label first: `uk(ac,co,sch?(*))`. A label is a rule unless a `?` follows it.
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/public_suffixes.txt"));

/// Suffixes below which each customer of Microsoft has a name, which are not on the list.
const TENANTS: [&str; 3] = ["onmicrosoft.com", "mail.onmicrosoft.com", "sharepoint.com"];

/// Rules that end at a suffix.
#[derive(Clone, Copy, Debug, Default)]
struct Rules {
    /// The suffix itself is public.
    is_public: bool,
    /// Every label directly below it is (`*.ck`).
    is_wildcard: bool,
    /// It is not, though a wildcard says so (`!www.ck`).
    is_exception: bool,
}

/// Rules by suffix.
type Suffixes = HashMap<String, Rules, FixedState>;

/// The public suffix and the label before it: what one organisation or person has registered. `None` for a domain that is itself a suffix.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::registrable_domain;
/// assert_eq!(registrable_domain("mail.contoso.co.uk"), Some("contoso.co.uk"));
/// assert_eq!(registrable_domain("co.uk"), None);
/// ```
pub fn registrable_domain(domain: &str) -> Option<&str> {
    let suffix = public_suffix(domain);
    let before = domain.strip_suffix(suffix)?.strip_suffix('.')?;
    let label = before.rsplit('.').next().filter(|label| !label.is_empty())?;
    domain.get(domain.len() - suffix.len() - 1 - label.len()..)
}

/// The longest public suffix of a domain; its last label where the list has no rule.
fn public_suffix(domain: &str) -> &str {
    let rules = |suffix: &str| suffixes().get(suffix).copied().unwrap_or_default();
    let mut suffix = domain;
    while let Some((_, rest)) = suffix.split_once('.') {
        let here = rules(suffix);
        if here.is_exception {
            return rest;
        }
        if here.is_public || rules(rest).is_wildcard {
            return suffix;
        }
        suffix = rest;
    }
    suffix
}

/// All rules; read once.
fn suffixes() -> &'static Suffixes {
    static READ: OnceLock<Suffixes> = OnceLock::new();
    READ.get_or_init(|| read(PACKED))
}

fn read(packed: &str) -> Suffixes {
    let mut suffixes = Suffixes::default();
    for tenant in TENANTS {
        suffixes.entry(tenant.to_owned()).or_default().is_public = true;
    }
    // Suffixes whose brackets are open.
    let mut parents: Vec<String> = vec![String::new()];
    for part in packed.split_inclusive(['(', ')', ',']) {
        let name = part.trim_end_matches(['(', ')', ',']);
        if !name.is_empty() {
            let suffix = note(&mut suffixes, name, parents.last().map(String::as_str).unwrap_or_default());
            if part.ends_with('(') {
                parents.push(suffix);
            }
        }
        if part.ends_with(')') {
            parents.pop();
        }
    }
    suffixes
}

/// Notes the rule of a label below a suffix; the suffix it makes.
fn note(suffixes: &mut Suffixes, name: &str, parent: &str) -> String {
    let label = name.trim_start_matches('!').trim_end_matches('?');
    let below = |label: &str| if parent.is_empty() { label.to_owned() } else { format!("{label}.{parent}") };
    let suffix = below(label);
    if label == "*" {
        suffixes.entry(parent.to_owned()).or_default().is_wildcard = true;
        return suffix;
    }
    if name.starts_with('!') {
        suffixes.entry(suffix.clone()).or_default().is_exception = true;
    } else if !name.ends_with('?') {
        suffixes.entry(suffix.clone()).or_default().is_public = true;
    }
    suffix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registrable_domain_is_one_label_below_its_suffix() {
        for (domain, registrable) in [
            ("contoso.com", Some("contoso.com")),
            ("mail.eu.contoso.com", Some("contoso.com")),
            ("contoso.co.uk", Some("contoso.co.uk")),
            ("eu.contoso.co.uk", Some("contoso.co.uk")),
            ("contoso.com.tr", Some("contoso.com.tr")),
            ("contoso.onmicrosoft.com", Some("contoso.onmicrosoft.com")),
            ("contoso.mail.onmicrosoft.com", Some("contoso.mail.onmicrosoft.com")),
            ("contoso.sharepoint.com", Some("contoso.sharepoint.com")),
            ("shop.contoso.myshopify.com", Some("contoso.myshopify.com")),
            ("contoso.github.io", Some("contoso.github.io")),
            ("contoso.uk.com", Some("contoso.uk.com")),
            ("police.austin.tx.us", Some("austin.tx.us")),
            ("portland.gov", Some("portland.gov")),
            ("contoso.kobe.jp", None),
            ("shop.contoso.kobe.jp", Some("shop.contoso.kobe.jp")),
            ("city.kobe.jp", Some("city.kobe.jp")),
            ("www.ck", Some("www.ck")),
            ("contoso.co.ck", Some("contoso.co.ck")),
            ("例子.公司.cn", Some("例子.公司.cn")),
            // No rule: the last label is the suffix, as of names that are reserved for examples.
            ("copperleaf.example", Some("copperleaf.example")),
            ("copperleaf.example.org", Some("example.org")),
            ("co.uk", None),
            ("com", None),
            (".com", None),
            ("", None),
        ] {
            assert_eq!(registrable_domain(domain), registrable, "{domain}");
        }
    }

    #[test]
    fn the_whole_list_is_there() {
        assert_eq!(PACKED.matches('!').count(), 8);
        assert_eq!(suffixes().values().filter(|rules| rules.is_wildcard).count(), 312);
        assert_eq!(suffixes().values().filter(|rules| rules.is_public).count(), 8_640);
    }
}
