//! A random schema: small numbers, which `write` turns into SQL that a server accepts.
//!
//! What is called alike in two schemas is the same object with other attributes; so two of them are a pair to compare. A number
//! chooses from a list in `write` and is taken modulo its length, and a choice that does not fit is left out there: every
//! value is a schema, so that a failure shrinks to zeros.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::wide::SLOTS;

/// A number that chooses.
pub type Choice = u8;

/// All that is in a database. Each place of a list has its own name, so that lists of two schemas meet by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    pub enums: Vec<Option<Enum>>,
    pub domains: Vec<Option<Domain>>,
    pub sequences: Vec<Option<Sequence>>,
    pub functions: Vec<Option<Function>>,
    pub tables: Vec<Option<Table>>,
    pub views: Vec<Option<View>>,
    /// The rest, each in its place of `wide::Slot`.
    pub wide: Vec<Option<Part>>,
}

/// Numbers that choose how one of the rest is.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub form: Choice,
    pub detail: Choice,
    pub other: Choice,
    pub flag: bool,
}

/// How many values it has, and whether one of them needs quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    pub labels: Choice,
    pub comment: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    pub base: Choice,
    pub not_null: bool,
    pub default: Choice,
    pub check: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    pub sort: Choice,
    pub step: Choice,
    pub start: Choice,
    pub cycle: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    pub body: Choice,
    pub volatility: Choice,
    pub options: Choice,
    pub revoked: bool,
    pub comment: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<Option<Column>>,
    /// The key, and unique constraints: which columns they have.
    pub primary_key: Choice,
    pub unique: Choice,
    pub foreign_keys: Vec<Option<ForeignKey>>,
    pub indexes: Vec<Option<Index>>,
    pub triggers: Vec<Option<Trigger>>,
    pub policies: Vec<Option<Policy>>,
    pub row_security: Choice,
    pub grants: Vec<Choice>,
    pub comment: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub sort: Choice,
    pub not_null: bool,
    /// Nothing, a default, an identity, or what it is generated from.
    pub value: Choice,
    pub check: Choice,
    pub comment: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ForeignKey {
    pub column: Choice,
    pub table: Choice,
    pub actions: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    pub columns: Choice,
    pub form: Choice,
    pub unique: bool,
    pub condition: Choice,
    pub comment: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    pub events: Choice,
    pub column: Choice,
    pub condition: Choice,
    pub argument: Choice,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    pub command: Choice,
    pub role: Choice,
    pub column: Choice,
    pub condition: Choice,
    pub restrictive: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub form: Choice,
    pub table: Choice,
    pub columns: Choice,
    pub condition: Choice,
    pub options: Choice,
    pub comment: Choice,
    pub grants: Choice,
}

fn slots<S: Strategy>(of: S, count: usize) -> impl Strategy<Value = Vec<Option<S::Value>>> {
    vec(option::weighted(0.6, of), count)
}

prop_compose! {
    fn one_enum()(labels in any::<Choice>(), comment in any::<Choice>()) -> Enum {
        Enum { labels, comment }
    }
}

prop_compose! {
    fn domain()(base: Choice, not_null: bool, default: Choice, check: Choice) -> Domain {
        Domain { base, not_null, default, check }
    }
}

prop_compose! {
    fn sequence()(sort: Choice, step: Choice, start: Choice, cycle: bool) -> Sequence {
        Sequence { sort, step, start, cycle }
    }
}

prop_compose! {
    fn function()(body: Choice, volatility: Choice, options: Choice, revoked: bool, comment: Choice) -> Function {
        Function { body, volatility, options, revoked, comment }
    }
}

prop_compose! {
    fn column()(sort: Choice, not_null: bool, value: Choice, check: Choice, comment: Choice) -> Column {
        Column { sort, not_null, value, check, comment }
    }
}

prop_compose! {
    fn foreign_key()(column: Choice, table: Choice, actions: Choice) -> ForeignKey {
        ForeignKey { column, table, actions }
    }
}

prop_compose! {
    fn index()(columns: Choice, form: Choice, unique: bool, condition: Choice, comment: Choice) -> Index {
        Index { columns, form, unique, condition, comment }
    }
}

prop_compose! {
    fn trigger()(events: Choice, column: Choice, condition: Choice, argument: Choice) -> Trigger {
        Trigger { events, column, condition, argument }
    }
}

prop_compose! {
    fn policy()(command: Choice, role: Choice, column: Choice, condition: Choice, restrictive: bool) -> Policy {
        Policy { command, role, column, condition, restrictive }
    }
}

prop_compose! {
    fn table()(
        columns in slots(column(), 5), primary_key: Choice, unique: Choice, foreign_keys in slots(foreign_key(), 2),
        indexes in slots(index(), 2), triggers in slots(trigger(), 2), policies in slots(policy(), 2), row_security: Choice,
        grants in vec(any::<Choice>(), 0..3), comment: Choice,
    ) -> Table {
        Table { columns, primary_key, unique, foreign_keys, indexes, triggers, policies, row_security, grants, comment }
    }
}

prop_compose! {
    fn view()(form: Choice, table: Choice, columns: Choice, condition: Choice, options: Choice, comment: Choice, grants: Choice) -> View {
        View { form, table, columns, condition, options, comment, grants }
    }
}

prop_compose! {
    fn part()(form: Choice, detail: Choice, other: Choice, flag: bool) -> Part {
        Part { form, detail, other, flag }
    }
}

prop_compose! {
    /// Makes any schema.
    pub fn model()(
        enums in slots(one_enum(), 2), domains in slots(domain(), 2), sequences in slots(sequence(), 2),
        functions in slots(function(), 3), tables in slots(table(), 4), views in slots(view(), 3),
        wide in slots(part(), SLOTS),
    ) -> Model {
        Model { enums, domains, sequences, functions, tables, views, wide }
    }
}
