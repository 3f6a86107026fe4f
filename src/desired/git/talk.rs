//! A run of `git cat-file --batch`, which is asked for texts by their names, as often as one likes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::thread;

use super::GitError;
use super::repository::Repository;

const ARGUMENTS: [&str; 2] = ["cat-file", "--batch"];

/// How many bytes a pipe takes though nobody reads, on any system.
const PIPE: usize = 4096;

/// The run. It ends with the value.
#[derive(Debug)]
pub(super) struct Talk {
    repository: Repository,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Talk {
    /// Starts one, without waiting for it.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn with(repository: &Repository) -> Result<Talk, GitError> {
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

    /// Asks for texts by their names; nothing stands for one that git does not have.
    ///
    /// # Errors
    /// When git has ended.
    pub fn ask(&mut self, names: &[impl AsRef<str>]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
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

/// Reads an answer: `ID blob SIZE`, the text and the end of a line; or words that end with `missing`. Other objects are no text.
fn answer(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>, GitError> {
    let mut head = String::new();
    let read = reader.read_line(&mut head).map_err(GitError::Run)?;
    if read == 0 {
        return Err(GitError::Refused {
            command: "cat-file".into(),
            said: "it ended before it had told all".into(),
        });
    }
    let words: Vec<&str> = head.split_whitespace().collect();
    let [_, kind, size] = words[..] else {
        return Ok(None);
    };
    let Ok(size) = size.parse::<usize>() else {
        return Ok(None);
    };
    let mut bytes = vec![0; size + 1];
    reader.read_exact(&mut bytes).map_err(GitError::Run)?;
    bytes.pop();
    Ok((kind == "blob").then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_text_or_nothing() {
        let mut said: &[u8] =
            b"1f blob 3\na\nb\nHEAD:./x y missing\n:x 1 missing\n2e tree 1\nx\n3d blob 0\n\n";
        let mut next = || answer(&mut said).ok().flatten();
        assert_eq!(next().as_deref(), Some(&b"a\nb"[..]));
        assert_eq!([next(), next()], [None, None], "git has none of them");
        assert_eq!(next(), None, "a folder");
        assert_eq!(next().as_deref(), Some(&b""[..]));
        assert!(answer(&mut said).is_err(), "git has ended");
    }
}
