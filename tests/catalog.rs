//! Each column of the server's own catalogs is read by a kind, or stands in `tests/catalog-left-out` with the reason.
//!
//! What is read is asked of the server: the catalogs are copied as empty tables, a view is made over each query of the kinds, and
//! the server says which columns the views depend on. So no query can be forgotten, and no list of what is read grows stale.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use postgres::Client;
use trueup::kind::catalog::Oids;
use trueup::kind::{Extent, Reach, Target};
use trueup::kinds::column::{COLLATED, EXTENDED};
use trueup::live;
use trueup::model::State;
use trueup::scratch::{Options, Scratch};

/// A catalog and one of its columns.
type Column = (String, String);

/// Views of the system that the queries read in the place of a catalog.
const VIEWS: [(&str, &str); 2] = [
    ("pg_roles", "pg_authid"),
    ("pg_user_mappings", "pg_user_mapping"),
];

/// Copies the catalogs into a schema that stands before them in the search path.
const COPY: &str = "\
create schema copy;
do $$
declare
  catalog record;
begin
  for catalog in
    select c.relname, string_agg(format('%I %s', a.attname,
      case when a.atttypid in ('anyarray'::regtype, to_regtype('pg_statistic[]')) then 'text' else format_type(a.atttypid, a.atttypmod) end), ', ') as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'pg_catalog'::regnamespace and (c.relkind = 'r' or c.relname in ('pg_roles', 'pg_user_mappings')) and a.attnum > 0 and not a.attisdropped
    group by c.relname
  loop
    execute format('create table copy.%I (%s)', catalog.relname, catalog.columns);
  end loop;
end $$;
set search_path = copy, pg_catalog";

/// The columns that the views depend on.
const READ: &str = "\
select distinct c.relname::text, a.attname::text
from pg_catalog.pg_depend d join pg_catalog.pg_class c on c.oid = d.refobjid
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
where d.classid = 'pg_catalog.pg_rewrite'::regclass and c.relnamespace = 'copy'::regnamespace and c.relkind = 'r'";

/// The columns of all catalogs.
const ALL: &str = "\
select c.relname::text, a.attname::text
from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped";

fn columns(client: &mut Client, query: &str) -> BTreeSet<Column> {
    let rows = client.query(query, &[]).expect("the catalogs can be read");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Returns the server's major version, and the columns that the kinds read there.
fn read(client: &mut Client) -> (u32, BTreeSet<Column>) {
    let version = client
        .query_one("select current_setting('server_version_num')::int", &[])
        .expect("a server has a version");
    let version = version.get::<_, i32>(0).unsigned_abs();
    client
        .batch_execute(COPY)
        .expect("the catalogs can be copied");
    let mut whole = BTreeSet::new();
    for (n, query) in live::queries(&target(version)).iter().enumerate() {
        view(client, n, &query.sql);
        whole.extend(through_json(&query.sql));
    }
    let mut read = columns(client, READ);
    for (seen, catalog) in VIEWS {
        let named = read.iter().filter(|column| column.0 == seen);
        let named: Vec<_> = named
            .map(|column| (catalog.to_string(), column.1.clone()))
            .collect();
        read.extend(named);
    }
    let by_json = columns(client, ALL)
        .into_iter()
        .filter(|column| whole.contains(&column.1));
    read.extend(by_json);
    (version / 10_000, read)
}

/// Returns a target of which every query is asked.
fn target(version: u32) -> Target {
    let any = || Oids::new(&["0".into()]);
    let reach = Reach {
        prune: true,
        schemas: vec!["*".into()],
        ..Reach::default()
    };
    Target {
        version,
        relations: any(),
        tables: any(),
        views: any(),
        materialized_views: any(),
        sequences: any(),
        composites: any(),
        foreign: any(),
        identities: any(),
        types: any(),
        routines: any(),
        schemas: any(),
        extent: Extent::of(&State::default(), &reach, &[]),
        roles: "{postgres}".into(),
        attachments: true,
        ..Target::default()
    }
}

fn view(client: &mut Client, number: usize, query: &str) {
    let prepared = client.prepare(query);
    let prepared = prepared.unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let names: Vec<String> = (0..prepared.columns().len())
        .map(|n| format!("c{n}"))
        .collect();
    let sql = format!(
        "create view copy.query_{number} ({}) as {query}",
        names.join(", ")
    );
    let made = client.batch_execute(&sql);
    made.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

/// Returns the columns that a query reads by name from a row as JSON, since not every version has them.
fn through_json(query: &str) -> Vec<String> {
    let parts = query.split("to_jsonb(").skip(1);
    let named = parts.filter_map(|part| part.split_once("->> '")?.1.split('\'').next());
    named.map(str::to_string).collect()
}

/// Returns the reasons of the list by the column, or by the catalog where all of it is left out.
fn left_out() -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalog-left-out");
    let text = fs::read_to_string(file).expect("tests/catalog-left-out can be read");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut reasons = BTreeMap::new();
    for line in lines {
        let (name, reason) = line
            .split_once(' ')
            .unwrap_or_else(|| panic!("no reason: {line}"));
        let before = reasons.insert(name.to_string(), reason.to_string());
        assert!(before.is_none(), "{name} stands twice in the list");
    }
    reasons
}

#[test]
fn each_column_of_the_catalogs_is_read_or_left_out_with_a_reason() {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let mut client = server.connect("postgres").expect("it takes connections");
    let all = columns(&mut client, ALL);
    let (version, read) = read(&mut client);
    let reasons = left_out();
    let is_left_out = |(catalog, column): &Column| {
        let name = format!("{catalog}.{column}");
        [format!("{name}@{version}"), name, format!("{catalog}.*")]
            .into_iter()
            .find(|name| reasons.contains_key(name))
    };
    let mut faults = Vec::new();
    for column in &all {
        let name = format!("{}.{}", column.0, column.1);
        match (is_left_out(column), read.contains(column)) {
            (None, false) => faults.push(format!("{name} is not read on PostgreSQL {version}")),
            (Some(entry), true) => {
                faults.push(format!("{name} is read; take {entry} off the list"))
            }
            (Some(_), false) | (None, true) => {}
        }
    }
    for (name, reason) in &reasons {
        if reason.starts_with("not yet") {
            eprintln!("{name}: {reason}");
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_types_of_which_it_is_known_have_that_collation_and_that_storage() {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let mut client = server.connect("postgres").expect("it takes connections");
    let sql = format!(
        "select format_type(oid, null) from pg_type where oid in ({COLLATED}) and typcollation <> 100 \
         or oid in ({EXTENDED}) and (typlen <> -1 or typstorage <> 'x') or oid = 1700 and typstorage <> 'm' \
         or typlen > 0 and typstorage <> 'p'"
    );
    let rows = client.query(&sql, &[]).expect("the types can be read");
    let others: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert!(others.is_empty(), "{others:?}");
}
