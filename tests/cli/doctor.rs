//! What `trueup doctor` says of each case, and of what stands in the way.
//!
//! The doctor also looks into the other databases of the server, where other tests are at work: each test has names of its own.

use super::bench::{Bench, Ran};

/// A set-up of three tables in a row, with a prefix for their names.
fn set_up(prefix: &str) -> String {
    format!(
        "create table {prefix}_customers (id bigint primary key, email text not null);
         create table {prefix}_prices (id bigint primary key, amount integer not null);
         create table {prefix}_invoices (id bigint primary key, customer_id bigint not null references {prefix}_customers (id));
         alter table {prefix}_customers enable row level security;
         create policy own on {prefix}_customers for select to pg_monitor using (true);"
    )
}

/// Returns a text with its words one space apart, however its lines were broken.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs the doctor over a set-up.
fn doctor(bench: &Bench, set_up: &str, more: &[&str]) -> Ran {
    bench.file("set-up.sql", set_up);
    bench.run(&[&["doctor", "set-up.sql"], more].concat())
}

#[test]
fn a_set_up_that_never_ran() {
    let ran = doctor(&Bench::new(""), &set_up("never"), &[]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_set_up_that_a_table_of_another_shape_stopped() {
    let live = "create table stopped_customers (id bigint primary key, email text not null); alter table stopped_customers enable row level security;
                create policy own on stopped_customers for select to pg_monitor using (true);
                create table stopped_prices (id bigint primary key)";
    let ran = doctor(&Bench::new(live), &set_up("stopped"), &[]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_set_up_that_went_on_after_an_error() {
    let live = "create table onward_invoices (id bigint primary key, customer_id bigint not null)";
    let ran = doctor(&Bench::new(live), &set_up("onward"), &[]);
    assert!(ran.stdout.contains("The script went on"), "{}", ran.whole());
    assert!(
        ran.stdout
            .starts_with("half ran: 1 of 3 objects exist; table public.onward_customers")
    );
}

#[test]
fn a_database_that_drifted_and_one_that_is_in_step() {
    let bench = Bench::new(&set_up("drift"));
    let ran = doctor(&bench, &set_up("drift"), &[]);
    assert_eq!(ran.status, 0);
    insta::assert_snapshot!("in-step", ran.whole());
    bench.sql("alter table drift_prices add column note text; alter table drift_prices alter column amount drop not null");
    let ran = doctor(&bench, &set_up("drift"), &[]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!("drifted", ran.whole());
}

#[test]
fn what_is_missing_may_be_elsewhere() {
    let live = "create schema billing; create table billing.where_customers (id bigint);
                create table \"Where_Prices\" (id bigint);
                create view where_invoices as select 1 as id";
    let ran = doctor(&Bench::new(live), &set_up("where"), &[]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_is_missing_may_be_in_another_database() {
    let there = Bench::new(&set_up("beside"));
    let ran = doctor(&Bench::new(""), &set_up("beside"), &[]);
    let name = there.value("current_database()");
    let found = format!("database {name} of the same server has 3 of the 3 missing relations");
    assert!(ran.stdout.contains(&found), "{}", ran.whole());
}

#[test]
fn what_the_role_may_not_see() {
    let live = "create schema closed; create table closed.seen_a (id bigint); create table seen_b (id bigint); create table seen_c (id bigint);
                alter table seen_c enable row level security; create role doctor_seen login; grant select on seen_c to doctor_seen";
    let files = "create schema closed; create table closed.seen_a (id bigint); create table seen_b (id bigint); create table seen_c (id bigint);
                 alter table seen_c enable row level security;";
    let bench = Bench::new(live);
    bench.file("set-up.sql", files);
    let ran = bench.run_as("doctor_seen", &["doctor", "set-up.sql"]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_session_that_can_only_read() {
    let bench = Bench::new(&set_up("reads"));
    let name = bench.value("current_database()");
    bench.sql(&format!(
        "alter database {name} set default_transaction_read_only = on"
    ));
    let ran = doctor(&bench, &set_up("reads"), &[]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.contains("transactions are read-only here"),
        "{}",
        ran.whole()
    );
    // What it says to type runs as it stands.
    let word = "default_transaction_read_only";
    let typed = format!("set {word} = off;\n             alter database app reset {word};");
    assert!(ran.stdout.contains(&typed), "{}", ran.whole());
    let mut session = bench.connect();
    let alter = format!("alter database {name} reset {word}");
    for sql in [format!("set {word} = off"), alter] {
        session.batch_execute(&sql).expect("it can be typed");
    }
}

#[test]
fn what_the_files_need_is_told_beside_what_exists() {
    let files =
        "create table needs_profiles (id uuid primary key references outside.needs_users (id));
                 create table needs_plans (id bigint);";
    let ran = doctor(
        &Bench::new("create table needs_plans (id bigint)"),
        files,
        &[],
    );
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn an_error_is_told_by_what_it_names() {
    let bench = Bench::new(&set_up("told"));
    bench.sql("create schema app; drop table told_invoices");
    let error = |message: &str| doctor(&bench, &set_up("told"), &["--error", message]).stdout;
    let missing = error("ERROR:  relation \"public.told_invoices\" does not exist");
    assert!(
        missing.contains("42P01 (undefined_table) about relation public.told_invoices"),
        "{missing}"
    );
    assert!(
        missing.contains("the files describe table public.told_invoices, and this database"),
        "{missing}"
    );
    let there = error("relation \"told_prices\" does not exist");
    assert!(
        there.contains("table public.told_prices is there, as the files describe it"),
        "{there}"
    );
    let unknown = error("relation \"told_price\" does not exist");
    assert!(
        unknown.contains("the files do not describe told_price"),
        "{unknown}"
    );
    assert!(unknown.contains("did you mean `told_prices`?"), "{unknown}");
    let column = error("column \"amounts\" of relation \"told_prices\" does not exist");
    assert!(
        column.contains("the files give table public.told_prices no column amounts"),
        "{column}"
    );
    assert!(column.contains("did you mean `amount`?"), "{column}");
    let exists = error("relation \"told_prices\" already exists");
    assert!(
        exists.contains("✔ good   table public.told_prices is there, as the files describe it"),
        "{exists}"
    );
    assert!(!exists.contains("The error came from"), "{exists}");
    let stale =
        error("PGRST205: Could not find the table 'public.told_prices' in the schema cache");
    assert!(stale.contains("notify pgrst, 'reload schema';"), "{stale}");
}

#[test]
fn a_session_that_prepared_a_statement_before_a_table_changed() {
    let bench = Bench::new(&set_up("plan"));
    bench.sql("alter table plan_prices drop column amount");
    let mut client = bench.connect();
    let prepared = client
        .prepare("select * from plan_prices")
        .expect("the table is there");
    let before = doctor(&bench, &set_up("plan"), &[]).stdout;
    assert!(
        before.contains("1 other session is connected, and the repair changes columns of table"),
        "{before}"
    );
    bench.sql("alter table plan_prices add column amount integer not null");
    let error = client
        .query(&prepared, &[])
        .expect_err("the table has another column");
    let said = error.as_db_error().expect("the server says it").message();
    let after = doctor(&bench, &set_up("plan"), &["--error", said]).stdout;
    assert!(after.contains("0A000 (feature_not_supported)"), "{after}");
    assert!(after.contains("deallocate all;"), "{after}");
    let unknown = client
        .simple_query("execute nothing")
        .expect_err("nobody prepared it");
    let said = unknown
        .as_db_error()
        .expect("the server says it")
        .message()
        .to_string();
    let pooled = doctor(&bench, &set_up("plan"), &["--error", &said]).stdout;
    assert!(
        pooled.contains("26000 (invalid_sql_statement_name) about prepared statement nothing"),
        "{pooled}"
    );
    assert!(
        pooled.contains("A pooler in transaction mode gives each transaction any"),
        "{pooled}"
    );
}

#[test]
fn a_name_that_the_search_path_does_not_reach() {
    let bench = Bench::new(&set_up("path"));
    let name = bench.value("current_database()");
    bench.sql(&format!(
        "alter database {name} set search_path = app, pg_catalog"
    ));
    let message = "relation \"path_prices\" does not exist";
    let ran = doctor(&bench, &set_up("path"), &["--error", message]);
    assert!(
        ran.stdout
            .contains("table public.path_prices exists, but schema public is not in the"),
        "{}",
        ran.whole()
    );
    assert!(
        ran.stdout
            .contains("alter role postgres set search_path = app, pg_catalog, public;"),
        "{}",
        ran.whole()
    );
}

#[test]
fn an_error_alone_is_explained_without_a_database() {
    let bench = Bench::new("");
    let mut command = bench.command(&["doctor", "--error", "-"]);
    for name in ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE"] {
        command.env_remove(name);
    }
    command.stdin(std::process::Stdio::piped());
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    std::io::Write::write_all(
        &mut stdin,
        b"relation \"public.stripe_customers\" does not exist\n",
    )
    .expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = String::from_utf8(output.stdout).expect("the program writes UTF-8");
    insta::assert_snapshot!(text);
}

#[test]
fn the_forms_for_tickets_browsers_and_programs() {
    let bench = Bench::new("create table form_customers (id bigint)");
    bench.file("set-up.sql", "create table form_customers (id bigint, email text); create table form_prices (id bigint);");
    for format in ["markdown", "html", "json"] {
        let ran = bench.run(&["doctor", "set-up.sql", "--format", format]);
        insta::assert_snapshot!(format, ran.stdout);
    }
}

/// The roles that an API such as Supabase's has.
const API: &str = "do $$ declare r record; begin
    for r in select * from (values ('anon', ''), ('authenticated', ''), ('service_role', 'bypassrls')) v (name, more) loop
      begin execute format('create role %I %s', r.name, r.more); exception when duplicate_object or unique_violation then null; end;
    end loop; end $$;";

/// A project on such a platform, in a schema of its own or in `public`.
const PROJECT: &str = "create table api_notes (id bigint primary key, author uuid);
    alter table api_notes enable row level security;
    create policy \"Authors read\" on api_notes for select to authenticated using (true);
    create policy \"Authors add\" on api_notes for insert to authenticated with check (true);
    create table api_jobs (id bigint primary key);
    create table api_open (id bigint primary key);
    create schema api_closed;
    create table api_closed.t (id bigint primary key);
    alter table api_closed.t enable row level security;
    create policy \"All read\" on api_closed.t for select to anon using (true);";

#[test]
fn what_the_roles_of_an_api_lack_and_what_they_reach() {
    let bench = Bench::new(API);
    bench.sql(PROJECT);
    bench.sql("grant select on api_notes to authenticated; grant select, insert on api_open to anon; grant select on api_closed.t to anon");
    let ran = doctor(&bench, PROJECT, &[]);
    assert_eq!(ran.status, 0);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn what_the_files_grant_is_not_told_again_and_what_they_silence_is_silent() {
    let files = format!(
        "{}; grant insert, select on api_notes to authenticated; grant usage on schema api_closed to anon;
         grant select on api_closed.t to anon; grant select on api_jobs to service_role;",
        PROJECT.replace("create table api_open", "-- trueup: ignore row-security-off: everybody may read and add\ncreate table api_open")
    );
    let bench = Bench::new(API);
    bench.sql(PROJECT);
    bench.sql("grant select, insert on api_open to anon");
    let ran = doctor(&bench, &files, &[]);
    for rule in [
        "row-security-off",
        "although policies",
        "no role of the API",
    ] {
        assert!(!ran.stdout.contains(rule), "{rule}:\n{}", ran.whole());
    }
}

#[test]
fn what_public_may_do_is_told_though_no_file_says_it() {
    let files =
        "create table wide_a (id bigint primary key); create table wide_b (id bigint primary key);";
    // The roles of an API belong to the server, and another test may have made them.
    let bench = Bench::new(API);
    bench.sql(files);
    bench.sql("grant select, update on wide_a to public; grant select on wide_b to public");
    let ran = doctor(&bench, files, &[]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn many_findings_are_counted_and_the_command_that_lists_them_is_told() {
    let key = |n| format!("create table many_{n} (a bigint references many_0);\n");
    let files = "create table many_0 (id bigint primary key);".to_string()
        + &(1..8).map(key).collect::<String>();
    let ran = doctor(&Bench::new(&files), &files, &[]);
    insta::assert_snapshot!(ran.whole());
}

/// Three tables that are numbered, and one that is not.
const NUMBERED: &str = "create table \"Numbered\" (id integer generated always as identity primary key, note text);
    create table numbered_serial (id bigserial, other integer, constraint numbered_only unique (id));
    create table numbered_down (id smallint generated by default as identity (increment by -1 minvalue -100 maxvalue -1 start with -1) primary key);
    create table numbered_freely (id bigint generated by default as identity, note text);";

#[test]
fn a_sequence_that_is_behind_its_rows_is_told_with_the_statement_that_mends_it() {
    let bench = Bench::new(NUMBERED);
    let quiet = doctor(&bench, NUMBERED, &[]);
    assert!(!quiet.stdout.contains("sequence"), "{}", quiet.whole());
    bench.sql("insert into \"Numbered\" overriding system value select n, 'row' from generate_series(1, 7) n;
               insert into numbered_serial values (1), (2); select nextval('numbered_serial_id_seq');
               insert into numbered_down values (-5); insert into numbered_freely values (3)");
    let ran = doctor(&bench, NUMBERED, &[]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.whole());
    let lines = ran.stdout.lines().map(str::trim);
    let mends: Vec<&str> = lines.filter(|l| l.starts_with("select setval(")).collect();
    assert_eq!(mends.len(), 3, "{}", ran.whole());
    mends.iter().for_each(|sql| bench.sql(sql));
    bench.sql("insert into \"Numbered\" (note) values ('next'); insert into numbered_serial (other) values (1);
               insert into numbered_down default values");
    let mended = doctor(&bench, NUMBERED, &[]);
    assert_eq!(mended.status, 0, "{}", mended.whole());
    assert!(!mended.stdout.contains("sequence"), "{}", mended.whole());
}

#[test]
fn a_duplicate_key_is_told_by_the_sequence_that_gave_it() {
    let bench = Bench::new(NUMBERED);
    bench.sql("insert into numbered_serial values (1)");
    let message = "duplicate key value violates unique constraint \"numbered_only\"";
    let error = || doctor(&bench, NUMBERED, &["--error", message]).stdout;
    let behind = error();
    let told = "sequence public.numbered_serial_id_seq is 1 number behind";
    assert!(behind.contains(told), "{behind}");
    assert!(
        behind.find(told) < behind.find("What the files describe"),
        "{behind}"
    );
    bench.sql("select nextval('numbered_serial_id_seq')");
    let ahead = error();
    assert!(
        ahead.contains("sequence public.numbered_serial_id_seq is ahead of the rows"),
        "{ahead}"
    );
}

#[test]
fn a_sequence_is_compared_only_by_a_role_that_may_read_it_and_mended_by_its_owner() {
    let bench = Bench::new(NUMBERED);
    bench.sql(
        "insert into numbered_serial values (1), (2); create role numbered_reader login;
               grant select on numbered_serial to numbered_reader",
    );
    bench.file("set-up.sql", NUMBERED);
    let run = || {
        bench
            .run_as("numbered_reader", &["doctor", "set-up.sql"])
            .stdout
    };
    assert!(!run().contains("behind"), "{}", run());
    bench.sql("grant select on sequence numbered_serial_id_seq to numbered_reader");
    let told = run();
    assert!(told.contains("is 2 numbers behind"), "{told}");
    assert!(
        told.contains("as postgres:\n             select setval("),
        "{told}"
    );
}

#[test]
fn a_table_that_is_being_changed_keeps_the_doctor_waiting_no_longer_than_a_second() {
    let files =
        "create table numbered_locked (id integer generated always as identity primary key)";
    let bench = Bench::new(files);
    bench.sql("insert into numbered_locked overriding system value values (1)");
    let mut other = bench.connect();
    // So that a failure ends.
    let ends = "set idle_in_transaction_session_timeout = '30s'";
    other.batch_execute(ends).expect("a setting");
    let mut holds = other.transaction().expect("a transaction");
    let lock = "lock table numbered_locked in access exclusive mode";
    holds.batch_execute(lock).expect("the lock");
    let ran = doctor(&bench, files, &[]);
    assert!(
        ran.stdout.contains("could not be compared with them"),
        "{}",
        ran.whole()
    );
}

#[test]
fn a_function_that_the_files_call_and_nobody_has_is_told_beside_what_exists() {
    let files =
        "create table calls_notes (id bigint primary key, author uuid default outside.uid());
                 alter table calls_notes enable row level security;
                 create policy own on calls_notes for select using (author = outside.uid());";
    let bench = Bench::new("create schema outside");
    let ran = doctor(&bench, files, &[]);
    assert!(
        ran.stdout
            .contains("there is no function outside.uid (named 2 times)"),
        "{}",
        ran.whole()
    );
    assert!(
        ran.stdout
            .contains("Next, once this is mended: what the files need"),
        "{}",
        ran.whole()
    );
    bench.sql("create function outside.uid() returns uuid language sql as 'select null::uuid'");
    let ran = doctor(&bench, files, &[]);
    assert!(ran.stdout.contains("\nNext\n"), "{}", ran.whole());
    assert_eq!(bench.run(&["apply", "set-up.sql", "--yes"]).status, 0);
}

#[test]
fn a_role_that_nobody_made_is_told_with_the_statement_that_makes_it() {
    let files =
        "create table lacks_role (id bigint); grant select on lacks_role to doctor_nobody_made;";
    let ran = doctor(&Bench::new(""), files, &[]);
    assert!(
        ran.stdout
            .contains("\n             create role doctor_nobody_made;\n"),
        "{}",
        ran.whole()
    );
}

#[test]
fn a_set_up_that_what_it_needs_stopped_says_what_that_is() {
    let files = "create table wants_plans (id bigint primary key);
                 create table wants_people (id uuid primary key references outside.wants_users (id));
                 create table wants_seats (id bigint primary key);";
    let ran = doctor(
        &Bench::new("create table wants_plans (id bigint primary key)"),
        files,
        &[],
    );
    let head: String = ran.stdout.lines().take(5).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(head);
}

#[test]
fn a_whole_set_up_in_another_schema_is_told_in_one_line() {
    let live = "create schema ledger; set search_path = ledger; ".to_string() + &set_up("moved");
    let ran = doctor(&Bench::new(&live), &set_up("moved"), &[]);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn several_databases_that_have_what_is_missing_are_told_in_one_line() {
    let (one, two) = (Bench::new(&set_up("many")), Bench::new(&set_up("many")));
    two.sql("drop table many_invoices");
    let ran = doctor(&Bench::new(""), &set_up("many"), &[]);
    let said = flowing(&ran.stdout);
    let mut names = [(&one, 3), (&two, 2)].map(|(b, n)| (b.value("current_database()"), n));
    names.sort();
    let each = names.map(|(name, n)| format!("{name} has {n}")).join(", ");
    let found =
        format!("2 databases of the same server have some of the 3 missing relations: {each}");
    assert!(said.contains(&found), "{}", ran.whole());
}

#[test]
fn a_schema_that_the_role_may_not_use_is_not_taken_for_one_outside_of_its_path() {
    let bench = Bench::new(&set_up("shut"));
    bench.sql("create role doctor_shut login; revoke usage on schema public from public");
    bench.file("set-up.sql", &set_up("shut"));
    let error = "relation \"shut_prices\" does not exist";
    let ran = bench.run_as("doctor_shut", &["doctor", "set-up.sql", "--error", error]);
    for said in [
        "table public.shut_prices exists, and doctor_shut lacks USAGE on schema public",
        // Nobody connects as pg_database_owner.
        "as postgres: grant usage on schema public to doctor_shut;",
    ] {
        assert!(flowing(&ran.stdout).contains(said), "{}", ran.whole());
    }
    assert!(!ran.stdout.contains("set search_path"), "{}", ran.whole());
}

#[test]
fn what_a_role_is_denied_is_told_by_what_it_has() {
    let bench = Bench::new(&set_up("deny"));
    bench.sql(
        "create role doctor_deny login; grant select, insert on deny_customers to doctor_deny",
    );
    bench.file("set-up.sql", &set_up("deny"));
    let told = |role: &str, error: &str| {
        let ran = bench.run_as(role, &["doctor", "set-up.sql", "--error", error]);
        flowing(&ran.stdout)
    };
    let mut session = bench.connect();
    let mut error = |sql: &str| {
        let sql = format!("set role doctor_deny; {sql}");
        let error = session.batch_execute(&sql).expect_err("it is denied");
        let said = error.as_db_error().expect("the server says it").message();
        said.to_string()
    };
    let delete = error("delete from deny_customers");
    let ran = told("doctor_deny", &delete);
    for said in [
        "doctor_deny has SELECT, INSERT on table public.deny_customers, and lacks UPDATE, DELETE",
        "grant update, delete on public.deny_customers to doctor_deny;",
    ] {
        assert!(ran.contains(said), "{ran}");
    }
    let ran = told("postgres", &delete);
    assert!(ran.contains("So another role met the error"), "{ran}");
    let row = error("insert into deny_customers values (1, 'a')");
    let ran = told("doctor_deny", &row);
    let said = "no policy of table public.deny_customers lets doctor_deny write a row";
    assert!(ran.contains(said), "{ran}");
    bench.sql("create policy never on deny_customers for insert with check (email <> 'a')");
    let ran = told("doctor_deny", &row);
    let said =
        "doctor_deny may write the rows of table public.deny_customers that a policy allows: never";
    assert!(ran.contains(said), "{ran}");
}

#[test]
fn an_error_is_explained_although_no_file_describes_the_database() {
    let bench = Bench::new("");
    let ran = bench.run(&["doctor", "--error", "relation \"a\" does not exist"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.stderr
            .contains("trueup doctor --error 'relation \"a\" does not exist' FILE"),
        "{}",
        ran.whole()
    );
    bench.file("trueup.yaml", "desired: [a.sql]\nenvironment: dev\n");
    let ran = bench.run(&["doctor", "--error", "relation \"a\" does not exist"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stdout.contains("42P01"), "{}", ran.whole());
    assert!(ran.stderr.contains("yaml-unknown-key"), "{}", ran.whole());
}
