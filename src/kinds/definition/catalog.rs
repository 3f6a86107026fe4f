//! The query that a table of clauses means, and its rows.

use super::{Clause, Definition, Holds, Spec, Value, spec};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::kinds::text_search;
use crate::model::{Fact, Id, KindName};
use crate::text::{quote, typename};

/// The first oid that an object of a user can have.
pub const FIRST_OF_USERS: u32 = 16384;

/// Returns the query of a kind, what other objects brought left out, unless nothing of it can be in scope.
pub fn query(spec: &'static Spec, target: &Target) -> Option<Query> {
    let in_scope = match spec.schema {
        Some(_) => target.extent.within(spec.name, "s.nspname", spec.label)?,
        None => target.extent.without_schema(spec.name, spec.label)?,
    };
    let (join, schema) = match spec.schema {
        Some(column) => (
            format!("join pg_namespace s on s.oid = o.{column}"),
            "s.nspname",
        ),
        None => (String::new(), "null"),
    };
    let columns: Vec<String> = spec.clauses.iter().map(expression).collect();
    let sql = format!(
        "select '{}', o.oid, {schema}, {}, {}, {} from {class} o {join} {} where o.oid >= {FIRST_OF_USERS} and {} and {in_scope} \
         and not exists (select from pg_depend d where d.classid = '{class}'::regclass and d.objid = o.oid and d.deptype in ('e', 'i'))",
        spec.name,
        spec.label,
        spec.suffix.unwrap_or("null"),
        columns.join(", "),
        spec.from,
        spec.condition,
        class = spec.class,
    );
    Some(Query {
        sql,
        read: read_row,
    })
}

/// Returns the expression whose text a clause is read from.
pub fn expression(clause: &Clause) -> String {
    let column = clause.column;
    match clause.holds {
        Holds::Text | Holds::Word | Holds::Truth | Holds::Options => match clause.usual {
            Some(usual) => format!("nullif(({column})::text, {})", quote::literal(usual)),
            None => format!("({column})::text"),
        },
        Holds::Type => format!("case when {column} <> 0 then format_type({column}, null) end"),
        Holds::Routine => named("pg_proc", "proname", "pronamespace", column),
        Holds::Signature => format!(
            "(select array[n.nspname::text, p.proname::text] || array(select format_type(a, null) from unnest(p.proargtypes) \
             with ordinality u(a, i) order by i) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = {column})"
        ),
        Holds::Operator => named("pg_operator", "oprname", "oprnamespace", column),
        Holds::Object(kind) => object(kind, column),
    }
}

/// Selects the schema and name of the object of a catalog with an oid.
fn named(class: &str, name: &str, schema: &str, oid: &str) -> String {
    format!(
        "(select array[n.nspname::text, x.{name}::text] from {class} x join pg_namespace n on n.oid = x.{schema} where x.oid = {oid})"
    )
}

fn object(kind: KindName, oid: &str) -> String {
    match spec(kind) {
        Some(Spec {
            class,
            label,
            schema: Some(schema),
            ..
        }) => named(class, label.trim_start_matches("o."), schema, oid),
        Some(Spec { class, label, .. }) => format!(
            "(select array[{}::text] from {class} x where x.oid = {oid})",
            label.replace("o.", "x.")
        ),
        None => "null".into(),
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(spec) = spec(row.text()) else {
        return;
    };
    let (oid, schema) = (row.number(), row.opt());
    let (label, suffix) = (row.text(), row.text());
    let id = address(spec, schema, label, suffix);
    let definition = values(spec.clauses, row);
    catalog.know(Class::Other(spec.class), oid, 0, id.clone());
    let parent = schema.map(|s| Id::new(names::SCHEMA, &[s]));
    catalog.add(Fact::new(id, parent, definition));
}

fn address(spec: &Spec, schema: Option<&str>, label: &str, suffix: &str) -> Id {
    let plain = match schema {
        // The signs of an operator need no quotes.
        Some(schema) if spec.name == names::OPERATOR => {
            format!("{}.{label}", quote::ident(schema))
        }
        Some(schema) => Id::new("", &[schema, label]).name().to_string(),
        None => label.to_string(),
    };
    Id::printed(spec.name, format!("{plain}{suffix}"))
}

/// Reads the values of the clauses of a table.
pub fn values(clauses: &'static [Clause], row: &mut Row) -> Definition {
    let said = clauses.iter().map(|clause| (clause, value(clause, row)));
    let said = said.filter_map(|(clause, value)| Some((clause, value?)));
    Definition {
        clauses: said.collect(),
        implied: Vec::new(),
    }
}

fn value(clause: &Clause, row: &mut Row) -> Option<Value> {
    let text = row.opt()?;
    Some(match clause.holds {
        Holds::Text => Value::Words(quote::literal(text)),
        Holds::Options => Value::Words(text_search::canonical(text)),
        Holds::Word | Holds::Truth => Value::Words(text.to_string()),
        Holds::Type => Value::Type(typename::from_format_type(text)),
        Holds::Routine | Holds::Signature | Holds::Operator | Holds::Object(_) => {
            let cells = [Some(text)];
            of_parts(clause.holds, Row::new(&cells).list())
        }
    })
}

/// Returns the value that schema, name and argument types mean.
pub fn of_parts(holds: Holds, mut parts: Vec<String>) -> Value {
    if let Holds::Object(kind) = holds {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        return Value::Object(Id::new(kind, &parts));
    }
    let arguments = parts.split_off(2.min(parts.len()));
    let (name, schema) = (
        parts.pop().unwrap_or_default(),
        parts.pop().filter(|s| s != "pg_catalog"),
    );
    if holds == Holds::Operator {
        return Value::Operator {
            schema: schema.map(|s| quote::ident(&s)),
            signs: name,
        };
    }
    let name = match schema {
        Some(schema) => Id::new("", &[&schema, &name]).name().to_string(),
        None => quote::ident(&name),
    };
    let arguments = (holds == Holds::Signature).then(|| arguments.join(", "));
    Value::Routine { name, arguments }
}
