//! A TLS stream as the driver wants it, with channel binding.
//!
//! Channel binding ties the proof of the password to the server's certificate: the hash that RFC 5929 calls `tls-server-end-point`.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use postgres::Socket;
use postgres::tls::{ChannelBinding, TlsStream};
use ring::digest::{Algorithm, SHA256, SHA384, SHA512, digest};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A socket that speaks TLS.
pub(in crate::live::connect) struct Stream(pub(super) tokio_rustls::client::TlsStream<Socket>);

impl TlsStream for Stream {
    fn channel_binding(&self) -> ChannelBinding {
        let certificate = self
            .0
            .get_ref()
            .1
            .peer_certificates()
            .and_then(|chain| chain.first());
        match certificate.and_then(|der| Some((der, hash_of(der)?))) {
            Some((der, hash)) => {
                ChannelBinding::tls_server_end_point(digest(hash, der).as_ref().to_vec())
            }
            None => ChannelBinding::none(),
        }
    }
}

/// Signature algorithms (object identifiers in DER) and the hash that a binding takes for them; MD5 and SHA-1 count as SHA-256.
const HASHES: [(&[u8], &Algorithm); 9] = [
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x04],
        &SHA256,
    ), // md5WithRSAEncryption
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05],
        &SHA256,
    ), // sha1WithRSAEncryption
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b],
        &SHA256,
    ), // sha256WithRSAEncryption
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c],
        &SHA384,
    ), // sha384WithRSAEncryption
    (
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d],
        &SHA512,
    ), // sha512WithRSAEncryption
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01], &SHA256), // ecdsa-with-SHA1
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02], &SHA256), // ecdsa-with-SHA256
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03], &SHA384), // ecdsa-with-SHA384
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04], &SHA512), // ecdsa-with-SHA512
];

/// Returns the hash of a certificate's signature; nothing where the algorithm leaves it open.
fn hash_of(certificate: &[u8]) -> Option<&'static Algorithm> {
    let (body, _) = element(certificate)?;
    let (_, after_contents) = element(body)?;
    let (algorithm, _) = element(after_contents)?;
    let (identifier, _) = element(algorithm)?;
    HASHES
        .iter()
        .find(|(known, _)| *known == identifier)
        .map(|(_, hash)| *hash)
}

/// Splits off one DER element, and returns its contents and what follows it.
fn element(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.get(1..)?.split_first()?;
    let (length, rest) = match first {
        0..0x80 => (usize::from(first), rest),
        _ => {
            let (bytes, rest) = rest
                .split_at_checked(usize::from(first & 0x7f))
                .filter(|(bytes, _)| bytes.len() <= 4)?;
            (
                bytes
                    .iter()
                    .fold(0, |length, byte| length << 8 | usize::from(*byte)),
                rest,
            )
        }
    };
    rest.split_at_checked(length)
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_read_from_behind_the_certificates_contents() {
        let certificate = |oid: &[u8]| {
            let mut der = vec![
                0x30,
                0x81,
                0,
                0x30,
                0x02,
                0x05,
                0x00,
                0x30,
                u8::try_from(oid.len() + 2).unwrap_or(0),
                0x06,
            ];
            der.push(u8::try_from(oid.len()).unwrap_or(0));
            der.extend(oid);
            der[2] = u8::try_from(der.len() - 3).unwrap_or(0);
            der
        };
        assert!(hash_of(&certificate(HASHES[8].0)).is_some_and(|hash| *hash == SHA512));
        assert!(hash_of(&certificate(&[0x2b])).is_none());
        assert!(hash_of(&[0x30, 0x84, 0xff]).is_none());
    }
}
