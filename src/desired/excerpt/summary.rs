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

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHasher};

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
    words: &'l str,
}

impl<'l> Summary<'l> {
    fn of_line(line: &'l str) -> Option<Summary<'l>> {
        let (open, rest) = line.split_once(TAB)?;
        let (makes, rest) = rest.split_once(TAB)?;
        let (says, words) = rest.split_once(TAB)?;
        Some(Summary {
            is_open: open == "!",
            makes,
            says,
            words,
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

    /// Returns whether all words are in it that some finders find; each looks for a word between blanks.
    pub fn has(&self, words: &[memmem::Finder]) -> bool {
        let mut words = words.iter();
        words.all(|word| word.find(self.words.as_bytes()).is_some())
    }
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(' ').filter(|name| !name.is_empty())
}

/// Puts a text in lower case into a line.
fn line(text: &str) -> String {
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
    lines: String,
    by_name: FxHashMap<String, Range<usize>>,
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

    fn of(mut lines: String) -> Option<Summaries> {
        let end = lines.trim_end_matches('\n').rfind('\n')? + 1;
        let is_whole = lines[end..].trim_end() == sum(&lines[..end]);
        let start = lines[..end].strip_prefix(&*maker())?.strip_prefix('\n')?;
        let start = end - start.len();
        if !is_whole {
            return None;
        }
        lines.truncate(end);
        let mut by_name = FxHashMap::default();
        let mut at = start;
        for line in lines[start..].split_inclusive('\n') {
            let (name, _) = line.split_once(TAB)?;
            let begin = at + name.len() + TAB.len_utf8();
            at += line.len();
            by_name.insert(name.to_string(), begin..at - 1);
        }
        Some(Summaries {
            file: PathBuf::new(),
            lines,
            by_name,
            has_new: false,
        })
    }

    /// Returns the summary of a text.
    pub fn get(&self, name: &str) -> Option<Summary<'_>> {
        let line = self.by_name.get(name)?;
        Summary::of_line(&self.lines[line.clone()])
    }

    /// Adds that of a text in lower case.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        let start = self.lines.len();
        self.lines.push_str(&line(text));
        self.by_name
            .insert(name.to_string(), start..self.lines.len());
        self.has_new = true;
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
        for name in names {
            if let Some(line) = self.by_name.get(name) {
                out.push_str(name);
                out.push(TAB);
                out.push_str(&self.lines[line.clone()]);
                out.push('\n');
            }
        }
        let sum = sum(&out);
        out.push_str(&sum);
        out.push('\n');
        let _ = write(&self.file, &out);
    }
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
    let mut sum = FxHasher::default();
    sum.write(text.as_bytes());
    format!("{:016x}", sum.finish())
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

    #[test]
    fn what_is_kept_is_read_again_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("kept");
        let mut all = Summaries::kept(&file);
        all.add("1f", TEXT);
        all.add("2e", "create view v as select;\n");
        all.keep(["1f"].into_iter());
        let read = Summaries::kept(&file);
        let names: Vec<&str> = read.get("1f").expect("it was kept").names().collect();
        assert_eq!(names, ["a_b", "a_b"]);
        assert!(read.get("2e").is_none() && !read.has_new);

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
