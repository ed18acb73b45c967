//! Staff as somebody counts them: from a month on until another number, beside what was planned.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, CellAt};
use jipan_app::view::{BudgetSheetError, SheetField, WhySource};
use jipan_rules::budget::{Figure, LineRef, Row};

use super::budget::{at, cell, does, fills, month, plans, shown, types, whole};
use super::budget_actuals::why;
use super::tablet::{Tablet, disk};

fn counts(tablet: &mut Tablet<'_>, of: u16, text: &str) {
    let sheet = BudgetSheet::Staff(LineRef::Row(Row::FormalStaff), month(2026, of));
    fills(tablet, sheet, &[(SheetField::Quantity, text)]);
}

fn actual(tablet: &mut Tablet<'_>, at: CellAt) -> Option<i64> {
    cell(tablet, at).actual.map(|it| it.value)
}

#[test]
fn staff_hold_from_a_month_on_until_another_number_is_said() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, whole(Row::FormalStaff), "6");
    assert_eq!(actual(&mut tablet, at(Row::FormalStaff, 3)), None, "nobody counted");
    counts(&mut tablet, 3, "5");
    counts(&mut tablet, 9, "8");
    let mut of = |month| actual(&mut tablet, at(Row::FormalStaff, month));
    assert_eq!([of(2), of(3), of(8), of(9), of(11)], [None, Some(5), Some(5), Some(8), Some(8)]);
    assert_eq!(of(12), None, "that month is still to come");
    let march = cell(&mut tablet, at(Row::FormalStaff, 3));
    assert_eq!(march.difference, Some(Figure::known(-1)));
    // (5 × 6 + 8 × 3) ÷ 9 months = 6
    assert_eq!(actual(&mut tablet, whole(Row::FormalStaff)), Some(6));
    assert_eq!(actual(&mut tablet, at(Row::NonFormalStaff, 9)), None, "of others nothing is known");
}

#[test]
fn why_names_who_counted_last_and_a_blank_takes_it_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    counts(&mut tablet, 3, "5");
    counts(&mut tablet, 9, "8");
    counts(&mut tablet, 9, "7");
    let written = |tablet: &mut Tablet<'_>, of: u16| -> Vec<Option<i64>> {
        let of = BudgetWhy::Actual(at(Row::FormalStaff, of));
        let value = |it: &WhySource| match it {
            WhySource::Written { value, is_late: false, .. } => *value,
            other => panic!("nobody wrote it: {other:?}"),
        };
        why(tablet, of).sources.iter().map(value).collect()
    };
    assert_eq!(written(&mut tablet, 10), [Some(7), Some(8)]);
    assert_eq!(written(&mut tablet, 4), [Some(5)]);
    counts(&mut tablet, 9, "");
    assert_eq!(actual(&mut tablet, at(Row::FormalStaff, 10)), Some(5), "as before");
    tablet.happens(Event::UndoPressed);
    assert_eq!(actual(&mut tablet, at(Row::FormalStaff, 10)), Some(7));
}

#[test]
fn staff_are_a_whole_number_of_a_month_that_began_and_what_was_typed_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    counts(&mut tablet, 3, "五个");
    let sheet = shown(&mut tablet).sheet.clone().unwrap();
    assert_eq!(sheet.errors, [(SheetField::Quantity, BudgetSheetError::NotANumber)]);
    assert_eq!(sheet.slots[0].text, "五个");
    does(&mut tablet, BudgetEvent::SheetClosed);
    does(
        &mut tablet,
        BudgetEvent::SheetOpened(BudgetSheet::Staff(
            LineRef::Row(Row::FormalStaff),
            month(2026, 12),
        )),
    );
    assert!(shown(&mut tablet).sheet.is_none(), "December is still to come");
    does(
        &mut tablet,
        BudgetEvent::SheetOpened(BudgetSheet::Staff(
            LineRef::Row(Row::SalesRevenue),
            month(2026, 3),
        )),
    );
    assert!(shown(&mut tablet).sheet.is_none(), "revenue is not counted by hand");
}
