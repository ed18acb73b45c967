//! The table: what is derived follows its formula, whatever is entered. Rulebook 1.21, example 8.

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::budget::{
    Driver, Drivers, Figure, LineId, LineRef, OwnLine, Row, RowKind, RowUnit, Table, Twelve, rate,
};
use jipan_rules::values::UnitPrice;
use proptest::prelude::*;

fn line(n: u128, parent: Row, driver: Option<Driver>) -> OwnLine {
    OwnLine { id: LineId(Uuid::from_u128(n << 64)), parent, driver }
}

fn first_month(value: i64) -> Twelve {
    core::array::from_fn(|place| (place == 0).then_some(Figure::known(value)))
}

fn entered(values: &[(Row, i64)]) -> BTreeMap<LineRef, Twelve> {
    values.iter().map(|(row, value)| (LineRef::Row(*row), first_month(*value))).collect()
}

/// Revenue 600k + 150k + 50k, goods 520k, fixed 120k.
fn example() -> BTreeMap<LineRef, Twelve> {
    entered(&[
        (Row::SalesRevenue, 60_000_000),
        (Row::AfterSalesRevenue, 15_000_000),
        (Row::ValueAddedRevenue, 5_000_000),
        (Row::CostOfGoods, 52_000_000),
        (Row::FixedExpense, 12_000_000),
    ])
}

fn all(of: impl Fn(Row) -> Option<Figure>) -> [i64; 4] {
    [Row::GrossProfit, Row::GrossMargin, Row::PreTaxProfit, Row::ProfitRate]
        .map(|row| of(row).unwrap().value)
}

#[test]
fn the_worked_example_comes_to_280k_35_percent_96k_and_12_percent() {
    let driven = line(1, Row::VariableExpense, Some(Driver::Revenue(800)));
    let table = Table::of(&[driven], &example(), Drivers::Apply);
    let wanted = [28_000_000, 3_500, 9_600_000, 1_200];
    assert_eq!(all(|row| table.month(LineRef::Row(row), 0)), wanted);
    assert_eq!(all(|row| table.year(LineRef::Row(row))), wanted);
    assert_eq!(all(|row| table.so_far(LineRef::Row(row), 3)), wanted);
    let variable = table.month(LineRef::Row(Row::VariableExpense), 0);
    assert_eq!(variable, Some(Figure::known(6_400_000)));
    assert_eq!(table.month(LineRef::Row(Row::GrossProfit), 1), None, "nothing was said of it");
}

#[test]
fn what_is_typed_into_a_driven_line_of_a_plan_does_not_count_and_of_actuals_it_does() {
    let driven = line(1, Row::VariableExpense, Some(Driver::Revenue(800)));
    let mut entered = example();
    entered.insert(LineRef::Own(driven.id), first_month(1));
    let of = |drivers| {
        Table::of(&[driven], &entered, drivers).month(LineRef::Row(Row::VariableExpense), 0)
    };
    assert_eq!(of(Drivers::Apply), Some(Figure::known(6_400_000)));
    assert_eq!(of(Drivers::Entered), Some(Figure::known(1)));
}

#[test]
fn each_driver_follows_its_base() {
    let price = UnitPrice::new(12_500);
    let lines = [
        line(1, Row::VariableExpense, Some(Driver::Volume(price))),
        line(2, Row::VariableExpense, Some(Driver::Visits(price))),
        line(3, Row::VariableExpense, Some(Driver::Heads(price))),
        line(4, Row::SalesVolume, Some(Driver::Visits(price))),
    ];
    let mut entered = entered(&[
        (Row::SalesVolume, 10),
        (Row::Visits, 20),
        (Row::FormalStaff, 3),
        (Row::NonFormalStaff, 1),
    ]);
    entered.insert(LineRef::Own(lines[3].id), first_month(6));
    let table = Table::of(&lines, &entered, Drivers::Apply);
    let of = |at: usize| table.month(LineRef::Own(lines[at].id), 0).unwrap().value;
    assert_eq!([of(0), of(1), of(2)], [2_000, 2_500, 500], "16 units, 20 visits, 4 heads");
    assert_eq!(of(3), 6, "only a line of expense is driven");
    let bare = Table::of(&lines[..1], &BTreeMap::new(), Drivers::Apply);
    assert_eq!(bare.month(LineRef::Own(lines[0].id), 0), None, "no volume is not a volume of 0");
}

#[test]
fn what_is_unknown_is_carried_and_never_taken_for_0() {
    let mut entered = example();
    let cost = Figure { value: 52_000_000, n_unknown: 3 };
    let mut months = [None; 12];
    months[0] = Some(cost);
    entered.insert(LineRef::Row(Row::CostOfGoods), months);
    let table = Table::of(&[], &entered, Drivers::Entered);
    for row in [Row::GrossProfit, Row::GrossMargin, Row::PreTaxProfit, Row::ProfitRate] {
        assert_eq!(table.month(LineRef::Row(row), 0).unwrap().n_unknown, 3, "{row:?}");
        assert!(!table.year(LineRef::Row(row)).unwrap().is_known(), "{row:?}");
    }
    assert!(table.month(LineRef::Row(Row::SalesRevenue), 0).unwrap().is_known());
}

#[test]
fn a_rate_of_a_year_is_the_ratio_of_its_sums() {
    let two = |one, other| {
        let mut months = [None; 12];
        (months[0], months[1]) = (Some(Figure::known(one)), Some(Figure::known(other)));
        months
    };
    let entered = BTreeMap::from([
        (LineRef::Row(Row::SalesRevenue), two(100, 900)),
        (LineRef::Row(Row::CostOfGoods), two(50, 810)),
    ]);
    let margin = LineRef::Row(Row::GrossMargin);
    let table = Table::of(&[], &entered, Drivers::Apply);
    assert_eq!(table.month(margin, 0).unwrap().value, 5_000);
    assert_eq!(table.month(margin, 1).unwrap().value, 1_000);
    assert_eq!(
        table.year(margin).unwrap().value,
        1_400,
        "140 of 1,000, not the mean of 50 and 10 %"
    );
    assert_eq!(table.so_far(margin, 0), table.month(margin, 0));
    let none = Table::of(&[], &self::entered(&[(Row::CostOfGoods, 5)]), Drivers::Apply);
    assert_eq!(none.month(margin, 0), None, "nothing can be divided by no revenue");
    assert_eq!(none.month(LineRef::Row(Row::GrossProfit), 0), Some(Figure::known(-5)));
}

#[test]
fn heads_of_a_year_are_the_mean_of_the_months_that_have_a_number() {
    let mut months = [None; 12];
    for (month, heads) in months.iter_mut().zip([4, 5, 5]) {
        *month = Some(Figure::known(heads));
    }
    let formal = LineRef::Row(Row::FormalStaff);
    let table = Table::of(&[], &BTreeMap::from([(formal, months)]), Drivers::Apply);
    assert_eq!(table.year(formal), Some(Figure::known(467)), "4.67 heads");
    assert_eq!(table.so_far(formal, 0), Some(Figure::known(400)));
    assert_eq!(table.year(LineRef::Row(Row::NonFormalStaff)), None);
}

#[test]
fn a_driver_is_read_as_it_is_written_and_nothing_else_is() {
    for text in ["revenue;800", "volume;12500", "visits;0", "heads;30000000"] {
        assert_eq!(text.parse::<Driver>().unwrap().to_string(), text);
    }
    for text in ["", "revenue", "revenue;", "revenue;-1", "revenue;+1", "revenue;100001", "sun;1"] {
        assert!(text.parse::<Driver>().is_err(), "{text}");
    }
}

/// Any own lines, drivers among them, below any rows.
fn any_lines() -> impl Strategy<Value = Vec<OwnLine>> {
    let driver = prop::option::of(prop_oneof![
        (0..=100_000_u32).prop_map(Driver::Revenue),
        (0..1_000_000_i64).prop_map(|it| Driver::Volume(UnitPrice::new(it))),
        (0..1_000_000_i64).prop_map(|it| Driver::Visits(UnitPrice::new(it))),
        (0..1_000_000_i64).prop_map(|it| Driver::Heads(UnitPrice::new(it))),
    ]);
    let below = prop::sample::select(Row::ALL.to_vec());
    prop::collection::vec((below, driver), 0..8).prop_map(|all| {
        (1..).zip(all).map(|(n, (parent, driver))| line(n, parent, driver)).collect()
    })
}

/// What somebody types, cell by cell: of which row or own line, in which month, what.
type Edit = (usize, usize, Option<(i64, u32)>);

fn any_edits() -> impl Strategy<Value = Vec<Edit>> {
    let value = prop::option::of((-1_000_000_000_000_i64..1_000_000_000_000, 0..3_u32));
    prop::collection::vec((0..28_usize, 0..12_usize, value), 0..60)
}

fn value(of: Option<Figure>) -> i64 {
    of.map_or(0, |it| it.value)
}

/// Holds a table against the formulas of the rulebook, for months, the year and up to each month.
fn assert_formulas(table: &Table, lines: &[OwnLine]) {
    let spans: [&dyn Fn(Row) -> Option<Figure>; 3] = [
        &|row| table.month(LineRef::Row(row), 4),
        &|row| table.so_far(LineRef::Row(row), 7),
        &|row| table.year(LineRef::Row(row)),
    ];
    for of in spans {
        let revenue = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];
        let revenue = revenue.map(|row| value(of(row))).iter().sum::<i64>();
        let gross = revenue - value(of(Row::CostOfGoods));
        let profit = gross - value(of(Row::FixedExpense)) - value(of(Row::VariableExpense));
        assert_eq!(value(of(Row::GrossProfit)), gross);
        assert_eq!(value(of(Row::PreTaxProfit)), profit);
        let ratio =
            |part| rate(Some(Figure::known(part)), Some(Figure::known(revenue))).map(|it| it.value);
        let known = |row| of(row).map(|it| it.value);
        if revenue != 0 {
            assert_eq!(known(Row::GrossMargin), ratio(gross));
            assert_eq!(known(Row::ProfitRate), ratio(profit));
        }
    }
    for row in Row::ALL.into_iter().filter(|it| it.kind() == RowKind::Entered) {
        let of_row = || lines.iter().filter(move |it| it.parent == row);
        for place in 0..12 {
            let own = of_row().map(|it| value(table.month(LineRef::Own(it.id), place)));
            let parts = own.sum::<i64>() + value(table.rest(row, place));
            assert_eq!(value(table.month(LineRef::Row(row), place)), parts, "{row:?}");
        }
        if row.unit() != RowUnit::Heads {
            let months = table.months(LineRef::Row(row));
            assert_eq!(value(table.year(LineRef::Row(row))), months.map(value).iter().sum::<i64>());
        }
    }
}

proptest! {
    #[test]
    fn after_any_edit_every_derived_row_is_its_formula_and_every_total_the_sum_of_its_parts(
        lines in any_lines(), edits in any_edits(), are_driven in any::<bool>(),
    ) {
        let drivers = if are_driven { Drivers::Apply } else { Drivers::Entered };
        let mut entered: BTreeMap<LineRef, Twelve> = BTreeMap::new();
        for (at, place, value) in edits {
            let own = at.checked_sub(20).map(|at| lines.get(at).map(|it| LineRef::Own(it.id)));
            let Some(line) = own.unwrap_or_else(|| Some(LineRef::Row(Row::ALL[at]))) else { continue };
            let figure = value.map(|(value, n_unknown)| Figure { value, n_unknown });
            entered.entry(line).or_insert([None; 12])[place] = figure;
            assert_formulas(&Table::of(&lines, &entered, drivers), &lines);
        }
    }

    #[test]
    fn numbers_at_the_ends_stop_nothing(
        lines in any_lines(), value in prop::sample::select(vec![i64::MIN, -1, 0, 1, i64::MAX]),
    ) {
        let figure = Some(Figure { value, n_unknown: u32::MAX });
        let all = Row::ALL.map(LineRef::Row).into_iter();
        let entered = all.map(|line| (line, [figure; 12])).collect();
        let table = Table::of(&lines, &entered, Drivers::Apply);
        for row in Row::ALL {
            let _any = table.year(LineRef::Row(row));
        }
    }
}
