//! Collations. PostgreSQL changes nothing of one but its name, so a new one takes the place of one that differs.
//!
//! The version of the library behind it is compared only where a file names one.

use crate::diagnostic::{Problem, Result};
use crate::kind::{Alter, Attribute, Draft, Grammar, names};
use crate::kinds::definition::{
    Clause, Definition, DefinitionKind, Holds, Spec, Value, clause, read, words,
};
use crate::kinds::retype;
use crate::model::{Id, split_name};
use crate::text::quote;
use crate::text::sql::{Name, Reader};

/// The kind `collation`.
pub static COLLATION: DefinitionKind = DefinitionKind { spec: &SPEC };

/// What is different about it.
pub static SPEC: Spec = Spec {
    name: names::COLLATION,
    noun: "collation",
    class: "pg_collation",
    owner: Some("collowner"),
    schema: Some("collnamespace"),
    label: "o.collname",
    condition: "o.collencoding in (-1, (select encoding from pg_database where datname = current_database()))",
    clauses: CLAUSES,
    attributes: &[
        Attribute::replaced("provider"),
        Attribute::replaced("locale"),
        Attribute::replaced("lc_collate"),
        Attribute::replaced("lc_ctype"),
        Attribute::replaced("deterministic"),
        Attribute::replaced("rules").since(16),
        Attribute::replaced("version"),
    ],
    statements: &[
        Grammar {
            words: "create collation",
            read: create,
        },
        Grammar {
            words: "alter collation",
            read: alter,
        },
    ],
    address: |reader, draft| read::named(&SPEC, reader, draft),
    create: |fact| words::create("collation", fact.id.name(), fact.body()),
    alter: |_, desired, scene| Alter::InPlace(retype::collation::replace(desired, scene)),
    ..Spec::USUAL
};

const PROVIDER: &str =
    "case o.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end";
const LOCALE: &str = "case when o.collprovider <> 'c' then coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale', \
                      o.collcollate::text) when o.collcollate = o.collctype then o.collcollate::text end";

const CLAUSES: &[Clause] = &[
    clause("provider", Holds::Word, PROVIDER)
        .usual("libc")
        .newer(Some("builtin"), "PROVIDER = builtin", 17),
    clause("locale", Holds::Text, LOCALE).agree(is_same_locale),
    clause(
        "lc_collate",
        Holds::Text,
        "case when o.collprovider = 'c' and o.collcollate <> o.collctype then o.collcollate::text end",
    ),
    clause(
        "lc_ctype",
        Holds::Text,
        "case when o.collprovider = 'c' and o.collcollate <> o.collctype then o.collctype::text end",
    ),
    clause("deterministic", Holds::Truth, "o.collisdeterministic").usual("true"),
    clause("rules", Holds::Text, "to_jsonb(o) ->> 'collicurules'").newer(
        None,
        "RULES of a collation",
        16,
    ),
    clause("version", Holds::Text, "o.collversion").open(),
];

/// Returns the query for the clauses of the collations with one of these names, an array in SQL.
pub fn outside(words: &str) -> String {
    format!(
        "select n.nspname, o.collname, array['provider', 'locale', 'lc_collate', 'lc_ctype', 'deterministic'], \
         array[{PROVIDER}, coalesce({LOCALE}, ''), case when o.collcollate <> o.collctype then o.collcollate::text else '' end, \
         case when o.collcollate <> o.collctype then o.collctype::text else '' end, o.collisdeterministic::text] \
         from pg_collation o join pg_namespace n on n.oid = o.collnamespace where o.collname = any({words}) \
         and o.collencoding in (-1, (select encoding from pg_database where datname = current_database()))"
    )
}

/// Returns whether two locales are one; ICU has an older spelling beside that of BCP 47, and newer servers keep only the latter.
fn is_same_locale(one: Option<&str>, two: Option<&str>) -> bool {
    one == two || one.map(standard) == two.map(standard)
}

/// The key words of ICU's older spelling, with those of BCP 47.
const KEYWORDS: &[(&str, &str)] = &[
    ("collation=phonebook", "co-phonebk"),
    ("collation=", "co-"),
    ("colstrength=primary", "ks-level1"),
    ("colstrength=secondary", "ks-level2"),
    ("colstrength=tertiary", "ks-level3"),
    ("colstrength=quaternary", "ks-level4"),
    ("colstrength=identical", "ks-identic"),
    ("colnumeric=yes", "kn"),
    ("colnumeric=no", "kn-false"),
    ("colcasefirst=", "kf-"),
    ("colcaselevel=yes", "kc"),
    ("colcaselevel=no", "kc-false"),
    ("colalternate=non-ignorable", "ka-noignore"),
    ("colalternate=", "ka-"),
    ("colbackwards=yes", "kb"),
    ("colbackwards=no", "kb-false"),
    ("colnormalization=yes", "kk"),
    ("colnormalization=no", "kk-false"),
];

/// Returns a locale in the spelling of BCP 47.
fn standard(locale: &str) -> String {
    let folded = locale.trim_matches('\'').to_lowercase();
    let (language, keywords) = folded.split_once('@').unwrap_or((&folded, ""));
    let mut out = language.replace('_', "-").replace("-true", "");
    let mut found: Vec<String> = keywords
        .split(';')
        .filter(|k| !k.is_empty())
        .map(keyword)
        .collect();
    found.sort();
    if !found.is_empty() {
        let language = if out.is_empty() { "und" } else { &out };
        out = format!("{language}-u-{}", found.join("-"));
    }
    out
}

fn keyword(written: &str) -> String {
    let known = KEYWORDS
        .iter()
        .find_map(|(old, new)| Some((new, written.strip_prefix(old)?)));
    known.map_or_else(|| written.to_string(), |(new, rest)| format!("{new}{rest}"))
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create collation")?;
    let lenient = reader.accept("if not exists");
    let name = reader.name()?;
    let id = draft.new_id(names::COLLATION, &name)?;
    let mut definition = match reader.accept("from") {
        true => copy(reader, draft)?,
        false => read::options(&SPEC, reader, draft)?,
    };
    reader.done()?;
    settle(&mut definition);
    if definition.get("locale").is_none() && definition.get("lc_collate").is_none() {
        let message = "a collation needs a LOCALE, or LC_COLLATE and LC_CTYPE";
        return Err(reader.error_at("syntax", message, name.place));
    }
    read::declare(&SPEC, draft, id.clone(), definition, name.place, lenient)?;
    draft.note_rename(&id, hint);
    Ok(())
}

/// Takes the two locales of a collation as one where they are the same.
fn settle(definition: &mut Definition) {
    let (collate, ctype) = (definition.sql("lc_collate"), definition.sql("lc_ctype"));
    if let Some(both) = collate.filter(|c| Some(c) == ctype.as_ref()) {
        definition.take("lc_collate");
        definition.take("lc_ctype");
        definition.set(CLAUSES, "locale", Value::Words(both));
    }
}

/// Reads the collation behind FROM, and takes what it says.
fn copy(reader: &mut Reader, draft: &Draft) -> Result<Definition> {
    let name = reader.name()?;
    if let Some(id) = draft.find(&[names::COLLATION], &name) {
        let mut definition = draft.state.body::<Definition>(&id).cloned();
        if let Some(definition) = &mut definition {
            definition.take("version");
        }
        return Ok(definition.unwrap_or_default());
    }
    let mut definition = Definition::default();
    for (key, value) in of_database(&name, draft)? {
        let clause = CLAUSES.iter().find(|c| c.key == key);
        let Some(clause) = clause.filter(|c| c.usual != Some(value.as_str())) else {
            continue;
        };
        let words = match clause.holds {
            Holds::Text => quote::literal(&value),
            _ => value,
        };
        definition.set(CLAUSES, clause.key, Value::Words(words));
    }
    Ok(definition)
}

/// Returns the clauses of a collation that no file defines; without a server, of the few that are the same on each.
fn of_database(name: &Name, draft: &Draft) -> Result<Vec<(String, String)>> {
    let printed = match name.schema() {
        Some(schema) => Id::new("", &[schema, name.last()]).name().to_string(),
        None => draft.collation(name.last()),
    };
    let parts = split_name(&printed);
    let id = match parts.as_slice() {
        [last] => Id::new(names::COLLATION, &["pg_catalog", last]),
        _ => Id::printed(names::COLLATION, printed),
    };
    if let Some(found) = draft.world.collations.get(id.name()) {
        return Ok(found.clone());
    }
    let locale = |value: &str| ("locale".to_string(), value.to_string());
    let icu = id.last().strip_suffix("-x-icu").map(str::to_string);
    match (id.last().as_str(), icu) {
        (plain @ ("C" | "POSIX"), _) => Ok(vec![locale(plain)]),
        (_, Some(language)) if !draft.world.known => {
            let provider = ("provider".to_string(), "icu".to_string());
            Ok(vec![provider, locale(&language)])
        }
        _ => Err(unknown(name)),
    }
}

fn unknown(name: &Name) -> Box<Problem> {
    let message = format!("there is no collation {}", name.show());
    let problem = Problem::error("unknown-object", message).at(name.place.clone(), "");
    Box::new(problem.help("write what it is: `create collation … (locale = '…')`"))
}

/// Reads REFRESH VERSION, after which the version is that of the library.
fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter collation")?;
    let name = reader.name()?;
    let Some(id) = draft.find(&[names::COLLATION], &name) else {
        return Err(draft.unknown("unknown-object", &[names::COLLATION], &name));
    };
    reader.expect("refresh version")?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|d: &mut Definition| drop(d.take("version")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::grant::tests::{facts, read};

    #[test]
    fn what_says_the_same_is_the_same() {
        let of = |rest: &str| facts(&format!("create collation c {rest}"), names::COLLATION);
        let plain = ["public.c: collation (locale = 'C')"];
        assert_eq!(of("(lc_collate = 'C', lc_ctype = 'C')"), plain);
        assert_eq!(
            of("(locale = \"C\", provider = libc, deterministic)"),
            plain
        );
        assert_eq!(of("from \"C\""), plain);
        assert_eq!(
            of("(provider = 'ICU', locale = 'de', deterministic = off)"),
            ["public.c: collation (provider = icu, locale = 'de', deterministic = false)"]
        );
    }

    #[test]
    fn a_locale_of_icu_has_two_spellings() {
        let same = |a, b| assert!(is_same_locale(Some(a), Some(b)), "{a} {b}");
        same("'de_DE'", "'de-DE'");
        same("'de@collation=phonebook'", "'de-u-co-phonebk'");
        same("'@colStrength=secondary'", "'und-u-ks-level2'");
        same("'en@colCaseFirst=upper'", "'en-u-kf-upper'");
        assert!(!is_same_locale(Some("'de'"), Some("'en'")));
    }

    #[test]
    fn a_mistake_is_told() {
        let message = |sql: &str| read(sql).1.concat();
        assert_eq!(
            message("create collation c (local = 'C')"),
            "a collation has no option local"
        );
        assert_eq!(
            message("create collation c (provider = icu)"),
            "a collation needs a LOCALE, or LC_COLLATE and LC_CTYPE"
        );
        assert_eq!(
            message("create collation c from nothing"),
            "there is no collation nothing"
        );
    }

    #[test]
    fn a_copy_is_what_it_was_copied_from() {
        let sql = "create collation a (provider = icu, locale = 'sv'); create collation b from a; \
                   create table t (x text collate b)";
        assert_eq!(
            facts(sql, names::COLLATION)[1],
            "public.b: collation (provider = icu, locale = 'sv')"
        );
        assert!(facts(sql, names::COLUMN)[0].contains("collate public.b"));
    }
}
