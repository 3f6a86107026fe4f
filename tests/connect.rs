//! Connecting as psql does, against a real server: sockets, TCP, passwords, TLS, and every way in which it fails.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use miette::Diagnostic;
use trueup::live::connect::{ConnectError, Connected, connect_with, settings};
use trueup::scratch::{Options, Scratch};

const HBA: &str = "\
local all peerless peer
local all all trust
hostssl all certified all cert
hostssl all tls_only all scram-sha-256
hostnossl all plain_only all scram-sha-256
host all billing,locked,limited,unlogged all scram-sha-256
host all postgres all trust";

const ROLES: &str = "\
set password_encryption = 'scram-sha-256';
create role billing login password 'ge:he\\im';
create role tls_only login password 'x';
create role plain_only login password 'x';
create role peerless login;
create role certified login;
create role limited login connection limit 0 password 'x';
create role unlogged password 'x';
create database app owner billing;
create database closed;
revoke connect on database closed from public;";

struct World {
    server: Scratch,
    port: u16,
    folder: PathBuf,
    _keep: tempfile::TempDir,
}

/// Returns the server of this run: TLS on, made out to localhost by an authority of its own.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let keep = tempfile::tempdir().expect("a temporary folder");
        let folder = keep.path().to_path_buf();
        make_certificates(&folder);
        let (server, port) = served(&folder, "server");
        let world = World {
            server,
            port,
            folder,
            _keep: keep,
        };
        await_tls(&world);
        world
    })
}

/// Starts a server that shows the certificate of this name; its port comes back too.
fn served(folder: &Path, certificate: &str) -> (Scratch, u16) {
    let port = free_port();
    let options = Options::default()
        .set("listen_addresses", "127.0.0.1")
        .set("port", &port.to_string());
    let server = Scratch::start(&options).expect("a throwaway server starts");
    let mut client = server
        .connect("postgres")
        .expect("the server accepts connections");
    prepare(&mut client, folder, certificate);
    (server, port)
}

/// Makes the roles and databases, and turns TLS on.
fn prepare(client: &mut postgres::Client, folder: &Path, certificate: &str) {
    for statement in ROLES.split(";\n") {
        client
            .batch_execute(statement)
            .expect("a role or database is made");
    }
    for (name, of) in [("server", certificate), ("ca", "ca")] {
        let name = format!("{name}.crt");
        write_on_server(client, &name, &read(folder, &format!("{of}.crt")));
    }
    write_on_server(
        client,
        "server.key",
        &read(folder, &format!("{certificate}.key")),
    );
    write_on_server(client, "pg_hba.conf", HBA);
    for setting in ["ssl_ca_file = 'ca.crt'", "ssl = on"] {
        client
            .batch_execute(&format!("alter system set {setting}"))
            .expect("a setting is set");
    }
    client
        .batch_execute("select pg_reload_conf()")
        .expect("the settings are read again");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("the file was made")
}

fn write_on_server(client: &mut postgres::Client, name: &str, text: &str) {
    let lines = text.replace('\'', "''");
    let copy = format!(
        "copy (select unnest(string_to_array('{lines}', E'\\n'))) to program 'umask 077; cat > {name}'"
    );
    client
        .batch_execute(&copy)
        .expect("the server writes the file");
}

fn await_tls(world: &World) {
    let clock = Instant::now();
    while try_connect(&world.tcp("user=postgres sslmode=require"), &[]).is_err() {
        assert!(clock.elapsed() < Duration::from_secs(10), "TLS is not on");
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn make_certificates(folder: &Path) {
    let openssl = |arguments: &str| {
        let done = Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(folder)
            .output()
            .expect("openssl runs");
        assert!(
            done.status.success(),
            "{arguments}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    fs::write(folder.join("server.ext"), "subjectAltName=DNS:localhost")
        .expect("a file is written");
    let key = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    for name in ["ca", "other"] {
        openssl(&format!(
            "{key} -x509 -days 2 -subj /CN={name} -keyout {name}.key -out {name}.crt"
        ));
    }
    for (name, subject) in [("server", "localhost"), ("certified", "certified")] {
        openssl(&format!(
            "{key} -subj /CN={subject} -keyout {name}.key -out {name}.csr"
        ));
        openssl(&format!(
            "x509 -req -in {name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out {name}.crt"
        ));
    }
}

impl World {
    fn tcp(&self, rest: &str) -> String {
        format!(
            "host=localhost hostaddr=127.0.0.1 port={} dbname=postgres {rest}",
            self.port
        )
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

fn try_connect(source: &str, vars: &[(&str, &str)]) -> Result<Connected, ConnectError> {
    let env = |name: &str| {
        vars.iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value.to_string())
    };
    connect_with(&settings(Some(source), &env)?)
}

/// Returns who is connected, and whether TLS is on.
fn reach(source: &str, vars: &[(&str, &str)]) -> String {
    let mut connected =
        try_connect(source, vars).unwrap_or_else(|error| panic!("{source}: {error}"));
    let row = connected.client.query_one("select current_user || case when ssl then ' by TLS' else '' end from pg_stat_ssl where pid = pg_backend_pid()", &[]);
    row.expect("a query runs").get(0)
}

/// Returns the code, the message and the help of a failure.
fn failure(source: &str) -> (String, String, String) {
    let error = try_connect(source, &[])
        .map(drop)
        .expect_err("the connection fails");
    let text = |part: Option<Box<dyn std::fmt::Display + '_>>| {
        part.map(|p| p.to_string()).unwrap_or_default()
    };
    let all = (text(error.code()), error.to_string(), text(error.help()));
    println!("{source}\n  [{}] {}\n  help: {}\n", all.0, all.1, all.2);
    assert!(
        !format!("{all:?}{error:?}").contains("geheim"),
        "a message holds the password"
    );
    all
}

fn assert_failure(source: &str, code: &str, message: &str, help: &str) {
    let told = failure(source);
    assert_eq!(told.0, code, "{}", told.1);
    assert!(told.1.contains(message), "{}", told.1);
    assert!(told.2.contains(help), "{}", told.2);
}

#[test]
fn a_socket_is_reached_by_url_and_by_key_and_value_and_never_speaks_tls() {
    let world = world();
    assert_eq!(reach(&world.server.url("app"), &[]), "postgres");
    let folder = world.server.socket_dir().display().to_string();
    assert_eq!(
        reach(
            &format!(
                "host={folder} port={} user=billing dbname=app sslmode=require",
                world.port
            ),
            &[]
        ),
        "billing"
    );
}

#[test]
fn a_password_comes_from_the_string_the_variable_or_the_file() {
    let world = world();
    let (file, open) = (world.file("pgpass"), world.file("pgpass-open"));
    for (name, mode) in [(&file, 0o600), (&open, 0o644)] {
        fs::write(
            name,
            "localhost:1:*:*:wrong\nlocalhost:*:postgres:billing:ge\\:he\\\\im\n",
        )
        .expect("a file is written");
        fs::set_permissions(name, fs::Permissions::from_mode(mode)).expect("it is ours");
    }
    assert_eq!(
        reach(
            &format!(
                "postgresql://billing:ge%3Ahe%5Cim@127.0.0.1:{}/app",
                world.port
            ),
            &[]
        ),
        "billing by TLS"
    );
    assert_eq!(
        reach(&world.tcp("user=billing"), &[("PGPASSWORD", "ge:he\\im")]),
        "billing by TLS"
    );
    assert_eq!(
        reach(&world.tcp(&format!("user=billing passfile={file}")), &[]),
        "billing by TLS"
    );
    assert_failure(
        &world.tcp(&format!("user=billing passfile={open}")),
        "password-missing",
        "asks for a password",
        "chmod 0600",
    );
    let line = format!("localhost:{}:postgres:billing:PASSWORD", world.port);
    assert_failure(
        &world.tcp("user=billing"),
        "password-missing",
        "none was given",
        &line,
    );
    assert_failure(
        &world.tcp("user=billing password=geheim"),
        "28P01",
        "password authentication failed",
        &line,
    );
}

#[test]
fn each_sslmode_means_what_libpq_says() {
    let world = world();
    let (ca, other) = (world.file("ca.crt"), world.file("other.crt"));
    for (options, who) in [
        ("sslmode=disable", "postgres"),
        ("sslmode=allow", "postgres"),
        ("sslmode=prefer", "postgres by TLS"),
        ("sslmode=require", "postgres by TLS"),
        (
            &format!("sslmode=require sslrootcert={ca}"),
            "postgres by TLS",
        ),
        (
            &format!("sslmode=verify-ca sslrootcert={ca}"),
            "postgres by TLS",
        ),
        (
            &format!("sslmode=verify-full sslrootcert={ca}"),
            "postgres by TLS",
        ),
        (&format!("sslmode=prefer sslrootcert={other}"), "postgres"),
        (
            &format!(
                "sslmode=verify-full sslrootcert={}",
                world.file("server.crt")
            ),
            "postgres by TLS",
        ),
        ("sslmode=require channel_binding=disable", "postgres by TLS"),
    ] {
        assert_eq!(
            reach(&world.tcp(&format!("user=postgres {options}")), &[]),
            who,
            "{options}"
        );
    }
    assert_eq!(
        reach(&world.tcp("user=tls_only password=x sslmode=allow"), &[]),
        "tls_only by TLS"
    );
    assert_eq!(
        reach(&world.tcp("user=plain_only password=x"), &[]),
        "plain_only"
    );
}

#[test]
fn channel_binding_is_kept_when_it_is_required() {
    let world = world();
    let bound = "user=tls_only password=x channel_binding=require";
    assert_eq!(reach(&world.tcp(bound), &[]), "tls_only by TLS");
    assert_failure(
        &world.tcp("user=billing password=x channel_binding=require sslmode=disable"),
        "channel-not-bound",
        "channel_binding=require insists",
        "sslmode=require",
    );
}

#[test]
fn a_clients_certificate_is_shown_and_its_key_must_be_private() {
    let world = world();
    let (certificate, key) = (world.file("certified.crt"), world.file("certified.key"));
    let source = world.tcp(&format!(
        "user=certified sslcert={certificate} sslkey={key}"
    ));
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("it is ours");
    assert_eq!(reach(&source, &[]), "certified by TLS");
    assert_failure(
        &world.tcp("user=certified"),
        "28000",
        "certificate",
        "sslcert",
    );
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("it is ours");
    assert_failure(&source, "tls-not-set-up", "others may read it", "sslkey");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("it is ours");
}

#[test]
fn a_certificate_that_is_not_to_be_trusted_is_told_apart() {
    let world = world();
    let (ca, other) = (world.file("ca.crt"), world.file("other.crt"));
    for mode in ["require", "verify-ca", "verify-full"] {
        let source = world.tcp(&format!("user=postgres sslmode={mode} sslrootcert={other}"));
        assert_failure(
            &source,
            "certificate-not-trusted",
            "its issuer is not known",
            "sslrootcert=FILE",
        );
    }
    let by_address = format!(
        "host=127.0.0.1 port={} user=postgres sslrootcert={ca}",
        world.port
    );
    assert_eq!(
        reach(&format!("{by_address} sslmode=verify-ca"), &[]),
        "postgres by TLS"
    );
    let message = "made out to localhost, not to 127.0.0.1";
    assert_failure(
        &format!("{by_address} sslmode=verify-full"),
        "certificate-for-another-host",
        message,
        "sslmode=verify-ca",
    );
    assert_failure(
        &world.tcp("user=postgres sslmode=verify-full"),
        "tls-not-set-up",
        "no root certificate",
        "sslrootcert=system",
    );
    assert_failure(
        &world.tcp("user=postgres sslrootcert=system"),
        "certificate-not-trusted",
        "not trusted",
        "sslrootcert=FILE",
    );
    assert_failure(
        &world.tcp("user=postgres sslmode=require sslrootcert=/no/file"),
        "tls-not-set-up",
        "sslrootcert /no/file: No such file",
        "check",
    );
}

#[test]
fn a_server_that_shows_the_certificate_of_an_authority_is_trusted_where_that_is_its_root() {
    let own = tempfile::tempdir().expect("a temporary folder");
    make_certificates(own.path());
    let (server, port) = served(own.path(), "other");
    let world = World {
        server,
        port,
        folder: own.path().to_path_buf(),
        _keep: own,
    };
    await_tls(&world);
    let source = |root: &str| {
        let root = world.file(root);
        world.tcp(&format!(
            "user=postgres sslmode=verify-ca sslrootcert={root}"
        ))
    };
    assert_eq!(reach(&source("other.crt"), &[]), "postgres by TLS");
    assert_failure(
        &source("ca.crt"),
        "certificate-not-trusted",
        "it is that of an authority, which is none of those to be trusted",
        "sslrootcert=FILE",
    );
}

#[test]
fn a_server_without_tls_is_refused_only_where_tls_is_insisted_on() {
    let port = free_port();
    let options = Options::default()
        .set("listen_addresses", "127.0.0.1")
        .set("port", &port.to_string());
    let _server = Scratch::start(&options).expect("a throwaway server starts");
    let source = format!("host=127.0.0.1 port={port} user=postgres");
    assert_eq!(reach(&source, &[]), "postgres");
    assert_eq!(reach(&format!("{source} sslmode=allow"), &[]), "postgres");
    assert_failure(
        &format!("{source} sslmode=require"),
        "tls-not-offered",
        "does not offer TLS",
        "sslmode=prefer",
    );
}

#[test]
fn each_refusal_of_the_server_says_what_to_type() {
    let world = world();
    let port = world.port;
    let there = format!("-h localhost -p {port}");
    assert_failure(
        &world.tcp("user=postgres dbname=nope"),
        "3D000",
        "database \"nope\" does not exist",
        &format!("createdb {there} -U postgres nope"),
    );
    assert_failure(
        &world.tcp("user=nobody_here"),
        "28000",
        "no pg_hba.conf entry",
        "hostssl postgres nobody_here",
    );
    assert_failure(
        &world.tcp("user=limited password=x"),
        "53300",
        "too many connections for role",
        "max_connections",
    );
    assert_failure(
        &world.tcp("user=tls_only password=x sslmode=disable"),
        "28000",
        "no pg_hba.conf entry",
        "sslmode=require",
    );
    assert_failure(
        &world.tcp("user=unlogged password=x"),
        "28000",
        "not permitted to log in",
        "\n  alter role unlogged login;",
    );
    assert_failure(
        &world.tcp("user=billing password='ge:he\\\\im' dbname=closed"),
        "42501",
        "permission denied for database",
        "\n  grant connect on database closed",
    );
    let socket = format!(
        "host={} port={port} dbname=postgres",
        world.server.socket_dir().display()
    );
    assert_failure(
        &format!("{socket} user=nobody_here"),
        "28000",
        "role \"nobody_here\" does not exist",
        "createuser",
    );
    assert_failure(
        &format!("{socket} user=peerless"),
        "28000",
        "Peer authentication failed",
        "host=localhost",
    );
}

#[test]
fn each_way_of_not_arriving_is_told_apart() {
    let port = free_port();
    assert_failure(
        &format!("postgresql://u:geheim@127.0.0.1:{port}/db"),
        "nothing-listens",
        "nothing listens there",
        &format!("pg_isready -h 127.0.0.1 -p {port}"),
    );
    assert_failure(
        &format!("host=/tmp port={port} user=u"),
        "nothing-listens",
        &format!("no socket /tmp/.s.PGSQL.{port}"),
        "pg_isready",
    );
    assert_failure(
        "host=no-such-host.invalid user=u",
        "host-not-found",
        "host name no-such-host.invalid was not found",
        "getent hosts",
    );
    let closes = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let at = closes.local_addr().expect("it has an address").port();
    let closer = std::thread::spawn(move || {
        closes
            .accept()
            .map(|(stream, _): (TcpStream, _)| drop(stream))
    });
    assert_failure(
        &format!("host=127.0.0.1 port={at} user=u"),
        "server-hung-up",
        "closed the connection",
        "pg_isready",
    );
    closer.join().expect("it closes").expect("it accepts");
}

#[test]
fn a_server_that_never_answers_is_given_up_in_time() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = silent.local_addr().expect("it has an address").port();
    for mode in ["disable", "require"] {
        let clock = Instant::now();
        let source = format!("host=127.0.0.1 port={port} user=u connect_timeout=1 sslmode={mode}");
        assert_failure(
            &source,
            "connection-timed-out",
            "timed out after 1 s",
            "connect_timeout=60",
        );
        assert!(clock.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn the_hosts_are_tried_in_order_until_one_serves() {
    let world = world();
    let (closed, port) = (free_port(), world.port);
    let hosts = format!("host=127.0.0.1,127.0.0.1 port={closed},{port} user=postgres");
    assert_eq!(reach(&hosts, &[]), "postgres by TLS");
    assert_eq!(
        reach(&format!("{hosts} target_session_attrs=prefer-standby"), &[]),
        "postgres by TLS"
    );
    let (_, message, _) = failure(&format!("{hosts} target_session_attrs=standby"));
    assert!(
        message.contains("rules this server out: it is not a standby")
            && message.contains(&format!("127.0.0.1:{closed}: nothing listens")),
        "{message}"
    );
}

#[test]
fn options_and_names_reach_the_server() {
    let world = world();
    let mut connected = try_connect(&world.tcp("user=postgres options='-c work_mem=7MB'"), &[])
        .expect("it connects");
    let row = connected
        .client
        .query_one(
            "select current_setting('application_name'), current_setting('work_mem')",
            &[],
        )
        .expect("a query runs");
    assert_eq!(
        (row.get::<_, String>(0), row.get::<_, String>(1)),
        ("trueup".to_string(), "7MB".to_string())
    );
    assert_eq!(
        connected.target.to_string(),
        format!(
            "database postgres at localhost:{} as user postgres",
            world.port
        )
    );
}
