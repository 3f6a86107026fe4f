//! The files of both sides, of which no more are read than are needed.

use std::cell::{LazyCell, OnceCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::choice::{Choice, Key, found_by};
use super::pieces::{Lowered, Piece};
use super::summary::{Summaries, Summary, line as line_of};
use super::word_of;
use crate::desired::Scripts;
use crate::model::{Files, Pair, at_once};
use crate::text::sql::Lines;

/// The files of one side.
#[derive(Debug)]
pub struct Side<'s> {
    /// What stands before the path of a file where the file is called by a name.
    pub prefix: String,
    /// The files in their order.
    pub files: Vec<Source<'s>>,
}

/// A file of one side.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// Its path, by which the file of the other side is told.
    pub path: &'s str,
    /// The name of its text: texts with the same name are the same.
    pub text: &'s str,
}

/// Gives the texts of some names; nothing where one cannot be had.
pub type Ask<'a> = dyn FnMut(&[&str]) -> Option<Vec<Arc<str>>> + 'a;

/// The files of both sides, put together by their paths, with what is known of them.
pub struct Reading<'s> {
    sides: &'s Pair<Side<'s>>,
    /// The number of each file on the sides that have it.
    files: Vec<Pair<Option<usize>>>,
    summaries: &'s Summaries,
    texts: FxHashMap<&'s str, Arc<str>>,
}

impl<'s> Reading<'s> {
    /// Puts the files together, and reads what differs and what nothing is known of; nothing where they stand in another order.
    pub fn begin(
        sides: &'s Pair<Side<'s>>,
        summaries: &'s mut Summaries,
        ask: &mut Ask,
    ) -> Option<Reading<'s>> {
        let files = together(sides)?;
        let (mut wanted, mut unknown) = (Vec::new(), Vec::new());
        for file in &files {
            match same(sides, file) {
                None => wanted.extend(names(sides, file)),
                Some(name) if summaries.find(name).is_none() => unknown.push(name),
                Some(_) => {}
            }
        }
        let mut texts = FxHashMap::default();
        wanted.extend(&unknown);
        read(&mut texts, wanted, ask)?;
        unknown.sort_unstable();
        unknown.dedup();
        let line = |name: &&str| line_of(&texts[*name].to_ascii_lowercase());
        let lines = |names: &[&str]| names.iter().map(line).collect::<Vec<_>>();
        let (some, others) = unknown.split_at(unknown.len() / 2);
        let (some, others) = at_once(|| lines(some), || lines(others));
        for (name, line) in unknown.iter().zip(some.iter().chain(&others)) {
            summaries.add(name, line);
        }
        Some(Reading {
            sides,
            files,
            summaries,
            texts,
        })
    }

    /// Reads more and more files, until nothing that is needed is in any other.
    pub fn excerpt(mut self, ask: &mut Ask) -> Option<Pair<Scripts>> {
        let known = Known::of(&self);
        let lowered: Vec<OnceCell<Lowered>> = self.files.iter().map(|_| OnceCell::new()).collect();
        let mut pieces = Vec::new();
        let mut next: Vec<usize> = (0..self.files.len())
            .filter(|n| known.by_file[*n].is_none_or(|summary| summary.is_open))
            .collect();
        let (mut about, mut sought) = (None, Vec::new());
        loop {
            let names = next.iter().flat_map(|n| names(self.sides, &self.files[*n]));
            read(&mut self.texts, names.collect(), ask)?;
            for number in next {
                let file = &self.files[number];
                let lowered = lowered[number].get_or_init(|| self.lowered(file));
                pieces.extend(lowered.pieces(file));
            }
            let about = about.get_or_insert_with(|| About::new(&known.by_file, &pieces));
            let choice = Choice::of(&pieces, &about.made)?;
            let mut more = More {
                known: &known,
                is_read: lowered.iter().map(|text| text.get().is_some()).collect(),
                sought: &mut sought,
                found: Vec::new(),
            };
            about.files(&choice).for_each(|file| more.take(file));
            choice.keys().for_each(|key| more.seek(key));
            next = more.with_theirs();
            if next.is_empty() {
                return self.scripts(&choice);
            }
        }
    }

    fn lowered(&self, file: &Pair<Option<usize>>) -> Lowered {
        let of = |side: &Side, number: Option<usize>| {
            let name = side.files[number?].text;
            Some(self.texts[name].to_ascii_lowercase())
        };
        match same(self.sides, file) {
            Some(name) => Lowered::Same(self.texts[name].to_ascii_lowercase()),
            None => Lowered::Changed(Pair {
                live: of(&self.sides.live, file.live),
                desired: of(&self.sides.desired, file.desired),
            }),
        }
    }

    fn scripts(&self, choice: &Choice) -> Option<Pair<Scripts>> {
        let count = self.sides.as_ref().map(|side| side.files.len());
        let lines = choice.lines(&count);
        let of = |side: &Side, lines: Vec<Vec<Lines>>| {
            let (mut files, mut chosen) = (Files::default(), Vec::new());
            for (source, lines) in side.files.iter().zip(lines) {
                if !lines.is_empty() {
                    let name = [&side.prefix, source.path].concat();
                    files.add_shared(&name, self.texts[source.text].clone());
                    chosen.push(lines);
                }
            }
            Scripts::of_lines(files, &chosen)
        };
        let (live, desired) = at_once(
            || of(&self.sides.live, lines.live),
            || of(&self.sides.desired, lines.desired),
        );
        Some(Pair {
            live: live?,
            desired: desired?,
        })
    }
}

/// Puts the files of both sides together by their paths; nothing where they stand in another order.
fn together<'s>(sides: &Pair<Side<'s>>) -> Option<Vec<Pair<Option<usize>>>> {
    let (live, desired) = (&sides.live.files, &sides.desired.files);
    let paths = |all: &[Source<'s>]| all.iter().map(|s| s.path).collect::<FxHashSet<_>>();
    // Where both have the same files, as they mostly do, nobody asks.
    let of_live = LazyCell::new(|| paths(live));
    let of_desired = LazyCell::new(|| paths(desired));
    let (mut l, mut d, mut files) = (0, 0, Vec::new());
    while l < live.len() || d < desired.len() {
        let (has_live, has_desired) = match (live.get(l), desired.get(d)) {
            (Some(one), Some(other)) if one.path == other.path => (true, true),
            (Some(one), _) if !of_desired.contains(one.path) => (true, false),
            (_, Some(other)) if !of_live.contains(other.path) => (false, true),
            _ => return None,
        };
        files.push(Pair {
            live: has_live.then_some(l),
            desired: has_desired.then_some(d),
        });
        l += usize::from(has_live);
        d += usize::from(has_desired);
    }
    Some(files)
}

/// Returns the name of the text of a file that both sides have with the same.
fn same<'s>(sides: &'s Pair<Side<'s>>, file: &Pair<Option<usize>>) -> Option<&'s str> {
    let live = sides.live.files[file.live?].text;
    let desired = sides.desired.files[file.desired?].text;
    (live == desired).then_some(desired)
}

/// Walks the names of the texts of a file.
fn names<'s>(
    sides: &'s Pair<Side<'s>>,
    file: &Pair<Option<usize>>,
) -> impl Iterator<Item = &'s str> {
    let live = file.live.map(|n| sides.live.files[n].text);
    let desired = file.desired.map(|n| sides.desired.files[n].text);
    live.into_iter().chain(desired)
}

/// Reads the texts of some names that are not read yet.
fn read<'s>(
    texts: &mut FxHashMap<&'s str, Arc<str>>,
    mut names: Vec<&'s str>,
    ask: &mut Ask,
) -> Option<()> {
    names.retain(|name| !texts.contains_key(name));
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        let found = ask(&names)?;
        texts.extend(names.into_iter().zip(found));
    }
    Some(())
}

/// How many files are read at once before it is known whether they are needed.
const AHEAD: usize = 50;

/// What is known of the files.
struct Known<'s> {
    summaries: &'s Summaries,
    /// The summary of each, where there is one.
    by_file: Vec<Option<Summary<'s>>>,
    /// The numbers of their lines, in order, each with a file.
    lines: Vec<(usize, usize)>,
}

impl<'s> Known<'s> {
    fn of(reading: &Reading<'s>) -> Known<'s> {
        let line = |file| reading.summaries.find(same(reading.sides, file)?);
        let (mut by_file, mut lines) = (Vec::new(), Vec::new());
        for (number, line) in reading.files.iter().map(line).enumerate() {
            by_file.push(line.and_then(|line| reading.summaries.get(line)));
            lines.extend(line.map(|line| (line, number)));
        }
        lines.sort_unstable();
        Known {
            summaries: reading.summaries,
            by_file,
            lines,
        }
    }

    /// Walks the files that mention a name.
    fn mentioning(&self, key: &Key) -> Vec<usize> {
        let words = key.finders();
        let found = self.summaries.mentioning(&words);
        let files = found.flat_map(|line| {
            let from = self.lines.partition_point(|(number, _)| *number < line);
            let same = self.lines[from..]
                .iter()
                .take_while(move |(n, _)| *n == line);
            same.map(|(_, file)| *file)
        });
        files.collect()
    }
}

/// Finds the files that are to be read next.
struct More<'k, 't> {
    known: &'k Known<'t>,
    is_read: Vec<bool>,
    /// The names that were sought in all files.
    sought: &'k mut Vec<Key<'t>>,
    found: Vec<usize>,
}

impl<'t> More<'_, 't> {
    fn take(&mut self, number: usize) {
        if !std::mem::replace(&mut self.is_read[number], true) {
            self.found.push(number);
        }
    }

    /// Takes the files that mention a name.
    fn seek(&mut self, key: Key<'t>) {
        if self.sought.iter().any(|sought| sought.covers(&key)) {
            return;
        }
        self.sought.push(key);
        for number in self.known.mentioning(&key) {
            self.take(number);
        }
    }

    /// Returns what was found, with what mentions the names of that: it is most often needed too, and each question takes its time.
    fn with_theirs(mut self) -> Vec<usize> {
        let mut at = 0;
        while at < self.found.len().min(AHEAD) {
            let known = self.known.by_file[self.found[at]];
            let names = known.iter().flat_map(Summary::names);
            names.filter_map(Key::of).for_each(|key| self.seek(key));
            at += 1;
        }
        self.found.sort_unstable();
        self.found
    }
}

/// What all files are about, read or not.
struct About<'t> {
    /// The names of what is made.
    made: FxHashSet<&'t str>,
    /// The names under which the statements of files are found.
    names: Vec<(&'t str, usize)>,
}

impl<'t> About<'t> {
    /// Takes the names of what is known; the pieces are those of all that is not.
    fn new(known: &[Option<Summary<'t>>], pieces: &[Piece<'t>]) -> About<'t> {
        let made_there = pieces.iter().flat_map(|piece| piece.makes());
        let mut made: FxHashSet<&str> = made_there.map(word_of).collect();
        // A table has some indexes, as a rule.
        made.reserve(4 * known.len());
        made.extend(known.iter().flatten().flat_map(Summary::makes));
        let mut names = Vec::with_capacity(4 * known.len());
        for (number, known) in known.iter().enumerate() {
            let own = known.iter().flat_map(Summary::names);
            let found = own.flat_map(|name| found_by(name, &made));
            names.extend(found.map(|name| (name, number)));
        }
        About { made, names }
    }

    /// Walks the files that say something of a name which was read.
    fn files<'a>(&'a self, choice: &'a Choice) -> impl Iterator<Item = usize> {
        let read = self.names.iter().filter(|(name, _)| choice.has_read(name));
        read.map(|(_, number)| *number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Texts = &'static [(&'static str, &'static str)];

    const A: (&str, &str) = ("alpha", "create table alpha (id int);\n");
    const B: (&str, &str) = ("beta", "create table beta (id int);\n");
    const C: (&str, &str) = ("gamma", "create table gamma (id int references alpha);\n");
    const D: (&str, &str) = ("gamma", "create table gamma (id int);\n");

    /// Returns which files are read of each side, and which texts are asked for.
    fn read_of(
        live: Texts,
        desired: Texts,
        known: Texts,
    ) -> Option<(Pair<Vec<String>>, Vec<String>)> {
        let side = |files: Texts| Side {
            prefix: String::new(),
            files: files
                .iter()
                .map(|(path, text)| Source { path, text })
                .collect(),
        };
        let sides = Pair {
            live: side(live),
            desired: side(desired),
        };
        let mut summaries = Summaries::default();
        let add = |(_, text): &(&str, &str)| summaries.add(text, &line_of(text));
        known.iter().for_each(add);
        let mut asked = Vec::new();
        let mut ask = |names: &[&str]| {
            asked.extend(names.iter().map(|name| name.to_string()));
            Some(names.iter().map(|name| Arc::from(*name)).collect())
        };
        let found = Reading::begin(&sides, &mut summaries, &mut ask)?.excerpt(&mut ask)?;
        let names = |scripts: &Scripts| -> Vec<String> {
            let count = scripts.files.texts().count() as u32;
            (0..count)
                .map(|n| scripts.files.name(n).to_string())
                .collect()
        };
        Some((found.as_ref().map(names), asked))
    }

    #[test]
    fn files_are_told_by_their_paths() {
        let of = |live, desired| {
            let read = read_of(live, desired, &[])?.0;
            Some((read.live.join(" "), read.desired.join(" ")))
        };
        let wanted = |live: &str, desired: &str| Some((live.to_string(), desired.to_string()));
        assert_eq!(of(&[A, B], &[A, B, C]), wanted("alpha", "alpha gamma"));
        assert_eq!(of(&[A, B, C], &[B, C]), wanted("alpha gamma", "gamma"));
        assert_eq!(
            of(&[A, B, C], &[A, B, D]),
            wanted("alpha gamma", "alpha gamma")
        );
        assert_eq!(of(&[A, B], &[B, A]), None, "the order may matter");
    }

    #[test]
    fn of_what_is_known_only_what_is_needed_is_asked_for() {
        let asked = |known| {
            let asked = read_of(&[A, B], &[A, B, C], known)?.1;
            Some(
                asked
                    .iter()
                    .map(|text| text.split(' ').nth(2))
                    .collect::<Option<Vec<_>>>()?
                    .join(" "),
            )
        };
        assert_eq!(asked(&[]).as_deref(), Some("alpha beta gamma"));
        assert_eq!(asked(&[A, B]).as_deref(), Some("gamma alpha"));
        assert_eq!(asked(&[B]).as_deref(), Some("alpha gamma"));
    }
}
