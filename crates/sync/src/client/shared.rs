//! What a tablet compares of what is about no customer. Not here: the sum over its customers.

use jipan_book::{Book, SharedPlace};
use jipan_rules::budget::Readers;
use jipan_rules::permission::Role;

/// The digest of what a tablet has of what the company shares, as the endpoint counts it for somebody of
/// that role: what is one person's is in the sum of managers alone, who have it of all.
///
/// ```
/// use jipan_book::Book;
/// use jipan_rules::permission::Role;
/// assert_eq!(jipan_sync::client::digest_of_shared(&Book::new(), Role::Rep), 0);
/// ```
pub fn digest_of_shared(book: &Book, role: Role) -> u64 {
    let is_one_persons = |place| match place {
        SharedPlace::Budget(key) => matches!(key.readers(), Readers::Person(_)),
        SharedPlace::Product(..) | SharedPlace::Rule(..) => false,
    };
    book.digest_of_company(&|place| role == Role::Manager || !is_one_persons(place))
}
