//! `RENAME COLUMN` of views and materialized views: in the files, and in place where nothing but names differs.

use super::select;
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, Scene, link, names as kinds};
use crate::kinds::materialized_view::MaterializedView;
use crate::kinds::view::View;
use crate::model::{Fact, Id, Place, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote, refs};

/// Reads what follows the name of the view: `RENAME [COLUMN] a TO b`.
///
/// # Errors
/// If the columns cannot be told from the files, or something names the column already.
pub fn read(reader: &mut Reader, draft: &mut Draft, id: &Id) -> Result<()> {
    reader.expect("rename")?;
    reader.accept("column");
    let (old, place, new) = reader.old_to_new()?;
    link::link(&mut draft.state, draft.world, draft.kind);
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let Some(mut columns) = columns(fact, draft) else {
        let message = format!("the files do not tell the columns of {}", id.name());
        return Err(refused(
            &message,
            place,
            "write their names behind the name of the view where it is made",
        ));
    };
    let Some(at) = columns.iter().position(|c| *c == old) else {
        let message = format!("{} has no column {}", id.name(), quote::ident(&old));
        return Err(refused(
            &message,
            place,
            &format!("it has {}", columns.join(", ")),
        ));
    };
    if let Some(user) = user(&draft.state, id, &old) {
        let message = format!(
            "{} {} names column {old}, whose new name is not followed",
            user.kind().replace('-', " "),
            user.name()
        );
        return Err(refused(
            &message,
            place,
            "rename the column before it, or write that one anew",
        ));
    }
    columns[at].clone_from(&new);
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|v: &mut View| {
            (v.query, v.names) = super::with_names(v.query.clone(), columns.clone());
            if let Some(default) = v.defaults.remove(&old) {
                v.defaults.insert(new.clone(), default);
            }
        });
        fact.change(|v: &mut MaterializedView| {
            (v.query, v.names) = super::with_names(v.query.clone(), columns.clone());
        });
    }
    let (from, to) = (id.child(kinds::COLUMN, &old), id.child(kinds::COLUMN, &new));
    move_attached(draft, &from, &to);
    Ok(())
}

fn refused(message: &str, place: Place, help: &str) -> Box<Problem> {
    Box::new(
        Problem::error("rename-not-followed", message)
            .at(place, "")
            .help(help),
    )
}

/// Returns the names of all columns, where they are known.
fn columns(fact: &Fact, draft: &Draft) -> Option<Vec<String>> {
    let own = names_of(fact)?;
    let given = link::given(
        &query_of(fact)?.sql,
        &link::path_of(fact),
        &draft.state,
        draft.kind,
    );
    match given {
        Some(given) => Some(complete(own, given)),
        None => {
            let items = select::parse(&query_of(fact)?.sql)?.items.len();
            (items == own.len()).then(|| own.clone())
        }
    }
}

/// Returns the names that are written, and those of the query for the rest.
fn complete(own: &[String], given: Vec<(String, Option<String>)>) -> Vec<String> {
    let rest = given.into_iter().skip(own.len()).map(|g| g.0);
    own.iter().cloned().chain(rest).collect()
}

fn query_of(fact: &Fact) -> Option<&Expr> {
    let view = fact.get::<View>().map(|v| &v.query);
    view.or_else(|| fact.get::<MaterializedView>().map(|v| &v.query))
}

fn names_of(fact: &Fact) -> Option<&Vec<String>> {
    let view = fact.get::<View>().map(|v| &v.names);
    view.or_else(|| fact.get::<MaterializedView>().map(|v| &v.names))
}

/// Returns what uses the view and has a name like that of the column.
fn user(state: &State, view: &Id, column: &str) -> Option<Id> {
    let names_it = |fact: &&Fact| {
        let mut found = fact.parent.as_ref() == Some(view)
            && fact
                .uses
                .iter()
                .any(|u| u.kind() == kinds::COLUMN && u.last() == column);
        crate::kinds::kind(fact.id.kind()).expressions(&mut (*fact).clone(), &mut |expr, _| {
            let refs = refs::scan(&expr.sql).names;
            found |= refs
                .iter()
                .any(|r| r.parts.last().is_some_and(|p| p == column));
        });
        found
    };
    let near = |f: &&Fact| f.uses.contains(view) || f.parent.as_ref() == Some(view);
    state
        .iter()
        .filter(near)
        .find(names_it)
        .map(|f| f.id.clone())
}

/// Follows the new name in what is attached to the column.
fn move_attached(draft: &mut Draft, from: &Id, to: &Id) {
    let attached = draft.state.iter().map(|f| f.id.clone());
    let attached: Vec<Id> = attached.filter(|id| id.is_on(from)).collect();
    for id in attached {
        let (Some(new), Some(mut fact)) = (id.moved(from.name(), to.name()), draft.state.take(&id))
        else {
            continue;
        };
        (draft.kind)(id.kind()).relink(&mut fact, &|id| (id == from).then(|| to.clone()));
        draft.state.put(Fact { id: new, ..fact });
    }
}

/// Returns the columns that have other names and are the same in all else: the old name and the new one of each.
pub fn renamed(live: &Fact, desired: &Fact, scene: &Scene) -> Option<Vec<(String, String)>> {
    let (old, new) = (names(live, scene.live)?, names(desired, scene.desired)?);
    let same = old.len() == new.len() && bare(live)? == bare(desired)?;
    differing(&old, &new).filter(|_| same)
}

/// Returns the columns that a patch renames in place.
pub fn in_place(live: &Fact, desired: &Fact, scene: &Scene) -> Vec<(String, String)> {
    let only = renamed(live, desired, scene);
    let with_more = || declared(live, desired, scene).filter(|_| live.get::<View>().is_some());
    only.or_else(with_more).unwrap_or_default()
}

/// Returns the columns that have other names, all of which the files declare for columns of tables: the old name and the new one of each.
///
/// The query may differ in all else.
pub fn declared(live: &Fact, desired: &Fact, scene: &Scene) -> Option<Vec<(String, String)>> {
    let (old, new) = (names(live, scene.live)?, names(desired, scene.desired)?);
    let State {
        renamed, followed, ..
    } = scene.desired;
    let by_statement = followed
        .iter()
        .flat_map(|(new, olds)| olds.iter().map(move |o| (new, o)));
    let all = renamed.iter().chain(by_statement);
    let all = all.filter(|(new, _)| new.kind() == kinds::COLUMN);
    let all: Vec<(String, String)> = all.map(|(new, old)| (old.last(), new.last())).collect();
    differing(&old, &new).filter(|pairs| pairs.iter().all(|pair| all.contains(pair)))
}

/// Returns the names that differ, if there are any and no new one is that of another column.
fn differing(old: &[String], new: &[String]) -> Option<Vec<(String, String)>> {
    let pairs = old.iter().zip(new).filter(|(old, new)| old != new);
    let pairs: Vec<(String, String)> = pairs.map(|(a, b)| (a.clone(), b.clone())).collect();
    let free = pairs.iter().all(|(_, new)| !old.contains(new));
    (free && !pairs.is_empty()).then_some(pairs)
}

/// Returns the names of all columns of a view or materialized view, where they are known.
pub fn names(fact: &Fact, state: &State) -> Option<Vec<String>> {
    let on_server = fact.get::<View>().filter(|v| !v.columns.is_empty());
    if let Some(view) = on_server {
        return Some(view.columns.iter().map(|c| c.0.clone()).collect());
    }
    let (own, query) = (names_of(fact)?, query_of(fact)?);
    let path = link::path_of(fact);
    match link::given(&query.sql, &path, state, crate::kinds::kind) {
        Some(given) => Some(complete(own, given)),
        None => {
            let written = select::names(&query.canon)?.into_iter().skip(own.len());
            Some(own.iter().cloned().chain(written).collect())
        }
    }
}

/// Returns the query without the names that it gives its columns.
fn bare(fact: &Fact) -> Option<Vec<&str>> {
    select::without_names(&query_of(fact)?.canon)
}

/// Words them as clauses of ALTER VIEW.
pub fn clauses(renamed: &[(String, String)]) -> Vec<String> {
    let clause = |(old, new): &(String, String)| {
        format!(
            "rename column {} to {}",
            quote::ident(old),
            quote::ident(new)
        )
    };
    renamed.iter().map(clause).collect()
}
