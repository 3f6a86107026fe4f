//! Laws of DO blocks.

use std::sync::Arc;

use super::Guarded;
use crate::diagnostic::Problems;
use crate::kind::{Draft, World};
use crate::kinds;
use crate::text::sql::{Script, statements};

/// Interprets SQL and returns the statements of its blocks that ran.
fn ran(sql: &str) -> Vec<String> {
    let (texts, problems) = run(sql);
    assert_eq!(problems, Vec::<String>::new());
    texts
}

fn run(sql: &str) -> (Vec<String>, Vec<String>) {
    let world = World::default();
    let mut draft = Draft::new(&world, kinds::kind);
    let text: Arc<str> = sql.into();
    let mut texts = Vec::new();
    for statement in statements(Script::file(0, &text), &mut Problems::default()) {
        if !text[statement.bytes()].to_lowercase().starts_with("do") {
            super::super::from_sql::interpret(&statement, &mut draft);
            continue;
        }
        match Guarded::read(&statement) {
            Ok(block) => block.run(&mut draft, &mut |inner, draft| {
                let place = inner.script.place(inner.bytes());
                texts.push(text[place.bytes].to_string());
                super::super::from_sql::interpret(inner, draft);
            }),
            Err(problem) => draft.problems.push(*problem),
        }
    }
    let messages = draft.problems.iter().map(|p| {
        let place = p.place().map_or("", |p| &text[p.bytes.clone()]);
        format!("{p}: {place}")
    });
    let messages = messages.collect();
    (texts, messages)
}

const TABLE: &str = "create table t (a integer); ";

#[test]
fn a_guard_runs_its_statement_only_where_the_thing_is_missing() {
    let block = |name: &str| {
        format!(
            "{TABLE} do $$ begin if not exists (select 1 from pg_class where relname = '{name}') \
             then create table u (b text); end if; end $$"
        )
    };
    assert_eq!(ran(&block("t")), Vec::<String>::new());
    assert_eq!(ran(&block("u")), ["create table u (b text)"]);
}

#[test]
fn a_statement_of_a_block_knows_its_place_in_the_file() {
    let sql = "do language plpgsql $x$\nbegin\n  -- é\n  create table \"é\" (a int);\nend;\n$x$";
    assert_eq!(ran(sql), ["create table \"é\" (a int)"]);
}

#[test]
fn a_duplicate_that_a_block_passes_over_is_no_error() {
    let sql =
        |handler: &str| format!("{TABLE} do $$ begin create table t (b text); {handler} end $$");
    let handled = sql("exception when duplicate_object or duplicate_table then null;");
    assert_eq!(ran(&handled).len(), 1);
    assert!(run(&sql("")).1[0].contains("defined twice"));
    let noted = sql("exception when others then raise notice 'there, %', sqlerrm;");
    assert_eq!(ran(&noted).len(), 1);
}

#[test]
fn a_block_that_meets_a_duplicate_is_undone_as_a_whole() {
    let sql = format!(
        "{TABLE} do $$ begin create table u (a int); create table t (b text); create table v (a int); \
         exception when duplicate_table then null; end $$; create table u (c int)"
    );
    assert_eq!(
        ran(&sql),
        ["create table u (a int)", "create table t (b text)"]
    );
}

#[test]
fn blocks_and_conditions_nest() {
    let sql = format!(
        "{TABLE} do $$ begin \
         if exists (select from pg_catalog.pg_attribute where attrelid = 'public.t'::regclass and attname = 'a' and not attisdropped) \
         then begin create table u (a int); exception when duplicate_table then null; end; \
         else create table v (a int); end if; \
         if to_regclass('t') is null or (to_regclass('public.u') is not null and not exists (select 1 from pg_namespace where nspname = 'x')) \
         then execute 'create table w (a int)'; end if; null; end; $$"
    );
    assert_eq!(
        ran(&sql),
        ["create table u (a int)", "create table w (a int)"]
    );
}

#[test]
fn execute_runs_a_format_of_constants() {
    let sql = |arguments: &str| format!("do $$ begin execute format({arguments}); end $$;");
    let made = sql("'create table %I (a text default %L, %s)', 'T', '100%', 'b int'");
    assert_eq!(ran(&made).len(), 1);
    let (_, problems) = run(&(made.clone() + &made));
    assert!(
        problems[0].contains("table public.\"T\" is defined twice"),
        "{problems:?}"
    );
    for unknown in [
        "'drop table %I', name",
        "'drop table %1$I', 't'",
        "'drop table %I'",
        "'select %L', current_user",
    ] {
        let (_, problems) = run(&sql(unknown));
        assert!(
            problems[0].contains("does not follow"),
            "{unknown}: {problems:?}"
        );
    }
}

#[test]
fn conditions_ask_the_catalogs_that_scripts_ask() {
    let there = [
        "select 1 from information_schema.tables where table_schema = 'public' and table_name = 't'",
        "select from information_schema.columns where table_name = 't' and column_name = 'a' and table_schema = current_schema()",
        "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname = 't' and c.relkind in ('r', 'p')",
        "select 1 from pg_class c, pg_namespace n where n.oid = c.relnamespace and (c.relname = 't') limit 1",
        "select 1 from pg_attribute a join pg_class c on (a.attrelid = c.oid) where c.relname = 't' and attname = 'a'",
        "select 1 from pg_tables where schemaname = 'public' and tablename = 't'::name",
        "select 1 from pg_class where relname = 't' and relnamespace = (select oid from pg_namespace where nspname = 'public')",
        "select 1 from pg_roles where rolname = 'anyone'",
    ];
    for query in there {
        let sql = format!(
            "{TABLE} do $$ begin if not exists ({query}) then create table u (a int); end if; end $$"
        );
        assert_eq!(ran(&sql), Vec::<String>::new(), "{query}");
        let away = query
            .replace("'t'", "'T'")
            .replace("'anyone'", "'anyone' and rolname = 'x'");
        let sql = sql.replace(query, &away);
        let expected = usize::from(!query.contains("pg_roles"));
        assert_eq!(ran(&sql).len(), expected, "{away}");
    }
}

#[test]
fn what_is_not_followed_is_refused_with_its_place() {
    let refused = |body: &str| run(&format!("{TABLE} do $$ {body} $$")).1.concat();
    assert!(refused("declare x int; begin null; end").ends_with(": declare x int"));
    assert!(refused("begin for r in select 1 loop null; end loop; end").contains(": for r in"));
    assert!(refused("begin if x > 1 then null; end if; end").contains("cannot tell"));
    assert!(refused("begin if exists (select 1 from t) then null; end if; end").ends_with(": t"));
    assert!(
        refused(
            "begin if exists (select 1 from pg_class where relpages = '1') then null; end if; end"
        )
        .contains(": relpages = '1'")
    );
    assert!(refused("begin execute 'create table ' || 'x'; end").contains(": execute"));
    assert!(
        refused("begin null; exception when division_by_zero then null; end")
            .ends_with(": division_by_zero")
    );
    assert!(
        refused("begin null; exception when others then create table x (a int); end")
            .contains(": create table x")
    );
    assert!(refused("begin raise exception 'no'; end").contains(": raise exception"));
    assert!(refused("begin null;").contains("does not follow"));
}
