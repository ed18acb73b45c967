//! 目标: from the plan of the month to the shop door, and who sees what of the budget.

use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, BudgetWhy, TradeEvent};
use jipan_app::view::{BudgetBody, GoalsView, SheetField, WhyTerm};
use jipan_app::{Event, Route};
use jipan_rules::budget::Row;
use jipan_rules::period::Month;
use jipan_rules::{NaiveDate, TimeDelta};

use super::budget::{at, does, fills, part, plans, shown, types};
use super::budget_actuals::why;
use super::orders::{enters, orders_for, sells, trades};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

const SHOPS: &str = "客户代码,店铺名称,送货线路,联系电话,经营地址\n\
    K1,一号店,东线,19900000001,一号路\nK2,二号店,东线,19900000002,二号路\n\
    K3,三号店,西线,19900000003,三号路\n";
const ORDERS: &str = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n\
    D1,2026-09-05,K1,P1,金叶,10,3000\nD2,2026-10-05,K3,P1,金叶,4,1000\n";

fn goals(tablet: &mut Tablet<'_>) -> GoalsView {
    match &part(tablet, BudgetPart::Goals).body {
        BudgetBody::Goals(view) => (**view).clone(),
        other => panic!("not the goals: {other:?}"),
    }
}

pub(crate) fn next_day(tablet: &mut Tablet<'_>) {
    tablet.env.today = tablet.env.today.succ_opt().unwrap();
    tablet.env.now += TimeDelta::days(1);
    tablet.happens(Event::DayChanged);
}

fn with_goals(tablet: &mut Tablet<'_>) {
    tablet.imports("a.csv", SHOPS.as_bytes());
    tablet.imports("orders.csv", ORDERS.as_bytes());
    plans(tablet, "预算");
    types(tablet, at(Row::SalesRevenue, 11), "4000");
    part(tablet, BudgetPart::Goals);
    does(tablet, BudgetEvent::Issued);
}

#[test]
fn the_plan_of_a_month_goes_to_territories_and_shops_to_the_fen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_goals(&mut tablet);
    let view = goals(&mut tablet);
    assert_eq!((view.month_goal, view.not_issued), (Some(400_000), Some(0)));
    let of: Vec<_> = view.territories.iter().map(|it| (it.name.as_str(), it.goal)).collect();
    assert_eq!(of, [("东线", Some(300_000)), ("西线", Some(100_000))], "as they brought");
    let of_shops: i64 = view.due.iter().filter_map(|it| it.month_goal).sum();
    assert_eq!((view.due.len(), of_shops), (3, 400_000), "nobody was ever seen");
    let shop = view.due.iter().find(|it| it.name == "三号店").unwrap().clone();
    let said = why(&mut tablet, BudgetWhy::Goal(shop.customer));
    assert_eq!(said.figure.map(|it| it.value), shop.today_goal);
    assert!(said.lines.iter().any(|it| it.term == WhyTerm::TerritoryGoal));
    // By hand: the others of the line share the rest.
    let one = view.due.iter().find(|it| it.name == "一号店").unwrap().customer;
    fills(&mut tablet, BudgetSheet::Goal(one), &[(SheetField::Amount, "2900")]);
    let view = goals(&mut tablet);
    let goal = |name: &str| view.due.iter().find(|it| it.name == name).unwrap().clone();
    assert_eq!((goal("一号店").month_goal, goal("一号店").is_by_hand), (Some(290_000), true));
    assert_eq!(goal("二号店").month_goal, Some(10_000));
    tablet.happens(Event::UndoPressed);
    let view = goals(&mut tablet);
    assert!(view.due.iter().all(|it| !it.is_by_hand));
    does(&mut tablet, BudgetEvent::TerritoryShown(Some("西线".to_owned())));
    assert_eq!(goals(&mut tablet).due.len(), 1);
    // What is said beyond the goal of the line is told as a number.
    fills(&mut tablet, BudgetSheet::Goal(one), &[(SheetField::Amount, "3500")]);
    let view = goals(&mut tablet);
    assert_eq!((view.territories[0].exceeded, view.territories[0].left), (50_000, 0));
}

#[test]
fn of_more_shops_than_are_shown_the_greatest_goals_come_first() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let row = |n: usize| format!("K{n},第{n}店,东线,{}", ["小", "大", "中"][n % 3]);
    let head = "客户代码,店铺名称,送货线路,经营规模".to_owned();
    let list: Vec<String> = core::iter::once(head).chain((0..130).map(row)).collect();
    tablet.imports("a.csv", list.join("\n").as_bytes());
    plans(&mut tablet, "预算");
    types(&mut tablet, at(Row::SalesRevenue, 11), "4000");
    part(&mut tablet, BudgetPart::Goals);
    does(&mut tablet, BudgetEvent::Issued);
    let first = goals(&mut tablet);
    assert_eq!((first.due.len(), first.n_more), (40, 90));
    for _ in 0..3 {
        does(&mut tablet, BudgetEvent::MoreGoals);
    }
    let all = goals(&mut tablet);
    assert_eq!((all.due.len(), all.n_more), (130, 0));
    assert_eq!(first.due[..], all.due[..40]);
    assert!(all.due.is_sorted_by(|one, next| one.today_goal >= next.today_goal));
    assert_ne!(all.due[0].today_goal, all.due[129].today_goal);
    let sum: i64 = all.due.iter().filter_map(|it| it.today_goal).sum();
    assert_eq!([first.today_goal, all.today_goal], [sum; 2], "also of those that are not shown");
}

#[test]
fn an_order_shrinks_the_gap_at_once_and_a_target_that_is_raised_counts_tomorrow() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_goals(&mut tablet);
    let product = sells(&mut tablet, "P7", "银叶", "100", "250");
    orders_for(&mut tablet, "三号店");
    enters(&mut tablet, product, 2);
    trades(&mut tablet, TradeEvent::EntryDone);
    let view = goals(&mut tablet);
    assert_eq!((view.month_actual, view.today_actual), (20_000, 20_000));
    assert_eq!(view.territories[1].actual, 20_000);
    let shop = view.due.iter().find(|it| it.name == "三号店").expect("it is of today still");
    assert_eq!((shop.month_actual, shop.today_actual), (20_000, 20_000));
    next_day(&mut tablet);
    let before = goals(&mut tablet);
    assert!(before.due.iter().all(|it| it.name != "三号店"), "it was seen yesterday");
    part(&mut tablet, BudgetPart::Year);
    types(&mut tablet, at(Row::SalesRevenue, 11), "8000");
    let view = goals(&mut tablet);
    assert_eq!(view.not_issued, Some(400_000));
    does(&mut tablet, BudgetEvent::Issued);
    let view = goals(&mut tablet);
    assert_eq!((view.month_goal, view.not_issued), (Some(400_000), Some(0)), "today stays");
    assert_eq!(view.due, before.due);
    next_day(&mut tablet);
    let view = goals(&mut tablet);
    assert_eq!(view.month_goal, Some(800_000));
    assert!(view.today_goal > before.today_goal);
}

#[test]
fn a_rep_sees_the_own_goals_and_expenses_and_nothing_else() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    plans(&mut manager, "预算");
    types(&mut manager, at(Row::SalesRevenue, 11), "1000");
    part(&mut manager, BudgetPart::Goals);
    does(&mut manager, BudgetEvent::Issued);
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    let view = part(&mut rep, BudgetPart::Year);
    assert_eq!(view.parts, [BudgetPart::Expenses, BudgetPart::Goals]);
    assert_eq!(view.part, BudgetPart::Goals);
    assert!(!view.leave.plans && !view.leave.approves && view.leave.enters);
    let seen = goals(&mut rep);
    let all = goals(&mut manager);
    assert_eq!(all.month_goal, Some(100_000));
    let east = all.territories.iter().find(|it| it.name == "东线").unwrap().goal;
    assert_eq!((seen.month_goal, seen.territories.len()), (east, 1));
    assert!(!seen.can_issue && seen.not_issued.is_none());
    assert!(!seen.due.is_empty());
    // What a shop is to bring, who leads says.
    assert!(!view.leave.sets_goals && shown(&manager).leave.sets_goals);
    does(&mut rep, BudgetEvent::SheetOpened(BudgetSheet::Goal(seen.due[0].customer)));
    assert!(shown(&rep).sheet.is_none());
    // Whatever a rep presses, nothing of the plan is written.
    let before = rep.model.book().budget().len();
    types(&mut rep, at(Row::SalesRevenue, 11), "1");
    does(&mut rep, BudgetEvent::Issued);
    does(&mut rep, BudgetEvent::SheetOpened(BudgetSheet::NewPlan));
    does(&mut rep, BudgetEvent::Planned(None));
    does(&mut rep, BudgetEvent::WhyOpened(BudgetWhy::Plan(at(Row::SalesRevenue, 11))));
    assert_eq!(rep.model.book().budget().len(), before);
    assert!(shown(&rep).sheet.is_none() && shown(&rep).why.is_none());
    // An own expense goes to the manager, who approves it.
    rep.happens(Event::LinkFollowed(Route::Budget(BudgetPart::Expenses)));
    fills(&mut rep, BudgetSheet::NewExpense, &[(SheetField::Amount, "66")]);
    company.meets(&mut rep);
    company.meets(&mut manager);
    let expenses = |tablet: &mut Tablet<'_>| match &part(tablet, BudgetPart::Expenses).body {
        BudgetBody::Expenses(view) => view.clone(),
        other => panic!("not the expenses: {other:?}"),
    };
    let it = expenses(&mut manager).rows[0].clone();
    assert_eq!((it.who.as_str(), it.amount, it.can_judge), ("小王", 6_600, true));
    assert!(!expenses(&mut rep).rows[0].can_judge);
    part(&mut manager, BudgetPart::Expenses);
    does(&mut manager, BudgetEvent::Approved(it.id));
    company.meets(&mut manager);
    company.meets(&mut rep);
    let told = expenses(&mut rep).rows[0].clone();
    assert!(matches!(told.verdict, jipan_app::view::Verdict::Approved(_)));
    assert!(!told.is_editable, "what was approved is not for who had it to change");
    assert!(!expenses(&mut rep).has_others && expenses(&mut manager).has_others);
}

#[test]
fn the_issued_months_of_a_year_come_to_its_goal_and_an_order_without_a_network_moves_it_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_goals(&mut tablet);
    assert_eq!(goals(&mut tablet).year, None, "one month is no year");
    part(&mut tablet, BudgetPart::Year);
    types(&mut tablet, at(Row::SalesRevenue, 12), "5000.01");
    part(&mut tablet, BudgetPart::Goals);
    does(&mut tablet, BudgetEvent::Issued);
    let before = goals(&mut tablet);
    let year = before.year.expect("two months were issued");
    let month = |it| Month::of(NaiveDate::from_ymd_opt(2026, it, 1).unwrap());
    assert_eq!((year.first, year.months), (month(1), (month(11), month(12))));
    assert_eq!((year.goal, year.actual), (400_000 + 500_001, before.month_actual));
    tablet.happens(Event::NetworkChanged { is_online: false });
    let product = sells(&mut tablet, "P7", "银叶", "100", "250");
    orders_for(&mut tablet, "三号店");
    enters(&mut tablet, product, 2);
    trades(&mut tablet, TradeEvent::EntryDone);
    let after = goals(&mut tablet);
    let came = after.today_actual - before.today_actual;
    assert_eq!(came, 20_000);
    let moved = |of: &dyn Fn(&GoalsView) -> i64| of(&after) - of(&before);
    assert_eq!(moved(&|it| it.year.unwrap().actual), came, "the year");
    assert_eq!(moved(&|it| it.month_actual), came, "the month");
    assert_eq!(moved(&|it| it.territories.iter().map(|it| it.actual).sum()), came, "the line");
}

#[test]
fn the_year_of_goals_ends_before_a_month_of_which_nothing_was_issued() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", SHOPS.as_bytes());
    tablet.env.today = NaiveDate::from_ymd_opt(2026, 9, 5).unwrap();
    tablet.happens(Event::DayChanged);
    plans(&mut tablet, "预算");
    for month in [9, 10, 12] {
        types(&mut tablet, at(Row::SalesRevenue, month), "1000");
    }
    part(&mut tablet, BudgetPart::Goals);
    does(&mut tablet, BudgetEvent::Issued);
    let year = goals(&mut tablet).year.expect("two months in a row");
    let month = |it| Month::of(NaiveDate::from_ymd_opt(2026, it, 1).unwrap());
    assert_eq!((year.months, year.goal), ((month(9), month(10)), 200_000), "not the last one");
}

#[test]
fn who_is_due_is_listed_where_nothing_was_issued_and_territories_are_in_the_order_of_their_numbers()
{
    const MANY: &str = "客户代码,店铺名称,送货线路,联系电话,经营地址\n\
        K1,一号店,10号线,19900000001,一号路\nK2,二号店,,19900000002,二号路\n\
        K3,三号店,2号线,19900000003,三号路\nK4,四号店,1号线,19900000004,四号路\n";
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", MANY.as_bytes());
    let view = goals(&mut tablet);
    assert_eq!((view.month_goal, view.due.len()), (None, 4), "all are due, of nothing");
    assert!(view.due.iter().all(|it| (it.month_goal, it.today_goal) == (None, None)));
    let names: Vec<_> = view.territories.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["1号线", "2号线", "10号线", ""]);
}

#[test]
fn a_line_that_has_another_name_now_has_its_goal_no_more_and_that_is_said() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_goals(&mut tablet);
    assert_eq!(goals(&mut tablet).not_issued, Some(0));
    tablet.imports("b.csv", SHOPS.replace("西线", "北线").as_bytes());
    let view = goals(&mut tablet);
    let of: Vec<_> = view.territories.iter().map(|it| (it.name.as_str(), it.goal)).collect();
    assert_eq!(of, [("东线", Some(300_000)), ("北线", None)]);
    assert_eq!(view.not_issued, Some(100_000));
}
