//! Reads settings: the options given, then the `PG*` variables, then libpq's defaults.
//!
//! Reads no file and asks no network; that belongs to [`super::attempt`].

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use postgres::config::ChannelBinding;

use super::option::OPTIONS;
use super::settings::{Network, Password, Roots, Session, Settings, SslMode, Tls};
use super::{APPLICATION_NAME, ConnectError, hosts, source};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Reads a connection string and the environment into settings, and does nothing else.
///
/// # Errors
/// When the string is malformed, an option is unknown or cannot be honoured, or a value makes no sense.
pub fn settings(
    source: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Settings, ConnectError> {
    let values = Values::gather(source, env)?;
    let home = env("HOME")
        .filter(|home| !home.is_empty())
        .map(PathBuf::from);
    let usual_passfile = home.as_ref().map(|home| home.join(".pgpass"));
    let user = user(&values, env)?;
    values.choice("gssencmode", &[("disable", ()), ("prefer", ())])?;
    Ok(Settings {
        hosts: hosts::read(&values)?,
        database: values.get("dbname").unwrap_or(&user).to_string(),
        timeout: timeout(&values)?,
        session: values
            .choice("target_session_attrs", &SESSIONS)?
            .unwrap_or(Session::Any),
        application_name: application_name(&values).to_string(),
        options: values.get("options").map(str::to_string),
        password: values
            .get("password")
            .map(|text| Password::new(text.to_string())),
        passfile: values.path("passfile").or(usual_passfile),
        tls: tls(&values, home.map(|home| home.join(".postgresql")))?,
        network: network(&values)?,
        user,
    })
}

fn user(values: &Values, env: &dyn Fn(&str) -> Option<String>) -> Result<String, ConnectError> {
    let given = values.get("user").map(str::to_string);
    let of_system = || {
        ["USER", "LOGNAME"]
            .into_iter()
            .filter_map(env)
            .find(|user| !user.is_empty())
    };
    given.or_else(of_system).ok_or(ConnectError::NoUser)
}

fn application_name(values: &Values) -> &str {
    values
        .get("application_name")
        .or(values.get("fallback_application_name"))
        .unwrap_or(APPLICATION_NAME)
}

/// The options that have a value; one that is empty counts as not given.
pub(super) struct Values(BTreeMap<&'static str, String>);

impl Values {
    fn gather(
        source: Option<&str>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Values, ConnectError> {
        let mut values = BTreeMap::new();
        for option in OPTIONS.iter().filter(|o| !o.env.is_empty()) {
            if let Some(value) = env(option.env).filter(|value| !value.is_empty()) {
                values.insert(option.check(option.env)?.name, value);
            }
        }
        for (option, value) in source.map(source::parse).transpose()?.unwrap_or_default() {
            // A host that is named wins over an address that is only in the environment.
            if option.name == "host" {
                values.remove("hostaddr");
            }
            values.insert(option.name, value);
        }
        values.retain(|_, value| !value.is_empty());
        Ok(Values(values))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }

    fn choice<T: Copy>(
        &self,
        name: &'static str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, ConnectError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        match choices.iter().find(|(word, _)| *word == value) {
            Some((_, choice)) => Ok(Some(*choice)),
            None => Err(wrong(
                name,
                value,
                choices
                    .iter()
                    .map(|(word, _)| *word)
                    .collect::<Vec<_>>()
                    .join(", "),
            )),
        }
    }

    fn number<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, ConnectError> {
        let parse = |value: &str| {
            value
                .trim()
                .parse()
                .map_err(|_| wrong(name, value, "a whole number".into()))
        };
        self.get(name).map(parse).transpose()
    }

    /// Returns the parts between commas.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        self.get(name)
            .map(|text| text.split(',').map(str::trim).collect())
            .unwrap_or_default()
    }
}

/// Returns the error for a value that makes no sense.
pub(super) fn wrong(option: &str, value: &str, expected: String) -> ConnectError {
    ConnectError::Value {
        option: option.to_string(),
        value: value.to_string(),
        expected,
    }
}

const SESSIONS: [(&str, Session); 6] = [
    ("any", Session::Any),
    ("read-write", Session::ReadWrite),
    ("read-only", Session::ReadOnly),
    ("primary", Session::Primary),
    ("standby", Session::Standby),
    ("prefer-standby", Session::PreferStandby),
];

const MODES: [(&str, SslMode); 6] = [
    ("disable", SslMode::Disable),
    ("allow", SslMode::Allow),
    ("prefer", SslMode::Prefer),
    ("require", SslMode::Require),
    ("verify-ca", SslMode::VerifyCa),
    ("verify-full", SslMode::VerifyFull),
];

const BINDINGS: [(&str, ChannelBinding); 3] = [
    ("disable", ChannelBinding::Disable),
    ("prefer", ChannelBinding::Prefer),
    ("require", ChannelBinding::Require),
];

fn timeout(values: &Values) -> Result<Option<Duration>, ConnectError> {
    let seconds: Option<i64> = values.number("connect_timeout")?;
    Ok(match seconds {
        None => Some(DEFAULT_TIMEOUT),
        Some(seconds) => u64::try_from(seconds)
            .ok()
            .filter(|s| *s > 0)
            .map(Duration::from_secs),
    })
}

fn tls(values: &Values, folder: Option<PathBuf>) -> Result<Tls, ConnectError> {
    let roots = match values.get("sslrootcert") {
        None => Roots::Default,
        Some("system") => Roots::System,
        Some(file) => Roots::File(PathBuf::from(file)),
    };
    let mode = mode(values, &roots)?;
    Ok(Tls {
        mode,
        roots,
        certificate: values.path("sslcert"),
        key: values.path("sslkey"),
        names_the_host: values.choice("sslsni", &SWITCH)?.unwrap_or(true),
        direct: direct(values, mode)?,
        binding: values
            .choice("channel_binding", &BINDINGS)?
            .unwrap_or(ChannelBinding::Prefer),
        folder,
    })
}

const SWITCH: [(&str, bool); 2] = [("0", false), ("1", true)];

fn mode(values: &Values, roots: &Roots) -> Result<SslMode, ConnectError> {
    let given = values.choice("sslmode", &MODES)?;
    if *roots != Roots::System {
        return Ok(given.unwrap_or(SslMode::Prefer));
    }
    // Anybody can get a certificate from an authority that the system trusts, so only the name tells.
    match given {
        None | Some(SslMode::VerifyFull) => Ok(SslMode::VerifyFull),
        Some(_) => {
            let expected = "verify-full with sslrootcert=system".to_string();
            Err(wrong(
                "sslmode",
                values.get("sslmode").unwrap_or_default(),
                expected,
            ))
        }
    }
}

fn direct(values: &Values, mode: SslMode) -> Result<bool, ConnectError> {
    let choices = [("postgres", false), ("direct", true)];
    let direct = values.choice("sslnegotiation", &choices)?.unwrap_or(false);
    if direct && mode < SslMode::Require {
        let expected = "postgres, or direct with sslmode=require or more".to_string();
        return Err(wrong("sslnegotiation", "direct", expected));
    }
    Ok(direct)
}

fn network(values: &Values) -> Result<Network, ConnectError> {
    let seconds = |name| {
        values
            .number(name)
            .map(|n: Option<u64>| n.filter(|n| *n > 0).map(Duration::from_secs))
    };
    Ok(Network {
        no_keepalives: values.number::<u32>("keepalives")? == Some(0),
        idle: seconds("keepalives_idle")?,
        interval: seconds("keepalives_interval")?,
        count: values.number("keepalives_count")?.filter(|n| *n > 0),
        user_timeout: values
            .number("tcp_user_timeout")?
            .filter(|n| *n > 0)
            .map(Duration::from_millis),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: Option<&str>, vars: &[(&str, &str)]) -> Result<Settings, ConnectError> {
        let env = |name: &str| {
            let usual = [("USER", "me"), ("HOME", "/home/me")];
            vars.iter()
                .chain(&usual)
                .find(|(n, _)| *n == name)
                .map(|(_, v)| v.to_string())
        };
        settings(source, &env)
    }

    fn targets(source: &str, vars: &[(&str, &str)]) -> Vec<String> {
        let settings = read(Some(source), vars).expect("the source is sound");
        settings
            .hosts
            .iter()
            .map(|host| settings.target(host).to_string())
            .collect()
    }

    fn error(source: &str) -> String {
        read(Some(source), &[])
            .map(drop)
            .expect_err("the source is not sound")
            .to_string()
    }

    #[test]
    fn with_nothing_given_the_default_sockets_are_tried_as_the_systems_user() {
        let sockets = ["/var/run/postgresql", "/tmp"]
            .map(|f| format!("database me at socket {f}/.s.PGSQL.5432 as user me"));
        assert_eq!(targets("postgresql://", &[]), sockets);
    }

    #[test]
    fn the_string_wins_over_the_environment_and_that_over_the_defaults() {
        let vars = [
            ("PGHOST", "env"),
            ("PGPORT", "1"),
            ("PGUSER", "role"),
            ("PGHOSTADDR", "10.0.0.1"),
        ];
        assert_eq!(
            targets("postgresql://given/db", &vars),
            ["database db at given:1 as user role"]
        );
        assert_eq!(
            targets("port=2", &vars),
            ["database role at env:2 as user role"]
        );
        assert_eq!(
            read(Some("host=given"), &vars)
                .map(|s| s.hosts[0].hostaddr)
                .ok(),
            Some(None)
        );
    }

    #[test]
    fn hosts_and_ports_pair_up_and_one_port_serves_all() {
        assert_eq!(
            targets("host=a,/tmp port=1 user=u", &[]),
            [
                "database u at a:1 as user u",
                "database u at socket /tmp/.s.PGSQL.1 as user u"
            ]
        );
        assert_eq!(
            targets("postgresql://u@a:1,b/", &[]),
            [
                "database u at a:1 as user u",
                "database u at b:5432 as user u"
            ]
        );
        assert_eq!(
            error("host=a,b port=1,2,3"),
            "connection option port cannot be \"1,2,3\""
        );
    }

    #[test]
    fn no_debug_output_shows_the_password() {
        let settings = read(
            Some("postgres://u:geheim@h/db"),
            &[("PGPASSWORD", "geheim")],
        )
        .expect("the source is sound");
        assert!(!format!("{settings:?}").contains("geheim"));
    }

    #[test]
    fn a_time_of_zero_waits_for_ever_and_ten_seconds_are_usual() {
        let timeout = |source| read(Some(source), &[]).map(|s| s.timeout).ok();
        assert_eq!(timeout("host=h"), Some(Some(Duration::from_secs(10))));
        assert_eq!(timeout("connect_timeout=0"), Some(None));
        assert_eq!(
            timeout("connect_timeout=3"),
            Some(Some(Duration::from_secs(3)))
        );
        assert_eq!(
            error("connect_timeout=soon"),
            "connection option connect_timeout cannot be \"soon\""
        );
    }

    #[test]
    fn system_roots_want_the_full_check() {
        assert_eq!(
            read(Some("sslrootcert=system"), &[])
                .map(|s| s.tls.mode)
                .ok(),
            Some(SslMode::VerifyFull)
        );
        assert_eq!(
            error("sslrootcert=system sslmode=require"),
            "connection option sslmode cannot be \"require\""
        );
    }

    #[test]
    fn a_service_is_refused_also_from_the_environment() {
        let error = read(None, &[("PGSERVICE", "x")])
            .map(drop)
            .expect_err("services are not supported");
        assert_eq!(
            error.to_string(),
            "connection option PGSERVICE is not supported"
        );
    }
}
