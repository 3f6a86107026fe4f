//! Where a fact was read: a place in a file, or the catalog. Never compared.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The number of a file within [`Files`].
pub type FileId = u32;

/// The files that a state was read from: the name to show and the text, with what must not be shown of it.
#[derive(Debug, Default, Clone)]
pub struct Files {
    list: Vec<File>,
}

#[derive(Debug, Clone)]
struct File {
    name: Arc<str>,
    text: Arc<str>,
    shown: Arc<str>,
    /// Where its lines end, found when a line is first asked for.
    ends: OnceLock<Vec<usize>>,
}

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        self.add_shared(name, text.into())
    }

    /// Adds a file whose text others may have too, and returns its number.
    pub fn add_shared(&mut self, name: &str, text: Arc<str>) -> FileId {
        self.list.push(File {
            name: name.into(),
            shown: text.clone(),
            text,
            ends: OnceLock::new(),
        });
        (self.list.len() - 1) as FileId
    }

    /// Adds the files of the other side behind, and returns the number of the first.
    pub fn append(&mut self, other: &Files) -> FileId {
        let own = self.list.len();
        self.list.extend(other.list.iter().cloned());
        own as FileId
    }

    /// Returns the name of a file as it is shown in messages.
    pub fn name(&self, file: FileId) -> &str {
        &self.list[file as usize].name
    }

    /// Returns the text of a file.
    pub fn text(&self, file: FileId) -> &Arc<str> {
        &self.list[file as usize].text
    }

    /// Returns the text of a file as it may be shown, with stars in the place of each secret; bytes stand where they were.
    pub fn shown(&self, file: FileId) -> &Arc<str> {
        &self.list[file as usize].shown
    }

    /// Says that some bytes are a secret, quotes around it included.
    pub fn hide(&mut self, place: &Place) {
        let file = &mut self.list[place.file as usize];
        let Some(secret) = file.shown.get(place.bytes.clone()) else {
            return;
        };
        let stars: String = secret.chars().map(star).collect();
        let mut shown = file.shown.to_string();
        shown.replace_range(place.bytes.clone(), &stars);
        file.shown = shown.into();
    }

    /// Walks the texts of the files in the order of their numbers.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.list.iter().map(|f| &f.text)
    }

    /// Returns the line, counted from one, that holds the byte at `offset`.
    pub fn line(&self, file: FileId, offset: usize) -> usize {
        let file = &self.list[file as usize];
        let ends = file.ends.get_or_init(|| {
            let breaks = file.text.bytes().enumerate();
            breaks
                .filter(|(_, b)| *b == b'\n')
                .map(|(at, _)| at)
                .collect()
        });
        1 + ends.partition_point(|end| *end < offset)
    }

    /// Returns the line and the column, both counted from one, the column in characters.
    pub fn position(&self, file: FileId, offset: usize) -> (usize, usize) {
        let text = self.text(file);
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let column = 1 + text[start..offset].chars().count();
        (self.line(file, offset), column)
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

/// Returns what stands for a character of a secret: as many bytes, and no other lines.
fn star(c: char) -> char {
    match c.len_utf8() {
        _ if c == '\n' => c,
        1 => '*',
        2 => '\u{b7}',
        3 => '\u{2022}',
        _ => '\u{1f512}',
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
    /// A file that stands in the place of the live catalog.
    LiveFile {
        /// The bytes of the definition.
        place: Place,
        /// The value of the file's own `SET search_path`, as SQL, if it had one.
        search_path: Option<Arc<str>>,
    },
}

/// The search path of a file that sets none.
pub const DEFAULT_PATH: &str = "public";

impl Origin {
    /// Returns the search path that held where the definition stands, as SQL; nothing for the catalog, which names all in full.
    pub fn search_path(&self) -> Option<Arc<str>> {
        match self {
            Origin::Catalog => None,
            Origin::File { search_path, .. } | Origin::LiveFile { search_path, .. } => {
                Some(search_path.clone().unwrap_or_else(|| DEFAULT_PATH.into()))
            }
        }
    }

    /// Returns the search path that the file had set, as SQL.
    pub fn own_path(&self) -> Option<&Arc<str>> {
        match self {
            Origin::Catalog => None,
            Origin::File { search_path, .. } | Origin::LiveFile { search_path, .. } => {
                search_path.as_ref()
            }
        }
    }

    /// Takes the file for one of the live side, which so many others stand before.
    pub fn go_live(&mut self, by: FileId) {
        if let Origin::File { place, search_path } = self {
            place.file += by;
            *self = Origin::LiveFile {
                place: place.clone(),
                search_path: search_path.take(),
            };
        }
    }

    /// Returns whether a desired file says it.
    pub fn is_desired(&self) -> bool {
        matches!(self, Origin::File { .. })
    }

    /// Returns the place in a file, if it is one.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Origin::Catalog => None,
            Origin::File { place, .. } | Origin::LiveFile { place, .. } => Some(place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_counted_from_one_and_ends_with_its_break() {
        let mut files = Files::default();
        let file = files.add("a.sql", "a\nb\n\nc");
        let lines = [0, 1, 2, 3, 4, 5, 99].map(|offset| files.line(file, offset));
        assert_eq!(lines, [1, 1, 2, 2, 3, 4, 4]);
    }

    #[test]
    fn a_hidden_secret_keeps_the_bytes_around_it_where_they_were() {
        let mut files = Files::default();
        let text = "password 'gehe\u{ee}m\u{2026}' login";
        let file = files.add("roles.sql", text);
        let end = text.len() - " login".len();
        files.hide(&Place {
            file,
            bytes: 9..end,
        });
        assert_eq!(&files.shown(file)[end..], " login");
        assert_eq!(files.shown(file).len(), text.len());
        assert!(!files.shown(file).contains("gehe"));
        assert_eq!(&**files.text(file), text);
    }
}
