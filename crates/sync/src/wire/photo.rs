//! What goes over the wire about the photos of receipts: one by its name, out or in. In JSON a picture is a text
//! of base64, between page and worker its bytes. Not here: who may, and what they are of.

use jipan_rules::Uuid;
use jipan_rules::values::ids::PersonId;
use serde::{Deserialize, Serialize};

/// The most that a photo may weigh, in bytes. `OURS`
pub const PHOTO_BYTES_MAX: usize = 150_000;
/// How every JPEG begins.
const JPEG: [u8; 3] = [0xFF, 0xD8, 0xFF];

/// Whether bytes begin as every JPEG does.
///
/// ```
/// use jipan_sync::wire::is_jpeg;
/// assert!(is_jpeg(&[0xFF, 0xD8, 0xFF, 0xE0]));
/// assert!(!is_jpeg(b"%PDF-1.7"));
/// ```
pub fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&JPEG)
}

/// `POST /v1/photo/put`: keep a photo under its name. The same once more is fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutPhoto {
    /// Its name.
    pub id: Uuid,
    /// Whose expense it is of, by any name of that person.
    pub of: PersonId,
    /// The picture, at most [`PHOTO_BYTES_MAX`] bytes.
    #[serde(with = "base64")]
    pub jpeg: Vec<u8>,
}

/// The answer to [`PutPhoto`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoKept {
    /// The name that was given.
    pub kept: Uuid,
}

/// `POST /v1/photo/get`: the photo of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPhoto {
    /// Its name.
    pub id: Uuid,
}

/// The answer to [`GetPhoto`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The name that was given.
    pub id: Uuid,
    /// The picture.
    #[serde(with = "base64")]
    pub jpeg: Vec<u8>,
}

/// Bytes as text where people read, as bytes where they do not.
mod base64 {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.serialize_str(&text_of(bytes)) } else { bytes.serialize(to) }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        if from.is_human_readable() {
            let text = String::deserialize(from)?;
            bytes_of(&text).ok_or_else(|| D::Error::custom("no base64"))
        } else {
            Vec::deserialize(from)
        }
    }

    /// RFC 4648 §4, with padding.
    pub(super) fn text_of(bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
        for three in bytes.chunks(3) {
            let byte = |idx: usize| u32::from(three.get(idx).copied().unwrap_or_default());
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for (idx, shift) in [18_u32, 12, 6, 0].into_iter().enumerate() {
                let place = usize::try_from(bits >> shift & 63).unwrap_or_default();
                let sign = SIGNS.get(place).copied().filter(|_| idx <= three.len());
                text.push(sign.map_or('=', char::from));
            }
        }
        text
    }

    /// Reads [`text_of`]; nothing else is a text of bytes, so that one picture has one text.
    pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
        let signs = text.as_bytes();
        let (fours, rest) = signs.as_chunks::<4>();
        let mut bytes = Vec::with_capacity(fours.len().saturating_mul(3));
        for (idx, four) in fours.iter().enumerate() {
            let is_last = fours.len() == idx.saturating_add(1);
            let n_pads = four.iter().rev().take_while(|it| **it == b'=').count();
            let mut bits = 0_u32;
            for sign in four.iter().take(4_usize.saturating_sub(n_pads)) {
                bits = bits << 6 | value_of(*sign)?;
            }
            bits <<= 6_u32.checked_mul(u32::try_from(n_pads).ok()?)?;
            let [_, three @ ..] = bits.to_be_bytes();
            let n_bytes = 3_usize.checked_sub(n_pads).filter(|n| *n > 0)?;
            if n_pads > 0 && !is_last || three.iter().skip(n_bytes).any(|it| *it != 0) {
                return None;
            }
            bytes.extend(three.into_iter().take(n_bytes));
        }
        rest.is_empty().then_some(bytes)
    }

    fn value_of(sign: u8) -> Option<u32> {
        let from = |first: u8, least: u8| Some(u32::from(sign.checked_sub(first)? + least));
        match sign {
            b'A'..=b'Z' => from(b'A', 0),
            b'a'..=b'z' => from(b'a', 26),
            b'0'..=b'9' => from(b'0', 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::base64::{bytes_of, text_of};
    use super::*;

    #[test]
    fn texts_are_those_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(text_of(bytes.as_bytes()), text);
            assert_eq!(bytes_of(text).as_deref(), Some(bytes.as_bytes()));
        }
        for text in
            ["Zg", "Zg=", "Zh==", "Zg==Zg==", "====", "Z===", "=g==", "Z g=", "Zm9v\n", "Zm9_"]
        {
            assert_eq!(bytes_of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_and_no_text_is_read_that_is_not_written(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            text in "[A-Za-z0-9+/=]{0,12}",
        ) {
            prop_assert_eq!(bytes_of(&text_of(&bytes)), Some(bytes));
            if let Some(bytes) = bytes_of(&text) {
                prop_assert_eq!(text_of(&bytes), text);
            }
        }
    }

    #[test]
    fn a_picture_is_text_in_json_and_bytes_in_postcard() {
        let photo = Photo { id: Uuid::nil(), jpeg: vec![0xFF, 0xD8, 0xFF] };
        let json = serde_json::to_string(&photo).unwrap();
        assert!(json.contains(r#""jpeg":"/9j/""#), "{json}");
        assert_eq!(serde_json::from_str::<Photo>(&json).unwrap(), photo);
        let bytes = postcard::to_allocvec(&photo).unwrap();
        assert!(bytes.ends_with(&[3, 0xFF, 0xD8, 0xFF]));
        assert_eq!(postcard::from_bytes::<Photo>(&bytes).unwrap(), photo);
    }
}
