//! Words around a name that are no part of it: titles before it, degrees and suffixes after it, particles inside it, and fillers instead.
//!
//! All words are folded and without dots.

use crate::leads::filler::is_filler;

/// Honorifics of East Asia, written behind a name without a blank.
const HONORIFICS: [&str; 14] = ["先生", "女士", "小姐", "太太", "夫人", "教授", "博士", "老师", "老師", "經理", "经理", "様", "さん", "님"];

/// The same, of several words.
const PLACEHOLDER_PHRASES: [&str; 6] = ["not provided", "not available", "not applicable", "no name", "first name", "last name"];

/// True for a word, its dots gone, that is a title, honorific or degree and no name: dropped wherever it stands.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "drs"
            | "dra"
            | "prof"
            | "profesor"
            | "professor"
            | "professeur"
            | "madame"
            | "rev"
            | "reverend"
            | "frau"
            | "herr"
            | "dipl"
            | "diplkfm"
            | "dipling"
            | "inz"
            | "ing"
            | "mgr"
            | "bca"
            | "rndr"
            | "mudr"
            | "judr"
            | "phdr"
            | "paeddr"
            | "pharmdr"
            | "mvdr"
            | "csc"
            | "drsc"
            | "hab"
            | "drhab"
            | "habil"
            | "pani"
            | "panna"
            | "bayan"
            | "sn"
            | "sayin"
            | "sra"
            | "srta"
            | "senor"
            | "senora"
            | "senorita"
            | "mme"
            | "mlle"
            | "monsieur"
            | "signor"
            | "signora"
            | "dott"
            | "dottssa"
            | "dottoressa"
            | "dhr"
            | "mevr"
            | "mevrouw"
            | "meneer"
            | "gospodin"
            | "gospozha"
            | "gospodja"
            | "phd"
            | "dphil"
            | "mba"
            | "msc"
            | "bsc"
            | "beng"
            | "meng"
            | "llm"
            | "llb"
            | "dds"
            | "cpa"
            | "cfa"
            | "pmp"
            | "psyd"
            | "esq"
            | "esquire"
            | "obe"
            | "mbe"
            | "cbe"
            | "sir"
    )
}

/// True for a word, its dots gone, that is a title and a name as well: dropped before two words or more.
pub(super) fn is_prefix(word: &str) -> bool {
    matches!(
        word,
        "don"
            | "dona"
            | "pan"
            | "bay"
            | "sr"
            | "mag"
            | "bc"
            | "sig"
            | "hon"
            | "lord"
            | "lady"
            | "dame"
            | "doc"
            | "fr"
            | "capt"
            | "captain"
            | "fru"
            | "univ"
            | "avv"
            | "arch"
            | "lic"
            | "arq"
            | "madam"
            | "med"
            | "rer"
            | "jur"
    )
}

/// True for a word, its dots gone, that is a degree and a name as well: dropped at the end where it is written with a dot or in capitals.
pub(super) fn is_degree(word: &str) -> bool {
    matches!(word, "ma" | "ba" | "md" | "bs" | "ms" | "do" | "ed" | "jd" | "rn" | "qc" | "kc" | "mp" | "v" | "vi")
}

/// True for a folded word that is a particle of a family name.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "vom"
            | "zum"
            | "zur"
            | "zu"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "les"
            | "lo"
            | "y"
            | "e"
            | "bin"
            | "ibn"
            | "binti"
            | "bint"
            | "al"
            | "el"
            | "ul"
            | "ter"
            | "ten"
            | "te"
            | "af"
            | "av"
            | "ap"
            | "abu"
            | "ben"
            | "ould"
    )
}

/// A text without the East Asian honorifics at its end.
pub(super) fn without_honorific(mut text: &str) -> &str {
    while let Some(rest) = HONORIFICS.iter().find_map(|honorific| text.strip_suffix(honorific)) {
        text = rest.trim_end();
    }
    text
}

/// True for a folded word that is typed instead of a name; one letter over and over is too.
pub(super) fn is_placeholder(word: &str) -> bool {
    let is_repeated = word.len() > 2 && word.bytes().all(|byte| Some(byte) == word.bytes().next());
    is_repeated
        || matches!(
            word,
            "x" | "xx"
                | "test"
                | "tester"
                | "testing"
                | "asdf"
                | "asd"
                | "qwe"
                | "qwerty"
                | "unknown"
                | "none"
                | "null"
                | "nil"
                | "undefined"
                | "anonymous"
                | "anonym"
                | "noname"
                | "abc"
                | "firstname"
                | "lastname"
                | "vorname"
                | "nachname"
                | "jmeno"
                | "prijmeni"
                | "imie"
                | "nazwisko"
                | "soyad"
                | "fornamn"
                | "efternamn"
                | "nombre"
                | "apellido"
                | "prenom"
                | "admin"
                | "unbekannt"
                | "neznamy"
                | "nieznany"
                | "bilinmiyor"
                | "desconocido"
                | "inconnu"
                | "sconosciuto"
        )
}

/// True for a cell without a name: a filler, an address, nothing that is a letter. `na` and `nan` are names here, `NA` and `NaN` are not.
pub(super) fn is_absent(text: &str, folded: &str) -> bool {
    let is_name = matches!(text, "na" | "nan");
    !is_name && is_filler(text) || text.contains('@') || folded.is_empty() || PLACEHOLDER_PHRASES.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_to_get_past_a_form_is_absent() {
        for text in ["-", ".", "n/a", "NA", "a@b.com", "not provided", "null", ""] {
            assert!(is_absent(text, text.trim_matches(['-', '.'])), "{text}");
        }
        for word in ["x", "xxx", "test", "unknown", "aaaa", "firstname"] {
            assert!(is_placeholder(word), "{word}");
        }
        for word in ["na", "nan", "max", "ann", "ng", "王", "a"] {
            assert!(!is_absent(word, word) && !is_placeholder(word), "{word}");
        }
    }
}
