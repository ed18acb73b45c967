//! Tables that are pasted into the year, and what is more than one change holds.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, Frozen, PastedCell};
use jipan_app::view::{GridRow, LineLabel, MoneyUnit, Notice, SheetField};
use jipan_rules::budget::{Figure, Row};

use super::budget::{at, cell, does, fills, planned, plans, row, shown, types, whole, year};
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

#[test]
fn a_table_that_begins_at_a_total_does_not_slip_to_the_rest_below_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    fills(&mut tablet, BudgetSheet::NewLine(Row::FixedExpense), &[(SheetField::Name, "房租")]);
    // Total, 房租, the rest.
    let table = vec![cells([Some("90")]), cells([Some("60")]), cells([Some("30")])];
    does(&mut tablet, BudgetEvent::Pasted(at(Row::FixedExpense, 3), table));
    let view = year(&mut tablet);
    let of = |is: fn(&LineLabel) -> bool| {
        let of_row = |it: &&GridRow| it.months[2].plan.is_some() && is(&it.label);
        view.rows.iter().find(of_row).map(|it| it.months[2].plan)
    };
    assert_eq!(of(|it| matches!(it, LineLabel::Own(..))), Some(Some(6_000)));
    assert_eq!(of(|it| matches!(it, LineLabel::Rest(Row::FixedExpense))), Some(Some(3_000)));
    assert_eq!(row(&view, Row::FixedExpense).months[2].plan, Some(9_000));
    let said = Notice::BudgetPasted { n_taken: 2, n_no_number: 0, n_left_out: 1 };
    assert!(
        tablet.model.view().notices.iter().any(|it| it.notice == said),
        "the total is left out"
    );
    let rest = view.rows.iter().find(|it| matches!(it.label, LineLabel::Rest(_))).unwrap();
    let total = at(Row::FixedExpense, 3);
    assert_ne!(rest.months[2].at, total, "each has its own address");
    for (at, plan, label) in [
        (rest.months[2].at, 3_000, LineLabel::Rest(Row::FixedExpense)),
        (rest.year.at, 3_000, LineLabel::Rest(Row::FixedExpense)),
        (total, 9_000, LineLabel::Row(Row::FixedExpense)),
    ] {
        does(&mut tablet, BudgetEvent::WhyOpened(BudgetWhy::Plan(at)));
        let why = shown(&tablet).why.clone().unwrap();
        assert_eq!((why.figure, why.label), (Some(Figure::known(plan)), Some(label)));
        does(&mut tablet, BudgetEvent::WhyClosed);
    }
}

#[test]
fn months_that_are_pasted_with_their_year_are_written_and_the_year_is_their_sum() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let months = (1..=12).map(|n: u32| Some(n.to_string()));
    let with_months = core::iter::once(Some("78".to_owned())).chain(months).collect();
    let of_year =
        core::iter::once(Some("120".to_owned())).chain((0..12).map(|_| Some(String::new())));
    let table = vec![with_months, of_year.collect()];
    does(&mut tablet, BudgetEvent::Pasted(whole(Row::SalesVolume), table));
    let volume = planned(&mut tablet, Row::SalesVolume);
    assert_eq!([volume[0], volume[1], volume[11]], [Some(1), Some(2), Some(12)]);
    assert_eq!(planned(&mut tablet, Row::SalesRevenue), [Some(1_000); 12], "no month is said");
    assert!(tablet.model.view().notices.is_empty());
}

#[test]
fn what_is_selected_is_filled_to_its_right_edge_in_one_step() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesVolume, 2), "3");
    types(&mut tablet, at(Row::SalesRevenue, 2), "4");
    let cells = vec![at(Row::SalesVolume, 2), at(Row::SalesRevenue, 2)];
    does(&mut tablet, BudgetEvent::FilledRight(cells, at(Row::SalesVolume, 4).month));
    assert_eq!(
        planned(&mut tablet, Row::SalesVolume)[..5],
        [None, Some(3), Some(3), Some(3), None]
    );
    let revenue = planned(&mut tablet, Row::SalesRevenue);
    assert_eq!(revenue[..5], [None, Some(400), Some(400), Some(400), None]);
    tablet.happens(Event::UndoPressed);
    for of in [Row::SalesVolume, Row::SalesRevenue] {
        assert_eq!(planned(&mut tablet, of)[2..4], [None, None], "one step for all rows");
    }
}

#[test]
fn what_was_typed_wrongly_keeps_its_unit_when_another_one_is_shown() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    let place = at(Row::SalesRevenue, 1);
    does(&mut tablet, BudgetEvent::UnitChosen(MoneyUnit::Wan));
    types(&mut tablet, place, "1..5");
    does(&mut tablet, BudgetEvent::UnitChosen(MoneyUnit::Yuan));
    let bad = cell(&mut tablet, place).draft.unwrap();
    assert!(bad.1.is_some());
    // A point is taken out of what the box shows.
    types(&mut tablet, place, &bad.0.replace("..", "."));
    let mended = cell(&mut tablet, place);
    assert_eq!((mended.plan, mended.draft), (Some(1_500_000), None));
}
