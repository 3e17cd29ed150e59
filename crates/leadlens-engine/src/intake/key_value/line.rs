//! One line of a paste: a labelled value, a separator, or neither.

use crate::intake::header::{ColumnRole, header_word};

/// Longest label, in characters.
const LABEL_LENGTH: usize = 60;

/// Most words a known label has.
const LABEL_WORDS: usize = 5;

/// Kind of a line, with what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing but blanks.
    Blank,
    /// Three or more dashes or the like, perhaps with a few words between them.
    Separator,
    /// Two dashes, behind which a mail is signed.
    Signature,
    /// A line of a mail's head (`Subject: …`), which is no data.
    MailHeader,
    /// A labelled value.
    Pair(Pair<'a>),
    /// Any other text.
    Prose(&'a str),
}

/// A label and its value, both trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    /// The label as it is written.
    pub(super) label: &'a str,
    /// Role the label names, if it is known.
    pub(super) role: Option<ColumnRole>,
    /// The value as it is written.
    pub(super) value: &'a str,
}

impl<'a> Line<'a> {
    /// Tells what a line is, also by whether the line before was one of a mail's head.
    pub(super) fn parse(line: &'a str, is_in_mail_head: bool) -> Self {
        let text = line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        // Marks of a quoted mail.
        let text = text.trim_start_matches(['>', ' ']);
        // Brackets that close what a program printed say as much as a blank line.
        if text.chars().all(|letter| ")]};,".contains(letter)) {
            return Self::Blank;
        }
        if is_rule(text) {
            return Self::Separator;
        }
        if text == "--" {
            return Self::Signature;
        }
        // A section of a file of settings.
        if text.starts_with('[') && text.ends_with(']') && !text.contains([':', '=', '"', '\'', '(']) {
            return Self::Separator;
        }
        let text = unstamped(text);
        let (text, is_bullet) = match text.strip_prefix(['-', '*', '•', '·', '–']) {
            // A star without a blank behind it is a mark of emphasis.
            Some(rest) if !text.starts_with('*') || rest.starts_with(char::is_whitespace) => (rest.trim_start(), true),
            _ => (text, false),
        };
        match Pair::parse(text, is_bullet) {
            Some(pair) if is_mail_header(&pair, is_in_mail_head) => Self::MailHeader,
            Some(pair) => Self::Pair(pair),
            None => Self::Prose(unmarked(text)),
        }
    }
}

impl<'a> Pair<'a> {
    /// A label and a value that stand in cells of their own.
    pub(super) fn new(label: &'a str, value: &'a str) -> Self {
        let label = label.trim_end_matches([':', '：', ' ']);
        Self { label, role: header_word(label).map(|(role, _)| role), value }
    }

    fn parse(text: &'a str, is_bullet: bool) -> Option<Self> {
        Self::split_at_sign(text)
            .or_else(|| Self::split_known(text, ". "))
            .or_else(|| [" → ", " -> ", " – ", " — ", " - ", " » "].into_iter().find_map(|sign| Self::split_first(text, sign)))
            .or_else(|| if is_bullet { Self::split_known(text, " ") } else { None })
    }

    /// True where the other pair has the same label but for case.
    pub(super) fn has_label(&self, other: &Pair<'_>) -> bool {
        self.label.to_lowercase() == other.label.to_lowercase()
    }

    /// Splits at the first colon or equals sign. A URL's colon and a clock's are none.
    fn split_at_sign(text: &'a str) -> Option<Self> {
        let (marked, value) = text.split_once([':', '：', '='])?;
        let label = unmarked(marked);
        // An arrow of PHP, with the name in brackets or quotes.
        if let Some(value) = value.strip_prefix('>').filter(|_| !text.contains(':')) {
            let label = label.trim_matches(['[', ']', '\'', '"']);
            let value = value.trim().trim_end_matches(',').trim_matches(['\'', '"']);
            return header_word(label).map(|(role, _)| Self { label, role: Some(role), value });
        }
        // The end of the emphasis may stand behind the colon.
        let value = if label.len() < marked.trim().len() { value.trim_start_matches(MARKS) } else { value };
        let is_label = label.chars().nth(LABEL_LENGTH).is_none()
            && label.chars().any(char::is_alphabetic)
            && !label.contains([',', ';', '\t', '|', '"', '{', '@', '?'])
            && !value.starts_with("//");
        let role = if is_label { header_word(label).map(|(role, _)| role) } else { None };
        (is_label && (role.is_some() || label.split_whitespace().count() <= LABEL_WORDS)).then_some(Self {
            label,
            role,
            value: unlinked(unquoted(unmarked(value))),
        })
    }

    /// Splits at the first of a sign, where a known label stands before it.
    fn split_first(text: &'a str, sign: &str) -> Option<Self> {
        let (label, value) = text.split_once(sign)?;
        let label = unmarked(label);
        let (role, _) = header_word(label)?;
        Some(Self { label, role: Some(role), value: unlinked(unmarked(value)) })
    }

    /// Splits behind a known label that ends in something else than a colon: the longest such label.
    fn split_known(text: &'a str, separator: &str) -> Option<Self> {
        let ends = text.match_indices(separator).map(|(at, _)| at).take(LABEL_WORDS);
        let known = ends.filter_map(|at| {
            let (label, rest) = text.split_at_checked(at)?;
            let (role, _) = header_word(label)?;
            Some(Self { label, role: Some(role), value: rest.get(separator.len()..)?.trim() })
        });
        known.last()
    }
}

/// True for a drawn line, also one with words in its middle (`*** 2. row ***`).
fn is_rule(text: &str) -> bool {
    const MARKS: &str = "-=_*~–—#";
    let is_mark = |letter: char| MARKS.contains(letter);
    let inside = text.trim_matches(is_mark);
    let opens = text.len() - text.trim_start_matches(is_mark).len() > 2 && !text.starts_with('#');
    let is_closed = inside.starts_with([' ', '[']) && inside.ends_with([' ', ']']) && !inside.contains([':', '=']);
    opens && (inside.is_empty() || is_closed)
}

/// A line of a chat or a log without the time it begins with, and without who wrote it where a label follows.
fn unstamped(text: &str) -> &str {
    const STAMP_LENGTH: usize = 40;
    let is_stamp = |stamp: &str| stamp.len() < STAMP_LENGTH && stamp.contains(':') && stamp.bytes().filter(u8::is_ascii_digit).count() > 2;
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let dashed = || text.split_once(" - ").filter(|(stamp, _)| stamp.starts_with(|first: char| first.is_ascii_digit()));
    let Some((_, rest)) = bracketed.or_else(dashed).filter(|(stamp, _)| is_stamp(stamp)) else { return text };
    let rest = rest.trim_start();
    let labelled = rest.split_once(": ").map(|(_, behind)| behind);
    let has_label = |text: &&str| text.split_once([':', '=']).is_some_and(|(label, _)| header_word(unmarked(label)).is_some());
    labelled.filter(has_label).unwrap_or(rest)
}

/// Labels of a mail's head, in the languages of mail programs.
const MAIL_HEADERS: [&str; 41] = [
    "subject",
    "from",
    "sent",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "betreff",
    "von",
    "gesendet",
    "objet",
    "envoyé",
    "oggetto",
    "inviato",
    "asunto",
    "enviado el",
    "enviado",
    "assunto",
    "ämne",
    "från",
    "skickat",
    "emne",
    "onderwerp",
    "verzonden",
    "temat",
    "wysłano",
    "předmět",
    "odesláno",
    "konu",
    "kimden",
    "kime",
    "gönderildi",
    "отправлено",
    "寄件者",
    "收件者",
    "主旨",
    "发件人",
    "收件人",
    "差出人",
    "宛先",
    "件名",
];

/// Words that are labels of a mail's head where its line follows another, and other things elsewhere.
const MORE_MAIL_HEADERS: [&str; 33] = [
    "date",
    "datum",
    "data",
    "fecha",
    "importance",
    "attachments",
    "an",
    "de",
    "à",
    "a",
    "da",
    "para",
    "till",
    "til",
    "fra",
    "aan",
    "van",
    "od",
    "do",
    "komu",
    "kopie",
    "kopia",
    "dw",
    "dátum",
    "tarih",
    "bilgi",
    "от",
    "кому",
    "тема",
    "寄件日期",
    "发送时间",
    "送信日時",
    "主题",
];

/// Marks of emphasis in Markdown and chat programs.
const MARKS: [char; 4] = ['*', '_', '`', '~'];

/// A text without the marks around it: those that open it and close it, or headings and blanks before it.
pub(super) fn unmarked(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('#').map_or(text, |rest| rest.trim_start_matches('#').trim_start());
    let opened = text.trim_start_matches(MARKS);
    let marks = text.len() - opened.len();
    if marks == 0 || opened.is_empty() {
        return text;
    }
    let closed = opened.trim_end_matches(MARKS);
    closed.trim()
}

/// A value without the quotes around it, and without its length as PHP prints it.
fn unquoted(value: &str) -> &str {
    let value = value.strip_prefix("string(").and_then(|rest| rest.split_once(") ")).map_or(value, |(_, value)| value);
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote).filter(|inside| !inside.contains(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// A value without the marks of a link: `<mailto:a@b|a@b>`, `[a@b](mailto:a@b)`, `a@b<mailto:a@b>`.
fn unlinked(value: &str) -> &str {
    const SCHEMES: [&str; 4] = ["mailto:", "tel:", "http://", "https://"];
    let is_address = |link: &str| SCHEMES.iter().any(|scheme| link.starts_with(scheme));
    let can_be_shown = |shown: &str, link: &str| !shown.is_empty() && (!link.starts_with("mailto:") || shown.contains('@'));
    if let Some(inside) = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|inside| is_address(inside)) {
        let (link, text) = inside.split_once('|').unwrap_or((inside, ""));
        return if can_be_shown(text, link) { text } else { without_scheme(link) };
    }
    if let Some((text, link)) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("](")) {
        return if can_be_shown(text, link) || !is_address(link) { text } else { without_scheme(link) };
    }
    match value.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((text, link)) if is_address(link) && !text.trim().is_empty() => text.trim(),
        _ => value,
    }
}

/// An address of a mailbox or telephone without what says that it is one.
fn without_scheme(link: &str) -> &str {
    link.strip_prefix("mailto:").or_else(|| link.strip_prefix("tel:")).unwrap_or(link)
}

fn is_mail_header(pair: &Pair<'_>, is_in_head: bool) -> bool {
    let label = pair.label.to_lowercase();
    let is_one_of = |words: &[&str]| words.contains(&label.as_str());
    is_one_of(&MAIL_HEADERS) || (is_in_head && is_one_of(&MORE_MAIL_HEADERS))
}
