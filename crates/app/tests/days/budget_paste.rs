//! Tables that are pasted into the year, and what is more than one change holds.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, Frozen, PastedCell};
use jipan_app::view::Notice;
use jipan_rules::budget::Row;

use super::budget::{at, cell, does, planned, plans, row, types, whole, year};
use super::tablet::{Tablet, disk};

/// A row of cells; one without a text is covered by a merged cell.
fn cells<const N: usize>(texts: [Option<&str>; N]) -> Vec<PastedCell> {
    texts.map(|it| it.map(str::to_owned)).into()
}

#[test]
fn a_table_comes_in_but_for_merged_computed_and_bad_cells() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::GrossProfit, 1), "7");
    types(&mut tablet, at(Row::FixedExpense, 12), "9");
    // From the cost of goods on: cost, gross profit, margin, fixed expense.
    let table = vec![
        cells([Some("1,000.50"), None, Some("３００"), Some("不详")]),
        cells([Some("1"), Some("2")]),
        cells([Some(""), Some("")]),
        cells([Some("(20)"), Some("-"), Some(""), Some("4"), Some("5")]),
    ];
    does(&mut tablet, BudgetEvent::Pasted(at(Row::CostOfGoods, 9), table));
    let cost = planned(&mut tablet, Row::CostOfGoods);
    assert_eq!(cost[8..], [Some(100_050), None, Some(30_000), None]);
    let fixed = planned(&mut tablet, Row::FixedExpense);
    assert_eq!(fixed[8..], [Some(-2_000), Some(0), None, Some(400)]);
    let bad = cell(&mut tablet, at(Row::CostOfGoods, 12));
    assert_eq!(bad.draft.as_ref().map(|it| it.0.as_str()), Some("不详"));
    assert!(bad.draft.unwrap().1.is_some());
    let said = Notice::BudgetPasted { n_taken: 6, n_no_number: 1, n_left_out: 3 };
    assert!(tablet.model.view().notices.iter().any(|it| it.notice == said));
    tablet.happens(Event::UndoPressed);
    assert_eq!(planned(&mut tablet, Row::CostOfGoods), [None; 12]);
    assert_eq!(planned(&mut tablet, Row::FixedExpense)[11], Some(900), "one step");
}

#[test]
fn nothing_of_a_table_comes_into_a_frozen_version() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let plan = plans(&mut tablet, "预算");
    does(&mut tablet, BudgetEvent::Froze(plan, Frozen::Frozen));
    let table = vec![cells([Some("1"), Some("2")])];
    does(&mut tablet, BudgetEvent::Pasted(at(Row::SalesVolume, 1), table));
    assert_eq!(planned(&mut tablet, Row::SalesVolume), [None; 12]);
    let said = Notice::BudgetPasted { n_taken: 0, n_no_number: 0, n_left_out: 2 };
    assert!(tablet.model.view().notices.iter().any(|it| it.notice == said));
}

#[test]
fn a_column_that_is_pasted_into_the_year_is_spread() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let table = vec![cells([Some("120")]), cells([Some("100")])];
    does(&mut tablet, BudgetEvent::Pasted(whole(Row::SalesVolume), table));
    assert_eq!(planned(&mut tablet, Row::SalesVolume), [Some(10); 12]);
    assert_eq!(row(&year(&mut tablet), Row::SalesRevenue).year.plan, Some(10_000));
}

#[test]
fn a_whole_table_is_more_than_one_change_and_is_taken_back_as_one() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesVolume, 1), "3");
    let before = year(&mut tablet);
    let table = vec![(1..=12).map(|n: u32| Some(n.to_string())).collect(); 20];
    does(&mut tablet, BudgetEvent::Pasted(at(Row::SalesVolume, 1), table));
    let after = year(&mut tablet);
    assert_eq!(row(&after, Row::SalesVolume).months[0].plan, Some(1));
    assert_eq!(row(&after, Row::Visits).months[11].plan, Some(12));
    tablet.happens(Event::UndoPressed);
    assert_eq!(year(&mut tablet), before);
}
