//! Reading options of an input, chosen by its first bytes.

use leadlens_engine::intake::{Encoding, HeaderPlace, ReadOptions, SheetChoice};

/// Delimiters a user may choose, the odd ones too.
const DELIMITERS: [char; 12] = [',', ';', '\t', '|', '^', '~', ' ', ':', '\u{1f}', '"', 'a', 'é'];

/// Bytes of text a repeated body passes: what is decided on the first bytes is then decided before the end.
const LONG: usize = (1 << 16) + 1;

/// Choices in the first four bytes of an input. A zero leaves the choice to the reader.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    encoding: u8,
    delimiter: u8,
    header: u8,
    /// The lower six bits are the sheet and the length of the pieces, the highest one selects a long text.
    size: u8,
}

impl Choices {
    /// The choices and the body of an input; `None` where it is too short.
    pub fn split(input: &[u8]) -> Option<(Self, &[u8])> {
        let (&[encoding, delimiter, header, size], body) = input.split_first_chunk()?;
        Some((Self { encoding, delimiter, header, size }, body))
    }

    /// As a user decides about reading.
    pub fn options(self) -> ReadOptions {
        ReadOptions {
            encoding: chosen(&Encoding::ALL, self.encoding),
            delimiter: chosen(&DELIMITERS, self.delimiter),
            header: self.header(),
            sheet: self
                .size
                .checked_sub(1)
                .map(|sheet| if sheet & 7 == 7 { SheetChoice::All } else { SheetChoice::One(u16::from(sheet & 7)) }),
        }
    }

    /// As a user decides who always names the delimiter.
    pub fn delimited(self) -> ReadOptions {
        let delimiter = DELIMITERS[usize::from(self.delimiter) % DELIMITERS.len()];
        ReadOptions { delimiter: Some(delimiter), encoding: None, ..self.options() }
    }

    /// As a user decides who leaves encoding and delimiter to the reader.
    pub fn layout(self) -> ReadOptions {
        ReadOptions { encoding: None, delimiter: None, ..self.options() }
    }

    /// Length of the pieces that are pushed.
    pub fn piece(self) -> usize {
        usize::from(self.size & 63) + 1
    }

    /// The body, repeated where a long text is selected.
    pub fn lengthen(self, body: &[u8]) -> Vec<u8> {
        let times = if self.size < 0xf8 || body.len() < 256 { 1 } else { LONG / body.len() + 1 };
        body.repeat(times)
    }

    fn header(self) -> Option<HeaderPlace> {
        match self.header {
            0 | 128.. => None,
            1 => Some(HeaderPlace::Nowhere),
            place => Some(HeaderPlace::Record(u32::from(place - 2))),
        }
    }
}

fn chosen<T: Copy>(all: &[T], choice: u8) -> Option<T> {
    all.get(usize::from(choice.checked_sub(1)?)).copied()
}
