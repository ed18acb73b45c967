//! Fiscal years and tax.

use jipan_rules::budget::{FiscalYear, without_tax};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_month_is_in_the_one_year_that_begins_with_the_set_month(
        index in 1_000_u16..50_000, start in 1..=12_u8,
    ) {
        let month = Month::from_index(index);
        let year = FiscalYear::of(month, start);
        prop_assert_eq!(year.first.number(), start);
        let place = year.place(month).unwrap();
        prop_assert_eq!(year.months()[place], month);
        prop_assert_eq!((year.back(1).place(month), year.on(1).place(month)), (None, None));
        prop_assert_eq!(year.on(1).back(1), year);
        prop_assert_eq!(year.last().on(1), year.on(1).first);
        prop_assert_eq!(FiscalYear::of_day(month.last_day(), start), year);
    }

    #[test]
    fn tax_that_is_taken_out_and_put_on_again_is_the_amount_to_the_fen(
        fen in -1_000_000_000_000_i64..1_000_000_000_000, rate in 0..=5_000_u16,
    ) {
        let net = without_tax(Money::from_fen(fen), rate).fen();
        let again = i128::from(net) * i128::from(10_000 + u32::from(rate));
        let apart = (again - i128::from(fen) * 10_000).abs();
        prop_assert!(apart * 2 <= i128::from(10_000 + u32::from(rate)), "half up");
        prop_assert_eq!(without_tax(Money::from_fen(-fen), rate).fen(), -net);
    }
}
