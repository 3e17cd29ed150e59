//! Every sentence of the page, in the language chosen; numbers, dates and country names as the browser's `Intl` writes them.

mod intl;

pub use intl::{
    Plural, bytes, country, day, fine_percent, lower_case, number, percent, period, plural, ratio, share, short_day, signed, weekday,
};

#[allow(
    clippy::allow_attributes,
    missing_docs,
    non_camel_case_types,
    clippy::pedantic,
    unreachable_pub,
    dead_code,
    reason = "made of the locale files by build.rs"
)]
pub(crate) mod texts {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use std::str::FromStr;
use std::sync::OnceLock;

use leptos::prelude::*;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale(u8);

impl AsRef<str> for Locale {
    /// Its BCP 47 tag.
    fn as_ref(&self) -> &str {
        texts::TAGS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

impl FromStr for Locale {
    type Err = ();

    /// The language of a tag, where the page has it.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let place = texts::TAGS.iter().position(|known| *known == tag).ok_or(())?;
        u8::try_from(place).map(Self).map_err(|_| ())
    }
}

/// The chosen language, in context.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub RwSignal<Locale>);

/// The language in force where it is called; English where none was provided, as in a test of a single component.
///
/// Not tracked: the page is built anew when the language changes.
pub fn locale() -> Locale {
    use_context::<Language>().map_or_else(Locale::default, |language| language.0.get_untracked())
}

/// The texts of each language in the order of their keys, cut apart when the first one is requested.
static TABLES: [OnceLock<Vec<&str>>; texts::TEXTS.len()] = [const { OnceLock::new() }; texts::TEXTS.len()];

/// A text in the language in force, with marks in place of what it leaves open.
fn found(index: usize) -> &'static str {
    let place = usize::from(locale().0);
    let table = TABLES.get(place).zip(texts::TEXTS.get(place));
    table.and_then(|(table, all)| table.get_or_init(|| all.split('\0').collect()).get(index).copied()).unwrap_or_default()
}

/// The text of a key that leaves nothing open.
#[inline(never)]
fn text(index: usize) -> String {
    found(index).to_owned()
}

/// The text of a key with what it leaves open, in the order of the English text.
#[expect(clippy::needless_pass_by_value, reason = "its callers, of whom there are many, need not drop the values")]
#[inline(never)]
fn fill<const COUNT: usize>(index: usize, values: [String; COUNT]) -> String {
    write_between(found(index), &values)
}

/// The values in place of their marks: the control character U+0001 stands for the first, U+0002 for the second.
fn write_between(text: &str, values: &[String]) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match (letter as usize).checked_sub(1).and_then(|place| values.get(place)) {
            Some(value) => written.push_str(value),
            None => written.push(letter),
        }
    }
    written
}

/// The text of a key in the language in force: `t!(totals.sum, records = …)`.
macro_rules! t {
    ($($key:ident).+ $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::texts::$($key)::+ { $($name: String::from($value)),* }.write()
    };
}
pub(crate) use t;

/// The text of a key with plural forms, in the form its language takes for the count: `t_plural!(rows, totals.leads, n = …)`.
macro_rules! t_plural {
    ($count:expr, $($key:ident).+ $(, $($argument:tt)+)?) => {
        match $crate::i18n::plural($count) {
            $crate::i18n::Plural::One => $crate::i18n::t!($($key).+.one $(, $($argument)+)?),
            $crate::i18n::Plural::Other => $crate::i18n::t!($($key).+.other $(, $($argument)+)?),
        }
    };
}
pub(crate) use t_plural;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_key() {
        assert_eq!(t!(app.name), "Leadlens");
        assert_eq!(t!(app.title, view = "Leads"), "Leads · Leadlens");
    }

    #[test]
    fn a_value_stands_where_its_text_wants_it() {
        assert_eq!(write_between("\u{2} of \u{1}", &["ten".to_owned(), "two".to_owned()]), "two of ten");
        assert_eq!(write_between("é\n\u{1}", &["{{ x }}".to_owned()]), "é\n{{ x }}");
    }

    #[test]
    fn a_language_is_known_by_its_tag() {
        assert_eq!("en".parse(), Ok(Locale::default()));
        assert_eq!(Locale::default().as_ref(), "en");
        assert_eq!("tlh".parse::<Locale>(), Err(()));
    }
}
