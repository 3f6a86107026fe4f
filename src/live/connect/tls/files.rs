//! The certificates and keys that the settings name, or that lie in `~/.postgresql`.
//!
//! What is done with them belongs to [`super::verify`] and [`super`].

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use thiserror::Error;

use crate::live::connect::settings::{Roots, SslMode, Tls};

/// The reason why TLS could not even begin.
#[derive(Debug, Error)]
pub(in crate::live::connect) enum Trouble {
    #[error("{option} {}: {what}", .file.display())]
    File {
        option: &'static str,
        file: PathBuf,
        what: String,
    },
    #[error(
        "sslmode wants the server's certificate checked, and there is no root certificate to check it with"
    )]
    NoRoots,
    #[error("sslmode=verify-full needs a host name, and only an address was given")]
    NoHostName,
    #[error("{0:?} cannot be the name of a server that speaks TLS")]
    BadHostName(String),
    #[error("TLS could not be set up: {0}")]
    Setup(String),
}

impl Trouble {
    fn file(option: &'static str, file: &Path, what: impl ToString) -> Trouble {
        Trouble::File {
            option,
            file: file.to_path_buf(),
            what: what.to_string(),
        }
    }
}

/// Reads the root certificates; nothing when there are none and none are needed.
pub(super) fn roots(tls: &Tls) -> Result<Option<Vec<CertificateDer<'static>>>, Trouble> {
    let file = match &tls.roots {
        Roots::File(file) => file.clone(),
        Roots::Default | Roots::System => match usual(tls, "root.crt") {
            Some(file) => file,
            None if tls.mode >= SslMode::VerifyCa => return Err(Trouble::NoRoots),
            None => return Ok(None),
        },
    };
    certificates("sslrootcert", &file).map(Some)
}

/// Reads the client's certificate and key; nothing when there are none.
pub(super) fn identity(
    tls: &Tls,
) -> Result<Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>, Trouble> {
    let Some(file) = tls
        .certificate
        .clone()
        .or_else(|| usual(tls, "postgresql.crt"))
    else {
        return Ok(None);
    };
    let Some(key) = tls.key.clone().or_else(|| usual(tls, "postgresql.key")) else {
        return Err(Trouble::file("sslcert", &file, "there is no sslkey for it"));
    };
    Ok(Some((certificates("sslcert", &file)?, private_key(&key)?)))
}

fn usual(tls: &Tls, name: &str) -> Option<PathBuf> {
    tls.folder
        .as_ref()
        .map(|folder| folder.join(name))
        .filter(|file| file.exists())
}

fn certificates(
    option: &'static str,
    file: &Path,
) -> Result<Vec<CertificateDer<'static>>, Trouble> {
    let bytes = fs::read(file).map_err(|error| Trouble::file(option, file, error))?;
    let found: Vec<_> = CertificateDer::pem_slice_iter(&bytes)
        .collect::<Result<_, _>>()
        .map_err(|error| Trouble::file(option, file, error))?;
    if found.is_empty() {
        return Err(Trouble::file(option, file, "it holds no PEM certificate"));
    }
    Ok(found)
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, Trouble> {
    let meta = fs::metadata(file).map_err(|error| Trouble::file("sslkey", file, error))?;
    let allowed = if meta.uid() == 0 { 0o640 } else { 0o600 };
    if meta.permissions().mode() & 0o777 & !allowed != 0 {
        return Err(Trouble::file(
            "sslkey",
            file,
            format!(
                "others may read it; close it: chmod 0600 {}",
                file.display()
            ),
        ));
    }
    PrivateKeyDer::from_pem_file(file).map_err(|error| {
        Trouble::file(
            "sslkey",
            file,
            format!("it holds no unencrypted PEM key ({error})"),
        )
    })
}
