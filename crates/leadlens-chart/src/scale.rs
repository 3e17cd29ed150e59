//! From numbers to lengths, in whole numbers.

/// The length that stands for `value` where `length` stands for `top`: rounded, never below 0 or beyond `length`.
pub fn length_of(value: u64, top: u64, length: i32) -> i32 {
    let Ok(length) = u64::try_from(length) else { return 0 };
    // 32 bits are more than a screen can show, and their product with a length fits.
    let shift = (u64::BITS - top.leading_zeros()).saturating_sub(32);
    let (value, top) = (value.min(top) >> shift, (top >> shift).max(1));
    i32::try_from((value * length + top / 2) / top).unwrap_or(0)
}

/// The numbers an axis is marked with: from 0 in steps of 1, 2 or 5 times a power of ten, whole, until `most` is covered.
///
/// There are at least two, and some `wanted` of them above 0.
pub fn ticks(most: u64, wanted: u32) -> Vec<u64> {
    let most = most.max(1);
    let least = most.div_ceil(u64::from(wanted.max(1)));
    let mut unit = 1_u64;
    let step = loop {
        match [1, 2, 5].into_iter().map(|times| unit.saturating_mul(times)).find(|step| *step >= least) {
            Some(step) => break step,
            None => unit = unit.saturating_mul(10),
        }
    };
    (0..=most.div_ceil(step)).map(|index| index.saturating_mul(step)).collect()
}

/// Step of heat of a number, from 0 for nothing to 6 for the most. The root spreads small numbers, which otherwise all look alike.
pub fn heat_step(count: u32, most: u32) -> u8 {
    let (count, most) = (u64::from(count), u64::from(most));
    if count == 0 { 0 } else { (1..6).find(|step| u64::from(step * step) * most >= 36 * count).map_or(6, |step: u8| step) }
}

/// Equal shares of a length, side by side: together they fill it to the last px.
///
/// Edges stand on whole px where a share is wide enough for that not to show (4 px), so that upright edges are sharp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    count: u32,
    /// In px.
    length: i32,
}

/// Width in px from which on edges stand on whole px.
const SHARP: i64 = 4;

impl Bands {
    /// `count` shares of `length` px.
    pub fn new(count: usize, length: i32) -> Self {
        Self { count: u32::try_from(count).unwrap_or(u32::MAX), length: length.max(0) }
    }

    /// Number of shares.
    pub fn count(self) -> usize {
        self.count as usize
    }

    /// The tenths of px that edges are rounded to: 10 for whole px, else 1.
    fn grain(self) -> i64 {
        if i64::from(self.length) >= SHARP * i64::from(self.count) { 10 } else { 1 }
    }

    /// Left edge of a share in tenths of px; beyond the last, the end of all.
    pub fn start(self, index: usize) -> i32 {
        let index = i64::try_from(index).unwrap_or(i64::MAX).min(i64::from(self.count));
        let grains = i64::from(self.length) * 10 / self.grain();
        i32::try_from(index * grains / i64::from(self.count.max(1)) * self.grain()).unwrap_or(i32::MAX)
    }

    /// Width of a share in tenths of px.
    pub fn width(self, index: usize) -> i32 {
        self.start(index.saturating_add(1)) - self.start(index)
    }

    /// Middle of a share in px.
    pub fn middle(self, index: usize) -> i32 {
        (self.start(index) + self.width(index) / 2) / 10
    }

    /// The share a px lies in; none beyond the ends.
    pub fn at(self, x: i32) -> Option<usize> {
        (x >= 0 && x < self.length && self.count > 0).then(|| self.nearest(x))
    }

    /// The share a px lies in, the first before all of them and the last behind; 0 where there is none.
    pub fn nearest(self, x: i32) -> usize {
        let last = self.count().saturating_sub(1);
        if x < 0 || x >= self.length {
            return if x < 0 { 0 } else { last };
        }
        let grains = i64::from(self.length) * 10 / self.grain();
        // The middle of the px, in grains: the last share that starts at or before it.
        let at = (i64::from(x) * 10 + 5) / self.grain();
        usize::try_from(((at + 1) * i64::from(self.count) - 1) / grains.max(1)).unwrap_or(0).min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_rounded_and_never_too_long() {
        for (value, top, length, expected) in [
            (0, 10, 100, 0),
            (10, 10, 100, 100),
            (11, 10, 100, 100),
            (1, 3, 100, 33),
            (2, 3, 100, 67),
            (0, 0, 100, 0),
            (5, 0, 100, 0),
            (1, 1, 0, 0),
            (1, 1, -5, 0),
            (u64::MAX, u64::MAX, i32::MAX, i32::MAX),
            (u64::MAX / 2, u64::MAX, 1000, 500),
            (u64::from(u32::MAX), u64::from(u32::MAX), 320, 320),
        ] {
            assert_eq!(length_of(value, top, length), expected, "{value} of {top} on {length}");
        }
    }

    #[test]
    fn an_axis_has_round_numbers_and_covers_the_most() {
        for (most, wanted, expected) in [
            (0, 4, &[0, 1][..]),
            (1, 4, &[0, 1]),
            (3, 4, &[0, 1, 2, 3]),
            (7, 4, &[0, 2, 4, 6, 8]),
            (10, 2, &[0, 5, 10]),
            (99, 4, &[0, 50, 100]),
            (100, 5, &[0, 20, 40, 60, 80, 100]),
            (1234, 3, &[0, 500, 1000, 1500]),
            (5, 0, &[0, 5]),
            (u64::from(u32::MAX), 4, &[0, 2_000_000_000, 4_000_000_000, 6_000_000_000]),
        ] {
            assert_eq!(ticks(most, wanted), expected, "{most} in {wanted}");
        }
        assert!(ticks(u64::MAX, 5).len() <= 6);
        for most in 0..2000 {
            let ticks = ticks(most, 4);
            assert!(ticks.len() >= 2 && ticks.len() <= 5 && ticks.last().is_some_and(|top| *top >= most), "{most}: {ticks:?}");
        }
    }

    #[test]
    fn heat_grows_with_the_number() {
        for (count, most, expected) in [
            (0, 0, 0),
            (0, 9, 0),
            (1, 1, 6),
            (1, 36, 1),
            (4, 36, 2),
            (5, 36, 3),
            (35, 36, 6),
            (36, 36, 6),
            (1, u32::MAX, 1),
            (u32::MAX, u32::MAX, 6),
            (9, 4, 6),
        ] {
            assert_eq!(heat_step(count, most), expected, "{count} of {most}");
        }
        assert!((1..=1000).all(|count| heat_step(count, 1000) >= heat_step(count - 1, 1000)));
    }

    #[test]
    fn bands_fill_the_length_and_every_px_belongs_to_one() {
        for (count, length) in [(1, 320), (3, 100), (7, 320), (60, 233), (400, 280), (400, 1600), (1000, 50), (5, 0), (0, 320), (320, 320)]
        {
            let bands = Bands::new(count, length);
            assert_eq!(bands.start(count), if count == 0 { 0 } else { length * 10 }, "{count} on {length}");
            assert_eq!((0..count).map(|index| bands.width(index)).sum::<i32>(), bands.start(count));
            for x in 0..length {
                let Some(index) = bands.at(x) else {
                    assert_eq!(count, 0, "nothing at {x}");
                    continue;
                };
                let (start, end) = (bands.start(index), bands.start(index + 1));
                assert!(start <= x * 10 + 5 && x * 10 + 5 <= end.max(start + 9), "{count} on {length}: {x} in {index}");
            }
            assert_eq!((bands.at(-1), bands.at(length)), (None, None));
            assert_eq!((bands.nearest(-9), bands.nearest(i32::MAX)), (0, count.saturating_sub(1)));
        }
        let narrow = Bands::new(60, 240);
        assert!((0..60).all(|index| narrow.at(narrow.middle(index)) == Some(index)));
    }
}
