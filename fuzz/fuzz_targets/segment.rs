//! Segments of old history: what can be read can be written again as the same.
#![no_main]

use jipan_book::{decode_segment, encode_segment};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = decode_segment(bytes) {
        assert_eq!(decode_segment(&encode_segment(&entries)), Ok(entries));
    }
});
