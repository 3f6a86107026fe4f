//! Checks that the server is new enough for what the files describe.
//!
//! Which attribute needs which version is said by its kind.

use crate::diagnostic::Problem;
use crate::kind::{Draft, Since};
use crate::kinds;
use crate::model::Fact;

/// Notes each thing that the server's version lacks, at the place where the files have it.
pub fn verify(draft: &mut Draft) {
    let version = draft.world.version;
    if version == 0 {
        return;
    }
    let lacking = draft.state.iter().flat_map(|fact| {
        let needs = kinds::kind(fact.id.kind()).since(fact, &draft.state);
        needs
            .into_iter()
            .filter(|since| since.is_lacking(version))
            .map(|since| problem(fact, &since, version))
    });
    let problems: Vec<Problem> = lacking.collect();
    problems.into_iter().for_each(|p| draft.problems.push(p));
}

fn problem(fact: &Fact, since: &Since, version: u32) -> Problem {
    let of = format!("{} {}", fact.id.kind().replace('-', " "), fact.id.name());
    let problem = since.problem(&of, version);
    problem.at_any(fact.origin.place(), "")
}

#[cfg(test)]
mod tests {
    use crate::desired::Scripts;
    use crate::desired::files::Syntax;
    use crate::kind::World;

    fn problems(sql: &str, version: u32) -> Vec<String> {
        let scripts = Scripts::of_text("t.sql", sql, Syntax::Sql);
        let world = World {
            version,
            ..World::default()
        };
        let (_, problems) = scripts.interpret(&world);
        problems
            .finish(&scripts.files)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn what_the_server_lacks_is_an_error_that_names_both_versions() {
        let sql = "create table t (a int); create unique index t_a on t (a) nulls not distinct;";
        let said = problems(sql, 130_016);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("NULLS NOT DISTINCT of index public.t_a needs PostgreSQL 15"));
        assert!(said[0].contains("the server is PostgreSQL 13"));
        assert_eq!(problems(sql, 150_000), Vec::<String>::new());
    }

    #[test]
    fn every_attribute_that_came_later_is_told_of_on_an_older_server() {
        for (sql, major) in NEWER {
            let (before, at) = ((major - 1) * 10_000, major * 10_000);
            assert!(
                problems(sql, before)
                    .iter()
                    .any(|p| p.contains("needs PostgreSQL")),
                "{sql}: {:?}",
                problems(sql, before)
            );
            assert_eq!(problems(sql, at), Vec::<String>::new(), "{sql}");
        }
    }

    /// A statement with the first major version that takes it.
    const NEWER: &[(&str, u32)] = &[
        ("create table t (a int4multirange);", 14),
        (
            "create type r as range (subtype = int4, multirange_type_name = m);",
            14,
        ),
        ("create function f() returns int language sql return 1;", 14),
        (
            "create procedure p(out a int) language sql as 'select 1';",
            14,
        ),
        ("create table t (a int unique nulls not distinct);", 15),
        (
            "create view v with (security_invoker = true) as select 1 as a;",
            15,
        ),
        (
            "create table t (a int); create publication p for table t where (a > 1);",
            15,
        ),
        (
            "create table t (a int); create publication p for table t (a);",
            15,
        ),
        ("create publication p for tables in schema public;", 15),
        (
            "create table s (a int primary key); create table t (a int references s on delete set null (a));",
            15,
        ),
        ("create table t (a text compression pglz);", 14),
        (
            "create table t (a int); create statistics s on (a + 1) from t;",
            14,
        ),
        (
            "create table t (a int, b int generated always as (a) virtual);",
            18,
        ),
        ("create table t (a int check (a > 0) not enforced);", 18),
        (
            "create table s (a int primary key); create table t (a int references s not enforced);",
            18,
        ),
        ("create table t (a int not null no inherit);", 18),
        (
            "create table t (a int4range, unique (a without overlaps));",
            18,
        ),
    ];

    #[test]
    fn an_older_server_takes_the_name_of_a_not_null_and_forgets_it() {
        let sql = "create table t (a int constraint a_known not null);";
        assert!(problems(sql, 150_000)[0].contains("a_known of a NOT NULL constraint"));
        assert_eq!(problems(sql, 180_000), Vec::<String>::new());
    }
}
