//! Similarity of two words, by the measures the rules name.

/// Letters of a word looked at: longer words are no names.
const LETTERS: usize = 48;

/// One minus the cost of typing one word in place of the other over the length of the longer one: a letter missed, added or mistaken costs
/// one, a neighbour on the keyboard (of the US, as the rule's authors have it) half.
pub(super) fn keyboard_similarity(one: &str, other: &str) -> f32 {
    let (one, other) = (letters(one), letters(other));
    let longer = one.len().max(other.len());
    if longer == 0 {
        return 0.0;
    }
    // In halves, so that all is whole.
    let mut row: Vec<usize> = (0..=other.len()).map(|place| 2 * place).collect();
    for (place, letter) in one.iter().enumerate() {
        let mut diagonal = 2 * place;
        let mut left = 2 * (place + 1);
        for (wanted, above) in other.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + typing_cost(*letter, *wanted)).min(*above + 2).min(left + 2);
            diagonal = *above;
            *above = best;
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = 2 * (place + 1);
        }
    }
    1.0 - size(row.last().copied().unwrap_or_default()) / (2.0 * size(longer))
}

fn typing_cost(letter: char, wanted: char) -> usize {
    if letter == wanted {
        0
    } else if are_neighbours(letter, wanted) {
        1
    } else {
        2
    }
}

fn are_neighbours(one: char, other: char) -> bool {
    const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let place = |letter| ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(letter)?)));
    match (place(one), place(other)) {
        (Some((row, key)), Some((other_row, other_key))) => {
            // Each row stands a little to the right of the one above: a key touches the one above and the one above to the right.
            let (upper, lower) = if row < other_row { (key, other_key) } else { (other_key, key) };
            match row.abs_diff(other_row) {
                0 => key.abs_diff(other_key) == 1,
                1 => upper == lower || upper == lower + 1,
                _ => false,
            }
        }
        _ => false,
    }
}

/// A word as it sounds to an English ear, in the spirit of Lawrence Philips' Metaphone: consonants by their sound, vowels only at the start.
/// Words in other scripts are their own sound.
pub(super) fn sound(word: &str) -> String {
    let letters = letters(word);
    let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
    let mut sound = String::with_capacity(letters.len());
    let mut place = match (at(0), at(1)) {
        ('k' | 'g' | 'p', 'n') | ('w', 'r') | ('a', 'e') | ('p', 's') => 1,
        _ => 0,
    };
    let start = place;
    while place < letters.len() {
        let (letter, next) = (at(place), at(place + 1));
        let before = if place == 0 { ' ' } else { at(place - 1) };
        let is_front = matches!(next, 'e' | 'i' | 'y');
        let (code, read) = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => (if place == start { "A" } else { "" }, 1),
            'w' if place != start => ("", 1),
            'h' if !matches!(next, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || matches!(before, 'a' | 'e' | 'i' | 'o' | 'u') => ("", 1),
            _ if letter == before && letter != 'c' => ("", 1),
            'c' if next == 'z' => ("X", 2),
            's' if next == 'c' && at(place + 2) == 'h' => ("X", 3),
            'c' | 's' if next == 'h' => ("X", 2),
            's' if next == 'z' => ("X", 2),
            's' if next == 'i' && matches!(at(place + 2), 'o' | 'a') => ("X", 1),
            't' if next == 'h' => ("0", 2),
            't' if next == 'i' && matches!(at(place + 2), 'o' | 'a') => ("X", 1),
            'p' if next == 'h' => ("F", 2),
            'g' if next == 'h' => (if place == start { "K" } else { "" }, 2),
            'c' if next == 'k' => ("K", 2),
            'd' if next == 'g' && matches!(at(place + 2), 'e' | 'i' | 'y') => ("J", 2),
            'c' if is_front => ("S", 1),
            'g' if is_front => ("J", 1),
            'c' | 'k' | 'q' | 'g' => ("K", 1),
            'x' => ("KS", 1),
            'z' | 's' => ("S", 1),
            'd' if next == 't' => ("T", 2),
            'd' | 't' => ("T", 1),
            'f' | 'v' => ("F", 1),
            'b' if before == 'm' && next == ' ' => ("", 1),
            'b' => ("B", 1),
            'p' => ("P", 1),
            'j' => ("J", 1),
            'l' => ("L", 1),
            'm' => ("M", 1),
            'n' => ("N", 1),
            'r' => ("R", 1),
            'w' => ("W", 1),
            'h' => ("H", 1),
            other => {
                sound.push(other);
                ("", 1)
            }
        };
        sound.push_str(code);
        place += read;
    }
    sound
}

fn letters(word: &str) -> Vec<char> {
    word.chars().filter(|letter| *letter != ' ').take(LETTERS).collect()
}

/// Lengths are bounded by [`LETTERS`], so nothing is lost.
fn size(length: usize) -> f32 {
    u16::try_from(length).map_or(f32::MAX, f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbouring_key_costs_half() {
        for (one, other, expected) in
            [("smith", "smoth", 0.9), ("smith", "smath", 0.8), ("smith", "smit", 0.8), ("smith", "smith", 1.0), ("", "", 0.0)]
        {
            assert!((keyboard_similarity(one, other) - expected).abs() < 0.001, "{one} {other} {}", keyboard_similarity(one, other));
        }
    }

    #[test]
    fn names_that_sound_alike_have_one_sound() {
        for (one, other) in [
            ("smith", "smyth"),
            ("schmidt", "shmit"),
            ("philips", "filips"),
            ("knight", "nite"),
            ("catherine", "kathryn"),
            ("meyer", "maier"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        for (one, other) in [("smith", "jones"), ("miller", "muster"), ("王", "李")] {
            assert_ne!(sound(one), sound(other), "{one} {other}");
        }
    }
}
