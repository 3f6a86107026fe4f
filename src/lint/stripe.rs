//! A rule about the ids by which a row is one of Stripe's objects.

use super::keys::leaves_out_nulls;
use super::look::Look;
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::column::Column;
use crate::kinds::constraint::check::Check;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::constraint::key::Key;
use crate::kinds::index::Index;
use crate::kinds::inheritance;
use crate::model::{Fact, Id, State};
use crate::text::quote;

/// `stripe-id-without-unique`
pub const WITHOUT_UNIQUE: Rule = Rule {
    name: "stripe-id-without-unique",
    finds: "a Stripe id by which a row is one of Stripe's objects, and that may stand in two rows",
    why: "Webhooks arrive twice, late and at the same time. Where nothing makes the id unique, two of them add the same customer or \
          subscription twice, ON CONFLICT has nothing to go by, and later updates reach one of the rows or both. An id that refers to an object of another \
          table (a foreign key, the customer of a subscription) is not found.",
    manual: "ddl-constraints.html#DDL-CONSTRAINTS-UNIQUE-CONSTRAINTS",
    found: "create table public.customers (\n  user_id uuid primary key,\n  stripe_customer_id text not null\n);",
    mended: "create table public.customers (\n  user_id uuid primary key,\n  stripe_customer_id text not null unique\n);",
    check: without_unique,
};

/// What the ids of Stripe's objects begin with, and what the objects are called.
const PREFIXES: &[(&str, &str)] = &[
    ("ch_", "charge"),
    ("cs_", "checkout_session"),
    ("cus_", "customer"),
    ("evt_", "event"),
    ("in_", "invoice"),
    ("pi_", "payment_intent"),
    ("pm_", "payment_method"),
    ("price_", "price"),
    ("prod_", "product"),
    ("re_", "refund"),
    ("si_", "subscription_item"),
    ("sub_", "subscription"),
];

fn without_unique(look: &Look, out: &mut Vec<Finding>) {
    for fact in look.of_kind(names::COLUMN) {
        let Some(table) = fact.parent.as_ref().filter(|t| t.kind() == names::TABLE) else {
            continue;
        };
        let column = fact.id.last();
        let text = fact
            .get::<Column>()
            .is_some_and(|c| is_text(&c.ty.to_string()));
        if !text
            || !is_identity(look.state, table, &column)
            || may_repeat_by_design(look.state, table, &column)
        {
            continue;
        }
        let (name, shown) = (table.name(), quote::ident(&column));
        let says = format!("nothing makes {shown} of {name} unique");
        let because = "A webhook that arrives twice adds the same object of Stripe twice.";
        let write = format!("alter table {name} add unique ({shown});");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn is_text(ty: &str) -> bool {
    ty == "text" || ty == "citext" || ty.starts_with("character varying")
}

/// Returns whether a row is the object of Stripe that the column names.
fn is_identity(state: &State, table: &Id, column: &str) -> bool {
    let Some(object) = object_of(state, table, column) else {
        return false;
    };
    let rows = singular(&table.last());
    let own = object.is_empty() || rows == object || rows.ends_with(&format!("_{object}"));
    own || (object == "customer" && is_of_an_account(state, table, &rows))
}

/// Returns what object of Stripe a column names: the empty text where its name does not say which.
fn object_of(state: &State, table: &Id, column: &str) -> Option<String> {
    if column == "stripe_id" {
        return Some(String::new());
    }
    let named = column
        .strip_prefix("stripe_")
        .and_then(|rest| rest.strip_suffix("_id"));
    named
        .map(str::to_string)
        .or_else(|| by_prefix(state, table, column))
}

/// Returns the object whose prefix a check of the column wants.
fn by_prefix(state: &State, table: &Id, column: &str) -> Option<String> {
    let name = quote::ident(column);
    let checks = state.parts(table).filter_map(|id| state.body::<Check>(id));
    let texts = checks.map(|c| c.expr.bare().to_ascii_lowercase());
    let begins = |text: &String, prefix: &str| {
        let rest = text
            .strip_prefix(&name)
            .map(str::trim_start)
            .unwrap_or_default();
        let escaped = prefix.replace('_', "\\_");
        rest.starts_with(&format!("~ '^{prefix}"))
            || rest.starts_with(&format!("like '{escaped}"))
            || rest.starts_with(&format!("like '{prefix}"))
    };
    let mut all = texts.flat_map(|text| {
        PREFIXES
            .iter()
            .filter(move |(prefix, _)| begins(&text, prefix))
    });
    all.next().map(|(_, object)| object.to_string())
}

/// Returns the last word of a name in the singular.
fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_string(),
    }
}

/// The names of tables whose rows pay.
const ACCOUNTS: &[&str] = &[
    "account",
    "company",
    "member",
    "organisation",
    "organization",
    "profile",
    "team",
    "tenant",
    "user",
    "workspace",
];

/// Returns whether a row stands for somebody who pays: an account, or what each account has one of.
fn is_of_an_account(state: &State, table: &Id, rows: &str) -> bool {
    let mut words = rows.rsplit('_');
    let by_name = words.next().is_some_and(|last| ACCOUNTS.contains(&last));
    let parts: Vec<&Fact> = state.parts(table).filter_map(|id| state.get(id)).collect();
    let refers = |column: &str| {
        let mut keys = parts.iter().filter_map(|f| f.get::<ForeignKey>());
        keys.any(|k| {
            k.columns == [column] && ACCOUNTS.contains(&singular(&k.target.last()).as_str())
        })
    };
    let one_each = parts.iter().filter_map(|f| f.get::<Key>());
    by_name
        || one_each
            .into_iter()
            .any(|k| matches!(&k.columns[..], [only] if refers(only)))
}

/// Returns whether a key holds the column, or it refers to another table, or the rows are another table's.
fn may_repeat_by_design(state: &State, table: &Id, column: &str) -> bool {
    let holds = |columns: &[String]| columns.iter().any(|c| c == column);
    let parts = state.parts(table).filter_map(|id| state.get(id));
    let merged = state.merged.values().map(|m| &m.fact);
    let mut parts = parts.chain(merged.filter(|f| f.parent.as_ref() == Some(table)));
    let settled = parts.any(|fact| {
        let by_key = fact.get::<Key>().is_some_and(|k| holds(&k.columns));
        let refers = fact.get::<ForeignKey>().is_some_and(|k| holds(&k.columns));
        by_key
            || refers
            || fact
                .get::<Index>()
                .is_some_and(|i| is_unique_over(i, column))
    });
    settled || !inheritance::parents(state, table).is_empty()
}

fn is_unique_over(index: &Index, column: &str) -> bool {
    let own = [column.to_string()];
    let all = index
        .predicate
        .as_ref()
        .is_none_or(|p| leaves_out_nulls(p, &own));
    index.unique && all && index.elements.iter().any(|e| e.name() == Some(column))
}
