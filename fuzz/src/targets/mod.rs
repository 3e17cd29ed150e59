//! The targets: each reads one input and checks the rules. libFuzzer calls them with inputs of its own, `tests/replay.rs` with those of the corpus.

mod archive;
mod arrange;
mod carrier;
mod decode;
mod delimited;
mod json;
mod key_value;
mod rewrite;
mod sniff;
mod spreadsheet;

pub use archive::archive;
pub use arrange::arrange;
pub use carrier::carrier;
pub use decode::decode;
pub use delimited::delimited;
pub use json::json;
pub use key_value::key_value;
pub use rewrite::rewrite;
pub use sniff::sniff;
pub use spreadsheet::spreadsheet;
