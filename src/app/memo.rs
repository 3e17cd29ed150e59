//! Memos that stand on memos.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;

/// Leptos' own memo, with a reader on it.
///
/// Without that reader a change can be missed (`reactive_graph` 0.2 and 0.3): an effect that reads a memo computed from another one before that
/// other one, and finds it equal, is not told of later changes of the other. docs/UPSTREAM.md has the report and the test that says when it is
/// mended.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    // Boxed, so that Leptos' part is built once for each type of value instead of once for each closure.
    boxed(Box::new(read))
}

fn boxed<T: PartialEq + Send + Sync + 'static>(read: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    let memo = Memo::new(move |_| read());
    let reader = RenderEffect::new(move |_| memo.with(|_| ()));
    // It lives as long as the memo.
    StoredValue::new_local(reader);
    memo
}
