//! Products and orders where they are odd: many orders of one shop, names and prices that changed, a
//! product that stands twice in an order.

use jipan_app::event::TradeEvent;
use jipan_app::view::ScreenView;
use jipan_app::{Event, Route};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;

use super::orders::{SHOPS, enters, entry, in_trade, orders_for, saves, sells, trades};
use super::tablet::{Tablet, disk};

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

#[test]
fn a_product_that_was_renamed_says_what_it_was_called() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "1", "10");
    let earlier = |tablet: &mut Tablet<'_>| {
        tablet.happens(Event::LinkFollowed(Route::Products));
        trades(tablet, TradeEvent::ProductOpened(Some(product)));
        let ScreenView::Products(view) = tablet.model.view().screen else { panic!("no products") };
        let form = view.form.clone().unwrap();
        let name = form.fields.iter().find(|it| it.def.id == fields::PRODUCT_NAME);
        name.unwrap().earlier.clone()
    };
    assert_eq!(earlier(&mut tablet), None);
    saves(&mut tablet, &[(fields::PRODUCT_CODE, "P1"), (fields::PRODUCT_NAME, "金叶（硬）")], "");
    let on = tablet.env.today;
    assert_eq!(earlier(&mut tablet), Some((on, Value::Text("金叶".into()))));
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
