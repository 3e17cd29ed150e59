//! Values that are kept, values computed from them, and callbacks, as four types instead of four for each value.
//!
//! Leptos builds its reactive graph anew for every type that a memo or signal holds, and for every closure that computes one: a kilobyte or more
//! each time. These have the names and the methods of Leptos' own and hold every value behind one type.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{self, GetUntracked, GetValue, StoredValue, Track};
use leptos::reactive::effect::RenderEffect;

/// What a memo or signal can hold.
pub trait Value: Any + Send + Sync {
    /// Whether the other is of the same type and equal.
    fn equals(&self, other: &dyn Value) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Value for T {
    fn equals(&self, other: &dyn Value) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }
}

/// A value of any type.
#[derive(Clone)]
struct Held(Arc<dyn Value>);

impl Held {
    #[expect(clippy::expect_used, reason = "`Memo` and `Signal` hold what their type says")]
    fn read<T: Value>(&self) -> &T {
        let value: &dyn Any = &*self.0;
        value.downcast_ref().expect(TYPE)
    }
}

/// What stands for the type of every value.
const TYPE: &str = "the type that is held";

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

/// How a value is computed. Not `Fn`, whose table of functions has three entries for each closure.
trait Compute: Send + Sync {
    fn compute(&self) -> Held;
}

impl<T: Value, F: Fn() -> T + Send + Sync> Compute for F {
    fn compute(&self) -> Held {
        Held(Arc::new(self()))
    }
}

/// A memo that is computed as soon as what it reads has changed, by a reader of its own.
///
/// Without that reader a change can be missed (`reactive_graph` 0.2): where an effect asks a memo first that is computed from another one and
/// stays the same, the other one is computed in between, on behalf of the effect, which is then not told that it has changed.
#[inline(never)]
fn new_memo(compute: Arc<dyn Compute>) -> prelude::Memo<Held> {
    let memo = prelude::Memo::new(move |_| compute.compute());
    let reader = RenderEffect::new(move |_| memo.track());
    // It lives as long as the memo.
    StoredValue::new_local(reader);
    memo
}

#[inline(never)]
fn value_of(memo: &prelude::Memo<Held>) -> Held {
    prelude::Get::get(memo)
}

#[inline(never)]
fn value_of_untracked(memo: &prelude::Memo<Held>) -> Held {
    memo.get_untracked()
}

/// A value that is computed once for all its readers, who are told only when it changes.
pub struct Memo<T> {
    held: prelude::Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Value> Memo<T> {
    /// The value of `read`, computed again when something it reads has changed.
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { held: new_memo(Arc::new(read)), of: PhantomData }
    }

    /// Tells the reader of later changes.
    pub fn track(self) {
        self.held.track();
    }

    /// Reads the value in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value_of(&self.held).read())
    }

    /// Reads the value in place, without telling the reader of later changes.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(value_of_untracked(&self.held).read())
    }
}

impl<T: Value + Clone> Memo<T> {
    /// The value.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without telling the reader of later changes.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Where a value comes from.
#[derive(Clone, Copy)]
enum Source {
    Memo(prelude::Memo<Held>),
    Computed(StoredValue<Arc<dyn Compute>>),
}

impl Source {
    #[inline(never)]
    fn computed(compute: Arc<dyn Compute>) -> Self {
        Self::Computed(StoredValue::new(compute))
    }

    #[inline(never)]
    fn value(self) -> Held {
        match self {
            Self::Memo(memo) => value_of(&memo),
            Self::Computed(compute) => compute.get_value().compute(),
        }
    }
}

/// A value that is computed by whoever reads it.
pub struct Signal<T> {
    source: Source,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Value> Signal<T> {
    /// The value of `read`.
    pub fn derive(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { source: Source::computed(Arc::new(read)), of: PhantomData }
    }

    /// Reads the value in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.source.value().read())
    }
}

impl<T: Value + Clone> Signal<T> {
    /// The value.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without telling the reader of later changes.
    pub fn get_untracked(self) -> T {
        let source = self.source;
        prelude::untrack(move || source.value()).read::<T>().clone()
    }
}

impl<T: Value, F: Fn() -> T + Send + Sync + 'static> From<F> for Signal<T> {
    fn from(read: F) -> Self {
        Self::derive(read)
    }
}

impl<T: Value> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self { source: Source::Memo(memo.held), of: PhantomData }
    }
}

impl<T: Value + Clone> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

/// What a signal keeps: shared while it is read, changed in place.
type Kept = Arc<dyn Any + Send + Sync>;

#[inline(never)]
fn kept(signal: prelude::RwSignal<Kept>) -> Kept {
    prelude::Get::get(&signal)
}

#[inline(never)]
fn kept_untracked(signal: prelude::RwSignal<Kept>) -> Option<Kept> {
    signal.try_get_untracked()
}

#[inline(never)]
fn keep(signal: prelude::RwSignal<Kept>, value: Kept) {
    prelude::Set::set(&signal, value);
}

/// Changes what is kept, and tells its readers. Nothing happens where it is gone.
#[inline(never)]
#[expect(clippy::expect_used, reason = "what is read is not changed before it has been read")]
fn change(signal: prelude::RwSignal<Kept>, act: &mut dyn FnMut(&mut (dyn Any + Send + Sync))) {
    let _ = prelude::Update::try_update(&signal, |kept| act(Arc::get_mut(kept).expect("a value nobody reads")));
}

/// A value that is set, whose readers are told of each change.
pub struct RwSignal<T> {
    kept: prelude::RwSignal<Kept>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

#[expect(clippy::expect_used, reason = "a signal holds what its type says, as long as its part of the page stands")]
impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with that value.
    pub fn new(value: T) -> Self {
        let kept: Kept = Arc::new(value);
        Self { kept: new_signal(kept), of: PhantomData }
    }

    /// Tells the reader of later changes.
    pub fn track(self) {
        self.kept.track();
    }

    /// Sets the value.
    pub fn set(self, value: T) {
        keep(self.kept, Arc::new(value));
    }

    /// Reads the value in place.
    ///
    /// # Panics
    /// Where the signal is gone: what reads it stands in the same part of the page.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(kept(self.kept).downcast_ref().expect(TYPE))
    }

    /// Reads the value in place, without telling the reader of later changes.
    ///
    /// # Panics
    /// Where the signal is gone, see [`try_with_untracked`](Self::try_with_untracked).
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with_untracked(read).expect(TYPE)
    }

    /// [`with_untracked`](Self::with_untracked) where the signal may be gone.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        kept_untracked(self.kept).and_then(|kept| kept.downcast_ref().map(read))
    }

    /// Changes the value in place.
    pub fn update(self, act: impl FnOnce(&mut T)) {
        self.try_update(act);
    }

    /// Changes the value in place; `None` where the signal is gone.
    pub fn try_update<U>(self, act: impl FnOnce(&mut T) -> U) -> Option<U> {
        let (mut act, mut answer) = (Some(act), None);
        change(self.kept, &mut |kept| answer = kept.downcast_mut().and_then(|value| act.take().map(|act| act(value))));
        answer
    }
}

#[inline(never)]
fn new_signal(kept: Kept) -> prelude::RwSignal<Kept> {
    prelude::RwSignal::new(kept)
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// The value.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without telling the reader of later changes.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// What is done with a value.
trait Run<T>: Send + Sync {
    fn run(&self, value: T);
}

impl<T, F: Fn(T) + Send + Sync> Run<T> for F {
    fn run(&self, value: T) {
        self(value);
    }
}

/// What a component calls, with what it has to tell.
pub struct Callback<T> {
    kept: StoredValue<Kept>,
    of: PhantomData<fn(T)>,
}

impl<T> Clone for Callback<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Callback<T> {}

impl<T: 'static> Callback<T> {
    /// A callback that does this.
    pub fn new(act: impl Fn(T) + Send + Sync + 'static) -> Self {
        let act: Box<dyn Run<T>> = Box::new(act);
        Self { kept: new_callback(Arc::new(act)), of: PhantomData }
    }

    /// Calls it.
    ///
    /// # Panics
    /// Where the callback is gone: who calls it stands in the same part of the page.
    #[expect(clippy::expect_used, reason = "a callback holds what its type says")]
    pub fn run(self, value: T) {
        kept_callback(self.kept).downcast_ref::<Box<dyn Run<T>>>().expect(TYPE).run(value);
    }
}

impl<T: 'static, F: Fn(T) + Send + Sync + 'static> From<F> for Callback<T> {
    fn from(act: F) -> Self {
        Self::new(act)
    }
}

#[inline(never)]
fn new_callback(kept: Kept) -> StoredValue<Kept> {
    StoredValue::new(kept)
}

#[inline(never)]
fn kept_callback(callback: StoredValue<Kept>) -> Kept {
    callback.get_value()
}
