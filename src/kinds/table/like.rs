//! `LIKE source` in the list of CREATE TABLE: what the source is at that point of the files is copied, and no tie is left.
//!
//! Follows `transformTableLikeClause` and `expandTableLikeClause`: the columns stand where the clause does, the rest
//! comes when the table's own constraints have their names.

use std::collections::BTreeSet;

use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::kinds::column::{Column, NotNull};
use crate::kinds::composite::Composite;
use crate::kinds::foreign::Options;
use crate::kinds::inheritance::merge;
use crate::kinds::{comment, constraint, identity, index, statistics};
use crate::model::{Fact, Id, KindName, Place};
use crate::text::Expr;
use crate::text::refs;
use crate::text::sql::Reader;

/// What can be included and excluded by name.
const OPTIONS: &[&str] = &[
    "comments",
    "compression",
    "constraints",
    "defaults",
    "generated",
    "identity",
    "indexes",
    "statistics",
    "storage",
];
/// What a table can be like.
const SOURCES: &[KindName] = &[
    names::TABLE,
    names::COMPOSITE,
    names::VIEW,
    names::MATERIALIZED_VIEW,
];

/// A clause whose columns were copied.
pub struct Like {
    source: Id,
    place: Place,
    included: BTreeSet<&'static str>,
}

impl Like {
    /// Reads the clause and copies the columns.
    ///
    /// # Errors
    /// If the source is not defined before, or its columns cannot be told from the files.
    pub fn read(reader: &mut Reader, draft: &mut Draft, table: &Id) -> Result<Like> {
        let mark = reader.mark();
        reader.expect("like")?;
        let name = reader.name()?;
        let Some(source) = draft.find(SOURCES, &name) else {
            let message = format!("no statement before this one defines {}", name.show());
            let problem = Problem::error("unknown-table", message).at(name.place, "");
            let help = "LIKE copies what is there when it runs: define the source above, or write the columns";
            return Err(Box::new(problem.help(help)));
        };
        let included = options(reader)?;
        let like = Like {
            source,
            place: reader.since(mark),
            included,
        };
        like.copy_columns(draft, table)?;
        Ok(like)
    }

    fn has(&self, option: &str) -> bool {
        self.included.contains(option)
    }

    fn copy_columns(&self, draft: &mut Draft, table: &Id) -> Result<()> {
        if let Some(composite) = draft.state.body::<Composite>(&self.source).cloned() {
            for attribute in composite.attributes {
                let column = Column::plain(attribute.ty, attribute.collation);
                let id = table.child(names::COLUMN, &attribute.name);
                draft.add(id.clone(), Some(table.clone()), column, self.place.clone())?;
                let from = self.source.child(names::COLUMN, &attribute.name);
                self.copy_comment(draft, &from, (&id, &id));
            }
            return Ok(());
        }
        if self.source.kind() != names::TABLE {
            let message = "the server alone knows what types the columns of a view have: write them, or read the files with --scratch";
            let problem = Problem::error("unsupported", message);
            return Err(Box::new(problem.at(self.place.clone(), "")));
        }
        for column in self.parts(draft, &[names::COLUMN]) {
            self.copy_column(draft, table, column)?;
        }
        Ok(())
    }

    /// Returns the parts of the source that are of these kinds, ready to be put into another table.
    fn parts(&self, draft: &Draft, kinds: &[KindName]) -> Vec<Fact> {
        let own = draft.state.children(&self.source).into_iter();
        let merged = merge::everything(&draft.state, &self.source).into_iter();
        let parts = own.chain(merged.filter(|f| !draft.state.has(&f.id)));
        let parts = parts.filter(|f| kinds.contains(&f.id.kind()));
        parts.map(|f| self.unqualified(f)).collect()
    }

    /// Takes the name of the source off the columns that the expressions of a part name.
    fn unqualified(&self, part: &Fact) -> Fact {
        let mut part = part.clone();
        let source = self.source.parts();
        crate::kinds::kind(part.id.kind()).expressions(&mut part, &mut |expr, _| {
            let mut text = expr.sql.to_string();
            for name in refs::scan(&expr.sql).names.iter().rev() {
                let plain = !(name.source || name.cast || name.call);
                let Some((_, before)) = name.parts.split_last().filter(|_| plain) else {
                    continue;
                };
                if !before.is_empty() && source.ends_with(before) {
                    let column = name.parts[before.len()..].iter();
                    let column: Vec<String> =
                        column.map(|p| crate::text::quote::ident(p)).collect();
                    text.replace_range(name.bytes.clone(), &column.join("."));
                }
            }
            *expr = Expr::new(text);
        });
        part
    }

    fn copy_column(&self, draft: &mut Draft, table: &Id, mut column: Fact) -> Result<()> {
        let id = table.child(names::COLUMN, &column.id.last());
        let is_generated = self.has("generated");
        column.change(|c: &mut Column| {
            *c = Column {
                ty: c.ty.clone(),
                not_null: c.not_null,
                collation: c.collation.clone(),
                generated: c.generated.take().filter(|_| is_generated),
                is_virtual: c.is_virtual && is_generated,
                null: NotNull {
                    not_valid: false,
                    inherited: false,
                    own: c.null.name.is_some(),
                    ..c.null.clone()
                },
                kept: c.kept.copied(self.has("storage"), self.has("compression")),
                foreign: Options::default(),
            }
        });
        draft.copy(&column, id.clone(), table.clone(), self.place.clone())?;
        for (option, kind) in [("defaults", names::DEFAULT), ("identity", names::IDENTITY)] {
            let part = draft.state.get(&column.id.as_kind(kind)).cloned();
            if let Some(part) = part.filter(|_| self.has(option)) {
                draft.copy(&part, id.as_kind(kind), id.clone(), self.place.clone())?;
                identity::rename_copy(draft, &id.as_kind(kind));
            }
        }
        self.copy_comment(draft, &column.id, (&id, &id));
        let not_null = |column: &Id| column.as_kind(comment::subject::NOT_NULL);
        self.copy_comment(draft, &not_null(&column.id), (&not_null(&id), &id));
        Ok(())
    }

    /// Copies the checks, and the keys and other indexes under names of their own.
    ///
    /// # Errors
    /// If a check has the name of another, or there are two primary keys.
    pub fn copy_rest(&self, draft: &mut Draft, table: &Id) -> Result<()> {
        if self.has("constraints") {
            for check in self.parts(draft, &[names::CHECK]) {
                let id = constraint::copy(draft, table, &check, &self.place)?;
                self.copy_comment(draft, &check.id, (&id, &id));
            }
        }
        if self.has("indexes") {
            self.copy_indexes(draft, table)?;
        }
        if self.has("statistics") {
            for part in self.parts(draft, &[names::STATISTICS]) {
                let id = statistics::copy(draft, table, &part, &self.place)?;
                self.copy_comment(draft, &part.id, (&id, &id));
            }
        }
        Ok(())
    }

    fn copy_indexes(&self, draft: &mut Draft, table: &Id) -> Result<()> {
        let keys = [names::PRIMARY_KEY, names::UNIQUE, names::EXCLUSION];
        for key in self.parts(draft, &keys) {
            let id = constraint::copy(draft, table, &key, &self.place)?;
            // The comment on a key stays behind, the one on its index does not.
            let of = |key: &Id| Id::new(names::INDEX, &[&key.parts()[0], &key.last()]);
            self.copy_comment(draft, &of(&key.id), (&of(&id), &id));
        }
        for part in self.parts(draft, &[names::INDEX]) {
            let id = index::read::copy(draft, table, &part, &self.place)?;
            self.copy_comment(draft, &part.id, (&id, &id));
        }
        Ok(())
    }

    /// Copies the comment on a thing to another, which is given with the fact that its comment goes away with.
    fn copy_comment(&self, draft: &mut Draft, from: &Id, to: (&Id, &Id)) {
        if self.has("comments") {
            comment::copy(draft, from, to.0, to.1);
        }
    }
}

/// Reads `INCLUDING` and `EXCLUDING`, of which the last about a thing counts.
fn options(reader: &mut Reader) -> Result<BTreeSet<&'static str>> {
    let mut included = BTreeSet::new();
    while reader.at_any(&["including", "excluding"]) {
        let including = reader.accept("including");
        if !including {
            reader.expect("excluding")?;
        }
        let named: Vec<&'static str> =
            match reader.accept("all") {
                true => OPTIONS.to_vec(),
                false => {
                    let found = OPTIONS.iter().copied().find(|o| reader.accept(o));
                    vec![found.ok_or_else(|| {
                        reader.unexpected("ALL or what is copied: DEFAULTS, INDEXES")
                    })?]
                }
            };
        for option in named {
            match including {
                true => included.insert(option),
                false => included.remove(option),
            };
        }
    }
    Ok(included)
}
