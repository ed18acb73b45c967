//! What every answer carries, and how long an answer may be kept. Not here: which file answers.

use axum::http::header::{CONTENT_SECURITY_POLICY as CSP, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

/// Nothing from elsewhere, nothing inline, never in a frame.
///
/// `index.html` repeats it in a `<meta>` for hosts that send no headers; a meta cannot say
/// `frame-ancestors`. A test keeps the two equal.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A year, and no question whether it changed: the name carries the hash of the content.
pub(crate) const KEEP_FOR_EVER: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");

/// Kept, but asked for each time: an update must be seen at the next visit.
pub(crate) const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// An answer that is about this moment only.
pub(crate) const KEEP_NOTHING: HeaderValue = HeaderValue::from_static("no-store");

/// Digits of the hash that Trunk puts into a file name: 64 bits in hex, leading zeros left out.
const N_HASH_DIGITS: std::ops::RangeInclusive<usize> = 12..=16;

/// Adds the headers that hold for every answer, also for errors.
pub(crate) async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CSP, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let same_origin = HeaderValue::from_static("same-origin");
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), same_origin.clone());
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), same_origin);
    response
}

/// True when the name carries a content hash: `tokens-3f2a9c0d1b4e5f67.css`, `app-…_bg.wasm`.
pub(crate) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.split(['-', '_']).skip(1).any(|part| {
        N_HASH_DIGITS.contains(&part.len())
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn a_name_counts_as_hashed_only_with_the_digits_of_a_hash_after_a_dash() {
        for hashed in [
            "/jipan-shell-0123456789abcdef.js",
            "/jipan-shell-0123456789abcdef_bg.wasm",
            "/jipan-shell-0123456789abcdef_rest.wasm",
            "/a/tokens-fedcba9876543210.css",
            "/boot-7034f0316728c19.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "/sw.js",
            "/index.html",
            "/0123456789abcdef.js",
            "/icon-512.png",
            "/apple-touch-180.png",
            "/a-decade.css",
            "/sheets-worker_bg.wasm",
            "/x-0123456789ABCDEF.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }
}
