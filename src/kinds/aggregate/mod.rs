//! Aggregates: normal, ordered-set, hypothetical-set and moving ones.
//!
//! They share `pg_proc` with functions, and with them their namespace and privileges. What is said of one beside its arguments is a list
//! of clauses, as a definition has it.

mod live;
mod read;
#[cfg(test)]
mod tests;
mod words;

use crate::diagnostic::Result;
use crate::kind::{
    self, Action, Alter, Attribute, Draft, Grammar, Kind, Lock, Query, Scene, Since, Target, names,
    since,
};
use crate::kinds::definition::{self, Clause, Definition, Holds, clause};
use crate::kinds::range;
use crate::kinds::routine::Argument;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;

/// The kind `aggregate`.
pub struct AggregateKind;

/// What an aggregate is.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// All its arguments, the direct ones first.
    pub arguments: Vec<Argument>,
    /// How many of them are direct, if it is an ordered-set aggregate.
    pub direct: Option<usize>,
    /// What it is made of.
    pub definition: Definition,
}

/// The clauses; `o` is `pg_aggregate`, `p` is `pg_proc`.
pub const CLAUSES: &[Clause] = &[
    clause("sfunc", Holds::Routine, "o.aggtransfn").alias("sfunc1"),
    clause("stype", Holds::Type, "o.aggtranstype").alias("stype1"),
    clause("sspace", Holds::Word, "o.aggtransspace").usual("0"),
    clause("finalfunc", Holds::Routine, "o.aggfinalfn"),
    clause("finalfunc_extra", Holds::Truth, "o.aggfinalextra").usual("false"),
    clause("finalfunc_modify", Holds::Word, FINAL_MODIFY),
    clause("combinefunc", Holds::Routine, "o.aggcombinefn"),
    clause("serialfunc", Holds::Routine, "o.aggserialfn"),
    clause("deserialfunc", Holds::Routine, "o.aggdeserialfn"),
    clause("initcond", Holds::Text, "o.agginitval").alias("initcond1"),
    clause("msfunc", Holds::Routine, "o.aggmtransfn"),
    clause("minvfunc", Holds::Routine, "o.aggminvtransfn"),
    clause("mstype", Holds::Type, "o.aggmtranstype"),
    clause("msspace", Holds::Word, "o.aggmtransspace").usual("0"),
    clause("mfinalfunc", Holds::Routine, "o.aggmfinalfn"),
    clause("mfinalfunc_extra", Holds::Truth, "o.aggmfinalextra").usual("false"),
    clause("mfinalfunc_modify", Holds::Word, MOVING_MODIFY),
    clause("minitcond", Holds::Text, "o.aggminitval"),
    clause("sortop", Holds::Operator, "o.aggsortop"),
    clause(
        "parallel",
        Holds::Word,
        "case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end",
    )
    .usual("unsafe"),
    clause("hypothetical", Holds::Truth, "o.aggkind = 'h'").usual("false"),
];

// Whether the final function changes the state; what is usual depends on whether the aggregate is an ordered-set one.
const FINAL_MODIFY: &str = "case when o.aggfinalmodify = case o.aggkind when 'n' then 'r' else 'w' end::\"char\" then null \
     else case o.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end";
const MOVING_MODIFY: &str = "case when o.aggmfinalmodify = case o.aggkind when 'n' then 'r' else 'w' end::\"char\" then null \
     else case o.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end";

impl Kind for AggregateKind {
    fn name(&self) -> KindName {
        names::AGGREGATE
    }

    fn noun(&self) -> Option<&'static str> {
        Some("aggregate")
    }

    fn attributes(&self) -> &'static [Attribute] {
        const WORDS: &str = "in place where the type of the result stays, else replaced";
        const ALL: &[Attribute] = &[
            Attribute::depends(
                "names of arguments",
                "given in place, changed by a new aggregate",
            ),
            Attribute::replaced("direct arguments"),
            Attribute::in_place("sfunc"),
            Attribute::depends("stype", WORDS),
            Attribute::in_place("sspace"),
            Attribute::depends("finalfunc", WORDS),
            Attribute::in_place("finalfunc_extra"),
            Attribute::in_place("finalfunc_modify"),
            Attribute::in_place("combinefunc"),
            Attribute::in_place("serialfunc"),
            Attribute::in_place("deserialfunc"),
            Attribute::in_place("initcond"),
            Attribute::in_place("msfunc"),
            Attribute::in_place("minvfunc"),
            Attribute::in_place("mstype"),
            Attribute::in_place("msspace"),
            Attribute::in_place("mfinalfunc"),
            Attribute::in_place("mfinalfunc_extra"),
            Attribute::in_place("mfinalfunc_modify"),
            Attribute::in_place("minitcond"),
            Attribute::in_place("sortop"),
            Attribute::in_place("parallel"),
            Attribute::replaced("hypothetical"),
        ];
        ALL
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        read::address(reader, draft)
    }

    fn reference(&self, id: &Id, state: &State) -> String {
        words::reference(id, state.body(id))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "create aggregate",
            read: read::create,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        vec![live::query(target)]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(format!("routine {}", fact.id.name()))
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let aggregate: &Aggregate = fact.body();
        let types = aggregate.arguments.iter();
        let mut uses: Vec<Id> = types.filter_map(|a| range::type_id(&a.ty, state)).collect();
        uses.extend(definition::uses(&aggregate.definition, state));
        uses
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        read::relink(fact, moved);
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        since::types(fact.body::<Aggregate>().arguments.iter().map(|a| &a.ty))
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        read::finish(id, draft);
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::create(fact)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![words::drop(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        words::alter(live, desired, scene)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let called = |id: &Id| words::reference(id, from.get());
        Some(kind::renaming(from, to, Lock::None, called))
    }

    fn describe(&self, fact: &Fact) -> String {
        words::describe(fact)
    }
}
