//! The `d` of an SVG path, from tenths of px.

use std::fmt::Write;

/// Adds tenths of px: `123` is written `12.3`.
pub(super) fn push_tenths(text: &mut String, tenths: i32) {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a text does not fail.
    let _ = if rest == 0 { write!(text, "{sign}{whole}") } else { write!(text, "{sign}{whole}.{rest}") };
}

/// Adds a command and its numbers, in tenths of px.
pub(super) fn push_command(text: &mut String, command: char, tenths: &[i32]) {
    text.push(command);
    for (index, number) in tenths.iter().enumerate() {
        if index > 0 && *number >= 0 {
            text.push(' ');
        }
        push_tenths(text, *number);
    }
}

/// Adds a rectangle, in tenths of px.
pub(super) fn push_rect(text: &mut String, x: i32, y: i32, width: i32, height: i32) {
    push_command(text, 'M', &[x, y]);
    push_command(text, 'h', &[width]);
    push_command(text, 'v', &[height]);
    push_command(text, 'h', &[-width]);
    text.push('z');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_without_idle_digits() {
        for (tenths, expected) in
            [(0, "0"), (5, "0.5"), (-5, "-0.5"), (120, "12"), (123, "12.3"), (-1234, "-123.4"), (i32::MIN, "-214748364.8")]
        {
            let mut text = String::new();
            push_tenths(&mut text, tenths);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_rectangle_is_a_closed_path() {
        let mut text = String::new();
        push_rect(&mut text, 10, -25, 100, 7);
        assert_eq!(text, "M1-2.5h10v0.7h-10z");
    }
}
