//! Bodies of requests and answers: JSON, packed or not, within limits. Not here: what they say.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use jipan_sync::wire::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::Fault;
use crate::headers::KEEP_NOTHING;

/// How long a body may take to arrive.
const ARRIVAL: Duration = Duration::from_mins(1);
/// Answers below this are sent as they are.
const PACKED_FROM_BYTES: usize = 1_024;
/// The last level whose time is that of gzip; the ones behind it save one part in a hundred. Browsers unpack
/// windows of up to 8 MB, this one has 2.
const ZSTD_LEVEL: i32 = 8;

/// Reads a body of JSON that has at most `max` bytes, as it came and unpacked.
pub(crate) async fn read<Q: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    max: usize,
) -> Result<Q, Fault> {
    let bytes = match tokio::time::timeout(ARRIVAL, to_bytes(body, max)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(Fault::too_large()),
        Err(_elapsed) => {
            let status = StatusCode::REQUEST_TIMEOUT;
            return Err(Fault::new(status, ErrorCode::Unavailable, "the body did not arrive"));
        }
    };
    match headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"identity") => parse(&bytes),
        Some(b"gzip") => parse(&unpack(&bytes, max)?),
        Some(_) => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            Err(Fault::new(status, ErrorCode::Malformed, "content-encoding: gzip or none"))
        }
    }
}

/// What is wrong is told by its place: the text of the parser may repeat what was sent.
fn parse<Q: DeserializeOwned>(bytes: &[u8]) -> Result<Q, Fault> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Fault::malformed(&format!("{:?} at {line}:{column}", error.classify()))
    })
}

fn unpack(bytes: &[u8], max: usize) -> Result<Vec<u8>, Fault> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut decoder = GzDecoder::new(bytes).take(limit);
    let mut unpacked = Vec::new();
    decoder.read_to_end(&mut unpacked).map_err(|_damaged| Fault::malformed("damaged gzip"))?;
    if unpacked.len() > max {
        return Err(Fault::too_large());
    }
    if !decoder.into_inner().into_inner().is_empty() {
        return Err(Fault::malformed("something behind the gzip"));
    }
    Ok(unpacked)
}

/// An answer of JSON that nobody keeps.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let (status, text) = match serde_json::to_vec(body) {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            (StatusCode::INTERNAL_SERVER_ERROR, br#"{"error":"unavailable"}"#.to_vec())
        }
    };
    let mut response = (status, text).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}

/// The same answer, packed if the other side takes it.
pub(crate) fn packed(asked: &HeaderMap, body: &impl Serialize) -> Response {
    let mut response = json(StatusCode::OK, &());
    let Ok(text) = serde_json::to_vec(body) else { return json(StatusCode::OK, body) };
    let is_large = text.len() >= PACKED_FROM_BYTES;
    let packing = Packing::taken_by(asked).filter(|_| is_large);
    let small = packing.and_then(|it| Some((it, it.pack(&text).ok()?)));
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some((packing, _)) = &small {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packing.name()));
    }
    *response.body_mut() = Body::from(small.map_or(text, |(_, bytes)| bytes));
    response
}

/// How an answer is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    /// A fifth smaller than gzip in no more time.
    Zstd,
    /// What every browser takes.
    Gzip,
}

impl Packing {
    const fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
        }
    }

    /// The best one that the other side takes.
    fn taken_by(asked: &HeaderMap) -> Option<Self> {
        [Self::Zstd, Self::Gzip].into_iter().find(|it| takes(asked, it.name()))
    }

    fn pack(self, text: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Zstd => zstd::bulk::compress(text, ZSTD_LEVEL),
            Self::Gzip => {
                let room = text.len().checked_div(6).unwrap_or_default();
                let mut encoder = GzEncoder::new(Vec::with_capacity(room), Compression::new(4));
                encoder.write_all(text)?;
                encoder.finish()
            }
        }
    }
}

fn takes(asked: &HeaderMap, name: &str) -> bool {
    asked.get_all(ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok()).any(|it| {
        it.split(',').any(|one| {
            let mut words = one.split(';').map(str::trim);
            words.next() == Some(name) && !words.any(|word| matches!(word, "q=0" | "q=0.0"))
        })
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::ACCEPT_ENCODING;
    use proptest::prelude::*;

    use super::{Packing, unpack};

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked_and_one_byte_less_room_is_too_little(
            text in proptest::collection::vec(any::<u8>(), 1..2_000),
        ) {
            let packed = Packing::Gzip.pack(&text).unwrap();
            prop_assert_eq!(unpack(&packed, text.len()).unwrap(), text.clone());
            prop_assert!(unpack(&packed, text.len() - 1).is_err());
            let mut longer = packed;
            longer.push(0);
            prop_assert!(unpack(&longer, text.len()).is_err());
        }

        #[test]
        fn no_bytes_unpack_to_more_than_the_limit(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
        ) {
            prop_assert!(unpack(&bytes, 100).map_or(true, |it| it.len() <= 100));
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = Packing::Gzip.pack(&vec![b' '; 50 << 20]).unwrap();
        assert!(bomb.len() < 1 << 18, "{}", bomb.len());
        assert!(unpack(&bomb, 1 << 20).is_err());
    }

    #[test]
    fn an_answer_is_packed_as_the_other_side_takes_it() {
        for (value, packing) in [
            ("gzip, deflate, br, zstd", Some(Packing::Zstd)),
            ("gzip, deflate, br", Some(Packing::Gzip)),
            ("br;q=1.0, gzip;q=0.8", Some(Packing::Gzip)),
            ("zstd;q=0, gzip", Some(Packing::Gzip)),
            ("gzip;q=0", None),
            ("identity", None),
            ("xgzip", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, value.parse().unwrap());
            assert_eq!(Packing::taken_by(&headers), packing, "{value}");
        }
        assert_eq!(Packing::taken_by(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn what_is_packed_for_who_takes_zstd_is_what_was_written(
            text in proptest::collection::vec(any::<u8>(), 0..5_000),
        ) {
            let packed = Packing::Zstd.pack(&text).unwrap();
            prop_assert_eq!(zstd::bulk::decompress(&packed, text.len()).unwrap(), text);
        }
    }
}
