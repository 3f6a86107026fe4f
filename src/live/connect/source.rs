//! Takes a connection string apart into options and values, as libpq does.
//!
//! What the values mean belongs to [`super::settings`]. No message repeats a part of the string that may hold a password.

use super::ConnectError;
use super::option::{self, Opt};

/// An option with its value.
pub(super) type Given = (&'static Opt, String);

const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];
const RESERVED: &str =
    "in a user name or password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25";

/// Reads a URL, a key-value string, or a bare database name.
pub(super) fn parse(source: &str) -> Result<Vec<Given>, ConnectError> {
    let source = source.trim();
    if let Some(rest) = SCHEMES
        .iter()
        .find_map(|scheme| source.strip_prefix(scheme))
    {
        return url(rest);
    }
    if let Some((scheme, _)) = source
        .split_once("://")
        .filter(|(scheme, _)| !scheme.contains([' ', '=']))
    {
        return Err(bad(
            format!("{scheme}:// is not a scheme of PostgreSQL"),
            "write postgresql://user@host:5432/database",
        ));
    }
    if source.contains('=') {
        return key_values(source);
    }
    Ok(vec![(option::find("dbname")?, source.to_string())])
}

fn url(rest: &str) -> Result<Vec<Given>, ConnectError> {
    // The first @ before the first slash ends the credentials, be there a question mark in between.
    let (credentials, rest) = match rest.find(['@', '/']) {
        Some(at) if rest[at..].starts_with('@') => (&rest[..at], &rest[at + 1..]),
        _ => ("", rest),
    };
    let (rest, query) = cut(rest, '?');
    let (hosts, database) = cut(rest, '/');
    if hosts.contains('@') || database.contains('@') {
        let what = "the URL has an @ where none belongs, perhaps that of a password";
        return Err(bad(what, RESERVED));
    }
    let (user, password) = cut(credentials, ':');
    let (names, ports) = hosts_and_ports(hosts)?;
    let parts = [
        ("user", user),
        ("password", password),
        ("host", &names),
        ("port", &ports),
        ("dbname", database),
    ];
    let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let parts = parts.map(|(name, value)| Ok((option::find(name)?, decoded(value)?)));
    parts
        .chain(
            query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(parameter),
        )
        .collect()
}

/// Splits at the first separator; without one there is nothing behind it.
fn cut(text: &str, separator: char) -> (&str, &str) {
    text.split_once(separator).unwrap_or((text, ""))
}

/// Splits `a:1,[::1]:2,c` into `a,::1,c` and `1,2,`.
fn hosts_and_ports(hosts: &str) -> Result<(String, String), ConnectError> {
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = match host.strip_prefix('[') {
            Some(v6) => v6.split_once(']').ok_or_else(|| {
                bad(
                    "the URL has a [ without its ]",
                    "write an IPv6 address as [::1]:5432",
                )
            })?,
            None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
        };
        let port = port.strip_prefix(':').unwrap_or(port);
        if !port.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad(
                "the URL has something other than a number where the port should be",
                RESERVED,
            ));
        }
        names.push(name);
        ports.push(port);
    }
    let join = |parts: Vec<&str>| {
        if parts.iter().all(|p| p.is_empty()) {
            String::new()
        } else {
            parts.join(",")
        }
    };
    Ok((join(names), join(ports)))
}

fn parameter(pair: &str) -> Result<Given, ConnectError> {
    let no_value = || {
        bad(
            "the URL has a parameter without a value after the ?",
            "write name=value&name=value",
        )
    };
    let (name, value) = pair.split_once('=').ok_or_else(no_value)?;
    let (name, value) = (decoded(name)?, decoded(value)?);
    // What JDBC writes.
    if (name.as_str(), value.as_str()) == ("ssl", "true") {
        return Ok((option::find("sslmode")?, "require".to_string()));
    }
    Ok((option::find(&name)?, value))
}

fn decoded(text: &str) -> Result<String, ConnectError> {
    let wrong = || {
        bad(
            "the URL has a % that is not followed by two hexadecimal digits of a character",
            RESERVED,
        )
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let (high, low) = (digit().ok_or_else(wrong)?, digit().ok_or_else(wrong)?);
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| wrong())?);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|t| !t.contains('\0'))
        .ok_or_else(wrong)
}

fn key_values(source: &str) -> Result<Vec<Given>, ConnectError> {
    let mut given = Vec::new();
    let mut rest = source.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(|| {
            bad(
                "the connection string ends with a name that has no value",
                KEY_VALUE,
            )
        })?;
        let name = name.trim_end();
        if name.contains(char::is_whitespace) {
            return Err(bad(
                "the connection string has a name without = and a value",
                KEY_VALUE,
            ));
        }
        let (value, after) = value(after.trim_start())?;
        given.push((option::find(name)?, value));
        rest = after.trim_start();
    }
    Ok(given)
}

const KEY_VALUE: &str = "write host=localhost dbname=app; a value with spaces stands between single quotes, with \\' and \\\\ inside";

/// Reads one value, quoted or bare; a backslash takes the next character as it is.
fn value(text: &str) -> Result<(String, &str), ConnectError> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut chars = text.char_indices().skip(usize::from(quoted));
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            '\'' if quoted => return Ok((value, &text[at + 1..])),
            c if !quoted && c.is_whitespace() => return Ok((value, &text[at..])),
            c => value.push(c),
        }
    }
    if quoted {
        return Err(bad(
            "the connection string has a quote that is not closed",
            KEY_VALUE,
        ));
    }
    Ok((value, ""))
}

fn bad(what: impl Into<String>, help: impl Into<String>) -> ConnectError {
    ConnectError::Source {
        what: what.into(),
        help: help.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<String, String> {
        let given = parse(source).map_err(|e| e.to_string())?;
        Ok(given
            .iter()
            .map(|(o, v)| format!("{}={v}", o.name))
            .collect::<Vec<_>>()
            .join(" "))
    }

    #[test]
    fn every_form_of_url_is_read_as_libpq_reads_it() {
        for (url, options) in [
            ("postgresql://", ""),
            ("postgres://localhost", "host=localhost"),
            ("postgresql://localhost:5433", "host=localhost port=5433"),
            ("postgresql://u@h/db", "user=u host=h dbname=db"),
            (
                "postgresql://u:p%40s%2Fs@h/db",
                "user=u password=p@s/s host=h dbname=db",
            ),
            (
                "postgresql://h1:1,h2,h3:3/db?target_session_attrs=any",
                "host=h1,h2,h3 port=1,,3 dbname=db target_session_attrs=any",
            ),
            (
                "postgresql:///db?host=/tmp&port=1",
                "dbname=db host=/tmp port=1",
            ),
            ("postgresql://%2Ftmp/db", "host=/tmp dbname=db"),
            (
                "postgresql://u:a?b#c@h?port=1",
                "user=u password=a?b#c host=h port=1",
            ),
            (
                "postgresql://[2001:db8::1]:1234/db",
                "host=2001:db8::1 port=1234 dbname=db",
            ),
            (
                "postgresql://h/d%C3%BC?ssl=true",
                "host=h dbname=dü sslmode=require",
            ),
            ("app", "dbname=app"),
        ] {
            assert_eq!(read(url).as_deref(), Ok(options), "{url}");
        }
    }

    #[test]
    fn key_values_keep_quotes_escapes_and_spaces() {
        assert_eq!(
            read(r"host = localhost  password='it\'s \\ x' user=a\ b").as_deref(),
            Ok(r"host=localhost password=it's \ x user=a b")
        );
        assert_eq!(read("dbname='' port=1").as_deref(), Ok("dbname= port=1"));
    }

    #[test]
    fn no_error_repeats_what_may_be_a_password() {
        for source in [
            "postgres://u:sec/ret@h/db",
            "postgres://u:sec@ret@h/db",
            "postgres://u:12/ret@h/db",
            "postgres://u:sec%zzret@h/db",
            "password='sec ret",
            "host=h sec ret",
        ] {
            let error = read(source).expect_err("the source is malformed");
            assert!(!error.contains("ret"), "{error}");
        }
    }

    #[test]
    fn another_scheme_is_refused() {
        assert_eq!(
            read("mysql://h/db").expect_err("it is not ours"),
            "the connection string cannot be read: mysql:// is not a scheme of PostgreSQL"
        );
    }
}
