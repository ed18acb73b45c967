//! Text files: any bytes through the whole worker.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Workbooks have a target of their own.
    if !bytes.starts_with(b"PK") {
        jipan_fuzz::through_the_worker(bytes);
    }
});
