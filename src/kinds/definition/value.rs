//! What a clause holds, with the addresses that it names.

use super::Definition;
use crate::kind::{link, names};
use crate::model::{Id, State};
use crate::text::typename::TypeName;

/// What a clause holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A word, number or constant as it stands in SQL.
    Words(String),
    /// A type.
    Type(TypeName),
    /// A function: its name, without a schema where that is the system's, and its arguments where they are named.
    Routine {
        /// The name as it stands in SQL.
        name: String,
        /// The types of the arguments, separated by commas.
        arguments: Option<String>,
    },
    /// An operator: its schema, unless that is the system's, and its signs.
    Operator {
        /// The schema as it stands in SQL.
        schema: Option<String>,
        /// The signs.
        signs: String,
    },
    /// An object of another kind; one part to its name where the schema is not found yet.
    Object(Id),
}

impl Value {
    /// Returns the value as SQL.
    pub fn sql(&self) -> String {
        match self {
            Value::Words(words) => words.clone(),
            Value::Type(ty) => ty.to_string(),
            Value::Routine { name, arguments } => match arguments {
                Some(arguments) => format!("{name}({arguments})"),
                None => name.clone(),
            },
            Value::Operator { schema, signs } => match schema {
                Some(schema) => format!("operator({schema}.{signs})"),
                None => signs.clone(),
            },
            Value::Object(id) => id.name().to_string(),
        }
    }
}

/// Returns what a definition names.
pub fn uses(definition: &Definition, state: &State) -> Vec<Id> {
    let mut out = Vec::new();
    for (clause, value) in &definition.clauses {
        match value {
            Value::Words(_) => {}
            Value::Type(ty) => out.extend(link::type_id(ty, state)),
            Value::Routine { name, arguments } => {
                out.extend(routines(name, arguments.as_deref(), state));
            }
            // Operators name each other, so that neither can wait for the other.
            Value::Operator { schema, signs } if clause.key == "sortop" => {
                let start = format!("{}.{signs}(", schema.as_deref().unwrap_or_default());
                let named = state.iter().filter(|f| f.id.name().starts_with(&start));
                out.extend(named.map(|f| f.id.clone()));
            }
            Value::Operator { .. } => {}
            Value::Object(id) => out.extend(state.has(id).then(|| id.clone())),
        }
    }
    out
}

/// Returns the routines of a name; the one with the arguments where these are named.
pub fn routines(name: &str, arguments: Option<&str>, state: &State) -> Vec<Id> {
    if !name.contains('.') {
        return Vec::new();
    }
    if let Some(arguments) = arguments {
        let id = Id::printed(names::FUNCTION, format!("{name}({arguments})"));
        return state.has(&id).then_some(id).into_iter().collect();
    }
    let start = format!("{name}(");
    let functions = state
        .iter()
        .map(|f| &f.id)
        .filter(|id| id.kind() == names::FUNCTION);
    let mut found: Vec<Id> = functions
        .filter(|id| id.name().starts_with(&start))
        .cloned()
        .collect();
    found.sort();
    found
}

/// Follows a rename into a definition.
pub fn relink(definition: &mut Definition, moved: &dyn Fn(&Id) -> Option<Id>) {
    for (_, value) in &mut definition.clauses {
        match value {
            Value::Words(_) | Value::Operator { .. } => {}
            Value::Type(ty) => *ty = link::moved_type(ty, moved),
            Value::Routine { name, arguments } => {
                let arguments = arguments.clone().unwrap_or_default();
                *name = moved_routine(name, &arguments, moved);
            }
            Value::Object(id) => *id = moved(id).unwrap_or(id.clone()),
        }
    }
}

/// Returns the name of a function after a rename.
pub fn moved_routine(name: &str, arguments: &str, moved: &dyn Fn(&Id) -> Option<Id>) -> String {
    let id = Id::printed(names::FUNCTION, format!("{name}({arguments})"));
    match moved(&id) {
        Some(new) => Id::new("", &[&new.parts()[0], &new.last()])
            .name()
            .to_string(),
        None => name.to_string(),
    }
}
