//! Scrolling through a list longer than a browser lets an element be.

/// Height of a row, as in `style/components/grid.css`.
pub const ROW: f64 = 32.0;
/// Height of the heads, which stay on top of the rows.
const HEAD: f64 = 32.0;
/// Tallest element requested. Browsers end at 33,554,400 px (Chromium) or about 17,895,000 px (Firefox).
const TALLEST: f64 = 15_000_000.0;
/// Rows drawn at least above what is on screen. What is drawn moves on by as many rows at once, so that most of scrolling draws nothing.
const MARGIN: u32 = 8;

/// A length as CSS writes it, in whole pixels.
#[expect(clippy::cast_possible_truncation, reason = "no element is that tall")]
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

/// Scale between scroll positions and the rows of a list, all of one height. Beyond [`TALLEST`] a pixel stands for more than one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scroll {
    rows: u32,
    /// Height in which rows are seen.
    screen: f64,
}

impl Scroll {
    /// A list of so many rows in a frame of that height.
    pub fn new(rows: u32, frame: f64) -> Self {
        Self { rows, screen: (frame - HEAD).max(ROW) }
    }

    /// Height of the space that is scrolled.
    pub fn height(self) -> f64 {
        self.full().min(TALLEST)
    }

    /// First and last row on screen at that scroll position.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows are counted in u32, and the cast saturates")]
    pub fn window(self, top: f64) -> (u32, u32) {
        let first = (self.place(top) / ROW).floor().max(0.0) as u32;
        let last = first.saturating_add(self.rows_on_screen());
        (first.min(self.rows.saturating_sub(1)), last.min(self.rows.saturating_sub(1)))
    }

    /// Rows that fit on the screen.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen has few rows")]
    pub fn rows_on_screen(self) -> u32 {
        (self.screen / ROW).ceil().max(1.0) as u32
    }

    /// The first row that is drawn when `first` is the first on screen.
    pub fn drawn_from(self, first: u32) -> u32 {
        (first / MARGIN * MARGIN).saturating_sub(MARGIN)
    }

    /// Rows that are drawn, wherever the list is scrolled to.
    pub fn drawn(self) -> u32 {
        self.rows_on_screen() + 3 * MARGIN
    }

    /// Returns the place in the space, in px, at which the row `index` is drawn at that scroll position.
    pub fn offset(self, top: f64, index: u32) -> f64 {
        top + f64::from(index) * ROW - self.place(top)
    }

    /// The scroll position that shows a row, if it is not shown at `top`.
    pub fn reveal(self, index: u32, top: f64) -> Option<f64> {
        let (from, place) = (f64::from(index) * ROW, self.place(top));
        let wanted = if from < place {
            from
        } else if from + ROW > place + self.screen {
            from + ROW - self.screen
        } else {
            return None;
        };
        Some(wanted / self.scale())
    }

    fn full(self) -> f64 {
        f64::from(self.rows) * ROW
    }

    /// Pixels of the list that a pixel of the space stands for.
    fn scale(self) -> f64 {
        let (list, space) = (self.full() - self.screen, self.height() - self.screen);
        if list <= space || space <= 0.0 { 1.0 } else { list / space }
    }

    fn place(self, top: f64) -> f64 {
        top * self.scale()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_million_rows_can_be_reached_and_shown() {
        let scroll = Scroll::new(1_000_000, 632.0);
        assert!(scroll.height() <= TALLEST);
        let bottom = scroll.height() - 600.0;
        assert_eq!(scroll.window(bottom).1, 999_999);
        let revealed = scroll.reveal(999_999, 0.0).unwrap();
        assert!((revealed - bottom).abs() < 1.0);
        assert_eq!(scroll.reveal(999_999, revealed), None);
    }

    #[test]
    fn drawn_rows_cover_the_screen_and_move_by_eight() {
        let scroll = Scroll::new(1_000, 632.0);
        let mut starts = Vec::new();
        for step in 0..60 {
            let (first, last) = scroll.window(f64::from(step) * 16.0);
            let from = scroll.drawn_from(first);
            assert!(from <= first && from + scroll.drawn() > last);
            starts.push(from);
        }
        starts.dedup();
        assert_eq!(starts, [0, 8, 16]);
    }

    #[test]
    fn a_short_list_scrolls_pixel_by_pixel() {
        let scroll = Scroll::new(100, 352.0);
        assert_eq!(scroll.window(0.0), (0, 10));
        assert_eq!(scroll.window(64.0), (2, 12));
        assert!((scroll.offset(64.0, 2) - 64.0).abs() < f64::EPSILON);
    }
}
