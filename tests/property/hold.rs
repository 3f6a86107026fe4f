//! Holds a law to many random schemas, and makes what breaks it small.
//!
//! A schema is a list of statements here: one that breaks a law is told without those that do not matter. Faults are told apart by
//! the first line of what is said of them, so that one run tells of several.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use postgres::Client;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};

use super::world;

/// How many schemas each law is held to.
const CASES: u32 = 6;
/// How long one fault is made smaller.
const SHRINKING: Duration = Duration::from_secs(90);

/// What a law is held to: the statements of two schemas, and a number that chooses.
#[derive(Debug, Clone, Default)]
pub struct Case {
    pub live: Vec<String>,
    pub desired: Vec<String>,
    pub seed: u64,
}

/// Why a law does not hold.
pub enum Fault {
    /// The server does not accept the schema: then there is no law.
    Refused,
    /// What is wrong.
    Wrong(String),
}

impl From<String> for Fault {
    fn from(said: String) -> Fault {
        Fault::Wrong(said)
    }
}

/// Holds a law to random schemas; those that no server accepts are few.
pub fn hold(
    cases: impl Strategy<Value = Case>,
    law: impl Fn(&mut Client, &Case) -> Result<(), Fault>,
) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse().ok());
    let wanted = number("PROPTEST_CASES").unwrap_or(CASES);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("PROPTEST_RNG_SEED").unwrap_or(1).into()),
        ..Config::default()
    });
    let law = |case: &Case| {
        let database = world().lend()?;
        law(&mut database.connect()?, case)
    };
    let (mut held, mut refused) = (0u32, 0);
    let mut faults: BTreeMap<String, String> = BTreeMap::new();
    while held < wanted {
        let case = cases
            .new_tree(&mut runner)
            .expect("it is a schema")
            .current();
        match law(&case) {
            Ok(()) => held += 1,
            Err(Fault::Refused) => refused += 1,
            Err(Fault::Wrong(said)) if faults.contains_key(gist(&said)) => held += 1,
            Err(Fault::Wrong(said)) => {
                held += 1;
                let told = smaller(case, gist(&said), &law).unwrap_or(said.clone());
                faults.insert(gist(&said).to_string(), told);
            }
        }
        assert!(refused < 20 + 2 * held, "the server refuses too much");
    }
    println!("{held} cases, {refused} more were refused");
    let told: Vec<String> = faults.into_values().collect();
    assert!(told.is_empty(), "{}", told.join("\n\n===== and =====\n\n"));
}

fn gist(said: &str) -> &str {
    said.lines().next().unwrap_or_default()
}

/// Leaves out what does not matter to a fault, and tells what is left.
fn smaller(
    mut case: Case,
    fault: &str,
    law: &impl Fn(&Case) -> Result<(), Fault>,
) -> Option<String> {
    let started = Instant::now();
    let mut told = None;
    let mut size = usize::MAX;
    while size > case.pieces() && started.elapsed() < SHRINKING {
        size = case.pieces();
        for many in [8, 1] {
            let mut at = 0;
            while at < case.pieces() && started.elapsed() < SHRINKING {
                let less = case.without(at, many);
                match law(&less) {
                    Err(Fault::Wrong(said)) if gist(&said) == fault => {
                        let sides = [&less.live, &less.desired].map(|side| side.join(";\n"));
                        told = Some(format!(
                            "{said}\n---- live\n{}\n---- desired\n{}",
                            sides[0], sides[1]
                        ));
                        case = less;
                    }
                    _ => at += many,
                }
            }
        }
    }
    told
}

/// What separates the parts of a table.
const COMMA: &str = ",\n  ";

impl Case {
    /// Returns how many statements, and parts of statements, could be left out.
    fn pieces(&self) -> usize {
        self.live
            .iter()
            .chain(&self.desired)
            .map(|s| pieces(s))
            .sum()
    }

    /// Leaves out some pieces.
    fn without(&self, at: usize, many: usize) -> Case {
        let mut seen = 0;
        let mut cut = |statements: &Vec<String>| {
            let mut out = Vec::new();
            for statement in statements {
                let first = seen;
                seen += pieces(statement);
                let parts: Vec<&str> = statement.split(COMMA).collect();
                let gone = |n: usize| (at..at + many).contains(&n);
                if parts.len() == 1 {
                    out.extend(Some(statement.clone()).filter(|_| !gone(first)));
                    continue;
                }
                // The first part is the head with the first column, and the last has the end.
                let body = statement.split_once("(\n  ").and_then(|(head, rest)| {
                    let (body, end) = rest.rsplit_once("\n)")?;
                    Some((head, body, end))
                });
                let Some((head, body, end)) = body else {
                    out.extend(Some(statement.clone()).filter(|_| !gone(first)));
                    continue;
                };
                if gone(first) {
                    continue;
                }
                let kept = body
                    .split(COMMA)
                    .enumerate()
                    .filter(|(n, _)| !gone(first + 1 + n));
                let kept: Vec<&str> = kept.map(|k| k.1).collect();
                out.push(format!("{head}(\n  {}\n){end}", kept.join(COMMA)));
            }
            out
        };
        let (live, desired) = (cut(&self.live), cut(&self.desired));
        Case {
            live,
            desired,
            seed: self.seed,
        }
    }
}

fn pieces(statement: &str) -> usize {
    match statement.matches(COMMA).count() {
        0 => 1,
        commas => commas + 2,
    }
}
