//! Choice of a legacy encoding: every one is tried on a sample, and the one whose text reads best is taken.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use leadlens_workbook::stepper::{Pace, at_once};

use super::evidence;
use super::languages::REGIONS;
use super::samples::Samples;
use super::transcoder::Transcoder;
use super::{HEAD_SIZE, unicode};
use crate::intake::{Encoding, SourceError};
use crate::sorting;

/// Most encodings that are offered.
const PLAUSIBLE: usize = 8;

/// Least worth of the guess of letter statistics: as much as a letter, less than a known header. More made more mistakes.
const GUESS: i32 = 3;

/// In how many bytes beyond ASCII the guess gains a point; a right letter gains up to four, so that it helps in texts of any length.
const BYTES_PER_GUESS_POINT: i32 = 2;

/// A country code or an address in a country where the encoding is written; so many of them count.
const COUNTRY: i32 = 3;
const COUNTRIES: usize = 3;

/// A text worth less than this a byte beyond ASCII is none: words in their own encoding are worth more than nothing.
const GARBAGE: i32 = -3;

/// Encodings tried, with what they are worth before anything is seen: those of current systems more than those of past ones, since where
/// two say the same their text is the same.
const CANDIDATES: [(Encoding, i32); 27] = [
    (Encoding::Windows1252, 4),
    (Encoding::Windows1250, 3),
    (Encoding::Windows1251, 3),
    (Encoding::Windows1254, 2),
    (Encoding::Windows1253, 3),
    (Encoding::Gb18030, 3),
    (Encoding::Big5, 3),
    (Encoding::ShiftJis, 3),
    (Encoding::EucKr, 3),
    (Encoding::EucJp, 2),
    (Encoding::Iso8859_2, 0),
    (Encoding::Iso8859_15, 0),
    (Encoding::Koi8R, 1),
    (Encoding::Koi8U, 0),
    (Encoding::Iso8859_7, 0),
    (Encoding::Iso8859_5, 0),
    (Encoding::Windows1255, 0),
    (Encoding::Windows1256, 0),
    (Encoding::Windows1257, 0),
    (Encoding::Windows1258, -2),
    (Encoding::Windows874, 0),
    // It has a letter for every byte, so a few letters fit it by chance.
    (Encoding::Macintosh, -6),
    // So have those of DOS, which few programs write today.
    (Encoding::Ibm850, -6),
    (Encoding::Ibm437, -6),
    (Encoding::Ibm852, -6),
    (Encoding::Ibm866, -6),
    (Encoding::Ibm857, -6),
];

/// Judging a byte of a sample in one encoding takes as long as scanning so many.
const RANK_COST: usize = 20;

/// An encoding and what the sample is worth read in it.
struct Ranked {
    encoding: Encoding,
    score: i32,
    is_valid: bool,
}

/// The encodings in which these first bytes of a source can be read, the most plausible first, at most eight.
pub fn plausible(bytes: &[u8]) -> Vec<Encoding> {
    let unicode = unicode::encoding_of(bytes.get(..HEAD_SIZE).unwrap_or(bytes));
    let is_utf8 = unicode == Encoding::Utf8 && !read(unicode, bytes).contains('\u{fffd}');
    let first = (is_utf8 || unicode != Encoding::Utf8).then_some(unicode);
    let (sample, used, ranking) = at_once(async |pace| {
        let sample = Samples::of(bytes, pace).await.all;
        let ranking = ranking(&sample, pace).await;
        (sample, used_bytes(bytes, pace).await, ranking)
    });
    let detected = best(&ranking, &sample, &used).filter(|_| first.is_none());
    let legacy = ranking.iter().filter(|ranked| ranked.is_valid && Some(ranked.encoding) != detected);
    first.into_iter().chain(detected).chain(legacy.map(|ranked| ranked.encoding)).take(PLAUSIBLE).collect()
}

/// The legacy encoding of bytes, by a sample of them and by the bytes beyond ASCII that occur at all.
///
/// # Errors
/// [`SourceError::Encoding`], at `offset`, when it reads like no text in any.
pub(super) async fn legacy_encoding(sample: &[u8], used: &[u8], offset: usize, pace: &mut Pace) -> Result<Encoding, SourceError> {
    best(&ranking(sample, pace).await, sample, used).ok_or(SourceError::Encoding { offset: offset as u64 })
}

/// The best encoding of a ranking, unless even in that one the sample is no text.
fn best(ranking: &[Ranked], sample: &[u8], used: &[u8]) -> Option<Encoding> {
    let limit = GARBAGE.saturating_mul(weight(sample).max(1));
    let best = ranking.first().filter(|best| best.score > limit)?;
    Some(first_alike(best.encoding, used))
}

/// The bytes beyond ASCII that occur, in order.
pub(super) async fn used_bytes(bytes: &[u8], pace: &mut Pace) -> Vec<u8> {
    let mut is_used = [false; 256];
    for piece in bytes.chunks(pace.slice()) {
        for &byte in piece {
            if let Some(is_used) = is_used.get_mut(usize::from(byte)) {
                *is_used = true;
            }
        }
        pace.spend(piece.len()).await;
    }
    (0x80..=0xff_u8).zip(is_used.iter().skip(0x80)).filter(|(_, is_used)| **is_used).map(|(byte, _)| byte).collect()
}

/// Score of a sample in an encoding, by letters and their places alone.
pub(super) fn score_in(encoding: Encoding, sample: &[u8]) -> i32 {
    evidence::score(&read(encoding, sample), alphabet(encoding).as_deref()) + byte_score(encoding, sample)
}

async fn ranking(sample: &[u8], pace: &mut Pace) -> Vec<Ranked> {
    let guess = guess(sample);
    let guess_worth = GUESS.max(weight(sample) / BYTES_PER_GUESS_POINT);
    let countries = countries(sample);
    let rank = |(encoding, prior): (Encoding, i32)| {
        let text = read(encoding, sample);
        let guessed = if is_guess(encoding, guess) { guess_worth } else { 0 };
        let text_score = evidence::score(&text, alphabet(encoding).as_deref()) + byte_score(encoding, sample);
        let score = text_score + prior + guessed + country_score(encoding, &countries);
        Ranked { encoding, score, is_valid: !text.contains('\u{fffd}') }
    };
    let mut ranking = Vec::with_capacity(CANDIDATES.len());
    for candidate in CANDIDATES {
        ranking.push(rank(candidate));
        pace.spend(RANK_COST * sample.len()).await;
    }
    sorting::sort_by_key(&mut ranking, |ranked| std::cmp::Reverse(ranked.score));
    ranking
}

/// The letters an encoding of one byte a letter has; none for the others, whose letters of Europe are for formulas. UTF-8 has all.
fn alphabet(encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Utf32Le | Encoding::Utf32Be => None,
        _ if !encoding.is_single_byte() => Some(String::new()),
        _ => Some(read(encoding, &(0x80..=0xff).collect::<Vec<u8>>())),
    }
}

/// Number of cells of a sample, for each region, that are a code of its countries, or an address there.
fn countries(sample: &[u8]) -> Vec<usize> {
    let mut counts = vec![0; REGIONS.len()];
    let cells = sample.split(|byte| b",;\t|\r\n\"' :<>".contains(byte));
    for cell in cells.filter(|cell| cell.is_ascii() && (cell.len() == 2 || cell.contains(&b'@'))) {
        let code = cell.rsplit(|&byte| byte == b'.').next().unwrap_or_default();
        // A country code stands in capitals; `de` and `no` are words.
        let is_word = code.len() == cell.len() && !code.iter().all(u8::is_ascii_uppercase);
        let is_here = |(codes, _): &(&[&str], _)| !is_word && codes.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(code));
        if let Some(count) = REGIONS.iter().position(is_here).and_then(|region| counts.get_mut(region)) {
            *count += 1;
        }
    }
    counts
}

fn country_score(encoding: Encoding, countries: &[usize]) -> i32 {
    let is_written = |(_, encodings): &(&[&str], &[Encoding])| encodings.contains(&encoding);
    let count = REGIONS.iter().position(is_written).and_then(|region| countries.get(region)).copied().unwrap_or_default();
    COUNTRY * i32::try_from(count.min(COUNTRIES)).unwrap_or_default()
}

/// The first candidate that makes the same text of all these bytes: of several names for it the one most systems know.
fn first_alike(encoding: Encoding, used: &[u8]) -> Encoding {
    let text = read(encoding, used);
    let is_alike =
        |&other: &Encoding| other == encoding || (encoding.is_single_byte() && other.is_single_byte() && read(other, used) == text);
    CANDIDATES.into_iter().map(|(other, _)| other).find(is_alike).unwrap_or(encoding)
}

/// The sample as text; half a character at its cut end is left out.
fn read(encoding: Encoding, sample: &[u8]) -> String {
    Transcoder::new(encoding).decode(sample, false)
}

/// Number of bytes that are not ASCII.
fn weight(sample: &[u8]) -> i32 {
    i32::try_from(sample.iter().filter(|byte| !byte.is_ascii()).count()).unwrap_or(i32::MAX)
}

/// Encoding that letter statistics guess.
fn guess(sample: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    detector.guess(None, Utf8Detection::Deny)
}

/// True where that guess means the encoding; of some families it names one for all.
fn is_guess(encoding: Encoding, guess: &'static encoding_rs::Encoding) -> bool {
    let named = match encoding {
        Encoding::Gb18030 => Some(encoding_rs::GBK),
        Encoding::Koi8R => Some(encoding_rs::KOI8_U),
        _ => encoding.standard(),
    };
    named == Some(guess)
}

/// A pair of bytes for a character in the part of a code table that holds those in daily use; in the part for rare ones; outside both.
const DAILY: i32 = 3;
const SELDOM: i32 = -5;
const OUTSIDE: i32 = -8;

/// Score by the code tables of East Asia alone: characters in daily use stand together in them.
fn byte_score(encoding: Encoding, sample: &[u8]) -> i32 {
    let class: fn(u8, u8) -> i32 = match encoding {
        Encoding::Gb18030 => |lead, trail| match (lead, trail) {
            (0xb0..=0xd7, 0xa1..) => DAILY,
            (0xa1..=0xa3, 0xa1..) => 0,
            (0xd8..=0xf7, 0xa1..) => SELDOM,
            _ => OUTSIDE,
        },
        Encoding::Big5 => |lead, _| match lead {
            0xa4..=0xc6 => DAILY,
            0xa1..=0xa3 => 0,
            0xc9..=0xf9 => SELDOM,
            _ => OUTSIDE,
        },
        Encoding::EucKr => |lead, trail| match (lead, trail) {
            (0xb0..=0xc8, 0xa1..) => DAILY,
            (0xa1..=0xa3, 0xa1..) => 0,
            (0xca..=0xfd, 0xa1..) => SELDOM,
            _ => OUTSIDE,
        },
        Encoding::EucJp => |lead, _| match lead {
            0xa4 | 0xa5 | 0xb0..=0xcf => DAILY,
            0xa1..=0xa3 => 0,
            0xd0..=0xf4 => SELDOM,
            _ => OUTSIDE,
        },
        Encoding::ShiftJis => |lead, _| match lead {
            0x82 | 0x83 | 0x88..=0x97 => DAILY,
            0x81 => 0,
            0x98..=0x9f | 0xe0..=0xea => SELDOM,
            _ => OUTSIDE,
        },
        _ => return 0,
    };
    let mut score = 0;
    let mut rest = sample;
    while let &[lead, ref after @ ..] = rest {
        rest = after;
        let is_single = lead.is_ascii() || (encoding == Encoding::ShiftJis && matches!(lead, 0xa1..=0xdf));
        if let (false, &[trail, ref after @ ..]) = (is_single, after) {
            score += class(lead, trail);
            rest = after;
        }
    }
    score
}
