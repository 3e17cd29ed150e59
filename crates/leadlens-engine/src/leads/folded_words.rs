//! Words of a name as they are compared: folded, without punctuation.

use super::latin::push_folded;

/// The words of a name, folded, with a blank between them; `&` is the word `and`.
pub(super) fn folded_words(text: &str) -> String {
    let mut words = FoldedWords { folded: String::with_capacity(text.len() + 4), gap: false, since_dot: 0 };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // Told at a glance, as nearly all letters are.
            _ if letter.is_ascii_alphanumeric() => {
                words.letter(letter);
                continue;
            }
            '&' | '＆' => {
                words.gap = true;
                "and".chars().for_each(|letter| words.letter(letter));
                words.gap = true;
            }
            // Dots join initials (`s.r.o.`, `J.P.`) and part what is longer (`contoso.com`, `Ltd.Şti`).
            '.' | '．' => words.gap |= words.since_dot > 2 || letters.peek().is_none_or(|next| !next.is_alphanumeric()),
            '\'' | '’' | '`' | '´' | '"' | '״' | '׳' => {}
            // `A/S`, `c/o`.
            '/' if words.since_dot == 1 && !words.gap => {}
            '㈱' | '㈲' | '㍿' | '㈜' => words.gap = true,
            _ if letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{e31}'..='\u{e4e}' | '\u{93c}'..='\u{94d}') => {
                words.letter(letter);
                continue;
            }
            _ => words.gap = true,
        }
        words.since_dot = 0;
    }
    words.folded
}

/// Words as they are gathered.
struct FoldedWords {
    folded: String,
    /// True when the next letter begins a word.
    gap: bool,
    /// Letters since the last mark.
    since_dot: usize,
}

impl FoldedWords {
    fn letter(&mut self, letter: char) {
        if self.gap && !self.folded.is_empty() {
            self.folded.push(' ');
        }
        self.gap = false;
        self.since_dot += 1;
        push_folded(letter, &mut self.folded);
    }
}
