//! Years that begin with another month: what was planned of earlier years stays for their months, and the sample
//! agrees with itself. Not here: other rules of the budget.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, RulesEvent};
use jipan_app::view::{BudgetBody, GoalsView, ReportView, YearView};
use jipan_rules::budget::{LineRef, Row};
use jipan_rules::setting::{BudgetRuleKey, RuleKey};

use super::budget::{at, cell, does, month, part, plans, row, shown, types, year};
use super::rules::rules;
use super::tablet::{Tablet, disk, today};

/// From today on years begin with this month.
fn begins_with(tablet: &mut Tablet<'_>, number: &str) {
    let tell = |tablet: &mut Tablet<'_>, event| tablet.happens(Event::Rules(event));
    rules(tablet);
    tell(tablet, RulesEvent::Opened(Some(RuleKey::Budget(BudgetRuleKey::Start))));
    tell(tablet, RulesEvent::Typed { slot: 0, text: number.to_owned() });
    tell(tablet, RulesEvent::DayChosen(Some(today())));
    tell(tablet, RulesEvent::Previewed);
    tell(tablet, RulesEvent::Set);
    assert!(rules(tablet).edit.is_none(), "it is set");
}

fn report(tablet: &mut Tablet<'_>, of: jipan_rules::period::Month) -> ReportView {
    year(tablet);
    does(tablet, BudgetEvent::ReportExported(of));
    let report = tablet.reports.pop().expect("it was exported");
    tablet.happens(Event::FileReady { url: String::new(), name: String::new() });
    report
}

fn goals(tablet: &mut Tablet<'_>) -> GoalsView {
    match &part(tablet, BudgetPart::Goals).body {
        BudgetBody::Goals(view) => (**view).clone(),
        other => panic!("not the goals: {other:?}"),
    }
}

fn months_of(view: &YearView) -> [jipan_rules::period::Month; 2] {
    [view.months[0].month, view.months[11].month]
}

#[test]
fn a_year_that_was_planned_stays_for_its_months_when_years_begin_with_another_one() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", super::orders::SHOPS);
    let old = plans(&mut tablet, "老的");
    types(&mut tablet, at(Row::SalesRevenue, 11), "1000");
    begins_with(&mut tablet, "4");
    // What counts for today is shown, with all its months, and goes to the territories.
    let view = year(&mut tablet);
    assert_eq!((view.plan, months_of(&view)), (old, [month(2026, 1), month(2026, 12)]));
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 11)).plan, Some(100_000));
    let years = shown(&tablet).years.clone();
    assert!([month(2026, 4), month(2027, 4), month(2026, 1)].iter().all(|it| years.contains(it)));
    does(&mut tablet, BudgetEvent::Issued);
    assert_eq!(goals(&mut tablet).month_goal, Some(100_000));
    assert_eq!(report(&mut tablet, month(2026, 11)).plan, "老的");
    // A year that begins with the new month leaves what is not its own alone.
    does(&mut tablet, BudgetEvent::YearShown(month(2027, 4)));
    let next = plans(&mut tablet, "新的");
    let view = year(&mut tablet);
    assert_eq!((view.plan, months_of(&view)), (next, [month(2027, 4), month(2028, 3)]));
    assert_eq!(goals(&mut tablet).month_goal, Some(100_000));
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 1)));
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 11)).plan, Some(100_000));
    // Of two years that have the month the one that began later counts.
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 4)));
    plans(&mut tablet, "过渡");
    types(&mut tablet, at(Row::SalesRevenue, 11), "700");
    let view = goals(&mut tablet);
    assert_eq!((view.month_goal, view.not_issued), (None, Some(70_000)), "it is not issued yet");
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 1)));
    let view = year(&mut tablet);
    assert_eq!((view.plan, row(&view, Row::SalesRevenue).months[10].plan), (old, Some(100_000)));
    begins_with(&mut tablet, "1");
    does(&mut tablet, BudgetEvent::YearShown(month(2026, 4)));
    assert_eq!(cell(&mut tablet, at(Row::SalesRevenue, 11)).plan, Some(70_000), "none is lost");
}

#[test]
fn the_sample_of_a_year_that_begins_in_another_month_agrees_with_itself() {
    for first in ["1", "4", "7", "12"] {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        if first != "1" {
            begins_with(&mut tablet, first);
        }
        tablet.happens(Event::LoadSamplePressed);
        let view = year(&mut tablet);
        let start = view.months[0].month;
        assert_eq!((shown(&tablet).year, start.number().to_string().as_str()), (start, first));
        let now = month(2026, 11);
        let place = view.months.iter().position(|it| it.month == now).expect("today is in it");
        // The report of a month is its column of the year.
        let told = report(&mut tablet, now);
        assert_eq!((told.year, told.rows.len()), (start, view.rows.len()));
        assert_eq!(usize::from(told.n_left), 11 - place);
        for (told, of_year) in told.rows.iter().zip(&view.rows) {
            let cell = &of_year.months[place];
            assert_eq!((told.plan, told.actual), (cell.plan, cell.actual), "{first}: {told:?}");
            assert_eq!(told.plan_so_far, cell.plan_so_far, "{first}: {told:?}");
            assert_eq!((told.actual_so_far, told.year), (cell.actual_so_far, of_year.year.plan));
        }
        let came = |of| told.rows.iter().find(|it| it.line == LineRef::Row(of)).unwrap().actual;
        let of_territories: i64 = told.territories.iter().map(|it| it.actual).sum();
        assert_eq!(Some(of_territories), came(Row::SalesRevenue).map(|it| it.value));
        // The gap is that of the rows of the year.
        let BudgetBody::Gap(gap) = part(&mut tablet, BudgetPart::Gap).body.clone() else {
            panic!("not the gap")
        };
        for it in &gap.rows {
            let of_year = row(&view, it.row);
            assert_eq!(it.planned, of_year.year.plan, "{first}: {:?}", it.row);
            let Some((target, gap)) = it.target.zip(it.gap) else { continue };
            assert_eq!(it.forecast.unwrap_or_default() + gap, target, "{first}: {:?}", it.row);
            for (of_gap, of_year) in it.months.iter().zip(&of_year.months) {
                assert_eq!(Some(of_gap.month), of_year.at.month);
                assert_eq!(of_gap.planned, of_year.plan);
                if of_gap.month < now {
                    assert_eq!(of_gap.actual, of_year.actual.map(|it| it.value));
                }
            }
        }
        let revenue = gap.rows.iter().find(|it| it.row == Row::SalesRevenue).unwrap();
        assert!(revenue.target.is_some() && revenue.months.len() == 12, "{first}");
        assert_eq!(view.head.burn_up.actual.len(), place + 1);
    }
}
