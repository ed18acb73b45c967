//! Orders are read after the list is there.

use jipan_app::event::TradeEvent;
use jipan_app::view::{Notice, PaneView, RestView, ScreenView};
use jipan_app::{Event, Rest, Route};
use jipan_book::product_id_of;
use jipan_store::{LAYOUT_NEWEST, Place, Row, Stored, seal};

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
    tablet.imports("c.csv", "客户代码,店铺名称\nK3,三号店\n".as_bytes());
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
    assert_eq!(list.n_shown, 3);
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
fn while_the_list_is_not_on_the_glass_nothing_is_done_that_it_does_not_need() {
    let disk = disk();
    drop(opening(&disk));
    let mut tablet = Tablet::closed(&disk, 3, 1);
    (tablet.is_busy, tablet.is_unseen) = (true, true);
    tablet.opened();
    until_list(&mut tablet);
    assert!(!tablet.does_a_slice(), "no order is read");
    assert_eq!((tablet.n_rest_asked, tablet.n_fetched), (0, 0));
    tablet.happens(Event::FirstPainted);
    assert_eq!(tablet.n_rest_asked, 1);
    while tablet.does_a_slice() {}
    tablet.opens("二号店");
    assert_eq!(cards(&mut tablet).len(), 1);
}

#[test]
fn rows_beyond_those_that_are_seen_are_drawn_once_the_list_is_on_the_glass() {
    let disk = disk();
    let shops: Vec<String> = (1..=40).map(|it| format!("K{it},{it}号店")).collect();
    let list = format!("客户代码,店铺名称\n{}\n", shops.join("\n"));
    Tablet::open(&disk, 1).imports("a.csv", list.as_bytes());
    let mut tablet = Tablet::closed(&disk, 2, 1);
    tablet.is_unseen = true;
    tablet.opened();
    tablet.happens(Event::ListWindowMoved { first: 0, n_rows: 9 });
    assert_eq!(tablet.customers().list.rows.len(), 9);
    tablet.happens(Event::FirstPainted);
    assert_eq!(tablet.customers().list.rows.len(), 9 + 12);
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
    assert!(tablet.customers().list.n_shown > 3, "the sample is there, too");
    tablet.opens("一号店");
    assert_eq!(cards(&mut tablet).len(), 2);
}

/// Pages of customers, several in a row.
const BUNDLE: u8 = 4;
/// The head of a bundle, and the length of its only page.
const BUNDLE_HEAD_BYTES: usize = 5;

/// The checksum of a page, as the book takes it.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIMES: [u64; 3] = [0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9];
    let round = |lane: u64, word: u64| {
        lane.wrapping_add(word.wrapping_mul(PRIMES[1])).rotate_left(31).wrapping_mul(PRIMES[0])
    };
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [PRIMES[0], PRIMES[1], PRIMES[2], 1];
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = round(*lane, u64::from_le_bytes(*word));
        }
    }
    let (words, tail) = rest.as_chunks::<8>();
    let tail = tail.iter().fold(1_u64, |tail, byte| (tail << 8) | u64::from(*byte));
    let words = words.iter().map(|it| u64::from_le_bytes(*it));
    let all = lanes.into_iter().chain(words).chain([tail]);
    let hash = all.fold(bytes.len() as u64, |hash, word| {
        (hash ^ round(0, word)).rotate_left(27).wrapping_mul(PRIMES[0]).wrapping_add(PRIMES[2])
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(PRIMES[1]);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(PRIMES[2]);
    hash ^ (hash >> 32)
}

/// Makes nonsense of the orders in the newest writing of the page. Its checksums are right: the page
/// is found to be damaged only when its orders are read.
fn spoil_orders(disk: &Disk) {
    let rows = disk.inner().rows();
    let pages = rows.iter().filter_map(|row| match (&row.place, &row.stored) {
        (Place::Hot(key), Stored::Bytes(bytes)) if key.kind == BUNDLE => Some((key, bytes)),
        _ => None,
    });
    let (key, sealed) = pages.max_by_key(|(key, _)| key.generation).unwrap();
    let mut bundle = seal::open(sealed.clone()).unwrap().into_bytes();
    let page = &mut bundle[BUNDLE_HEAD_BYTES..];
    assert_eq!(page[1..9], checksum(&page[9..]).to_le_bytes(), "the book has another checksum");
    // Orders and objections stand at its end.
    let end = page.len();
    page[end - 40..].fill(0xff);
    let sum = checksum(&page[9..]).to_le_bytes();
    page[1..9].copy_from_slice(&sum);
    let stored = Stored::Bytes(seal::seal(LAYOUT_NEWEST, &bundle));
    disk.inner().lay(Row { place: Place::Hot(key.clone()), stored });
}

#[test]
fn orders_that_cannot_be_read_are_read_again_by_the_writing_before_and_that_is_said() {
    let disk = disk();
    drop(opening(&disk));
    spoil_orders(&disk);
    let mut tablet = Tablet::closed(&disk, 3, 1);
    tablet.is_busy = true;
    tablet.opened();
    until_list(&mut tablet);
    // What is asked meanwhile waits until the book was read again, and happens once.
    tablet.happens(Event::LinkFollowed(Route::Customers));
    let list = tablet.customers().list;
    let shop = list.rows.iter().find(|row| row.name == "一号店").unwrap().id;
    tablet.happens(Event::LinkFollowed(Route::Customer(shop)));
    tablet.happens(Event::NoteTyped("来过".to_owned()));
    tablet.happens(Event::NoteAdded);
    while tablet.does_a_slice() {}
    let quantities: Vec<i64> = cards(&mut tablet).iter().map(|it| it.sums.quantity).collect();
    assert_eq!(quantities, [7, 10], "that of the log, and that of the writing before");
    let notices = tablet.model.view().notices;
    let is_named = |it: &Notice| matches!(it, Notice::Damaged { rows } if !rows.is_empty());
    assert!(notices.iter().any(|it| is_named(&it.notice)), "it is said which page");
    let notes = format!("{:?}", tablet.file().timeline);
    assert_eq!(notes.matches("来过").count(), 1, "{notes}");
    // And it is so the next time, with the page written anew.
    tablet.is_busy = false;
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 4);
    tablet.opens("二号店");
    assert_eq!(cards(&mut tablet).len(), 1);
}
