//! The laws of the canonical text, over rows of what a person writes and what the server prints.

use super::queries::{QUERIES, RELATIONS};
use super::rows::{COLUMNS, ROWS};
use super::{
    Columns, Context, Routine, Schema, expression, expression_within, query, query_within,
};

/// The user-defined types: an enumeration and a domain.
const TYPES: &[&str] = &["public.mood", "public.email"];

/// Pairs that mean different things, or may.
const DIFFERENT: &[(&str, &str)] = &[
    ("x = 'a'", "x = 'A'"),
    ("x = 'a '", "x = 'a'"),
    ("b and (b is null or x = 'a')", "b and b is null or x = 'a'"),
    ("not (b and x = 'a')", "not b and x = 'a'"),
    ("i - (1 - 1) = 0", "i - 1 - 1 = 0"),
    ("i * (2 + 1) = 3", "i * 2 + 1 = 3"),
    ("-2 ^ 2 = 4", "-(2 ^ 2) = 4"),
    ("(- i) ^ 2 = 4", "- (i ^ 2) = 4"),
    ("v::varchar(5) = 'a'", "v = 'a'"),
    ("x::varchar(5) = 'a'", "x::varchar(6) = 'a'"),
    ("'abc'::varchar(2) = x", "'abc'::varchar = x"),
    ("c::text = 'a'", "c = 'a'"),
    ("c = 'a'::text", "c = 'a'::bpchar"),
    ("i::numeric(5,2) > 1", "i::numeric > 1"),
    ("x = '1'::text", "i = 1"),
    ("tz > now()", "tz > current_timestamp"),
    ("tz > now()", "tz > clock_timestamp()"),
    ("x like 'a'", "x ilike 'a'"),
    ("x like 'a'", "x not like 'a'"),
    ("x like 'a' escape '!'", "x like 'a'"),
    ("x ~ 'a'", "x ~* 'a'"),
    ("x similar to 'a'", "x ~ 'a'"),
    ("x > 'a' collate \"C\"", "x > 'a'"),
    ("x > 'a' collate \"C\"", "x > 'a' collate \"de_DE\""),
    ("x > 'a' collate \"C\"", "x collate \"C\" > 'a'"),
    ("i in (1, 2)", "i in (2, 1)"),
    ("i in (1, 2)", "i not in (1, 2)"),
    ("i = any(array[1, 2])", "i = all(array[1, 2])"),
    ("not i in (1, 2)", "i in (1, 2)"),
    ("i between 1 and 5", "i not between 1 and 5"),
    ("i between 1 and 5", "i >= 1 and i < 5"),
    ("b is true", "b is not false"),
    ("b is true", "b"),
    ("b = true", "b"),
    ("x is null", "x = null"),
    ("x is distinct from 'a'", "x <> 'a'"),
    ("x is not distinct from 'a'", "x = 'a'"),
    ("coalesce(x, '') = ''", "nullif(x, '') = ''"),
    ("coalesce(x, v) = ''", "coalesce(v, x) = ''"),
    ("n = 1.50", "n = 1.5"),
    ("n = 1", "n = 1.0"),
    ("i = 1::bigint", "i = 1"),
    ("l = 1::numeric", "l = 1"),
    ("d = 0.1::real", "d = 0.1"),
    ("dt > '2020-01-01'::timestamp", "dt > '2020-01-01'"),
    ("ts > '2020-01-01'", "tz > '2020-01-01'"),
    ("ts = tz", "ts::timestamptz = tz"),
    ("iv = interval '1 month'", "iv = interval '30 days'"),
    ("iv = interval '1 day'", "iv = interval '24 hours'"),
    ("iv = interval '1' day", "iv = interval '1' hour"),
    ("tz at time zone 'utc' = ts", "tz at time zone 'UTC' = ts"),
    ("j = '{\"a\": 1}'", "j = '{\"a\": 2}'"),
    ("j = '{\"a\": 1}'", "j = '{\"A\": 1}'"),
    ("j = '{\"a\": \"1\"}'", "j = '{\"a\": 1}'"),
    ("j = '[1, 2]'", "j = '[2, 1]'"),
    ("j = '1.0'", "j = '1'"),
    ("j -> 'a' is null", "j ->> 'a' is null"),
    ("j -> '1' is null", "j -> 1 is null"),
    ("j ? 'a'", "j ? 'b'"),
    ("js ->> 'a' = '1'", "j ->> 'a' = '1'"),
    ("ar = '{}'", "ar = array[]::text[]"),
    ("ia[1] = 1", "ia[2] = 1"),
    ("ia[1:2] = ia", "ia[1:] = ia"),
    ("m = 'a'", "m = 'b'"),
    ("m::text = 'a'", "m = 'a'"),
    ("x = 'a'", "\"X\" = 'a'"),
    ("x = \"user\"", "x = user"),
    ("x = current_user", "x = session_user"),
    ("lower(x) = 'a'", "upper(x) = 'a'"),
    ("lower(x) = 'a'", "\"Lower\"(x) = 'a'"),
    ("public.f(x) = 1", "other.f(x) = 1"),
    ("f('a') = 1", "f('a'::text) = 1"),
    ("f(v) = 1", "f(v::text) = 1"),
    ("g('a') = 1", "g('a'::text) = 1"),
    ("unseen = 'a'", "unseen = 'a'::text"),
    ("unseen in (1, 2)", "unseen = any (array[1, 2])"),
    ("x = 'a' or x = 'b'", "x = 'a' and x = 'b'"),
    (
        "case when b then 'a' else 'b' end = x",
        "case when b then 'b' else 'a' end = x",
    ),
    ("case i when 1 then b end", "case when i = 1 then b end"),
    (
        "case when b then i else 0 end = 1",
        "case when b then i end = 1",
    ),
    (
        "substring(x from 1 for 2) = ''",
        "substring(x from 2 for 1) = ''",
    ),
    (
        "trim(leading 'x' from x) = ''",
        "trim(trailing 'x' from x) = ''",
    ),
    ("extract(year from dt) = 1", "extract(month from dt) = 1"),
    ("position('a' in x) = 1", "position(x in 'a') = 1"),
    ("x operator(pg_catalog.=) 'a'", "x operator(public.=) 'a'"),
    ("x = E'a\\nb'", "x = 'a\\nb'"),
    ("(i, s) = (1, 2)", "(s, i) = (1, 2)"),
    ("row(i, s) < row(1, 2)", "i < 1 and s < 2"),
    (
        "exists (select 1 from s where s.a = 1)",
        "exists (select 1 from s where s.a = 2)",
    ),
    ("i in (select a from s)", "i not in (select a from s)"),
    ("i = any (select a from s)", "i = all (select a from s)"),
    ("(select max(a) from s) = 1", "(select min(a) from s) = 1"),
    ("count(distinct x) = 1", "count(x) = 1"),
    (
        "u = '00000000-0000-0000-0000-000000000000'",
        "u = '00000000-0000-0000-0000-000000000001'",
    ),
    ("this is no expression", "this is no Other"),
    ("f(a => 1, b => 2)", "f(b => 1, a => 2)"),
];

fn canon(text: &str, target: &str) -> String {
    let column = |name: &str| {
        COLUMNS
            .iter()
            .find(|c| c.0 == name)
            .map(|c| c.1.to_string())
    };
    let known = |names: &[&str], parts: &[String]| {
        names
            .iter()
            .find(|n| n.rsplit('.').next() == parts.last().map(String::as_str))
            .map(|n| n.to_string())
    };
    let public = |parts: &[String]| parts.len() == 1 || parts[0] == "public";
    let context = Context {
        column: &column,
        target: Some(target).filter(|t| !t.is_empty()),
        type_name: &|parts| known(TYPES, parts).filter(|_| public(parts)),
        function: &|parts| known(&["public.f"], parts).filter(|_| public(parts)),
        relation: &|parts| known(&["public.t", "public.sq"], parts).filter(|_| public(parts)),
    };
    expression(text, &context)
}

#[test]
fn what_is_written_and_what_the_server_prints_are_one_text() {
    for (target, written, printed) in ROWS {
        assert_eq!(canon(written, target), canon(printed, target), "{written}");
    }
}

#[test]
fn what_means_something_else_stays_different() {
    for (one, other) in DIFFERENT {
        assert_ne!(canon(one, ""), canon(other, ""), "{one}");
    }
}

#[test]
fn a_modifier_or_another_type_of_the_target_stays_different() {
    for (target, one, other) in [
        ("character varying(20)", "'a'::varchar(5)", "'a'"),
        ("numeric(10,2)", "0.00", "0"),
        (
            "timestamp with time zone",
            "'2020-01-01'::date",
            "'2020-01-01'",
        ),
        ("text", "1", "'1'"),
        ("text[]", "'{}'", "array[]::text[]"),
        ("jsonb", "'{}'::json", "'{}'"),
        ("integer", "0.5", "0"),
        ("regclass", "'public.t'", "'public.sq'"),
        ("boolean", "'t'", "false"),
    ] {
        assert_ne!(canon(one, target), canon(other, target), "{one}");
    }
}

fn columns(relation: &str) -> Option<Columns> {
    let found = RELATIONS.iter().find(|r| r.0 == relation)?;
    Some(
        found
            .1
            .iter()
            .map(|(name, ty)| (name.to_string(), ty.to_string()))
            .collect(),
    )
}

fn routine(name: &str, count: usize) -> Option<Routine> {
    (name == "public.f" && count == 1).then(|| Routine {
        args: vec!["text".into()],
        result: "integer".into(),
    })
}

/// Gives the canonical text of a query, or of an expression over `public.orders`, with all known of the schema.
fn within(text: &str, is_query: bool, searched: bool) -> String {
    let own = columns("public.orders").expect("the rows have it");
    let public = |parts: &[String], names: &[&str]| {
        let known = |n: &&&str| n.rsplit('.').next() == parts.last().map(String::as_str);
        let path = parts.len() > 1 || searched;
        names
            .iter()
            .find(known)
            .filter(|_| path)
            .map(|n| n.to_string())
    };
    let context = Context {
        column: &|name| own.iter().find(|c| c.0 == name).map(|c| c.1.clone()),
        target: None,
        type_name: &|parts| public(parts, TYPES),
        function: &|parts| public(parts, &["public.f"]),
        relation: &|parts| public(parts, &["public.users", "public.orders"]),
    };
    let domain = |ty: &str| (ty == "public.email").then(|| "text".to_string());
    let schema = Schema {
        own: Some("public.orders"),
        columns: &columns,
        domain: &domain,
        routine: &routine,
    };
    if is_query {
        query_within(text, &context, &schema)
    } else {
        expression_within(text, &context, &schema)
    }
}

#[test]
fn a_query_and_the_print_of_its_view_are_one_text_where_the_columns_are_known() {
    for (written, printed) in QUERIES {
        assert_eq!(
            within(written, true, true),
            within(printed, true, false),
            "{written}"
        );
    }
}

#[test]
fn a_condition_reads_the_columns_of_its_own_relation_within_a_query_too() {
    for (written, printed) in [
        (
            "exists (select 1 from users u where u.id = user_id and name = 'a')",
            "(EXISTS ( SELECT 1\n   FROM public.users u\n  WHERE ((u.id = orders.user_id) AND ((u.name)::text = 'a'::text))))",
        ),
        (
            "user_id in (select id from users where email = 'a@b')",
            "(user_id IN ( SELECT users.id\n   FROM public.users\n  WHERE ((users.email)::text = 'a@b'::text)))",
        ),
        (
            "orders.user_id = (select f('x'))",
            "(user_id = ( SELECT public.f('x'::text) AS f))",
        ),
    ] {
        assert_eq!(
            within(written, false, true),
            within(printed, false, false),
            "{written}"
        );
    }
}

#[test]
fn what_a_query_reads_or_gives_is_never_mixed_up() {
    for (one, other) in [
        ("select id from users", "select id from orders"),
        ("select id from users", "select id as key from users"),
        ("select * from users", "select id, name from users"),
        (
            "select u.id from users u join orders o on u.id = o.user_id",
            "select o.id from users u join orders o on u.id = o.user_id",
        ),
        (
            "select u.id from users u left join orders o on u.id = o.user_id",
            "select u.id from users u join orders o on u.id = o.user_id",
        ),
        (
            "select id from users order by id",
            "select id from users order by name",
        ),
        (
            "select name as id, id as name from users order by id",
            "select name as id, id as name from users order by users.id",
        ),
        (
            "select id from users where exists (select 1 from orders where id = 1)",
            "select id from users where exists (select 1 from orders where users.id = 1)",
        ),
        (
            "select state from orders union select name from users",
            "select name from users union select state from orders",
        ),
        (
            "select id from users limit 1",
            "select id from users offset 1",
        ),
        (
            "with users as (select 1 as id) select id from users",
            "with users as (select 1 as id) select id from public.users",
        ),
    ] {
        assert_ne!(within(one, true, true), within(other, true, true), "{one}");
    }
}

#[test]
fn spellings_of_a_query_are_one_text() {
    let context = Context {
        column: &|_| None,
        target: None,
        type_name: &|_| None,
        function: &|_| None,
        relation: &|_| None,
    };
    for (one, other) in [
        (
            "select a, b from t where a = 1;",
            "SELECT a,\n    b\n   FROM t\n  WHERE (a = 1)",
        ),
        (
            "select a from t inner join u using (id)",
            "SELECT a FROM (t JOIN u USING (id))",
        ),
        (
            "select a from t left outer join u on t.id = u.id",
            "SELECT a FROM (t LEFT JOIN u ON ((t.id = u.id)))",
        ),
        (
            "select a as x from t order by a asc",
            "SELECT a AS x FROM t ORDER BY a;",
        ),
    ] {
        assert_eq!(query(one, &context), query(other, &context));
    }
    assert_ne!(
        query("select a from t union select b from u", &context),
        query("select a from t union all select b from u", &context)
    );
    assert_ne!(
        query("select a from t order by a", &context),
        query("select a from t order by a desc", &context)
    );
}

#[test]
fn no_text_makes_it_panic_or_overflow() {
    let deep =
        |open: &str, close: &str, n: usize| format!("{}1{}", open.repeat(n), close.repeat(n));
    let mut texts = vec![
        deep("(", ")", 20_000),
        deep("f(", ")", 90),
        deep("(", ")", 90),
        deep("not ", "", 10_000),
        deep("- ", "", 10_000),
    ];
    texts.extend([
        deep("array[", "]", 5_000),
        deep("case when ", " then 1 end", 5_000),
        deep("(select ", ")", 5_000),
        deep("x between ", " and 1", 5_000),
    ]);
    texts.extend(["1", "x"].map(|t| format!("{t}{}", " + 1".repeat(10_000))));
    texts.extend(
        [
            " and b",
            " or b",
            " || x",
            "::text",
            "[1]",
            ".a",
            " is null",
            " between 1 and 2",
        ]
        .map(|t| format!("x{}", t.repeat(5_000))),
    );
    texts.push(format!("select 1{}", " union select 1".repeat(5_000)));
    texts.push(format!(
        "select 1 from t{}",
        " join t on true".repeat(5_000)
    ));
    for piece in [
        "'",
        "\"",
        "$a$",
        "E'\\",
        "(",
        ")",
        "::",
        "::int[",
        "interval",
        "a.",
        "1.",
        ".",
        "\u{0}",
        "é",
        "in (",
        "is",
        "not",
        "at time zone",
        "b'2'",
        "x'",
    ] {
        texts.push(piece.to_string());
        texts.push(format!("x {piece}"));
        texts.push(format!("{piece} x"));
    }
    let context = Context {
        column: &|_| None,
        target: Some("text"),
        type_name: &|_| None,
        function: &|_| None,
        relation: &|_| None,
    };
    for text in texts {
        expression(&text, &context);
        query(&text, &context);
    }
}
