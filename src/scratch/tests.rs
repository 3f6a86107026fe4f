//! The throwaway server against the machine's own PostgreSQL.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Options, Scratch, percent_encoded};

fn start() -> Scratch {
    Scratch::start(&Options::default()).expect("a throwaway server starts")
}

#[test]
fn a_dropped_server_leaves_neither_process_nor_folder() {
    let clock = Instant::now();
    let scratch = start();
    println!("start: {:?}", clock.elapsed());
    let folder = scratch.socket_dir().to_path_buf();
    let pid = fs::read_to_string(folder.join("data/postmaster.pid"))
        .expect("a running server has a pid file");
    let pid = pid
        .lines()
        .next()
        .expect("a pid file starts with the pid")
        .to_string();
    let mut client = scratch
        .connect("postgres")
        .expect("the server accepts connections");
    let row = client
        .query_one(
            "select current_setting('listen_addresses'), current_user::text",
            &[],
        )
        .expect("a query runs");
    assert_eq!(
        (row.get::<_, String>(0), row.get::<_, String>(1)),
        (String::new(), "postgres".to_string())
    );
    let clock = Instant::now();
    drop(scratch);
    println!("drop: {:?}", clock.elapsed());
    assert!(!folder.exists());
    assert!(!std::path::Path::new("/proc").join(pid).exists());
}

#[test]
fn a_file_is_loaded_with_its_own_transactions_and_its_error_is_told() {
    let scratch = start();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (good, bad) = (
        folder.path().join("good.sql"),
        folder.path().join("bad.sql"),
    );
    fs::write(
        &good,
        "begin; create table t (a int); commit; insert into t values (1);",
    )
    .expect("a file is written");
    fs::write(
        &bad,
        "create table u (a int);\nselect nonsense;\ncreate table v (a int);",
    )
    .expect("a file is written");
    scratch
        .create_database("a \"b/c", None)
        .expect("any name is a database's name");
    scratch.load("a \"b/c", &good).expect("the file loads");
    let error = scratch
        .load("a \"b/c", &bad)
        .expect_err("the file stops")
        .to_string();
    assert!(
        error.contains("bad.sql:2: ERROR:  column \"nonsense\" does not exist"),
        "{error}"
    );
    scratch
        .create_database("copy", Some("a \"b/c"))
        .expect("a template is copied");
    let n: i64 = scratch
        .connect("copy")
        .expect("the copy exists")
        .query_one("select count(*) from t", &[])
        .expect("t exists")
        .get(0);
    assert_eq!(n, 1);
    scratch
        .drop_database("copy")
        .expect("a database is dropped");
    assert!(
        scratch
            .connect("copy")
            .is_err_and(|error| error.to_string().contains("3D000"))
    );
}

#[test]
fn a_bad_setting_is_told_with_the_servers_own_words() {
    let options = Options::default().set("no_such_setting", "1");
    let error = Scratch::start(&options)
        .expect_err("the server refuses")
        .to_string();
    assert!(
        error.contains("unrecognized configuration parameter \"no_such_setting\""),
        "{error}"
    );
}

#[test]
fn a_killed_run_leaves_nothing_behind() {
    if std::env::var_os("KILL_ME").is_some() {
        let scratch = start();
        println!("folder={}", scratch.socket_dir().display());
        sleep(Duration::from_secs(60));
        return;
    }
    let me = std::env::current_exe().expect("a test has a path");
    let args = [
        "scratch::tests::a_killed_run_leaves_nothing_behind",
        "--exact",
        "--nocapture",
    ];
    let mut child = Command::new(me)
        .args(args)
        .env("KILL_ME", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the test runs itself");
    let out = child.stdout.take().expect("it is piped");
    let folder = std::io::BufRead::lines(std::io::BufReader::new(out))
        .map_while(Result::ok)
        .find_map(|line| {
            line.split_once("folder=")
                .map(|(_, f)| std::path::PathBuf::from(f))
        })
        .expect("it tells its folder");
    assert!(folder.exists());
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    let clock = Instant::now();
    while folder.exists() && clock.elapsed() < Duration::from_secs(8) {
        sleep(Duration::from_millis(10));
    }
    println!("gone after {:?}", clock.elapsed());
    assert!(!folder.exists());
}

#[test]
fn any_database_name_survives_in_the_url() {
    assert_eq!(percent_encoded("a b/ü?"), "a%20b%2F%C3%BC%3F");
    assert_eq!(percent_encoded("app_1.x-y~z"), "app_1.x-y~z");
}
