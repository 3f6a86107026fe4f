//! All facts of one side.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Fact, Files, Id, KindName, Origin};

/// An index, key or foreign key of a partition that belongs to one of the parent table.
#[derive(Debug, Clone)]
pub struct Merged {
    /// What it is, and would be by itself once the partition is detached.
    pub fact: Fact,
    /// The one of the parent table.
    pub into: Id,
}

/// All facts of one side, by address.
#[derive(Debug, Default, Clone)]
pub struct State {
    facts: FxHashMap<Id, Fact>,
    parts: FxHashMap<Id, FxHashSet<Id>>,
    kinds: FxHashMap<KindName, FxHashSet<Id>>,
    /// What the desired side says must not be there, and where it says so: a revoked privilege.
    pub absent: BTreeMap<Id, Origin>,
    /// Whether the privileges that nothing says of a thing must not be there either: `--prune`.
    pub exact: bool,
    /// What exists without being written: the privileges that a new object has by default.
    pub implied: BTreeSet<Id>,
    /// What the facts were called before, by their new address.
    pub renamed: HashMap<Id, Id>,
    /// The names that facts had before a statement of the files renamed them, the last one first, by their new address.
    pub followed: HashMap<Id, Vec<Id>>,
    /// The columns and checks that a child table has of its own besides inheriting them, so that it keeps them when its parent
    /// loses them; not compared, since PostgreSQL has no statement that takes this away.
    pub local: BTreeSet<Id>,
    /// The indexes, keys and foreign keys of partitions that belong to one of the parent table, by their addresses; not
    /// compared, since they come and go with that one.
    pub merged: BTreeMap<Id, Merged>,
    /// The tablespace of the database, where that is known not to be `pg_default`.
    pub tablespace: Option<String>,
    /// The files that the facts were read from.
    pub files: Files,
}

impl State {
    /// Returns a fact by its address.
    pub fn get(&self, id: &Id) -> Option<&Fact> {
        self.facts.get(id)
    }

    /// Returns a fact for a change in place.
    pub fn get_mut(&mut self, id: &Id) -> Option<&mut Fact> {
        self.facts.get_mut(id)
    }

    /// Returns the body of a fact, if it is there and of this type.
    pub fn body<T: 'static>(&self, id: &Id) -> Option<&T> {
        self.get(id)?.get()
    }

    /// Returns whether the fact is there.
    pub fn has(&self, id: &Id) -> bool {
        self.facts.contains_key(id)
    }

    /// Puts a fact in and returns what stood at its address.
    pub fn put(&mut self, fact: Fact) -> Option<Fact> {
        let (id, parent) = (fact.id.clone(), fact.parent.clone());
        let before = self.facts.insert(id.clone(), fact);
        if before.is_none() {
            let of_kind = self.kinds.entry(id.kind()).or_default();
            of_kind.insert(id.clone());
        }
        if before.as_ref().is_none_or(|b| b.parent != parent) {
            self.forget_part(before.as_ref());
            if let Some(parent) = parent {
                self.parts.entry(parent).or_default().insert(id);
            }
        }
        before
    }

    fn forget_part(&mut self, fact: Option<&Fact>) {
        let Some((fact, parent)) = fact.and_then(|f| Some((f, f.parent.as_ref()?))) else {
            return;
        };
        if let Some(list) = self.parts.get_mut(parent) {
            list.remove(&fact.id);
        }
    }

    /// Takes a fact out.
    pub fn take(&mut self, id: &Id) -> Option<Fact> {
        let fact = self.facts.remove(id);
        if let Some(of_kind) = self.kinds.get_mut(id.kind()) {
            of_kind.remove(id);
        }
        self.forget_part(fact.as_ref());
        fact
    }

    /// Takes out what was merged into a thing that is gone, or belonged to it.
    pub fn forget_merged(&mut self, gone: &Id) {
        let falls = |m: &Merged| m.into == *gone || m.fact.parent.as_ref() == Some(gone);
        let fallen = self.merged.iter().filter(|e| falls(e.1));
        let fallen: Vec<Id> = fallen.map(|e| e.0.clone()).collect();
        for id in fallen {
            self.merged.remove(&id);
            self.forget_merged(&id);
        }
    }

    /// Keeps only the facts that the test accepts.
    pub fn retain(&mut self, mut keep: impl FnMut(&Fact) -> bool) {
        self.facts.retain(|_, f| keep(f));
        let facts = &self.facts;
        let of_kind = self.kinds.values_mut();
        of_kind.for_each(|ids| ids.retain(|id| facts.contains_key(id)));
        self.parts.retain(|_, list| {
            list.retain(|id| facts.contains_key(id));
            !list.is_empty()
        });
    }

    /// Walks the facts in no certain order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }

    /// Walks the facts of one kind in no certain order.
    pub fn of_kind(&self, kind: KindName) -> impl Iterator<Item = &Fact> {
        let ids = self.kinds.get(kind).into_iter().flatten();
        ids.filter_map(|id| self.facts.get(id))
    }

    /// Walks the facts for changes in place, in no certain order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fact> {
        self.facts.values_mut()
    }

    /// Returns the facts sorted by address.
    pub fn sorted(&self) -> Vec<&Fact> {
        let mut all: Vec<&Fact> = self.facts.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Returns how many facts there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Walks the addresses of the direct parts of a thing, in no certain order.
    pub fn parts(&self, id: &Id) -> impl Iterator<Item = &Id> {
        self.parts.get(id).into_iter().flatten()
    }

    /// Returns how many direct parts a thing has.
    pub fn count_parts(&self, id: &Id) -> usize {
        self.parts.get(id).map_or(0, FxHashSet::len)
    }

    /// Returns the direct parts of a thing, in the order in which they were read, then by their addresses.
    pub fn children(&self, id: &Id) -> Vec<&Fact> {
        let mut all: Vec<&Fact> = self.parts(id).filter_map(|id| self.facts.get(id)).collect();
        all.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        all
    }

    /// Returns all parts of a thing, their parts among them.
    pub fn descendants(&self, id: &Id) -> Vec<&Fact> {
        let mut out = self.children(id);
        let mut next = 0;
        while next < out.len() {
            out.extend(self.children(&out[next].id));
            next += 1;
        }
        out
    }
}
