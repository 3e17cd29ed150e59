//! Spelling of headers: the form in which they are compared, and the words they are made of.

/// Form in which headers are compared: letters and digits in lower case, without accents, the same in every locale.
///
/// Accents go because exports lose them (`Prenom`, `Imie`). Both Turkish letters `İ` and `ı` become `i`.
pub(super) fn normal_form(header: &str) -> String {
    let mut form = String::with_capacity(header.len());
    for letter in header.chars() {
        if letter.is_ascii() {
            if letter.is_ascii_alphanumeric() {
                form.push(letter.to_ascii_lowercase());
            }
        } else {
            for letter in half_width(letter).to_lowercase().filter(|letter| letter.is_alphanumeric()) {
                push_plain(&mut form, letter);
            }
        }
    }
    form
}

/// Letters and digits alone, in lower case, accents and all.
pub(crate) fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Spelling of a word where umlauts cannot be written (`Laenderkuerzel`); `None` for words without.
pub(super) fn spelled_out(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let spelled = lower.replace(['ä', 'æ'], "ae").replace(['ö', 'ø'], "oe").replace('ü', "ue").replace('å', "aa");
    (spelled != lower).then(|| normal_form(&spelled))
}

/// A header in one piece, and where in it words begin.
#[derive(Debug)]
pub(super) struct Tokens {
    /// The normal form of the whole.
    pub(super) form: String,
    /// The words' normal forms.
    pub(super) words: Vec<String>,
    starts: Vec<usize>,
}

/// Inside a word a stem this long means what it says: `besitzer` in `Leadbesitzer`, but not `partner` in `Ansprechpartner`.
const TELLING_STEM: usize = 8;

impl Tokens {
    /// Splits at everything that is no letter or digit, and before capitals behind small letters.
    pub(super) fn of(header: &str) -> Self {
        let mut pieces = vec![String::new()];
        let mut last_is_small = false;
        for letter in header.chars() {
            let is_part = letter.is_alphanumeric() || !letter.is_ascii() && !letter.is_whitespace() && !is_mark(letter);
            if !is_part || last_is_small && letter.is_uppercase() {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut().filter(|_| is_part) {
                piece.push(letter);
            }
            last_is_small = letter.is_lowercase();
        }
        let words: Vec<_> = pieces.iter().map(|piece| normal_form(piece)).filter(|word| !word.is_empty()).collect();
        let mut starts = Vec::with_capacity(words.len());
        let mut form = String::new();
        for word in &words {
            starts.push(form.len());
            form.push_str(word);
        }
        Self { form, words, starts }
    }

    /// True where a stem begins a word, or stands anywhere if it is long or of a script that writes words together.
    pub(super) fn contain(&self, stem: &str) -> bool {
        let is_telling = !stem.is_ascii() || stem.len() >= TELLING_STEM;
        self.form.match_indices(stem).any(|(at, _)| is_telling || self.starts.contains(&at))
    }
}

/// Full-width forms and the ideographic blank as their plain letters.
fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// Marks outside ASCII that stand between words.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '：' | '（' | '）' | '／' | '・' | '·' | '«' | '»' | '№' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Appends a small letter without its accent.
fn push_plain(form: &mut String, letter: char) {
    let plain = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ậ' | 'ắ' | 'ằ' => 'a',
        'ç' | 'ć' | 'č' | 'ċ' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ề' | 'ệ' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ị' => 'i',
        'ķ' => 'k',
        'ł' | 'ľ' | 'ĺ' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ọ' | 'ố' | 'ồ' | 'ộ' | 'ơ' | 'ờ' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ụ' | 'ứ' | 'ư' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' => return form.push_str("ss"),
        'æ' => return form.push_str("ae"),
        'œ' => return form.push_str("oe"),
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ـ' => return,
        _ => letter,
    };
    form.push(plain);
}
