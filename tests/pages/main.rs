//! Every page does what it says: the commands of README.md, `docs/` and `examples/` run here, and must print what stands below them.
//!
//! `page` says how a block is marked that cannot be run; `not-run` lists all of these with the reason. A page's server is a throwaway one.
//! `UPDATE=1` writes what the commands print into the pages; times and sizes are not compared.

mod laws;
mod left_out;
mod mask;
mod page;
mod play;
mod stage;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use libtest_mimic::{Arguments, Failed, Trial};

use page::Page;

/// How many pages are played at once, unless `--test-threads` says otherwise.
const THREADS: usize = 2;

/// Where the pages are.
const PLACES: [&str; 3] = ["README.md", "docs", "examples"];

/// The page whose examples are wrong on purpose; the suite `cli` runs them.
const ERRORS: &str = "docs/errors.md";

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(THREADS);
    let mut trials = laws::trials();
    for page in pages() {
        trials.push(Trial::test(page.clone(), move || check(&page)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Returns the paths of all pages, from the root of the repository.
fn pages() -> Vec<String> {
    let mut found = Vec::new();
    PLACES
        .iter()
        .for_each(|place| find(Path::new(place), &mut found));
    found.retain(|page| page != ERRORS);
    found.sort();
    found
}

fn find(path: &Path, found: &mut Vec<String>) {
    let whole = root().join(path);
    if path.extension().is_some_and(|extension| extension == "md") {
        found.push(path.to_string_lossy().into_owned());
    } else if whole.is_dir() {
        for entry in fs::read_dir(whole).expect("the folder is readable") {
            let name = entry.expect("an entry is readable").file_name();
            find(&path.join(name), found);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(page: &str) -> String {
    fs::read_to_string(root().join(page)).expect("the page is readable")
}

/// Returns the page; that of an example has the server which its `live.sql` makes.
fn read(path: &str) -> Result<Page, Failed> {
    let read = Page::read(&text(path));
    let mut page =
        read.map_err(|faults| format!("{path}:{}", faults.join(&format!("\n{path}:"))))?;
    if let Some(folder) = path.strip_suffix("/README.md") {
        let live = format!("{folder}/live.sql");
        if page.server.is_none() && root().join(&live).is_file() {
            page.server = Some(vec![live]);
        }
    }
    Ok(page)
}

/// Plays a page and compares it with what its commands print.
fn check(path: &str) -> Result<(), Failed> {
    let (page, written) = (read(path)?, text(path));
    let played = play::played(&page);
    if played == written {
        return Ok(());
    }
    if env::var_os("UPDATE").is_none() {
        let differences = differences(&mask::masked(&written), &mask::masked(&played));
        return Err(format!("{path} lies (UPDATE=1 mends it):\n{differences}").into());
    }
    fs::write(root().join(path), played).expect("the page can be written");
    Ok(())
}

fn differences(written: &str, played: &str) -> String {
    similar::TextDiff::from_lines(written, played)
        .unified_diff()
        .context_radius(2)
        .header("page", "what the commands print")
        .to_string()
}
