//! Reads the servers to try: names, addresses and ports, separated by commas.
//!
//! Looking a name up belongs to [`super::attempt`].

use std::net::IpAddr;
use std::path::PathBuf;

use super::ConnectError;
use super::settings::{Address, Host, SOCKET_FOLDERS};
use super::target::is_folder;
use super::values::{Values, wrong};

/// Pairs up `host`, `hostaddr` and `port`, as many as there are; no host at all is the default sockets.
pub(super) fn read(values: &Values) -> Result<Vec<Host>, ConnectError> {
    let (names, addresses, ports) = lists(values)?;
    let mut hosts = Vec::new();
    for at in 0..names.len().max(addresses.len()).max(1) {
        let name = names.get(at).copied().unwrap_or_default();
        let hostaddr = hostaddr(addresses.get(at).copied().unwrap_or_default())?;
        let one_for_all = ports.first().filter(|_| ports.len() == 1);
        let port = port(ports.get(at).or(one_for_all).copied().unwrap_or_default())?;
        let addresses = addresses_of(name, hostaddr).into_iter();
        hosts.extend(addresses.map(|address| Host {
            address,
            hostaddr,
            port,
        }));
    }
    Ok(hosts)
}

type Lists<'a> = (Vec<&'a str>, Vec<&'a str>, Vec<&'a str>);

/// Returns names, addresses and ports, whose numbers agree.
fn lists(values: &Values) -> Result<Lists<'_>, ConnectError> {
    let lists = (
        values.list("host"),
        values.list("hostaddr"),
        values.list("port"),
    );
    let count = lists.0.len().max(lists.1.len()).max(1);
    for (option, given) in [
        ("host", &lists.0),
        ("hostaddr", &lists.1),
        ("port", &lists.2),
    ] {
        if given.len() != count && !given.is_empty() && (option, given.len()) != ("port", 1) {
            let expected = format!("{count} values, one for each host");
            return Err(wrong(option, &given.join(","), expected));
        }
    }
    Ok(lists)
}

fn hostaddr(text: &str) -> Result<Option<IpAddr>, ConnectError> {
    if text.is_empty() {
        return Ok(None);
    }
    let address = text
        .parse()
        .map_err(|_| wrong("hostaddr", text, "an IP address".into()))?;
    Ok(Some(address))
}

fn addresses_of(name: &str, hostaddr: Option<IpAddr>) -> Vec<Address> {
    if is_folder(name) && hostaddr.is_none() {
        vec![Address::Socket(PathBuf::from(name))]
    } else if name.is_empty() && hostaddr.is_none() {
        SOCKET_FOLDERS
            .iter()
            .map(|folder| Address::Socket(PathBuf::from(folder)))
            .collect()
    } else {
        vec![Address::Name(name.to_string())]
    }
}

fn port(text: &str) -> Result<u16, ConnectError> {
    if text.is_empty() {
        return Ok(5432);
    }
    text.parse()
        .ok()
        .filter(|port| *port > 0)
        .ok_or_else(|| wrong("port", text, "a number from 1 to 65535".into()))
}
