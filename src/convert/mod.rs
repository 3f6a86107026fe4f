//! A desired state in the other spelling: files in, one text of SQL or YAML out that means the same.
//!
//! ```text
//! files ─► State ─► dump ─► text ─► read again ─► weave the comments in ─► read again ─► is it the same?
//! ```
//! What comes out was read again and compared with what went in, so a conversion that would lose something is an error. No server
//! is asked: expressions stay as they were written. How facts are worded is in `report`, where files are written in `cli`.

mod comments;
mod kept;
mod proof;
mod said;
mod weave;

use std::collections::BTreeMap;

use miette::Diagnostic;
use thiserror::Error;

use crate::compare::{self, CompareError};
use crate::desired::Scripts;
use crate::desired::files::Syntax;
use crate::diagnostic::Problem;
use crate::kind::{World, names};
use crate::kinds::grant;
use crate::model::{Id, State};
use crate::plan::PlanError;
use crate::report::dump::Dump;
use crate::report::dump::beside::{Beside, Listed, Said};
use comments::Comments;
use weave::{Lines, weave};

/// What came out.
#[derive(Debug)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What is doubtful in the files.
    pub warnings: Vec<Problem>,
    /// The comments that found no place, as `file:line`.
    pub lost_comments: Vec<String>,
    /// The renames that statements of the files make, as old and new name: the new spelling has the new names alone.
    pub followed: Vec<(Id, Id)>,
}

/// The reason why there is no other spelling.
#[derive(Debug, Error, Diagnostic)]
pub enum ConvertError {
    /// The files are wrong.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Read(#[from] CompareError),
    /// The statements have no order.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Plan(#[from] PlanError),
    /// The other spelling would not mean the same.
    #[error("the other spelling would not mean the same of these, so nothing is written: {}", .left.join(", "))]
    #[diagnostic(
        code("not-the-same"),
        help(
            "leave them out of what is converted, and keep them in a file of their own; if they are nothing special this is a mistake in trueup: please report it"
        )
    )]
    NotTheSame {
        /// What would differ.
        left: Vec<String>,
    },
}

/// Writes what files describe in one text of SQL or YAML.
///
/// # Errors
/// When the files are wrong, or the text would not mean the same.
///
/// ```
/// use trueup::convert::convert;
/// use trueup::desired::{Scripts, files::Syntax};
///
/// let users = "-- who signs in\ncreate table users (id bigint primary key, email text not null);";
/// let converted = convert(&Scripts::of_text("users.sql", users, Syntax::Sql), Syntax::Yaml)?;
/// assert_eq!(
///     converted.text,
///     "tables:\n  # who signs in\n  users:\n    columns:\n      id: bigint not null\n      email: text not null\n    primary_key: id\n"
/// );
/// # Ok::<(), trueup::convert::ConvertError>(())
/// ```
pub fn convert(scripts: &Scripts, to: Syntax) -> Result<Converted, ConvertError> {
    let (state, world, warnings) = compare::alone(scripts)?;
    let read = Read {
        scripts,
        comments: Comments::of(scripts, &state),
        said: said::directives(&state, scripts),
        state: &state,
        world,
    };
    let listed = match to {
        Syntax::Yaml => kept::listed(&state, &read.said),
        Syntax::Sql => BTreeMap::new(),
    };
    let mut spelled = read.spelled(to, &listed);
    if spelled.is_err() && !listed.is_empty() {
        // What the keys for rows do not say, the statements do.
        spelled = read.spelled(to, &BTreeMap::new());
    }
    let (text, lost) = spelled?;
    let mut lost_comments = read.comments.lost;
    lost_comments.extend(lost);
    Ok(Converted {
        text,
        warnings,
        lost_comments,
        followed: said::followed(&state),
    })
}

/// What the files say.
struct Read<'r> {
    scripts: &'r Scripts,
    comments: Comments,
    said: BTreeMap<Id, Vec<Said>>,
    state: &'r State,
    world: World,
}

impl Read<'_> {
    /// Writes the other spelling, with these rows by keys, and proves it; the comments that it lacks are named.
    fn spelled(
        &self,
        to: Syntax,
        listed: &BTreeMap<Id, Listed>,
    ) -> Result<(String, Vec<String>), ConvertError> {
        let beside = Beside {
            of_files: true,
            path: said::path(self.state),
            free: said::free(self.scripts),
            said: self.said.clone(),
            further: kept::statements(self.state, self.scripts, listed),
            rows: listed.clone(),
        };
        let lines = Lines::of(&self.comments, &beside);
        let plain = written(self.state, self.world.clone(), beside, to)?;
        let text = weave(&plain, to, &lines)?;
        match proof::differences(self.scripts, self.state, &text, to)? {
            left if left.is_empty() => {
                let lost = lines.lost_in(&text);
                Ok((text, lost))
            }
            left => Err(ConvertError::NotTheSame { left }),
        }
    }
}

/// Words a state, without what stands above definitions.
fn written(
    state: &State,
    world: World,
    beside: Beside,
    to: Syntax,
) -> Result<String, ConvertError> {
    let mut state = state.clone();
    for (id, origin) in std::mem::take(&mut state.absent) {
        if let Some(fact) = grant::refusal(&id, &origin, world.version) {
            state.put(fact);
        }
    }
    // Rows are kept as they stand, or listed beside it.
    state.retain(|f| f.id.kind() != names::ROWS);
    let dump = Dump::of_files(state, world, beside);
    Ok(match to {
        Syntax::Sql => dump.sql()?,
        Syntax::Yaml => dump.yaml()?,
    })
}

/// Cuts a text that was written here.
fn scripts(text: &str, syntax: Syntax) -> Scripts {
    Scripts::of_text("the other spelling", text, syntax)
}
