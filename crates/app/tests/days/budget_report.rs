//! 月报 of the sample: its numbers are those of the year, and its parts add up to them to the fen.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, Closing};
use jipan_app::view::{LineLabel, PrintView, ReportRow, ReportView, YearView};
use jipan_rules::budget::{Figure, LineRef, Row};

use super::budget::{at, does, month, plans, types, year};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

fn sampled(disk: &super::tablet::Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    tablet
}

fn exported(tablet: &mut Tablet<'_>, number: u16) -> ReportView {
    year(tablet);
    does(tablet, BudgetEvent::ReportExported(month(2026, number)));
    let report = tablet.reports.pop().expect("it was exported");
    tablet.happens(Event::FileReady { url: String::new(), name: String::new() });
    report
}

fn of(report: &ReportView, row: Row) -> ReportRow {
    let rows = report.rows.iter();
    rows.into_iter().find(|it| it.label == LineLabel::Row(row)).unwrap().clone()
}

fn came(report: &ReportView, row: Row) -> Figure {
    of(report, row).actual.unwrap_or_default()
}

/// Whether the numbers of a month stand in the report as in the year.
fn is_of_year(report: &ReportView, view: &YearView) {
    let place = view.months.iter().position(|it| it.month == report.month).unwrap();
    assert_eq!(report.rows.len(), view.rows.len());
    for (told, row) in report.rows.iter().zip(&view.rows) {
        let cell = &row.months[place];
        assert_eq!((&told.label, told.line), (&row.label, row.line));
        assert_eq!((told.plan, told.actual), (cell.plan, cell.actual), "{:?}", told.label);
        let so_far = (cell.plan_so_far, cell.actual_so_far);
        assert_eq!((told.plan_so_far, told.actual_so_far), so_far, "{:?}", told.label);
        assert_eq!((told.year, told.correction), (row.year.plan, cell.correction));
    }
}

#[test]
fn the_report_of_the_sample_has_the_numbers_of_the_year_and_adds_up_to_the_fen() {
    let disk = disk();
    let mut tablet = sampled(&disk);
    let view = year(&mut tablet);
    let report = exported(&mut tablet, 11);
    is_of_year(&report, &view);
    assert_eq!((report.vat_out, report.month, report.n_left), (None, month(2026, 11), 1));
    let revenue = came(&report, Row::SalesRevenue).value;
    let territories = report.territories.iter().map(|it| it.actual);
    assert!(revenue > 0 && report.territories.len() > 1);
    assert_eq!(territories.sum::<i64>(), revenue);
    let spent = report.spent.iter().map(|(_, fen)| *fen).sum::<i64>();
    let [fixed, variable] = [Row::FixedExpense, Row::VariableExpense].map(|it| came(&report, it));
    assert!(spent > 0);
    assert_eq!(spent, fixed.value + variable.value);
    // What was spent on own lines is told by their names, and what belongs to none by what the table calls it.
    let labels = view.rows.iter().map(|it| &it.label).collect::<Vec<_>>();
    let places: Vec<_> =
        report.spent.iter().map(|(it, _)| labels.iter().position(|of| *of == it)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{:?}", report.spent);
    for number in [9, 10, 11] {
        let report = exported(&mut tablet, number);
        is_of_year(&report, &view);
        let parts = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];
        let all: i64 = parts.iter().map(|it| came(&report, *it).value).sum();
        let (cost, gross) = (came(&report, Row::CostOfGoods), came(&report, Row::GrossProfit));
        assert_eq!(gross.value, all - cost.value);
        assert_eq!(
            gross.n_unknown, cost.n_unknown,
            "what is not known of the one is not of the other"
        );
        let spent = report.spent.iter().map(|(_, fen)| *fen).sum::<i64>();
        let rows = [Row::FixedExpense, Row::VariableExpense].map(|it| came(&report, it).value);
        assert_eq!(spent, rows.iter().sum::<i64>());
    }
}

#[test]
fn the_paper_says_what_the_workbook_says() {
    let disk = disk();
    let mut tablet = sampled(&disk);
    let report = exported(&mut tablet, 11);
    does(&mut tablet, BudgetEvent::ReportPrinted(month(2026, 11)));
    assert_eq!(tablet.n_printed, 1);
    let PrintView::Budget(paper) = &*tablet.model.view().print.unwrap() else {
        panic!("another paper")
    };
    assert_eq!(**paper, report);
}

#[test]
fn the_months_after_that_of_a_report_are_left_in_it_whatever_is_closed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesRevenue, 9), "100");
    does(&mut tablet, BudgetEvent::MonthClosed(month(2026, 10), Closing::Closed));
    assert_eq!(exported(&mut tablet, 9).n_left, 3);
    assert_eq!(exported(&mut tablet, 1).n_left, 11);
    assert_eq!(exported(&mut tablet, 12).n_left, 0);
}

#[test]
fn nothing_is_made_for_a_rep() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    plans(&mut manager, "预算");
    types(&mut manager, at(Row::SalesRevenue, 11), "1000");
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    super::budget::part(&mut rep, jipan_app::event::BudgetPart::Goals);
    does(&mut rep, BudgetEvent::ReportExported(month(2026, 11)));
    does(&mut rep, BudgetEvent::ReportPrinted(month(2026, 11)));
    assert_eq!((rep.reports.len(), rep.n_printed, rep.model.view().print), (0, 0, None));
    let report = exported(&mut manager, 11);
    let line = LineRef::Row(Row::SalesRevenue);
    assert!(report.rows.iter().any(|it| it.line == line && it.plan == Some(100_000)));
}
