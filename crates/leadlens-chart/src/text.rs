//! Width of a text, estimated without a font: good enough to cut, wrap and place it.

/// Width of a letter in hundredths of its size, of common sans-serif fonts, rather too wide than too narrow.
fn letter_width(letter: char) -> i32 {
    match letter {
        // Combining marks, joiners, variation selectors and direction marks take no space.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' => 0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' | '\u{202f}' | 'I' | '·' => 30,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 40,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 92,
        'A'..='Z' => 69,
        // Hangul, Chinese, Japanese, full-width forms, pictures.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 104,
        _ => 60,
    }
}

/// The width of a text in px at a size in px, estimated.
pub fn text_width(text: &str, size: i32) -> i32 {
    let hundredths = text.chars().map(|letter| i64::from(letter_width(letter))).sum::<i64>();
    i32::try_from((hundredths * i64::from(size)).div_euclid(100) + 1).unwrap_or(i32::MAX)
}

/// The text, cut with an ellipsis where it is wider than `width` px; empty where not even that fits.
pub fn fit(text: &str, size: i32, width: i32) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let available = width - text_width("…", size);
    let taken = text.get(..cut_at(text, size, available)).unwrap_or_default().trim_end();
    if taken.is_empty() { String::new() } else { format!("{taken}…") }
}

/// Counts the bytes of a text that fit into `width` px, whole letters with their marks.
fn cut_at(text: &str, size: i32, width: i32) -> usize {
    let available = i64::from(width) * 100 - 100;
    let mut taken = 0_i64;
    let mut joined = false;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let width = letter_width(letter);
        // A picture may be several letters with a joiner between: it is cut before the first or after the last.
        if width > 0 && !joined {
            if taken > available {
                return end;
            }
            end = at;
        }
        joined = letter == '\u{200d}';
        taken += i64::from(width) * i64::from(size);
    }
    if taken > available { end } else { text.len() }
}

/// The text in at most `lines` lines of `width` px, broken at blanks or, where there is none, between letters; the last one is cut.
pub fn wrap(text: &str, size: i32, width: i32, lines: usize) -> Vec<String> {
    let mut rest = text.trim();
    let mut wrapped = Vec::new();
    while !rest.is_empty() && wrapped.len() < lines {
        if wrapped.len() + 1 == lines {
            wrapped.push(fit(rest, size, width));
            break;
        }
        let end = cut_at(rest, size, width);
        let (line, after) = rest.split_at_checked(break_before(rest, end)).unwrap_or((rest, ""));
        if line.is_empty() {
            break;
        }
        wrapped.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    wrapped.retain(|line| !line.is_empty());
    wrapped
}

/// Finds the best break of a line that may be `end` bytes long: at a blank, else before a capital inside a word, else at its end.
fn break_before(text: &str, end: usize) -> usize {
    let (line, after) = text.split_at_checked(end).unwrap_or((text, ""));
    if after.is_empty() || after.starts_with(' ') {
        return end;
    }
    if let Some(blank) = line.rfind(' ').filter(|blank| *blank > 0) {
        return blank;
    }
    let letters = line.char_indices().chain(after.chars().next().map(|letter| (end, letter)));
    let humps = letters.clone().zip(letters.skip(1)).filter(|((_, one), (_, next))| one.is_lowercase() && next.is_uppercase());
    humps.last().map_or(end, |(_, (at, _))| at)
}

/// Picks texts that can stand side by side at their places: each by its index with the middle it gets, inside of `left` and `right`.
///
/// Of the texts that are not empty (their width is 0) every n-th is taken, from the first on, n as small as can be.
pub(super) fn place(widths: &[i32], middle: &dyn Fn(usize) -> i32, (left, right): (i32, i32), gap: i32) -> Vec<(usize, i32)> {
    let has_capacity = |width: i32| width > 0 && left + width + 1 < right;
    let texts: Vec<(usize, i32)> = widths.iter().copied().enumerate().filter(|(_, width)| has_capacity(*width)).collect();
    for stride in 1..=texts.len() {
        let mut placed = Vec::new();
        let mut free = left;
        for (index, width) in texts.iter().step_by(stride) {
            let half = (width + 1) / 2;
            let at = middle(*index).clamp(left + half, right - half);
            if at - half < free {
                break;
            }
            placed.push((*index, at));
            free = at + half + gap;
        }
        if placed.len() == texts.len().div_ceil(stride) {
            return placed;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_it_is_too_long() {
        for (text, width, expected) in [
            ("", 100, ""),
            ("Contoso", 100, "Contoso"),
            ("Contoso Consulting Services", 100, "Contoso Con…"),
            ("Contoso Consulting Services", 5, ""),
            ("Contoso", 0, ""),
            ("微軟股份有限公司", 60, "微軟股…"),
            ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 30, "e\u{301}e\u{301}…"),
        ] {
            assert_eq!(fit(text, 13, width), expected, "{text} in {width}");
        }
        let long = "x".repeat(300);
        assert!((0..400).all(|width| text_width(&fit(&long, 12, width), 12) <= width.max(1)));
    }

    #[test]
    fn a_picture_of_several_letters_is_not_cut_apart() {
        let family = "👩\u{200d}👩\u{200d}👧";
        let cut = fit(&family.repeat(4), 13, 100);
        assert_eq!(cut, format!("{}…", family.repeat(2)));
    }

    #[test]
    fn a_text_is_wrapped_at_blanks_and_its_last_line_cut() {
        assert_eq!(wrap("one two three four", 13, 60, 9), ["one two", "three", "four"]);
        assert_eq!(wrap("one two three four", 13, 60, 2), ["one two", "three f…"]);
        assert_eq!(wrap("StartTestDrive", 12, 74, 2), ["StartTest", "Drive"]);
        assert_eq!(wrap("Company: شركة المثال للتجارة", 13, 120, 2), ["Company: شركة", "المثال للتجارة"]);
        assert_eq!(wrap("  ", 13, 60, 2), Vec::<String>::new());
        assert_eq!(wrap("one", 13, 0, 2), Vec::<String>::new());
        assert_eq!(wrap(&"x".repeat(30), 13, 100, 9).concat(), "x".repeat(30));
    }

    #[test]
    fn placed_texts_never_meet() {
        for (count, pitch, width) in [(0, 10, 30), (1, 10, 30), (12, 40, 30), (60, 12, 48), (400, 1, 60), (3, 2, 50)] {
            let widths = vec![width; count];
            let right = i32::try_from(count).unwrap() * pitch;
            let placed = place(&widths, &|index| i32::try_from(index).unwrap() * pitch + pitch / 2, (0, right), 8);
            assert!(placed.windows(2).all(|pair| pair[1].1 - pair[0].1 >= width + 8), "{count}: {placed:?}");
            assert!(placed.iter().all(|(_, at)| at - width / 2 >= 0 && at + width / 2 <= right), "{count}: {placed:?}");
            assert_eq!(placed.is_empty(), right <= width + 1, "{count}: {placed:?}");
        }
    }
}
