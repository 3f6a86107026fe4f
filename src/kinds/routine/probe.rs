//! How the server can be asked for its print of defaults and of a parsed body.

use super::{Argument, Routine, Source, argument};
use crate::kind::{Probe, Scene};
use crate::kinds::stand_in::StandIns;
use crate::model::Fact;

/// The name of the temporary functions, each with a number.
const NAME: &str = "pg_temp.trueup_probe";

/// Returns what builds the expressions and prints them, one column for each.
pub fn probe(fact: &Fact, scene: &Scene) -> Option<Probe> {
    let routine: &Routine = fact.get()?;
    let mut stand_ins = StandIns::new(fact, scene);
    let mut columns = defaults(routine, &mut stand_ins)?;
    columns.extend(body(routine, &mut stand_ins)?);
    if columns.is_empty() {
        return None;
    }
    Some(stand_ins.probe(format!("select {}", columns.join(", "))))
}

/// Builds a function with the defaults alone: a later argument needs one too, so the order stays.
fn defaults(routine: &Routine, stand_ins: &mut StandIns) -> Option<Vec<String>> {
    let with_default = |a: &&Argument| a.default.is_some();
    let (mut list, mut types) = (Vec::new(), Vec::new());
    for argument in routine.inputs().filter(with_default) {
        let default = stand_ins.rewritten(&argument.default.as_ref()?.sql)?;
        list.push(format!("{} default {default}", argument.ty));
        types.push(argument.ty.to_string());
    }
    if list.is_empty() {
        return Some(Vec::new());
    }
    stand_ins.build.push(format!(
        "create function {NAME}_0({}) returns void language sql as ''",
        list.join(", ")
    ));
    let oid = format!("'{NAME}_0({})'::regprocedure", types.join(", "));
    let column = |n: usize| format!("pg_get_function_arg_default({oid}, {n})");
    Some((1..=list.len()).map(column).collect())
}

/// Builds a function for each statement of a parsed body.
fn body(routine: &Routine, stand_ins: &mut StandIns) -> Option<Vec<String>> {
    let texts: Vec<String> = match &routine.source {
        Source::Text(_) | Source::Object { .. } => Vec::new(),
        Source::Return(expr) => {
            let expr = stand_ins.rewritten(&expr.sql)?;
            vec![format!(
                "returns {} return {expr}",
                routine.result.as_ref()?.ty
            )]
        }
        Source::Atomic(list) => {
            let mut texts = Vec::new();
            for statement in list {
                let statement = stand_ins.rewritten(&statement.sql)?;
                texts.push(format!(
                    "returns void language sql begin atomic {statement}; end"
                ));
            }
            texts
        }
    };
    let inputs: Vec<String> = routine.inputs().map(|a| argument::words(a, true)).collect();
    let types = argument::inputs(&routine.arguments);
    let mut columns = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let name = format!("{NAME}_{}", n + 1);
        stand_ins.build.push(format!(
            "create function {name}({}) {text}",
            inputs.join(", ").replace("inout ", "")
        ));
        columns.push(format!(
            "pg_get_function_sqlbody('{name}({types})'::regprocedure)"
        ));
    }
    Some(columns)
}
