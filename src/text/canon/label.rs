//! The name that a column of a query gets where none is given.
//!
//! Follows `FigureColname` of the server.

use super::coerce::own;
use super::print::unquoted;
use super::tree::{Body, Node};
use crate::text::typename::BUILTIN;

/// The name of a column that is no more than a value.
const NAMELESS: &str = "?column?";

/// Returns the name of a column that is this expression.
pub fn label(node: &Node) -> Option<String> {
    let found = strong(node).or_else(|| weak(node));
    if let Node::Cast(_, ty) = node
        && found.is_none()
    {
        return type_label(ty);
    }
    Some(found.unwrap_or_else(|| NAMELESS.into()))
}

/// Returns the name that an expression has from what it is made of.
fn strong(node: &Node) -> Option<String> {
    let name: &str = match node {
        Node::Column(parts) => parts.last()?,
        Node::Call(call) => call.name.last()?,
        Node::Field(_, name) => name,
        Node::Special(word) => word.split('(').next()?,
        Node::Array(_) | Node::Query("array", _) => "array",
        Node::Query("exists", _) => "exists",
        Node::Row(_) => "row",
        Node::Form(name, _) => match *name {
            "at time zone" => "timezone",
            "trim both" => "btrim",
            "trim leading" => "ltrim",
            "trim trailing" => "rtrim",
            other => other,
        },
        Node::Cast(of, _) | Node::Collate(of, _) | Node::Index(of, _) => return strong(of),
        Node::Case(case) => return case.otherwise.as_ref().and_then(strong),
        Node::Query(_, query) => match &query.body {
            Body::Select(select) => {
                return select
                    .targets
                    .first()
                    .and_then(|(n, alias)| alias.clone().or_else(|| strong(n)));
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(name.to_string())
}

/// Returns the name that an expression has where its parts give none.
fn weak(node: &Node) -> Option<String> {
    match node {
        Node::Case(_) => Some("case".into()),
        Node::Const(_, ty) if ty == "boolean" => Some("bool".into()),
        Node::Collate(of, _) => weak(of),
        _ => None,
    }
}

/// Returns the name of a type as its column gets it.
fn type_label(ty: &str) -> Option<String> {
    if ty.contains('.') {
        return unquoted(ty).pop().filter(|name| !name.contains(['(', '[']));
    }
    let base = super::coerce::base(ty);
    let element = base.strip_suffix("[]").unwrap_or(&base);
    let name = BUILTIN
        .iter()
        .map(|row| row.0)
        .find(|name| own(name) == element && !name.contains(' ') && is_own(name))?;
    Some(name.to_string())
}

/// Returns whether a spelling is the type's own name, not a key word.
fn is_own(name: &str) -> bool {
    crate::text::typename::catalog(name).is_some()
}
