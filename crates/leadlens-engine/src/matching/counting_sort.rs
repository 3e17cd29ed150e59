//! Positions in the order of small numbers.

/// Counting sort: positions `0..codes.len()` ordered by code, stable, with the start of each code's run and one past the last.
/// Positions whose code is not below `count` are left out.
pub(crate) fn sort_by_code(codes: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; count + 1];
    for code in codes {
        if let Some(next) = starts.get_mut((*code as usize).saturating_add(1)) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut sorted = vec![0_u32; sum as usize];
    for (position, code) in (0_u32..).zip(codes) {
        if (*code as usize) < count
            && let Some(next) = next.get_mut(*code as usize)
            && let Some(place) = sorted.get_mut(*next as usize)
        {
            *place = position;
            *next += 1;
        }
    }
    (starts, sorted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leads::NONE;

    #[test]
    fn positions_without_a_code_are_left_out_of_the_order() {
        assert_eq!(sort_by_code(&[1, NONE, 0, 1], 2), (vec![0, 1, 3], vec![2, 0, 3]));
    }
}
