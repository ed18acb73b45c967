//! Integrity, service levels, check days and what makes an order special are previewed before they are set:
//! how many customers or orders would be otherwise, and which.

use jipan_app::event::{RulesEvent, TradeEvent};
use jipan_app::view::{FilterChange, Moved, PreviewSum, PreviewView, PreviewedView};
use jipan_app::{Event, Route};
use jipan_book::quality::Finding;
use jipan_rules::TimeDelta;
use jipan_rules::budget::YearStart;
use jipan_rules::integrity::Integrity;
use jipan_rules::schema::fields;
use jipan_rules::service::Serving;
use jipan_rules::setting::{BudgetRuleKey, RuleKey, RuleValue};
use jipan_store::Place;

use super::orders::{enters, in_trade, orders_for, sells, trades};
use super::rules::{county, day, does, previewed, rules};
use super::tablet::{Disk, Tablet, disk};

/// Types slots of a rule and asks who would stand otherwise.
pub(crate) fn asks(tablet: &mut Tablet<'_>, key: RuleKey, slots: &[(u8, &str)]) -> PreviewedView {
    rules(tablet);
    does(tablet, RulesEvent::Opened(Some(key)));
    for (slot, text) in slots {
        does(tablet, RulesEvent::Typed { slot: *slot, text: (*text).to_owned() });
    }
    does(tablet, RulesEvent::Set);
    assert!(rules(tablet).edit.is_some(), "nothing is set before it was previewed");
    does(tablet, RulesEvent::Previewed);
    previewed(tablet)
}

fn moved(preview: &PreviewedView) -> Vec<(&str, &Moved)> {
    preview.moves.iter().map(|it| (&*it.name, &it.moved)).collect()
}

#[test]
fn other_points_of_integrity_name_whose_grade_changes() {
    let disk = county(4);
    let mut tablet = Tablet::open(&disk, 1);
    for (name, points, penalties) in [("K1", "92", ""), ("K2", "85", "2"), ("K3", "95", "3")] {
        tablet.opens(name);
        tablet.types(fields::INTEGRITY_POINTS, points);
        tablet.types(fields::PENALTIES, penalties);
    }
    let preview = asks(&mut tablet, RuleKey::Integrity, &[(0, "93"), (3, "2")]);
    assert_eq!((&*preview.sums, preview.n_all), (&[(PreviewSum::Integrity, 2)][..], 3));
    let falls = |from, to| Moved::Integrity([from, to]);
    assert_eq!(
        moved(&preview),
        [("K1", &falls(Integrity::A, Integrity::B)), ("K2", &falls(Integrity::B, Integrity::W))]
    );
    does(&mut tablet, RulesEvent::Set);
    let RuleValue::Integrity(set) =
        rules(&mut tablet).rules[5].next.clone().unwrap().value.unwrap()
    else {
        panic!("another rule")
    };
    assert_eq!((set.from[0], set.penalties), (93, 2));
    // What a person changes meanwhile makes it a preview of something else.
    let preview = asks(&mut tablet, RuleKey::Integrity, &[(0, "94")]);
    assert_eq!(preview.sums, [(PreviewSum::Integrity, 0)], "K1 is B by then anyhow");
    tablet.opens("K2");
    tablet.types(fields::INTEGRITY_POINTS, "93");
    tablet.types(fields::PENALTIES, "");
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Opened(Some(RuleKey::Integrity)));
    assert_eq!(rules(&mut tablet).edit.unwrap().preview, PreviewView::None);
    does(&mut tablet, RulesEvent::Previewed);
    assert_eq!(previewed(&mut tablet).sums, [(PreviewSum::Integrity, 1)]);
}

#[test]
fn other_service_levels_say_who_is_due_visits_and_answers_otherwise() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    // Tier 1 (21 to 30 cases): visits each 10 days; tier 2 (15 to 20): answers within 4 hours.
    let preview = asks(&mut tablet, RuleKey::ServiceLevels, &[(0, "10"), (4, "4")]);
    assert_eq!(preview.sums, [(PreviewSum::Visits, 10), (PreviewSum::Answers, 6)]);
    assert_eq!((preview.n_all, preview.moves.len(), preview.n_more), (31, 16, 0));
    let of = |name| moved(&preview).into_iter().find(|it| it.0 == name).unwrap().1;
    let days = |it: &Moved| match it {
        Moved::Service(both) => both.map(|it| (it.visit_days, it.answer_hours)),
        other => panic!("{other:?}"),
    };
    assert_eq!(days(of("K30")), [(7, 4), (10, 4)]);
    assert_eq!(days(of("K15")), [(7, 8), (7, 4)]);
}

#[test]
fn a_class_that_is_served_as_another_tier_is_previewed_set_and_taken_back() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    // Every other shop is CZ2, the second of the 42. As tier 3 (7 days, 8 hours, services 12) those of tiers 4 to 8
    // are visited more often, those of tiers 1 and 4 to 8 answered otherwise, all but tiers 3 and 4 served otherwise.
    let nobody = asks(&mut tablet, RuleKey::ClassServices, &[(0, "3")]);
    assert!(nobody.moves.is_empty(), "nobody is CZ1");
    let preview = asks(&mut tablet, RuleKey::ClassServices, &[(0, "own"), (1, "3")]);
    assert_eq!(
        preview.sums,
        [(PreviewSum::Visits, 6), (PreviewSum::Answers, 11), (PreviewSum::Services, 12)]
    );
    assert_eq!(preview.n_all, 31);
    let served = |tablet: &mut Tablet<'_>| {
        [Serving::Under, Serving::Fit, Serving::Over].map(|how| {
            let found = vec![FilterChange::Finding(Some(Finding::Served(how)))];
            tablet.happens(Event::ListOpened(found));
            tablet.customers().list.n_shown
        })
    };
    tablet.opens("K0");
    tablet.types(fields::VISIT_CYCLE, "7");
    assert_eq!(served(&mut tablet), [0, 0, 1], "tier 8 each week is too much");
    asks(&mut tablet, RuleKey::ClassServices, &[(1, "3")]);
    does(&mut tablet, RulesEvent::DayChosen(Some(day(11, 22))));
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(served(&mut tablet), [0, 1, 0], "as tier 3 it is due");
    // The rule is there after the tablet was closed, and can be taken back.
    let mut tablet = Tablet::open(&disk, 1);
    assert_eq!(served(&mut tablet), [0, 1, 0]);
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Reverted(RuleKey::ClassServices, day(11, 22)));
    assert_eq!(previewed(&mut tablet).sums.first(), Some(&(PreviewSum::Visits, 6)));
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(served(&mut tablet), [0, 0, 1]);
}

#[test]
fn a_rule_of_the_budget_moves_nobody_and_is_in_force_from_its_day() {
    let disk = county(4);
    let mut tablet = Tablet::open(&disk, 1);
    let key = RuleKey::Budget(BudgetRuleKey::Start);
    let preview = asks(&mut tablet, key, &[(0, "4")]);
    assert_eq!((&*preview.sums, preview.n_all), (&[(PreviewSum::Nothing, 0)][..], 5));
    assert!(preview.moves.is_empty());
    does(&mut tablet, RulesEvent::DayChosen(Some(day(11, 22))));
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    let on = |tablet: &Tablet<'_>, on| tablet.model.book().rule_book().on(on).budget.start.value;
    assert_eq!(on(&tablet, day(11, 22)), YearStart(4));
    assert_eq!(on(&tablet, day(11, 21)), YearStart::DEFAULT);
}

#[test]
fn other_check_days_say_who_is_due_and_who_no_longer_is() {
    let disk = county(4);
    let mut tablet = Tablet::open(&disk, 1);
    for (name, days) in [("K1", 0), ("K2", 0), ("K3", 70), ("K4", 130)] {
        tablet.env.today = day(6, 1) + TimeDelta::days(days);
        tablet.happens(Event::DayChanged);
        tablet.opens(name);
        for field in [fields::MARKET, fields::FORMAT, fields::SCALE] {
            tablet.happens(Event::ConfirmPressed { field });
        }
    }
    tablet.env.today = day(11, 22);
    tablet.happens(Event::DayChanged);
    // Confirmed 174, 174, 104 and 44 days ago; K0 never.
    let preview = asks(&mut tablet, RuleKey::ClassCheckDays, &[(0, "100")]);
    assert_eq!(preview.sums, [(PreviewSum::Due, 3)]);
    let names: Vec<_> = moved(&preview).iter().map(|it| it.0).collect();
    assert_eq!((names, preview.n_all), (vec!["K1", "K2", "K3"], 5));
    does(&mut tablet, RulesEvent::DayChosen(Some(day(11, 22))));
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    let due = vec![FilterChange::Finding(Some(Finding::ClassCheck))];
    tablet.happens(Event::ListOpened(due));
    assert_eq!(tablet.customers().list.n_shown, 4, "those three, and who never was");
    // Taken back, they are not due any longer.
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Reverted(RuleKey::ClassCheckDays, day(11, 22)));
    let preview = previewed(&mut tablet);
    assert_eq!(preview.sums, [(PreviewSum::Due, 0), (PreviewSum::NotDue, 3)]);
    assert_eq!(rules(&mut tablet).rules[8].versions.len(), 2, "not before it was seen");
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(rules(&mut tablet).rules[8].versions.len(), 1);
}

#[test]
fn another_review_says_which_orders_of_the_last_period_would_have_been_special() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    for (name, quantity, minutes) in
        [("一号店", 30, 5), ("一号店", 5, 60), ("二号店", 15, 60), ("二号店", 1, 15)]
    {
        orders_for(&mut tablet, name);
        enters(&mut tablet, one, quantity);
        trades(&mut tablet, TradeEvent::EntryDone);
        tablet.env.now += TimeDelta::minutes(minutes);
    }
    let preview = asks(&mut tablet, RuleKey::ReviewAmount, &[(0, "1000")]);
    assert_eq!((preview.sums, preview.n_all), (vec![(PreviewSum::Special, 0)], 0), "not October");
    does(&mut tablet, RulesEvent::Opened(None));
    tablet.env.today = day(12, 2);
    tablet.happens(Event::DayChanged);
    let preview = asks(&mut tablet, RuleKey::ReviewAmount, &[(0, "1000"), (1, "3")]);
    assert_eq!(preview.n_all, 4);
    assert_eq!(preview.sums, [(PreviewSum::Special, 1), (PreviewSum::NotSpecial, 1)]);
    let which = |it: &Moved| match it {
        Moved::Order { amount, is_special, .. } => (amount.fen(), *is_special),
        other => panic!("{other:?}"),
    };
    let orders: Vec<_> = moved(&preview).into_iter().map(|(name, it)| (name, which(it))).collect();
    assert_eq!(
        orders,
        [("一号店", (50_000, false)), ("二号店", (150_000, true))],
        "five minutes apart is no longer repeated; 1,500 is too much"
    );
}

#[test]
fn such_a_preview_can_be_cancelled_midway() {
    let disk = county(300);
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Opened(Some(RuleKey::ServiceLevels)));
    does(&mut tablet, RulesEvent::Typed { slot: 0, text: "10".to_owned() });
    tablet.is_busy = true;
    does(&mut tablet, RulesEvent::Previewed);
    for _ in 0..2 {
        assert!(tablet.does_a_slice());
    }
    let PreviewView::Running(percent) = rules(&mut tablet).edit.unwrap().preview else {
        panic!("it does not run")
    };
    assert!((1..100).contains(&percent), "{percent}");
    does(&mut tablet, RulesEvent::PreviewCancelled);
    while tablet.does_a_slice() {}
    does(&mut tablet, RulesEvent::Set);
    let view = rules(&mut tablet);
    assert!(view.edit.is_some() && view.rules[6].versions.len() == 1);
    tablet.happens(Event::LinkFollowed(Route::Home));
}

#[test]
fn the_log_is_folded_when_a_preview_ends_or_is_given_up() {
    let n_rows = |disk: &Disk| {
        let rows = disk.inner().rows();
        rows.iter().filter(|row| matches!(row.place, Place::Log(_))).count()
    };
    for is_cancelled in [false, true] {
        let disk = county(30);
        let mut tablet = Tablet::open(&disk, 1);
        tablet.opens("K20");
        tablet.types(fields::REMARK, "样例");
        rules(&mut tablet);
        does(&mut tablet, RulesEvent::Opened(Some(RuleKey::Tiers)));
        does(&mut tablet, RulesEvent::Typed { slot: 0, text: "25".to_owned() });
        tablet.is_busy = true;
        does(&mut tablet, RulesEvent::Previewed);
        // Taken back and done again, with the preview on the screen.
        for _ in 0..150 {
            tablet.happens(Event::UndoPressed);
        }
        assert!(n_rows(&disk) > 150, "not while something is computed: {}", n_rows(&disk));
        if is_cancelled {
            does(&mut tablet, RulesEvent::PreviewCancelled);
        }
        while tablet.does_a_slice() {}
        assert!(n_rows(&disk) < 100, "cancelled: {is_cancelled}, {}", n_rows(&disk));
    }
}

#[test]
fn a_return_makes_no_order_less_special_in_the_preview_either() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    let back = sells(&mut tablet, "P3", "红梅", "70", "250");
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 25);
    enters(&mut tablet, back, -10);
    trades(&mut tablet, TradeEvent::EntryDone);
    tablet.env.today = day(12, 2);
    tablet.happens(Event::DayChanged);
    // 2,500.00 and -700.00: more than 2,000.00 today, not more than 2,600.00.
    let preview = asks(&mut tablet, RuleKey::ReviewAmount, &[(0, "2600")]);
    assert_eq!(preview.sums, [(PreviewSum::Special, 0), (PreviewSum::NotSpecial, 1)]);
    let Moved::Order { amount, is_special, .. } = &preview.moves[0].moved else {
        panic!("no order")
    };
    assert_eq!((amount.fen(), *is_special), (250_000, false));
}
