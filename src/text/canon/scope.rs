//! Settles the parts of a query: the relations it reads, the columns that its names mean, and what it gives.
//!
//! A column is qualified where the columns of all that it may come from are known, as the server prints it.

use super::coerce::{UNKNOWN, base};
use super::label::label;
use super::print::{dotted, unquoted};
use super::settle::{Settler, Typed, Unknown};
use super::tree::{Alias, Body, Condition, Node, Query, Select, Sort, Source};

/// What a trigger and a rule call the versions of a row.
const VERSIONS: [&str; 2] = ["old", "new"];

/// The columns of a source, each with its type; nothing if they are not known.
type Given = Option<Vec<(String, Option<String>)>>;

/// What a query reads from: its name and columns.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The name that qualifies its columns.
    pub name: String,
    /// Its columns.
    pub columns: Given,
}

/// All that one query reads from.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    origins: Vec<Origin>,
    /// Whether `USING` or `NATURAL` makes one column of two.
    merged: bool,
}

impl Settler<'_> {
    /// Settles a column.
    pub fn column(&mut self, mut parts: Vec<String>) -> Typed {
        if parts.len() == 3
            && self
                .scopes
                .iter()
                .any(|s| s.origins.iter().any(|o| o.name == parts[1]))
        {
            parts.remove(0);
        }
        let found = match parts.as_slice() {
            [name] => self.bare(name),
            [origin, name] => self.qualified(origin, name),
            _ => None,
        };
        if let Some((parts, ty)) = found {
            return (Node::Column(parts), ty);
        }
        if let [name] = parts.as_slice()
            && self.is_nowhere(name)
        {
            self.unknown.push(Unknown::Column(name.clone()));
        }
        if !self.scopes.is_empty() {
            return (Node::Column(parts), None);
        }
        let ty = parts.last().and_then(|name| (self.context.column)(name));
        let version = parts.len() == 2 && VERSIONS.contains(&parts[0].as_str());
        if ty.is_some() && !version {
            parts.drain(..parts.len() - 1);
        }
        (Node::Column(parts), ty)
    }

    /// Returns whether all that a name may mean is known, and it is none of it.
    fn is_nowhere(&self, name: &str) -> bool {
        const SYSTEM: &[&str] = &["*", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"];
        let name = crate::text::name::truncate(name);
        if VERSIONS.contains(&name) {
            return false;
        }
        let mut origins = self.scopes.iter().flat_map(|s| &s.origins);
        let known = origins.all(|o| {
            o.name != name
                && o.columns
                    .as_ref()
                    .is_some_and(|c| c.iter().all(|c| c.0 != name))
        });
        let own = match self.schema.own {
            Some(own) => {
                let columns = (self.schema.columns)(own);
                columns.is_some_and(|c| c.iter().all(|c| c.0 != name))
                    && self.own_name().is_none_or(|own| own != name)
            }
            None => !self.scopes.is_empty() && (self.context.column)(name).is_none(),
        };
        known && own && !SYSTEM.contains(&name) && (self.context.column)(name).is_none()
    }

    /// Finds the source of an unqualified column, from the innermost query outwards.
    fn bare(&self, name: &str) -> Option<(Vec<String>, Option<String>)> {
        for scope in self.scopes.iter().rev() {
            let has = |o: &Origin| {
                o.columns
                    .as_ref()
                    .and_then(|c| c.iter().find(|c| c.0 == name))
                    .map(|c| (o.name.clone(), c.1.clone()))
            };
            let mut found = scope.origins.iter().filter_map(has);
            match (found.next(), found.next()) {
                (Some((origin, ty)), None) => return Some((vec![origin, name.into()], ty)),
                (None, _) if scope.origins.iter().all(|o| o.columns.is_some()) => {}
                _ => return None,
            }
        }
        let own = self.own_name().filter(|_| !self.scopes.is_empty())?;
        let ty = (self.context.column)(name)?;
        Some((vec![own, name.into()], Some(ty)))
    }

    /// Writes the name of a source that stands for a whole row as the server prints it, `t.*`.
    pub fn whole_row(&self, node: Node) -> Node {
        let Node::Column(parts) = &node else {
            return node;
        };
        let [name] = parts.as_slice() else {
            return node;
        };
        for scope in self.scopes.iter().rev() {
            let may_have = |o: &Origin| {
                let columns = o.columns.as_ref();
                columns.is_none_or(|c| c.iter().any(|c| c.0 == *name))
            };
            if scope.origins.iter().any(may_have) {
                return node;
            }
            if scope.origins.iter().any(|o| o.name == *name) {
                return Node::Column(vec![name.clone(), "*".into()]);
            }
        }
        let own = self.own_name().is_some_and(|own| own == *name);
        let own = own || VERSIONS.contains(&name.as_str());
        let is_column = (self.context.column)(name).is_some();
        match own && !is_column && self.schema.own.and_then(self.schema.columns).is_some() {
            true => Node::Column(vec![name.clone(), "*".into()]),
            false => node,
        }
    }

    fn qualified(&self, origin: &str, name: &str) -> Option<(Vec<String>, Option<String>)> {
        let parts = vec![origin.to_string(), name.to_string()];
        let found = self
            .scopes
            .iter()
            .rev()
            .find_map(|s| s.origins.iter().find(|o| o.name == origin));
        if let Some(found) = found {
            let columns = found.columns.as_ref();
            return Some((
                parts,
                columns
                    .and_then(|c| c.iter().find(|c| c.0 == name))
                    .and_then(|c| c.1.clone()),
            ));
        }
        let own = self.own_name().is_some_and(|own| own == origin) && !self.scopes.is_empty();
        own.then(|| (parts, (self.context.column)(name)))
    }

    fn own_name(&self) -> Option<String> {
        self.schema.own.and_then(|own| unquoted(own).pop())
    }

    /// Settles a query as a value, whose columns' names do not matter.
    pub fn query_value(&mut self, word: &'static str, query: Query) -> Typed {
        let (query, given) = self.query(query, true);
        let first = given
            .and_then(|g| g.into_iter().next())
            .and_then(|c| c.1)
            .filter(|ty| ty != UNKNOWN);
        let ty = match word {
            "exists" => Some("boolean".into()),
            "array" => first.map(|ty| format!("{}[]", base(&ty))),
            _ => first,
        };
        (Node::Query(word, Box::new(query)), ty)
    }

    /// Settles a query and returns the columns that it gives.
    pub fn query(&mut self, mut query: Query, as_value: bool) -> (Query, Given) {
        let known = self.defined.len();
        if query.recursive {
            self.defined.extend(query.with.iter().map(|w| Origin {
                name: w.name.clone(),
                columns: None,
            }));
        }
        for with in &mut query.with {
            let (settled, given) = self.query(with.query.clone(), false);
            with.query = settled;
            let columns = if query.recursive {
                None
            } else {
                renamed(given, &with.columns)
            };
            self.defined.push(Origin {
                name: with.name.clone(),
                columns,
            });
        }
        let given = match query.body {
            Body::Select(select) => {
                let (select, given) = self.select(*select, &mut query.order, !as_value, false);
                query.body = Body::Select(Box::new(select));
                given
            }
            other => {
                let (body, given) = self.body(other);
                query.body = body;
                given
            }
        };
        query.limit = query.limit.map(|n| self.node(n).0);
        query.offset = query.offset.map(|n| self.node(n).0);
        self.defined.truncate(known);
        (query, given)
    }

    /// Settles a part of a union; its constants take their types from the other parts, so they stay.
    fn body(&mut self, body: Body) -> (Body, Given) {
        match body {
            Body::Select(select) => {
                let (select, given) = self.select(*select, &mut [], true, true);
                (Body::Select(Box::new(select)), given)
            }
            Body::Values(rows) => {
                let rows = rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|n| self.node(n).0).collect())
                    .collect();
                (Body::Values(rows), None)
            }
            Body::Set(left, op, all, right) => {
                let ((left, given), (right, _)) = (self.body(*left), self.body(*right));
                let untyped = given.map(|g| g.into_iter().map(|c| (c.0, None)).collect());
                (Body::Set(Box::new(left), op, all, Box::new(right)), untyped)
            }
            Body::Nested(query) => {
                let (query, given) = self.query(*query, false);
                (Body::Nested(Box::new(query)), given)
            }
        }
    }

    fn select(
        &mut self,
        mut select: Select,
        order: &mut [Sort],
        names: bool,
        part: bool,
    ) -> (Select, Given) {
        self.scopes.push(Scope::default());
        select.from = std::mem::take(&mut select.from)
            .into_iter()
            .map(|s| self.source(s))
            .collect();
        let mut given = Some(Vec::new());
        for (node, alias) in std::mem::take(&mut select.targets) {
            for (node, alias) in self.spread(node, alias) {
                let name = alias.or_else(|| label(&node));
                let (node, ty) = self.node(node);
                let (node, ty) = if part {
                    (node, ty)
                } else {
                    self.said(node, ty, "text")
                };
                let star =
                    matches!(&node, Node::Column(parts) if parts.last().is_some_and(|p| p == "*"));
                given = given
                    .zip(name.clone().filter(|_| !star))
                    .map(|(mut g, name)| {
                        g.push((name, ty));
                        g
                    });
                select.targets.push((node, name.filter(|_| !star)));
            }
        }
        let targets = std::mem::take(&mut select.targets);
        select.distinct = select.distinct.map(|keys| {
            keys.into_iter()
                .map(|k| self.key(k, &targets, true))
                .collect()
        });
        order
            .iter_mut()
            .for_each(|s| s.node = self.key(s.node.clone(), &targets, true));
        select.group = std::mem::take(&mut select.group)
            .into_iter()
            .map(|k| self.key(k, &targets, false))
            .collect();
        select.filter = select.filter.map(|n| self.node(n).0);
        select.having = select.having.map(|n| self.node(n).0);
        select.targets = targets
            .into_iter()
            .map(|(n, name)| (n, name.filter(|_| names)))
            .collect();
        self.scopes.pop();
        (select, given)
    }

    /// Settles a key of an order or group, which may name a column of the result or count it.
    fn key(&mut self, node: Node, targets: &[(Node, Option<String>)], output_first: bool) -> Node {
        let at = |place: usize| targets.get(place).map(|t| t.0.clone());
        match &node {
            Node::Const(number, ty) if ty == "integer" => number
                .parse::<usize>()
                .ok()
                .and_then(|n| at(n.wrapping_sub(1)))
                .unwrap_or(node),
            Node::Column(parts)
                if parts.len() == 1 && (output_first || self.bare(&parts[0]).is_none()) =>
            {
                let mut named = targets.iter().filter(|t| t.1.as_ref() == Some(&parts[0]));
                match (named.next(), named.next()) {
                    (Some(one), None) => one.0.clone(),
                    _ => self.node(node).0,
                }
            }
            _ => self.node(node).0,
        }
    }

    /// Writes a star out as its columns, where all are known.
    fn spread(&self, node: Node, alias: Option<String>) -> Vec<(Node, Option<String>)> {
        let whole = |of: &[&Origin]| {
            let mut out = Vec::new();
            for origin in of {
                for (name, _) in origin.columns.as_ref()? {
                    out.push((Node::Column(vec![origin.name.clone(), name.clone()]), None));
                }
            }
            Some(out)
        };
        let scope = self.scopes.last();
        let spread = match (&node, scope) {
            (Node::Column(parts), Some(scope)) if *parts == ["*"] && !scope.merged => {
                whole(&scope.origins.iter().collect::<Vec<_>>())
            }
            (Node::Column(parts), Some(scope)) if parts.len() == 2 && parts[1] == "*" => scope
                .origins
                .iter()
                .find(|o| o.name == parts[0])
                .and_then(|o| whole(&[o])),
            _ => None,
        };
        spread.unwrap_or_else(|| vec![(node, alias)])
    }

    /// Settles what is read from, and enters it into the scope.
    fn source(&mut self, source: Source) -> Source {
        match source {
            Source::Relation(name, only, alias) => self.relation(name, only, alias),
            Source::Function(lateral, call, ordinal, alias) => {
                let call = self.node(call).0;
                self.enter(
                    alias
                        .name
                        .clone()
                        .or_else(|| label(&call))
                        .unwrap_or_default(),
                    None,
                );
                Source::Function(lateral, call, ordinal, alias)
            }
            Source::Query(lateral, query, alias) => {
                let seen = if lateral {
                    None
                } else {
                    self.scopes.last_mut().map(std::mem::take)
                };
                let (query, given) = self.query(*query, false);
                if let (Some(seen), Some(last)) = (seen, self.scopes.last_mut()) {
                    *last = seen;
                }
                self.enter(
                    alias.name.clone().unwrap_or_default(),
                    renamed(given, &alias.columns),
                );
                Source::Query(lateral, Box::new(query), alias)
            }
            Source::Join(left, kind, right, condition) => {
                let (left, right) = (self.source(*left), self.source(*right));
                if let (Condition::Using(_) | Condition::Natural, Some(scope)) =
                    (&condition, self.scopes.last_mut())
                {
                    scope.merged = true;
                }
                let condition = match condition {
                    Condition::On(on) => Condition::On(self.node(on).0),
                    other => other,
                };
                Source::Join(Box::new(left), kind, Box::new(right), condition)
            }
        }
    }

    fn relation(&mut self, name: Vec<String>, only: bool, mut alias: Alias) -> Source {
        let defined = self
            .defined
            .iter()
            .rev()
            .find(|d| name.len() == 1 && d.name == name[0])
            .cloned();
        let last = name.last().cloned().unwrap_or_default();
        let (name, columns) = match defined {
            Some(defined) => (name, defined.columns),
            None => {
                let found = (self.context.relation)(&name);
                if found.is_none() {
                    self.unknown.push(Unknown::Relation(name.clone()));
                }
                let name = found.map_or(name, |n| unquoted(&n));
                let columns = (self.schema.columns)(&dotted(&name));
                (
                    name,
                    columns.map(|c| c.into_iter().map(|(name, ty)| (name, Some(ty))).collect()),
                )
            }
        };
        self.enter(
            alias.name.clone().unwrap_or_else(|| last.clone()),
            renamed(columns, &alias.columns),
        );
        if alias.columns.is_empty() && alias.name == Some(last) {
            alias.name = None;
        }
        Source::Relation(name, only, alias)
    }

    fn enter(&mut self, name: String, columns: Given) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.origins.push(Origin { name, columns });
        }
    }
}

/// Gives the first columns the names that an alias has for them.
fn renamed(given: Given, names: &[String]) -> Given {
    let mut given = given?;
    for (column, name) in given.iter_mut().zip(names) {
        column.0 = name.clone();
    }
    Some(given)
}
