//! Spellings of one name: Mueller and Müller, Philip and Phillip, Nováková and Novák.

use super::letters::Letters;

/// Words shorter than this are not read as having an umlaut written with e: Joe and Sue are none.
const SHORTEST_WITH_UMLAUT: usize = 4;
/// From this length on sh is taken for š or ş: shorter words are Chinese syllables, where sh and s are two sounds.
const SHORTEST_WITH_SH: usize = 6;
/// Letters a stem has before a feminine ending.
const SHORTEST_STEM: usize = 3;

/// True for two words that are spelled alike but for the habits of languages, see [`skeleton`].
pub(super) fn alike(one: &[u8], other: &[u8]) -> bool {
    one.len().abs_diff(other.len()) <= 4 && skeleton(one).as_bytes() == skeleton(other).as_bytes()
}

/// A word without what languages spell differently: umlauts, double letters, ph, th, ck, c and k, x and ks, y, j and i, a mute h.
pub(super) fn skeleton(word: &[u8]) -> Letters {
    let mut letters = Letters::new();
    let mut rest = word;
    while let [letter, tail @ ..] = rest {
        let is_first = rest.len() == word.len();
        let (spelled, used): (u8, usize) = match rest {
            [b'a' | b'o' | b'u', b'e', _, ..] if word.len() >= SHORTEST_WITH_UMLAUT => (*letter, 2),
            [b'p', b'h', ..] => (b'f', 2),
            [b't', b'h', ..] => (b't', 2),
            [b'c', b'k', ..] => (b'k', 2),
            [b'k', b'h', ..] => (b'h', 2),
            [b's', b'h', ..] if word.len() >= SHORTEST_WITH_SH => (b's', 2),
            [b'c', b'e' | b'h' | b'i' | b'y', ..] => (b'c', 1),
            [b'c', ..] => (b'k', 1),
            [b'x', ..] => {
                letters.push(b'k');
                (b's', 1)
            }
            [b'i' | b'y', b'e'] if !is_first => (b'i', 2),
            [b'y' | b'j', ..] if !is_first => (b'i', 1),
            [b'h'] if matches!(letters.last(), Some(b'a' | b'e' | b'o')) && word.len() > 3 => break,
            _ => (*letter, 1),
        };
        if letters.last() != Some(spelled) {
            letters.push(spelled);
        }
        rest = tail.get(used - 1..).unwrap_or_default();
    }
    letters
}

/// True if one of two family names is the feminine form of the other: Czech and Slovak -ová, Slavic -ova, -ina, -ska, -aya, Czech -á,
/// Greek -ou.
pub(super) fn is_feminine_pair(one: &[u8], other: &[u8]) -> bool {
    is_feminine_of(one, other) || is_feminine_of(other, one)
}

fn is_feminine_of(feminine: &[u8], masculine: &[u8]) -> bool {
    if !matches!(feminine.last(), Some(b'a' | b'u')) || feminine.get(..2) != masculine.get(..2) {
        return false;
    }
    let has_stem = |stem: &[u8]| stem.len() >= SHORTEST_STEM;
    if let (Some(stem), Some(other)) = (adjective_stem(feminine, &FEMININE), adjective_stem(masculine, &MASCULINE)) {
        return stem == other;
    }
    if let Some(stem) = feminine.strip_suffix(b"ou") {
        return has_stem(stem) && [&b"os"[..], b"is", b"as"].iter().any(|ending| masculine.strip_suffix(*ending) == Some(stem));
    }
    let Some(without_a) = feminine.strip_suffix(b"a") else { return false };
    // Russian, Bulgarian, Serbian: Ivanov, Sergeev, Pushkin.
    if masculine == without_a && has_stem(masculine) && [&b"ov"[..], b"ev", b"in", b"yn"].iter().any(|ending| masculine.ends_with(ending)) {
        return true;
    }
    // Czech and Slovak adjectives: Novotný and Novotná, Krejčí is both.
    if masculine.strip_suffix(b"y") == Some(without_a) && has_stem(without_a) {
        return true;
    }
    let Some(stem) = feminine.strip_suffix(b"ova").filter(|stem| has_stem(stem)) else { return false };
    match masculine {
        _ if masculine == stem => true,
        [rest @ .., b'a' | b'o' | b'e'] if rest == stem => true,
        // Havlíček and Havlíčková, Pavel and Pavlová: an e that comes and goes.
        [rest @ .., b'e', last] => stem.strip_suffix(&[*last]).is_some_and(|stem| stem == rest),
        _ => false,
    }
}

const FEMININE: [&[u8]; 5] = [b"skaya", b"skaia", b"skaja", b"ska", b"cka"];
const MASCULINE: [&[u8]; 9] = [b"skiy", b"skij", b"skii", b"skyi", b"skyy", b"skyj", b"ski", b"sky", b"cki"];

/// The stem of a Slavic adjective; `cki` and `cka` keep their own stem apart from `ski`.
fn adjective_stem<'a>(word: &'a [u8], endings: &[&[u8]]) -> Option<&'a [u8]> {
    endings.iter().find_map(|ending| word.strip_suffix(*ending)).filter(|stem| stem.len() >= 2)
}

/// A family name without its feminine or masculine ending: what both forms share, for keys.
pub(super) fn without_gender(word: &[u8]) -> &[u8] {
    let sk = adjective_stem(word, &FEMININE).or_else(|| adjective_stem(word, &MASCULINE));
    if let Some(stem) = sk {
        // With its s or c: the letter after the stem.
        return word.get(..=stem.len()).unwrap_or(word);
    }
    [&b"ova"[..], b"eva", b"ov", b"ev"]
        .iter()
        .find_map(|ending| word.strip_suffix(*ending))
        .filter(|stem| stem.len() >= SHORTEST_STEM)
        .unwrap_or(word)
}

/// True if two given names differ in a final vowel only, as those of a man and a woman do: Jan and Jana, Mario and Maria.
pub(super) fn differs_in_gender(one: &[u8], other: &[u8]) -> bool {
    let (a, b) = (gender_stem(one), gender_stem(other));
    // Andrea and Andreas, Nicola and Nicolas.
    let other_by_s = |a: &[u8], b: &[u8]| a.strip_suffix(b"s") == Some(b);
    one != other && (a == b || other_by_s(one, other) || other_by_s(other, one))
}

/// A given name without a final vowel, and without the second of two letters that then stand at the end.
fn gender_stem(word: &[u8]) -> &[u8] {
    let stem = word.strip_suffix(b"a").or_else(|| word.strip_suffix(b"e")).or_else(|| word.strip_suffix(b"o"));
    match stem {
        Some([single @ .., again]) if single.last() == Some(again) => single,
        Some(single) => single,
        // Doubled by a slip where nothing ends it: Juan and Juann.
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for (one, other) in [
            ("mueller", "muller"),
            ("philip", "phillip"),
            ("katherine", "catherine"),
            ("viktor", "victor"),
            ("aleksander", "alexander"),
            ("sarah", "sara"),
            ("smith", "smyth"),
            ("katya", "katia"),
            ("katja", "katia"),
            ("haakon", "hakon"),
            ("soerensen", "sorensen"),
            ("andersson", "anderson"),
            ("matthias", "matias"),
            ("yuriy", "yuri"),
        ] {
            assert!(alike(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        for (one, other) in [("joe", "jo"), ("jan", "ian"), ("smith", "schmidt"), ("marta", "maria"), ("chan", "kan")] {
            assert!(!alike(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }

    #[test]
    fn feminine_family_names_belong_to_masculine_ones() {
        for (feminine, masculine) in [
            ("novakova", "novak"),
            ("svobodova", "svoboda"),
            ("havlickova", "havlicek"),
            ("nemcova", "nemec"),
            ("ivanova", "ivanov"),
            ("pushkina", "pushkin"),
            ("kowalska", "kowalski"),
            ("wysocka", "wysocki"),
            ("dostoevskaya", "dostoevskiy"),
            ("novotna", "novotny"),
            ("cerna", "cerny"),
            ("papadopoulou", "papadopoulos"),
        ] {
            assert!(is_feminine_pair(feminine.as_bytes(), masculine.as_bytes()), "{feminine} {masculine}");
            assert!(is_feminine_pair(masculine.as_bytes(), feminine.as_bytes()), "{masculine} {feminine}");
        }
        for (one, other) in [("novakova", "novotny"), ("rossa", "rossi"), ("costa", "cost"), ("ova", "")] {
            assert!(!is_feminine_pair(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }

    #[test]
    fn a_final_vowel_parts_men_from_women() {
        for (one, other) in [("jan", "jana"), ("mario", "maria"), ("gabriel", "gabrielle"), ("paul", "paule"), ("andrea", "andreas")] {
            assert!(differs_in_gender(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        assert!(!differs_in_gender(b"martin", b"marvin") && !differs_in_gender(b"jan", b"jan"));
    }
}
