//! The arguments of a routine: reading a list of them, and wording it.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::{Draft, names};
use crate::kinds::column::Column;
use crate::text::sql::Reader;
use crate::text::typename::{self, TypeName};
use crate::text::{Expr, quote};

/// One argument of a routine, or one column of `RETURNS TABLE`.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// How it is passed.
    pub mode: Mode,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its type; PostgreSQL keeps no modifiers here.
    pub ty: TypeName,
    /// Its default.
    pub default: Option<Expr>,
}

/// How an argument is passed: `pg_proc.proargmodes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Given by the caller.
    In,
    /// A part of the result.
    Out,
    /// Both.
    InOut,
    /// All that follows, as an array.
    Variadic,
    /// A column of the result.
    Table,
}

impl Mode {
    /// Returns whether a call gives it.
    pub fn is_input(self) -> bool {
        matches!(self, Mode::In | Mode::InOut | Mode::Variadic)
    }

    /// Returns whether it is a part of the result.
    pub fn is_output(self) -> bool {
        matches!(self, Mode::Out | Mode::InOut | Mode::Table)
    }

    /// Returns the mode by its letter in the catalog.
    pub fn of_letter(letter: &str) -> Mode {
        match letter {
            "o" => Mode::Out,
            "b" => Mode::InOut,
            "v" => Mode::Variadic,
            "t" => Mode::Table,
            _ => Mode::In,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Mode::In | Mode::Table => "",
            Mode::Out => "out ",
            Mode::InOut => "inout ",
            Mode::Variadic => "variadic ",
        }
    }
}

/// Reads a list of arguments in parentheses.
pub fn read_list(reader: &mut Reader, draft: &Draft) -> Result<Vec<Argument>> {
    reader.list(|r| read(r, draft))
}

/// Reads the columns of `RETURNS TABLE`.
pub fn read_columns(reader: &mut Reader, draft: &Draft) -> Result<Vec<Argument>> {
    reader.list(|r| {
        let name = Some(r.ident()?);
        Ok(Argument {
            mode: Mode::Table,
            name,
            ty: read_type(r, draft)?,
            default: None,
        })
    })
}

/// Reads one argument.
pub fn read(reader: &mut Reader, draft: &Draft) -> Result<Argument> {
    let before = mode(reader);
    let (name, after, ty) = name_and_type(reader, draft)?;
    let mode = before.or(after).unwrap_or(Mode::In);
    let here = reader.here();
    let default = if reader.accept("default") || reader.accept_sign(&Token::Eq) {
        let expr = reader.until(|r| r.at_comma())?;
        if expr.sql.is_empty() {
            return Err(reader.unexpected("an expression"));
        }
        if !mode.is_input() {
            let message = "only input arguments can have defaults";
            return Err(reader.error_at("syntax", message, here));
        }
        Some(expr)
    } else {
        None
    };
    Ok(Argument {
        mode,
        name,
        ty,
        default,
    })
}

fn mode(reader: &mut Reader) -> Option<Mode> {
    let found = [
        ("in out", Mode::InOut),
        ("inout", Mode::InOut),
        ("in", Mode::In),
        ("out", Mode::Out),
        ("variadic", Mode::Variadic),
    ];
    found
        .into_iter()
        .find(|(words, _)| reader.accept(words))
        .map(|(_, mode)| mode)
}

/// Reads `type`, `name type` or `name mode type`: what can be a type as a whole is no name.
fn name_and_type(
    reader: &mut Reader,
    draft: &Draft,
) -> Result<(Option<String>, Option<Mode>, TypeName)> {
    let mark = reader.mark();
    let whole = read_type(reader, draft);
    if whole.is_ok() && at_end(reader) {
        return Ok((None, None, whole?));
    }
    reader.rewind(mark);
    let name = reader.ident()?;
    if at_end(reader) || reader.is_done() {
        // There is nothing but a type, and it is not known.
        whole?;
        return Err(reader.unexpected("a type"));
    }
    let after = mode(reader);
    Ok((Some(name), after, read_type(reader, draft)?))
}

fn at_end(reader: &Reader) -> bool {
    reader.at_comma()
        || reader.at_sign(&Token::RParen)
        || reader.at_sign(&Token::Eq)
        || reader.at("default")
        || reader.at("order by")
}

/// Reads the type of an argument or result, `table.column%TYPE` among them, as `pg_proc` keeps it.
pub fn read_type(reader: &mut Reader, draft: &Draft) -> Result<TypeName> {
    let mark = reader.mark();
    if let Some(found) = of_column(reader, draft)? {
        return Ok(plain(found));
    }
    reader.rewind(mark);
    draft.type_name(reader).map(plain)
}

/// Reads `table.column%TYPE` and gives the type that the column has here, as the server does.
fn of_column(reader: &mut Reader, draft: &Draft) -> Result<Option<TypeName>> {
    let Ok(mut name) = reader.name() else {
        return Ok(None);
    };
    if !reader.accept_sign(&Token::Mod) {
        return Ok(None);
    }
    reader.expect("type")?;
    let place = name.place.clone();
    let Some(column) = name.parts.pop().filter(|_| !name.parts.is_empty()) else {
        let message = "write the column as table.column%TYPE";
        return Err(reader.error_at("syntax", message, place));
    };
    let table = draft.relation(names::ROW_SOURCES, &name)?;
    let own = draft
        .state
        .body::<Column>(&table.child(names::COLUMN, &column));
    if let Some(own) = own {
        return Ok(Some(own.ty.clone()));
    }
    let outside = draft.world.relations.get(table.name());
    let found = outside.and_then(|o| o.columns.iter().find(|c| c.0 == column));
    match found {
        Some((_, ty)) => Ok(Some(typename::from_format_type(ty))),
        None => {
            let message = format!(
                "no statement before this one defines {}.{column}: %TYPE is read where it stands",
                table.name()
            );
            Err(reader.error_at("unknown-column", &message, place))
        }
    }
}

/// Drops what `pg_proc` does not keep, and spells the type as `format_type(oid, null)` does.
pub fn plain(ty: TypeName) -> TypeName {
    let name = match ty.name.as_str() {
        "bpchar" => "character".to_string(),
        "\"bit\"" => "bit".to_string(),
        name if name.starts_with("interval ") => "interval".to_string(),
        _ => ty.name,
    };
    TypeName {
        name,
        modifiers: Vec::new(),
        dimensions: ty.dimensions,
    }
}

/// Words an argument as CREATE has it, or with `bare` without its default.
pub fn words(argument: &Argument, bare: bool) -> String {
    let name = argument.name.as_ref();
    let name = name
        .map(|n| format!("{} ", quote::ident(n)))
        .unwrap_or_default();
    let mut out = format!("{}{name}{}", argument.mode.word(), argument.ty);
    if let Some(default) = argument.default.as_ref().filter(|_| !bare) {
        out.push_str(&format!(" default {}", default.sql));
    }
    out
}

/// Returns the types of the input arguments as an address lists them.
pub fn inputs<'a>(arguments: impl IntoIterator<Item = &'a Argument>) -> String {
    let inputs = arguments.into_iter().filter(|a| a.mode.is_input());
    let types: Vec<String> = inputs.map(|a| a.ty.to_string()).collect();
    types.join(", ")
}
