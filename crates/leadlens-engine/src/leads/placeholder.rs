//! Names typed to get past a form, or where there is none to give: of persons and of companies.

use std::sync::OnceLock;

use super::filler::is_filler;
use super::folded_words::folded_words;
use super::phrases::Phrases;

/// No placeholder is longer, in bytes.
const LONGEST: usize = 64;

/// Texts given for a company where there is none, in many languages, folded.
const COMPANIES: &str = include_str!("placeholder/companies.txt");

/// Texts given for a person's name where there is none, folded.
const NAMES: &str = include_str!("placeholder/names.txt");

/// True for a text in place of a company: `none`, `private`, `self-employed`, `osoba fizyczna`, `OSVČ`, `bireysel`, `個人`, `test` …
///
/// # Examples
/// ```
/// use leadlens_engine::leads::is_placeholder_company;
/// assert!(is_placeholder_company("Self-Employed") && !is_placeholder_company("Private Harbour Ltd"));
/// ```
pub fn is_placeholder_company(text: &str) -> bool {
    is_filler(text) || text.len() <= LONGEST && names_no_company(&folded_words(text))
}

/// True for a text that is no person's name: `x`, `xxx`, `unknown`, `test`, `asdf`, `first name`, `admin` …
///
/// Short names are names: `Xi`, `Ng`, `O`, `Na`.
///
/// # Examples
/// ```
/// use leadlens_engine::leads::is_placeholder_name;
/// assert!(is_placeholder_name("xxx") && is_placeholder_name("First Name") && !is_placeholder_name("Ng"));
/// ```
pub fn is_placeholder_name(text: &str) -> bool {
    is_filler(text) || text.len() <= LONGEST && names_no_person(&folded_words(text))
}

/// [`is_placeholder_company`] for a folded name.
pub(super) fn names_no_company(folded: &str) -> bool {
    static READ: OnceLock<Phrases> = OnceLock::new();
    is_struck_out(folded) || READ.get_or_init(|| Phrases::read(COMPANIES)).holds(folded)
}

/// [`is_placeholder_name`] for a folded name.
fn names_no_person(folded: &str) -> bool {
    static READ: OnceLock<Phrases> = OnceLock::new();
    is_struck_out(folded) || READ.get_or_init(|| Phrases::read(NAMES)).holds(folded)
}

/// `x`, `xx`, `.`, `123`, and three times the same letter or more: `aaaa`, `zzz`. Two may be a name (`Aa`, `Oo`), and so may one (`O`).
fn is_struck_out(folded: &str) -> bool {
    let mut letters = folded.chars().filter(|letter| letter.is_alphabetic());
    let Some(first) = letters.next() else { return folded.is_ascii() };
    let repeated = 1 + letters.clone().take_while(|letter| *letter == first).count();
    letters.all(|letter| letter == first) && first.is_ascii() && (first == 'x' || repeated > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_written_as_keys_are() {
        for phrase in [COMPANIES, NAMES].into_iter().flat_map(|table| Phrases::read(table).iter().collect::<Vec<_>>()) {
            assert_eq!(folded_words(phrase), phrase);
            assert!(phrase.len() <= LONGEST, "{phrase}");
        }
    }

    #[test]
    fn what_stands_for_no_company_is_told_in_many_languages() {
        for text in [
            "",
            "-",
            ".",
            "n/a",
            "N.A.",
            "None",
            "Private",
            "Self-employed",
            "Self Employed",
            "Individual",
            "Freelancer",
            "Test",
            "Student",
            "xxx",
            "123",
            "Privat",
            "Privatperson",
            "Selbstständig",
            "Freiberufler",
            "Prywatna",
            "osoba fizyczna",
            "Brak",
            "OSVČ",
            "Živnostník",
            "Soukromá osoba",
            "Bireysel",
            "Şahıs",
            "Yok",
            "個人",
            "个人",
            "個人事業主",
            "개인",
            "Particulier",
            "Auto-entrepreneur",
            "Aucune",
            "Autónomo",
            "Ninguna",
            "Pessoa Física",
            "Libero professionista",
            "Частное лицо",
            "нет",
            "Enskild firma",
            "Egenföretagare",
            "Zelfstandige",
            "Magánszemély",
            "Yksityishenkilö",
            "[not provided]",
            "my company",
            "Company Name",
        ] {
            assert!(is_placeholder_company(text), "{text}");
        }
        for text in [
            "Contoso",
            "Private Harbour Ltd",
            "Student Union",
            "Test Valley Council",
            "Brakpan",
            "3M",
            "X Corp",
            "個人情報保護",
            "None Such Ltd",
            "Xerox",
            "AAA Taxi",
            "HP",
        ] {
            assert!(!is_placeholder_company(text), "{text}");
        }
    }

    #[test]
    fn what_stands_for_no_name_is_told_and_short_names_are_names() {
        for text in [
            "",
            "x",
            "X",
            "xx",
            "xxx",
            "XXXX",
            "-",
            ".",
            "..",
            "?",
            "unknown",
            "Unknown",
            "test",
            "TEST",
            "Test Test",
            "asdf",
            "n/a",
            "none",
            "anonymous",
            "First Name",
            "last name",
            "firstname",
            "User",
            "admin",
            "Administrator",
            "aaa",
            "123",
            "0",
            "Vorname",
            "Imię i nazwisko",
            "Jméno",
            "Ad Soyad",
            "имя",
            "姓名",
            "テスト",
            "Unbekannt",
            "no-reply",
            "NULL",
        ] {
            assert!(is_placeholder_name(text), "{text}");
        }
        for text in [
            "Xi",
            "Ng",
            "O",
            "Na",
            "Oo",
            "Aa",
            "Ada",
            "Li",
            "Wu",
            "An",
            "Testa",
            "Bar Refaeli",
            "Guest Smith",
            "王",
            "Ö",
            "Null Smith",
            "Noone Smith",
            "Xx Li",
            "Anna-Maria",
            "O'Neil",
            "Foo",
            "Bar",
            "Root",
            "Guest",
            "Noone",
            "Sales",
            "Blank",
            "Tester",
        ] {
            assert!(!is_placeholder_name(text), "{text}");
        }
    }
}
