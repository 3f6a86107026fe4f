//! How `diff` reads: long bodies, other widths, `--stat`, `--name-only` and `-U`.

use super::bench::Bench;

/// A function with a body of many lines, one of which is different.
fn function(name: &str, result: &str) -> String {
    let lines = (1..=60).map(|n| format!("  -- line {n}\n"));
    let lines: Vec<String> = lines.collect();
    format!(
        "create function {name}(a int) returns int language plpgsql as $$\nbegin\n{}  return {result};\n{}end $$;\n",
        lines[..30].concat(),
        lines[30..].concat()
    )
}

/// A function that changed, one that is missing, and a view that goes and comes back around a column.
fn long() -> Bench {
    let live = format!(
        "{}create table plans (id text primary key, price integer, note text); create view prices as select price from plans;",
        function("total", "a + 1")
    );
    let bench = Bench::new(&live);
    let desired = format!(
        "create table plans (id text primary key, price bigint);\n\
         create view prices as select price from plans;\n{}{}",
        function("total", "a + 2"),
        function("taxes", "a")
    );
    bench.file("schema/app.sql", &desired);
    bench
}

#[test]
fn long_bodies_are_folded_and_what_goes_along_is_told() {
    insta::assert_snapshot!(long().run(&["diff"]).whole());
}

#[test]
fn lines_around_are_as_many_as_are_wanted_and_then_no_statement_is_folded() {
    let bench = long();
    let ran = bench.run(&["diff", "-U", "1"]);
    let around = "    … 34 equal lines\n      -- line 30\n  -   return a + 1;\n  +   return a + 2;\n      -- line 31\n    … 30 equal lines\n";
    assert!(ran.stdout.contains(around), "{}", ran.stdout);
    assert!(!ran.stdout.contains("more lines"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("-- line 60\nend $$;\n"),
        "{}",
        ran.stdout
    );
    let none = bench.run(&["diff", "-U0"]);
    assert!(
        none.stdout
            .contains("equal lines\n  -   return a + 1;\n  +   return a + 2;\n"),
        "{}",
        none.stdout
    );
}

#[test]
fn our_words_fit_the_width_and_statements_stay_as_they_are() {
    let bench =
        Bench::new("create table companies (id int); create table members (id int, company int)");
    bench.file(
        "schema/with_a_rather_long_name_that_says_much/members_of_companies.sql",
        "create table companies (id int primary key, a_name_that_is_longer_than_any_column_needs text not null default 'it says nothing at all');
         create table members (id int, company int constraint members_belong_to_one_company references companies on delete cascade on update cascade);",
    );
    for (columns, most) in [("20", 80), ("80", 80), ("110", 110), ("500", 160)] {
        let ran = bench.command(&["diff"]).env("COLUMNS", columns).output();
        let ran = ran.expect("the program runs").stdout;
        let text = String::from_utf8(ran).expect("it is UTF-8");
        let ours = text.lines().filter(|line| !line.contains("add co"));
        let wide = ours
            .map(|line| (line.chars().count(), line))
            .max()
            .expect("there are lines");
        assert!(
            wide.0 <= most && (columns != "110" || wide.0 > 80),
            "{columns}: {}\n{text}",
            wide.1
        );
        assert!(
            text.contains(
                "references public.companies (id) on update cascade on delete cascade;\n"
            ),
            "{text}"
        );
    }
}

#[test]
fn stat_and_names_are_a_line_for_each_object() {
    let bench = long();
    insta::assert_snapshot!(bench.run(&["diff", "--stat"]).whole());
    let names = bench.run(&["diff", "--name-only", "--exit-code"]);
    let all =
        "table:public.plans\nfunction:public.total(integer)\nfunction:public.taxes(integer)\n";
    assert_eq!((names.status, names.stdout.as_str()), (1, all));
    for option in ["--stat", "--name-only"] {
        let ran = bench.run(&["diff", option, "--from", "schema"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
        assert!(ran.stderr.starts_with("in step: "), "{}", ran.stderr);
        let both = bench.run(&["diff", option, "--format", "json"]);
        assert_eq!(both.status, 2, "{}", both.whole());
    }
}

#[test]
fn a_thing_is_explained_with_what_was_compared_and_what_its_statements_wait_for() {
    let bench = super::diff::half_run();
    let names = bench.run(&["diff", "--name-only"]).stdout;
    let first = names.lines().next().expect("something differs");
    let by_address = bench.run(&["diff", "--explain", first]).whole();
    let name = first.split_once(':').expect("an address has a kind").1;
    assert_eq!(
        bench.run(&["diff", "--explain", name]).whole(),
        by_address,
        "a name that one thing has is as good as the address"
    );
    let all = names.lines().map(|id| {
        let ran = bench.run(&["diff", "--explain", id]);
        assert_eq!(ran.status, 0, "{id}: {}", ran.whole());
        ran.stdout
    });
    insta::assert_snapshot!(all.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_has_two_meanings_or_none_is_not_explained() {
    let bench = Bench::new("create table t (a int default 1)");
    bench.file("schema/t.sql", "create table t (a bigint default 2);");
    insta::assert_snapshot!(
        [
            bench.run(&["diff", "--explain", "public.t.a"]).whole(),
            bench.run(&["diff", "--explain", "public.tt"]).whole(),
            bench.run(&["diff", "--explain", "nothing-like-it"]).whole(),
        ]
        .join("\n")
    );
}

#[test]
fn triggers_that_are_switched_on_a_partition_or_of_a_foreign_key_are_told() {
    let tables = "create table p (id integer) partition by range (id); create table p1 partition of p for values from (0) to (9);
        create function noted() returns trigger language plpgsql as 'begin return new; end';
        create trigger noted after insert on p for each row execute function noted();
        create table keyed (id integer primary key); create table refers (id integer references keyed);";
    let bench = Bench::new(&format!(
        "{tables} alter table p1 disable trigger noted; alter table refers disable trigger all"
    ));
    bench.file("all.sql", tables);
    let ran = bench.run(&["check", "all.sql"]);
    let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "trigger noted on public.p1 is enabled otherwise than on the partitioned table",
        "foreign key refers_id_fkey on public.refers has triggers that are not enabled as usual",
    ] {
        let told = told.replace("│ ", "");
        assert!(told.contains(words), "{}", ran.whole());
    }
    bench.file(
        "all.sql",
        &format!("{tables} alter table p1 disable trigger noted;"),
    );
    let ran = bench.run(&["check", "all.sql"]);
    assert_eq!(ran.status, 2, "{}", ran.whole());
    assert!(
        ran.stderr.contains("enabled otherwise on a partition"),
        "{}",
        ran.whole()
    );
}

#[test]
fn constraints_whose_own_triggers_the_files_switch_are_told_at_the_statement_that_does_it_last() {
    let tables = "create table keyed (id integer primary key, d integer unique deferrable);
        create table refers (id integer constraint fk references keyed);
        create table p (id integer constraint p_fk references keyed) partition by range (id);
        create table q partition of p for values from (0) to (9);";
    let bench = Bench::new(tables);
    let told = |statements: &str| {
        bench.file("all.sql", &format!("{tables}\n{statements}"));
        let ran = bench.run(&["check", "all.sql"]);
        let said = ran.stderr.replace("│ ", "");
        let said: Vec<&str> = said.split_whitespace().collect();
        let said = said.join(" ");
        let names = ["keyed_d_key", "fk", "p_fk"];
        let is_told = |name: &&str| said.matches(&format!(" {name} on public.")).count() == 1;
        let all: Vec<&str> = names.into_iter().filter(is_told).collect();
        let place = all.is_empty() || ran.stderr.contains("all.sql:5:");
        assert!(place && ran.status != 2, "{}", ran.whole());
        // What the server does is what is said of the files: it is asked by running the statements.
        let live = Bench::new(&format!("{tables} {statements}"));
        live.file("all.sql", tables);
        let server = live.run(&["check", "all.sql"]).stderr.replace("│ ", "");
        let server: Vec<&str> = server.split_whitespace().collect();
        let server = server.join(" ");
        for name in names {
            let of_server = server.contains(&format!(" {name} on "));

            assert_eq!(all.contains(&name), of_server, "{name}: {server}");
        }
        all.join(" ")
    };
    assert_eq!(told("alter table refers disable trigger all;"), "fk");
    assert_eq!(told("alter table refers disable trigger user;"), "");
    assert_eq!(
        told("alter table keyed disable trigger all;"),
        "keyed_d_key fk p_fk"
    );
    assert_eq!(told("alter table p disable trigger all;"), "p_fk");
    assert_eq!(told("alter table q disable trigger all;"), "p_fk");
    assert_eq!(told("alter table only p disable trigger all;"), "p_fk");
    assert_eq!(
        told("alter table q disable trigger all; alter table only p enable trigger all;"),
        "p_fk"
    );
    assert_eq!(
        told("alter table q disable trigger all; alter table p enable trigger all;"),
        ""
    );
    assert_eq!(
        told("alter table refers disable trigger all, enable trigger all;"),
        ""
    );
    assert_eq!(
        told(
            "alter table refers disable trigger all, drop constraint fk, add foreign key (id) references keyed;"
        ),
        ""
    );
    assert_eq!(
        told(
            "alter table refers disable trigger all; alter table refers rename constraint fk to k; alter table keyed rename to others; \
              alter table refers rename to r; alter table r rename constraint k to fk; alter table r rename to refers;"
        ),
        "fk"
    );
    for statement in ["enable always trigger all", "enable replica trigger user"] {
        bench.file(
            "all.sql",
            &format!("{tables} alter table refers {statement};"),
        );
        let ran = bench.run(&["check", "all.sql"]);
        assert_eq!(ran.status, 2, "{}", ran.whole());
    }
}

#[test]
fn triggers_that_files_switch_on_a_partition_are_told_at_the_statement_that_does_it_last() {
    let tables = "create table p (id integer) partition by range (id);
        create table q partition of p for values from (0) to (9) partition by range (id);
        create table r partition of q for values from (0) to (9);
        create function noted() returns trigger language plpgsql as 'begin return new; end';
        create trigger noted after insert on p for each row execute function noted();
        create trigger whole after insert on p for each statement execute function noted();";
    let bench = Bench::new(tables);
    let told = |statements: &str| {
        bench.file("all.sql", &format!("{tables}\n{statements}"));
        let ran = bench.run(&["check", "all.sql"]);
        let there = |table: &&str| {
            ran.stderr
                .contains(&format!("noted on public.{table} is enabled"))
        };
        let all: Vec<&str> = ["q", "r"].into_iter().filter(there).collect();
        let place = all.is_empty() || ran.stderr.contains("all.sql:7:");
        assert!(
            place && ran.status != 2 && !ran.stderr.contains("whole on"),
            "{}",
            ran.whole()
        );
        all.join(" ")
    };
    assert_eq!(told("alter table r disable trigger all;"), "r");
    assert_eq!(told("alter table q disable trigger user;"), "q r");
    assert_eq!(
        told("alter table r enable trigger all, enable trigger noted;"),
        ""
    );
    assert_eq!(
        told("alter table r disable trigger all; alter table r enable trigger all;"),
        ""
    );
    assert_eq!(
        told("alter table r disable trigger all; alter table p enable trigger all;"),
        ""
    );
    assert_eq!(told("alter table only p disable trigger noted;"), "q r");
    assert_eq!(told("alter table p disable trigger noted;"), "");
    assert_eq!(
        told("alter table only p disable trigger noted; alter table r disable trigger noted;"),
        "q"
    );
}
