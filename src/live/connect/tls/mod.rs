//! TLS as libpq means it: what is sent, whom to trust, and which names count.
//!
//! Nothing is built before the server has said that it speaks TLS. When to use it at all belongs to [`super::attempt`].

mod files;
mod stream;
mod verify;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use postgres::Socket;
use postgres::tls::{MakeTlsConnect, TlsConnect};
use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;

use super::settings::{Roots, SslMode, Tls};
pub(super) use files::Trouble;
use stream::Stream;
use verify::Check;

/// Makes TLS connections once they are needed.
pub(super) struct Connector {
    pub(super) tls: Tls,
    /// The host's name as it was given; empty when only an address was.
    pub(super) host: String,
}

/// One TLS connection to make.
pub(super) struct Later {
    tls: Tls,
    host: String,
    address: String,
}

impl MakeTlsConnect<Socket> for Connector {
    type Stream = Stream;
    type TlsConnect = Later;
    type Error = io::Error;

    fn make_tls_connect(&mut self, address: &str) -> io::Result<Later> {
        Ok(Later {
            tls: self.tls.clone(),
            host: self.host.clone(),
            address: address.to_string(),
        })
    }
}

impl TlsConnect<Socket> for Later {
    type Stream = Stream;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Stream>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let (connector, name) = self.prepare().map_err(io::Error::other)?;
            connector.connect(name, socket).await.map(Stream)
        })
    }
}

impl Later {
    fn prepare(&self) -> Result<(TlsConnector, ServerName<'static>), Trouble> {
        if self.tls.mode == SslMode::VerifyFull && self.host.is_empty() {
            return Err(Trouble::NoHostName);
        }
        let name = if self.host.is_empty() {
            &self.address
        } else {
            &self.host
        };
        let name =
            ServerName::try_from(name.clone()).map_err(|_| Trouble::BadHostName(name.clone()))?;
        Ok((TlsConnector::from(Arc::new(config(&self.tls)?)), name))
    }
}

/// Builds what rustls needs, reading the files that the settings name.
fn config(tls: &Tls) -> Result<ClientConfig, Trouble> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| Trouble::Setup(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(verifier(tls, provider)?);
    let mut config = match files::identity(tls)? {
        Some((chain, key)) => builder
            .with_client_auth_cert(chain, key)
            .map_err(|error| Trouble::Setup(format!("sslcert and sslkey: {error}")))?,
        None => builder.with_no_client_auth(),
    };
    config.enable_sni = tls.names_the_host;
    if tls.direct {
        config.alpn_protocols = vec![b"postgresql".to_vec()];
    }
    Ok(config)
}

fn verifier(
    tls: &Tls,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Trouble> {
    if tls.roots == Roots::System {
        let platform = rustls_platform_verifier::Verifier::new(provider)
            .map_err(|error| Trouble::Setup(format!("sslrootcert=system: {error}")))?;
        return Ok(Arc::new(platform));
    }
    let roots = files::roots(tls)?;
    Ok(Arc::new(Check::new(
        roots,
        tls.mode == SslMode::VerifyFull,
        &provider,
    )))
}
