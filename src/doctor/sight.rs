//! The files beside the catalog: every object that they describe, whether it exists, and whether it differs.

use std::collections::BTreeMap;

use miette::Diagnostic;
use postgres::Client;

use super::{Item, Mark, Session, Subject, Topic, shown};
use crate::compare::{CompareError, Comparison, Side, compare};
use crate::confirm::Within;
use crate::diagnostic::Problem;
use crate::diff::Difference;
use crate::kind::{World, names};
use crate::live;
use crate::model::{Fact, Files, Id, KindName, Place, State};
use crate::preflight::{Denial, preflight};

/// The kinds that are there before a set-up runs, or belong to no schema: whether it ran is told by the others.
const BEFORE: &[KindName] = &[names::SCHEMA, names::EXTENSION, names::LANGUAGE];

/// The files beside the catalog.
pub(super) struct Sight {
    /// What the files describe, in their order.
    pub objects: Vec<Object>,
    /// What the files describe, in full.
    pub desired: State,
    /// What the files need that is not there.
    pub unmet: Vec<Problem>,
    /// How many statements repair it; nothing where what the files need is not there.
    pub statements: Option<usize>,
    /// What the role lacks to run them.
    pub denials: Vec<Denial>,
}

/// An object that the files describe.
#[derive(Debug, Clone)]
pub(super) struct Object {
    /// Its address.
    pub id: Id,
    /// Where the files describe it.
    pub place: Option<Place>,
    /// Whether the catalog has it.
    pub exists: bool,
    /// What differs of it.
    pub differs: Vec<Difference>,
}

impl Object {
    /// Returns whether it is what a query reads, or a sequence.
    pub fn is_relation(&self) -> bool {
        let kind = self.id.kind();
        names::RELATIONS.contains(&kind) && kind != names::INDEX
    }

    /// Returns whether it exists in another shape, grants and comments aside.
    pub fn has_other_shape(&self) -> bool {
        let shape = |d: &Difference| !names::ATTACHED.contains(&d.id().kind());
        self.exists && self.differs.iter().any(shape)
    }
}

impl Sight {
    /// Compares. Where the files need what is not there, only the existence of the objects is told.
    ///
    /// # Errors
    /// When the files are wrong by themselves, or the server refuses a query.
    pub fn see(
        client: &mut Client,
        subject: &Subject,
        session: &Session,
    ) -> Result<Sight, CompareError> {
        let side = Side::Server(client, Within::NoTransaction);
        match compare(subject.scripts, side, subject.reach) {
            Ok(comparison) => {
                let denials = preflight(client, &comparison)?;
                Ok(Sight::compared(comparison, denials))
            }
            Err(CompareError::Desired(unmet)) => {
                live::end(client)?;
                Sight::of_what_exists(client, subject, session, unmet)
            }
            Err(other) => Err(other),
        }
    }

    fn compared(comparison: Comparison, denials: Vec<Denial>) -> Sight {
        let mut differs: BTreeMap<Id, Vec<Difference>> = BTreeMap::new();
        for difference in &comparison.plan.differences {
            let of = comparison.object_of(difference.id());
            differs.entry(of).or_default().push(difference.clone());
        }
        let statements = Some(comparison.plan.actions.len());
        let (live, desired) = (comparison.pair.live, comparison.pair.desired);
        Sight {
            objects: objects(&desired, &live, differs),
            desired,
            unmet: Vec::new(),
            statements,
            denials,
        }
    }

    /// Takes what the files need on trust, and looks which of their objects exist.
    fn of_what_exists(
        client: &mut Client,
        subject: &Subject,
        session: &Session,
        unmet: Vec<Problem>,
    ) -> Result<Sight, CompareError> {
        let trusted = World {
            version: session.version,
            ..World::default()
        };
        let (desired, problems) = subject.scripts.interpret(&trusted);
        if problems.has_errors() {
            return Err(CompareError::Desired(unmet));
        }
        let scripts = &subject.scripts;
        live::begin(client)?;
        let world = live::world(client, scripts.words(), scripts.defined())?;
        let live = live::read(client, &desired, subject.reach, &world)?.state;
        live::end(client)?;
        Ok(Sight {
            objects: objects(&desired, &live, BTreeMap::new()),
            desired,
            unmet: unmet.into_iter().filter(|p| !p.is_warning()).collect(),
            statements: None,
            denials: Vec::new(),
        })
    }

    /// Returns what is missing.
    pub fn missing(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|o| !o.exists)
    }

    /// Says what the files need and do not find.
    pub fn requirements(&self, files: &Files) -> Vec<Item> {
        let item = |problem: &Problem| {
            let mut item = Item::new(
                Topic::Requirements,
                Mark::Wrong,
                problem.code_name(),
                problem.to_string(),
            );
            let help = problem.help().map(|h| h.to_string());
            for line in help.iter().flat_map(|h| h.lines()) {
                item = match line.strip_prefix("  ") {
                    Some(typed) => item.sql(None, typed),
                    None => item.because(line),
                };
            }
            item.place = shown(problem.place(), files);
            item
        };
        self.unmet.iter().map(item).collect()
    }
}

/// Returns the objects of the files in their order.
fn objects(
    desired: &State,
    live: &State,
    mut differs: BTreeMap<Id, Vec<Difference>>,
) -> Vec<Object> {
    let mut facts: Vec<&Fact> = desired.iter().filter(|f| is_object(f, desired)).collect();
    let place = |f: &Fact| f.origin.place().map(|p| (p.file, p.bytes.start));
    facts.sort_by(|a, b| (place(a), &a.id).cmp(&(place(b), &b.id)));
    let object = |fact: &Fact| Object {
        id: fact.id.clone(),
        place: fact.origin.place().cloned(),
        exists: live.has(&fact.id),
        differs: differs.remove(&fact.id).unwrap_or_default(),
    };
    facts.into_iter().map(object).collect()
}

/// Returns whether people would count it: a table, a type, a policy on a table of others; not its parts.
fn is_object(fact: &Fact, desired: &State) -> bool {
    let kind = fact.id.kind();
    let aside = BEFORE.contains(&kind)
        || names::ATTACHED.contains(&kind)
        || names::OF_SERVER.contains(&kind)
        || kind == names::DEFAULT_PRIVILEGE;
    let part = fact
        .parent
        .as_ref()
        .is_some_and(|p| p.kind() != names::SCHEMA && desired.has(p));
    fact.origin.is_desired() && !aside && !part
}
