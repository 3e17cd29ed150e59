//! The locale files as Rust. Runs while the page is built.
//!
//! A locale file is an object of texts and of objects of texts. `{{ name }}` is a placeholder. Every language has the keys of the first one, with
//! the same placeholders.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

/// The texts of a language by their keys, `group.key`.
type Texts = BTreeMap<String, Text>;

/// A text between its placeholders.
struct Text {
    /// Names of the placeholders, in the order they are met first.
    names: Vec<String>,
    /// Text and, for a placeholder, its name.
    pieces: Vec<Piece>,
}

enum Piece {
    Words(String),
    Placeholder(String),
}

/// Rust code of all languages in a folder, the default one first.
pub(crate) fn generate(folder: &Path, default: &str) -> Result<String, Box<dyn Error>> {
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let tag = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a locale file has no name")?.to_owned();
        let mut texts = Texts::new();
        flatten("", &serde_json::from_str(&std::fs::read_to_string(&path)?)?, &mut texts).map_err(|error| format!("{tag}: {error}"))?;
        languages.push((tag, texts));
    }
    languages.sort_by(|left, right| (left.0 != default, &left.0).cmp(&(right.0 != default, &right.0)));
    let (_, first) = languages.first().filter(|(tag, _)| tag == default).ok_or("the default language has no file")?;
    let mut code = String::new();
    writeln!(code, "pub const TAGS: [&str; {}] = {:?};", languages.len(), languages.iter().map(|(tag, _)| tag).collect::<Vec<_>>())?;
    writeln!(code, "pub const TEXTS: [&str; {}] = [", languages.len())?;
    for (tag, texts) in &languages {
        compare(tag, first, texts)?;
        let mut all = Vec::new();
        for (key, text) in texts {
            let names = first.get(key).map(|text| text.names.as_slice()).unwrap_or_default();
            all.push(text.written(names)?);
        }
        writeln!(code, "{:?},", all.join("\0"))?;
    }
    writeln!(code, "];")?;
    types(first, &mut code)?;
    Ok(code)
}

/// All texts of an object, those of objects in it under `group.key`.
fn flatten(group: &str, value: &Value, texts: &mut Texts) -> Result<(), String> {
    match value {
        Value::String(text) => {
            texts.insert(group.to_owned(), Text::parse(text).ok_or_else(|| format!("{group}: a placeholder is not closed"))?);
            Ok(())
        }
        Value::Object(members) => members.iter().try_for_each(|(key, value)| {
            let key = if group.is_empty() { key.clone() } else { format!("{group}.{key}") };
            flatten(&key, value, texts)
        }),
        _ => Err(format!("{group} is no text")),
    }
}

/// Compares a language with the first one; fails with the first text or placeholder that it lacks or has too much.
fn compare(tag: &str, first: &Texts, texts: &Texts) -> Result<(), String> {
    if let Some(key) = first.keys().find(|key| !texts.contains_key(*key)) {
        return Err(format!("{tag}: the text {key} is missing"));
    }
    for (key, text) in texts {
        let known = first.get(key).ok_or_else(|| format!("{tag}: no other language has the text {key}"))?;
        let (mut left, mut right) = (known.names.clone(), text.names.clone());
        left.sort();
        right.sort();
        if left != right {
            return Err(format!("{tag}: {key} has the placeholders {right:?} instead of {left:?}"));
        }
    }
    Ok(())
}

/// A type for each key, in a module for each group. Its fields are the placeholders.
fn types(texts: &Texts, code: &mut String) -> std::fmt::Result {
    let mut open: Vec<&str> = Vec::new();
    for (index, (key, text)) in texts.iter().enumerate() {
        let (group, name) = key.rsplit_once('.').unwrap_or(("", key));
        let groups = group.split('.').filter(|group| !group.is_empty()).collect::<Vec<_>>();
        let common = open.iter().zip(&groups).take_while(|(left, right)| left == right).count();
        for _ in common..open.len() {
            writeln!(code, "}}")?;
        }
        for group in groups.iter().skip(common) {
            writeln!(code, "pub mod {group} {{")?;
        }
        open = groups;
        let fields = text.names.iter().fold(String::new(), |fields, name| format!("{fields}pub {name}: String, "));
        let values = text.names.iter().fold(String::new(), |values, name| format!("{values}self.{name}, "));
        let is_plain = text.names.is_empty();
        let body = if is_plain { format!("crate::i18n::text({index})") } else { format!("crate::i18n::fill({index}, [{values}])") };
        writeln!(code, "pub struct {name} {{ {fields} }}\nimpl {name} {{ #[inline(always)] pub fn write(self) -> String {{ {body} }} }}")?;
    }
    for _ in &open {
        writeln!(code, "}}")?;
    }
    Ok(())
}

impl Text {
    fn parse(text: &str) -> Option<Self> {
        let (mut names, mut pieces, mut rest) = (Vec::new(), Vec::new(), text);
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}")?;
            let name = name.trim().to_owned();
            if !names.contains(&name) {
                names.push(name.clone());
            }
            pieces.extend([Piece::Words(before.to_owned()), Piece::Placeholder(name)]);
            rest = after;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Some(Self { names, pieces })
    }

    /// The text as the page holds it: a placeholder is the control character of its place among the names.
    fn written(&self, names: &[String]) -> Result<String, Box<dyn Error>> {
        let mut written = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) if words.contains(|letter| letter < '\n') => {
                    return Err(format!("a control character in {words:?}").into());
                }
                Piece::Words(words) => written.push_str(words),
                Piece::Placeholder(name) => {
                    let place = names.iter().position(|known| known == name).ok_or("an unknown placeholder")?;
                    written.push(char::from(u8::try_from(place + 1).ok().filter(|place| *place < b'\n').ok_or("too many placeholders")?));
                }
            }
        }
        Ok(written)
    }
}
