//! Roles, which belong to the whole server: a case folder cannot hold them, since both of its databases stand on one server.

use super::bench::Bench;

/// Applies the file, requires that it is in step then, and returns the patch.
fn brought(bench: &Bench, sql: &str) -> String {
    bench.file("roles.sql", sql);
    let patch = bench.run(&["diff", "--format", "sql", "--prune", "roles.sql"]);
    assert_eq!(patch.status, 0, "{}", patch.whole());
    let ran = bench.run(&["apply", "--yes", "--prune", "roles.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let again = bench.run(&["check", "--prune", "roles.sql"]);
    assert_eq!(again.status, 0, "{}", again.whole());
    let lines = patch.stdout.lines();
    let around = ["", "begin;", "set local search_path = public;", "commit;"];
    let lines = lines.filter(|l| !around.contains(l));
    lines.map(|l| format!("{l}\n")).collect()
}

#[test]
fn a_role_is_made_and_changed_in_place_and_never_dropped() {
    let bench = Bench::new("create table t (a integer)");
    let made = brought(
        &bench,
        "create table t (a integer);
         alter table t owner to made_owner;
         create user made_app createdb connection limit 5 valid until '2030-01-02 03:04';
         create role made_owner superuser;
         comment on role made_app is 'the application';
         grant select on t to made_app;",
    );
    assert_eq!(
        made,
        "create role made_app createdb login connection limit 5 valid until '2030-01-02 03:04';\n\
         create role made_owner superuser;\n\
         alter table public.t owner to made_owner;\n\
         grant select on public.t to made_app;\n\
         comment on role made_app is 'the application';\n"
    );
    let changed = brought(
        &bench,
        "create table t (a integer);
         create role made_app noinherit bypassrls valid until '2030-01-02 03:04:00+00';
         alter role made_app nobypassrls;
         create group made_owner;
         comment on role made_app is null;
         alter table t owner to made_owner;",
    );
    assert_eq!(
        changed,
        "revoke select on public.t from made_app;\n\
         comment on role made_app is null;\n\
         alter role made_app nocreatedb noinherit nologin connection limit -1;\n\
         alter role made_owner nosuperuser;\n"
    );
    let gone = brought(
        &bench,
        "create table t (a integer); create role made_app; drop role made_app; drop user if exists made_owner;",
    );
    assert!(!gone.contains("drop role"), "{gone}");
    assert_eq!(
        bench.value("select count(*) from pg_roles where rolname ~ '^made_'"),
        "2"
    );
}

#[test]
fn memberships_are_given_and_taken_where_the_files_say_so() {
    let bench = Bench::new(
        "create role belong_group; create role belong_other; create role belong_member;
         grant belong_other to belong_member",
    );
    let given = brought(
        &bench,
        "grant belong_group to belong_member with admin option;
         create role belong_new in role belong_group admin belong_member;",
    );
    assert_eq!(
        given,
        "create role belong_new;\n\
         grant belong_group to belong_member with admin option;\n\
         grant belong_group to belong_new;\n\
         grant belong_new to belong_member with admin option;\n"
    );
    let taken = brought(
        &bench,
        "grant belong_group to belong_member; revoke belong_group from belong_new;
         revoke belong_new from belong_member;",
    );
    assert!(
        taken.contains(
            "revoke belong_group from belong_new;\nrevoke belong_new from belong_member;\n"
        ),
        "{taken}"
    );
    assert!(taken.contains("belong_group"), "{taken}");
    let left = "select string_agg(roleid::regrole || '/' || member::regrole || '/' || admin_option, ' ' order by 1) \
                from pg_auth_members where member::regrole::text ~ '^belong'";
    assert!(
        bench
            .value(left)
            .contains("belong_group/belong_member/false"),
        "{}",
        bench.value(left)
    );
    assert!(
        bench
            .value(left)
            .contains("belong_other/belong_member/false")
    );
}

#[test]
fn settings_of_a_role_are_set_and_reset_where_the_files_say_so() {
    let bench = Bench::new(
        "create role tuned; alter role tuned set jit = off; alter role tuned set geqo = off",
    );
    let set = brought(
        &bench,
        "alter role tuned set search_path to app, \"$user\"; alter user tuned set work_mem = '8MB';
         alter role tuned reset geqo;",
    );
    assert_eq!(
        set,
        "alter role tuned reset geqo;\n\
         alter role tuned set search_path to app, '$user';\n\
         alter role tuned set work_mem to '8MB';\n"
    );
    let changed = brought(
        &bench,
        "alter role tuned set work_mem = '9MB'; alter role tuned set search_path to default",
    );
    assert_eq!(
        changed,
        "alter role tuned reset search_path;\nalter role tuned set work_mem to '9MB';\n"
    );
    let left = "select setconfig::text from pg_db_role_setting where setrole = 'tuned'::regrole";
    assert_eq!(bench.value(left), "{jit=off,work_mem=9MB}");
}

#[test]
fn settings_of_one_database_are_told_from_those_of_another() {
    let bench = Bench::new("create role placed; alter role placed set geqo = off");
    let (here, other) = (bench.value("select current_database()"), Bench::new(""));
    let there = other.value("select current_database()");
    bench.sql(&format!(
        "alter role placed in database {here} set work_mem = '4MB'; alter role placed in database {there} set work_mem = '5MB'"
    ));
    let set = brought(
        &bench,
        &format!(
            "alter role placed in database {here} set work_mem = '6MB'; alter role placed in database {here} set jit to off;
             alter role placed in database {there} reset work_mem; alter role all in database {there} set geqo to off;"
        ),
    );
    let set = set.replace(&there, "there");
    assert_eq!(
        set,
        "alter role placed in database there reset work_mem;\n\
         alter role placed in database app set work_mem to '6MB';\n\
         alter role placed in database app set jit to 'off';\n\
         alter role all in database there set geqo to 'off';\n"
    );
    let reset = brought(
        &bench,
        &format!(
            "alter role placed in database {here} reset work_mem; alter role placed in database {here} reset jit;
             alter role all in database {there} reset geqo;"
        ),
    );
    let reset = reset.replace(&there, "there");
    assert_eq!(
        reset,
        "alter role all in database there reset geqo;\n\
         alter role placed in database app reset jit;\n\
         alter role placed in database app reset work_mem;\n"
    );
    bench.file(
        "roles.sql",
        &format!("alter role placed in database {here} reset all;"),
    );
    let told = bench.run(&["check", "roles.sql"]);
    assert!(told.stderr.contains("left alone"), "{}", told.whole());
    let left = "select string_agg((setdatabase = 0) || setconfig::text, ' ' order by setdatabase) from pg_db_role_setting \
                where setrole = 'placed'::regrole";
    assert_eq!(bench.value(left), "true{geqo=off}");
}

#[test]
fn a_password_is_told_of_but_never_shown_nor_set() {
    let bench = Bench::new("");
    bench.file(
        "roles.sql",
        "create role whisper login password 'hush-hush';\ngrant select on nothing to whisper;\n",
    );
    let ran = bench.run(&["diff", "roles.sql"]);
    assert!(
        ran.stderr
            .contains("password of role whisper is left alone"),
        "{}",
        ran.whole()
    );
    assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    bench.file(
        "roles.sql",
        "create role whisper login password 'hush-hush';\n",
    );
    for format in ["text", "sql", "json"] {
        let ran = bench.run(&["diff", "--format", format, "roles.sql"]);
        assert_eq!(ran.status, 0);
        assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    }
    let ran = bench.run(&["apply", "--yes", "roles.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert_eq!(
        bench.value("select rolpassword is null from pg_authid where rolname = 'whisper'"),
        "true"
    );
}

#[test]
fn a_role_that_nobody_has_is_told_of_once() {
    let bench = Bench::new("create table t (a integer)");
    bench.file(
        "t.sql",
        "create table t (a integer);\ngrant select on t to nobody_at_all;\ngrant insert on t to nobody_at_all;\n",
    );
    let ran = bench.run(&["diff", "t.sql"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.stderr.matches("there is no role nobody_at_all").count(),
        1,
        "{}",
        ran.whole()
    );
    assert!(ran.stderr.contains("(named 2 times)"), "{}", ran.whole());
}

#[test]
fn the_role_that_acts_owns_what_it_makes_and_only_known_ones_act() {
    let bench = Bench::new("create table t (a integer); create role acting_role");
    bench.file(
        "t.sql",
        "set role acting_role;\nreset role;\nset session authorization default;\ncreate table t (a integer);\n\
         set local role acting_role;\nalter table t owner to current_user;\nset role nobody_at_all;\n",
    );
    let ran = bench.run(&["diff", "t.sql"]);
    assert_eq!(ran.status, 2, "{}", ran.whole());
    assert!(
        ran.stderr.contains("there is no role nobody_at_all"),
        "{}",
        ran.whole()
    );
    bench.file("t.sql", "create table t (a integer);\nset local role acting_role;\nalter table t owner to current_user;\n");
    let patch = bench.run(&["diff", "--format", "sql", "t.sql"]).stdout;
    assert!(
        patch.contains("alter table public.t owner to acting_role;"),
        "{patch}"
    );
}

#[test]
fn a_privilege_on_a_parameter_is_given_and_taken_where_a_file_says_so() {
    let bench = Bench::new(
        "create role parameter_reader; create role parameter_writer; grant set on parameter log_statement to parameter_writer",
    );
    let roles = "create role parameter_reader; create role parameter_writer;";
    let given = brought(
        &bench,
        &format!(
            "{roles} grant set, alter system on parameter Log_Duration, app.custom to parameter_reader with grant option;"
        ),
    );
    assert_eq!(
        given,
        "grant all on parameter log_duration to parameter_reader with grant option;\n\
         grant all on parameter app.custom to parameter_reader with grant option;\n"
    );
    let taken = brought(
        &bench,
        &format!(
            "{roles} grant set on parameter log_duration to parameter_reader; \
             revoke all on parameter app.custom from parameter_reader;
             revoke alter system on parameter log_duration from parameter_reader;"
        ),
    );
    assert_eq!(
        taken,
        "revoke all on parameter app.custom from parameter_reader;\n\
         revoke alter system on parameter log_duration from parameter_reader;\n\
         revoke grant option for set on parameter log_duration from parameter_reader;\n"
    );
    let kept = "select count(*) from pg_parameter_acl, aclexplode(paracl) where grantee = 'parameter_writer'::regrole";
    assert_eq!(bench.value(kept), "1");
    bench.file("roles.sql", &format!("{roles} grant usage on language plpgsql to parameter_reader; revoke usage on language plpgsql from public;"));
    let ran = bench.run(&["apply", "--yes", "--prune", "roles.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    let acl = "select lanacl::text from pg_language where lanname = 'plpgsql'";
    assert_eq!(
        bench.value(acl),
        "{postgres=U/postgres,parameter_reader=U/postgres}"
    );
}
