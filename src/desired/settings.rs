//! The statements that set how what follows is made, as a dump writes them: where new tables are kept, and whether bodies are checked;
//! and those that set how what follows is read, which is not followed.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Problem;
use crate::kind::draft::Settings;
use crate::kind::{Draft, World};
use crate::kinds::role::acting;
use crate::kinds::storage;
use crate::text::sql::Reader;

/// The settings that decide what a literal or an expression means, with the values under which trueup reads them.
const OF_READING: &[(&str, &[&str])] = &[
    ("datestyle", &["iso", "iso, mdy", "iso,mdy"]),
    ("intervalstyle", &["postgres"]),
    ("timezone", &[]),
    ("time zone", &[]),
    ("lc_monetary", &[]),
    ("standard_conforming_strings", &["on", "true", "yes", "1"]),
    ("transform_null_equals", &["off", "false", "no", "0"]),
    ("array_nulls", &["on", "true", "yes", "1"]),
    ("xmloption", &["content"]),
    ("xml option", &["content"]),
    ("client_encoding", &["utf8", "utf-8", "unicode"]),
    ("names", &["utf8", "utf-8", "unicode"]),
];

/// Returns the warning for a statement that gives literals or expressions another meaning than they are read with.
pub fn unfollowed(reader: &mut Reader) -> Option<Problem> {
    let mark = reader.mark();
    let place = reader.rest();
    let found = of_reading(reader);
    reader.rewind(mark);
    let name = found?;
    let message =
        format!("{name} is not followed: what comes after is read as without this statement");
    let problem = Problem::warning("not-followed", message).at(place, "");
    let help =
        "write literals that mean the same under every setting, such as '2030-01-31 12:00:00+00'";
    Some(problem.help(help))
}

fn of_reading(reader: &mut Reader) -> Option<&'static str> {
    reader.accept("set").then_some(())?;
    let _ = reader.accept("local") || reader.accept("session");
    let (name, usual) = OF_READING.iter().find(|s| reader.accept(s.0))?;
    let _ = reader.accept("to") || reader.accept_sign(&Token::Eq);
    if reader.accept("default") {
        return None;
    }
    let mut value = Vec::new();
    while let Ok(word) = reader
        .string()
        .or_else(|_| reader.ident())
        .or_else(|_| reader.number())
    {
        value.push(word.to_ascii_lowercase());
        reader.comma();
    }
    let value = value.join(", ");
    (!usual.contains(&value.as_str())).then_some(*name)
}

/// Reads a statement that sets the tablespace or the access method of what follows, or the check of bodies, or ends or undoes such;
/// false if it is another one, or does more.
pub fn read(reader: &mut Reader, draft: &mut Draft) -> bool {
    let mark = reader.mark();
    if ["commit", "end"].iter().any(|word| reader.at(word)) {
        draft.settings.end_local();
        return false;
    }
    if reader.at("reset all") || reader.at("discard all") {
        if reader.at("discard") {
            acting::end(draft);
        }
        draft.settings = draft.settings.without_all_but_acting();
        return true;
    }
    let found = set(reader, &mut draft.settings, draft.world).is_some();
    if !found {
        reader.rewind(mark);
    }
    found
}

fn set(reader: &mut Reader, settings: &mut Settings, world: &World) -> Option<()> {
    let mut new = settings.clone();
    let is_reset = reader.accept("reset");
    if !is_reset {
        reader.accept("set").then_some(())?;
        match reader.accept("local") {
            true => new.begin_local(),
            false => drop(reader.accept("session")),
        }
    }
    let name = reader.word()?;
    reader.skip();
    let value = match is_reset {
        true => None,
        false => value(reader)?,
    };
    match name.as_str() {
        "default_tablespace" => {
            new.tablespace = value.and_then(|v| storage::tablespace(v, world));
        }
        "default_table_access_method" => new.access_method = value.and_then(storage::method),
        "check_function_bodies" => new.unchecked_bodies = value.is_some_and(|v| is_off(&v)),
        _ => return None,
    }
    reader.is_done().then(|| *settings = new)
}

fn value(reader: &mut Reader) -> Option<Option<String>> {
    if !reader.accept("to") {
        reader.accept_sign(&Token::Eq).then_some(())?;
    }
    if reader.accept("default") {
        return Some(None);
    }
    let text = reader.string().or_else(|_| reader.ident());
    Some(Some(text.or_else(|_| reader.number()).ok()?))
}

fn is_off(value: &str) -> bool {
    ["off", "false", "no", "0"].contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problems;
    use crate::text::sql::{Script, statements};

    fn settings(sql: &str) -> (bool, Settings) {
        let list = statements(Script::file(0, &sql.into()), &mut Problems::default());
        let mut settings = Settings::default();
        let found = set(&mut Reader::new(&list[0]), &mut settings, &World::default());
        (found.is_some(), settings)
    }

    #[test]
    fn a_dump_sets_the_tablespace_of_what_follows() {
        let (found, set) = settings("SET default_tablespace = fast;");
        assert!(found);
        assert_eq!(set.tablespace.as_deref(), Some("fast"));
        assert_eq!(
            settings("set default_tablespace = '';"),
            (true, Settings::default())
        );
        assert!(
            settings("SET check_function_bodies = false;")
                .1
                .unchecked_bodies
        );
        assert!(
            !settings("set check_function_bodies to on;")
                .1
                .unchecked_bodies
        );
        assert!(!settings("set lock_timeout = 0;").0);
    }
}
