//! Whatever is done to a budget: what is derived is its formula, what is split adds up, and undo brings back.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CellAt, Closing, Frozen, GapField};
use jipan_app::view::{BudgetBody, GridRow, MoneyUnit, SheetField, YearView};
use jipan_rules::budget::{LineRef, Method, Row, RowUnit};
use proptest::prelude::*;

use super::budget::{at, does, fills, month, part, plans, row, whole, year};
use super::budget_actuals::adds_up;
use super::tablet::{Tablet, disk};

/// What a person does.
#[derive(Debug, Clone)]
enum Act {
    Type(usize, Option<u16>, String),
    Fill(usize, u16),
    Clear(usize),
    Paste(usize, u16, Vec<Vec<Option<String>>>),
    Target(usize, i64),
    Weights(Vec<u8>),
    Method(usize, usize),
    Plan,
    Unit(bool),
    Close(u16, bool),
    Line(usize, bool),
}

fn text() -> impl Strategy<Value = String> {
    let number = (-50_000_i64..500_000).prop_map(|n| n.to_string());
    prop_oneof![
        6 => number,
        2 => Just("1.5万".to_owned()),
        1 => Just(String::new()),
        1 => Just("不详".to_owned()),
        1 => Just("(12)".to_owned()),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let row = || 0..Row::ALL.len();
    let cell = prop_oneof![3 => text().prop_map(Some), 1 => Just(None)];
    let table = prop::collection::vec(prop::collection::vec(cell, 1..5), 1..6);
    prop_oneof![
        6 => (row(), prop::option::of(1_u16..13), text()).prop_map(|(r, m, t)| Act::Type(r, m, t)),
        2 => (row(), 1_u16..13).prop_map(|(r, m)| Act::Fill(r, m)),
        1 => row().prop_map(Act::Clear),
        2 => (row(), 1_u16..13, table).prop_map(|(r, m, t)| Act::Paste(r, m, t)),
        2 => (0_usize..6, -10_000_i64..9_000_000).prop_map(|(r, n)| Act::Target(r, n)),
        1 => prop::collection::vec(0_u8..9, 12).prop_map(Act::Weights),
        1 => (0_usize..6, 0_usize..3).prop_map(|(r, m)| Act::Method(r, m)),
        2 => Just(Act::Plan),
        1 => any::<bool>().prop_map(Act::Unit),
        1 => (8_u16..12, any::<bool>()).prop_map(|(m, is)| Act::Close(m, is)),
        1 => (row(), any::<bool>()).prop_map(|(r, is)| Act::Line(r, is)),
    ]
}

const FORECAST: [Row; 6] = [
    Row::SalesRevenue,
    Row::SalesVolume,
    Row::AfterSalesRevenue,
    Row::AfterSalesVolume,
    Row::ValueAddedRevenue,
    Row::ValueAddedVolume,
];

fn acts(tablet: &mut Tablet<'_>, act: &Act) {
    let of = |n: usize| Row::ALL[n];
    let both = |tablet: &mut Tablet<'_>, cell: CellAt, text: &str| {
        does(tablet, BudgetEvent::CellTyped(cell, text.to_owned()));
        does(tablet, BudgetEvent::CellLeft(cell));
        does(tablet, BudgetEvent::CellDropped(cell));
    };
    match act {
        Act::Type(n, None, text) => both(tablet, whole(of(*n)), text),
        Act::Type(n, Some(month), text) => both(tablet, at(of(*n), *month), text),
        Act::Fill(n, month) => {
            does(tablet, BudgetEvent::FilledRight(vec![at(of(*n), *month)], None));
        }
        Act::Clear(n) => does(tablet, BudgetEvent::Cleared(vec![whole(of(*n))])),
        Act::Paste(n, month, table) => {
            does(tablet, BudgetEvent::Pasted(at(of(*n), *month), table.clone()));
        }
        Act::Target(n, target) => {
            let field = GapField::Target(FORECAST[*n]);
            does(tablet, BudgetEvent::GapTyped(field, target.to_string()));
            does(tablet, BudgetEvent::GapLeft(field));
        }
        Act::Weights(weights) => {
            let text = weights.iter().map(u8::to_string).collect::<Vec<_>>().join(" ");
            does(tablet, BudgetEvent::GapTyped(GapField::Weights, text));
            does(tablet, BudgetEvent::GapLeft(GapField::Weights));
        }
        Act::Method(n, method) => {
            does(tablet, BudgetEvent::MethodChosen(FORECAST[*n], Method::ALL[*method]));
        }
        Act::Plan => does(tablet, BudgetEvent::Planned(None)),
        Act::Unit(is_wan) => {
            let unit = if *is_wan { MoneyUnit::Wan } else { MoneyUnit::Yuan };
            does(tablet, BudgetEvent::UnitChosen(unit));
        }
        Act::Close(number, is) => {
            let to = if *is { Closing::Closed } else { Closing::Open };
            does(tablet, BudgetEvent::MonthClosed(month(2026, *number), to));
        }
        Act::Line(n, is_driven) => {
            let mut texts = vec![(SheetField::Name, "分项")];
            if *is_driven {
                texts.extend([(SheetField::Driver, "revenue"), (SheetField::Rate, "3.5")]);
            }
            fills(tablet, BudgetSheet::NewLine(of(*n)), &texts);
            does(tablet, BudgetEvent::SheetClosed);
        }
    }
}

fn plan_of(view: &YearView, of: Row, place: usize) -> i64 {
    row(view, of).months[place].plan.unwrap_or_default()
}

/// The laws of a table.
fn holds(view: &YearView) {
    let revenues = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];
    for place in 0..12 {
        let of = |row| plan_of(view, row, place);
        let gross = revenues.iter().map(|row| of(*row)).sum::<i64>() - of(Row::CostOfGoods);
        assert_eq!(of(Row::GrossProfit), gross);
        let profit = gross - of(Row::FixedExpense) - of(Row::VariableExpense);
        assert_eq!(of(Row::PreTaxProfit), profit);
    }
    for it in &view.rows {
        let months: i64 = it.months.iter().filter_map(|it| it.plan).sum();
        if matches!(it.unit, RowUnit::Money | RowUnit::Count) {
            assert_eq!(it.year.plan.unwrap_or_default(), months, "{:?}", it.label);
        }
    }
    // A row with own lines is their sum.
    for of in Row::ALL {
        let parts: Vec<&GridRow> = view
            .rows
            .iter()
            .filter(|it| match (&it.label, it.line) {
                (jipan_app::view::LineLabel::Rest(row), _) => *row == of,
                _ => false,
            })
            .collect();
        assert!(parts.len() <= 1, "what belongs to none of its lines stands once");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_laws_hold_and_undo_brings_back(acts_done in prop::collection::vec(act(), 1..10)) {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        super::budget_gap::a_year_of_orders(&mut tablet);
        let plan = plans(&mut tablet, "预算");
        for act in &acts_done {
            let before = year(&mut tablet);
            let budget = tablet.model.book().budget_revision();
            acts(&mut tablet, act);
            let after = year(&mut tablet);
            holds(&after);
            if tablet.model.book().budget_revision() != budget {
                tablet.happens(Event::UndoPressed);
                let mut back = year(&mut tablet);
                // What was no number stays as it was typed.
                for (back, before) in back.rows.iter_mut().zip(&before.rows) {
                    back.year.draft = before.year.draft.clone();
                    for (back, before) in back.months.iter_mut().zip(&before.months) {
                        back.draft = before.draft.clone();
                    }
                }
                prop_assert_eq!(&back, &before, "{:?}", act);
                tablet.happens(Event::UndoPressed);
                prop_assert_eq!(year(&mut tablet).rows.len(), after.rows.len());
            }
        }
        adds_up(&mut tablet);
        does(&mut tablet, BudgetEvent::Froze(plan, Frozen::Frozen));
        let frozen = year(&mut tablet);
        for act in acts_done.iter().filter(|it| !matches!(it, Act::Line(..) | Act::Unit(_) | Act::Close(..))) {
            acts(&mut tablet, act);
        }
        let is_same = year(&mut tablet).rows == frozen.rows;
        prop_assert!(is_same, "a frozen version is not written");
        let gap = part(&mut tablet, BudgetPart::Gap);
        let BudgetBody::Gap(view) = &gap.body else { panic!("not the gap") };
        for it in &view.rows {
            let shares: Vec<i64> = it.months.iter().filter_map(|it| it.share).collect();
            if let (Some(gap), 12) = (it.gap, shares.len()) {
                prop_assert_eq!(shares.iter().sum::<i64>(), gap);
            }
        }
    }
}

#[test]
fn a_cell_of_an_own_line_adds_to_its_row() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    acts(&mut tablet, &Act::Type(1, Some(3), "100".to_owned()));
    fills(&mut tablet, BudgetSheet::NewLine(Row::SalesRevenue), &[(SheetField::Name, "批发")]);
    let own = year(&mut tablet).rows.into_iter().find(|it| matches!(it.line, LineRef::Own(_)));
    let own = CellAt { line: own.unwrap().line, ..at(Row::SalesRevenue, 3) };
    does(&mut tablet, BudgetEvent::CellTyped(own, "40".to_owned()));
    does(&mut tablet, BudgetEvent::CellLeft(own));
    let view = year(&mut tablet);
    let total = row(&view, Row::SalesRevenue);
    assert_eq!(total.months[2].plan, Some(14_000));
    assert!(!total.months[2].is_editable, "the sum is not typed, what belongs to no line is");
}
