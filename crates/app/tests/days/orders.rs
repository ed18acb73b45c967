//! Orders in the shop: from the last one, on the number pad, through review, after the tablet died.

#[path = "orders/objections.rs"]
mod objections;

use std::rc::Rc;

use jipan_app::event::{PadKey, TradeEvent};
use jipan_app::view::{EntryView, HomeTrade, Later, OrderCard, OrdersView, ScreenView, SumUnit};
use jipan_app::{Event, Route};
use jipan_book::product_id_of;
use jipan_rules::TimeDelta;
use jipan_rules::order::{OrderStatus, ReviewReason};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ProductId;
use jipan_store::{Fault, StoreError};

use super::tablet::{Disk, Tablet, disk};

pub(crate) const SHOPS: &[u8] = "客户代码,店铺名称,联系电话,经营地址\nK1,一号店,19900000001,一号路\nK2,二号店,19900000002,二号路\n".as_bytes();

/// Makes an event of trade happen.
pub(crate) fn trades(tablet: &mut Tablet<'_>, event: TradeEvent) {
    tablet.happens(Event::Trade(event));
}

/// Adds a product and says which it is.
pub(crate) fn sells(
    tablet: &mut Tablet<'_>,
    code: &str,
    name: &str,
    price: &str,
    pack: &str,
) -> ProductId {
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(tablet, TradeEvent::ProductOpened(None));
    let texts = [
        (fields::PRODUCT_CODE, code),
        (fields::PRODUCT_NAME, name),
        (fields::PRODUCT_PRICE, price),
        (fields::PRODUCT_PACK, pack),
    ];
    saves(tablet, &texts, "");
    product_id_of(code)
}

pub(crate) fn saves(tablet: &mut Tablet<'_>, texts: &[(FieldId, &str)], from: &str) {
    let texts = texts.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    trades(tablet, TradeEvent::ProductSaved { texts, from: from.to_owned() });
}

/// A tablet with two shops and two products.
pub(crate) fn in_trade(disk: &Disk) -> (Tablet<'_>, ProductId, ProductId) {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", SHOPS);
    let one = sells(&mut tablet, "P1", "金叶（硬）", "100", "250");
    let two = sells(&mut tablet, "P2", "利群", "45.5", "250");
    (tablet, one, two)
}

/// Opens the entry of an order for a shop.
pub(crate) fn orders_for(tablet: &mut Tablet<'_>, name: &str) {
    let id = tablet.opens(name).id;
    tablet.happens(Event::LinkFollowed(Route::Order(id)));
}

pub(crate) fn entry(tablet: &Tablet<'_>) -> Later<EntryView> {
    match tablet.model.view().screen {
        ScreenView::Entry(view) => view,
        other => panic!("no order is entered: {other:?}"),
    }
}

/// Enters the quantity of a product.
pub(crate) fn enters(tablet: &mut Tablet<'_>, product: ProductId, quantity: i64) {
    trades(tablet, TradeEvent::LineToggled(product));
    for digit in quantity.abs().to_string().bytes() {
        trades(tablet, TradeEvent::PadPressed(PadKey::Digit(digit - b'0')));
    }
    if quantity < 0 {
        trades(tablet, TradeEvent::PadPressed(PadKey::Sign));
    }
    trades(tablet, TradeEvent::PadPressed(PadKey::Next));
}

/// The orders of the open file.
pub(crate) fn cards(tablet: &mut Tablet<'_>) -> Vec<Rc<OrderCard>> {
    tablet.file().orders.cards
}

pub(crate) fn all_orders(tablet: &mut Tablet<'_>) -> Later<OrdersView> {
    tablet.happens(Event::LinkFollowed(Route::Orders));
    match tablet.model.view().screen {
        ScreenView::Orders(view) => view,
        other => panic!("not the screen of orders: {other:?}"),
    }
}

/// What is special about an order being entered.
fn special(view: &EntryView) -> Vec<ReviewReason> {
    view.review.as_ref().unwrap().review.reasons().collect()
}

#[test]
fn the_last_order_is_ordered_again_with_three_taps() {
    let disk = disk();
    let (mut tablet, one, two) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 10);
    enters(&mut tablet, two, 4);
    trades(&mut tablet, TradeEvent::EntryDone);
    let id = tablet.file().id;
    tablet.env.today = tablet.env.today.succ_opt().unwrap();
    tablet.env.now += TimeDelta::days(1);
    tablet.happens(Event::DayChanged);
    // 下单，照上次，完成
    tablet.happens(Event::LinkFollowed(Route::Order(id)));
    trades(&mut tablet, TradeEvent::RepeatPressed);
    trades(&mut tablet, TradeEvent::EntryDone);
    let orders = cards(&mut tablet);
    assert_eq!(orders.len(), 2);
    let newest = &orders[0];
    assert_eq!((newest.n_lines, newest.sums.quantity, newest.sums.amount), (2, 14, 118_200));
    assert_eq!(newest.sums.cases, 6, "14 of 250 are 0.056 cases");
    assert_eq!(newest.sums.unit, SumUnit::Mixed, "no unit was stated of either");
    assert_eq!(newest.status, OrderStatus::Placed);
    assert!(newest.number.starts_with("261123-") && newest.number.len() == 11, "{}", newest.number);
}

#[test]
fn of_one_day_the_order_entered_last_is_the_last_one() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    for quantity in 1..=8 {
        orders_for(&mut tablet, "一号店");
        enters(&mut tablet, one, quantity);
        trades(&mut tablet, TradeEvent::EntryDone);
        let quantities = |cards: &[Rc<OrderCard>]| -> Vec<i64> {
            cards.iter().map(|it| it.sums.quantity).collect()
        };
        let newest_first: Vec<i64> = (1..=quantity).rev().collect();
        assert_eq!(quantities(&cards(&mut tablet)), newest_first);
        // The first one is not special, so those in review stand before it.
        assert_eq!(quantities(&all_orders(&mut tablet).cards), newest_first);
        orders_for(&mut tablet, "一号店");
        let view = entry(&tablet);
        assert_eq!(view.last.as_ref().map(|it| it.sums.quantity), Some(quantity));
        assert_eq!(view.products[0].last, Some(quantity), "also while it is in review");
    }
}

#[test]
fn an_order_of_2000_yuan_is_placed_and_one_of_a_fen_more_is_reviewed() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    let fen = sells(&mut tablet, "P3", "一分钱", "0.01", "1");
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 20);
    assert_eq!(special(&entry(&tablet)), []);
    trades(&mut tablet, TradeEvent::EntryDone);
    assert_eq!(cards(&mut tablet)[0].status, OrderStatus::Placed);
    orders_for(&mut tablet, "二号店");
    enters(&mut tablet, one, 20);
    enters(&mut tablet, fen, 1);
    assert_eq!(special(&entry(&tablet)), [ReviewReason::Amount]);
    trades(&mut tablet, TradeEvent::EntryDone);
    let order = cards(&mut tablet)[0].clone();
    assert_eq!((order.status, order.sums.amount), (OrderStatus::InReview, 200_001));
    let after: Vec<_> = order.review.reasons().collect();
    assert_eq!(after, [ReviewReason::Amount], "said before and after");
}

#[test]
fn all_that_is_special_is_said() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    let free = sells(&mut tablet, "P3", "没有价格", "", "1");
    for n in 0..2 {
        orders_for(&mut tablet, "一号店");
        enters(&mut tablet, one, 21);
        enters(&mut tablet, free, 1);
        let view = entry(&tablet);
        assert!(view.lacks_price);
        match n {
            0 => assert_eq!(special(&view), [ReviewReason::Amount]),
            _ => assert_eq!(special(&view), [ReviewReason::Amount, ReviewReason::Repeated]),
        }
        trades(&mut tablet, TradeEvent::EntryDone);
    }
    let last: Vec<_> = cards(&mut tablet)[0].review.reasons().collect();
    assert_eq!(last, ReviewReason::ALL, "a product without a price is not complete");
    assert_eq!(all_orders(&mut tablet).counts[0], (OrderStatus::InReview, 2));
}

#[test]
fn a_shop_without_phone_or_address_sends_its_order_to_review() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    for (shop, field) in [("一号店", fields::PHONE), ("二号店", fields::ADDRESS)] {
        tablet.opens(shop);
        let text = tablet.reads(field).unwrap();
        tablet.types(field, "");
        orders_for(&mut tablet, shop);
        enters(&mut tablet, one, 1);
        assert_eq!(special(&entry(&tablet)), [ReviewReason::Incomplete], "{shop}");
        tablet.opens(shop);
        tablet.types(field, &text);
        orders_for(&mut tablet, shop);
        assert_eq!(special(&entry(&tablet)), [], "{shop}");
        tablet.opens(shop);
        tablet.types(field, "");
        orders_for(&mut tablet, shop);
        trades(&mut tablet, TradeEvent::EntryDone);
        assert_eq!(cards(&mut tablet)[0].status, OrderStatus::InReview, "{shop}");
    }
}

#[test]
fn returns_are_negative_and_free_goods_cost_nothing() {
    let disk = disk();
    let (mut tablet, one, two) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, -3);
    trades(&mut tablet, TradeEvent::LineToggled(two));
    trades(&mut tablet, TradeEvent::PadPressed(PadKey::Digit(5)));
    trades(&mut tablet, TradeEvent::PadPressed(PadKey::Free));
    let view = entry(&tablet);
    assert_eq!((view.sums.quantity, view.sums.amount), (2, -30_000));
    assert!(view.open.as_ref().is_some_and(|it| it.is_free && it.amount == 0));
    trades(&mut tablet, TradeEvent::EntryDone);
    assert_eq!(cards(&mut tablet)[0].sums.amount, -30_000);
    // Neither is ordered again by itself, nor is a product that is off sale.
    orders_for(&mut tablet, "一号店");
    assert!(entry(&tablet).last.is_some());
    trades(&mut tablet, TradeEvent::RepeatPressed);
    let view = entry(&tablet);
    assert!(view.lines.is_empty() && view.n_left_out == 2, "{view:?}");
}

#[test]
fn an_order_half_entered_is_there_after_the_tablet_died() {
    let disk = disk();
    let (mut tablet, one, two) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 12);
    trades(&mut tablet, TradeEvent::LineToggled(two));
    trades(&mut tablet, TradeEvent::PadPressed(PadKey::Digit(3)));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    assert!(tablet.opens("一号店").orders.has_draft, "the file says so");
    orders_for(&mut tablet, "一号店");
    let quantities: Vec<_> = entry(&tablet).lines.iter().map(|it| it.quantity).collect();
    assert_eq!(quantities, [Some(12), Some(3)]);
    trades(&mut tablet, TradeEvent::EntryDropped);
    assert!(entry(&tablet).lines.is_empty());
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 3);
    assert!(!tablet.opens("一号店").orders.has_draft);
}

#[test]
fn an_order_that_was_not_saved_is_a_draft_again() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 12);
    tablet.waits();
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    trades(&mut tablet, TradeEvent::EntryDone);
    let file = tablet.file();
    assert!(file.orders.cards.is_empty() && file.orders.has_draft, "{:?}", file.orders);
}

#[test]
fn an_order_is_taken_back_from_the_bar() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 12);
    trades(&mut tablet, TradeEvent::EntryDone);
    assert!(tablet.model.view().undo.is_some());
    tablet.happens(Event::UndoPressed);
    assert!(cards(&mut tablet).is_empty());
    tablet.happens(Event::UndoPressed);
    assert_eq!(cards(&mut tablet).len(), 1);
}

#[test]
fn an_order_goes_from_review_to_delivery_and_nowhere_else() {
    use OrderStatus::{Cancelled, Delivered, Placed, Rejected};
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 30);
    trades(&mut tablet, TradeEvent::EntryDone);
    let order = cards(&mut tablet)[0].clone();
    assert_eq!(order.status, OrderStatus::InReview);
    let detail = order.detail.clone().expect("the order just entered is open");
    assert_eq!(detail.may_move, [Placed, Rejected, Cancelled]);
    let moves = |tablet: &mut Tablet<'_>, to, why: &str| {
        trades(tablet, TradeEvent::OrderMoved { id: order.id, to, why: why.to_owned() });
    };
    moves(&mut tablet, Delivered, "");
    assert_eq!(cards(&mut tablet)[0].status, OrderStatus::InReview, "not from review");
    moves(&mut tablet, Placed, "");
    moves(&mut tablet, Cancelled, "店主改了主意");
    let card = cards(&mut tablet)[0].clone();
    let detail = card.detail.clone().unwrap();
    assert_eq!((card.status, detail.may_move.len()), (Cancelled, 0));
    let why: Vec<_> = detail.moves.iter().map(|it| (it.to, it.why.clone())).collect();
    let reason = Some("店主改了主意".to_owned());
    assert_eq!(why, [(OrderStatus::InReview, None), (Placed, None), (Cancelled, reason)]);
    assert_eq!(all_orders(&mut tablet).counts[4], (Cancelled, 1));
}

#[test]
fn products_are_found_by_initials_code_and_name() {
    let disk = disk();
    let (mut tablet, one, two) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    for (text, found) in [
        ("jy", vec![one]),
        ("liqun", vec![two]),
        ("p2", vec![two]),
        ("叶", vec![one]),
        ("x", vec![]),
    ] {
        trades(&mut tablet, TradeEvent::ProductSearched(text.to_owned()));
        let products: Vec<_> = entry(&tablet).products.iter().map(|it| it.product).collect();
        assert_eq!(products, found, "{text}");
    }
    trades(&mut tablet, TradeEvent::ProductSearched(String::new()));
    assert_eq!(entry(&tablet).products.len(), 2);
    enters(&mut tablet, two, 4);
    trades(&mut tablet, TradeEvent::EntryDone);
    orders_for(&mut tablet, "一号店");
    let first = entry(&tablet).products[0].clone();
    assert_eq!((first.product, first.last), (two, Some(4)), "what was ordered before comes first");
}

#[test]
fn a_product_that_is_renamed_repacked_or_priced_anew_leaves_its_orders_as_they_were() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 10);
    trades(&mut tablet, TradeEvent::EntryDone);
    let before = cards(&mut tablet)[0].sums.clone();
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(&mut tablet, TradeEvent::ProductOpened(Some(one)));
    let texts = [
        (fields::PRODUCT_NAME, "金叶（软）"),
        (fields::PRODUCT_PRICE, "120"),
        (fields::PRODUCT_PACK, "50"),
    ];
    // Another pack is previewed first.
    saves(&mut tablet, &texts, "2026-12-01");
    saves(&mut tablet, &texts, "2026-12-01");
    let sums = tablet.opens("一号店").orders.cards[0].sums.clone();
    assert_eq!(sums, before);
    orders_for(&mut tablet, "二号店");
    enters(&mut tablet, one, 10);
    let line = entry(&tablet).lines[0].clone();
    assert_eq!((&*line.name, line.price, line.pack), ("金叶（硬）", Some(1_000_000), 250));
    tablet.env.today = jipan_rules::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    tablet.happens(Event::DayChanged);
    let line = entry(&tablet).lines[0].clone();
    assert_eq!((line.price, line.pack, line.amount), (Some(1_200_000), 50, 120_000));
    assert_eq!(&*line.name, "金叶（软）");
}

#[test]
fn a_product_needs_a_code_of_its_own_and_a_name() {
    use jipan_app::view::DraftError;
    let disk = disk();
    let (mut tablet, ..) = in_trade(&disk);
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(&mut tablet, TradeEvent::ProductOpened(None));
    let texts =
        [(fields::PRODUCT_CODE, "p1"), (fields::PRODUCT_NAME, ""), (fields::PRODUCT_PRICE, "x")];
    saves(&mut tablet, &texts, "");
    let ScreenView::Products(view) = tablet.model.view().screen else { panic!("not products") };
    let form = view.form.clone().expect("the form stays open");
    let error =
        |field| form.fields.iter().find(|it| it.def.id == field).and_then(|it| it.error.clone());
    assert!(
        matches!(error(fields::PRODUCT_CODE), Some(DraftError::KeyTaken { name, .. }) if name == "金叶（硬）")
    );
    assert_eq!(error(fields::PRODUCT_NAME), Some(DraftError::Required));
    assert!(error(fields::PRODUCT_PRICE).is_some());
    assert_eq!(view.n_all, 2);
}
