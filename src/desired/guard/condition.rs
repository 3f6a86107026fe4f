//! The conditions of guards: queries of the catalog that ask whether a thing exists.
//!
//! ```text
//! condition ─► and, or, not ─► EXISTS (SELECT … FROM tables WHERE column = 'value' AND …)
//!                            └ to_regclass('name') IS [NOT] NULL
//! ```

use sqlparser::tokenizer::Token;

use super::catalogs::{self, Test};
use crate::diagnostic::{Problem, Result};
use crate::kind::{Draft, names};
use crate::model::{KindName, split_name};
use crate::text::sql::Reader;

/// A condition.
#[derive(Debug)]
pub enum Condition {
    /// The negation.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// One of them.
    Any(Vec<Condition>),
    /// Whether something exists.
    Exists(Test),
    /// Whether a name as SQL means something of these kinds.
    Named(Vec<String>, &'static [KindName]),
}

/// The functions that give null for a name which means nothing.
const LOOKUPS: &[(&str, &[KindName])] = &[
    ("to_regclass", names::RELATIONS),
    ("to_regtype", names::TYPES),
    ("to_regnamespace", &[names::SCHEMA]),
];

impl Condition {
    /// Reads a condition.
    pub fn read(reader: &mut Reader) -> Result<Condition> {
        let first = Condition::conjunction(reader)?;
        let mut list = vec![first];
        while reader.accept("or") {
            list.push(Condition::conjunction(reader)?);
        }
        Ok(single(list, Condition::Any))
    }

    fn conjunction(reader: &mut Reader) -> Result<Condition> {
        let mut list = vec![Condition::negation(reader)?];
        while reader.accept("and") {
            list.push(Condition::negation(reader)?);
        }
        Ok(single(list, Condition::All))
    }

    fn negation(reader: &mut Reader) -> Result<Condition> {
        let mut turned = false;
        while reader.accept("not") {
            turned = !turned;
        }
        let operand = Condition::operand(reader)?;
        Ok(match turned {
            true => Condition::Not(Box::new(operand)),
            false => operand,
        })
    }

    fn operand(reader: &mut Reader) -> Result<Condition> {
        if reader.accept("exists") {
            reader.expect_sign(&Token::LParen)?;
            let test = query(reader)?;
            reader.expect_sign(&Token::RParen)?;
            return Ok(Condition::Exists(test));
        }
        if reader.accept_sign(&Token::LParen) {
            let inner = Condition::read(reader)?;
            reader.expect_sign(&Token::RParen)?;
            return Ok(inner);
        }
        lookup(reader)
    }

    /// Returns whether it holds in the state that the files have built so far.
    pub fn holds(&self, draft: &Draft) -> bool {
        match self {
            Condition::Not(inner) => !inner.holds(draft),
            Condition::All(list) => list.iter().all(|c| c.holds(draft)),
            Condition::Any(list) => list.iter().any(|c| c.holds(draft)),
            Condition::Exists(test) => test.holds(draft),
            Condition::Named(parts, kinds) => catalogs::is_named(parts, kinds, draft),
        }
    }
}

fn single(mut list: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match list.len() {
        1 => list.remove(0),
        _ => many(list),
    }
}

/// Reads `to_regclass('name') IS [NOT] NULL`.
fn lookup(reader: &mut Reader) -> Result<Condition> {
    let mark = reader.mark();
    let name = reader.name().map_err(|_| unfollowed(reader, mark))?;
    let found = LOOKUPS.iter().find(|l| l.0 == name.last());
    let Some((_, kinds)) = found else {
        return Err(unfollowed(reader, mark));
    };
    reader.expect_sign(&Token::LParen)?;
    let text = reader.string()?;
    catalogs::cast(reader)?;
    reader.expect_sign(&Token::RParen)?;
    reader.expect("is")?;
    let there = reader.accept("not");
    reader.expect("null")?;
    let named = Condition::Named(folded(&text), kinds);
    Ok(if there {
        named
    } else {
        Condition::Not(Box::new(named))
    })
}

/// Returns the parts of a name as SQL, folded.
pub fn folded(text: &str) -> Vec<String> {
    let fold = |text: &str| match text.contains('"') {
        true => text.to_string(),
        false => text.to_ascii_lowercase(),
    };
    split_name(&fold(text.trim()))
}

/// Reads a query of the catalog.
fn query(reader: &mut Reader) -> Result<Test> {
    reader.expect("select")?;
    reader.until(|r| r.at("from"))?;
    reader.expect("from")?;
    let start = reader.mark();
    let mut test = Test::default();
    table(reader, &mut test)?;
    loop {
        if reader.comma() {
            table(reader, &mut test)?;
        } else if reader.accept("join") || reader.accept("inner join") {
            table(reader, &mut test)?;
            reader.expect("on")?;
            terms(reader, &mut test)?;
        } else {
            break;
        }
    }
    if reader.accept("where") {
        terms(reader, &mut test)?;
    }
    if reader.accept("limit") {
        reader.number()?;
    }
    test.check()
        .map_err(|message| reader.error_at("unsupported-do", &message, reader.since(start)))?;
    Ok(test)
}

/// Reads the name of a catalog and its alias.
fn table(reader: &mut Reader, test: &mut Test) -> Result<()> {
    let mark = reader.mark();
    let name = reader.name()?;
    if !test.reads(name.last()) {
        return Err(unfollowed(reader, mark));
    }
    reader.accept("as");
    let ends = [
        "where", "join", "inner", "on", "limit", "left", "right", "full", "cross", "group", "order",
    ];
    if reader.word().is_some_and(|w| !ends.contains(&w.as_str())) {
        reader.skip();
    }
    Ok(())
}

/// Reads comparisons that are joined by AND.
fn terms(reader: &mut Reader, test: &mut Test) -> Result<()> {
    loop {
        let mark = reader.mark();
        let open = reader.accept_sign(&Token::LParen);
        let fits = term(reader, test)?;
        if !fits || (open && !reader.accept_sign(&Token::RParen)) {
            return Err(unfollowed(reader, mark));
        }
        if !reader.accept("and") {
            return Ok(());
        }
    }
}

/// Reads one comparison, and returns whether it is one that is followed.
fn term(reader: &mut Reader, test: &mut Test) -> Result<bool> {
    if reader.accept("not") {
        // Rows that no fact stands for.
        let flags = ["attisdropped", "tgisinternal"];
        return Ok(reader.name().is_ok_and(|n| flags.contains(&n.last())));
    }
    let Ok(column) = reader.name() else {
        return Ok(false);
    };
    catalogs::cast(reader)?;
    if reader.accept("in") {
        let values = reader.list(|r| catalogs::value(r, column.last()))?;
        return Ok(test.compare(column.last(), values));
    }
    if !reader.accept_sign(&Token::Eq) {
        return Ok(false);
    }
    if reader.word().is_some() && matches!(reader.peek_nth(1), Token::Period) {
        let other = reader.name()?;
        return Ok(catalogs::joins(column.last(), other.last()));
    }
    let value = catalogs::value(reader, column.last())?;
    Ok(test.compare(column.last(), vec![value]))
}

/// Makes the error for a condition that is not followed.
pub fn unfollowed(reader: &Reader, mark: usize) -> Box<Problem> {
    let place = if reader.mark() > mark {
        reader.since(mark)
    } else {
        reader.here()
    };
    let message = "trueup cannot tell from the files whether this condition holds";
    let problem = Problem::error("unsupported-do", message).at(place, "");
    Box::new(problem.help(
        "it follows queries of pg_type, pg_class, pg_namespace, pg_proc, pg_constraint, pg_policies, pg_trigger, \
         information_schema and their like that compare names with constants",
    ))
}
