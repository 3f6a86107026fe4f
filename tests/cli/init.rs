//! `trueup init`: what it writes, what it shows before, and when it refuses.

use super::bench::Bench;

const LIVE: &str = "create type interval_unit as enum ('month', 'year');
create table stripe_products (id text primary key);
create table stripe_prices (id text primary key, product text references stripe_products, per interval_unit,
  updated_at timestamptz not null default now());
create function touch() returns trigger language plpgsql as 'begin new.updated_at = now(); return new; end';
create trigger touched before update on stripe_prices for each row execute function touch();
create table notes (id bigint generated always as identity primary key);
create function unused() returns integer language sql as 'select 1';";

#[test]
fn the_chosen_tables_are_described_with_what_they_need_and_the_database_is_in_step() {
    let bench = Bench::new(LIVE);
    let ran = bench.run(&["init", "--yes", "--tables", "stripe_*"]);
    let read = |name: &str| {
        let text = std::fs::read_to_string(bench.folder().join(name));
        text.expect("the file is written")
    };
    insta::assert_snapshot!(format!(
        "{}---- trueup.yaml\n{}---- schema/database.yaml\n{}",
        ran.whole(),
        read("trueup.yaml"),
        read("schema/database.yaml")
    ));
    assert_eq!(bench.run(&["check"]).status, 0, "the files are found again");
    bench.sql("drop trigger touched on stripe_prices");
    assert_eq!(bench.run(&["check"]).status, 1);
    insta::assert_snapshot!(bench.run(&["init", "--yes"]).whole());
}

#[test]
fn a_new_database_can_be_made_of_what_init_wrote() {
    let bench = Bench::new(LIVE);
    let ran = bench.run(&[
        "init",
        "--yes",
        "--format",
        "sql",
        "--db",
        &bench.url("postgres"),
    ]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let fresh = Bench::new("");
    let folder = bench.folder().join("schema");
    let folder = folder.to_string_lossy();
    assert_eq!(fresh.run(&["apply", "--yes", &folder]).status, 0);
    assert_eq!(
        fresh.value("select count(*) from pg_tables where schemaname = 'public'"),
        "3"
    );
    let config = std::fs::read_to_string(bench.folder().join("trueup.yaml"));
    assert!(config.expect("it is written").contains("url: \"postgres"));
}

#[test]
fn init_tells_what_it_needs() {
    let bench = Bench::new(LIVE);
    insta::assert_snapshot!(bench.run(&["init"]).whole());
    insta::assert_snapshot!(
        bench
            .run(&["init", "--yes", "--tables", "stripe_price"])
            .whole()
    );
    assert!(!bench.folder().join("trueup.yaml").exists());
}

#[test]
fn a_database_of_supabase_is_seen() {
    let bench = Bench::new(
        "create schema auth; create table auth.users (id uuid primary key); create schema storage;
        create table profiles (id uuid references auth.users);
        do $$ begin create role anon; exception when duplicate_object then null; end $$;
        do $$ begin create role authenticated; exception when duplicate_object then null; end $$;
        do $$ begin create role service_role; exception when duplicate_object then null; end $$;",
    );
    let ran = bench.run(&["init", "--yes"]);
    insta::assert_snapshot!(ran.whole());
    let config = std::fs::read_to_string(bench.folder().join("trueup.yaml"));
    assert!(config.expect("it is written").contains("profile: supabase"));
}
