//! An entity-relationship diagram: which tables are drawn, with their columns, what changes of them, and how they refer to each other.
//!
//! ```text
//! build     the picture of a comparison, or of one state
//! mermaid   the picture as a text that GitHub and GitLab draw
//! ```
//! What else a patch does is told by the formats that show the picture.

mod build;
mod layout;
pub mod mermaid;
pub mod svg;

use crate::diff::Difference;
use crate::model::Id;

pub use build::{between, whole};

/// Tables and what they refer to.
#[derive(Debug, Default)]
pub struct Picture {
    /// The tables: those that are shown for themselves first.
    pub entities: Vec<Entity>,
    /// What joins them.
    pub relations: Vec<Relation>,
}

/// A table as it is drawn.
#[derive(Debug)]
pub struct Entity {
    /// Its address.
    pub id: Id,
    /// Why it is in the picture.
    pub role: Role,
    /// What happens to it.
    pub change: Change,
    /// That it is renamed, and from what: `renamed from clients`.
    pub renamed: Option<String>,
    /// Its columns; those that are dropped last.
    pub columns: Vec<Column>,
    /// What else changes of it, in words.
    pub notes: Vec<Note>,
    /// What else belongs to it, where the picture is of one state.
    pub parts: Vec<Part>,
    /// What its comment says.
    pub comment: Option<String>,
    /// How many partitions it has, which are not drawn.
    pub partitions: usize,
}

/// Why a table is in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is what the picture is about.
    Subject,
    /// One that is refers to it, or it refers to one that is.
    Neighbour,
    /// One refers to it, and nothing else is known of it.
    Outside,
}

/// What happens to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// It is made.
    New,
    /// It is dropped.
    Dropped,
    /// It stays, and something of it changes.
    Changed,
}

/// A column as it is drawn.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// Whether it takes no null.
    pub not_null: bool,
    /// All that is said of it, its type first.
    pub definition: String,
    /// Which keys it belongs to.
    pub keys: Keys,
    /// What happens to it.
    pub change: Change,
    /// What changes, in words: `text → text not null`.
    pub says: Option<String>,
}

/// Which keys a column belongs to.
#[derive(Debug, Default, Clone, Copy)]
pub struct Keys {
    /// The primary key.
    pub primary: bool,
    /// A foreign key.
    pub foreign: bool,
    /// A unique constraint that is on it alone.
    pub unique: bool,
}

/// A part of a table that is no column, and what happens to it.
#[derive(Debug)]
pub struct Note {
    /// What happens to it.
    pub change: Change,
    /// Its kind and name.
    pub words: String,
}

/// A part of a table that is no column.
#[derive(Debug)]
pub struct Part {
    /// The noun of its kind.
    pub noun: String,
    /// Its name.
    pub name: String,
    /// What is said of it.
    pub says: String,
}

/// What joins two tables.
#[derive(Debug)]
pub struct Relation {
    /// The number of the table that refers to another, or is a part of it.
    pub from: usize,
    /// The number of the other.
    pub to: usize,
    /// What kind of relation it is.
    pub link: Link,
    /// What happens to it.
    pub change: Change,
}

/// How two tables are joined.
#[derive(Debug, Clone)]
pub enum Link {
    /// By a foreign key.
    Key {
        /// The columns that refer.
        columns: Vec<String>,
        /// The columns that they refer to, if that is known.
        targets: Vec<String>,
        /// Whether many rows may refer to one.
        many: bool,
        /// Whether a row may refer to none.
        optional: bool,
    },
    /// One is a partition of the other.
    Partition,
    /// One inherits from the other.
    Inherits,
}

impl Change {
    /// Returns what a difference does to its thing.
    pub fn of(difference: &Difference) -> Change {
        match difference {
            Difference::Missing(_) => Change::New,
            Difference::Extra(_) => Change::Dropped,
            Difference::Changed(_) | Difference::Renamed { .. } => Change::Changed,
        }
    }

    /// Returns the sign that stands before it.
    pub fn sign(self) -> &'static str {
        match self {
            Change::None => "",
            Change::New => "+",
            Change::Dropped => "-",
            Change::Changed => "~",
        }
    }

    /// Returns its word; nothing where nothing happens.
    pub fn word(self) -> &'static str {
        match self {
            Change::None => "",
            Change::New => "new",
            Change::Dropped => "dropped",
            Change::Changed => "changed",
        }
    }
}

impl Keys {
    /// Returns the usual letters of the keys.
    pub fn letters(self) -> Vec<&'static str> {
        let all = [
            (self.primary, "PK"),
            (self.foreign, "FK"),
            (self.unique, "UK"),
        ];
        all.into_iter().filter(|k| k.0).map(|k| k.1).collect()
    }

    /// Returns whether it belongs to none.
    pub fn is_empty(self) -> bool {
        self.letters().is_empty()
    }
}

impl Entity {
    /// Returns what happens to it in words: `new`, `renamed from clients`; nothing where nothing does.
    pub fn fate(&self) -> Option<String> {
        match (&self.renamed, self.change) {
            (None, Change::None) => None,
            (None, change) => Some(change.word().to_string()),
            (Some(old), _) => Some(old.clone()),
        }
    }
}

impl Link {
    /// Returns the words beside the line.
    pub fn label(&self) -> String {
        match self {
            Link::Key { columns, .. } => columns.join(", "),
            Link::Partition => "partition of".into(),
            Link::Inherits => "inherits from".into(),
        }
    }
}
