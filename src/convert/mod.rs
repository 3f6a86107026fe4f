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
use crate::report::dump::beside::Beside;
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
    let beside = Beside {
        of_files: true,
        path: said::path(&state),
        free: said::free(scripts),
        said: said::directives(&state, scripts),
        further: kept::statements(&state, scripts),
    };
    let mut comments = Comments::of(scripts, &state);
    let lines = Lines::of(&comments, &beside);
    let plain = written(&state, world, beside, to)?;
    let text = weave(&plain, to, &lines)?;
    let text = match proof::differences(scripts, &state, &text, to)? {
        left if left.is_empty() => text,
        left => return Err(ConvertError::NotTheSame { left }),
    };
    comments.lost.extend(lines.lost_in(&text));
    Ok(Converted {
        text,
        warnings,
        lost_comments: comments.lost,
        followed: said::followed(&state),
    })
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
    // Rows are kept as they stand.
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
