//! Each attribute of each kind is changed by itself: the diff sees it, and the patch removes it, in both directions.
//!
//! This is the guard against silent loss: an attribute that the server has and no fact carries fails here. The pairs stand in
//! `tests/mutations/KIND.sql`; each attribute that the kind lists must have one, and several may be about one attribute:
//!
//! ```text
//! create schema app;                     what stands above the first pair is shared by all pairs of the file
//! -- mutation: storage parameters        the attribute's name in the registry
//! -- needs: 15                           the oldest major version, where a pair needs more than its attribute
//! -- also: column                        other kinds whose facts cannot but differ too
//! -- unseen by pg_dump                   where pg_dump prints the same for both
//! -- one way                             where the server has no way back
//! -- on the server: update …             what is done to the live side alone, since no file can say it
//! create table app.t ();
//! -- to
//! create table app.t () with (fillfactor = 70);
//! ```
//!
//! There are roles `mutation_a` and `mutation_b`, and a tablespace `mutation_space`.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use trueup::kind::{Attribute, Change, Kind, names};
use trueup::kinds;

use support::dump;
use support::known::Known;
use support::server::{Answer, Database, World};

const FLAGS: [&str; 3] = ["--prune", "--schema", "*"];

/// What belongs to all databases.
const CLUSTER: [&str; 4] = [
    "create role mutation_a",
    "create role mutation_b",
    "set allow_in_place_tablespaces = true",
    "create tablespace mutation_space location ''",
];

/// One change of one attribute.
struct Pair {
    kind: &'static str,
    attribute: Attribute,
    /// Other kinds whose facts differ along.
    also: Vec<String>,
    needs: u32,
    unseen: bool,
    one_way: bool,
    /// A statement for the live side alone.
    on_the_server: Option<String>,
    before: String,
    after: String,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut faults = strays(&root.join("mutations"));
    let mut pairs = Vec::new();
    // What belongs to the server cannot differ between two databases of it, and a subscription outlives the emptying of one;
    // tests/cli changes these. No label provider comes with a server.
    let elsewhere = [names::SUBSCRIPTION, names::SECURITY_LABEL];
    let of_database = |kind: &&&dyn Kind| {
        !names::OF_SERVER.contains(&kind.name()) && !elsewhere.contains(&kind.name())
    };
    for kind in kinds::ALL.iter().filter(of_database) {
        let (found, said) = read(*kind, &root.join("mutations"));
        pairs.extend(found);
        faults.extend(said);
    }
    support::run("tests/mutations", &CLUSTER.map(str::to_string), |world| {
        let list = root.join("mutations/known-failures");
        let known = Arc::new(Known::read(&list, world.version));
        let mut trials = trials(pairs, &known, world);
        trials.push(known.names_exist(&trials));
        trials.push(Trial::test("each_attribute_has_a_pair", move || {
            if faults.is_empty() {
                return Ok(());
            }
            Err(Failed::from(faults.join("\n")))
        }));
        trials
    })
}

/// Returns the files that are of no kind.
fn strays(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("tests/mutations can be read");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let of_kind = |name: &str| {
        let kind = name.strip_suffix(".sql");
        name == "known-failures" || kinds::ALL.iter().any(|k| Some(k.name()) == kind)
    };
    let strays = names.filter(|name| !of_kind(name));
    strays
        .map(|name| format!("tests/mutations/{name} is of no kind"))
        .collect()
}

/// Reads the pairs of a kind, and says which are missing or strange.
fn read(kind: &'static dyn Kind, folder: &Path) -> (Vec<Pair>, Vec<String>) {
    let file = format!("{}.sql", kind.name());
    let text = fs::read_to_string(folder.join(&file)).unwrap_or_default();
    let mut parts = text.split("-- mutation: ");
    let shared = parts.next().unwrap_or_default();
    let (mut pairs, mut faults) = (Vec::new(), Vec::new());
    for part in parts {
        match pair(kind, shared, part) {
            Ok(pair) => pairs.push(pair),
            Err(said) => faults.push(format!("tests/mutations/{file}: {said}")),
        }
    }
    let covered: BTreeSet<&str> = pairs.iter().map(|pair| pair.attribute.name).collect();
    let all = kind.attributes().iter();
    let bare = all.filter(|attribute| !covered.contains(attribute.name));
    faults.extend(bare.map(|a| format!("tests/mutations/{file} has no pair for: {}", a.name)));
    (pairs, faults)
}

fn pair(kind: &'static dyn Kind, shared: &str, part: &str) -> Result<Pair, String> {
    let (name, rest) = part.split_once('\n').unwrap_or((part, ""));
    let attribute = kind.attributes().iter().find(|a| a.name == name.trim());
    let attribute = *attribute.ok_or(format!("{name} is no attribute of the registry"))?;
    let (before, after) = rest
        .split_once("-- to\n")
        .ok_or(format!("{name} has no `-- to`"))?;
    let told = |key: &str| {
        let lines = before.lines().filter_map(|line| line.strip_prefix("-- "));
        lines.filter_map(|line| line.strip_prefix(key)).next()
    };
    let needs = told("needs: ").map_or(Ok(0), str::parse::<u32>);
    let also = told("also: ").unwrap_or_default();
    Ok(Pair {
        kind: kind.name(),
        attribute,
        also: also.split(", ").map(str::to_string).collect(),
        needs: needs.map_err(|_| format!("{name}: `-- needs: ` wants a number"))?,
        unseen: told("unseen by pg_dump").is_some(),
        one_way: told("one way").is_some(),
        on_the_server: told("on the server: ").map(str::to_string),
        before: format!("{shared}\n{before}"),
        after: format!("{shared}\n{after}"),
    })
}

fn trials(pairs: Vec<Pair>, known: &Arc<Known>, world: &Arc<World>) -> Vec<Trial> {
    let mut trials: Vec<Trial> = Vec::new();
    for pair in pairs {
        let base = format!("{}/{}", pair.kind, pair.attribute.name.replace(' ', "-"));
        let taken = |name: &str| trials.iter().any(|trial| trial.name() == name);
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        let name = Some(base.clone())
            .into_iter()
            .chain(numbered)
            .find(|name| !taken(name));
        let too_old = pair.needs.max(pair.attribute.since) > world.version;
        let world = Arc::clone(world);
        let trial = known.trial(name.unwrap_or(base), move || pair.hold(&world));
        trials.push(trial.with_ignored_flag(too_old));
    }
    trials
}

impl Pair {
    fn hold(&self, world: &World) -> Result<(), String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let sides = [("before.sql", &self.before), ("after.sql", &self.after)];
        for (name, text) in sides {
            fs::write(folder.path().join(name), text).map_err(|error| error.to_string())?;
        }
        let [before, after] = [world.lend()?, world.lend()?];
        let mut dumps = Vec::new();
        for (database, (name, _)) in [&*before, &*after].into_iter().zip(sides) {
            database.load(&folder.path().join(name))?;
            in_step(database, folder.path(), name)?;
            dumps.push(database.dump()?);
        }
        if dump::difference(&dumps[0], &dumps[1]).is_empty() != self.unseen {
            return Err("pg_dump prints the same for both, or should".into());
        }
        if let Some(statement) = &self.on_the_server {
            let done = before.connect()?.batch_execute(statement);
            done.map_err(|error| format!("{statement}: {error:?}"))?;
        }
        self.change(&before, folder.path(), "after.sql", &dumps[1])?;
        match self.one_way {
            true => Ok(()),
            false => self.change(&after, folder.path(), "before.sql", &dumps[0]),
        }
    }

    /// Brings a database to the other side, which the diff must see as this attribute's.
    fn change(&self, on: &Database, folder: &Path, to: &str, like: &str) -> Result<(), String> {
        let diff = trueup(on, folder, "diff", to, &["--format", "json"])?;
        let diff: Value = serde_json::from_str(&diff.stdout).map_err(|_| told(&diff))?;
        let statements = list(&diff, "statements")
            .into_iter()
            .map(|s| text(&s["sql"]) + ";\n");
        let script: String = statements.collect();
        let judged = self.judge(&diff);
        judged.map_err(|said| format!("to {to}: {said}\n{script}"))?;
        let applied = trueup(on, folder, "apply", to, &["--yes", "--allow", "all"])?;
        if applied.status != Some(0) {
            return Err(format!("apply {to} failed\n{}\n{script}", told(&applied)));
        }
        if self.unseen {
            return in_step(on, folder, to);
        }
        // The same dump as that of the other side, which is in step.
        let difference = dump::difference(&on.dump()?, like);
        match difference.is_empty() {
            true => Ok(()),
            false => Err(format!(
                "pg_dump differs after {to}\n{difference}\n{script}"
            )),
        }
    }

    /// The differences are of the kind, and removed as the registry says.
    fn judge(&self, diff: &Value) -> Result<(), String> {
        if let Some(warning) = list(diff, "warnings").first() {
            return Err(format!("a warning: {}", text(&warning["message"])));
        }
        let differences = list(diff, "differences");
        let kinds: BTreeSet<String> = differences.iter().map(|d| text(&d["kind"])).collect();
        if !kinds.contains(self.kind) {
            return Err(format!("no {} differs, only {kinds:?}", self.kind));
        }
        let strange = |kind: &&String| *kind != self.kind && !self.also.contains(kind);
        if let Some(kind) = kinds.iter().find(strange) {
            return Err(format!("a {kind} differs too"));
        }
        let changed = differences
            .iter()
            .filter(|d| d["change"] == "changed" && d["kind"] == self.kind);
        let changed: Vec<String> = changed
            .map(|d| format!("{}:{}", self.kind, text(&d["name"])))
            .collect();
        let statements = list(diff, "statements");
        let made_anew = |id: &String| {
            statements.iter().any(|statement| {
                let sql = text(&statement["sql"]);
                let creates = sql.starts_with("create ") && !sql.starts_with("create or replace ");
                statement["about"] == *id.as_str() && (creates || statement["verb"] != "alter")
            })
        };
        let replaced = changed.iter().any(made_anew);
        match (self.attribute.change, replaced) {
            (Change::InPlace, true) => Err("it is replaced; the registry says: in place".into()),
            (Change::Replaced, false) if !changed.is_empty() => {
                Err("it changes in place; the registry says: replaced".into())
            }
            (Change::InPlace | Change::Replaced | Change::Depends(_), _) => Ok(()),
        }
    }
}

fn list(of: &Value, key: &str) -> Vec<Value> {
    of[key].as_array().cloned().unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

fn trueup(
    on: &Database,
    folder: &Path,
    command: &str,
    file: &str,
    more: &[&str],
) -> Result<Answer, String> {
    let mut arguments = vec![command, file];
    arguments.extend(FLAGS);
    arguments.extend(more);
    on.trueup(folder, &arguments)
}

fn in_step(on: &Database, folder: &Path, file: &str) -> Result<(), String> {
    let answer = trueup(on, folder, "check", file, &[])?;
    match answer.status {
        Some(0) => Ok(()),
        _ => Err(format!("not in step with {file}\n{}", told(&answer))),
    }
}

fn told(answer: &Answer) -> String {
    format!(
        "exit {:?}\n{}{}",
        answer.status, answer.stdout, answer.stderr
    )
}
