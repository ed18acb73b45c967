//! By what products are found.

use jipan_rules::schema::fields;

use super::goods::{form_of, found};
use super::orders::{saves, sells};
use super::tablet::{Tablet, disk};

#[test]
fn a_product_is_found_by_its_brand_and_how_that_is_read() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sells(&mut tablet, "P2", "红梅", "1", "10");
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    form_of(&mut tablet, product);
    saves(&mut tablet, &[(fields::PRODUCT_BRAND, "黄鹤楼")], "");
    for typed in ["黄鹤", "hhl", "huanghe"] {
        assert_eq!(found(&mut tablet, typed), [("金叶".to_owned(), None)], "{typed}");
    }
}
