//! Operators: a function with signs for a name, and what the planner may know of it.
//!
//! Commutators and negators name each other; the server lets one be named before it is made, and links both when one says so.

use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Draft, Grammar, Lock, Scene, Text, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, operand, read, words,
};
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::sql::{Name, Reader};

/// The kind `operator`.
pub static OPERATOR: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::OPERATOR,
    noun: "operator",
    class: "pg_operator",
    owner: Some("oprowner"),
    schema: Some("oprnamespace"),
    label: "o.oprname",
    suffix: Some(
        "'(' || case when o.oprleft = 0 then 'none' else format_type(o.oprleft, null) end || ', ' \
         || case when o.oprright = 0 then 'none' else format_type(o.oprright, null) end || ')'",
    ),
    // One without a function is a name that another has mentioned.
    condition: "o.oprcode <> 0",
    clauses: CLAUSES,
    attributes: &[
        Attribute::replaced("function"),
        Attribute::depends("commutator", ADDED),
        Attribute::depends("negator", ADDED),
        Attribute::in_place("restrict"),
        Attribute::in_place("join"),
        Attribute::depends("hashes", ADDED),
        Attribute::depends("merges", ADDED),
    ],
    statements: &[
        Grammar {
            words: "create operator",
            read: create,
        },
        Grammar {
            words: "alter operator",
            read: alter,
        },
    ],
    address,
    create: |fact| words::create("operator", &plain(&fact.id), fact.body()),
    alter: change,
    settle: link_back,
    ..Spec::USUAL
};

const ADDED: &str = "in place from 17 on where it is added, else replaced";

const CLAUSES: &[Clause] = &[
    clause("function", Holds::Routine, "o.oprcode").alias("procedure"),
    clause("leftarg", Holds::Type, "o.oprleft"),
    clause("rightarg", Holds::Type, "o.oprright"),
    clause("commutator", Holds::Operator, "o.oprcom"),
    clause("negator", Holds::Operator, "o.oprnegate"),
    clause("restrict", Holds::Routine, "o.oprrest"),
    clause("join", Holds::Routine, "o.oprjoin"),
    clause("hashes", Holds::Truth, "o.oprcanhash").usual("false"),
    clause("merges", Holds::Truth, "o.oprcanmerge").usual("false"),
];

/// Returns the name without the operands.
fn plain(id: &Id) -> String {
    id.name().split('(').next().unwrap_or_default().to_string()
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create operator")?;
    let name = read::operator_name(reader)?;
    let definition = read::options(&SPEC, reader, draft)?;
    let operand = |key: &str| definition.sql(key).unwrap_or_else(|| "none".into());
    let operands = format!("{}, {}", operand("leftarg"), operand("rightarg"));
    if definition.get("function").is_none() {
        let message = "an operator needs a FUNCTION";
        return Err(reader.error_at("syntax", message, name.place));
    }
    let (schema, signs) = draft.target(&name)?;
    let id = address_of(&schema, &signs, &operands);
    read::declare(&SPEC, draft, id, definition, name.place, false)
}

/// Returns the address; the signs stand in it without quotes.
fn address_of(schema: &str, signs: &str, operands: &str) -> Id {
    Id::printed(
        names::OPERATOR,
        format!("{}.{signs}({operands})", quote::ident(schema)),
    )
}

fn address(reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = read::operator_name(reader)?;
    let operands = operand::read_two(reader, draft)?;
    located(&name, &operands, draft)
}

/// Finds an operator by its name and operands.
pub fn located(name: &Name, operands: &str, draft: &Draft) -> Result<Id> {
    let schemas = match name.schema() {
        Some(schema) => vec![schema.to_string()],
        None => draft.path().to_vec(),
    };
    let ids = schemas.iter().map(|s| address_of(s, name.last(), operands));
    let mut ids = ids.collect::<Vec<_>>().into_iter();
    match ids.find(|id| draft.state.has(id)) {
        Some(id) => Ok(id),
        None => {
            let (schema, signs) = draft.target(name)?;
            Ok(address_of(&schema, &signs, operands))
        }
    }
}

/// Reads ALTER OPERATOR … SET (…), where NONE takes a function away.
fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter operator")?;
    let mark = reader.mark();
    let id = address(reader, draft)?;
    let place = reader.since(mark);
    let Some(mut definition) = draft.state.body::<Definition>(&id).cloned() else {
        let message = format!("there is no operator {} here", id.name());
        return Err(reader.error_at("unknown-object", &message, place));
    };
    reader.expect("set")?;
    reader.list(|r| read::option("operator", CLAUSES, r, draft, &mut definition))?;
    reader.done()?;
    for key in ["restrict", "join"] {
        if definition
            .sql(key)
            .is_some_and(|f| f == "\"none\"" || f == "none")
        {
            definition.take(key);
        }
    }
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|d: &mut Definition| *d = definition);
    }
    Ok(())
}

/// Words ALTER OPERATOR … SET where it can do what differs.
fn change(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Definition, &Definition) = (live.body(), desired.body());
    let mut set = Vec::new();
    for key in from.changed(to) {
        let is_added = from.get(key).is_none() && scene.version >= 170_000;
        let value = match key {
            "restrict" | "join" => to.sql(key).unwrap_or_else(|| "none".into()),
            "hashes" | "merges" if is_added => "true".into(),
            "commutator" | "negator" if is_added => to.sql(key).unwrap_or_default(),
            _ => return Alter::Replace("PostgreSQL changes only the estimators of an operator"),
        };
        set.push(format!("{key} = {value}"));
    }
    let sql = format!(
        "alter operator {} set ({})",
        desired.id.name(),
        set.join(", ")
    );
    let action = Action::alter(desired, Text::Plain(sql));
    Alter::InPlace(vec![action.lock(Lock::None)])
}

/// Tells the commutator and the negator of an operator that they are that, as the server does with those that are there already. Where one
/// is made after it was named, older minor releases forget who named it, and newer ones do not: so either may be.
fn link_back(id: &Id, draft: &mut Draft) {
    let Some(definition) = draft.state.body::<Definition>(id).cloned() else {
        return;
    };
    let parts = id.parts();
    let own = Value::Operator {
        schema: Some(quote::ident(&parts[0])),
        signs: parts[1].clone(),
    };
    for key in ["commutator", "negator"] {
        let Some(Value::Operator { schema, signs }) = definition.get(key) else {
            continue;
        };
        let (left, right) = (definition.sql("leftarg"), definition.sql("rightarg"));
        let (left, right) = match key {
            "commutator" => (right, left),
            _ => (left, right),
        };
        let none = || "none".to_string();
        let operands = format!(
            "{}, {}",
            left.unwrap_or_else(none),
            right.unwrap_or_else(none)
        );
        let schema = schema.as_deref().unwrap_or_default();
        let other = Id::printed(names::OPERATOR, format!("{schema}.{signs}({operands})"));
        let own_order = draft.state.get(id).map(|f| f.order);
        if let Some(fact) = draft.state.get_mut(&other)
            && fact.body::<Definition>().get(key).is_none()
        {
            let was_named = Some(fact.order) > own_order;
            fact.change(|d: &mut Definition| {
                d.set(CLAUSES, key, own.clone());
                d.implied.extend(was_named.then_some(key));
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::grant::tests::{facts, read};

    const FUNCTION: &str = "create function eq(int, text) returns bool language sql as 'select true'; \
         create function qe(text, int) returns bool language sql as 'select true'; ";

    #[test]
    fn a_commutator_is_linked_from_both_ends() {
        let sql = format!(
            "{FUNCTION}create operator public.==| (function = public.qe, leftarg = text, rightarg = int); \
             create operator === (procedure = eq, leftarg = int4, rightarg = text, commutator = ==|, hashes = true)"
        );
        assert_eq!(
            facts(&sql, names::OPERATOR),
            [
                "public.===(integer, text): operator (function = public.eq, leftarg = integer, rightarg = text, \
                 commutator = operator(public.==|), hashes)",
                "public.==|(text, integer): operator (function = public.qe, leftarg = text, rightarg = integer, \
                 commutator = operator(public.===))"
            ]
        );
    }

    #[test]
    fn an_operator_that_was_named_before_it_was_made_may_be_linked() {
        let sql = format!(
            "{FUNCTION}create operator === (procedure = eq, leftarg = int4, rightarg = text, commutator = ==|); \
             create operator public.==| (function = public.qe, leftarg = text, rightarg = int);"
        );
        let (state, _) = read(&sql);
        let id = Id::printed(names::OPERATOR, "public.==|(text, integer)");
        let made: &Definition = state.body(&id).expect("it is made");
        let of = |commutator: Option<&str>| {
            let mut other = made.clone();
            other.take("commutator");
            other.implied.clear();
            if let Some(signs) = commutator {
                let (schema, signs) = (Some("public".into()), signs.into());
                other.set(CLAUSES, "commutator", Value::Operator { schema, signs });
            }
            other
        };
        assert!(*made == of(Some("===")) && of(Some("===")) == *made);
        assert!(*made == of(None) && of(None) == *made);
        assert!(*made != of(Some("!==")) && of(None) != of(Some("===")));
        assert!(!words::create("operator", "==|", made).contains("commutator"));
    }

    #[test]
    fn an_operator_is_altered_by_its_operands() {
        let made = format!(
            "{FUNCTION}create operator !== (function = eq, leftarg = int, rightarg = text, restrict = eqsel); "
        );
        let altered =
            format!("{made}alter operator !== (int, text) set (restrict = none, join = eqjoinsel)");
        let found = facts(&altered, names::OPERATOR).concat();
        assert!(
            found.ends_with("rightarg = text, join = eqjoinsel)"),
            "{found}"
        );
        let message = read(&format!(
            "{made}alter operator !== (int, int) set (join = f)"
        ));
        let message = message.1.concat();
        assert!(
            message.contains("public.!==(integer, integer)"),
            "{message}"
        );
    }
}
