//! Text search: parsers, templates, dictionaries and configurations, each by its definition.
//!
//! What a configuration does with a sort of token is a fact of its own, in `mapping`.

mod alter;
mod dictionary;
pub mod mapping;

use crate::diagnostic::{Problem, Result};
use crate::kind::world::TokenMappings;
use crate::kind::{Attribute, Draft, Grammar, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read, words,
};
use crate::model::{Id, KindName};
use crate::text::sql::{Name, Reader};

pub use dictionary::{DICTIONARY, SPEC as DICTIONARY_SPEC, canonical};

/// The kind `text-search-parser`.
pub static PARSER: DefinitionKind = DefinitionKind { spec: &PARSER_SPEC };
/// The kind `text-search-template`.
pub static TEMPLATE: DefinitionKind = DefinitionKind {
    spec: &TEMPLATE_SPEC,
};
/// The kind `text-search-configuration`.
pub static CONFIGURATION: DefinitionKind = DefinitionKind {
    spec: &CONFIGURATION_SPEC,
};

/// What is different about a parser.
pub static PARSER_SPEC: Spec = Spec {
    name: names::TS_PARSER,
    noun: "text search parser",
    class: "pg_ts_parser",
    schema: Some("prsnamespace"),
    label: "o.prsname",
    clauses: &[
        clause("start", Holds::Routine, "o.prsstart"),
        clause("gettoken", Holds::Routine, "o.prstoken"),
        clause("end", Holds::Routine, "o.prsend"),
        clause("lextypes", Holds::Routine, "o.prslextype"),
        clause("headline", Holds::Routine, "o.prsheadline"),
    ],
    attributes: &[
        Attribute::replaced("start"),
        Attribute::replaced("gettoken"),
        Attribute::replaced("end"),
        Attribute::replaced("lextypes"),
        Attribute::replaced("headline"),
    ],
    statements: &[Grammar {
        words: "create text search parser",
        read: |reader, draft| create(&PARSER_SPEC, reader, draft),
    }],
    address: |reader, draft| read::named(&PARSER_SPEC, reader, draft),
    create: |fact| words::create("text search parser", fact.id.name(), fact.body()),
    ..Spec::USUAL
};

/// What is different about a template.
pub static TEMPLATE_SPEC: Spec = Spec {
    name: names::TS_TEMPLATE,
    noun: "text search template",
    class: "pg_ts_template",
    schema: Some("tmplnamespace"),
    label: "o.tmplname",
    clauses: &[
        clause("init", Holds::Routine, "o.tmplinit"),
        clause("lexize", Holds::Routine, "o.tmpllexize"),
    ],
    attributes: &[Attribute::replaced("init"), Attribute::replaced("lexize")],
    statements: &[Grammar {
        words: "create text search template",
        read: |reader, draft| create(&TEMPLATE_SPEC, reader, draft),
    }],
    address: |reader, draft| read::named(&TEMPLATE_SPEC, reader, draft),
    create: |fact| words::create("text search template", fact.id.name(), fact.body()),
    ..Spec::USUAL
};

/// What is different about a configuration.
pub static CONFIGURATION_SPEC: Spec = Spec {
    name: names::TS_CONFIGURATION,
    noun: "text search configuration",
    class: "pg_ts_config",
    owner: Some("cfgowner"),
    schema: Some("cfgnamespace"),
    label: "o.cfgname",
    clauses: OF_CONFIGURATION,
    attributes: &[Attribute::replaced("parser")],
    statements: &[
        Grammar {
            words: "create text search configuration",
            read: configuration,
        },
        Grammar {
            words: "alter text search configuration",
            read: alter::read,
        },
    ],
    address: |reader, draft| read::named(&CONFIGURATION_SPEC, reader, draft),
    create: |fact| words::create("text search configuration", fact.id.name(), fact.body()),
    ..Spec::USUAL
};

const OF_CONFIGURATION: &[Clause] = &[clause(
    "parser",
    Holds::Object(names::TS_PARSER),
    "o.cfgparser",
)];

/// Reads the creation of what has nothing but clauses.
fn create(spec: &'static Spec, reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect(&format!("create {}", spec.noun))?;
    let name = reader.name()?;
    let id = draft.new_id(spec.name, &name)?;
    let definition = read::options(spec, reader, draft)?;
    read::declare(spec, draft, id.clone(), definition, name.place, false)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Reads CREATE TEXT SEARCH CONFIGURATION with a parser, or as a copy with all mappings.
fn configuration(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let mark = reader.mark();
    reader.expect("create text search configuration")?;
    let name = reader.name()?;
    reader.expect_sign(&sqlparser::tokenizer::Token::LParen)?;
    if !reader.accept("copy") {
        reader.rewind(mark);
        return create(&CONFIGURATION_SPEC, reader, draft);
    }
    reader.expect_sign(&sqlparser::tokenizer::Token::Eq)?;
    let from = reader.name()?;
    reader.expect_sign(&sqlparser::tokenizer::Token::RParen)?;
    reader.done()?;
    let id = draft.new_id(names::TS_CONFIGURATION, &name)?;
    let (definition, mappings) = copied(&from, draft)?;
    let place = name.place.clone();
    read::declare(
        &CONFIGURATION_SPEC,
        draft,
        id.clone(),
        definition,
        name.place,
        false,
    )?;
    for (token, mapping) in mappings {
        mapping::add(draft, &id, &token, mapping, place.clone())?;
    }
    Ok(())
}

/// Returns what a configuration of the files, or of the database, says.
fn copied(from: &Name, draft: &Draft) -> Result<(Definition, TokenMappings)> {
    if let Some(id) = draft.find(&[names::TS_CONFIGURATION], from) {
        let definition = draft.state.body::<Definition>(&id).cloned();
        let mappings = draft.parts::<mapping::Mapping>(&id).into_iter();
        let mappings = mappings.map(|(id, m)| (mapping::token(&id), m.dictionaries));
        return Ok((definition.unwrap_or_default(), mappings.collect()));
    }
    let schemas = match from.schema() {
        Some(schema) => vec![schema.to_string()],
        None => {
            let system = std::iter::once("pg_catalog".to_string());
            system.chain(draft.path().iter().cloned()).collect()
        }
    };
    let found = schemas.iter().find_map(|schema| {
        let id = Id::new(names::TS_CONFIGURATION, &[schema, from.last()]);
        draft.world.configurations.get(id.name())
    });
    let Some((parser, mappings)) = found else {
        let message = format!(
            "what the text search configuration {} does is not known here",
            from.show()
        );
        let problem = Problem::error("unknown-object", message).at(from.place.clone(), "");
        return Err(Box::new(problem.help(
            "compare with a database that has it, or write its parser and its mappings",
        )));
    };
    let mut definition = Definition::default();
    definition.set(OF_CONFIGURATION, "parser", Value::Object(parser.clone()));
    Ok((definition, mappings.clone()))
}

/// Reads the names of objects of a kind, separated by commas; their schemas are found when all files are read.
fn objects(kind: KindName, reader: &mut Reader) -> Result<Vec<Id>> {
    let mut out = Vec::new();
    loop {
        if let Value::Object(id) = read::object(kind, reader)? {
            out.push(id);
        }
        if !reader.comma() {
            return Ok(out);
        }
    }
}

/// Returns the query for what the configurations with one of these names do, an array in SQL.
pub fn outside(words: &str) -> String {
    format!(
        "select n.nspname, o.cfgname, pn.nspname, p.prsname, {} from pg_ts_config o join pg_namespace n on n.oid = o.cfgnamespace \
         join pg_ts_parser p on p.oid = o.cfgparser join pg_namespace pn on pn.oid = p.prsnamespace \
         cross join lateral ts_token_type(o.cfgparser) t where o.cfgname = any({words}) and {} order by o.oid, t.tokid",
        mapping::COLUMNS,
        mapping::EXISTS,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::grant::tests::{facts, read};

    const MADE: &str = "create text search dictionary d (template = simple, stopwords = english); \
                        create text search configuration c (parser = pg_catalog.\"default\"); \
                        alter text search configuration c add mapping for word, asciiword with d, simple; ";

    fn mappings(sql: &str) -> Vec<String> {
        facts(&format!("{MADE}{sql}"), names::TS_MAPPING)
    }

    #[test]
    fn a_mapping_is_added_changed_and_dropped() {
        let one = "public.c.asciiword: public.d, pg_catalog.simple";
        let two = "public.c.word: public.d, pg_catalog.simple";
        assert_eq!(mappings(""), [one, two]);
        assert_eq!(
            mappings("alter text search configuration c alter mapping for word with simple"),
            [one, "public.c.word: pg_catalog.simple"]
        );
        assert_eq!(
            mappings("alter text search configuration c alter mapping replace d with simple"),
            [
                "public.c.asciiword: pg_catalog.simple, pg_catalog.simple",
                "public.c.word: pg_catalog.simple, pg_catalog.simple"
            ]
        );
        assert_eq!(
            mappings("alter text search configuration c drop mapping if exists for asciiword, tag"),
            [two]
        );
    }

    #[test]
    fn a_copy_has_the_mappings_too() {
        let sql = format!("{MADE}create text search configuration e (copy = c)");
        assert_eq!(facts(&sql, names::TS_MAPPING).len(), 4);
        let message = read("create text search configuration e (copy = english)").1;
        assert!(message.concat().contains("english"), "{message:?}");
    }

    #[test]
    fn options_of_a_dictionary_are_those_of_its_template() {
        let changed =
            format!("{MADE}alter text search dictionary d (stopwords, \"Accept\" = false, n = 5)");
        assert_eq!(
            facts(&changed, names::TS_DICTIONARY),
            [
                "public.d: text search dictionary (template = pg_catalog.simple, \"Accept\" = 'false', n = '5')"
            ]
        );
    }
}
