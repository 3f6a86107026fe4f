//! On a streaming standby, where nothing can be written: reading works, and what would have to be asked stays unconfirmed.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use postgres::{Client, Config, NoTls};
use tempfile::TempDir;

use crate::support::aloud;
use crate::support::server::{Answer, World};
use crate::{Doubt, hold, outcome, write};

/// Ends the server when the pipe to the shell closes, however that comes.
const RUN: &str = r#""$@" & read -r _; kill -QUIT $!; wait $!"#;
const PATIENCE: Duration = Duration::from_secs(60);

/// Returns the trial; without pg_basebackup it is left out with a loud word.
pub fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut ask = world.client_program("pg_basebackup");
    let there = ask.arg("--version").stdout(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        aloud::skipped("nothing is tried on a standby, for there is no pg_basebackup");
        return Vec::new();
    }
    let world = Arc::clone(world);
    let trial = move || reads(&world).map_err(Into::into);
    vec![Trial::test("a_standby_is_read_and_not_asked", trial)]
}

/// A running standby, ended with the value.
struct Standby {
    shell: Child,
    folder: TempDir,
}

impl Drop for Standby {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

fn reads(world: &World) -> Result<(), String> {
    let live = "create table t (a integer check (tools.ok(a)), b numeric default tools.f(1), c integer check (c > 0));";
    let doubt = Doubt::new(world, live, live)?;
    let standby = Standby::of(world)?;
    // What is made after the copy reaches it only by streaming.
    let late = "create table late (a integer); grant select on late to reader;";
    let mut primary = doubt.database.connect()?;
    primary.batch_execute(late).map_err(|e| e.to_string())?;
    let name = doubt.database.name();
    standby.catches_up(&mut primary, name)?;
    let run = |arguments: &[&str]| -> Result<Answer, String> {
        let (url, folder) = (standby.url(name), doubt.folder.path());
        let arguments = [arguments, &["desired.sql"]].concat();
        doubt.database.trueup_at(&url, folder, &arguments)
    };
    let sure = format!("create table t (a integer, c integer check (c > 0)); {late}");
    write(&doubt.folder, "desired.sql", &sure)?;
    let found = outcome(&run(&["diff", "--format", "json"])?)?;
    hold(found.unconfirmed == 0 && found.statements.len() == 1, found)?;
    write(&doubt.folder, "desired.sql", &format!("{live}{late}"))?;
    let found = outcome(&run(&["diff", "--format", "json"])?)?;
    hold(found.unconfirmed == 2 && found.by_server == 0, found)?;
    let said = |answer: Answer| (answer.status, answer.stdout + &answer.stderr);
    let (status, text) = said(run(&["check"])?);
    hold(status == Some(1) && text.contains("unconfirmed"), text)?;
    for arguments in [&["apply", "--dry-run"][..], &["apply", "--yes"]] {
        let (status, text) = said(run(arguments)?);
        let told = text.contains("connect to the primary");
        hold(status == Some(2) && told, text)?;
    }
    write(&doubt.folder, "desired.sql", late)?;
    let (status, text) = said(run(&["check"])?);
    hold(status == Some(0), text)
}

impl Standby {
    /// Copies the server and starts the copy, as the user who runs the server.
    fn of(world: &World) -> Result<Standby, String> {
        let folder = TempDir::with_prefix_in("trueup-", "/tmp").map_err(|e| e.to_string())?;
        let owner = fs::metadata(world.socket_dir()).map_err(|e| e.to_string())?;
        let (user, group) = (owner.uid(), owner.gid());
        let us = fs::metadata(folder.path()).map_err(|e| e.to_string())?;
        chown(folder.path(), Some(user), Some(group)).map_err(|e| e.to_string())?;
        let theirs = |mut command: Command| {
            if us.uid() != user {
                command.uid(user).gid(group);
            }
            command.current_dir(folder.path());
            command
        };
        let mut copy = theirs(world.client_program("pg_basebackup"));
        copy.args([
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--pgdata=data",
        ]);
        let copied = copy.output().map_err(|e| e.to_string())?;
        hold(
            copied.status.success(),
            String::from_utf8_lossy(&copied.stderr),
        )?;
        let mut shell = theirs(Command::new("/bin/sh"));
        shell.args(["-c", RUN, "trueup-standby"]);
        shell.arg(world.bin().join("postgres"));
        shell.args(["-D", "data", "-c", "listen_addresses=", "-c", "fsync=off"]);
        shell.arg("-k").arg(folder.path());
        // What a newer pg_basebackup writes of it, an older server does not know.
        let primary = world.socket_dir().display();
        shell.args([
            "-c",
            &format!("primary_conninfo=host={primary} user=postgres"),
        ]);
        shell.stdin(Stdio::piped()).stdout(Stdio::null());
        let log = fs::File::create(folder.path().join("log")).map_err(|e| e.to_string())?;
        shell.stderr(log);
        let shell = shell.spawn().map_err(|e| e.to_string())?;
        Ok(Standby { shell, folder })
    }

    fn url(&self, database: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgresql://postgres@/{database}?host={folder}")
    }

    fn connect(&self, database: &str) -> Result<Client, String> {
        let mut config = Config::new();
        config.host_path(self.folder.path()).user("postgres");
        let connected = config.dbname(database).connect(NoTls);
        connected.map_err(|error| {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            format!("{error}\n{log}")
        })
    }

    /// Waits until it runs and has read all that the primary has written.
    fn catches_up(&self, primary: &mut Client, database: &str) -> Result<(), String> {
        let row = primary.query_one("select pg_current_wal_insert_lsn()::text", &[]);
        let written: String = row.map_err(|e| e.to_string())?.get(0);
        let reached = || -> Result<bool, String> {
            let mut client = self.connect(database)?;
            let asked = format!(
                "select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"
            );
            let row = client.query_one(&asked, &[]).map_err(|e| e.to_string())?;
            Ok(row.get(0))
        };
        let start = Instant::now();
        loop {
            let said = match reached() {
                Ok(true) => return Ok(()),
                Ok(false) => "it lags behind".to_string(),
                Err(said) => said,
            };
            if start.elapsed() > PATIENCE {
                return Err(format!("the standby is not ready: {said}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
