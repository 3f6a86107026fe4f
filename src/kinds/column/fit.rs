//! What another type does to values that are there: some do not fit into it, some lose a part.
//!
//! Whether a cast leads from one type to the other does not belong here.

use crate::kind::Hazard;
use crate::model::{Fact, Id, Pair};
use crate::text::quote;
use crate::text::typename::TypeName;

/// Returns what is in danger when the values of a column become those of another type; both types are those under domains.
pub fn hazards(column: &Fact, table: &Id, types: &Pair<TypeName>) -> Vec<Hazard> {
    let Pair { live, desired } = types;
    if (live.dimensions > 0) != (desired.dimensions > 0) {
        return Vec::new();
    }
    let values = Values {
        column: &column.id,
        table,
        is_array: live.dimensions > 0,
    };
    let found = [
        too_long(&values, live, desired),
        out_of_range(&values, live, desired),
        rounded(&values, live, desired),
        without_time(&values, live, desired),
        less_precise(&values, live, desired),
    ];
    found.into_iter().flatten().collect()
}

/// The values of a column.
struct Values<'a> {
    column: &'a Id,
    table: &'a Id,
    is_array: bool,
}

impl Values<'_> {
    /// Returns a query for the number of rows with a value, or an element, for which a condition holds.
    fn count(&self, condition: impl Fn(&str) -> String) -> String {
        let name = quote::ident(&self.column.last());
        let condition = match self.is_array {
            false => condition(&name),
            true => format!(
                "exists (select from unnest({name}) e where {})",
                condition("e")
            ),
        };
        format!(
            "select count(*) from {} where {condition}",
            self.table.name()
        )
    }

    fn fails(&self, what: &str, condition: impl Fn(&str) -> String) -> Hazard {
        let (table, name) = (self.table.name(), quote::ident(&self.column.last()));
        let sentence = format!("fails if a row of {table} has {what} in {name}");
        Hazard::may_fail(self.column, sentence, Some(self.count(condition)))
    }

    fn loses(&self, sentence: String, condition: impl Fn(&str) -> String) -> Hazard {
        Hazard::drops_data(self.column, sentence, self.count(condition), "values")
    }
}

/// How many characters the values of a type have at most, where that is no matter of a modifier.
const LENGTHS: &[(&str, i64)] = &[
    ("boolean", 5),
    ("smallint", 6),
    ("integer", 11),
    ("bigint", 20),
    ("uuid", 36),
    ("name", 63),
];

fn too_long(values: &Values, from: &TypeName, to: &TypeName) -> Option<Hazard> {
    const LIMITED: [&str; 2] = ["character varying", "character"];
    let limit = LIMITED.contains(&to.name.as_str()).then(|| modifier(to, 0));
    let limit = limit.flatten()?;
    let most = match LIMITED.contains(&from.name.as_str()) {
        true => modifier(from, 0),
        false => LENGTHS.iter().find(|l| l.0 == from.name).map(|l| l.1),
    };
    // Blanks at the end are cut off.
    let condition = |v: &str| format!("length(rtrim({v}::text, ' ')) > {limit}");
    let what = format!("more than {limit} characters");
    (most.is_none_or(|most| most > limit)).then(|| values.fails(&what, condition))
}

/// The types of whole numbers, with how many bits each has.
const WHOLE: &[(&str, u32)] = &[("smallint", 16), ("integer", 32), ("bigint", 64)];
/// The types of numbers with a fraction.
const WITH_FRACTION: [&str; 3] = ["numeric", "real", "double precision"];

fn bits(ty: &TypeName) -> Option<u32> {
    WHOLE.iter().find(|w| w.0 == ty.name).map(|w| w.1)
}

fn is_number(ty: &TypeName) -> bool {
    bits(ty).is_some() || WITH_FRACTION.contains(&ty.name.as_str())
}

/// Returns how many digits the numbers of a type have at most before the point.
fn digits(ty: &TypeName) -> Option<i64> {
    match ty.name.as_str() {
        "smallint" => Some(5),
        "integer" => Some(10),
        "bigint" => Some(19),
        "numeric" => Some(modifier(ty, 0)? - scale(ty)?),
        _ => None,
    }
}

/// Returns how many digits stand behind the point; nothing if there is no limit.
fn scale(ty: &TypeName) -> Option<i64> {
    match ty.name.as_str() {
        "numeric" if ty.modifiers.is_empty() => None,
        "numeric" => Some(modifier(ty, 1).unwrap_or(0)),
        _ => bits(ty).map(|_| 0),
    }
}

fn out_of_range(values: &Values, from: &TypeName, to: &TypeName) -> Option<Hazard> {
    if !is_number(from) {
        return None;
    }
    let what = format!("a number that {to} cannot hold");
    if let Some(bits) = bits(to) {
        let wider = self::bits(from).is_none_or(|own| own > bits);
        let (least, most) = (-1i128 << (bits - 1), (1i128 << (bits - 1)) - 1);
        let condition = |v: &str| format!("{v} not between {least} and {most}");
        return wider.then(|| values.fails(&what, condition));
    }
    let (limit, scale) = (digits(to)?, scale(to)?);
    let condition = |v: &str| format!("abs(round({v}::numeric, {scale})) >= 1e{limit}");
    let more = digits(from).is_none_or(|own| own > limit);
    more.then(|| values.fails(&what, condition))
}

fn rounded(values: &Values, from: &TypeName, to: &TypeName) -> Option<Hazard> {
    let scale = scale(to).filter(|_| is_number(from))?;
    let finer = self::scale(from).is_none_or(|own| own > scale);
    let condition = |v: &str| format!("round({v}::numeric, {scale}) <> {v}::numeric");
    let sentence = format!("rounds {} to {to}", values.column.name());
    finer.then(|| values.loses(sentence, condition))
}

fn without_time(values: &Values, from: &TypeName, to: &TypeName) -> Option<Hazard> {
    if !from.name.starts_with("timestamp") {
        return None;
    }
    if to.name == "date" {
        let condition = |v: &str| format!("{v}::date::timestamp <> {v}::timestamp");
        let sentence = format!("takes the time of day from {}", values.column.name());
        return Some(values.loses(sentence, condition));
    }
    let condition = |v: &str| format!("{v} is not null");
    let to_time = to.name.starts_with("time ");
    let sentence = format!("takes the day from {}", values.column.name());
    to_time.then(|| values.loses(sentence, condition))
}

/// The digits of a second that a time has, where no modifier says otherwise.
const PRECISION: i64 = 6;

fn less_precise(values: &Values, from: &TypeName, to: &TypeName) -> Option<Hazard> {
    let of_time = from.name == to.name && from.name.starts_with("time");
    let digits = |ty: &TypeName| modifier(ty, 0).unwrap_or(PRECISION);
    let less = of_time && digits(to) < digits(from);
    let element = TypeName {
        dimensions: 0,
        ..to.clone()
    };
    let condition = |v: &str| format!("{v}::{element} <> {v}");
    let sentence = format!("rounds {} to {to}", values.column.name());
    less.then(|| values.loses(sentence, condition))
}

fn modifier(ty: &TypeName, at: usize) -> Option<i64> {
    ty.modifiers.get(at)?.parse().ok()
}
