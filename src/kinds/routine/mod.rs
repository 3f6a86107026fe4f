//! Functions and procedures, which share `pg_proc` and nearly all of their grammar.
//!
//! Aggregates are not read. A body in a string is compared as it stands, as the server keeps it; one of
//! `BEGIN ATOMIC` or `RETURN` is parsed by the server and compared as expressions are.
//!
//! ```text
//! signature ─ argument ┐
//!             attribute├─► read, alter ─► Routine ─► words (create, alter, drop)
//!             setting  ┘        live rows ─┘  └ needs: what a body must find when it is created
//! ```

mod alter;
mod argument;
mod attribute;
mod body;
mod live;
mod needs;
pub mod overload;
mod probe;
mod read;
pub mod setting;
mod signature;
#[cfg(test)]
pub(crate) mod tests;
pub mod unchecked;
mod words;

use crate::diagnostic::Result;
use crate::kind::{
    self, Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Lock, Probe, Query, Scene,
    Setting, Since, Target, Verb, demand, names, since,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::Expr;
use crate::text::canon;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

pub use argument::{
    Argument, Mode, plain as plain_type, read as read_argument, words as argument_words,
};
pub use attribute::{Parallel, Volatility};
pub use body::Source;
pub use setting::{Settings, Value};
pub use signature::{
    find as find_function, id as routine_id, located as signature_at, moved_name,
    unknown as unknown_function,
};
pub use unchecked::Unchecked;
pub use words::plain_name;

/// The kind `function`, and the kind `procedure`.
pub struct RoutineKind {
    procedure: bool,
}

/// The kind `function`.
pub static FUNCTION: RoutineKind = RoutineKind { procedure: false };
/// The kind `procedure`.
pub static PROCEDURE: RoutineKind = RoutineKind { procedure: true };

/// What a function or procedure is.
#[derive(Debug, Clone, PartialEq)]
pub struct Routine {
    /// All its arguments, the columns of `RETURNS TABLE` among them.
    pub arguments: Vec<Argument>,
    /// What it returns; nothing for a procedure.
    pub result: Option<Returned>,
    /// The language, folded.
    pub language: String,
    /// The body.
    pub source: Source,
    /// Whether it is a window function.
    pub window: bool,
    /// Whether its result may change within a statement.
    pub volatility: Volatility,
    /// Whether it gives null for any null argument without being called.
    pub strict: bool,
    /// Whether it runs with the privileges of its owner.
    pub security_definer: bool,
    /// Whether it tells nothing of its arguments but through its result.
    pub leakproof: bool,
    /// Whether it may run in parallel workers.
    pub parallel: Parallel,
    /// The estimated cost.
    pub cost: f32,
    /// The estimated number of rows; 0 if it returns no set.
    pub rows: f32,
    /// The qualified name of the planner's support function.
    pub support: Option<String>,
    /// The types that its language sees through a transform.
    pub transforms: Vec<TypeName>,
    /// The settings that hold while it runs.
    pub settings: Settings,
    /// Whether a file had the check of bodies switched off.
    pub unchecked: Unchecked,
}

/// What a function returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The type of the result or of one of its rows.
    pub ty: TypeName,
    /// Whether it returns a set.
    pub set: bool,
}

impl Routine {
    /// Returns the arguments that a call gives.
    pub fn inputs(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|a| a.mode.is_input())
    }

    /// Returns the columns of the row that the output arguments make.
    fn outputs(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|a| a.mode.is_output())
    }
}

/// What can differ in a function; the first of them in a procedure too.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::depends(
        "arguments",
        "types are part of the name; modes and output columns are replaced",
    ),
    Attribute::depends(
        "names of arguments",
        "given in place, changed by a new routine",
    ),
    Attribute::depends(
        "defaults of arguments",
        "in place, but one that goes away is replaced",
    ),
    Attribute::in_place("language"),
    Attribute::in_place("body"),
    Attribute::in_place("parsed body").since(14),
    Attribute::in_place("security definer"),
    Attribute::in_place("settings"),
    Attribute::replaced("result"),
    Attribute::replaced("window"),
    Attribute::in_place("volatility"),
    Attribute::in_place("strict"),
    Attribute::in_place("leakproof"),
    Attribute::in_place("parallel"),
    Attribute::in_place("cost"),
    Attribute::in_place("rows"),
    Attribute::in_place("support function"),
];

/// What can differ in a procedure.
const OF_PROCEDURE: &[Attribute] = ATTRIBUTES.split_at(8).0;

impl Kind for RoutineKind {
    fn name(&self) -> KindName {
        if self.procedure {
            names::PROCEDURE
        } else {
            names::FUNCTION
        }
    }

    fn attributes(&self) -> &'static [Attribute] {
        if self.procedure {
            OF_PROCEDURE
        } else {
            ATTRIBUTES
        }
    }

    fn noun(&self) -> Option<&'static str> {
        Some(self.name())
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        signature::address(&[self.name()], reader, draft)
    }

    fn statements(&self) -> &'static [Grammar] {
        if self.procedure {
            &[
                Grammar {
                    words: "create procedure",
                    read: read::procedure,
                },
                Grammar {
                    words: "alter procedure",
                    read: alter::procedure,
                },
            ]
        } else {
            &[
                Grammar {
                    words: "create function",
                    read: read::function,
                },
                Grammar {
                    words: "alter function",
                    read: alter::function,
                },
                Grammar {
                    words: "alter routine",
                    read: alter::routine,
                },
                Grammar {
                    words: "drop routine",
                    read: alter::drop_routine,
                },
            ]
        }
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if self.procedure {
            // The query of the functions reads the procedures too.
            return Vec::new();
        }
        if target.routines.is_empty() {
            return Vec::new();
        }
        vec![live::query(target)]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("routine {}", fact.id.name()))
    }

    fn signature(&self, fact: &Fact) -> Option<canon::Routine> {
        let routine: &Routine = fact.get()?;
        if routine.inputs().any(|a| a.mode == Mode::Variadic) {
            return None;
        }
        Some(canon::Routine {
            args: routine.inputs().map(|a| a.ty.to_string()).collect(),
            result: routine.result.as_ref()?.ty.to_string(),
        })
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let any = fact.get::<Routine>().is_some_and(|r| {
            r.arguments.iter().any(|a| a.default.is_some()) || r.source.is_parsed()
        });
        if any {
            fact.change(|routine: &mut Routine| visit_all(routine, visit));
        }
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let routine: &Routine = fact.body();
        let result = routine.result.iter().map(|r| &r.ty);
        let types = routine.arguments.iter().map(|a| &a.ty).chain(result);
        let types = types.chain(&routine.transforms);
        let mut uses: Vec<Id> = types
            .clone()
            .filter_map(|ty| crate::kinds::range::type_id(ty, state))
            .collect();
        let support = routine.support.as_ref();
        let support = support.map(|s| Id::printed(names::FUNCTION, format!("{s}(internal)")));
        uses.extend(support.filter(|id| state.has(id)));
        // Those of the arguments and the result too, as `ProcedureCreate` notes them.
        let transforms = types.map(|ty| {
            let language = crate::text::quote::ident(&routine.language);
            Id::printed(names::TRANSFORM, format!("for {ty} language {language}"))
        });
        uses.extend(transforms.filter(|id| state.has(id)));
        let language = Id::new(names::LANGUAGE, &[&routine.language]);
        uses.extend(state.has(&language).then_some(language));
        uses
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        signature::relink(fact, moved);
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let routine: &Routine = fact.body();
        let out = |a: &Argument| a.mode == argument::Mode::Out;
        let out = self.procedure && routine.arguments.iter().any(out);
        let parsed = routine.source.is_parsed();
        let arguments = routine.arguments.iter().map(|a| &a.ty);
        let mut all = since::types(arguments.chain(routine.result.as_ref().map(|r| &r.ty)));
        all.extend(Since::of(&[
            (parsed, "a body that is no string", 14),
            (out, "an OUT argument", 14),
        ]));
        all
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        signature::finish(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        probe::probe(fact, scene)
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        words::create(fact, scene)
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        words::drop(fact)
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = kind::called(self.name());
        Some(kind::renaming(from, to, Lock::None, called))
    }

    /// What the server itself would run is for superusers.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let mut demands = demand::usual(action, scene);
        let routine: Option<&Routine> = scene.desired.body(&action.about);
        let trusted = |r: &Routine| !["c", "internal"].contains(&r.language.as_str());
        if action.verb != Verb::Drop && routine.is_some_and(|r| !trusted(r) || r.leakproof) {
            demands.push(Demand::Superuser);
        }
        demands
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}

/// Shows the defaults in the order of the arguments, then the parsed body.
fn visit_all(routine: &mut Routine, visit: &mut dyn FnMut(&mut Expr, Setting)) {
    for argument in &mut routine.arguments {
        let target = Some(argument.ty.to_string());
        if let Some(default) = &mut argument.default {
            let setting = Setting {
                target,
                ..Setting::default()
            };
            visit(default, setting);
        }
    }
    let named = |a: &Argument| Some((a.name.clone()?, a.ty.to_string()));
    let arguments: Vec<(String, String)> = routine.inputs().filter_map(named).collect();
    let target = routine.result.as_ref().map(|r| r.ty.to_string());
    let (parts, query) = match &mut routine.source {
        Source::Text(_) | Source::Object { .. } => return,
        Source::Return(expr) => (std::slice::from_mut(expr), false),
        Source::Atomic(statements) => (statements.as_mut_slice(), true),
    };
    for part in parts {
        let setting = Setting {
            target: target.clone().filter(|_| !query),
            query,
            arguments: arguments.clone(),
            ..Setting::default()
        };
        visit(part, setting);
    }
}
