//! Where a fact was read: a place in a file, or the catalog. Never compared.

use std::ops::Range;
use std::sync::Arc;

/// The number of a file within [`Files`].
pub type FileId = u32;

/// The files that a state was read from: the name to show and the text.
#[derive(Debug, Default, Clone)]
pub struct Files(Vec<(Arc<str>, Arc<str>)>);

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        self.0.push((name.into(), text.into()));
        (self.0.len() - 1) as FileId
    }

    /// Returns the name of a file as it is shown in messages.
    pub fn name(&self, file: FileId) -> &str {
        &self.0[file as usize].0
    }

    /// Returns the text of a file.
    pub fn text(&self, file: FileId) -> &Arc<str> {
        &self.0[file as usize].1
    }

    /// Walks the texts of the files in the order of their numbers.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter().map(|f| &f.1)
    }

    /// Returns the line, counted from one, that holds the byte at `offset`.
    pub fn line(&self, file: FileId, offset: usize) -> usize {
        let text = self.text(file).as_bytes();
        1 + text[..offset.min(text.len())]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
    }

    /// Prints a place as `file:line`.
    pub fn show(&self, place: &Place) -> String {
        format!(
            "{}:{}",
            self.name(place.file),
            self.line(place.file, place.bytes.start)
        )
    }
}

/// Some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes within it.
    pub bytes: Range<usize>,
}

/// Where a fact was read.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The live catalog.
    Catalog,
    /// A desired file, with the search_path that held there if the file had set one.
    File {
        /// The bytes of the definition.
        place: Place,
        /// The value of the file's own `SET search_path`, as SQL, if it had one.
        search_path: Option<Arc<str>>,
    },
}

impl Origin {
    /// Returns the place in a file, if it is one.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Origin::Catalog => None,
            Origin::File { place, .. } => Some(place),
        }
    }
}
