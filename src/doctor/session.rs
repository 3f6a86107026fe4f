//! Who is connected to what, whether it can write, and what stands between.

use std::time::Instant;

use postgres::Client;

use super::{Item, Mark, Topic};
use crate::live::connect::APPLICATION_NAME;
use crate::live::{self, QueryError};
use crate::model::split_name;
use crate::text::quote;

/// How far behind a standby may be before it is told, in seconds.
const LATE: i64 = 10;

/// Who is connected to what.
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// The role whose privileges count.
    pub role: String,
    /// The role that logged in.
    pub login: String,
    /// The database.
    pub database: String,
    /// The server's version as a number: 150004.
    pub version: u32,
    /// The search path as the session has it.
    pub search_path: String,
    /// The schemas in which it is looked for names without one.
    pub path: Vec<String>,
    /// Whether the server is a standby.
    pub standby: bool,
    /// Whether transactions are read-only.
    pub read_only: bool,
    /// Where `default_transaction_read_only` is set, as `pg_settings.source` says it.
    pub read_only_by: String,
    /// How many seconds a standby is behind.
    pub lag: Option<i64>,
    /// The port that the server listens on, where the connection is not a socket.
    pub port: Option<u16>,
    /// The process of the server that answered.
    pub process: String,
    /// How old the session was on the server when it was asked, in seconds, and between which moments here.
    pub age: Option<(f64, Instant, Instant)>,
    /// Whether no privilege is asked of the role.
    pub superuser: bool,
    /// Whether PostgREST is connected to the server, or a role for it exists.
    pub postgrest: bool,
    /// How many other sessions are connected to the database; trueup's own remember nothing and are none.
    pub others: usize,
}

impl Session {
    /// Asks the server; the settings are those that the session has before anything is set.
    ///
    /// # Errors
    /// When the server refuses.
    pub(super) fn ask(client: &mut Client) -> Result<Session, QueryError> {
        let sql = format!(
            "select current_user, session_user, current_database(), current_setting('server_version_num'), \
                   current_setting('search_path'), pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', \
                   case when not pg_is_in_recovery() then null when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0 \
                   else extract(epoch from now() - pg_last_xact_replay_timestamp())::bigint end, inet_server_port(), r.rolsuper, \
                   exists (select from pg_stat_activity where application_name ilike 'postgrest%') \
                   or exists (select from pg_roles where rolname = 'authenticator'), array_to_string(current_schemas(false), E'\\x01'), \
                   (select source from pg_settings where name = 'default_transaction_read_only'), \
                   (select count(*) from pg_stat_activity where datid = (select oid from pg_database where datname = current_database()) \
                    and pid <> pg_backend_pid() and usesysid is not null and application_name is distinct from '{APPLICATION_NAME}'), pg_backend_pid(), \
                   extract(epoch from clock_timestamp() - (select backend_start from pg_stat_activity where pid = pg_backend_pid())) \
                   from pg_roles r where r.rolname = current_user"
        );
        let mut session = Session::default();
        let asked = Instant::now();
        let mut age = None;
        live::query(client, &[sql], |_, cells| {
            let text = |i: usize| cells[i].unwrap_or_default().to_string();
            let is = |i: usize| cells[i] == Some("t");
            session = Session {
                role: text(0),
                login: text(1),
                database: text(2),
                version: text(3).parse().unwrap_or(0),
                search_path: text(4),
                standby: is(5),
                read_only: is(6),
                lag: cells[7].and_then(|v| v.parse().ok()),
                port: cells[8].and_then(|v| v.parse().ok()),
                superuser: is(9),
                postgrest: is(10),
                path: text(11).split('\x01').map(str::to_string).collect(),
                read_only_by: text(12),
                others: text(13).parse().unwrap_or(0),
                process: text(14),
                age: None,
            };
            age = cells[15].and_then(|v| v.parse().ok());
        })?;
        session.age = age.map(|age| (age, asked, Instant::now()));
        Ok(session)
    }
}

impl Session {
    /// Returns whether the search path names a schema, which may be one that the role may not use.
    pub(super) fn searches(&self, schema: &str) -> bool {
        let named = self.search_path.split(',').map(|s| split_name(s.trim()));
        let mut named = named.map(|parts| match parts.concat() {
            user if user == "$user" => self.role.clone(),
            name => name,
        });
        named.any(|name| name == schema)
    }
}

/// Says what the connection can and cannot.
pub(super) fn items(session: &Session) -> Vec<Item> {
    let mut items = vec![writing(session)];
    if let Some(lag) = session.lag.filter(|lag| *lag > LATE) {
        let item = Item::new(
            Topic::Connection,
            Mark::Doubtful,
            "standby-behind",
            format!("the standby is {lag} seconds behind its primary"),
        );
        items.push(item.because(
            "What was made on the primary since then is not here yet: what seems missing may be on its way.",
        ));
    }
    if session.role != session.login {
        let says = format!("logged in as {}, acting as {}", session.login, session.role);
        items.push(Item::new(Topic::Connection, Mark::Good, "other-role", says));
    }
    items
}

fn writing(session: &Session) -> Item {
    let item = |mark, rule, says: &str| Item::new(Topic::Connection, mark, rule, says);
    if session.standby {
        let item = item(
            Mark::Wrong,
            "standby",
            "the server is a standby: it can be read, not changed",
        );
        return item.because("Connect to the primary to repair anything. A connection string can ask for it: target_session_attrs=read-write.");
    }
    if session.read_only {
        let says = "transactions are read-only here, by default_transaction_read_only";
        let item = item(Mark::Wrong, "read-only", says);
        let (database, login) = (
            quote::ident(&session.database),
            quote::ident(&session.login),
        );
        let reset = match session.read_only_by.as_str() {
            "database" => Some(format!("alter database {database}")),
            "user" => Some(format!("alter role {login}")),
            "database user" => Some(format!("alter role {login} in database {database}")),
            _ => None,
        };
        return match reset {
            // The statement itself has to write.
            Some(alter) => item.sql(
                None,
                format!(
                    "set default_transaction_read_only = off;\n{alter} reset default_transaction_read_only;"
                ),
            ),
            None => item.because(set_by(&session.read_only_by)),
        };
    }
    let says = format!("the session can write, as {}", session.role);
    item(Mark::Good, "can-write", &says)
}

/// Says where a setting comes from that no ALTER of a database or role takes back, as `pg_settings.source` names it.
fn set_by(source: &str) -> String {
    match source {
        "client" => "The connection asked for it, by `options` of the connection string or PGOPTIONS: leave it out there.".into(),
        "configuration file" | "command line" => {
            format!("It is set for the whole server ({source}); a provider does that where the disk is full or a plan has ended.")
        }
        other => format!("The server says where it is set: {other}."),
    }
}

/// Returns the search path as SQL with one more schema.
pub(super) fn with_schema(session: &Session, schema: &str) -> String {
    match session.search_path.as_str() {
        "" | "\"\"" => schema.to_string(),
        path => format!("{path}, {schema}"),
    }
}
