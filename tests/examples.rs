//! Every example does what its README says: the commands of its console blocks run here, and must print what stands below them.
//!
//! Each example has a server of its own, loaded with its `live.sql`. `UPDATE=1` writes what the commands print into the READMEs; times
//! and sizes are not compared.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use trueup::scratch::{Options, Scratch};

#[test]
fn a_set_up_that_ran_half_way_is_repaired() {
    play("half-run");
}

#[test]
fn a_change_in_review_is_tried_before_it_is_made() {
    play("review");
}

#[test]
fn a_folder_of_migrations_is_a_desired_state() {
    play("migrations");
}

#[test]
fn a_project_on_supabase_leaves_the_platform_alone() {
    play("supabase");
}

#[test]
fn every_example_has_its_test() {
    let folders = fs::read_dir(root().join("examples")).expect("examples/ is readable");
    let mut names: Vec<_> = folders
        .map(|entry| entry.expect("an entry is readable").file_name())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["ci", "half-run", "migrations", "review", "supabase"]
    );
}

#[test]
fn the_transcript_of_the_project_is_the_demo() {
    let read = |page| fs::read_to_string(root().join(page)).expect("the README is readable");
    let demo = masked(&read("examples/half-run/README.md"));
    let readme = masked(&read("README.md"));
    let mut rest = demo.lines();
    for line in console_lines(&readme).filter(|line| !["…", ""].contains(line)) {
        assert!(
            rest.any(|shown| shown == line),
            "README.md shows a line that the demo does not print there: {line}"
        );
    }
}

/// Returns the lines of a page's console blocks.
fn console_lines(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```console\n").skip(1);
    blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the commands of an example's README and compares the page with what they print.
fn play(example: &str) {
    let folder = root().join("examples").join(example);
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    server
        .load("postgres", &folder.join("live.sql"))
        .expect("live.sql loads");
    let page = folder.join("README.md");
    let written = fs::read_to_string(&page).expect("the README is readable");
    let played = replayed(&written, |command| shell(&server, command));
    if masked(&played) == masked(&written) {
        return;
    }
    assert!(
        env::var_os("UPDATE").is_some(),
        "{} lies (UPDATE=1 mends it):\n{}",
        page.display(),
        differences(&masked(&written), &masked(&played))
    );
    fs::write(&page, played).expect("the README can be written");
}

/// Returns the page with the output of each command of its console blocks replaced by what `run` gives.
fn replayed(page: &str, mut run: impl FnMut(&str) -> String) -> String {
    let (mut out, mut in_block) = (String::new(), false);
    for line in page.lines() {
        if line.starts_with("```") {
            in_block = line == "```console";
        }
        let command = line.strip_prefix("$ ").filter(|_| in_block);
        if in_block && command.is_none() && !line.starts_with("```") {
            continue;
        }
        out.push_str(line);
        out.push('\n');
        out.push_str(&command.map(&mut run).unwrap_or_default());
    }
    out
}

/// Runs a command as somebody would in the root of the repository, and returns all that it prints.
fn shell(server: &Scratch, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_trueup"));
    let mut folders: Vec<PathBuf> = vec![server.bin().to_path_buf()];
    folders.extend(binary.parent().map(Path::to_path_buf));
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1 </dev/null; {command}")]);
    for (name, _) in env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("PG")) {
        shell.env_remove(name);
    }
    let output = shell
        .envs(server.psql_env())
        .env(
            "PATH",
            env::join_paths(folders).expect("no folder holds a colon"),
        )
        .env("PGDATABASE", "postgres")
        .env("DATABASE_URL", server.url("postgres"))
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .current_dir(root())
        .output()
        .expect("sh runs");
    let text = String::from_utf8(output.stdout).expect("the output is UTF-8");
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// Returns the text with times, sizes and the server's own folder replaced, since they differ from run to run.
fn masked(text: &str) -> String {
    let text = without_folder(text);
    text.lines().map(|line| masked_line(line) + "\n").collect()
}

/// Returns the line; where it tells a time or a size, with `N` in its place and single spaces, since columns move with it.
fn masked_line(line: &str) -> String {
    let mut words = line.split_whitespace().peekable();
    let (mut shown, mut measured) = (Vec::new(), false);
    while let Some(word) = words.next() {
        let is_number = word.trim_start_matches('(').parse::<f64>().is_ok();
        let unit = words.next_if(|next| is_number && after_unit(next).is_some());
        measured |= unit.is_some();
        shown.push(match unit.and_then(after_unit) {
            Some(rest) => format!("N{rest}"),
            None => word.to_string(),
        });
    }
    if measured {
        shown.join(" ")
    } else {
        line.to_string()
    }
}

/// Returns what follows a unit of time or size, such as a comma, if the word is one.
fn after_unit(word: &str) -> Option<&str> {
    let unit = word.trim_end_matches([')', ',', '.', ';']);
    ["ms", "s", "min", "bytes", "kB", "MB"]
        .contains(&unit)
        .then(|| &word[unit.len()..])
}

/// Returns the text with the name of a throwaway server's folder, `trueup-` and six letters, cut short.
fn without_folder(text: &str) -> String {
    let mut parts = text.split("/trueup-");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str("/trueup-");
        out.extend(part.chars().skip_while(char::is_ascii_alphanumeric));
    }
    out
}

fn differences(written: &str, played: &str) -> String {
    similar::TextDiff::from_lines(written, played)
        .unified_diff()
        .context_radius(2)
        .header("README", "what the commands print")
        .to_string()
}
