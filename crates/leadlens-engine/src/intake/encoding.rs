//! Encodings by which bytes become text, under the names of the WHATWG Encoding Standard, or of IANA where that has none.

use encoding_rs as standard;
use serde::{Deserialize, Serialize};

pub(super) mod code_page;

use code_page::CodePage;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16 little endian.
    Utf16Le,
    /// UTF-16 big endian.
    Utf16Be,
    /// Central European Windows.
    Windows1250,
    /// Cyrillic Windows.
    Windows1251,
    /// Western European Windows; what the Encoding Standard takes ISO-8859-1 for, too.
    Windows1252,
    /// Greek Windows.
    Windows1253,
    /// Turkish Windows; what the Encoding Standard takes ISO-8859-9 for, too.
    Windows1254,
    /// Hebrew Windows.
    Windows1255,
    /// Arabic Windows.
    Windows1256,
    /// Baltic Windows.
    Windows1257,
    /// Vietnamese Windows.
    Windows1258,
    /// Thai Windows.
    Windows874,
    /// Central European ISO.
    Iso8859_2,
    /// Cyrillic ISO.
    Iso8859_5,
    /// Greek ISO.
    Iso8859_7,
    /// Western European ISO with the euro sign.
    Iso8859_15,
    /// Russian KOI8.
    Koi8R,
    /// Ukrainian KOI8.
    Koi8U,
    /// Western European of old Apple systems.
    Macintosh,
    /// Traditional Chinese.
    Big5,
    /// Simplified Chinese; covers GBK and GB 2312.
    Gb18030,
    /// Japanese Windows.
    ShiftJis,
    /// Japanese Unix.
    EucJp,
    /// Korean Windows.
    EucKr,
    /// UTF-32 little endian.
    Utf32Le,
    /// UTF-32 big endian.
    Utf32Be,
    /// Japanese in seven bits, as old e-mail has it.
    Iso2022Jp,
    /// DOS in the United States.
    Ibm437,
    /// Western European DOS.
    Ibm850,
    /// Central European DOS.
    Ibm852,
    /// Turkish DOS.
    Ibm857,
    /// Cyrillic DOS.
    Ibm866,
}

impl Encoding {
    /// All encodings, in the order they are offered.
    pub const ALL: [Self; 33] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1252,
        Self::Windows1253,
        Self::Windows1254,
        Self::Windows1255,
        Self::Windows1256,
        Self::Windows1257,
        Self::Windows1258,
        Self::Windows874,
        Self::Iso8859_2,
        Self::Iso8859_5,
        Self::Iso8859_7,
        Self::Iso8859_15,
        Self::Koi8R,
        Self::Koi8U,
        Self::Macintosh,
        Self::Big5,
        Self::Gb18030,
        Self::ShiftJis,
        Self::EucJp,
        Self::EucKr,
        Self::Utf32Le,
        Self::Utf32Be,
        Self::Iso2022Jp,
        Self::Ibm437,
        Self::Ibm850,
        Self::Ibm852,
        Self::Ibm857,
        Self::Ibm866,
    ];

    /// The label of the WHATWG Encoding Standard, or of IANA, in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Windows1252 => "windows-1252",
            Self::Windows1253 => "windows-1253",
            Self::Windows1254 => "windows-1254",
            Self::Windows1255 => "windows-1255",
            Self::Windows1256 => "windows-1256",
            Self::Windows1257 => "windows-1257",
            Self::Windows1258 => "windows-1258",
            Self::Windows874 => "windows-874",
            Self::Iso8859_2 => "iso-8859-2",
            Self::Iso8859_5 => "iso-8859-5",
            Self::Iso8859_7 => "iso-8859-7",
            Self::Iso8859_15 => "iso-8859-15",
            Self::Koi8R => "koi8-r",
            Self::Koi8U => "koi8-u",
            Self::Macintosh => "macintosh",
            Self::Big5 => "big5",
            Self::Gb18030 => "gb18030",
            Self::ShiftJis => "shift_jis",
            Self::EucJp => "euc-jp",
            Self::EucKr => "euc-kr",
            Self::Utf32Le => "utf-32le",
            Self::Utf32Be => "utf-32be",
            Self::Iso2022Jp => "iso-2022-jp",
            Self::Ibm437 => "ibm437",
            Self::Ibm850 => "ibm850",
            Self::Ibm852 => "ibm852",
            Self::Ibm857 => "ibm857",
            Self::Ibm866 => "ibm866",
        }
    }

    /// The encoding of that label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.label() == label)
    }

    /// The decoder tables of the Encoding Standard; `None` for an encoding it leaves out.
    pub(super) fn standard(self) -> Option<&'static standard::Encoding> {
        Some(match self {
            Self::Utf8 => standard::UTF_8,
            Self::Utf16Le => standard::UTF_16LE,
            Self::Utf16Be => standard::UTF_16BE,
            Self::Windows1250 => standard::WINDOWS_1250,
            Self::Windows1251 => standard::WINDOWS_1251,
            Self::Windows1252 => standard::WINDOWS_1252,
            Self::Windows1253 => standard::WINDOWS_1253,
            Self::Windows1254 => standard::WINDOWS_1254,
            Self::Windows1255 => standard::WINDOWS_1255,
            Self::Windows1256 => standard::WINDOWS_1256,
            Self::Windows1257 => standard::WINDOWS_1257,
            Self::Windows1258 => standard::WINDOWS_1258,
            Self::Windows874 => standard::WINDOWS_874,
            Self::Iso8859_2 => standard::ISO_8859_2,
            Self::Iso8859_5 => standard::ISO_8859_5,
            Self::Iso8859_7 => standard::ISO_8859_7,
            Self::Iso8859_15 => standard::ISO_8859_15,
            Self::Koi8R => standard::KOI8_R,
            Self::Koi8U => standard::KOI8_U,
            Self::Macintosh => standard::MACINTOSH,
            Self::Big5 => standard::BIG5,
            Self::Gb18030 => standard::GB18030,
            Self::ShiftJis => standard::SHIFT_JIS,
            Self::EucJp => standard::EUC_JP,
            Self::EucKr => standard::EUC_KR,
            Self::Iso2022Jp => standard::ISO_2022_JP,
            Self::Ibm866 => standard::IBM866,
            Self::Utf32Le | Self::Utf32Be | Self::Ibm437 | Self::Ibm850 | Self::Ibm852 | Self::Ibm857 => return None,
        })
    }

    /// The code page of an encoding of DOS that the Encoding Standard leaves out.
    pub(super) fn code_page(self) -> Option<CodePage> {
        match self {
            Self::Ibm437 => Some(code_page::IBM437),
            Self::Ibm850 => Some(code_page::IBM850),
            Self::Ibm852 => Some(code_page::IBM852),
            Self::Ibm857 => Some(code_page::IBM857),
            _ => None,
        }
    }

    /// True for an encoding with one byte for each letter.
    pub(super) fn is_single_byte(self) -> bool {
        self.code_page().is_some() || self.standard().is_some_and(standard::Encoding::is_single_byte)
    }
}
