//! Products and orders where they are odd: many orders of one shop, names and prices that changed, a
//! product that stands twice in an order.

use std::rc::Rc;

use jipan_app::event::TradeEvent;
use jipan_app::view::{ProductField, ProductForm, ScreenView, SumUnit};
use jipan_app::{Event, Route};
use jipan_book::{Action, Change, ChangeId, Op, Stamp, product_id_of};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ProductId, ReplicaId};
use jipan_rules::{NaiveDate, TimeDelta, Uuid};
use jipan_store::{Durability, Store as _, Write};
use pollster::block_on;

use super::company::Company;
use super::orders::{SHOPS, cards, enters, entry, in_trade, orders_for, saves, sells, trades};
use super::sync::{joined, same};
use super::tablet::{Tablet, disk};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn a_file_shows_its_newest_orders_and_the_others_when_asked() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称\nK1,一号店\n".as_bytes());
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    for n in 1..=25 {
        orders_for(&mut tablet, "一号店");
        enters(&mut tablet, product, n);
        trades(&mut tablet, TradeEvent::EntryDone);
    }
    let shown = |tablet: &mut Tablet<'_>| {
        let orders = tablet.file().orders;
        (orders.cards.len(), orders.n_more, orders.n_all)
    };
    assert_eq!(shown(&mut tablet), (20, 5, 25));
    trades(&mut tablet, TradeEvent::MoreOfFilePressed);
    assert_eq!(shown(&mut tablet), (25, 0, 25));
    tablet.opens("一号店");
    assert_eq!(shown(&mut tablet), (20, 5, 25), "each file begins with its newest");
}

/// The form of a product, opened.
pub(crate) fn form_of(tablet: &mut Tablet<'_>, product: ProductId) -> Rc<ProductForm> {
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(tablet, TradeEvent::ProductOpened(Some(product)));
    let ScreenView::Products(view) = tablet.model.view().screen else { panic!("no products") };
    view.form.clone().unwrap()
}

/// A field of a form.
fn field_in(form: &ProductForm, id: FieldId) -> &ProductField {
    form.fields.iter().find(|it| it.def.id == id).unwrap()
}

/// The values that a field had, from which day on.
fn dated(field: &ProductField) -> Vec<(Option<NaiveDate>, Value)> {
    field.history.iter().map(|it| (it.from, it.value.clone())).collect()
}

/// What products are found by a text, with the other names they are found by.
pub(crate) fn found(tablet: &mut Tablet<'_>, text: &str) -> Vec<(String, Option<String>)> {
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(tablet, TradeEvent::ProductSearched(text.to_owned()));
    let ScreenView::Products(view) = tablet.model.view().screen else { panic!("no products") };
    view.rows.iter().map(|it| (it.name.clone(), it.found_as.clone())).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

/// Renames a product and counts it in another unit from a day on.
fn renames(tablet: &mut Tablet<'_>, product: ProductId, (name, unit): (&str, &str), from: &str) {
    form_of(tablet, product);
    saves(tablet, &[(fields::PRODUCT_NAME, name), (fields::PRODUCT_UNIT, unit)], from);
}

#[test]
fn a_product_keeps_every_name_and_unit_it_had_and_is_found_by_each() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    let [first, second] = [day(2026, 3, 1), day(2026, 6, 1)];
    renames(&mut tablet, product, ("利群", "条"), &first.to_string());
    renames(&mut tablet, product, ("中华", "包"), &second.to_string());
    let form = form_of(&mut tablet, product);
    let name = field_in(&form, fields::PRODUCT_NAME);
    let names = [(Some(second), text("中华")), (Some(first), text("利群")), (None, text("金叶"))];
    assert_eq!(
        (dated(name).as_slice(), name.earlier.as_slice()),
        (names.as_slice(), [].as_slice())
    );
    let unit = field_in(&form, fields::PRODUCT_UNIT);
    assert_eq!(dated(unit), [(Some(second), text("包")), (Some(first), text("条"))]);
    let called = |former: Option<&str>| vec![("中华".to_owned(), former.map(str::to_owned))];
    assert_eq!(found(&mut tablet, "中华"), called(None));
    for (typed, former) in [("金叶", "金叶"), ("jy", "金叶"), ("liqun", "利群")] {
        assert_eq!(found(&mut tablet, typed), called(Some(former)), "{typed}");
    }
    assert_eq!(found(&mut tablet, "P1"), called(None));
}

#[test]
fn an_order_shows_its_products_as_they_were_called_and_counted_on_its_day() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    renames(&mut tablet, one, ("金叶（硬）", "条"), "2026-01-01");
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 10);
    trades(&mut tablet, TradeEvent::EntryDone);
    let tomorrow = tablet.env.today.succ_opt().unwrap();
    renames(&mut tablet, one, ("金叶（软）", "包"), &tomorrow.to_string());
    assert_eq!(found(&mut tablet, "ruan"), [("金叶（硬）".into(), Some("金叶（软）".into()))]);
    tablet.env.today = tomorrow;
    tablet.happens(Event::DayChanged);
    assert_eq!(found(&mut tablet, "ruan"), [("金叶（软）".to_owned(), None)]);
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, one, 10);
    trades(&mut tablet, TradeEvent::EntryDone);
    let shown = |tablet: &mut Tablet<'_>, at: usize| {
        let card = tablet.opens("一号店").orders.cards[at].clone();
        if card.detail.is_none() {
            trades(tablet, TradeEvent::OrderToggled(card.id));
        }
        let card = cards(tablet)[at].clone();
        let line = card.detail.as_ref().unwrap().lines[0].clone();
        (line.name, line.unit, card.sums.unit.clone())
    };
    let as_of = |name: &str, unit: &str| {
        (name.to_owned(), Some(unit.to_owned()), SumUnit::One(unit.to_owned()))
    };
    assert_eq!(shown(&mut tablet, 0), as_of("金叶（软）", "包"));
    assert_eq!(shown(&mut tablet, 1), as_of("金叶（硬）", "条"));
}

#[test]
fn what_goods_are_counted_in_is_known_where_all_of_them_say_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    assert_eq!(tablet.model.view().goods, None, "there are none");
    tablet.imports("p.csv", "商品代码,商品名称,单位\nP1,金叶,包\nP2,利群,包\n".as_bytes());
    assert_eq!(tablet.model.view().goods, Some(SumUnit::One("包".to_owned())));
    let tomorrow = tablet.env.today.succ_opt().unwrap();
    renames(&mut tablet, product_id_of("P1"), ("金叶", "盒"), &tomorrow.to_string());
    assert_eq!(tablet.model.view().goods, Some(SumUnit::One("包".to_owned())), "today still");
    tablet.env.today = tomorrow;
    tablet.happens(Event::DayChanged);
    assert_eq!(tablet.model.view().goods, Some(SumUnit::Mixed));
}

#[test]
fn what_was_not_typed_stays_as_it_is_on_every_other_day() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    renames(&mut tablet, product, ("利群", "条"), "2026-06-01");
    form_of(&mut tablet, product);
    let texts = [
        (fields::PRODUCT_NAME, "利群"),
        (fields::PRODUCT_UNIT, "条"),
        (fields::PRODUCT_PRICE, "2"),
    ];
    saves(&mut tablet, &texts, "2026-01-01");
    let (book, day) = (tablet.model.book(), day(2026, 2, 1));
    assert_eq!(book.price_on(product, day), Some(20_000));
    let product = book.product(product).unwrap();
    assert_eq!((product.name_on(day), product.text_on(fields::PRODUCT_UNIT, day)), ("金叶", None));
}

#[test]
fn a_form_shows_the_day_that_was_chosen_so_that_a_mistake_of_that_day_is_mended() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "10", "10");
    let tomorrow = tablet.env.today.succ_opt().unwrap();
    form_of(&mut tablet, product);
    saves(&mut tablet, &[(fields::PRODUCT_PRICE, "12")], &tomorrow.to_string());
    form_of(&mut tablet, product);
    let chosen = |tablet: &mut Tablet<'_>, day: &str| {
        trades(tablet, TradeEvent::ProductDayChosen(day.to_owned()));
        let ScreenView::Products(view) = tablet.model.view().screen else { panic!("no products") };
        let form = view.form.clone().unwrap();
        let value = |id| field_in(&form, id).value.clone();
        (form.day, value(fields::PRODUCT_NAME), value(fields::PRODUCT_PRICE))
    };
    let shown = (tomorrow, Some(text("金叶")), Some(Value::Integer(120_000)));
    assert_eq!(chosen(&mut tablet, &tomorrow.to_string()), shown);
    assert_eq!(chosen(&mut tablet, "30.2."), shown, "what is no day changes nothing");
    let texts = [(fields::PRODUCT_NAME, "金叶"), (fields::PRODUCT_PRICE, "10")];
    saves(&mut tablet, &texts, &tomorrow.to_string());
    assert_eq!(tablet.model.book().price_on(product, tomorrow), Some(100_000));
    // Long before it was added it is called as it was called first.
    form_of(&mut tablet, product);
    let (_, name, price) = chosen(&mut tablet, "1999-01-01");
    assert_eq!((name, price), (Some(text("金叶")), None));
}

#[test]
fn a_name_that_was_corrected_for_all_days_is_still_told_and_found() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金也", "1", "10");
    form_of(&mut tablet, product);
    saves(&mut tablet, &[(fields::PRODUCT_NAME, "金叶")], "2000-01-01");
    let (form, on) = (form_of(&mut tablet, product), tablet.env.today);
    let name = field_in(&form, fields::PRODUCT_NAME);
    assert_eq!(
        (dated(name).as_slice(), name.earlier.as_slice()),
        ([].as_slice(), [(on, text("金也"))].as_slice())
    );
    assert_eq!(found(&mut tablet, "金也"), [("金叶".to_owned(), Some("金也".to_owned()))]);
    // The correction is taken back: what it said never was the name.
    tablet.happens(Event::UndoPressed);
    assert_eq!(found(&mut tablet, "金也"), [("金也".to_owned(), None)]);
    assert_eq!(found(&mut tablet, "金叶"), []);
    let form = form_of(&mut tablet, product);
    assert_eq!(field_in(&form, fields::PRODUCT_NAME).earlier, []);
}

#[test]
fn names_for_one_day_are_all_told_and_found_and_an_undo_brings_the_former_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    let today = tablet.env.today;
    let renamed = |tablet: &mut Tablet<'_>, name: &str| {
        form_of(tablet, product);
        saves(tablet, &[(fields::PRODUCT_NAME, name)], &today.to_string());
    };
    let told = |tablet: &mut Tablet<'_>| {
        let form = form_of(tablet, product);
        let name = field_in(&form, fields::PRODUCT_NAME);
        (name.value.clone(), dated(name), name.earlier.clone())
    };
    let is = |name: &str, earlier: &[&str]| {
        let history = vec![(Some(today), text(name)), (None, text("金叶"))];
        (Some(text(name)), history, earlier.iter().map(|it| (today, text(it))).collect::<Vec<_>>())
    };
    renamed(&mut tablet, "利群");
    renamed(&mut tablet, "中华");
    assert_eq!(told(&mut tablet), is("中华", &["利群"]));
    renamed(&mut tablet, "红双喜");
    let mut tablet = Tablet::open(&disk, 2);
    assert_eq!(told(&mut tablet), is("红双喜", &["中华", "利群"]));
    for former in ["金叶", "利群", "中华"] {
        assert_eq!(found(&mut tablet, former), [("红双喜".to_owned(), Some(former.to_owned()))]);
    }
    renamed(&mut tablet, "大前门");
    tablet.happens(Event::UndoPressed);
    assert_eq!(told(&mut tablet), is("红双喜", &["中华", "利群"]));
    assert_eq!(found(&mut tablet, "大前门"), []);
}

#[test]
fn two_tablets_that_rename_for_one_day_know_both_names_and_an_undo_brings_the_other_back() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut first = Tablet::open(&one, 1);
    first.joins(&mut company, &secret);
    let product = sells(&mut first, "P1", "金叶", "1", "10");
    company.meets(&mut first);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    // Whatever the clock of the endpoint said meanwhile, the second is later.
    second.env.now += TimeDelta::minutes(5);
    for (tablet, name) in [(&mut first, "利群"), (&mut second, "中华")] {
        let today = tablet.env.today.to_string();
        form_of(tablet, product);
        saves(tablet, &[(fields::PRODUCT_NAME, name)], &today);
    }
    for _ in 0..2 {
        company.meets(&mut first);
        company.meets(&mut second);
    }
    same(&first, &second);
    for tablet in [&mut first, &mut second] {
        assert_eq!(found(tablet, "利群"), [("中华".to_owned(), Some("利群".to_owned()))]);
    }
    second.happens(Event::UndoPressed);
    company.meets(&mut second);
    company.meets(&mut first);
    same(&first, &second);
    for tablet in [&mut first, &mut second] {
        assert_eq!(found(tablet, "利群"), [("利群".to_owned(), None)]);
        assert_eq!(found(tablet, "中华"), []);
    }
}

#[test]
fn a_unit_from_before_units_had_a_day_can_be_cleared() {
    let disk = disk();
    let (replica, id) = (ReplicaId::new(7 << 8), product_id_of("P1"));
    let put =
        |(field, value)| Op::Product { id, field, from: None, value: Some(text(value)), was: None };
    let ops = [
        (fields::PRODUCT_CODE, "P1"),
        (fields::PRODUCT_NAME, "金叶"),
        (fields::PRODUCT_UNIT, "条"),
    ];
    let change = Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1_790_000_000_000, 0, replica),
        on: day(2026, 11, 6),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditProduct,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: ops.map(put).to_vec(),
    };
    let row = Write::Log(change.encode().unwrap());
    block_on(disk.write(vec![row], Durability::Strict)).unwrap();
    let mut tablet = Tablet::open(&disk, 1);
    let unit = |tablet: &mut Tablet<'_>| {
        field_in(&form_of(tablet, id), fields::PRODUCT_UNIT).value.clone()
    };
    assert_eq!(unit(&mut tablet), Some(text("条")));
    let today = tablet.env.today;
    renames(&mut tablet, id, ("金叶", ""), &today.to_string());
    assert_eq!(unit(&mut tablet), None);
    assert_eq!(tablet.model.book().product(id).unwrap().unit_on(today), None);
}

#[test]
fn an_order_is_counted_in_the_first_unit_its_product_had() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", SHOPS);
    tablet.imports(
        "o.csv",
        "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\nO1,2026-11-01,K1,P1,金叶,10,5\n"
            .as_bytes(),
    );
    let unit = |tablet: &mut Tablet<'_>| tablet.opens("一号店").orders.cards[0].sums.unit.clone();
    assert_eq!(unit(&mut tablet), SumUnit::Mixed);
    let (product, today) = (product_id_of("P1"), tablet.env.today);
    renames(&mut tablet, product, ("金叶", "条"), &today.to_string());
    assert_eq!(unit(&mut tablet), SumUnit::One("条".to_owned()));
}

#[test]
fn a_product_in_two_lines_of_the_last_order_is_ordered_again_once_and_all_of_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", SHOPS);
    tablet.imports(
        "o.csv",
        "\u{feff}订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\n\
        O1,2026-11-01,K1,P1,金叶,10,5\nO1,2026-11-01,K1,P1,金叶,4,5\n"
            .as_bytes(),
    );
    orders_for(&mut tablet, "一号店");
    trades(&mut tablet, TradeEvent::RepeatPressed);
    let lines =
        |tablet: &Tablet<'_>| entry(tablet).lines.iter().map(|it| it.quantity).collect::<Vec<_>>();
    assert_eq!(lines(&tablet), [Some(14)]);
    trades(&mut tablet, TradeEvent::RepeatPressed);
    assert_eq!(lines(&tablet), [Some(14)], "what is entered already stays");
}

#[test]
fn a_price_is_not_emptied_and_a_day_that_cannot_be_read_is_not_today() {
    let disk = disk();
    let (mut tablet, one, _) = in_trade(&disk);
    let form = |tablet: &Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Products(view) => view.form.clone(),
        other => panic!("no products: {other:?}"),
    };
    let texts = |price| {
        [
            (fields::PRODUCT_CODE, "P1"),
            (fields::PRODUCT_NAME, "金叶"),
            (fields::PRODUCT_PRICE, price),
        ]
    };
    tablet.happens(Event::LinkFollowed(Route::Products));
    trades(&mut tablet, TradeEvent::ProductOpened(Some(one)));
    saves(&mut tablet, &texts(""), "2026-11-22");
    let errors =
        form(&tablet).unwrap().fields.iter().filter_map(|it| it.error.clone()).collect::<Vec<_>>();
    assert_eq!(errors, [jipan_app::view::DraftError::InForce]);
    saves(&mut tablet, &texts("90"), "30.2.");
    assert!(form(&tablet).unwrap().is_day_wrong);
    let (day, today) = (tablet.env.today.succ_opt().unwrap(), tablet.env.today);
    saves(&mut tablet, &texts("90"), &day.to_string());
    assert!(form(&tablet).is_none());
    let price = |day| tablet.model.book().price_on(one, day);
    assert_eq!((price(today), price(day)), (Some(1_000_000), Some(900_000)));
}
