//! What a new column holds in the rows that are there, so that a rule over it can be judged before the patch runs.

use super::Column;
use crate::kind::{Scene, names};
use crate::kinds::default::Default;
use crate::kinds::domain::Domain;
use crate::model::Id;
use crate::text::{canon, refs};

/// The functions of which no two calls give the same.
const DISTINCT: &[&str] = &[
    "gen_random_uuid",
    "nextval",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
];

/// Returns the value as SQL, if it is a constant of a type that the server has.
pub fn value(column: &Id, scene: &Scene) -> Option<String> {
    let body: &Column = scene.desired.body(column)?;
    let is_plain = body.generated.is_none() && !body.ty.name.contains('.');
    if !is_plain || scene.desired.has(&column.as_kind(names::IDENTITY)) {
        return None;
    }
    match default(column, scene) {
        None => Some(format!("null::{}", body.ty)),
        Some(default) if default.is_constant() => {
            Some(format!("({})::{}", default.expr.sql, body.ty))
        }
        Some(_) => None,
    }
}

/// Returns whether a column is new and null in all rows, so that no foreign key and no key can find fault with it.
pub fn is_null(column: &Id, scene: &Scene) -> bool {
    let Some(body) = new(column, scene) else {
        return false;
    };
    let type_id = Id::printed(names::DOMAIN, body.ty.name.as_str());
    let own = body.ty.name.contains('.') && !scene.desired.has(&type_id.as_kind(names::ENUM));
    let filled = body.generated.is_some() || scene.desired.has(&column.as_kind(names::IDENTITY));
    let by_type = own && (!scene.desired.has(&type_id) || has_default(&type_id, scene));
    !filled && !by_type && default(column, scene).is_none()
}

/// Returns whether a column is new and no two rows have the same in it.
pub fn is_distinct(column: &Id, scene: &Scene) -> bool {
    let by_default = || default(column, scene).is_some_and(|d| gives_distinct(&d.expr.sql));
    new(column, scene).is_some()
        && (scene.desired.has(&column.as_kind(names::IDENTITY)) || by_default())
}

/// Returns whether an expression is just a call that never gives the same twice.
fn gives_distinct(sql: &str) -> bool {
    let names = refs::scan(sql).names;
    let distinct = |n: &refs::Ref| {
        n.parts
            .last()
            .is_some_and(|n| DISTINCT.contains(&n.as_str()))
    };
    let calls = names.iter().filter(|n| n.call);
    let as_it_is = names.iter().all(|n| !n.cast || n.parts == ["regclass"]);
    canon::is_plain(sql) && as_it_is && calls.map(distinct).eq([true])
}

fn new<'s>(column: &Id, scene: &Scene<'s>) -> Option<&'s Column> {
    let desired = scene.desired.body(column);
    desired.filter(|_| !scene.live.has(column))
}

fn default<'s>(column: &Id, scene: &Scene<'s>) -> Option<&'s Default> {
    scene.desired.body(&column.as_kind(names::DEFAULT))
}

/// Returns whether a domain, or one that it stands upon, gives a value where none is written.
fn has_default(domain: &Id, scene: &Scene) -> bool {
    let mut next = Some(domain.clone());
    while let Some(body) = next.and_then(|id| scene.desired.body::<Domain>(&id)) {
        if body.default.is_some() {
            return true;
        }
        next = Some(Id::printed(names::DOMAIN, body.ty.name.as_str()));
    }
    false
}
