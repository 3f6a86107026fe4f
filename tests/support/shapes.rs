//! What a patch does in more statements than may be needed: things dropped and made again, tables altered in pieces, conversions in
//! words.
//!
//! Each is on a list with the reason why PostgreSQL leaves no other way:
//!
//! ```text
//! = a policy cannot change its command
//! policy--added-and-changed policy support on public.t
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The kinds whose names are of several words; all others are of one.
const LONG_NOUNS: [&str; 12] = [
    "materialized view",
    "foreign table",
    "foreign data wrapper",
    "event trigger",
    "text search configuration",
    "text search dictionary",
    "text search parser",
    "text search template",
    "operator class",
    "operator family",
    "user mapping",
    "access method",
];
/// The forms of ALTER TABLE that stand alone.
const ALONE: [&str; 7] = [
    "rename",
    "attach",
    "detach",
    "set schema",
    "of",
    "not of",
    "owner",
];

/// Returns the statements of a script, but for those that begin and end the transaction and set the path.
pub fn statements(script: &str) -> Vec<String> {
    let (mut out, mut statement) = (Vec::new(), String::new());
    let (mut quoted, mut atomic) = (false, false);
    for line in script.lines() {
        if statement.is_empty() && (line.is_empty() || line.starts_with("--")) {
            continue;
        }
        statement.push_str(line);
        statement.push('\n');
        let dollars = line.matches("$$").count() + line.matches("$_$").count();
        quoted ^= dollars % 2 == 1;
        atomic = (atomic || line == "begin atomic") && line != "end;";
        if line.ends_with(';') && !quoted && !atomic {
            out.push(std::mem::take(&mut statement).trim_end().to_string());
        }
    }
    let frame = ["begin;", "commit;"];
    out.retain(|s| !frame.contains(&s.as_str()) && !s.starts_with("set local "));
    out
}

/// Returns what in a script may be more than is needed, each told by what it is about.
pub fn found(script: &str) -> BTreeSet<String> {
    let statements = statements(script);
    let (mut gone, mut made) = (BTreeSet::new(), BTreeSet::new());
    let mut pieces: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = BTreeSet::new();
    for statement in &statements {
        let statement = statement.trim_end_matches(';');
        let words = words(statement);
        match words.first().copied() {
            Some("drop") => gone.extend(named(&words[1..])),
            Some("create") => made.extend(created(&words[1..])),
            Some("alter") => {
                let Some((table, clauses)) = alteration(statement, &words) else {
                    continue;
                };
                if !ALONE.iter().any(|form| clauses[0].starts_with(form)) {
                    *pieces.entry(table.clone()).or_default() += 1;
                }
                for clause in clauses {
                    let words = self::words(clause);
                    match words.as_slice() {
                        ["drop", what @ ("constraint" | "column"), name, ..] => {
                            gone.insert(format!("{what} {name} of {table}"));
                        }
                        ["add", what @ ("constraint" | "column"), name, ..] => {
                            made.insert(format!("{what} {name} of {table}"));
                        }
                        ["alter", "column", name, "type", rest @ ..] if rest.contains(&"using") => {
                            out.insert(format!("using {name} of {table}"));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    out.extend(gone.intersection(&made).cloned());
    let pieces = pieces.into_iter().filter(|(_, count)| *count > 1);
    out.extend(pieces.map(|(table, count)| format!("{table} in {count} pieces")));
    out
}

/// Cuts a statement at spaces; what stands in parentheses is a word of its own.
fn words(text: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    let (mut depth, mut quoted) = (0usize, false);
    for (at, sign) in text.char_indices() {
        let ends = sign.is_whitespace() || sign == '(' && depth == 0;
        if ends && !quoted && depth == 0 {
            out.push(&text[start..at]);
            start = at + usize::from(sign != '(') * sign.len_utf8();
        }
        match sign {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    out.push(&text[start..]);
    out.retain(|word| !word.trim().is_empty());
    out
}

/// Returns what words name: `view public.v`, `policy p on public.t`.
fn named(words: &[&str]) -> Option<String> {
    let long = LONG_NOUNS
        .iter()
        .find(|noun| words.join(" ").starts_with(**noun));
    let noun = long.copied().or(words.first().copied())?;
    let rest = &words[noun.split(' ').count()..];
    let name = rest.first()?;
    Some(match noun {
        "trigger" | "policy" | "rule" => format!("{noun} {name} on {}", after("on", rest)?),
        "user mapping" => format!("{noun} {}", rest.get(..4)?.join(" ")),
        _ => format!("{noun} {name}"),
    })
}

/// Returns what a CREATE makes, in the words of DROP.
fn created(words: &[&str]) -> Option<String> {
    let fillers = [
        "or",
        "replace",
        "unique",
        "constraint",
        "unlogged",
        "recursive",
    ];
    let at = words.iter().position(|word| !fillers.contains(word))?;
    let words = &words[at..];
    if let ["index", name, "on", rest @ ..] = words {
        let table = rest.iter().find(|word| **word != "only")?;
        let schema = table.rsplit_once('.').map_or("", |parts| parts.0);
        return Some(format!("index {schema}.{name}"));
    }
    if let ["rule", name, .., "to", table, _] | ["rule", name, .., "to", table] = words {
        return Some(format!("rule {name} on {table}"));
    }
    named(words)
}

fn after<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    let at = words.iter().position(|w| *w == word)?;
    words.get(at + 1).copied()
}

/// Returns the table of an ALTER TABLE, with `only` where that stands there, and its clauses.
fn alteration<'s>(statement: &'s str, words: &[&'s str]) -> Option<(String, Vec<&'s str>)> {
    let table = match words {
        ["alter", "table", "only", table, ..] => format!("only {table}"),
        ["alter", "table", table, ..] => table.to_string(),
        _ => return None,
    };
    let head = format!("alter table {table}");
    let clauses = statement.strip_prefix(&head)?.lines();
    let clauses = clauses.map(|line| line.trim().trim_end_matches(','));
    Some((table, clauses.filter(|line| !line.is_empty()).collect()))
}

/// The list of what is known, with the reasons.
pub struct Reasons {
    file: PathBuf,
    /// By the case, and what is found there.
    entries: BTreeMap<(String, String), String>,
}

/// What stands for a reason that nobody gave yet.
const NONE: &str = "?";

impl Reasons {
    /// Reads the list.
    pub fn read(file: &Path) -> Reasons {
        let text = fs::read_to_string(file).unwrap_or_default();
        let mut reason = NONE.to_string();
        let mut entries = BTreeMap::new();
        for line in text
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            match (line.strip_prefix("= "), line.split_once(' ')) {
                (Some(next), _) => reason = next.to_string(),
                (None, Some((case, what))) => {
                    entries.insert((case.to_string(), what.to_string()), reason.clone());
                }
                (None, None) => panic!("{}: not `case what`: {line}", file.display()),
            }
        }
        Reasons {
            file: file.to_path_buf(),
            entries,
        }
    }

    /// Says what is found and not listed, or listed and not found in a case that ran. UPDATE=1 writes the list, where a reason is to
    /// be given by hand.
    pub fn judge(
        &self,
        ran: &BTreeSet<String>,
        found: &BTreeSet<(String, String)>,
    ) -> Result<(), String> {
        if std::env::var_os("UPDATE").is_some() {
            let others = self.entries.keys().filter(|key| !ran.contains(&key.0));
            let all = found.iter().chain(others).cloned().collect();
            return fs::write(&self.file, self.with(&all)).map_err(|error| error.to_string());
        }
        let words = |key: &(String, String)| format!("{} {}", key.0, key.1);
        let known = |key: &&(String, String)| self.entries.get(*key).is_some_and(|r| r != NONE);
        let new = found.iter().filter(|key| !known(key));
        let new = new.map(|key| format!("not listed with a reason: {}", words(key)));
        let gone = |key: &&(String, String)| ran.contains(&key.0) && !found.contains(*key);
        let stale = self.entries.keys().filter(gone);
        let stale = stale.map(|key| format!("it is no more: {}", words(key)));
        let faults: Vec<String> = new.chain(stale).collect();
        match faults.is_empty() {
            true => Ok(()),
            false => Err(format!(
                "{} (UPDATE=1 writes it, but for the reasons)\n{}",
                self.file.display(),
                faults.join("\n")
            )),
        }
    }

    /// Returns the list with what is found, the reasons kept.
    fn with(&self, found: &BTreeSet<(String, String)>) -> String {
        let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for key in found {
            let reason = self.entries.get(key).map_or(NONE, String::as_str);
            let line = format!("{} {}", key.0, key.1);
            groups.entry(reason).or_default().push(line);
        }
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        let mut out: Vec<String> = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .map(str::to_string)
            .collect();
        for (reason, lines) in groups {
            out.push(format!("\n= {reason}\n{}", lines.join("\n")));
        }
        out.join("\n") + "\n"
    }
}
