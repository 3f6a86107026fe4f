//! Reads a password from `~/.pgpass`, by the rules of libpq.
//!
//! Follows <https://www.postgresql.org/docs/current/libpq-pgpass.html>.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Target;
use super::settings::{Password, SOCKET_FOLDERS};

/// Finds the password of a target in a file; a file that others may read is not used, and the reason is returned instead.
///
/// A file that does not exist holds no password.
pub(super) fn find(file: &Path, target: &Target) -> Result<Option<Password>, String> {
    let meta = match fs::metadata(file) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(format!(
                "password file {} was not read: {error}",
                file.display()
            ));
        }
    };
    let name = file.display();
    if !meta.is_file() {
        return Err(format!(
            "password file {name} is not a plain file, so it was not read"
        ));
    }
    if meta.permissions().mode() & 0o077 != 0 {
        return Err(format!(
            "password file {name} is open to group or others, so it was not read; close it: chmod 0600 {name}"
        ));
    }
    let text =
        fs::read(file).map_err(|error| format!("password file {name} was not read: {error}"))?;
    Ok(lookup(&String::from_utf8_lossy(&text), target).map(Password::new))
}

/// Returns the password of the first line that fits.
fn lookup(text: &str, target: &Target) -> Option<String> {
    let port = target.port.to_string();
    let host = if SOCKET_FOLDERS.contains(&target.host.as_str()) {
        "localhost"
    } else {
        &target.host
    };
    let wanted = [host, &port, &target.database, &target.user];
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| {
            let mut rest = line.trim_end_matches('\r');
            for part in wanted {
                let (pattern, after) = field(rest)?;
                if pattern.raw != "*" && pattern.value != part {
                    return None;
                }
                rest = after;
            }
            let password = field(rest).map_or_else(|| unescaped(rest), |(password, _)| password);
            Some(password.value).filter(|password| !password.is_empty())
        })
}

struct Field<'a> {
    raw: &'a str,
    value: String,
}

/// Splits off a field that ends with a colon.
fn field(line: &str) -> Option<(Field<'_>, &str)> {
    let mut escaped = false;
    let end = line.bytes().position(|b| {
        let ends = b == b':' && !escaped;
        escaped = b == b'\\' && !escaped;
        ends
    })?;
    Some((unescaped(&line[..end]), &line[end + 1..]))
}

fn unescaped(raw: &str) -> Field<'_> {
    let mut value = String::new();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        value.push(if c == '\\' {
            chars.next().unwrap_or('\\')
        } else {
            c
        });
    }
    Field { raw, value }
}

/// Returns the line to add for a target, with a place for the password.
pub(super) fn line_for(target: &Target) -> String {
    let escape = |text: &str| text.replace('\\', r"\\").replace(':', r"\:");
    let host = if SOCKET_FOLDERS.contains(&target.host.as_str()) {
        "localhost"
    } else {
        &target.host
    };
    format!(
        "{}:{}:{}:{}:PASSWORD",
        escape(host),
        target.port,
        escape(&target.database),
        escape(&target.user)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(host: &str, user: &str) -> Target {
        Target {
            host: host.into(),
            port: 5432,
            database: "app".into(),
            user: user.into(),
        }
    }

    #[test]
    fn the_first_line_that_fits_gives_the_password() {
        let text = "# h:5432:app:u:no\nh:5433:*:*:no\nh:*:app:u:first:more\n*:*:*:*:any";
        assert_eq!(lookup(text, &target("h", "u")).as_deref(), Some("first"));
        assert_eq!(lookup(text, &target("h", "v")).as_deref(), Some("any"));
        assert_eq!(lookup("h:5432:app:u", &target("h", "u")), None);
    }

    #[test]
    fn escapes_hold_colons_and_backslashes() {
        let text = r"\:\:1:5432:app:a\\b:p\:w\\x:y";
        assert_eq!(
            lookup(text, &target("::1", r"a\b")).as_deref(),
            Some(r"p:w\x")
        );
        assert_eq!(
            line_for(&target("::1", r"a\b")),
            r"\:\:1:5432:app:a\\b:PASSWORD"
        );
    }

    #[test]
    fn a_default_socket_is_localhost() {
        assert_eq!(
            lookup("localhost:*:*:*:x", &target("/var/run/postgresql", "u")).as_deref(),
            Some("x")
        );
        assert_eq!(
            lookup("localhost:*:*:*:x", &target("/srv/socket", "u")),
            None
        );
        assert_eq!(
            lookup("/srv/socket:*:*:*:x", &target("/srv/socket", "u")).as_deref(),
            Some("x")
        );
    }
}
