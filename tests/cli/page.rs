//! `--format html` of `trueup diff` and `trueup dump`: the page as text. What a browser makes of it is for `tests/browser.rs`.

use super::bench::Bench;
use super::diff::half_run;
use super::dump::STRANGE;

/// Returns what the page shows, without its style and script.
fn body(page: &str) -> &str {
    let start = page.find("<body>").expect("a page has a body");
    let end = page.find("<script>").expect("the script stands at the end");
    &page[start..end]
}

#[test]
fn a_page_tells_what_differs_and_each_statement_with_lock_size_and_hazard() {
    let ran = half_run().run(&["diff", "--format", "html"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(body(&ran.stdout));
}

#[test]
fn a_page_of_a_database_tells_all_that_belongs_to_a_table() {
    let bench = Bench::new(
        "create table people (id bigint generated always as identity primary key, name text not null);
         comment on table people is 'Everybody';
         create index people_by_name on people (lower(name));
         alter table people enable row level security;
         create policy everybody on people using (true);",
    );
    let ran = bench.run(&["dump", "--format", "html"]);
    insta::assert_snapshot!(body(&ran.stdout));
}

#[test]
fn a_page_loads_nothing_and_forbids_all_that_is_not_its_own() {
    let page = half_run().run(&["diff", "--format", "html"]).stdout;
    assert!(page.contains("default-src 'none'; img-src data:; style-src 'sha256-"));
    let other = page.replace("http://www.w3.org/2000/svg", "");
    for loads in [
        "http:",
        "https:",
        " src=",
        "@import",
        "url(",
        " style=",
        " onclick=",
    ] {
        assert!(!other.contains(loads), "{loads}");
    }
}

#[test]
fn names_in_a_page_are_no_markup() {
    let bench = Bench::new(STRANGE);
    bench.sql(
        "comment on table child is '</script><img src=x onerror=alert(1)>';
         create table \"<script>alert(1)</script>\" (\"\"\" onload=alert(1)\" integer);",
    );
    for arguments in [
        vec!["dump", "--format", "html"],
        vec!["diff", "--format", "html", "--from", "empty", "dump.sql"],
    ] {
        bench.file("dump.sql", &bench.run(&["dump"]).stdout);
        let page = bench.run(&arguments).stdout;
        assert_eq!(page.matches("<script").count(), 1, "{arguments:?}");
        assert!(!page.contains("<img") && !page.contains("<b>\"") && !page.contains("\" onload"));
        assert!(page.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"));
    }
}

#[test]
fn a_page_on_what_is_in_step_says_so() {
    let page = half_run()
        .run(&["diff", "--format", "html", "--from", "schema"])
        .stdout;
    assert!(page.contains("<h1>in step: 3 tables, 1 enum compared.</h1>"));
    assert!(!page.contains("id=\"diagram\""));
}

#[test]
fn a_page_shows_no_secret() {
    let bench = Bench::new(
        "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;",
    );
    bench.file(
        "s.sql",
        "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;
         create user mapping for public server s options (user 'app', password 'geheim');",
    );
    for format in ["html", "markdown"] {
        let ran = bench.run(&["diff", "--format", format, "s.sql"]);
        assert!(ran.stdout.contains("user mapping"), "{}", ran.whole());
        assert!(!ran.whole().contains("geheim"), "{}", ran.whole());
    }
}
