//! `--staged`: the files as the next commit has them, for hooks.
//!
//! Nothing is read from the working tree: a commit may hold a part of what stands there, and the configuration counts as
//! it is staged too, for the paths and the policy of a commit are those that it has itself.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use super::live::{self, Live};
use super::setup::{self, Compared, Setup};
use super::sources::Sources;
use super::trouble::Trouble;
use super::{database, output};
use crate::compare::Comparison;
use crate::config::{Config, NAME};
use crate::desired::Scripts;
use crate::desired::git::{self, Checkout, GitError, HEAD, Listing, Texts, Tree};
use crate::kind::words;
use crate::report::commit;

/// Compares what is staged with HEAD, or with another source; nothing if `quick` will do and git says that no file differs.
///
/// # Errors
/// When there is no repository, or a file is wrong.
pub fn compare<'s>(
    sources: &'s Sources,
    from: Option<&str>,
    quick: bool,
) -> Result<Option<(Setup<'s>, Compared)>, Trouble> {
    let checkout = git::checkout()?;
    let Some(source) = from else {
        return with_head(sources, &checkout, quick);
    };
    let (setup, staged) = staged(sources, &checkout)?;
    let (files, syntaxes) = Texts::of(&[&staged])?.files(&staged, str::to_string)?;
    let live = live::open(source, &setup.paths())?;
    let compared = setup.compare_with(Scripts::parse(files, &syntaxes), live, true)?;
    Ok(Some((setup, compared)))
}

/// Compares what is staged with HEAD; git is asked for both at once.
fn with_head<'s>(
    sources: &'s Sources,
    checkout: &Checkout,
    quick: bool,
) -> Result<Option<(Setup<'s>, Compared)>, Trouble> {
    let (staged, before) = thread::scope(|scope| {
        let before = scope.spawn(|| before(sources, checkout));
        let staged = staged(sources, checkout);
        (
            staged,
            before.join().unwrap_or_else(|panic| resume_unwind(panic)),
        )
    });
    let (setup, staged) = staged?;
    let before = match before? {
        Some(before) => before,
        None => Listing::of(&head(), &setup.paths())?,
    };
    if quick && staged.is_same(&before) {
        if !staged.is_empty() {
            output::status("no change: the desired state is staged as HEAD has it.");
        }
        return Ok(None);
    }
    let (scripts, live) = parsed(&staged, &before)?;
    let compared = setup.compare_with(scripts, Live::Files(Box::new(live)), false)?;
    Ok(Some((setup, compared)))
}

/// Lists what is staged, with what the configuration says that is.
fn staged<'s>(sources: &'s Sources, checkout: &Checkout) -> Result<(Setup<'s>, Listing), Trouble> {
    let named = sources.database.config.as_deref();
    let config = config(&Tree::Index, named, checkout)?;
    let setup = Setup::new(sources, sources.database.known_by(config)?);
    let staged = listed(&setup.paths())?;
    Ok((setup, staged))
}

/// Reads the files that are staged, with the configuration that is.
///
/// # Errors
/// When there is no repository, or a file is wrong.
pub fn read(files: &[PathBuf], named: Option<&Path>) -> Result<(Scripts, Option<Config>), Trouble> {
    let config = config(&Tree::Index, named, &git::checkout()?)?;
    let staged = listed(&setup::paths(files, config.as_ref()))?;
    let (files, syntaxes) = Texts::of(&[&staged])?.files(&staged, str::to_string)?;
    Ok((Scripts::parse(files, &syntaxes), config))
}

/// Tells what the patch may cost that some environment refuses and no file allows; returns whether there is such.
pub fn refused(setup: &Setup, compared: &Compared) -> bool {
    let problems = commit::problems(
        &compared.comparison,
        &setup.policies(),
        &compared.scripts.allows,
    );
    output::problems(&problems);
    if !problems.is_empty() {
        output::status(REFUSED);
    }
    !problems.is_empty()
}

/// Tells what the files no longer describe: no patch drops it.
pub fn tell_left(comparison: &Comparison) {
    for id in &comparison.left {
        output::status(&format!(
            "note: {} is described no more; it stays as it is in the databases, since nothing is pruned.",
            words::called(id)
        ));
    }
}

/// What is said last where a commit is refused.
const REFUSED: &str = "Refused. A reason in the files lets the commit pass; it lifts nothing in a\n\
                       database: there `trueup apply` counts the rows and asks for its own --allow.";

/// Returns the configuration that a tree has; one that git does not know counts as it is.
fn config(
    tree: &Tree,
    named: Option<&Path>,
    checkout: &Checkout,
) -> Result<Option<Config>, Trouble> {
    let paths: Vec<PathBuf> = match named {
        Some(path) => vec![path.to_path_buf()],
        None => above(checkout.depth).collect(),
    };
    let found = match git::first(tree, &paths) {
        // A path that is named may be in no repository.
        Err(GitError::Refused { .. }) if named.is_some() => None,
        found => found?,
    };
    match found {
        Some((path, text)) => Ok(Some(Config::parse(&path, &text)?)),
        None => database::read(named.map(Path::to_path_buf)),
    }
}

/// Returns where the configuration may be: here, and in the folders above as far as the repository goes.
fn above(depth: usize) -> impl Iterator<Item = PathBuf> {
    (0..=depth).map(|up| PathBuf::from("../".repeat(up) + NAME))
}

/// Lists the files that are staged.
fn listed(paths: &[PathBuf]) -> Result<Listing, Trouble> {
    let staged = Listing::of(&Tree::Index, paths)?;
    if staged.is_empty() {
        nothing(paths)?;
    }
    Ok(staged)
}

/// Says that nothing is staged below the paths; where nothing is there at all the paths are wrong.
fn nothing(paths: &[PathBuf]) -> Result<(), Trouble> {
    let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    let shown = shown.join(", ");
    let was = Listing::of(&head(), paths).is_ok_and(|l| !l.is_empty());
    if !was && !paths.iter().any(|p| p.exists()) {
        return Err(Trouble::Usage {
            message: format!("there is no {shown}, neither staged nor in the working tree"),
            help: format!(
                "name the files or folders that describe the database, here or in {NAME}"
            ),
        });
    }
    output::status(&format!(
        "note: no .sql or .yaml file of {shown} is staged."
    ));
    Ok(())
}

/// Lists the files before the commit, by the paths that the configuration had then; nothing if that was wrong, which is not
/// the commit's to answer for.
fn before(sources: &Sources, checkout: &Checkout) -> Result<Option<Listing>, GitError> {
    if !checkout.has_head {
        return Ok(Some(Listing::empty()));
    }
    let named = sources.database.config.as_deref();
    let Ok(config) = config(&head(), named, checkout) else {
        return Ok(None);
    };
    let paths = setup::paths(&sources.files, config.as_ref());
    Listing::of(&head(), &paths).map(Some)
}

fn head() -> Tree {
    Tree::Revision(HEAD.into())
}

/// Reads both sides, each text once, and cuts them into statements at the same time.
fn parsed(staged: &Listing, before: &Listing) -> Result<(Scripts, Scripts), Trouble> {
    let texts = Texts::of(&[staged, before])?;
    let desired = texts.files(staged, str::to_string)?;
    let live = texts.files(before, |path| format!("{HEAD}:{path}"))?;
    Ok(thread::scope(|scope| {
        let live = scope.spawn(move || Scripts::parse(live.0, &live.1));
        let desired = Scripts::parse(desired.0, &desired.1);
        (
            desired,
            live.join().unwrap_or_else(|panic| resume_unwind(panic)),
        )
    }))
}
