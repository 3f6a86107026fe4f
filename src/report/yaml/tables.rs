//! Tables with their columns, constraints, indexes, policies and triggers.

use serde_yaml::{Mapping, Value};

use super::Writing;
use super::foreign::{plain, put_foreign};
use super::map::{list, one_or_many, put, put_map, put_text, put_true, text};
use crate::kind::{Text, names};
use crate::kinds::column::{Column, Kept, null};
use crate::kinds::comment;
use crate::kinds::constraint::key::Key;
use crate::kinds::default::Default;
use crate::kinds::identity::Identity;
use crate::kinds::index::{Element, Index};
use crate::kinds::inheritance;
use crate::kinds::policy::{PUBLIC, Policy};
use crate::kinds::storage::Storage;
use crate::kinds::table::Table;
use crate::kinds::table::replica::Replica;
use crate::model::{Fact, Id, KindName};
use crate::text::{name, quote};

impl<'s> Writing<'s> {
    pub fn table(&mut self, fact: &Fact) -> Option<Value> {
        if !self.is_plain_child(&fact.id) {
            return None;
        }
        let table: &Table = fact.body();
        let mut map = Mapping::new();
        if let Some(foreign) = &table.foreign
            && !put_foreign(foreign, &mut map)
        {
            return None;
        }
        put_text(&mut map, "comment", self.comment(&fact.id));
        put_true(&mut map, "unlogged", table.unlogged);
        self.family(fact, &mut map);
        put_map(&mut map, "columns", self.columns(&fact.id));
        if let Some(columns) = self.plain_key(&fact.id) {
            put(&mut map, "primary_key", columns);
        }
        put_map(&mut map, "constraints", self.constraints(&fact.id));
        put_map(&mut map, "indexes", self.indexes(&fact.id));
        match (table.row_security, table.force_row_security) {
            (true, false) => put_true(&mut map, "row_security", true),
            (true, true) => put(&mut map, "row_security", text("forced")),
            (false, _) => {}
        }
        self.storage(&table.storage, &mut map);
        if self.leaves_tablespace(fact) {
            put(&mut map, "tablespace", text("pg_default"));
        }
        if matches!(table.replica, Replica::Full | Replica::Nothing) {
            put(&mut map, "replica_identity", text(table.replica.words()));
        }
        put_map(&mut map, "policies", self.policies(&fact.id));
        put_map(&mut map, "triggers", self.triggers(&fact.id));
        self.rules_and_statistics(&fact.id, &mut map);
        self.extras(&fact.id, &mut map);
        self.rows(&fact.id, &mut map);
        Some(Value::Mapping(map))
    }

    /// Returns whether a partition is in the usual tablespace though its parent names another one.
    fn leaves_tablespace(&self, fact: &Fact) -> bool {
        let place = |id: &Id| self.state.body::<Table>(id)?.storage.tablespace.as_ref();
        let parents = inheritance::parents(self.state, &fact.id);
        place(&fact.id).is_none() && parents.iter().any(|parent| place(parent).is_some())
    }

    /// Writes how and where the rows of a table or materialized view are kept.
    pub fn storage(&self, storage: &Storage, map: &mut Mapping) {
        if !storage.options.is_empty() {
            let mut with = Mapping::new();
            for (name, value) in storage.options.pairs() {
                put(&mut with, &name, text(value));
            }
            put_map(map, "with", with);
        }
        let name = |n: &Option<String>| n.as_ref().map(|n| quote::ident(n));
        put_text(map, "using", name(&storage.method));
        put_text(map, "tablespace", name(&storage.tablespace));
    }

    fn columns(&mut self, table: &Id) -> Mapping {
        let mut columns = Mapping::new();
        for fact in self.parts(table, names::COLUMN) {
            if self.is_inherited(fact) {
                continue;
            }
            let name = quote::ident(&fact.id.last());
            let column: &Column = fact.body();
            let kept = &column.kept;
            let has_comment = self.state.has(&comment::address(&fact.id));
            let is_short = !has_comment
                && !self.is_told_of(&fact.id)
                && column.foreign.is_empty()
                && *kept == Kept::default()
                && self.stored(fact) == [None, None]
                && self.has_default_in_its_words(fact);
            let short = match is_short {
                true => self.element(fact, &format!("{name} ")),
                false => None,
            };
            if short.is_none() && !fits_keys(fact) {
                continue;
            }
            let comment = self.comment(&fact.id);
            let value = short.map(text).unwrap_or_else(|| {
                let mut map = self.long_column(fact);
                put_text(&mut map, "comment", comment);
                self.said(&fact.id, &mut map);
                Value::Mapping(map)
            });
            self.written.insert(fact.id.clone());
            let with_it = self.state.children(&fact.id);
            let with_it = with_it
                .iter()
                .filter(|f| [names::DEFAULT, names::IDENTITY].contains(&f.id.kind()));
            self.written.extend(with_it.map(|f| f.id.clone()));
            put(&mut columns, &name, value);
        }
        columns
    }

    /// Returns whether the words that make a column hold its default, if it has one.
    fn has_default_in_its_words(&self, fact: &Fact) -> bool {
        let default = fact.id.as_kind(names::DEFAULT);
        let made = self.creation(fact);
        !self.state.has(&default) || made.is_some_and(|action| action.makes.contains(&default))
    }

    /// Returns the storage and compression to write: where a parent's column has one, also that there is none.
    fn stored(&self, fact: &Fact) -> [Option<String>; 2] {
        let words = |column: &Column| {
            let storage = column.kept.storage.own().map(str::to_string);
            [storage, column.kept.compression.clone()]
        };
        let mut above = inheritance::sources(self.state, fact);
        let mut said = words(fact.body());
        while let Some(source) = above.pop() {
            for (said, theirs) in said.iter_mut().zip(words(source.body())) {
                *said = said.take().or(theirs.map(|_| "default".into()));
            }
            above.extend(inheritance::sources(self.state, source));
        }
        said
    }

    /// Writes a column by keys, which leaves room for a comment.
    fn long_column(&self, fact: &Fact) -> Mapping {
        let column: &Column = fact.body();
        let mut map = Mapping::new();
        put(&mut map, "type", text(column.ty.to_string()));
        put_text(&mut map, "collation", column.collation.clone());
        let not_null = column.not_null && !null::comes_along(fact);
        put_true(&mut map, "not_null", not_null);
        let generated = column.generated.as_ref();
        put_text(&mut map, "generated", generated.map(|e| e.sql.to_string()));
        for part in self.state.children(&fact.id) {
            if let Some(default) = part.get::<Default>() {
                put(&mut map, "default", text(default.expr.sql.to_string()));
            } else if part.get::<Identity>().is_some() {
                put(&mut map, "identity", counted(part));
            }
        }
        let kept = &column.kept;
        let [storage, compression] = self.stored(fact);
        put_text(&mut map, "storage", storage);
        put_text(&mut map, "compression", compression);
        if let Some(target) = kept.statistics {
            put(&mut map, "statistics", Value::from(target));
        }
        let mut options = Mapping::new();
        for (name, value) in kept.options.pairs() {
            put(&mut options, &name, text(value));
        }
        put_map(&mut map, "attribute_options", options);
        put_map(
            &mut map,
            "options",
            plain(&column.foreign).unwrap_or_default(),
        );
        map
    }

    /// Returns what follows these words in the element of CREATE TABLE that a fact is.
    fn element(&self, fact: &Fact, words: &str) -> Option<String> {
        let action = self.creation(fact)?;
        let Text::Clause {
            clause, element, ..
        } = &action.text
        else {
            return None;
        };
        let element = element.as_deref().or_else(|| clause.strip_prefix("add "))?;
        element.strip_prefix(words).map(str::to_string)
    }

    /// Writes a primary key that has nothing but its columns, under the name that the server would choose.
    fn plain_key(&mut self, table: &Id) -> Option<Value> {
        let fact = self.parts(table, names::PRIMARY_KEY).pop()?;
        let key: &Key = fact.body();
        let name = name::make(&table.last(), None, Some("pkey"));
        let columns: Vec<String> = key.columns.iter().map(|c| quote::ident(c)).collect();
        let words = format!(
            "constraint {} primary key ({})",
            quote::ident(&name),
            columns.join(", ")
        );
        let is_told_of = self.is_told_of(&fact.id);
        if is_told_of || fact.id.last() != name || self.element(fact, &words).as_deref() != Some("")
        {
            return None;
        }
        self.written.insert(fact.id.clone());
        Some(one_or_many(columns))
    }

    fn constraints(&mut self, table: &Id) -> Mapping {
        let mut constraints = Mapping::new();
        for kind in names::CONSTRAINTS {
            let mut all: Vec<(String, String)> = Vec::new();
            for fact in self.parts(table, kind) {
                let written = self.written.contains(&fact.id) || self.is_inherited(fact);
                if written || self.is_told_of(&fact.id) {
                    continue;
                }
                let name = quote::ident(&fact.id.last());
                if let Some(words) = self.element(fact, &format!("constraint {name} ")) {
                    self.written.insert(fact.id.clone());
                    all.push((name, words));
                }
            }
            // They are read in this order too, since what is not valid is added to a table that is there.
            all.sort_by_key(|(_, words)| words.ends_with("not valid"));
            for (name, words) in all {
                put(&mut constraints, &name, text(words));
            }
        }
        constraints
    }

    /// Writes the indexes of a table or materialized view; those with parameters are left to SQL.
    pub fn indexes(&mut self, relation: &Id) -> Mapping {
        let mut indexes = Mapping::new();
        for fact in self.parts(relation, names::INDEX) {
            if self.is_told_of(&fact.id) {
                continue;
            }
            let index: &Index = fact.body();
            let name = quote::ident(&fact.id.last());
            let head = format!("create index {name} on {}", relation.name());
            let value = match index.unique {
                true => self.unique_index(fact),
                false => self.definition(fact, &head).map(|d| text(plain_index(&d))),
            };
            if let Some(value) = value {
                self.written.insert(fact.id.clone());
                put(&mut indexes, &name, value);
            }
        }
        indexes
    }

    fn unique_index(&self, fact: &Fact) -> Option<Value> {
        let index: &Index = fact.body();
        let rest = !index.options.is_empty() || index.tablespace.is_some() || !index.valid;
        if rest || self.creation(fact).is_none() {
            return None;
        }
        let mut map = Mapping::new();
        put_true(&mut map, "unique", true);
        put(
            &mut map,
            "columns",
            list(index.elements.iter().map(Element::sql).collect()),
        );
        put_text(
            &mut map,
            "using",
            (index.method != "btree").then(|| quote::ident(&index.method)),
        );
        if !index.include.is_empty() {
            let columns = index.include.iter().map(|c| quote::ident(c));
            put(&mut map, "include", one_or_many(columns.collect()));
        }
        put_true(&mut map, "nulls_not_distinct", index.nulls_not_distinct);
        put_text(
            &mut map,
            "where",
            index.predicate.as_ref().map(|p| p.sql.to_string()),
        );
        Some(Value::Mapping(map))
    }

    fn policies(&mut self, table: &Id) -> Mapping {
        let mut policies = Mapping::new();
        for fact in self.parts(table, names::POLICY) {
            let mut map = Mapping::new();
            let policy: &Policy = fact.body();
            let command = Some(policy.command.word()).filter(|w| *w != "all");
            put_text(&mut map, "as", policy.restrictive.then_some("restrictive"));
            put_text(&mut map, "for", command);
            if !policy.roles.contains(PUBLIC) {
                let roles = policy.roles.iter().map(|r| quote::ident(r));
                put(&mut map, "to", one_or_many(roles.collect()));
            }
            put_text(
                &mut map,
                "using",
                policy.using.as_ref().map(|e| e.sql.to_string()),
            );
            put_text(
                &mut map,
                "check",
                policy.check.as_ref().map(|e| e.sql.to_string()),
            );
            put_text(&mut map, "comment", self.comment(&fact.id));
            self.said(&fact.id, &mut map);
            self.written.insert(fact.id.clone());
            put(&mut policies, &title(&fact.id.last()), Value::Mapping(map));
        }
        policies
    }

    /// Writes the triggers of a table; constraint triggers, and those that do not fire always, are left to SQL.
    fn triggers(&mut self, table: &Id) -> Mapping {
        let mut triggers = Mapping::new();
        for fact in self.parts(table, names::TRIGGER) {
            let name = quote::ident(&fact.id.last());
            let on = format!(" on {}", table.name());
            if self.is_told_of(&fact.id) {
                continue;
            }
            let words = self.definition(fact, &format!("create trigger {name}"));
            if let Some((events, rest)) = words.as_ref().and_then(|w| w.split_once(&on)) {
                self.written.insert(fact.id.clone());
                let words = on_one_line(&format!("{events}{rest}"));
                put(&mut triggers, &name, text(words));
            }
        }
        triggers
    }

    /// Returns the parts of a thing that are of one kind.
    pub fn parts(&self, of: &Id, kind: KindName) -> Vec<&'s Fact> {
        let state = self.state;
        state
            .children(of)
            .into_iter()
            .filter(|f| f.id.kind() == kind)
            .collect()
    }
}

/// Writes an identity, with how it counts.
fn counted(fact: &Fact) -> Value {
    let identity: &Identity = fact.body();
    let words = crate::kinds::identity::words(fact);
    let when = if identity.always {
        "always"
    } else {
        "by default"
    };
    let options = words
        .split_once(" (")
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    match options {
        None => text(when),
        Some(options) => {
            let mut map = Mapping::new();
            put(&mut map, when, text(options));
            Value::Mapping(map)
        }
    }
}

/// Returns the columns alone, where an index has nothing else that a reader could take them for.
fn plain_index(definition: &str) -> &str {
    let inner = definition
        .strip_prefix('(')
        .and_then(|d| d.strip_suffix(')'));
    let plain = |d: &&str| {
        d.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_, ".contains(&b))
    };
    inner
        .filter(plain)
        .filter(|d| !d.starts_with("using"))
        .unwrap_or(definition)
}

/// Returns the name of a policy as a key: a sentence stands as it is.
pub fn title(name: &str) -> String {
    let is_sentence =
        name.contains(' ') && !name.starts_with('"') && !name.contains(char::is_control);
    if is_sentence {
        name.to_string()
    } else {
        quote::ident(name)
    }
}

/// Returns whether the keys of a column can say all of it: there is none for how it is generated, and for what its NOT NULL is
/// beyond that.
fn fits_keys(fact: &Fact) -> bool {
    let column: &Column = fact.body();
    let fits = !column.is_virtual && plain(&column.foreign).is_some();
    fits && (!column.not_null || null::is_plain(fact))
}

/// Returns the words of a trigger with its clauses side by side; what stands within a condition stays as it is.
fn on_one_line(words: &str) -> String {
    let clause = |sql: &str, word: &str| match sql.split_once(&format!("\n    {word}")) {
        Some((before, after)) => format!("{before} {word}{after}"),
        None => sql.to_string(),
    };
    let words = clause(words, "for each ");
    match words.rsplit_once("\n    execute ") {
        Some((before, after)) => format!("{before} execute {after}"),
        None => words,
    }
}
