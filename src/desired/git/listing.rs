//! Which files of a desired state a revision or the index has.
//!
//! ```text
//! git ls-tree -r -z     MODE blob ID⇥PATH     a revision
//! git ls-files -s -z    MODE ID STAGE⇥PATH    the index
//! ```
//! Their texts do not belong here.

use std::path::{Path, PathBuf};

use super::repository::Repository;
use super::{GitError, Tree};
use crate::desired::files::Syntax;

/// The mode of a symbolic link.
const LINK: &str = "120000";
/// The mode of a commit of another repository.
const SUBMODULE: &str = "160000";

/// The files of a desired state that git has, in the order in which they are read.
#[derive(Debug)]
pub struct Listing {
    pub(super) tree: Tree,
    pub(super) entries: Vec<Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The repository that has it.
    pub repository: Repository,
    /// Its path as people write it.
    pub shown: String,
    /// How it is written.
    pub syntax: Syntax,
    /// Whether its text is the path that it leads to.
    pub is_link: bool,
    /// The name that git has for its text.
    pub id: String,
}

impl Listing {
    /// Lists what the paths have in a tree.
    ///
    /// # Errors
    /// When git refuses, or the tree has something that cannot be read from it.
    pub fn of(tree: &Tree, paths: &[PathBuf]) -> Result<Listing, GitError> {
        let mut entries = Vec::new();
        for path in paths {
            let (repository, rest) = Repository::of(path);
            let printed = printed(tree, &repository, &rest)?;
            let prefix = repository.prefix();
            let found = lines(tree, &printed)
                .filter_map(|line| entry(tree, &repository, &prefix, line).transpose());
            let mut found = found.collect::<Result<Vec<_>, _>>()?;
            sort(&mut found);
            entries.extend(found);
        }
        let tree = tree.clone();
        Ok(Listing { tree, entries })
    }

    /// Returns whether the files are all of SQL, and none is a link to another.
    pub fn is_plain_sql(&self) -> bool {
        let mut entries = self.entries.iter();
        entries.all(|e| e.syntax == Syntax::Sql && !e.is_link)
    }

    /// Walks the files: the path of each as people write it, and the name that git has for its text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|e| (&*e.shown, &*e.id))
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns whether another tree has the same files with the same texts. What a link leads to may differ all the same.
    pub fn is_same(&self, other: &Listing) -> bool {
        self.entries == other.entries && self.entries.iter().all(|e| !e.is_link)
    }
}

/// Says of a refusal that it may be the revision that git does not know.
fn of_revision(error: GitError, tree: &Tree) -> GitError {
    match (error, tree) {
        (GitError::Refused { said, .. }, Tree::Revision(revision)) => GitError::Revision {
            revision: revision.clone(),
            said,
        },
        (error, _) => error,
    }
}

/// A line of what git lists.
#[derive(Debug)]
pub(super) struct Line<'p> {
    /// What kind of file it is, in octal digits.
    pub mode: &'p str,
    /// The name of the text.
    pub id: &'p str,
    /// Which of the texts that a merge has left; 0 where there is one.
    pub stage: &'p str,
    /// The path from the folder that git is asked in.
    pub path: &'p str,
}

impl<'p> Line<'p> {
    /// Reads `MODE TYPE ID⇥PATH` of a revision, `MODE ID STAGE⇥PATH` of the index.
    fn parse(tree: &Tree, line: &'p str) -> Option<Line<'p>> {
        let (about, path) = line.split_once('\t')?;
        let mut words = about.split(' ');
        let (mode, second, third) = (words.next()?, words.next()?, words.next()?);
        let (id, stage) = match tree {
            Tree::Revision(_) => (third, "0"),
            Tree::Index => (second, third),
        };
        Some(Line {
            mode,
            id,
            stage,
            path,
        })
    }

    /// Returns whether the text is the path that it leads to.
    pub fn is_link(&self) -> bool {
        self.mode == LINK
    }
}

/// Has git list all that a path has in a tree.
pub(super) fn printed(
    tree: &Tree,
    repository: &Repository,
    path: &Path,
) -> Result<String, GitError> {
    let path = path.to_string_lossy();
    let asked = match tree {
        Tree::Revision(revision) => {
            let words = ["ls-tree", "-r", "-z", "--end-of-options", revision, "--"];
            [&words[..], &[&path]].concat()
        }
        Tree::Index => vec!["ls-files", "--stage", "-z", "--", &path],
    };
    let printed = repository.run(&asked).map_err(|e| of_revision(e, tree))?;
    let printed = String::from_utf8(printed);
    Ok(printed.unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()))
}

/// Walks the lines that git has printed.
pub(super) fn lines<'p>(tree: &Tree, printed: &'p str) -> impl Iterator<Item = Line<'p>> {
    let lines = printed.split('\0');
    lines.filter_map(|line| Line::parse(tree, line))
}

/// Puts files in the order of the parts of their paths, as a folder is read; git tells them by their bytes.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| by_parts(&a.shown).cmp(by_parts(&b.shown)));
}

/// Walks the bytes of a path so that a folder comes before what begins with its name.
fn by_parts(path: &str) -> impl Iterator<Item = u8> {
    let bytes = path.bytes();
    bytes.map(|byte| if byte == b'/' { 0 } else { byte })
}

/// Returns a file of a desired state; nothing if the line is about something else.
pub(super) fn entry(
    tree: &Tree,
    repository: &Repository,
    prefix: &str,
    line: Line,
) -> Result<Option<Entry>, GitError> {
    if is_hidden(line.path) {
        return Ok(None);
    }
    let shown = [prefix, line.path].concat();
    let wrong = |cause: &str, help: &str| {
        Err(GitError::Text {
            name: tree.path(&shown),
            cause: cause.to_string(),
            help: Some(help.to_string()),
        })
    };
    if line.mode == SUBMODULE {
        return wrong(
            "is a submodule, whose files are in another repository",
            "keep the desired state in one repository, or name its files without the submodule",
        );
    }
    let name = memchr::memrchr(b'/', line.path.as_bytes()).map_or(0, |at| at + 1);
    let Some(syntax) = Syntax::of_name(&line.path[name..]) else {
        return Ok(None);
    };
    if line.stage != "0" {
        return wrong(
            "is in conflict: a merge has left several texts of it",
            "resolve it, and stage it with git add",
        );
    }
    Ok(Some(Entry {
        repository: repository.clone(),
        shown,
        syntax,
        is_link: line.is_link(),
        id: line.id.to_string(),
    }))
}

/// Returns whether a part of a path begins with a dot.
fn is_hidden(path: &str) -> bool {
    let bytes = path.as_bytes();
    let begins = |dot: &usize| *dot == 0 || bytes[dot - 1] == b'/';
    let mut dots = memchr::memchr_iter(b'.', bytes).filter(begins);
    dots.any(|dot| {
        let part = path[dot..].split('/').next();
        !part.is_some_and(|part| part == "." || part == "..")
    })
}
