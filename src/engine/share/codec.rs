//! Numbers as bytes.
