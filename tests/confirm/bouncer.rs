//! Through a proxy that gives a connection to the server for one transaction only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use libtest_mimic::Trial;

use crate::support::aloud;
use crate::support::server::World;
use crate::{Doubt, hold, outcome};

/// Where Debian and others install it. No test does: it brings a daemon, which takes a port and comes back at the next start.
const PLACES: [&str; 3] = [
    "/usr/sbin/pgbouncer",
    "/usr/bin/pgbouncer",
    "/usr/local/bin/pgbouncer",
];

/// Returns the trial; without the proxy it is left out with a loud word.
pub fn trials(world: &Arc<World>) -> Vec<Trial> {
    let Some(program) = program() else {
        aloud::skipped("nothing is tried through pgbouncer, which is not installed");
        return Vec::new();
    };
    let world = Arc::clone(world);
    let trial = move || pooled(&world, &program).map_err(Into::into);
    vec![Trial::test(
        "a_proxy_that_pools_transactions_may_stand_between",
        trial,
    )]
}

fn program() -> Option<PathBuf> {
    PLACES.iter().map(PathBuf::from).find(|p| p.is_file())
}

/// A running proxy, ended with the value.
struct Bouncer(Child);

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn pooled(world: &World, program: &Path) -> Result<(), String> {
    let live = "create table t (a integer check (tools.ok(a)), b numeric default tools.f(1));";
    let desired = format!("{live} create table u (c integer);");
    let doubt = Doubt::new(world, live, &desired)?;
    let folder = doubt.folder.path();
    let _bouncer = start(world, program, folder)?;
    let url = format!(
        "postgresql://postgres@/{}?host={}&port=6432",
        doubt.database.name(),
        folder.display()
    );
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["desired.sql"]].concat();
        doubt.database.trueup_at(&url, folder, &arguments)
    };
    let found = outcome(&run(&["diff", "--format", "json"])?)?;
    hold(found.by_server == 2 && found.statements.len() == 1, found)?;
    for arguments in [&["apply", "--dry-run"][..], &["apply", "--yes"], &["check"]] {
        let answer = run(arguments)?;
        hold(answer.status == Some(0), answer.stdout + &answer.stderr)?;
    }
    // The session that the proxy lends is that of the commands before.
    let seen = run(&["doctor"])?;
    let told = "before this connection did: it was lent";
    let words = seen.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    hold(words.contains(told), seen.stdout + &seen.stderr)?;
    let straight = doubt.database.trueup(folder, &["doctor", "desired.sql"])?;
    let quiet = !straight.stdout.contains("stands between");
    hold(quiet, straight.stdout + &straight.stderr)
}

fn start(world: &World, program: &Path, folder: &Path) -> Result<Bouncer, String> {
    let (ini, users) = (folder.join("pgbouncer.ini"), folder.join("users"));
    let settings = format!(
        "[databases]\n* = host={} user=postgres\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = {}\n\
         auth_type = trust\nauth_file = {}\npool_mode = transaction\ndefault_pool_size = 2\n",
        world.socket_dir().display(),
        folder.display(),
        users.display()
    );
    fs::write(&ini, settings).map_err(|e| e.to_string())?;
    fs::write(&users, "\"postgres\" \"\"\n").map_err(|e| e.to_string())?;
    let mut command = Command::new(program);
    let root =
        fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    if root {
        // It refuses to run as root, and the folder is where it makes its socket.
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        fs::set_permissions(folder, open).map_err(|e| e.to_string())?;
        command.args(["-u", "postgres"]);
    }
    command
        .arg(&ini)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let child = Bouncer(command.spawn().map_err(|e| e.to_string())?);
    let socket = folder.join(".s.PGSQL.6432");
    for _ in 0..100 {
        if socket.exists() {
            return Ok(child);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err("pgbouncer made no socket in five seconds".into())
}
