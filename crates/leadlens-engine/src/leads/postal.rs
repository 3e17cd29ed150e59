//! Postal addresses, dates of birth and addresses on the web, in the forms they are compared in.

use super::date::{Created, DateOrder};
use super::folded_words::folded_words;

/// Kinds of streets in several languages, each with the abbreviation that stands for it (Universal Postal Union, S42; US Postal Service,
/// Publication 28, appendix C1).
const STREETS: [(&str, &str); 44] = [
    ("street", "st"),
    ("str", "st"),
    ("strasse", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("avenida", "ave"),
    ("avda", "ave"),
    ("av", "ave"),
    ("boulevard", "blvd"),
    ("bulevar", "blvd"),
    ("bulvar", "blvd"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("court", "ct"),
    ("place", "pl"),
    ("platz", "pl"),
    ("plaza", "pl"),
    ("plac", "pl"),
    ("square", "sq"),
    ("circuit", "cct"),
    ("circle", "cir"),
    ("crescent", "cres"),
    ("close", "cl"),
    ("terrace", "tce"),
    ("terr", "tce"),
    ("parade", "pde"),
    ("highway", "hwy"),
    ("parkway", "pkwy"),
    ("way", "wy"),
    ("esplanade", "esp"),
    ("grove", "gr"),
    ("calle", "c"),
    ("rue", "r"),
    ("rua", "r"),
    ("ulica", "ul"),
    ("ulice", "ul"),
    ("улица", "ул"),
    ("проспект", "пр"),
    ("caddesi", "cad"),
    ("cadde", "cad"),
    ("sokak", "sok"),
    ("sokagi", "sok"),
    ("apartment", "apt"),
    ("number", "no"),
];

/// Letters that a date has at least: `1/2/46`.
const SHORTEST_DATE: usize = 6;

/// The form of a street and house number: folded words, kinds of streets abbreviated. `None` where nothing is left.
pub(crate) fn street_form(text: &str) -> Option<String> {
    let words = folded_words(text);
    let mut form = String::with_capacity(words.len());
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let word = STREETS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short);
        // `Lange Straße` and `Langestraße` are one.
        let word = word.strip_suffix("strasse").or_else(|| word.strip_suffix("str")).filter(|name| name.len() > 2).unwrap_or(word);
        if !form.is_empty() {
            form.push(' ');
        }
        form.push_str(word);
    }
    (!form.is_empty()).then_some(form)
}

/// The form of a postcode: letters and digits without the country before them (`D-10115`) and without the four digits that the United States
/// put behind it.
pub(crate) fn postcode_form(text: &str) -> Option<String> {
    let bare = match text.trim().split_once('-') {
        Some((country, rest)) if country.len() <= 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic()) => rest,
        Some((zip, rest)) if zip.len() == 5 && rest.len() == 4 => zip,
        _ => text,
    };
    let form = joined(bare);
    (form.bytes().any(|byte| byte.is_ascii_digit())).then_some(form)
}

/// The form of a city: its letters.
pub(crate) fn city_form(text: &str) -> Option<String> {
    let form: String = joined(text).chars().filter(|letter| !letter.is_ascii_digit()).collect();
    (!form.is_empty()).then_some(form)
}

/// The form of a state or province: folded words.
pub(crate) fn state_form(text: &str) -> Option<String> {
    Some(folded_words(text)).filter(|form| !form.is_empty())
}

/// A date of birth as `1946-09-02`; `None` where it cannot be told. `is_day_first` is for dates written with numbers.
pub(crate) fn birth_date_form(text: &str, is_day_first: bool) -> Option<String> {
    let order = if is_day_first { DateOrder::DayMonth } else { DateOrder::MonthDay };
    let other = if is_day_first { DateOrder::MonthDay } else { DateOrder::DayMonth };
    if text.trim().chars().count() < SHORTEST_DATE {
        return None;
    }
    let date = Created::read(text, Some(order)).or_else(|| Created::read(text, Some(other)))?.to_string();
    date.get(..10).map(str::to_owned)
}

/// The form of an address on the web: host and path, in lower case, without `www.`.
pub(crate) fn website_form(text: &str) -> Option<String> {
    let form = bare_url(text).trim_start_matches("www.").to_owned();
    form.contains('.').then_some(form)
}

/// The name of a person's page at `LinkedIn`: `linkedin.com/in/ada-lindqvist/` → `ada-lindqvist`. `None` for a company's page.
pub(crate) fn linkedin_form(text: &str) -> Option<String> {
    let url = bare_url(text);
    let name = match url.split_once("linkedin.com/") {
        Some((_, path)) => path.strip_prefix("in/").or_else(|| path.strip_prefix("pub/"))?.split('/').next()?,
        None if url.contains(['/', ' ', '.']) => return None,
        None => url.trim_start_matches('@'),
    };
    (!name.is_empty()).then(|| name.to_owned())
}

/// An address on the web in lower case, without scheme, query and slash at its end.
fn bare_url(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let url = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
}

fn joined(text: &str) -> String {
    folded_words(text).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_are_one_however_they_are_abbreviated() {
        for (form, texts) in [
            ("107 greenhood pl", "107 Greenhood Place|107 greenhood pl.|107, Greenhood Pl"),
            ("haupt 5", "Hauptstraße 5|Hauptstr. 5|HAUPTSTRASSE 5"),
            ("lange st 5", "Lange Straße 5|Lange Str. 5"),
            ("ul dluga 12 3", "ul. Długa 12/3|Ulica Długa 12 / 3"),
            ("100 ataturk cad", "100 Atatürk Caddesi|100 Ataturk Cad."),
        ] {
            for text in texts.split('|') {
                assert_eq!(street_form(text).as_deref(), Some(form), "{text}");
            }
        }
        assert_eq!(street_form("- "), None);
    }

    #[test]
    fn postcodes_lose_country_and_blanks() {
        for (text, form) in [
            ("SW1A 1AA", Some("sw1a1aa")),
            ("D-10115", Some("10115")),
            ("98052-6399", Some("98052")),
            ("00-950", Some("00950")),
            ("5074", Some("5074")),
            ("n/a", None),
        ] {
            assert_eq!(postcode_form(text).as_deref(), form, "{text}");
        }
    }

    #[test]
    fn dates_of_birth_are_read_in_many_notations() {
        for (text, form) in [
            ("1946-09-02", Some("1946-09-02")),
            ("19460902", Some("1946-09-02")),
            ("2.9.1946", Some("1946-09-02")),
            ("02/09/1946", Some("1946-09-02")),
            ("2 Sep 1946", Some("1946-09-02")),
            ("31/12/1946", Some("1946-12-31")),
            ("12/31/1946", Some("1946-12-31")),
            // A year is no day, though it could be the serial number of one.
            ("1946", None),
            ("unknown", None),
        ] {
            assert_eq!(birth_date_form(text, true).as_deref(), form, "{text}");
        }
    }

    #[test]
    fn web_addresses_are_one_however_they_are_copied() {
        for text in ["https://www.Contoso.com/", "contoso.com", "http://contoso.com?utm_source=x"] {
            assert_eq!(website_form(text).as_deref(), Some("contoso.com"), "{text}");
        }
        for text in ["https://www.linkedin.com/in/Ada-Lindqvist/", "de.linkedin.com/in/ada-lindqvist?trk=x", "ada-lindqvist"] {
            assert_eq!(linkedin_form(text).as_deref(), Some("ada-lindqvist"), "{text}");
        }
        for text in ["https://linkedin.com/company/contoso", "contoso.com", ""] {
            assert_eq!(linkedin_form(text), None, "{text}");
        }
    }
}
