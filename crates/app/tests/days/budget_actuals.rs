//! What a year came to: orders, services, costs that are not known, expenses, months that were closed.

use jipan_app::Event;
use jipan_app::event::{
    BudgetEvent, BudgetPart, BudgetSheet, BudgetWhy, CellAt, Closing, TradeEvent,
};
use jipan_app::view::{
    BudgetBody, BudgetSheetError, BudgetWhyView, ExpensesView, SheetField, Verdict, WhySource,
    WhyTerm,
};
use jipan_rules::budget::{Figure, LineRef, Row, RowUnit};
use jipan_rules::schema::fields;

use super::budget::{at, cell, does, fills, month, part, plans, row, shown, types, whole, year};
use super::orders::{enters, in_trade, orders_for, saves, sells, trades};
use super::tablet::{Tablet, disk};

const ORDERS: &str = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n\
    D1,2026-09-05,K1,P1,金叶,10,1000\nD2,2026-10-05,K2,P2,利群,4,182\nD3,2026-10-09,K1,P1,金叶,2,200\n";

pub(crate) fn why(tablet: &mut Tablet<'_>, of: BudgetWhy) -> BudgetWhyView {
    does(tablet, BudgetEvent::WhyOpened(of));
    let why = shown(tablet).why.clone();
    does(tablet, BudgetEvent::WhyClosed);
    why.unwrap_or_else(|| panic!("nothing is known of {of:?}"))
}

fn actual(tablet: &mut Tablet<'_>, at: CellAt) -> Option<Figure> {
    cell(tablet, at).actual
}

/// Takes orders of the past in.
pub(crate) fn takes_orders(tablet: &mut Tablet<'_>, rows: &str) {
    let heading = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n";
    tablet.imports("late.csv", format!("{heading}{rows}").as_bytes());
}

fn expenses(tablet: &mut Tablet<'_>) -> ExpensesView {
    match &part(tablet, BudgetPart::Expenses).body {
        BudgetBody::Expenses(view) => view.clone(),
        other => panic!("not the expenses: {other:?}"),
    }
}

#[test]
fn an_order_that_is_entered_changes_month_and_year_at_once() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesRevenue, 11), "1000");
    assert_eq!(actual(&mut tablet, at(Row::SalesRevenue, 11)), None, "nothing was ever ordered");
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 3);
    trades(&mut tablet, TradeEvent::EntryDone);
    let revenue = cell(&mut tablet, at(Row::SalesRevenue, 11));
    assert_eq!(revenue.actual, Some(Figure::known(30_000)));
    assert_eq!(revenue.difference, Some(Figure::known(-70_000)));
    types(&mut tablet, at(Row::SalesRevenue, 12), "5000");
    let so_far = cell(&mut tablet, whole(Row::SalesRevenue)).difference;
    assert_eq!(so_far, Some(Figure::known(-70_000)), "what December is to bring lacks nothing yet");
    does(&mut tablet, BudgetEvent::Cleared(vec![at(Row::SalesRevenue, 12)]));
    assert_eq!(actual(&mut tablet, whole(Row::SalesVolume)), Some(Figure::known(3)));
    let view = year(&mut tablet);
    assert_eq!(row(&view, Row::SalesRevenue).n_left, 2);
    assert_eq!(row(&view, Row::SalesRevenue).run_rate, Some(35_000));
    assert_eq!(view.head.burn_up.actual[10], 30_000);
    assert_eq!(view.head.arms[0].actual, Figure::known(30_000), "of a customer new in this year");
    let why = why(&mut tablet, BudgetWhy::Actual(at(Row::SalesRevenue, 11)));
    let WhySource::Order { name, amount, is_late, .. } = &why.sources[0] else {
        panic!("not an order: {:?}", why.sources)
    };
    assert_eq!((name.as_str(), *amount, *is_late), ("一号店", 30_000, false));
}

#[test]
fn a_cost_that_nobody_said_is_unknown_and_never_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    let one = sells(&mut tablet, "P1", "金叶", "100", "250");
    sells(&mut tablet, "P2", "利群", "45.5", "250");
    tablet.imports("orders.csv", ORDERS.as_bytes());
    plans(&mut tablet, "预算");
    let unknown = Figure { value: 0, n_unknown: 2 };
    assert_eq!(actual(&mut tablet, at(Row::CostOfGoods, 10)), Some(unknown));
    let gross = actual(&mut tablet, at(Row::GrossProfit, 10)).unwrap();
    assert_eq!((gross.value, gross.n_unknown), (38_200, 2));
    tablet.happens(Event::LinkFollowed(jipan_app::Route::Products));
    trades(&mut tablet, TradeEvent::ProductOpened(Some(one)));
    saves(&mut tablet, &[(fields::PRODUCT_CODE, "P1"), (fields::PRODUCT_COST, "60")], "2026-10-01");
    let october = actual(&mut tablet, at(Row::CostOfGoods, 10)).unwrap();
    assert_eq!((october.value, october.n_unknown), (12_000, 1), "one of two is known");
    let september = actual(&mut tablet, at(Row::CostOfGoods, 9)).unwrap();
    assert_eq!((september.value, september.n_unknown), (0, 1), "on its day nobody had said it");
    let why = why(&mut tablet, BudgetWhy::Actual(at(Row::CostOfGoods, 10)));
    let unknown =
        why.sources.iter().filter(|it| matches!(it, WhySource::Order { n_unknown: 1, .. }));
    assert_eq!((why.sources.len(), unknown.count()), (2, 1));
}

#[test]
fn what_comes_after_a_month_was_closed_is_a_correction() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    tablet.imports("orders.csv", ORDERS.as_bytes());
    plans(&mut tablet, "预算");
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 11), Closing::Closed));
    assert!(year(&mut tablet).months.iter().all(|it| it.closed.is_none()), "it is not over");
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    assert!(year(&mut tablet).months[9].closed.is_some());
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 10)).correction, None);
    takes_orders(&mut tablet, "D9,2026-10-20,K2,P2,利群,1,50\n");
    let late = cell(&mut tablet, at(Row::SalesRevenue, 10));
    assert_eq!((late.actual, late.correction), (Some(Figure::known(43_200)), Some(5_000)));
    assert_eq!(cell(&mut tablet, whole(Row::GrossProfit)).correction, Some(5_000));
    let why = why(&mut tablet, BudgetWhy::Actual(at(Row::SalesRevenue, 10)));
    let terms: Vec<_> = why.lines.iter().map(|it| (&it.term, it.figure.value)).collect();
    let october = WhyTerm::Month(month(2026, 10));
    assert_eq!(terms, [(&october, 38_200), (&WhyTerm::Correction, 5_000)]);
    let late = why.sources.iter().filter(
        |it| matches!(it, WhySource::Order { is_late: true, number, .. } if number == "D9"),
    );
    assert_eq!((why.sources.len(), late.count()), (3, 1));
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Open));
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 10)).correction, None);
    tablet.happens(Event::UndoPressed);
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 10)).correction, Some(5_000));
}

#[test]
fn services_are_noted_and_count_by_their_kind() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    plans(&mut tablet, "预算");
    let customer = tablet.opens("一号店").id;
    part(&mut tablet, BudgetPart::Year);
    let texts = [(SheetField::Amount, "很多"), (SheetField::On, "2026-12-01")];
    fills(&mut tablet, BudgetSheet::Service(Some(customer)), &texts);
    let errors = shown(&tablet).sheet.clone().unwrap().errors;
    let wrong = [
        (SheetField::On, BudgetSheetError::Later),
        (SheetField::Amount, BudgetSheetError::NotANumber),
    ];
    assert_eq!(errors, wrong);
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    part(&mut tablet, BudgetPart::Year);
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Service(Some(customer))));
    let kept = shown(&tablet).sheet.clone().unwrap();
    let amount = kept.slots.iter().find(|it| it.field == SheetField::Amount).unwrap();
    assert_eq!((amount.text.as_str(), kept.errors.len()), ("很多", 0), "it survived");
    let texts = [
        (SheetField::Sort, "value_added"),
        (SheetField::Amount, "80"),
        (SheetField::On, "2026-11-03"),
        (SheetField::Quantity, "2"),
        (SheetField::Note, "陈列"),
    ];
    fills(&mut tablet, BudgetSheet::Service(Some(customer)), &texts);
    assert_eq!(actual(&mut tablet, at(Row::ValueAddedRevenue, 11)), Some(Figure::known(8_000)));
    assert_eq!(actual(&mut tablet, at(Row::ValueAddedVolume, 11)), Some(Figure::known(2)));
    assert_eq!(actual(&mut tablet, at(Row::AfterSalesVolume, 11)), Some(Figure::known(0)));
    let why = why(&mut tablet, BudgetWhy::Actual(at(Row::ValueAddedRevenue, 11)));
    assert!(matches!(&why.sources[0], WhySource::Service { text, .. } if text == "陈列"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(actual(&mut tablet, at(Row::ValueAddedRevenue, 11)), None);
}

#[test]
fn an_expense_counts_while_it_waits_and_waits_again_once_it_is_changed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::VariableExpense, 11), "500");
    part(&mut tablet, BudgetPart::Expenses);
    let texts = [(SheetField::Amount, "120.50"), (SheetField::Note, "油费")];
    fills(&mut tablet, BudgetSheet::NewExpense, &texts);
    let view = expenses(&mut tablet);
    let it = view.rows[0].clone();
    assert_eq!(
        (it.amount, &it.verdict, it.is_editable, it.can_judge),
        (12_050, &Verdict::Waiting, true, true)
    );
    assert_eq!((view.sums, view.left), ([0, 12_050, 0], Some([0, 37_950])));
    let spent = at(Row::VariableExpense, 11);
    assert_eq!(actual(&mut tablet, spent), Some(Figure::known(12_050)));
    part(&mut tablet, BudgetPart::Expenses);
    does(&mut tablet, BudgetEvent::Approved(it.id));
    assert!(matches!(expenses(&mut tablet).rows[0].verdict, Verdict::Approved(_)));
    fills(&mut tablet, BudgetSheet::Expense(it.id), &[(SheetField::Amount, "130")]);
    assert_eq!(expenses(&mut tablet).rows[0].verdict, Verdict::Waiting);
    tablet.happens(Event::UndoPressed);
    let back = expenses(&mut tablet).rows[0].clone();
    assert_eq!(back.amount, 12_050);
    assert!(matches!(back.verdict, Verdict::Approved(_)), "it is what was approved again");
    fills(&mut tablet, BudgetSheet::Reject(it.id), &[]);
    assert_eq!(
        shown(&tablet).sheet.clone().unwrap().errors,
        [(SheetField::Reason, BudgetSheetError::Blank)]
    );
    fills(&mut tablet, BudgetSheet::Reject(it.id), &[(SheetField::Reason, "没有发票")]);
    let view = expenses(&mut tablet);
    assert!(matches!(&view.rows[0].verdict, Verdict::Rejected(_, why) if why == "没有发票"));
    assert_eq!(view.sums, [0, 0, 12_050]);
    assert_eq!(actual(&mut tablet, spent), None, "what was rejected was not spent");
    part(&mut tablet, BudgetPart::Expenses);
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::Expense(it.id)));
    does(&mut tablet, BudgetEvent::SheetRemoved);
    assert!(expenses(&mut tablet).rows.is_empty());
    tablet.happens(Event::UndoPressed);
    assert_eq!(expenses(&mut tablet).rows.len(), 1);
}

/// The terms of a number with their signs.
pub(crate) fn sum_of(why: &BudgetWhyView) -> i64 {
    let signed =
        why.lines.iter().map(|it| if it.is_minus { -it.figure.value } else { it.figure.value });
    signed.sum()
}

/// Whether the terms of each number of a year that is no rate and no mean add up to it.
pub(crate) fn adds_up(tablet: &mut Tablet<'_>) {
    let view = year(tablet);
    for it in &view.rows {
        let cells = it.months.iter().skip(8).chain([&it.year]);
        for cell in cells {
            let is_mean = it.unit == RowUnit::Heads && cell.at.month.is_none();
            let is_driven = it.is_derived && matches!(it.line, LineRef::Own(_));
            if it.unit == RowUnit::Rate || is_mean || is_driven {
                continue;
            }
            let both = [
                (BudgetWhy::Plan(cell.at), cell.plan),
                (BudgetWhy::Actual(cell.at), cell.actual.map(|it| it.value)),
            ];
            for (of, number) in both {
                let why = why(tablet, of);
                if !why.lines.is_empty() {
                    assert_eq!(Some(sum_of(&why)), why.figure.map(|it| it.value), "{of:?}");
                }
                let is_rest = it.label == jipan_app::view::LineLabel::Rest(row_of(it.line));
                assert!(is_rest || why.figure.map(|it| it.value) == number, "{of:?}");
            }
        }
    }
}

fn row_of(line: LineRef) -> Row {
    match line {
        LineRef::Row(row) => row,
        LineRef::Own(_) => Row::Visits,
    }
}

#[test]
fn each_number_says_what_it_is_made_of_and_that_adds_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    tablet.imports("orders.csv", ORDERS.as_bytes());
    plans(&mut tablet, "预算");
    for (row, text) in
        [(Row::SalesRevenue, "5000"), (Row::CostOfGoods, "3000"), (Row::FixedExpense, "100")]
    {
        types(&mut tablet, whole(row), text);
    }
    fills(&mut tablet, BudgetSheet::NewLine(Row::SalesRevenue), &[(SheetField::Name, "批发")]);
    let rate =
        [(SheetField::Name, "提成"), (SheetField::Driver, "revenue"), (SheetField::Rate, "8")];
    fills(&mut tablet, BudgetSheet::NewLine(Row::VariableExpense), &rate);
    part(&mut tablet, BudgetPart::Expenses);
    fills(&mut tablet, BudgetSheet::NewExpense, &[(SheetField::Amount, "20")]);
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    takes_orders(&mut tablet, "D9,2026-10-20,K2,P2,利群,1,50\n");
    adds_up(&mut tablet);
    let why = why(&mut tablet, BudgetWhy::Plan(at(Row::PreTaxProfit, 11)));
    assert_eq!(why.lines.len(), 3);
    let written = super::budget_actuals::why(&mut tablet, BudgetWhy::Plan(at(Row::CostOfGoods, 1)));
    assert!(matches!(written.sources[0], WhySource::Written { value: Some(25_000), .. }));
}
