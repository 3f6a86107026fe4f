//! Interprets a statement against the state built so far, by handing it to the kind that it is about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Problem, did_you_mean};
use crate::kind::{Draft, Grammar};
use crate::kinds;
use crate::kinds::role::acting;
use crate::text::sql::{Reader, Statement};

use super::ahead::MODIFIERS;
use super::guard::Guarded;
use super::ignored::{self, Verdict};
use super::path::Change;
use super::{generic, path, settings};

/// Interprets one statement; what is wrong with it is noted, and the next one can follow.
pub fn interpret(statement: &Statement, draft: &mut Draft) {
    draft.place = statement.script.place(statement.bytes());
    let mut reader = Reader::new(statement);
    if reader.at_meta() {
        return meta(&reader, draft);
    }
    if follow_path(&mut reader, draft) || settings::read(&mut reader, draft) {
        return;
    }
    if Guarded::is_one(&reader) {
        return match Guarded::read(statement) {
            Ok(block) => {
                draft.guarded = true;
                block.run(draft, &mut interpret);
                draft.guarded = false;
            }
            Err(problem) => draft.problems.push(*problem),
        };
    }
    match acting::read(&mut reader, draft) {
        Ok(true) => return,
        Ok(false) => {}
        Err(problem) => return draft.problems.push(*problem),
    }
    if let Some(warning) = settings::unfollowed(&mut reader) {
        return draft.problems.push(warning);
    }
    match ignored::judge(&reader) {
        Some(Verdict::Pass) => return,
        Some(Verdict::Warn(warning)) => return draft.problems.push(warning),
        None => {}
    }
    let mark = reader.mark();
    match generic::read(&mut reader, draft) {
        Ok(true) => return,
        Ok(false) => reader.rewind(mark),
        Err(problem) => return draft.problems.push(*problem),
    }
    let result = match grammar(&mut reader) {
        Some(grammar) => (grammar.read)(&mut reader, draft),
        None => Err(unknown(&reader)),
    };
    draft.problems.note(result);
}

/// Follows a statement that changes the search path; true if it does nothing else.
fn follow_path(reader: &mut Reader, draft: &mut Draft) -> bool {
    let mark = reader.mark();
    let change = path::change(reader);
    match change.clone() {
        Some(Change::Set(schemas)) => {
            draft.end_local_path();
            draft.change_path(schemas);
        }
        Some(Change::SetLocally(schemas)) => draft.set_local_path(schemas),
        Some(Change::Ends) => draft.end_local_path(),
        None => {}
    }
    let alone = change.is_some() && reader.mark() > mark;
    if !alone {
        reader.rewind(mark);
    }
    alone
}

/// Finds the grammar whose words the statement begins with, modifiers left out.
fn grammar(reader: &mut Reader) -> Option<&'static Grammar> {
    let mark = reader.mark();
    let (mut words, mut ends) = (String::new(), Vec::new());
    while let Some(word) = reader.word().filter(|_| ends.len() < 5) {
        if ends.is_empty() || !MODIFIERS.contains(&word.as_str()) {
            words.push_str(if ends.is_empty() { "" } else { " " });
            words.push_str(&word);
            ends.push(words.len());
        }
        reader.skip();
    }
    reader.rewind(mark);
    let mut longest_first = ends.into_iter().rev();
    longest_first.find_map(|end| GRAMMARS.get(&words[..end]).copied())
}

/// The grammars of all kinds by the words that their statements begin with.
static GRAMMARS: LazyLock<FxHashMap<&str, &Grammar>> = LazyLock::new(|| {
    let all = kinds::ALL.iter().flat_map(|k| k.statements());
    all.map(|g| (g.words, g)).collect()
});

fn unknown(reader: &Reader) -> Box<Problem> {
    let words: Vec<String> = (0..3).map_while(|n| reader.word_at(n)).collect();
    let known: Vec<&str> = kinds::ALL
        .iter()
        .flat_map(|k| k.statements())
        .map(|g| g.words)
        .collect();
    let near = (1..=words.len())
        .rev()
        .find_map(|n| did_you_mean(&words[..n].join(" "), known.iter().copied()));
    let same = near
        .as_ref()
        .is_some_and(|n| n.contains(&format!("`{}`", words.join(" "))));
    let help = near.filter(|_| !same).unwrap_or_else(|| {
        "describe the result that it has with statements that trueup knows, or keep it in another file".into()
    });
    let message = "trueup does not know this statement";
    Box::new(
        Problem::error("unknown-statement", message)
            .at(reader.rest(), "")
            .help(help),
    )
}

/// Passes the commands of psql that a dump writes, and refuses others.
fn meta(reader: &Reader, draft: &mut Draft) {
    let passes = [
        "restrict",
        "unrestrict",
        "set",
        "echo",
        "timing",
        "pset",
        "encoding",
    ];
    let command = reader.word_at(1).unwrap_or_default();
    if !passes.contains(&command.as_str()) {
        let message = format!("trueup does not know the psql command \\{command}");
        draft
            .problems
            .push(Problem::error("unknown-statement", message).at(reader.rest(), ""));
    }
}
