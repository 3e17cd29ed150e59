//! A short word in a fixed place: what is made of a name while it is compared.

/// Maximum letters of a word: longer than all but the rarest of names.
const CAPACITY: usize = 40;

/// ASCII letters, up to a fixed number of them; what does not fit is dropped.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Letters {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; CAPACITY], length: 0 }
    }

    pub(super) fn push(&mut self, letter: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = letter;
            self.length += 1;
        }
    }

    pub(super) fn extend(&mut self, letters: &[u8]) {
        for letter in letters {
            self.push(*letter);
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(super) fn last(&self) -> Option<u8> {
        self.as_bytes().last().copied()
    }

    /// The letters of a text without its blanks and hyphens.
    pub(super) fn joined(text: &str) -> Self {
        let mut letters = Self::new();
        for letter in text.bytes().filter(|letter| !matches!(letter, b' ' | b'-')) {
            letters.push(letter);
        }
        letters
    }
}
