//! Laws of extensions as they are read, changed and moved.

use super::{Extension, follow, is_moved, leave_dropped_schemas};
use crate::kind::names;
use crate::kinds::grant::tests::{facts, read};
use crate::kinds::retype::tests::{changes, state};
use crate::model::{Id, Pair};

fn id() -> Id {
    Id::new(names::EXTENSION, &["hstore"])
}

#[test]
fn an_extension_is_read_and_altered() {
    let sql = "create extension if not exists \"uuid-ossp\" with schema public version '1.1' cascade; \
               create extension hstore; alter extension hstore update to '1.8'; alter extension hstore set schema public;";
    assert_eq!(
        facts(sql, names::EXTENSION),
        [
            "\"uuid-ossp\": extension schema public version '1.1'",
            "hstore: extension schema public version '1.8'"
        ]
    );
    let latest = format!("{sql} alter extension hstore update;");
    assert_eq!(
        facts(&latest, names::EXTENSION)[1],
        "hstore: extension schema public"
    );
}

#[test]
fn what_a_file_leaves_to_the_server_is_no_difference() {
    let live = Extension {
        schema: Some("public".into()),
        version: Some("1.8".into()),
        cascade: false,
        updates: None,
    };
    let open = Extension {
        schema: None,
        version: None,
        cascade: true,
        updates: None,
    };
    assert_eq!(live, open);
    assert_eq!(open, live);
    let other = Extension {
        version: Some("1.7".into()),
        ..open
    };
    assert_ne!(live, other);
}

#[test]
fn a_schema_and_a_version_change_in_place() {
    assert_eq!(
        changes(
            "create extension hstore schema public version '1.7'",
            "create schema x; create extension hstore schema x version '1.8'",
            &id()
        ),
        [
            "alter extension hstore set schema x",
            "alter extension hstore update to '1.8'"
        ]
    );
}

#[test]
fn an_extension_that_is_not_there_is_told() {
    let message = |sql: &str| read(sql).1.concat();
    assert_eq!(
        message("alter extension hstore update"),
        "there is no extension hstore here"
    );
    assert_eq!(
        message("create extension hstore; create extension hstore"),
        "extension hstore is defined twice"
    );
}

#[test]
fn an_extension_uses_its_schema_and_is_no_part_of_it() {
    let (state, _) = read("create schema x; create extension hstore schema x");
    let fact = state.get(&id()).expect("it is defined");
    assert_eq!(fact.parent, None);
    assert_eq!(fact.uses, [Id::new(names::SCHEMA, &["x"])]);
}

#[test]
fn a_type_of_a_moved_extension_is_no_difference_and_one_of_ours_is_left_alone() {
    let text = |schema: &str| {
        format!(
            "create schema x; create extension hstore schema {schema}; create type public.mine as enum ('a'); \
             create table t (a {schema}.hstore, b public.mine)"
        )
    };
    let (mut live, desired) = (state(&text("public")), state(&text("x")));
    let columns = ["a", "b"].map(|c| Id::new(names::COLUMN, &["public", "t", c]));
    for column in &columns {
        let fact = live.get_mut(column).expect("it is defined");
        fact.uses.push(id());
    }
    assert!(is_moved(&live, &desired));
    follow(&mut live, &desired);
    for column in &columns {
        let both = live.get(column).zip(desired.get(column));
        assert!(both.is_some_and(|(l, d)| l.same(d)));
    }
}

#[test]
fn an_extension_without_a_schema_moves_out_of_one_that_goes() {
    let live = state("create schema x; create extension hstore schema x");
    let schema = |desired: &str| {
        let mut pair = Pair {
            live: live.clone(),
            desired: state(desired),
        };
        leave_dropped_schemas(&mut pair);
        let body: Option<&Extension> = pair.desired.body(&id());
        body.and_then(|e| e.schema.clone())
    };
    assert_eq!(schema("create extension hstore").as_deref(), Some("public"));
    assert_eq!(schema("create schema x; create extension hstore"), None);
}
