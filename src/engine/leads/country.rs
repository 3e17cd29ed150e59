//! Countries: many spellings, one code.

use std::borrow::Cow;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::codes::fold;
use super::filler::is_filler;

/// A line a country: its ISO 3166-1 alpha-2 code, its alpha-3 code, and its names, folded. All countries in English, those
/// the marketplace's documents were printed for in their languages too.
const COUNTRIES: &str = include_str!("countries.txt");

/// ISO 3166-1 alpha-2 where the spelling is known, else the text; `None` when it is blank.
///
/// # Examples
/// ```
/// use leadlens::engine::leads::canonical_country;
/// assert_eq!(canonical_country("Stany Zjednoczone").as_deref(), Some("US"));
/// assert_eq!(canonical_country("Freedonia").as_deref(), Some("Freedonia"));
/// ```
pub fn canonical_country(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    match known_country(text) {
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
    let by_code = if word.len() == 2 { names().get(word.to_ascii_uppercase().as_str()) } else { None };
    by_code.or_else(|| names().get(word.as_str())).copied()
}

/// Every code and name, folded, and the code it stands for; of a name two countries share, the first's.
fn names() -> &'static HashMap<&'static str, &'static str, FixedState> {
    static NAMES: OnceLock<HashMap<&'static str, &'static str, FixedState>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = HashMap::with_hasher(FixedState::default());
        for (code, spellings) in COUNTRIES.lines().filter_map(|line| line.split_once(' ')) {
            // In upper case, which no folded name is.
            names.insert(code, code);
            for name in spellings.split(' ') {
                names.entry(name).or_insert(code);
            }
        }
        names
    })
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
            (" Freedonia ", "Freedonia"),
        ] {
            assert_eq!(canonical_country(text).as_deref(), Some(code), "{text}");
        }
        assert_eq!(canonical_country("n/a"), None);
        assert_eq!(canonical_country(" "), None);
    }

    #[test]
    fn every_country_has_a_line_and_every_name_is_written_folded() {
        assert_eq!(COUNTRIES.lines().count(), 249);
        for name in COUNTRIES.lines().flat_map(|line| line.split(' ').skip(1)) {
            assert_eq!(fold(name), name);
        }
    }
}
