//! `profile: supabase`: what is the platform's is neither dropped nor written, and what it lends to a role counts.

use super::bench::Bench;

/// A platform with things in its schemas and in none, beside a table of the project.
const PLATFORM: &str = "create schema auth; create table auth.users (id uuid primary key);
create schema storage; create table storage.objects (id uuid primary key); alter table storage.objects enable row level security;
create schema extensions; create extension pgcrypto with schema extensions;
create publication supabase_realtime;
create function extensions.watch() returns event_trigger language plpgsql as 'begin end';
create event trigger watch on ddl_command_end execute function extensions.watch();
create schema mine; create table mine.notes (id integer);
create table plans (id integer);";

#[test]
fn to_drop_all_that_no_file_names_leaves_the_platform_alone() {
    let bench = Bench::new(PLATFORM);
    bench.file("schema/plans.sql", "create table plans (id integer);");
    let every = ["diff", "--prune", "--schema", "*", "--format", "sql"];
    let ran = bench.run(&every);
    for gone in [
        "auth.users",
        "storage.objects",
        "event trigger",
        "publication",
    ] {
        assert!(
            ran.stdout.contains(gone),
            "without the profile {gone} goes: {}",
            ran.stdout
        );
    }
    bench.file("trueup.yaml", "profile: supabase\n");
    let ran = bench.run(&every);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
    let named = ["diff", "--prune", "--schema", "auth", "--format", "sql"];
    assert_eq!(bench.run(&named).stdout, "", "also where it is named");
}

#[test]
fn a_dump_has_nothing_of_the_platform() {
    let bench = Bench::new(PLATFORM);
    bench.file("trueup.yaml", "profile: supabase\n");
    insta::assert_snapshot!(bench.run(&["dump"]).whole());
}

#[test]
fn what_the_files_define_of_the_platform_is_an_error_and_what_they_put_on_it_is_not() {
    let bench = Bench::new(PLATFORM);
    bench.file("trueup.yaml", "profile: supabase\n");
    bench.file(
        "schema/a.sql",
        "create schema if not exists auth;
create table auth.profiles (id uuid references auth.users);
create policy own on storage.objects using (true);
comment on table auth.users is 'theirs';
create extension if not exists pgcrypto with schema extensions;
",
    );
    insta::assert_snapshot!(bench.run(&["diff"]).whole());
}

#[test]
fn a_table_that_the_platform_lends_counts_as_the_roles_own() {
    let bench = Bench::new(PLATFORM);
    bench.sql(
        "do $$ begin create role tenant login; exception when duplicate_object then null; end $$;
        grant usage on schema storage to tenant; grant all on storage.objects to tenant",
    );
    bench.file(
        "schema/a.sql",
        "create policy own on storage.objects using (true);",
    );
    let refused = bench.run_as("tenant", &["apply", "--yes"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("not-permitted"),
        "{}",
        refused.stderr
    );
    bench.sql(&format!(
        "alter database {} set supautils.policy_grants = '{{\"tenant\": [\"storage.objects\"]}}'",
        bench.name()
    ));
    let tried = bench.run_as("tenant", &["apply", "--yes"]);
    assert!(
        tried.stderr.contains("42501") && !tried.stderr.contains("not-permitted"),
        "the server has the last word: {}",
        tried.stderr
    );
}
