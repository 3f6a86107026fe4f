//! Chooses the pieces that are needed.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use super::head::Head;
use super::pieces::Piece;
use super::{word_of, words};
use crate::model::Pair;
use crate::text::sql::Lines;

/// The length of a name up to which PostgreSQL never cuts it in the names that it makes of it.
const KEPT: usize = 24;

/// A name that is looked for: by itself, and as the beginning of names that PostgreSQL makes of it, `t_id_seq` of `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key<'p> {
    word: &'p str,
    /// Whether this is only the beginning of a name, since no more of it need be in the names that are made of it.
    is_cut: bool,
}

impl<'p> Key<'p> {
    /// Makes the key for a name; nothing if there is no word in it.
    pub fn of(name: &'p str) -> Option<Key<'p>> {
        let word = word_of(name);
        let ends = (1..=KEPT.min(word.len())).rev();
        let end = ends.into_iter().find(|at| word.is_char_boundary(*at))?;
        Some(Key {
            word: &word[..end],
            is_cut: end < word.len(),
        })
    }

    /// Returns whether all that mentions another name mentions this one.
    pub fn covers(&self, other: &Key) -> bool {
        let rest = other.word.strip_prefix(self.word);
        rest.is_some_and(|rest| {
            self.is_cut || rest.starts_with('_') || rest.is_empty() && !other.is_cut
        })
    }

    /// Returns what finds the words of it, between blanks, that are in every text which mentions it.
    pub fn finders(&self) -> Vec<memmem::Finder<'static>> {
        let mut words: Vec<&str> = self.word.split('_').collect();
        if self.is_cut {
            words.pop();
        }
        words.retain(|word| !word.is_empty());
        let finder = |word: &str| memmem::Finder::new(&format!(" {word} ")).into_owned();
        words.into_iter().map(finder).collect()
    }

    /// Returns whether a text mentions it; `finder` finds its word.
    fn is_in(&self, text: &str, finder: &memmem::Finder) -> bool {
        let is_letter =
            |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let text = text.as_bytes();
        finder.find_iter(text).any(|at| {
            let (before, behind) = (at.checked_sub(1), at + self.word.len());
            let begins = !is_letter(before.map(|i| &text[i]));
            begins && (self.is_cut || !is_letter(text.get(behind)))
        })
    }
}

/// How many names are looked for: the whole is read as soon as more of them are found.
const MOST: usize = 100;

/// What was chosen of some pieces.
pub struct Choice<'c, 'p> {
    pieces: &'c [Piece<'p>],
    /// The pieces that are about a name.
    about: FxHashMap<&'p str, Vec<usize>>,
    /// The names of what is made, in other pieces too.
    made: &'c FxHashSet<&'p str>,
    chosen: Vec<bool>,
    /// The pieces whose words are still to be looked for.
    unread: Vec<usize>,
    /// The names that are concerned.
    keys: BTreeSet<Key<'p>>,
    /// Those whose mentions are still to be looked for.
    sought: Vec<Key<'p>>,
    /// The names that occur in what was chosen.
    read: FxHashSet<&'p str>,
}

impl<'c, 'p> Choice<'c, 'p> {
    /// Chooses the pieces that tell what differs; nothing where names cannot tell.
    pub fn of(pieces: &'c [Piece<'p>], made: &'c FxHashSet<&'p str>) -> Option<Choice<'c, 'p>> {
        let mut choice = Choice {
            pieces,
            about: FxHashMap::default(),
            made,
            chosen: vec![false; pieces.len()],
            unread: Vec::new(),
            keys: BTreeSet::new(),
            sought: Vec::new(),
            read: FxHashSet::default(),
        };
        for (number, piece) in pieces.iter().enumerate() {
            if piece.head == Some(Head::Other) {
                choice.take(number);
            }
            for name in piece.names() {
                for name in found_by(word_of(name), made) {
                    choice.about.entry(name).or_default().push(number);
                }
            }
        }
        choice.change()?;
        choice.concern()?;
        choice.follow();
        Some(choice)
    }

    /// Walks the names that are concerned.
    pub fn keys(&self) -> impl Iterator<Item = Key<'p>> {
        self.keys.iter().copied()
    }

    /// Returns whether what is said of a name is read.
    pub fn has_read(&self, name: &str) -> bool {
        self.read.contains(name)
    }

    /// Begins with what only one side has; nothing if something of it may be about anything.
    fn change(&mut self) -> Option<()> {
        for (number, piece) in self.pieces.iter().enumerate() {
            if !piece.is_changed() {
                continue;
            }
            if piece.text.contains("trueup: renamed") || piece.head == Some(Head::Other) {
                return None;
            }
            self.take(number);
            let mut names = piece.names();
            // A name that nothing makes is that of a part which came along with something else.
            if !names.all(|name| self.made.contains(word_of(name))) {
                return None;
            }
            if is_of_several(piece.text) {
                for word in words(piece.text) {
                    if self.made.contains(word) {
                        self.seek(word)?;
                    }
                }
            }
            self.concerns(number)?;
        }
        Some(())
    }

    /// Adds what mentions a name that is concerned.
    fn concern(&mut self) -> Option<()> {
        while let Some(key) = self.sought.pop() {
            let finder = memmem::Finder::new(key.word);
            for number in 0..self.pieces.len() {
                let piece = &self.pieces[number];
                if !key.is_in(piece.text, &finder) {
                    continue;
                }
                if piece.head == Some(Head::Other) {
                    return None;
                }
                if !self.chosen[number] {
                    self.take(number);
                    self.concerns(number)?;
                }
            }
        }
        Some(())
    }

    /// Adds what says something of the names that occur in what was chosen.
    fn follow(&mut self) {
        let made = self.made;
        while let Some(number) = self.unread.pop() {
            let text = self.pieces[number].text;
            for name in words(text).flat_map(|word| meant_up_to(word, made)) {
                if !self.read.insert(name) {
                    continue;
                }
                for number in self.about.get(name).cloned().unwrap_or_default() {
                    if !self.chosen[number] {
                        self.take(number);
                    }
                }
            }
        }
    }

    fn take(&mut self, number: usize) {
        self.chosen[number] = true;
        self.unread.push(number);
    }

    /// Seeks the names that a piece is about.
    fn concerns(&mut self, number: usize) -> Option<()> {
        let mut names = self.pieces[number].names();
        names.try_for_each(|name| self.seek(name))
    }

    /// Seeks a name, unless what mentions it was sought already.
    fn seek(&mut self, name: &'p str) -> Option<()> {
        let key = Key::of(name)?;
        if !self.keys.iter().any(|sought| sought.covers(&key)) {
            self.keys.insert(key);
            self.sought.push(key);
        }
        (self.keys.len() <= MOST).then_some(())
    }

    /// Returns the lines of what was chosen, by the files of each side; `count` says how many of these there are.
    pub fn lines(&self, count: &Pair<usize>) -> Pair<Vec<Vec<Lines>>> {
        let mut out = Pair {
            live: vec![Vec::new(); count.live],
            desired: vec![Vec::new(); count.desired],
        };
        let chosen = self.pieces.iter().zip(&self.chosen);
        for (piece, _) in chosen.filter(|(_, chosen)| **chosen) {
            let sides = [
                (&piece.at.live, &mut out.live),
                (&piece.at.desired, &mut out.desired),
            ];
            for (at, out) in sides {
                if let Some((file, block)) = at {
                    add(&mut out[*file], block.bytes.clone(), block.lines);
                }
            }
        }
        out
    }
}

/// Adds lines behind others, to the last of them where they follow it.
fn add(lines: &mut Vec<Lines>, bytes: Range<usize>, before: u64) {
    match lines.last_mut() {
        Some(last) if last.bytes.end == bytes.start => last.bytes.end = bytes.end,
        _ => lines.push(Lines { bytes, before }),
    }
}

/// Returns whether a statement may change more than what its first words name.
fn is_of_several(text: &str) -> bool {
    let signs = ["partition", "inherit", "owned", "publication"];
    signs.iter().any(|sign| text.contains(sign))
}

/// Walks the names that a word may come from: itself, `t` of `_t` and of `t_id_seq`.
fn meant(word: &str) -> impl Iterator<Item = &str> {
    let own = word.trim_start_matches('_');
    let ends = own.rmatch_indices('_').map(|(at, _)| &own[..at]);
    [word, own].into_iter().chain(ends)
}

/// Walks the names under which a statement about a name is found: if nothing makes that, it came along with something whose name it begins with.
pub fn found_by<'n>(
    name: &'n str,
    made: &FxHashSet<&str>,
) -> impl Iterator<Item = &'n str> + use<'n> {
    let count = match made.contains(name) {
        true => 1,
        false => usize::MAX,
    };
    meant(name).take(count)
}

/// Walks the names that a word may come from, up to one that is made.
fn meant_up_to<'n>(word: &'n str, made: &FxHashSet<&str>) -> impl Iterator<Item = &'n str> {
    let mut is_made = false;
    meant(word).take_while(move |name| !std::mem::replace(&mut is_made, made.contains(name)))
}

#[cfg(test)]
mod tests {
    use super::super::pieces::Lowered;
    use super::*;

    const SCHEMA: &str = "\
create table kind (id int primary key);
create table child (id int references users (id));
create table other (id int);
create type mood as enum ('a', 'b');
create table users (
  id int primary key,
  mood mood,
  kind int references kind (id)
);
create view names as select id from users;
create view more as select id from names;
comment on index users_pkey is 'so';
comment on index kind_pkey is 'so';
create view others as select id from other;
alter sequence other_id_seq cache 2;
";

    /// Returns what is read of the desired side when a text stands for another; the first words of each statement.
    fn chosen(schema: &str, from: &str, to: &str) -> Option<Vec<String>> {
        let desired = schema.replace(from, to);
        let lowered = Lowered::Changed(Pair {
            live: Some(schema.to_string()),
            desired: Some(desired.clone()),
        });
        let pieces = lowered.pieces(&Pair {
            live: Some(0),
            desired: Some(0),
        });
        let made = pieces.iter().flat_map(Piece::makes).collect();
        let count = Pair {
            live: 1,
            desired: 1,
        };
        let lines = Choice::of(&pieces, &made)?.lines(&count).desired.pop()?;
        let texts = lines
            .iter()
            .flat_map(|l| desired[l.bytes.clone()].split(";\n"));
        let first = |text: &str| text.split(' ').take(4).collect::<Vec<_>>().join(" ");
        Some(texts.filter(|t| !t.is_empty()).map(first).collect())
    }

    #[test]
    fn what_mentions_a_changed_thing_is_read_and_what_that_thing_needs() {
        let read = chosen(SCHEMA, "  mood mood", "  mood mood not null");
        let wanted = [
            "create table kind (id",
            "create table child (id",
            "create type mood as",
            "create table users (\n",
            "create view names as",
            "create view more as",
            "comment on index users_pkey",
            "comment on index kind_pkey",
        ];
        assert_eq!(read, Some(wanted.map(str::to_string).to_vec()));
        let read = chosen(SCHEMA, "from other", "from only other");
        let wanted = [
            "create table other (id",
            "create view others as",
            "alter sequence other_id_seq cache",
        ];
        assert_eq!(read, Some(wanted.map(str::to_string).to_vec()));
    }

    #[test]
    fn what_may_be_about_anything_is_read_always_and_cannot_change() {
        let with = |first: &str| format!("{first}\n{SCHEMA}");
        let read = chosen(&with("set search_path = app;"), "int);", "bigint);");
        assert_eq!(
            read.map(|read| read[0].clone()),
            Some("set search_path = app".into())
        );
        let path = with("set search_path = app;");
        assert_eq!(chosen(&path, "= app", "= other"), None, "a setting changes");
        let block = with("do $$ begin alter table users add x int; end $$;");
        assert_eq!(
            chosen(&block, "  mood mood", "  mood mood not null"),
            None,
            "a block is concerned"
        );
        assert_eq!(
            chosen(SCHEMA, "cache 2", "cache 3"),
            None,
            "a sequence that nothing makes"
        );
    }
}
