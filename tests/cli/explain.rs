//! `trueup explain`, and the pages of `docs/errors.md`: each example gives the error of its page, and what stands in its place gives none.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use tempfile::TempDir;
use trueup::report::explain;

#[test]
fn a_page_says_what_a_name_means_and_what_to_write() {
    let done = run(&["explain", "view-cycle"]);
    assert!(done.status.success());
    insta::assert_snapshot!(text(&done.stdout));
}

#[test]
fn hazards_rules_and_sqlstates_have_pages_too() {
    let done = run(&["explain", "drops-data", "grant-to-public", "55P03"]);
    assert!(done.status.success());
    insta::assert_snapshot!(text(&done.stdout));
}

#[test]
fn without_a_name_all_are_listed() {
    let done = run(&["explain"]);
    assert!(done.status.success());
    insta::assert_snapshot!(text(&done.stdout));
}

#[test]
fn a_name_without_a_page_is_answered_with_those_that_are_near() {
    let said = |name: &str| {
        let done = run(&["explain", name]);
        assert_eq!(done.status.code(), Some(2), "{name}");
        assert!(done.stdout.is_empty());
        text(&done.stderr)
    };
    let names = ["view-cicle", "drop-data", "view", "XX000", "qwertz"];
    insta::assert_snapshot!(names.map(said).join("\n"));
}

#[test]
fn the_last_line_of_a_run_names_each_error_once_and_no_warning() {
    let folder = TempDir::new().expect("a folder can be made");
    let sql =
        "update public.a set b = 1;\ncreate table;\nalter table a add b text;\ncreate table;\n";
    fs::write(folder.path().join("schema.sql"), sql).expect("the folder can be written");
    let said = |shell: &str| text(&in_folder(folder.path(), shell).stderr);
    let all = said("trueup diff --from empty schema.sql");
    let last = all.lines().last().unwrap_or_default();
    assert_eq!(
        last,
        "More about these errors: trueup explain syntax unknown-table"
    );
    assert_eq!(all.matches("trueup explain").count(), 1, "{all}");
    fs::write(
        folder.path().join("schema.sql"),
        "update public.a set b = 1;",
    )
    .expect("it can be written");
    let warned = said("trueup diff --from empty schema.sql");
    assert!(
        warned.contains("rows-not-managed") && !warned.contains("trueup explain"),
        "{warned}"
    );
}

#[test]
fn each_example_gives_the_error_of_its_page() {
    let wrong = pages().into_iter().filter_map(|page| {
        let ran = page.cause.run()?;
        let exactly = BTreeSet::from([page.name.clone()]);
        (ran.codes != exactly).then(|| format!("{}: {:?}\n{}", page.name, ran.codes, ran.said))
    });
    none(wrong.collect());
}

#[test]
fn what_to_write_instead_gives_no_error() {
    let wrong = pages().into_iter().filter_map(|page| {
        let ran = page.mended.run()?;
        let fine = ran.codes.is_empty() && ran.succeeded;
        (!fine).then(|| format!("{}: {:?}\n{}", page.name, ran.codes, ran.said))
    });
    none(wrong.collect());
}

/// A page, with the blocks before and behind the word "Instead".
struct Page {
    name: String,
    cause: Example,
    mended: Example,
}

/// The files of an example and the commands to run on them.
#[derive(Default)]
struct Example {
    files: Vec<(String, String)>,
    shell: Option<String>,
}

/// What an example gave.
struct Ran {
    codes: BTreeSet<String>,
    succeeded: bool,
    said: String,
}

/// Returns the pages of errors and warnings; those of hazards, rules and SQLSTATEs need a server or are tried elsewhere.
fn pages() -> Vec<Page> {
    let of_errors = explain::pages().into_iter();
    let of_errors = of_errors.filter(|p| p.group == explain::Group::Error);
    let read = |p: explain::Page| {
        let halves = p.text.split_once("\nInstead: ");
        let (cause, mended) = halves.unwrap_or_else(|| panic!("{} says no `Instead: `", p.name));
        assert!(cause.contains("\n```"), "{} has no example", p.name);
        Page {
            cause: Example::read(cause),
            mended: Example::read(mended),
            name: p.name,
        }
    };
    of_errors.map(read).collect()
}

impl Example {
    /// Reads the blocks of a text: `sql`, `yaml`, `yaml NAME` are files, `sh` is run, and `text` is only for reading.
    fn read(text: &str) -> Example {
        let mut example = Example::default();
        for block in text.split("```").skip(1).step_by(2) {
            let (info, body) = block.split_once('\n').expect("a block has lines");
            match info.split_once(' ').unwrap_or((info, "")) {
                ("text", "") => {}
                ("sh", "") => example.shell = Some(body.into()),
                ("sql" | "yaml", "") => example.files.push((format!("schema.{info}"), body.into())),
                ("yaml", name) => example.files.push((name.into(), body.into())),
                _ => panic!("no block is marked {info:?}"),
            }
        }
        example
    }

    /// Runs it in a folder of its own, if there is something to run.
    fn run(&self) -> Option<Ran> {
        let last = self.files.last().map(|(name, _)| name.as_str());
        let shell = match (&self.shell, last) {
            (Some(shell), _) => shell.clone(),
            (None, Some(file)) => format!("trueup diff --from empty --format sql {file}"),
            (None, None) => return None,
        };
        let folder = TempDir::new().expect("a folder can be made");
        let file = |name: &str| folder.path().join(name);
        fs::write(file("schema.sql"), "create table public.t (id bigint);")
            .expect("it can be written");
        for (name, text) in &self.files {
            fs::write(file(name), text).expect("the folder can be written");
        }
        let done = in_folder(folder.path(), &shell);
        let said = text(&done.stderr);
        Some(Ran {
            codes: said
                .lines()
                .filter(|l| is_code(l))
                .map(str::to_string)
                .collect(),
            succeeded: done.status.success(),
            said,
        })
    }
}

/// Returns whether a line is the head of a message.
fn is_code(line: &str) -> bool {
    !line.is_empty()
        && line
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn none(told: Vec<String>) {
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
    command.args(arguments).output().expect("the program runs")
}

/// Runs a shell in a folder, with nothing of our own environment but the program in the path.
fn in_folder(folder: &Path, shell: &str) -> Output {
    let own = Path::new(env!("CARGO_BIN_EXE_trueup")).parent();
    let own = own.expect("the program is in a folder").to_path_buf();
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(own).chain(env::split_paths(&path));
    Command::new("sh")
        .args(["-ec", shell])
        .current_dir(folder)
        .env_clear()
        .env(
            "PATH",
            env::join_paths(paths).expect("no folder has a colon"),
        )
        .env("HOME", folder)
        .env("PGUSER", "app")
        .env("NO_COLOR", "1")
        .output()
        .expect("sh runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}
