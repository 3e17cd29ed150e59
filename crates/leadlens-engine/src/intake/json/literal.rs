//! Objects as Python, JavaScript, Ruby and word processors spell them, as JSON.

use leadlens_workbook::stepper::Pace;

/// The most bytes one object is followed for.
pub(super) const LENGTH_LIMIT: usize = 1 << 22;

/// Deepest nesting that is followed, in levels.
const DEPTH_LIMIT: usize = 128;

/// Rewriting a byte takes as long as scanning so many.
const REWRITE_COST: usize = 8;

/// Marks that open and close a string, those of word processors too.
pub(super) const QUOTES: [char; 13] = ['"', '\'', '`', '“', '”', '„', '‟', '‘', '’', '‚', '＂', '«', '»'];

/// Letters that stand before a string and say how it is stored (`u'…'`, `b'…'`).
const STRING_PREFIXES: [&str; 8] = ["u", "b", "r", "f", "U", "B", "R", "N"];

/// True where an object begins in another spelling than that of JSON: a typographic or single quote, a bare or symbolic key.
pub(in crate::intake) fn opens_literal(text: &str) -> bool {
    let Some(inside) = text.strip_prefix(['{', '[']) else { return false };
    let inside = inside.trim_start_matches(is_blank);
    let Some(first) = inside.chars().next() else { return false };
    if first != '"' && QUOTES.contains(&first) {
        return true;
    }
    if text.starts_with('[') {
        return first == '{' && opens_literal(inside);
    }
    let key = inside.strip_prefix(':').unwrap_or(inside);
    let length = key.find(|letter: char| !is_word(letter)).unwrap_or(key.len());
    let behind = key.get(length..).unwrap_or_default().trim_start_matches(is_blank);
    let is_key = length > 0 && !first.is_ascii_digit() && (behind.starts_with(':') || behind.starts_with("=>"));
    is_key || (first.is_alphabetic() && key.get(length..).is_some_and(|rest| rest.starts_with(QUOTES)))
}

/// The object at the start of a text in JSON, and its length in the text; `None` where it does not end.
pub(super) async fn to_json(text: &str, pace: &mut Pace) -> Option<(String, usize)> {
    let text = text.get(..text.floor_char_boundary(LENGTH_LIMIT))?;
    let mut writer = Writer { text, at: 0, depth: 0, json: String::with_capacity(text.len().min(1 << 12)) };
    loop {
        let before = writer.at;
        let is_done = writer.step()?;
        pace.spend(REWRITE_COST * (writer.at - before)).await;
        if is_done {
            return Some((writer.json, writer.at));
        }
    }
}

struct Writer<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    json: String,
}

impl<'t> Writer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Writes one token; true behind the end of the object.
    fn step(&mut self) -> Option<bool> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        self.at += first.len_utf8();
        match first {
            '{' | '[' | '(' => {
                self.depth += 1;
                self.json.push(if first == '{' { '{' } else { '[' });
                return (self.depth <= DEPTH_LIMIT).then_some(false);
            }
            '}' | ']' | ')' => {
                self.depth = self.depth.checked_sub(1)?;
                self.json.push(if first == '}' { '}' } else { ']' });
                return Some(self.depth == 0);
            }
            ',' => self.json.push(','),
            '=' if rest.starts_with("=>") => {
                self.at += 1;
                self.json.push(':');
            }
            // A symbol of Ruby.
            ':' if self.is_before_key() => {}
            ':' => self.json.push(':'),
            '/' if rest.starts_with("//") => self.at += rest.find('\n').unwrap_or(rest.len()) - 1,
            '/' if rest.starts_with("/*") => self.at += rest.find("*/")? + 1,
            _ if is_blank(first) => self.json.push(' '),
            _ if QUOTES.contains(&first) => self.string(first)?,
            _ => self.word(rest)?,
        }
        Some(false)
    }

    fn is_before_key(&self) -> bool {
        self.json.trim_end().ends_with(['{', ','])
    }

    /// Writes the string whose opening mark was read.
    fn string(&mut self, open: char) -> Option<()> {
        let rest = self.rest();
        self.json.push('"');
        let mut letters = rest.char_indices();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '\\' => {
                    let (_, escaped) = letters.next()?;
                    self.escape(escaped, &mut letters);
                }
                _ if closes(open, letter) && (matches!(open, '"' | '`') || ends_value(rest.get(place + letter.len_utf8()..)?)) => {
                    self.at += place + letter.len_utf8();
                    self.json.push('"');
                    return Some(());
                }
                '"' => self.json.push_str("\\\""),
                '\n' => self.json.push_str("\\n"),
                '\t' => self.json.push_str("\\t"),
                _ if letter < ' ' => {}
                _ => self.json.push(letter),
            }
        }
        None
    }

    /// Writes what an escape stands for, in the escapes of JSON.
    fn escape(&mut self, escaped: char, letters: &mut std::str::CharIndices<'_>) {
        match escaped {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u' => self.json.extend(['\\', escaped]),
            'x' => {
                let digits: String = letters.by_ref().take(2).map(|(_, digit)| digit).collect();
                self.json.extend(["\\u00", &digits]);
            }
            '\n' => {}
            _ if QUOTES.contains(&escaped) => self.json.push(escaped),
            _ => self.json.extend(['\\', '\\', escaped]),
        }
    }

    /// Writes a word outside of strings: a key, a number, a value by name, or a call that makes one.
    fn word(&mut self, rest: &str) -> Option<()> {
        let length = rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len()).max(rest.chars().next()?.len_utf8());
        let (word, behind) = rest.split_at(length);
        self.at += length - rest.chars().next()?.len_utf8();
        if STRING_PREFIXES.contains(&word) && behind.starts_with(['"', '\'']) || word == "new" {
            return Some(());
        }
        if let Some(arguments) = behind.strip_prefix('(') {
            // A call that passes an object on (`JSON.stringify({…})`): its brackets are those of a list.
            if arguments.trim_start().starts_with(['{', '[']) {
                return Some(());
            }
            let end = arguments.find(')')?;
            self.at += end + 2;
            self.text_value(&called(arguments.get(..end)?));
            return Some(());
        }
        match word {
            "None" | "undefined" | "NaN" | "nil" | "null" | "NULL" => self.json.push_str("null"),
            "True" | "true" => self.json.push_str("true"),
            "False" | "false" => self.json.push_str("false"),
            _ => self.text_value(word),
        }
        Some(())
    }

    fn text_value(&mut self, text: &str) {
        self.json.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.json.extend(['\\', letter]),
                _ if letter < ' ' => self.json.push(' '),
                _ => self.json.push(letter),
            }
        }
        self.json.push('"');
    }
}

/// The value that a call makes of its arguments: of numbers from a year on a time, of anything else its first argument.
fn called(arguments: &str) -> String {
    let numbers: Option<Vec<u32>> = arguments.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some(&[year, month, day, ref clock @ ..]) if (1900..2200).contains(&year) => {
            let part = |place: usize| clock.get(place).copied().unwrap_or_default();
            format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", part(0), part(1), part(2))
        }
        _ => arguments.split(',').next().unwrap_or_default().trim().trim_matches(QUOTES).to_owned(),
    }
}

/// True where what follows a mark can only follow the end of a value.
fn ends_value(behind: &str) -> bool {
    let behind = behind.trim_start_matches(is_blank);
    behind.is_empty() || behind.starts_with([',', ':', '}', ']', ')']) || behind.starts_with("=>")
}

/// True for a mark that closes a string another one opened; word processors turn marks in either direction.
fn closes(open: char, letter: char) -> bool {
    match open {
        '"' | '`' => letter == open,
        '\'' | '‘' | '’' | '‚' => matches!(letter, '\'' | '‘' | '’' | '‚'),
        '«' | '»' => matches!(letter, '«' | '»'),
        _ => matches!(letter, '"' | '“' | '”' | '„' | '‟' | '＂'),
    }
}

/// True for blanks, those without a width too.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}')
}

/// Letters of keys and of values without quotes.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.' | '-' | '+' | '@')
}

#[cfg(test)]
mod tests {
    use leadlens_workbook::stepper::at_once;

    use super::*;

    #[test]
    fn objects_of_other_programs_become_json() {
        for (text, expected) in [
            ("{'a': 'x', 'b': None, 'c': [True, 1.50]}", r#"{"a": "x", "b": null, "c": [true, "1.50"]}"#),
            ("{“a”: “x \"y\"”,\u{a0}‘b’: ‘it’s’}", r#"{"a": "x \"y\"", "b": "it’s"}"#),
            ("{\"a\": \"D'Arcy\", 'b': \"x\\'y\"}", r#"{"a": "D'Arcy", "b": "x'y"}"#),
            ("{a: 'x', // note\n b_c: undefined, /* , */ d: `y`,}", r#"{"a": "x",   "b_c": null,  "d": "y",}"#),
            ("{:a => 'x', \"b\"=>nil}", r#"{"a" : "x", "b":null}"#),
            ("{u'a': u'\\xe9', 'b': b'y'}", r#"{"a": "\u00e9", "b": "y"}"#),
            (
                "{'a': datetime.datetime(2024, 3, 4, 10, 11), 'b': Decimal('1.5'), c: new Date(\"2024-03-04\")}",
                r#"{"a": "2024-03-04T10:11:00", "b": "1.5", "c":  "2024-03-04"}"#,
            ),
            ("{'a': ('x', 'y')} and more", r#"{"a": ["x", "y"]}"#),
            ("{body: JSON.stringify({a: 'x'})}", r#"{"body": [{"a": "x"}]}"#),
        ] {
            let found = at_once(async |pace| to_json(text, pace).await);
            assert_eq!(found.map(|(json, _)| json).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_does_not_end_is_no_object() {
        for text in ["{'a': 'x'", "{'a", "{"] {
            assert_eq!(at_once(async |pace| to_json(text, pace).await), None, "{text}");
        }
    }

    #[test]
    fn only_another_spelling_opens_a_literal() {
        for (text, expected) in [
            ("{'a': 1}", true),
            ("{\n  “a”: 1}", true),
            ("[{'a': 1}]", true),
            ("{email: 1}", true),
            ("{u'a': 1}", true),
            ("{:a => 1}", true),
            ("{\"a\": 1}", false),
            ("{8F3A-11} x", false),
            ("{first name}", false),
            ("{}", false),
        ] {
            assert_eq!(opens_literal(text), expected, "{text}");
        }
    }
}
