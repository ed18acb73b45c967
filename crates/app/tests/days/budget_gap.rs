//! 缺口: a target, what is expected, and the plan that follows.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, BudgetWhy, GapField};
use jipan_app::view::{BudgetBody, GapRow, GapView, SheetField, WhyTerm};
use jipan_rules::budget::{Method, Row};

use super::budget::{does, fills, month, part, planned, plans, shown, year};
use super::tablet::{Tablet, disk};

fn gap(tablet: &mut Tablet<'_>) -> GapView {
    match &part(tablet, BudgetPart::Gap).body {
        BudgetBody::Gap(view) => (**view).clone(),
        other => panic!("not the gap: {other:?}"),
    }
}

fn sales(tablet: &mut Tablet<'_>) -> GapRow {
    gap(tablet).rows.into_iter().find(|it| it.row == Row::SalesRevenue).unwrap()
}

fn types(tablet: &mut Tablet<'_>, field: GapField, text: &str) {
    does(tablet, BudgetEvent::GapTyped(field, text.to_owned()));
    does(tablet, BudgetEvent::GapLeft(field));
}

/// Orders in some months, so many yuan each.
fn orders_of(tablet: &mut Tablet<'_>, months: &[(u16, u16, u32)]) {
    let mut orders = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n".to_owned();
    for (year, number, yuan) in months {
        let row = format!("D{year}{number},{year}-{number:02}-05,K1,P1,金叶,10,{yuan}\n");
        orders.push_str(&row);
    }
    tablet.imports("a.csv", super::orders::SHOPS);
    tablet.imports("orders.csv", orders.as_bytes());
}

#[test]
fn a_company_of_eight_months_gets_no_lopsided_plan() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let months: Vec<_> = (3..=10).map(|it| (2026, it, 100)).collect();
    orders_of(&mut tablet, &months);
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 1)));
    plans(&mut tablet, "预算");
    types(&mut tablet, GapField::Target(Row::SalesRevenue), "1200");
    let row = sales(&mut tablet);
    assert_eq!((row.forecast, row.gap), (Some(120_000), Some(0)));
    assert!(row.months.iter().all(|it| it.forecast == 10_000 && it.proposed == Some(10_000)));
    let of = |method| *row.methods.iter().find(|it| it.method == method).unwrap();
    assert_eq!((of(Method::LastYear).n_lacking, of(Method::Smoothing).n_lacking), (4, 16));
    let why = BudgetWhy::Forecast(Row::SalesRevenue, Some(month(2027, 1)));
    does(&mut tablet, BudgetEvent::WhyOpened(why));
    let why = shown(&tablet).why.clone().unwrap();
    assert_eq!(why.lines.iter().map(|it| &it.term).collect::<Vec<_>>(), [&WhyTerm::MeanOfKnown]);
    // A row in which nothing ever was is not known, whatever is known of others.
    let view = gap(&mut tablet);
    let services = view.rows.iter().find(|it| it.row == Row::AfterSalesRevenue).unwrap();
    let lacking: Vec<u16> = services.methods.iter().map(|it| it.n_lacking).collect();
    assert_eq!((services.forecast, lacking), (None, vec![12, 24, 0]));
    // Of the one the four months without orders are filled, of the other all twelve are not known.
    assert_eq!((row.n_unknown, services.n_unknown), (4, 12));
}

#[test]
fn a_new_version_has_a_free_name_and_the_next_year_begins_from_this_one() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    part(&mut tablet, BudgetPart::Year);
    let begins = |tablet: &mut Tablet<'_>, name: &str| {
        does(tablet, BudgetEvent::PlanBegun(name.to_owned()));
        let sheet = shown(tablet).sheet.clone().unwrap();
        let of = |field| sheet.slots.iter().find(|it| it.field == field).unwrap().clone();
        (of(SheetField::Name).text, of(SheetField::From).choices)
    };
    assert_eq!(begins(&mut tablet, "预算").0, "预算");
    does(&mut tablet, BudgetEvent::SheetDone);
    let first = shown(&tablet).plan.unwrap();
    super::budget::types(&mut tablet, super::budget::at(Row::SalesRevenue, 3), "300");
    assert_eq!(begins(&mut tablet, "预算").0, "预算 2");
    does(&mut tablet, BudgetEvent::SheetDone);
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 1)));
    let (name, from) = begins(&mut tablet, "预算");
    assert_eq!((name.as_str(), from.len()), ("预算", 3), "another year's name is no matter");
    assert_eq!((&from[1].key, from[1].name.as_str()), (&first.0.to_string(), "预算 · 2026-01"));
    does(&mut tablet, BudgetEvent::SheetTyped(SheetField::From, from[1].key.clone()));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(planned(&mut tablet, Row::SalesRevenue)[2], Some(30_000), "its months are moved");
}

/// Twelve full months of orders that come to 850,000 yuan, before a year to plan.
pub(crate) fn a_year_of_orders(tablet: &mut Tablet<'_>) {
    let mut orders = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n".to_owned();
    for n in 0..12_u16 {
        let (year, number) = if n < 2 { (2025, 11 + n) } else { (2026, n - 1) };
        // 70,833.33 and, in two months, two fen more: 850,000.00 in all.
        let amount = if n < 2 { "70833.35" } else { "70833.33" };
        let row = format!("D{n},{year}-{number:02}-05,K1,P1,金叶,10,{amount}\n");
        orders.push_str(&row);
    }
    tablet.imports("a.csv", super::orders::SHOPS);
    tablet.imports("orders.csv", orders.as_bytes());
}

#[test]
fn worked_example_7_through_the_screen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    a_year_of_orders(&mut tablet);
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 1)));
    plans(&mut tablet, "2027年预算");
    let view = gap(&mut tablet);
    assert_eq!((view.n_history, view.open, view.weights), (12, Row::SalesRevenue, [1; 12]));
    types(&mut tablet, GapField::Target(Row::SalesRevenue), "100万");
    let row = sales(&mut tablet);
    assert_eq!((row.forecast, row.target), (Some(85_000_000), Some(100_000_000)));
    assert_eq!((row.gap, row.planned), (Some(15_000_000), None));
    assert!(row.months.iter().all(|it| it.share == Some(1_250_000)));
    does(&mut tablet, BudgetEvent::Planned(Some(Row::SalesRevenue)));
    let row = sales(&mut tablet);
    assert_eq!(row.planned, Some(100_000_000));
    let expected = row.months.iter().map(|it| it.proposed).collect::<Vec<_>>();
    assert_eq!(planned(&mut tablet, Row::SalesRevenue), expected);
    does(&mut tablet, BudgetEvent::WhyOpened(BudgetWhy::Gap(Row::SalesRevenue)));
    let why = shown(&tablet).why.clone().unwrap();
    assert_eq!(why.figure.map(|it| it.value), Some(15_000_000));
    let terms: Vec<_> = why.lines.iter().map(|it| (&it.term, it.figure.value)).collect();
    assert_eq!(terms, [(&WhyTerm::Target, 100_000_000), (&WhyTerm::Forecast, 85_000_000)]);
    assert!(why.lines[1].is_minus && why.sources.len() == 1);
    part(&mut tablet, BudgetPart::Gap);
    tablet.happens(Event::UndoPressed);
    assert_eq!(sales(&mut tablet).planned, None);
}

#[test]
fn a_negative_gap_mirrors_and_weights_and_growth_are_typed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    a_year_of_orders(&mut tablet);
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 1)));
    plans(&mut tablet, "预算");
    types(&mut tablet, GapField::Target(Row::SalesRevenue), "849900");
    let row = sales(&mut tablet);
    assert_eq!(row.gap, Some(-10_000));
    let shares: Vec<i64> = row.months.iter().filter_map(|it| it.share).collect();
    assert_eq!(shares.iter().filter(|it| **it == -834).count(), 4);
    assert_eq!(shares.iter().sum::<i64>(), -10_000);
    types(&mut tablet, GapField::Weights, "1 0 0 0 0 0 0 0 0 0 0 1");
    let shares: Vec<i64> = sales(&mut tablet).months.iter().filter_map(|it| it.share).collect();
    assert_eq!((shares[0], shares[1], shares[11]), (-5_000, 0, -5_000));
    types(&mut tablet, GapField::Weights, "1;2");
    let draft = gap(&mut tablet).weights_draft.unwrap();
    assert!(draft.0 == "1;2" && draft.1.is_some());
    types(&mut tablet, GapField::Growth(Row::SalesRevenue), "10");
    let row = sales(&mut tablet);
    // The months whose last year is not over grow twice.
    assert_eq!((row.growth, row.growth_draft), (11_000, None));
    assert!(row.forecast.unwrap() > 93_500_000);
}

#[test]
fn below_24_months_smoothing_says_what_it_lacks_and_nothing_is_made_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    a_year_of_orders(&mut tablet);
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 1)));
    plans(&mut tablet, "预算");
    let row = sales(&mut tablet);
    let of = |method| *row.methods.iter().find(|it| it.method == method).unwrap();
    assert_eq!((of(Method::Smoothing).total, of(Method::Smoothing).n_lacking), (None, 12));
    assert_eq!(of(Method::LastYear).total, Some(85_000_000));
    does(&mut tablet, BudgetEvent::MethodChosen(Row::SalesRevenue, Method::Smoothing));
    let row = sales(&mut tablet);
    assert_eq!((row.method, row.forecast), (Method::Smoothing, None));
}

#[test]
fn measures_fill_the_gap_with_what_they_are_still_to_bring() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, GapField::Target(Row::SalesRevenue), "1000");
    let texts = [
        (SheetField::Name, "开新户"),
        (SheetField::Expected, "300"),
        (SheetField::Due, "2026-11-01"),
    ];
    fills(&mut tablet, BudgetSheet::NewMeasure, &texts);
    let measures = |tablet: &mut Tablet<'_>| match &part(tablet, BudgetPart::Measures).body {
        BudgetBody::Measures(view) => view.clone(),
        other => panic!("not the measures: {other:?}"),
    };
    let view = measures(&mut tablet);
    let it = view.arms[0].measures[0].clone();
    assert_eq!((it.name.as_str(), it.expected, it.effect, it.is_late), ("开新户", 30_000, 0, true));
    assert_eq!(sales(&mut tablet).measures, 30_000);
    fills(&mut tablet, BudgetSheet::Measure(it.id), &[(SheetField::Effect, "120")]);
    assert_eq!(measures(&mut tablet).arms[0].measures[0].effect, 12_000);
    assert_eq!(sales(&mut tablet).measures, 18_000);
    let bars: Vec<i64> = year(&mut tablet).head.waterfall.iter().map(|it| it.amount).collect();
    assert_eq!(bars, [100_000, 0, 0, 18_000, 82_000]);
    let done = jipan_rules::NaiveDate::from_ymd_opt(2026, 11, 20);
    does(&mut tablet, BudgetEvent::MeasureDone(it.id, done));
    assert_eq!(measures(&mut tablet).arms[0].measures[0].done, done);
    fills(&mut tablet, BudgetSheet::Measure(it.id), &[(SheetField::Expected, "-1")]);
    assert!(!shown(&tablet).sheet.clone().unwrap().errors.is_empty());
    does(&mut tablet, BudgetEvent::SheetRemoved);
    assert!(measures(&mut tablet).arms.iter().all(|it| it.measures.is_empty()));
    tablet.happens(Event::UndoPressed);
    assert_eq!(measures(&mut tablet).arms[0].measures.len(), 1);
}
