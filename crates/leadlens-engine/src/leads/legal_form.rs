//! Legal forms of companies, abbreviated and spelled out, and words that say little about which company is meant.
//!
//! Everything is written as [`company_key`](super::company_key) writes it: folded to ASCII, dots joined.

use std::sync::OnceLock;

use super::phrases::Phrases;

/// Forms at the end of a name.
const LAST: &str = include_str!("legal_form/last.txt");

/// Forms before a name.
const FIRST: &str = include_str!("legal_form/first.txt");

/// Forms written onto the name without a blank, before it or behind it; the longer ones first.
const ATTACHED: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "股份公司",
    "有限公司",
    "分公司",
    "公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "一般社団法人",
    "주식회사",
    "유한회사",
    "จำกัดมหาชน",
    "จำกัด มหาชน",
    "จำกัด",
    "บริษัท",
];

/// Words that tell companies apart only together with others: what a group calls itself, where it is, what very many do.
const WEAK: &str = include_str!("legal_form/weak.txt");

/// The name without the legal forms before and behind it. Never empty: a name that is nothing but forms keeps one.
pub(super) fn without_legal_forms(name: &str) -> &str {
    let mut name = without_attached(name);
    while let Some(rest) = without_last(name) {
        name = without_attached(rest);
    }
    while let Some(rest) = without_first(name) {
        name = rest;
    }
    name
}

/// True for a word that tells little about which company is meant.
pub(super) fn is_weak_word(word: &str) -> bool {
    static READ: OnceLock<Phrases> = OnceLock::new();
    READ.get_or_init(|| Phrases::read(WEAK)).holds(word)
}

/// The name before the longest form at its end.
fn without_last(name: &str) -> Option<&str> {
    static READ: OnceLock<Phrases> = OnceLock::new();
    let forms = READ.get_or_init(|| Phrases::read(LAST));
    name.get(..forms.start_of_last(name)?)
}

/// The name behind a form before it, where a word remains that tells companies apart: `SIA Partners` is a name.
fn without_first(name: &str) -> Option<&str> {
    static READ: OnceLock<Phrases> = OnceLock::new();
    let forms = READ.get_or_init(|| Phrases::read(FIRST));
    let rest = name.get(forms.end_of_first(name)? + 1..)?;
    rest.split(' ').any(|word| !is_weak_word(word)).then_some(rest)
}

fn without_attached(name: &str) -> &str {
    if name.is_ascii() {
        return name;
    }
    let mut name = name;
    while let Some(rest) = ATTACHED.iter().find_map(|form| {
        let rest = name.strip_suffix(form).or_else(|| name.strip_prefix(form))?.trim();
        (!rest.is_empty()).then_some(rest)
    }) {
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leads::company_key::company_key;
    use crate::leads::folded_words::folded_words;

    #[test]
    fn every_form_is_written_as_keys_are() {
        for phrase in [LAST, FIRST, WEAK].into_iter().flat_map(|table| Phrases::read(table).iter().collect::<Vec<_>>()) {
            assert_eq!(folded_words(phrase), phrase);
        }
    }

    #[test]
    fn legal_forms_of_the_world_are_no_part_of_a_name() {
        let lines: Vec<&str> = include_str!("legal_form/world.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() >= 60);
        let names = ["contoso", "контосо", "晨曦科技", "サンプル", "삼성"];
        let keys =
            lines.iter().flat_map(|line| line.split('|').skip(1)).map(|spelling| (spelling, company_key(spelling).unwrap_or_default()));
        let wrong: Vec<_> = keys.filter(|(_, key)| !names.contains(&key.as_str())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn forms_are_taken_from_both_ends_but_one_stays() {
        for (name, rest) in [
            ("contoso sp z oo sp k", "contoso"),
            ("ooo contoso", "contoso"),
            ("pt contoso tbk", "contoso"),
            ("sia partners", "sia partners"),
            ("co ltd", "co"),
            ("sa", "sa"),
            ("contoso", "contoso"),
            ("", ""),
            ("株式会社", "株式会社"),
            ("晨曦股份有限公司", "晨曦"),
        ] {
            assert_eq!(without_legal_forms(name), rest, "{name}");
        }
    }
}
