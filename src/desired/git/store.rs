//! The repository of the working folder, read within this process by gitoxide.
//!
//! That takes a small part of the time of a run of git, and a hook is run often. The store answers only where all is as usual;
//! where it does not, the git command is asked, which knows every kind of repository and says best what is wrong with one.

use std::cell::OnceCell;
use std::env;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use gix::bstr::{BStr, ByteSlice};
use gix::hash::Kind;
use gix::index::State;
use gix::index::entry::Stage;
use gix::objs::tree::EntryMode;
use gix::sec::Trust;
use gix::{ObjectId, ThreadSafeRepository, oid};

use super::listing::{Line, entry, sort};
use super::repository::{Checkout, Repository, SUMMARIES};
use super::texts::plain;
use super::{HEAD, Listing, Tree};

/// Variables that put parts of a repository elsewhere.
const ELSEWHERE: [&str; 5] = [
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
];

/// Extensions of the format of a repository with which it is read as without them: `gitrepository-layout(5)`. Of a partial clone
/// objects may be missing, which git fetches.
const EXTENSIONS: [&str; 6] = [
    "noop",
    "noop-v1",
    "objectformat",
    "partialclone",
    "preciousobjects",
    "worktreeconfig",
];

/// The repository.
#[derive(Debug)]
pub(super) struct Store {
    repository: gix::Repository,
    /// The index, and the tree of HEAD, once read.
    index: OnceCell<Option<gix::index::File>>,
    head: OnceCell<Option<Option<ObjectId>>>,
    /// The top of the working tree.
    top: PathBuf,
    /// The working folder, from there.
    here: PathBuf,
}

/// Whose the repository is that a folder is in, where it is not ours.
pub(super) enum Owner {
    /// It is in none.
    Nobody,
    /// The user with this number.
    Other(u32),
}

/// Looks whose the repository is that a folder is in; nothing where it is ours.
pub(super) fn owner(folder: &Path) -> Option<Owner> {
    if env::var_os("GIT_DIR").is_some() {
        return None;
    }
    match gix::discover::upwards(folder) {
        Ok((_, Trust::Full)) => None,
        Ok((found, Trust::Reduced)) => {
            let (folder, _) = found.into_repository_and_work_tree_directories();
            Some(Owner::Other(folder.metadata().ok()?.uid()))
        }
        Err(_) => Some(Owner::Nobody),
    }
}

/// Where a path of a desired state is in the repository.
struct Place {
    /// The folder from which people count the paths below it, with a slash at its end; nothing at the top.
    folder: String,
    /// The file or folder that is meant.
    path: String,
}

impl Store {
    /// Opens the repository of the working folder; nothing where it is not as usual.
    pub fn open() -> Option<Store> {
        if ELSEWHERE.iter().any(|name| env::var_os(name).is_some()) {
            return None;
        }
        let opened = ThreadSafeRepository::discover_with_environment_overrides(".").ok()?;
        let repository = opened.to_thread_local();
        let top = repository.workdir()?.canonicalize().ok()?;
        let here = Path::new(".").canonicalize().ok()?;
        let here = here.strip_prefix(&top).ok()?.to_path_buf();
        let store = Store {
            repository,
            index: OnceCell::new(),
            head: OnceCell::new(),
            top,
            here,
        };
        store.is_usual().then_some(store)
    }

    fn is_usual(&self) -> bool {
        let config = self.repository.config_snapshot();
        let sections = config.plumbing().sections_by_name("extensions");
        let extensions = sections.into_iter().flatten();
        let mut extensions =
            extensions.flat_map(|section| section.value_names().collect::<Vec<_>>());
        extensions.all(|name| EXTENSIONS.contains(&&*name.to_ascii_lowercase()))
            // Git reads no repository of another user, unless its configuration lets it.
            && self.repository.git_dir_trust() == Trust::Full
            && self.is_counted_from_here()
    }

    /// Returns whether the variables that a hook is given mean what they mean to us: they count from the top of the working tree,
    /// which is the working folder itself where GIT_DIR says which repository it is.
    fn is_counted_from_here(&self) -> bool {
        let is_relative =
            |name| env::var_os(name).is_some_and(|path| Path::new(&path).is_relative());
        let is_top = self.here.as_os_str().is_empty();
        is_top || env::var_os("GIT_DIR").is_none() && !is_relative("GIT_INDEX_FILE")
    }

    /// Looks where the working folder is; nothing where HEAD leads to no commit that is at hand.
    pub fn checkout(&self) -> Option<Checkout> {
        Some(Checkout {
            depth: self.here.components().count(),
            prefix: before_names(&self.here)?,
            has_head: self.head()?.is_some(),
            summaries: self.repository.git_dir().join(SUMMARIES),
        })
    }

    /// Returns the tree of HEAD, which there is none of before the first commit; nothing at all where git is to be asked.
    fn head(&self) -> Option<Option<gix::Tree<'_>>> {
        let id = *self.head.get_or_init(|| {
            if self.repository.head().ok()?.is_unborn() {
                return Some(None);
            }
            Some(Some(self.repository.head_tree_id().ok()?.detach()))
        });
        match id? {
            Some(id) => Some(Some(self.repository.find_tree(id).ok()?)),
            None => Some(None),
        }
    }

    /// Returns the index; nothing where git is to be asked.
    fn index(&self) -> Option<&gix::index::File> {
        let index = self.index.get_or_init(|| {
            let (path, hash) = (self.repository.index_path(), self.repository.object_hash());
            if !path.exists() {
                return Some(gix::index::File::from_state(State::new(hash), path));
            }
            // As git reads it: its sum is looked at by `git fsck` alone.
            let index = gix::index::File::at(path, hash, true, Default::default()).ok()?;
            (!index.is_sparse()).then_some(index)
        });
        index.as_ref()
    }

    /// Lists what paths have in HEAD or the index; nothing where git is to be asked.
    pub fn listing(&self, tree: &Tree, paths: &[PathBuf]) -> Option<Listing> {
        // HEAD has about as many.
        let mut entries = Vec::with_capacity(self.index()?.entries().len());
        for path in paths {
            let (repository, rest) = Repository::of(path);
            let place = self.place(&repository, &rest)?;
            let prefix = repository.prefix();
            let before = entries.len();
            let mut add = |mut line: Line| {
                line.path = line.path.strip_prefix(&*place.folder)?;
                entries.extend(entry(tree, &repository, &prefix, line).ok()?);
                Some(())
            };
            match tree {
                Tree::Index => self.staged(&place.path, &mut add)?,
                Tree::Revision(name) if name == HEAD => self.of_head(&place.path, &mut add)?,
                Tree::Revision(_) => return None,
            }
            sort(&mut entries[before..]);
        }
        let tree = tree.clone();
        Some(Listing { tree, entries })
    }

    /// Returns where a path is that git would be asked for in a folder; nothing if that may be in another repository.
    fn place(&self, repository: &Repository, rest: &Path) -> Option<Place> {
        let folder = repository.folder().canonicalize().ok()?;
        let folder = folder.strip_prefix(&self.top).ok()?;
        let within = |folder: &Path| !folder.as_os_str().is_empty();
        let own = |folder: &Path| !self.top.join(folder).join(".git").exists();
        let rest = plain(rest);
        if !folder.ancestors().filter(|f| within(f)).all(own) || !leads_down(&rest) {
            return None;
        }
        Some(Place {
            folder: before_names(folder)?,
            path: slashed(&folder.join(rest))?,
        })
    }

    /// Walks the files that the index has at or below a path.
    fn staged(&self, path: &str, add: &mut impl FnMut(Line) -> Option<()>) -> Option<()> {
        let index = self.index()?;
        let mut digits = Kind::hex_buf();
        for entry in index.entries() {
            let found = entry.path(index);
            if !is_below(found, path) {
                continue;
            }
            add(Line {
                mode: octal(entry.mode.to_tree_entry_mode()?)?,
                id: entry.id.hex_to_buf(&mut digits),
                stage: stage(entry.stage()),
                path: &found.to_str_lossy(),
            })?;
        }
        Some(())
    }

    /// Walks the files that HEAD has at or below a path.
    fn of_head(&self, path: &str, add: &mut impl FnMut(Line) -> Option<()>) -> Option<()> {
        let tree = self.head()??;
        let mut digits = Kind::hex_buf();
        let mut add = |mode, id: &oid, path: &str| {
            add(Line {
                mode: octal(mode)?,
                id: id.hex_to_buf(&mut digits),
                stage: "0",
                path,
            })
        };
        let mut folders = Vec::new();
        if path.is_empty() {
            folders.push((tree.id, String::new()));
        } else if let Some(entry) = tree.lookup_entry_by_path(path).ok()? {
            let (mode, id) = (entry.mode(), entry.object_id());
            match mode.is_tree() {
                true => folders.push((id, format!("{path}/"))),
                false => add(mode, &id, path)?,
            }
        }
        while let Some((id, folder)) = folders.pop() {
            let tree = self.repository.find_tree(id).ok()?;
            let mut path = folder.clone();
            for entry in tree.decode().ok()?.entries {
                path.truncate(folder.len());
                path.push_str(&entry.filename.to_str_lossy());
                match entry.mode.is_tree() {
                    true => folders.push((entry.oid.into(), path.clone() + "/")),
                    false => add(entry.mode, entry.oid, &path)?,
                }
            }
        }
        Some(())
    }

    /// Returns the text that a path has in HEAD or the index, if any; nothing at all where git is to be asked.
    pub fn at(&self, tree: &Tree, path: &Path) -> Option<Option<Vec<u8>>> {
        let path = plain(&self.here.join(path));
        if !leads_down(&path) {
            return None;
        }
        let path = slashed(&path)?;
        let id = match tree {
            Tree::Index => {
                let index = self.index()?;
                let entry =
                    index.entry_by_path_and_stage(path.as_bytes().as_bstr(), Stage::Unconflicted);
                entry.map(|entry| entry.id)
            }
            Tree::Revision(name) if name == HEAD => {
                let entry = match self.head()? {
                    Some(tree) => tree.lookup_entry_by_path(path).ok()?,
                    None => None,
                };
                let file = entry.filter(|entry| !entry.mode().is_tree());
                file.map(|entry| entry.object_id())
            }
            Tree::Revision(_) => return None,
        };
        match id {
            Some(id) => Some(Some(self.text(id)?)),
            None => Some(None),
        }
    }

    /// Returns the text of a name; nothing where git is to be asked.
    pub fn named(&self, name: &str) -> Option<Vec<u8>> {
        self.text(ObjectId::from_hex(name.as_bytes()).ok()?)
    }

    fn text(&self, id: ObjectId) -> Option<Vec<u8>> {
        if id.is_empty_blob() {
            return Some(Vec::new());
        }
        let object = self.repository.find_object(id).ok()?;
        Some(object.try_into_blob().ok()?.take_data())
    }
}

/// Returns how git writes the mode of a file.
fn octal(mode: EntryMode) -> Option<&'static str> {
    mode.kind().as_octal_str().to_str().ok()
}

/// Returns how git writes which of the texts that a merge has left one is.
fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Unconflicted => "0",
        Stage::Base => "1",
        Stage::Ours => "2",
        Stage::Theirs => "3",
    }
}

/// Returns whether a path is at or below another.
fn is_below(path: &BStr, above: &str) -> bool {
    let rest = path.strip_prefix(above.as_bytes());
    rest.is_some_and(|rest| above.is_empty() || rest.is_empty() || rest[0] == b'/')
}

/// Returns whether a path leads to something below where it begins.
fn leads_down(path: &Path) -> bool {
    let mut parts = path.components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Returns what stands before the names of what is in a folder: its path with a slash at its end, nothing at the top.
fn before_names(folder: &Path) -> Option<String> {
    let mut path = slashed(folder)?;
    if !path.is_empty() {
        path.push('/');
    }
    Some(path)
}

/// Returns a path as git writes it; nothing where it is not UTF-8.
fn slashed(path: &Path) -> Option<String> {
    let parts = path.components().map(|part| part.as_os_str().to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_below_a_folder_and_not_below_the_beginning_of_its_name() {
        let below = |path: &str, above: &str| is_below(path.as_bytes().as_bstr(), above);
        assert!(below("schema/a.sql", "schema") && below("a.sql", "a.sql") && below("a.sql", ""));
        assert!(!below("schema2/a.sql", "schema") && !below("a.sql.txt", "a.sql"));
    }
}
