//! How a sequence counts, with the values that the server gives to what is left out.
//!
//! Follows `init_params` of the server: a bound that is the limit of the old type follows a new type.

use crate::diagnostic::{Problem, Result};
use crate::model::Place;
use crate::text::sql::Reader;

/// How a sequence counts; every number is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The type of its numbers.
    pub ty: String,
    /// What is added for the next number.
    pub increment: i64,
    /// The least number.
    pub min: i64,
    /// The greatest number.
    pub max: i64,
    /// The first number.
    pub start: i64,
    /// How many numbers a session takes at once.
    pub cache: i64,
    /// Whether it begins anew at its end.
    pub cycle: bool,
}

/// The options of one statement; what it leaves out is nothing.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `AS`.
    pub ty: Option<String>,
    /// `INCREMENT BY`.
    pub increment: Option<i64>,
    /// `MINVALUE`, or `NO MINVALUE` as nothing within.
    pub min: Option<Option<i64>>,
    /// `MAXVALUE`, or `NO MAXVALUE` as nothing within.
    pub max: Option<Option<i64>>,
    /// `START WITH`.
    pub start: Option<i64>,
    /// `CACHE`.
    pub cache: Option<i64>,
    /// `CYCLE` or `NO CYCLE`.
    pub cycle: Option<bool>,
}

/// Returns the least and the greatest number of a type.
pub fn limits(ty: &str) -> (i64, i64) {
    match ty {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

impl Options {
    /// Returns the options of a new sequence.
    pub fn new(given: &Given) -> Options {
        let ty = given.ty.clone().unwrap_or_else(|| "bigint".into());
        let increment = given.increment.unwrap_or(1);
        let (least, greatest) = bounds(&ty, increment);
        let min = given.min.flatten().unwrap_or(least);
        let max = given.max.flatten().unwrap_or(greatest);
        Options {
            start: given.start.unwrap_or(first(increment, min, max)),
            cache: given.cache.unwrap_or(1),
            cycle: given.cycle.unwrap_or(false),
            ty,
            increment,
            min,
            max,
        }
    }

    /// Returns the options after ALTER SEQUENCE.
    ///
    /// A bound that was the limit of the old type becomes that of the new one, even if NO MINVALUE or NO MAXVALUE is written.
    pub fn altered(&self, given: &Given) -> Options {
        let ty = given.ty.clone().unwrap_or_else(|| self.ty.clone());
        let increment = given.increment.unwrap_or(self.increment);
        let (usual, old, new) = (bounds(&ty, increment), limits(&self.ty), limits(&ty));
        let bound = |given_bound: Option<Option<i64>>, own, old, new, usual| match given_bound {
            Some(Some(bound)) => bound,
            _ if given.ty.is_some() && own == old => new,
            Some(None) => usual,
            None => own,
        };
        Options {
            min: bound(given.min, self.min, old.0, new.0, usual.0),
            max: bound(given.max, self.max, old.1, new.1, usual.1),
            start: given.start.unwrap_or(self.start),
            cache: given.cache.unwrap_or(self.cache),
            cycle: given.cycle.unwrap_or(self.cycle),
            ty,
            increment,
        }
    }

    /// Words the options that a new sequence would not have by itself.
    pub fn words(&self) -> Vec<String> {
        let ty = (self.ty != "bigint").then(|| self.ty.clone());
        let plain = Options::new(&Given {
            ty: ty.clone(),
            increment: Some(self.increment),
            ..Given::default()
        });
        let plain = Options {
            start: first(self.increment, self.min, self.max),
            ..plain
        };
        let mut out: Vec<String> = ty.map(|ty| format!("as {ty}")).into_iter().collect();
        if self.increment != 1 {
            out.push(format!("increment by {}", self.increment));
        }
        out.extend(self.differing(&plain, &plain));
        out
    }

    /// Words what changes one sequence into another.
    pub fn changes(&self, to: &Options) -> Vec<String> {
        let given = Given {
            ty: (self.ty != to.ty).then(|| to.ty.clone()),
            increment: (self.increment != to.increment).then_some(to.increment),
            ..Given::default()
        };
        let mut out: Vec<String> = given
            .ty
            .iter()
            .map(|ty| format!("as {ty}"))
            .chain(given.increment.iter().map(|n| format!("increment by {n}")))
            .collect();
        let unbounded = Given {
            min: Some(None),
            max: Some(None),
            ..given.clone()
        };
        out.extend(to.differing(&self.altered(&given), &self.altered(&unbounded)));
        out
    }

    /// Returns whether a sequence has to begin anew as it becomes another, since no number of its range is in the new one.
    pub fn restarts(&self, to: &Options) -> bool {
        to.min > self.max || to.max < self.min
    }

    /// Returns the bound from which a sequence counts, if it may stand before that of another.
    pub fn first_after(&self, to: &Options) -> Option<i64> {
        match to.increment > 0 {
            true => (to.min > self.min).then_some(to.min),
            false => (to.max < self.max).then_some(to.max),
        }
    }

    /// Returns the bound to which a sequence counts, if it may stand behind that of another.
    pub fn last_before(&self, to: &Options) -> Option<i64> {
        match to.increment > 0 {
            true => (to.max < self.max).then_some(to.max),
            false => (to.min > self.min).then_some(to.min),
        }
    }

    /// Words the bounds, the start, the cache and the cycle where they differ from others, given what NO MINVALUE and NO MAXVALUE
    /// would make of those.
    fn differing(&self, other: &Options, unbounded: &Options) -> Vec<String> {
        let number =
            |name: &str, own: i64, theirs: i64| (own != theirs).then(|| format!("{name} {own}"));
        let bound = |name: &str, own: i64, theirs: i64, without: i64| match own == without {
            true => (own != theirs).then(|| format!("no {name}")),
            false => number(name, own, theirs),
        };
        let cycle = if self.cycle { "cycle" } else { "no cycle" };
        [
            bound("minvalue", self.min, other.min, unbounded.min),
            bound("maxvalue", self.max, other.max, unbounded.max),
            number("start with", self.start, other.start),
            number("cache", self.cache, other.cache),
            (self.cycle != other.cycle).then(|| cycle.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Requires what the server requires of the numbers.
    pub fn check(&self, place: Place) -> Result<()> {
        let (least, greatest) = limits(&self.ty);
        let wrong = if self.increment == 0 {
            Some("INCREMENT is zero")
        } else if self.min < least || self.max > greatest {
            Some("a bound is out of the range of the type")
        } else if self.min >= self.max {
            Some("MINVALUE is not less than MAXVALUE")
        } else if self.start < self.min || self.start > self.max {
            Some("START is not between MINVALUE and MAXVALUE")
        } else if self.cache <= 0 {
            Some("CACHE is not greater than zero")
        } else {
            None
        };
        wrong.map_or(Ok(()), |what| {
            let message = format!("the sequence cannot be: {what}");
            Err(Box::new(
                Problem::error("bad-sequence", message).at(place, ""),
            ))
        })
    }
}

/// Returns the bounds that a sequence has by itself.
fn bounds(ty: &str, increment: i64) -> (i64, i64) {
    let (least, greatest) = limits(ty);
    if increment < 0 {
        (least, -1)
    } else {
        (1, greatest)
    }
}

fn first(increment: i64, min: i64, max: i64) -> i64 {
    if increment < 0 { max } else { min }
}

impl Given {
    /// Reads one option, and returns false if none stands at the cursor.
    pub fn read(&mut self, reader: &mut Reader) -> Result<bool> {
        let here = reader.here();
        let twice = if reader.accept("increment") {
            reader.accept("by");
            self.increment.replace(number(reader)?).is_some()
        } else if reader.accept("minvalue") {
            self.min.replace(Some(number(reader)?)).is_some()
        } else if reader.accept("no minvalue") {
            self.min.replace(None).is_some()
        } else if reader.accept("maxvalue") {
            self.max.replace(Some(number(reader)?)).is_some()
        } else if reader.accept("no maxvalue") {
            self.max.replace(None).is_some()
        } else if reader.accept("start") {
            reader.accept("with");
            self.start.replace(number(reader)?).is_some()
        } else if reader.accept("cache") {
            self.cache.replace(number(reader)?).is_some()
        } else if reader.accept("cycle") {
            self.cycle.replace(true).is_some()
        } else if reader.accept("no cycle") {
            self.cycle.replace(false).is_some()
        } else {
            return Ok(false);
        };
        if twice {
            return Err(reader.error_at("defined-twice", "this option is given twice", here));
        }
        Ok(true)
    }
}

fn number(reader: &mut Reader) -> Result<i64> {
    let here = reader.here();
    let text = reader.number()?;
    text.parse().map_err(|_| {
        let message = format!("{text} is not a whole number of at most 64 bits");
        reader.error_at("syntax", &message, here)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_that_is_the_limit_of_the_type_follows_a_new_type() {
        let small = Options::new(&Given {
            ty: Some("smallint".into()),
            ..Given::default()
        });
        let to = Given {
            ty: Some("bigint".into()),
            ..Given::default()
        };
        assert_eq!(small.altered(&to).max, i64::MAX);
        assert_eq!(small.changes(&Options::new(&to)), ["as bigint"]);
    }

    #[test]
    fn a_sequence_that_counts_down_starts_at_its_greatest_number() {
        let down = Options::new(&Given {
            increment: Some(-2),
            ..Given::default()
        });
        assert_eq!((down.max, down.start), (-1, -1));
        assert_eq!(down.words(), ["increment by -2"]);
    }

    #[test]
    fn only_what_differs_is_worded() {
        let from = Options::new(&Given::default());
        let to = Options {
            max: 100,
            cycle: true,
            ..from.clone()
        };
        assert_eq!(from.changes(&to), ["maxvalue 100", "cycle"]);
        assert_eq!(from.words(), Vec::<String>::new());
    }
}
