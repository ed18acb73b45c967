//! Files of orders that are taken back: in slices, with the page alive, and with what others went on from;
//! and that two tablets which take in one file make the same of it.

use jipan_app::view::{Notice, SavingView};
use jipan_rules::permission::Role;
use jipan_store::{Fault, StoreError};

use super::super::company::Company;
use super::super::sync::{joined, same};
use super::*;

const NAMED: &str = "订单号,订单日期,客户代码,客户名称,商品代码,商品名称,数量,单价\n";

fn named(n: usize) -> String {
    let line =
        |at: usize| format!("D{at},2026-11-02,N{},新店{},Q1,新品,{},2", at % 7, at % 7, at + 1);
    format!("{NAMED}{}\n", lines_of(n, line))
}

fn n_orders(book: &Book) -> usize {
    book.all_orders().filter(|(_, it)| !it.is_gone).count()
}

#[test]
fn a_large_import_is_taken_back_slice_by_slice_while_the_person_goes_on() {
    let disk = disk();
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    with_shops_and_products(&mut tablet);
    let batch = tablet.imports("o.csv", named(900).as_bytes()).batch.unwrap();
    assert_eq!((n_orders(tablet.model.book()), tablet.model.book().n_customers()), (900, 9));
    tablet.is_busy = true;
    tablet.happens(Event::BatchUndoPressed(batch));
    for _ in 0..3 {
        assert!(tablet.does_a_slice());
    }
    assert_eq!(n_orders(tablet.model.book()), 900, "nothing before all of it was found");
    let saving = tablet.model.view().status.saving;
    assert!(matches!(saving, SavingView::TakingBack(1..50)), "and it says so: {saving:?}");
    tablet.opens("一号店");
    tablet.types(fields::REMARK, "在此期间");
    tablet.is_busy = false;
    while tablet.does_a_slice() {}
    assert_eq!((n_orders(tablet.model.book()), tablet.model.book().n_customers()), (0, 2));
    tablet.opens("一号店");
    assert_eq!(tablet.reads(fields::REMARK).as_deref(), Some("在此期间"));

    // The same file makes them again.
    tablet.imports("o.csv", named(900).as_bytes());
    let book = tablet.model.book();
    assert_eq!((n_orders(book), book.n_customers()), (900, 9));
}

#[test]
fn an_undo_that_cannot_be_written_says_so_and_can_be_pressed_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    tablet.imports("o.csv", named(50).as_bytes());
    for (n_before, n_after) in [(50, 0), (0, 50)] {
        disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 100 }));
        let offered = tablet.model.view().undo.unwrap();
        tablet.happens(Event::UndoPressed);
        let view = tablet.model.view();
        assert_eq!(view.undo, Some(offered), "the bar is there again");
        assert!(view.notices.iter().any(|it| matches!(it.notice, Notice::BulkNotSaved(_))));
        assert_eq!(n_orders(tablet.model.book()), n_before);
        tablet.happens(Event::UndoPressed);
        assert_eq!(n_orders(tablet.model.book()), n_after);
    }
}

#[test]
fn an_undo_says_how_far_it_is() {
    let disk = disk();
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    with_shops_and_products(&mut tablet);
    tablet.imports("o.csv", named(900).as_bytes());
    tablet.is_busy = true;
    tablet.happens(Event::UndoPressed);
    let mut told = Vec::new();
    while let SavingView::TakingBack(percent) = tablet.model.view().status.saving {
        told.push(percent);
        assert!(tablet.does_a_slice());
    }
    assert!(told.is_sorted() && told.iter().any(|it| (1..50).contains(it)), "{told:?}");
    assert!(told.iter().any(|it| (75..100).contains(it)), "{told:?}");
    // An order, or a customer, is one operation, and a unit is 100 of them: none goes through the gate
    // with all the others.
    let at_the_gate = told.iter().filter(|it| (50..75).contains(*it)).count();
    assert!(at_the_gate >= 9, "{told:?}");
    tablet.is_busy = false;
    while tablet.does_a_slice() {}
    assert_eq!(n_orders(tablet.model.book()), 0);
}

#[test]
fn two_tablets_that_take_in_one_file_make_one_customer_of_a_code() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut first = Tablet::open(&one, 1);
    first.joins(&mut company, &secret);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    for tablet in [&mut first, &mut second] {
        tablet.imports("o.csv", named(20).as_bytes());
    }
    for _ in 0..2 {
        company.meets(&mut first);
        company.meets(&mut second);
    }
    same(&first, &second);
    // Each order counts once, for the customer that stays.
    for tablet in [&first, &second] {
        let book = tablet.model.book();
        let visible = book.rows().filter(|row| book.is_visible(*row));
        let counted = visible.flat_map(|row| book.months(row).to_vec());
        let n: u32 = counted.map(|month| month.n_orders).sum();
        assert_eq!((book.n_customers(), n), (7, 20));
    }
}

#[test]
fn what_a_file_said_of_a_known_product_is_taken_back_also_where_orders_name_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    orders(&mut tablet, "O1,2026-11-01,K1,P1,10,100,1000\n");
    let known = |tablet: &Tablet<'_>| {
        let fields = [
            fields::PRODUCT_NAME,
            fields::PRODUCT_UNIT,
            fields::PRODUCT_PRICE,
            fields::PRODUCT_BRAND,
        ];
        fields.map(|field| product_on(tablet.model.book(), "P1", field, today()))
    };
    let before = known(&tablet);
    let wrong =
        "商品代码,商品名称,单位,批发价(元/条),品牌\nP1,一类,包,1.00,甲\nP9,新品,条,1.00,甲\n";
    let batch = tablet.imports("p.csv", wrong.as_bytes()).batch.unwrap();
    orders(&mut tablet, "O2,2026-11-02,K1,P1,10,100,1000\nO3,2026-11-02,K1,P9,10,1,10\n");
    assert_ne!(known(&tablet), before);
    tablet.happens(Event::BatchUndoPressed(batch));
    assert_eq!(known(&tablet), before);
    let new = product_on(tablet.model.book(), "P9", fields::PRODUCT_NAME, today());
    assert_eq!(new, Some(Value::Text("新品".into())), "new, and an order of another file names it");
}
