//! Subscriptions: a copy of a database has none, so that a case folder cannot hold their changes.

use super::bench::Bench;

fn bench(live: &str) -> Bench {
    Bench::new(&format!("{live}; comment on schema public is 'theirs'"))
}

#[test]
fn a_subscription_changes_in_place_and_its_connection_is_not_shown_where_it_holds_a_password() {
    let bench = bench(
        "create subscription s connection 'host=nowhere dbname=a' publication one, two with (connect = false, slot_name = 'slot_of_s')",
    );
    bench.file(
        "s.sql",
        "create subscription s connection 'host=nowhere password=hush-hush' publication two, three\n\
         with (connect = false, slot_name = 'other_slot', synchronous_commit = on);\n\
         comment on subscription s is 'after';\n",
    );
    let ran = bench.run(&["diff", "--format", "sql", "s.sql"]);
    assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    assert!(
        ran.stdout
            .contains("alter subscription s connection :'s_connection';"),
        "{}",
        ran.whole()
    );
    let ran = bench.run(&["apply", "--yes", "s.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    let is = "select subconninfo || subpublications::text || subslotname || subsynccommit from pg_subscription where subname = 's'";
    let is = bench.value(&format!(
        "{is} and subdbid = (select oid from pg_database where datname = current_database())"
    ));
    assert!(
        is.contains("password=hush-hush") && is.ends_with("other_sloton"),
        "{is}"
    );
    assert_eq!(bench.run(&["check", "s.sql"]).status, 0);
    let dump = bench.run(&["dump", "--format", "sql"]);
    assert!(!dump.whole().contains("hush-hush"), "{}", dump.whole());
    bench.file("dump.sql", &dump.stdout);
    let again = bench.run(&["check", "--prune", "--schema", "*", "dump.sql"]);
    assert_eq!(again.status, 0, "{}", again.whole());
}

#[test]
fn what_is_left_to_do_on_the_publisher_is_refused_until_it_is_allowed() {
    let bench = bench(
        "create subscription gone connection 'host=nowhere' publication one with (connect = false, slot_name = 'slot_of_gone')",
    );
    bench.file(
        "s.sql",
        "create subscription new connection 'host=nowhere' publication one;\n",
    );
    let prune = ["--prune", "--schema", "*", "s.sql"];
    let refused = bench.run(&[&["apply", "--yes"], &prune[..]].concat());
    assert_eq!(refused.status, 3, "{}", refused.whole());
    assert!(
        refused
            .stderr
            .contains("pg_create_logical_replication_slot('new', 'pgoutput')"),
        "{}",
        refused.whole()
    );
    assert!(
        refused
            .stderr
            .contains("pg_drop_replication_slot('slot_of_gone')"),
        "{}",
        refused.whole()
    );
    let ran = bench.run(
        &[
            &["apply", "--yes", "--allow", "needs-publisher"],
            &prune[..],
        ]
        .concat(),
    );
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let left = "select string_agg(subname || subenabled, ' ') from pg_subscription \
                where subdbid = (select oid from pg_database where datname = current_database())";
    assert_eq!(bench.value(left), "newtrue");
    bench.sql("alter subscription new disable");
}
