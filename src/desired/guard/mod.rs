//! The guards of set-up scripts: DO blocks that make a thing only where it is missing.
//!
//! Two idioms are followed, nested and repeated as one likes: `IF [NOT] EXISTS (a query of the catalog) THEN … END IF`, which is
//! asked of the state that the files have built so far, and `EXCEPTION WHEN duplicate_object THEN NULL`. What they run is a
//! statement, or EXECUTE of a text that is known beforehand. Any other part of PL/pgSQL is refused with its place.

mod block;
mod catalogs;
mod condition;
mod execute;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Problem, Problems, Result};
use crate::kind::Draft;
use crate::text::sql::{Reader, Statement};
use condition::Condition;

/// A DO block that was understood.
#[derive(Debug)]
pub struct Guarded(Vec<Item>);

/// A part of a DO block.
#[derive(Debug)]
enum Item {
    /// A statement that is run.
    Run(Statement),
    /// Parts that are run if a condition holds, and others if it does not.
    If {
        condition: Condition,
        then: Vec<Item>,
        otherwise: Vec<Item>,
    },
    /// Parts that are undone together by an error that is passed over.
    Block {
        items: Vec<Item>,
        forgives: Forgives,
    },
}

/// The errors that a block passes over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Forgives {
    /// What is there already.
    duplicate: bool,
    /// What is not there.
    undefined: bool,
}

impl Forgives {
    fn covers(self, problem: &Problem) -> bool {
        let code = problem.code_name();
        let undefined = code.starts_with("unknown-") && code != "unknown-statement";
        self.duplicate && code == "defined-twice" || self.undefined && undefined
    }
}

impl Guarded {
    /// Returns whether a statement is a DO block.
    pub fn is_one(reader: &Reader) -> bool {
        reader.at("do")
    }

    /// Reads a DO block.
    ///
    /// # Errors
    /// With the place of the first part that is not followed.
    pub fn read(statement: &Statement) -> Result<Guarded> {
        block::read(statement).map(Guarded)
    }

    /// Returns all statements that a DO block may run; none for another statement.
    pub fn within(statement: &Statement) -> Vec<Statement> {
        let block = statement
            .begins_with("do")
            .then(|| Guarded::read(statement));
        let mut out = Vec::new();
        if let Some(Ok(Guarded(items))) = block {
            gather(items, &mut out);
        }
        out
    }

    /// Runs the block: `run` interprets each of its statements.
    pub fn run(&self, draft: &mut Draft, run: &mut dyn FnMut(&Statement, &mut Draft)) {
        run_all(&self.0, draft, run);
    }
}

fn gather(items: Vec<Item>, out: &mut Vec<Statement>) {
    for item in items {
        match item {
            Item::Run(statement) => out.push(statement),
            Item::If {
                then, otherwise, ..
            } => {
                gather(then, out);
                gather(otherwise, out);
            }
            Item::Block { items, .. } => gather(items, out),
        }
    }
}

type Run<'r> = dyn FnMut(&Statement, &mut Draft) + 'r;

fn run_all(items: &[Item], draft: &mut Draft, run: &mut Run) {
    for item in items {
        match item {
            Item::Run(statement) => run(statement, draft),
            Item::If {
                condition,
                then,
                otherwise,
            } => {
                let chosen = if condition.holds(draft) {
                    then
                } else {
                    otherwise
                };
                run_all(chosen, draft, run);
            }
            Item::Block { items, forgives } => forgiving(items, *forgives, draft, run),
        }
    }
}

/// Runs the parts of a block; an error that it forgives undoes it as a whole.
fn forgiving(items: &[Item], forgives: Forgives, draft: &mut Draft, run: &mut Run) {
    let before = (items.len() > 1).then(|| draft.state.clone());
    let earlier = std::mem::take(&mut draft.problems);
    for item in items {
        run_all(std::slice::from_ref(item), draft, run);
        let new = std::mem::take(&mut draft.problems);
        let (forgiven, left): (Vec<&Problem>, Vec<&Problem>) =
            new.iter().partition(|p| forgives.covers(p));
        left.into_iter()
            .for_each(|p| draft.problems.push(p.clone()));
        if !forgiven.is_empty() {
            if let Some(before) = before {
                draft.state = before;
                draft.note_constraints();
            }
            break;
        }
    }
    let later: Problems = std::mem::replace(&mut draft.problems, earlier);
    draft.problems.extend(later);
}
