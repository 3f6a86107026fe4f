//! The keys of a mapping: each a text that stands once, with those of merge keys brought in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::node::Entry;
use crate::diagnostic::{Problem, Problems};
use crate::model::{FileId, Place};

/// Brings merge keys in and leaves out keys that stand twice, which are problems.
pub fn distinct(entries: Vec<Entry>, file: FileId, problems: &mut Problems) -> Vec<Entry> {
    let place = |bytes| Place { file, bytes };
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
    let mut own = Vec::new();
    for entry in entries {
        let Some(key) = entry.key.scalar().filter(|k| !k.is_null()) else {
            let message = format!("a key is a text, not {}", entry.key.sort());
            let problem = Problem::error("yaml-key", message);
            problems.push(problem.at(place(entry.key.bytes()), ""));
            continue;
        };
        if let (Some(first), false) = (seen.get(&key.text), is_merge(&entry)) {
            let message = format!("the key `{}` stands twice in this mapping", key.text);
            let problem = Problem::error("yaml-duplicate-key", message)
                .at(place(entry.key.bytes()), "the second one")
                .at(place(first.clone()), "the first one");
            problems.push(problem);
            continue;
        }
        seen.insert(key.text.clone(), entry.key.bytes());
        own.push(entry);
    }
    merged(own, seen.into_keys().collect(), file, problems)
}

/// Puts the entries that `<<` brings in where it stands; a key of the mapping itself, or an earlier one, wins.
fn merged(
    own: Vec<Entry>,
    mut taken: HashSet<String>,
    file: FileId,
    problems: &mut Problems,
) -> Vec<Entry> {
    let mut out = Vec::new();
    for entry in own {
        if !is_merge(&entry) {
            out.push(entry);
            continue;
        }
        let alone = std::slice::from_ref(&entry.value);
        for source in entry.value.items().unwrap_or(alone) {
            let Some(more) = source.entries() else {
                let message = format!("`<<` merges a mapping, not {}", source.sort());
                let bytes = entry.key.bytes();
                problems.push(Problem::error("yaml-merge", message).at(Place { file, bytes }, ""));
                continue;
            };
            out.extend(
                more.iter()
                    .filter(|e| taken.insert(e.name().to_string()))
                    .cloned(),
            );
        }
    }
    out
}

fn is_merge(entry: &Entry) -> bool {
    entry
        .key
        .scalar()
        .is_some_and(|k| k.plain && k.text == "<<")
}
