//! The list of a SELECT in its text: where each of its columns stands, and under which name.

use std::ops::Range;

use crate::diagnostic::Problems;
use crate::text::sql::{Reader, Script, statements};
use crate::text::{quote, refs};

/// The parts of the outermost SELECT that decide which columns it gives.
pub struct Select {
    /// The queries before it, which it may read from by their names.
    pub with: String,
    /// The columns, in their order.
    pub items: Vec<Item>,
    /// What it reads from, as written; nothing for a union and its like.
    pub from: Option<String>,
}

/// One column of the list.
pub struct Item {
    /// The expression, without a name that AS gives it.
    pub expr: Range<usize>,
    /// The name after AS.
    pub alias: Option<Range<usize>>,
}

/// What ends the list.
const AFTER: &[&str] = &[
    "from",
    "where",
    "group",
    "having",
    "window",
    "union",
    "intersect",
    "except",
    "order",
    "limit",
    "offset",
    "fetch",
    "for",
    "into",
];
/// What ends the list of what is read from.
const AFTER_FROM: &[&str] = &[
    "where", "group", "having", "window", "order", "limit", "offset", "fetch", "for",
];

/// Finds the columns of a query; nothing if it is no plain SELECT.
pub fn parse(text: &str) -> Option<Select> {
    let script = Script::file(0, &text.into());
    let list = statements(script, &mut Problems::default());
    let [statement] = list.as_slice() else {
        return None;
    };
    let mut reader = Reader::new(statement);
    let with = reader.until(|r| r.at("select")).ok()?.sql.to_string();
    if !reader.accept("select") {
        return None;
    }
    let _ = reader.accept("all");
    if reader.accept("distinct on") {
        reader.in_parens().ok()?;
    }
    let _ = reader.accept("distinct");
    let mut items = Vec::new();
    loop {
        items.push(item(&mut reader)?);
        if !reader.comma() {
            break;
        }
    }
    Some(Select {
        with,
        items,
        from: from(&mut reader),
    })
}

fn from(reader: &mut Reader) -> Option<String> {
    if !reader.accept("from") {
        return None;
    }
    let whole = |r: &Reader| r.at_any(AFTER_FROM) || r.at_any(&["union", "intersect", "except"]);
    let from = reader.until(whole).ok()?.sql.to_string();
    let rest = reader.until(|r| r.at_any(&["union", "intersect", "except"]));
    rest.ok()?;
    reader.is_done().then_some(from)
}

fn item(reader: &mut Reader) -> Option<Item> {
    let mark = reader.mark();
    let ends = |r: &Reader| {
        let is_distinct = |r: &Reader| r.at("from") && r.is_after("distinct", mark);
        r.at_comma() || (r.at_any(AFTER) && !is_distinct(r))
    };
    reader.until(|r| ends(r) || r.at("as")).ok()?;
    let expr = reader.since(mark).bytes;
    if expr.is_empty() {
        return None;
    }
    if !reader.accept("as") {
        return Some(Item { expr, alias: None });
    }
    let mark = reader.mark();
    reader.ident().ok()?;
    let alias = Some(reader.since(mark).bytes);
    (ends(reader) || reader.is_done()).then_some(Item { expr, alias })
}

/// Returns the query with the names given to its first columns, if it can be seen what they are.
pub fn named(text: &str, names: &[String]) -> Option<String> {
    let select = parse(text)?;
    if select.items.len() < names.len() {
        return None;
    }
    let mut out = text.to_string();
    for (item, name) in select.items.iter().zip(names).rev() {
        let name = quote::ident(name);
        match &item.alias {
            Some(alias) => out.replace_range(alias.clone(), &name),
            None if text[item.expr.clone()].rsplit('.').next() == Some(&name) => {}
            None if has_no_name(&text[item.expr.clone()]) => {
                out.insert_str(item.expr.end, &format!(" as {name}"));
            }
            None => return None,
        }
    }
    Some(out)
}

/// Returns the expressions of a query's list and what stands around the list: all of it but the names that AS gives.
pub fn without_names(text: &str) -> Option<Vec<&str>> {
    let items = parse(text)?.items;
    let end = |item: &Item| item.alias.as_ref().map_or(item.expr.end, |a| a.end);
    let (first, last) = (items.first()?, items.last()?);
    let list = items.iter().map(|item| &text[item.expr.clone()]);
    let around = [&text[..first.expr.start], &text[end(last)..]];
    Some(around.into_iter().chain(list).collect())
}

/// Returns the names of a query's columns; nothing where one has a name that is not written.
pub fn names(text: &str) -> Option<Vec<String>> {
    let name = |item: &Item| {
        let written = &text[item.alias.clone().unwrap_or(item.expr.clone())];
        let found = refs::scan(written).names;
        let [name] = found.as_slice() else {
            return None;
        };
        let whole = name.bytes == (0..written.len()) && !name.call && !written.ends_with('*');
        name.parts.last().filter(|_| whole).cloned()
    };
    parse(text)?.items.iter().map(name).collect()
}

/// Returns whether an expression is certain to be one whole, with no name put behind it without AS, and no star.
fn has_no_name(expr: &str) -> bool {
    let lower = expr.to_ascii_lowercase();
    let closes = expr.ends_with([')', ']', '\'']);
    let case = lower.starts_with("case") && lower.ends_with("end");
    let one_word = !expr.contains(char::is_whitespace) && !expr.contains('"');
    !expr.ends_with('*') && (closes || case || one_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str, names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
        named(text, &names)
    }

    #[test]
    fn names_are_written_behind_the_columns_of_the_outermost_select() {
        assert_eq!(
            given(
                "with x as (select 1 as q) select a.b, count(*) as n from x a",
                &["c", "d"]
            ),
            Some("with x as (select 1 as q) select a.b as c, count(*) as d from x a".into())
        );
        assert_eq!(
            given("select a is distinct from b, c from t", &["same"]),
            None,
            "a column without AS whose end is in doubt stays"
        );
        assert_eq!(
            given(
                "select case when a then 1 else 2 end, (b is distinct from c) from t",
                &["x", "y"]
            ),
            Some(
                "select case when a then 1 else 2 end as x, (b is distinct from c) as y from t"
                    .into()
            )
        );
    }

    #[test]
    fn a_star_and_a_name_without_as_are_left_to_the_server() {
        assert_eq!(given("select * from t", &["a"]), None);
        assert_eq!(given("select a b from t", &["c"]), None);
        assert_eq!(given("values (1)", &["c"]), None);
    }

    #[test]
    fn a_union_has_no_single_from() {
        let from = |text: &str| parse(text).and_then(|s| s.from);
        assert_eq!(from("select a from t where b union select c from u"), None);
        assert_eq!(
            from("select a from t join u using (x) where b").as_deref(),
            Some("t join u using (x)")
        );
    }
}
