//! The texts of listed files, each asked for once however many trees have it.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::listing::{self, Entry};
use super::reader::Reader;
use super::repository::Repository;
use super::talk::Talk;
use super::{GitError, Listing, Tree, not_utf8, utf8};
use crate::desired::files::Syntax;
use crate::model::Files;

/// How many links may lead to each other.
const LINKS: usize = 10;

/// The texts of the files of some listings, by the names that git has for them; nothing where one is not UTF-8.
#[derive(Debug, Default)]
pub struct Texts(FxHashMap<String, Option<Arc<str>>>);

impl Texts {
    /// Reads the texts of all files of some listings.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn of(listings: &[&Listing]) -> Result<Texts, GitError> {
        let mut texts = Texts::default();
        texts.ask_each(listings)?;
        Ok(texts)
    }

    /// Reads the texts of all files of some listings in the repository of the working folder, as far as it has them.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn by(reader: &mut Reader, listings: &[&Listing]) -> Result<Texts, GitError> {
        let mut texts = Texts::default();
        let mut names: Vec<String> = all(listings).map(|e| e.id.clone()).collect();
        names.sort_unstable();
        names.dedup();
        let found = reader.named(&names)?;
        texts.take(names, found);
        // A text has the same name in all repositories, but not all have it.
        texts.ask_each(listings)?;
        Ok(texts)
    }

    /// Asks each repository for the texts that are still to be had.
    fn ask_each(&mut self, listings: &[&Listing]) -> Result<(), GitError> {
        let mut wanted: BTreeMap<&Repository, Vec<String>> = BTreeMap::new();
        for entry in all(listings).filter(|e| !self.0.contains_key(&e.id)) {
            wanted
                .entry(&entry.repository)
                .or_default()
                .push(entry.id.clone());
        }
        for (repository, mut names) in wanted {
            names.sort_unstable();
            names.dedup();
            let found = Talk::with(repository)?.ask(&names)?;
            self.take(names, found);
        }
        Ok(())
    }

    fn take(&mut self, names: Vec<String>, found: Vec<Option<Vec<u8>>>) {
        for (name, text) in names.into_iter().zip(found) {
            if let Some(text) = text {
                self.0
                    .insert(name, String::from_utf8(text).ok().map(Arc::from));
            }
        }
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
            files.add_shared(&name(&entry.shown), text);
            syntaxes.push(entry.syntax);
        }
        Ok((files, syntaxes))
    }

    fn own(&self, entry: &Entry, tree: &Tree) -> Result<Arc<str>, GitError> {
        let name = || tree.path(&entry.shown);
        match self.0.get(&entry.id) {
            Some(text) => text.clone().ok_or_else(|| not_utf8(name())),
            None => Err(GitError::Text {
                name: name(),
                cause: "is not among the objects that git has here".into(),
                help: Some("fetch them: git fetch".into()),
            }),
        }
    }

    /// Follows a symbolic link to a file of the same tree.
    fn linked(&self, entry: &Entry, tree: &Tree) -> Result<Arc<str>, GitError> {
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
            let printed = listing::printed(tree, &repository, &rest).unwrap_or_default();
            let mut found = listing::lines(tree, &printed);
            let (Some(line), None) = (found.next(), found.next()) else {
                return Err(nowhere());
            };
            let mut asked = Talk::with(&repository)?.ask(&[line.id])?;
            let bytes = asked.pop().flatten().ok_or_else(nowhere)?;
            text = utf8(bytes, || tree.path(&path.display().to_string()))?.into();
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

fn all<'l>(listings: &[&'l Listing]) -> impl Iterator<Item = &'l Entry> {
    listings.iter().flat_map(|l| &l.entries)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_made_plain_as_far_as_it_can_be() {
        let plain = |path: &str| plain(Path::new(path)).display().to_string();
        assert_eq!(plain("schema/../shared/./a.sql"), "shared/a.sql");
        assert_eq!(plain("../x/../../a.sql"), "../../a.sql");
    }
}
