//! Reads CREATE DOMAIN and the forms of ALTER DOMAIN that change what a domain is.

use super::{Check, Domain, inherited_default};
use crate::diagnostic::{Problem, Result, did_you_mean};
use crate::kind::{Draft, names};
use crate::kinds::column::read_collation;
use crate::kinds::constraint;
use crate::kinds::typedef::{self, Head};
use crate::model::{Id, Place};
use crate::text::Expr;
use crate::text::name::Taken;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// What ends the expression of a default.
const AFTER_DEFAULT: &[&str] = &["constraint", "not", "null", "check", "collate", "default"];

/// A domain in the making, with the name that its unnamed checks are called after.
struct Making {
    id: Id,
    domain: Domain,
    /// The names of its checks.
    names: Taken,
    nullable: bool,
    /// Whether a default is written, if only to have none.
    has_default: bool,
}

impl Making {
    fn of(id: Id, domain: Domain, has_default: bool) -> Making {
        let schema = &id.parts()[0];
        let names = domain
            .checks
            .iter()
            .map(|c| (schema.clone(), c.name.clone()));
        Making {
            names: names.collect(),
            id,
            domain,
            nullable: false,
            has_default,
        }
    }
}

/// Reads CREATE DOMAIN.
pub fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create domain")?;
    let name = reader.name()?;
    reader.accept("as");
    let ty = draft.type_name(reader)?;
    let domain = Domain {
        ty,
        collation: None,
        default: None,
        not_null: false,
        checks: Vec::new(),
    };
    let mut making = Making::of(draft.new_id(names::DOMAIN, &name)?, domain, false);
    while !reader.is_done() {
        clause(reader, draft, &mut making)?;
    }
    if !making.has_default {
        making.domain.default = inherited_default(&making.domain, &draft.state).cloned();
    }
    let head = Head { name, hint };
    typedef::declare(draft, names::DOMAIN, head, making.domain)
}

fn clause(reader: &mut Reader, draft: &Draft, making: &mut Making) -> Result<()> {
    let here = reader.here();
    let domain = &mut making.domain;
    if reader.accept("collate") {
        domain.collation = read_collation(reader, draft)?;
        return Ok(());
    }
    if reader.accept("default") {
        if domain.default.is_some() {
            return Err(reader.error_at("defined-twice", "the domain has two defaults", here));
        }
        domain.default = default(reader, &domain.ty)?;
        making.has_default = true;
        return Ok(());
    }
    let name = constraint::name_before(reader)?;
    if reader.accept("not null") {
        domain.not_null = true;
    } else if reader.accept("null") {
        making.nullable = true;
    } else if reader.at("check") {
        check(reader, draft, making, name)?;
    } else {
        return Err(reader.unexpected("`COLLATE`, `DEFAULT`, `NOT NULL` or `CHECK`"));
    }
    if making.nullable && making.domain.not_null {
        let message = "the domain is both NULL and NOT NULL";
        return Err(reader.error_at("conflict", message, here));
    }
    Ok(())
}

/// Reads the expression of a default; a plain NULL is none.
fn default(reader: &mut Reader, ty: &TypeName) -> Result<Option<Expr>> {
    let mark = reader.mark();
    let expr = reader.until(|r| r.at_any(AFTER_DEFAULT) && r.is_past(mark))?;
    if expr.sql.is_empty() {
        return Err(reader.unexpected("an expression"));
    }
    let over_builtin = !ty.name.contains('.');
    let nothing = over_builtin && expr.bare().eq_ignore_ascii_case("null");
    Ok((!nothing).then_some(expr))
}

fn check(
    reader: &mut Reader,
    draft: &Draft,
    making: &mut Making,
    name: Option<(String, Place)>,
) -> Result<()> {
    reader.expect("check")?;
    let expr = reader.in_parens()?;
    let schema = &making.id.parts()[0];
    let name = match name {
        Some((name, place)) if making.names.contains(schema, &name) => {
            return Err(twice(&name, place));
        }
        Some((name, _)) => name,
        None => {
            let taken = |n: &str| draft.constraint_exists(schema, n);
            let own = making.id.last();
            making.names.choose(schema, (&own, None), "check", taken)
        }
    };
    making.names.insert((schema.clone(), name.clone()));
    making.domain.checks.push(Check {
        name,
        expr,
        valid: true,
    });
    Ok(())
}

/// Reads ALTER DOMAIN.
pub fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter domain")?;
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::DOMAIN], &name) else {
        return Err(draft.unknown("unknown-type", &[names::DOMAIN], &name));
    };
    let Some(domain) = draft.state.body::<Domain>(&id).cloned() else {
        return Ok(());
    };
    let mut making = Making::of(id.clone(), domain, true);
    change(reader, draft, &mut making)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|d: &mut Domain| *d = making.domain);
    }
    Ok(())
}

fn change(reader: &mut Reader, draft: &Draft, making: &mut Making) -> Result<()> {
    let domain = &mut making.domain;
    if reader.accept("set default") {
        domain.default = default(reader, &domain.ty)?;
    } else if reader.accept("drop default") {
        domain.default = None;
    } else if reader.accept("set not null") {
        domain.not_null = true;
    } else if reader.accept("drop not null") {
        domain.not_null = false;
    } else if reader.accept("add") {
        add(reader, draft, making)?;
    } else if reader.accept("drop constraint") {
        drop(reader, &mut domain.checks)?;
    } else if reader.accept("rename constraint") {
        rename(reader, &mut domain.checks)?;
    } else if reader.accept("validate constraint") {
        let at = index(reader, &domain.checks)?;
        domain.checks[at].valid = true;
    } else {
        return Err(
            reader.unexpected("`SET`, `DROP`, `ADD`, `RENAME CONSTRAINT` or `VALIDATE CONSTRAINT`")
        );
    }
    Ok(())
}

fn add(reader: &mut Reader, draft: &Draft, making: &mut Making) -> Result<()> {
    let name = constraint::name_before(reader)?;
    if reader.accept("not null") {
        making.domain.not_null = true;
        return Ok(());
    }
    check(reader, draft, making, name)?;
    if reader.accept("not valid")
        && let Some(check) = making.domain.checks.last_mut()
    {
        check.valid = false;
    }
    Ok(())
}

fn drop(reader: &mut Reader, checks: &mut Vec<Check>) -> Result<()> {
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    match index(reader, checks) {
        Ok(at) => {
            checks.remove(at);
        }
        Err(_) if lenient => {
            reader.rewind(mark);
            reader.ident()?;
        }
        Err(problem) => return Err(problem),
    }
    let _ = reader.accept("cascade") || reader.accept("restrict");
    Ok(())
}

fn rename(reader: &mut Reader, checks: &mut [Check]) -> Result<()> {
    let at = index(reader, checks)?;
    reader.expect("to")?;
    let mark = reader.mark();
    let name = reader.ident()?;
    if checks.iter().any(|c| c.name == name) {
        return Err(twice(&name, reader.since(mark)));
    }
    checks[at].name = name;
    Ok(())
}

/// Reads the name of a check that the domain has, and returns its place in the list.
fn index(reader: &mut Reader, checks: &[Check]) -> Result<usize> {
    let mark = reader.mark();
    let name = reader.ident()?;
    let found = checks.iter().position(|c| c.name == name);
    found.ok_or_else(|| unknown(&name, checks, reader.since(mark)))
}

fn twice(name: &str, place: Place) -> Box<Problem> {
    Box::new(
        Problem::error(
            "defined-twice",
            format!("the domain has the constraint {name} twice"),
        )
        .at(place, "again here")
        .help("give the second one another name"),
    )
}

fn unknown(name: &str, checks: &[Check], place: Place) -> Box<Problem> {
    let known: Vec<&str> = checks.iter().map(|c| c.name.as_str()).collect();
    let near = did_you_mean(name, known.iter().copied());
    let help = near.unwrap_or_else(|| match known.is_empty() {
        true => "it has no constraint".into(),
        false => format!("it has {}", known.join(", ")),
    });
    Box::new(
        Problem::error(
            "unknown-constraint",
            format!("the domain has no constraint {name} here"),
        )
        .at(place, "")
        .help(help),
    )
}
