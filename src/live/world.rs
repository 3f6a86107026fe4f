//! What exists on the server under the names that the files use.

use std::collections::{BTreeSet, HashSet};

use postgres::Client;

use super::rows::{self, QueryError, array};
use crate::kind::world::Outside;
use crate::kind::{Row, World, names};
use crate::kinds::text_search::{self, mapping};
use crate::kinds::{collation, definition};
use crate::model::{Id, KindName};

/// Asks the server for what the words of the files may mean, apart from what the files define themselves.
///
/// # Errors
/// When the server refuses a query.
pub fn world(
    client: &mut Client,
    words: &BTreeSet<String>,
    defined: &BTreeSet<Id>,
) -> Result<World, QueryError> {
    let mut world = World {
        known: true,
        ..World::default()
    };
    let queries = queries(words, defined);
    world.signatures = drops_routines(words).then(HashSet::new);
    let texts: Vec<&str> = queries.iter().map(|q| q.1.as_str()).collect();
    rows::run(client, &texts, |query, cells| {
        (queries[query].0)(&mut world, &mut Row::new(cells));
    })?;
    Ok(world)
}

/// Asks the server for its version, as `server_version_num` gives it.
///
/// # Errors
/// When the server refuses.
pub fn version(client: &mut Client) -> Result<u32, QueryError> {
    let mut version = 0;
    rows::run(client, &["show server_version_num"], |_, cells| {
        version = Row::new(cells).number() as u32;
    })?;
    Ok(version)
}

/// Takes a row of one of the queries.
type Take = fn(&mut World, &mut Row);

fn session(world: &mut World, row: &mut Row) {
    world.version = row.number() as u32;
    world.user = row.text().to_string();
    world.bootstrap = row.text().to_string();
    world.tablespace = row.opt().map(str::to_string);
}

fn named(map: &mut std::collections::HashMap<String, Vec<String>>, row: &mut Row) {
    let (name, schema) = (row.text().to_string(), row.text().to_string());
    let schemas = map.entry(name).or_default();
    if !schemas.contains(&schema) {
        schemas.push(schema);
    }
}

fn signature(world: &mut World, row: &mut Row) {
    let id = Id::new(names::FUNCTION, &[row.text(), row.text()]);
    let signature = format!("{}({})", id.name(), row.text());
    world.signatures.get_or_insert_default().insert(signature);
}

fn index(world: &mut World, row: &mut Row) {
    let id = Id::new(names::INDEX, &[row.text(), row.text()]);
    let table = Id::new(names::TABLE, &[row.text(), row.text()]);
    world.indexes.insert(id, table);
}

fn object(world: &mut World, row: &mut Row) {
    let spec = definition::spec(row.text());
    let (name, schema) = (row.text().to_string(), row.text().to_string());
    if let Some(spec) = spec {
        let schemas = world.objects.entry((spec.name, name)).or_default();
        schemas.push(schema);
    }
}

fn extension(world: &mut World, row: &mut Row) {
    let key = (names::EXTENSION, row.text().to_string());
    world.objects.insert(key, vec![row.text().to_string()]);
}

fn collation(world: &mut World, row: &mut Row) {
    let id = Id::new(names::COLLATION, &[row.text(), row.text()]);
    let clauses = row.list().into_iter().zip(row.list());
    let said = clauses.filter(|(_, value)| !value.is_empty()).collect();
    world.collations.insert(id.name().to_string(), said);
}

fn configuration(world: &mut World, row: &mut Row) {
    let id = Id::new(names::TS_CONFIGURATION, &[row.text(), row.text()]);
    let parser = Id::new(names::TS_PARSER, &[row.text(), row.text()]);
    let found = world.configurations.entry(id.name().to_string());
    let (_, mappings) = found.or_insert_with(|| (parser, Vec::new()));
    mappings.push(mapping::read_columns(row));
}

fn relation(world: &mut World, row: &mut Row) {
    let (kind, schema, name) = (row.text(), row.text(), row.text());
    let Some(kind) = relation_kind(kind) else {
        return;
    };
    let id = Id::new(kind, &[schema, name]);
    let columns = row.list().into_iter().zip(row.list()).collect();
    let primary_key = row.list();
    let keys = row
        .list()
        .iter()
        .map(|k| k.split('\u{1}').map(str::to_string).collect())
        .collect();
    let outside = Outside {
        id: Some(id.clone()),
        columns,
        primary_key,
        keys,
    };
    world.relations.insert(id.name().to_string(), outside);
}

/// Returns the kind of a relation by `pg_class.relkind`.
pub fn relation_kind(relkind: &str) -> Option<KindName> {
    Some(match relkind {
        "r" | "p" | "f" => names::TABLE,
        "v" => names::VIEW,
        "m" => names::MATERIALIZED_VIEW,
        "S" => names::SEQUENCE,
        "i" | "I" => names::INDEX,
        "c" => names::COMPOSITE,
        _ => return None,
    })
}

/// The objects that the server brings are known without asking.
const ELSEWHERE: &str = "n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema')";

/// The first oid that the server does not give to what it brings itself: an extension may put something into `pg_catalog`.
const FIRST_MADE: u32 = 16_384;

/// Returns whether a file may drop a thing of this noun that may not be there.
fn drops(words: &BTreeSet<String>, noun: &str) -> bool {
    let all = ["drop", "exists", noun];
    all.iter().all(|word| words.contains(*word))
}

fn extensions_query(words: &str) -> String {
    format!(
        "select e.extname, n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace \
         where e.extname = any({words})"
    )
}

fn drops_routines(words: &BTreeSet<String>) -> bool {
    let nouns = ["function", "procedure", "aggregate", "routine"];
    nouns.iter().any(|noun| drops(words, noun))
}

fn queries(words: &BTreeSet<String>, defined: &BTreeSet<Id>) -> Vec<(Take, String)> {
    // A word such as `english` is looked up as a configuration only where the files make one.
    let makes_configurations = words.contains("configuration");
    let (drops_routines, drops_indexes) = (drops_routines(words), drops(words, "index"));
    let names_collations = words.contains("collate") || words.contains("collation");
    let relations = relations_query(words, defined);
    let words = array(words);
    let mut queries: Vec<(Take, String)> = vec![
        (
            session,
            "select current_setting('server_version_num'), current_user, pg_get_userbyid(10), (select spcname from pg_database d \
             join pg_tablespace s on s.oid = dattablespace where datname = current_database() and spcname <> 'pg_default')"
                .into(),
        ),
        (
            |world, row| world.schemas.push(row.text().to_string()),
            "select nspname from pg_namespace where nspname !~ '^pg_(toast|temp)'".into(),
        ),
        (
            |world, row| world.roles.push(row.text().to_string()),
            "select rolname from pg_roles".into(),
        ),
        (
            |world, row| named(&mut world.types, row),
            format!(
                "select t.typname, n.nspname from pg_type t join pg_namespace n on n.oid = t.typnamespace \
                 where t.typname = any({words}) and ({ELSEWHERE} or n.nspname = 'pg_catalog' and t.oid >= {FIRST_MADE})"
            ),
        ),
        (
            |world, row| named(&mut world.functions, row),
            format!(
                "select p.proname, n.nspname from pg_proc p join pg_namespace n on n.oid = p.pronamespace \
                 where p.proname = any({words}) and ({ELSEWHERE} or n.nspname = 'pg_catalog' and p.oid >= {FIRST_MADE})"
            ),
        ),
        (object, definition::outside(&words)),
        (extension, extensions_query(&words)),
        (relation, relations),
    ];
    if drops_routines {
        queries.push((signature, signatures_query(&words)));
    }
    if drops_indexes {
        queries.push((index, indexes_query(&words)));
    }
    if names_collations {
        queries.push((collation, collation::outside(&words)));
    }
    if makes_configurations {
        queries.push((configuration, text_search::outside(&words)));
    }
    queries
}

/// Selects routines of these names with the types of their arguments.
fn signatures_query(words: &str) -> String {
    format!(
        "select n.nspname, p.proname, (select coalesce(string_agg(format_type(t, null), ', ' order by a), '') \
         from unnest(p.proargtypes) with ordinality u(t, a)) \
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proname = any({words}) and {ELSEWHERE}"
    )
}

/// Selects indexes of these names with their tables.
fn indexes_query(words: &str) -> String {
    format!(
        "select n.nspname, c.relname, tn.nspname, t.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid join pg_namespace tn on tn.oid = t.relnamespace \
         where c.relname = any({words}) and {ELSEWHERE} and c.relkind in ('i', 'I')"
    )
}

/// Selects relations of these names with their columns and keys, but for those that the files define.
fn relations_query(words: &BTreeSet<String>, defined: &BTreeSet<Id>) -> String {
    let parts = defined.iter().map(Id::parts);
    let parts: Vec<_> = parts
        .filter(|p| p.last().is_some_and(|name| words.contains(name)))
        .collect();
    let (words, schemas, names) = (
        array(words),
        array(parts.iter().map(|p| &p[0])),
        array(parts.iter().map(|p| &p[p.len() - 1])),
    );
    let key = "select string_agg(a.attname, E'\\x01' order by k.n) from unnest(i.indkey) with ordinality k(attnum, n) \
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.n <= i.indnkeyatts";
    format!(
        "select c.relkind, n.nspname, c.relname, \
         array(select attname from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum), \
         array(select format_type(atttypid, atttypmod) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum), \
         array(select a.attname from pg_index i, unnest(i.indkey) with ordinality k(attnum, n) \
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum \
          where i.indrelid = c.oid and i.indisprimary and k.n <= i.indnkeyatts order by k.n), \
         array(select ({key}) from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null and i.indexprs is null) \
         from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         where c.relname = any({words}) and {ELSEWHERE} and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') \
         and (n.nspname::text, c.relname::text) not in (select * from unnest({schemas}::text[], {names}::text[]))"
    )
}
