//! The texts of listed files, each asked for once however many trees have it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Component, Path, PathBuf};
use std::process::Stdio;
use std::thread;

use super::listing::{self, Entry};
use super::repository::Repository;
use super::{GitError, Listing, Tree};
use crate::desired::files::Syntax;
use crate::model::Files;

/// How many links may lead to each other.
const LINKS: usize = 10;

/// The texts of the files of some listings, by the names that git is asked for.
#[derive(Debug, Default)]
pub struct Texts(BTreeMap<(Repository, String), Vec<u8>>);

impl Texts {
    /// Reads the texts of all files of some listings.
    ///
    /// # Errors
    /// When git does not have one of them.
    pub fn of(listings: &[&Listing]) -> Result<Texts, GitError> {
        let mut wanted: BTreeMap<Repository, Vec<String>> = BTreeMap::new();
        for entry in listings.iter().flat_map(|l| &l.entries) {
            let list = wanted.entry(entry.repository.clone()).or_default();
            list.push(entry.id.clone());
        }
        let mut texts = Texts::default();
        for (repository, mut names) in wanted {
            names.sort_unstable();
            names.dedup();
            let found = ask(&repository, &names)?;
            let named = names.into_iter().zip(found);
            let known = named.filter_map(|(name, text)| Some(((repository.clone(), name), text?)));
            texts.0.extend(known);
        }
        Ok(texts)
    }

    /// Returns the files of a listing; `name` says what a path is called.
    ///
    /// # Errors
    /// When a text is missing, is not UTF-8, or leads nowhere.
    pub fn files(
        &self,
        listing: &Listing,
        name: impl Fn(&str) -> String,
    ) -> Result<(Files, Vec<Syntax>), GitError> {
        let (mut files, mut syntaxes) = (Files::default(), Vec::new());
        for entry in &listing.entries {
            let text = match entry.is_link {
                true => self.linked(entry, &listing.tree)?,
                false => self.own(entry, &listing.tree)?,
            };
            files.add(&name(&entry.shown), &text);
            syntaxes.push(entry.syntax);
        }
        Ok((files, syntaxes))
    }

    fn own(&self, entry: &Entry, tree: &Tree) -> Result<String, GitError> {
        let key = (entry.repository.clone(), entry.id.clone());
        let name = || tree.path(&entry.shown);
        let Some(text) = self.0.get(&key) else {
            return Err(GitError::Text {
                name: name(),
                cause: "is not among the objects that git has here".into(),
                help: Some("fetch them: git fetch".into()),
            });
        };
        utf8(text.clone(), name)
    }

    /// Follows a symbolic link to a file of the same tree.
    fn linked(&self, entry: &Entry, tree: &Tree) -> Result<String, GitError> {
        let (mut path, mut text) = (PathBuf::from(&entry.shown), self.own(entry, tree)?);
        for _ in 0..LINKS {
            let folder = path.parent().unwrap_or(Path::new(""));
            path = plain(&folder.join(text.trim_end()));
            let nowhere = || GitError::Text {
                name: tree.path(&entry.shown),
                cause: format!(
                    "is a symbolic link to {}, which is no file of {}",
                    path.display(),
                    tree.called()
                ),
                help: Some(
                    "let it lead to a file that git has, or put the text itself here".into(),
                ),
            };
            let (repository, rest) = Repository::of(&path);
            // What git does not know leads nowhere, be it in no repository at all.
            let mut found = listing::lines(tree, &repository, &rest).unwrap_or_default();
            let (Some(line), true) = (found.pop(), found.is_empty()) else {
                return Err(nowhere());
            };
            let mut asked = ask(&repository, std::slice::from_ref(&line.id))?;
            let bytes = asked.pop().flatten().ok_or_else(nowhere)?;
            text = utf8(bytes, || tree.path(&path.display().to_string()))?;
            if !line.is_link() {
                return Ok(text);
            }
        }
        Err(GitError::Text {
            name: tree.path(&entry.shown),
            cause: "is a symbolic link that leads to no end".into(),
            help: None,
        })
    }
}

/// Returns a path without `.`, and without `..` behind a folder.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        let within = matches!(out.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if within => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Takes bytes for a text.
pub(super) fn utf8(bytes: Vec<u8>, name: impl Fn() -> String) -> Result<String, GitError> {
    String::from_utf8(bytes).map_err(|_| GitError::Text {
        name: name(),
        cause: "is not UTF-8".into(),
        help: None,
    })
}

/// Asks git for texts by their names, in one run; nothing stands for one that it does not have.
pub(super) fn ask(
    repository: &Repository,
    names: &[String],
) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let arguments = ["cat-file", "--batch", "--buffer"];
    let mut child = repository.start(&arguments, Stdio::piped())?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Ok(Vec::new());
    };
    let found = thread::scope(|scope| {
        // Git may wait for its output to be read while there is more to ask.
        scope.spawn(move || stdin.write_all((names.join("\n") + "\n").as_bytes()));
        let mut reader = BufReader::with_capacity(1 << 16, stdout);
        names.iter().map(|_| answer(&mut reader)).collect()
    });
    match found {
        Ok(found) => repository.finish(child, &arguments).map(|_| found),
        // Where git has ended early it has said why.
        Err(error) => Err(repository.finish(child, &arguments).err().unwrap_or(error)),
    }
}

/// Reads an answer: `ID blob SIZE`, the text and the end of a line; or words that end with `missing`.
fn answer(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, GitError> {
    let mut head = String::new();
    let read = reader.read_line(&mut head).map_err(GitError::Run)?;
    if read == 0 {
        return Err(GitError::Refused {
            command: "cat-file".into(),
            said: "it ended before it had told all".into(),
        });
    }
    let words: Vec<&str> = head.split_whitespace().collect();
    let (Some(size), false) = (size(&words), words.last() == Some(&"missing")) else {
        return Ok(None);
    };
    let mut text = vec![0; size + 1];
    reader.read_exact(&mut text).map_err(GitError::Run)?;
    text.pop();
    Ok((words[1] == "blob").then_some(text))
}

fn size(words: &[&str]) -> Option<usize> {
    match words {
        [_, _, size] => size.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_made_plain_as_far_as_it_can_be() {
        let plain = |path: &str| plain(Path::new(path)).display().to_string();
        assert_eq!(plain("schema/../shared/./a.sql"), "shared/a.sql");
        assert_eq!(plain("../x/../../a.sql"), "../../a.sql");
    }

    #[test]
    fn an_answer_is_a_text_or_nothing() {
        let mut said: &[u8] = b"1f blob 3\na\nb\nHEAD:./x y missing\n2e tree 1\nx\n";
        let mut next = || answer(&mut said).ok().flatten();
        assert_eq!(next(), Some(b"a\nb".to_vec()));
        assert_eq!((next(), next()), (None, None));
        assert!(answer(&mut said).is_err(), "git has ended");
    }
}
