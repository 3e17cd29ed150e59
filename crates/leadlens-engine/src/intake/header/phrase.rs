//! Headers that are no listed word: what stands around the word is taken off, or tells that the column is about something else.

use std::sync::OnceLock;

use serde::Deserialize;

use super::spelling::{Tokens, normal_form};
use super::{ColumnRole, Evidence, header_word, listed, vocabulary};

/// Role that a header names, and the evidence for it.
type Named = (ColumnRole, Evidence);

/// Words that stand around the word a header is about.
#[derive(Debug, Default, Deserialize)]
struct Affixes {
    /// They leave the meaning alone.
    harmless: Vec<String>,
    /// Harmless ones that leave no doubt whose name, title or id it is.
    personal: Vec<String>,
    /// They make a field the second of its kind.
    second: Vec<String>,
    /// Words for a number, behind what is numbered.
    number_signs: Vec<String>,
    /// Beginnings of the columns that Dynamics 365 needs to find its records again, in the languages it is used in.
    do_not_modify: Vec<String>,
    /// Names that Dynamics 365 gives its leads.
    leads: Vec<String>,
}

/// All affixes in their normal form; read once. A broken data file gives none, which the tests would notice.
fn affixes() -> &'static Affixes {
    static AFFIXES: OnceLock<Affixes> = OnceLock::new();
    AFFIXES.get_or_init(|| {
        let affixes: Affixes = serde_json::from_str(include_str!("../header_affixes.json")).unwrap_or_default();
        let normal = |words: Vec<String>| words.iter().map(|word| normal_form(word)).collect();
        Affixes {
            harmless: normal(affixes.harmless),
            personal: normal(affixes.personal),
            second: normal(affixes.second),
            number_signs: normal(affixes.number_signs),
            do_not_modify: normal(affixes.do_not_modify),
            leads: normal(affixes.leads),
        }
    })
}

/// Roles of which a lead's company or address may have its own.
const OF_COMPANIES: [ColumnRole; 4] = [ColumnRole::Country, ColumnRole::Phone, ColumnRole::Email, ColumnRole::Ignore];

/// The role a header names, in any of the known languages and spellings: [`header_word`], else what a longer header tells
/// (`Lead Owner Email` is no lead's address, `* E-mail (required)` is the lead's).
///
/// # Examples
/// ```
/// use leadlens_engine::intake::header::{ColumnRole, header_role};
///
/// assert_eq!(header_role("Your e-mail address (required)").map(|(role, _)| role), Some(ColumnRole::Email));
/// assert_eq!(header_role("Email Opt Out Date").map(|(role, _)| role), Some(ColumnRole::Ignore));
/// ```
pub fn header_role(header: &str) -> Option<Named> {
    if let Some((parents, _)) = header.rsplit_once(['.', ':'])
        && is_about_something_else(&Tokens::of(parents))
    {
        return Some((ColumnRole::Ignore, Evidence::General));
    }
    if let Some(path) = of_form_field(header) {
        return header_role(&path);
    }
    header_word(header)
        .or_else(|| dynamics_field(header))
        .or_else(|| of_path(header))
        .or_else(|| without_brackets(header))
        .or_else(|| of_synonyms(header))
        .or_else(|| of_tokens(header))
}

/// True for a header that says its cells are the numbers of something: `Kd.-Nr.`, `Member No`, `顧客番号`. Of those only ids and references
/// are never telephone numbers, which are numbers too.
pub(crate) fn is_number_of(header: &str) -> Option<Numbers> {
    const REFERENCES: [&str; 14] = [
        "id",
        "ids",
        "ref",
        "reference",
        "referenz",
        "referentie",
        "code",
        "key",
        "serial",
        "reading",
        "token",
        "checksum",
        "index",
        "sku",
    ];
    /// Shortest sign that is told at the end of a longer word, in characters, and shortest such word in bytes.
    const COMPOUND: (usize, usize) = (2, 6);
    let tokens = Tokens::of(header);
    let signs = || affixes().number_signs.iter();
    let is_sign = |word: &String| affixes().number_signs.contains(word);
    let is_compound = |word: &String| {
        let ends = |sign: &&String| word.ends_with(sign.as_str()) && (!sign.is_ascii() || sign.chars().count() >= COMPOUND.0);
        word.len() >= COMPOUND.1 && signs().filter(|sign| *sign != "no" && *sign != "num").any(|sign| ends(&sign))
    };
    let (first, last) = (tokens.words.first()?, tokens.words.last()?);
    let is_several = tokens.words.len() > 1;
    if REFERENCES.contains(&last.as_str()) || is_several && REFERENCES.contains(&first.as_str()) {
        Some(Numbers::References)
    } else if is_several && (is_sign(first) || is_sign(last)) || is_compound(last) {
        Some(Numbers::Any)
    } else {
        None
    }
}

/// Kinds of numbers of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Ids and references.
    References,
    /// Numbers that may be those of a telephone.
    Any,
}

/// The dotted path of a form's field: `contact[first_name]`, `lead[address][city]`; the text in brackets where nothing else stands.
fn of_form_field(header: &str) -> Option<String> {
    let (parent, rest) = header.trim().split_once('[')?;
    let inner = rest.strip_suffix(']')?;
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ' '));
    let keys: Vec<&str> = inner.split("][").collect();
    let is_field = !parent.contains(char::is_whitespace) && keys.iter().all(|key| is_key(key));
    let path = if parent.is_empty() { keys.join(".") } else { format!("{parent}.{}", keys.join(".")) };
    is_field.then_some(path)
}

/// True for one of the columns that Dynamics 365 writes for itself: `(Do Not Modify) Row Checksum`, in any language.
pub fn is_dynamics_field(header: &str) -> bool {
    dynamics_field(header).is_some()
}

/// `(Do Not Modify) Lead` is the record's id, everything else of the kind is for Dynamics alone.
fn dynamics_field(header: &str) -> Option<Named> {
    let (mark, rest) = header.trim().strip_prefix(['(', '（'])?.split_once([')', '）'])?;
    let mark = normal_form(mark);
    let is_mark = affixes().do_not_modify.iter().any(|known| mark.starts_with(known));
    let is_lead = affixes().leads.contains(&normal_form(rest));
    is_mark.then_some((if is_lead { ColumnRole::LeadId } else { ColumnRole::Ignore }, Evidence::Documented))
}

/// Role of a header without what it has in brackets (`Phone (work)`); partial evidence where that may change the meaning.
fn without_brackets(header: &str) -> Option<Named> {
    let is_bracket = |letter: char| matches!(letter, '(' | ')' | '[' | ']' | '（' | '）' | '【' | '】' | '<' | '>');
    if !header.contains(is_bracket) {
        return None;
    }
    let (mut outside, mut inside) = (String::new(), String::new());
    let mut depth = 0_u32;
    for letter in header.chars() {
        match letter {
            '(' | '[' | '（' | '【' | '<' => depth += 1,
            ')' | ']' | '）' | '】' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => inside.push(letter),
        }
    }
    let within = Tokens::of(&inside);
    if is_about_something_else(&within) {
        return Some((ColumnRole::Ignore, Evidence::General));
    }
    let (role, evidence) = header_role(&outside)?;
    let inner = header_word(&inside).map(|(role, _)| role);
    let is_harmless = inner == Some(role) || within.words.iter().all(|word| affixes().harmless.contains(word) || word == "1");
    Some((role, if is_harmless || role == ColumnRole::Ignore { evidence } else { Evidence::Partial }))
}

/// The last part of a path with colons or arrows (`Address 1: City`, `Lead > Email`).
fn of_path(header: &str) -> Option<Named> {
    let header = header.trim_end_matches([':', '：', ' ']);
    let (parent, last) = [": ", " > ", " » ", " → "].into_iter().find_map(|mark| header.rsplit_once(mark))?;
    let (role, evidence) = header_role(last)?;
    let is_address = Tokens::of(parent).contain("addres") || Tokens::of(parent).contain("adres");
    if is_address {
        let is_first = !parent.trim_end().ends_with(|letter: char| letter.is_ascii_digit() && letter != '1');
        return Some(match role {
            ColumnRole::Country | ColumnRole::Street | ColumnRole::Postcode | ColumnRole::City | ColumnRole::State if is_first => {
                (role, evidence)
            }
            ColumnRole::Country | ColumnRole::Phone => (role, Evidence::Partial),
            _ => (ColumnRole::Ignore, Evidence::General),
        });
    }
    let needs_person = matches!(role, ColumnRole::FullName | ColumnRole::LeadId | ColumnRole::JobTitle);
    Some((role, if needs_person { Evidence::Partial } else { evidence }))
}

/// A header that says the same twice, in two languages or words (`E-mail / Adres e-mail`).
fn of_synonyms(header: &str) -> Option<Named> {
    let mut parts = header.split(['/', '|', '\n', '／', '·']).map(str::trim).filter(|part| !part.is_empty());
    let (role, _) = header_word(parts.next()?)?;
    let mut count = 1;
    for part in parts {
        if header_word(part)?.0 != role {
            return None;
        }
        count += 1;
    }
    (count > 1).then_some((role, Evidence::General))
}

fn of_tokens(header: &str) -> Option<Named> {
    let tokens = Tokens::of(header);
    if let Some(named) = without_affixes(&tokens) {
        return Some(named);
    }
    if is_about_something_else(&tokens) {
        return Some((ColumnRole::Ignore, Evidence::General));
    }
    let stem = vocabulary().stems.iter().find(|(stem, role)| *role != ColumnRole::Ignore && tokens.contain(stem));
    let stem = stem.map(|(stem, role)| if is_other_date(stem, *role, &tokens) { of_other_date() } else { (*role, Evidence::Partial) });
    let behind = behind_unknown(&tokens).filter(|(role, _)| stem.is_none() || *role == ColumnRole::Ignore);
    behind.or(stem).or_else(|| before_unknown(&tokens))
}

/// Role of what remains when harmless words are taken off both ends, and numbers.
fn without_affixes(tokens: &Tokens) -> Option<Named> {
    let mut words = tokens.words.as_slice();
    let (mut is_second, mut is_company) = (false, false);
    loop {
        let form = words.concat();
        if let Some((role, evidence)) = listed(&form).or_else(|| without_digits(&form, &mut is_second)) {
            let is_vague = matches!(role, ColumnRole::FullName | ColumnRole::LeadId | ColumnRole::JobTitle);
            if is_company && !OF_COMPANIES.contains(&role) {
                return None;
            }
            let is_personal = |word: &String| words.contains(word) || affixes().personal.contains(word);
            let is_whole = tokens.words.iter().all(is_personal);
            return Some((role, if is_second || is_vague && !is_whole { Evidence::Partial } else { at_most_general(evidence) }));
        }
        let (first, rest) = words.split_first()?;
        let (last, before) = words.split_last()?;
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        if affixes().number_signs.contains(last) && listed(&before.concat()).is_some_and(|(role, _)| role == ColumnRole::Phone) {
            words = before;
        } else if affixes().harmless.contains(first) || is_number(first) {
            words = rest;
        } else if matches!(first.as_str(), "company" | "organization" | "organisation" | "account") && !rest.is_empty() {
            is_company = true;
            words = rest;
        } else if affixes().second.contains(first) {
            is_second = true;
            words = rest;
        } else if affixes().harmless.contains(last) || is_number(last) {
            is_second |= is_number(last) && last != "1";
            words = before;
        } else if affixes().second.contains(last) {
            is_second = true;
            words = before;
        } else {
            return None;
        }
    }
}

/// A listed word with a number behind it (`telephone2`): all but the first are second.
fn without_digits(form: &str, is_second: &mut bool) -> Option<Named> {
    let word = form.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let found = if word.len() == form.len() { None } else { listed(word) };
    if found.is_some() {
        *is_second |= !form.ends_with('1');
    }
    found
}

fn at_most_general(evidence: Evidence) -> Evidence {
    if evidence == Evidence::Documented { Evidence::General } else { evidence }
}

/// Shorter words mean too many things to be picked out of a header.
const SHORTEST_PICKED: usize = 4;

/// A listed word that may be picked out of a longer header.
fn picked(words: &[String]) -> Option<Named> {
    let form = words.concat();
    listed(&form).filter(|_| form.len() >= SHORTEST_PICKED)
}

/// A listed word behind unknown words (`address1_city`, `cr4f2_email`).
fn behind_unknown(tokens: &Tokens) -> Option<Named> {
    let found = (1..tokens.words.len()).find_map(|from| picked(tokens.words.get(from..)?));
    // The name of something is not a person's.
    let (role, _) = found.filter(|(role, _)| *role != ColumnRole::FullName)?;
    Some(match role {
        ColumnRole::Ignore => (role, Evidence::General),
        ColumnRole::Created => of_other_date(),
        _ => (role, Evidence::Partial),
    })
}

/// A listed word before unknown words, as most languages but the Germanic order them (`Cargo atual`).
fn before_unknown(tokens: &Tokens) -> Option<Named> {
    if tokens.words.len() > 1 && tokens.words.first().is_some_and(|word| word == "id") {
        return Some((ColumnRole::LeadId, Evidence::Partial));
    }
    let found = (1..tokens.words.len()).rev().find_map(|to| picked(tokens.words.get(..to)?));
    let found = found.filter(|named| *named != (ColumnRole::FullName, Evidence::Ambiguous));
    found.map(|(role, _)| if role == ColumnRole::Created { of_other_date() } else { (role, Evidence::Partial) })
}

/// The date of something unknown is not when the lead came.
fn of_other_date() -> Named {
    (ColumnRole::Ignore, Evidence::Partial)
}

/// True for a bare word for a date among unknown words.
fn is_other_date(stem: &str, role: ColumnRole, tokens: &Tokens) -> bool {
    let is_known = |word: &String| word.contains(stem) || affixes().harmless.contains(word) || listed(word).is_some();
    let is_bare = listed(stem) == Some((ColumnRole::Created, Evidence::Ambiguous));
    role == ColumnRole::Created && is_bare && tokens.words.len() > 1 && !tokens.words.iter().all(is_known)
}

/// True for a header that names something else than the lead's person, company or offer, or says about a field instead of giving it.
fn is_about_something_else(tokens: &Tokens) -> bool {
    vocabulary().stems.iter().any(|(stem, role)| *role == ColumnRole::Ignore && tokens.contain(stem))
}
