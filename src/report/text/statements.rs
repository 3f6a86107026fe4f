//! The statements beneath the object that they are about, as they can be copied: what is said of them stands in comments.
//!
//! The order in which they run crosses objects, so each has its number.

use std::collections::HashMap;
use std::fmt::Write;

use super::View;
use crate::kind::{Action, Lock, Verb, names, words};
use crate::model::{DEFAULT_PATH, Id};

use crate::report::costs;
use crate::report::groups::Group;
use crate::report::paint::Ink;

/// How many lines a statement may have before it is folded.
const LONGEST: usize = 32;
/// How many lines of a folded one are shown.
const FIRST: usize = 12;
/// How many are shown where the lines that differ stand above it.
const BRIEF: usize = 2;

/// What stands before the words of a comment.
const COMMENT: &str = "-- ";

/// The statements of a patch by the object that they are about.
pub(super) struct Statements<'v> {
    view: &'v View<'v>,
    of: HashMap<Id, Vec<usize>>,
}

impl<'v> Statements<'v> {
    /// Gathers them for these objects, and others.
    pub fn of(view: &'v View, groups: &[Group]) -> Statements<'v> {
        let mut of: HashMap<Id, Vec<usize>> = HashMap::new();
        for (number, action) in view.comparison.plan.actions.iter().enumerate() {
            let mut top = view.comparison.object_of(&action.about);
            // A privilege that is taken from what is new is on neither side.
            if names::ATTACHED.contains(&top.kind())
                && let Some(group) = groups.iter().find(|g| top.is_on(&g.top))
            {
                top = group.top.clone();
            }
            of.entry(top).or_default().push(number);
        }
        Statements { view, of }
    }

    /// Takes those about an object; `told` says that the lines that differ were shown before.
    pub fn beneath(&mut self, top: &Id, told: bool) -> String {
        let numbers = self.of.remove(top).unwrap_or_default();
        let all = numbers.into_iter().map(|n| self.statement(n, told));
        all.collect()
    }

    /// Takes what is left: statements about what does not differ, such as a view that goes and comes back around a change.
    pub fn rest(&mut self) -> Vec<(String, String)> {
        let mut tops: Vec<(usize, Id)> = self.of.iter().map(|(id, n)| (n[0], id.clone())).collect();
        tops.sort();
        let rest = tops.into_iter().map(|(_, top)| {
            let head = self.along(&top);
            (head, self.beneath(&top, false))
        });
        rest.collect()
    }

    /// Returns the head of an object that does not differ, and says why there are statements about it.
    fn along(&self, top: &Id) -> String {
        let actions = &self.view.comparison.plan.actions;
        let of = self.of.get(top).into_iter().flatten();
        let verbs: Vec<Verb> = of.map(|n| actions[*n].verb).collect();
        let why = match verbs.contains(&Verb::Drop) && verbs.contains(&Verb::Create) {
            true => "goes and comes back around a change",
            false => "goes along with a change",
        };
        let title = self.view.paint.ink(Ink::Title, top.name());
        format!(
            "{title}  {} is as it should be, and {why}\n",
            words::noun(top.kind())
        )
    }

    fn statement(&self, number: usize, told: bool) -> String {
        let view = self.view;
        let actions = &view.comparison.plan.actions;
        let action = &actions[number];
        let of = format!("statement {} of {}", number + 1, actions.len());
        let mut out = self.circumstances(of, action);
        for hazard in action.hazards.iter().filter(|h| !view.counts.harmless(h)) {
            out.push_str(&comment(
                &costs::long(hazard, view.counts),
                Ink::Hazard,
                view,
            ));
        }
        out + &self.folded(&action.sql(), told)
    }

    /// Says what it locks, under which search path it means what it should, and which definition caused it; a path is never broken.
    fn circumstances(&self, mut said: String, action: &Action) -> String {
        if action.lock != Lock::None {
            let _ = write!(said, ", {} lock", action.lock.name());
        }
        if let Some(path) = action.path.as_deref().filter(|path| *path != DEFAULT_PATH) {
            let _ = write!(said, ", search_path {path}");
        }
        let place = action.origin.place();
        let place = place.map(|place| self.view.comparison.files().show(place));
        let width = self.view.width - COMMENT.len();
        let faint =
            |line: &str| self.view.paint.ink(Ink::Faint, &format!("{COMMENT}{line}")) + "\n";
        match place {
            Some(place) if said.chars().count() + 2 + place.chars().count() <= width => {
                faint(&format!("{said}, {place}"))
            }
            Some(place) => faint(&said) + &faint(&place),
            None => faint(&said),
        }
    }

    /// Returns a statement; of a long one the first lines, unless all of it is wanted.
    fn folded(&self, sql: &str, told: bool) -> String {
        let lines: Vec<&str> = sql.lines().collect();
        let (longest, first) = if told {
            (BRIEF + 2, BRIEF)
        } else {
            (LONGEST, FIRST)
        };
        if self.view.context.is_some() || lines.len() <= longest {
            return format!("{sql};\n");
        }
        let left = words::count(lines.len() - first, "more line");
        let note = format!("… {left} (trueup diff -U3 or --format sql shows all)");
        let shown = lines[..first].join("\n");
        format!("{shown}\n{}", comment(&note, Ink::Faint, self.view))
    }
}

/// Returns a comment in lines that fit.
fn comment(text: &str, ink: Ink, view: &View) -> String {
    let lines = words::wrapped(text, view.width - COMMENT.len());
    let lines = lines
        .iter()
        .map(|line| format!("{}\n", view.paint.ink(ink, &format!("{COMMENT}{line}"))));
    lines.collect()
}
