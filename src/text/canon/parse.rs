//! Reads an expression as PostgreSQL's grammar binds it.
//!
//! sqlparser's own expression parser gives some operators another precedence than the server, so that two
//! different meanings could get one tree. What is not known here is an error, and stays as written.

use super::cursor::{Parser, Read, Stop};
use super::print::dotted;
use super::token::Token;
use super::tree::{Node, Subscript};

/// How high an operand may be that is written out twice.
const MAX_COPIED: usize = 6;

/// The binding strengths, from loose to tight.
pub mod bind {
    /// Anything.
    pub const ANY: u8 = 0;
    /// `OR`.
    pub const OR: u8 = 1;
    /// `AND`.
    pub const AND: u8 = 2;
    /// `NOT`.
    pub const NOT: u8 = 3;
    /// `IS`.
    pub const IS: u8 = 4;
    /// Comparisons.
    pub const COMPARE: u8 = 5;
    /// `BETWEEN`, `IN`, `LIKE`.
    pub const RANGE: u8 = 6;
    /// Any other operator.
    pub const OTHER: u8 = 7;
    /// `+` and `-`.
    pub const SUM: u8 = 8;
    /// `*`, `/` and `%`.
    pub const PRODUCT: u8 = 9;
    /// `^`.
    pub const POWER: u8 = 10;
    /// `AT TIME ZONE`.
    pub const ZONE: u8 = 11;
    /// `COLLATE`.
    pub const COLLATE: u8 = 12;
    /// Subscripts, fields and casts.
    pub const TIGHT: u8 = 14;
}

/// What follows an operand, not yet read.
enum Next {
    Or,
    And,
    Is,
    Null(&'static str),
    Op(String),
    Range(bool),
    Zone,
    Collate,
    Tight,
    Named,
}

impl Next {
    fn strength(&self) -> u8 {
        match self {
            Next::Or => bind::OR,
            Next::And => bind::AND,
            Next::Is | Next::Null(_) => bind::IS,
            Next::Op(op) => match op.as_str() {
                "<" | ">" | "=" | "<=" | ">=" | "<>" => bind::COMPARE,
                "+" | "-" => bind::SUM,
                "*" | "/" | "%" => bind::PRODUCT,
                "^" => bind::POWER,
                _ => bind::OTHER,
            },
            Next::Range(_) => bind::RANGE,
            Next::Zone => bind::ZONE,
            Next::Collate => bind::COLLATE,
            Next::Tight => bind::TIGHT,
            Next::Named => bind::OTHER,
        }
    }
}

impl Parser<'_> {
    /// Reads an expression whose operators bind at least this tightly.
    pub fn expression(&mut self, least: u8) -> Read<Node> {
        let outer = self.enter()?;
        let mut left = self.primary()?;
        let mut last = u8::MAX;
        while let Some(next) = self.next_infix() {
            let strength = next.strength();
            if strength < least {
                break;
            }
            if strength == last && matches!(strength, bind::COMPARE | bind::RANGE) {
                return Err(Stop);
            }
            last = strength;
            let grows = !matches!(
                (&next, &left),
                (Next::And, Node::And(_)) | (Next::Or, Node::Or(_))
            );
            left = self.fold(left, next)?;
            self.raise(usize::from(grows))?;
        }
        self.leave(outer);
        Ok(left)
    }

    fn next_infix(&self) -> Option<Next> {
        match self.peek() {
            Token::Op(op) if op == "=>" => None,
            Token::Op(op) => Some(Next::Op(op.clone())),
            Token::Sign(sign) if matches!(sign.as_str(), "::" | "[" | ".") => Some(Next::Tight),
            Token::Word(word) => match word.as_str() {
                "or" => Some(Next::Or),
                "and" => Some(Next::And),
                "is" => Some(Next::Is),
                "isnull" => Some(Next::Null("null")),
                "notnull" => Some(Next::Null("not null")),
                "between" | "in" | "like" | "ilike" | "similar" => Some(Next::Range(false)),
                "not"
                    if ["between", "in", "like", "ilike", "similar"]
                        .iter()
                        .any(|w| self.is_word(1, w)) =>
                {
                    Some(Next::Range(true))
                }
                "at" if self.is_word(1, "time") => Some(Next::Zone),
                "collate" => Some(Next::Collate),
                "operator" if self.is_sign(1, "(") => Some(Next::Named),
                _ => None,
            },
            _ => None,
        }
    }

    fn fold(&mut self, left: Node, next: Next) -> Read<Node> {
        if let Next::Tight = next {
            return self.tight(left);
        }
        self.skip(1);
        match next {
            Next::Or => Ok(Node::Or(flat(left, self.expression(bind::AND)?, true))),
            Next::And => Ok(Node::And(flat(left, self.expression(bind::NOT)?, false))),
            Next::Is => self.is_test(left),
            Next::Null(test) => Ok(Node::Is(Box::new(left), test)),
            Next::Op(op) => {
                let least = Next::Op(op.clone()).strength() + 1;
                self.operand(left, op, least)
            }
            Next::Range(negated) => self.range(left, negated),
            Next::Zone => {
                self.words("time zone")?;
                let zone = self.expression(bind::ZONE + 1)?;
                Ok(Node::Form(
                    "at time zone",
                    vec![("".into(), left), ("zone".into(), zone)],
                ))
            }
            Next::Collate => Ok(Node::Collate(Box::new(left), dotted(&own(self.name()?)))),
            Next::Named => {
                let op = self.named_operator()?;
                self.operand(left, op, bind::OTHER + 1)
            }
            Next::Tight => Err(Stop),
        }
    }

    /// Reads `(schema.op)`.
    fn named_operator(&mut self) -> Read<String> {
        self.sign("(")?;
        let mut schema = Vec::new();
        while !matches!(self.peek(), Token::Op(_)) {
            schema.push(self.part()?);
            self.sign(".")?;
        }
        let Token::Op(op) = self.take() else {
            return Err(Stop);
        };
        self.sign(")")?;
        Ok(if schema.is_empty() || schema == ["pg_catalog"] {
            op
        } else {
            format!("operator({}.{op})", dotted(&schema))
        })
    }

    /// Reads the right side of an operator.
    fn operand(&mut self, left: Node, op: String, least: u8) -> Read<Node> {
        let all = self.is_word(0, "all");
        if (all || self.is_word(0, "any") || self.is_word(0, "some")) && self.is_sign(1, "(") {
            self.skip(2);
            let right = self.query_or_expression()?;
            self.sign(")")?;
            return Ok(Node::Quantified(Box::new(left), op, all, Box::new(right)));
        }
        let right = self.expression(least)?;
        Ok(Node::Infix(op, Box::new(left), Box::new(right)))
    }

    fn is_test(&mut self, left: Node) -> Read<Node> {
        let negated = self.accept("not");
        if self.accept("distinct") {
            self.words("from")?;
            let test = Node::Distinct(Box::new(left), Box::new(self.expression(bind::IS + 1)?));
            return Ok(if negated {
                Node::Not(Box::new(test))
            } else {
                test
            });
        }
        let Token::Word(word) = self.take() else {
            return Err(Stop);
        };
        let test = match (word.as_str(), negated) {
            ("null", false) => "null",
            ("null", true) => "not null",
            ("true", false) => "true",
            ("true", true) => "not true",
            ("false", false) => "false",
            ("false", true) => "not false",
            ("unknown", false) => "unknown",
            ("unknown", true) => "not unknown",
            ("document", false) => "document",
            _ => return Err(Stop),
        };
        Ok(Node::Is(Box::new(left), test))
    }

    /// Reads what follows `[NOT] BETWEEN`, `IN`, `LIKE` and their like; the first word is behind the cursor.
    fn range(&mut self, left: Node, negated: bool) -> Read<Node> {
        if !negated {
            self.reset(self.mark() - 1);
        }
        let Token::Word(word) = self.take() else {
            return Err(Stop);
        };
        match word.as_str() {
            "between" => self.between(left, negated),
            "in" => self.in_list(left, negated),
            "like" => self.like(left, if negated { "!~~" } else { "~~" }, "like_escape"),
            "ilike" => self.like(left, if negated { "!~~*" } else { "~~*" }, "like_escape"),
            _ => {
                self.words("to")?;
                self.similar(left, negated)
            }
        }
    }

    fn between(&mut self, left: Node, negated: bool) -> Read<Node> {
        let low = self.expression(bind::OTHER)?;
        self.words("and")?;
        let high = self.expression(bind::OTHER)?;
        if self.height() > MAX_COPIED {
            return Ok(Node::Between(
                Box::new(left),
                negated,
                Box::new(low),
                Box::new(high),
            ));
        }
        let (above, below) = if negated { ("<", ">") } else { (">=", "<=") };
        let both = vec![infix(above, left.clone(), low), infix(below, left, high)];
        Ok(if negated {
            Node::Or(both)
        } else {
            Node::And(both)
        })
    }

    fn in_list(&mut self, left: Node, negated: bool) -> Read<Node> {
        self.sign("(")?;
        if self.at_query() {
            let query = self.query_value("")?;
            self.sign(")")?;
            let test = Node::Quantified(Box::new(left), "=".into(), false, Box::new(query));
            return Ok(if negated {
                Node::Not(Box::new(test))
            } else {
                test
            });
        }
        let list = self.list(")")?;
        if list.is_empty() {
            Err(Stop)
        } else {
            Ok(Node::In(Box::new(left), negated, list))
        }
    }

    fn like(&mut self, left: Node, op: &str, escape: &str) -> Read<Node> {
        let node = self.operand(left, op.into(), bind::RANGE + 1)?;
        if !self.accept("escape") {
            return Ok(node);
        }
        let sign = self.expression(bind::RANGE + 1)?;
        match node {
            Node::Infix(op, left, pattern) => Ok(Node::Infix(
                op,
                left,
                Box::new(call(escape, vec![*pattern, sign])),
            )),
            _ => Err(Stop),
        }
    }

    fn similar(&mut self, left: Node, negated: bool) -> Read<Node> {
        let pattern = self.expression(bind::RANGE + 1)?;
        let mut args = vec![pattern];
        if self.accept("escape") {
            args.push(self.expression(bind::RANGE + 1)?);
        }
        Ok(infix(
            if negated { "!~" } else { "~" },
            left,
            call("similar_to_escape", args),
        ))
    }

    /// Reads a cast, a subscript or a field.
    fn tight(&mut self, left: Node) -> Read<Node> {
        if self.accept_sign("::") {
            return Ok(Node::Cast(Box::new(left), self.type_name()?));
        }
        if self.accept_sign(".") {
            return Ok(Node::Field(Box::new(left), self.part()?));
        }
        self.sign("[")?;
        let first = if self.is_sign(0, ":") {
            None
        } else {
            Some(self.expression(bind::ANY)?)
        };
        let subscript = if self.accept_sign(":") {
            let last = if self.is_sign(0, "]") {
                None
            } else {
                Some(self.expression(bind::ANY)?)
            };
            Subscript::Slice(first, last)
        } else {
            Subscript::At(first.ok_or(Stop)?)
        };
        self.sign("]")?;
        Ok(match left {
            Node::Index(node, mut list) => {
                list.push(subscript);
                Node::Index(node, list)
            }
            other => Node::Index(Box::new(other), vec![subscript]),
        })
    }

    /// Reads a query, or an expression, to the closing parenthesis.
    pub fn query_or_expression(&mut self) -> Read<Node> {
        if self.at_query() {
            self.query_value("")
        } else {
            self.expression(bind::ANY)
        }
    }

    /// Reads expressions to a closing sign.
    pub fn list(&mut self, close: &str) -> Read<Vec<Node>> {
        let mut out = Vec::new();
        if self.accept_sign(close) {
            return Ok(out);
        }
        loop {
            out.push(self.expression(bind::ANY)?);
            if self.accept_sign(close) {
                return Ok(out);
            }
            self.sign(",")?;
        }
    }
}

/// Joins two operands of `AND` or `OR` to a flat list.
fn flat(left: Node, right: Node, or: bool) -> Vec<Node> {
    let mut out = Vec::new();
    for node in [left, right] {
        match node {
            Node::Or(list) if or => out.extend(list),
            Node::And(list) if !or => out.extend(list),
            other => out.push(other),
        }
    }
    out
}

/// Makes an operator between two operands.
pub fn infix(op: &str, left: Node, right: Node) -> Node {
    Node::Infix(op.into(), Box::new(left), Box::new(right))
}

/// Makes a plain call of a built-in function.
pub fn call(name: &str, args: Vec<Node>) -> Node {
    let args = args.into_iter().map(|a| (None, a)).collect();
    Node::Call(Box::new(super::tree::Call {
        name: vec![name.into()],
        args,
        ..Default::default()
    }))
}

/// Drops the schema of the built-in things.
pub fn own(mut parts: Vec<String>) -> Vec<String> {
    if parts.len() == 2 && parts[0] == "pg_catalog" {
        parts.remove(0);
    }
    parts
}
