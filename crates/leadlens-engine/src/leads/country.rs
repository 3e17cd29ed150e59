//! Countries: many spellings, one code.

use std::borrow::Cow;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::codes::fold;
use super::filler::is_filler;
use super::latin::push_folded;

/// A line a country: its ISO 3166-1 alpha-2 code, its alpha-3 code, and its names, folded. All countries in English, those with most
/// trade in some thirty languages, and what people write besides: codes of sports and of cars, slips, and how forms list them. Kosovo has
/// the code everybody uses for it, XK.
const COUNTRIES: &str = include_str!("countries.txt");

/// ISO 3166-1 alpha-2 where the spelling is known, else the text; `None` when it is blank.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::canonical_country;
/// assert_eq!(canonical_country("Stany Zjednoczone").as_deref(), Some("US"));
/// assert_eq!(canonical_country("Freedonia").as_deref(), Some("Freedonia"));
/// ```
pub fn canonical_country(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    match known_country(text).or_else(|| country_of_parts(text)) {
        Some(code) => Some(Cow::Borrowed(code)),
        None if is_filler(text) => None,
        None => Some(Cow::Borrowed(text)),
    }
}

/// The code of a known spelling. `NA` is Namibia, every other spelling of it a filler.
pub(super) fn known_country(text: &str) -> Option<&'static str> {
    if text == "NA" {
        return Some("NA");
    }
    if is_filler(text) {
        return None;
    }
    let word = fold(text);
    let names = names();
    let by_code = if word.len() == 2 { names.get(word.to_ascii_uppercase().as_str()) } else { None };
    let by_name = || names.get(word.as_str());
    let by_plain_name = || if word.is_ascii() { None } else { names.get(plain(&word).as_str()) };
    by_code.or_else(by_name).or_else(by_plain_name).copied()
}

/// The country several parts name together: `PL - Poland`, `Germany (Deutschland)`, `Schweiz/Suisse`. Parts that name two name none.
fn country_of_parts(text: &str) -> Option<&'static str> {
    if !text.contains(['(', '/', '|', '-', '–']) || is_filler(text) {
        return None;
    }
    let parts = text.split(['(', ')', '/', '|']).flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – "));
    let mut codes = parts.map(str::trim).filter(|part| !part.is_empty()).filter_map(known_country);
    let code = codes.next()?;
    codes.all(|other| other == code).then_some(code)
}

/// Every code and name, folded, with and without accents, and the code it stands for; of a name two countries share, the first's.
fn names() -> &'static HashMap<Cow<'static, str>, &'static str, FixedState> {
    static NAMES: OnceLock<HashMap<Cow<'static, str>, &'static str, FixedState>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = HashMap::with_hasher(FixedState::default());
        let lines = || COUNTRIES.lines().filter_map(|line| line.split_once(' '));
        for (code, spellings) in lines() {
            // In upper case, which no folded name is.
            names.insert(Cow::Borrowed(code), code);
            for name in spellings.split(' ') {
                names.entry(Cow::Borrowed(name)).or_insert(code);
            }
        }
        // Names as they are first: none loses its meaning to another's without accents.
        for (code, spellings) in lines() {
            for name in spellings.split(' ').filter(|name| !name.is_ascii()) {
                names.entry(Cow::Owned(plain(name))).or_insert(code);
            }
        }
        names
    })
}

/// A folded name without accents.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    name.chars().for_each(|letter| push_folded(letter, &mut plain));
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_one_code_in_every_language() {
        for (text, code) in [
            ("SE", "SE"),
            ("se", "SE"),
            ("Sweden", "SE"),
            ("SVERIGE", "SE"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("ABD", "US"),
            ("VS", "US"),
            ("EE. UU.", "US"),
            ("États-Unis", "US"),
            ("США", "US"),
            ("美國", "US"),
            ("アメリカ", "US"),
            ("Polska", "PL"),
            ("Česko", "CZ"),
            ("Türkiye", "TR"),
            ("台灣", "TW"),
            ("Deutschland", "DE"),
            ("UK", "GB"),
            ("GBR", "GB"),
            ("Åland Islands", "AX"),
            ("St. Kitts and Nevis", "KN"),
            ("NA", "NA"),
            ("U.S.", "US"),
            ("GER", "DE"),
            ("POL", "PL"),
            ("SWE", "SE"),
            ("Ceska republika", "CZ"),
            ("Turkiye", "TR"),
            ("TÜRKİYE", "TR"),
            ("Taiwan, Province of China", "TW"),
            ("臺灣", "TW"),
            ("Korea, Republic of", "KR"),
            ("Korea (South)", "KR"),
            ("한국", "KR"),
            ("Holland", "NL"),
            ("Netherlands, The", "NL"),
            ("Espana", "ES"),
            ("Osterreich", "AT"),
            ("Großbritannien", "GB"),
            ("İngiltere", "GB"),
            ("España", "ES"),
            ("香港", "HK"),
            ("السعودية", "SA"),
            ("भारत", "IN"),
            ("ประเทศไทย", "TH"),
            ("Kosovo", "XK"),
            ("Congo (DRC)", "CD"),
            ("Congo", "CG"),
            ("PL - Poland", "PL"),
            ("Germany (Deutschland)", "DE"),
            ("Schweiz/Suisse/Svizzera", "CH"),
            ("Poland (Warsaw)", "PL"),
            ("Poland / Germany", "Poland / Germany"),
            ("Guinea-Bissau", "GW"),
            (" Freedonia ", "Freedonia"),
        ] {
            assert_eq!(canonical_country(text).as_deref(), Some(code), "{text}");
        }
        assert_eq!(canonical_country("n/a"), None);
        assert_eq!(canonical_country(" "), None);
    }

    #[test]
    fn every_country_has_a_line_and_every_name_is_written_folded() {
        // The 249 of ISO 3166-1, and Kosovo.
        assert_eq!(COUNTRIES.lines().count(), 250);
        for name in COUNTRIES.lines().flat_map(|line| line.split(' ').skip(1)) {
            assert_eq!(fold(name), name);
        }
    }
}
