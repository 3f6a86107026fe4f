//! The pages in a headless Chromium: they look into themselves, move, search, and break no rule of accessibility; and what mermaid
//! makes of the diagrams of all cases.
//!
//! The browser is Debian's, installed by `scripts/need` where that may be; axe-core, puppeteer-core and mermaid come from npm into
//! `target`. Where one of them cannot be had, the test says so and passes. The screenshots stay in `target/browser`.

#[path = "support/aloud.rs"]
mod aloud;
#[path = "support/npm.rs"]
mod npm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long running may take.
const PATIENCE: Duration = Duration::from_secs(480);

/// One test at a time prepares and uses the browser.
static ALONE: Mutex<()> = Mutex::new(());

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("target/browser")
}

/// Runs a command to its end, or ends it when it takes too long; what it says comes back.
fn run(command: &mut Command) -> Result<String, String> {
    let name = format!("{:?}", command.get_program());
    let log = tempfile::NamedTempFile::new().map_err(|e| e.to_string())?;
    let out = || log.reopen().map_err(|e| e.to_string());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(out()?)
        .stderr(out()?)
        .spawn()
        .map_err(|e| format!("{name}: {e}"))?;
    let end = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) => break status,
            None if Instant::now() > end => {
                child.kill().map_err(|e| e.to_string())?;
                return Err(format!("{name} took more than {PATIENCE:?}"));
            }
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    let said = fs::read_to_string(log.path()).unwrap_or_default();
    match status.success() {
        true => Ok(said),
        false => Err(format!("{name}: {status}\n{said}")),
    }
}

/// Returns the browser, installed if it is not there and may be.
fn browser() -> Result<String, String> {
    let find = || {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        names
            .into_iter()
            .find(|name| run(Command::new(name).arg("--version")).is_ok())
    };
    if find().is_none() {
        run(Command::new(root().join("scripts/need")).arg("chromium"))?;
    }
    let found = find().ok_or("no Chromium that starts")?;
    Ok(
        run(Command::new("sh").args(["-c", &format!("command -v {found}")]))?
            .trim()
            .into(),
    )
}

/// Returns where the packages are, by the names under which the checks look for them.
fn packages(skipped: &str) -> Option<[(&'static str, PathBuf); 3]> {
    let mermaid = "dist/mermaid.min.js";
    Some([
        ("AXE", npm::installed("axe-core", "4.14.1", skipped)?),
        (
            "PUPPETEER",
            npm::installed("puppeteer-core", "24.43.1", skipped)?,
        ),
        (
            "MERMAID",
            npm::file_of("mermaid", "11.17.2", mermaid, skipped)?,
        ),
    ])
}

/// Runs a check in the browser over files or folders, or says aloud why not.
fn check(what: &str, paths: &[&Path]) {
    let Some(packages) = packages(&format!("no browser looks at the {what}")) else {
        return;
    };
    let browser = match browser() {
        Ok(browser) => browser,
        Err(reason) => {
            aloud::skipped(format!("no browser looked at the {what}: {reason}"));
            return;
        }
    };
    fs::create_dir_all(folder()).expect("target can be written");
    let mut node = Command::new("node");
    node.arg(root().join(format!("tests/browser/{what}.mjs")))
        .arg(browser)
        .args(paths);
    node.current_dir(folder()).envs(packages);
    match run(&mut node) {
        Ok(said) => println!("{said}"),
        Err(said) if said.contains("the browser does not start") => {
            aloud::skipped(format!("no browser looked at the {what}: {said}"));
        }
        Err(said) => panic!("{said}"),
    }
}

/// Returns what trueup prints, which ends with this exit status.
fn printed(status: i32, arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
    let done = command.args(arguments).current_dir(folder).output();
    let done = done.expect("the program runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(status), "{arguments:?}: {said}");
    String::from_utf8(done.stdout).expect("the program writes UTF-8")
}

/// Returns what trueup prints.
fn trueup(arguments: &str, folder: &Path) -> String {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    printed(0, &arguments, folder)
}

const BEFORE: &str = r#"
create table products (id text primary key, name text not null, blurb text);
create table prices (id text primary key, product_id text not null references products, currency text not null);
create function net(amount numeric) returns numeric language sql as 'select amount
 * 2';
create table parents (id integer primary key);
"#;

const AFTER: &str = r#"
create table products (id text primary key, name text not null check (name <> ''));
comment on table products is '</script><img src=x onerror="window.hacked = 1">';
create table prices (id text primary key, product_id text not null references products on delete cascade, currency character(3) not null);
create table "customers <b>&amp;" (id bigint primary key, price text references prices, "</script><script>window.hacked = 1</script>" text);
create function net(amount numeric) returns numeric language sql as 'select amount
 * 3';
create table parents (id integer primary key, parent integer references parents);
"#;

/// Returns a statement that makes the table of a number, which refers to others unless it is one of the first; `amount` is the type of
/// one of its columns, and `more` stands behind them all.
fn table(n: usize, amount: &str, more: &str) -> String {
    let refers = match n {
        0..20 => String::new(),
        n => format!(
            ", near_id bigint not null references t_{}, hub_id bigint references t_{}",
            n / 3,
            n % 20
        ),
    };
    format!(
        "create table t_{n} (id bigint primary key, name text, amount {amount}, made timestamptz{refers}{more});\n"
    )
}

/// Returns statements that make a thousand tables.
fn a_thousand_tables() -> String {
    (0..1_000).map(|n| table(n, "numeric(12, 2)", "")).collect()
}

/// Returns the same with a change in some dozens, a table less and a few more.
fn a_thousand_tables_later() -> String {
    let later = |n: usize| match n % 40 {
        7 => table(n, "numeric(12, 2)", ", note text not null"),
        11 => table(n, "numeric(14, 2)", ""),
        23 => table(n, "numeric(12, 2)", "").replace("name text, ", ""),
        _ => table(n, "numeric(12, 2)", ""),
    };
    let more =
        |n| format!("create table n_{n} (t_id bigint references t_{n} on delete cascade);\n");
    let index = "create index on t_5 (name);\n".to_string();
    let tables = (0..999).map(later).chain((0..8).map(more));
    tables.chain([index]).collect()
}

#[test]
fn pages_move_search_and_break_no_rule_of_accessibility() {
    let _alone = ALONE.lock();
    let temporary = tempfile::TempDir::new().expect("a folder can be made");
    let at = temporary.path();
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("it can be written");
    write("before.sql", BEFORE);
    write("after.sql", AFTER);
    write("many.sql", &a_thousand_tables());
    let diff = "diff after.sql --from before.sql --format html";
    write("diff.html", &trueup(diff, at));
    let many = "diff many.sql --from empty --format html";
    write("many.html", &trueup(many, at));
    write("later.sql", &a_thousand_tables_later());
    let changed = "diff later.sql --from many.sql --format html";
    write("many-changed.html", &trueup(changed, at));
    let server = trueup::scratch::Scratch::start(&Default::default());
    match server {
        Ok(server) => {
            let dump = "dump --from after.sql --scratch --format html";
            write("dump.html", &trueup(dump, at));
            let many = "dump --from many.sql --scratch --format html";
            write("many-dump.html", &trueup(many, at));
            server
                .load("postgres", &at.join("before.sql"))
                .expect("the server takes it");
            let url = server.url("postgres");
            let error = "column \"parent\" does not exist";
            let doctor = [
                "doctor",
                "after.sql",
                "--db",
                &url,
                "--error",
                error,
                "--format",
                "html",
            ];
            write("doctor.html", &printed(1, &doctor, at));
        }
        Err(reason) => {
            aloud::skipped(format!(
                "no page of a database, for there is no server: {reason}"
            ));
        }
    }
    check("pages", &[at]);
}

#[test]
fn mermaid_draws_the_diagram_of_every_case() {
    let _alone = ALONE.lock();
    let temporary = tempfile::TempDir::new().expect("a folder can be made");
    let cases = fs::read_dir(root().join("tests/cases")).expect("the cases can be read");
    for case in cases {
        let case = case.expect("the cases can be read").path();
        let side = |name: &str| {
            let ends = ["", ".sql", ".yaml"].iter();
            let mut paths = ends.map(|end| case.join(format!("{name}{end}")));
            paths.find(|path| path.exists())
        };
        let (Some(live), Some(desired)) = (side("live"), side("desired")) else {
            continue;
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_trueup"));
        command.args(["diff", "--format", "markdown", "--from"]);
        let done = command.arg(live).arg(desired).output();
        let done = done.expect("the program runs");
        // Some files are understood only beside a server.
        let text = String::from_utf8_lossy(&done.stdout).into_owned();
        let drawn = text.split_once("```mermaid\n");
        if let Some((drawn, _)) = drawn.and_then(|(_, rest)| rest.split_once("\n```")) {
            let name = case.file_name().expect("a case has a name");
            let file = temporary.path().join(name).with_extension("mmd");
            fs::write(file, drawn).expect("it can be written");
        }
    }
    check("diagrams", &[temporary.path()]);
}
