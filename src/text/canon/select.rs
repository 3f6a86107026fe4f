//! Reads a query; what it does not know (windows by name, locks, samples, grouping sets) stays as written.

use super::cursor::{Parser, Read, Stop};
use super::parse::bind;
use super::token::Token;
use super::tree::{Alias, Body, Condition, Node, Query, Select, Source, With};

/// The words that end a list of columns, so that they are no alias.
const CLAUSES: &[&str] = &[
    "as",
    "cross",
    "except",
    "fetch",
    "for",
    "from",
    "full",
    "group",
    "having",
    "inner",
    "intersect",
    "join",
    "lateral",
    "left",
    "limit",
    "natural",
    "offset",
    "on",
    "order",
    "right",
    "tablesample",
    "union",
    "using",
    "where",
    "window",
    "with",
];

impl Parser<'_> {
    /// Reads a query as a value; the parenthesis before it is behind the cursor.
    pub fn query_value(&mut self, word: &'static str) -> Read<Node> {
        Ok(Node::Query(word, Box::new(self.query()?)))
    }

    /// Reads a query.
    pub fn query(&mut self) -> Read<Query> {
        let outer = self.enter()?;
        let mut with = Vec::new();
        let mut recursive = false;
        if self.accept("with") {
            recursive = self.accept("recursive");
            with.push(self.with()?);
            while self.accept_sign(",") {
                with.push(self.with()?);
            }
        }
        let body = self.body(false)?;
        let order = if self.is_word(0, "order") {
            self.order()?
        } else {
            Vec::new()
        };
        let (mut limit, mut offset) = (None, None);
        loop {
            if self.accept("limit") {
                limit = Some(self.expression(bind::ANY)?);
            } else if self.accept("offset") {
                offset = Some(self.expression(bind::ANY)?);
            } else {
                break;
            }
        }
        self.leave(outer);
        Ok(Query {
            with,
            recursive,
            body,
            order,
            limit,
            offset,
        })
    }

    fn with(&mut self) -> Read<With> {
        let name = self.part()?;
        let columns = self.columns()?;
        self.words("as")?;
        let negated = self.accept("not");
        let materialized = self.accept("materialized").then_some(!negated);
        self.sign("(")?;
        let query = self.query()?;
        self.sign(")")?;
        Ok(With {
            name,
            columns,
            materialized,
            query,
        })
    }

    /// Reads selects joined by `UNION` and its like; `INTERSECT` binds tighter.
    fn body(&mut self, tight: bool) -> Read<Body> {
        let outer = self.enter()?;
        let mut left = if tight {
            self.single()?
        } else {
            self.body(true)?
        };
        let mut count = 0;
        loop {
            let op = match self.peek() {
                Token::Word(w) if tight && w == "intersect" => "intersect",
                Token::Word(w) if !tight && w == "union" => "union",
                Token::Word(w) if !tight && w == "except" => "except",
                _ => break,
            };
            count += 1;
            self.words(op)?;
            let all = self.accept("all");
            if !all {
                self.accept("distinct");
            }
            let right = if tight {
                self.single()?
            } else {
                self.body(true)?
            };
            left = Body::Set(Box::new(left), op, all, Box::new(right));
        }
        self.raise(count)?;
        self.leave(outer);
        Ok(left)
    }

    fn single(&mut self) -> Read<Body> {
        if self.accept_sign("(") {
            let query = self.query()?;
            self.sign(")")?;
            let bare = query.with.is_empty()
                && query.order.is_empty()
                && query.limit.is_none()
                && query.offset.is_none();
            return Ok(if bare {
                query.body
            } else {
                Body::Nested(Box::new(query))
            });
        }
        if self.accept("values") {
            let mut rows = Vec::new();
            loop {
                self.sign("(")?;
                rows.push(self.list(")")?);
                if !self.accept_sign(",") {
                    return Ok(Body::Values(rows));
                }
            }
        }
        Ok(Body::Select(Box::new(self.select()?)))
    }

    fn select(&mut self) -> Read<Select> {
        self.words("select")?;
        let mut out = Select::default();
        if self.accept("distinct") {
            out.distinct = Some(if self.accept("on") {
                self.parenthesised()?
            } else {
                Vec::new()
            });
        } else {
            self.accept("all");
        }
        if !self.is_word(0, "from") {
            out.targets = self.targets()?;
        }
        if self.accept("from") {
            out.from.push(self.source()?);
            while self.accept_sign(",") {
                out.from.push(self.source()?);
            }
        }
        if self.accept("where") {
            out.filter = Some(self.expression(bind::ANY)?);
        }
        if self.accept("group") {
            self.words("by")?;
            out.group = self.keys()?;
        }
        if self.accept("having") {
            out.having = Some(self.expression(bind::ANY)?);
        }
        Ok(out)
    }

    fn keys(&mut self) -> Read<Vec<Node>> {
        if ["all", "distinct", "rollup", "cube", "grouping"]
            .iter()
            .any(|w| self.is_word(0, w))
        {
            return Err(Stop);
        }
        let mut out = vec![self.expression(bind::ANY)?];
        while self.accept_sign(",") {
            out.push(self.expression(bind::ANY)?);
        }
        Ok(out)
    }

    fn targets(&mut self) -> Read<Vec<(Node, Option<String>)>> {
        let mut out = Vec::new();
        loop {
            let star = matches!(self.peek(), Token::Op(op) if op == "*");
            let node = if star {
                self.take();
                Node::Column(vec!["*".into()])
            } else {
                self.expression(bind::ANY)?
            };
            let alias = if self.accept("as") {
                Some(self.part()?)
            } else {
                self.bare_alias()?
            };
            out.push((node, alias));
            if !self.accept_sign(",") {
                return Ok(out);
            }
        }
    }

    fn bare_alias(&mut self) -> Read<Option<String>> {
        match self.peek() {
            Token::Word(word) if CLAUSES.contains(&word.as_str()) => Ok(None),
            Token::Word(_) | Token::Quoted(_) => self.part().map(Some),
            _ => Ok(None),
        }
    }

    fn source(&mut self) -> Read<Source> {
        let outer = self.enter()?;
        let mut left = self.one_source()?;
        let mut count = 0;
        while let Some((kind, natural)) = self.join()? {
            count += 1;
            let right = self.one_source()?;
            let condition = if natural {
                Condition::Natural
            } else if kind == "cross" {
                Condition::None
            } else if self.accept("on") {
                Condition::On(self.expression(bind::ANY)?)
            } else {
                self.words("using")?;
                Condition::Using(self.columns()?)
            };
            left = Source::Join(Box::new(left), kind, Box::new(right), condition);
        }
        self.raise(count)?;
        self.leave(outer);
        Ok(left)
    }

    /// Reads the words before a joined source: the kind of the join, and whether it is natural.
    fn join(&mut self) -> Read<Option<(&'static str, bool)>> {
        let natural = self.accept("natural");
        let kind = match ["cross", "inner", "left", "right", "full", "join"]
            .into_iter()
            .find(|w| self.is_word(0, w))
        {
            None if natural => return Err(Stop),
            None => return Ok(None),
            Some("join") => "inner",
            Some(kind) => {
                self.words(kind)?;
                if matches!(kind, "left" | "right" | "full") {
                    self.accept("outer");
                }
                kind
            }
        };
        self.words("join")?;
        Ok(Some((kind, natural)))
    }

    fn one_source(&mut self) -> Read<Source> {
        let lateral = self.accept("lateral");
        if self.accept_sign("(") {
            if self.at_query() {
                let query = self.query()?;
                self.sign(")")?;
                return Ok(Source::Query(lateral, Box::new(query), self.alias()?));
            }
            let source = self.source()?;
            self.sign(")")?;
            let alias = self.alias()?;
            return if alias.name.is_some() {
                Err(Stop)
            } else {
                Ok(source)
            };
        }
        if self.is_word(0, "rows") {
            return Err(Stop);
        }
        let only = self.accept("only");
        let mark = self.mark();
        let name = self.name()?;
        if self.is_sign(0, "(") {
            self.reset(mark);
            let call = self.expression(bind::TIGHT + 1)?;
            let ordinal = self.is_word(0, "with") && self.is_word(1, "ordinality");
            self.skip(if ordinal { 2 } else { 0 });
            return Ok(Source::Function(lateral, call, ordinal, self.alias()?));
        }
        Ok(Source::Relation(name, only, self.alias()?))
    }

    fn alias(&mut self) -> Read<Alias> {
        let name = if self.accept("as") {
            Some(self.part()?)
        } else {
            self.bare_alias()?
        };
        let columns = if name.is_some() {
            self.columns()?
        } else {
            Vec::new()
        };
        Ok(Alias { name, columns })
    }

    /// Reads names in parentheses, if there are some.
    fn columns(&mut self) -> Read<Vec<String>> {
        let mut out = Vec::new();
        if !self.accept_sign("(") {
            return Ok(out);
        }
        loop {
            out.push(self.part()?);
            if self.accept_sign(")") {
                return Ok(out);
            }
            self.sign(",")?;
        }
    }

    fn parenthesised(&mut self) -> Read<Vec<Node>> {
        self.sign("(")?;
        self.list(")")
    }
}
