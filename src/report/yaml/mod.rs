//! A state as a file of YAML, in its short forms; the keys are those of `docs/yaml.md`.
//!
//! What has no short form here is left to the key `sql`, which takes any statement.

mod beside;
mod children;
mod foreign;
mod further;
mod map;
mod objects;
mod privileges;
mod routines;
mod rows;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::{Mapping, Value};

use crate::kind::{Scene, names};
use crate::kinds;
use crate::model::{Fact, Id, KindName, State};
use crate::report::dump::beside::Beside;
use map::{one_or_many, put, put_map, text};

/// The keys at the top in their order, each with the kind of what stands under it.
const SECTIONS: &[(&str, KindName)] = &[
    ("schemas", names::SCHEMA),
    ("extensions", names::EXTENSION),
    ("collations", names::COLLATION),
    ("foreign_data_wrappers", names::FOREIGN_DATA_WRAPPER),
    ("servers", names::SERVER),
    ("enums", names::ENUM),
    ("domains", names::DOMAIN),
    ("types", names::COMPOSITE),
    ("ranges", names::RANGE),
    ("sequences", names::SEQUENCE),
    ("tables", names::TABLE),
    ("views", names::VIEW),
    ("materialized_views", names::MATERIALIZED_VIEW),
    ("functions", names::FUNCTION),
    ("procedures", names::PROCEDURE),
    ("event_triggers", names::EVENT_TRIGGER),
];

/// A file in the making.
pub(super) struct Writing<'s> {
    state: &'s State,
    version: u32,
    beside: &'s Beside,
    /// The facts that the file says.
    written: BTreeSet<Id>,
    /// The tables whose rows stand below them.
    with_rows: BTreeSet<Id>,
}

/// Returns the file without its key `sql`, and the facts that it says.
pub(super) fn write(state: &State, version: u32, beside: &Beside) -> (Mapping, BTreeSet<Id>) {
    let (mut files, written) = write_in(state, version, beside, &|_| ());
    let mut file = Mapping::new();
    if let Some(path) = &beside.path {
        let names = path.split(',').map(|name| name.trim().to_string());
        file.insert(text("schema"), one_or_many(names.collect()));
    }
    let mut allowed = Mapping::new();
    for (hazards, reason) in &beside.free {
        put(&mut allowed, hazards, text(reason.clone()));
    }
    put_map(&mut file, "allow", allowed);
    file.extend(files.remove(&()).unwrap_or_default());
    (file, written)
}

/// Returns files without their key `sql`, by the place that each object has, and the facts that they say.
pub(super) fn write_in<P: Ord>(
    state: &State,
    version: u32,
    beside: &Beside,
    place: &dyn Fn(&Id) -> P,
) -> (BTreeMap<P, Mapping>, BTreeSet<Id>) {
    let mut writing = Writing {
        state,
        version,
        beside,
        written: BTreeSet::new(),
        with_rows: BTreeSet::new(),
    };
    let mut files: BTreeMap<P, Mapping> = BTreeMap::new();
    for (section, kind) in SECTIONS {
        let mut facts: Vec<&Fact> = state.iter().filter(|f| f.id.kind() == *kind).collect();
        facts.sort_by(|a, b| a.id.cmp(&b.id));
        for fact in facts {
            if let Some((key, value)) = writing.entry(fact) {
                writing.written.insert(fact.id.clone());
                let file = files.entry(place(&fact.id)).or_default();
                let entries = file
                    .entry(text(*section))
                    .or_insert_with(|| Mapping::new().into());
                let entries = entries.as_mapping_mut().expect("a section is a mapping");
                entries.insert(text(key), value);
            }
        }
    }
    writing.further_rows(&mut files, place);
    (files, writing.written)
}

/// Prints a file.
pub(super) fn print(file: &Mapping) -> String {
    match file.is_empty() {
        true => String::new(),
        false => {
            let text = serde_yaml::to_string(file).expect("a mapping of texts becomes YAML");
            rows::unfolded(&text)
        }
    }
}

impl Writing<'_> {
    fn entry(&mut self, fact: &Fact) -> Option<(String, Value)> {
        if !self.may_have_keys(fact) {
            return None;
        }
        if [names::FUNCTION, names::PROCEDURE].contains(&fact.id.kind()) {
            return self.routine(fact);
        }
        let value = match fact.id.kind() {
            names::SCHEMA => self.schema(fact)?,
            names::EXTENSION => self.extension(fact)?,
            names::COLLATION => self.collation(fact)?,
            names::FOREIGN_DATA_WRAPPER => self.wrapper(fact)?,
            names::SERVER => self.server(fact)?,
            names::EVENT_TRIGGER => self.event_trigger(fact)?,
            names::ENUM => self.enumeration(fact),
            names::DOMAIN => self.domain(fact)?,
            names::COMPOSITE => self.composite(fact)?,
            names::RANGE => self.range(fact),
            names::SEQUENCE => self.sequence(fact),
            names::TABLE => self.table(fact)?,
            names::VIEW | names::MATERIALIZED_VIEW => self.view(fact)?,
            _ => return None,
        };
        Some((self.short(fact.id.name()), value))
    }

    /// Returns the SQL that makes a fact, if one statement does.
    fn creation(&self, fact: &Fact) -> Option<crate::kind::Action> {
        let live = State::default();
        let scene = Scene {
            live: &live,
            desired: self.state,
            version: self.version,
        };
        let mut actions = kinds::kind(fact.id.kind()).script(fact, &scene);
        let first = actions.pop()?;
        actions.is_empty().then_some(first)
    }

    /// Returns what follows these words in the SQL that makes a fact.
    fn definition(&self, fact: &Fact, words: &str) -> Option<String> {
        let sql = self.creation(fact)?.sql();
        sql.strip_prefix(words)
            .map(|rest| rest.trim_start().to_string())
    }

    /// Returns a printed name without the schema that the file begins in.
    fn short(&self, name: &str) -> String {
        let rest = name.strip_prefix(self.beside.schema());
        let rest = rest.and_then(|rest| rest.strip_prefix('.'));
        rest.unwrap_or(name).to_string()
    }
}
