//! What a kind says of its attributes: which there are, how a difference in one is removed, and since which version.
//!
//! COVERAGE.md is printed from it, and a test changes each attribute by itself; nothing else is decided by it.

/// The oldest major version of PostgreSQL that trueup works with.
pub const OLDEST: u32 = 13;

/// One thing that can differ between a live and a desired fact of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, unique within the kind, in words of the manual: `statistics target`.
    pub name: &'static str,
    /// How a difference is removed.
    pub change: Change,
    /// The first major version of PostgreSQL that has it; [`OLDEST`] for what has always been there.
    pub since: u32,
}

/// How a difference in an attribute is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// By statements that leave the thing what it is.
    InPlace,
    /// By dropping the thing and making it again.
    Replaced,
    /// In place or not as these words say: `in place where one is added, else replaced`.
    Depends(&'static str),
}

impl Attribute {
    /// Makes an attribute that changes in place.
    pub const fn in_place(name: &'static str) -> Attribute {
        Attribute::of(name, Change::InPlace)
    }

    /// Makes an attribute whose change replaces the thing.
    pub const fn replaced(name: &'static str) -> Attribute {
        Attribute::of(name, Change::Replaced)
    }

    /// Makes an attribute whose change is in place at times, in words that say when.
    pub const fn depends(name: &'static str, words: &'static str) -> Attribute {
        Attribute::of(name, Change::Depends(words))
    }

    /// Sets the first major version that has it.
    pub const fn since(self, since: u32) -> Attribute {
        Attribute { since, ..self }
    }

    const fn of(name: &'static str, change: Change) -> Attribute {
        Attribute {
            name,
            change,
            since: OLDEST,
        }
    }
}

impl Change {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Change::InPlace => "in place",
            Change::Replaced => "replaced",
            Change::Depends(words) => words,
        }
    }
}
