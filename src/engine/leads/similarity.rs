//! How alike two words are, for typing errors.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Jaro-Winkler similarity, 0 to 1; 0 where it is below `least`.
pub(crate) fn jaro_winkler_from(first: &str, second: &str, least: f64) -> f64 {
    let args = jaro_winkler::Args::default().score_cutoff(least);
    let similarity = if first.is_ascii() && second.is_ascii() {
        jaro_winkler::similarity_with_args(first.bytes(), second.bytes(), &args)
    } else {
        jaro_winkler::similarity_with_args(first.chars(), second.chars(), &args)
    };
    similarity.unwrap_or(0.0)
}

/// How many letters are added, left out, replaced or swapped with their neighbours between two words, where there are no more than `most`.
pub(super) fn edits_within(first: &str, second: &str, most: usize) -> Option<usize> {
    if first.is_ascii() && second.is_ascii() {
        if first.len().abs_diff(second.len()) > most {
            return None;
        }
        return osa::distance_with_args(first.bytes(), second.bytes(), &osa::Args::default().score_cutoff(most));
    }
    osa::distance_with_args(first.chars(), second.chars(), &osa::Args::default().score_cutoff(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_few_edits() {
        for (first, second, edits) in [
            ("contoso", "contoso", Some(0)),
            ("contoso", "cotnoso", Some(1)),
            ("contoso", "contosso", Some(1)),
            ("contoso", "kontoso", Some(1)),
            ("contoso", "cotosoo", Some(2)),
            ("contoso", "fabrikam", None),
            ("ромашка", "ромашкa", Some(1)),
            ("", "ab", Some(2)),
            ("", "abc", None),
        ] {
            assert_eq!(edits_within(first, second, 2), edits, "{first} {second}");
        }
    }

    #[test]
    fn names_with_a_common_beginning_are_alike() {
        assert!(jaro_winkler_from("martha", "marhta", 0.9) > 0.96);
        assert!(jaro_winkler_from("contoso", "fabrikam", 0.9) < 0.1);
        assert!(jaro_winkler_from("ромашка", "ромашко", 0.9) > 0.9);
    }
}
