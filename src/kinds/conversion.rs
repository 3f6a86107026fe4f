//! Conversions between encodings.

use crate::diagnostic::Result;
use crate::kind::{Attribute, Draft, Grammar, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read,
};
use crate::model::Fact;
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `conversion`.
pub static CONVERSION: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::CONVERSION,
    noun: "conversion",
    class: "pg_conversion",
    owner: Some("conowner"),
    schema: Some("connamespace"),
    label: "o.conname",
    clauses: CLAUSES,
    attributes: &[
        Attribute::replaced("default"),
        Attribute::replaced("for"),
        Attribute::replaced("to"),
        Attribute::replaced("from"),
    ],
    statements: &[
        Grammar {
            words: "create conversion",
            read: create,
        },
        Grammar {
            words: "create default conversion",
            read: create,
        },
    ],
    address: |reader, draft| read::named(&SPEC, reader, draft),
    create: sql,
    ..Spec::USUAL
};

const CLAUSES: &[Clause] = &[
    clause("default", Holds::Truth, "o.condefault").usual("false"),
    clause("for", Holds::Text, "pg_encoding_to_char(o.conforencoding)").agree(is_same_encoding),
    clause("to", Holds::Text, "pg_encoding_to_char(o.contoencoding)").agree(is_same_encoding),
    clause("from", Holds::Routine, "o.conproc"),
];

/// Other names of encodings, which the server takes for the first.
const ALIASES: &[(&str, &str)] = &[
    ("unicode", "utf8"),
    ("iso88591", "latin1"),
    ("iso88592", "latin2"),
    ("iso88593", "latin3"),
    ("iso88594", "latin4"),
    ("iso88599", "latin5"),
    ("iso885910", "latin6"),
    ("iso885913", "latin7"),
    ("iso885914", "latin8"),
    ("iso885915", "latin9"),
    ("iso885916", "latin10"),
    ("koi8", "koi8r"),
    ("win", "win1251"),
    ("alt", "win866"),
    ("abc", "win1258"),
    ("tcvn", "win1258"),
    ("vscii", "win1258"),
    ("shiftjis", "sjis"),
    ("mskanji", "sjis"),
];

/// Returns whether two names mean one encoding: the server looks at letters and digits only.
fn is_same_encoding(one: Option<&str>, two: Option<&str>) -> bool {
    one.map(plain) == two.map(plain)
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let plain = letters.collect::<String>().to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == plain);
    alias.map_or(plain, |(_, name)| name.to_string())
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create")?;
    let default = reader.accept("default");
    reader.expect("conversion")?;
    let name = reader.name()?;
    let id = draft.new_id(names::CONVERSION, &name)?;
    let mut definition = Definition::default();
    if default {
        definition.set(CLAUSES, "default", Value::Words("true".into()));
    }
    for key in ["for", "to"] {
        reader.expect(key)?;
        let encoding = quote::literal(&reader.string()?);
        definition.set(CLAUSES, key, Value::Words(encoding));
    }
    reader.expect("from")?;
    definition.set(CLAUSES, "from", read::function(reader)?);
    reader.done()?;
    read::declare(&SPEC, draft, id.clone(), definition, name.place, false)?;
    draft.note_rename(&id, hint);
    Ok(())
}

fn sql(fact: &Fact) -> String {
    let definition: &Definition = fact.body();
    let of = |key: &str| definition.sql(key).unwrap_or_default();
    let default = definition.get("default").map_or("", |_| "default ");
    format!(
        "create {default}conversion {} for {} to {} from {}",
        fact.id.name(),
        of("for"),
        of("to"),
        of("from")
    )
}
