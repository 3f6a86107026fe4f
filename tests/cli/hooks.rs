//! The hooks: the one that `trueup init --hook` writes, in commits that git makes, and those of frameworks that run it.

use super::repository::Repository;

const USERS: &str = "create table users (id bigint primary key, nickname text);\n";
const LESS: &str = "create table users (id bigint primary key);\n";

/// Puts the hook into a repository.
fn hooked(repository: &Repository) {
    let ran = repository.run(&["init", "--hook"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn the_hook_refuses_a_commit_until_the_file_says_why() {
    let repository = Repository::with("schema/users.sql", USERS);
    let written = repository.run(&["init", "--hook"]);
    let hook = repository.folder().join(".git/hooks/pre-commit");
    let hook = std::fs::read_to_string(hook).expect("the hook is written");
    insta::assert_snapshot!(format!("{}\n---- pre-commit\n{hook}", written.whole()));
    repository.file("schema/users.sql", LESS);
    let refused = repository.try_git(&["commit", "--all", "--message=less"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.stderr.contains("drops-data: REASON"),
        "{}",
        refused.whole()
    );
    let meant = format!("-- trueup: allow drops-data: nobody has one\n{LESS}");
    repository.file("schema/users.sql", &meant);
    repository.git(&["commit", "--quiet", "--all", "--message=less"]);
    repository.file("schema/users.sql", USERS);
    repository.git(&["commit", "--quiet", "--all", "--message=more"]);
    repository.file("schema/users.sql", LESS);
    repository.git(&[
        "commit",
        "--quiet",
        "--all",
        "--no-verify",
        "--message=forced",
    ]);
}

#[test]
fn a_hook_that_is_there_is_not_written_over() {
    let repository = Repository::with("schema/users.sql", USERS);
    let own = "#!/bin/sh\nexit 0\n";
    repository.file(".git/hooks/pre-commit", own);
    let mut all = repository.run(&["init", "--hook"]).whole();
    let hook = repository.folder().join(".git/hooks/pre-commit");
    assert_eq!(std::fs::read_to_string(hook).expect("it is there"), own);
    repository.file(
        ".git/hooks/pre-commit",
        &format!("{own}trueup diff --staged\n"),
    );
    all.push_str(&repository.run(&["init", "--hook"]).whole());
    repository.file("config", "[core]\nhooksPath = all-hooks\n");
    std::fs::remove_file(repository.folder().join(".git/hooks/pre-commit")).expect("it goes");
    let mut command = repository.command(env!("CARGO_BIN_EXE_trueup"), "");
    command
        .args(["init", "--hook"])
        .env("GIT_CONFIG_GLOBAL", repository.folder().join("config"));
    all.push_str(&super::repository::finish(command.output()).whole());
    insta::assert_snapshot!(all);
}

#[test]
fn the_folder_of_hooks_and_the_project_may_be_elsewhere() {
    let repository = Repository::with("app/schema/users.sql", USERS);
    repository.git(&["config", "core.hooksPath", ".githooks"]);
    let without = repository.run_below("app", &["init", "--hook"]);
    assert!(
        without.stderr.contains("trueup diff --staged app/schema\n"),
        "{}",
        without.whole()
    );
    repository.file("app/trueup.yaml", "desired: schema\n");
    repository.git(&["add", "app"]);
    repository.git(&["commit", "--quiet", "--message=config"]);
    std::fs::remove_file(repository.folder().join(".githooks/pre-commit")).expect("it goes");
    let ran = repository.run_below("app/schema", &["init", "--hook"]);
    assert!(
        ran.stderr
            .contains("trueup diff --staged --config app/trueup.yaml\n"),
        "{}",
        ran.whole()
    );
    repository.file("app/schema/users.sql", LESS);
    let refused = repository.try_git(&["commit", "--all", "--message=less"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
}

#[test]
fn the_hook_serves_a_worktree() {
    let repository = Repository::with("app/schema/users.sql", USERS);
    repository.file("app/trueup.yaml", "desired: schema\n");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=config"]);
    let ran = repository.run_below("app", &["init", "--hook"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    repository.git(&["worktree", "add", "--quiet", "beside"]);
    repository.file("beside/app/schema/users.sql", LESS);
    let commit = |text: &str| {
        repository.file("beside/app/schema/users.sql", text);
        let mut command = repository.command("git", "beside/app");
        command.args(["commit", "--all", "--message=less"]);
        super::repository::finish(command.output())
    };
    let refused = commit(LESS);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.stderr.contains("app/schema/users.sql"),
        "{}",
        refused.whole()
    );
    let meant = commit(&format!(
        "-- trueup: allow drops-data: nobody has one\n{LESS}"
    ));
    assert_eq!(meant.status, 0, "{}", meant.whole());
}

#[test]
fn a_hook_without_the_program_says_what_to_do() {
    let repository = Repository::with("schema/users.sql", USERS);
    hooked(&repository);
    let mut command = repository.command("/bin/sh", "");
    let hook = repository.folder().join(".git/hooks/pre-commit");
    command.arg(hook).env("PATH", "/nowhere");
    let ran = super::repository::finish(command.output());
    assert_eq!(ran.status, 1, "{}", ran.whole());
    assert!(
        ran.stderr.contains("git commit --no-verify"),
        "{}",
        ran.whole()
    );
}

/// Commits a column that goes, with and without a reason, and a secret, and says what stands in the way of each.
fn tried(repository: &Repository) {
    repository.file("schema/users.sql", LESS);
    repository.git(&["add", "."]);
    repository.file("schema/users.sql", "this is not staged");
    let refused = repository.try_git(&["commit", "--message=less"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let said = refused.whole();
    assert!(
        said.contains("alter table public.users drop column nickname"),
        "{said}"
    );
    assert!(
        said.contains("-- trueup: allow drops-data: REASON"),
        "{said}"
    );
    let meant = format!("-- trueup: allow drops-data: nobody has one\n{LESS}");
    repository.file("schema/users.sql", &meant);
    repository.git(&["commit", "--quiet", "--all", "--message=less"]);
    let secret = "create table keys (key text default 'sk_live_4eC39HqLyjWDarjtT1zdp7dc');\n";
    repository
        .file("schema/keys.sql", secret)
        .git(&["add", "."]);
    let refused = repository.try_git(&["commit", "--message=secret"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.whole().contains("secret-in-default"),
        "{}",
        refused.whole()
    );
    repository.git(&["rm", "--quiet", "--force", "schema/keys.sql"]);
    repository.file("notes.txt", "nothing of the schema");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=notes"]);
}

/// The hooks of this project as the framework takes them, but with the program that is there already.
#[test]
fn the_pre_commit_framework_runs_the_hooks() {
    let Some(program) = super::tools::pre_commit() else {
        return;
    };
    let hooks = Repository::with(
        ".pre-commit-hooks.yaml",
        include_str!("../../.pre-commit-hooks.yaml"),
    );
    let revision = hooks.git(&["rev-parse", "HEAD"]).stdout;
    let repository = Repository::with("schema/users.sql", USERS);
    let config = format!(
        "repos:\n- repo: {}\n  rev: {}\n  hooks:\n  - {{id: trueup-diff, language: system}}\n  - {{id: trueup-lint, language: system}}\n",
        hooks.folder().display(),
        revision.trim()
    );
    repository
        .file(".pre-commit-config.yaml", &config)
        .git(&["add", "."]);
    let mut install = repository.command(&program.to_string_lossy(), "");
    let installed = super::repository::finish(install.arg("install").output());
    assert_eq!(installed.status, 0, "{}", installed.whole());
    repository.git(&["commit", "--quiet", "--message=config"]);
    tried(&repository);
}

#[test]
fn lefthook_runs_the_hooks() {
    let Some(program) = super::tools::lefthook() else {
        return;
    };
    let repository = Repository::with("schema/users.sql", USERS);
    let config = "pre-commit:\n  commands:\n    trueup-diff:\n      run: trueup diff --staged\n    \
                  trueup-lint:\n      run: trueup lint --staged\n";
    repository.file("lefthook.yml", config).git(&["add", "."]);
    let mut install = repository.command(&program.to_string_lossy(), "");
    let installed = super::repository::finish(install.arg("install").output());
    assert_eq!(installed.status, 0, "{}", installed.whole());
    repository.git(&["commit", "--quiet", "--message=config"]);
    tried(&repository);
}
