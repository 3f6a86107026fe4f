//! From states to the picture.
//!
//! Nothing here knows how it is drawn.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Change, Column, Entity, Keys, Link, Note, Part, Picture, Relation, Role};
use crate::compare::Comparison;
use crate::diff::Difference;
use crate::kind::{names, words};
use crate::kinds::comment::Comment;
use crate::kinds::constraint::foreign_key::ForeignKey;
use crate::kinds::constraint::key::Key;
use crate::kinds::index::Index;
use crate::kinds::inheritance::{parent_of, partition::Partition};
use crate::kinds::{self, column};
use crate::model::{Fact, Id, KindName, Pair, State};
use crate::report::groups::{self, Group, described, groups};
use crate::report::verdict::origin;

/// Makes the picture of what a comparison touches, and of what that is joined with.
pub fn between(comparison: &Comparison) -> Picture {
    let sides = Pair {
        live: &comparison.pair.live,
        desired: &comparison.pair.desired,
    };
    let groups = groups(comparison);
    let touched = groups.iter().filter(|g| g.top.kind() == names::TABLE);
    let mut builder = Builder::default();
    for group in touched {
        let id = &group.top;
        let mut entity = entity(id, sides, Role::Subject);
        mark(&mut entity, group);
        builder.add(entity);
    }
    let subjects: BTreeSet<Id> = builder.numbers.keys().cloned().collect();
    let links = links(sides);
    let near = links
        .iter()
        .filter(|l| subjects.contains(&l.from) || subjects.contains(&l.to));
    let near: Vec<&Joined> = near.collect();
    let ends: BTreeSet<&Id> = near.iter().flat_map(|l| [&l.from, &l.to]).collect();
    for id in ends {
        builder.find_or_add(id, sides, Role::Neighbour);
    }
    near.into_iter().for_each(|l| builder.join(l));
    builder.finish()
}

/// Makes the picture of all tables of a state; a partition is counted with its table.
pub fn whole(state: &State) -> Picture {
    // Nothing changes between a state and itself.
    let sides = Pair {
        live: state,
        desired: state,
    };
    let mut builder = Builder::default();
    let mut tables: Vec<&Fact> = state.of_kind(names::TABLE).collect();
    tables.sort_by(|a, b| a.id.cmp(&b.id));
    let mut partitions: HashMap<Id, usize> = HashMap::new();
    for table in &tables {
        let root = root_of(&table.id, state);
        if root != table.id {
            *partitions.entry(root).or_default() += 1;
        } else {
            builder.add(entity(&table.id, sides, Role::Subject));
        }
    }
    for entity in &mut builder.picture.entities {
        entity.partitions = partitions.get(&entity.id).copied().unwrap_or(0);
        entity.parts = parts(&entity.id, state);
    }
    for mut link in links(sides) {
        // What concerns a partition alone is drawn at its table, and that it is one not at all.
        link.from = root_of(&link.from, state);
        link.to = root_of(&link.to, state);
        if !matches!(link.link, Link::Partition) {
            builder.find_or_add(&link.to, sides, Role::Neighbour);
            builder.join(&link);
        }
    }
    builder.finish()
}

/// Kinds that are shown with the columns, or not at all.
const UNTOLD: &[KindName] = &[
    names::COLUMN,
    names::DEFAULT,
    names::IDENTITY,
    names::PARTITION,
    names::ROWS,
];

/// Returns what belongs to a table beside its columns.
fn parts(table: &Id, state: &State) -> Vec<Part> {
    let all = state.children(table).into_iter().filter(|f| {
        let kind = f.id.kind();
        !UNTOLD.contains(&kind) && !names::ATTACHED.contains(&kind)
    });
    let mut parts: Vec<(usize, Part)> = all
        .map(|f| {
            let part = Part {
                noun: words::noun(f.id.kind()),
                name: f.id.last(),
                says: kinds::kind(f.id.kind()).describe(f),
            };
            (groups::rank(f.id.kind()), part)
        })
        .collect();
    parts.sort_by_key(|p| p.0);
    parts.into_iter().map(|p| p.1).collect()
}

/// Two tables and what joins them, before they have numbers.
struct Joined {
    from: Id,
    to: Id,
    link: Link,
    change: Change,
}

/// A picture in the making.
#[derive(Default)]
struct Builder {
    picture: Picture,
    numbers: HashMap<Id, usize>,
}

impl Builder {
    fn add(&mut self, entity: Entity) {
        let number = self.picture.entities.len();
        self.numbers.insert(entity.id.clone(), number);
        self.picture.entities.push(entity);
    }

    /// Adds a table that is joined with what is there already.
    fn find_or_add(&mut self, id: &Id, sides: Pair<&State>, role: Role) {
        if self.numbers.contains_key(id) {
            return;
        }
        let known = sides.desired.has(id) || sides.live.has(id);
        let role = if known { role } else { Role::Outside };
        self.add(entity(id, sides, role));
    }

    fn join(&mut self, joined: &Joined) {
        let ends = (self.numbers.get(&joined.from), self.numbers.get(&joined.to));
        if let (Some(from), Some(to)) = ends {
            self.picture.relations.push(Relation {
                from: *from,
                to: *to,
                link: joined.link.clone(),
                change: joined.change,
            });
        }
    }

    fn finish(mut self) -> Picture {
        for relation in &self.picture.relations {
            if let Link::Key { columns, .. } = &relation.link {
                let of = &mut self.picture.entities[relation.from].columns;
                let own = of.iter_mut().filter(|c| columns.contains(&c.name));
                own.for_each(|c| c.keys.foreign = true);
            }
        }
        self.picture
    }
}

/// Returns the table that a partition is of in the end, or the table itself.
fn root_of(table: &Id, state: &State) -> Id {
    let mut root = table.clone();
    let mut seen = BTreeSet::new();
    while seen.insert(root.clone()) {
        let parts = state.children(&root);
        let Some(partition) = parts.iter().find_map(|f| f.get::<Partition>()) else {
            break;
        };
        root = partition.of.clone();
    }
    root
}

fn entity(id: &Id, sides: Pair<&State>, role: Role) -> Entity {
    let comment = Id::printed(names::COMMENT, id.to_string());
    let comment = [sides.desired, sides.live]
        .iter()
        .find_map(|s| s.body::<Comment>(&comment));
    Entity {
        id: id.clone(),
        role,
        change: Change::None,
        renamed: None,
        columns: columns(id, sides),
        notes: Vec::new(),
        parts: Vec::new(),
        comment: comment.and_then(|c| c.text.clone()),
        partitions: 0,
    }
}

/// Returns the columns of both sides: as they are desired first, then those that are live only.
fn columns(table: &Id, sides: Pair<&State>) -> Vec<Column> {
    let of = |state: &State, keep: &dyn Fn(&Fact) -> bool| -> Vec<Column> {
        let parts = state.children(table).into_iter();
        let columns = parts.filter(|f| f.id.kind() == names::COLUMN && keep(f));
        columns.map(|f| column(f, state)).collect()
    };
    let mut all = of(sides.desired, &|_| true);
    all.extend(of(sides.live, &|f| !sides.desired.has(&f.id)));
    let has = |s: &&State| s.has(table);
    let Some(side) = [sides.desired, sides.live].into_iter().find(has) else {
        return all;
    };
    for part in side.children(table) {
        let Some(key) = part.get::<Key>() else {
            continue;
        };
        for column in all.iter_mut().filter(|c| key.columns.contains(&c.name)) {
            match part.id.kind() == names::PRIMARY_KEY {
                true => column.keys.primary = true,
                false => column.keys.unique |= key.columns.len() == 1,
            }
        }
    }
    all
}

fn column(fact: &Fact, state: &State) -> Column {
    let body: &column::Column = fact.body();
    Column {
        name: fact.id.last(),
        ty: body.ty.to_string(),
        not_null: body.not_null,
        definition: described(fact, state),
        keys: Keys::default(),
        change: Change::None,
        says: None,
    }
}

/// Marks what differs of a table.
fn mark(entity: &mut Entity, group: &Group) {
    entity.change = match &group.whole {
        Some(whole) => Change::of(whole.difference),
        None => Change::Changed,
    };
    let renamed = group.renamed.as_ref().map(|p| p.difference);
    if let Some(Difference::Renamed { old, .. }) = renamed {
        entity.renamed = Some(origin(&entity.id, old).join(" "));
    }
    for part in &group.parts {
        let id = part.difference.id();
        let about = column_of(id, &entity.id);
        let column = entity
            .columns
            .iter_mut()
            .find(|c| about.as_ref() == Some(&c.name));
        match column {
            Some(column) => mark_column(column, part),
            None => entity.notes.push(Note {
                change: Change::of(part.difference),
                words: format!("{} {}", words::noun(id.kind()), part.name)
                    .replace("(comment)", "")
                    .trim_end()
                    .to_string(),
            }),
        }
    }
}

/// Returns the name of the column that a fact is, or is the default or identity of.
fn column_of(id: &Id, table: &Id) -> Option<String> {
    let of_column = [names::COLUMN, names::DEFAULT, names::IDENTITY].contains(&id.kind());
    (of_column && id.container() == table.name()).then(|| id.last())
}

fn mark_column(column: &mut Column, part: &groups::Part) {
    let is_column = part.difference.id().kind() == names::COLUMN;
    let says = says(part);
    column.says = match column.says.take() {
        Some(before) => Some(format!("{before}; {says}")),
        None => Some(says),
    };
    // A column stays when its default goes.
    if is_column && column.change == Change::None {
        column.change = Change::of(part.difference);
    } else {
        column.change = Change::Changed;
    }
}

/// Returns what changes in one line.
fn says(part: &groups::Part) -> String {
    let live = part.says.live.as_deref().unwrap_or_default();
    let desired = part.says.desired.as_deref().unwrap_or_default();
    let says = match part.difference {
        Difference::Missing(_) => desired.to_string(),
        Difference::Extra(_) => live.to_string(),
        Difference::Changed(_) => format!("{live} → {desired}"),
        Difference::Renamed { id, old } => origin(id, old).join(" "),
    };
    match part.unconfirmed {
        true => format!("{says} (unconfirmed)"),
        false => says,
    }
}

/// Returns what joins tables on either side, each with what happens to it, in the order of the addresses.
fn links(sides: Pair<&State>) -> Vec<Joined> {
    let mut found: BTreeMap<Id, Vec<Joined>> = BTreeMap::new();
    for (side, other, only) in [
        (sides.desired, sides.live, Change::New),
        (sides.live, sides.desired, Change::Dropped),
    ] {
        for kind in [names::FOREIGN_KEY, names::PARTITION, names::INHERITS] {
            for fact in side.of_kind(kind) {
                let change = match other.get(&fact.id) {
                    None => only,
                    Some(_) if only == Change::Dropped => continue,
                    Some(f) if !f.same(fact) => Change::Changed,
                    Some(_) => Change::None,
                };
                let joined = joined(fact, side, change);
                found.entry(fact.id.clone()).or_default().extend(joined);
            }
        }
    }
    found.into_values().flatten().collect()
}

fn joined(fact: &Fact, state: &State, change: Change) -> Option<Joined> {
    let from = fact.parent.clone()?;
    let (to, link) = match fact.get::<ForeignKey>() {
        Some(key) => (key.target.clone(), reference(key, &from, state)),
        None if fact.id.kind() == names::PARTITION => (parent_of(fact)?.clone(), Link::Partition),
        None => (parent_of(fact)?.clone(), Link::Inherits),
    };
    Some(Joined {
        from,
        to,
        link,
        change,
    })
}

fn reference(key: &ForeignKey, table: &Id, state: &State) -> Link {
    let nullable = |name: &String| {
        let column: Option<&column::Column> = state.body(&table.child(names::COLUMN, name));
        column.is_none_or(|c| !c.not_null)
    };
    Link::Key {
        many: !is_unique(&key.columns, table, state),
        optional: key.columns.iter().any(nullable),
        columns: key.columns.clone(),
        targets: key.target_columns.clone(),
    }
}

/// Returns whether no two rows of a table have the same values in these columns.
fn is_unique(columns: &[String], table: &Id, state: &State) -> bool {
    let covers = |names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<&str> = names.collect();
        !names.is_empty() && names.iter().all(|n| columns.iter().any(|c| c == n))
    };
    state.children(table).into_iter().any(|part| {
        let key: Option<&Key> = part.get();
        let index: Option<&Index> = part.get();
        let whole = index.filter(|i| i.unique && i.predicate.is_none());
        let plain = whole.filter(|i| i.elements.iter().all(|e| e.name().is_some()));
        key.is_some_and(|k| covers(&mut k.columns.iter().map(String::as_str)))
            || plain.is_some_and(|i| covers(&mut i.elements.iter().filter_map(|e| e.name())))
    })
}
