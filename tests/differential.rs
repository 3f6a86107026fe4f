//! The interpreter reads of a file what a server reads that psql loaded with the file: fact by fact, and edge by edge.
//!
//! Both sides of every folder in `tests/cases` are compared, in SQL and in YAML, and both of every case of the folder `shared/corpus`
//! where that stands beside the repository. The program hides what it does not manage; this does not. A difference of spelling is
//! put to the server, as the program does; how many there were is told at the end, and too many are a failure. What may differ stands in
//! `tests/differential-exceptions`, with the reason.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Trial;

use support::corpus;
use support::folder;
use support::known::{Known, OF_ANY_VERSION, trial_name};
use support::law::files;
use support::server::World;
use support::sides;

/// More exceptions than these are a fault of the interpreter.
const MOST_EXCEPTIONS: usize = 10;

/// The version that the corpora are written for; what an older server cannot load of them is passed over, and counted.
const OF_CORPORA: u32 = 15;

/// Of a hundred expressions of the corpora and the cases together, the server is to be asked for no more than five. Our own cases alone are no
/// measure: many were written because text cannot settle them.
const LEAST_BY_TEXT: usize = 95;
/// So few expressions make no share.
const ENOUGH: usize = 1000;

/// One schema: what is loaded first, what psql loads, and what is interpreted.
#[derive(Clone)]
struct Subject {
    name: String,
    setup: Option<PathBuf>,
    loaded: Vec<PathBuf>,
    read: Vec<PathBuf>,
    /// The oldest version that can load it.
    needs: u32,
    /// The version that it is written for, where it does not say what it needs.
    written_for: u32,
    /// Whether a feature that it shows is known not to work.
    is_known: bool,
}

/// What was compared in all.
#[derive(Default)]
struct Sums {
    schemas: AtomicUsize,
    too_new: AtomicUsize,
    facts: AtomicUsize,
    by_text: AtomicUsize,
    by_server: AtomicUsize,
    unconfirmed: AtomicUsize,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = corpus::folders(&root.join("tests/cases"));
    let mut subjects = of_cases(&own, &root.join("tests/cases/known-failures"));
    let mut theirs = Vec::new();
    match corpus::folder(root) {
        Some(folder) => {
            theirs = corpus::cases(&folder);
            subjects.extend(of_corpus(&folder, &theirs));
        }
        None => support::aloud::skipped("the corpora, for no folder above holds shared/corpus"),
    }
    let sums = Arc::new(Sums::default());
    let code = support::run("tests/differential", &roles(&own, &theirs), |world| {
        let list = root.join("tests/differential-exceptions");
        let exceptions = Arc::new(Known::read(&list, world.version));
        let trials = subjects.iter().map(|s| trial(s, &exceptions, &sums, world));
        let mut trials: Vec<Trial> = trials.collect();
        trials.push(exceptions.names_exist(&trials));
        trials.push(exceptions.no_more_than(MOST_EXCEPTIONS));
        trials
    });
    match sums.tell(!theirs.is_empty()) {
        true => code,
        false => ExitCode::FAILURE,
    }
}

impl Sums {
    fn add(&self, verdict: &sides::Verdict) {
        self.schemas.fetch_add(1, Ordering::Relaxed);
        self.facts.fetch_add(verdict.facts, Ordering::Relaxed);
        self.by_text.fetch_add(verdict.by_text, Ordering::Relaxed);
        self.by_server
            .fetch_add(verdict.by_server, Ordering::Relaxed);
        self.unconfirmed
            .fetch_add(verdict.unconfirmed, Ordering::Relaxed);
    }

    /// Tells the sums, and returns whether none is left open and, where these are a measure, text alone settles as many expressions as it should.
    fn tell(&self, is_measure: bool) -> bool {
        let sums = [
            &self.schemas,
            &self.facts,
            &self.by_text,
            &self.by_server,
            &self.unconfirmed,
        ];
        let [schemas, facts, by_text, by_server, unconfirmed] =
            sums.map(|n| n.load(Ordering::Relaxed));
        let all = by_text + by_server;
        let too_new = self.too_new.load(Ordering::Relaxed);
        if too_new > 0 {
            eprintln!(
                "PASSED OVER: {too_new} schemas of the corpora, which this server is too old to load"
            );
        }
        eprintln!(
            "{schemas} schemas with {facts} facts were compared; of {all} expressions text alone settled {by_text}, the server \
             {by_server}; {unconfirmed} facts stayed unconfirmed"
        );
        let enough = !is_measure || all < ENOUGH || by_text * 100 >= all * LEAST_BY_TEXT;
        if !enough {
            eprintln!(
                "error: text alone settles less than {LEAST_BY_TEXT} of a hundred expressions"
            );
        }
        if unconfirmed > 0 {
            eprintln!("error: what a server can settle stays unconfirmed");
        }
        enough && unconfirmed == 0
    }
}

/// Returns what makes the roles of all folders, each once: lines of our own cases, whole files of the corpora.
fn roles(own: &[PathBuf], theirs: &[PathBuf]) -> Vec<String> {
    let mut roles = folder::roles(own);
    roles.extend(corpus::roles(theirs));
    roles
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_default()
}

/// Returns the sides of all folders of cases: each side in SQL, and in YAML where it is written so too.
fn of_cases(cases: &[PathBuf], known: &Path) -> Vec<Subject> {
    let known = Known::read(known, OF_ANY_VERSION);
    let sides = [
        "live",
        "live.sql",
        "desired",
        "desired.sql",
        "live.yaml",
        "desired.yaml",
    ];
    let mut out = Vec::new();
    for folder in cases {
        let name = name_of(folder);
        let is_known = ["forward", "reverse"]
            .iter()
            .any(|way| known.lists(&trial_name(&name, way)));
        for side in sides.into_iter().filter(|side| folder.join(side).exists()) {
            let path = folder.join(side);
            let loaded = files(&match side.strip_suffix(".yaml") {
                Some(stem) => folder.join(format!("{stem}.sql")),
                None => path.clone(),
            });
            out.push(Subject {
                name: trial_name(&name, side),
                setup: Some(folder.join("setup.sql")).filter(|file| file.exists()),
                loaded: loaded.expect("a case's folder can be read"),
                read: vec![path],
                needs: text(&folder.join("needs")).trim().parse().unwrap_or(0),
                written_for: 0,
                is_known,
            });
        }
    }
    out
}

/// Returns both sides of all cases of the corpora; of equal files only one.
fn of_corpus(folder: &Path, cases: &[PathBuf]) -> Vec<Subject> {
    let mut by_text: BTreeMap<String, Subject> = BTreeMap::new();
    for case in cases {
        let name = corpus::name(folder, case);
        for side in ["old.sql", "new.sql"] {
            let file = case.join(side);
            by_text.entry(text(&file)).or_insert(Subject {
                name: trial_name(&name, side),
                setup: None,
                loaded: vec![file.clone()],
                read: vec![file],
                needs: 0,
                written_for: OF_CORPORA,
                is_known: false,
            });
        }
    }
    let mut out: Vec<Subject> = by_text.into_values().collect();
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn name_of(folder: &Path) -> String {
    let name = folder.file_name().expect("a folder has a name");
    name.to_string_lossy().into_owned()
}

fn trial(
    subject: &Subject,
    exceptions: &Arc<Known>,
    sums: &Arc<Sums>,
    world: &Arc<World>,
) -> Trial {
    let (own, sums, of_run) = (subject.clone(), Arc::clone(sums), Arc::clone(world));
    let body = move || match own.compare(&of_run) {
        Ok(None) => {
            sums.too_new.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        Ok(Some(verdict)) => {
            sums.add(&verdict);
            match verdict.told.is_empty() || own.is_known {
                true => Ok(()),
                false => Err(verdict.told.join("\n")),
            }
        }
        Err(_) if own.is_known => Ok(()),
        Err(said) => Err(said),
    };
    let trial = exceptions.trial(subject.name.clone(), body);
    trial.with_ignored_flag(subject.needs > world.version)
}

impl Subject {
    /// Compares the sides; gives nothing where the server is too old to load the subject.
    fn compare(&self, world: &World) -> Result<Option<sides::Verdict>, String> {
        let database = world.lend()?;
        if let Some(setup) = &self.setup {
            database.load(setup)?;
        }
        let scripts = sides::scripts(&self.read)?;
        let mut client = database.connect()?;
        let before = sides::Before::read(&mut client, &scripts)?;
        for file in &self.loaded {
            match database.load(file) {
                Err(_) if world.version < self.written_for => return Ok(None),
                loaded => loaded?,
            }
        }
        sides::compare(&mut client, &scripts, &before).map(Some)
    }
}
