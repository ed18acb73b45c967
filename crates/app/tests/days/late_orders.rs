//! Orders are read after the list is there.

use jipan_app::event::TradeEvent;
use jipan_app::view::{PaneView, RestView, ScreenView};
use jipan_app::{Event, Rest, Route};
use jipan_book::product_id_of;

use super::orders::{SHOPS, cards, enters, orders_for, trades};
use super::tablet::{Disk, Tablet, disk};

const ORDERS: &str = "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\n\
                      D1,2026-10-05,K1,P1,金叶,10,100\n\
                      D2,2026-10-06,K2,P1,金叶,20,100\n";

/// A tablet whose book holds two orders in its pages and one in its log, opened, but with no slice done.
fn opening(disk: &Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", SHOPS);
    tablet.imports("b.csv", ORDERS.as_bytes());
    orders_for(&mut tablet, "一号店");
    enters(&mut tablet, product_id_of("P1"), 7);
    trades(&mut tablet, TradeEvent::EntryDone);
    let mut tablet = Tablet::closed(disk, 2, 1);
    tablet.is_busy = true;
    tablet.opened();
    tablet
}

/// Does slices until the list is there.
fn until_list(tablet: &mut Tablet<'_>) {
    while matches!(tablet.model.view().screen, ScreenView::Opening { .. }) {
        assert!(tablet.does_a_slice(), "it opens");
    }
}

#[test]
fn the_list_is_there_before_its_orders_and_a_file_waits_for_them() {
    let disk = disk();
    let mut tablet = opening(&disk);
    until_list(&mut tablet);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    let list = tablet.customers().list;
    assert_eq!(list.n_shown, 2);
    let shop = list.rows.iter().find(|row| row.name == "一号店").unwrap().id;
    tablet.happens(Event::LinkFollowed(Route::Customer(shop)));
    assert_eq!(tablet.customers().pane, PaneView::Waiting(RestView::Coming));
    // Nobody is told less than there is, and nothing is written before all is known.
    let before = disk.inner().rows();
    tablet.happens(Event::NoteTyped("来过".to_owned()));
    tablet.happens(Event::NoteAdded);
    assert_eq!(disk.inner().rows(), before);
    while tablet.does_a_slice() {}
    let orders = cards(&mut tablet);
    let quantities: Vec<i64> = orders.iter().map(|it| it.sums.quantity).collect();
    assert_eq!(quantities, [7, 10], "that of the log, and that of the page");
    let newest = format!("{:?}", tablet.file().timeline[0].items);
    assert!(newest.contains("来过"), "what was done meanwhile is done: {newest}");
}

#[test]
fn a_tablet_that_dies_before_its_orders_are_read_has_them_the_next_time() {
    let disk = disk();
    let mut tablet = opening(&disk);
    until_list(&mut tablet);
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 3);
    tablet.opens("一号店");
    assert_eq!(cards(&mut tablet).len(), 2);
    tablet.opens("二号店");
    assert_eq!(cards(&mut tablet).len(), 1);
}

#[test]
fn what_is_done_while_the_book_is_opened_is_done_after_that() {
    let disk = disk();
    let mut tablet = opening(&disk);
    assert!(matches!(tablet.model.view().screen, ScreenView::Opening { .. }));
    tablet.happens(Event::RestCame(Rest::here()));
    tablet.happens(Event::LoadSamplePressed);
    while tablet.does_a_slice() {}
    assert!(tablet.customers().list.n_shown > 2, "the sample is there, too");
    tablet.opens("一号店");
    assert_eq!(cards(&mut tablet).len(), 2);
}
