//! A year that was frozen while a colleague was without a network: what that one typed before waits, and nothing
//! of the year or of its printed report changes. Not here: writes after the freeze (`budget_together`).

use jipan_app::event::{BudgetEvent, BudgetSheet, CompanyEvent, Frozen};
use jipan_app::view::{PlanView, PrintView, ReportView, SheetField, WhySource};
use jipan_app::{Event, event::BudgetWhy};
use jipan_rules::TimeDelta;
use jipan_rules::budget::{BudgetField, BudgetKey, PlanId, Row};
use jipan_rules::permission::Role;

use super::budget::{at, cell, does, fills, month, part, plans, row, shown, types, whole, year};
use super::budget_actuals::why;
use super::company::Company;
use super::sync::{joined, manager};
use super::tablet::{Disk, Tablet, disk};

/// Two managers who see one plan, of which two months are typed.
fn two_managers<'a>(one: &'a Disk, two: &'a Disk) -> (Company, [Tablet<'a>; 2], PlanId) {
    let (mut company, mut first) = manager(one, 3);
    let plan = plans(&mut first, "预算");
    types(&mut first, at(Row::SalesRevenue, 10), "1000");
    types(&mut first, at(Row::SalesRevenue, 11), "2000");
    company.meets(&mut first);
    let mut second = joined(two, 2, &mut company, Role::Manager);
    assert_eq!(cell(&mut second, at(Row::SalesRevenue, 11)).plan, Some(200_000));
    (company, [first, second], plan)
}

/// All meet the endpoint until each has heard of the other.
fn meet(company: &mut Company, tablets: [&mut Tablet<'_>; 2]) {
    let [one, other] = tablets;
    for _ in 0..2 {
        for tablet in [&mut *one, &mut *other] {
            tablet.happens(Event::PageShown);
            company.meets(tablet);
            assert_eq!(tablet.model.n_mismatches(), 0);
        }
    }
}

/// The report as it is printed.
fn paper(tablet: &mut Tablet<'_>) -> ReportView {
    year(tablet);
    does(tablet, BudgetEvent::ReportPrinted(month(2026, 11)));
    let PrintView::Budget(paper) = &*tablet.model.view().print.unwrap() else {
        panic!("another paper")
    };
    let paper = (**paper).clone();
    tablet.happens(Event::PrintEnded);
    paper
}

fn version(tablet: &mut Tablet<'_>) -> PlanView {
    year(tablet);
    shown(tablet).plans[0].clone()
}

#[test]
fn what_was_typed_without_a_network_before_a_plan_was_frozen_waits_until_it_is_opened() {
    let (one, two) = (disk(), disk());
    let (mut company, [mut first, mut second], plan) = two_managers(&one, &two);
    // Without a network: a cell, and a line that drives another row.
    types(&mut second, at(Row::SalesRevenue, 11), "9000");
    let line =
        [(SheetField::Name, "提成"), (SheetField::Driver, "revenue"), (SheetField::Rate, "8")];
    fills(&mut second, BudgetSheet::NewLine(Row::VariableExpense), &line);
    first.env.now = second.env.now + TimeDelta::minutes(5);
    year(&mut first);
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    let (before, report) = (year(&mut first), paper(&mut first));
    assert_eq!(version(&mut first).n_late, 0);
    meet(&mut company, [&mut second, &mut first]);
    for tablet in [&mut first, &mut second] {
        let now = year(tablet);
        let of = |view: &jipan_app::view::YearView, of| {
            row(view, of).months.iter().map(|it| it.plan).collect::<Vec<_>>()
        };
        for it in Row::ALL {
            assert_eq!(of(&now, it), of(&before, it), "{it:?}");
            assert_eq!(row(&now, it).year.plan, row(&before, it).year.plan, "{it:?}");
        }
        let version = version(tablet);
        assert_eq!(version.n_late, 2, "a cell waits, and a line with its driver");
        assert_eq!(version.frozen, shown(tablet).plans[0].frozen);
        let of_month = why(tablet, BudgetWhy::Plan(at(Row::SalesRevenue, 11)));
        let said = of_month.sources.iter().map(|it| match it {
            WhySource::Written { value, is_late, .. } => (*value, *is_late),
            other => panic!("not written: {other:?}"),
        });
        let wanted = [(Some(900_000), true), (Some(200_000), false)];
        assert_eq!(said.collect::<Vec<_>>(), wanted, "who looks is told which counts");
    }
    let now = paper(&mut first);
    for told in &report.rows {
        let same = now.rows.iter().find(|it| it.label == told.label).unwrap();
        assert_eq!((same.plan, same.plan_so_far), (told.plan, told.plan_so_far));
    }
    assert_eq!(paper(&mut second).rows, now.rows);
    // Opened, it stands.
    year(&mut second);
    does(&mut second, BudgetEvent::Froze(plan, Frozen::Open));
    meet(&mut company, [&mut second, &mut first]);
    for tablet in [&mut first, &mut second] {
        assert_eq!(cell(tablet, at(Row::SalesRevenue, 11)).plan, Some(900_000));
        let driven = row(&year(tablet), Row::VariableExpense).months[10].plan;
        assert_eq!(driven, Some(72_000));
        assert_eq!(version(tablet).n_late, 0);
    }
}

#[test]
fn a_version_that_is_frozen_is_not_frozen_again() {
    let (one, two) = (disk(), disk());
    let (mut company, [mut first, mut second], plan) = two_managers(&one, &two);
    year(&mut first);
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    let kept = version(&mut first).frozen;
    let revision = first.model.book().budget_revision();
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    assert_eq!(first.model.book().budget_revision(), revision, "there is nothing to write");
    types(&mut second, at(Row::SalesRevenue, 12), "7");
    meet(&mut company, [&mut first, &mut second]);
    year(&mut second);
    does(&mut second, BudgetEvent::Froze(plan, Frozen::Frozen));
    meet(&mut company, [&mut first, &mut second]);
    for tablet in [&mut first, &mut second] {
        assert_eq!(cell(tablet, at(Row::SalesRevenue, 12)).plan, None, "the first one counts");
        assert_eq!(version(tablet).frozen.map(|it| it.0), kept.as_ref().map(|it| it.0));
    }
}

#[test]
fn a_year_that_is_frozen_on_one_tablet_and_read_after_a_start_is_the_same() {
    let (one, two) = (disk(), disk());
    let (mut company, [mut first, mut second], plan) = two_managers(&one, &two);
    types(&mut second, whole(Row::SalesRevenue), "120000");
    first.env.now = second.env.now + TimeDelta::minutes(5);
    year(&mut first);
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    meet(&mut company, [&mut second, &mut first]);
    let before = year(&mut first).rows;
    let n_late = version(&mut first).n_late;
    assert!(n_late > 1 && version(&mut second).n_late == n_late);
    drop(first);
    let mut first = Tablet::open(&one, 7);
    part(&mut first, jipan_app::event::BudgetPart::Year);
    assert_eq!(year(&mut first).rows, before);
    assert_eq!(version(&mut first).n_late, n_late);
}

#[test]
fn a_card_about_a_frozen_cell_is_decided_for_when_the_plan_is_opened() {
    for is_kept in [true, false] {
        let (one, two) = (disk(), disk());
        let (mut company, [mut first, mut second], plan) = two_managers(&one, &two);
        types(&mut first, at(Row::SalesRevenue, 11), "2500");
        second.env.now = first.env.now + TimeDelta::minutes(1);
        types(&mut second, at(Row::SalesRevenue, 11), "9000");
        first.env.now = second.env.now + TimeDelta::minutes(5);
        year(&mut first);
        does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
        meet(&mut company, [&mut second, &mut first]);
        let needs = first.sync_screen().needs;
        assert_eq!(needs.n_conflicts, 1, "neither saw the other");
        let id = needs.conflicts[0].id;
        let decided =
            if is_kept { CompanyEvent::ShownKept(id) } else { CompanyEvent::OtherTaken(id) };
        first.happens(Event::Company(decided));
        meet(&mut company, [&mut second, &mut first]);
        for tablet in [&mut first, &mut second] {
            assert_eq!(tablet.sync_screen().needs.n_conflicts, 0);
            assert_eq!(cell(tablet, at(Row::SalesRevenue, 11)).plan, Some(250_000));
        }
        does(&mut first, BudgetEvent::Froze(plan, Frozen::Open));
        meet(&mut company, [&mut first, &mut second]);
        let wanted = if is_kept { 900_000 } else { 250_000 };
        for tablet in [&mut first, &mut second] {
            assert_eq!(cell(tablet, at(Row::SalesRevenue, 11)).plan, Some(wanted));
        }
    }
}

#[test]
fn who_comes_later_reads_a_frozen_year_as_it_was_frozen_also_one_from_before_joining() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut first = Tablet::open(&one, 1);
    let plan = plans(&mut first, "预算");
    types(&mut first, at(Row::SalesRevenue, 11), "2000");
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    let before = year(&mut first).rows;
    first.joins(&mut company, &secret);
    company.meets(&mut first);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    assert_eq!((year(&mut first).rows, year(&mut second).rows), (before.clone(), before));
    // Opened, typed without a network, frozen meanwhile: who joins after all that reads the same.
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Open));
    meet(&mut company, [&mut first, &mut second]);
    types(&mut second, at(Row::SalesRevenue, 11), "9000");
    types(&mut first, at(Row::SalesRevenue, 12), "1");
    first.env.now = second.env.now + TimeDelta::minutes(5);
    does(&mut first, BudgetEvent::Froze(plan, Frozen::Frozen));
    let frozen = year(&mut first).rows;
    meet(&mut company, [&mut second, &mut first]);
    let mut third = joined(&three, 3, &mut company, Role::Manager);
    for tablet in [&mut first, &mut second, &mut third] {
        let rows = year(tablet).rows;
        let of = |rows: &[jipan_app::view::GridRow]| {
            let months = rows.iter().map(|it| it.months.iter().map(|it| it.plan).collect());
            months.collect::<Vec<Vec<_>>>()
        };
        assert_eq!(of(&rows), of(&frozen));
        assert_eq!(version(tablet).n_late, 1);
    }
}

#[test]
fn a_year_that_was_frozen_on_a_cloned_tablet_is_the_same_once_its_changes_have_other_names() {
    let one = disk();
    let (mut company, mut first) = manager(&one, 3);
    let plan = plans(&mut first, "预算");
    company.meets(&mut first);
    drop(first);
    let two =
        jipan_store::FaultyStore::new(jipan_store::MemoryStore::from_rows(one.inner().rows()));
    let (mut first, mut second) = (Tablet::open(&one, 3), Tablet::open(&two, 4));
    for tablet in [&mut first, &mut second] {
        tablet.happens(Event::NetworkChanged { is_online: false });
    }
    // Both write under the same names.
    for number in 1..=4 {
        types(&mut first, at(Row::Visits, number), "3");
    }
    second.env.now = first.env.now + TimeDelta::minutes(5);
    types(&mut second, at(Row::SalesRevenue, 11), "9000");
    types(&mut second, at(Row::SalesRevenue, 12), "8000");
    year(&mut second);
    does(&mut second, BudgetEvent::Froze(plan, Frozen::Frozen));
    let key = BudgetKey::of(BudgetField::PlanFrozen, plan.0);
    let list = |it: &Tablet<'_>| it.model.book().budget_value(key).map(str::to_owned);
    let told = list(&second);
    for _ in 0..3 {
        for tablet in [&mut first, &mut second] {
            tablet.happens(Event::NetworkChanged { is_online: true });
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
    assert_eq!(list(&first), list(&second));
    assert!(list(&first).is_some() && list(&first) != told, "its changes have other names");
    for tablet in [&mut second, &mut first] {
        assert!(version(tablet).frozen.is_some());
        let cells = [11, 12].map(|number| cell(tablet, at(Row::SalesRevenue, number)).plan);
        assert_eq!(cells, [Some(900_000), Some(800_000)], "typed before it was frozen");
        assert_eq!(cell(tablet, at(Row::Visits, 1)).plan, None, "not seen by who froze it");
        assert_eq!(version(tablet).n_late, 4);
    }
}
