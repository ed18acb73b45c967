//! Orders in a company: one tablet enters, another one sees, and who may decide what.

use jipan_app::Event;
use jipan_app::event::TradeEvent;
use jipan_app::view::{OrderSync, RecordSync, ScreenView};
use jipan_book::{Op, order_id_of, product_id_of};
use jipan_rules::order::OrderStatus;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;

use super::orders::{all_orders, cards, enters, orders_for, sells, trades};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

#[test]
fn an_order_of_a_rep_reaches_the_manager_who_approves_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let product = sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::NetworkChanged { is_online: false });
    orders_for(&mut rep, "K1");
    enters(&mut rep, product, 21);
    trades(&mut rep, TradeEvent::EntryDone);
    let order = cards(&mut rep)[0].clone();
    assert_eq!(order.status, OrderStatus::InReview);
    assert_eq!(order.sync, OrderSync::Saved(RecordSync::Waiting(1)));
    // A rep takes the own order back, but does not approve it.
    let detail = order.detail.clone().expect("just entered");
    assert_eq!(detail.may_move, [OrderStatus::Cancelled]);
    let approve =
        || TradeEvent::OrderMoved { id: order.id, to: OrderStatus::Placed, why: String::new() };
    trades(&mut rep, approve());
    assert_eq!(cards(&mut rep)[0].status, OrderStatus::InReview);
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    assert_eq!(cards(&mut rep)[0].sync, OrderSync::Saved(RecordSync::Sent));
    company.meets(&mut manager);
    let seen = all_orders(&mut manager);
    assert_eq!(seen.counts[0], (OrderStatus::InReview, 1));
    trades(&mut manager, TradeEvent::OrderToggled(order.id));
    trades(&mut manager, approve());
    company.meets(&mut manager);
    company.meets(&mut rep);
    let order = cards(&mut rep)[0].clone();
    assert_eq!(order.status, OrderStatus::Placed);
    assert_eq!(order.detail.clone().unwrap().moves.len(), 2, "and who approved it stands there");
}

#[test]
fn a_rep_reads_products_and_neither_changes_them_nor_sees_what_they_cost() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let product = sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::LinkFollowed(jipan_app::Route::Products));
    trades(&mut rep, TradeEvent::ProductOpened(Some(product)));
    let ScreenView::Products(view) = rep.model.view().screen else { panic!("not products") };
    assert_eq!((view.n_all, view.can_edit), (1, false));
    let form = view.form.clone().unwrap();
    assert!(form.fields.iter().all(|it| it.def.key != "product_cost"), "{:?}", form.fields);
    manager.happens(Event::LinkFollowed(jipan_app::Route::Products));
    trades(&mut manager, TradeEvent::ProductOpened(Some(product)));
    let ScreenView::Products(view) = manager.model.view().screen else { panic!("not products") };
    assert!(view.form.clone().unwrap().fields.iter().any(|it| it.def.key == "product_cost"));
}

#[test]
fn orders_that_a_rep_imported_alone_reach_the_company_with_products_it_did_not_know() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let known = sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let secret = company.invite("小王", Role::Rep, &[east]);
    let mut rep = Tablet::open(&two, 2);
    rep.imports("a.csv", "客户代码,店铺名称\nN1,自家店\n".as_bytes());
    let orders = "订单号,订单日期,客户代码,商品代码,商品名称,数量(条),金额(元)\n\
        D1,2026-11-01,N1,P1,金叶,3,300\nD1,2026-11-01,N1,P9,银叶,2,100\n";
    assert_eq!(rep.imports("orders.csv", orders.as_bytes()).n_added, 1);
    for change in super::backup::log(&two) {
        let n = change.ops.iter().filter(|op| matches!(op, Op::Product { .. })).count();
        assert!(n == 0 || n == change.ops.len(), "products are in changes of their own");
    }
    rep.joins(&mut company, &secret);
    company.meets(&mut rep);
    let needs = rep.sync_screen().needs;
    assert_eq!(needs.n_refused, 0, "{:?}", needs.refused);
    company.meets(&mut manager);
    let book = manager.model.book();
    let order = book.order(order_id_of("D1")).expect("the order came in");
    assert_eq!((order.lines.len(), order.amount()), (2, 40_000));
    let name = |id| book.product(id).and_then(|it| it.text(fields::PRODUCT_NAME));
    assert_eq!(name(known), Some("金叶"));
    assert_eq!(name(product_id_of("P9")), Some("银叶"));
}
