//! Reads routines from the catalog.

use super::{
    Argument, Mode, Parallel, Returned, Routine, Settings, Source, Unchecked, Volatility, argument,
    body,
};
use crate::kind::catalog::Class;
use crate::kind::{Catalog, Query, Row, Target, names};
use crate::model::{Fact, Id};
use crate::text::Expr;
use crate::text::typename;

/// The first version with `BEGIN ATOMIC`.
const WITH_SQL_BODY: u32 = 140_000;

/// Returns the query of all routines in scope.
pub fn query(target: &Target) -> Query {
    let body = match target.version >= WITH_SQL_BODY {
        true => "pg_get_function_sqlbody(p.oid)",
        false => "null",
    };
    let sql = format!(
        "select p.oid, p.prokind, l.lanname, p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel, \
         p.procost, p.prorows, sn.nspname, s.proname, p.proretset, format_type(p.prorettype, null), \
         p.proargnames, p.proargmodes::text[], \
         array(select format_type(a.t, null) from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality a(t, n) order by a.n), \
         case when p.pronargdefaults > 0 then array(select coalesce(pg_get_function_arg_default(p.oid, n::integer), '') \
          from generate_series(1, cardinality(coalesce(p.proallargtypes, p.proargtypes::oid[]))) n order by n) end, \
         p.prosrc, p.probin, {body}, p.proconfig, array(select format_type(t, null) from unnest(p.protrftypes) with ordinality u(t, n) order by n) \
         from pg_proc p join pg_language l on l.oid = p.prolang \
         left join pg_proc s on s.oid = p.prosupport left join pg_namespace sn on sn.oid = s.pronamespace \
         where p.oid = any('{}'::oid[]) and p.prokind <> 'a' order by p.oid",
        target.routines
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Routine, row.number(), 0).cloned() else {
        return;
    };
    let mut routine = routine(row);
    body::unqualify(&mut routine, &id.last());
    let types = row.list();
    routine.transforms = types
        .iter()
        .map(|ty| typename::from_format_type(ty))
        .collect();
    let parent = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    catalog.add(Fact::new(id, Some(parent), routine));
}

fn routine(row: &mut Row) -> Routine {
    let kind = row.text();
    let language = row.text().to_string();
    let volatility = match row.text() {
        "i" => Volatility::Immutable,
        "s" => Volatility::Stable,
        _ => Volatility::Volatile,
    };
    let (strict, security_definer, leakproof) = (row.bool(), row.bool(), row.bool());
    let parallel = match row.text() {
        "s" => Parallel::Safe,
        "r" => Parallel::Restricted,
        _ => Parallel::Unsafe,
    };
    let (cost, rows) = (number(row), number(row));
    let support = row.opt().zip(row.opt());
    let support = support.map(|(schema, name)| Id::new("", &[schema, name]).name().to_string());
    let set = row.bool();
    let ty = argument::plain(typename::from_format_type(row.text()));
    let result = (kind != "p").then_some(Returned { ty, set });
    let arguments = arguments(row);
    let source = source(row, &language);
    let settings = row.list();
    Routine {
        arguments,
        result,
        language,
        source,
        window: kind == "w",
        volatility,
        strict,
        security_definer,
        leakproof,
        parallel,
        cost,
        rows,
        support,
        transforms: Vec::new(),
        settings: Settings::from_catalog(&settings),
        unchecked: Unchecked::default(),
    }
}

fn number(row: &mut Row) -> f32 {
    row.text().parse().unwrap_or_default()
}

fn arguments(row: &mut Row) -> Vec<Argument> {
    let (names, modes, types, defaults) = (row.list(), row.list(), row.list(), row.list());
    let given = |list: &[String], i: usize| list.get(i).filter(|t| !t.is_empty()).cloned();
    let argument = |(i, ty): (usize, &String)| Argument {
        mode: given(&modes, i).map_or(Mode::In, |m| Mode::of_letter(&m)),
        name: given(&names, i),
        ty: argument::plain(typename::from_format_type(ty)),
        default: given(&defaults, i).map(Expr::new),
    };
    types.iter().enumerate().map(argument).collect()
}

fn source(row: &mut Row, language: &str) -> Source {
    let (text, library, parsed) = (row.text().to_string(), row.opt(), row.opt());
    match (parsed, library) {
        (Some(printed), _) => body::from_catalog(printed),
        (None, Some(file)) if language == "c" => Source::Object {
            file: file.to_string(),
            symbol: text,
        },
        _ => Source::Text(text),
    }
}
