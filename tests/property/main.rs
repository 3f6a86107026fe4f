//! Laws over random schemas, on a private server: what is loaded is read alike, what is dumped means the same, a patch leads from
//! any schema to any other, and a change of one attribute is one statement.
//!
//! The schemas come from a fixed seed. `PROPTEST_CASES` runs another number of them, `PROPTEST_RNG_SEED` others.

#[path = "../support/mod.rs"]
mod support;

mod change;
mod hold;
mod model;
mod order;
mod rename;
mod sorts;
mod wide;
mod write;

use std::sync::OnceLock;

use postgres::Client;
use proptest::prelude::*;

use trueup::apply::counts::Counts;
use trueup::compare::{Comparison, Side, alone, compare};
use trueup::confirm::Within;
use trueup::convert::convert;
use trueup::desired::Scripts;
use trueup::desired::files::Syntax;
use trueup::diff::{Difference, diff};
use trueup::kind::{self, Reach};
use trueup::kinds::grant::settle_owners;
use trueup::kinds::owner;
use trueup::live;
use trueup::model::{Pair, State};
use trueup::report::dump::Dump;
use trueup::report::sql;

use hold::{Case, Fault, hold};
use model::model;
use support::server::World;
use support::sides::{self, Before};
use write::{ROLES, statements};

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let roles = ROLES.map(|role| format!("create role {role}"));
        World::start(&roles).expect("a server starts")
    })
}

fn load(client: &mut Client, sql: &str) -> Result<(), Fault> {
    client.batch_execute(sql).map_err(|_| Fault::Refused)
}

/// Returns whether the server runs statements, of which nothing stays.
fn accepts(client: &mut Client, sql: &str) -> bool {
    let ran = client.batch_execute(&format!("begin;\n{sql}"));
    client
        .batch_execute("rollback")
        .expect("a transaction can end");
    ran.is_ok()
}

fn text(statements: &[String]) -> String {
    statements.iter().map(|s| format!("{s};\n")).collect()
}

fn one() -> impl Strategy<Value = Case> {
    model().prop_map(|live| Case {
        live: statements(&live),
        ..Case::default()
    })
}

fn two() -> impl Strategy<Value = Case> {
    let both = (model(), model(), any::<u64>());
    both.prop_map(|(live, desired, seed)| Case {
        live: statements(&live),
        desired: statements(&desired),
        seed,
    })
}

fn nothing(told: Vec<String>, more: &str) -> Result<(), Fault> {
    match told.is_empty() {
        true => Ok(()),
        false => Err(Fault::Wrong(format!("{}\n{more}", told.join("\n")))),
    }
}

fn said(error: &postgres::Error) -> String {
    let of_server = error.as_db_error().map(|e| e.message().to_string());
    of_server.unwrap_or_else(|| error.to_string())
}

fn scripts(text: &str, syntax: Syntax) -> Scripts {
    Scripts::of_text("desired", text, syntax)
}

fn everything() -> Reach {
    Reach {
        prune: true,
        schemas: vec!["*".into()],
        ..Reach::default()
    }
}

fn comparison(client: &mut Client, desired: &Scripts) -> Result<Comparison, String> {
    let side = Side::Server(client, Within::NoTransaction);
    compare(desired, side, &everything()).map_err(|error| format!("{error}: {error:?}"))
}

/// Leads the database to a desired state, and returns the statements that it took; nothing may differ then.
fn lead(client: &mut Client, desired: &str) -> Result<Vec<String>, String> {
    let desired = scripts(desired, Syntax::Sql);
    let first = comparison(client, &desired)?;
    let script = sql::script(&first, &Counts::default());
    if !first.in_step() {
        let run = client.batch_execute(&script);
        run.map_err(|error| format!("the script stops: {}\n{script}", said(&error)))?;
    }
    let second = comparison(client, &desired)?;
    if !second.in_step() {
        let left = sql::script(&second, &Counts::default());
        return Err(format!(
            "the patch leaves a difference\n{left}\nafter\n{script}"
        ));
    }
    Ok(first.plan.actions.iter().map(|a| a.sql()).collect())
}

#[test]
fn what_a_server_loads_is_what_the_files_say() {
    hold(one(), |client, case| {
        let sql = text(&case.live);
        let scripts = scripts(&sql, Syntax::Sql);
        let before = Before::read(client, &scripts)?;
        load(client, &sql)?;
        nothing(sides::compare(client, &scripts, &before)?.told, "")
    });
}

#[test]
fn what_is_dumped_is_read_as_the_same() {
    hold(one(), |client, case| {
        let before = Before::read(client, &Scripts::default())?;
        load(client, &text(&case.live))?;
        let dump = dump(client)?;
        let sql = dump.sql().map_err(|error| error.to_string())?;
        let yaml = dump.yaml().map_err(|error| error.to_string())?;
        for (text, syntax) in [(sql, Syntax::Sql), (yaml, Syntax::Yaml)] {
            let scripts = scripts(&text, syntax);
            nothing(sides::compare(client, &scripts, &before)?.told, &text)?;
        }
        Ok(())
    });
}

fn dump(client: &mut Client) -> Result<Dump, String> {
    let said = |error: live::QueryError| error.to_string();
    live::begin(client).map_err(said)?;
    let world = live::world(client, &Default::default(), &Default::default()).map_err(said)?;
    let mut read = live::read(client, &State::default(), &everything(), &world).map_err(said)?;
    live::depends(client, &mut read, &world).map_err(said)?;
    live::end(client).map_err(said)?;
    Dump::new(read.state, world, &[]).map_err(|error| error.to_string())
}

#[test]
fn yaml_and_sql_are_spellings_of_the_same() {
    hold(one(), |client, case| {
        let sql = text(&case.live);
        load(client, &sql)?;
        let world = empty();
        let state = |text: &str, syntax| {
            let scripts = scripts(text, syntax);
            let (state, problems) = scripts.interpret(&world);
            let told = problems.finish(&scripts.files);
            let told = told.iter().map(|p| format!("{p}: {p:?}")).collect();
            nothing(told, text).map(|()| state)
        };
        let desired = state(&sql, Syntax::Sql)?;
        let dump = Dump::new(desired.clone(), world.clone(), &[]).map_err(|e| e.to_string())?;
        let yaml = dump.yaml().map_err(|error| error.to_string())?;
        let live = state(&yaml, Syntax::Yaml)?;
        let mut sides = Pair { live, desired };
        owner::complete(&mut sides, &world.user);
        settle_owners(&mut sides, &world);
        let tell = |d: &Difference| {
            let show = |side: &State| side.get(d.id()).map(|fact| format!("{:?}", fact.body));
            let [yaml, sql] = [show(&sides.live), show(&sides.desired)];
            format!("{}\n  YAML {yaml:?}\n  SQL  {sql:?}", d.id())
        };
        nothing(diff(&sides).iter().map(tell).collect(), &yaml)
    });
}

#[test]
fn what_is_converted_means_the_same_both_ways() {
    hold(one(), |client, case| {
        // Who that is only a server knows.
        let sql = text(&case.live).replace("current_user", "prop_reader");
        load(client, &sql)?;
        let first = scripts(&sql, Syntax::Sql);
        let yaml = convert(&first, Syntax::Yaml).map_err(|error| format!("{error}: {error:?}"))?;
        let second = scripts(&yaml.text, Syntax::Yaml);
        let back = convert(&second, Syntax::Sql).map_err(|error| format!("{error}: {error:?}"))?;
        let last = scripts(&back.text, Syntax::Sql);
        let state = |scripts: &Scripts| match alone(scripts) {
            Ok((state, _, _)) => Ok(state),
            Err(error) => Err(Fault::Wrong(format!("{error}: {error:?}"))),
        };
        for other in [state(&second)?, state(&last)?] {
            let sides = Pair {
                live: other,
                desired: state(&first)?,
            };
            let differs = diff(&sides).iter().map(|d| d.id().to_string()).collect();
            nothing(differs, &yaml.text)?;
        }
        Ok(())
    });
}

/// Returns a server that has nothing but `public` and the roles.
fn empty() -> kind::World {
    kind::World {
        known: true,
        version: 150_000,
        user: "postgres".into(),
        schemas: vec!["public".into()],
        roles: ROLES.map(|role| role.trim_matches('"').into()).into(),
        ..kind::World::default()
    }
}

#[test]
fn a_patch_leads_from_any_schema_to_any_other() {
    hold(two(), |client, case| {
        let [live, desired] = [&case.live, &case.desired].map(|side| text(side));
        load(client, &format!("begin;\n{desired} rollback;"))?;
        load(client, &live)?;
        lead(client, &desired)?;
        Ok(())
    });
}

#[test]
fn a_change_of_one_attribute_is_one_statement_at_most() {
    let changes = (model(), any::<u16>(), any::<u8>());
    let changes = changes.prop_map(|(model, choice, column)| Case {
        live: statements(&model),
        desired: change::changes(&model, choice, column),
        seed: 0,
    });
    hold(changes, |client, case| {
        let live = text(&case.live);
        let changed = |change: &String| format!("{live}{change};\n");
        let mut changes = case.desired.iter().map(changed);
        let desired = changes.find(|desired| accepts(client, desired));
        let desired = desired.ok_or(Fault::Refused)?;
        load(client, &live)?;
        let mut there = lead(client, &desired)?;
        // A new identity counts on behind the rows that are there, which no ALTER TABLE can say.
        there.retain(|statement| !statement.starts_with("select setval("));
        if there.len() > 1 {
            let there = there.join(";\n");
            return Err(Fault::Wrong(format!(
                "more than one statement\n{there}\nfrom\n{desired}"
            )));
        }
        lead(client, &live)?;
        Ok(())
    });
}

#[test]
fn a_patch_is_the_same_in_whatever_order_the_catalog_has_its_rows() {
    hold(two(), |client, case| {
        let desired = text(&case.desired);
        load(client, &format!("begin;\n{desired} rollback;"))?;
        load(client, &text(&case.live))?;
        let desired = scripts(&desired, Syntax::Sql);
        let patch = |client: &mut Client| {
            let comparison = comparison(client, &desired)?;
            Ok::<_, String>(sql::script(&comparison, &Counts::default()))
        };
        let wanted = patch(client)?;
        let other = world().lend()?;
        let mut client = other.connect()?;
        order::make(&mut client, &case.live, case.seed)?;
        order::shuffle(&mut client, case.seed)?;
        let found = patch(&mut client)?;
        if wanted == found {
            return Ok(());
        }
        let difference = similar::TextDiff::from_lines(&wanted, &found);
        let difference = difference.unified_diff().to_string();
        Err(Fault::Wrong(format!("another patch\n{difference}")))
    });
}

#[test]
fn what_is_renamed_by_a_hint_is_another_schema_like_any() {
    hold(two(), |client, case| {
        let (live, desired) = (text(&case.live), rename::all(&text(&case.desired)));
        load(client, &format!("begin;\n{desired} rollback;"))?;
        load(client, &live)?;
        lead(client, &desired)?;
        Ok(())
    });
}

#[test]
fn what_is_renamed_by_a_hint_is_renamed_and_no_more() {
    hold(one(), |client, case| {
        let live = text(&case.live);
        let desired = rename::all(&live);
        load(client, &format!("begin;\n{desired} rollback;"))?;
        load(client, &live)?;
        let statements = lead(client, &desired)?;
        // What a query calls its columns within itself the server leaves as it was; it is written anew in place.
        let in_place = [" rename ", "create or replace view "];
        let is_other = |s: &String| !in_place.iter().any(|words| s.contains(words));
        let others = statements.into_iter().filter(is_other);
        nothing(others.collect(), &desired)
    });
}
