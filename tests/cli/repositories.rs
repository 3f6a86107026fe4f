//! Repositories of many kinds: what is read of one within the process is what git tells of it, and where it is of a kind that
//! only git knows, git is asked.

use super::aloud;
use super::bench::Ran;
use super::repository::{Repository, finish};

const USERS: &str = "create table users (\n  id bigint primary key\n);\n";
const WITH_EMAIL: &str = "create table users (\n  id bigint primary key,\n  email text\n);\n";
const NOTES: &str = "create table notes (\n  id bigint primary key\n);\n";
const ADDS_EMAIL: &str = "alter table public.users add column email text;";

/// Puts a commit with two files into a repository, and stages a change of one of them.
fn fill(repository: &Repository) {
    repository.file("schema/users.sql", USERS);
    repository.file("schema/deep/notes.sql", NOTES);
    repository.git(&["add", "schema"]);
    repository.git(&["commit", "--quiet", "--message=first"]);
    change(repository);
}

fn change(repository: &Repository) {
    repository.file("schema/users.sql", WITH_EMAIL);
    repository.git(&["add", "schema"]);
}

/// Commits that the change is undone.
fn take_back(repository: &Repository) {
    repository.file("schema/users.sql", USERS);
    repository.git(&["commit", "--quiet", "--all", "--message=third"]);
}

/// Makes a repository by `git init` with some words more.
fn made(init: &[&str]) -> Repository {
    let repository = Repository::empty();
    let init = [&["init", "--quiet", "--initial-branch=main"][..], init].concat();
    repository.git(&init);
    repository
}

/// Makes one whose references stand in tables; an older git takes the words for a wrong usage.
fn with_tables() -> Option<Repository> {
    let repository = Repository::empty();
    let ran = repository.try_git(&["init", "--quiet", "--ref-format=reftable"]);
    if ran.status == 129 {
        aloud::skipped("no references in tables are read, which git has from 2.45 on");
        return None;
    }
    assert_eq!(ran.status, 0, "{}", ran.whole());
    Some(repository)
}

fn filled() -> Repository {
    let repository = Repository::new();
    fill(&repository);
    repository
}

/// Runs the program where there is no git.
fn without_git(repository: &Repository, below: &str) -> Ran {
    let mut command = repository.command(env!("CARGO_BIN_EXE_trueup"), below);
    command.env("PATH", "/nowhere").args(SQL);
    finish(command.output())
}

/// Runs the program so that it asks git for all: with a variable that puts no file elsewhere, but is not to be relied on.
fn with_git_alone(repository: &Repository, below: &str) -> Ran {
    let mut command = repository.command(env!("CARGO_BIN_EXE_trueup"), below);
    command.env("GIT_NAMESPACE", "other").args(SQL);
    finish(command.output())
}

const SQL: &[&str] = &["diff", "--staged", "schema", "--format", "sql"];

/// Asserts that the patch is the same whoever reads the repository, and no git is needed.
fn is_read_within(repository: &Repository, below: &str, kind: &str) {
    let own = without_git(repository, below);
    assert_eq!(own.status, 0, "{kind}: {}", own.whole());
    assert!(own.stdout.contains(ADDS_EMAIL), "{kind}: {}", own.whole());
    let told = with_git_alone(repository, below);
    assert_eq!(own.whole(), told.whole(), "{kind}");
}

/// Asserts that git is asked, and the patch is right.
fn is_read_by_git(repository: &Repository, below: &str, kind: &str) {
    let own = without_git(repository, below);
    assert!(own.stderr.contains("no-git"), "{kind}: {}", own.whole());
    let mut command = repository.command(env!("CARGO_BIN_EXE_trueup"), below);
    let told = finish(command.args(SQL).output());
    assert!(told.stdout.contains(ADDS_EMAIL), "{kind}: {}", told.whole());
}

#[test]
fn a_repository_of_a_usual_kind_is_read_within_the_process() {
    is_read_within(&filled(), "", "loose objects");
    let packed = filled();
    packed.git(&["commit", "--quiet", "--message=second"]);
    packed.git(&["gc", "--quiet"]);
    take_back(&packed);
    packed.git(&["repack", "--quiet", "-d", "--write-midx"]);
    packed.git(&["pack-refs", "--all"]);
    change(&packed);
    is_read_within(&packed, "", "packs");
    let detached = filled();
    detached.git(&["checkout", "--quiet", "--detach"]);
    is_read_within(&detached, "", "no branch");

    let hashes = made(&["--object-format=sha256"]);
    fill(&hashes);
    is_read_within(&hashes, "", "SHA-256");
    for version in ["2", "3", "4"] {
        let index = filled();
        index.git(&["update-index", &format!("--index-version={version}")]);
        is_read_within(&index, "", version);
    }
    let split = filled();
    split.git(&["update-index", "--split-index"]);
    change(&split);
    is_read_within(&split, "", "a split index");
}

#[test]
fn objects_may_be_in_another_repository() {
    let first = filled();
    first.git(&["commit", "--quiet", "--message=second"]);
    let shared = Repository::empty();
    let path = first.folder().to_str().expect("a path of UTF-8");
    shared.git(&["clone", "--quiet", "--shared", path, "."]);
    take_back(&shared);
    change(&shared);
    is_read_within(&shared, "", "a clone that shares objects");
}

#[test]
fn a_folder_of_the_desired_state_may_be_anywhere_in_the_working_tree() {
    let below = Repository::new();
    below.file("app/schema/users.sql", USERS);
    below.file("schema/other.sql", NOTES);
    below.git(&["add", "."]);
    below.git(&["commit", "--quiet", "--message=first"]);
    below.file("app/schema/users.sql", WITH_EMAIL);
    below.git(&["add", "."]);
    is_read_within(&below, "app", "a folder below the top");
    below.file("trueup.yaml", "desired: [app/schema]\n");
    below.git(&["add", "."]);
    std::os::unix::fs::symlink("app", below.folder().join("link")).expect("a link can be made");
    is_read_within(&below, "link", "a folder by a link");

    let linked = Repository::new();
    linked.file("db/users.sql", USERS);
    std::os::unix::fs::symlink("db", linked.folder().join("schema")).expect("a link can be made");
    linked.git(&["add", "."]);
    linked.git(&["commit", "--quiet", "--message=first"]);
    linked.file("db/users.sql", WITH_EMAIL);
    linked.git(&["add", "."]);
    is_read_within(&linked, "", "a desired state by a link");

    let gone = filled();
    std::fs::remove_dir_all(gone.folder().join("schema")).expect("the folder can be removed");
    is_read_within(&gone, "", "a folder that is in the index alone");
}

#[test]
fn the_hook_of_a_worktree_is_told_where_its_repository_is() {
    let repository = filled();
    repository.git(&["worktree", "add", "--quiet", "beside"]);
    let hook = "#!/bin/sh\nPATH=/nowhere trueup diff --staged schema --format sql >patch\n";
    let program = env!("CARGO_BIN_EXE_trueup");
    let hook = hook.replace("trueup", program);
    repository.file(".git/hooks/pre-commit", &hook);
    let mut mark = repository.command("chmod", "");
    finish(mark.args(["+x", ".git/hooks/pre-commit"]).output());
    repository.file("beside/schema/users.sql", WITH_EMAIL);
    let mut commit = repository.command("git", "beside");
    let commit = finish(
        commit
            .args(["commit", "--all", "--quiet", "--message=third"])
            .output(),
    );
    assert_eq!(commit.status, 0, "{}", commit.whole());
    let patch = repository.folder().join("beside/patch");
    let patch = std::fs::read_to_string(patch).expect("the hook ran");
    assert!(patch.contains(ADDS_EMAIL), "{patch}");
}

#[test]
fn git_is_asked_where_a_repository_is_of_another_kind() {
    if let Some(tables) = with_tables() {
        fill(&tables);
        is_read_by_git(&tables, "", "references in tables");
    }

    let sparse = Repository::new();
    sparse.file("web/index.html", "");
    fill(&sparse);
    sparse.git(&["add", "."]);
    sparse.git(&["commit", "--quiet", "--message=second"]);
    sparse.git(&["sparse-checkout", "set", "--sparse-index", "schema"]);
    take_back(&sparse);
    change(&sparse);
    is_read_by_git(&sparse, "", "a sparse index");
}

#[test]
fn git_fetches_what_a_partial_clone_leaves_out() {
    let first = filled();
    first.git(&["commit", "--quiet", "--message=second"]);
    take_back(&first);
    first.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = Repository::empty();
    let url = format!("file://{}", first.folder().display());
    let clone = ["clone", "--quiet", "--no-checkout", "--filter=blob:none"];
    partial.git(&[&clone[..], &[&url, "."]].concat());
    partial.git(&["read-tree", "HEAD~1"]);
    is_read_by_git(&partial, "", "a partial clone");
}

#[test]
fn a_repository_within_another_is_asked_for_what_it_has() {
    let outer = Repository::with("schema/users.sql", NOTES);
    let run = |arguments: &[&str]| {
        let mut command = outer.command("git", "schema");
        let ran = finish(command.args(arguments).output());
        assert_eq!(ran.status, 0, "{}", ran.whole());
    };
    run(&["init", "--quiet"]);
    outer.file("schema/users.sql", USERS);
    run(&["add", "."]);
    run(&["commit", "--quiet", "--message=inner"]);
    outer.file("schema/users.sql", WITH_EMAIL);
    run(&["add", "."]);
    is_read_by_git(&outer, "", "a repository within a repository");
}

#[test]
fn without_git_it_is_told_what_git_is_needed_for() {
    let repository = filled();
    let git = repository.folder().join(".git");
    let run = |words: &[&str]| {
        let mut command = repository.command(env!("CARGO_BIN_EXE_trueup"), "");
        let ran = finish(command.env("PATH", "/nowhere").args(words).output());
        assert_eq!(ran.status, 2, "{}", ran.whole());
        ran.stderr.replace("\n        ", " ")
    };
    let said = run(&["diff", "schema", "--from", "git:HEAD"]);
    assert!(said.contains("there is no git command here"), "{said}");
    assert!(
        said.contains("revisions are read by the git command"),
        "{said}"
    );
    match std::os::unix::fs::chown(&git, Some(65532), None) {
        Ok(()) => {
            let said = run(SQL);
            assert!(said.contains("there is no git command here"), "{said}");
            assert!(said.contains("belongs to another user"), "{said}");
            assert!(said.contains("65532"), "{said}");
        }
        Err(error) => aloud::skipped(format!("no repository of another user is read: {error}")),
    }
    std::fs::remove_dir_all(git).expect("the folder can be removed");
    let said = run(SQL);
    assert!(said.contains("is in no repository of git"), "{said}");
}
