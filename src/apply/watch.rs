//! What a run does at the moment, for who waits for it; how it is shown does not belong here.

use std::fmt;

use crate::kind::Action;

/// What a run does.
#[derive(Debug, Clone, Copy)]
pub enum Phase<'a> {
    /// It compares, before or after the patch.
    Compares,
    /// It runs a statement of the patch.
    Runs {
        /// The number of the statement, from one on.
        number: usize,
        /// How many there are.
        of: usize,
        /// The statement.
        action: &'a Action,
    },
}

/// Who is told what a run does, if anybody.
#[derive(Clone, Copy, Default)]
pub struct Watch<'w>(Option<&'w dyn Fn(Phase)>);

impl<'w> Watch<'w> {
    /// Tells it to this function.
    pub fn by(told: &'w dyn Fn(Phase)) -> Watch<'w> {
        Watch(Some(told))
    }

    /// Tells that a statement of a patch runs now, and returns it.
    pub(super) fn runs<'p>(&self, patch: &'p [Action], number: usize) -> &'p Action {
        let action = &patch[number];
        self.tell(Phase::Runs {
            number: number + 1,
            of: patch.len(),
            action,
        });
        action
    }

    /// Tells what is done now.
    pub(super) fn tell(&self, phase: Phase) {
        if let Some(told) = self.0 {
            told(phase);
        }
    }
}

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "watched"
        } else {
            "unwatched"
        })
    }
}
