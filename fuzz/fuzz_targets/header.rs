//! Headers of a book: a header that can be read can be written and read as the same.
#![no_main]

use jipan_book::Book;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut book = Book::new();
    if book.load_header(bytes).is_ok() {
        let mut again = Book::new();
        assert!(again.load_header(&book.encode_header()).is_ok());
        assert_eq!(again.digest(), book.digest());
    }
});
