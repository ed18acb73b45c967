//! Own lines of sales that count the orders of some products: actuals, the rest of the row, and why.

use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, CellAt, CellOf, Closing, TradeEvent};
use jipan_app::view::{BudgetSheetError, LineLabel, SheetField, WhySource};
use jipan_app::{Event, Route};
use jipan_rules::budget::{Figure, LineRef, Row};
use jipan_rules::schema::{FieldId, fields};

use super::budget::{at, does, fills, month, plans, shown, year};
use super::budget_actuals::{takes_orders, why};
use super::orders::{SHOPS, saves, trades};
use super::tablet::{Tablet, disk};

fn product(tablet: &mut Tablet<'_>, code: &str, texts: &[(FieldId, &str)]) {
    let known = tablet.model.book().product_by_code(code).map(|it| it.id);
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(tablet, TradeEvent::ProductOpened(known));
    let code = [(fields::PRODUCT_CODE, code)];
    let texts: Vec<_> = code.into_iter().chain(texts.iter().copied()).collect();
    saves(tablet, &texts, "");
}

/// Orders of 1,000 of 金叶 and 182 of 利群 in October; a plan.
fn sold(tablet: &mut Tablet<'_>) {
    tablet.imports("a.csv", SHOPS);
    let named = |name: &'static str| [(fields::PRODUCT_NAME, name), (fields::PRODUCT_BRAND, name)];
    product(tablet, "P1", &named("金叶"));
    product(tablet, "P2", &named("利群"));
    takes_orders(tablet, "D1,2026-10-05,K1,P1,金叶,10,1000\nD2,2026-10-05,K2,P2,利群,4,182\n");
    plans(tablet, "预算");
}

fn line_of(tablet: &mut Tablet<'_>, name: &str) -> LineRef {
    let rows = year(tablet).rows;
    let found = rows.iter().find(|it| matches!(&it.label, LineLabel::Own(_, own) if own == name));
    found.unwrap_or_else(|| panic!("no line {name}")).line
}

fn counts(tablet: &mut Tablet<'_>, row: Row, (name, goods): (&str, &str)) -> LineRef {
    let texts = [(SheetField::Name, name), (SheetField::Goods, goods)];
    fills(tablet, BudgetSheet::NewLine(row), &texts);
    line_of(tablet, name)
}

/// What stands in one cell, of a row with own lines in that of all of it or that of the rest.
fn actual(tablet: &mut Tablet<'_>, at: CellAt) -> Option<Figure> {
    let view = year(tablet);
    let cells = view.rows.iter().flat_map(|it| &it.months);
    cells.clone().find(|it| it.at == at).unwrap_or_else(|| panic!("no {at:?}")).actual
}

fn october(line: LineRef) -> CellAt {
    CellAt { line, ..at(Row::SalesRevenue, 10) }
}

fn rest(row: Row) -> CellAt {
    CellAt { of: CellOf::Rest, ..at(row, 10) }
}

#[test]
fn a_line_of_a_brand_counts_its_orders_and_the_rest_of_the_row_those_of_no_line() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    let line = counts(&mut tablet, Row::SalesRevenue, ("大牌", "brand;金叶"));
    let mut of = |at: CellAt| actual(&mut tablet, at);
    assert_eq!(of(october(line)), Some(Figure::known(100_000)));
    assert_eq!(of(rest(Row::SalesRevenue)), Some(Figure::known(18_200)));
    assert_eq!(of(at(Row::SalesRevenue, 10)), Some(Figure::known(118_200)), "as before");
    assert_eq!(of(at(Row::SalesVolume, 10)), Some(Figure::known(14)), "of no line");

    takes_orders(&mut tablet, "D3,2026-10-09,K1,P1,金叶,2,200\n");
    assert_eq!(actual(&mut tablet, october(line)), Some(Figure::known(120_000)));
    let mut amounts = |at: CellAt| -> Vec<i64> {
        let sources = why(&mut tablet, BudgetWhy::Actual(at)).sources;
        let amount = |it: &WhySource| match it {
            WhySource::Order { amount, .. } => *amount,
            other => panic!("not an order: {other:?}"),
        };
        sources.iter().map(amount).collect()
    };
    let (mine, others) = (amounts(october(line)), amounts(rest(Row::SalesRevenue)));
    assert_eq!((mine.len(), mine.iter().sum::<i64>()), (2, 120_000));
    assert_eq!(others, [18_200]);
}

#[test]
fn a_product_that_is_of_another_brand_now_is_counted_there() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    let line = counts(&mut tablet, Row::SalesVolume, ("大牌", "brand;金叶"));
    assert_eq!(actual(&mut tablet, october(line)), Some(Figure::known(10)));
    product(&mut tablet, "P2", &[(fields::PRODUCT_NAME, "利群"), (fields::PRODUCT_BRAND, "金叶")]);
    assert_eq!(actual(&mut tablet, october(line)), Some(Figure::known(14)));
    assert_eq!(actual(&mut tablet, rest(Row::SalesVolume)), Some(Figure::known(0)));
}

#[test]
fn what_a_line_cost_is_unknown_where_its_products_have_no_cost_and_only_there() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    product(&mut tablet, "P2", &[(fields::PRODUCT_NAME, "利群"), (fields::PRODUCT_COST, "30")]);
    let line = counts(&mut tablet, Row::CostOfGoods, ("大牌", "brand;金叶"));
    let unknown = Figure { value: 0, n_unknown: 1 };
    assert_eq!(actual(&mut tablet, october(line)), Some(unknown));
    let whole = actual(&mut tablet, at(Row::CostOfGoods, 10)).unwrap();
    let others = actual(&mut tablet, rest(Row::CostOfGoods)).unwrap();
    assert_eq!(whole.n_unknown, 1 + others.n_unknown);
    assert_eq!(whole.value, others.value);
}

#[test]
fn of_two_lines_that_could_count_a_product_the_first_does_and_no_two_say_the_same() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    let class = [(fields::PRODUCT_NAME, "金叶"), (fields::PRODUCT_CLASS, "一类")];
    product(&mut tablet, "P1", &class);
    let first = counts(&mut tablet, Row::SalesRevenue, ("一类烟", "class;1"));
    let second = counts(&mut tablet, Row::SalesRevenue, ("金叶牌", "brand;金叶"));
    assert_eq!(actual(&mut tablet, october(first)), Some(Figure::known(100_000)));
    assert_eq!(actual(&mut tablet, october(second)), Some(Figure::known(0)));
    let again = [(SheetField::Name, "又一行"), (SheetField::Goods, "brand;金叶")];
    fills(&mut tablet, BudgetSheet::NewLine(Row::SalesRevenue), &again);
    let errors = shown(&tablet).sheet.as_ref().map(|it| it.errors.clone());
    assert_eq!(errors, Some(vec![(SheetField::Goods, BudgetSheetError::GoodsTaken)]));
    does(&mut tablet, BudgetEvent::SheetClosed);
    // Whoever takes the first out gives its products to the second.
    let LineRef::Own(id) = first else { panic!("not an own line") };
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Line(id)));
    does(&mut tablet, BudgetEvent::SheetRemoved);
    assert_eq!(actual(&mut tablet, october(second)), Some(Figure::known(100_000)));
}

/// What stands in all cells of October below revenue, and what their "why" says of them, the terms with their signs.
fn october_with_why(tablet: &mut Tablet<'_>, cells: &[CellAt]) -> Vec<(i64, i64)> {
    let of = |at: &CellAt| {
        let figure = actual(tablet, *at).unwrap().value;
        let why = why(tablet, BudgetWhy::Actual(*at));
        assert_eq!(why.figure.map(|it| it.value), Some(figure), "{at:?}");
        let terms =
            why.lines.iter().map(|it| if it.is_minus { -it.figure.value } else { it.figure.value });
        (figure, terms.sum())
    };
    cells.iter().map(of).collect()
}

#[test]
fn lines_and_the_rest_are_the_row_to_the_fen_without_the_tax_and_each_why_adds_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    let line = counts(&mut tablet, Row::SalesRevenue, ("大牌", "brand;金叶"));
    super::budget_tax::takes_tax_out(&mut tablet, "13");
    let cells = [october(line), rest(Row::SalesRevenue), at(Row::SalesRevenue, 10)];
    let all = october_with_why(&mut tablet, &cells);
    // 1,182.00 ÷ 1.13 = 1,046.02 and 1,000.00 ÷ 1.13 = 884.96: the rest is what is left of it.
    assert_eq!(all, [(88_496, 88_496), (16_106, 16_106), (104_602, 104_602)]);
}

#[test]
fn a_line_that_is_made_after_a_month_was_closed_corrects_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    sold(&mut tablet);
    let first = counts(&mut tablet, Row::SalesRevenue, ("利群牌", "brand;利群"));
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    let line = counts(&mut tablet, Row::SalesRevenue, ("大牌", "brand;金叶"));
    let corrections = |tablet: &mut Tablet<'_>| -> Vec<i64> {
        let view = year(tablet);
        let cells = view.rows.iter().flat_map(|it| it.months.iter().chain([&it.year]));
        cells.filter_map(|it| it.correction).collect()
    };
    assert_eq!(corrections(&mut tablet), Vec::<i64>::new());
    let cells = [october(first), october(line), rest(Row::SalesRevenue), at(Row::SalesRevenue, 10)];
    let all = october_with_why(&mut tablet, &cells);
    assert_eq!(all.last(), Some(&(118_200, 118_200)), "the row is made of its lines and the rest");

    // What comes late is a correction of the row.
    takes_orders(&mut tablet, "D9,2026-10-20,K2,P2,利群,1,50\n");
    let row = year(&mut tablet)
        .rows
        .iter()
        .find(|it| it.line == LineRef::Row(Row::SalesRevenue))
        .cloned();
    assert_eq!(row.and_then(|it| it.months[9].correction), Some(5_000));
    let all = october_with_why(&mut tablet, &[at(Row::SalesRevenue, 10)]);
    assert_eq!(all, [(123_200, 123_200)]);
}
