//! Prices and rules of one day that two people wrote without seeing each other: a card in words on every
//! tablet whose person may decide or wrote one of them, and nobody else's.

use std::rc::Rc;

use jipan_app::Event;
use jipan_app::event::{CompanyEvent, RulesEvent, TradeEvent};
use jipan_app::view::{ConflictCard, ConflictOf, DraftError, RefusedRetry, WhoView};
use jipan_book::{SharedPlace, product_id_of};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::setting::RuleKey;
use jipan_rules::value::Value;
use jipan_rules::{NaiveDate, TimeDelta};
use jipan_sync::hub;
use jipan_sync::wire::{Refusal, TerritoryId};

use super::company::Company;
use super::orders::{saves, sells, trades};
use super::rules::{day, does, types_bound};
use super::sync::{joined, same};
use super::sync_people::{rep, two_territories};
use super::sync_shared::becomes;
use super::tablet::{Disk, Tablet, disk};

const FROM: &str = "2026-12-05";

fn from() -> NaiveDate {
    day(12, 5)
}

/// A company that sells one product, its manager, and one of its territories.
fn who_sell(on: &Disk) -> (Company, Tablet<'_>, TerritoryId) {
    let (mut company, mut manager, [east, _]) = two_territories(on);
    sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    (company, manager, east)
}

/// Says a value of the product from that day on.
fn says(tablet: &mut Tablet<'_>, field: FieldId, value: &str) {
    trades(tablet, TradeEvent::ProductOpened(Some(product_id_of("P1"))));
    saves(tablet, &[(field, value)], FROM);
}

fn prices(tablet: &mut Tablet<'_>, value: &str) {
    says(tablet, fields::PRODUCT_PRICE, value);
}

fn price(tablet: &Tablet<'_>) -> Option<i64> {
    tablet.model.book().price_on(product_id_of("P1"), from())
}

fn cards(tablet: &mut Tablet<'_>) -> Vec<Rc<ConflictCard>> {
    let needs = tablet.sync_screen().needs;
    assert_eq!(needs.n_conflicts, needs.conflicts.len());
    assert_eq!(
        tablet.model.view().status.sync.unwrap().n_needs,
        needs.n_conflicts + needs.n_refused
    );
    needs.conflicts.to_vec()
}

/// Who wrote what, of the one that shows and of the other one.
fn sides(card: &ConflictCard) -> [(WhoView, Option<i64>); 2] {
    [&card.shown, &card.other].map(|side| {
        let value = match side.value {
            Some(Value::Integer(n)) => Some(n / 10_000),
            None => None,
            ref other => panic!("no price: {other:?}"),
        };
        (side.by.clone(), value)
    })
}

fn is_by(who: &WhoView, name: &str) -> bool {
    matches!(who, WhoView::Named(it) if it == name)
}

/// All meet the company until nothing is left to tell.
fn meet(company: &mut Company, tablets: &mut [&mut Tablet<'_>]) {
    for _ in 0..2 {
        for tablet in tablets.iter_mut() {
            company.meets(tablet);
        }
    }
}

#[test]
fn two_prices_for_one_day_by_two_managers_are_a_card_for_both_and_for_no_rep() {
    for is_kept in [true, false] {
        let (one, two, three) = (disk(), disk(), disk());
        let (mut company, mut first, east) = who_sell(&one);
        let mut second = joined(&two, 2, &mut company, Role::Manager);
        let mut seller = rep(&three, 3, &mut company, east);
        prices(&mut first, "120");
        second.env.now += TimeDelta::minutes(5);
        prices(&mut second, "130");
        company.meets(&mut first);
        // What it brings and what it is told come in one round.
        company.meets(&mut second);
        let all = cards(&mut second);
        let [card] = &all[..] else { panic!("{all:?}") };
        let [shown, other] = sides(card);
        assert_eq!((shown, other.1), ((WhoView::Me, Some(130)), Some(120)));
        assert!(matches!(other.0, WhoView::Named(_)), "{other:?}");
        assert!(card.shown.at > card.other.at && card.is_editable);
        let def = jipan_rules::schema::field(fields::PRODUCT_PRICE).unwrap();
        assert_eq!(card.of, ConflictOf::Product { def, from: Some(from()) });
        assert_eq!(card.name, "金叶");
        meet(&mut company, &mut [&mut first, &mut seller]);
        let [shown, other] = sides(&cards(&mut first)[0]);
        assert!(is_by(&shown.0, "小王") && other == (WhoView::Me, Some(120)), "{shown:?}");
        assert_eq!((cards(&mut seller).len(), price(&seller)), (0, Some(1_300_000)));
        let id = cards(&mut first)[0].id;
        assert_eq!(id, card.id, "both have the same card");
        let event =
            if is_kept { CompanyEvent::ShownKept(id) } else { CompanyEvent::OtherTaken(id) };
        first.happens(Event::Company(event));
        assert_eq!(cards(&mut first).len(), 0);
        meet(&mut company, &mut [&mut first, &mut second, &mut seller]);
        let decided = if is_kept { 1_300_000 } else { 1_200_000 };
        for tablet in [&mut first, &mut second, &mut seller] {
            assert_eq!((cards(tablet).len(), price(tablet)), (0, Some(decided)));
        }
        same(&first, &second);
        drop(second);
        let mut second = Tablet::open(&two, 9);
        second.happens(Event::NetworkChanged { is_online: true });
        assert_eq!((cards(&mut second).len(), price(&second)), (0, Some(decided)));
        first.happens(Event::UndoPressed);
        meet(&mut company, &mut [&mut first, &mut second]);
        assert_eq!([&mut first, &mut second].map(|it| cards(it).len()), [1, 1], "asked again");
        assert_eq!(price(&second), Some(1_300_000));
    }
}

#[test]
fn a_third_price_is_taken_as_typed_or_stays_with_what_is_wrong_with_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first, _) = who_sell(&one);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    prices(&mut first, "120");
    prices(&mut second, "130");
    meet(&mut company, &mut [&mut first, &mut second]);
    let id = cards(&mut first)[0].id;
    let typed = |tablet: &mut Tablet<'_>, text: &str| {
        let text = text.to_owned();
        tablet.happens(Event::Company(CompanyEvent::ThirdTyped { id, text }));
    };
    for wrong in ["", "便宜"] {
        typed(&mut first, wrong);
        let third = cards(&mut first)[0].third.clone().unwrap();
        assert_eq!(&*third.text, wrong);
        assert_eq!(third.error == Some(DraftError::Required), wrong.is_empty());
    }
    typed(&mut first, "125");
    assert_eq!((cards(&mut first).len(), price(&first)), (0, Some(1_250_000)));
    meet(&mut company, &mut [&mut first, &mut second]);
    assert_eq!((cards(&mut second).len(), price(&second)), (0, Some(1_250_000)));
    same(&first, &second);
}

#[test]
fn a_price_taken_back_while_another_manager_wrote_one_unseen_is_a_card() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first, _) = two_territories(&one);
    sells(&mut first, "P1", "金叶", "100", "250");
    prices(&mut first, "110");
    company.meets(&mut first);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    prices(&mut first, "120");
    second.env.now += TimeDelta::minutes(5);
    prices(&mut second, "130");
    second.happens(Event::UndoPressed);
    assert_eq!(price(&second), Some(1_100_000));
    meet(&mut company, &mut [&mut first, &mut second]);
    for tablet in [&mut first, &mut second] {
        let all = cards(tablet);
        assert_eq!(all.len(), 1);
        assert_eq!(sides(&all[0]).map(|it| it.1), [Some(110), Some(120)]);
    }
    let id = cards(&mut second)[0].id;
    second.happens(Event::Company(CompanyEvent::OtherTaken(id)));
    meet(&mut company, &mut [&mut first, &mut second]);
    assert_eq!([&first, &second].map(price), [Some(1_200_000); 2]);
    assert_eq!([&mut first, &mut second].map(|it| cards(it).len()), [0, 0]);
}

#[test]
fn who_wrote_one_of_two_prices_and_is_no_manager_any_more_sees_the_card_and_decides_nothing() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first, east) = who_sell(&one);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    prices(&mut second, "130");
    company.meets(&mut second);
    first.env.now += TimeDelta::minutes(5);
    prices(&mut first, "120");
    says(&mut first, fields::PRODUCT_COST, "90");
    becomes(&mut company, "小王", Role::Rep, &[east]);
    meet(&mut company, &mut [&mut first, &mut second]);
    let all = cards(&mut second);
    let [card] = &all[..] else { panic!("{all:?}") };
    assert!(!card.is_editable);
    second.happens(Event::Company(CompanyEvent::OtherTaken(card.id)));
    assert_eq!(price(&second), Some(1_200_000), "it is not hers to decide");
    assert!(cards(&mut first)[0].is_editable);
}

#[test]
fn a_price_that_the_backup_does_not_know_meets_a_new_one_and_is_a_card_once_its_manager_brings_it()
{
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut first, east) = who_sell(&one);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    let mut seller = rep(&three, 3, &mut company, east);
    let backup = company.records.clone();
    prices(&mut first, "120");
    company.meets(&mut first);
    company.meets(&mut seller);
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    // The other manager, who had not heard of it, comes first.
    second.env.now += TimeDelta::minutes(5);
    prices(&mut second, "130");
    company.meets(&mut second);
    seller.happens(Event::PageShown);
    company.meets(&mut seller);
    assert_eq!(price(&seller), Some(1_300_000));
    let needs = seller.sync_screen().needs;
    assert_eq!((needs.n_refused, needs.n_conflicts), (1, 0), "what nobody else holds is kept");
    let card = &needs.refused[0];
    assert_eq!((card.why, card.retry), (Refusal::Role, RefusedRetry::Never));
    assert!(format!("{:?}", card.texts).contains("1200000"), "{:?}", card.texts);
    first.happens(Event::PageShown);
    meet(&mut company, &mut [&mut first, &mut second, &mut seller]);
    for tablet in [&mut first, &mut second] {
        assert_eq!(sides(&cards(tablet)[0]).map(|it| it.1), [Some(130), Some(120)]);
    }
    assert_eq!(seller.sync_screen().needs.n_refused, 0, "it came from who wrote it");
    assert_eq!(cards(&mut seller).len(), 0);
    same(&first, &second);
}

#[test]
fn a_restored_endpoint_learns_from_a_rep_the_last_name_of_a_day_and_not_the_one_it_overwrote() {
    let (one, two, three, four) = (disk(), disk(), disk(), disk());
    let (mut company, mut first, [east, _]) = two_territories(&one);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    let mut seller = rep(&three, 3, &mut company, east);
    let secret = company.invite("小李", Role::Rep, &[east]);
    let backup = company.records.clone();
    sells(&mut first, "P1", "金叶", "100", "250");
    second.env.now += TimeDelta::minutes(5);
    sells(&mut second, "P1", "利群", "100", "250");
    for tablet in [&mut first, &mut seller] {
        tablet.env.now = second.env.now;
    }
    meet(&mut company, &mut [&mut first, &mut second, &mut seller]);
    assert_eq!(names(&seller), ["金叶", "利群"]);
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    // Nobody but a rep, who wrote neither, is there to tell.
    seller.happens(Event::PageShown);
    company.meets(&mut seller);
    let mut other = Tablet::open(&four, 4);
    other.env.now = second.env.now;
    other.joins(&mut company, &secret);
    company.meets(&mut other);
    assert_eq!(names(&other), ["利群"]);
}

fn names<'a>(tablet: &'a Tablet<'_>) -> Vec<&'a str> {
    tablet.model.book().product(product_id_of("P1")).unwrap().names().collect()
}

#[test]
fn two_bounds_for_one_day_are_a_card_and_the_other_one_can_be_taken() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first, _) = two_territories(&one);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    for (tablet, bound) in [(&mut first, "25"), (&mut second, "26")] {
        types_bound(tablet, bound);
        does(tablet, RulesEvent::Previewed);
        does(tablet, RulesEvent::Set);
    }
    meet(&mut company, &mut [&mut first, &mut second]);
    let all = cards(&mut second);
    let [card] = &all[..] else { panic!("{all:?}") };
    assert_eq!(card.of, ConflictOf::Rule { key: RuleKey::Tiers, from: day(12, 1) });
    let text = |tablet: &Tablet<'_>| {
        tablet.model.book().rules().values().next().and_then(|it| it.value.clone())
    };
    let other = card.other.value.clone();
    assert_ne!(other, card.shown.value);
    second.env.now = first.env.now + TimeDelta::minutes(5);
    second.happens(Event::Company(CompanyEvent::OtherTaken(card.id)));
    meet(&mut company, &mut [&mut second, &mut first]);
    for tablet in [&mut first, &mut second] {
        assert_eq!(text(tablet).map(Value::Text), other);
        assert_eq!(cards(tablet).len(), 0);
    }
}

#[test]
fn two_prices_without_a_server_are_a_card_where_the_file_is_taken_in() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    sells(&mut first, "P1", "金叶", "100", "250");
    let mut second = Tablet::open(&two, 2);
    let all = first.hands_over(true);
    second.takes_over(&all);
    prices(&mut first, "120");
    prices(&mut second, "130");
    let file = first.hands_over(false);
    second.takes_over(&file);
    let open = second.model.book().shared_conflicts();
    let places: Vec<SharedPlace> = open.iter().map(|it| it.place).collect();
    let place = SharedPlace::Product(product_id_of("P1"), fields::PRODUCT_PRICE, Some(from()));
    assert_eq!(places, [place]);
    let needs = second.sync_screen().needs;
    assert_eq!(needs.n_conflicts, 1);
    second.happens(Event::Company(CompanyEvent::OtherTaken(needs.conflicts[0].id)));
    assert_eq!((second.sync_screen().needs.n_conflicts, price(&second)), (0, Some(1_200_000)));
}
