//! Reads postcard bytes without a way to fail at each step.
//!
//! A value that is missing or makes no sense reads as zero or nothing and marks the message as damaged, which is then dropped as a whole.
//! Code that can give up after every field is twice as large, and the page has a field of everything it shows.

use std::fmt;

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

/// The value in postcard bytes; `None` where they are none.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { bytes, is_damaged: false };
    match T::deserialize(&mut reader) {
        Ok(value) if !reader.is_damaged => Some(value),
        Ok(_) => None,
        Err(never) => match never {},
    }
}

struct Reader<'a> {
    /// Bytes that have not been read yet.
    bytes: &'a [u8],
    is_damaged: bool,
}

impl<'a> Reader<'a> {
    /// Nothing that follows is of use.
    #[cold]
    fn give_up<T: Default>(&mut self) -> T {
        self.bytes = &[];
        self.is_damaged = true;
        T::default()
    }

    #[inline(never)]
    fn take(&mut self, length: usize) -> &'a [u8] {
        match self.bytes.split_at_checked(length) {
            Some((taken, rest)) => {
                self.bytes = rest;
                taken
            }
            None => self.give_up(),
        }
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// A number of seven bits a byte, the lowest first.
    #[inline(never)]
    fn varint(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 && (shift < 63 || byte < 2) {
                return number;
            }
        }
        self.give_up()
    }

    /// A number with its sign in the lowest bit.
    #[inline(never)]
    fn zigzag(&mut self) -> i64 {
        let number = self.varint();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    fn narrow<W, N: TryFrom<W> + Default>(&mut self, wide: W) -> N {
        N::try_from(wide).unwrap_or_else(|_| self.give_up())
    }

    fn length(&mut self) -> usize {
        let length = self.varint();
        self.narrow(length)
    }

    #[inline(never)]
    fn text(&mut self) -> &'a str {
        let length = self.length();
        std::str::from_utf8(self.take(length)).unwrap_or_else(|_| self.give_up())
    }

    /// 0 or 1.
    #[inline(never)]
    fn flag(&mut self) -> bool {
        match self.byte() {
            0 => false,
            1 => true,
            _ => self.give_up(),
        }
    }
}

/// Error of reading, which never occurs. A type that refuses a value of its own, which none of the protocol does, ends the program.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        std::process::abort()
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        std::process::abort()
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        std::process::abort()
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        std::process::abort()
    }
}

/// A number read by a method of [`Reader`] and made narrow.
macro_rules! numbers {
    ($($method:ident => $visit:ident, $read:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            let wide = self.$read();
            visitor.$visit(self.narrow(wide))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Never;

    numbers! {
        deserialize_u16 => visit_u16, varint;
        deserialize_u32 => visit_u32, varint;
        deserialize_u64 => visit_u64, varint;
        deserialize_i16 => visit_i16, zigzag;
        deserialize_i32 => visit_i32, zigzag;
        deserialize_i64 => visit_i64, zigzag;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.flag())
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i8(self.byte().cast_signed())
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f32(f32::from_le_bytes(self.take(4).try_into().unwrap_or_default()))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_f64(f64::from_le_bytes(self.take(8).try_into().unwrap_or_default()))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let text = self.text();
        let letter = text.chars().next().filter(|_| text.len() <= 4);
        visitor.visit_char(letter.unwrap_or_else(|| self.give_up()))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_str(self.text())
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let length = self.length();
        visitor.visit_bytes(self.take(length))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        if self.flag() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.length();
        visitor.visit_seq(Items { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.length();
        visitor.visit_map(Items { reader: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_enum(Variant { reader: self, count: names.len() })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_unit(visitor)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// Fields of a struct or tuple: there is always another one.
struct Fields<'a, 'de>(&'a mut Reader<'de>);

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    #[expect(clippy::inline_always, reason = "its caller then need not ask whether there was another one")]
    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// Values one after another, as many as are said before them.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl Items<'_, '_> {
    fn has_next(&mut self) -> bool {
        let has_next = self.left > 0 && !self.reader.is_damaged;
        self.left = self.left.saturating_sub(1);
        has_next
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Never> {
        if self.has_next() { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    /// No value takes less than a byte, so that a length that is not true takes no memory.
    fn size_hint(&self) -> Option<usize> {
        Some(self.left.min(self.reader.bytes.len()))
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Never> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(&mut *self.reader)
    }
}

/// One of so many variants.
struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    count: usize,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a, 'de> {
    type Error = Never;
    type Variant = Fields<'a, 'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Fields<'a, 'de>), Never> {
        let index = self.reader.length();
        let index = if index < self.count { index } else { self.reader.give_up() };
        let index: U32Deserializer<Never> = self.reader.narrow::<_, u32>(index).into_deserializer();
        Ok((seed.deserialize(index)?, Fields(self.reader)))
    }
}

impl<'de> VariantAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Point,
        Line(i64),
        Box(u16, f64),
        Named { name: String, letter: Option<char> },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Id(u32);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        flag: bool,
        small: (u8, i8, i16),
        large: (u64, i32, usize, f32),
        id: Id,
        shapes: Vec<Shape>,
        counts: BTreeMap<String, Option<Box<u64>>>,
        nothing: (),
    }

    fn everything() -> Everything {
        let named = Shape::Named { name: "Bj\u{f6}rk".to_owned(), letter: Some('\u{65e5}') };
        Everything {
            flag: true,
            small: (255, -128, i16::MIN),
            large: (u64::MAX, i32::MIN, 70_000, 0.1),
            id: Id(u32::MAX),
            shapes: vec![Shape::Point, Shape::Line(i64::MIN), Shape::Line(63), Shape::Box(65_535, -1.5), named],
            counts: BTreeMap::from([(String::new(), None), ("b".to_owned(), Some(Box::new(128)))]),
            nothing: (),
        }
    }

    #[test]
    fn what_postcard_writes_is_read() {
        assert_eq!(read(&postcard::to_allocvec(&everything()).unwrap()), Some(everything()));
    }

    #[test]
    fn what_is_cut_is_dropped() {
        let bytes = postcard::to_allocvec(&everything()).unwrap();
        for end in 0..bytes.len() {
            assert_eq!(read::<Everything>(&bytes[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn whatever_postcard_refuses_is_dropped() {
        let bytes = postcard::to_allocvec(&everything()).unwrap();
        for place in 0..bytes.len() {
            for byte in 0..=255 {
                let mut bytes = bytes.clone();
                bytes[place] = byte;
                let other = postcard::from_bytes::<Everything>(&bytes).ok();
                assert_eq!(format!("{:?}", read::<Everything>(&bytes)), format!("{other:?}"), "{byte} at {place}");
            }
        }
    }
}
