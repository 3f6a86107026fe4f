//! Gives every part of an expression its type, with the casts that PostgreSQL adds by itself, where they are known.
//!
//! Both what a person writes and what the server prints end as the tree that the server's analysis makes. Where a
//! type is not known nothing is added, so that two texts stay different rather than become the same by a guess.

use super::coerce::{UNKNOWN, base, common, element, polymorphic};
use super::literal::constant;
use super::parse::infix;
use super::resolve::{self, Signature};
use super::scope::{Origin, Scope};
use super::tree::{Node, Subscript};
use super::{Context, Schema};

/// How many domains may stand upon each other.
const MAX_DOMAINS: usize = 8;

/// A node and its type with modifiers, if that is known.
pub type Typed = (Node, Option<String>);

/// Settles the expressions of one text.
pub struct Settler<'c> {
    /// What is known of the names.
    pub context: &'c Context<'c>,
    /// What is known of the schema.
    pub schema: &'c Schema<'c>,
    /// What the enclosing queries read from, the outermost first.
    pub scopes: Vec<Scope>,
    /// The queries that `WITH` has defined, with their columns.
    pub defined: Vec<Origin>,
    /// Names that mean nothing though all that they may mean is known.
    pub unknown: Vec<Unknown>,
}

/// A name that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// Of a column.
    Column(String),
    /// Of a relation, with its qualifiers.
    Relation(Vec<String>),
    /// Of a function, with its qualifiers; without any it may be the system's.
    Function(Vec<String>),
}

impl<'c> Settler<'c> {
    /// Starts outside of any query.
    pub fn new(context: &'c Context<'c>, schema: &'c Schema<'c>) -> Settler<'c> {
        Settler {
            context,
            schema,
            scopes: Vec::new(),
            defined: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Returns the type that operators see: without modifiers, and for a domain the one under it.
    pub fn seen(&self, ty: &str) -> String {
        let mut ty = base(ty);
        for _ in 0..MAX_DOMAINS {
            match (self.schema.domain)(&ty) {
                Some(under) => ty = base(&under),
                None => break,
            }
        }
        ty
    }

    /// Returns the type that several of one expression share.
    pub fn common<'a>(&self, types: impl Iterator<Item = Option<&'a str>>) -> Option<String> {
        let types: Vec<String> = types.map(|ty| ty.map(base)).collect::<Option<_>>()?;
        match types.iter().all(|ty| *ty == types[0] && ty != UNKNOWN) {
            true => types.into_iter().next(),
            false => common(
                types
                    .iter()
                    .map(|ty| self.seen(ty))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(|ty| Some(ty.as_str())),
            ),
        }
    }

    /// Chooses the operator for two operands; one whose type has no operators here takes its own for equality and order.
    pub fn choose(&self, op: &str, left: Option<&str>, right: Option<&str>) -> Option<Signature> {
        let (left, right) = (self.seen(left?), self.seen(right?));
        let named = |ty: &str| ty.contains('.') && element(ty).is_none();
        if (named(&left) && right == UNKNOWN
            || named(&right) && left == UNKNOWN
            || named(&left) && left == right)
            && is_comparison(op)
        {
            let ty = if named(&left) { left } else { right };
            return Some(resolve::same(&ty));
        }
        if named(&left) || named(&right) {
            return None;
        }
        resolve::operator(op, &left, &right)
    }

    /// Settles an expression that is assigned to a type.
    pub fn assigned(&mut self, node: Node, target: &str) -> Node {
        let to = self.seen(target);
        let (mut node, mut ty) = self.node(node);
        if let Node::Cast(of, cast) = node {
            let strips = self.seen(&cast) == to && base(&cast) == cast;
            node = if strips { *of } else { Node::Cast(of, cast) };
            ty = if strips { None } else { ty };
        }
        match node {
            Node::Text(text) => constant(&text, &to, self.context),
            Node::Const(value, from) if is_number(&from, &value, &to) => Node::Const(value, to),
            other if ty.as_deref() == Some(UNKNOWN) => self.coerce(other, UNKNOWN, &to),
            other => other,
        }
    }

    /// Settles a node and returns its type.
    pub fn node(&mut self, node: Node) -> Typed {
        match node {
            Node::Column(parts) => self.column(parts),
            Node::Null => (Node::Null, Some(UNKNOWN.into())),
            Node::Text(text) => (Node::Text(text), Some(UNKNOWN.into())),
            Node::Const(value, ty) => (Node::Const(value, ty.clone()), Some(ty)),
            Node::Cast(of, ty) => self.cast(*of, ty),
            Node::Collate(of, name) => {
                let (of, ty) = self.node(*of);
                let (of, ty) = self.said(of, ty, "text");
                (Node::Collate(Box::new(of), name), ty)
            }
            Node::Call(call) => self.call(*call),
            Node::Special(word) => {
                let ty = special_type(&word).map(str::to_string);
                (Node::Special(word), ty)
            }
            Node::Form(name, args) => self.form(name, args),
            Node::Prefix(op, of) => self.prefix(op, *of),
            Node::Infix(op, left, right) => self.infix(op, *left, *right),
            Node::Not(of) => boolean(Node::Not(Box::new(self.node(*of).0))),
            Node::And(list) => boolean(Node::And(self.flat(list, false))),
            Node::Or(list) => boolean(Node::Or(self.flat(list, true))),
            Node::Is(of, test) => boolean(Node::Is(Box::new(self.node(*of).0), test)),
            Node::Distinct(left, right) => {
                let (left, right) = self.compared("=", *left, *right);
                boolean(Node::Distinct(Box::new(left), Box::new(right)))
            }
            Node::Quantified(left, op, all, right) => self.quantified(*left, op, all, *right),
            Node::In(left, negated, list) => self.in_list(*left, negated, list),
            Node::Between(of, negated, low, high) => {
                let (of, low, high) = (self.node(*of).0, self.node(*low).0, self.node(*high).0);
                boolean(Node::Between(
                    Box::new(of),
                    negated,
                    Box::new(low),
                    Box::new(high),
                ))
            }
            Node::Array(list) => self.array(list),
            Node::Row(list) => (
                Node::Row(list.into_iter().map(|n| self.node(n).0).collect()),
                None,
            ),
            Node::Index(of, list) => self.index(*of, list),
            Node::Field(of, name) => (Node::Field(Box::new(self.node(*of).0), name), None),
            Node::Case(case) => self.case(*case),
            Node::Query(word, query) => self.query_value(word, *query),
        }
    }

    /// Settles each node and opens what became a list of the same word.
    fn flat(&mut self, list: Vec<Node>, or: bool) -> Vec<Node> {
        let mut out = Vec::with_capacity(list.len());
        for node in list {
            match self.node(node).0 {
                Node::Or(inner) if or => out.extend(inner),
                Node::And(inner) if !or => out.extend(inner),
                other => out.push(other),
            }
        }
        out
    }

    /// Settles a cast that is written out.
    pub fn cast(&mut self, of: Node, ty: String) -> Typed {
        if let (Node::Array(list), Some(element)) = (&of, element(&ty))
            && !list.is_empty()
            && base(element) == *element
            && !list.iter().any(|n| matches!(n, Node::Array(_)))
        {
            let list = list
                .iter()
                .map(|n| self.cast(n.clone(), element.to_string()).0)
                .collect();
            return (Node::Array(list), Some(ty));
        }
        let (of, from) = self.node(of);
        let node = match (of, from.as_deref()) {
            (Node::Text(text), _) => self.typed(text, &ty),
            (of, Some(from)) if from == ty => of,
            (Node::Const(value, from), _) if from == "character varying" && ty == "text" => {
                Node::Const(value, ty.clone())
            }
            (Node::Cast(of, from), _) if from == ty => Node::Cast(of, from),
            (of, _) => Node::Cast(Box::new(of), ty.clone()),
        };
        (node, Some(ty))
    }

    /// Makes a constant of a type; one of a domain is cast from the type under it.
    fn typed(&self, text: String, ty: &str) -> Node {
        if (self.schema.domain)(ty).is_none() {
            return constant(&text, ty, self.context);
        }
        Node::Cast(
            Box::new(constant(&text, &self.seen(ty), self.context)),
            ty.to_string(),
        )
    }

    /// Adds the cast from a type to another that the server adds by itself.
    pub fn coerce(&mut self, node: Node, from: &str, to: &str) -> Node {
        if polymorphic(to, UNKNOWN).is_some() || (from != UNKNOWN && base(from) == to) {
            return node;
        }
        match node {
            Node::Array(list) if element(&base(from)).is_some() && element(to).is_some() => {
                let (from, to) = (base(from), element(to).unwrap_or_default());
                let from = element(&from).unwrap_or_default().to_string();
                Node::Array(
                    list.into_iter()
                        .map(|n| self.coerce(n, &from, to))
                        .collect(),
                )
            }
            node => self.cast_node(node, to),
        }
    }

    fn cast_node(&mut self, node: Node, to: &str) -> Node {
        match node {
            Node::Text(text) => constant(&text, to, self.context),
            Node::Const(value, from) if from == "character varying" && to == "text" => {
                Node::Const(value, to.to_string())
            }
            other => Node::Cast(Box::new(other), to.to_string()),
        }
    }

    /// Gives a constant whose type is not said the one that the server takes for it.
    pub fn said(&mut self, node: Node, ty: Option<String>, to: &str) -> Typed {
        if ty.as_deref() == Some(UNKNOWN) {
            (self.coerce(node, UNKNOWN, to), Some(to.to_string()))
        } else {
            (node, ty)
        }
    }

    fn prefix(&mut self, op: String, of: Node) -> Typed {
        let (of, ty) = self.node(of);
        let found = ty
            .as_deref()
            .and_then(|ty| resolve::prefix(&op, &self.seen(ty)));
        let of = match (&found, ty) {
            (Some(found), Some(ty)) => self.coerce(of, &ty, &found.args[0]),
            _ => of,
        };
        (Node::Prefix(op, Box::new(of)), found.map(|f| f.result))
    }

    fn infix(&mut self, op: String, left: Node, right: Node) -> Typed {
        if let (Node::Row(a), Node::Row(b)) = (&left, &right)
            && a.len() == b.len()
            && a.len() > 1
            && (op == "=" || op == "<>")
        {
            let pairs = a
                .iter()
                .cloned()
                .zip(b.iter().cloned())
                .map(|(a, b)| infix(&op, a, b))
                .collect();
            return self.node(if op == "=" {
                Node::And(pairs)
            } else {
                Node::Or(pairs)
            });
        }
        let (left, right) = (self.node(left), self.node(right));
        self.operator(op, left, right)
    }

    fn operator(&mut self, op: String, left: Typed, right: Typed) -> Typed {
        let found = self.choose(&op, left.1.as_deref(), right.1.as_deref());
        let (left, right) = self.fitted(&found, left, right);
        let ty = match &found {
            Some(found) if polymorphic(&found.result, UNKNOWN).is_none() => {
                Some(found.result.clone())
            }
            None if is_comparison(&op) => Some("boolean".into()),
            _ => None,
        };
        (infix(&op, left, right), ty)
    }

    /// Settles both sides of a comparison that is no operator by itself.
    fn compared(&mut self, op: &str, left: Node, right: Node) -> (Node, Node) {
        let (left, right) = (self.node(left), self.node(right));
        let found = self.choose(op, left.1.as_deref(), right.1.as_deref());
        self.fitted(&found, left, right)
    }

    pub fn fitted(&mut self, found: &Option<Signature>, left: Typed, right: Typed) -> (Node, Node) {
        let (Some(found), Some(from_left), Some(from_right)) = (found, &left.1, &right.1) else {
            return (left.0, right.0);
        };
        let shared =
            found.args[0] == found.args[1] && polymorphic(&found.args[0], UNKNOWN).is_some();
        let other = |mine: &str, theirs: &str, arg: &str| {
            if shared && mine == UNKNOWN {
                self.seen(theirs)
            } else {
                arg.to_string()
            }
        };
        let to_left = other(from_left, from_right, &found.args[0]);
        let to_right = other(from_right, from_left, &found.args[1]);
        (
            self.coerce(left.0, from_left, &to_left),
            self.coerce(right.0, from_right, &to_right),
        )
    }

    fn index(&mut self, of: Node, list: Vec<Subscript>) -> Typed {
        let (of, ty) = self.node(of);
        let slice = list.iter().any(|s| matches!(s, Subscript::Slice(..)));
        let one = |s: &mut Self, n: Option<Node>| n.map(|n| s.node(n).0);
        let list = list.into_iter().map(|s| match s {
            Subscript::At(n) => Subscript::At(self.node(n).0),
            Subscript::Slice(a, b) => Subscript::Slice(one(self, a), one(self, b)),
        });
        let list = list.collect();
        let array = ty.filter(|t| element(t).is_some());
        let ty = if slice {
            array
        } else {
            array.and_then(|t| element(&t).map(str::to_string))
        };
        (Node::Index(Box::new(of), list), ty)
    }
}

/// Returns whether an operator is an equality or order.
pub fn is_comparison(op: &str) -> bool {
    matches!(op, "=" | "<>" | "<" | ">" | "<=" | ">=")
}

/// Returns whether a number keeps its value when it is assigned to a type.
fn is_number(from: &str, value: &str, to: &str) -> bool {
    let numeric = |ty: &str| matches!(ty, "smallint" | "integer" | "bigint" | "numeric");
    let exact = value
        .strip_prefix('-')
        .unwrap_or(value)
        .bytes()
        .all(|b| b.is_ascii_digit());
    numeric(from) && (matches!(to, "numeric" | "real" | "double precision") || numeric(to) && exact)
}

/// Gives a condition its type.
pub fn boolean(node: Node) -> Typed {
    (node, Some("boolean".into()))
}

fn special_type(word: &str) -> Option<&'static str> {
    Some(match word.split('(').next().unwrap_or_default() {
        "current_date" => "date",
        "current_time" => "time with time zone",
        "current_timestamp" => "timestamp with time zone",
        "localtime" => "time without time zone",
        "localtimestamp" => "timestamp without time zone",
        "current_catalog" | "current_role" | "current_schema" | "current_user" | "session_user"
        | "user" => "name",
        _ => return None,
    })
}
