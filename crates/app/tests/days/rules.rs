//! A manager sets a bound: it is previewed, counts from the first of next month, on every tablet, and is
//! taken back.

use jipan_app::event::RulesEvent;
use jipan_app::view::{
    InsightsView, MoveView, Moved, PreviewSum, PreviewView, PreviewedView, RuleEditView, RulesView,
    ScreenView,
};
use jipan_app::{Event, Route};
use jipan_book::{
    Action, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp, order_id_of, product_id_of,
};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::setting::{RuleFault, RuleKey, RuleSource};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_store::{Durability, Store as _, Write};
use pollster::block_on;

use super::company::Company;
use super::sync::joined;
use super::tablet::{Disk, Tablet, disk};

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A shop that orders so many cases of 50 in each of three months; the greater ones at the same prices.
fn shop(cases: u32) -> Vec<Op> {
    let customer = CustomerId::new(Uuid::from_u128(u128::from(cases) + 1));
    let choice = |field, code| (field, Value::Choice(code));
    let values = vec![
        (fields::NAME, Value::Text(format!("K{cases}").into())),
        (fields::CODE, Value::Text(format!("{cases:03}").into())),
        choice(fields::MARKET, 1),
        choice(fields::FORMAT, u8::try_from(cases % 2).unwrap() + 1),
        choice(fields::SCALE, 2),
    ];
    let order = |month: u32| {
        let quantity = i64::from(cases) * 50 + if month == 10 { 0 } else { 25 };
        let line = OrderLine {
            product: product_id_of("P1"),
            quantity,
            price: 1_000_000,
            amount: quantity * 10_000,
            pack: 50,
        };
        let number = format!("{cases}-{month}");
        let placed = PlacedOrder {
            number: number.as_str().into(),
            on: day(month, 5),
            source: OrderSource::File,
            status: OrderStatus::Delivered,
            review: 0,
            lines: vec![line],
        };
        let write = OrderWrite::Place(Box::new(placed));
        Op::Order { id: order_id_of(&number), customer, write }
    };
    let mut ops = vec![Op::Create { id: customer, values }];
    if cases > 0 {
        ops.extend([8, 9, 10, 11].map(order));
    }
    ops
}

/// A disk with shops of 0 to so many cases a month.
pub(crate) fn county(n: u32) -> Disk {
    let disk = disk();
    let replica = ReplicaId::new(7 << 8);
    let rows = (0_u64..).zip(0..=n).map(|(seq, cases)| {
        let change = Change {
            id: ChangeId { replica, seq },
            stamp: Stamp::new(1_790_000_000_000 + seq, 0, replica),
            on: day(11, 6),
            by: PersonId::new(Uuid::from_u128(9)),
            action: Action::Import,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: shop(cases),
        };
        Write::Log(change.encode().unwrap())
    });
    block_on(disk.write(rows.collect(), Durability::Strict)).unwrap();
    disk
}

pub(crate) fn insights(tablet: &mut Tablet<'_>) -> InsightsView {
    tablet.happens(Event::LinkFollowed(Route::Insights));
    match tablet.model.view().screen {
        ScreenView::Insights(view) => (*view).clone(),
        other => panic!("not the screen of insights: {other:?}"),
    }
}

fn tiers(tablet: &mut Tablet<'_>) -> [usize; 8] {
    insights(tablet).standings.unwrap().totals.tiers
}

pub(crate) fn rules(tablet: &mut Tablet<'_>) -> RulesView {
    tablet.happens(Event::LinkFollowed(Route::Rules));
    match tablet.model.view().screen {
        ScreenView::Rules(view) => (*view).clone(),
        other => panic!("not the screen of the rules: {other:?}"),
    }
}

pub(crate) fn does(tablet: &mut Tablet<'_>, event: RulesEvent) {
    tablet.happens(Event::Rules(event));
}

/// A rep of a territory without customers, who has joined.
pub(crate) fn rep<'a>(on: &'a Disk, run: u64, company: &mut Company) -> Tablet<'a> {
    let line = company.territory("一线", &["1号线"]);
    let secret = company.invite("小李", Role::Rep, &[line]);
    let mut tablet = Tablet::open(on, run);
    tablet.joins(company, &secret);
    tablet
}

/// Opens the bounds of the tiers and types another first one.
pub(crate) fn types_bound(tablet: &mut Tablet<'_>, text: &str) -> RuleEditView {
    rules(tablet);
    does(tablet, RulesEvent::Opened(Some(RuleKey::Tiers)));
    does(tablet, RulesEvent::Typed { slot: 0, text: text.to_owned() });
    rules(tablet).edit.unwrap()
}

pub(crate) fn previewed(tablet: &mut Tablet<'_>) -> PreviewedView {
    match rules(tablet).edit.unwrap().preview {
        PreviewView::Done(done) => (*done).clone(),
        other => panic!("no preview: {other:?}"),
    }
}

/// Sets the bound of tier 1 to 25 cases from the first of next month on.
pub(crate) fn sets_bound(tablet: &mut Tablet<'_>) {
    types_bound(tablet, "25");
    does(tablet, RulesEvent::Previewed);
    does(tablet, RulesEvent::Set);
}

#[test]
fn a_changed_bound_is_previewed_dated_and_true_on_that_day_on_a_tablet_without_a_network() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    assert_eq!(tiers(&mut tablet)[..2], [10, 6], "October: 21 to 30 cases, 15 to 20");
    let edit = types_bound(&mut tablet, "25");
    assert_eq!((edit.from, edit.is_other), (Some(day(12, 1)), true));
    assert_eq!(edit.preview, PreviewView::None);
    does(&mut tablet, RulesEvent::Set);
    assert!(rules(&mut tablet).edit.is_some(), "nothing is set before it was previewed");
    does(&mut tablet, RulesEvent::Previewed);
    let preview = previewed(&mut tablet);
    assert_eq!(
        (&*preview.sums, preview.n_all, preview.n_more),
        (&[(PreviewSum::Tier, 5)][..], 31, 0)
    );
    let tiers_of = |it: &MoveView| match &it.moved {
        Moved::Standing(both) => both.each_ref().map(|it| it.tier),
        other => panic!("{other:?}"),
    };
    let moves: Vec<_> = preview.moves.iter().map(|it| (&*it.name, tiers_of(it))).collect();
    let falls = |name| (name, [Some(1), Some(2)]);
    assert_eq!(moves, ["K21", "K22", "K23", "K24", "K25"].map(falls));
    assert_eq!(tiers(&mut tablet)[..2], [10, 6], "a preview changes nothing");

    sets_bound(&mut tablet);
    let view = rules(&mut tablet);
    assert!(view.edit.is_none());
    let next = view.rules[0].next.clone().unwrap();
    assert_eq!((next.from, next.source), (Some(day(12, 1)), RuleSource::Company));
    assert!(tablet.model.view().undo.is_some());
    assert_eq!(tiers(&mut tablet)[..2], [10, 6], "not before its day");

    let mut tablet = Tablet::open(&disk, 2);
    tablet.env.today = day(12, 1);
    tablet.happens(Event::DayChanged);
    // November: half a case more each, so that 20 is 20.5 and 25 is 25.5.
    assert_eq!(tiers(&mut tablet)[..2], [6, 11]);
    assert_eq!(insights(&mut tablet).bounds[0], 2_500);
    assert_eq!(insights(&mut tablet).months, Some((day(11, 1), day(11, 1))));
}

#[test]
fn a_bound_set_on_one_tablet_counts_on_another_after_they_met() {
    let (one, two, three) = (county(30), disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.joins(&mut company, &secret);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    sets_bound(&mut manager);
    company.meets(&mut manager);
    company.meets(&mut second);
    let set = |tablet: &mut Tablet<'_>| rules(tablet).rules[0].next.clone();
    assert_eq!(set(&mut second), set(&mut manager));
    assert!(set(&mut second).is_some());
    for tablet in [&mut manager, &mut second] {
        tablet.env.today = day(12, 1);
        tablet.happens(Event::DayChanged);
        assert_eq!(tiers(tablet)[..2], [6, 11]);
    }
    let mut rep = rep(&three, 3, &mut company);
    assert!(set(&mut rep).is_some(), "rules go to everybody");
}

#[test]
fn a_preview_can_be_cancelled_midway_and_then_nothing_was_previewed() {
    let disk = county(300);
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    types_bound(&mut tablet, "25");
    tablet.is_busy = true;
    does(&mut tablet, RulesEvent::Previewed);
    for _ in 0..5 {
        assert!(tablet.does_a_slice());
    }
    let percent = match rules(&mut tablet).edit.unwrap().preview {
        PreviewView::Running(percent) => percent,
        other => panic!("it does not run: {other:?}"),
    };
    assert!((1..100).contains(&percent), "{percent}");
    does(&mut tablet, RulesEvent::PreviewCancelled);
    while tablet.does_a_slice() {}
    let edit = rules(&mut tablet).edit.unwrap();
    assert_eq!((edit.preview, &*edit.texts[0]), (PreviewView::None, "25"), "what was typed stays");
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(rules(&mut tablet).rules[0].versions.len(), 1);
}

#[test]
fn typing_on_makes_a_preview_one_of_something_else() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    types_bound(&mut tablet, "25");
    does(&mut tablet, RulesEvent::Previewed);
    assert_eq!(previewed(&mut tablet).sums, [(PreviewSum::Tier, 5)]);
    does(&mut tablet, RulesEvent::Typed { slot: 0, text: "26".to_owned() });
    assert_eq!(rules(&mut tablet).edit.unwrap().preview, PreviewView::None);
    does(&mut tablet, RulesEvent::Previewed);
    assert_eq!(previewed(&mut tablet).sums, [(PreviewSum::Tier, 6)]);
}

#[test]
fn a_version_is_taken_back_and_so_is_that() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    sets_bound(&mut tablet);
    let n_set = |tablet: &mut Tablet<'_>| rules(tablet).rules[0].versions.len() - 1;
    assert_eq!(n_set(&mut tablet), 1);
    does(&mut tablet, RulesEvent::Reverted(RuleKey::Tiers, day(12, 1)));
    assert_eq!(n_set(&mut tablet), 1, "first who would stand otherwise");
    assert_eq!(rules(&mut tablet).edit.unwrap().reverts, Some(day(12, 1)));
    assert_eq!(
        previewed(&mut tablet).sums,
        [(PreviewSum::Tier, 5)],
        "as many as the version moved"
    );
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(n_set(&mut tablet), 0);
    tablet.happens(Event::UndoPressed);
    assert_eq!(n_set(&mut tablet), 1);
    tablet.env.today = day(12, 1);
    tablet.happens(Event::DayChanged);
    assert_eq!(tiers(&mut tablet)[..2], [6, 11]);
}

#[test]
fn what_is_wrong_with_a_rule_is_said_where_it_is_and_it_is_not_set() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    let edit = types_bound(&mut tablet, "14");
    assert!(!edit.is_other);
    let errors: Vec<_> = edit.errors.iter().map(|it| (it.slot, it.fault)).collect();
    assert_eq!(errors, [(1, RuleFault::NotLess)]);
    does(&mut tablet, RulesEvent::Typed { slot: 0, text: "25".to_owned() });
    does(&mut tablet, RulesEvent::DayChosen(Some(day(11, 21))));
    assert!(rules(&mut tablet).edit.unwrap().is_day_wrong, "yesterday is over");
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(rules(&mut tablet).rules[0].versions.len(), 1);
}

#[test]
fn who_may_not_set_rules_only_reads_them() {
    let (one, two) = (county(3), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.joins(&mut company, &secret);
    sets_bound(&mut manager);
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company);
    let view = rules(&mut rep);
    assert!(view.is_read_only && view.rules[0].versions.len() == 2);
    does(&mut rep, RulesEvent::Opened(Some(RuleKey::Tiers)));
    assert!(rules(&mut rep).edit.is_none());
    does(&mut rep, RulesEvent::Reverted(RuleKey::Tiers, day(12, 1)));
    assert_eq!(rules(&mut rep).rules[0].versions.len(), 2);
}

#[test]
fn what_is_typed_into_a_rule_is_a_draft_until_it_is_set_or_given_up() {
    let disk = county(3);
    let mut tablet = Tablet::open(&disk, 1);
    types_bound(&mut tablet, "25");
    does(&mut tablet, RulesEvent::DayChosen(Some(day(12, 15))));
    tablet.happens(Event::LinkFollowed(Route::Home));
    assert!(rules(&mut tablet).edit.is_none());
    let mut tablet = Tablet::open(&disk, 2);
    assert!(rules(&mut tablet).rules[0].has_draft, "after the tablet died");
    does(&mut tablet, RulesEvent::Opened(Some(RuleKey::Tiers)));
    let edit = rules(&mut tablet).edit.unwrap();
    assert_eq!((&*edit.texts[0], edit.from), ("25", Some(day(12, 15))));
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    assert!(!rules(&mut tablet).rules[0].has_draft, "it was set");
    types_bound(&mut tablet, "30");
    does(&mut tablet, RulesEvent::Opened(None));
    assert!(!rules(&mut tablet).rules[0].has_draft, "it was given up");
}

#[test]
fn a_preview_of_another_book_sets_nothing() {
    let disk = county(30);
    let mut tablet = Tablet::open(&disk, 1);
    types_bound(&mut tablet, "25");
    does(&mut tablet, RulesEvent::Previewed);
    assert_eq!(previewed(&mut tablet).sums, [(PreviewSum::Tier, 5)]);
    tablet.env.today = day(11, 23);
    tablet.happens(Event::DayChanged);
    does(&mut tablet, RulesEvent::Set);
    let edit = rules(&mut tablet).edit.unwrap();
    assert_eq!(edit.preview, PreviewView::None, "it was of yesterday");
    does(&mut tablet, RulesEvent::Previewed);
    does(&mut tablet, RulesEvent::Set);
    assert!(rules(&mut tablet).edit.is_none());
}
