//! The entries of a mapping, by key; what may stand there was checked before.

use super::{Entry, Node};

/// The entries of a mapping, by key. Empty for any other node, which [`super::shape::check`] has reported.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    entries: &'n [Entry],
    /// Whether a list stands there, of which no more is to be said.
    misplaced: bool,
}

impl<'n> Fields<'n> {
    /// Takes the entries of a node.
    pub fn of(node: &'n Node) -> Fields<'n> {
        Fields {
            entries: node.entries().unwrap_or_default(),
            misplaced: node.items().is_some(),
        }
    }

    /// Returns no entries at all.
    pub fn none() -> Fields<'n> {
        Fields {
            entries: &[],
            misplaced: false,
        }
    }

    /// Returns the entry of a key, if it says anything.
    pub fn get(self, key: &str) -> Option<&'n Entry> {
        self.entries
            .iter()
            .find(|e| e.name() == key && !e.value.is_null())
    }

    /// Returns whether a list stands where keys should, which is reported already.
    pub fn is_misplaced(self) -> bool {
        self.misplaced
    }

    /// Returns the value of a key, if it says anything.
    pub fn value(self, key: &str) -> Option<&'n Node> {
        self.get(key).map(|e| &e.value)
    }

    /// Returns the entry of a key that is true.
    pub fn set(self, key: &str) -> Option<&'n Entry> {
        self.get(key).filter(|e| truth(&e.value) == Some(true))
    }

    /// Returns the one words if a key is true, else the others.
    pub fn choose(self, key: &str, set: &'static str, other: &'static str) -> &'static str {
        if self.set(key).is_some() { set } else { other }
    }

    /// Returns the entry of a key whose value is a word, and the word in lower case.
    pub fn word(self, key: &str) -> Option<(&'n Entry, String)> {
        let entry = self.get(key)?;
        Some((entry, entry.value.scalar()?.text.to_ascii_lowercase()))
    }

    /// Returns the entries under a key that holds names.
    pub fn named(self, key: &str) -> &'n [Entry] {
        self.value(key).and_then(Node::entries).unwrap_or_default()
    }
}

/// Returns true or false, if the node is one of them.
pub fn truth(node: &Node) -> Option<bool> {
    node.scalar().and_then(|s| s.truth())
}

/// Returns the items of a list, or the node alone.
pub fn one_or_many(node: &Node) -> &[Node] {
    node.items().unwrap_or(std::slice::from_ref(node))
}
