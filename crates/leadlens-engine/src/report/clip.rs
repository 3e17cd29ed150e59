//! Texts as long as a screen can show.

/// Characters of a text that go into a list or chart.
pub(super) const TEXT_SHOWN: usize = 200;

/// The first `limit` characters of a text, with an ellipsis where it is cut.
pub(super) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => {
            let mut clipped = text.get(..end).unwrap_or_default().to_owned();
            clipped.push('…');
            clipped
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(clip("Öberg", 5), "Öberg");
        assert_eq!(clip("Öberg & Söner", 5), "Öberg…");
    }
}
