//! How the values of a column are kept, and what is known of them: STORAGE, COMPRESSION, the statistics target, options.
//!
//! What a column is (its type, its nulls) is with the column.

use super::Column;
use super::words::clause;
use crate::diagnostic::Result;
use crate::kind::{Action, Lock, names};
use crate::kinds::storage::{Options, options};
use crate::model::{Fact, Id};
use crate::text::quote;
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// How the values of a column are kept; what its type and the server have by themselves is left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kept {
    /// How long values are stored.
    pub storage: Stored,
    /// How they are compressed, where that is not the server's choice.
    pub compression: Option<String>,
    /// The statistics target, where it is not the server's.
    pub statistics: Option<i32>,
    /// `n_distinct` and its like.
    pub options: Options,
}

impl Kept {
    /// Returns what `LIKE` takes over: as much as is included.
    pub fn copied(&self, storage: bool, compression: bool) -> Kept {
        Kept {
            storage: Some(self.storage).filter(|_| storage).unwrap_or_default(),
            compression: self.compression.clone().filter(|_| compression),
            ..Kept::default()
        }
    }

    /// Takes the storage and compression of a parent's column where the definition says none.
    pub fn fill(&mut self, of_parent: &Kept) {
        if self.storage.mode.is_none() {
            self.storage = of_parent.storage;
        }
        if self.compression.is_none() {
            self.compression.clone_from(&of_parent.compression);
        }
    }
}

/// How long values are stored, as written or as the catalog has it, and what their type has by itself where that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stored {
    /// The word behind STORAGE.
    pub mode: Option<&'static str>,
    /// The mode of the type; a file does not know that of every type.
    pub usual: Option<&'static str>,
}

impl PartialEq for Stored {
    fn eq(&self, other: &Stored) -> bool {
        self.own() == other.own() || (self.mode.is_some() && self.mode == other.mode)
    }
}

impl Stored {
    /// Takes the letters of `pg_attribute.attstorage` and of `pg_type.typstorage`, where that is another.
    pub fn from_catalog(mode: &str, usual: Option<&str>) -> Stored {
        let word = |letter: &str| MODES.iter().find(|m| m.0 == letter).map(|m| m.1);
        Stored {
            mode: word(mode),
            usual: word(usual.unwrap_or(mode)),
        }
    }

    /// Notes the mode of the type.
    pub fn know(&mut self, ty: &TypeName) {
        self.usual = self.usual.or(usual(ty));
    }

    /// Returns the mode where it is not that of the type.
    pub fn own(&self) -> Option<&'static str> {
        self.mode.filter(|m| Some(*m) != self.usual)
    }
}

/// Gives a child what its parent's column was changed to: a new type takes its own storage and compression along, and else these
/// statements reach the children, but for COMPRESSION and options.
pub fn follow(own: &mut Column, before: &Column, after: &Column) {
    let (was, is) = (&before.kept, &after.kept);
    if was.storage != is.storage || before.is_retyped(after) {
        own.kept.storage = is.storage;
    }
    if before.is_retyped(after) {
        own.kept.compression.clone_from(&is.compression);
    }
    if was.statistics != is.statistics {
        own.kept.statistics = is.statistics;
    }
}

/// The modes, each with its letter in the catalog.
const MODES: &[(&str, &str)] = &[
    ("p", "plain"),
    ("e", "external"),
    ("x", "extended"),
    ("m", "main"),
];

/// Reads `STORAGE` or `COMPRESSION` in the definition of a column; false if neither stands here.
pub fn read(reader: &mut Reader, kept: &mut Kept) -> Result<bool> {
    if reader.accept("storage") {
        kept.storage = Stored {
            mode: mode(reader)?,
            usual: None,
        };
    } else if reader.accept("compression") {
        kept.compression = method(reader)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// The parameters that a column has.
const OPTIONS: [&str; 2] = ["n_distinct", "n_distinct_inherited"];

/// Reads the forms of ALTER COLUMN that are about these; false if none stands here.
pub fn alter(reader: &mut Reader, kept: &mut Kept) -> Result<bool> {
    if reader.at("set storage") || reader.at("set compression") {
        reader.skip();
        return read(reader, kept);
    }
    if reader.accept("set statistics") {
        kept.statistics = target(reader)?;
    } else if reader.at("set") && *reader.peek_nth(1) == sqlparser::tokenizer::Token::LParen {
        reader.skip();
        let here = reader.here();
        let options = Options::read(reader)?;
        let unknown = |(name, _): &(String, String)| !OPTIONS.contains(&name.as_str());
        if let Some((name, _)) = options.pairs().find(unknown) {
            let message = format!(
                "a column has no parameter {name}, only {}",
                OPTIONS.join(" and ")
            );
            return Err(reader.error_at("syntax", &message, here));
        }
        kept.options.set_all(&options);
    } else if reader.accept("reset") {
        for name in options::names(reader)? {
            kept.options.unset(&name);
        }
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn mode(reader: &mut Reader) -> Result<Option<&'static str>> {
    if reader.accept("default") {
        return Ok(None);
    }
    let found = MODES.iter().find(|m| reader.accept(m.1));
    match found {
        Some(mode) => Ok(Some(mode.1)),
        None => Err(reader.unexpected("PLAIN, EXTERNAL, EXTENDED, MAIN or DEFAULT")),
    }
}

fn method(reader: &mut Reader) -> Result<Option<String>> {
    if reader.accept("default") {
        return Ok(None);
    }
    match reader.at_any(&["pglz", "lz4"]) {
        true => reader.ident().map(Some),
        false => Err(reader.unexpected("PGLZ, LZ4 or DEFAULT")),
    }
}

/// Reads a statistics target; a negative one is the server's own.
pub fn target(reader: &mut Reader) -> Result<Option<i32>> {
    if reader.accept("default") {
        return Ok(None);
    }
    let here = reader.here();
    let Ok(target) = reader.number()?.parse::<i32>() else {
        return Err(reader.error_at("syntax", "a statistics target is a whole number", here));
    };
    Ok(Some(target).filter(|t| *t >= 0))
}

/// Words what changes one way of keeping into another.
///
/// A new type, or a new collation, brings its own storage and compression, so that what is wanted must be said again.
pub fn changes(live: Option<&Column>, desired: &Fact) -> Vec<Action> {
    let to: &Column = desired.body();
    let reset = live.is_none_or(|l| l.is_retyped(to));
    let nothing = Kept::default();
    let from = live.map_or(&nothing, |l| &l.kept);
    let mut out = Vec::new();
    out.extend(
        storage(from, to, reset).map(|mode| {
            clause(desired, &format!("set storage {mode}")).lock(Lock::AccessExclusive)
        }),
    );
    // A new column has its compression in its definition.
    let compressed = match live {
        None => false,
        Some(_) if reset => to.kept.compression.is_some(),
        Some(_) => from.compression != to.kept.compression,
    };
    if compressed {
        let method = to.kept.compression.as_deref().unwrap_or("default");
        out.push(clause(desired, &format!("set compression {method}")));
    }
    if from.statistics != to.kept.statistics {
        let target = to.kept.statistics.unwrap_or(-1);
        let words = format!("set statistics {target}");
        out.push(clause(desired, &words).lock(Lock::ShareUpdateExclusive));
    }
    let words = from.options.changes(&to.kept.options);
    out.extend(
        words
            .iter()
            .map(|w| clause(desired, w).lock(Lock::ShareUpdateExclusive)),
    );
    match reset {
        true => out,
        false => out.into_iter().map(|a| beside(a, desired)).collect(),
    }
}

/// Lets a statement come at any time but before the type or collation of the column is replaced by one of the same name, which takes
/// away what it says.
fn beside(mut action: Action, desired: &Fact) -> Action {
    action
        .needs
        .retain(|id| Some(id) == desired.parent.as_ref());
    action.needs([converted(&desired.id)]).stands_between(&[])
}

/// Returns the address of what a column is once the type or collation of that name is another.
pub fn converted(column: &Id) -> Id {
    column.child(names::COLUMN, "#converted")
}

/// Words again what a conversion to a type or collation of the same name takes away and no difference tells of.
pub fn again(live: &Column, desired: &Fact) -> Vec<Action> {
    let to: &Column = desired.body();
    let mut out = Vec::new();
    if live.kept.storage == to.kept.storage {
        let mode = to.kept.storage.own().map(|m| format!("set storage {m}"));
        out.extend(mode);
    }
    if live.kept.compression == to.kept.compression {
        let method = to.kept.compression.as_ref();
        out.extend(method.map(|m| format!("set compression {}", quote::ident(m))));
    }
    out.iter().map(|words| clause(desired, words)).collect()
}

/// Returns the mode to set, if one must be.
fn storage(from: &Kept, to: &Column, reset: bool) -> Option<&'static str> {
    let wanted = &to.kept.storage;
    match reset {
        true => wanted.own(),
        false if from.storage == *wanted => None,
        false => wanted
            .mode
            .or(from.storage.usual)
            .or(usual(&to.ty))
            .or(Some("default")),
    }
}

/// Returns the mode that a type of the system has by itself (`pg_type.typstorage`), where a column of it may have another one. For the rest
/// there is DEFAULT, since version 16.
fn usual(ty: &TypeName) -> Option<&'static str> {
    match ty.name.as_str() {
        _ if ty.dimensions > 0 => Some("extended"),
        "numeric" | "inet" | "cidr" => Some("main"),
        name => EXTENDED.contains(&name).then_some("extended"),
    }
}

/// Types whose mode is EXTENDED.
const EXTENDED: &[&str] = &[
    "bit",
    "bit varying",
    "bytea",
    "character",
    "character varying",
    "json",
    "jsonb",
    "jsonpath",
    "path",
    "polygon",
    "text",
    "tsvector",
    "xml",
];

/// Words what stands behind the type in a definition, with its leading space.
pub fn definition(kept: &Kept) -> String {
    let method = kept.compression.as_ref();
    method.map_or(String::new(), |m| {
        format!(" compression {}", quote::ident(m))
    })
}

/// Describes what the definition does not hold.
pub fn description(kept: &Kept) -> String {
    let mut words = Vec::new();
    words.extend(kept.storage.own().map(|m| format!("storage {m}")));
    words.extend(kept.statistics.map(|t| format!("statistics {t}")));
    words.extend(Some(kept.options.list()).filter(|l| !l.is_empty()));
    words.iter().map(|w| format!(", {w}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(mode: &'static str) -> Stored {
        Stored {
            mode: Some(mode),
            usual: None,
        }
    }

    #[test]
    fn the_mode_of_the_type_is_the_same_written_or_not() {
        let live = Stored::from_catalog("x", None);
        assert_eq!(live, Stored::default());
        assert_eq!(live, written("extended"));
        assert_ne!(live, written("external"));
        assert_ne!(Stored::from_catalog("e", Some("x")), Stored::default());
    }
}
