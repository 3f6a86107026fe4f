//! What a text is about, in a line, by which it is known whether the text itself is needed.
//!
//! Git has one name for a text, so what is once known of it is known for good, and is kept beside the repository:
//!
//! ```text
//! trueup 0.1.0 8d3a…               what made the lines: other lines are of no use to another trueup
//! ID⇥ ⇥ users names ⇥ users ⇥ create id key table users …
//!    !                              what may be about anything is in it
//!      names of what it makes       names of what it says something of     all words, each once
//! 5f1c…                            the sum of all above
//! ```

use std::hash::Hasher;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use hashbrown::HashTable;
use memchr::{memchr, memchr_iter, memmem};
use rustc_hash::FxHasher;

use super::head::Head;
use super::pieces::cut;
use super::word_of;

/// The parts of a line.
const TAB: char = '\t';

/// What is known of a text.
#[derive(Debug, Clone, Copy)]
pub struct Summary<'l> {
    /// Whether something is in it that may be about anything.
    pub is_open: bool,
    makes: &'l str,
    says: &'l str,
}

impl<'l> Summary<'l> {
    fn of_line(line: &'l str) -> Option<Summary<'l>> {
        let mut tabs = memchr_iter(TAB as u8, line.as_bytes());
        let (name, open) = (tabs.next()?, tabs.next()?);
        let (makes, says) = (tabs.next()?, tabs.next()?);
        Some(Summary {
            is_open: &line[name + 1..open] == "!",
            makes: &line[open + 1..makes],
            says: &line[makes + 1..says],
        })
    }

    /// Walks the names of what it makes.
    pub fn makes(&self) -> impl Iterator<Item = &'l str> {
        names(self.makes)
    }

    /// Walks the names that its statements are about.
    pub fn names(&self) -> impl Iterator<Item = &'l str> {
        names(self.makes).chain(names(self.says))
    }
}

/// Walks the names of a list, each of which stands between blanks.
fn names(list: &str) -> impl Iterator<Item = &str> {
    let blanks = memchr_iter(b' ', list.as_bytes());
    blanks
        .scan(0, |start, blank| {
            let name = &list[*start..blank];
            *start = blank + 1;
            Some(name)
        })
        .filter(|name| !name.is_empty())
}

/// Puts a text in lower case into a line, which the name of the text is to begin.
pub(super) fn line(text: &str) -> String {
    let mut is_open = false;
    let (mut makes, mut says) = (Vec::new(), Vec::new());
    for block in cut(text) {
        let (names, list) = match block.head(text) {
            None => continue,
            Some(Head::Other) => {
                is_open = true;
                continue;
            }
            Some(Head::Makes(names)) => (names, &mut makes),
            Some(Head::Says(names)) => (names, &mut says),
        };
        list.extend(names.into_iter().map(word_of));
    }
    let open = if is_open { "!" } else { "" };
    let [makes, says, words] = [makes, says, letters(text).collect()].map(each_once);
    format!("{open}{TAB}{makes}{TAB}{says}{TAB}{words}")
}

/// Puts words into a list, each between blanks.
fn each_once(mut words: Vec<&str>) -> String {
    words.sort_unstable();
    words.dedup();
    format!(" {} ", words.join(" "))
}

/// Walks the parts of a text that are letters and digits, nothing else between them.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty())
}

/// The summaries of texts, by the names that git has for these.
#[derive(Debug, Default)]
pub struct Summaries {
    /// Where they are kept.
    file: PathBuf,
    /// What stands there, and what is new.
    text: String,
    /// The lines, in their order.
    lines: Vec<Range<usize>>,
    /// The numbers of the lines, by the names that they begin with.
    by_name: HashTable<usize>,
    /// Whether some are not kept yet.
    has_new: bool,
}

impl Summaries {
    /// Reads those that were kept in a file; none where there is none, or where another trueup or chance has written it.
    pub fn kept(file: &Path) -> Summaries {
        let read = std::fs::read_to_string(file).ok();
        let mut all = read.and_then(Summaries::of).unwrap_or_default();
        all.file = file.to_path_buf();
        all
    }

    fn of(mut text: String) -> Option<Summaries> {
        let end = text.trim_end_matches('\n').rfind('\n')? + 1;
        let is_whole = text[end..].trim_end() == sum(&text[..end]);
        let start = text[..end].strip_prefix(&*maker())?.strip_prefix('\n')?;
        let start = end - start.len();
        if !is_whole {
            return None;
        }
        text.truncate(end);
        let mut all = Summaries::default();
        let mut at = start;
        let ends = memchr_iter(b'\n', &text.as_bytes()[start..]).map(|newline| start + newline);
        all.lines
            .extend(ends.map(|end| std::mem::replace(&mut at, end + 1)..end));
        all.text = text;
        all.by_name = HashTable::with_capacity(all.lines.len());
        for number in 0..all.lines.len() {
            all.enter(number);
        }
        Some(all)
    }

    /// Returns the number of the line of a text.
    pub fn find(&self, name: &str) -> Option<usize> {
        let is_its = |number: &usize| {
            let rest = self.line(*number).strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(TAB))
        };
        self.by_name.find(hash(name), is_its).copied()
    }

    /// Returns the summary in a line.
    pub fn get(&self, number: usize) -> Option<Summary<'_>> {
        Summary::of_line(self.line(number))
    }

    fn line(&self, number: usize) -> &str {
        &self.text[self.lines[number].clone()]
    }

    /// Walks the numbers of the lines in which all words are that some finders find; each looks for letters and digits between blanks, and
    /// a name of nothing else is among the words of its text too.
    pub fn mentioning(&self, words: &[memmem::Finder]) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.line_with(words, from)?;
            from = found + 1;
            Some(found)
        })
    }

    /// Returns the first line from a number on in which all words are. Each word in turn leads to a line at or behind that of the others, so
    /// the one that is hardly anywhere spares the search for those which are everywhere.
    fn line_with(&self, words: &[memmem::Finder], from: usize) -> Option<usize> {
        let mut line = from;
        let mut agreed = 0;
        for word in words.iter().cycle() {
            let start = self.lines.get(line)?.start;
            let hit = start + word.find(&self.text.as_bytes()[start..])?;
            if hit >= self.lines[line].end {
                line += self.lines[line..].partition_point(|line| line.end <= hit);
                agreed = 0;
            }
            agreed += 1;
            if agreed == words.len() {
                break;
            }
        }
        (line < self.lines.len()).then_some(line)
    }

    /// Adds the line of a text.
    pub(super) fn add(&mut self, name: &str, line: &str) {
        let start = self.text.len();
        self.text.extend([name, "\t", line]);
        self.lines.push(start..self.text.len());
        self.enter(self.lines.len() - 1);
        self.has_new = true;
    }

    /// Lets a line be found by the name that it begins with.
    fn enter(&mut self, number: usize) {
        let (text, lines) = (&self.text, &self.lines);
        let hash_of = |number: &usize| {
            let line = &text[lines[*number].clone()];
            let end = memchr(TAB as u8, line.as_bytes()).unwrap_or(line.len());
            hash(&line[..end])
        };
        self.by_name
            .insert_unique(hash_of(&number), number, hash_of);
    }

    /// Keeps those of the texts with these names, if some of all are new. What cannot be kept is made again the next time.
    pub fn keep<'n>(&self, names: impl Iterator<Item = &'n str>) {
        if !self.has_new {
            return;
        }
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        let mut out = maker() + "\n";
        for number in names.into_iter().filter_map(|name| self.find(name)) {
            out.extend([self.line(number), "\n"]);
        }
        let sum = sum(&out);
        out.push_str(&sum);
        out.push('\n');
        let _ = write(&self.file, &out);
    }
}

fn hash(name: &str) -> u64 {
    let mut hash = FxHasher::default();
    hash.write(name.as_bytes());
    hash.finish()
}

/// Writes a file at once, so that nobody reads half of it.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(file)?;
    Ok(())
}

/// Says what makes the lines: this version, as the files are which decide of a line.
fn maker() -> String {
    format!("trueup {} {MADE_BY:016x}", env!("CARGO_PKG_VERSION"))
}

/// The sum of the source files that decide of a line.
const MADE_BY: u64 = {
    let files: [&[u8]; 6] = [
        include_bytes!("summary.rs"),
        include_bytes!("pieces.rs"),
        include_bytes!("blocks.rs"),
        include_bytes!("head.rs"),
        include_bytes!("mod.rs"),
        include_bytes!("../ahead.rs"),
    ];
    // FNV-1a, which can be taken while compiling.
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut file = 0;
    while file < files.len() {
        let mut at = 0;
        while at < files[file].len() {
            sum = (sum ^ files[file][at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        file += 1;
    }
    sum
};

fn sum(text: &str) -> String {
    format!("{:016x}", hash(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "create table a_b (c2 int);\ncomment on column a_b.c2 is 'x_y';\n";

    #[test]
    fn a_summary_has_the_names_and_all_words() {
        assert_eq!(
            line(TEXT),
            "\t a_b \t a_b \t a b c2 column comment create int is on table x y "
        );
        assert!(line("set search_path = app;\n").starts_with("!\t  \t  \t"));
    }

    fn get<'s>(all: &'s Summaries, name: &str) -> Option<Summary<'s>> {
        all.get(all.find(name)?)
    }

    #[test]
    fn what_mentions_all_words_is_found() {
        let mut all = Summaries::default();
        all.add("1f", &line(TEXT));
        all.add("2e", &line("create view b as select;\n"));
        all.add("3d", &line("create view a as select b;\n"));
        let found = |words: &[&str]| -> Vec<usize> {
            let finder = |word: &&str| memmem::Finder::new(&format!(" {word} ")).into_owned();
            let words: Vec<_> = words.iter().map(finder).collect();
            all.mentioning(&words).collect()
        };
        assert_eq!(found(&["b"]), [0, 1, 2]);
        assert_eq!(found(&["b", "a"]), [0, 2]);
        assert_eq!(found(&["select"]), [1, 2]);
        assert_eq!(found(&["table", "select"]), [0; 0]);
        assert_eq!(found(&["column", "b", "a"]), [0]);
        assert_eq!(found(&[]), [0, 1, 2]);
    }

    #[test]
    fn what_is_kept_is_read_again_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("kept");
        let mut all = Summaries::kept(&file);
        all.add("1f", &line(TEXT));
        all.add("2e", &line("create view v as select;\n"));
        all.keep(["1f"].into_iter());
        let read = Summaries::kept(&file);
        let names: Vec<&str> = get(&read, "1f").expect("it was kept").names().collect();
        assert_eq!(names, ["a_b", "a_b"]);
        assert!(get(&read, "2e").is_none() && !read.has_new);

        let text = std::fs::read_to_string(&file).expect("it is there");
        for (from, to) in [("c2", "c3"), ("trueup", "other"), (TEXT, "")] {
            assert!(from == TEXT || text.contains(from));
            let other = match from {
                TEXT => text[..text.len() / 2].to_string(),
                from => text.replace(from, to),
            };
            assert!(Summaries::of(other).is_none(), "{from}");
        }
        assert!(Summaries::of(String::new()).is_none());
        all.file = folder.path().join("nowhere/kept");
        all.keep(["1f"].into_iter());
        assert!(!all.file.exists());
    }
}
