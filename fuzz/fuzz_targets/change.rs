//! Changes: what can be read can be written again as the same, and be applied twice like once.
#![no_main]

use jipan_book::{Book, Change};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(change) = Change::decode(bytes) else { return };
    let Ok(written) = change.encode() else { panic!("a change that was read cannot be written") };
    assert_eq!(Change::decode(&written).as_ref(), Ok(&change));
    let mut book = Book::new();
    let applied = book.apply(&change);
    let digest = book.digest();
    let again = book.apply(&change);
    assert_eq!(book.digest(), digest, "a repetition changes nothing");
    book.revert(again);
    assert_eq!(book.digest(), digest);
    book.revert(applied);
    assert_eq!(book.n_customers(), 0, "what is taken back is gone");
});
