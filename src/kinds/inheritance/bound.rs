//! The bound of a partition: `FOR VALUES …` or `DEFAULT`.

use crate::diagnostic::Result;
use crate::text::Expr;
use crate::text::sql::Reader;

/// Which rows a partition holds.
#[derive(Debug, Clone)]
pub enum Bound {
    /// Those that no other partition holds.
    Default,
    /// Those whose key is one of these values.
    In(Vec<Expr>),
    /// Those whose key is not below the first and below the second list.
    Range(Vec<Datum>, Vec<Datum>),
    /// Those whose hash gives this remainder.
    Hash {
        /// What the hash is divided by.
        modulus: u32,
        /// What is left.
        remainder: u32,
    },
}

/// One value of a range's end.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// `MINVALUE`
    Min,
    /// `MAXVALUE`
    Max,
    /// A value.
    Value(Expr),
}

impl PartialEq for Bound {
    /// The order of the values of a list means nothing.
    fn eq(&self, other: &Bound) -> bool {
        let sorted = |list: &[Expr]| {
            let mut all: Vec<String> = list.iter().map(|e| e.canon.to_string()).collect();
            all.sort();
            all.dedup();
            all
        };
        match (self, other) {
            (Bound::Default, Bound::Default) => true,
            (Bound::In(a), Bound::In(b)) => sorted(a) == sorted(b),
            (Bound::Range(a, b), Bound::Range(c, d)) => a == c && b == d,
            (
                Bound::Hash { modulus, remainder },
                Bound::Hash {
                    modulus: m,
                    remainder: r,
                },
            ) => (modulus, remainder) == (m, r),
            _ => false,
        }
    }
}

impl Bound {
    /// Reads a bound.
    pub fn read(reader: &mut Reader) -> Result<Bound> {
        if reader.accept("default") {
            return Ok(Bound::Default);
        }
        reader.expect("for values")?;
        match () {
            () if reader.accept("in") => Ok(Bound::In(reader.list(value)?)),
            () if reader.accept("from") => {
                let from = reader.list(datum)?;
                reader.expect("to")?;
                Ok(Bound::Range(from, reader.list(datum)?))
            }
            () if reader.accept("with") => hash(reader),
            () => Err(reader.unexpected("IN, FROM or WITH")),
        }
    }

    /// Returns the bound as SQL.
    pub fn sql(&self) -> String {
        let values = |list: &[Expr]| {
            let all: Vec<&str> = list.iter().map(|e| &*e.sql).collect();
            all.join(", ")
        };
        let data = |list: &[Datum]| {
            let all: Vec<&str> = list.iter().map(Datum::sql).collect();
            all.join(", ")
        };
        match self {
            Bound::Default => "default".into(),
            Bound::In(list) => format!("for values in ({})", values(list)),
            Bound::Range(from, to) => {
                format!("for values from ({}) to ({})", data(from), data(to))
            }
            Bound::Hash { modulus, remainder } => {
                format!("for values with (modulus {modulus}, remainder {remainder})")
            }
        }
    }

    /// Shows each value with the number of the key's column that it is for.
    pub fn visit(&mut self, visit: &mut dyn FnMut(&mut Expr, usize)) {
        match self {
            Bound::Default | Bound::Hash { .. } => {}
            Bound::In(list) => list.iter_mut().for_each(|expr| visit(expr, 0)),
            Bound::Range(from, to) => {
                for (n, datum) in from.iter_mut().enumerate().chain(to.iter_mut().enumerate()) {
                    if let Datum::Value(expr) = datum {
                        visit(expr, n);
                    }
                }
            }
        }
    }
}

impl Datum {
    fn sql(&self) -> &str {
        match self {
            Datum::Min => "minvalue",
            Datum::Max => "maxvalue",
            Datum::Value(expr) => &expr.sql,
        }
    }
}

fn datum(reader: &mut Reader) -> Result<Datum> {
    match () {
        () if reader.accept("minvalue") => Ok(Datum::Min),
        () if reader.accept("maxvalue") => Ok(Datum::Max),
        () => value(reader).map(Datum::Value),
    }
}

fn value(reader: &mut Reader) -> Result<Expr> {
    let expr = reader.until(Reader::at_comma)?;
    match expr.sql.is_empty() {
        true => Err(reader.unexpected("a value")),
        false => Ok(expr),
    }
}

fn hash(reader: &mut Reader) -> Result<Bound> {
    let (mut modulus, mut remainder) = (None, None);
    reader.list(|r| {
        let slot = match () {
            () if r.accept("modulus") => &mut modulus,
            () if r.accept("remainder") => &mut remainder,
            () => return Err(r.unexpected("MODULUS or REMAINDER")),
        };
        let mark = r.mark();
        let number = r.number()?.parse().ok();
        *slot = Some(
            number.ok_or_else(|| r.error_at("syntax", "this is no whole number", r.since(mark)))?,
        );
        Ok(())
    })?;
    match (modulus, remainder) {
        (Some(modulus), Some(remainder)) => Ok(Bound::Hash { modulus, remainder }),
        _ => Err(reader.unexpected("both MODULUS and REMAINDER between the parentheses")),
    }
}

#[cfg(test)]
mod tests {
    use super::Bound;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Reader, Script, statements};

    fn bound(text: &str) -> Bound {
        let list = statements(Script::file(0, &text.into()), &mut Problems::default());
        let mut reader = Reader::new(&list[0]);
        Bound::read(&mut reader).expect("it is a bound")
    }

    #[test]
    fn the_values_of_a_list_have_no_order_and_the_ends_of_a_range_have() {
        let list = bound("for values in ('a', 'b', null)");
        assert_eq!(list, bound("FOR VALUES IN (null, 'b', 'a', 'b')"));
        assert_ne!(list, bound("for values in ('a', 'b')"));
        let range = bound("for values from (1, minvalue) to (2, maxvalue)");
        assert_eq!(
            range.sql(),
            "for values from (1, minvalue) to (2, maxvalue)"
        );
        assert_ne!(
            range,
            bound("for values from (1, minvalue) to (maxvalue, 2)")
        );
    }

    #[test]
    fn a_hash_has_its_two_numbers_in_any_order() {
        let hash = bound("for values with (remainder 1, modulus 4)");
        assert_eq!(hash, bound("for values with (modulus 4, remainder 1)"));
        assert_ne!(hash, bound("for values with (modulus 4, remainder 0)"));
        assert_ne!(hash, Bound::Default);
    }
}
