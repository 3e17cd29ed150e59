//! Words around a name that are no part of it: titles before it, degrees and suffixes after it, particles inside it, and fillers instead.

use crate::engine::leads::filler::is_filler;

/// Degrees and suffixes behind a name, folded and without dots.
const SUFFIXES: &str = " jr junior sr snr senior ii iii iv v vi esq phd dphil md mba msc bsc bs ba ma meng llm llb jd dds cpa cfa pmp csc drsc dr drs prof hab drhab ing mgr bc qc kc obe mbe cbe ";

/// Titles and honorifics before a name, folded and without dots.
const PREFIXES: &str = " mr mrs ms miss mx dr dra drs prof profesor professor sir madam madame dame rev reverend hon capt captain \
 frau herr hr fru dipl dipling ing inz mag mgr bc bca rndr mudr judr phdr mvdr doc hab drhab pan pani panna sn bay bayan sr sra srta don dona senor senora senorita \
 mme mlle monsieur sig sigra signor signora dott dottssa avv arch dhr mevr mevrouw meneer gospodin gospozha univ med rer nat jur habil techn phil oec pol arq lic ";

/// Honorifics of East Asia, written behind a name without a blank.
const HONORIFICS: [&str; 14] = ["先生", "女士", "小姐", "太太", "夫人", "教授", "博士", "老师", "老師", "経理", "經理", "様", "さん", "님"];

/// Small words inside family names.
const PARTICLES: &str = " van von vom zum zur zu der den de del della di da do dos das du la le les lo y e bin ibn binti bint al el ul ter ten te af av ap abu ben ould ";

/// Words people type to get past a form, folded.
const PLACEHOLDERS: &str = " x xx xxx xxxx test tester testing asdf asd qwe qwerty unknown none null nil undefined anonymous anonym noname \
 abc aaa name firstname lastname vorname nachname jmeno prijmeni imie nazwisko ad soyad fornamn efternamn nombre apellido prenom nom user admin \
 unbekannt neznamy nieznany okand bilinmiyor desconocido inconnu sconosciuto ";

/// The same, of several words.
const PLACEHOLDER_PHRASES: [&str; 8] =
    ["n a", "not provided", "not available", "not applicable", "no name", "first name", "last name", "test test"];

fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
}

/// Whether a folded word, its dots gone, is a title before a name.
pub(super) fn is_prefix(word: &str) -> bool {
    has(PREFIXES, word)
}

/// Whether a folded word, its dots gone, is a degree or a suffix behind a name.
pub(super) fn is_suffix(word: &str) -> bool {
    has(SUFFIXES, word)
}

/// Whether a folded word, its dots gone, is a title, a degree or a suffix.
pub(super) fn is_title(word: &str) -> bool {
    is_prefix(word) || is_suffix(word)
}

/// Whether a folded word is a particle of a family name.
pub(super) fn is_particle(word: &str) -> bool {
    word.len() <= 5 && has(PARTICLES, word)
}

/// A text without an East Asian honorific at its end.
pub(super) fn without_honorific(text: &str) -> &str {
    HONORIFICS.iter().find_map(|honorific| text.strip_suffix(honorific)).unwrap_or(text).trim_end()
}

/// Whether a cell holds no name: a filler, an address, one letter over and over, digits only.
pub(super) fn is_absent(text: &str, folded: &str) -> bool {
    is_filler(text) || text.contains('@') || folded.is_empty() || is_placeholder(folded)
}

fn is_placeholder(folded: &str) -> bool {
    let is_repeated = folded.len() > 2 && folded.bytes().all(|byte| Some(byte) == folded.bytes().next());
    is_repeated || PLACEHOLDER_PHRASES.contains(&folded) || !folded.contains(' ') && has(PLACEHOLDERS, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_to_get_past_a_form_is_absent() {
        for text in ["x", "xxx", "-", ".", "test", "unknown", "aaaa", "n/a", "a@b.com", "firstname", ""] {
            let folded = super::super::fold::folded(text).trim().to_owned();
            assert!(is_absent(text, &folded), "{text}");
        }
        for text in ["A", "Na", "Max", "Ann", "Ng", "王"] {
            let folded = super::super::fold::folded(text).trim().to_owned();
            assert!(!is_absent(text, &folded), "{text}");
        }
    }
}
