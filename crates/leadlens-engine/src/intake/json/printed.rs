//! Objects as programs print them, as JSON: a name and fields in brackets (`Lead(email='…')`, `{Email=…, Company=…}`, `@{…; …}`).

use super::literal::{QUOTES, is_blank};

/// The most bytes one object is followed for.
const LENGTH_LIMIT: usize = 1 << 16;

/// Longest value without quotes, in bytes.
const VALUE_LENGTH: usize = 1 << 11;

/// Deepest nesting that is followed, in levels.
const DEPTH_LIMIT: usize = 16;

/// Fields that an object must have.
const FIELDS: usize = 2;

/// Longest name of a field, in bytes.
const KEY_LENGTH: usize = 60;

/// Words that stand for no value.
const NO_VALUES: [&str; 8] = ["None", "null", "nil", "undefined", "NULL", "<null>", "<nil>", "nullptr"];

/// True for a bracket behind which fields may stand; what stands before it must be the name of what is printed, but for braces.
pub(super) fn may_open(before: &str, rest: &str) -> bool {
    match rest.bytes().next() {
        Some(b'{') => true,
        Some(b'<') => before.ends_with('#'),
        Some(b'(' | b'[') => before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') || opens_entries(rest),
        _ => false,
    }
}

/// True where a text begins with an object so printed, or a list of them.
pub(in crate::intake) fn opens_printed(text: &str) -> bool {
    let text = text.trim_start_matches(['[', '(', '@', '#', ' ', '\n', '\r']);
    let name = text.find(|letter: char| !(letter.is_alphanumeric() || "_.$".contains(letter))).unwrap_or(text.len());
    let (name, rest) = text.split_at(name);
    let bracket = rest.trim_start_matches(' ');
    let is_named = name.starts_with(|first: char| first.is_alphabetic()) && bracket.starts_with(['(', '[', '{']);
    let inside = bracket.get(1..).unwrap_or_default();
    is_named && (opens_entries(inside) || opens_entries(bracket) || key(inside).is_some())
}

/// The object at the start of a text in JSON, where there is one that ends and has enough fields, and the number of bytes looked at, which
/// is then its length.
pub(super) fn to_json(text: &str) -> (Option<String>, usize) {
    let text = text.get(..text.floor_char_boundary(LENGTH_LIMIT)).unwrap_or_default();
    let mut reader = Reader { text, at: 0, json: String::new() };
    let fields = if opens_entries(text) { reader.entries() } else { reader.object(0) };
    match fields {
        Some(fields) => ((fields >= FIELDS).then_some(reader.json), reader.at),
        None => (None, reader.at + if reader.json.len() > 1 { VALUE_LENGTH } else { KEY_LENGTH }),
    }
}

/// True for a list of names with their values, each in brackets: `[('email', '…'), …]`.
fn opens_entries(text: &str) -> bool {
    let inside = text.strip_prefix('[').map(|rest| rest.trim_start_matches(is_blank));
    inside.and_then(|rest| rest.strip_prefix('(')).is_some_and(|rest| {
        let rest = rest.trim_start_matches(is_blank);
        rest.starts_with(['\'', '"'])
            && quoted(rest).is_some_and(|(_, length)| rest.get(length..).is_some_and(|rest| rest.starts_with(',')))
    })
}

/// The name of a field at the start of a text, and the length of it with the sign behind.
fn key(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let rest = text.get(start..)?;
    let (name, length) = if rest.starts_with(['\'', '"']) {
        let (_, length) = quoted(rest)?;
        (rest.get(1..length - 1)?, length)
    } else {
        let symbol = usize::from(rest.starts_with([':', '@']));
        let inside = rest.get(symbol..)?;
        let length = inside.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '$'))).unwrap_or(inside.len());
        (inside.get(..length)?, symbol + length)
    };
    let behind = rest.get(length..)?;
    let gap = behind.len() - behind.trim_start_matches(' ').len();
    let sign = behind.get(gap..)?;
    let sign_length = if sign.starts_with("=>") {
        2
    } else if sign.starts_with("==") || !sign.starts_with(['=', ':']) || sign.starts_with("://") {
        return None;
    } else {
        1
    };
    let is_name = name.len() <= KEY_LENGTH && name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    is_name.then_some((name, start + length + gap + sign_length))
}

/// The text in quotes at the start of a text, without its escapes, and its length with the quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next()?;
    let (mut out, mut letters) = (String::new(), text.char_indices().skip(1));
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' => match letters.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push(' '),
                escaped => out.push(escaped),
            },
            _ if letter == quote => return Some((out, place + letter.len_utf8())),
            _ => out.push(letter),
        }
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    json: String,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    fn take(&mut self, letter: char) -> Option<()> {
        self.skip_blanks();
        self.rest().starts_with(letter).then(|| self.at += letter.len_utf8())
    }

    fn string(&mut self, text: &str) {
        self.json.push_str(&serde_json::Value::from(text).to_string());
    }

    /// Reads the fields in a bracket; their number, or `None` where they do not end.
    fn object(&mut self, depth: usize) -> Option<usize> {
        let close = match self.rest().chars().next()? {
            '{' => '}',
            '(' => ')',
            '[' => ']',
            _ => '>',
        };
        self.at += 1;
        if close == '>' {
            // The class, behind which there is a blank, and perhaps an address.
            let class = self.rest().strip_prefix("struct ").map_or(0, |_| 7);
            self.at += class + self.rest().get(class..)?.find([' ', '>'])?;
        }
        self.json.push('{');
        let (mut fields, mut is_spaced) = (0, None);
        loop {
            self.skip_blanks();
            if self.rest().starts_with(close) {
                self.at += close.len_utf8();
                break;
            }
            let (name, length) = key(self.rest())?;
            if fields > 0 {
                self.json.push(',');
            }
            self.string(name);
            self.json.push(':');
            self.at += length;
            // Go parts fields by blanks and writes none behind the sign.
            let is_go = *is_spaced.get_or_insert(
                close == '}' && self.text.get(self.at - 1..self.at) == Some(":") && !self.rest().starts_with([' ', '"', '\'']),
            );
            self.value(close, is_go, depth)?;
            fields += 1;
            self.skip_blanks();
            if self.rest().starts_with([',', ';']) {
                self.at += 1;
            }
        }
        self.json.push('}');
        Some(fields)
    }

    /// Reads `('name', value)` after `('name', value)`.
    fn entries(&mut self) -> Option<usize> {
        self.at += 1;
        self.json.push('{');
        let mut fields = 0;
        while self.take(']').is_none() {
            self.take('(')?;
            self.skip_blanks();
            let (name, length) = quoted(self.rest())?;
            self.at += length;
            self.take(',')?;
            if fields > 0 {
                self.json.push(',');
            }
            self.string(&name);
            self.json.push(':');
            self.value(')', false, 0)?;
            self.take(')')?;
            let _ = self.take(',');
            fields += 1;
        }
        self.json.push('}');
        Some(fields)
    }

    fn value(&mut self, close: char, is_go: bool, depth: usize) -> Option<()> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
        let rest = self.rest();
        if rest.starts_with(['\'', '"'])
            && let Some((text, length)) = quoted(rest)
            && rest.get(length..).is_some_and(|behind| behind.trim_start_matches(is_blank).starts_with([',', ';', close]))
        {
            self.at += length;
            self.string(&text);
            return Some(());
        }
        let name = rest.find(|letter: char| !(letter.is_alphanumeric() || "_. ".contains(letter))).unwrap_or(rest.len());
        if depth < DEPTH_LIMIT && rest.get(name..).is_some_and(|behind| behind.starts_with(['{', '(', '[']) && key(&behind[1..]).is_some())
        {
            let (start, length) = (self.at, self.json.len());
            self.at += name;
            if self.object(depth + 1).is_some() {
                return Some(());
            }
            self.at = start;
            self.json.truncate(length);
        }
        let length = value_length(rest, close, is_go)?;
        let text = rest.get(..length)?.trim().trim_matches(QUOTES);
        self.at += length;
        if NO_VALUES.contains(&text) {
            self.json.push_str("null");
        } else {
            self.string(text);
        }
        Some(())
    }
}

/// Length of a value without quotes: up to the next field, or to the bracket that closes all.
fn value_length(text: &str, close: char, is_go: bool) -> Option<usize> {
    let open = match close {
        '}' => '{',
        ')' => '(',
        ']' => '[',
        _ => '<',
    };
    let mut depth = 0_usize;
    for (place, letter) in text.char_indices().take_while(|(place, _)| *place < VALUE_LENGTH) {
        if letter == close && depth == 0 {
            return Some(place);
        } else if letter == close {
            depth -= 1;
        } else if letter == open {
            depth += 1;
        } else if depth == 0 && (matches!(letter, ',' | ';') || is_go && letter == ' ') {
            let behind = text.get(place + 1..)?;
            let is_last = behind.trim_start_matches(is_blank).starts_with(close);
            if is_last || key(behind).is_some() {
                return Some(place);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_objects_become_json() {
        for (text, expected) in [
            ("(first='A', email=\"a@x\", phone=None)", r#"{"first":"A","email":"a@x","phone":null}"#),
            ("{Id=1, Company=Kiel, Nord GmbH, Email=a@x} and more", r#"{"Id":"1","Company":"Kiel, Nord GmbH","Email":"a@x"}"#),
            ("{FirstName=A; LastName=B C; Email=a@x}", r#"{"FirstName":"A","LastName":"B C","Email":"a@x"}"#),
            ("{ FirstName = A, Email = a@x }", r#"{"FirstName":"A","Email":"a@x"}"#),
            ("{ first: \"A\", name: Name { last: \"B\", x: 1 } }", r#"{"first":"A","name":{"last":"B","x":"1"}}"#),
            ("{FirstName:A LastName:B C Email:a@x}", r#"{"FirstName":"A","LastName":"B C","Email":"a@x"}"#),
            ("[firstName=A, company=Kiel [Nord], email=a@x]", r#"{"firstName":"A","company":"Kiel [Nord]","email":"a@x"}"#),
            ("<Lead id: 1, email: \"a@x\">", r#"{"id":"1","email":"a@x"}"#),
            ("<struct Lead first=\"A\", email=nil>", r#"{"first":"A","email":null}"#),
            ("('email' => 'a@x', 'name' => 'A')", r#"{"email":"a@x","name":"A"}"#),
            ("[('email', 'a@x'), ('name', None)]", r#"{"email":"a@x","name":null}"#),
        ] {
            assert_eq!(to_json(text).0.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_brackets_are_no_objects() {
        for text in ["(see below)", "(a=1)", "{a, b}", "{email=a@x, name=b", "[10:11]", "(https://x.example/?a=1)"] {
            assert_eq!(to_json(text).0, None, "{text}");
        }
    }
}
