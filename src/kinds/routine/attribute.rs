//! The attributes that CREATE and ALTER FUNCTION share: volatility, strictness, costs, settings.

use super::{Routine, setting};
use crate::diagnostic::Result;
use crate::text::sql::Reader;

/// Whether a routine's result may change within a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volatility {
    /// It may change at any time.
    Volatile,
    /// It stays within a statement.
    Stable,
    /// It stays for ever.
    Immutable,
}

/// Whether a routine may run in parallel workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parallel {
    /// It makes every plan serial.
    Unsafe,
    /// It runs in the leader only.
    Restricted,
    /// It runs anywhere.
    Safe,
}

impl Volatility {
    /// Returns the key word.
    pub fn word(self) -> &'static str {
        match self {
            Volatility::Volatile => "volatile",
            Volatility::Stable => "stable",
            Volatility::Immutable => "immutable",
        }
    }
}

impl Parallel {
    /// Returns the key word.
    pub fn word(self) -> &'static str {
        match self {
            Parallel::Unsafe => "unsafe",
            Parallel::Restricted => "restricted",
            Parallel::Safe => "safe",
        }
    }
}

/// Attributes that are a few key words and nothing more.
type Flag = (&'static str, fn(&mut Routine));

const FLAGS: &[Flag] = &[
    ("immutable", |r| r.volatility = Volatility::Immutable),
    ("stable", |r| r.volatility = Volatility::Stable),
    ("volatile", |r| r.volatility = Volatility::Volatile),
    ("strict", |r| r.strict = true),
    ("returns null on null input", |r| r.strict = true),
    ("called on null input", |r| r.strict = false),
    ("external security definer", |r| r.security_definer = true),
    ("external security invoker", |r| r.security_definer = false),
    ("security definer", |r| r.security_definer = true),
    ("security invoker", |r| r.security_definer = false),
    ("not leakproof", |r| r.leakproof = false),
    ("leakproof", |r| r.leakproof = true),
];

/// Reads one attribute into a routine, or gives back false if none stands at the cursor.
pub fn read(reader: &mut Reader, routine: &mut Routine) -> Result<bool> {
    let for_procedures = reader.at_any(&["set", "security", "external"]);
    if routine.result.is_none() && !for_procedures && reader.word().is_some() {
        return Err(reader.unexpected("an attribute that a procedure can have"));
    }
    if let Some((_, set)) = FLAGS.iter().find(|(words, _)| reader.accept(words)) {
        set(routine);
    } else if reader.accept("cost") {
        routine.cost = positive(reader)?;
    } else if reader.accept("rows") {
        let place = reader.here();
        routine.rows = positive(reader)?;
        if !routine.result.as_ref().is_some_and(|r| r.set) {
            let message = "ROWS is for a function that returns a set";
            return Err(reader.error_at("syntax", message, place));
        }
    } else if reader.accept("parallel") {
        routine.parallel = parallel(reader)?;
    } else if reader.accept("support") {
        routine.support = Some(reader.name()?.show());
    } else if reader.accept("set") {
        setting::set(reader, &mut routine.settings)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn parallel(reader: &mut Reader) -> Result<Parallel> {
    let found = match reader.word().as_deref() {
        Some("safe") => Parallel::Safe,
        Some("restricted") => Parallel::Restricted,
        Some("unsafe") => Parallel::Unsafe,
        _ => return Err(reader.unexpected("SAFE, RESTRICTED or UNSAFE")),
    };
    reader.skip();
    Ok(found)
}

/// Reads a number as PostgreSQL keeps it in four bytes.
fn positive(reader: &mut Reader) -> Result<f32> {
    let place = reader.here();
    let number = reader.number()?;
    match number.parse::<f32>() {
        Ok(n) if n > 0.0 => Ok(n),
        _ => Err(reader.error_at("syntax", "a number greater than 0 is expected here", place)),
    }
}
