//! Tests of what the sample sells and plans.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::budget::{
    BudgetField, BudgetKey, Driver, FiscalYear, LineRef, Method, Row, RowKind, Series, error,
    smoothing,
};
use jipan_rules::funnel::{Fact, ServiceSort};
use jipan_rules::order::OrderStatus;
use jipan_rules::period::Month;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::setting::RulesOn;
use jipan_rules::values::ids::PersonId;
use jipan_rules::{NaiveDate, Uuid};

use super::tests::{load, load_with, today};
use super::trade::months;
use crate::change::{CHANGE_BYTES_MAX, CHANGE_RECORDS_MAX, Change};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn there_are_orders_of_24_full_months_and_of_the_present_one_up_to_today() {
    let (book, _) = load(today());
    let all: Vec<_> = book.all_orders().map(|(_, it)| it).collect();
    assert!((6_000..=9_000).contains(&all.len()), "{}", all.len());
    assert!(all.iter().all(|it| it.on <= today()));
    let first = Month::of(today()).back(24);
    let by_month = all.iter().fold(BTreeMap::new(), |mut sums: BTreeMap<Month, usize>, it| {
        *sums.entry(Month::of(it.on)).or_default() += 1;
        sums
    });
    assert_eq!(by_month.len(), 25);
    assert_eq!(by_month.first_key_value().map(|it| *it.0), Some(first));
    assert!(by_month.values().all(|n| *n > 200));
    let n_cancelled = all.iter().filter(|it| it.status == OrderStatus::Cancelled).count();
    let n_returns = all.iter().filter(|it| it.amount() < 0).count();
    assert!((50..200).contains(&n_cancelled) && (50..200).contains(&n_returns));
    assert!(all.iter().all(|it| it.odd_moves == 0));
    let numbers: BTreeSet<&str> = all.iter().map(|it| it.number).collect();
    assert_eq!(numbers.len(), all.len(), "each has a number of its own");
}

#[test]
fn shops_of_the_sample_are_of_every_tier() {
    let (book, _) = load(today());
    let rules = RulesOn::default();
    let tier = |row| crate::standing::tier_facts(&book, row, today(), &rules).value;
    let tiers = book.rows().map(tier).filter(|it| !it.no_orders).map(|it| it.tier);
    assert_eq!(tiers.collect::<BTreeSet<u8>>(), (1..=8).collect());
}

#[test]
fn one_product_of_the_sample_has_no_cost_and_the_others_earn_something() {
    let (book, _) = load(today());
    let amount = |code: &str, field: FieldId| {
        let product = book.product(crate::product_id_of(code)).unwrap();
        match product.value_on(field, today()) {
            Some(jipan_rules::value::Value::Integer(amount)) => Some(*amount),
            Some(other) => panic!("{other:?} is no price"),
            None => None,
        }
    };
    for n in 1..=9 {
        let code = format!("YP{n:02}");
        assert!(amount(&code, fields::PRODUCT_COST) < amount(&code, fields::PRODUCT_PRICE));
        assert!(amount(&code, fields::PRODUCT_COST).is_some(), "{code}");
    }
    assert_eq!(amount("YP10", fields::PRODUCT_COST), None);
    let new = crate::product_id_of("YP10");
    let sold = book.all_orders().filter(|(_, it)| it.lines.iter().any(|line| line.product == new));
    let months: BTreeSet<Month> = sold.map(|(_, it)| Month::of(it.on)).collect();
    let now = Month::of(today());
    assert_eq!(months, BTreeSet::from([now.back(2), now.back(1), now]), "before, all is known");
}

#[test]
fn before_the_spring_festival_and_in_summer_more_is_sold_and_each_year_a_little_more() {
    let months = months(today());
    let of = |year: u16, number: u8| {
        let it = months.iter().find(|it| (it.month.year(), it.month.number()) == (year, number));
        it.unwrap().sum().0
    };
    assert!(of(2026, 1) > of(2026, 3) && of(2026, 7) > of(2026, 4));
    let year = |year| (1..=10).map(|number| of(year, number)).sum::<i64>();
    let growth = year(2026) * 100 / year(2025);
    assert!((102..=115).contains(&growth), "{growth} %");
    let values: Vec<i64> = months.iter().take(24).map(|it| it.sum().0).collect();
    let series = Series { first: months[0].month, values };
    assert_eq!(smoothing(&series, 12).unwrap().len(), 12);
    for method in [Method::LastYear, Method::Smoothing] {
        let wrong = error(method, &series, 10_000).unwrap();
        assert!(wrong.n_months == 12 && wrong.rate < 2_000, "{method:?} {wrong:?}");
    }
}

#[test]
fn services_of_both_kinds_are_noted_each_month() {
    let (book, _) = load(today());
    let mut seen = BTreeSet::new();
    for row in book.funnel_rows() {
        for it in book.facts(row) {
            if let Fact::Service(service) = &it.fact {
                assert!(it.fact.fault().is_none());
                seen.insert((service.sort, Month::of(service.on)));
            }
        }
    }
    for sort in [ServiceSort::AfterSales, ServiceSort::ValueAdded] {
        let n = seen.iter().filter(|(it, _)| *it == sort).count();
        assert!(n >= 24, "{sort:?} in {n} months");
    }
}

#[test]
fn the_plan_is_of_the_fiscal_year_that_the_company_has() {
    for start in [1, 4, 7, 12] {
        let (book, _) = load_with(today(), start);
        let year = FiscalYear::of_day(today(), start);
        let key = BudgetKey::of(BudgetField::PlanInForce, Uuid::nil()).at(year.first);
        let plan: Uuid = book.budget_value(key).unwrap().parse().unwrap();
        for month in year.months() {
            let line = LineRef::Row(Row::SalesRevenue);
            let key = BudgetKey::cell(jipan_rules::budget::PlanId(plan), line, month);
            assert_ne!(book.budget_value(key), Some("0"), "{start} {month}");
            assert!(book.budget_value(key).is_some(), "{start} {month}");
        }
    }
}

#[test]
fn one_plan_is_in_force_with_cells_of_every_row_and_targets_and_measures() {
    let (book, _) = load(today());
    let year = FiscalYear::of_day(today(), 1);
    let key = BudgetKey::of(BudgetField::PlanInForce, Uuid::nil()).at(year.first);
    let plan: Uuid = book.budget_value(key).unwrap().parse().unwrap();
    assert_eq!(book.budget_field(BudgetField::PlanYear).count(), 1);
    for row in Row::ALL.into_iter().filter(|it| it.kind() == RowKind::Entered) {
        for month in year.months() {
            let key = BudgetKey::cell(jipan_rules::budget::PlanId(plan), LineRef::Row(row), month);
            let value: i64 = book.budget_value(key).unwrap().parse().unwrap();
            assert!(value > 0, "{row:?} {month}");
        }
    }
    assert!(book.budget_of(BudgetField::PlanTarget, plan).count() >= 3);
    let arms = book.budget_field(BudgetField::MeasureArm).map(|(_, arm)| arm.to_owned());
    assert_eq!(arms.collect::<BTreeSet<_>>().len(), 4, "one on each arm");
    let drivers = book.budget_field(BudgetField::LineDriver);
    assert_eq!(drivers.filter_map(|(_, it)| it.parse::<Driver>().ok()).count(), 2);
    let parents: Vec<_> = book.budget_field(BudgetField::LineParent).map(|(_, it)| it).collect();
    assert_eq!(parents.len(), 4);
    assert!(parents.iter().all(|it| Row::from_code(it.parse().unwrap()).is_some()));
}

#[test]
fn expenses_of_the_last_year_are_approved_but_one_and_those_of_this_month_wait() {
    let (book, _) = load(today());
    let mut n_waiting = 0;
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    let mut months = BTreeSet::new();
    for (key, on) in book.budget_field(BudgetField::ExpenseOn) {
        let on: NaiveDate = on.parse().unwrap();
        assert!(on <= today());
        months.insert(Month::of(on));
        assert_eq!(key.part, PersonId::new(Uuid::from_u128(1)).uuid());
        let of = |field| book.budget_value(BudgetKey::of(field, key.of).part(key.part));
        assert!(of(BudgetField::ExpenseAmount).unwrap().parse::<i64>().unwrap() > 0);
        let line = of(BudgetField::ExpenseLine).unwrap().parse().unwrap();
        assert!(LineRef::from_uuid(line).is_some());
        if let Some(verdict) = of(BudgetField::ExpenseVerdict) {
            let (word, judged) = verdict.split_once(';').unwrap();
            assert_eq!(judged.split(';').next(), of(BudgetField::ExpenseAmount));
            *verdicts.entry(word.to_owned()).or_default() += 1;
        } else {
            assert_eq!(Month::of(on), Month::of(today()));
            n_waiting += 1;
        }
    }
    assert_eq!(months.len(), 13);
    assert_eq!(verdicts.get("approved"), Some(&71));
    assert_eq!(verdicts.len(), 2);
    assert!(n_waiting > 0);
}

#[test]
fn the_sample_keeps_the_limits_of_changes_and_weighs_little() {
    for today in [today(), day(2027, 1, 1), day(2028, 2, 29), day(2026, 12, 31)] {
        let (book, changes) = load(today);
        let sizes = changes.iter().map(|it| it.encode().unwrap().len());
        assert!(sizes.clone().all(|it| it <= CHANGE_BYTES_MAX));
        assert!(sizes.sum::<usize>() < 1_500_000, "bytes");
        let n_customers = |it: &Change| it.customers().len();
        assert!(changes.iter().all(|it| n_customers(it) <= CHANGE_RECORDS_MAX));
        assert!(book.all_orders().all(|(_, it)| it.on <= today));
        assert_eq!(months(today).len(), 25);
    }
}
