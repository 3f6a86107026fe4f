//! A rule about foreign keys without an index, and the keys and indexes of a table as rules see them.

use super::look::Look;
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::constraint::key::Key;
use crate::kinds::index::Index;
use crate::kinds::table::Table;
use crate::model::{Id, State};
use crate::text::{Expr, quote};

/// `foreign-key-without-index`
pub const WITHOUT_INDEX: Rule = Rule {
    name: "foreign-key-without-index",
    finds: "a foreign key whose columns no index begins with",
    why: "PostgreSQL makes no index for a foreign key. Whenever a row that may be referred to is deleted, or its key changes, the server looks \
          for rows that refer to it: without an index it reads the whole table each time, and a cascade over many rows takes hours. An \
          index serves that begins with the columns in whatever order, also one with WHERE … IS NOT NULL.",
    manual: "ddl-constraints.html#DDL-CONSTRAINTS-FK",
    found: "create table public.products (id text primary key);\n\
            create table public.prices (\n  id text primary key,\n  product_id text not null references public.products (id)\n);",
    mended: "create table public.products (id text primary key);\n\
             create table public.prices (\n  id text primary key,\n  product_id text not null references public.products (id)\n);\n\
             create index on public.prices (product_id);",
    check: without_index,
};

fn without_index(look: &Look, out: &mut Vec<Finding>) {
    for fact in look.of_kind(names::FOREIGN_KEY) {
        let (Some(key), Some(table)) = (fact.get::<ForeignKey>(), &fact.parent) else {
            continue;
        };
        let here = look
            .state
            .body::<Table>(table)
            .is_some_and(|t| t.foreign.is_none());
        if !here || !key.enforced || leads(look.state, table, &key.columns) {
            continue;
        }
        let columns = quote::idents(&key.columns);
        let says = format!(
            "no index of {} begins with {columns}, which refer to {}",
            table.name(),
            key.target.name()
        );
        let says = match key.columns.len() {
            1 => says.replace("which refer to", "which refers to"),
            _ => says,
        };
        let because = format!(
            "To delete a row of {}, or change its key, the server reads the whole of {}.",
            key.target.name(),
            table.name()
        );
        let write = format!("create index on {} ({columns});", table.name());
        out.push(Finding::of(fact, says, because).write(write));
    }
}

/// Returns whether some index or key of a table begins with these columns, in whatever order.
fn leads(state: &State, table: &Id, columns: &[String]) -> bool {
    let parts = state.parts(table).filter_map(|id| state.get(id));
    let merged = state.merged.values().map(|m| &m.fact);
    let merged = merged.filter(|f| f.parent.as_ref() == Some(table));
    let begins = |keys: &mut dyn Iterator<Item = Option<&str>>| {
        let first: Vec<&str> = keys.take(columns.len()).flatten().collect();
        columns.iter().all(|c| first.contains(&c.as_str()))
    };
    parts.chain(merged).any(|fact| {
        if let Some(key) = fact.get::<Key>() {
            return begins(&mut key.columns.iter().map(|c| Some(c.as_str())));
        }
        fact.get::<Index>().is_some_and(|index| {
            finds_equal(index, columns) && begins(&mut index.elements.iter().map(|e| e.name()))
        })
    })
}

/// Returns whether an index finds every row by equality; one over the rows that are not null does.
fn finds_equal(index: &Index, columns: &[String]) -> bool {
    let all = index
        .predicate
        .as_ref()
        .is_none_or(|p| leaves_out_nulls(p, columns));
    index.valid && all && ["btree", "hash"].contains(&index.method.as_str())
}

/// Returns whether a predicate says of one of these columns that it is not null, and no more.
pub fn leaves_out_nulls(predicate: &Expr, columns: &[String]) -> bool {
    let text = predicate.bare().to_ascii_lowercase();
    let subject = text.strip_suffix("is not null").map(str::trim);
    subject.is_some_and(|name| columns.iter().any(|c| *name == quote::ident(c)))
}
