//! Staff as somebody counts them: from a month on until another number, beside what was planned.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, CellAt};
use jipan_app::view::{BudgetSheetError, ConflictOf, LineLabel, SheetField, WhySource};
use jipan_rules::budget::{Figure, LineRef, Row};
use jipan_rules::permission::Role;

use super::budget::{at, cell, does, fills, month, plans, shown, types, whole, year};
use super::budget_actuals::why;
use super::sync::{joined, manager};
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
    let sheet = shown(&tablet).sheet.clone().unwrap();
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
    assert!(shown(&tablet).sheet.is_none(), "December is still to come");
    does(
        &mut tablet,
        BudgetEvent::SheetOpened(BudgetSheet::Staff(
            LineRef::Row(Row::SalesRevenue),
            month(2026, 3),
        )),
    );
    assert!(shown(&tablet).sheet.is_none(), "revenue is not counted by hand");
}

/// An own line of formal staff.
fn group(tablet: &mut Tablet<'_>, name: &str) -> LineRef {
    fills(tablet, BudgetSheet::NewLine(Row::FormalStaff), &[(SheetField::Name, name)]);
    let rows = year(tablet).rows;
    let is_it = |it: &LineLabel| matches!(it, LineLabel::Own(_, own) if own == name);
    rows.iter().find(|it| is_it(&it.label)).expect("it is there").line
}

#[test]
fn staff_of_a_line_that_is_taken_out_stay_in_its_row_and_are_counted_there_no_more() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let line = group(&mut tablet, "一组");
    counts(&mut tablet, 3, "5");
    let of_group = BudgetSheet::Staff(line, month(2026, 4));
    fills(&mut tablet, of_group, &[(SheetField::Quantity, "4")]);
    let sums = |tablet: &mut Tablet<'_>| {
        let view = year(tablet);
        let row = view.rows.iter().find(|it| it.line == LineRef::Row(Row::FormalStaff)).unwrap();
        [2, 3].map(|place| row.months[place].actual.map(|it| it.value))
    };
    assert_eq!(sums(&mut tablet), [Some(5), Some(9)]);
    assert_eq!(actual(&mut tablet, CellAt { line, ..at(Row::FormalStaff, 4) }), Some(4));
    let LineRef::Own(id) = line else { panic!("not an own line") };
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Line(id)));
    does(&mut tablet, BudgetEvent::SheetRemoved);
    assert_eq!(sums(&mut tablet), [Some(5), Some(9)], "they were there");
    does(&mut tablet, BudgetEvent::SheetOpened(of_group));
    assert!(shown(&tablet).sheet.is_none(), "nobody is counted in what is not there");
}

#[test]
fn staff_that_were_counted_in_a_year_before_hold_in_the_next_one() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let before = BudgetSheet::Staff(LineRef::Row(Row::FormalStaff), month(2025, 11));
    fills(&mut tablet, before, &[(SheetField::Quantity, "7")]);
    counts(&mut tablet, 3, "5");
    let mut of = |month| actual(&mut tablet, at(Row::FormalStaff, month));
    assert_eq!([of(1), of(2), of(3)], [Some(7), Some(7), Some(5)]);
}

#[test]
fn what_two_people_counted_differently_says_of_which_row_and_marks_its_cell() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first) = manager(&one, 3);
    plans(&mut first, "预算");
    company.meets(&mut first);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    counts(&mut first, 3, "5");
    year(&mut second);
    counts(&mut second, 3, "6");
    for _ in 0..2 {
        for tablet in [&mut first, &mut second] {
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
    let counted = [&mut first, &mut second].map(|it| actual(it, at(Row::FormalStaff, 3)));
    assert_eq!(counted[0], counted[1]);
    for tablet in [&mut first, &mut second] {
        let needs = tablet.sync_screen().needs;
        let ConflictOf::Budget(place) = &needs.conflicts[0].of else { panic!("of something else") };
        assert_eq!(place.line, Some(LineLabel::Row(Row::FormalStaff)));
        assert_eq!((place.name.as_deref(), place.month), (None, Some(month(2026, 3))));
        assert!(cell(tablet, at(Row::FormalStaff, 3)).is_in_conflict);
        assert!(!cell(tablet, at(Row::FormalStaff, 4)).is_in_conflict);
    }
}
