//! Identifiers and comments use the terms of the field: words that had a private meaning here do not come back.

use super::everything;

/// Words that were replaced, lower case. They are looked for in comments and in the parts of identifiers, not in strings.
const RETIRED: [&str; 26] = [
    "ahead", "aside", "ask", "asked", "asking", "asks", "beside", "desk", "fewest", "heard", "hears", "hopeless", "judged", "kept", "laid",
    "law", "laws", "nobody", "room", "rooms", "said", "shelf", "speak", "speaks", "way", "ways",
];

/// Identifiers that stay, below paths that begin like this: an element of HTML.
const EXCEPTIONS: [(&str, &str); 1] = [("src/app/sections/", "aside")];

/// Rust with the content of its strings and characters left out, same lines; comments stay.
fn without_strings(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            blanked.push_str(&rest[..end]);
            end
        } else if let Some(length) = literal(rest, blanked.chars().next_back()) {
            blanked.push('"');
            blanked.extend(rest[..length].chars().filter(|letter| *letter == '\n'));
            length
        } else {
            blanked.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    blanked
}

/// Length of the string or character that `text` begins with, behind the character `before`; `None` where it begins with neither.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    let hashes = text.strip_prefix('r').map(|rest| rest.len() - rest.trim_start_matches('#').len());
    if let Some(hashes) =
        hashes.filter(|hashes| text[1 + hashes..].starts_with('"') && !before.is_some_and(|c| c.is_alphanumeric() || c == '_'))
    {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(text[2 + hashes..].find(&end).map_or(text.len(), |at| 2 + hashes + at + end.len()));
    }
    let quote = text.chars().next().filter(|first| ['"', '\''].contains(first))?;
    // A lifetime has no quote behind its first letter.
    let second = text[1..].chars().next()?;
    if quote == '\'' && second != '\\' && !text[1 + second.len_utf8()..].starts_with('\'') {
        return None;
    }
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, letter)| {
        let is_end = *letter == quote && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        is_end
    });
    Some(end.map_or(text.len(), |(at, _)| at + 1))
}

/// The parts of an identifier or word, lower case: `CannotLink` and `cannot_link` are *cannot* and *link*.
fn parts(identifier: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_lower = false;
    for letter in identifier.chars() {
        if letter == '_' || is_lower && letter.is_uppercase() {
            parts.push(String::new());
        }
        is_lower = letter.is_lowercase();
        if letter != '_' {
            parts.last_mut().unwrap().extend(letter.to_lowercase());
        }
    }
    parts
}

/// Retired words of a file, each with its line.
fn retired(path: &str, text: &str) -> Vec<String> {
    let text = without_strings(text);
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for identifier in line.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            let is_exception = EXCEPTIONS.iter().any(|(start, name)| path.starts_with(start) && *name == identifier);
            if !is_exception && parts(identifier).iter().any(|part| RETIRED.contains(&part.as_str())) {
                found.push(format!("{path}:{}: {identifier}", index + 1));
            }
        }
    }
    found
}

#[test]
fn retired_words_stand_in_no_identifier_or_comment() {
    let sources = everything();
    assert!(sources.len() > 300, "only {} files were read", sources.len());
    let found: Vec<String> = sources.iter().flat_map(|source| retired(&source.path, &source.text)).collect();
    assert!(found.is_empty(), "docs/WORDS.md and the crate's own terms say what to write instead\n{}", found.join("\n"));
}

#[test]
fn retired_words_are_found_in_code_and_not_in_strings() {
    let text = "let two_ways = 'w'; // \"no room\"\nlet text = \"they\\\" said\n so\"; KeptAside::<'law>(r#\"ask\"#);\nhighway(always);";
    assert_eq!(retired("a.rs", text), ["a.rs:1: two_ways", "a.rs:1: room", "a.rs:3: KeptAside", "a.rs:3: law"]);
    assert_eq!(retired("src/app/sections/a.rs", "<aside class=\"kept\">"), Vec::<String>::new());
}
