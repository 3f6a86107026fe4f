//! The statements that create and change a primary key or unique constraint, and the index that one takes over.

use super::super::{clause, element_of, table_of};
use super::{Key, definition, from_index};
use crate::kind::{Action, Alter, Hazard, Lock, Scene, Text, names};
use crate::kinds::column::{first, null};
use crate::kinds::constraint::Deferral;
use crate::kinds::index::{self, Index, Marks, Options};
use crate::kinds::storage::{self, options};
use crate::model::{Fact, Id};
use crate::text::quote;

/// Words the creation: from an index that is there and fits, else by building one.
pub fn create(fact: &Fact, scene: &Scene) -> Vec<Action> {
    let (key, table) = (fact.body::<Key>(), table_of(fact));
    if let Some(index) =
        donor(fact, scene).filter(|i| heir(i, scene).is_some_and(|h| h.id == fact.id))
    {
        let marks = index.get::<Index>().map(|i| i.marks).unwrap_or_default();
        let marks = index::mark::changes(marks, fact, scene);
        return [taking_over(fact, index)]
            .into_iter()
            .chain(marks)
            .collect();
    }
    let element = element_of(fact, &definition(fact));
    let within = (!makes_own(fact, scene)).then(|| element.clone());
    let text = clause(&table, format!("add {element}"), within);
    let mut action = Action::create(fact, text)
        .lock(Lock::AccessExclusive)
        .scans();
    if scene.live.has(&table) {
        let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
        let count = (!key.without_overlaps && are_live(&columns, &table, scene))
            .then(|| twice(&columns, key.nulls_not_distinct, table.name()));
        let sentence = format!(
            "fails if rows of {} have the same {}",
            table.name(),
            quote::idents(&columns)
        );
        let what = format!("building the index of {}", fact.id.name());
        action = action.hazard(Hazard::blocks_writes(&table, &what));
        if !differ_from_the_first(&columns, key.nulls_not_distinct, &table, scene) {
            action = action.hazard(Hazard::may_fail(&table, sentence, count));
        }
    }
    let marks = index::mark::changes(Marks::default(), fact, scene);
    [action].into_iter().chain(marks).collect()
}

/// Returns whether the key, in the list of a new child, makes a NOT NULL its own that is to be inherited only; added later it does not.
fn makes_own(fact: &Fact, scene: &Scene) -> bool {
    let columns = fact.body::<Key>().columns.iter();
    let mut ids = columns.map(|c| table_of(fact).child(names::COLUMN, c));
    let comes_along = |id| scene.desired.get(&id).is_some_and(null::comes_along);
    fact.id.kind() == names::PRIMARY_KEY && ids.any(comes_along)
}

/// Words the constraint as the heir of an index, which is not built again.
fn taking_over(fact: &Fact, index: &Fact) -> Action {
    let words = definition(fact);
    let kind = if words.starts_with("primary") {
        "primary key"
    } else {
        "unique"
    };
    let rest = fact.body::<Key>().deferral.words();
    let (name, index_name) = (
        quote::ident(&fact.id.last()),
        quote::ident(&index.id.last()),
    );
    let sql = format!("add constraint {name} {kind} using index {index_name}{rest}");
    let mut action =
        Action::create(fact, clause(&table_of(fact), sql, None)).lock(Lock::AccessExclusive);
    action.breaks.push(index.id.clone());
    action
}

/// Returns the live index, wanted no more, that can become the one of a new key.
fn donor<'s>(fact: &Fact, scene: &Scene<'s>) -> Option<&'s Fact> {
    let (key, table) = (fact.body::<Key>(), table_of(fact));
    let steady = |c: &String| {
        let id = table.child(names::COLUMN, c);
        scene
            .live
            .get(&id)
            .zip(scene.desired.get(&id))
            .is_some_and(|(l, d)| l.same(d))
    };
    let wanted = Key {
        deferral: Deferral::None,
        marks: Marks::default(),
        ..key.clone()
    };
    let offered = |f: &Fact| {
        let key = from_index(f.get::<Index>()?)?;
        Some(Key {
            marks: Marks::default(),
            ..key
        })
    };
    let fits = |f: &&Fact| {
        !scene.desired.has(&f.id)
            && offered(f).as_ref() == Some(&wanted)
            && key.columns.iter().chain(&key.include).all(steady)
    };
    let found = scene.live.children(&table).into_iter().filter(fits);
    found.min_by_key(|f| (f.id.last() != fact.id.last(), f.order))
}

/// Returns the new key that takes over a live index which is wanted no more.
pub fn heir<'s>(index: &Fact, scene: &Scene<'s>) -> Option<&'s Fact> {
    let new = |f: &&Fact| f.get::<Key>().is_some() && !scene.live.has(&f.id);
    let keys = scene
        .desired
        .children(index.parent.as_ref()?)
        .into_iter()
        .filter(new);
    keys.into_iter()
        .find(|k| donor(k, scene).is_some_and(|d| d.id == index.id))
}

/// Returns whether no two rows have the same in columns of which one is new: a number or identifier of its own each, or nulls.
pub fn differ_from_the_first(
    columns: &[&str],
    nulls_equal: bool,
    table: &Id,
    scene: &Scene,
) -> bool {
    let differs = |name: &&str| {
        let column = table.child(names::COLUMN, name);
        first::is_distinct(&column, scene) || !nulls_equal && first::is_null(&column, scene)
    };
    columns.iter().any(differs)
}

/// Returns whether the columns are on the live side, so that a query can name them.
pub fn are_live(columns: &[&str], table: &Id, scene: &Scene) -> bool {
    columns
        .iter()
        .all(|c| scene.live.has(&table.child(names::COLUMN, c)))
}

/// Returns a query for the number of rows that share their keys with another row.
pub fn twice(columns: &[&str], nulls_equal: bool, from: &str) -> String {
    let list = quote::idents(columns);
    let filter = match nulls_equal {
        true => String::new(),
        false => {
            let tests: Vec<String> = columns
                .iter()
                .map(|c| format!("{} is not null", quote::ident(c)))
                .collect();
            format!(" where {}", tests.join(" and "))
        }
    };
    format!(
        "select coalesce(sum(n), 0) from (select count(*) as n from {from}{filter} group by {list} having count(*) > 1) as twice"
    )
}

/// Words the change: storage parameters in place, all else by a new constraint.
pub fn alter(live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
    let (from, to): (&Key, &Key) = (live.body(), desired.body());
    if (Key {
        options: from.options.clone(),
        tablespace: from.tablespace.clone(),
        marks: from.marks,
        ..to.clone()
    }) != *from
    {
        return Alter::Replace("the columns of a key and when it is checked cannot change");
    }
    let mut actions = option_changes(&from.options, &to.options, desired);
    actions.extend(tablespace_change(
        &from.tablespace,
        &to.tablespace,
        (desired, scene),
    ));
    actions.extend(index::mark::changes(from.marks, desired, scene));
    Alter::InPlace(actions)
}

/// Words the change of the storage parameters of a constraint's index.
pub fn option_changes(from: &Options, to: &Options, desired: &Fact) -> Vec<Action> {
    let change = |words: String| {
        let lock = options::lock(&words);
        alter_index(desired, &words).lock(lock)
    };
    from.changes(to).into_iter().map(change).collect()
}

/// Words the move of a constraint's index to another tablespace, which writes the whole index again.
pub fn tablespace_change(
    from: &Option<String>,
    to: &Option<String>,
    (desired, scene): (&Fact, &Scene),
) -> Option<Action> {
    let moved = || alter_index(desired, &storage::set_tablespace(to, scene));
    (from != to).then(|| moved().lock(Lock::AccessExclusive))
}

fn alter_index(desired: &Fact, words: &str) -> Action {
    let parts = desired.id.parts();
    let index = Id::new("", &[&parts[0], &parts[2]]);
    Action::alter(
        desired,
        Text::Plain(format!("alter index {} {words}", index.name())),
    )
}
