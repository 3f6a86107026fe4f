//! The statements that set how what follows is made, as a dump writes them: where new tables are kept, and whether bodies are checked.

use sqlparser::tokenizer::Token;

use crate::kind::World;
use crate::kind::draft::Settings;
use crate::kinds::storage;
use crate::text::sql::Reader;

/// Reads a statement that sets the tablespace or the access method of what follows, or the check of bodies; false if it is another one.
pub fn read(reader: &mut Reader, settings: &mut Settings, world: &World) -> bool {
    let mark = reader.mark();
    let found = set(reader, settings, world).is_some();
    if !found {
        reader.rewind(mark);
    }
    found
}

fn set(reader: &mut Reader, settings: &mut Settings, world: &World) -> Option<()> {
    let is_reset = reader.accept("reset");
    if !is_reset {
        reader.accept("set").then_some(())?;
        let _ = reader.accept("local") || reader.accept("session");
    }
    let name = reader.word()?;
    reader.skip();
    let value = match is_reset {
        true => None,
        false => value(reader)?,
    };
    match name.as_str() {
        "default_tablespace" => {
            settings.tablespace = value.and_then(|v| storage::tablespace(v, world));
        }
        "default_table_access_method" => settings.access_method = value.and_then(storage::method),
        "check_function_bodies" => settings.unchecked_bodies = value.is_some_and(|v| is_off(&v)),
        _ => return None,
    }
    reader.is_done().then_some(())
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
        let found = read(&mut Reader::new(&list[0]), &mut settings, &World::default());
        (found, settings)
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
