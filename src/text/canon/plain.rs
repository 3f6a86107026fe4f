//! Whether an expression means the same under any search path.
//!
//! Operators are left out though most are the system's: which one is meant depends on what else the path offers.

use super::functions::FUNCTIONS;
use super::tree::{Call, Node};
use super::{Context, token, tree};
use crate::text::typename::{builtin, catalog, from_format_type, is_builtin};

/// Returns whether an expression is made of constants, of casts to types of the system, and of its functions with just their types.
pub fn is_plain(text: &str) -> bool {
    let context = Context {
        column: &|_| None,
        target: None,
        type_name: &|_| None,
        function: &|_| None,
        relation: &|_| None,
    };
    let tokens = token::scan(text);
    let node = tokens.and_then(|tokens| tree(&tokens, &context));
    node.is_some_and(|node| plain(&node))
}

fn plain(node: &Node) -> bool {
    match node {
        Node::Null | Node::Text(_) => true,
        Node::Special(name) => name != "current_schema",
        Node::Const(value, ty) => of_system(ty, value),
        Node::Cast(inner, ty) => match &**inner {
            Node::Text(value) => of_system(ty, value),
            inner => of_system(ty, "") && plain(inner),
        },
        Node::Call(call) => is_exact(call),
        Node::Prefix(sign, inner) => sign == "-" && matches!(**inner, Node::Const(..)),
        _ => false,
    }
}

/// Returns whether a type is the system's; what names a thing in a text is looked for along the path, unless its schema is told.
fn of_system(ty: &str, value: &str) -> bool {
    let name = from_format_type(ty).name;
    let names_a_thing = name.starts_with("reg");
    is_builtin(&name) && (!names_a_thing || value.contains('.'))
}

/// Returns whether a call has just the arguments of a function of the system, which no other one goes before.
fn is_exact(call: &Call) -> bool {
    let plain_form = Call {
        name: call.name.clone(),
        args: call.args.clone(),
        ..Call::default()
    };
    let ([name], true) = (call.name.as_slice(), *call == plain_form) else {
        return false;
    };
    let given: Option<Vec<&str>> = call.args.iter().map(|(_, arg)| type_of(arg)).collect();
    let Some(given) = given.filter(|_| call.args.iter().all(|(_, arg)| plain(arg))) else {
        return false;
    };
    let takes = |list: &str| {
        let types = list.split(',').filter(|ty| *ty != "-");
        types
            .map(|ty| catalog(ty).or_else(|| builtin(ty)).unwrap_or(ty))
            .eq(given.iter().copied())
    };
    let of_name = FUNCTIONS.iter().filter(|row| row.0 == name);
    of_name.flat_map(|row| row.2.split(' ')).any(takes)
}

fn type_of(node: &Node) -> Option<&str> {
    match node {
        Node::Const(_, ty) | Node::Cast(_, ty) => Some(ty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_path_can_change_is_plain() {
        for text in [
            "0",
            "-1",
            "'open'",
            "'{}'::jsonb",
            "null::text",
            "now()",
            "current_timestamp",
            "gen_random_uuid()",
            "nextval('public.orders_id_seq'::regclass)",
            "'{}'::text[]",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "nextval('orders_id_seq'::regclass)",
            "nextval('public.orders_id_seq')",
            "'x'::mood",
            "f()",
            "a",
            "1 + 1",
            "lower('A')",
            "'t'::regclass",
            "public.f()",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
