//! Every sentence of the page, in the language chosen; numbers, dates and country names as the browser's `Intl` writes them.

mod intl;

pub use intl::{Plural, bytes, country, day, fine_percent, instant, number, percent, period, plural, signed, weekday};

#[allow(
    clippy::allow_attributes,
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unreachable_pub,
    unused,
    reason = "made of the locale files by build.rs"
)]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use leptos::prelude::*;
pub use texts::i18n::Locale;

/// The chosen language, in context.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub RwSignal<Locale>);

/// The language in force where it is called; English where none was provided, as in a test of a single component.
///
/// Not tracked: the page is built anew when the language changes.
pub fn locale() -> Locale {
    use_context::<Language>().map_or_else(Locale::default, |language| language.0.get_untracked())
}

/// The text of a key in the language in force: `say!(totals.sum, records = …)`.
macro_rules! say {
    ($($key:tt)+) => { String::from(leptos_i18n::td_string!($crate::i18n::locale(), $($key)+)) };
}
pub(crate) use say;

/// The text of a key with plural forms, in the form its language takes for the count: `say_count!(rows, totals.leads, n = …)`.
macro_rules! say_count {
    ($count:expr, $($key:ident).+ $(, $($argument:tt)+)?) => {
        match $crate::i18n::plural($count) {
            $crate::i18n::Plural::One => $crate::i18n::say!($($key).+.one $(, $($argument)+)?),
            $crate::i18n::Plural::Other => $crate::i18n::say!($($key).+.other $(, $($argument)+)?),
        }
    };
}
pub(crate) use say_count;
