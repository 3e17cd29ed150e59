//! Links: the numbers of the overview may leave the page in one, a person never.
//!
//! # Invariants
//! One function decides which text of a file may leave by itself: [`is_marketplace_id`], for links, the address and the browser's storage.
//! Decoding is total and bounded: any text gives a summary or a [`ShareError`]. Old versions decode for ever.

mod codec;
mod country_code;
mod fit;
mod link;
mod marketplace_id;
mod state;
mod summary;

pub use country_code::is_country_code;
pub use fit::{OTHER_COUNTRIES, withheld_offers};
pub use link::{decode_link, encode_link};
pub use marketplace_id::{IdOf, is_marketplace_id, is_title_of, shows_person};
pub use state::{ShareError, ShareView};
