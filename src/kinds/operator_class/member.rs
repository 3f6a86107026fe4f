//! The members of operator classes and families: operators and functions by their numbers.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::{Draft, link, names};
use crate::kinds::definition::{Value, qualify, read, routines};
use crate::model::{Id, State};
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// What an operator class or family has under a number and for two types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Whether it is an operator; otherwise it is a function.
    pub is_operator: bool,
    /// The number: strategy or support.
    pub number: String,
    /// The types that it is for.
    pub types: (TypeName, TypeName),
    /// The operator or function.
    pub what: Value,
    /// The family that orders by the result of the operator, as SQL.
    pub order_by: Option<String>,
}

impl Member {
    /// Returns what the member is found by within its family: `operator 1 (integer, integer)`.
    pub fn key(&self) -> String {
        let noun = if self.is_operator {
            "operator"
        } else {
            "function"
        };
        format!(
            "{noun} {} ({}, {})",
            self.number, self.types.0, self.types.1
        )
    }

    /// Words the member as CREATE OPERATOR CLASS and ALTER OPERATOR FAMILY … ADD have it.
    pub fn sql(&self) -> String {
        let (left, right) = &self.types;
        let what = match &self.what {
            Value::Operator {
                schema: Some(schema),
                signs,
            } => format!("{schema}.{signs}"),
            what => what.sql(),
        };
        if !self.is_operator {
            return format!("function {} ({left}, {right}) {what}", self.number);
        }
        let order = self.order_by.as_ref();
        let order = order.map_or(String::new(), |family| format!(" for order by {family}"));
        format!("operator {} {what}({left}, {right}){order}", self.number)
    }

    /// Returns whether it stays in the family when its class is dropped: what the access method can do without.
    ///
    /// Follows `amadjustmembers` of the access methods, which PostgreSQL has since version 14.
    pub fn outlives_its_class(&self, method: &str, version: u32) -> bool {
        let required: &[&str] = match method {
            "btree" | "hash" if self.is_operator => return false,
            "btree" | "hash" => &["1"],
            "gist" => &["1", "2", "5", "6", "7"],
            "spgist" => &["1", "2", "3", "4", "5"],
            "gin" => &["2", "3"],
            _ => return false,
        };
        version >= 140_000 && (self.is_operator || !required.contains(&self.number.as_str()))
    }

    /// Returns what the member names.
    pub fn uses(&self, state: &State) -> Vec<Id> {
        let mut out: Vec<Id> = [&self.types.0, &self.types.1]
            .into_iter()
            .filter_map(|ty| link::type_id(ty, state))
            .collect();
        match &self.what {
            Value::Routine { name, arguments } => {
                out.extend(routines(name, arguments.as_deref(), state));
            }
            Value::Operator {
                schema: Some(schema),
                signs,
            } => {
                let (left, right) = &self.types;
                let id = Id::printed(
                    names::OPERATOR,
                    format!("{schema}.{signs}({left}, {right})"),
                );
                out.extend(state.has(&id).then_some(id));
            }
            _ => {}
        }
        out
    }

    /// Follows a rename.
    pub fn relink(&mut self, moved: &dyn Fn(&Id) -> Option<Id>) {
        self.types.0 = link::moved_type(&self.types.0, moved);
        self.types.1 = link::moved_type(&self.types.1, moved);
        if let Value::Routine { name, arguments } = &mut self.what {
            let printed = format!("{name}({})", arguments.clone().unwrap_or_default());
            if let Some(new) = moved(&Id::printed(names::FUNCTION, printed)) {
                *name = Id::new("", &[&new.parts()[0], &new.last()])
                    .name()
                    .to_string();
                *arguments = Some(new.suffix().trim_matches(['(', ')']).to_string());
            }
        }
    }

    /// Finds the schemas of what it names without one.
    pub fn qualify(&mut self, path: &[String], draft: &Draft) {
        qualify(&mut self.what, path, draft);
    }
}

/// Reads `operator n …` or `function n …`; `class` is the access method and the type of a class, whose types are the usual ones.
pub fn read(
    reader: &mut Reader,
    draft: &Draft,
    class: Option<(&str, &TypeName)>,
) -> Result<Member> {
    match reader.accept("operator") {
        true => operator(reader, draft, class.map(|c| c.1)),
        false => {
            reader.expect("function")?;
            function(reader, draft, class)
        }
    }
}

fn operator(reader: &mut Reader, draft: &Draft, usual: Option<&TypeName>) -> Result<Member> {
    let number = reader.number()?;
    let name = read::operator_name(reader)?;
    let types = match (reader.at_sign(&Token::LParen), usual) {
        (false, Some(ty)) => (ty.clone(), ty.clone()),
        _ => pair(reader, draft)?,
    };
    let _ = reader.accept("for search");
    let order_by = match reader.accept("for order by") {
        true => Some(plain(&reader.name()?)),
        false => None,
    };
    let _ = reader.accept("recheck");
    Ok(Member {
        is_operator: true,
        number,
        types,
        what: Value::Operator {
            schema: name
                .schema()
                .filter(|s| *s != "pg_catalog")
                .map(crate::text::quote::ident),
            signs: name.last().to_string(),
        },
        order_by,
    })
}

/// Prints a name, without a schema where that is the system's.
fn plain(name: &crate::text::sql::Name) -> String {
    match name.schema() {
        Some("pg_catalog") => crate::text::quote::ident(name.last()),
        _ => name.show(),
    }
}

fn function(
    reader: &mut Reader,
    draft: &Draft,
    class: Option<(&str, &TypeName)>,
) -> Result<Member> {
    let number = reader.number()?;
    let written = match reader.at_sign(&Token::LParen) {
        true => Some(pair(reader, draft)?),
        false => None,
    };
    let name = plain(&reader.name()?);
    let arguments = reader.list(|r| read::plain_type(r, draft))?;
    let usual = class.map(|(method, ty)| usual_types(method, &number, ty, &arguments));
    let Some(types) = written.or(usual) else {
        return Err(reader.unexpected("the types that the function is for"));
    };
    let arguments: Vec<String> = arguments.iter().map(TypeName::to_string).collect();
    Ok(Member {
        is_operator: false,
        number,
        types,
        what: Value::Routine {
            name,
            arguments: Some(arguments.join(", ")),
        },
        order_by: None,
    })
}

/// Returns the types that a function is for where none are written, as `assignProcTypes` of the server finds them.
fn usual_types(
    method: &str,
    number: &str,
    ty: &TypeName,
    arguments: &[TypeName],
) -> (TypeName, TypeName) {
    match (method, number, arguments) {
        ("btree", "1", [left, right]) => (left.clone(), right.clone()),
        ("btree", "3", [left, _, right, ..]) => (left.clone(), right.clone()),
        ("hash", "1" | "2", [first, ..]) => (first.clone(), first.clone()),
        _ => (ty.clone(), ty.clone()),
    }
}

/// Reads `(left, right)`; one type stands for both.
pub fn pair(reader: &mut Reader, draft: &Draft) -> Result<(TypeName, TypeName)> {
    let mut types = reader.list(|r| read::plain_type(r, draft))?;
    let place = reader.here();
    match (types.pop(), types.pop(), types.is_empty()) {
        (Some(only), None, true) => Ok((only.clone(), only)),
        (Some(right), Some(left), true) => Ok((left, right)),
        _ => Err(reader.error_at("syntax", "one or two types are expected here", place)),
    }
}
