//! The two sides of a comparison, always called live and desired.

use std::panic::resume_unwind;
use std::thread;

/// A value for each side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// What the database has.
    pub live: T,
    /// What the files say.
    pub desired: T,
}

impl<T> Pair<T> {
    /// Borrows both sides.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair {
            live: &self.live,
            desired: &self.desired,
        }
    }

    /// Applies a function to both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair {
            live: f(self.live),
            desired: f(self.desired),
        }
    }
}

impl<T> Pair<Option<T>> {
    /// Returns both sides where both are there.
    pub fn both(self) -> Option<Pair<T>> {
        Some(Pair {
            live: self.live?,
            desired: self.desired?,
        })
    }
}

/// Makes two things at once.
pub fn at_once<A, B: Send>(one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (
            one,
            other.join().unwrap_or_else(|panic| resume_unwind(panic)),
        )
    })
}
