//! What may follow a constraint: when it is checked, and whether rows that exist count.

use crate::diagnostic::Result;
use crate::text::sql::Reader;

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deferral {
    /// At once, always.
    #[default]
    None,
    /// At once, unless a transaction defers it.
    Immediate,
    /// At the end of the transaction, unless one asks for it earlier.
    Deferred,
}

impl Deferral {
    /// Takes `pg_constraint.condeferrable` and `condeferred`.
    pub fn from_catalog(deferrable: bool, deferred: bool) -> Deferral {
        match (deferrable, deferred) {
            (false, _) => Deferral::None,
            (true, false) => Deferral::Immediate,
            (true, true) => Deferral::Deferred,
        }
    }

    /// Returns the words behind a definition, with their leading space.
    pub fn words(self) -> &'static str {
        match self {
            Deferral::None => "",
            Deferral::Immediate => " deferrable",
            Deferral::Deferred => " deferrable initially deferred",
        }
    }

    /// Returns the words of ALTER CONSTRAINT.
    pub fn altered(self) -> &'static str {
        match self {
            Deferral::None => "not deferrable",
            Deferral::Immediate => "deferrable initially immediate",
            Deferral::Deferred => "deferrable initially deferred",
        }
    }
}

/// The attributes that were written behind a constraint.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attributes {
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether rows that exist are not checked.
    pub not_valid: bool,
    /// Whether child tables do not get it.
    pub no_inherit: bool,
    /// Whether it is not enforced.
    pub not_enforced: bool,
    /// Whether ENFORCED or NOT ENFORCED was written.
    pub says_enforced: bool,
    /// Whether it says when it is checked.
    pub says_deferral: bool,
}

/// Which attributes a constraint can have.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// The words that name the constraint in messages.
    pub what: &'static str,
    /// DEFERRABLE.
    pub deferral: bool,
    /// NOT VALID.
    pub not_valid: bool,
    /// NO INHERIT.
    pub no_inherit: bool,
    /// NOT ENFORCED.
    pub not_enforced: bool,
}

/// Reads the attributes, in whatever order they stand.
pub fn read(reader: &mut Reader, allowed: Allowed) -> Result<Attributes> {
    let mut found = Attributes::default();
    let (mut deferrable, mut deferred) = (None, None);
    loop {
        let mark = reader.mark();
        let permitted = if reader.accept("not deferrable") {
            deferrable = Some(false);
            allowed.deferral
        } else if reader.accept("deferrable") {
            deferrable = Some(true);
            allowed.deferral
        } else if reader.accept("initially deferred") {
            deferred = Some(true);
            allowed.deferral
        } else if reader.accept("initially immediate") {
            deferred = Some(false);
            allowed.deferral
        } else if reader.accept("not valid") {
            found.not_valid = true;
            allowed.not_valid
        } else if reader.accept("no inherit") {
            found.no_inherit = true;
            allowed.no_inherit
        } else if reader.accept("not enforced") {
            (found.not_enforced, found.says_enforced) = (true, true);
            allowed.not_enforced
        } else if reader.accept("enforced") {
            (found.not_enforced, found.says_enforced) = (false, true);
            true
        } else {
            break;
        };
        if !permitted {
            let message = format!(
                "{} cannot be {}",
                allowed.what,
                reader.text_since(mark).to_uppercase()
            );
            return Err(reader.error_at("syntax", &message, reader.since(mark)));
        }
        if deferrable == Some(false) && deferred == Some(true) {
            let message = "a constraint that is INITIALLY DEFERRED must be DEFERRABLE";
            return Err(reader.error_at("syntax", message, reader.since(mark)));
        }
    }
    let is_deferred = deferred == Some(true);
    found.says_deferral = deferrable.is_some() || deferred.is_some();
    found.deferral = Deferral::from_catalog(deferrable.unwrap_or(is_deferred), is_deferred);
    Ok(found)
}
