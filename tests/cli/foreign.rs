//! The passwords of foreign servers: a file may hold one or leave it to psql, and nothing that is printed shows it.

use super::bench::Bench;

const SERVER: &str =
    "create foreign data wrapper far; create server there foreign data wrapper far;";

#[test]
fn a_password_reaches_the_server_but_no_output() {
    let bench = Bench::new(SERVER);
    let mapping = "create user mapping for current_user server there options (user 'app', password 'hush-hush');";
    bench.file("far.sql", &format!("{SERVER}\n{mapping}\n"));
    for format in ["text", "sql", "json", "markdown"] {
        let ran = bench.run(&["diff", "--format", format, "far.sql"]);
        assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    }
    let script = bench.run(&["diff", "--format", "sql", "far.sql"]).stdout;
    assert!(
        script.contains("options (password :'there_postgres_password', \"user\" 'app')"),
        "{script}"
    );
    assert!(
        script.contains("psql -v there_postgres_password=…"),
        "{script}"
    );
    let ran = bench.run(&["apply", "--yes", "far.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
    let options = "select umoptions::text from pg_user_mappings";
    assert_eq!(bench.value(options), "{password=hush-hush,user=app}");
    for format in ["sql", "yaml"] {
        let dump = bench.run(&["dump", "--format", format]);
        assert_eq!(dump.status, 0, "{}", dump.whole());
        assert!(!dump.whole().contains("hush-hush"), "{}", dump.whole());
        assert!(
            dump.stdout.contains(":'there_postgres_password'"),
            "{}",
            dump.whole()
        );
    }
    let dump = bench.run(&["dump", "--format", "sql"]).stdout;
    bench.file("dump.sql", &dump);
    let again = bench.run(&["check", "--prune", "--schema", "*", "dump.sql"]);
    assert_eq!(again.status, 0, "{}", again.whole());
    let other = mapping.replace("hush-hush", "other");
    bench.file("far.sql", &format!("{SERVER}\n{other}\n"));
    let script = bench.run(&["diff", "--format", "sql", "far.sql"]).stdout;
    assert!(
        script.contains("alter user mapping for postgres server there options (set password :'there_postgres_password')"),
        "{script}"
    );
}

#[test]
fn an_error_in_the_file_shows_no_password() {
    let bench = Bench::new(SERVER);
    bench.file(
        "far.sql",
        &format!("{SERVER}\ncreate user mapping for current_user server there options (password 'hush-hush') and more;\n"),
    );
    let ran = bench.run(&["diff", "far.sql"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("options (password ***********)"),
        "{}",
        ran.whole()
    );
    assert!(!ran.whole().contains("hush-hush"), "{}", ran.whole());
}

#[test]
fn a_secret_of_a_foreign_table_reaches_the_server_but_no_output() {
    let bench = Bench::new(SERVER);
    let table = "create foreign table t (a integer options (token 'hush-one', n '1')) server there options (secret 'hush-two');";
    bench.file("far.sql", &format!("{SERVER}\n{table}\n"));
    for format in ["text", "sql", "json", "markdown"] {
        let ran = bench.run(&["diff", "--format", format, "far.sql"]);
        assert!(!ran.whole().contains("hush"), "{}", ran.whole());
    }
    let ran = bench.run(&["apply", "--yes", "far.sql"]);
    assert_eq!(ran.status, 0, "{}", ran.whole());
    assert!(!ran.whole().contains("hush"), "{}", ran.whole());
    let options = "select ftoptions::text || attfdwoptions::text from pg_foreign_table join pg_attribute on attrelid = ftrelid where attnum = 1";
    assert_eq!(
        bench.value(options),
        "{secret=hush-two}{n=1,token=hush-one}"
    );
    for format in ["sql", "yaml"] {
        let dump = bench.run(&["dump", "--format", format]);
        assert_eq!(dump.status, 0, "{}", dump.whole());
        assert!(!dump.whole().contains("hush"), "{}", dump.whole());
        let variables = [":'public_t_secret'", ":'public_t_a_token'"];
        let all = variables.iter().all(|v| dump.stdout.contains(v));
        assert!(all, "{}", dump.whole());
    }
}

#[test]
fn a_secret_that_neither_the_files_nor_the_database_have_is_asked_for() {
    let bench = Bench::new(SERVER);
    let mapping = "create user mapping for current_user server there options (password :'word');";
    bench.file("far.sql", &format!("{SERVER}\n{mapping}\n"));
    let ran = bench.run(&["apply", "--yes", "far.sql"]);
    assert_eq!(ran.status, 2, "{}", ran.whole());
    assert!(
        ran.stderr.contains("the files leave this secret to what"),
        "{}",
        ran.whole()
    );
}
