//! Which files HEAD has, by the objects of its trees, which a run of git that has begun gives at once.

use std::path::{Component, Path, PathBuf};

use super::listing::{Line, entry, sort};
use super::repository::Repository;
use super::talk::Talk;
use super::{HEAD, Listing, Tree, asked};

/// The mode of a folder.
const FOLDER: &str = "40000";

impl Listing {
    /// Lists what folders have in HEAD; nothing where anything is not as usual, which [`Listing::of`] is to tell.
    pub fn of_head(talk: &mut Talk, paths: &[PathBuf]) -> Option<Listing> {
        let tree = Tree::Revision(HEAD.into());
        let mut entries = Vec::new();
        for path in paths {
            if !is_plain(path) {
                return None;
            }
            let (repository, _) = Repository::of(path);
            let mut found = Vec::new();
            let shown = path.to_str()?.trim_end_matches('/').to_string();
            let mut folders = vec![(asked(&tree, path), shown)];
            while !folders.is_empty() {
                let names: Vec<&str> = folders.iter().map(|(name, _)| &**name).collect();
                let objects = talk.objects(&names).ok()?;
                let mut next = Vec::new();
                for ((_, folder), object) in folders.iter().zip(objects) {
                    let object = object.filter(|object| object.kind == "tree")?;
                    for (mode, name, id) in files(&object.bytes, object.id.len() / 2)? {
                        let path = format!("{folder}/{name}");
                        if mode == FOLDER {
                            next.push((id, path));
                            continue;
                        }
                        let line = Line::of_tree(&mode, &id, &path);
                        found.extend(entry(&tree, &repository, "", line).ok()?);
                    }
                }
                folders = next;
            }
            sort(&mut found);
            entries.extend(found);
        }
        Some(Listing { tree, entries })
    }
}

/// Returns whether a path leads down from here, in the repository that we are in.
fn is_plain(path: &Path) -> bool {
    let mut parts = path.components();
    let plain = |part: Component| match part {
        Component::Normal(name) => name
            .to_str()
            .is_some_and(|n| !n.starts_with('.') && !n.contains('\n')),
        _ => false,
    };
    let own = |folder: &Path| folder.as_os_str().is_empty() || !folder.join(".git").exists();
    parts.all(plain) && !path.as_os_str().is_empty() && path.ancestors().all(own)
}

/// Reads `MODE NAME␀ID`, one behind the other; an ID has as many bytes as `length`.
fn files(bytes: &[u8], length: usize) -> Option<Vec<(String, String, String)>> {
    let mut rest = bytes;
    let mut out = Vec::new();
    while !rest.is_empty() {
        let end = memchr::memchr(0, rest)?;
        let about = std::str::from_utf8(&rest[..end]).ok()?;
        let (mode, name) = about.split_once(' ')?;
        let id = rest.get(end + 1..end + 1 + length)?;
        out.push((mode.into(), name.into(), hex(id)));
        rest = &rest[end + 1 + length..];
    }
    Some(out)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read() {
        let read = files(b"100644 a b.sql\0\x01\xab40000 more\0\xff\x00", 2);
        let read = read.expect("it is a tree");
        let read: Vec<String> = read
            .iter()
            .map(|(m, n, i)| format!("{m} {n} {i}"))
            .collect();
        assert_eq!(read, ["100644 a b.sql 01ab", "40000 more ff00"]);
        assert!(files(b"100644 a\0\x01", 2).is_none());
    }

    #[test]
    fn what_leads_elsewhere_is_not_looked_for_in_trees() {
        let plain = |path: &str| is_plain(Path::new(path));
        assert!(plain("schema") && plain("no/such/folder/"));
        assert!(
            !["", ".", "../schema", "/schema", ".db/schema", "a\nb"]
                .into_iter()
                .any(plain)
        );
    }
}
