//! What a commit may cost: the hazards that the hook refuses, and the words in the files that let it pass.

use super::bench::{Bench, Ran};
use super::repository::Repository;

const USERS: &str =
    "create table users (\n  id bigint primary key,\n  nickname text,\n  points integer\n);\n";

/// Stages a text in the place of the first one, and returns what the hook says.
fn staged(repository: &Repository, name: &str, text: &str) -> Ran {
    repository.file(name, text).git(&["add", "."]);
    repository.run(&["diff", "--staged", "--format", "sql"])
}

fn without_nickname(directive: &str) -> String {
    format!("{directive}{}", USERS.replace("  nickname text,\n", ""))
}

#[test]
fn a_commit_that_may_lose_values_is_refused_with_the_words_that_let_it_pass() {
    let repository = Repository::with("schema/users.sql", USERS);
    let refused = staged(&repository, "schema/users.sql", &without_nickname(""));
    insta::assert_snapshot!(refused.whole());
    let meant = "-- trueup: allow drops-data: nobody has one since 2020\n";
    let passes = staged(&repository, "schema/users.sql", &without_nickname(meant));
    assert_eq!((passes.status, passes.stderr.as_str()), (0, ""));
    assert_eq!(passes.stdout, refused.stdout, "the patch is the same");
}

#[test]
fn a_reason_stands_at_the_column_for_what_is_done_to_the_column() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("trueup.yaml", "deny: [rewrites-table, drops-data]\n");
    let other = USERS.replace("points integer", "points text");
    let refused = staged(&repository, "schema/users.sql", &other);
    insta::assert_snapshot!(refused.whole());
    let above = |name: &str| {
        let mark = format!("  -- trueup: allow rewrites-table: it is small\n  {name}");
        other.replace(&format!("  {name}"), &mark)
    };
    let ran = staged(&repository, "schema/users.sql", &above("nickname"));
    assert_eq!(ran.status, 3, "another column's: {}", ran.whole());
    let ran = staged(&repository, "schema/users.sql", &above("points"));
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

const YAML: &str = "tables:\n  users:\n    columns:\n      id: bigint\n      nickname: text\n";

#[test]
fn in_yaml_the_reason_stands_under_the_thing() {
    let repository = Repository::with("schema/users.yaml", YAML);
    let without = YAML.replace("      nickname: text\n", "");
    let refused = staged(&repository, "schema/users.yaml", &without);
    insta::assert_snapshot!(refused.whole());
    let allow = "    allow: {drops-data: nobody has one}\n";
    let passes = staged(
        &repository,
        "schema/users.yaml",
        &format!("{without}{allow}"),
    );
    assert_eq!(passes.status, 0, "{}", passes.whole());
}

#[test]
fn what_no_file_has_any_more_is_allowed_by_its_name() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("trueup.yaml", "prune: true\n");
    repository.file(
        "schema/notes.yaml",
        "tables:\n  notes:\n    columns: {id: bigint}\n",
    );
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    repository.git(&["rm", "--quiet", "schema/users.sql"]);
    let refused = repository.run(&["diff", "--staged"]);
    insta::assert_snapshot!(refused.whole());
    let named = "-- trueup: allow drops-data table public.users: they are in another service\n";
    let passes = staged(&repository, "schema/gone.sql", named);
    assert_eq!(passes.status, 0, "{}", passes.whole());
    repository.git(&["rm", "--quiet", "--force", "schema/gone.sql"]);
    let yaml = "tables:\n  notes:\n    columns: {id: bigint}\nallow:\n  drops-data table users: elsewhere\n";
    let passes = staged(&repository, "schema/notes.yaml", yaml);
    assert_eq!(passes.status, 0, "{}", passes.whole());
}

#[test]
fn each_environment_may_refuse_a_commit() {
    let repository = Repository::with("schema/users.sql", USERS);
    let config = "environments:\n  dev: {allow: drops-data}\n  staging: {allow: drops-data}\n  \
                  production: {deny: drops-data}\n  copy: {deny: all}\n";
    repository.file("trueup.yaml", config);
    let refused = staged(&repository, "schema/users.sql", &without_nickname(""));
    insta::assert_snapshot!(refused.whole());
    let one = |env| {
        let arguments = ["diff", "--staged", "--format", "sql", "--env", env];
        repository.run(&arguments).status
    };
    assert_eq!((one("dev"), one("production"), one("none")), (0, 3, 2));
}

#[test]
fn a_misspelt_reason_is_an_error_with_what_was_meant() {
    let repository = Repository::new();
    let wrong = "-- trueup: allow drop-data: why\ncreate table t (a integer);\n\
                 -- trueup: allow drops-data tabel t: why\n";
    let mut all = staged(&repository, "schema/t.sql", wrong).whole();
    let yaml = "tables:\n  u:\n    columns: {a: integer}\n    allow: {drops-datas: why, may-fail: ''}\n\
                allow: {drops-data: why}\n";
    repository.git(&["rm", "--quiet", "--force", "schema/t.sql"]);
    all.push_str(&staged(&repository, "schema/u.yaml", yaml).whole());
    insta::assert_snapshot!(all);
}

#[test]
fn a_reason_lifts_nothing_in_a_database_and_is_in_nobodys_way() {
    let bench = Bench::new(
        "create table users (id bigint primary key, nickname text); insert into users values (1, 'a')",
    );
    let file = "-- trueup: allow drops-data: nobody has one\ncreate table users (id bigint primary key);\n\
                -- trueup: allow drops-data table public.gone: long ago\n";
    bench.file("users.sql", file);
    let refused = bench.run(&["apply", "--yes", "users.sql"]);
    assert_eq!(refused.status, 3, "{}", refused.whole());
    assert!(!refused.stderr.contains("warning"), "{}", refused.whole());
    let done = bench.run(&["apply", "--yes", "--allow", "drops-data", "users.sql"]);
    assert_eq!(done.status, 0, "{}", done.whole());
    for command in ["check", "diff", "doctor", "lint"] {
        let ran = bench.run(&[command, "users.sql"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{command}");
    }
}
