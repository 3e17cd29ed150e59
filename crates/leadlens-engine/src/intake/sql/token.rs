//! Words, texts and signs of SQL as databases write it.

/// A token of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A keyword, a number, or a name, without its quotes.
    Word(String),
    /// A text, without its quotes and escapes.
    Text(String),
    /// Anything else, a letter at a time.
    Sign(char),
}

impl Token {
    /// True for that keyword, in any case of letters.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found.eq_ignore_ascii_case(word))
    }
}

/// The tokens of a text; comments are none.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    peeked: Option<Token>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, peeked: None }
    }

    /// First byte not read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// The next token, which stays the next.
    pub(super) fn peek(&mut self) -> Option<Token> {
        if self.peeked.is_none() {
            self.peeked = self.read();
        }
        self.peeked.clone()
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Option<Token> {
        self.peeked.take().or_else(|| self.read())
    }

    /// Takes a sign where it comes next; whether it does is the answer.
    pub(super) fn take_sign(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(Token::Sign(sign));
        if is_next {
            self.peeked = None;
        }
        is_next
    }

    /// The rest of the line, without its end; `None` at the end of the text. A token that was peeked at is behind it.
    pub(super) fn next_line(&mut self) -> Option<&'t str> {
        self.peeked = None;
        let rest = self.rest();
        let (line, _) = rest.split_once('\n').unwrap_or((rest, ""));
        self.at = (self.at + line.len() + 1).min(self.text.len());
        (!rest.is_empty()).then(|| line.trim_end_matches('\r'))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn read(&mut self) -> Option<Token> {
        self.skip_blanks();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let prefixed = rest.strip_prefix(['N', 'n', 'E', 'e', 'B', 'b', 'X', 'x']).is_some_and(|behind| behind.starts_with('\''));
        Some(match first {
            '\'' => Token::Text(self.quoted('\'', 1)),
            _ if prefixed => Token::Text(self.quoted('\'', 2)),
            '"' | '`' => Token::Word(self.quoted(first, 1)),
            '[' => Token::Word(self.quoted(']', 1)),
            _ if is_word(first) && first != '.'
                || matches!(first, '-' | '+' | '.') && rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit()) =>
            {
                let length = rest.char_indices().skip(1).find(|(_, letter)| !is_word(*letter)).map_or(rest.len(), |(place, _)| place);
                // Names in a path are words of their own, numbers with a point are one.
                let is_number = !first.is_alphabetic() && first != '_';
                let end = rest.get(..length).and_then(|word| word.find('.')).filter(|_| !is_number).unwrap_or(length);
                self.at += end;
                Token::Word(rest.get(..end).unwrap_or_default().to_owned())
            }
            _ => {
                self.at += first.len_utf8();
                Token::Sign(first)
            }
        })
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let comment = if trimmed.starts_with("--") || trimmed.starts_with('#') {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += comment;
        }
    }

    /// The text up to a closing mark, behind so many bytes; doubled marks are one, and a backslash escapes.
    fn quoted(&mut self, mark: char, before: usize) -> String {
        let mut out = String::new();
        self.at += before;
        let rest = self.rest();
        let mut letters = rest.char_indices().peekable();
        while let Some((place, letter)) = letters.next() {
            if letter == mark {
                if letters.next_if(|(_, next)| *next == mark).is_none() {
                    self.at += place + mark.len_utf8();
                    return out;
                }
                out.push(mark);
            } else if letter == '\\' && mark == '\'' {
                out.extend(letters.next().map(|(_, escaped)| unescaped(escaped)));
            } else {
                out.push(letter);
            }
        }
        self.at = self.text.len();
        out
    }
}

fn unescaped(letter: char) -> char {
    match letter {
        'n' | 'r' => '\n',
        't' => '\t',
        '0' => ' ',
        other => other,
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.' | '@')
}
