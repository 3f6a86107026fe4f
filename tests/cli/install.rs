//! `make install` and `make uninstall`, and what they install as the programs take it that it is for: man and the shells.
//!
//! A shell that is not there is told of, and fails in CI only if it is bash, which every system has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::aloud;

/// A folder into which trueup was installed as for a package.
struct Installed(TempDir);

impl Installed {
    fn new() -> Installed {
        let installed = Installed(TempDir::new().expect("a folder can be made"));
        installed.make("install");
        installed
    }

    /// Runs a target of the Makefile with the program that is tested.
    fn make(&self, target: &str) {
        let binary = env!("CARGO_BIN_EXE_trueup");
        let mut make = Command::new("make");
        make.arg(target)
            .arg(format!("BINARY={binary}"))
            .arg(format!("DESTDIR={}", self.0.path().display()))
            .arg("PREFIX=/usr")
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        succeeds(&mut make);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("usr").join(name)
    }

    /// Returns the names of all files, sorted.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        find(self.0.path(), &mut found);
        let below = |path: PathBuf| {
            let below = path.strip_prefix(self.0.path()).expect("it stands below");
            below.display().to_string()
        };
        let mut found: Vec<String> = found.into_iter().map(below).collect();
        found.sort();
        found
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("an entry is readable").path();
        match path.is_dir() {
            true => find(&path, found),
            false => found.push(path),
        }
    }
}

/// Runs a command that must succeed, and returns what it writes to stdout.
fn succeeds(command: &mut Command) -> String {
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {said}");
    String::from_utf8(done.stdout).expect("the output is UTF-8")
}

/// Returns whether a program is there, and says so if it is not.
fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        aloud::skipped(format!(
            "nothing is tried with {program}, which is not installed"
        ));
    }
    there
}

#[test]
fn what_is_installed_stands_where_programs_look_for_it_and_goes_again() {
    let installed = Installed::new();
    insta::assert_snapshot!(installed.files().join("\n"));
    installed.make("uninstall");
    assert_eq!(installed.files(), Vec::<String>::new());
}

#[test]
fn bash_completes_commands_options_and_values() {
    let installed = Installed::new();
    let file = installed.path("share/bash-completion/completions/trueup");
    let complete = |words: &[&str]| {
        let last = words.last().expect("there is a word to complete");
        let before = words[words.len() - 2];
        let script = format!(
            "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; _trueup trueup '{last}' '{before}'; echo \"${{COMPREPLY[*]}}\"",
            file.display(),
            words.join(" "),
            words.len() - 1,
        );
        succeeds(Command::new("bash").args(["--norc", "-c", &script]))
    };
    assert_eq!(complete(&["trueup", "di"]), "diff\n");
    assert_eq!(complete(&["trueup", "apply", "--dry"]), "--dry-run\n");
    assert_eq!(complete(&["trueup", "diff", "--format", "m"]), "markdown\n");
}

#[test]
fn fish_zsh_and_powershell_take_what_is_for_them() {
    let installed = Installed::new();
    if is_there("fish") {
        let file = installed.path("share/fish/vendor_completions.d/trueup.fish");
        let script = format!("source '{}'; complete -C 'trueup di'", file.display());
        let said = succeeds(Command::new("fish").args(["--no-config", "-c", &script]));
        assert!(said.starts_with("diff\t"), "{said}");
    }
    if is_there("zsh") {
        let file = installed.path("share/zsh/site-functions/_trueup");
        succeeds(Command::new("zsh").arg("-n").arg(&file));
        let folder = file.parent().expect("it is in a folder").display();
        // The function takes its place when it is first asked.
        let script = format!(
            "fpath=('{folder}' $fpath); autoload -Uz compinit; compinit -D -u; echo $_comps[trueup]"
        );
        let said = succeeds(Command::new("zsh").args(["-f", "-c", &script]));
        assert_eq!(said, "_trueup\n");
    }
    if is_there("pwsh") {
        let file = installed.path("share/powershell/Modules/trueup/trueup.psm1");
        let script = format!(
            "Import-Module '{}'; (TabExpansion2 'trueup di' 9).CompletionMatches.CompletionText",
            file.display()
        );
        let said = succeeds(Command::new("pwsh").args(["-NoProfile", "-Command", &script]));
        assert_eq!(said.trim(), "diff");
    }
}

#[test]
fn a_man_page_says_how_to_use_a_command_and_how_it_ends() {
    let installed = Installed::new();
    if !is_there("man") {
        return;
    }
    let page = installed.path("share/man/man1/trueup-check.1");
    let mut man = Command::new("man");
    man.args(["--warnings=w", "-l"])
        .arg(&page)
        .env("MANWIDTH", "80");
    man.env("LC_ALL", "C.UTF-8")
        .env("MANROFFOPT", "-rHY=0")
        .env("MAN_KEEP_FORMATTING", "");
    let done = man.output().expect("man runs");
    assert!(done.status.success());
    assert_eq!(
        String::from_utf8_lossy(&done.stderr),
        "",
        "groff finds nothing to warn of"
    );
    let said = String::from_utf8(done.stdout).expect("the output is UTF-8");
    for heading in [
        "NAME",
        "SYNOPSIS",
        "DATABASE",
        "EXAMPLES",
        "EXIT STATUS",
        "SEE ALSO",
    ] {
        assert!(
            said.lines().any(|line| line == heading),
            "{heading} in\n{said}"
        );
    }
    assert!(said.contains("there are differences"), "{said}");
}

/// Of a page without a date, for the same version is always the same page.
const WITHOUT_A_DATE: &str = "WARNING: missing date, using \"\": TH";

#[test]
fn mandoc_has_nothing_to_warn_of_in_a_man_page() {
    let installed = Installed::new();
    let folder = installed.path("share/man/man1");
    let mut mandoc = Command::new("mandoc");
    mandoc.args(["-T", "lint", "-W", "warning"]);
    let pages = fs::read_dir(folder).expect("the folder is readable");
    mandoc.args(pages.map(|page| page.expect("a page is readable").path()));
    let Ok(done) = mandoc.output() else {
        aloud::skipped("no man page is held against mandoc, which is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&done.stdout);
    let wrong = said.lines().filter(|line| !line.ends_with(WITHOUT_A_DATE));
    assert_eq!(wrong.collect::<Vec<_>>(), [""; 0]);
    assert!(said.contains(WITHOUT_A_DATE), "it reads the pages");
}

#[test]
fn a_folder_for_man_pages_that_cannot_be_made_is_told() {
    let mut trueup = Command::new(env!("CARGO_BIN_EXE_trueup"));
    let done = trueup
        .args(["man", "/dev/null/man1"])
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("/dev/null/man1"), "{said}");
}
