//! Bytes as an address fragment.

use super::{ShareError, ShareView};
use crate::engine::report::Overview;

/// The fragment (without `#`) that carries the numbers of an overview and a view.
pub fn encode_link(_overview: &Overview, _view: ShareView) -> String {
    String::new()
}

/// The summary a link carries. Takes a fragment with or without `#`, or a whole address.
///
/// # Errors
/// Why there is no summary in it.
pub fn decode_link(_link: &str) -> Result<(Overview, ShareView), ShareError> {
    Err(ShareError::NotALink)
}
