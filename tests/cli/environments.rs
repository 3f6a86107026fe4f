//! `trueup.yaml`: its environments, and what may be done in each.

use postgres::fallible_iterator::FallibleIterator;

use super::bench::{Bench, Ran};

const TABLE: &str = "create table plans (id text primary key, price integer not null);";

/// Replaces the names of databases by those of their environments.
fn told(ran: &Ran, databases: &[(&Bench, &str)]) -> String {
    let mut out = ran.whole();
    for (bench, name) in databases {
        out = out.replace(bench.name(), &format!("{name}-database"));
    }
    out
}

#[test]
fn check_says_of_each_environment_how_it_stands() {
    let (dev, staging) = (Bench::new(TABLE), Bench::new(""));
    dev.file("schema/plans.sql", TABLE);
    dev.file(
        "trueup.yaml",
        &format!(
            "environments:\n  dev: {{url: {}}}\n  staging: {{url: {}}}\n  production: {{url: {{env: PRODUCTION_URL}}}}\n",
            dev.name(),
            staging.name()
        ),
    );
    let ran = dev.run(&["check", "--env", "all"]);
    insta::assert_snapshot!(told(&ran, &[(&staging, "staging")]));
    let ran = dev.run(&["check", "--env", "dev"]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (0, "in step: 1 table compared.\n")
    );
    insta::assert_snapshot!(dev.run(&["apply", "--yes", "--env", "all"]).whole());
    insta::assert_snapshot!(dev.run(&["check", "--env", "prod"]).whole());
}

#[test]
fn a_change_waits_for_the_environment_before() {
    let (production, staging) = (Bench::new(""), Bench::new(""));
    production.file("db/plans.sql", TABLE);
    production.file(
        "trueup.yaml",
        &format!(
            "desired: db\nenvironments:\n  staging: {{url: {}}}\n  production: {{url: {}, after: staging}}\n",
            staging.name(),
            production.name()
        ),
    );
    let ran = production.run(&["apply", "--yes", "--env", "production"]);
    insta::assert_snapshot!(told(&ran, &[(&staging, "staging")]));
    assert_eq!(production.value("to_regclass('plans') is null"), "true");
    let tried = production.run(&["apply", "--dry-run", "--env", "production"]);
    assert_eq!(tried.status, 0, "{}", tried.whole());
    for env in ["staging", "production"] {
        let ran = production.run(&["apply", "--yes", "--env", env]);
        assert_eq!(ran.status, 0, "{}", ran.whole());
    }
    assert_eq!(production.value("to_regclass('plans') is null"), "false");
}

#[test]
fn what_an_environment_denies_no_option_allows() {
    let bench =
        Bench::new("create table plans (id text, note text); insert into plans values ('a', 'b')");
    bench.file("plans.sql", "create table plans (id text);");
    let policy = |policy: &str| {
        let text = format!(
            "desired: plans.sql\ndefault: live\nenvironments:\n  live: {{url: {}, {policy}}}\n",
            bench.name()
        );
        bench.file("trueup.yaml", &text);
    };
    policy("deny: drops-data");
    let ran = bench.run(&["apply", "--yes", "--allow", "all"]);
    insta::assert_snapshot!(ran.whole());
    assert_eq!(bench.value("select note from plans"), "b");
    policy("deny: drop-data");
    insta::assert_snapshot!(bench.run(&["apply", "--yes"]).whole());
    policy("allow: drops-data");
    let ran = bench.run(&["apply", "--yes"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
}

#[test]
fn online_refuses_to_keep_others_waiting_where_there_are_rows() {
    let bench = Bench::new(
        "create table plans (id integer); create table empty (id integer);
        insert into plans values (1)",
    );
    bench.file(
        "plans.sql",
        "create table plans (id integer); create table empty (id bigint);",
    );
    bench.file(
        "trueup.yaml",
        &format!(
            "desired: plans.sql\nenvironments:\n  live: {{url: {}, online: true}}\n",
            bench.name()
        ),
    );
    let ran = bench.run(&["apply", "--yes", "--env", "live"]);
    assert_eq!(
        ran.status,
        0,
        "an empty table is soon written again: {}",
        ran.whole()
    );
    bench.file(
        "plans.sql",
        "create table plans (id bigint); create table empty (id bigint);",
    );
    let ran = bench.run(&["apply", "--yes", "--env", "live"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_keeps_others_waiting_is_said_of_what_reads_the_rows() {
    let bench = Bench::new(
        "create table plans (id integer, name text); insert into plans values (1, 'one')",
    );
    bench.file(
        "plans.sql",
        "create table plans (id integer, name text check (name <> ''), unique (id));
create index plans_name on plans (name);",
    );
    let text = format!(
        "desired: plans.sql\ndefault: live\nenvironments:\n  live: {{url: {}, deny: blocks-writes}}\n",
        bench.name()
    );
    bench.file("trueup.yaml", &text);
    let ran = bench.run(&["apply", "--yes"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn the_configuration_is_found_from_a_folder_below_and_is_no_desired_state() {
    let bench = Bench::new("");
    bench.file("db/plans.sql", TABLE);
    bench
        .file("trueup.yaml", "desired: [db]\n")
        .file("deep/er/x.txt", "");
    let mut below = bench.command(&["diff"]);
    let ran = below.current_dir(bench.folder().join("deep/er")).output();
    let ran = ran.expect("the program runs");
    let text = String::from_utf8_lossy(&ran.stdout);
    assert!(text.contains("../../db/plans.sql:1"), "{text}");
    let whole = bench.run(&["diff", "."]);
    assert_eq!((whole.status, whole.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(bench.run(&["diff", "trueup.yaml"]).whole());
}

#[test]
fn a_password_in_the_configuration_is_refused_with_advice() {
    let bench = Bench::new("");
    bench.file(
        "trueup.yaml",
        "environments:\n  production:\n    url: postgres://app:geheim@db.internal/app\n",
    );
    let ran = bench.run(&["check", "--env", "production"]);
    assert!(!ran.stderr.contains("geheim"));
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn postgrest_is_told_of_a_patch_that_was_applied() {
    let bench = Bench::new("");
    bench.file("schema/plans.sql", TABLE);
    bench.file("trueup.yaml", "api: {notify: true}\n");
    let mut client = bench.connect();
    client.batch_execute("listen pgrst").expect("it listens");
    // What was said before a session asks reaches it before the answer does.
    let mut heard = || -> Vec<String> {
        client.batch_execute("select").expect("it answers");
        let mut all = client.notifications();
        let words = all.iter().map(|n| Ok(n.payload().to_string())).collect();
        words.expect("the connection stays")
    };
    bench.run(&["apply", "--dry-run"]);
    assert_eq!(heard(), [""; 0]);
    assert_eq!(bench.run(&["apply", "--yes"]).status, 0);
    assert_eq!(heard(), ["reload schema"]);
    assert_eq!(bench.run(&["apply", "--yes"]).status, 0);
    assert_eq!(heard(), [""; 0], "nothing was changed");
}

/// Makes two databases that are in step, the first of them with a configuration that names both.
fn dev_and_staging() -> (Bench, Bench) {
    let (dev, staging) = (Bench::new(TABLE), Bench::new(TABLE));
    dev.file("schema/plans.sql", TABLE);
    dev.file(
        "trueup.yaml",
        &format!(
            "default: dev\nenvironments:\n  dev: {{url: {}}}\n  staging: {{url: {}}}\n",
            dev.name(),
            staging.name()
        ),
    );
    (dev, staging)
}

#[test]
fn the_doctor_says_which_environment_it_is() {
    let (dev, other) = dev_and_staging();
    let said = |arguments: &[&str]| dev.run(arguments).stdout;
    assert!(said(&["doctor"]).contains("this is the environment dev\n"));
    let ran = said(&["doctor", "--db", other.name()]).replace(['\n', ' '], "");
    assert!(
        ran.contains("thisistheenvironmentstaging,andnotdev"),
        "{ran}"
    );
    let ran = said(&["doctor", "--db", "postgres"]);
    assert!(
        ran.contains("no configured environment leads to this database"),
        "{ran}"
    );
}

#[test]
fn an_environment_without_a_url_is_where_the_variables_of_libpq_lead() {
    let bench = Bench::new(TABLE);
    bench.file("schema/plans.sql", TABLE);
    bench.file("trueup.yaml", "environments:\n  dev: {}\n");
    let check = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        let ran = command.env("DATABASE_URL", "postgres:///nowhere").output();
        ran.expect("the program runs").status.code()
    };
    assert_eq!(check(&["check", "--env", "dev"]), Some(0));
    assert_eq!(
        check(&["check"]),
        Some(2),
        "DATABASE_URL tells the database"
    );
}

#[test]
fn the_doctor_says_which_environment_it_is_unless_it_was_asked_for_that_one() {
    let (dev, staging) = dev_and_staging();
    let named = dev.run(&["doctor", "--env", "staging"]);
    let said = "good   this is the environment staging";
    assert!(named.stdout.contains(said), "{}", named.whole());
    let by_url = dev.run(&["doctor", "--db", staging.name()]);
    let said = "look   this is the environment staging, and not dev";
    assert!(by_url.stdout.contains(said), "{}", by_url.whole());
}
