//! How a shop is classed and served, and who is to be looked at again: what orders and points say stands
//! beside what a person wrote, with why, and counts once it was taken over.

use jipan_app::event::TradeEvent;
use jipan_app::view::{FieldView, FileView, FilterChange, WhyTopic, WhyView};
use jipan_app::{Event, Route};
use jipan_book::quality::Finding;
use jipan_book::select::Sort;
use jipan_rules::explain::Why;
use jipan_rules::order::OrderStatus;
use jipan_rules::schema::{FieldId, by_key, fields};
use jipan_rules::service::Serving;
use jipan_rules::value::Value;

use super::orders::{cards, enters, in_trade, orders_for, sells, trades};
use super::rules::{county, day, insights};
use super::tablet::{Tablet, disk};

fn field(file: &FileView, id: FieldId) -> FieldView {
    let mut all = file.groups.iter().flat_map(|group| &group.fields);
    (**all.find(|it| it.def.id == id).unwrap()).clone()
}

fn proposed(file: &FileView, id: FieldId) -> Option<Value> {
    field(file, id).proposal.map(|it| it.value.clone())
}

fn asks(tablet: &mut Tablet<'_>, topic: WhyTopic) -> WhyView {
    tablet.happens(Event::WhyToggled(None));
    tablet.happens(Event::WhyToggled(Some(topic)));
    tablet.file().why.unwrap()
}

fn why(tablet: &mut Tablet<'_>, topic: WhyTopic) -> Why {
    asks(tablet, topic).answer.why
}

#[test]
fn what_a_class_is_kept_by_beside_its_axes_comes_in_grows_old_and_is_no_part_of_completeness() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let rows = "客户代码,店铺名称,配合度,忠诚度,品牌培育,信用度\n1,一店,好,高,弱,差\n2,二店,好,,,\n3,三店,好,很高,弱,差\n";
    let result = tablet.imports("upkeep.csv", rows.as_bytes());
    assert_eq!((result.n_added, result.failures.len()), (2, 1), "很高 is none of the steps");
    let [cooperation, loyalty, building, credit] =
        ["cooperation", "loyalty", "brand_building", "credit_standing"]
            .map(|it| by_key(it).unwrap().id);
    let file = tablet.opens("一店");
    let value = |file: &FileView, id| field(file, id).value;
    let choice = |code| Some(Value::Choice(code));
    let all = [cooperation, loyalty, building, credit].map(|id| value(&file, id));
    assert_eq!(all, [choice(1), choice(1), choice(3), choice(3)]);
    let other = tablet.opens("二店");
    assert_eq!(value(&other, loyalty), None);
    assert_eq!(file.percent, other.percent, "asked, and no part of completeness");
    tablet.opens("一店");
    tablet.happens(Event::ConfirmPressed { field: loyalty });
    let mut n_stale = |days| {
        tablet.env.today += jipan_rules::TimeDelta::days(days);
        tablet.happens(Event::DayChanged);
        let stale = vec![FilterChange::Finding(Some(Finding::Stale(loyalty)))];
        tablet.happens(Event::ListOpened(stale));
        tablet.customers().list.n_shown
    };
    assert_eq!([n_stale(180), n_stale(1)], [0, 1]);
}

#[test]
fn the_scale_that_orders_say_is_proposed_with_why_and_taken_over_with_one_tap() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    let file = tablet.opens("K30");
    assert_eq!(file.class.as_deref(), Some("CZ2"));
    assert_eq!(field(&file, fields::SCALE_BY_ORDERS).value, Some(Value::Choice(1)));
    assert_eq!(proposed(&file, fields::SCALE), Some(Value::Choice(1)));
    let Why::Scale(facts) = why(&mut tablet, WhyTopic::Generated(fields::SCALE_BY_ORDERS)) else {
        panic!("not by orders")
    };
    assert_eq!((facts.n_above, facts.n_equal, facts.n), (0, 1, 15), "of the shops of its format");
    tablet.happens(Event::WhyToggled(Some(WhyTopic::Class)));
    assert!(tablet.file().why.unwrap().proposal.is_some(), "beside the class, too");
    // The button does what choosing in the list does.
    tablet.happens(Event::FieldTyped { field: fields::SCALE, text: "大".to_owned() });
    tablet.happens(Event::FieldLeft { field: fields::SCALE });
    let file = tablet.file();
    assert_eq!((file.class.as_deref(), proposed(&file, fields::SCALE)), (Some("CZ1"), None));
    tablet.happens(Event::UndoPressed);
    assert_eq!(proposed(&tablet.file(), fields::SCALE), Some(Value::Choice(1)));
    let middle = tablet.opens("K16");
    assert_eq!(proposed(&middle, fields::SCALE), None, "orders say what stands there");
    assert_eq!(proposed(&tablet.opens("K0"), fields::SCALE), None, "no orders say nothing");
}

#[test]
fn points_and_penalties_say_an_integrity_grade_that_a_person_takes_over() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称,诚信等级\nK1,一号店,B\n".as_bytes());
    let file = tablet.opens("一号店");
    assert!(matches!(why(&mut tablet, WhyTopic::Generated(fields::INTEGRITY)), Why::Stated { .. }));
    assert_eq!(proposed(&file, fields::INTEGRITY), None, "nothing to compute it from");
    tablet.types(fields::INTEGRITY_POINTS, "95");
    assert_eq!(proposed(&tablet.file(), fields::INTEGRITY), Some(Value::Choice(1)), "A");
    tablet.types(fields::PENALTIES, "3");
    assert_eq!(proposed(&tablet.file(), fields::INTEGRITY), Some(Value::Choice(4)), "W");
    let stated = why(&mut tablet, WhyTopic::Generated(fields::INTEGRITY));
    assert!(matches!(stated, Why::Stated { .. }), "points do not say why B stands there");
    for grade in ["", "W"] {
        tablet.types(fields::INTEGRITY, grade);
        let Why::Integrity(facts) = why(&mut tablet, WhyTopic::Generated(fields::INTEGRITY)) else {
            panic!("not by points")
        };
        assert_eq!((facts.points, facts.penalties), (95, 3));
    }
    assert_eq!(proposed(&tablet.file(), fields::INTEGRITY), None);
    tablet.types(fields::INTEGRITY_POINTS, "");
    assert!(matches!(
        why(&mut tablet, WhyTopic::Generated(fields::INTEGRITY)),
        Why::Entered { .. }
    ));
}

#[test]
fn who_is_visited_more_often_than_its_tier_is_due_is_over_served_and_listed() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    let service =
        |tablet: &mut Tablet<'_>, name: &str| tablet.opens(name).service.map(|it| it.value);
    assert_eq!(service(&mut tablet, "K1"), Some(None), "nobody said how often");
    tablet.types(fields::VISIT_CYCLE, "7");
    assert_eq!(service(&mut tablet, "K1"), Some(Some(Serving::Over)));
    let Why::Service(facts) = why(&mut tablet, WhyTopic::Service) else { panic!("no service") };
    assert_eq!((facts.tier, facts.due.visit_days, facts.due.answer_hours), (8, 60, 72));
    tablet.opens("K30");
    tablet.types(fields::VISIT_CYCLE, "7");
    assert_eq!(service(&mut tablet, "K30"), Some(Some(Serving::Fit)));

    let report = insights(&mut tablet).report.unwrap();
    let n = |finding| report.classing.iter().find(|it| it.0 == finding).unwrap().1;
    assert_eq!(n(Finding::Served(Serving::Over)), 1);
    assert_eq!(n(Finding::ClassCheck), 31, "nobody ever confirmed a class");
    for (finding, n) in report.classing {
        tablet.happens(Event::ListOpened(vec![FilterChange::Finding(Some(finding))]));
        assert_eq!(tablet.customers().list.n_shown, n, "{finding:?}");
    }
    tablet.happens(Event::FiltersCleared);
    // Checked again: the account manager says that all three are still so.
    tablet.opens("K30");
    for field in [fields::MARKET, fields::FORMAT, fields::SCALE] {
        tablet.happens(Event::ConfirmPressed { field });
    }
    tablet.happens(Event::ListOpened(vec![FilterChange::Finding(Some(Finding::ClassCheck))]));
    assert_eq!(tablet.customers().list.n_shown, 30);
}

#[test]
fn grades_are_told_month_by_month_as_they_were_by_all_shops_of_then() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    let grade = field(&tablet.opens("K20"), fields::GRADE).value;
    let asked = asks(&mut tablet, WhyTopic::Generated(fields::GRADE));
    let grades: Vec<_> = asked.months.iter().map(|it| it.grade).collect();
    assert_eq!(grades.len(), 12);
    assert_eq!(
        grades[0].map(|it| Value::Integer(it.into())),
        grade,
        "the last month is the one that counts"
    );
    assert!(grades[..3].iter().all(Option::is_some), "August to October: {grades:?}");
    assert_eq!(grades[3..], [None; 9], "nobody ordered before");
    let asked = asks(&mut tablet, WhyTopic::Generated(fields::TIER));
    assert!(asked.months.iter().all(|it| it.grade.is_none()), "nobody asked about grades");
    // They were computed for everybody: the next file has them without a slice of work.
    tablet.opens("K10");
    tablet.is_busy = true;
    let asked = asks(&mut tablet, WhyTopic::Generated(fields::GRADE));
    assert!(asked.months[..3].iter().all(|it| it.grade.is_some()), "{:?}", asked.months);
}

#[test]
fn grades_of_the_last_months_let_all_other_work_go_first() {
    let disk = county(300);
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    tablet.opens("K20");
    tablet.is_busy = true;
    let n_known = |tablet: &mut Tablet<'_>| {
        let months = tablet.file().why.unwrap().months;
        months.iter().filter(|it| it.grade.is_some()).count()
    };
    tablet.happens(Event::WhyToggled(Some(WhyTopic::Generated(fields::GRADE))));
    assert!(tablet.does_a_slice());
    assert_eq!(n_known(&mut tablet), 0);
    tablet.happens(Event::ExportPressed);
    while tablet.written.is_empty() {
        assert!(tablet.does_a_slice());
    }
    assert_eq!(n_known(&mut tablet), 0, "the export came first");
    while tablet.does_a_slice() {}
    assert_eq!(n_known(&mut tablet), 3);
}

#[test]
fn the_class_among_the_fields_is_the_one_of_the_strip_with_its_why() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    let file = tablet.opens("K3");
    let class = field(&file, fields::CLASS);
    assert_eq!(file.class.as_deref(), Some("CB2"));
    assert_eq!(class.value, Some(Value::Text("CB2".into())));
    assert_eq!(class.why, Some(WhyTopic::Class));
    tablet.types(fields::FORMAT, "");
    let file = tablet.file();
    assert_eq!((file.class.clone(), field(&file, fields::CLASS).value), (None, None));
}

#[test]
fn a_class_says_what_it_was_at_the_end_of_each_month_and_why_it_is_another() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    tablet.env.today = jipan_rules::NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
    tablet.happens(Event::DayChanged);
    tablet.opens("K30");
    assert_eq!(asks(&mut tablet, WhyTopic::Class).change, None);
    tablet.types(fields::SCALE, "大");
    let asked = asks(&mut tablet, WhyTopic::Class);
    let Some(Why::ClassChange { before, now }) = asked.change.map(|it| it.why) else {
        panic!("no change is told")
    };
    assert_eq!((before, now), ([Some(1), Some(1), Some(2)], [Some(1), Some(1), Some(1)]));
    let classes: Vec<_> = asked.months.iter().map(|it| it.class.as_deref()).collect();
    assert_eq!(classes[..2], [Some("CZ2"), None], "it came into the book in November");
}

#[test]
fn what_was_bought_opens_the_lines_that_it_adds_up_and_only_these() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    let quantity = field(&tablet.opens("K30"), fields::PURCHASED_QUANTITY).value;
    let of = |tablet: &mut Tablet<'_>, id| {
        let lines = asks(tablet, WhyTopic::Generated(id)).lines.unwrap();
        (
            lines.lines.iter().map(|it| it.line.quantity).sum::<i64>(),
            lines.lines.len(),
            lines.n_more,
        )
    };
    assert_eq!(quantity, Some(Value::Integer(1_500)), "October");
    assert_eq!(of(&mut tablet, fields::PURCHASED_QUANTITY), (1_500, 1, 0));
    assert_eq!(of(&mut tablet, fields::TIER), (1_500, 1, 0));
    assert_eq!(of(&mut tablet, fields::TIER_BEFORE), (1_525, 1, 0), "September");
    let grade = asks(&mut tablet, WhyTopic::Generated(fields::GRADE));
    assert_eq!(grade.lines, None, "it rests on others as well");
}

#[test]
fn quantity_amount_average_and_tier_follow_each_thing_that_becomes_of_an_order() {
    use OrderStatus::{Cancelled, Delivered, Placed};
    let disk = disk();
    let (mut tablet, ..) = in_trade(&disk);
    let case = sells(&mut tablet, "P9", "整件", "100", "1");
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, case, 21);
    trades(&mut tablet, TradeEvent::EntryDone);
    let order = cards(&mut tablet)[0].clone();
    assert_eq!(order.status, OrderStatus::InReview, "more than 2,000.00");
    // In December November counts.
    tablet.env.today = day(12, 2);
    tablet.happens(Event::DayChanged);
    let stands = |tablet: &mut Tablet<'_>| {
        let file = tablet.opens("一号店");
        let ids = [fields::PURCHASED_QUANTITY, fields::PURCHASED_AMOUNT, fields::AVERAGE_PRICE];
        let sums = ids.map(|id| match field(&file, id).value {
            Some(Value::Integer(n)) => Some(n),
            Some(Value::Amount(it)) => Some(it.fen()),
            _ => None,
        });
        (sums, field(&file, fields::TIER).value)
    };
    let nothing = ([None; 3], Some(Value::Integer(8)));
    let all = ([Some(21), Some(210_000), Some(10_000)], Some(Value::Integer(1)));
    assert_eq!(stands(&mut tablet), nothing, "in review");
    let moves = |tablet: &mut Tablet<'_>, to| {
        trades(tablet, TradeEvent::OrderMoved { id: order.id, to, why: String::new() });
    };
    moves(&mut tablet, Placed);
    assert_eq!(stands(&mut tablet), all, "approved");
    moves(&mut tablet, Cancelled);
    assert_eq!(stands(&mut tablet), nothing, "cancelled");
    tablet.happens(Event::UndoPressed);
    assert_eq!(stands(&mut tablet), all, "not cancelled after all");
    moves(&mut tablet, Delivered);
    assert_eq!(stands(&mut tablet), all, "delivered");
    let file =
        "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\nD1,2026-11-20,K1,P9,整件,9,130\n";
    let batch = tablet.imports("o.csv", file.as_bytes()).batch.unwrap();
    let more = ([Some(30), Some(327_000), Some(10_900)], Some(Value::Integer(1)));
    assert_eq!(stands(&mut tablet), more, "with a file");
    tablet.happens(Event::BatchUndoPressed(batch));
    assert_eq!(stands(&mut tablet), all, "without it");
}

#[test]
fn the_list_is_sorted_by_tier_and_by_grade_and_who_has_none_comes_last() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    insights(&mut tablet);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    let mut sorted = |sort| -> Vec<String> {
        tablet.happens(Event::SortChosen(sort));
        tablet.happens(Event::ListWindowMoved { first: 0, n_rows: 31 });
        tablet.customers().list.rows.iter().map(|it| it.name.clone()).collect()
    };
    let by_tier = sorted(Sort::Tier);
    assert_eq!(by_tier[..2], ["K21", "K22"], "tier 1 by name");
    let by_grade = sorted(Sort::Grade);
    assert_eq!(by_grade.last().unwrap(), "K0", "without a grade");
    assert_eq!(sorted(Sort::Grade).last().unwrap(), "K0", "turned round, too");
}
