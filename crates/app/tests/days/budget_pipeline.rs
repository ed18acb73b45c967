//! The weighted opportunities as a forecast: what they said on the first of a month against what it came to, and
//! what was ordered already in the present month. Not here: the other ways.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetWhy, FunnelEvent, SheetEdit};
use jipan_app::view::{BudgetBody, GapView, MethodView, WhyTerm};
use jipan_rules::budget::{Method, Row};
use jipan_rules::funnel::Turn;

use super::budget::{does, month, part, plans};
use super::budget_actuals::{takes_orders, why};
use super::funnel_add::{board, day, days_pass, enters, expects};
use super::funnel_closing::with_order;
use super::funnel_sheets::{done, edits};
use super::tablet::{Tablet, disk};

fn gap(tablet: &mut Tablet<'_>) -> GapView {
    match &part(tablet, BudgetPart::Gap).body {
        BudgetBody::Gap(view) => (**view).clone(),
        other => panic!("not the gap: {other:?}"),
    }
}

fn pipeline(tablet: &mut Tablet<'_>) -> MethodView {
    let row = gap(tablet).rows.into_iter().find(|it| it.row == Row::SalesRevenue).unwrap();
    *row.methods.iter().find(|it| it.method == Method::Pipeline).unwrap()
}

/// What the pipeline expects of the months of the year that is shown.
fn expected(tablet: &mut Tablet<'_>) -> Vec<i64> {
    let row = gap(tablet).rows.into_iter().find(|it| it.row == Row::SalesRevenue).unwrap();
    row.months.iter().map(|it| it.forecast).collect()
}

/// Two opportunities that are expected in December: of 1,000.00 and of 400.00 yuan.
fn with_deals(disk: &super::tablet::Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    let one = enters(&mut tablet, "城东店");
    expects(&mut tablet, one, day(28), "1000");
    let two = enters(&mut tablet, "城西店");
    expects(&mut tablet, two, day(13), "400");
    plans(&mut tablet, "预算");
    does(&mut tablet, BudgetEvent::MethodChosen(Row::SalesRevenue, Method::Pipeline));
    tablet
}

#[test]
fn the_error_of_the_pipeline_is_what_it_said_on_the_first_of_a_month_against_what_that_brought() {
    let disk = disk();
    let mut tablet = with_deals(&disk);
    assert_eq!(pipeline(&mut tablet).error, None, "no full month since the first opportunity");
    // On December 1st: 1,000.00 in 19 days at 35 %, 400.00 in 4 days at 70 %, so 630.00.
    takes_orders(&mut tablet, "D1,2026-11-20,K1,P1,金叶,10,90\n");
    days_pass(&mut tablet, 41);
    takes_orders(&mut tablet, "D2,2026-12-20,K1,P1,金叶,10,500\n");
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 1)));
    assert_eq!(pipeline(&mut tablet).error, Some((2_600, 1)), "130.00 wrong of 500.00");
    // What is noted later changes nothing of what it said then.
    let late = enters(&mut tablet, "城北店");
    expects(&mut tablet, late, day(45), "9000");
    assert_eq!(pipeline(&mut tablet).error, Some((2_600, 1)));
    // An order of December that comes later does.
    takes_orders(&mut tablet, "D3,2026-12-28,K2,P1,金叶,10,130\n");
    assert_eq!(pipeline(&mut tablet).error, Some((0, 1)), "630.00 of 630.00");
}

#[test]
fn what_was_ordered_in_the_present_month_is_added_to_what_is_to_come_in_it() {
    let disk = disk();
    let mut tablet = with_deals(&disk);
    // On November 22nd: 28 days at 35 %, 13 days at 50 %.
    assert_eq!(expected(&mut tablet)[11], 35_000 + 20_000);
    days_pass(&mut tablet, 9);
    assert_eq!(expected(&mut tablet)[11], 35_000 + 28_000);
    takes_orders(&mut tablet, "D1,2026-12-01,K1,P1,金叶,10,123.45\n");
    assert_eq!(expected(&mut tablet)[11], 63_000 + 12_345);
    let december = BudgetWhy::Forecast(Row::SalesRevenue, Some(month(2026, 12)));
    let said = why(&mut tablet, december);
    assert_eq!(said.figure.map(|it| it.value), Some(75_345));
    let terms: i64 = said.lines.iter().map(|it| it.figure.value).sum();
    assert_eq!(terms, 75_345, "{:?}", said.lines);
    let is_ordered = |term: &WhyTerm| matches!(term, WhyTerm::Ordered);
    let ordered = said.lines.iter().find(|it| is_ordered(&it.term));
    assert_eq!(ordered.map(|it| it.figure.value), Some(12_345));
    // A month that is over is what it came to, and one to come has only what is weighted.
    let all = expected(&mut tablet);
    days_pass(&mut tablet, 31);
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 1)));
    assert_eq!((all[11], expected(&mut tablet)[11]), (75_345, 12_345));
}

#[test]
fn an_order_that_an_opportunity_came_to_counts_once_and_as_ordered() {
    let disk = disk();
    let (mut tablet, order, deals) = with_order(&disk, 1);
    plans(&mut tablet, "预算");
    does(&mut tablet, BudgetEvent::MethodChosen(Row::SalesRevenue, Method::Pipeline));
    // 1,000.00 is ordered, and 800.00 in 5 days at 70 % are expected.
    assert_eq!(expected(&mut tablet)[10], 100_000 + 56_000);
    board(&mut tablet);
    tablet.happens(Event::Funnel(FunnelEvent::Turned { deal: deals[0], to: Turn::Ordered }));
    edits(&mut tablet, SheetEdit::Order(Some(order)));
    done(&mut tablet);
    assert_eq!(expected(&mut tablet)[10], 100_000);
}
