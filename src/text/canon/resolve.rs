//! Chooses the operator or function that is meant, as the server does among the built-in ones.
//!
//! Follows the manual's chapter on type conversion. Where a type is not known nothing is chosen.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::coerce::{UNKNOWN, category, implicit, own, polymorphic};
use super::functions::FUNCTIONS;
use super::operators::OPERATORS;

/// An operator or function: the types it takes and gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The types of the operands or arguments.
    pub args: Vec<String>,
    /// Whether the last one repeats.
    variadic: bool,
    /// The type of the result.
    pub result: String,
}

/// The operators or functions of a name.
struct Overloads {
    /// The type of a result, and the lists of the types that give it.
    rows: Vec<(&'static str, &'static str)>,
    /// The same, read when first asked for.
    signatures: OnceLock<Vec<Signature>>,
}

type Table = FxHashMap<&'static str, Overloads>;

static BY_OPERATOR: LazyLock<Table> = LazyLock::new(|| table(OPERATORS));
static BY_FUNCTION: LazyLock<Table> = LazyLock::new(|| table(FUNCTIONS));

fn table(rows: &[(&'static str, &'static str, &'static str)]) -> Table {
    let mut out = Table::default();
    for (name, result, lists) in rows {
        let overloads = out.entry(name).or_insert_with(|| Overloads {
            rows: Vec::new(),
            signatures: OnceLock::new(),
        });
        overloads.rows.push((result, lists));
    }
    out
}

/// Returns the signatures of a name.
fn of<'t>(table: &'t Table, name: &str) -> Option<&'t Vec<Signature>> {
    let overloads = table.get(name)?;
    let read = || {
        let rows = overloads.rows.iter();
        rows.flat_map(|(result, lists)| lists.split(' ').map(|list| signature(result, list)))
            .collect()
    };
    Some(overloads.signatures.get_or_init(read))
}

fn signature(result: &str, list: &str) -> Signature {
    let args: Vec<&str> = match list {
        "-" => Vec::new(),
        list => list.split(',').collect(),
    };
    Signature {
        variadic: args.last().is_some_and(|a| a.starts_with("...")),
        args: args
            .iter()
            .map(|a| own(a.trim_start_matches("...")))
            .collect(),
        result: own(result),
    }
}

/// Chooses the operator for two operands.
pub fn operator(op: &str, left: &str, right: &str) -> Option<Signature> {
    let all = of(&BY_OPERATOR, op)?;
    let same = match (left == UNKNOWN, right == UNKNOWN) {
        (true, false) => Some(right),
        (false, true) => Some(left),
        _ => None,
    };
    if let Some(ty) = same
        && let Some(exact) = all.iter().find(|s| s.args.iter().all(|a| a == ty))
    {
        return Some(exact.clone());
    }
    choose(all.clone(), &[left, right])
}

/// Returns the comparison of a type with itself.
pub fn same(ty: &str) -> Signature {
    Signature {
        args: vec![ty.to_string(), ty.to_string()],
        variadic: false,
        result: "boolean".into(),
    }
}

/// Chooses the prefix operator for an operand.
pub fn prefix(op: &str, operand: &str) -> Option<Signature> {
    choose(
        of(&BY_OPERATOR, &format!("prefix {op}"))?.clone(),
        &[operand],
    )
}

/// Chooses the function for its arguments.
pub fn function(name: &str, args: &[&str]) -> Option<Signature> {
    let fitting = of(&BY_FUNCTION, name)?
        .iter()
        .filter_map(|s| fitted(s, args.len()));
    choose(fitting.collect(), args)
}

/// Returns the result that all functions of a name and number of arguments share.
pub fn result(name: &str, count: usize) -> Option<String> {
    let mut all = of(&BY_FUNCTION, name)?
        .iter()
        .filter_map(|s| fitted(s, count));
    let first = all.next()?.result;
    (all.all(|s| s.result == first) && polymorphic(&first, UNKNOWN).is_none()).then_some(first)
}

/// Spreads a variadic signature over so many arguments.
fn fitted(signature: &Signature, count: usize) -> Option<Signature> {
    let mut out = signature.clone();
    if out.variadic {
        let last = out.args.pop()?;
        if count <= out.args.len() {
            return None;
        }
        out.args.resize(count, last);
    }
    (out.args.len() == count).then_some(out)
}

fn choose(all: Vec<Signature>, inputs: &[&str]) -> Option<Signature> {
    if let Some(exact) = all
        .iter()
        .find(|s| s.args.iter().zip(inputs).all(|(a, i)| a == i))
    {
        return Some(exact.clone());
    }
    let mut left: Vec<Signature> = all
        .into_iter()
        .filter(|s| s.args.iter().zip(inputs).all(|(a, i)| accepts(a, i)))
        .collect();
    left = best(left, inputs, |arg, input| arg == input);
    left = best(left, inputs, |arg, input| {
        arg == input || category(arg) == (category(input).0, true)
    });
    if left.len() > 1 {
        left = by_unknowns(left, inputs)?;
    }
    if left.len() > 1 {
        left = as_the_known(left, inputs)?;
    }
    if left.len() == 1 { left.pop() } else { None }
}

fn accepts(arg: &str, input: &str) -> bool {
    input == UNKNOWN || polymorphic(arg, input).unwrap_or_else(|| implicit(input, arg))
}

/// Keeps those that match at the most places whose type is known.
fn best(
    all: Vec<Signature>,
    inputs: &[&str],
    matches: impl Fn(&str, &str) -> bool,
) -> Vec<Signature> {
    let count = |s: &Signature| {
        s.args
            .iter()
            .zip(inputs)
            .filter(|(a, i)| **i != UNKNOWN && matches(a, i))
            .count()
    };
    let most = all.iter().map(count).max().unwrap_or_default();
    all.into_iter().filter(|s| count(s) == most).collect()
}

/// Keeps those that take, where the type is not said, the category that is taken for it: strings first.
fn by_unknowns(all: Vec<Signature>, inputs: &[&str]) -> Option<Vec<Signature>> {
    let mut kept = all.clone();
    for (i, _) in inputs
        .iter()
        .enumerate()
        .filter(|(_, input)| **input == UNKNOWN)
    {
        let kinds: Vec<(char, bool)> = all.iter().map(|s| category(&s.args[i])).collect();
        let chosen = match kinds.iter().any(|k| k.0 == 'S') {
            true => 'S',
            false if kinds.iter().all(|k| k.0 == kinds[0].0) => kinds[0].0,
            false => return Some(all),
        };
        let preferred = kinds.contains(&(chosen, true));
        kept.retain(|s| {
            let (kind, is_preferred) = category(&s.args[i]);
            kind == chosen && (!preferred || is_preferred)
        });
    }
    Some(if kept.is_empty() { all } else { kept })
}

/// Keeps those that would take the type of the known arguments in the place of the unknown ones.
fn as_the_known(all: Vec<Signature>, inputs: &[&str]) -> Option<Vec<Signature>> {
    let mut known = inputs.iter().filter(|i| **i != UNKNOWN);
    let first = *known.next()?;
    if known.any(|i| *i != first) || !inputs.contains(&UNKNOWN) {
        return None;
    }
    Some(
        all.into_iter()
            .filter(|s| s.args.iter().all(|a| accepts(a, first)))
            .collect(),
    )
}
