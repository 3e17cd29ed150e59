//! One JSON object becomes cells: nested keys become dotted paths, lists of scalars one text.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

/// What stands between the scalars of a list.
const LIST_SEPARATOR: &str = "; ";

/// One object as cells.
#[derive(Debug)]
pub(super) struct Flat {
    /// Path and text of each, in the order of the object's keys.
    pub(super) cells: Vec<(String, String)>,
    /// Whether some number may be spelled otherwise in the text: fractions, exponents and very large ones.
    pub(super) has_fractions: bool,
}

/// The cells of one object. No tree is built on the way.
///
/// # Errors
/// Where the text is no JSON object.
pub(super) fn flatten(raw: &str) -> Result<Flat, serde_json::Error> {
    let mut flattener = Flattener { path: String::new(), cells: Vec::new(), has_fractions: false };
    let mut deserializer = serde_json::Deserializer::from_str(raw);
    deserializer.deserialize_map(Value(&mut flattener))?;
    deserializer.end()?;
    Ok(Flat { cells: flattener.cells, has_fractions: flattener.has_fractions })
}

/// The path of the value being read and the cells read before.
struct Flattener {
    path: String,
    cells: Vec<(String, String)>,
    has_fractions: bool,
}

impl Flattener {
    /// Makes the path one part longer while `read` runs.
    fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(part);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn put(&mut self, text: impl Into<String>) {
        self.cells.push((self.path.clone(), text.into()));
    }
}

/// Reads one value at the flattener's path.
struct Value<'a>(&'a mut Flattener);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.put(value.to_string());
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.put(value.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.put(value.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.has_fractions = true;
        self.0.put(value.to_string());
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.put(value);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.put("");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            if key.starts_with("odata.") || key.starts_with("@odata.") {
                members.next_value::<serde::de::IgnoredAny>()?;
            } else {
                self.0.within(&key, |flattener| members.next_value_seed(Value(flattener)))?;
            }
        }
        Ok(())
    }

    /// Scalars are joined at the list's own path; objects and lists inside get their number as a part of the path.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let flattener = self.0;
        let (mut number, mut scalars) = (0_usize, String::new());
        let first = flattener.cells.len();
        loop {
            let part = number.to_string();
            let before = flattener.cells.len();
            if flattener.within(&part, |flattener| list.next_element_seed(Value(flattener)))?.is_none() {
                break;
            }
            number += 1;
            let depth = flattener.path.len() + usize::from(!flattener.path.is_empty()) + part.len();
            let is_scalar = |(path, _): &mut (String, String)| path.len() == depth;
            let scalar = if flattener.cells.len() == before + 1 { flattener.cells.pop_if(is_scalar) } else { None };
            for (_, text) in scalar.into_iter().filter(|(_, text)| !text.is_empty()) {
                if !scalars.is_empty() {
                    scalars.push_str(LIST_SEPARATOR);
                }
                scalars.push_str(&text);
            }
        }
        if !scalars.is_empty() || flattener.cells.len() == first {
            flattener.put(scalars);
        }
        Ok(())
    }
}
