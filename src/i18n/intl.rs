//! The browser's `Intl`, its formatters made once.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::Locale;
use leadlens_engine::report::Period;

/// Formatters used by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Formatter {
    Number,
    Percent,
    FinePercent,
    Signed,
    Decimal,
    Day,
    ShortDay,
    Month,
    Year,
    Weekday,
    Region,
    Plural,
}

/// A formatter of a language; `None` where the browser has no such formatter.
type Made = (Locale, Formatter, Option<JsValue>);

thread_local! {
    /// A handful: a scan of them is as quick as a map and takes no hashing code.
    static FORMATTERS: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

impl Formatter {
    fn class(self) -> &'static str {
        match self {
            Self::Number | Self::Percent | Self::FinePercent | Self::Signed | Self::Decimal => "NumberFormat",
            Self::Day | Self::ShortDay | Self::Month | Self::Year | Self::Weekday => "DateTimeFormat",
            Self::Region => "DisplayNames",
            Self::Plural => "PluralRules",
        }
    }

    fn method(self) -> &'static str {
        match self {
            Self::Region => "of",
            Self::Plural => "select",
            _ => "format",
        }
    }

    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Number | Self::Plural => &[],
            Self::Percent => &[("style", "percent")],
            Self::FinePercent => &[("style", "percent"), ("maximumFractionDigits", "2")],
            Self::Signed => &[("minimumFractionDigits", "1"), ("maximumFractionDigits", "1"), ("signDisplay", "exceptZero")],
            Self::Decimal => &[("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")],
            Self::Day => &[("timeZone", "UTC"), ("dateStyle", "medium")],
            Self::ShortDay => &[("timeZone", "UTC"), ("month", "short"), ("day", "numeric")],
            Self::Month => &[("timeZone", "UTC"), ("year", "numeric"), ("month", "short")],
            Self::Year => &[("timeZone", "UTC"), ("year", "numeric")],
            Self::Weekday => &[("timeZone", "UTC"), ("weekday", "short")],
            Self::Region => &[("type", "region"), ("fallback", "code")],
        }
    }

    fn make(self, tag: &str) -> Option<JsValue> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class = Reflect::get(&intl, &self.class().into()).ok()?.dyn_into::<Function>().ok()?;
        let options = Object::new();
        for (name, value) in self.options() {
            Reflect::set(&options, &(*name).into(), &(*value).into()).ok()?;
        }
        let arguments = Array::of2(&JsValue::from_str(tag), &options.into());
        Reflect::construct(&class, &arguments).ok()
    }

    /// The value as this formatter writes it; `None` where the browser has no such formatter or refuses the value.
    fn write(self, value: &dyn Fn() -> JsValue) -> Option<String> {
        // Tests on the host have no browser.
        if !cfg!(target_family = "wasm") {
            return None;
        }
        let locale = super::locale();
        FORMATTERS.with_borrow_mut(|formatters| {
            let place = formatters.iter().position(|made| made.0 == locale && made.1 == self).unwrap_or_else(|| {
                formatters.push((locale, self, self.make(locale.as_ref())));
                formatters.len() - 1
            });
            let made = formatters.get(place)?.2.as_ref()?;
            let method = Reflect::get(made, &self.method().into()).ok()?.dyn_into::<Function>().ok()?;
            method.call1(made, &value()).ok()?.as_string()
        })
    }
}

/// A whole number: `1,204`.
#[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
pub fn number(value: impl Into<u64>) -> String {
    let value = value.into();
    Formatter::Number.write(&|| JsValue::from_f64(value as f64)).unwrap_or_else(|| value.to_string())
}

/// The forms a word takes next to a number, by their names in the locale files. A language with more than these adds them here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// `1 lead`.
    One,
    /// `2 leads`.
    Other,
}

/// The form a word takes next to a number.
pub fn plural(count: u32) -> Plural {
    let form = Formatter::Plural.write(&|| JsValue::from_f64(f64::from(count)));
    if form.map_or(count == 1, |form| form == "one") { Plural::One } else { Plural::Other }
}

/// A ratio as whole percent: `27%`.
pub fn percent(ratio: f64) -> String {
    write_share(Formatter::Percent, ratio)
}

/// Part of a whole as whole percent, 0 of nothing. Something is never 0% and less than all never 100%: `< 1%`, `> 99%`.
pub fn share(part: u32, whole: u32) -> String {
    let share = f64::from(part) / f64::from(whole.max(1));
    match share {
        0.0 | 1.0.. => percent(share),
        ..0.005 => format!("<\u{a0}{}", percent(0.01)),
        0.995.. => format!(">\u{a0}{}", percent(0.99)),
        _ => percent(share),
    }
}

/// A share of 0 to 1 in percent, finer near either end: `97%`, `99.98%`.
pub fn fine_percent(share: f64) -> String {
    write_share(if (1.0 - FINE..FINE).contains(&share) { Formatter::Percent } else { Formatter::FinePercent }, share)
}

/// Whole percent say too little beyond this share.
const FINE: f64 = 0.99;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0 to 1")]
fn write_share(formatter: Formatter, share: f64) -> String {
    formatter.write(&|| JsValue::from_f64(share)).unwrap_or_else(|| format!("{}%", (share * 100.0).round() as u64))
}

/// A number with one decimal and its sign: `+12.3`.
#[expect(clippy::cast_possible_truncation, reason = "rounded for people")]
pub fn signed(value: f64) -> String {
    Formatter::Signed.write(&|| JsValue::from_f64(value)).unwrap_or_else(|| (value.round() as i64).to_string())
}

/// A ratio with one decimal, rounded; 0 of nothing: `1.4`.
pub fn ratio(part: u32, whole: u32) -> String {
    let whole = u64::from(whole.max(1));
    let tenths = (u64::from(part) * 10 + whole / 2) / whole;
    let written = || format!("{}.{}", tenths / 10, tenths % 10);
    Formatter::Decimal.write(&|| JsValue::from_str(&written())).unwrap_or_else(written)
}

/// A length in bytes: `12 MB`.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded for people")]
pub fn bytes(length: u64) -> String {
    let (value, unit) = match length {
        0..1_000 => (length, "B"),
        1_000..1_000_000 => ((length as f64 / 1e3).round() as u64, "kB"),
        _ => ((length as f64 / 1e6).round() as u64, "MB"),
    };
    format!("{}\u{a0}{unit}", number(value))
}

/// The name of a country by its two-letter code; any other text stays as it is.
pub fn country(text: &str) -> String {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { Formatter::Region.write(&|| JsValue::from_str(text)).unwrap_or_else(|| text.to_owned()) } else { text.to_owned() }
}

/// A day, counted from 1970-01-01.
pub fn day(days: i32) -> String {
    write_date(Formatter::Day, days)
}

/// A day without its year, for an axis: `Feb 16`.
pub fn short_day(days: i32) -> String {
    write_date(Formatter::ShortDay, days)
}

/// The period that begins on a day: the day itself, the month or the year.
pub fn period(period: Period, days: i32) -> String {
    match period {
        Period::Day | Period::Week => write_date(Formatter::Day, days),
        Period::Month => write_date(Formatter::Month, days),
        Period::Year => write_date(Formatter::Year, days),
    }
}

/// A day of the week, counted from 0 for Monday: `Mon`.
pub fn weekday(day: u8) -> String {
    // 1970-01-05 was a Monday.
    write_date(Formatter::Weekday, i32::from(day) + 4)
}

fn write_date(formatter: Formatter, days: i32) -> String {
    let date = || js_sys::Date::new(&JsValue::from_f64(f64::from(days) * 86_400_000.0)).into();
    formatter.write(&date).unwrap_or_else(|| days.to_string())
}
/// In lower-case letters, as the browser writes them: the tables of the standard library are 7 kB.
pub fn lower_case(text: &str) -> String {
    if cfg!(target_family = "wasm") { js_sys::JsString::from(text).to_lower_case().into() } else { text.to_lowercase() }
}
