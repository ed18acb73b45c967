//! A year that is planned by hand: cells, the year column, filling, clearing, freezing, copying. Also what the
//! other days of the budget share.

use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CellAt, CellOf, Frozen};
use jipan_app::view::{
    BudgetBody, BudgetSheetError, BudgetView, CellView, GridRow, Later, MoneyUnit, ScreenView,
    SheetField, YearView,
};
use jipan_app::{Event, Route};
use jipan_book::Action;
use jipan_rules::budget::{LineRef, PlanId, Row};
use jipan_rules::period::Month;

use super::tablet::{Tablet, disk, today};

/// Does something on a part of the budget.
pub(crate) fn does(tablet: &mut Tablet<'_>, event: BudgetEvent) {
    tablet.happens(Event::Budget(event));
}

/// The screen of a part of the budget.
pub(crate) fn part(tablet: &mut Tablet<'_>, part: BudgetPart) -> Later<BudgetView> {
    tablet.happens(Event::LinkFollowed(Route::Budget(part)));
    shown(tablet)
}

/// What of the budget is shown.
pub(crate) fn shown(tablet: &Tablet<'_>) -> Later<BudgetView> {
    match tablet.model.view().screen {
        ScreenView::Budget(view) => view,
        other => panic!("not the budget: {other:?}"),
    }
}

pub(crate) fn year(tablet: &mut Tablet<'_>) -> YearView {
    match &part(tablet, BudgetPart::Year).body {
        BudgetBody::Year(view) => (**view).clone(),
        other => panic!("not the year: {other:?}"),
    }
}

pub(crate) fn month(year: u16, number: u16) -> Month {
    Month::from_index(year * 12 + number - 1)
}

pub(crate) fn at(row: Row, number: u16) -> CellAt {
    CellAt { line: LineRef::Row(row), of: CellOf::Whole, month: Some(month(2026, number)) }
}

pub(crate) fn whole(row: Row) -> CellAt {
    CellAt { line: LineRef::Row(row), of: CellOf::Whole, month: None }
}

/// Types into a cell and leaves it.
pub(crate) fn types(tablet: &mut Tablet<'_>, at: CellAt, text: &str) {
    does(tablet, BudgetEvent::CellTyped(at, text.to_owned()));
    does(tablet, BudgetEvent::CellLeft(at));
}

/// Fills the open form.
pub(crate) fn fills(tablet: &mut Tablet<'_>, kind: BudgetSheet, texts: &[(SheetField, &str)]) {
    does(tablet, BudgetEvent::SheetOpened(kind));
    for (field, text) in texts {
        does(tablet, BudgetEvent::SheetTyped(*field, (*text).to_owned()));
    }
    does(tablet, BudgetEvent::SheetDone);
}

/// A new version of the year that is shown.
pub(crate) fn plans(tablet: &mut Tablet<'_>, name: &str) -> PlanId {
    part(tablet, BudgetPart::Year);
    fills(tablet, BudgetSheet::NewPlan, &[(SheetField::Name, name)]);
    let view = shown(tablet);
    assert!(view.sheet.is_none(), "{:?}", view.sheet);
    view.plan.expect("it is shown at once")
}

pub(crate) fn row(view: &YearView, row: Row) -> GridRow {
    view.rows.iter().find(|it| it.line == LineRef::Row(row)).unwrap().clone()
}

pub(crate) fn cell(tablet: &mut Tablet<'_>, at: CellAt) -> CellView {
    let view = year(tablet);
    let row = view.rows.iter().rfind(|it| it.line == at.line).unwrap();
    match at.month {
        Some(_) => row.months.iter().find(|it| it.at.month == at.month).unwrap().clone(),
        None => row.year.clone(),
    }
}

/// What is planned in the months of a row.
pub(crate) fn planned(tablet: &mut Tablet<'_>, of: Row) -> Vec<Option<i64>> {
    row(&year(tablet), of).months.iter().map(|it| it.plan).collect()
}

#[test]
fn a_year_is_planned_by_hand_and_what_follows_is_computed_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let view = part(&mut tablet, BudgetPart::Year);
    assert_eq!(view.body, BudgetBody::NoPlan { n_months: 0 });
    assert_eq!(view.parts, BudgetPart::ALL);
    plans(&mut tablet, "2026年预算");
    // Worked example 8, in one month.
    for (row, yuan) in [
        (Row::SalesRevenue, "600,000"),
        (Row::AfterSalesRevenue, "１５００００"),
        (Row::ValueAddedRevenue, "5万"),
        (Row::CostOfGoods, "520000.00"),
        (Row::FixedExpense, "120000"),
    ] {
        types(&mut tablet, at(row, 12), yuan);
    }
    let rate =
        [(SheetField::Name, "提成"), (SheetField::Driver, "revenue"), (SheetField::Rate, "8")];
    fills(&mut tablet, BudgetSheet::NewLine(Row::VariableExpense), &rate);
    let view = year(&mut tablet);
    let of = |of| row(&view, of).months[11].plan;
    assert_eq!(of(Row::VariableExpense), Some(6_400_000));
    assert_eq!((of(Row::GrossProfit), of(Row::GrossMargin)), (Some(28_000_000), Some(3_500)));
    assert_eq!((of(Row::PreTaxProfit), of(Row::ProfitRate)), (Some(9_600_000), Some(1_200)));
    assert_eq!(row(&view, Row::ProfitRate).year.plan, Some(1_200), "a ratio of sums");
    assert_eq!(view.head.profit.0, Some(9_600_000));
    // What is computed is never typed.
    let cell = row(&view, Row::GrossProfit).months[11].clone();
    assert!(!cell.is_editable && row(&view, Row::GrossProfit).is_derived);
    types(&mut tablet, at(Row::GrossProfit, 12), "1");
    assert_eq!(self::cell(&mut tablet, at(Row::GrossProfit, 12)).plan, Some(28_000_000));
}

#[test]
fn money_is_typed_in_the_shown_unit_and_a_year_is_spread_to_the_fen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    does(&mut tablet, BudgetEvent::UnitChosen(MoneyUnit::Wan));
    types(&mut tablet, at(Row::SalesRevenue, 1), "1.5");
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 1)).plan, Some(1_500_000));
    does(&mut tablet, BudgetEvent::Cleared(vec![whole(Row::SalesRevenue)]));
    assert_eq!(planned(&mut tablet, Row::SalesRevenue), [None; 12]);
    does(&mut tablet, BudgetEvent::UnitChosen(MoneyUnit::Yuan));
    // 100.00 over twelve months is 8.34 four times, then 8.33.
    types(&mut tablet, whole(Row::SalesRevenue), "100");
    let months = planned(&mut tablet, Row::SalesRevenue);
    assert_eq!(months[..5], [834, 834, 834, 834, 833].map(Some));
    // Typed again it keeps its pattern.
    types(&mut tablet, whole(Row::SalesVolume), "120");
    types(&mut tablet, at(Row::SalesVolume, 1), "130");
    types(&mut tablet, whole(Row::SalesVolume), "480");
    assert_eq!(planned(&mut tablet, Row::SalesVolume)[..3], [260, 20, 20].map(Some));
    let view = year(&mut tablet);
    assert_eq!(row(&view, Row::SalesVolume).year.plan, Some(480));
    types(&mut tablet, whole(Row::FormalStaff), "7");
    assert_eq!(planned(&mut tablet, Row::FormalStaff), [Some(7); 12], "heads are no sum");
    assert_eq!(row(&year(&mut tablet), Row::FormalStaff).year.plan, Some(7));
    let half = "1.5";
    types(&mut tablet, at(Row::FormalStaff, 2), half);
    let cell = cell(&mut tablet, at(Row::FormalStaff, 2));
    assert_eq!((cell.plan, cell.draft.unwrap().0.as_str()), (Some(7), half), "no half heads");
}

#[test]
fn a_text_that_is_no_number_stays_and_survives_the_death_of_the_tablet() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesRevenue, 1), "很多");
    let bad = cell(&mut tablet, at(Row::SalesRevenue, 1));
    assert!(bad.draft.as_ref().unwrap().1.is_some() && bad.plan.is_none());
    // It blocks nothing.
    types(&mut tablet, at(Row::SalesRevenue, 2), "20");
    does(&mut tablet, BudgetEvent::CellTyped(at(Row::SalesRevenue, 3), "30".to_owned()));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    let bad = cell(&mut tablet, at(Row::SalesRevenue, 1));
    assert_eq!(bad.draft.as_ref().map(|it| it.0.as_str()), Some("很多"));
    assert!(bad.draft.unwrap().1.is_some(), "and it is said so");
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 2)).plan, Some(2_000));
    let typed = cell(&mut tablet, at(Row::SalesRevenue, 3));
    assert_eq!((typed.plan, typed.draft), (None, Some(("30".to_owned(), None))));
    does(&mut tablet, BudgetEvent::CellLeft(at(Row::SalesRevenue, 3)));
    let left = cell(&mut tablet, at(Row::SalesRevenue, 3));
    assert_eq!((left.plan, left.draft), (Some(3_000), None));
    does(&mut tablet, BudgetEvent::CellDropped(at(Row::SalesRevenue, 1)));
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 1)).draft, None);
}

#[test]
fn a_number_is_filled_to_the_right_and_one_undo_takes_it_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::Visits, 11), "5");
    does(&mut tablet, BudgetEvent::CellTyped(at(Row::Visits, 9), "40".to_owned()));
    does(&mut tablet, BudgetEvent::FilledRight(vec![at(Row::Visits, 9)], None));
    let months = planned(&mut tablet, Row::Visits);
    assert_eq!(months[7..], [None, Some(40), Some(40), Some(40), Some(40)]);
    assert_eq!(cell(&mut tablet, at(Row::Visits, 9)).draft, None);
    tablet.happens(Event::UndoPressed);
    let months = planned(&mut tablet, Row::Visits);
    assert_eq!(months[7..], [None, None, None, Some(5), None]);
}

#[test]
fn a_frozen_version_is_not_written_and_one_that_is_open_again_is() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let plan = plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesRevenue, 1), "10");
    does(&mut tablet, BudgetEvent::CellTyped(at(Row::SalesRevenue, 2), "20".to_owned()));
    does(&mut tablet, BudgetEvent::Froze(plan, Frozen::Frozen));
    does(&mut tablet, BudgetEvent::CellLeft(at(Row::SalesRevenue, 2)));
    types(&mut tablet, at(Row::SalesRevenue, 1), "11");
    does(&mut tablet, BudgetEvent::Cleared(vec![whole(Row::SalesRevenue)]));
    does(&mut tablet, BudgetEvent::PlanRemoved(plan));
    let view = year(&mut tablet);
    assert!(!view.is_editable);
    let months = row(&view, Row::SalesRevenue).months;
    assert_eq!((months[0].plan, months[1].plan), (Some(1_000), None));
    let frozen = shown(&tablet).plans[0].frozen.clone();
    assert_eq!(frozen.map(|it| it.0), Some(today()));
    does(&mut tablet, BudgetEvent::Froze(plan, Frozen::Open));
    does(&mut tablet, BudgetEvent::CellLeft(at(Row::SalesRevenue, 2)));
    let kept = cell(&mut tablet, at(Row::SalesRevenue, 2)).plan;
    assert_eq!(kept, Some(2_000), "what was typed meanwhile is not lost");
    tablet.happens(Event::UndoPressed);
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 2)).plan, None);
}

#[test]
fn a_version_is_copied_scaled_compared_put_in_force_and_taken_out() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let first = plans(&mut tablet, "预算");
    types(&mut tablet, whole(Row::SalesRevenue), "100");
    fills(&mut tablet, BudgetSheet::NewPlan, &[(SheetField::Name, "预算")]);
    let sheet = shown(&tablet).sheet.clone().unwrap();
    assert_eq!(sheet.errors, [(SheetField::Name, BudgetSheetError::Taken)]);
    let from = first.0.to_string();
    let texts = [
        (SheetField::Name, "冲高版"),
        (SheetField::From, from.as_str()),
        (SheetField::Scale, "5.55"),
    ];
    fills(&mut tablet, BudgetSheet::NewPlan, &texts);
    let view = shown(&tablet);
    let second = view.plan.unwrap();
    assert_ne!(second, first);
    assert_eq!(view.plans.iter().map(|it| it.is_in_force).collect::<Vec<_>>(), [true, false]);
    assert_eq!(view.plans[1].from.as_deref(), Some("预算"));
    let total = row(&year(&mut tablet), Row::SalesRevenue).year.plan;
    assert_eq!(total, Some(10_555), "100.00 and 5.55 % more, to the fen");
    does(&mut tablet, BudgetEvent::Compared(Some(first)));
    assert_eq!(row(&year(&mut tablet), Row::SalesRevenue).year.compared, Some(10_000));
    does(&mut tablet, BudgetEvent::PutInForce(second));
    assert!(shown(&tablet).plans[0].is_in_force && shown(&tablet).plans[0].id == second);
    fills(&mut tablet, BudgetSheet::RenamePlan(second), &[(SheetField::Name, "定稿")]);
    assert_eq!(shown(&tablet).plans[0].name, "定稿");
    does(&mut tablet, BudgetEvent::PlanRemoved(second));
    assert_eq!(shown(&tablet).plans.len(), 1);
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::EditPlan));
    tablet.happens(Event::UndoPressed);
    let view = shown(&tablet);
    assert_eq!((view.plans.len(), view.plan), (2, Some(second)));
}
