//! Values computed from others, as two types instead of two for each value.
//!
//! Leptos builds its reactive graph anew for every type that a memo or signal holds, a kilobyte or more each time. These two have the names and
//! the methods of Leptos' own and hold every value behind one type.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{self, GetUntracked, GetValue, RwSignal, StoredValue, Track};

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
        value.downcast_ref().expect("the type that is held")
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

/// How a value is computed.
type Compute = Arc<dyn Fn() -> Held + Send + Sync>;

fn compute<T: Value>(read: impl Fn() -> T + Send + Sync + 'static) -> Compute {
    Arc::new(move || Held(Arc::new(read())))
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
        let compute = compute(read);
        Self { held: prelude::Memo::new(move |_| compute()), of: PhantomData }
    }

    /// Tells the reader of later changes.
    pub fn track(self) {
        self.held.track();
    }

    /// Reads the value in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(prelude::Get::get(&self.held).read())
    }

    /// Reads the value in place, without telling the reader of later changes.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.held.get_untracked().read())
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

/// A value that is computed by whoever reads it.
pub struct Signal<T> {
    compute: StoredValue<Compute>,
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
        Self { compute: StoredValue::new(compute(read)), of: PhantomData }
    }

    /// Reads the value in place.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.compute.get_value()().read())
    }
}

impl<T: Value + Clone> Signal<T> {
    /// The value.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without telling the reader of later changes.
    pub fn get_untracked(self) -> T {
        prelude::untrack(|| self.get())
    }
}

impl<T: Value, F: Fn() -> T + Send + Sync + 'static> From<F> for Signal<T> {
    fn from(read: F) -> Self {
        Self::derive(read)
    }
}

impl<T: Value> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        let held = memo.held;
        Self { compute: StoredValue::new(Arc::new(move || prelude::Get::get(&held))), of: PhantomData }
    }
}

impl<T: Value + Clone> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || prelude::Get::get(&signal))
    }
}
