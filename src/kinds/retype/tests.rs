//! Laws of types that are replaced, and the way in which tests of types and sequences read and change them.

use crate::kind::{Action, Alter, Scene, World, link, names};
use crate::kinds;
use crate::kinds::grant::tests::read;
use crate::model::{Id, State};

/// Reads statements that are right, and finds what the facts use.
pub fn state(sql: &str) -> State {
    let (mut state, messages) = read(sql);
    assert_eq!(messages, Vec::<String>::new());
    link::link(&mut state, &World::default(), kinds::kind);
    state
}

/// Returns the actions that change a thing from what one text says to what another says.
pub fn actions(live: &str, desired: &str, id: &Id) -> Vec<Action> {
    let (live, desired) = (state(live), state(desired));
    let scene = Scene {
        live: &live,
        desired: &desired,
        version: 150_000,
    };
    let facts = live.get(id).zip(desired.get(id));
    let (from, to) = facts.expect("both texts define it");
    match kinds::kind(id.kind()).alter(from, to, &scene) {
        Alter::InPlace(actions) => actions,
        Alter::Replace(reason) => panic!("{reason}"),
        Alter::Impossible { message, .. } => panic!("{message}"),
    }
}

/// Returns the statements of these actions.
pub fn changes(live: &str, desired: &str, id: &Id) -> Vec<String> {
    let all = actions(live, desired, id);
    all.iter().map(Action::sql).collect()
}

fn mood() -> Id {
    Id::new(names::ENUM, &["public", "mood"])
}

#[test]
fn a_replaced_type_takes_its_columns_its_domains_and_its_composite_types_along() {
    let rest = "create domain calm as mood; create type pair as (a mood, b integer); \
                create table t (m mood, all_moods mood[], c calm, p pair, other text);";
    let live = format!("create type mood as enum ('sad', 'ok'); {rest}");
    let desired = format!("create type mood as enum ('ok'); {rest}");
    assert_eq!(
        changes(&live, &desired, &mood()),
        [
            "alter type public.mood rename to mood_old",
            "alter type public.pair rename to pair_old",
            "alter domain public.calm rename to calm_old",
            "create type public.mood as enum ('ok')",
            "create type public.pair as (a public.mood, b integer)",
            "create domain public.calm as public.mood",
            "alter table public.t alter column m type public.mood using m::text::public.mood",
            "alter table public.t alter column all_moods type public.mood[] using all_moods::text[]::public.mood[]",
            "alter table public.t alter column c type public.calm using c::text::public.calm",
            "alter table public.t alter column p type public.pair using p::text::public.pair",
            "drop domain public.calm_old",
            "drop type public.pair_old",
            "drop type public.mood_old",
        ]
    );
}

#[test]
fn what_the_replacement_of_its_enum_makes_anew_is_not_changed_once_more() {
    let calm = Id::new(names::DOMAIN, &["public", "calm"]);
    let live = "create type mood as enum ('sad', 'ok'); create domain calm as mood;";
    let desired = "create type mood as enum ('ok'); create domain calm as mood default 'ok';";
    assert_eq!(changes(live, desired, &calm), Vec::<String>::new());
    let all = changes(live, desired, &mood());
    assert!(all.contains(&"create domain public.calm as public.mood default 'ok'".to_string()));
}

#[test]
fn a_column_that_gives_the_type_up_is_not_converted() {
    let live = "create type mood as enum ('sad', 'ok'); create table t (m mood, n mood);";
    let desired = "create type mood as enum ('ok'); create table t (m text, n mood);";
    let all = changes(live, desired, &mood());
    assert!(!all.iter().any(|sql| sql.contains("alter column m ")));
    assert!(all.iter().any(|sql| sql.contains("alter column n ")));
}

#[test]
fn the_steps_need_each_other_in_their_order_and_the_last_one_makes_the_type() {
    let live = "create type mood as enum ('sad', 'ok'); create table t (m mood);";
    let desired = "create type mood as enum ('ok'); create table t (m mood);";
    let all = actions(live, desired, &mood());
    for pair in all.windows(2) {
        assert!(pair[0].makes.iter().any(|id| pair[1].needs.contains(id)));
    }
    let makers = all.iter().filter(|a| a.makes.contains(&mood()));
    assert_eq!(
        makers.map(Action::sql).collect::<Vec<_>>(),
        ["drop type public.mood_old"]
    );
    assert!(all.iter().all(|a| !a.needs.contains(&mood())));
}

#[test]
fn the_name_of_the_old_type_is_free() {
    let rest = "create type mood_old as enum ('x');";
    let live = format!("create type mood as enum ('sad', 'ok'); {rest}");
    let desired = format!("create type mood as enum ('ok'); {rest}");
    let all = changes(&live, &desired, &mood());
    assert_eq!(all[0], "alter type public.mood rename to mood_old1");
}

#[test]
fn a_removed_value_that_rows_may_hold_is_a_danger_with_its_count() {
    let live = "create type mood as enum ('sad', 'it''s'); create table t (m mood, n mood[]);";
    let desired = "create type mood as enum ('sad'); create table t (m mood, n mood[]);";
    let all = actions(live, desired, &mood());
    let counts = all.iter().flat_map(|a| &a.hazards);
    let counts: Vec<String> = counts.filter_map(|h| h.count.clone()).collect();
    assert!(counts.contains(
        &"select count(*) from public.t where m::text in ('it''s') or n::text[] && array['it''s']".to_string()
    ));
}
