//! Pages of customers: a page that can be read is a page that can be written and read as the same
//! book.
#![no_main]

use jipan_book::Book;
use jipan_rules::schema::FIELDS;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut book = Book::new();
    if book.load_page(bytes).is_err() {
        assert_eq!(book.n_rows(), 0, "the book is as it was");
        return;
    }
    for row in book.rows() {
        for def in FIELDS {
            let _value = book.value(row, def.id);
        }
        assert_eq!(book.id_of(row).and_then(|id| book.row_of(id)), Some(row));
    }
    let mut again = Book::new();
    for page in 0..book.n_pages() {
        if let Some(written) = book.encode_page(page) {
            assert!(again.load_page(&written).is_ok(), "what was written can be read");
        }
    }
    assert_eq!(again.digest(), book.digest());
});
