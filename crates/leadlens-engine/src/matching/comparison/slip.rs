//! Slips of the keyboard.

/// True where one letter or digit differs, is missing, or two neighbours have changed places: slips of a hand on a keyboard.
pub(super) fn is_one_slip(x: &[u8], y: &[u8]) -> bool {
    if x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let start = x.iter().zip(y).take_while(|(x, y)| x == y).count();
    let (x, y) = (x.get(start..).unwrap_or_default(), y.get(start..).unwrap_or_default());
    let end = x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count();
    match (x.get(..x.len() - end), y.get(..y.len() - end)) {
        (Some([] | [_]), Some([] | [_])) => true,
        (Some([first, second]), Some([other_first, other_second])) => first == other_second && second == other_first,
        _ => false,
    }
}
