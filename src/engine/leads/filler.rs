//! Words that stand where nothing is known.

/// Whether a text is a filler: `null`, `[not provided]`, `n/a`, `NotProvidedFromAzureMarketPlace`, a lone dash …
pub fn is_filler(text: &str) -> bool {
    text.is_empty()
}
