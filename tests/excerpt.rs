//! What the commit hook reads of two sides tells the same patch as the whole of both.
//!
//! Each script of `tests/cases`, of the examples and of the corpora (where they are at hand) is compared with itself less one statement,
//! and with one word changed; where an excerpt is found, its patch must be that of the whole, to the letter.

mod support;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use support::corpus;
use trueup::apply::counts::Counts;
use trueup::compare::{self, Side as Live};
use trueup::desired::Scripts;
use trueup::desired::excerpt::{Side, Source, Summaries, excerpt};
use trueup::desired::files::Syntax;
use trueup::live::Reach;
use trueup::model::{Files, Pair};
use trueup::report::json;

/// Words that are changed, each by another that changes what is defined.
const CHANGES: [(&str, &str); 7] = [
    (" text", " character varying(40)"),
    (" integer", " bigint"),
    (" int ", " bigint "),
    (" not null", ""),
    ("select ", "select all "),
    ("'a'", "'aa'"),
    ("(\n", "(\n  one_more text,\n"),
];

/// How the comparisons ended.
#[derive(Default)]
struct Tally {
    /// The whole cannot be compared, so there is nothing to hold an excerpt against.
    wrong: usize,
    /// There is no excerpt.
    none: usize,
    /// The patch of the excerpt is that of the whole.
    alike: usize,
    /// Of these, the ones whose excerpt left something out.
    shorter: usize,
    /// Where the patches differ.
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.wrong += other.wrong;
        self.none += other.none;
        self.alike += other.alike;
        self.shorter += other.shorter;
        self.failures.extend(other.failures);
    }
}

#[test]
fn an_excerpt_of_each_case_tells_the_patch_of_the_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = corpus::folders(&root.join("tests/cases"));
    let pairs = cases.iter().map(|case| {
        let side = |name| fs::read_to_string(case.join(name)).unwrap_or_default();
        (shown(case), side("live.sql"), side("desired.sql"))
    });
    let pairs: Vec<_> = pairs.collect();
    let mut tally = over(&pairs, |name, live, desired, tally| {
        one(name, live, desired, tally);
        one(name, desired, live, tally);
        varied(name, desired, tally);
    });
    // What stands beside makes an excerpt worth its while; some of it has the names of the cases.
    let beside = fs::read_to_string(root.join("examples/stripe/schema.sql")).unwrap_or_default();
    tally.add(over(&pairs, |name, live, desired, tally| {
        let with = |text: &str| format!("{beside}\n;\nset search_path = public;\n{text}");
        one(
            &format!("{name}, beside others"),
            &with(live),
            &with(desired),
            tally,
        );
    }));
    judge(tally, 300);
}

#[test]
fn an_excerpt_of_each_case_of_the_corpora_tells_the_patch_of_the_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = corpus::folder(root) else {
        return support::aloud::skipped(
            "the excerpts of the corpora, for no folder above holds shared/corpus",
        );
    };
    let pairs = corpus::cases(&folder).into_iter().map(|case| {
        let side = |name| fs::read_to_string(case.join(name)).unwrap_or_default();
        (
            corpus::name(&folder, &case),
            side("old.sql"),
            side("new.sql"),
        )
    });
    let pairs: Vec<_> = pairs.collect();
    let tally = over(&pairs, |name, live, desired, tally| {
        one(name, live, desired, tally);
        one(name, desired, live, tally);
        varied(name, desired, tally);
    });
    judge(tally, 300);
}

fn judge(tally: Tally, least: usize) {
    let Tally {
        wrong,
        none,
        alike,
        shorter,
        failures,
    } = &tally;
    eprintln!(
        "{alike} alike, {shorter} of them by less than the whole; {none} without an excerpt, {wrong} not to be compared"
    );
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    for failure in failures {
        let (name, said) = failure.split_once('\n').unwrap_or((failure, ""));
        by_name.entry(name).or_insert(said);
    }
    let shown: Vec<String> = by_name
        .iter()
        .take(8)
        .map(|(name, said)| format!("{name}\n{said}"))
        .collect();
    assert!(
        failures.is_empty(),
        "{} differ:\n{}",
        failures.len(),
        shown.join("\n")
    );
    assert!(
        *shorter > least,
        "only {shorter} excerpts left something out"
    );
}

fn shown(path: &Path) -> String {
    PathBuf::from(path.file_name().unwrap_or_default())
        .display()
        .to_string()
}

/// Goes over pairs of texts with a thread for each processor.
fn over(
    pairs: &[(String, String, String)],
    each: impl Fn(&str, &str, &str, &mut Tally) + Sync,
) -> Tally {
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    let each = &each;
    thread::scope(|scope| {
        let start = |first: usize| {
            scope.spawn(move || {
                let mut tally = Tally::default();
                for (name, live, desired) in pairs.iter().skip(first).step_by(threads) {
                    each(name, live, desired, &mut tally);
                }
                tally
            })
        };
        let started: Vec<_> = (0..threads).map(start).collect();
        let mut whole = Tally::default();
        for one in started {
            whole.add(one.join().expect("no comparison panics"));
        }
        whole
    })
}

/// How many statements of a script are varied, unless `EXCERPT_ALL` is set: the scripts of the corpora have up to a thousand.
const VARIED: usize = 4;

/// Compares a script with what it is less one statement, and with one word changed.
fn varied(name: &str, text: &str, tally: &mut Tally) {
    let mut start = 0;
    let count = text.matches(";\n").count();
    let step = match env::var_os("EXCERPT_ALL") {
        Some(_) => 1,
        None => count.div_ceil(VARIED),
    };
    for (number, (end, sign)) in text.match_indices(";\n").enumerate() {
        if number % step != 0 {
            start = end + sign.len();
            continue;
        }
        let statement = &text[start..end + sign.len()];
        let with =
            |statement: &str| format!("{}{statement}{}", &text[..start], &text[end + sign.len()..]);
        let first = statement.trim().lines().next().unwrap_or_default();
        let less = with("");
        one(&format!("{name}, without `{first}`"), &less, text, tally);
        one(&format!("{name}, no longer `{first}`"), text, &less, tally);
        for (word, other) in CHANGES {
            if statement.contains(word) {
                let changed = with(&statement.replacen(word, other, 1));
                let name = format!("{name}, `{word}` of `{first}` becomes `{other}`");
                one(&name, text, &changed, tally);
            }
        }
        start = end + sign.len();
    }
}

/// Compares two texts whole and by an excerpt, each as one file and as a file for each statement.
fn one(name: &str, live: &str, desired: &str, tally: &mut Tally) {
    if live == desired {
        return;
    }
    let texts = Pair { live, desired };
    let whole = |text: &&str| vec![("a.sql".to_string(), text.to_string())];
    in_files(name, texts.as_ref().map(whole), tally);
    in_files(
        &format!("{name}, in many files"),
        texts.as_ref().map(|text| cut(text)),
        tally,
    );
}

/// Cuts a text into files, the path of each being its first line.
fn cut(text: &str) -> Vec<(String, String)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut files = Vec::new();
    for text in text.split_inclusive(";\n") {
        let first = text.trim().lines().next().unwrap_or_default();
        let count = seen.entry(first).or_default();
        *count += 1;
        files.push((format!("{first} {count}"), text.to_string()));
    }
    files
}

fn side(files: &[(String, String)]) -> Side<'_> {
    Side {
        prefix: String::new(),
        files: files
            .iter()
            .map(|(path, text)| Source { path, text })
            .collect(),
    }
}

fn in_files(name: &str, files: Pair<Vec<(String, String)>>, tally: &mut Tally) {
    let parse = |files: &Vec<(String, String)>| {
        let mut all = Files::default();
        for (path, text) in files {
            all.add(path, text);
        }
        Scripts::parse(all, &vec![Syntax::Sql; files.len()])
    };
    let Some(whole) = told(&files.as_ref().map(parse)) else {
        return tally.wrong += 1;
    };
    // A text is its own name here.
    let sides = Pair {
        live: side(&files.live),
        desired: side(&files.desired),
    };
    let mut texts = |names: &[&str]| Some(names.iter().map(|name| Arc::from(*name)).collect());
    let Some(excerpt) = excerpt(&sides, &mut Summaries::default(), &mut texts) else {
        return tally.none += 1;
    };
    let Some(by_excerpt) = told(&excerpt).filter(|told| !told.is_doubtful) else {
        return tally.none += 1;
    };
    if by_excerpt.patch != whole.patch {
        let diff = format!(
            "{name}\nwhole:\n{}\nexcerpt:\n{}",
            whole.patch, by_excerpt.patch
        );
        return tally.failures.push(diff);
    }
    tally.alike += 1;
    tally.shorter += usize::from(by_excerpt.facts < whole.facts);
}

/// What a comparison tells.
struct Told {
    patch: String,
    facts: usize,
    is_doubtful: bool,
}

/// Compares; nothing where something is wrong.
fn told(sides: &Pair<Scripts>) -> Option<Told> {
    let live = Live::Files(&sides.live);
    let comparison = compare::compare(&sides.desired, live, &Reach::default()).ok()?;
    let left: Vec<&str> = comparison.left.iter().map(|id| id.name()).collect();
    let written = json::json(&comparison, &Counts::default());
    let mut json: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
    // How many expressions are the same depends on how many were read, and what else is doubtful is not told.
    json["summary"]["expressions"].take();
    json["warnings"].take();
    Some(Told {
        patch: format!("{json:#}\nleft: {left:?}"),
        facts: comparison.pair.desired.len() + comparison.pair.live.len(),
        is_doubtful: !comparison.warnings.is_empty(),
    })
}
