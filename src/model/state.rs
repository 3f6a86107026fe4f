//! All facts of one side.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

use super::parts::Parts;
use super::{Fact, Files, Id, KindName, Origin};

/// An index, key or foreign key of a partition that belongs to one of the parent table.
#[derive(Debug, Clone)]
pub struct Merged {
    /// What it is, and would be by itself once the partition is detached.
    pub fact: Fact,
    /// The one of the parent table.
    pub into: Id,
}

/// The facts in the order in which they came; where one was taken out there is nothing.
///
/// They stand in blocks, so that a hundred thousand need not move to make room for more.
#[derive(Debug, Default, Clone)]
struct Places(Vec<Vec<Option<Fact>>>);

/// How many facts stand in a block.
const BLOCK: usize = 1024;

impl Places {
    /// Adds a fact, and returns its number.
    fn push(&mut self, fact: Fact) -> u32 {
        if self.0.last().is_none_or(|block| block.len() == BLOCK) {
            let room = if self.0.is_empty() { 0 } else { BLOCK };
            self.0.push(Vec::with_capacity(room));
        }
        let blocks = self.0.len();
        let block = &mut self.0[blocks - 1];
        block.push(Some(fact));
        ((blocks - 1) * BLOCK + block.len() - 1) as u32
    }

    fn get(&self, number: u32) -> Option<&Fact> {
        let number = number as usize;
        self.0[number / BLOCK][number % BLOCK].as_ref()
    }

    fn place(&mut self, number: u32) -> &mut Option<Fact> {
        let number = number as usize;
        &mut self.0[number / BLOCK][number % BLOCK]
    }

    fn iter(&self) -> impl Iterator<Item = &Option<Fact>> {
        self.0.iter().flatten()
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut Option<Fact>> {
        self.0.iter_mut().flatten()
    }
}

/// Where a fact stands, with the half of its address's hash that tells it from most others without a look at it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    number: u32,
    tag: u32,
}

impl Entry {
    /// Returns the hash of the entry, by which the table places it.
    fn hash(tag: u32) -> u64 {
        u64::from(tag).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

/// Returns the half of the hash of an address that tells most of them apart.
fn tag(id: &Id) -> u32 {
    (id.place() >> 32) as u32
}

/// Returns whether an entry leads to the fact of an address, of which the tag is given.
fn is_at(facts: &Places, entry: Entry, tag: u32, id: &Id) -> bool {
    entry.tag == tag && facts.get(entry.number).is_some_and(|f| f.id == *id)
}

/// All facts of one side, by address.
#[derive(Debug, Default, Clone)]
pub struct State {
    facts: Places,
    /// The numbers of the facts, found by their addresses.
    numbers: HashTable<Entry>,
    /// The numbers of the direct parts of a thing.
    parts: Parts,
    /// The numbers of the facts of a kind, some of which may have been taken out.
    kinds: FxHashMap<KindName, Vec<u32>>,
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
    /// What has a query, as it was before columns were renamed on this side: it names them as they are called on the server.
    pub before: HashMap<Id, Fact>,
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
    /// Returns the number of a fact.
    fn number(&self, id: &Id) -> Option<u32> {
        let tag = tag(id);
        let entry = self
            .numbers
            .find(Entry::hash(tag), |e| is_at(&self.facts, *e, tag, id));
        entry.map(|e| e.number)
    }

    /// Returns a fact by its address.
    pub fn get(&self, id: &Id) -> Option<&Fact> {
        self.facts.get(self.number(id)?)
    }

    /// Returns a fact for a change in place.
    pub fn get_mut(&mut self, id: &Id) -> Option<&mut Fact> {
        let number = self.number(id)?;
        self.facts.place(number).as_mut()
    }

    /// Returns the body of a fact, if it is there and of this type.
    pub fn body<T: 'static>(&self, id: &Id) -> Option<&T> {
        self.get(id)?.get()
    }

    /// Returns whether the fact is there.
    pub fn has(&self, id: &Id) -> bool {
        self.number(id).is_some()
    }

    /// Puts a fact in and returns what stood at its address.
    pub fn put(&mut self, fact: Fact) -> Option<Fact> {
        self.put_after(fact, |_, _| {})
    }

    /// Puts a fact in as `put` does, after it has been settled by what stood at its address.
    pub fn put_after(
        &mut self,
        mut fact: Fact,
        settle: impl FnOnce(Option<&Fact>, &mut Fact),
    ) -> Option<Fact> {
        let number = self.number(&fact.id);
        settle(number.and_then(|n| self.facts.get(n)), &mut fact);
        let Some(number) = number else {
            self.append(fact);
            return None;
        };
        let parent = fact.parent.clone();
        let before = self.facts.place(number).replace(fact);
        if before.as_ref().is_none_or(|b| b.parent != parent) {
            self.forget_part(number, before.as_ref());
            self.note_part(number, parent.as_ref());
        }
        before
    }

    /// Adds a fact whose address is new.
    fn append(&mut self, fact: Fact) {
        let (tag, kind, parent) = (tag(&fact.id), fact.id.kind(), fact.parent.clone());
        let number = self.facts.push(fact);
        let entry = Entry { number, tag };
        self.numbers
            .insert_unique(Entry::hash(tag), entry, |e| Entry::hash(e.tag));
        self.kinds.entry(kind).or_default().push(number);
        self.note_part(number, parent.as_ref());
    }

    fn note_part(&mut self, number: u32, parent: Option<&Id>) {
        if let Some(parent) = parent {
            self.parts.insert(parent, number);
        }
    }

    fn forget_part(&mut self, number: u32, fact: Option<&Fact>) {
        if let Some(parent) = fact.and_then(|f| f.parent.as_ref()) {
            self.parts.remove(parent, number);
        }
    }

    /// Takes a fact out.
    pub fn take(&mut self, id: &Id) -> Option<Fact> {
        let (facts, tag) = (&self.facts, tag(id));
        let found = self
            .numbers
            .find_entry(Entry::hash(tag), |e| is_at(facts, *e, tag, id));
        let (Entry { number, .. }, _) = found.ok()?.remove();
        let fact = self.facts.place(number).take();
        self.forget_part(number, fact.as_ref());
        fact
    }

    /// Walks the facts and what is kept beside them, in no certain order.
    pub fn with_merged(&self) -> impl Iterator<Item = &Fact> {
        let merged = self.merged.values().map(|m| &m.fact);
        self.iter().chain(merged.filter(|f| !self.has(&f.id)))
    }

    /// Returns a fact to be changed, or what is kept beside the facts under its address.
    pub fn or_merged_mut(&mut self, id: &Id) -> Option<&mut Fact> {
        match self.has(id) {
            true => self.get_mut(id),
            false => self.merged.get_mut(id).map(|m| &mut m.fact),
        }
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
        for place in self.facts.iter_mut() {
            place.take_if(|f| !keep(f));
        }
        let stays = |n: &u32| self.facts.get(*n).is_some();
        self.numbers.retain(|e| stays(&e.number));
        self.parts.retain(stays);
    }

    /// Walks the facts in no certain order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().flatten()
    }

    /// Walks the facts of one kind in no certain order.
    pub fn of_kind(&self, kind: KindName) -> impl Iterator<Item = &Fact> {
        let numbers = self.kinds.get(kind).into_iter().flatten();
        numbers.filter_map(|n| self.facts.get(*n))
    }

    /// Puts the files of the other side behind those of this one, for both, so that a place of either means one file.
    pub fn share_files(&mut self, other: &mut State) {
        let by = self.files.append(&other.files);
        other.iter_mut().for_each(|f| f.origin.go_live(by));
        other.absent.values_mut().for_each(|o| o.go_live(by));
        let merged = other.merged.values_mut();
        merged.for_each(|m| m.fact.origin.go_live(by));
        other.files = self.files.clone();
    }

    /// Walks the facts for changes in place, in no certain order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fact> {
        self.facts.iter_mut().flatten()
    }

    /// Returns the facts sorted by address.
    pub fn sorted(&self) -> Vec<&Fact> {
        let mut all: Vec<&Fact> = self.iter().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Returns how many facts there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Walks the addresses of the direct parts of a thing, in no certain order.
    pub fn parts(&self, id: &Id) -> impl Iterator<Item = &Id> {
        self.parts_of(id).map(|f| &f.id)
    }

    fn parts_of(&self, id: &Id) -> impl Iterator<Item = &Fact> {
        let numbers = self.parts.of(id).iter();
        numbers.filter_map(|n| self.facts.get(*n))
    }

    /// Returns how many direct parts a thing has.
    pub fn count_parts(&self, id: &Id) -> usize {
        self.parts.of(id).len()
    }

    /// Returns the direct parts of a thing, in the order in which they were read, then by their addresses.
    pub fn children(&self, id: &Id) -> Vec<&Fact> {
        let mut all: Vec<&Fact> = self.parts_of(id).collect();
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
