//! What may leave the page in a link: the numbers of the overview, never a person.
//!
//! # Invariants
//! Decoding is total and bounded: any text gives a summary or a [`ShareError`]. Old versions decode for ever.

mod codec;
mod fit;
mod link;
mod state;
mod summary;

pub use fit::OTHER_COUNTRIES;
pub use link::{decode_link, encode_link};
pub use state::{ShareError, ShareView};
