//! What the working folder's repository has, from where it is to be had soonest: the store, or else the git command.

use std::path::PathBuf;
use std::sync::Arc;

use super::repository::{self, Checkout, Repository};
use super::store::Store;
use super::talk::Talk;
use super::{GitError, Listing, Tree, asked, utf8};

/// The repository of the working folder.
#[derive(Debug)]
pub struct Reader {
    store: Option<Store>,
    talk: Option<Talk>,
}

impl Reader {
    /// Opens it. That there is none is told by what is asked of it.
    pub fn open() -> Reader {
        Reader {
            store: Store::open(),
            talk: None,
        }
    }

    /// Looks where the working folder is in it.
    ///
    /// # Errors
    /// When the working folder is in no repository.
    pub fn checkout(&self) -> Result<Checkout, GitError> {
        let known = self.store.as_ref().and_then(Store::checkout);
        known.map_or_else(repository::checkout, Ok)
    }

    /// Lists what the paths have in a tree, as [`Listing::of`] does.
    ///
    /// # Errors
    /// When git refuses, or the tree has something that cannot be read from it.
    pub fn listing(&self, tree: &Tree, paths: &[PathBuf]) -> Result<Listing, GitError> {
        let store = self.store.as_ref();
        let known = store.and_then(|store| store.listing(tree, paths));
        known.map_or_else(|| Listing::of(tree, paths), Ok)
    }

    /// Returns the first of some paths that is in a tree, with its text.
    ///
    /// # Errors
    /// When git refuses, or the text is of no use.
    pub fn first(
        &mut self,
        tree: &Tree,
        paths: &[PathBuf],
    ) -> Result<Option<(PathBuf, String)>, GitError> {
        for path in paths {
            let store = self.store.as_ref();
            let found = match store.and_then(|store| store.at(tree, path)) {
                Some(found) => found,
                None => self.ask(&[asked(tree, path)])?.pop().flatten(),
            };
            if let Some(bytes) = found {
                let text = utf8(bytes, || tree.path(&path.display().to_string()))?;
                return Ok(Some((path.clone(), text)));
            }
        }
        Ok(None)
    }

    /// Returns the texts of some names; nothing where one is not to be had or not UTF-8.
    pub fn texts(&mut self, names: &[&str]) -> Option<Vec<Arc<str>>> {
        let found = self.named(names).ok()?.into_iter();
        let texts = found.map(|bytes| Some(String::from_utf8(bytes?).ok()?.into()));
        texts.collect()
    }

    /// Returns the texts of some names; nothing stands for one that is not to be had.
    pub(super) fn named(
        &mut self,
        names: &[impl AsRef<str>],
    ) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        let own = |name: &str| self.store.as_ref().and_then(|store| store.named(name));
        let mut found: Vec<_> = names.iter().map(|name| own(name.as_ref())).collect();
        let missing: Vec<usize> = (0..names.len()).filter(|i| found[*i].is_none()).collect();
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|i| names[*i].as_ref()).collect();
            for (i, text) in missing.into_iter().zip(self.ask(&names)?) {
                found[i] = text;
            }
        }
        Ok(found)
    }

    /// Has git look for texts, by a run that goes on until it has failed.
    fn ask(&mut self, names: &[impl AsRef<str>]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        let mut talk = match self.talk.take() {
            Some(talk) => talk,
            None => Talk::with(&Repository::here())?,
        };
        let found = talk.ask(names)?;
        self.talk = Some(talk);
        Ok(found)
    }
}
