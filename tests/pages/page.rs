//! A page of Markdown as the tests see it: its fenced blocks, with the marks above them. What a block does is said in `play`.
//!
//! A mark is a comment on a line of its own, right above a block or above another mark. A page without one is played as it stands.
//!
//! | mark | meaning |
//! |---|---|
//! | `<!-- not run: REASON -->` | the block shows commands that cannot be run here |
//! | `<!-- first: COMMAND -->` | this is run before the block, and shown to nobody |
//! | `<!-- file: PATH -->` | the block is what the reader writes into this file |
//! | `<!-- server: FILE… -->` | anywhere: the page has a server, into which these files are loaded |
//! | `<!-- folder: empty -->` | anywhere: the page begins in an empty repository, not in one with `schema/` and `examples/` |

use std::ops::Range;

/// The languages whose blocks are run.
const RUN: [&str; 3] = ["console", "sh", "diff"];

/// How a line begins that is a command, whichever language its block says it has.
const COMMANDS: [&str; 6] = ["$ ", "trueup ", "psql ", "git ", "make ", "cargo "];

/// A page and its blocks.
pub struct Page {
    /// All of its lines.
    pub lines: Vec<String>,
    /// Its blocks, from the top.
    pub blocks: Vec<Block>,
    /// The files that its server is loaded with; none where it needs no server.
    pub server: Option<Vec<String>>,
    /// Whether it begins in an empty folder.
    pub in_empty_folder: bool,
}

/// What stands between two fences.
#[derive(Default)]
pub struct Block {
    /// The word after the opening fence.
    pub language: String,
    /// Where its own lines are in the page.
    pub lines: Range<usize>,
    /// Why it is not run, where it is not.
    pub not_run: Option<String>,
    /// What is run before it.
    pub first: Vec<String>,
    /// The file that it is.
    pub file: Option<String>,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// With what is wrong with its blocks and marks: a list of all of it, with the numbers of the lines.
    pub fn read(text: &str) -> Result<Page, Vec<String>> {
        let lines: Vec<String> = text.lines().map(String::from).collect();
        let mut page = Page {
            lines,
            blocks: Vec::new(),
            server: None,
            in_empty_folder: false,
        };
        let mut faults = Vec::new();
        let mut at = 0;
        while at < page.lines.len() {
            at = page.read_line(at, &mut faults);
        }
        faults.extend(page.blocks.iter().filter_map(|block| page.hidden_in(block)));
        if faults.is_empty() {
            Ok(page)
        } else {
            Err(faults)
        }
    }

    /// Reads the line, or all of the block that begins there, and returns the next one.
    fn read_line(&mut self, at: usize, faults: &mut Vec<String>) -> usize {
        let line = self.lines[at].clone();
        if let Some(mark) = comment(&line) {
            self.read_setting(mark);
        }
        let Some(language) = line.trim_start().strip_prefix("```") else {
            return at + 1;
        };
        if line.starts_with(' ') {
            faults.push(format!("{}: a block stands at the left edge", at + 1));
        }
        let is_end = |line: &String| line.trim_start().starts_with("```");
        let end = (at + 1..self.lines.len()).find(|&below| is_end(&self.lines[below]));
        let Some(end) = end else {
            faults.push(format!("{}: this block has no end", at + 1));
            return self.lines.len();
        };
        let mut block = Block {
            language: language.to_string(),
            lines: at + 1..end,
            ..Block::default()
        };
        let above = self.lines[..at]
            .iter()
            .rev()
            .map_while(|line| comment(line));
        for mark in above {
            if let Err(fault) = block.take(mark) {
                faults.push(format!("{}: {fault}", at + 1));
            }
        }
        block.first.reverse();
        self.blocks.push(block);
        end + 1
    }

    fn read_setting(&mut self, mark: &str) {
        match mark.split_once(": ") {
            Some(("server", files)) => {
                self.server = Some(files.split_whitespace().map(String::from).collect());
            }
            Some(("folder", "empty")) => self.in_empty_folder = true,
            _ => {}
        }
    }

    /// Returns what a block hides from the test: commands under the name of another language.
    fn hidden_in(&self, block: &Block) -> Option<String> {
        if RUN.contains(&block.language.as_str()) || block.not_run.is_some() {
            return None;
        }
        let is_command = |line: &&String| COMMANDS.iter().any(|word| line.starts_with(word));
        let line = self.lines[block.lines.clone()].iter().find(is_command)?;
        Some(format!(
            "{}: a command that nobody runs, in a block of {:?}: {line}",
            block.lines.start, block.language
        ))
    }

    /// Returns the lines of a block.
    pub fn body(&self, block: &Block) -> &[String] {
        &self.lines[block.lines.clone()]
    }

    /// Returns whether anything of the page is run.
    pub fn is_played(&self) -> bool {
        let runs = |block: &Block| RUN.contains(&block.language.as_str());
        self.blocks
            .iter()
            .any(|block| block.not_run.is_none() && (runs(block) || block.file.is_some()))
    }
}

impl Block {
    /// Takes a mark that stands above it.
    fn take(&mut self, mark: &str) -> Result<(), String> {
        match mark.split_once(": ") {
            Some(("not run", reason)) => self.not_run = Some(reason.to_string()),
            Some(("first", command)) => self.first.push(command.to_string()),
            Some(("file", path)) => self.file = Some(path.to_string()),
            Some(("server" | "folder", _)) => {}
            _ => return Err(format!("no mark of a block: <!-- {mark} -->")),
        }
        Ok(())
    }
}

/// Returns the words of a comment that has a line of its own.
fn comment(line: &str) -> Option<&str> {
    let words = line.strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(words.trim())
}
