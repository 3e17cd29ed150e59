//! Counts as the numbers that bits are computed with, and sets of them.

/// A count to reckon bits with. Beyond 16 million it is rounded, which moves a logarithm by less than a millionth.
#[expect(clippy::cast_precision_loss, reason = "bits are logarithms: the seventh digit of a count does not show in them")]
pub(super) fn real(count: usize) -> f32 {
    count as f32
}

/// Rounds a sum, computed in double precision, to the single precision in which bits are stored.
#[expect(clippy::cast_possible_truncation, reason = "sums have double precision; none is beyond the range of single precision")]
pub(super) fn short(sum: f64) -> f32 {
    sum as f32
}

/// A set of numbers below a count, a bit each.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers(Vec<u64>);

impl Numbers {
    /// The set of some numbers below `count`.
    pub(super) fn of(count: usize, numbers: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = vec![0_u64; count.div_ceil(64)];
        for number in numbers {
            if let Some(word) = bits.get_mut(number as usize / 64) {
                *word |= 1 << (number % 64);
            }
        }
        Self(bits)
    }

    /// True for a number that is in the set.
    #[inline]
    pub(super) fn holds(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}
