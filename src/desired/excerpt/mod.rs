//! The part of two sides' files that tells what differs between them, where git knows which lines do.
//!
//! A commit touches a few definitions of a schema that may have thousands. What has the same text on both sides and is about other
//! things means the same on both, so it need not be interpreted to know the patch. This module finds what must be, by names alone:
//!
//! ```text
//! changed     blocks of lines that only one side has
//! concerned   what mentions a name that a changed or concerned block is about: views on a table, their grants
//! always      what may be about anything: settings, DO blocks, roles, default privileges
//! read        what says something of a name that occurs in any of these, or in what is read: types, parents, functions
//! ```
//!
//! Names are compared by their last parts in lower case, and where they are only the beginning of a word, so too much is taken in
//! rather than too little. Where names cannot tell, there is no excerpt, and the whole is read; so it is where the excerpt
//! has anything wrong in it.

mod blocks;
mod choice;
mod head;
mod pieces;
mod sources;
mod summary;

use blocks::is_of_word;
use sources::Reading;
pub use sources::{Ask, Side, Source};
pub use summary::Summaries;

use super::Scripts;
use crate::model::Pair;

/// Cuts what tells how the files of two sides differ into statements; nothing where names cannot tell, or something is wrong there.
///
/// Only the texts that are needed are asked for, and those of which no summary is known; theirs is known from then on.
pub fn excerpt(
    sides: &Pair<Side>,
    summaries: &mut Summaries,
    texts: &mut Ask,
) -> Option<Pair<Scripts>> {
    Reading::begin(sides, summaries, texts)?.excerpt(texts)
}

/// Returns whether a text in lower case has what a walk over its bytes cannot cut into statements, or names in escapes.
fn is_hard(text: &str) -> bool {
    text.contains("atomic") || text.contains("u&") || makes_rule(text)
}

/// Returns whether a text makes a rule, whose commands may stand between parentheses.
fn makes_rule(text: &str) -> bool {
    let before = |at: usize| text[..at].trim_end();
    let made = |before: &str| before.ends_with("create") || before.ends_with("replace");
    text.match_indices("rule").any(|(at, _)| made(before(at)))
}

/// Walks the words of a text, those within strings and comments among them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| c.is_ascii() && (!is_of_word(c as u8) || c == '$'));
    parts.filter(|part| !part.is_empty())
}

/// Returns the longest word of a name, which is all of it but for names that must be quoted.
fn word_of(name: &str) -> &str {
    words(name).max_by_key(|word| word.len()).unwrap_or("")
}
