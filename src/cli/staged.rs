//! `--staged`: the files as the next commit has them, for hooks.
//!
//! Nothing is read from the working tree: a commit may hold a part of what stands there, and the configuration counts as
//! it is staged too, for the paths and the policy of a commit are those that it has itself.

use std::path::{Path, PathBuf};

use super::live::{self, Live};
use super::setup::{self, Compared, Setup};
use super::sources::Sources;
use super::trouble::Trouble;
use super::{database, output};
use crate::compare::Comparison;
use crate::config::{Config, NAME};
use crate::desired::Scripts;
use crate::desired::excerpt::{Side, Source, Summaries, excerpt};
use crate::desired::git::{Checkout, GitError, HEAD, Listing, Reader, Texts, Tree};
use crate::kind::words;
use crate::model::{Pair, at_once};
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
    let mut reader = Reader::open();
    let checkout = reader.checkout()?;
    let summaries = quick.then(|| Summaries::kept(&checkout.summaries));
    let named = sources.database.config.as_deref();
    let config = config(&Tree::Index, named, &checkout, &mut reader)?;
    let setup = Setup::new(sources, sources.database.known_by(config)?);
    let paths = setup.paths();
    let desired = listed(&reader, &paths)?;
    let Some(source) = from else {
        let paths_before = paths_before(sources, &setup, &checkout, &mut reader);
        let live = reader.listing(&head(), &paths_before)?;
        let compared = with_head(&setup, &Pair { live, desired }, &mut reader, summaries)?;
        return Ok(compared.map(|compared| (setup, compared)));
    };
    let (files, syntaxes) = Texts::by(&mut reader, &[&desired])?.files(&desired, str::to_string)?;
    let live = live::open(source, &paths)?;
    let compared = setup.compare_with(Scripts::parse(files, &syntaxes), live, true)?;
    Ok(Some((setup, compared)))
}

/// Returns the paths that the configuration had before the commit.
fn paths_before(
    sources: &Sources,
    setup: &Setup,
    checkout: &Checkout,
    reader: &mut Reader,
) -> Vec<PathBuf> {
    if !checkout.has_head {
        return Vec::new();
    }
    let named = sources.database.config.as_deref();
    match config(&head(), named, checkout, reader) {
        Ok(config) => setup::paths(&sources.files, config.as_ref()),
        // It was wrong, which is not the commit's to answer for.
        Err(_) => setup.paths(),
    }
}

/// Compares what is staged with HEAD. No more is read than is needed where summaries of texts may tell what that is.
fn with_head(
    setup: &Setup,
    sides: &Pair<Listing>,
    reader: &mut Reader,
    summaries: Option<Summaries>,
) -> Result<Option<Compared>, Trouble> {
    if let Some(summaries) = summaries {
        if sides.desired.is_same(&sides.live) {
            if !sides.desired.is_empty() {
                output::status("no change: the desired state is staged as HEAD has it.");
            }
            return Ok(None);
        }
        let scripts = by_excerpt(setup, sides, reader, summaries);
        let compared = scripts.and_then(|scripts| setup.compare_excerpt(scripts));
        if compared.is_some() {
            return Ok(compared);
        }
    }
    let texts = Texts::by(reader, &[&sides.desired, &sides.live])?;
    let desired = texts.files(&sides.desired, str::to_string)?;
    let live = texts.files(&sides.live, of_head)?;
    let (scripts, live) = at_once(
        || Scripts::parse(desired.0, &desired.1),
        || Scripts::parse(live.0, &live.1),
    );
    setup
        .compare_with(scripts, Live::Files(Box::new(live)), false)
        .map(Some)
}

/// Reads what tells the difference, as summaries of the texts let it be found; nothing where the whole must be read.
fn by_excerpt(
    setup: &Setup,
    listings: &Pair<Listing>,
    reader: &mut Reader,
    mut summaries: Summaries,
) -> Option<Pair<Scripts>> {
    let plain = listings.live.is_plain_sql() && listings.desired.is_plain_sql();
    if !plain || !setup.is_of_files() {
        return None;
    }
    let sides = Pair {
        live: side(of_head(""), &listings.live),
        desired: side(String::new(), &listings.desired),
    };
    let scripts = excerpt(&sides, &mut summaries, &mut |names| reader.texts(names));
    let all = sides.live.files.iter().chain(&sides.desired.files);
    summaries.keep(all.map(|source| source.text));
    scripts
}

fn side(prefix: String, listing: &Listing) -> Side<'_> {
    let source = |(path, text)| Source { path, text };
    Side {
        prefix,
        files: listing.files().map(source).collect(),
    }
}

fn of_head(path: &str) -> String {
    format!("{HEAD}:{path}")
}

/// Reads the files that are staged, with the configuration that is.
///
/// # Errors
/// When there is no repository, or a file is wrong.
pub fn read(files: &[PathBuf], named: Option<&Path>) -> Result<(Scripts, Option<Config>), Trouble> {
    let mut reader = Reader::open();
    let config = config(&Tree::Index, named, &reader.checkout()?, &mut reader)?;
    let staged = listed(&reader, &setup::paths(files, config.as_ref()))?;
    let (files, syntaxes) = Texts::by(&mut reader, &[&staged])?.files(&staged, str::to_string)?;
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
    reader: &mut Reader,
) -> Result<Option<Config>, Trouble> {
    let found = match named {
        None => reader.first(tree, &above(checkout.depth).collect::<Vec<_>>())?,
        // A path that is named may be in no repository, at which git ends.
        Some(path) => match reader.first(tree, &[path.to_path_buf()]) {
            Err(GitError::Refused { .. }) => None,
            found => found?,
        },
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
fn listed(reader: &Reader, paths: &[PathBuf]) -> Result<Listing, Trouble> {
    let staged = reader.listing(&Tree::Index, paths)?;
    if staged.is_empty() {
        nothing(reader, paths)?;
    }
    Ok(staged)
}

/// Says that nothing is staged below the paths; where nothing is there at all the paths are wrong.
fn nothing(reader: &Reader, paths: &[PathBuf]) -> Result<(), Trouble> {
    let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    let shown = shown.join(", ");
    let was = reader.listing(&head(), paths).is_ok_and(|l| !l.is_empty());
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

fn head() -> Tree {
    Tree::Revision(HEAD.into())
}
