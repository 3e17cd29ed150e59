//! Elements that tell a web page, or a piece of one, from other text.

/// Beginnings of web pages, in small letters.
pub(in crate::intake) const PAGE_OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"];

/// Elements that a piece of a web page begins with.
pub(in crate::intake) const PAGE_ELEMENTS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "div",
    "dl",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "i",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "style",
    "tr",
    "ul",
];

/// True for the name of an element of web pages.
pub(in crate::intake) fn is_page_element(name: &str) -> bool {
    PAGE_ELEMENTS.contains(&name) || PAGE_OPENINGS.iter().any(|opening| opening.strip_prefix('<') == Some(name))
}
