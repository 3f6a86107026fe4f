//! Why the rows of a statement cannot be known by a key, so that it is left out.

use super::key::{Candidate, is_named, lacking};
use super::read::{NO_KEY, left_out};
use super::{Insert, Row, Rows, Target};
use crate::diagnostic::Problem;
use crate::model::Id;
use crate::text::quote;

/// The keys of a table.
pub(super) struct Keys<'a> {
    /// All of them, the primary key first.
    pub all: &'a [Candidate],
    /// The one by which rows of other statements are known.
    pub key: Option<&'a Candidate>,
}

impl Keys<'_> {
    /// Makes the warning for a statement that none of them fits.
    pub fn refuse(&self, (rows, insert, batch): (&Rows, &Insert, &[Row]), table: &Id) -> Problem {
        let (place, name) = (insert.place.clone(), table.name());
        let Some(first) = self.all.first() else {
            let reason = format!("{name} has no key to know its rows by");
            let help = "give the table a primary key or a unique constraint";
            return left_out(place, &reason, help);
        };
        let target = &insert.conflict.target;
        let named = self.all.iter().find(|key| is_named(target, key));
        if named.is_none() {
            let reason = format!("{name} has no key {}", wanted(target));
            let all: Vec<String> = self.all.iter().map(listed).collect();
            let help = format!("its rows may be known by {}", all.join(" or "));
            return left_out(place, &reason, &help);
        }
        if let Some(key) = self.key.filter(|key| !is_named(target, key)) {
            let by = listed(key);
            let reason = format!("other statements know the rows of {name} by {by}");
            return left_out(place, &reason, &format!("know all of them by {by}"));
        }
        let key = self.key.or(named).unwrap_or(first);
        let lacks = |row| Some((row, lacking(rows, row, key)?));
        let reason = format!("it does not give its rows a key of {name}");
        match batch.iter().find_map(lacks) {
            Some((row, column)) => left_out(place, &reason, NO_KEY)
                .at(row.place.clone(), format!("no value for {column}")),
            None => left_out(place, &reason, NO_KEY),
        }
    }
}

/// Returns the columns of a key.
fn listed((_, columns): &Candidate) -> String {
    format!("({})", quote::idents(columns))
}

/// Returns the words for the key that ON CONFLICT names.
fn wanted(target: &Target) -> String {
    match target {
        Target::Any => String::new(),
        Target::Constraint(name) => quote::ident(name),
        Target::Columns(columns) => format!("({})", quote::idents(columns)),
    }
}
