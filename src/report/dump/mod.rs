//! A live state as the desired state that means it, in SQL or YAML.
//!
//! Its law: read as the desired state of the same database, pruning too, nothing differs.

pub mod beside;
mod chosen;
pub mod editor;
mod folder;
mod script;

use std::collections::BTreeSet;

use miette::Diagnostic;
use thiserror::Error;

use crate::diff::diff;
use crate::kind::{Action, Scene, World, names};
use crate::kinds;
use crate::kinds::grant::settle_owners;
use crate::kinds::owner::Owner;
use crate::kinds::routine::unchecked;
use crate::model::{DEFAULT_PATH, Fact, Id, Pair, State};
use crate::plan::{self, Plan, PlanError};
use crate::report::diagram::{self, Picture};
use crate::report::yaml;
use crate::scope;
use beside::{Beside, Said};
use chosen::{choose, choose_tables, is_top};
use script::script;

/// A state, ready to be written.
#[derive(Debug)]
pub struct Dump {
    state: State,
    world: World,
    beside: Beside,
}

/// The first line of a file that a dump writes into a folder: it says whose the file is.
pub const MARK: &str = "dumped by trueup";

/// The reason why there is nothing to write.
#[derive(Debug, Error, Diagnostic)]
#[error("the database has no object {name}")]
#[diagnostic(code("unknown-object"))]
pub struct UnknownName {
    name: String,
    #[help]
    help: String,
}

impl Dump {
    /// Takes what was read of a database; of all objects, if no names are given.
    ///
    /// # Errors
    /// When no object has one of the names.
    pub fn new(state: State, world: World, wanted: &[String]) -> Result<Dump, UnknownName> {
        let mut dump = Dump::of_all(state, world);
        if !wanted.is_empty() {
            choose(&mut dump.state, wanted)?;
        }
        Ok(dump)
    }

    /// Takes the tables of these names, with what they need; everything, if no names are given.
    ///
    /// # Errors
    /// When no table has one of the names.
    pub fn tables(state: State, world: World, wanted: &[String]) -> Result<Dump, UnknownName> {
        let mut dump = Dump::of_all(state, world);
        if !wanted.is_empty() {
            choose_tables(&mut dump.state, wanted)?;
        }
        Ok(dump)
    }

    fn of_all(state: State, world: World) -> Dump {
        let mut sides = Pair {
            live: State::default(),
            desired: state,
        };
        settle_owners(&mut sides, &world);
        let mut state = sides.desired;
        forget_outside(&mut state);
        forget_owners(&mut state);
        Dump {
            state,
            world,
            beside: Beside::default(),
        }
    }

    /// Takes what was read of files, with what they say beside it.
    pub fn of_files(state: State, world: World, beside: Beside) -> Dump {
        Dump {
            state,
            world,
            beside,
        }
    }

    /// Returns the objects that are written, tables first.
    pub fn objects(&self) -> Vec<&Id> {
        let tops = self
            .state
            .iter()
            .filter(|f| is_top(f) && !scope::is_given(f));
        let mut tops: Vec<&Id> = tops.map(|f| &f.id).collect();
        tops.sort_by_key(|id| (id.kind() != names::TABLE, id.kind(), id.name()));
        tops
    }

    /// Returns the statements that make everything.
    ///
    /// # Errors
    /// When there is no order of them.
    pub fn sql(&self) -> Result<String, PlanError> {
        let plan = self.rest(&BTreeSet::new())?;
        let mut out = self.whole_script(&plan, DEFAULT_PATH);
        for (hazards, reason) in &self.beside.free {
            let said = Said::Allow(hazards.clone(), reason.clone());
            out.push_str(&format!("\n-- {}\n", said.words()));
        }
        Ok(out)
    }

    /// Returns the YAML file that means everything.
    ///
    /// # Errors
    /// As [`Dump::sql`].
    pub fn yaml(&self) -> Result<String, PlanError> {
        let (mut file, written) = yaml::write(&self.state, self.world.version, &self.beside);
        let path = self.beside.path.as_deref().unwrap_or(DEFAULT_PATH);
        let rest = self.whole_script(&self.rest(&written)?, path);
        if !rest.is_empty() {
            file.insert("sql".into(), rest.into());
        }
        Ok(yaml::print(&file))
    }

    /// Returns all statements as one text, those that are kept as they stand behind the others.
    fn whole_script(&self, plan: &Plan, path: &str) -> String {
        let actions: Vec<&Action> = plan.actions.iter().collect();
        let (mut out, mut path) = script(&actions, &self.beside, path);
        for kept in &self.beside.further {
            out.push_str(&kept.under(&mut path));
        }
        out
    }

    /// Returns the picture of the tables.
    pub fn picture(&self) -> Picture {
        diagram::whole(&self.state)
    }

    /// Returns the statements that make what is not written otherwise.
    fn rest(&self, written: &BTreeSet<Id>) -> Result<Plan, PlanError> {
        let mut live = self.state.clone();
        live.retain(|f| written.contains(&f.id) || is_always_there(f, &self.state));
        let pair = Pair {
            live,
            desired: self.state.clone(),
        };
        let mut plan = plan::plan(&pair, Vec::new(), diff(&pair), self.world.version)?;
        // A script has it at its head.
        plan.actions.retain(|action| !unchecked::is_switch(action));
        plan.actions
            .iter_mut()
            .for_each(|action| as_script(action, &pair, self.world.version));
        Ok(plan)
    }
}

/// Forgets what is attached to things outside of the dump, but for the privileges on them.
fn forget_outside(state: &mut State) {
    let gone = |f: &&Fact| {
        let kind = f.id.kind();
        let outside = f.parent.as_ref().is_some_and(|p| !state.has(p));
        outside && names::ATTACHED.contains(&kind) && kind != names::GRANT
    };
    let gone: BTreeSet<Id> = state.iter().filter(gone).map(|f| f.id.clone()).collect();
    state.retain(|f| !gone.contains(&f.id));
}

/// Forgets who owns what the connected role will own anyway, and what every database has.
fn forget_owners(state: &mut State) {
    let gone = |f: &&Fact| {
        let owner: Option<&Owner> = f.get();
        owner.is_some_and(|o| {
            let given = state.get(&o.on).is_some_and(scope::is_given);
            o.is_connected || given
        })
    };
    let gone: BTreeSet<Id> = state.iter().filter(gone).map(|f| f.id.clone()).collect();
    state.retain(|f| !gone.contains(&f.id));
}

/// Returns whether every database has it without being told.
fn is_always_there(fact: &Fact, state: &State) -> bool {
    let comes_by_itself = fact.id.kind() == names::COMMENT && state.implied.contains(&fact.id);
    scope::is_given(fact) || comes_by_itself
}

/// Words a creation as a script has it, where that differs from what a patch has.
fn as_script(action: &mut Action, pair: &Pair<State>, version: u32) {
    let scene = Scene {
        live: &pair.live,
        desired: &pair.desired,
        version,
    };
    let Some(fact) = pair.desired.get(&action.about) else {
        return;
    };
    let kind = kinds::kind(fact.id.kind());
    let made = kind.create(fact, &scene);
    if let Some(at) = made.iter().position(|a| a.sql() == action.sql())
        && let Some(scripted) = kind.script(fact, &scene).get(at)
    {
        action.text = scripted.text.clone();
    }
}
