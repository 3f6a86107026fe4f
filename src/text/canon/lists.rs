//! Settles arrays and lists: what their elements share, and what compares with any or all of them.

use super::coerce::{UNKNOWN, element, polymorphic};
use super::parse::infix;
use super::settle::{Settler, Typed, boolean};
use super::tree::Node;

impl Settler<'_> {
    pub fn quantified(&mut self, left: Node, op: String, all: bool, right: Node) -> Typed {
        let (left, right) = (self.node(left), self.node(right));
        let rebuilt = |left, right| {
            boolean(Node::Quantified(
                Box::new(left),
                op.clone(),
                all,
                Box::new(right),
            ))
        };
        if matches!(right.0, Node::Query("", _)) {
            return rebuilt(left.0, right.0);
        }
        let inner = right.1.as_deref().and_then(|ty| {
            if ty == UNKNOWN {
                Some(ty.to_string())
            } else {
                element(ty).map(|ty| self.seen(ty))
            }
        });
        let found = self.choose(&op, left.1.as_deref(), inner.as_deref());
        let (Some(found), Some(from_left), Some(from_right)) = (found, left.1, right.1) else {
            return rebuilt(left.0, right.0);
        };
        if polymorphic(&found.args[1], UNKNOWN).is_some() {
            return rebuilt(left.0, right.0);
        }
        let left = self.coerce(left.0, &from_left, &found.args[0]);
        let right = self.coerce(right.0, &from_right, &format!("{}[]", found.args[1]));
        rebuilt(left, right)
    }

    /// Settles `IN` as the server does: constants as one array, all else by itself.
    pub fn in_list(&mut self, left: Node, negated: bool, list: Vec<Node>) -> Typed {
        let op = if negated { "<>" } else { "=" };
        let rows = matches!(left, Node::Row(_)) || list.iter().any(|n| matches!(n, Node::Row(_)));
        let (plain, named): (Vec<Node>, Vec<Node>) =
            list.iter().cloned().partition(|n| !names_column(n));
        if plain.len() < 2 || rows {
            return self.node(either(&left, negated, list, op));
        }
        let first = self.node(left.clone());
        let plain: Vec<Typed> = plain.into_iter().map(|n| self.node(n)).collect();
        let types = std::iter::once(&first)
            .chain(&plain)
            .map(|t| t.1.as_deref());
        let Some(ty) = self.common(types) else {
            let list = list.into_iter().map(|n| self.node(n).0).collect();
            return boolean(Node::In(Box::new(first.0), negated, list));
        };
        let elements = plain
            .into_iter()
            .map(|(n, from)| self.coerce(n, from.as_deref().unwrap_or(UNKNOWN), &ty))
            .collect();
        let array = Node::Cast(Box::new(Node::Array(elements)), format!("{ty}[]"));
        let test = Node::Quantified(Box::new(left.clone()), op.into(), negated, Box::new(array));
        if named.is_empty() {
            return self.node(test);
        }
        let rest = named.into_iter().map(|n| infix(op, left.clone(), n));
        let all = std::iter::once(test).chain(rest).collect();
        self.node(if negated {
            Node::And(all)
        } else {
            Node::Or(all)
        })
    }

    pub fn array(&mut self, list: Vec<Node>) -> Typed {
        let list: Vec<Typed> = list.into_iter().map(|n| self.node(n)).collect();
        let nested = list
            .iter()
            .any(|n| n.1.as_deref().is_some_and(|t| element(t).is_some()));
        let ty = if list.is_empty() || nested {
            None
        } else {
            self.common(list.iter().map(|t| t.1.as_deref()))
        };
        (
            Node::Array(self.unified(list, ty.as_deref())),
            ty.map(|t| format!("{t}[]")),
        )
    }

    /// Casts all to the type that they share, if it is known.
    pub fn unified(&mut self, list: Vec<Typed>, ty: Option<&str>) -> Vec<Node> {
        let to = |(node, from): Typed| match (ty, from) {
            (Some(ty), Some(from)) => self.coerce(node, &from, ty),
            _ => node,
        };
        list.into_iter().map(to).collect()
    }
}

/// Writes `IN` out as single comparisons.
fn either(left: &Node, negated: bool, list: Vec<Node>, op: &str) -> Node {
    let mut each: Vec<Node> = list
        .into_iter()
        .map(|n| infix(op, left.clone(), n))
        .collect();
    match (each.len(), negated) {
        (1, _) => each.remove(0),
        (_, true) => Node::And(each),
        (_, false) => Node::Or(each),
    }
}

/// Returns whether a node has a column in it, so that `IN` compares it by itself.
fn names_column(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Const(..) | Node::Null | Node::Special(_) => false,
        Node::Cast(of, _) | Node::Prefix(_, of) | Node::Collate(of, _) => names_column(of),
        Node::Call(call) => {
            call.over.is_some()
                || call.filter.is_some()
                || call.args.iter().any(|a| names_column(&a.1))
        }
        Node::Infix(_, left, right) => names_column(left) || names_column(right),
        _ => true,
    }
}
