//! What a commit means: the staged files against HEAD, whatever stands in the working tree, without a database.

use super::bench::Ran;
use super::repository::Repository;

const USERS: &str = "create table users (\n  id bigint primary key,\n  nickname text\n);\n";
const WITH_EMAIL: &str =
    "create table users (\n  id bigint primary key,\n  nickname text,\n  email text\n);\n";
const SQL: &[&str] = &["diff", "--staged", "--format", "sql"];
/// The patch from `USERS` to `WITH_EMAIL`.
const ADDS_EMAIL: &str = "alter table public.users add column email text;";

/// Asserts that the patch holds these words.
fn has(ran: &Ran, words: &str) {
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert!(ran.stdout.contains(words), "{}", ran.whole());
}

#[test]
fn a_commit_means_the_patch_from_head_to_what_is_staged() {
    let repository = Repository::with("schema/users.sql", USERS);
    let unchanged = repository.run(&["diff", "--staged"]);
    repository.file("schema/users.sql", WITH_EMAIL);
    let unstaged = repository.run(&["diff", "--staged"]);
    assert_eq!(unstaged.whole(), unchanged.whole());
    repository.git(&["add", "schema"]);
    repository.file("schema/users.sql", "this is no SQL");
    insta::assert_snapshot!(format!(
        "{}\n{}",
        unchanged.whole(),
        repository.run(&["diff", "--staged"]).whole()
    ));
    let ran = repository.run(&["diff", "--staged", "--exit-code"]);
    assert_eq!(ran.status, 1, "{}", ran.whole());
}

#[test]
fn the_first_commit_makes_everything() {
    let repository = Repository::new();
    repository.file("schema/users.sql", USERS);
    repository.git(&["add", "."]);
    has(&repository.run(SQL), "create table public.users");
}

#[test]
fn what_is_staged_can_be_compared_with_another_revision() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("schema/users.sql", WITH_EMAIL);
    repository.git(&["commit", "--quiet", "-am", "second"]);
    let from = repository.run(&[
        "diff",
        "--staged",
        "--from",
        "git:HEAD~1",
        "--format",
        "sql",
    ]);
    has(&from, ADDS_EMAIL);
}

#[test]
fn the_index_is_a_source_for_the_working_tree() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("schema/users.sql", WITH_EMAIL);
    let ran = repository.run(&["diff", "--from", "git:", "--format", "sql"]);
    has(&ran, ADDS_EMAIL);
    repository.git(&["add", "."]);
    let ran = repository.run(&["diff", "--from", "git:", "--exit-code"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn a_hook_sees_the_index_of_its_commit() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("schema/notes.sql", "create table notes (id bigint);");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    let hook = "#!/bin/sh\ntrueup diff --staged --format sql >patch\n";
    repository.file(".git/hooks/pre-commit", hook);
    let mark = repository
        .command("chmod", "")
        .args(["+x", ".git/hooks/pre-commit"])
        .status();
    assert!(mark.expect("chmod runs").success());
    let patch = || std::fs::read_to_string(repository.folder().join("patch")).expect("a patch");

    repository.file("schema/users.sql", WITH_EMAIL);
    repository.git(&["commit", "--quiet", "--all", "--message=all"]);
    assert!(patch().contains(ADDS_EMAIL), "{}", patch());

    repository.file("schema/users.sql", USERS);
    repository.git(&["add", "."]);
    repository.file(
        "schema/notes.sql",
        "create table notes (id bigint, body text);",
    );
    repository.git(&[
        "commit",
        "--quiet",
        "--message=one",
        "--",
        "schema/notes.sql",
    ]);
    assert!(patch().contains("add column body"), "{}", patch());
    assert!(!patch().contains("users"), "{}", patch());
}

#[test]
fn a_worktree_has_an_index_of_its_own() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.git(&["worktree", "add", "--quiet", "beside"]);
    repository.file("beside/schema/users.sql", WITH_EMAIL);
    let add = repository
        .command("git", "beside")
        .args(["add", "."])
        .status();
    assert!(add.expect("git runs").success());
    has(&repository.run_below("beside", SQL), ADDS_EMAIL);
    let here = repository.run(&["diff", "--staged", "--exit-code"]);
    assert_eq!(here.status, 0, "{}", here.whole());
}

#[test]
fn files_that_moved_or_went_are_where_the_commit_has_them() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.git(&["mv", "schema/users.sql", "schema/people.sql"]);
    let moved = repository.run(&["diff", "--staged", "--exit-code"]);
    assert_eq!(moved.status, 0, "{}", moved.whole());
    repository.git(&["rm", "--quiet", "--force", "schema/people.sql"]);
    insta::assert_snapshot!(repository.run(&["diff", "--staged"]).whole());
}

#[test]
fn a_link_is_followed_to_a_file_that_git_has() {
    let repository = Repository::with("shared/users.sql", USERS);
    let folder = repository.folder();
    std::fs::create_dir(folder.join("schema")).expect("a folder can be made");
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, folder.join(name)).expect("a link can be made");
    };
    link("../shared/users.sql", "schema/users.sql");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    repository.file("shared/users.sql", WITH_EMAIL);
    repository.git(&["add", "."]);
    has(&repository.run(SQL), ADDS_EMAIL);
    link("/nowhere.sql", "schema/notes.sql");
    repository.git(&["add", "."]);
    insta::assert_snapshot!(repository.run(&["diff", "--staged"]).whole());
}

#[test]
fn ends_of_lines_are_no_difference() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("schema/users.sql", &USERS.replace('\n', "\r\n"));
    repository.git(&["-c", "core.autocrlf=false", "add", "."]);
    let ran = repository.run(&["diff", "--staged", "--exit-code"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn a_file_in_conflict_is_told() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.file("schema/users.sql", WITH_EMAIL);
    repository.git(&["commit", "--quiet", "-am", "other"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.file("schema/users.sql", &USERS.replace("nickname", "name"));
    repository.git(&["commit", "--quiet", "-am", "own"]);
    assert_ne!(repository.try_git(&["merge", "other"]).status, 0);
    insta::assert_snapshot!(repository.run(&["diff", "--staged"]).whole());
}

#[test]
fn the_configuration_counts_as_it_is_staged() {
    let repository = Repository::with("db/users.sql", USERS);
    repository.file("trueup.yaml", "desired: db\n");
    repository.file("app/main.py", "");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    repository.file("trueup.yaml", "desired: nowhere\n");
    repository.file("db/users.sql", WITH_EMAIL);
    repository.git(&["add", "db"]);
    has(&repository.run(SQL), ADDS_EMAIL);
    has(&repository.run_below("app", SQL), ADDS_EMAIL);
    // A folder that moves with the line that names it is no difference.
    repository.git(&["checkout", "--quiet", "HEAD", "--", "."]);
    repository.git(&["mv", "db", "sql"]);
    repository.file("trueup.yaml", "desired: sql\n");
    repository.git(&["add", "."]);
    let moved = repository.run(&["diff", "--staged", "--exit-code"]);
    assert_eq!(moved.status, 0, "{}", moved.whole());
}

#[test]
fn what_is_not_there_is_told() {
    let repository = Repository::with("notes.txt", "");
    let mut all = repository.run(&["diff", "--staged", "nowhere"]).whole();
    repository.file("schema/users.sql", USERS);
    all.push_str(&repository.run(&["diff", "--staged"]).whole());
    let outside = tempfile::TempDir::new().expect("a folder can be made");
    let program = env!("CARGO_BIN_EXE_trueup");
    let mut command = repository.command(program, "");
    command
        .current_dir(outside.path())
        .args(["diff", "--staged"]);
    all.push_str(&super::repository::finish(command.output()).whole());
    insta::assert_snapshot!(all);
}

#[test]
fn the_order_of_files_is_that_of_their_paths_wherever_they_are_read() {
    let repository = Repository::with("schema/a/b.sql", "create table t (a integer);");
    repository.file("schema/a-b.sql", "alter table t rename to u;");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    let ran = repository.run(&["diff", "--from", "git:HEAD", "--exit-code"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn lint_looks_at_what_is_staged() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file(
        "schema/users.sql",
        "create table users (key text default 'sk_live_4eC39HqLyjWDarjtT1zdp7dc');",
    );
    let before = repository.run(&["lint", "--staged"]);
    assert_eq!(before.status, 0, "{}", before.whole());
    repository.git(&["add", "."]);
    repository.file("schema/users.sql", USERS);
    let staged = repository.run(&["lint", "--staged"]);
    assert_eq!(staged.status, 1, "{}", staged.whole());
    assert!(
        staged.stdout.starts_with("schema/users.sql\n    1  "),
        "{}",
        staged.whole()
    );
}

/// Definitions beside the users, one of them wrong.
const OTHERS: &str = "create table plans (id bigint primary key);\n\
    create table prices (id bigint, id bigint);\n";

#[test]
fn what_a_commit_does_not_touch_is_not_its_to_answer_for() {
    let repository = Repository::with("schema/others.sql", OTHERS);
    repository.file("schema/users.sql", USERS);
    repository.git(&["add", "."]);
    has(&repository.run(SQL), "create table public.users");
    repository.file("schema/zones.sql", "create index on prices (id);\n");
    repository.git(&["add", "."]);
    let ran = repository.run(SQL);
    assert_eq!(ran.status, 2, "{}", ran.whole());
    assert!(
        ran.stderr.contains("schema/others.sql:2"),
        "{}",
        ran.whole()
    );
}

#[test]
fn what_is_the_same_in_a_commit_can_be_asked_about() {
    let repository = Repository::with("schema/others.sql", &OTHERS.replace(", id bigint", ""));
    repository.file("schema/users.sql", USERS);
    repository.git(&["add", "."]);
    let ran = repository.run(&["diff", "--staged", "--explain", "public.plans"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert!(ran.stdout.contains("public.plans"), "{}", ran.whole());
}

#[test]
fn a_comment_is_no_change() {
    let repository = Repository::with("schema/users.sql", USERS);
    repository.file("schema/users.sql", &format!("-- people\n{USERS}"));
    repository.git(&["add", "."]);
    for arguments in [&["diff", "--staged"][..], SQL] {
        let ran = repository.run(arguments);
        let said = "no change: the staged files make what HEAD makes.\n";
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", said));
    }
}

#[test]
fn what_is_kept_of_texts_finds_what_a_change_concerns_and_may_be_lost() {
    let repository = Repository::with("schema/users.sql", USERS);
    let names = "create view names as select nickname from users;\n";
    repository.file("schema/names.sql", names);
    repository.file("schema/others.sql", "create table others (users text);\n");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=second"]);
    let kept = repository.folder().join(".git/trueup-summaries");
    let of_view = |name: &str| {
        let changed = USERS.replace("nickname text", name);
        assert_ne!(changed, USERS);
        repository.file("schema/users.sql", &changed);
        repository.git(&["add", "."]);
        let ran = repository.run(SQL);
        has(&ran, "drop view public.names");
        ran.stdout
    };
    let first = of_view("nickname character varying(9)");
    let text = std::fs::read_to_string(&kept).expect("something is kept");
    assert!(text.contains(" names "), "{text}");
    assert!(!text.contains("character"), "what differs is read itself");
    assert_eq!(of_view("nickname character varying(9)"), first);

    std::fs::write(&kept, text.replace(" users ", " people ")).expect("it can be written");
    assert_eq!(
        of_view("nickname character varying(9)"),
        first,
        "it is not believed"
    );
    assert!(
        std::fs::read_to_string(&kept).is_ok_and(|made| made == text),
        "it is made anew"
    );

    std::fs::remove_file(&kept).expect("it is there");
    std::fs::create_dir(&kept).expect("it is gone");
    assert_eq!(
        of_view("nickname character varying(9)"),
        first,
        "it cannot be kept"
    );
}
