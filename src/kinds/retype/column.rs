//! The conversion of the columns of a type that is replaced: one statement for each table.
//!
//! A generated column is not converted; it goes and comes back with what else is computed from the type.

use std::collections::BTreeMap;

use crate::kind::{Action, Hazard, Lock, Scene, names};
use crate::kinds::column::{Column, cast, kept};
use crate::kinds::composite::{self, Composite};
use crate::kinds::domain::Domain;
use crate::kinds::enumeration;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, Pair};
use crate::text::quote;
use crate::text::typename::TypeName;

/// A column and the type that is replaced under it.
struct Use<'a> {
    column: &'a Fact,
    ty: &'a Pair<&'a Fact>,
}

/// Words the conversion of every column that has the type on both sides.
pub fn convert(types: &[Pair<&Fact>], scene: &Scene) -> Vec<Action> {
    let mut tables: BTreeMap<&Id, Vec<Use>> = BTreeMap::new();
    for column in scene.live.iter() {
        let Some((found, table)) = use_of(column, types, scene).zip(column.parent.as_ref()) else {
            continue;
        };
        tables.entry(table).or_default().push(found);
    }
    let mut actions = Vec::new();
    for (table, mut uses) in tables {
        uses.sort_by_key(|u| u.column.order);
        let mut converted: Vec<Action> = uses
            .iter()
            .map(|u| convert_one(table, u, types, scene))
            .collect();
        let first = &mut converted[0].hazards;
        first.push(Hazard::rewrites(table));
        first.extend(removed_values(table, &uses, types));
        actions.extend(converted);
        let again = |u: &Use| kept_again(u.column, types[0].desired, scene);
        actions.extend(uses.iter().flat_map(again));
    }
    actions
}

fn use_of<'a>(column: &'a Fact, types: &'a [Pair<&'a Fact>], scene: &Scene) -> Option<Use<'a>> {
    if column.id.kind() != names::COLUMN {
        return None;
    }
    let body = column.get::<Column>().filter(|c| c.generated.is_none())?;
    let name = &body.ty.name;
    let ty = types.iter().find(|t| t.live.id.name() == name)?;
    let stays = &scene.desired.body::<Column>(&column.id)?.ty.name;
    (stays == name).then_some(Use { column, ty })
}

/// Words the conversion of one column; those of a table follow each other, and become one statement.
fn convert_one(table: &Id, used: &Use, types: &[Pair<&Fact>], scene: &Scene) -> Action {
    let text = alter_table(table, clause(used, scene), None);
    let mut action = Action::alter(types[0].desired, text)
        .makes([kept::converted(&used.column.id)])
        .lock(Lock::AccessExclusive)
        .rewrites();
    action.touches.push(used.column.id.clone());
    action.hazards = lost_attributes(table, used);
    action
}

/// Words how the values of a converted column are kept, which is lost with the old type or collation.
pub fn kept_again(column: &Fact, root: &Fact, scene: &Scene) -> Vec<Action> {
    let desired = scene.desired.get(&column.id);
    let again = desired.map_or_else(Vec::new, |d| kept::again(column.body(), d));
    let of_the_replacement = |action: Action| {
        let mut step = Action::alter(root, action.text).lock(action.lock);
        step.touches.push(column.id.clone());
        step
    };
    again.into_iter().map(of_the_replacement).collect()
}

fn clause(used: &Use, scene: &Scene) -> String {
    let column: &Column = used.column.body();
    let name = quote::ident(&used.column.id.last());
    let collation = column
        .collation
        .as_ref()
        .map_or(String::new(), |c| format!(" collate {c}"));
    let plain = format!("alter column {name} type {}{collation}", column.ty);
    match is_assigned(column, used.ty, scene) {
        true => plain,
        false => format!(
            "{plain} using {}",
            conversion(&name, column, used.ty, scene)
        ),
    }
}

/// Returns whether the type under a domain goes over into the new one without a word.
fn is_assigned(column: &Column, ty: &Pair<&Fact>, scene: &Scene) -> bool {
    let domains = ty.live.get::<Domain>().zip(ty.desired.get::<Domain>());
    let Some((old, new)) = domains.filter(|_| column.ty.dimensions == 0) else {
        return false;
    };
    let (old, new) = (
        cast::base(&old.ty, scene.live),
        cast::base(&new.ty, scene.desired),
    );
    cast::is_assigned(&old, &new)
}

/// Words the new value of a column: through text, or by the cast between the types under a domain.
fn conversion(name: &str, column: &Column, ty: &Pair<&Fact>, scene: &Scene) -> String {
    let array = if column.ty.dimensions > 0 { "[]" } else { "" };
    if let Some((old, new)) = shapes(ty)
        && array.is_empty()
        && !composite::is_alike(old, new)
    {
        return composite::conversion(name, old, new, &column.ty);
    }
    let domains = ty.live.get::<Domain>().zip(ty.desired.get::<Domain>());
    let between = match domains {
        Some((old, new)) if !new.ty.name.contains('.') && new.ty.dimensions == 0 => {
            let types = Pair {
                live: cast::base(&old.ty, scene.live),
                desired: new.ty.clone(),
            };
            let types = types.map(|ty| TypeName {
                dimensions: column.ty.dimensions,
                ..ty
            });
            format!("{}::{}", cast::between(&types, scene), new.ty)
        }
        _ => "::text".to_string(),
    };
    format!("{name}{between}{array}::{}", column.ty)
}

fn shapes<'a>(ty: &Pair<&'a Fact>) -> Option<(&'a Composite, &'a Composite)> {
    ty.live
        .get::<Composite>()
        .zip(ty.desired.get::<Composite>())
}

/// Says that rows may hold a value that the enum loses.
fn removed_values(table: &Id, uses: &[Use], types: &[Pair<&Fact>]) -> Option<Hazard> {
    let gone = enumeration::removed(types[0].live, types[0].desired);
    if gone.is_empty() {
        return None;
    }
    let list: Vec<String> = gone.iter().map(|v| quote::literal(v)).collect();
    let list = list.join(", ");
    let tests: Vec<String> = uses
        .iter()
        .filter(|u| u.ty.live.get::<Composite>().is_none())
        .map(|u| holds(u.column, &list))
        .collect();
    let count = (!tests.is_empty()).then(|| {
        format!(
            "select count(*) from {} where {}",
            table.name(),
            tests.join(" or ")
        )
    });
    let sentence = format!(
        "fails if a row of {} holds {list} of {}",
        table.name(),
        types[0].live.id.name()
    );
    Some(Hazard::may_fail(&types[0].desired.id, sentence, count))
}

fn holds(column: &Fact, list: &str) -> String {
    let name = quote::ident(&column.id.last());
    if column.body::<Column>().ty.dimensions > 0 {
        format!("{name}::text[] && array[{list}]")
    } else {
        format!("{name}::text in ({list})")
    }
}

/// Says that the values of attributes are lost that the composite type has no more.
fn lost_attributes(table: &Id, used: &Use) -> Vec<Hazard> {
    let Some((old, new)) = shapes(used.ty) else {
        return Vec::new();
    };
    let gone = old.attributes.iter().filter(|a| !new.has(&a.name));
    gone.map(|a| composite::loses(&used.ty.desired.id, &a.name, table, used.column))
        .collect()
}
