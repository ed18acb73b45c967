//! Who asks: the address and the token. Not here: whether the token is known.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use jipan_sync::wire::ErrorCode;
use sha2::{Digest as _, Sha256};

use super::fault::Fault;

/// Longest token that is looked at.
const TOKEN_BYTES_MAX: usize = 256;

/// The address to which requests are counted, as 16 bytes: of IPv6 the network only, for a caller
/// has many addresses in it.
///
/// A proxy on this machine is believed when it says for whom it asks.
pub(crate) fn address(parts: &Parts) -> [u8; 16] {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let told = if peer.is_loopback() { forwarded(&parts.headers) } else { None };
    match told.unwrap_or(peer).to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().octets(),
        IpAddr::V6(v6) => {
            let mut octets = v6.octets();
            octets.iter_mut().skip(8).for_each(|octet| *octet = 0);
            octets
        }
    }
}

/// The last address in `X-Forwarded-For`: those before it are what the other side claims.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next()?.trim().parse().ok()
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn token(headers: &HeaderMap) -> Result<String, Fault> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    match token {
        Some(token) if !token.is_empty() && token.len() <= TOKEN_BYTES_MAX => Ok(token.to_owned()),
        Some(_) | None => {
            Err(Fault::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized, "a bearer token"))
        }
    }
}

/// To what the requests of a device are counted: never the token itself.
pub(crate) fn device(token: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
    let mut half = [0; 16];
    half.copy_from_slice(digest.split_at(16).0);
    half
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::extract::ConnectInfo;
    use axum::http::Request;
    use axum::http::header::AUTHORIZATION;

    use super::{address, token};

    fn of(peer: &str, forwarded: &str) -> [u8; 16] {
        let mut request = Request::builder();
        if !forwarded.is_empty() {
            request = request.header("x-forwarded-for", forwarded);
        }
        let mut request = request.body(()).unwrap();
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        address(&request.into_parts().0)
    }

    #[test]
    fn only_a_proxy_on_this_machine_says_for_whom_it_asks_and_only_its_own_word_counts() {
        let other = of("203.0.113.7:1", "");
        assert_eq!(of("127.0.0.1:9", "203.0.113.7"), other);
        assert_eq!(of("127.0.0.1:9", "10.9.9.9, 203.0.113.7"), other);
        assert_eq!(of("203.0.113.7:2", "10.9.9.9"), other, "anybody can write the header");
        assert_eq!(of("127.0.0.1:9", "nonsense"), of("127.0.0.1:1", ""));
        assert_eq!(of("[2001:db8::1]:1", ""), of("[2001:db8::2]:1", ""), "one network");
        assert_ne!(of("[2001:db8:1::1]:1", ""), of("[2001:db8::2]:1", ""));
    }

    #[test]
    fn a_token_is_read_only_from_a_bearer() {
        for (value, is_token) in [
            ("Bearer abc", true),
            ("bearer abc", true),
            ("Basic abc", false),
            ("Bearer ", false),
            ("Bearer", false),
            ("abc", false),
        ] {
            let request = Request::builder().header(AUTHORIZATION, value).body(()).unwrap();
            let found = token(request.headers());
            assert_eq!(found.ok().as_deref() == Some("abc"), is_token, "{value}");
        }
        let long = format!("Bearer {}", "a".repeat(300));
        let request = Request::builder().header(AUTHORIZATION, long).body(()).unwrap();
        assert!(token(request.headers()).is_err());
    }
}
