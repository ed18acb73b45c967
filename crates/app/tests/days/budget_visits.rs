//! Today's goals over a month, and goals that two issue at once. Not here: how a goal is split (`budget_goals`).

use std::rc::Rc;

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, RulesEvent, TradeEvent};
use jipan_app::view::{BudgetBody, GoalRow, GoalsView};
use jipan_rules::TimeDelta;
use jipan_rules::budget::Row;
use jipan_rules::permission::Role;
use jipan_rules::setting::RuleKey;

use super::budget::{at, does, part, plans, types};
use super::budget_goals::next_day;
use super::orders::{enters, orders_for, sells, trades};
use super::rules::rules;
use super::sync::joined;
use super::sync_people::two_territories;
use super::tablet::{Tablet, disk, today};

const SHOPS: &str = "客户代码,店铺名称,送货线路,联系电话,经营地址\n\
    K1,一号店,东线,19900000001,一号路\nK2,二号店,东线,19900000002,二号路\n\
    K3,三号店,东线,19900000003,三号路\nK4,四号店,西线,19900000004,四号路\n";
const ORDERS: &str = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n\
    D1,2026-08-05,K1,P1,金叶,9000,300000\nD2,2026-09-05,K1,P1,金叶,9000,300000\n\
    D3,2026-10-05,K1,P1,金叶,9000,300000\nD4,2026-10-05,K2,P1,金叶,40,1000\n\
    D5,2026-10-05,K4,P1,金叶,70,2000\n";

fn goals(tablet: &mut Tablet<'_>) -> GoalsView {
    match &part(tablet, BudgetPart::Goals).body {
        BudgetBody::Goals(view) => (**view).clone(),
        other => panic!("not the goals: {other:?}"),
    }
}

/// From today on each shop is due after so many days.
fn sees_all_each(tablet: &mut Tablet<'_>, days: &str) {
    let tell = |tablet: &mut Tablet<'_>, event| tablet.happens(Event::Rules(event));
    rules(tablet);
    tell(tablet, RulesEvent::Opened(Some(RuleKey::ServiceLevels)));
    for tier in 0..8 {
        tell(tablet, RulesEvent::Typed { slot: 3 * tier, text: days.to_owned() });
    }
    tell(tablet, RulesEvent::DayChosen(Some(today())));
    tell(tablet, RulesEvent::Previewed);
    tell(tablet, RulesEvent::Set);
    assert!(rules(tablet).edit.is_none(), "it is set");
}

#[test]
fn who_is_seen_whenever_due_and_orders_what_is_asked_brings_the_goal_of_the_month_to_the_fen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", SHOPS.as_bytes());
    tablet.imports("orders.csv", ORDERS.as_bytes());
    sees_all_each(&mut tablet, "9");
    plans(&mut tablet, "预算");
    // An amount that no number of visits divides.
    types(&mut tablet, at(Row::SalesRevenue, 12), "100.03");
    part(&mut tablet, BudgetPart::Goals);
    does(&mut tablet, BudgetEvent::Issued);
    // Of one fen each, so that any goal can be ordered.
    let fen = sells(&mut tablet, "F1", "一分", "0.01", "250");
    while goals(&mut tablet).month.number() == 11 {
        next_day(&mut tablet);
    }
    let first = goals(&mut tablet);
    assert_eq!((first.month_goal, first.not_issued), (Some(10_003), Some(0)));
    let mut n_visits = 0;
    while goals(&mut tablet).month.number() == 12 {
        let due: Rc<[GoalRow]> = goals(&mut tablet).due;
        for it in due.iter().filter(|it| it.today_goal.is_some_and(|goal| goal > 0)) {
            orders_for(&mut tablet, &it.name);
            enters(&mut tablet, fen, it.today_goal.unwrap());
            trades(&mut tablet, TradeEvent::EntryDone);
            n_visits += 1;
        }
        let view = goals(&mut tablet);
        if view.day.succ_opt().is_some_and(|it| jipan_rules::period::Month::of(it) > view.month) {
            let rest: i64 = view.territories.iter().map(|it| it.left).sum();
            assert_eq!(view.month_actual + rest, 10_003, "to the fen");
            assert_eq!(rest, 0, "each territory has shops that are due");
            for it in &view.territories {
                assert_eq!(Some(it.actual), it.goal, "{}", it.name);
            }
        }
        next_day(&mut tablet);
    }
    assert_eq!(n_visits, 4 * 4, "the 1st, 10th, 19th and 28th");
}

#[test]
fn of_two_who_issue_goals_at_once_one_word_counts_for_the_whole_month() {
    for second_is_later in [true, false] {
        let (one, two) = (disk(), disk());
        let (mut company, mut first, _) = two_territories(&one);
        plans(&mut first, "预算");
        types(&mut first, at(Row::SalesRevenue, 11), "1000");
        types(&mut first, at(Row::SalesRevenue, 12), "1200");
        company.meets(&mut first);
        let mut second = joined(&two, 2, &mut company, Role::Manager);
        part(&mut second, BudgetPart::Year);
        types(&mut second, at(Row::SalesRevenue, 11), "3000.01");
        // Without a network both issue what they see.
        let later = TimeDelta::minutes(5);
        if second_is_later {
            second.env.now = first.env.now + later;
        } else {
            first.env.now = second.env.now + later;
        }
        for tablet in [&mut first, &mut second] {
            part(tablet, BudgetPart::Goals);
            does(tablet, BudgetEvent::Issued);
        }
        for _ in 0..2 {
            for tablet in [&mut first, &mut second] {
                tablet.happens(Event::PageShown);
                company.meets(tablet);
                assert_eq!(tablet.model.n_mismatches(), 0);
            }
        }
        let wanted = if second_is_later { 300_001 } else { 100_000 };
        let planned = 300_001;
        for tablet in [&mut first, &mut second] {
            let view = goals(tablet);
            assert_eq!((view.month_goal, view.territories.len()), (Some(wanted), 2));
            assert_eq!(view.not_issued, Some(planned - wanted), "and what lacks is told");
            let of: Vec<_> = view.territories.iter().filter_map(|it| it.goal).collect();
            assert!((of[0] - of[1]).abs() <= 1, "both of one issue: {of:?}");
        }
    }
}
