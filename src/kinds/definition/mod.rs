//! Objects that are a list of clauses and nothing more: collations, operators, casts, text search and the like.
//!
//! A kind of this shape is a [`Spec`]: its words, its catalog, and a table of clauses, each with what it holds and the
//! expression that gives it. Reading, the catalog query, comparison, edges and wording follow from the table.
//!
//! ```text
//! Spec ─ Clause ─ Holds      read (statements) ─┐
//!          └ Value  ◄────────catalog (rows) ────┴─► Definition ─► words
//! ```

mod catalog;
mod clause;
pub mod operand;
pub mod read;
mod resolve;
mod value;
pub mod words;

use crate::diagnostic::Result;
use crate::kind::{
    self, Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Lock, Query, Scene, Since,
    Target, Text, demand, names,
};
use crate::kinds::{
    access_method, cast, collation, conversion, language, operator, text_search, transform,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

pub use catalog::{expression, of_parts as value_of, values};
pub use clause::{Clause, Holds, clause, is_same_function};
pub use read::option;
pub use resolve::qualify;
pub use value::{Value, relink, routines, uses};
pub use words::parenthesised;

/// What is different from kind to kind.
pub struct Spec {
    /// The kind's name.
    pub name: KindName,
    /// Its words in statements.
    pub noun: &'static str,
    /// Its system catalog, which the expressions below call `o`.
    pub class: &'static str,
    /// What else the query reads: joins.
    pub from: &'static str,
    /// The column with the owner's oid, if it has one.
    pub owner: Option<&'static str>,
    /// The column with the schema's oid, if it is in one.
    pub schema: Option<&'static str>,
    /// The expression for its name.
    pub label: &'static str,
    /// The expression for what its address has behind the name: argument types.
    pub suffix: Option<&'static str>,
    /// A condition beside that of the scope.
    pub condition: &'static str,
    /// The clauses in the order in which they are worded.
    pub clauses: &'static [Clause],
    /// What can differ, and how that is removed.
    pub attributes: &'static [Attribute],
    /// The statements.
    pub statements: &'static [Grammar],
    /// Reads what follows the noun.
    pub address: fn(&mut Reader, &Draft) -> Result<Id>,
    /// Words the creation.
    pub create: fn(&Fact) -> String,
    /// Words the change.
    pub alter: fn(&Fact, &Fact, &Scene) -> Alter,
    /// Says what its statements demand of the role.
    pub demands: fn(&Action, &Scene) -> Vec<Demand>,
    /// Completes it when all files are read, its names being qualified already.
    pub settle: fn(&Id, &mut Draft),
}

impl Spec {
    /// What most kinds have, and nothing for what each has of its own.
    pub const USUAL: Spec = Spec {
        name: "",
        noun: "",
        class: "",
        from: "",
        owner: None,
        schema: None,
        label: "",
        suffix: None,
        condition: "true",
        clauses: &[],
        attributes: &[],
        statements: &[],
        address: |reader, _| Err(reader.unexpected("a name")),
        create: |_| String::new(),
        alter: replaced,
        demands: demand::usual,
        settle: |_, _| (),
    };

    /// Words an object as DROP does.
    pub fn reference(&self, id: &Id) -> String {
        format!("{} {}", self.noun, id.name())
    }
}

/// The kinds of this shape.
static SPECS: &[&Spec] = &[
    &access_method::SPEC,
    &collation::SPEC,
    &operator::SPEC,
    &cast::SPEC,
    &conversion::SPEC,
    &language::SPEC,
    &transform::SPEC,
    &text_search::PARSER_SPEC,
    &text_search::TEMPLATE_SPEC,
    &text_search::DICTIONARY_SPEC,
    &text_search::CONFIGURATION_SPEC,
];

/// Returns what is different about a kind, if it is of this shape.
pub fn spec(kind: &str) -> Option<&'static Spec> {
    SPECS.iter().copied().find(|spec| spec.name == kind)
}

/// Returns the catalogs of those kinds of which something may be in scope, as a list of SQL.
pub fn classes(target: &Target) -> String {
    let found = in_scope(target).into_iter();
    let mut found: Vec<String> = found
        .map(|(class, _)| format!("'{class}'::regclass"))
        .collect();
    found.push("0::regclass".into());
    found.join(", ")
}

/// Returns what a query of owners has beside the other kinds: catalog, oid and owner.
pub fn owners(target: &Target) -> String {
    let one = |(class, owner): (&str, Option<&str>)| {
        let owner = owner?;
        Some(format!(
            " union all select '{class}', oid, {owner} from {class} where oid >= {}",
            catalog::FIRST_OF_USERS
        ))
    };
    in_scope(target).into_iter().filter_map(one).collect()
}

/// Kinds of another shape whose catalogs have comments and owners too.
const WITH_METHOD: &[(KindName, &str, &str)] = &[
    (names::OPERATOR_CLASS, "pg_opclass", "opcowner"),
    (names::OPERATOR_FAMILY, "pg_opfamily", "opfowner"),
];

/// Returns the catalogs of which something may be in scope, each with its column of owners.
fn in_scope(target: &Target) -> Vec<(&'static str, Option<&'static str>)> {
    let plain = SPECS.iter().copied();
    let plain = plain.filter(|spec| catalog::query(spec, target).is_some());
    let other = WITH_METHOD.iter();
    let other = other.filter(|row| target.extent.within(row.0, "''", "''").is_some());
    plain
        .map(|spec| (spec.class, spec.owner))
        .chain(other.map(|row| (row.1, Some(row.2))))
        .collect()
}

/// Returns the query for the objects with one of these names, an array in SQL, that are in a schema but the system's.
pub fn outside(words: &str) -> String {
    let one = |spec: &&Spec| {
        let column = spec.schema?;
        Some(format!(
            "select '{}', {label}::text, s.nspname::text from {} o join pg_namespace s on s.oid = o.{column} \
             where {label} = any({words}) and s.nspname <> 'pg_catalog'",
            spec.name,
            spec.class,
            label = spec.label,
        ))
    };
    let named = SPECS.iter().filter(|spec| spec.name != names::OPERATOR);
    let all: Vec<String> = named.filter_map(one).collect();
    all.join(" union all ")
}

/// What an object is: its clauses in the order of its kind's table.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// The clauses that are not as they would be if nothing were said.
    pub clauses: Vec<(&'static Clause, Value)>,
    /// The keys of those that the statement of another object means, by which the server may go or not: they are not written.
    pub implied: Vec<&'static str>,
}

impl Definition {
    /// Returns what a clause holds.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let found = self.clauses.iter().find(|(clause, _)| clause.key == key);
        found.map(|(_, value)| value)
    }

    /// Returns what a clause holds as SQL.
    pub fn sql(&self, key: &str) -> Option<String> {
        self.get(key).map(Value::sql)
    }

    /// Sets a clause of a table, in the place that the table gives it.
    pub fn set(&mut self, table: &'static [Clause], key: &str, value: Value) {
        self.clauses.retain(|(clause, _)| clause.key != key);
        if let Some(clause) = table.iter().find(|c| c.key == key) {
            self.clauses.push((clause, value));
        }
        let place = |clause: &Clause| table.iter().position(|c| c.key == clause.key);
        self.clauses.sort_by_key(|(clause, _)| place(clause));
    }

    /// Takes a clause out.
    pub fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.clauses.iter().position(|(c, _)| c.key == key)?;
        Some(self.clauses.remove(at).1)
    }

    /// Returns the clauses that differ from those of another, by their keys.
    pub fn changed(&self, other: &Definition) -> Vec<&'static str> {
        let of = |d: &Definition| d.clauses.iter().map(|(c, _)| *c).collect::<Vec<_>>();
        let mut out: Vec<&'static str> = Vec::new();
        for clause in of(self).into_iter().chain(of(other)) {
            let (one, two) = (self.sql(clause.key), other.sql(clause.key));
            let may_lack = |one: Option<&String>, other: &Definition| {
                one.is_none() && other.implied.contains(&clause.key)
            };
            let either = may_lack(one.as_ref(), other) || may_lack(two.as_ref(), self);
            let differs = !(clause.agree)(one.as_deref(), two.as_deref()) && !either;
            if differs && !out.contains(&clause.key) {
                out.push(clause.key);
            }
        }
        out
    }
}

impl PartialEq for Definition {
    /// Compares clause by clause; a clause that only one side may leave open makes this no equivalence.
    fn eq(&self, other: &Definition) -> bool {
        self.changed(other).is_empty()
    }
}

/// A kind of such objects.
pub struct DefinitionKind {
    /// What is different about it.
    pub spec: &'static Spec,
}

impl Kind for DefinitionKind {
    fn name(&self) -> KindName {
        self.spec.name
    }

    fn noun(&self) -> Option<&'static str> {
        Some(self.spec.noun)
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        (self.spec.address)(reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        self.spec.reference(id)
    }

    fn attributes(&self) -> &'static [Attribute] {
        self.spec.attributes
    }

    fn statements(&self) -> &'static [Grammar] {
        self.spec.statements
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let clauses = fact.body::<Definition>().clauses.iter();
        clauses
            .filter_map(|(clause, value)| clause.since(&value.sql()))
            .collect()
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        catalog::query(self.spec, target).into_iter().collect()
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let definition: &Definition = fact.body();
        value::uses(definition, state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|definition: &mut Definition| value::relink(definition, moved));
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        resolve::finish(id, draft);
        (self.spec.settle)(id, draft);
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::create(fact, Text::Plain((self.spec.create)(fact)))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop {}", self.spec.reference(&fact.id));
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        (self.spec.alter)(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let has_name = self.spec.schema.is_some() || self.spec.name == names::LANGUAGE;
        let called = |id: &Id| self.spec.reference(id);
        has_name.then(|| kind::renaming(from, to, Lock::None, called))
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        (self.spec.demands)(action, scene)
    }

    fn describe(&self, fact: &Fact) -> String {
        let name = self.spec.name.replace('-', " ");
        format!("{name} ({})", words::list(fact.body()).join(", "))
    }

    /// Words the creation without what the server that the script runs on may have otherwise.
    fn script(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let mut fact = fact.clone();
        fact.change(|d: &mut Definition| d.clauses.retain(|(clause, _)| !clause.is_open));
        self.create(&fact, scene)
    }
}

/// Says that PostgreSQL has no statement for any change.
pub fn replaced(_live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
    Alter::Replace("PostgreSQL has no statement that changes its definition")
}

/// Returns the schema that an object is in, if its address has one.
pub fn schema_of(spec: &Spec, id: &Id) -> Option<Id> {
    let schema = id.parts().swap_remove(0);
    spec.schema.map(|_| Id::new(names::SCHEMA, &[&schema]))
}
