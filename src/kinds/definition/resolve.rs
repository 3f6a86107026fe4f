//! Finds the schemas of what a definition names without one, when all files are read.

use super::{Definition, Value};
use crate::kind::{Draft, link, names};
use crate::model::{Id, KindName, split_name};
use crate::text::quote;

/// Qualifies the names in a definition.
pub fn finish(id: &Id, draft: &mut Draft) {
    let Some(fact) = draft.state.get(id) else {
        return;
    };
    let path = link::path_of(fact);
    let mut definition = match fact.get::<Definition>() {
        Some(definition) => definition.clone(),
        None => return,
    };
    for (_, value) in &mut definition.clauses {
        qualify(value, &path, draft);
    }
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|d: &mut Definition| *d = definition);
    }
}

/// Qualifies one value.
pub fn qualify(value: &mut Value, path: &[String], draft: &Draft) {
    match value {
        Value::Words(_) | Value::Type(_) => {}
        Value::Routine { name, .. } => {
            if let Some(found) = routine(name, path, draft) {
                *name = found;
            }
        }
        Value::Operator { schema, signs } => {
            if schema.is_none() {
                *schema = operator(signs, path, draft);
            }
        }
        Value::Object(id) => {
            if id.parts().len() == 1 && id.kind() != names::LANGUAGE {
                *id = object(id, path, draft);
            }
        }
    }
}

/// Finds a function that the files or the database have in a searched schema; the system's own has no schema.
fn routine(name: &str, path: &[String], draft: &Draft) -> Option<String> {
    let parts = split_name(name);
    let [last] = parts.as_slice() else {
        return None;
    };
    let qualified = |schema: &str| Id::new("", &[schema, last]).name().to_string();
    let defined = |schema: &&String| {
        let start = format!("{}(", qualified(schema));
        let functions = draft.state.iter().map(|f| &f.id);
        let mut functions = functions.filter(|id| id.kind() == names::FUNCTION);
        functions.any(|id| id.name().starts_with(&start))
    };
    let outside = draft.world.functions.get(last);
    let found = path
        .iter()
        .find(defined)
        .or_else(|| path.iter().find(|s| outside.is_some_and(|o| o.contains(s))));
    found.map(|schema| qualified(schema))
}

fn operator(signs: &str, path: &[String], draft: &Draft) -> Option<String> {
    let quoted = path.iter().map(|s| quote::ident(s));
    let mut quoted = quoted.collect::<Vec<_>>().into_iter();
    quoted.find(|schema| {
        let start = format!("{schema}.{signs}(");
        let operators = draft.state.iter().map(|f| &f.id);
        let mut operators = operators.filter(|id| id.kind() == names::OPERATOR);
        operators.any(|id| id.name().starts_with(&start))
    })
}

fn object(id: &Id, path: &[String], draft: &Draft) -> Id {
    let last = id.last();
    let own = path.iter().map(|s| Id::new(id.kind(), &[s, &last]));
    let own = own.collect::<Vec<_>>().into_iter();
    let found = own.clone().find(|id| draft.state.has(id));
    let found = found.or_else(|| own.into_iter().find(|id| is_outside(id, draft)));
    found.unwrap_or_else(|| Id::new(id.kind(), &["pg_catalog", &last]))
}

/// Returns whether the database has an object that the files do not define.
fn is_outside(id: &Id, draft: &Draft) -> bool {
    let key: (KindName, String) = (id.kind(), id.last());
    let schemas = draft.world.objects.get(&key);
    schemas.is_some_and(|s| s.contains(&id.parts()[0]))
}
