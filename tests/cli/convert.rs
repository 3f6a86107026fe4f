//! `trueup convert`: files in the other spelling.

use super::bench::Bench;

const SQL: &str = "-- What people have to say.

-- Everybody who signed in.
-- trueup: renamed from people
create table users (
  id bigint generated always as identity primary key,
  -- as typed, not folded
  email text not null unique,
  -- trueup: renamed from nick
  name text
);
-- trueup: ignore row-security-off: nobody reaches it
-- trueup: allow rewrites-table, blocks-writes: it is small
create table notes (
  id bigint primary key, -- counted by the application
  user_id bigint not null references users on delete cascade
);
create index on notes (user_id);
insert into users (id, email) overriding system value values (1, 'root@example.com');
-- trueup: allow drops-data table public.drafts: nobody wrote any
-- that is all
";

fn bench() -> Bench {
    let bench = Bench::new("");
    bench.file("schema/app.sql", SQL);
    bench
}

#[test]
fn sql_becomes_yaml_with_its_comments_and_directives() {
    let ran = bench().run(&["convert", "--to", "yaml"]);
    assert_eq!(ran.status, 0);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn yaml_becomes_sql_again_that_is_the_same() {
    let bench = bench();
    let yaml = bench.run(&["convert", "--to", "yaml", "-o", "app.yaml"]);
    assert_eq!((yaml.status, yaml.stdout.as_str()), (0, ""));
    let ran = bench.run(&["convert", "app.yaml", "--to", "sql"]);
    insta::assert_snapshot!(ran.whole());
    let diff = [
        "diff",
        "app.yaml",
        "--from",
        "schema/app.sql",
        "--exit-code",
    ];
    assert_eq!(bench.run(&diff).status, 0);
}

#[test]
fn migrations_become_one_declarative_file() {
    let bench = Bench::new("");
    bench
        .file("m/1.sql", "create table clients (id int);")
        .file("m/2.sql", "alter table clients add column name text;")
        .file("m/3.sql", "alter table clients rename to customers;");
    let ran = bench.run(&["convert", "m", "--to", "sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_search_path_comes_along() {
    let bench = Bench::new("");
    let sql = "create schema billing; set search_path = billing, public;
        create function fee() returns int language sql as 'select 1';
        create table bills (id int default fee());";
    bench.file("billing.sql", sql);
    for to in ["yaml", "sql"] {
        let ran = bench.run(&["convert", "billing.sql", "--to", to]);
        insta::assert_snapshot!(format!("a_search_path_in_{to}"), ran.whole());
    }
}

#[test]
fn what_would_not_mean_the_same_is_not_written() {
    let bench = Bench::new("");
    let sql =
        "create table a (id int primary key); insert into a values (1); alter table a rename to b;";
    bench.file("a.sql", sql);
    let ran = bench.run(&["convert", "a.sql", "--to", "sql", "-o", "b.sql"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!(ran.whole());
    assert!(!bench.folder().join("b.sql").exists());
}

#[test]
fn a_file_that_is_there_stays() {
    let bench = bench();
    bench.file("app.yaml", "tables: {}\n");
    let ran = bench.run(&["convert", "--to", "yaml", "-o", "app.yaml"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!(ran.whole());
    let ran = bench.run(&["convert", "--to", "yaml", "-o", "app.yaml", "--force"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn errors_of_the_files_are_told_with_their_places() {
    let bench = Bench::new("");
    bench.file(
        "a.sql",
        "create table a (id int);\ncreate tabel b (id int);",
    );
    let ran = bench.run(&["convert", "a.sql", "--to", "yaml"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!(ran.whole());
}

const ROWS: &str = r#"create table plans (
  id text primary key, slug text unique, price numeric(10, 2), "Full Name" text, seats int, features jsonb, regions text[]
);
-- What can be bought.
-- trueup: rows exact
insert into plans (id, slug, price, "Full Name", seats, features, regions) values
  ('free', 'f', 0, 'it''s free: all of it', null, '{"seats":1,"sso":false}', '{eu,us}'),
  ('pro', '007', 12.50, 'true', -1, '{"a":  1}', default);
insert into plans (id, price) values ('team', 20);
create table tiers (id int primary key, name text unique, made timestamptz default now());
insert into tiers (id, name) values (1, 'one') on conflict (name) do update set id = excluded.id;
create table kept (id int primary key, at timestamptz, size numeric);
insert into kept (id, at) values (1, now());
insert into kept (id, size) values (2, 1e3) on conflict do nothing;
"#;

#[test]
fn rows_go_by_keys_as_far_as_these_say_the_same() {
    let bench = Bench::new("");
    bench.file("plans.sql", ROWS);
    let yaml = bench.run(&["convert", "plans.sql", "--to", "yaml"]);
    insta::assert_snapshot!("rows_in_yaml", yaml.whole());
    bench.file("plans.yaml", &yaml.stdout);
    let sql = bench.run(&["convert", "plans.yaml", "--to", "sql"]);
    insta::assert_snapshot!("rows_in_sql", sql.whole());
    bench.file("again.sql", &sql.stdout);
    let again = bench.run(&["convert", "again.sql", "--to", "yaml"]);
    assert_eq!(again.stdout, yaml.stdout);
    for (live, desired) in [("plans.sql", "plans.yaml"), ("plans.yaml", "again.sql")] {
        let diff = ["diff", desired, "--from", live, "--exit-code"];
        assert_eq!(bench.run(&diff).status, 0, "{live} {desired}");
    }
}
