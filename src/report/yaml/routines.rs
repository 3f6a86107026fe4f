//! Functions and procedures.

use serde_yaml::Value;

use super::map::text;
use super::{Writing, short};
use crate::model::Fact;

impl Writing<'_> {
    /// Writes a routine: its name with the arguments, and all that follows them in SQL.
    pub fn routine(&mut self, fact: &Fact) -> Option<(String, Value)> {
        let sql = self.definition(fact, &format!("create {}", fact.id.kind()))?;
        let end = closing(&sql)?;
        let (head, rest) = sql.split_at(end + 1);
        Some((short(head), text(rest.trim_start())))
    }
}

/// Returns where the parenthesis closes that opens first, quotes honoured.
fn closing(sql: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0, None);
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_end_at_their_own_parenthesis() {
        let sql = "public.f(a text default lower(')'), b integer) returns void";
        assert_eq!(closing(sql).map(|at| &sql[at..]), Some(") returns void"));
    }
}
