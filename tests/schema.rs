//! Messages and stored notations change together with its version: a hash of its definitions stands next to the version in
//! `tests/schema.txt`.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed unwrap or index is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A notation: its name, the text in front of its version, and what it is made of. Types bring along the types they hold.
struct Notation {
    name: &'static str,
    /// Text in front of the version, and the end of the path of a file that it stands in; an empty end is any file.
    version: (&'static str, &'static str),
    types: &'static [&'static str],
    /// Functions that write and read by hand, with the end of the path of their file.
    functions: &'static [(&'static str, &'static [&'static str])],
}

const NOTATIONS: [Notation; 6] = [
    Notation { name: "messages", version: ("const PROTOCOL: u16 = ", ""), types: &["Message", "Event"], functions: &[] },
    Notation {
        name: "workspace-file",
        version: ("const VERSION: f64 = ", "intake/saved.rs"),
        types: &["DecisionLog", "LogEntry", "SavedSource", "RecordFault"],
        functions: &[
            ("decision_log/json.rs", &["to_json", "entry_to_json"]),
            ("saved/write.rs", &["write_manifest", "write_source", "put_record"]),
        ],
    },
    Notation {
        name: "share-link",
        version: ("const VERSION: u8 = ", "share/link.rs"),
        types: &["ShareView"],
        functions: &[
            ("share/link.rs", &["envelope"]),
            ("share/codec.rs", &["byte", "number", "wide", "signed", "length", "text", "text_header"]),
            (
                "share/summary.rs",
                &[
                    "write",
                    "write_offers",
                    "write_breakdown",
                    "write_count",
                    "write_matrix",
                    "write_totals",
                    "write_timeline",
                    "write_countries",
                ],
            ),
        ],
    },
    Notation {
        name: "remembered-decisions",
        version: ("\"leadlens.mappings.", "platform/storage.rs"),
        types: &["ColumnRole", "DateOrder", "Storefront", "Action"],
        functions: &[("memory/stored.rs", &["to_text", "from_text", "put"])],
    },
    Notation {
        name: "remembered-columns",
        version: ("\"leadlens.columns.", "platform/storage.rs"),
        types: &["ColumnSet"],
        functions: &[("state/columns.rs", &["as_str", "to_text", "from_text"])],
    },
    Notation {
        name: "draft",
        version: ("\"leadlens.draft.", "platform/storage.rs"),
        types: &["DecisionLog"],
        functions: &[("decision_log/json.rs", &["to_json", "entry_to_json"])],
    },
];

/// The Rust files of the page and the crates: path from the root and text, their tests left out.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let short = path.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") && short.contains("src/") && !short.ends_with("/tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((short, text.split("\nmod tests {").next().unwrap().to_owned()));
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["src", "crates"] {
        collect(&Path::new(ROOT).join(folder), &mut found);
    }
    found.sort();
    found
}

/// The words and signs of Rust text. Comments and blanks are none; a string is one.
fn tokens(text: &str) -> Vec<String> {
    let (chars, mut at, mut found) = (text.chars().collect::<Vec<_>>(), 0, Vec::new());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(place, c)| chars.get(at + place) == Some(&c));
    while let Some(&c) = chars.get(at) {
        let start = at;
        if starts(at, "//") {
            at += chars[at..].iter().position(|c| *c == '\n').unwrap_or(chars.len() - at);
            continue;
        } else if starts(at, "/*") {
            while at < chars.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
            continue;
        } else if c.is_whitespace() {
            at += 1;
            continue;
        } else if starts(at, "r\"") || starts(at, "r#\"") {
            let end = if starts(at, "r\"") { "\"" } else { "\"#" };
            at += 2 + end.len() - 1;
            while at < chars.len() && !starts(at, end) {
                at += 1;
            }
            at += end.len();
        } else if is_word(c) {
            at += chars[at..].iter().position(|c| !is_word(*c)).unwrap_or(chars.len() - at);
        } else if c == '"' || (c == '\'' && (chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\''))) {
            at += 1;
            while at < chars.len() && chars[at] != c {
                at += 1 + usize::from(chars[at] == '\\');
            }
            at += 1;
        } else {
            at += 1;
        }
        found.push(chars[start..at.min(chars.len())].iter().collect());
    }
    found
}

/// A type or a function: its tokens, its attributes of serde in front.
struct Item {
    path: String,
    is_function: bool,
    is_message: bool,
    tokens: Vec<String>,
}

/// All items of the sources by their names.
fn items(sources: &[(String, String)]) -> BTreeMap<String, Vec<Item>> {
    let mut items = BTreeMap::<String, Vec<Item>>::new();
    for (path, text) in sources {
        let tokens = tokens(text);
        let (mut at, mut attributes, mut is_message) = (0, Vec::new(), false);
        while at < tokens.len() {
            match tokens[at].as_str() {
                "#" if tokens.get(at + 1).is_some_and(|next| next == "[") => {
                    let end = closing(&tokens, at + 1);
                    is_message |= tokens[at..end].iter().any(|token| token == "Serialize");
                    if tokens[at + 2] == "serde" {
                        attributes.extend_from_slice(&tokens[at..end]);
                    }
                    at = end;
                }
                "struct" | "enum" | "type" | "fn" if tokens.get(at + 1).is_some_and(|name| name.starts_with(char::is_alphabetic)) => {
                    let end = end_of_item(&tokens, at);
                    let item = Item {
                        path: path.clone(),
                        is_function: tokens[at] == "fn",
                        is_message,
                        tokens: [&attributes, &tokens[at..end]].concat(),
                    };
                    items.entry(tokens[at + 1].clone()).or_default().push(item);
                    (attributes, is_message, at) = (Vec::new(), false, end);
                }
                "pub" | "crate" | "super" | "in" | "async" | "const" | "(" | ")" => at += 1,
                _ => (attributes, is_message, at) = (Vec::new(), false, at + 1),
            }
        }
    }
    items
}

/// The place behind what closes the bracket at `start`.
fn closing(tokens: &[String], start: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(start) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}

/// The place behind the body of an item, or behind its semicolon.
fn end_of_item(tokens: &[String], mut at: usize) -> usize {
    while at < tokens.len() {
        match tokens[at].as_str() {
            ";" => return at + 1,
            "{" => return closing(tokens, at),
            "(" | "[" => at = closing(tokens, at),
            _ => at += 1,
        }
    }
    at
}

/// Names in a definition that may be types: no field, no variant, no attribute.
fn names(tokens: &[String]) -> Vec<&str> {
    let is_enum = tokens.iter().find(|token| ["struct", "enum", "type"].contains(&token.as_str())).is_some_and(|token| token == "enum");
    let (mut depth, mut at, mut found) = (0, 0, Vec::new());
    while at < tokens.len() {
        let next = |place: usize| tokens.get(at + place).map_or("", String::as_str);
        match tokens[at].as_str() {
            "#" => {
                at = closing(tokens, at + 1);
                continue;
            }
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            word if word.starts_with(char::is_uppercase) && !(is_enum && depth == 1) && !(next(1) == ":" && next(2) != ":") => {
                found.push(word);
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The tokens of a notation, in an order that does not depend on where they stand.
fn definition(notation: &Notation, items: &BTreeMap<String, Vec<Item>>) -> String {
    let (mut known, mut waiting) = (BTreeSet::new(), notation.types.to_vec());
    let mut parts = Vec::new();
    for name in notation.types {
        assert!(items.contains_key(*name), "{}: there is no type {name}: name its successor in tests/schema.rs", notation.name);
    }
    while let Some(name) = waiting.pop() {
        if !known.insert(name.to_owned()) {
            continue;
        }
        let types: Vec<_> = items.get(name).into_iter().flatten().filter(|item| !item.is_function).collect();
        let any = types.iter().any(|item| item.is_message);
        for item in types.into_iter().filter(|item| item.is_message || !any) {
            waiting.extend(names(&item.tokens));
            parts.push(item.tokens.join(" "));
        }
    }
    for (path, functions) in notation.functions {
        for name in *functions {
            let found = items.get(*name).into_iter().flatten().filter(|item| item.is_function && item.path.ends_with(path));
            let found: Vec<_> = found.map(|item| item.tokens.join(" ")).collect();
            assert!(!found.is_empty(), "{}: {path} has no function {name}: name its successor in tests/schema.rs", notation.name);
            parts.extend(found);
        }
    }
    parts.sort();
    parts.join("\n")
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn version<'a>(notation: &Notation, sources: &'a [(String, String)]) -> &'a str {
    let (before, end) = notation.version;
    let found = sources.iter().filter(|(path, _)| path.ends_with(end)).find_map(|(_, text)| text.split_once(before));
    let rest = found.unwrap_or_else(|| panic!("{}: no file {end} says {before}: name its successor in tests/schema.rs", notation.name)).1;
    rest.split([';', '"']).next().unwrap()
}

/// The fault of a line, next to the recorded ones; `None` where it is recorded.
fn complaint(name: &str, version: &str, hash: u64, recorded: &str) -> Option<String> {
    let line = format!("{name} {version} {hash:016x}");
    if recorded.lines().any(|recorded| recorded == line) {
        return None;
    }
    let is_same = recorded.lines().any(|recorded| recorded.starts_with(&format!("{name} {version} ")));
    let advice = if is_same { "changed without its version: raise the version, then put into" } else { "has a new version: put into" };
    Some(format!("{name} {advice} tests/schema.txt: {line}"))
}

#[test]
fn what_is_sent_or_stored_changes_with_its_version() {
    let (sources, recorded) = (sources(), fs::read_to_string(Path::new(ROOT).join("tests/schema.txt")).unwrap());
    let items = items(&sources);
    let of = |notation: &Notation| complaint(notation.name, version(notation, &sources), hash(&definition(notation, &items)), &recorded);
    let complaints: Vec<_> = NOTATIONS.iter().filter_map(of).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_change_is_told_from_a_comment_and_from_a_version() {
    let of = |text: &str| {
        let notation = Notation { name: "test", version: ("", ""), types: &["Event"], functions: &[] };
        hash(&definition(&notation, &items(&[("src/a.rs".to_owned(), text.to_owned())])))
    };
    let enumeration = "/// An event.\n#[derive(Serialize)]\npub enum Event { Lead { lead: Detail } }\nstruct Lead(u8);\n";
    let detail = "#[derive(Serialize)] pub(crate) struct Detail { a: u8 }";
    let first = of(&[enumeration, detail].concat());
    assert_eq!(first, of(&["// Moved.\n", detail, "\n", &enumeration.replace("An event", "Another text").replace("u8", "u16")].concat()));
    assert_ne!(first, of(&[enumeration, &detail.replace("u8", "u16")].concat()), "a type it holds");
    assert_ne!(first, of(&[enumeration, "#[serde(default)]", detail].concat()), "an attribute of serde");
    assert_eq!(complaint("a", "1", 1, "a 1 0000000000000001"), None);
    assert!(complaint("a", "1", 2, "a 1 0000000000000001").unwrap().contains("without its version"));
    assert!(complaint("a", "2", 2, "a 1 0000000000000001").unwrap().contains("new version"));
}
