//! A run of `git cat-file --batch`, which is asked for texts by their names, as often as one likes.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::thread;

use super::repository::Repository;
use super::{GitError, Tree, asked, utf8};

const ARGUMENTS: [&str; 2] = ["cat-file", "--batch"];

/// How many bytes a pipe takes though nobody reads, on any system.
const PIPE: usize = 4096;

/// The run. It ends with the value.
#[derive(Debug)]
pub struct Talk {
    repository: Repository,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts one for the repository of the working folder, without waiting for it.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn here() -> Result<Talk, GitError> {
        Talk::with(&Repository::here())
    }

    pub(super) fn with(repository: &Repository) -> Result<Talk, GitError> {
        let mut child = repository.start(&ARGUMENTS, Stdio::piped())?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().expect("it was asked for a pipe");
        Ok(Talk {
            repository: repository.clone(),
            child,
            stdin,
            stdout: BufReader::with_capacity(1 << 16, stdout),
        })
    }

    /// Returns the first of some paths that is in a tree, with its text.
    ///
    /// # Errors
    /// When git refuses, or the text is of no use.
    pub fn first(
        &mut self,
        tree: &Tree,
        paths: &[PathBuf],
    ) -> Result<Option<(PathBuf, String)>, GitError> {
        let names: Vec<String> = paths.iter().map(|p| asked(tree, p)).collect();
        let found = self.ask(&names)?;
        let mut found = paths.iter().zip(found);
        let Some((path, bytes)) = found.find_map(|(path, text)| Some((path, text?))) else {
            return Ok(None);
        };
        let text = utf8(bytes, || tree.path(&path.display().to_string()))?;
        Ok(Some((path.clone(), text)))
    }

    /// Returns the texts of some names; nothing where one is not to be had or not UTF-8.
    pub fn texts(&mut self, names: &[&str]) -> Option<Vec<Arc<str>>> {
        let found = self.ask(names).ok()?.into_iter();
        let texts = found.map(|bytes| Some(String::from_utf8(bytes?).ok()?.into()));
        texts.collect()
    }

    /// Asks for texts by their names; nothing stands for one that git does not have.
    pub(super) fn ask(
        &mut self,
        names: &[impl AsRef<str>],
    ) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        let text = |object: Object| (object.kind == "blob").then_some(object.bytes);
        let found = self.objects(names)?.into_iter();
        Ok(found.map(|object| object.and_then(text)).collect())
    }

    /// Says that nothing more will be asked, so that git ends beside us.
    pub fn end(&mut self) {
        self.stdin = None;
    }

    /// Asks for objects by their names; nothing stands for one that git does not have.
    pub(super) fn objects(
        &mut self,
        names: &[impl AsRef<str>],
    ) -> Result<Vec<Option<Object>>, GitError> {
        let mut lines = String::new();
        for name in names {
            lines.push_str(name.as_ref());
            lines.push('\n');
        }
        let (stdin, stdout) = (&mut self.stdin, &mut self.stdout);
        let write = |stdin: &mut Option<ChildStdin>| {
            let stdin = stdin.as_mut();
            stdin.map(|stdin| stdin.write_all(lines.as_bytes()))
        };
        let mut answers = || names.iter().map(|_| answer(stdout)).collect();
        let found: Result<Vec<_>, _> = match lines.len() <= PIPE {
            true => {
                // Where it cannot be written git has ended, which is found by reading.
                let _ = write(stdin);
                answers()
            }
            // Git may wait for its output to be read while there is more to ask.
            false => thread::scope(|scope| {
                scope.spawn(|| write(stdin));
                answers()
            }),
        };
        // Where git has ended early it has said why.
        found.map_err(|error| self.ended().unwrap_or(error))
    }

    /// Returns why git has ended.
    fn ended(&mut self) -> Option<GitError> {
        self.stdin = None;
        self.repository.why(&mut self.child, &ARGUMENTS)
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.stdin = None;
        // It ends when there is nothing more to ask; how is of no interest.
        let _ = self.child.wait();
    }
}

/// What git has by a name.
pub(super) struct Object {
    pub id: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// Reads an answer: `ID blob SIZE`, the text and the end of a line; or words that end with `missing`.
fn answer(reader: &mut impl BufRead) -> Result<Option<Object>, GitError> {
    let mut head = String::new();
    let read = reader.read_line(&mut head).map_err(GitError::Run)?;
    if read == 0 {
        return Err(GitError::Refused {
            command: "cat-file".into(),
            said: "it ended before it had told all".into(),
        });
    }
    let words: Vec<&str> = head.split_whitespace().collect();
    let [id, kind, size] = words[..] else {
        return Ok(None);
    };
    let Ok(size) = size.parse::<usize>() else {
        return Ok(None);
    };
    let mut bytes = vec![0; size + 1];
    reader.read_exact(&mut bytes).map_err(GitError::Run)?;
    bytes.pop();
    Ok(Some(Object {
        id: id.into(),
        kind: kind.into(),
        bytes,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_an_object_or_nothing() {
        let mut said: &[u8] = b"1f blob 3\na\nb\nHEAD:./x y missing\n:x 1 missing\n2e tree 1\nx\n";
        let mut next = || answer(&mut said).ok().flatten();
        let told = |object: Option<Object>| object.map(|o| (o.id, o.kind, o.bytes));
        let wanted =
            |id: &str, kind: &str, bytes: &[u8]| Some((id.into(), kind.into(), bytes.into()));
        assert_eq!(told(next()), wanted("1f", "blob", b"a\nb"));
        assert!(next().is_none() && next().is_none());
        assert_eq!(told(next()), wanted("2e", "tree", b"x"));
        assert!(answer(&mut said).is_err(), "git has ended");
    }
}
