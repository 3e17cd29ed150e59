//! Companies: one form for every way of writing a legal form.

use std::borrow::Cow;

use super::filler::is_filler;

/// The canonical form of a company: lower case, no punctuation, no legal form (`AB`, `Inc.`, `sp. z o.o.`). `None` when nothing is left.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::canonical_company;
/// assert_eq!(canonical_company("Raman & Sons, Inc.").as_deref(), Some("raman and sons"));
/// ```
pub fn canonical_company(text: &str) -> Option<Cow<'_, str>> {
    if is_filler(text) {
        return None;
    }
    let mut canonical = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_ascii(text.as_bytes(), &mut canonical);
    } else {
        fold_letters(text, &mut canonical);
        drop_written_together(&mut canonical);
    }
    while let Some(kept) = without_legal_form(&canonical) {
        canonical.truncate(kept);
    }
    match canonical {
        canonical if canonical.is_empty() => None,
        canonical if canonical == text => Some(Cow::Borrowed(text)),
        canonical => Some(Cow::Owned(canonical)),
    }
}

fn fold_ascii(bytes: &[u8], canonical: &mut String) {
    let mut gap = false;
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => word_letter(char::from(byte), &mut gap, canonical),
            b'A'..=b'Z' => word_letter(char::from(byte.to_ascii_lowercase()), &mut gap, canonical),
            _ => punctuation(char::from(byte), &mut gap, canonical),
        }
    }
}

fn fold_letters(text: &str, canonical: &mut String) {
    let mut gap = false;
    for letter in text.chars() {
        match letter {
            'İ' | 'ı' => word_letter('i', &mut gap, canonical),
            _ if letter.is_alphanumeric() => letter.to_lowercase().for_each(|letter| word_letter(letter, &mut gap, canonical)),
            '＆' => punctuation('&', &mut gap, canonical),
            '’' => punctuation('\'', &mut gap, canonical),
            // A combining mark belongs to the letter before it.
            '\u{300}'..='\u{36f}' => word_letter(letter, &mut gap, canonical),
            _ => punctuation(letter, &mut gap, canonical),
        }
    }
}

#[inline]
fn word_letter(letter: char, gap: &mut bool, canonical: &mut String) {
    if *gap && !canonical.is_empty() {
        canonical.push(' ');
    }
    *gap = false;
    canonical.push(letter);
}

/// Dots, apostrophes and a slash inside a word join (`s.r.o.`, `A/S`), `&` is a word, everything else parts words.
fn punctuation(mark: char, gap: &mut bool, canonical: &mut String) {
    match mark {
        '.' | '\'' => {}
        '/' if !*gap => {}
        '&' => {
            *gap = true;
            "and".chars().for_each(|letter| word_letter(letter, gap, canonical));
            *gap = true;
        }
        _ => *gap = true,
    }
}

/// Legal forms written onto the name without a blank.
fn drop_written_together(canonical: &mut String) {
    for form in ["股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사"]
    {
        let name = canonical.strip_suffix(form).or_else(|| canonical.strip_prefix(form)).map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            *canonical = name.to_owned();
            return;
        }
    }
}

/// The length of the name before its last word, where that word is (the end of) a legal form.
fn without_legal_form(canonical: &str) -> Option<usize> {
    // A byte-wise search: the last word is short, and a search by wide steps costs more to begin than it saves.
    let gap = canonical.bytes().rposition(|byte| byte == b' ')?;
    let (name, last) = (canonical.get(..gap)?, canonical.get(gap + 1..)?);
    match last {
        "ab" | "as" | "inc" | "incorporated" | "llc" | "llp" | "lp" | "ltd" | "limited" | "gmbh" | "mbh" | "ag" | "kg" | "kgaa" | "ohg"
        | "ug" | "se" | "sa" | "sas" | "sasu" | "sarl" | "eurl" | "srl" | "spa" | "sl" | "slu" | "bv" | "nv" | "oy" | "oyj" | "asa"
        | "aps" | "sro" | "spzoo" | "aş" | "şti" | "sti" | "corp" | "corporation" | "co" | "company" | "plc" | "pty" | "pte" | "pvt"
        | "kk" | "ltda" | "kft" | "zrt" | "nyrt" | "doo" | "ooo" | "ооо" | "зао" | "оао" | "ао" | "publ" | "and" => {
            Some(name.len())
        }
        "zoo" => name.strip_suffix(" sp").map(str::len),
        "oo" => name.strip_suffix(" sp z").map(str::len),
        // Forms spelled letter by letter: `A S`, `S A`, `B V`, `K K`, `s r o`.
        "s" | "ş" => name.strip_suffix(" a").map(str::len),
        "a" => name.strip_suffix(" s").map(str::len),
        "v" => name.strip_suffix(" b").or_else(|| name.strip_suffix(" n")).map(str::len),
        "k" => name.strip_suffix(" k").map(str::len),
        "o" => name.strip_suffix(" s r").map(str::len),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_and_punctuation_do_not_tell_companies_apart() {
        for (text, expected) in [
            ("Fjordbank AB", "fjordbank"),
            ("FJORDBANK", "fjordbank"),
            ("Raman & Sons, Inc.", "raman and sons"),
            ("Öberg & Söner AB", "öberg and söner"),
            ("Źródło Danych sp. z o.o.", "źródło danych"),
            ("Data s.r.o.", "data"),
            ("Data, a.s.", "data"),
            ("Işık A.Ş.", "işik"),
            ("IŞIK Ltd. Şti.", "işik"),
            ("Müller GmbH & Co. KG", "müller"),
            ("Maersk A/S", "maersk"),
            ("Contoso Pty Ltd", "contoso"),
            ("Toyo K.K.", "toyo"),
            ("晨曦資訊股份有限公司", "晨曦資訊"),
            ("株式会社サンプル", "サンプル"),
            ("L'Atelier S.A.", "latelier"),
            ("AB", "ab"),
            ("Company Co", "company"),
        ] {
            assert_eq!(canonical_company(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "n/a", "[not provided]", "!!!"] {
            assert_eq!(canonical_company(text), None, "{text}");
        }
    }
}
