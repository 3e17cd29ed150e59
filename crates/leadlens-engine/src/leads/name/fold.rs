//! Letters as they are compared: lower case, without diacritics, Cyrillic and Greek in Latin letters.
//!
//! An own table of a thousand bytes does what names need; the Unicode tables of a normalisation crate would add a hundred kilobytes to
//! the page and still leave ł, ø, đ and ı as they are, which have no decomposition.

/// The letters from U+00C0 to U+017F; `?` where one letter is not enough.
const LATIN: &[u8; 192] = b"aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnn??oooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// The letters from U+01CD to U+021B: Pinyin with tones, Romanian.
const LATIN_B: &[u8; 79] = b"aaiioouuuuuuuuuu?aaaa??ggggkkoooo??j???gg??nnaa??ooaaaaeeeeiiiioooorrrruuuusstt";
/// The letters from U+1E00 to U+1EFF: Vietnamese, transliterations.
const LATIN_ADDITIONAL: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo\
pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????\
aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/// Language of a text in Cyrillic letters, as far as its letters tell: Russian unless one of them is Ukrainian only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cyrillic {
    Russian,
    Ukrainian,
}

/// A text with every letter folded; a blank for every mark that parts words, nothing for one that does not. Hyphens stay; blanks are not tidied.
///
/// Cyrillic follows the passport spelling most people have in e-mail addresses (ж zh, х kh, ю yu, я ya), Greek ELOT 743 without accents.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_ukrainian = text.chars().any(|letter| matches!(letter, 'і' | 'І' | 'ї' | 'Ї' | 'є' | 'Є' | 'ґ' | 'Ґ'));
    let cyrillic = if is_ukrainian { Cyrillic::Ukrainian } else { Cyrillic::Russian };
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            'A'..='Z' | 'a'..='z' | ' ' => out.push(letter.to_ascii_lowercase()),
            // Marks inside a word: apostrophes of every kind, combining accents, marks without width, the Arabic lengthening.
            '\''
            | '’'
            | '‘'
            | 'ʼ'
            | 'ʻ'
            | 'ʹ'
            | 'ʿ'
            | 'ʾ'
            | '`'
            | '´'
            | '′'
            | '＇'
            | '\u{300}'..='\u{36F}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{64B}'..='\u{652}'
            | '\u{640}' => {}
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => out.extend(ascii_of_fullwidth(letter)),
            'À'..='ɏ' | 'Ḁ'..='ỿ' | 'ə' => push_latin(&mut out, letter),
            'Ͱ'..='Ͽ' | 'ἀ'..='῾' => out.push_str(greek(letter, next, before)),
            'Ѐ'..='ӿ' => push_cyrillic(&mut out, letter, next, cyrillic),
            '-' | '‐' | '‑' | '–' | '—' | '－' => out.push('-'),
            _ if letter.is_alphabetic() || is_mark_of_a_script(letter) => out.extend(letter.to_lowercase()),
            _ => out.push(' '),
        }
        before = letter;
    }
    out
}

/// Vowel signs and viramas of the scripts of India and South-East Asia: marks, but part of a word's spelling.
fn is_mark_of_a_script(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{1000}'..='\u{109F}')
        && !letter.is_numeric()
        && !letter.is_ascii_punctuation()
}

fn ascii_of_fullwidth(letter: char) -> Option<char> {
    char::from_u32(u32::from(letter) - 0xFEE0).map(|letter| letter.to_ascii_lowercase())
}

fn push_latin(out: &mut String, letter: char) {
    let code = letter as usize;
    let found = match code {
        0xC0..0x180 => LATIN.get(code - 0xC0),
        0x1CD..0x21C => LATIN_B.get(code - 0x1CD),
        0x1E00..0x1F00 => LATIN_ADDITIONAL.get(code - 0x1E00),
        _ => None,
    };
    match letter {
        _ if found.is_some_and(u8::is_ascii_lowercase) => out.extend(found.map(|byte| char::from(*byte))),
        'Æ' | 'æ' | 'Ǽ' | 'ǽ' => out.push_str("ae"),
        'Œ' | 'œ' => out.push_str("oe"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'Þ' | 'þ' => out.push_str("th"),
        'Ĳ' | 'ĳ' => out.push_str("ij"),
        'Ŋ' | 'ŋ' => out.push_str("ng"),
        'Ə' | 'ə' => out.push('a'),
        'Ơ' | 'ơ' => out.push('o'),
        'Ư' | 'ư' => out.push('u'),
        '×' | '÷' => out.push(' '),
        _ => out.extend(letter.to_lowercase()),
    }
}

fn push_cyrillic(out: &mut String, letter: char, next: Option<char>, language: Cyrillic) {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let next_is_vowel = next.is_some_and(|next| "аеёиоуыэюяАЕЁИОУЫЭЮЯ".contains(next));
    let latin = match (lower, language) {
        ('г', Cyrillic::Ukrainian) | ('һ', _) => "h",
        ('а' | 'ә', _) => "a",
        ('б', _) => "b",
        ('в', _) => "v",
        ('г' | 'ґ' | 'ғ' | 'ѓ', _) => "g",
        ('д', _) => "d",
        ('е' | 'э', _) => "e",
        ('ё', _) => "yo",
        ('ж' | 'җ', _) => "zh",
        ('з' | 'ѕ', _) => "z",
        ('и', Cyrillic::Ukrainian) | ('й' | 'ы', _) => "y",
        ('и' | 'і' | 'ї' | 'ѝ', _) => "i",
        ('к' | 'қ' | 'ќ', _) => "k",
        ('л', _) => "l",
        ('м', _) => "m",
        ('н' | 'ң', _) => "n",
        ('о' | 'ө', _) => "o",
        ('п', _) => "p",
        ('р', _) => "r",
        ('с', _) => "s",
        ('т', _) => "t",
        ('у' | 'ү' | 'ұ' | 'ў', _) => "u",
        ('ф', _) => "f",
        ('х' | 'ҳ', _) => "kh",
        ('ц', _) => "ts",
        ('ч' | 'ҷ', _) => "ch",
        ('ш', _) => "sh",
        ('щ', _) => "shch",
        // The hard sign stands before a vowel in Russian; before a consonant it is the Bulgarian vowel.
        ('ъ', _) if !next_is_vowel && next.is_some_and(char::is_alphabetic) => "a",
        ('ъ' | 'ь', _) => "",
        ('ю', _) => "yu",
        ('я', _) => "ya",
        ('є', _) => "ye",
        ('ј', _) => "j",
        ('љ', _) => "lj",
        ('њ', _) => "nj",
        ('ћ', _) => "c",
        ('ђ', _) => "dj",
        ('џ', _) => "dz",
        _ => return out.extend(letter.to_lowercase()),
    };
    out.push_str(latin);
}

/// A Greek letter in Latin; `before` and `next` are its neighbours, because ου is one vowel and μπ one consonant at a word's beginning.
fn greek(letter: char, next: Option<char>, before: char) -> &'static str {
    let next = next.map(plain_greek);
    let starts = !before.is_alphabetic();
    match plain_greek(letter) {
        'α' => "a",
        'β' => "v",
        'γ' if matches!(next, Some('γ' | 'χ' | 'ξ')) => "n",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' if starts && next == Some('π') => "",
        'μ' => "m",
        'ν' if starts && next == Some('τ') => "",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' if plain_greek(before) == 'μ' => "b",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'υ' if matches!(plain_greek(before), 'α' | 'ε' | 'η') && before != 'ά' && before != 'έ' => "v",
        'υ' if plain_greek(before) == 'ο' => "u",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => "",
    }
}

/// A Greek letter in lower case and without accents.
fn plain_greek(letter: char) -> char {
    match letter {
        'ά' | 'Ά' | 'Α' | 'ἀ'..='ἇ' => 'α',
        'έ' | 'Έ' | 'Ε' => 'ε',
        'ή' | 'Ή' | 'Η' => 'η',
        'ί' | 'Ί' | 'Ι' | 'ϊ' | 'Ϊ' | 'ΐ' => 'ι',
        'ό' | 'Ό' | 'Ο' => 'ο',
        'ύ' | 'Ύ' | 'Υ' | 'ϋ' | 'Ϋ' | 'ΰ' => 'υ',
        'ώ' | 'Ώ' | 'Ω' => 'ω',
        'ς' | 'Σ' => 'σ',
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_languages_become_plain_ones() {
        for (text, expected) in [
            ("Jiří", "jiri"),
            ("ŁUKASZ", "lukasz"),
            ("Żółć", "zolc"),
            ("Weiß", "weiss"),
            ("Müller", "muller"),
            ("Søren", "soren"),
            ("Đặng", "dang"),
            ("Nguyễn", "nguyen"),
            ("Ơ Ư", "o u"),
            ("İbrahim Işık", "ibrahim isik"),
            ("Ægir Þór", "aegir thor"),
            ("Ștefan Țîru", "stefan tiru"),
            ("Zoe\u{308}", "zoe"),
            ("Ｗａｎｇ", "wang"),
            ("O’Brien", "obrien"),
            ("J.R.", "j r "),
            ("Anne-Marie", "anne-marie"),
            ("Владимир", "vladimir"),
            ("Щербаков", "shcherbakov"),
            ("Юлія Григоренко", "yuliya hryhorenko"),
            ("Ольга", "olga"),
            ("Гълъбов", "galabov"),
            ("Ђорђе", "djordje"),
            ("Γιώργος", "giorgos"),
            ("Παπαδοπούλου", "papadopoulou"),
            ("王小明", "王小明"),
            ("김민수", "김민수"),
            ("محمّد", "محمد"),
            ("राजेश", "राजेश"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }
}
