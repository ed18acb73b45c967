//! Files of products and of order lines. Not here: files of customers (`files`).

#[path = "trade_files/odd.rs"]
mod odd;
#[path = "trade_files/reports.rs"]
mod reports;
#[path = "trade_files/undo.rs"]
mod undo;
#[path = "trade_files/whole.rs"]
mod whole;

use jipan_app::route::MergePlace;
use jipan_app::view::{ImportResult, ImportView, MappingProblem, ScreenView, UndoSubject};
use jipan_app::{Event, Route};
use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind, OrderError, RowError, SheetKind};
use jipan_book::{Book, OrderView, Row, order_id_of, product_id_of};
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, field, fields};
use jipan_rules::value::Value;
use jipan_sheets::export::Export;

use super::tablet::{Tablet, disk, today};

const SHOPS: &str = "客户代码,店铺名称,许可证号\nK1,一号店,L1\nK2,二号店,L2\n";
const PRODUCTS: &str = "商品代码,商品名称,价类,批发价(元/条),单位,每件条数\n\
    P1,样品一号,一类,100.00,条,50\nP2,样品二号,二类,38.50,条,25\n";
const HEAD: &str = "订单号,订单日期,客户代码,商品代码,数量(条),单价(元/条),金额(元)\n";

/// A tablet with two shops and two products.
fn with_shops_and_products(tablet: &mut Tablet<'_>) {
    assert_eq!(tablet.imports("shops.csv", SHOPS.as_bytes()).n_added, 2);
    assert_eq!(tablet.imports("products.csv", PRODUCTS.as_bytes()).n_added, 2);
}

/// Imports lines below the usual headings.
fn orders(tablet: &mut Tablet<'_>, lines: &str) -> ImportResult {
    tablet.imports("orders.csv", format!("{HEAD}{lines}").as_bytes())
}

/// So many lines of text.
fn lines_of(n: usize, line: impl Fn(usize) -> String) -> String {
    let lines: Vec<String> = (0..n).map(line).collect();
    lines.join("\n")
}

fn counts(result: &ImportResult) -> [usize; 4] {
    [result.n_added, result.n_updated, result.n_unchanged, result.n_failed]
}

/// The records that came back, each with why.
fn failures(result: &ImportResult) -> Vec<(u32, Vec<RowError>)> {
    result.failures.iter().map(|it| (it.record, it.errors.clone())).collect()
}

fn mapping(tablet: &mut Tablet<'_>) -> ImportView {
    tablet.happens(Event::LinkFollowed(Route::Import));
    match tablet.model.view().screen {
        ScreenView::Import(view) => (*view).clone(),
        other => panic!("not the import screen: {other:?}"),
    }
}

fn row(book: &Book, code: &str) -> Row {
    book.rows().find(|row| book.text(*row, fields::CODE) == Some(code)).unwrap()
}

fn order<'a>(book: &'a Book, number: &str) -> OrderView<'a> {
    book.order(order_id_of(number)).unwrap_or_else(|| panic!("no order {number}"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn product_on(book: &Book, code: &str, field: FieldId, on: NaiveDate) -> Option<Value> {
    book.product(product_id_of(code))?.value_on(field, on).cloned()
}

#[test]
fn products_come_in_once_and_a_changed_price_counts_from_today_on() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let first = tablet.imports("products.csv", PRODUCTS.as_bytes());
    assert_eq!((first.kind, counts(&first)), (SheetKind::Products, [2, 0, 0, 0]));
    let again = tablet.imports("products.csv", PRODUCTS.as_bytes());
    assert_eq!((counts(&again), again.batch), ([0, 0, 2, 0], None));
    let raised = PRODUCTS.replace("38.50", "40").replace(",25", ",20");
    assert_eq!(counts(&tablet.imports("products.csv", raised.as_bytes())), [0, 1, 1, 0]);
    let book = tablet.model.book();
    let price = |on| product_on(book, "p2", fields::PRODUCT_PRICE, on);
    assert_eq!(price(day("2026-11-21")), Some(Value::Integer(385_000)));
    assert_eq!(price(today()), Some(Value::Integer(400_000)));
    assert_eq!(book.pack_on(product_id_of("P2"), day("2020-01-01")), 25);
    assert_eq!(book.pack_on(product_id_of("P2"), today()), 20);
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(counts(&reopened.imports("products.csv", raised.as_bytes())), [0, 0, 2, 0]);
}

#[test]
fn products_with_their_costs_come_in_as_a_workbook_too() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let names = [
        fields::PRODUCT_CODE,
        fields::PRODUCT_NAME,
        fields::PRODUCT_PRICE,
        fields::PRODUCT_COST,
        fields::PRODUCT_PACK,
    ];
    let headings = names.map(|it| field(it).unwrap().zh.to_owned());
    let rows = [
        ["P1", "样品一号", "100.00", "87.6543", "50"],
        ["P2", "样品二号", "38.50", "a lot", "25"],
        ["P3", "样品三号", "12", "", "1"],
    ];
    let mut file = Export::new(ExportFormat::Xlsx, &headings, "商品.xlsx", &[]).unwrap();
    for row in rows {
        let kinds = [
            ExportKind::Text,
            ExportKind::Text,
            ExportKind::Amount,
            ExportKind::Amount,
            ExportKind::Integer,
        ];
        let cells = row.iter().zip(kinds).map(|(text, kind)| {
            // What is no number is a text in a workbook.
            let kind = if text.parse::<f64>().is_ok() { kind } else { ExportKind::Text };
            ExportCell { text: (*text).to_owned(), kind }
        });
        file.push(&cells.collect::<Vec<_>>()).unwrap();
    }
    let file = file.finish().unwrap();
    let result = tablet.imports("商品.xlsx", &file);
    assert_eq!((result.kind, counts(&result)), (SheetKind::Products, [2, 0, 0, 1]));
    let wrong = failures(&result);
    let is_cost = |it: &RowError| matches!(it, RowError::Cell { field, .. } if *field == fields::PRODUCT_COST);
    assert!(wrong.len() == 1 && wrong[0].0 == 3 && wrong[0].1.iter().any(is_cost), "{wrong:?}");
    let cost = |code| product_on(tablet.model.book(), code, fields::PRODUCT_COST, today());
    assert_eq!((cost("P1"), cost("P3")), (Some(Value::Integer(876_543)), None));
    assert_eq!(
        counts(&tablet.imports("商品.xlsx", &file)),
        [0, 0, 2, 1],
        "nothing changes a second time"
    );
}

#[test]
fn a_file_of_products_is_undone_as_a_whole_and_done_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("products.csv", PRODUCTS.as_bytes());
    let bar = tablet.model.view().undo.unwrap();
    assert_eq!((bar.subject, bar.n_customers), (UndoSubject::Products, 2));
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    assert_eq!(tablet.model.book().products().count(), 0);
    assert!(tablet.import_result().is_undone);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.book().products().count(), 2);
    assert_eq!(counts(&tablet.imports("products.csv", PRODUCTS.as_bytes())), [0, 0, 2, 0]);
}

#[test]
fn a_product_of_which_a_value_is_wrong_comes_back_with_its_reason() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = "商品代码,商品名称,批发价,每件条数\nP1,一,1.5,0\nP2,,1,1\n,三,1,1\nP4,四,-1,1\n\
        P5,五,1.23456,10\np5,五,1,10\nP6,六,abc,1\n";
    let result = tablet.imports("products.csv", file.as_bytes());
    let records: Vec<u32> = result.failures.iter().map(|it| it.record).collect();
    assert_eq!((counts(&result), records), ([1, 0, 0, 6], vec![2, 3, 4, 5, 7, 8]));
    let rounded = result.rounded[0];
    assert_eq!((rounded.field, rounded.n, rounded.more), (fields::PRODUCT_PRICE, 1, 4_000));
}

#[test]
fn lines_of_one_order_may_stand_apart_and_become_one_order() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let lines = "D1,2026-10-05,K1,P1,10,100,1000\nD2,2026-10-06,K2,P2,4,38.5,154\n\
        D1,2026-10-05,K1,P2,-2,38.5,-77\nD1,2026/10/5,K1,p1,5,0,0\n";
    let result = orders(&mut tablet, lines);
    assert_eq!((result.kind, counts(&result)), (SheetKind::Orders, [2, 0, 0, 0]));
    let facts = result.facts.unwrap();
    assert_eq!((facts.n_lines, facts.n_products, facts.n_off), (4, 0, 0));
    let book = tablet.model.book();
    let first = order(book, "D1");
    let lines: Vec<_> = first.lines.iter().map(|it| (it.quantity, it.amount, it.pack)).collect();
    assert_eq!(lines, [(10, 100_000, 50), (-2, -7_700, 25), (5, 0, 50)]);
    assert_eq!((first.on, first.review), (day("2026-10-05"), 0));
    assert_eq!(book.orders(row(book, "K2")).map(|it| it.amount()).sum::<i64>(), 15_400);
    let bar = tablet.model.view().undo.unwrap();
    assert_eq!((bar.subject, bar.n_customers), (UndoSubject::Orders, 2));
}

#[test]
fn a_second_import_changes_nothing_and_a_corrected_one_only_what_was_corrected() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let lines = "D1,2026-10-05,K1,P1,10,100,1000\nD1,2026-10-05,K1,P2,1,38.5,38.5\n\
        D2,2026-10-06,K2,P2,4,38.5,154\n";
    orders(&mut tablet, lines);
    let again = orders(&mut tablet, lines);
    assert_eq!((counts(&again), again.batch), ([0, 0, 2, 0], None));
    // The order of lines says nothing.
    let turned = "D2,2026-10-06,K2,P2,4,38.5,154\nD1,2026-10-05,K1,P2,1,38.5,38.5\n\
        D1,2026-10-05,K1,P1,10,100,1000\n";
    assert_eq!(counts(&orders(&mut tablet, turned)), [0, 0, 2, 0]);
    let corrected = orders(&mut tablet, &lines.replace("K1,P1,10,100,1000", "K1,P1,12,100,1200"));
    assert_eq!(counts(&corrected), [0, 1, 1, 0]);
    assert_eq!(order(tablet.model.book(), "D1").quantity(), 13);
    tablet.happens(Event::BatchUndoPressed(corrected.batch.unwrap()));
    assert_eq!(order(tablet.model.book(), "D1").quantity(), 11, "as the first file had it");
    assert_eq!(counts(&orders(&mut tablet, lines)), [0, 0, 2, 0]);
}

#[test]
fn an_order_that_a_file_gives_to_another_customer_goes_there() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    orders(&mut tablet, "D1,2026-10-05,K1,P1,10,100,1000\n");
    let moved = "D1,2026-10-05,K2,P1,10,100,1000\n";
    assert_eq!(counts(&orders(&mut tablet, moved)), [0, 1, 0, 0]);
    let n = |book: &Book, code| book.orders(row(book, code)).count();
    assert_eq!((n(tablet.model.book(), "K1"), n(tablet.model.book(), "K2")), (0, 1));
    let again = orders(&mut tablet, moved);
    assert_eq!((counts(&again), again.batch), ([0, 0, 1, 0], None));
    drop(tablet);
    let reopened = Tablet::open(&disk, 2);
    let book = reopened.model.book();
    assert_eq!((n(book, "K1"), n(book, "K2")), (0, 1));
}

#[test]
fn an_import_of_orders_is_undone_as_a_whole_and_done_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let before = tablet.model.book().digest();
    let lines = "D1,2026-10-05,K1,P1,10,100,1000\nD2,2026-10-06,K2,P2,4,38.5,154\n";
    let result = orders(&mut tablet, lines);
    let placed = tablet.model.book().n_orders();
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    assert_eq!((placed, tablet.model.book().n_orders()), (2, 0));
    assert!(tablet.import_result().is_undone);
    assert_ne!(tablet.model.book().digest(), before, "what was undone is kept");
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.book().n_orders(), 2);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.book().n_orders(), 0);
    let again = orders(&mut tablet, lines);
    assert_eq!(counts(&again), [2, 0, 0, 0], "what was taken out comes back");
    drop(tablet);
    assert_eq!(Tablet::open(&disk, 2).model.book().n_orders(), 2);
}

#[test]
fn an_order_of_a_customer_that_was_merged_goes_to_the_one_that_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    orders(&mut tablet, "D1,2026-10-05,K2,P1,10,100,1000\n");
    let [stays, loser] = ["K1", "K2"].map(|code| {
        let book = tablet.model.book();
        book.id_of(row(book, code)).unwrap()
    });
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(stays, loser))));
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.book().survivor_of(loser), stays);
    let lines = "D1,2026-10-05,K2,P1,10,100,1000\nD2,2026-10-06,K2,P2,4,38.5,154\n";
    assert_eq!(counts(&orders(&mut tablet, lines)), [1, 0, 1, 0]);
    let book = tablet.model.book();
    assert_eq!(book.orders(row(book, "K1")).count(), 2);
    assert_eq!(counts(&orders(&mut tablet, lines)), [0, 0, 2, 0]);
}

#[test]
fn the_kind_of_a_file_is_guessed_can_be_changed_and_its_columns_are_remembered_for_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let file =
        "代号,名称,单子,日子,谁,几条,多少钱\nP1,样品一号,D1,2026-10-05,K1,10,1000\n".as_bytes();
    tablet.chooses("a.csv", file);
    let ImportView::Mapping { kind, .. } = mapping(&mut tablet) else { panic!() };
    assert_eq!(kind, SheetKind::Customers);
    tablet.happens(Event::SheetKindChosen(SheetKind::Orders));
    let ImportView::Mapping { kind, problem, .. } = mapping(&mut tablet) else { panic!() };
    let missing = MappingProblem::Missing { one_of: &[fields::ORDER_NUMBER] };
    assert_eq!((kind, problem), (SheetKind::Orders, Some(missing)));
    let columns = [
        fields::ORDER_PRODUCT,
        fields::ORDER_PRODUCT_NAME,
        fields::ORDER_NUMBER,
        fields::ORDER_DATE,
        fields::ORDER_LICENCE,
        fields::ORDER_QUANTITY,
        fields::ORDER_AMOUNT,
    ];
    for (column, field) in columns.into_iter().enumerate() {
        tablet.happens(Event::MappingSet { column, field: Some(field) });
    }
    tablet.happens(Event::MappingSet { column: 4, field: Some(fields::ORDER_CUSTOMER) });
    tablet.happens(Event::ImportStarted);
    assert_eq!(counts(&tablet.import_result()), [1, 0, 0, 0]);
    let lines = order(tablet.model.book(), "D1").lines.to_vec();
    assert_eq!((lines[0].price, lines[0].amount), (1_000_000, 100_000), "the price is worked out");
    // Next time the kind is known by what was remembered.
    tablet.chooses("a.csv", file);
    let ImportView::Mapping { kind, problem, columns: shown, .. } = mapping(&mut tablet) else {
        panic!()
    };
    assert_eq!((kind, problem), (SheetKind::Orders, None));
    assert_eq!(shown[4].field, Some(fields::ORDER_CUSTOMER));
    // As products its headings mean something else.
    tablet.happens(Event::SheetKindChosen(SheetKind::Products));
    let ImportView::Mapping { columns: shown, .. } = mapping(&mut tablet) else { panic!() };
    assert_eq!(shown[1].field, Some(fields::PRODUCT_NAME));
    tablet.happens(Event::SheetKindChosen(SheetKind::Orders));
    tablet.happens(Event::ImportStarted);
    assert_eq!(counts(&tablet.import_result()), [0, 0, 1, 0]);
}

#[test]
fn only_a_manager_takes_in_products_and_orders() {
    use jipan_rules::permission::{Role, Verb, may};
    use jipan_rules::schema::RecordKind;
    for kind in [RecordKind::Product, RecordKind::Order] {
        assert!(may(Role::Manager, Verb::Import, kind, None).is_ok());
        assert!(may(Role::Supervisor, Verb::Import, kind, None).is_err());
        assert!(may(Role::Rep, Verb::Import, kind, None).is_err());
    }
}

#[test]
fn an_import_of_orders_that_is_cancelled_while_it_is_compared_writes_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    with_shops_and_products(&mut tablet);
    let before = tablet.model.book().digest();
    let lines = lines_of(200, |n| format!("D{n},2026-10-05,K1,P1,{n},100,{n}00"));
    tablet.is_busy = true;
    tablet.chooses("orders.csv", format!("{HEAD}{lines}").as_bytes());
    tablet.happens(Event::ImportStarted);
    assert!(tablet.does_a_slice(), "it is compared a slice at a time");
    tablet.happens(Event::ImportCancelled);
    while tablet.does_a_slice() {}
    assert_eq!(tablet.model.book().digest(), before);
    // And another one can begin.
    tablet.is_busy = false;
    assert_eq!(counts(&orders(&mut tablet, &lines)), [200, 0, 0, 0]);
}

#[test]
fn a_book_that_moves_while_orders_are_compared_is_compared_anew() {
    let disk = disk();
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    with_shops_and_products(&mut tablet);
    let lines = lines_of(200, |n| format!("D{n},2026-10-05,K{},P1,1,100,100", n % 3 + 1));
    tablet.is_busy = true;
    tablet.chooses("orders.csv", format!("{HEAD}{lines}").as_bytes());
    tablet.happens(Event::ImportStarted);
    assert!(tablet.does_a_slice() && tablet.does_a_slice());
    // The third shop is added by hand meanwhile.
    tablet.happens(Event::RouteChanged(Route::NewCustomer));
    for (field, text) in [(fields::NAME, "三号店"), (fields::CODE, "K3")] {
        tablet.happens(Event::FieldTyped { field, text: text.to_owned() });
    }
    tablet.happens(Event::NewCustomerDone);
    while tablet.does_a_slice() {}
    tablet.is_busy = false;
    let result = tablet.import_result();
    assert_eq!(counts(&result), [200, 0, 0, 0], "none is unknown any more");
}
