//! Ids made of a name, so that every tablet that reads a file gives the same ones. Not here: ids made
//! by chance.

use jipan_rules::Uuid;
use jipan_rules::values::ids::{OrderId, ProductId};

use crate::hash::Mix;

/// The id of the order with a number, as a file names it; spaces around it do not count.
///
/// ```
/// use jipan_book::order_id_of;
/// assert_eq!(order_id_of(" CA-2016-152156 "), order_id_of("CA-2016-152156"));
/// assert_ne!(order_id_of("CA-2016-152156"), order_id_of("CA-2016-152157"));
/// ```
pub fn order_id_of(number: &str) -> OrderId {
    OrderId::new(made_of(5, number.trim()))
}

/// The id of the product with a code; spaces around it and small letters do not count.
///
/// ```
/// use jipan_book::product_id_of;
/// assert_eq!(product_id_of(" fur-bo-10001798"), product_id_of("FUR-BO-10001798"));
/// assert_ne!(product_id_of("6901028001"), product_id_of("6901028002"));
/// ```
pub fn product_id_of(code: &str) -> ProductId {
    ProductId::new(made_of(7, &code.trim().to_uppercase()))
}

/// By which id the budget knows a territory of a name; the blank name is that of the customers of none.
///
/// ```
/// use jipan_book::territory_part_of;
/// assert_eq!(territory_part_of(" 三号线 "), territory_part_of("三号线"));
/// assert_ne!(territory_part_of("三号线"), territory_part_of(""));
/// ```
pub fn territory_part_of(name: &str) -> Uuid {
    made_of(9, name.trim())
}

/// Whether an id was made of a name: an order that a file brought.
pub(crate) fn is_named(id: Uuid) -> bool {
    id.get_version_num() == 8
}

/// Version 8, "custom", so that it can never be an id that a device made by chance.
fn made_of(seed: u64, text: &str) -> Uuid {
    let half = |seed: u64| {
        let mut mix = Mix::new(seed);
        mix.add_bytes(text.as_bytes());
        mix.sum()
    };
    let high = (half(seed) & !0xF000) | 0x8000;
    let low = (half(seed + 1) & !(0b11 << 62)) | (0b10 << 62);
    Uuid::from_u64_pair(high, low)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_ids_of_names_are_for_ever() {
        let order = order_id_of("CA-2016-152156").uuid().to_string();
        let product = product_id_of("6901028001").uuid().to_string();
        assert_eq!(order, "58c35531-9c94-89e9-8c2d-270f58e625b4");
        assert_eq!(product, "3f3ae937-5fc7-8f60-9262-6b5be45c8f1a");
    }

    #[test]
    fn numbers_in_a_row_have_ids_of_their_own() {
        let ids: BTreeSet<_> = (0..300_000_u32).map(|n| order_id_of(&format!("D{n:08}"))).collect();
        assert_eq!(ids.len(), 300_000);
    }
}
