//! What is the same for the expressions of all kinds: their canonical text, and what they use.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Kind, Lookup, Setting, World, names};
use crate::model::split_name;
use crate::model::{Fact, Id, KindName, Origin, State};
use crate::text::canon::{self, Columns, Context, Routine, Schema, Unknown};
use crate::text::refs::{self, Ref};
use crate::text::{Expr, typename};

/// Looks names up in one state and, for what is outside of it, in the world.
pub struct Names<'a> {
    state: &'a State,
    world: &'a World,
    kind: Lookup,
    routines: HashMap<String, Vec<&'a Id>>,
    operators: Vec<(String, &'a Id)>,
    /// The types that come along with others, each with the one that brings it.
    brought: HashMap<Id, &'a Id>,
    /// The columns of the relations that were asked for, since many expressions ask for the same.
    columns: RefCell<HashMap<String, Option<Columns>>>,
}

impl<'a> Names<'a> {
    /// Indexes a state.
    pub fn new(state: &'a State, world: &'a World, kind: Lookup) -> Names<'a> {
        let mut routines: HashMap<String, Vec<&Id>> = HashMap::new();
        let kinds = names::ROUTINES.iter();
        for fact in kinds.flat_map(|k| state.of_kind(k)) {
            routines.entry(fact.id.last()).or_default().push(&fact.id);
        }
        let brings = |fact: &'a Fact| Some((kind(names::RANGE).brings(fact)?, &fact.id));
        Names {
            state,
            world,
            kind,
            routines,
            operators: operators(state),
            brought: state.of_kind(names::RANGE).filter_map(brings).collect(),
            columns: RefCell::default(),
        }
    }

    /// Finds a thing of one of these kinds.
    pub fn find(&self, kinds: &[KindName], parts: &[String], path: &[String]) -> Option<Id> {
        let last = parts.last()?;
        let look = |schema: &str| {
            kinds
                .iter()
                .map(|k| Id::new(k, &[schema, last]))
                .find(|id| self.state.has(id) || self.brought.contains_key(id))
        };
        if parts.len() > 1 {
            look(&parts[parts.len() - 2])
        } else {
            path.iter().find_map(|s| look(s))
        }
    }

    /// Returns what a type has come along with.
    pub fn bringer(&self, brought: &Id) -> Option<&'a Id> {
        self.brought.get(brought).copied()
    }

    /// Finds the routines that a call may mean: all of the name in the first schema that has one.
    pub fn routines(&self, parts: &[String], path: &[String]) -> Vec<&'a Id> {
        let Some(all) = parts.last().and_then(|last| self.routines.get(last)) else {
            return Vec::new();
        };
        let of = |schema: &str| {
            all.iter()
                .filter(|id| id.parts()[0] == schema)
                .copied()
                .collect::<Vec<_>>()
        };
        match parts.len() {
            1 => path
                .iter()
                .map(|s| of(s))
                .find(|l| !l.is_empty())
                .unwrap_or_default(),
            _ => of(&parts[parts.len() - 2]),
        }
    }

    fn routine_name(&self, parts: &[String], path: &[String]) -> Option<String> {
        if let Some(id) = self.routines(parts, path).first() {
            return Some(
                Id::new("", &[&id.parts()[0], &id.last()])
                    .name()
                    .to_string(),
            );
        }
        let schemas = self.world.functions.get(parts.last()?)?;
        let schema = match parts.len() {
            1 => path.iter().find(|p| schemas.contains(p))?,
            n => schemas.iter().find(|s| **s == parts[n - 2])?,
        };
        Some(Id::new("", &[schema, parts.last()?]).name().to_string())
    }

    fn type_name(&self, parts: &[String], path: &[String]) -> Option<String> {
        if let Some(id) = self.find(names::TYPES, parts, path) {
            return Some(id.name().to_string());
        }
        let schemas = self.world.types.get(parts.last()?)?;
        let schema = match parts.len() {
            1 => path
                .iter()
                .find(|p| schemas.contains(p))
                .or(schemas.first())?,
            n => &parts[n - 2],
        };
        Some(typename::in_schema(schema, parts.last()?))
    }

    fn relation_name(&self, parts: &[String], path: &[String]) -> Option<String> {
        if let Some(id) = self.find(names::RELATIONS, parts, path) {
            return Some(id.name().to_string());
        }
        let found = |schema: &str| {
            self.world
                .relation(schema, parts.last()?)
                .and_then(|o| o.id.as_ref())
        };
        let id = if parts.len() > 1 {
            found(&parts[parts.len() - 2])
        } else {
            path.iter().find_map(|s| found(s))
        };
        id.map(|id| id.name().to_string())
    }

    fn column_type(&self, relation: &Id, column: &str) -> Option<String> {
        if let Some(found) = self.state.get(&relation.child(names::COLUMN, column)) {
            return (self.kind)(names::COLUMN)
                .value_type(found)
                .map(|t| t.to_string());
        }
        let outside = self.world.relations.get(relation.name())?;
        outside
            .columns
            .iter()
            .find(|c| c.0 == column)
            .map(|c| c.1.clone())
    }

    /// Returns whether a relation of the state has a column.
    pub fn has_column(&self, relation: &Id, column: &str) -> bool {
        self.state.has(&relation.child(names::COLUMN, column))
    }

    /// Returns the columns of a relation in their order, by its printed name.
    fn columns(&self, relation: &str) -> Option<Columns> {
        if let Some(known) = self.columns.borrow().get(relation) {
            return known.clone();
        }
        let found = self.read_columns(relation);
        let mut known = self.columns.borrow_mut();
        known.insert(relation.to_string(), found.clone());
        found
    }

    fn read_columns(&self, relation: &str) -> Option<Columns> {
        let table = Id::printed(names::TABLE, relation);
        if !self.state.has(&table) {
            return self
                .world
                .relations
                .get(relation)
                .map(|o| o.columns.clone());
        }
        let columns = self
            .state
            .children(&table)
            .into_iter()
            .filter(|f| f.id.kind() == names::COLUMN);
        columns
            .map(|f| {
                Some((
                    f.id.last(),
                    (self.kind)(names::COLUMN).value_type(f)?.to_string(),
                ))
            })
            .collect()
    }

    /// Returns the type under a domain, by its printed name.
    fn domain(&self, name: &str) -> Option<String> {
        let domain = self.state.get(&Id::printed(names::DOMAIN, name))?;
        (self.kind)(names::DOMAIN)
            .value_type(domain)
            .map(|t| t.to_string())
    }

    /// Returns the only routine of a printed name that takes so many arguments.
    fn routine(&self, name: &str, count: usize) -> Option<Routine> {
        let parts = split_name(name);
        let mut all = self
            .routines
            .get(parts.last()?)?
            .iter()
            .filter(|id| id.parts()[0] == parts[0]);
        let (first, None) = (all.next()?, all.next()) else {
            return None;
        };
        let routine = (self.kind)(first.kind()).signature(self.state.get(first)?)?;
        (routine.args.len() == count).then_some(routine)
    }
}

/// Returns the schemas that were searched where a fact was defined.
pub fn path_of(fact: &Fact) -> Vec<String> {
    match (&fact.origin, fact.origin.own_path()) {
        (Origin::Catalog, _) => Vec::new(),
        (_, None) => vec!["public".into()],
        (_, Some(sql)) => sql
            .split(", ")
            .map(|s| split_name(s).concat())
            .filter(|s| s != "''" && s != "$user")
            .collect(),
    }
}

/// A name in an expression of a fact that means nothing, with the relation whose columns it may name.
pub type Nameless = (Id, Unknown, Option<Id>);

/// Sets the canonical text of every expression of a state, and returns the names in them that mean nothing.
pub fn settle(state: &mut State, world: &World, kind: Lookup) -> Vec<Nameless> {
    settle_those(state, world, kind, |_| true)
}

/// Sets the canonical text of the queries anew, since the columns that a star means have another order now.
pub fn settle_queries(state: &mut State, world: &World, kind: Lookup) {
    let reads = |sql: &str| {
        let lower = sql.to_ascii_lowercase();
        lower.contains("select") || lower.contains("table")
    };
    settle_those(state, world, kind, |expr| reads(&expr.sql));
}

fn settle_those(
    state: &mut State,
    world: &World,
    kind: Lookup,
    is_meant: impl Fn(&Expr) -> bool,
) -> Vec<Nameless> {
    let (mut settled, mut nameless) = (Vec::new(), Vec::new());
    let mut memo = Memo::default();
    let names = Names::new(state, world, kind);
    for fact in state.iter() {
        let kind = kind(fact.id.kind());
        if !kind.has_expressions(fact) {
            debug_assert!(shows_none(kind, fact), "{} has an expression", fact.id);
            continue;
        }
        let mut copy = fact.clone();
        let mut path = None;
        kind.expressions(&mut copy, &mut |expr, setting| {
            if !is_meant(expr) {
                return;
            }
            let path = path.get_or_insert_with(|| path_of(fact));
            let (canon, unknown) = canonical(expr, &setting, path, &names, &mut memo);
            expr.canon = canon;
            let of = |u| (fact.id.clone(), u, setting.relation.clone());
            nameless.extend(unknown.into_iter().map(of));
        });
        if path.is_some() {
            settled.push(copy);
        }
    }
    for fact in settled {
        state.put(fact);
    }
    nameless
}

/// Returns whether a fact shows no expression.
fn shows_none(kind: &dyn Kind, fact: &Fact) -> bool {
    let mut none = true;
    kind.expressions(&mut fact.clone(), &mut |_, _| none = false);
    none
}

/// What was settled of a text, for a type that it is assigned to and a search path: one for each meaning of its columns.
type Memo = FxHashMap<(Arc<str>, Option<String>, Vec<String>), Vec<Settled>>;

/// A canonical text, with the types that the columns had which were asked for.
struct Settled {
    asked: Vec<(String, Option<String>)>,
    canon: Arc<str>,
}

/// Returns the canonical text of an expression, and the names in it that mean nothing.
///
/// The same text over columns of the same types means the same wherever it stands, if it does not name its relation.
fn canonical(
    expr: &Expr,
    setting: &Setting,
    path: &[String],
    names: &Names,
    memo: &mut Memo,
) -> (Arc<str>, Vec<Unknown>) {
    let key = is_repeatable(expr, setting)
        .then(|| (expr.sql.clone(), setting.target.clone(), path.to_vec()));
    let known = key.as_ref().and_then(|k| memo.get(k));
    if let Some(known) = known.and_then(|all| all.iter().find(|s| s.holds(setting, names))) {
        return (known.canon.clone(), Vec::new());
    }
    let asked = RefCell::new(Vec::new());
    let (text, unknown) = within(
        setting,
        path,
        names,
        &asked,
        |context, schema| match setting.query {
            true => canon::settled_query(&expr.sql, context, schema),
            false => canon::settled_expression(&expr.sql, context, schema),
        },
    );
    let canon: Arc<str> = text.into();
    let asked = asked.into_inner();
    let all_known = setting.relation.is_none() || asked.iter().all(|a| a.1.is_some());
    if let Some(key) = key.filter(|_| unknown.is_empty() && all_known) {
        let canon = canon.clone();
        memo.entry(key).or_default().push(Settled { asked, canon });
    }
    (canon, unknown)
}

/// Returns the canonical text of one expression of a fact.
pub fn printed(expr: &Expr, setting: &Setting, fact: &Fact, names: &Names) -> Arc<str> {
    canonical(expr, setting, &path_of(fact), names, &mut Memo::default()).0
}

/// Returns whether a text means the same at another place where its columns have the same types.
fn is_repeatable(expr: &Expr, setting: &Setting) -> bool {
    let names_it = |relation: &Id| expr.sql.contains(&relation.last());
    !setting.query
        && setting.arguments.is_empty()
        && !setting.relation.as_ref().is_some_and(names_it)
        && !expr.sql.to_ascii_lowercase().contains("select")
}

impl Settled {
    fn holds(&self, setting: &Setting, names: &Names) -> bool {
        self.asked
            .iter()
            .all(|(column, ty)| column_type(setting, names, column) == *ty)
    }
}

fn column_type(setting: &Setting, names: &Names, column: &str) -> Option<String> {
    let argument = setting.arguments.iter().find(|a| a.0 == column);
    match argument {
        Some((_, ty)) => Some(ty.clone()),
        None => names.column_type(setting.relation.as_ref()?, column),
    }
}

/// Returns the columns that a query gives: their names, and the types of those that are known.
pub fn given(
    query: &str,
    path: &[String],
    state: &State,
    kind: Lookup,
) -> Option<Vec<(String, Option<String>)>> {
    let world = World::default();
    let names = Names::new(state, &world, kind);
    let setting = Setting {
        query: true,
        ..Setting::default()
    };
    let asked = RefCell::default();
    within(&setting, path, &names, &asked, |context, schema| {
        canon::columns_within(query, context, schema)
    })
}

/// Runs the normaliser with what is known where an expression stands; the columns that it asks for are noted.
fn within<T>(
    setting: &Setting,
    path: &[String],
    names: &Names,
    asked: &RefCell<Vec<(String, Option<String>)>>,
    run: impl FnOnce(&Context, &Schema) -> T,
) -> T {
    let context = Context {
        column: &|column| {
            let ty = column_type(setting, names, column);
            asked.borrow_mut().push((column.to_string(), ty.clone()));
            ty
        },
        target: setting.target.as_deref(),
        type_name: &|parts| names.type_name(parts, path),
        function: &|parts| names.routine_name(parts, path),
        relation: &|parts| names.relation_name(parts, path),
    };
    let schema = Schema {
        own: setting.relation.as_ref().map(Id::name),
        columns: &|relation| names.columns(relation),
        domain: &|name| names.domain(name),
        routine: &|name, count| names.routine(name, count),
    };
    run(&context, &schema)
}

/// Finds what every fact of a state uses: what its kind says, and what its expressions name.
pub fn link(state: &mut State, world: &World, kind: Lookup) {
    let names = Names::new(state, world, kind);
    let mut linked = Vec::new();
    for fact in state.with_merged() {
        let kind = kind(fact.id.kind());
        let mut uses: BTreeSet<Id> = kind.uses(fact, state).into_iter().collect();
        if kind.has_expressions(fact) {
            let path = path_of(fact);
            kind.expressions(&mut fact.clone(), &mut |expr, setting| {
                gather(expr, &setting, &path, &names, &mut uses)
            });
        }
        uses.remove(&fact.id);
        if let Some(parent) = &fact.parent {
            uses.remove(parent);
        }
        uses.retain(|id| {
            state
                .get(id)
                .is_none_or(|u| u.parent.as_ref() != Some(&fact.id))
        });
        linked.push((fact.id.clone(), uses.into_iter().collect::<Vec<_>>()));
    }
    for (id, uses) in linked {
        if let Some(fact) = state.or_merged_mut(&id) {
            fact.uses = uses;
        }
    }
}

fn gather(expr: &Expr, setting: &Setting, path: &[String], names: &Names, uses: &mut BTreeSet<Id>) {
    let found = refs::scan(&expr.sql);
    let mut sources: Vec<Id> = setting.relation.iter().cloned().collect();
    for pair in found.names.windows(2) {
        if pair[0].parts == ["collate"] {
            uses.extend(names.find(&[names::COLLATION], &pair[1].parts, path));
        }
    }
    for name in &found.names {
        if name.call {
            uses.extend(names.routines(&name.parts, path).into_iter().cloned());
        }
        if name.cast {
            let found = names.find(names::TYPES, &name.parts, path);
            uses.extend(found.map(|id| names.bringer(&id).cloned().unwrap_or(id)));
        }
        if name.source
            && let Some(id) = names.find(names::RELATIONS, &name.parts, path)
        {
            sources.push(id.clone());
            uses.insert(id);
        }
    }
    let operators = names.operators.iter();
    let operators = operators.filter(|(signs, _)| has_operator(&expr.sql, signs));
    uses.extend(operators.map(|(_, id)| (*id).clone()));
    let star = found.star && setting.query;
    for source in &sources {
        columns_named(source, &found.names, star, names.state, uses);
    }
}

/// Returns the operators of a state by their signs.
fn operators(state: &State) -> Vec<(String, &Id)> {
    let ids = state.of_kind(names::OPERATOR).map(|f| &f.id);
    ids.map(|id| (id.last(), id)).collect()
}

/// Returns whether a text has these signs as one operator.
fn has_operator(text: &str, signs: &str) -> bool {
    let is_sign = |c: char| "+-*/<>=~!@#%^&|`?".contains(c);
    text.match_indices(signs).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + signs.len()..]);
        !before.ends_with(is_sign) && !after.starts_with(is_sign)
    })
}

/// Adds the columns of a relation that a text names; all of them where it has a star. A routine or type of a column's name is none.
fn columns_named(relation: &Id, named: &[Ref], star: bool, state: &State, uses: &mut BTreeSet<Id>) {
    if star {
        let parts = state.parts(relation);
        uses.extend(parts.filter(|p| p.kind() == names::COLUMN).cloned());
        return;
    }
    let columns = named.iter().filter(|n| !n.call && !n.cast);
    let columns = columns.filter_map(|n| Some(relation.child(names::COLUMN, n.parts.last()?)));
    uses.extend(columns.filter(|id| state.has(id)));
}

/// Returns the address of the user-defined type that a column, argument or attribute has.
pub fn type_id(ty: &typename::TypeName, state: &State) -> Option<Id> {
    if !ty.name.contains('.') {
        return None;
    }
    names::TYPES
        .iter()
        .map(|k| Id::printed(k, ty.name.as_str()))
        .find(|id| state.has(id))
}

/// Returns the address of the collation that SQL names, if the state has it.
pub fn collation_id(collation: Option<&String>, state: &State) -> Option<Id> {
    let id = Id::printed(names::COLLATION, collation?.as_str());
    state.has(&id).then_some(id)
}

/// Follows a rename of a collation.
pub fn move_collation(collation: &mut Option<String>, moved: &dyn Fn(&Id) -> Option<Id>) {
    let name = collation.as_deref();
    let new = name.and_then(|name| moved(&Id::printed(names::COLLATION, name)));
    if let Some(new) = new {
        *collation = Some(new.name().to_string());
    }
}

/// Returns a type's name after a rename of the type.
pub fn moved_type(
    ty: &typename::TypeName,
    moved: &dyn Fn(&Id) -> Option<Id>,
) -> typename::TypeName {
    let new = names::TYPES
        .iter()
        .find_map(|k| moved(&Id::printed(k, ty.name.as_str())));
    match new {
        Some(id) => typename::TypeName {
            name: id.name().to_string(),
            ..ty.clone()
        },
        None => ty.clone(),
    }
}
