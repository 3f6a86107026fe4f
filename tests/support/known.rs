//! The lists of known failures: a listed trial must fail, and one that is not listed must pass.
//!
//! A list is a file with a trial and a reason on each line; `#` begins a comment. `forward@18` is listed for servers from
//! version 18 on, and `forward@-14` for those up to version 14.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};

/// Stands for the version where the whole list is wanted.
pub const OF_ANY_VERSION: u32 = 0;

/// What is known to fail, by the trial's name, with the reason.
pub struct Known {
    file: String,
    reasons: BTreeMap<String, String>,
}

impl Known {
    /// Reads what the list holds for a server; `case direction reason` on each line. No file is an empty list.
    pub fn read(file: &Path, version: u32) -> Known {
        let text = fs::read_to_string(file).unwrap_or_default();
        let lines = text.lines().map(str::trim);
        let entries = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let reasons = entries.filter_map(|line| {
            let mut words = line.splitn(3, ' ');
            let (Some(case), Some(direction), Some(reason)) =
                (words.next(), words.next(), words.next())
            else {
                panic!("{}: not `case direction reason`: {line}", file.display());
            };
            let (direction, holds) = bounded(direction, version);
            holds.then(|| (trial_name(case, direction), reason.to_string()))
        });
        Known {
            file: file.display().to_string(),
            reasons: reasons.collect(),
        }
    }

    /// Returns whether a trial is on the list.
    pub fn lists(&self, name: &str) -> bool {
        self.reasons.contains_key(name)
    }

    /// Makes a trial of the body, turned round where the list has it.
    pub fn trial(
        self: &Arc<Self>,
        name: String,
        body: impl FnOnce() -> Result<(), String> + Send + 'static,
    ) -> Trial {
        let known = Arc::clone(self);
        let key = name.clone();
        let listed = known.lists(&name);
        let trial = Trial::test(name, move || known.judge(&key, body()));
        if listed {
            trial.with_kind("known to fail")
        } else {
            trial
        }
    }

    fn judge(&self, name: &str, outcome: Result<(), String>) -> Result<(), Failed> {
        match (self.reasons.get(name), outcome) {
            (None, Err(said)) => Err(said.into()),
            (Some(reason), Ok(())) => {
                Err(format!("it passes now; take it off {} ({reason})", self.file).into())
            }
            (None, Ok(())) | (Some(_), Err(_)) => Ok(()),
        }
    }

    /// Makes the trial that the list is no longer than this.
    pub fn no_more_than(&self, most: usize) -> Trial {
        let (count, file) = (self.reasons.len(), self.file.clone());
        Trial::test("known-failures/are_few", move || match count > most {
            true => Err(format!("{file} lists {count}, and may list {most}").into()),
            false => Ok(()),
        })
    }

    /// Makes the trial that the list names nothing which does not exist.
    pub fn names_exist(self: &Arc<Self>, trials: &[Trial]) -> Trial {
        let absent: Vec<String> = self
            .reasons
            .keys()
            .filter(|name| trials.iter().all(|trial| trial.name() != name.as_str()))
            .cloned()
            .collect();
        let file = self.file.clone();
        Trial::test("known-failures/each_is_a_trial", move || {
            if absent.is_empty() {
                return Ok(());
            }
            Err(format!("{file} names no trial: {}", absent.join(", ")).into())
        })
    }
}

/// Takes the versions off a direction, and returns whether the server is one of them.
fn bounded(direction: &str, version: u32) -> (&str, bool) {
    let Some((direction, bound)) = direction.split_once('@') else {
        return (direction, true);
    };
    let number = |text: &str| text.parse::<u32>().expect("a version follows the @");
    let holds = match bound.strip_prefix('-') {
        Some(last) => version <= number(last),
        None => version >= number(bound),
    };
    (direction, holds || version == OF_ANY_VERSION)
}

/// Returns the name under which a direction of a case is run.
pub fn trial_name(case: &str, direction: &str) -> String {
    format!("{case}/{direction}")
}
