//! What `trueup convert` writes means what its files mean: for every desired and live side in `tests/cases`, the examples and the
//! schema, in SQL and in YAML and back again.
//!
//! `convert` proves each of its own results; a law that it could not keep stands in `tests/convert-known-failures`. A second conversion
//! of a result gives the same text, so that it can be kept in order by running it. No server is needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Arguments;

#[allow(dead_code, reason = "lists are also bounded by version elsewhere")]
#[path = "support/known.rs"]
mod known;

use known::{Known, OF_ANY_VERSION, trial_name};
use trueup::compare::{CompareError, alone};
use trueup::convert::{ConvertError, convert};
use trueup::desired::Scripts;
use trueup::desired::files::{self, Syntax};

const WAYS: [(&str, Syntax); 2] = [("yaml", Syntax::Yaml), ("sql", Syntax::Sql)];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = root.join("tests/convert-known-failures");
    let known = Arc::new(Known::read(&list, OF_ANY_VERSION));
    let mut trials = Vec::new();
    for (name, paths) in states(root) {
        for (way, syntax) in WAYS {
            let paths = paths.clone();
            let body = move || holds(&paths, syntax);
            trials.push(known.trial(trial_name(&name, way), body));
        }
    }
    trials.push(known.names_exist(&trials));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Returns every desired state of the project, by a name.
fn states(root: &Path) -> Vec<(String, Vec<PathBuf>)> {
    let mut out = Vec::new();
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("tests/cases"))
        .expect("the cases can be read")
        .map(|entry| entry.expect("the cases can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let case = folder
            .file_name()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        for side in ["desired", "desired.sql", "desired.yaml", "live.sql"] {
            let path = folder.join(side);
            if path.exists() {
                let side = side.replace('.', "-");
                out.push((format!("{case}-{side}"), vec![path]));
            }
        }
    }
    for path in [
        "schema/stripe.sql",
        "schema/stripe.yaml",
        "examples/migrations/migrations",
        "examples/review/after.yaml",
        "examples/supabase/schema",
        "src/desired/yaml/everything.yaml",
    ] {
        out.push((path.replace(['/', '.'], "-"), vec![root.join(path)]));
    }
    out
}

fn holds(paths: &[PathBuf], to: Syntax) -> Result<(), String> {
    let (texts, syntaxes) = files::read(paths).map_err(|error| error.to_string())?;
    let scripts = Scripts::parse(texts, &syntaxes);
    if let Err(CompareError::Desired(problems)) = alone(&scripts) {
        // What cannot be read without a server has no state that could be kept.
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        return match said.is_empty() {
            true => Err("errors without a word".into()),
            false => Ok(()),
        };
    }
    let first = convert(&scripts, to).map_err(|error| told(&error))?.text;
    let again = Scripts::of_text("again", &first, to);
    let second = convert(&again, to);
    let second = second
        .map_err(|error| format!("{}\nof\n{first}", told(&error)))?
        .text;
    match second == first {
        true => Ok(()),
        false => {
            let diff = similar::TextDiff::from_lines(&first, &second);
            let diff = diff.unified_diff().to_string();
            Err(format!("converted again it is another text:\n{diff}"))
        }
    }
}

fn told(error: &ConvertError) -> String {
    let ConvertError::Read(CompareError::Desired(problems)) = error else {
        return error.to_string();
    };
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    format!("what was written cannot be read: {}", said.join("; "))
}
