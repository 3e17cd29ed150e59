//! A hash that is the same for ever: what is written into a file today is found again by every later version.

/// `MurmurHash3_x64_128` with seed 0, by Austin Appleby, who placed it in the public domain; the first of its two halves.
///
/// It is no secret keeper: whoever guesses a text can check the guess. It is fast, spreads well and will not change.
pub(crate) fn stable_hash(text: &[u8]) -> u64 {
    murmur(text).0
}

const C1: u64 = 0x87c3_7b91_1142_53d5;
const C2: u64 = 0x4cf5_ad43_2745_937f;

fn murmur(bytes: &[u8]) -> (u64, u64) {
    let (blocks, tail) = bytes.as_chunks::<16>();
    let (mut h1, mut h2) = blocks.iter().fold((0_u64, 0_u64), |(h1, h2), block| {
        let (k1, k2) = words(*block);
        let h1 = (h1 ^ first_mix(k1)).rotate_left(27).wrapping_add(h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        let h2 = (h2 ^ second_mix(k2)).rotate_left(31).wrapping_add(h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
        (h1, h2)
    });
    let mut last = [0; 16];
    last.iter_mut().zip(tail).for_each(|(place, byte)| *place = *byte);
    let (k1, k2) = words(last);
    h1 ^= first_mix(k1) ^ bytes.len() as u64;
    h2 ^= second_mix(k2) ^ bytes.len() as u64;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2) = (final_mix(h1), final_mix(h2));
    h1 = h1.wrapping_add(h2);
    (h1, h2.wrapping_add(h1))
}

fn words(block: [u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(block);
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
    let lower = both as u64;
    (lower, u64::try_from(both >> 64).unwrap_or_default())
}

fn first_mix(word: u64) -> u64 {
    word.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2)
}

fn second_mix(word: u64) -> u64 {
    word.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1)
}

fn final_mix(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        for (text, expected) in [
            ("", (0, 0)),
            ("hello", (0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19)),
            ("The quick brown fox jumps over the lazy dog", (0xe34b_bc7b_bc07_1b6c, 0x7a43_3ca9_c49a_9347)),
        ] {
            assert_eq!(murmur(text.as_bytes()), expected, "{text}");
        }
    }
}
