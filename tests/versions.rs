//! What came with a major version is refused by the servers before it, and trueup says so first, naming the version.
//!
//! A server is asked both ways: an older one must refuse the statements under psql, a newer one must take them and be in step
//! then. So the versions in the registry, which COVERAGE.md prints, are the server's own: each attribute that is not of every version
//! has an example in `tests/versions/MAJOR.sql`.
//!
//! ```text
//! -- lacks: COMPRESSION of column public.t.a    what is said to need the version of the file
//! -- forgets: the name a_known                  instead, where older servers take the statements and trueup warns
//! -- attribute: column compression              the kind and the attribute that came with the version, where there is one
//! create table t (a text compression pglz);
//! ```

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};
use trueup::kind::attribute::OLDEST;
use trueup::kinds;

use support::server::{Answer, Database, World};

/// The newest version that a file may be named after.
const NEWEST: u32 = 18;

/// Statements that need a version.
struct Example {
    major: u32,
    /// What is said on older servers.
    words: String,
    /// Whether older servers take the statements and forget what is new.
    forgets: bool,
    attributes: Vec<String>,
    sql: String,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions");
    let examples: Vec<Example> = (OLDEST..=NEWEST).flat_map(|m| read(&folder, m)).collect();
    let faults = faults(&examples);
    support::run("tests/versions", &[], |world| {
        let numbered = examples.into_iter().enumerate();
        let mut trials: Vec<Trial> = numbered.map(|(n, e)| trial(n, e, world)).collect();
        trials.push(Trial::test(
            "each_newer_attribute_has_an_example",
            move || match faults.is_empty() {
                true => Ok(()),
                false => Err(Failed::from(faults.join("\n"))),
            },
        ));
        trials
    })
}

fn read(folder: &Path, major: u32) -> Vec<Example> {
    let file = folder.join(format!("{major}.sql"));
    let text = fs::read_to_string(file).unwrap_or_default();
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| example(part, major)).collect()
}

fn example(part: &str, major: u32) -> Example {
    let told = |key: &str| {
        let lines = part.lines().filter_map(|line| line.strip_prefix("-- "));
        lines
            .filter_map(|line| line.strip_prefix(key))
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let (lacks, forgets) = (told("lacks: "), told("forgets: "));
    assert_eq!(lacks.len() + forgets.len(), 1, "{major}.sql: {part}");
    Example {
        major,
        forgets: lacks.is_empty(),
        words: [lacks, forgets].concat().remove(0),
        attributes: told("attribute: "),
        sql: part.to_string(),
    }
}

/// Returns where the examples and the registry differ about what came with which version.
fn faults(examples: &[Example]) -> Vec<String> {
    let shown = examples
        .iter()
        .flat_map(|e| e.attributes.iter().map(|a| (a.clone(), e.major)));
    let shown: BTreeSet<(String, u32)> = shown.collect();
    let all = kinds::ALL.iter().flat_map(|kind| {
        let newer = kind.attributes().iter().filter(|a| a.since > OLDEST);
        newer.map(|a| (format!("{} {}", kind.name(), a.name), a.since))
    });
    let registered: BTreeSet<(String, u32)> = all.collect();
    let strange = shown.difference(&registered);
    let strange =
        strange.map(|(a, major)| format!("{a}: the registry has not that it came with {major}"));
    let bare = registered.difference(&shown);
    let bare = bare.map(|(a, major)| format!("{a}: tests/versions/{major}.sql has no example"));
    strange.chain(bare).collect()
}

fn trial(number: usize, example: Example, world: &Arc<World>) -> Trial {
    let words = example.words.replace(' ', "-");
    let name = format!("{}/{words}-{number}", example.major);
    let world = Arc::clone(world);
    Trial::test(name, move || Ok(example.hold(&world)?))
}

impl Example {
    fn hold(&self, world: &World) -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        fs::write(folder.path().join("t.sql"), &self.sql).map_err(|error| error.to_string())?;
        let database = world.lend()?;
        match (world.version >= self.major, self.forgets) {
            (true, _) => self.is_taken(&database, folder.path()),
            (false, true) => self.is_forgotten(&database, folder.path(), world.version),
            (false, false) => self.is_refused(&database, folder.path(), world.version),
        }
    }

    fn is_taken(&self, on: &Database, folder: &Path) -> Result<(), String> {
        on.load(&folder.join("t.sql"))?;
        let check = on.trueup(folder, &["check", "t.sql"])?;
        match check.status {
            Some(0) => Ok(()),
            _ => Err(format!("not in step\n{}", whole(&check))),
        }
    }

    fn is_refused(&self, on: &Database, folder: &Path, version: u32) -> Result<(), String> {
        let diff = on.trueup(folder, &["diff", "t.sql"])?;
        let said = format!(
            "{} needs PostgreSQL {}, and the server is PostgreSQL {version}",
            self.words, self.major
        );
        if diff.status != Some(2) || !told(&diff).contains(&said) {
            return Err(format!("it does not say: {said}\n{}", whole(&diff)));
        }
        match on.load(&folder.join("t.sql")) {
            Err(_) => Ok(()),
            Ok(()) => Err(format!("PostgreSQL {version} takes it")),
        }
    }

    fn is_forgotten(&self, on: &Database, folder: &Path, version: u32) -> Result<(), String> {
        self.is_taken(on, folder)?;
        let check = on.trueup(folder, &["check", "t.sql"])?;
        let said = format!("PostgreSQL {version} takes {} and forgets it", self.words);
        match told(&check).contains(&said) {
            true => Ok(()),
            false => Err(format!("it does not say: {said}\n{}", whole(&check))),
        }
    }
}

/// Returns the messages without the lines' ends and the frame around them.
fn told(answer: &Answer) -> String {
    let words = answer.stderr.split_whitespace().filter(|word| *word != "│");
    words.collect::<Vec<_>>().join(" ")
}

fn whole(answer: &Answer) -> String {
    format!(
        "exit {:?}\n{}{}",
        answer.status, answer.stdout, answer.stderr
    )
}
