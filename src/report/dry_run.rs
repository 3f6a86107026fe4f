//! A dry run for people and for programs: what each statement did.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json;
use super::paint::{Ink, Paint};
use crate::apply::dry_run::{DryRun, Observed, Step};
use crate::kind::words;

/// How wide the table is.
const WIDTH: usize = 80;
/// How wide its columns are: relation, lock, rewritten, rows read; the time takes the rest.
const COLUMNS: [usize; 4] = [30, 20, 9, 10];
/// How wide a usual time is; statements are cut at the same place, however long they took.
const TIME: usize = 7;

/// Returns a table with a line for each statement and one for each relation under it, and whether the database would be in step.
pub fn text(run: &DryRun, paint: Paint) -> String {
    let mut out = String::new();
    if !run.steps.is_empty() {
        let head = line(["statement, relations", "lock", "rewritten", "rows read"]);
        let time = WIDTH - head.chars().count();
        let _ = writeln!(
            out,
            "{}",
            paint.ink(Ink::Faint, &format!("{head}{:>time$}", "time"))
        );
        let mut held = BTreeMap::new();
        for step in &run.steps {
            out.push_str(&rows(step, &mut held, paint));
        }
        let lasting = run.steps.iter().any(|s| s.time.is_none());
        let note = "A lock stands at the first statement that takes it, and is held to the end.";
        let _ = writeln!(out, "\n{}", paint.ink(Ink::Faint, note));
        if lasting {
            let note = "What is not run moves a sequence, which no rollback undoes.";
            let _ = writeln!(out, "{}", paint.ink(Ink::Faint, note));
        }
    }
    out.push_str(&verdict(run));
    out
}

fn line(cells: [&str; 4]) -> String {
    let [relation, lock, rewritten, read] = COLUMNS;
    format!(
        "{:relation$}  {:lock$}{:rewritten$}{:>read$}",
        cells[0], cells[1], cells[2], cells[3]
    )
}

/// Returns the line of a statement, and those of the relations that it locked, rewrote or read.
///
/// What is weaker than a lock that is held already stops nobody more, and is left out.
fn rows<'s>(step: &'s Step, held: &mut BTreeMap<&'s str, &'s str>, paint: Paint) -> String {
    let time = step.time.map_or("not run".into(), duration);
    let sql = shortened(&step.sql, WIDTH - 2 - TIME);
    let room = WIDTH - sql.chars().count();
    let mut out = format!("{}{time:>room$}\n", paint.ink(Ink::Title, &sql));
    let observed = &step.observed;
    let mut locks = strongest(observed);
    locks.retain(|relation, mode| strength(mode) > held.get(relation).and_then(|h| strength(h)));
    held.extend(&locks);
    let named = observed
        .rewritten
        .iter()
        .chain(observed.read.iter().map(|r| &r.0));
    let relations: BTreeSet<&str> = named
        .map(String::as_str)
        .chain(locks.keys().copied())
        .collect();
    for relation in relations {
        let lock = locks
            .get(relation)
            .map_or("", |mode| mode.trim_end_matches("Lock"));
        let rewritten = observed.rewritten.iter().any(|r| r == relation);
        let read = observed.read.iter().find(|r| r.0 == relation);
        let read = read.map_or(String::new(), |r| words::grouped(r.1));
        let rewritten = if rewritten { "yes" } else { "" };
        let line = line([&format!("  {relation}"), lock, rewritten, &read]);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Returns a statement on one line, cut where there is no more room.
fn shortened(sql: &str, room: usize) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= room {
        return line;
    }
    let kept: String = line.chars().take(room - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Returns the strongest lock on each relation.
fn strongest(observed: &Observed) -> BTreeMap<&str, &str> {
    let mut modes: BTreeMap<&str, &str> = BTreeMap::new();
    for (relation, mode) in &observed.locks {
        let known = modes.entry(relation).or_insert(mode);
        if strength(mode) > strength(known) {
            *known = mode;
        }
    }
    modes
}

/// Returns the place of a mode in the manual's table of locks, weakest first.
fn strength(mode: &str) -> Option<usize> {
    const MODES: [&str; 8] = [
        "AccessShareLock",
        "RowShareLock",
        "RowExclusiveLock",
        "ShareUpdateExclusiveLock",
        "ShareLock",
        "ShareRowExclusiveLock",
        "ExclusiveLock",
        "AccessExclusiveLock",
    ];
    MODES.iter().position(|m| *m == mode)
}

/// Words a duration in the unit that suits it.
pub fn duration(time: Duration) -> String {
    match time.as_micros() {
        us if us < 10_000 => format!("{:.1} ms", us as f64 / 1_000.0),
        us if us < 1_000_000 => format!("{} ms", us / 1_000),
        us if us < 60_000_000 => format!("{:.1} s", us as f64 / 1_000_000.0),
        us => format!("{:.1} min", us as f64 / 60_000_000.0),
    }
}

fn verdict(run: &DryRun) -> String {
    let all = run.comparison.plan.actions.len();
    if run.failure.is_some() {
        let ran = run.steps.len();
        return format!(
            "{ran} of {} ran; all of it was rolled back.\n",
            words::count(all, "statement")
        );
    }
    let times: Vec<Duration> = run.steps.iter().filter_map(|s| s.time).collect();
    let total = duration(times.iter().sum());
    let ran = format!("{} ran in {total}", words::count(times.len(), "statement"));
    let left = match run.left.is_empty() {
        true => "the database would be in step".to_string(),
        false => format!("these would still differ: {}", run.left.join(", ")),
    };
    format!("{ran}; {left}.\nAll of it was rolled back.\n")
}

/// What each statement of the patch did, before all of it was rolled back.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DryRun")]
struct Document {
    /// The version of this form: within a version keys are only ever added.
    #[schemars(extend("const" = json::VERSION))]
    version: u32,
    /// Whether all statements ran and nothing differed afterwards.
    would_be_in_step: bool,
    /// The statements that ran, in their order.
    statements: Vec<Measured>,
    /// The addresses of what would still differ.
    still_different: Vec<String>,
    /// Why a statement failed, or null.
    failure: Option<Refused>,
}

/// A statement, and what it did.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
struct Measured {
    /// The statement.
    sql: String,
    /// How long it took; null where it was not run, since it moves a sequence, which no rollback undoes.
    milliseconds: Option<f64>,
    /// What `pg_locks` shows that the transaction did not hold before; a lock is held to the end.
    locks: Vec<Lock>,
    /// The relations that were written to another file.
    rewritten: Vec<String>,
    /// By relation, the rows that scans of whole tables returned.
    rows_read: BTreeMap<String, u64>,
}

/// A lock that was taken.
#[derive(Serialize, JsonSchema)]
struct Lock {
    /// The relation.
    relation: String,
    /// The mode, as `pg_locks` has it: `AccessExclusiveLock`.
    mode: String,
}

/// Why a statement failed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Failure")]
struct Refused {
    /// The SQLSTATE.
    sqlstate: String,
    /// What the server said.
    message: String,
}

/// Returns the dry run as JSON; the form is described in `docs/json.md`.
pub fn json(run: &DryRun) -> String {
    let failure = run.failure.as_ref().map(|f| Refused {
        sqlstate: f.sqlstate().to_string(),
        message: f.said().to_string(),
    });
    json::print(&Document {
        version: json::VERSION,
        would_be_in_step: failure.is_none() && run.left.is_empty(),
        statements: run.steps.iter().map(measured).collect(),
        still_different: run.left.clone(),
        failure,
    })
}

/// Returns the JSON Schema of the form.
pub fn schema() -> Value {
    json::published::<Document>("dry-run", "What trueup apply --dry-run did")
}

fn measured(step: &Step) -> Measured {
    let lock = |(relation, mode): &(String, String)| Lock {
        relation: relation.clone(),
        mode: mode.clone(),
    };
    Measured {
        sql: step.sql.clone(),
        milliseconds: step.time.map(|t| (t.as_secs_f64() * 1e6).round() / 1e3),
        locks: step.observed.locks.iter().map(lock).collect(),
        rewritten: step.observed.rewritten.clone(),
        rows_read: step.observed.read.iter().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_the_unit_that_suits_it() {
        for (time, words) in [
            (Duration::from_micros(1_234), "1.2 ms"),
            (Duration::from_millis(512), "512 ms"),
            (Duration::from_millis(12_340), "12.3 s"),
            (Duration::from_secs(125), "2.1 min"),
        ] {
            assert_eq!(duration(time), words);
        }
    }

    #[test]
    fn the_strongest_lock_of_a_relation_is_shown() {
        let lock = |mode: &str| ("public.t".to_string(), mode.to_string());
        let observed = Observed {
            locks: vec![
                lock("AccessExclusiveLock"),
                lock("RowShareLock"),
                lock("ShareLock"),
            ],
            ..Observed::default()
        };
        assert_eq!(strongest(&observed)["public.t"], "AccessExclusiveLock");
    }
}
