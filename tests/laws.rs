//! What the sources themselves must hold: the layers, the sizes, the headers, and a case for every kind.
//!
//! The sources are read as text; what the compiler proves is not repeated here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer sees itself and those of the lines before it; layers of one line do not see each other.
const LAYERS: &[&[&str]] = &[
    &["model"],
    &["diagnostic"],
    &["text"],
    &["kind"],
    &["kinds"],
    &["lint"],
    &["desired", "live", "scope", "diff", "scratch"],
    &["config"],
    &["confirm"],
    &["plan"],
    &["compare"],
    &["preflight"],
    &["apply"],
    &["doctor"],
    &["report"],
    &["convert"],
    &["library"],
    &["cli"],
];

const LINES_OF_A_FILE: usize = 600;
const LINES_OF_A_FUNCTION: usize = 60;

struct Source {
    /// The path below `src`, without `.rs`: `kinds/table/create`.
    name: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources can be read") {
            let path = entry.expect("a folder of sources can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root()).expect("it stands below the root");
                let text = fs::read_to_string(&path).expect("a source can be read");
                found.push(Source {
                    name: name.display().to_string(),
                    text,
                });
            }
        }
    }
    assert!(!found.is_empty(), "{} holds sources", folder.display());
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn src() -> Vec<Source> {
    sources(&root().join("src"))
}

/// Asserts that there is nothing to tell, or tells all of it.
fn none(told: Vec<String>) {
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

impl Source {
    /// Returns the module of the crate that the file belongs to.
    fn module(&self) -> &str {
        let below = self.name.strip_prefix("src/").unwrap_or(&self.name);
        let first = below.split('/').next().unwrap_or(below);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Returns the lines of code with their numbers, without comments and without the module of tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.find("#[cfg(test)]\nmod tests {");
        let code = &self.text[..tests.unwrap_or(self.text.len())];
        let numbered = code.lines().enumerate().map(|(n, line)| (n + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Returns the modules that a line names behind `crate::`, also in braces: `use crate::{model::Id, text}`.
fn seen(line: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let behind = line
        .match_indices("crate::")
        .map(|(at, path)| &line[at + path.len()..]);
    let named = behind.flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split(',').map(|part| word(part.trim())).collect(),
        None => vec![word(rest)],
    });
    named
        .filter(|name| name.starts_with(char::is_lowercase))
        .collect()
}

#[test]
fn no_layer_sees_what_is_right_of_it() {
    let mut told = Vec::new();
    for source in src() {
        let from = source.module().to_string();
        if ["lib", "main"].contains(&from.as_str()) {
            continue;
        }
        let Some(own) = layer(&from) else {
            told.push(format!("{}: {from} has no layer in this test", source.name));
            continue;
        };
        for (n, line) in source.code() {
            for to in seen(line).into_iter().filter(|to| *to != from) {
                let allowed = layer(&to).is_some_and(|other| other < own);
                if !allowed {
                    told.push(format!("{}:{n}: {from} sees {to}", source.name));
                }
            }
        }
    }
    none(told);
}

#[test]
fn paths_are_found_however_they_are_written() {
    assert_eq!(seen("use crate::model::{Fact, Id};"), ["model"]);
    assert_eq!(seen("use crate::{model::Id, text};"), ["model", "text"]);
    assert_eq!(seen("f(crate::plan::gate, crate::Thing)"), ["plan"]);
}

#[test]
fn no_file_is_longer_than_600_lines() {
    let long = src().into_iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > LINES_OF_A_FILE).then(|| format!("{}: {lines} lines", source.name))
    });
    none(long.collect());
}

#[test]
fn every_file_says_what_it_is_for() {
    let all = src().into_iter().chain(sources(&root().join("tests")));
    let silent = all.filter(|source| !source.text.starts_with("//! "));
    none(
        silent
            .map(|source| format!("{} does not open with //!", source.name))
            .collect(),
    );
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let mut told = Vec::new();
    // A test may be a long table of rows.
    for source in src()
        .iter()
        .filter(|source| !source.name.ends_with("/tests.rs"))
    {
        let lines: Vec<&str> = source.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            if !begins_function(line.trim_start()) {
                continue;
            }
            // rustfmt puts the brace that ends it below its first letter.
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[at..]
                .iter()
                .position(|line| *line == end)
                .unwrap_or(0)
                + 1;
            let declared = lines[at..]
                .iter()
                .position(|line| line.ends_with([';', '{', '}']))
                .unwrap_or(0);
            let has_body = lines[at + declared].ends_with('{');
            if has_body && length > LINES_OF_A_FUNCTION {
                told.push(format!("{}:{}: {length} lines", source.name, at + 1));
            }
        }
    }
    none(told);
}

fn begins_function(line: &str) -> bool {
    let modifiers = ["pub(crate) ", "pub(super) ", "pub ", "const ", "async "];
    let mut rest = line;
    while let Some(less) = modifiers
        .iter()
        .find_map(|modifier| rest.strip_prefix(modifier))
    {
        rest = less;
    }
    rest.starts_with("fn ")
}

/// Returns the names of all kinds, as `src/kind/names.rs` writes them.
fn kind_names() -> BTreeSet<String> {
    let file = fs::read_to_string(root().join("src/kind/names.rs")).expect("the names can be read");
    let quoted = file
        .lines()
        .filter_map(|line| line.split_once(" = \"")?.1.strip_suffix("\";"));
    quoted.map(str::to_string).collect()
}

#[test]
fn the_diff_names_no_kind() {
    let names: Vec<String> = kind_names().into_iter().collect();
    let is_diff = |source: &Source| source.module() == "diff";
    let files: Vec<Source> = src().into_iter().filter(is_diff).collect();
    assert!(!files.is_empty(), "there is a diff");
    let mut told = Vec::new();
    for source in &files {
        for (n, line) in source.code() {
            if let Some(name) = kind_named(line, &names) {
                told.push(format!("{}:{n} names {name}: {}", source.name, line.trim()));
            }
        }
    }
    none(told);
}

/// Returns the first kind that a line of code names, by its word or by a path to the kinds.
fn kind_named<'a>(line: &str, names: &'a [String]) -> Option<&'a str> {
    let declares_an_enum = line.trim_start_matches("pub ").starts_with("enum ");
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let words: Vec<String> = line.split(|c| !part(c)).map(str::to_lowercase).collect();
    let named = names.iter().map(String::as_str).find(|name| {
        let spelt = words.iter().any(|word| word.replace('_', "-") == **name);
        spelt && !(declares_an_enum && *name == "enum")
    });
    named.or(["kinds::", "kind::names"]
        .into_iter()
        .find(|path| line.contains(path)))
}

/// How a code is given to a problem; what stands behind it is the code.
const CODE_IS_GIVEN: &[&str] = &[
    "Problem::error(",
    "Problem::warning(",
    "diagnostic(code(",
    "diagnostic( code(",
    ".error(",
    ".error_at(",
    ".unknown(",
];

/// Returns the codes that a source gives to what it tells.
fn codes(source: &Source) -> BTreeSet<String> {
    let lines: Vec<&str> = source.code().map(|(_, line)| line.trim()).collect();
    let code = lines.join(" ");
    let behind = |given: &str| -> Vec<String> {
        let parts = code.split(given).skip(1);
        parts
            .filter_map(|part| code_at(part.trim_start()))
            .collect()
    };
    let mut found: BTreeSet<String> = CODE_IS_GIVEN.iter().flat_map(|g| behind(g)).collect();
    // The causes of a failed connection are named in one place.
    if source.name == "src/live/connect/words.rs" {
        found.extend(behind("=> "));
    }
    found
}

/// Returns the code that a text begins with, in quotes.
fn code_at(text: &str) -> Option<String> {
    let (word, _) = text.strip_prefix('"')?.split_once('"')?;
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!word.is_empty() && word.chars().all(letter)).then(|| word.to_string())
}

#[test]
fn a_test_installs_nothing_on_the_machine_but_through_scripts_need() {
    let calls = |line: &str| line.contains("Command::new(\"apt-get\"");
    let tests = sources(&root().join("tests"));
    let told = tests.iter().flat_map(|source| {
        let lines = source.code().filter(|(_, line)| calls(line));
        lines.map(|(n, line)| format!("{}:{n} installs: {}", source.name, line.trim()))
    });
    none(told.collect());
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let is_test = |source: &&Source| source.name.split('/').any(|p| p.starts_with("tests"));
    let given: BTreeSet<String> = src()
        .iter()
        .filter(|source| !is_test(source))
        .flat_map(codes)
        .chain(trueup::kind::hazard::NAMES.iter().map(|h| h.0.to_string()))
        .collect();
    let file = fs::read_to_string(root().join("docs/errors.md")).expect("the pages can be read");
    let pages: BTreeSet<String> = file
        .lines()
        .filter_map(|line| Some(line.strip_prefix("## ")?.to_string()))
        .collect();
    let bare = given.difference(&pages);
    let mut told: Vec<String> = bare
        .map(|code| format!("docs/errors.md has no section `## {code}`"))
        .collect();
    let idle = pages.difference(&given);
    told.extend(idle.map(|page| format!("docs/errors.md tells of {page}, which nothing says")));
    none(told);
}

#[test]
fn codes_are_found_however_the_call_is_broken() {
    let source = |text: &str| Source {
        name: "src/x.rs".into(),
        text: text.into(),
    };
    let found = |text: &str| Vec::from_iter(codes(&source(text)));
    assert_eq!(found("Problem::error(\n    \"a-code\",\n"), ["a-code"]);
    assert_eq!(found("#[diagnostic(code(\"git\"))]"), ["git"]);
    assert!(found("Problem::error(code, \"a text\")").is_empty());
}

#[test]
fn every_registered_kind_has_a_case() {
    let cases = fs::read_dir(root().join("tests/cases")).expect("the cases can be read");
    let covered: BTreeSet<String> = cases
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            Some(name.split_once("--")?.0.to_string())
        })
        .collect();
    let registered: BTreeSet<String> = trueup::kinds::ALL
        .iter()
        .map(|kind| kind.name().to_string())
        .collect();
    let bare = registered.iter().filter(|kind| !covered.contains(*kind));
    none(
        bare.map(|kind| format!("no folder tests/cases/{kind}--…"))
            .collect(),
    );
    let known = kind_names();
    let strange = covered.iter().filter(|kind| !known.contains(*kind));
    none(
        strange
            .map(|kind| format!("tests/cases/{kind}--… is of no kind"))
            .collect(),
    );
}
