//! The tax is taken out of all amounts at one rate, and put in again: what was entered and closed stays.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetWhy, Closing, RulesEvent};
use jipan_app::view::{BudgetBody, WhyTerm};
use jipan_rules::budget::{Figure, Row};
use jipan_rules::setting::{BudgetRuleKey, RuleKey};

use super::budget::{at, cell, does, month, part, plans, row, shown, year};
use super::budget_actuals::{adds_up, takes_orders, why};
use super::rules::rules;
use super::tablet::{Tablet, disk, today};

const ORDERS: &str = "D1,2026-09-05,K1,P1,金叶,10,1130\nD2,2026-10-05,K2,P2,利群,4,226\n\
    D3,2026-11-09,K1,P1,金叶,2,339\n";

/// From today on the tax is taken out at so many percent.
pub(crate) fn takes_tax_out(tablet: &mut Tablet<'_>, percent: &str) {
    let tell = |tablet: &mut Tablet<'_>, event| tablet.happens(Event::Rules(event));
    rules(tablet);
    tell(tablet, RulesEvent::Opened(Some(RuleKey::Budget(BudgetRuleKey::Tax))));
    tell(tablet, RulesEvent::Typed { slot: 0, text: percent.to_owned() });
    tell(tablet, RulesEvent::DayChosen(Some(today())));
    tell(tablet, RulesEvent::Previewed);
    tell(tablet, RulesEvent::Set);
    assert!(rules(tablet).edit.is_none(), "it is set");
}

fn with_orders(disk: &super::tablet::Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    takes_orders(&mut tablet, ORDERS);
    plans(&mut tablet, "预算");
    tablet
}

#[test]
fn one_rate_is_taken_out_of_all_months_and_everywhere() {
    let disk = disk();
    let mut tablet = with_orders(&disk);
    takes_tax_out(&mut tablet, "13");
    let view = year(&mut tablet);
    assert_eq!(shown(&tablet).vat_out, Some(1_300));
    let revenue = row(&view, Row::SalesRevenue);
    let months = [8, 9, 10].map(|place: usize| revenue.months[place].actual);
    assert_eq!(months, [100_000, 20_000, 30_000].map(|fen| Some(Figure::known(fen))));
    assert_eq!(view.head.revenue.1, Figure::known(150_000));
    assert_eq!(view.head.arms[0].actual, Figure::known(150_000));
    let BudgetBody::Goals(goals) = part(&mut tablet, BudgetPart::Goals).body.clone() else {
        panic!("not the goals")
    };
    assert_eq!(goals.month_actual, 30_000);
    does(&mut tablet, BudgetEvent::ReportExported(month(2026, 10)));
    let report = tablet.reports.pop().unwrap();
    let of_report = report.rows.iter().find(|it| it.line == revenue.line).unwrap();
    assert_eq!((report.vat_out, of_report.actual), (Some(1_300), Some(Figure::known(20_000))));
    takes_tax_out(&mut tablet, "0");
    let gross = cell(&mut tablet, at(Row::SalesRevenue, 9)).actual;
    assert_eq!((gross, shown(&tablet).vat_out), (Some(Figure::known(113_000)), None));
}

#[test]
fn another_rate_corrects_no_month_that_was_closed() {
    let disk = disk();
    let mut tablet = with_orders(&disk);
    let close = |tablet: &mut Tablet<'_>, number| {
        does(tablet, BudgetEvent::MonthClosed(month(2026, number), Closing::Closed));
    };
    let corrected = |tablet: &mut Tablet<'_>| {
        let view = year(tablet);
        let cells = view.rows.iter().flat_map(|it| it.months.iter().chain([&it.year]));
        cells.filter_map(|it| Some((it.at, it.correction?))).collect::<Vec<_>>()
    };
    close(&mut tablet, 9);
    takes_tax_out(&mut tablet, "13");
    assert_eq!(corrected(&mut tablet), []);
    close(&mut tablet, 10);
    assert_eq!(corrected(&mut tablet), []);
    takes_tax_out(&mut tablet, "6");
    assert_eq!(corrected(&mut tablet), []);
    takes_tax_out(&mut tablet, "0");
    assert_eq!(corrected(&mut tablet), []);
}

#[test]
fn a_closed_month_says_its_tax_and_what_came_after() {
    let disk = disk();
    let mut tablet = with_orders(&disk);
    takes_tax_out(&mut tablet, "13");
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    takes_orders(&mut tablet, "D9,2026-10-20,K2,P2,利群,1,113\n");
    let october = at(Row::SalesRevenue, 10);
    let late = cell(&mut tablet, october);
    assert_eq!((late.actual, late.correction), (Some(Figure::known(30_000)), Some(10_000)));
    assert_eq!(cell(&mut tablet, at(Row::GrossProfit, 10)).correction, Some(10_000));
    let said = why(&mut tablet, BudgetWhy::Actual(october));
    let terms: Vec<_> =
        said.lines.iter().map(|it| (it.term.clone(), it.figure.value, it.is_minus)).collect();
    let (with, tax, more) = (WhyTerm::WithTax, WhyTerm::Tax, WhyTerm::Correction);
    assert_eq!(terms, [(with, 22_600, false), (tax, 2_600, true), (more, 10_000, false)]);
    adds_up(&mut tablet);
}
