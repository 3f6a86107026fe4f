//! What CREATE AGGREGATE means, and how changes are made.

use crate::kind::names;
use crate::kinds::grant::tests::{facts, read};

fn aggregates(sql: &str) -> Vec<String> {
    facts(sql, names::AGGREGATE)
}

#[test]
fn the_old_spelling_means_the_same() {
    let new =
        aggregates("create aggregate a(integer) (sfunc = int4pl, stype = integer, initcond = '0')");
    let old = aggregates(
        "create aggregate a (basetype = int4, sfunc1 = int4pl, stype1 = int4, initcond1 = 0)",
    );
    assert_eq!(new, old);
    assert_eq!(
        new,
        [
            "public.a(integer): aggregate (integer) (sfunc = int4pl, stype = integer, initcond = '0')"
        ]
    );
    assert_eq!(
        aggregates("create aggregate c (basetype = 'ANY', sfunc = int8inc, stype = int8)"),
        aggregates("create aggregate c(*) (sfunc = pg_catalog.int8inc, stype = bigint)")
    );
}

#[test]
fn arguments_may_be_direct_or_ordered() {
    let of = |arguments: &str, rest: &str| {
        aggregates(&format!(
            "create aggregate a({arguments}) (sfunc = ordered_set_transition, stype = internal{rest})"
        ))
        .concat()
    };
    assert_eq!(
        of(
            "p float8 order by x anyelement",
            ", finalfunc_modify = read_write"
        ),
        "public.a(double precision, anyelement): aggregate (p double precision order by x anyelement) \
         (sfunc = ordered_set_transition, stype = internal)"
    );
    assert!(of("order by int", ", parallel = safe").contains("(order by integer)"));
    let variadic = of(
        "variadic \"any\" order by variadic \"any\"",
        ", hypothetical, finalfunc_modify = read_only",
    );
    assert!(
        variadic.starts_with(
            "public.a(\"any\"): aggregate (variadic \"any\" order by variadic \"any\")"
        ),
        "{variadic}"
    );
    assert!(variadic.ends_with("finalfunc_modify = read_only, hypothetical)"));
}

#[test]
fn a_function_of_a_file_is_named_with_its_schema() {
    let sql = "create function f(int, int) returns int language sql as 'select 1'; \
               create aggregate a(int) (sfunc = f, stype = int)";
    assert!(aggregates(sql)[0].contains("sfunc = public.f,"));
}

#[test]
fn a_mistake_is_told() {
    let message = |sql: &str| read(sql).1.concat();
    assert_eq!(
        message("create aggregate a(int) (sfunc = int4pl)"),
        "an aggregate needs STYPE"
    );
    assert_eq!(
        message("create aggregate a(int) (sfunc = int4pl, stype = int, finalfun = f)"),
        "an aggregate has no option finalfun"
    );
}
