//! Letters of domains that are written in ASCII (RFC 3492).

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST: u32 = 0x80;

/// The longest label, in letters.
const LONGEST: usize = 63;

/// The letters of a label, without its mark `xn--`; `None` where it is none.
pub(super) fn decoded(label: &str) -> Option<String> {
    let (plain, code) = label.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut letter, mut place, mut bias) = (FIRST, 0_u32, FIRST_BIAS);
    let mut digits =
        code.chars().map(|digit| digit.to_digit(BASE).map(|value| if digit.is_ascii_digit() { value + T_MAX } else { value - 10 }));
    while letters.len() < LONGEST {
        let before = place;
        let (mut weight, mut threshold_base) = (1_u32, BASE);
        loop {
            let digit = match digits.next() {
                Some(digit) => digit?,
                None if weight == 1 => return Some(letters.into_iter().collect()),
                None => return None,
            };
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = threshold_base.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            threshold_base += BASE;
        }
        let count = u32::try_from(letters.len() + 1).ok()?;
        bias = adapted(place - before, count, before == 0);
        letter = letter.checked_add(place / count)?;
        place %= count;
        letters.insert(place as usize, char::from_u32(letter)?);
        place += 1;
    }
    None
}

/// The bias of the next letter.
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        steps += BASE;
    }
    steps + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_ascii_are_letters_again() {
        for (label, expected) in [
            ("mller-kva", Some("müller")),
            ("bcher-kva", Some("bücher")),
            ("strae-oqa", Some("straße")),
            ("e1afmkfd", Some("пример")),
            ("fsqu00a", Some("例子")),
            ("0zwm56d", Some("测试")),
            ("ü", None),
        ] {
            assert_eq!(decoded(label).as_deref(), expected, "{label}");
        }
    }
}
