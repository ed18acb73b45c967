//! Why a result is another one than a month ago, and what it was month by month: by what stood then, by
//! the rules of then. Each month opens the lines of its orders.

use jipan_app::Event;
use jipan_app::event::{RulesEvent, TradeEvent};
use jipan_app::view::{FileView, MonthView, WhyTopic, WhyView};
use jipan_rules::NaiveDate;
use jipan_rules::explain::Why;
use jipan_rules::period::Month;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::service::Serving;
use jipan_rules::setting::RuleKey;
use jipan_rules::value::Value;
use jipan_store::Place;

use super::orders::trades;
use super::rules::{county, day, does, insights, rules, sets_bound};
use super::tablet::{Disk, Tablet};

fn asks(tablet: &mut Tablet<'_>, topic: WhyTopic) -> WhyView {
    tablet.happens(Event::WhyToggled(None));
    tablet.happens(Event::WhyToggled(Some(topic)));
    tablet.file().why.unwrap()
}

fn change(tablet: &mut Tablet<'_>, topic: WhyTopic) -> Option<Why> {
    asks(tablet, topic).change.map(|it| it.why)
}

fn is_on(tablet: &mut Tablet<'_>, day: NaiveDate) {
    tablet.env.today = day;
    tablet.happens(Event::DayChanged);
}

fn value(file: &FileView, id: FieldId) -> Option<Value> {
    let mut all = file.groups.iter().flat_map(|group| &group.fields);
    all.find(|it| it.def.id == id).unwrap().value.clone()
}

#[test]
fn what_was_bought_stands_beside_the_period_before() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K30");
    for (field, n) in [
        (fields::PURCHASED_QUANTITY, [1_525, 1_500]),
        (fields::PURCHASED_AMOUNT, [15_250_000, 15_000_000]),
    ] {
        let Some(Why::BoughtChange(both)) = change(&mut tablet, WhyTopic::Generated(field)) else {
            panic!("no change of {field:?}")
        };
        let sums = both.each_ref().map(|it| {
            if field == fields::PURCHASED_AMOUNT { it.bought.amount } else { it.bought.quantity }
        });
        assert_eq!(sums, n, "September, October");
    }
    let average = change(&mut tablet, WhyTopic::Generated(fields::AVERAGE_PRICE));
    assert_eq!(average, None, "100.00 then and now");
}

#[test]
fn the_tier_of_the_month_before_is_there_and_the_scale_says_who_went_by() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    insights(&mut tablet);
    let file = tablet.opens("K20");
    assert_eq!(value(&file, fields::TIER), Some(Value::Integer(2)));
    assert_eq!(
        value(&file, fields::TIER_BEFORE),
        Some(Value::Integer(1)),
        "20.5 cases in September"
    );
    // Each bought half a case more, so that nobody went by anybody.
    assert_eq!(change(&mut tablet, WhyTopic::Generated(fields::SCALE_BY_ORDERS)), None);
    let asked = asks(&mut tablet, WhyTopic::Generated(fields::SCALE_BY_ORDERS));
    let scales: Vec<_> = asked.months.iter().map(|it| it.scale).collect();
    assert!(scales[..3].iter().all(Option::is_some) && scales[3..] == [None; 9], "{scales:?}");
    assert_eq!(scales[0].map(Value::Choice), value(&tablet.file(), fields::SCALE_BY_ORDERS));
    assert!(asked.months.iter().all(|it| it.grade.is_none()), "only what was asked");
}

#[test]
fn an_integrity_grade_is_told_month_by_month_and_why_it_is_another() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K1");
    tablet.types(fields::INTEGRITY_POINTS, "95");
    let topic = WhyTopic::Generated(fields::INTEGRITY);
    is_on(&mut tablet, day(12, 5));
    tablet.types(fields::INTEGRITY_POINTS, "85");
    let Some(Why::IntegrityChange(told)) = change(&mut tablet, topic) else { panic!("no change") };
    assert_eq!(told.grades, [Some(1), Some(2)], "A, B");
    let points = told.by_points.map(|it| it.unwrap().points);
    assert_eq!(points, [95, 85]);
    is_on(&mut tablet, NaiveDate::from_ymd_opt(2027, 1, 3).unwrap());
    tablet.types(fields::INTEGRITY, "C");
    let Some(Why::IntegrityChange(told)) = change(&mut tablet, topic) else { panic!("no change") };
    assert_eq!(told.grades, [Some(2), Some(3)], "a person wrote it");
    let months = asks(&mut tablet, topic).months;
    let grades: Vec<_> = months.iter().take(3).map(|it| it.integrity).collect();
    assert_eq!(grades, [Some(2), Some(1), None], "December, November, and before it was known");
}

#[test]
fn a_service_level_is_told_month_by_month_and_follows_the_tier() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K10");
    tablet.types(fields::VISIT_CYCLE, "14");
    let topic = WhyTopic::Service;
    // 10 cases in October, 10.5 in the other months.
    let Some(Why::ServiceChange(both)) = change(&mut tablet, topic) else { panic!("no change") };
    let told = both.each_ref().map(|it| (it.tier, it.due.visit_days, it.serving));
    assert_eq!(told, [(3, 7, None), (4, 14, Some(Serving::Fit))], "the cycle was not known then");
    let months = asks(&mut tablet, topic).months;
    let due: Vec<_> = months.iter().take(3).map(|it| it.service.map(|it| it.0)).collect();
    assert_eq!(due, [Some(14), Some(7), Some(7)]);
    is_on(&mut tablet, day(12, 5));
    let Some(Why::ServiceChange(both)) = change(&mut tablet, topic) else { panic!("no change") };
    let told = both.each_ref().map(|it| (it.tier, it.serving));
    assert_eq!(told, [(4, Some(Serving::Fit)), (3, Some(Serving::Under))]);
}

#[test]
fn a_month_is_told_by_the_rules_of_then() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    sets_bound(&mut tablet);
    is_on(&mut tablet, day(12, 5));
    tablet.opens("K23");
    let tiers: Vec<_> =
        asks(&mut tablet, WhyTopic::Service).months.iter().take(2).map(|it| it.tier).collect();
    assert_eq!(tiers, [Some(2), Some(1)], "25 cases from December on, 20 before");
}

#[test]
fn a_month_opens_the_lines_that_it_adds_up() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K30");
    let topic = WhyTopic::Generated(fields::TIER);
    let asked = asks(&mut tablet, topic);
    assert_eq!(asked.month, None);
    let has_orders = |it: &&MonthView| it.has_orders;
    assert_eq!(asked.months.iter().filter(has_orders).count(), 3, "August to October");
    for (at, month) in [8, 9, 10].into_iter().rev().enumerate() {
        let of = Month::of(day(month, 1));
        trades(&mut tablet, TradeEvent::MonthToggled(of));
        let why = tablet.file().why.unwrap();
        let (open, lines) = why.month.unwrap();
        let told = &why.months[at];
        assert_eq!((open, told.month), (of, of));
        let sum: i64 = lines.lines.iter().map(|it| it.line.quantity).sum();
        assert_eq!((sum, lines.n_more), (told.quantity, 0));
        assert!(lines.lines.iter().all(|it| Month::of(it.on) == of));
    }
    trades(&mut tablet, TradeEvent::MonthToggled(Month::of(day(8, 1))));
    assert_eq!(tablet.file().why.unwrap().month, None, "pressed again it is closed");
}

/// Sets slots of a rule, in force from 1 December.
fn sets(tablet: &mut Tablet<'_>, key: RuleKey, slots: &[(u8, &str)]) {
    rules(tablet);
    does(tablet, RulesEvent::Opened(Some(key)));
    for (slot, text) in slots {
        does(tablet, RulesEvent::Typed { slot: *slot, text: (*text).to_owned() });
    }
    does(tablet, RulesEvent::Previewed);
    does(tablet, RulesEvent::Set);
}

#[test]
fn an_integrity_grade_of_a_month_is_by_the_rule_of_its_last_day() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K1");
    tablet.types(fields::INTEGRITY_POINTS, "92");
    sets(&mut tablet, RuleKey::Integrity, &[(0, "95")]);
    is_on(&mut tablet, day(12, 5));
    tablet.opens("K1");
    let topic = WhyTopic::Generated(fields::INTEGRITY);
    let months = asks(&mut tablet, topic).months;
    assert_eq!(months[0].integrity, Some(1), "A at the end of November, by the rule of November");
    is_on(&mut tablet, NaiveDate::from_ymd_opt(2027, 1, 3).unwrap());
    let months = asks(&mut tablet, topic).months;
    assert_eq!([months[0].integrity, months[1].integrity], [Some(2), Some(1)], "B since December");
}

#[test]
fn no_change_of_integrity_is_told_of_who_was_not_known_a_month_ago() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.opens("K1");
    tablet.types(fields::INTEGRITY_POINTS, "95");
    let topic = WhyTopic::Generated(fields::INTEGRITY);
    assert_eq!(change(&mut tablet, topic), None, "it came on 6 November; today is the 22nd");
}

#[test]
fn other_hours_to_answer_are_a_change_of_service_too() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    sets(&mut tablet, RuleKey::ServiceLevels, &[(4, "4")]);
    is_on(&mut tablet, day(12, 5));
    // Tier 2 in October and in November.
    tablet.opens("K18");
    let Some(Why::ServiceChange(both)) = change(&mut tablet, WhyTopic::Service) else {
        panic!("no change")
    };
    let due = both.each_ref().map(|it| (it.tier, it.due.visit_days, it.due.answer_hours));
    assert_eq!(due, [(2, 7, 8), (2, 7, 4)]);
}

#[test]
fn months_being_computed_say_so_and_go_on_though_the_panel_is_closed() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    insights(&mut tablet);
    tablet.opens("K20");
    tablet.is_busy = true;
    let topic = WhyTopic::Generated(fields::SCALE_BY_ORDERS);
    let waits = |it: &WhyView| it.months.iter().filter(|it| it.waits_for.is_some()).count();
    assert_eq!(waits(&asks(&mut tablet, topic)), 12);
    tablet.happens(Event::WhyToggled(None));
    while tablet.does_a_slice() {}
    let asked = asks(&mut tablet, topic);
    assert_eq!(waits(&asked), 0, "all was computed meanwhile");
    assert!(asked.months[0].scale.is_some() && asked.months[11].scale.is_none());
}

#[test]
fn the_log_is_folded_when_the_months_are_computed() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    insights(&mut tablet);
    tablet.opens("K20");
    tablet.is_busy = true;
    asks(&mut tablet, WhyTopic::Generated(fields::SCALE_BY_ORDERS));
    for n in 0..150 {
        tablet.types(fields::REMARK, &format!("{n}"));
    }
    let n_rows = |disk: &Disk| {
        let rows = disk.inner().rows();
        rows.iter().filter(|row| matches!(row.place, Place::Log(_))).count()
    };
    assert!(n_rows(&disk) > 150, "not while something is computed: {}", n_rows(&disk));
    while tablet.does_a_slice() {}
    assert!(n_rows(&disk) < 100, "{}", n_rows(&disk));
}
