//! Every oddity that files of order lines are known to have, one a case, and what comes of it.

use std::collections::BTreeMap;

use jipan_app::view::OrderFacts;
use jipan_rules::check::ValueError;
use jipan_rules::values::Money;
use proptest::prelude::*;

use super::*;

fn cell_error(errors: &[RowError]) -> Option<(FieldId, ValueError)> {
    errors.iter().find_map(|error| match error {
        RowError::Cell { field, error, .. } => Some((*field, *error)),
        _ => None,
    })
}

#[test]
fn an_order_comes_in_whole_or_not_at_all() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let lines = "D1,2026-10-05,K1,P1,10,100,1000\nD1,2026-10-05,K1,P9,1,1,1\n\
        D2,2026-10-05,K1,P1,1,100,100\nD1,2026-10-05,K1,P2,1,38.5,38.5\n\
        D3,2026-10-05,K1,P1,many,100,100\nD3,2026-10-05,K1,P2,1,38.5,38.5\n";
    let result = orders(&mut tablet, lines);
    assert_eq!(counts(&result), [1, 0, 0, 5]);
    assert_eq!(result.facts.unwrap().n_lines, 1);
    let back = failures(&result);
    let records: Vec<u32> = back.iter().map(|it| it.0).collect();
    assert_eq!(records, [2, 3, 5, 6, 7]);
    assert_eq!(back[0].1, [RowError::Order(OrderError::LineOfOrder { record: 3 })]);
    assert_eq!(back[1].1, [RowError::Order(OrderError::UnknownProduct { code: "P9".to_owned() })]);
    assert_eq!(back[2].1, [RowError::Order(OrderError::LineOfOrder { record: 3 })]);
    assert_eq!(cell_error(&back[3].1), Some((fields::ORDER_QUANTITY, ValueError::NotANumber)));
    assert_eq!(back[4].1, [RowError::Order(OrderError::LineOfOrder { record: 6 })]);
    // The file of what failed, corrected, brings the rest.
    let (_, failed) = tablet.written.last().cloned().unwrap();
    let failed = String::from_utf8(failed).unwrap();
    let corrected =
        failed.replace("P9", "P2").replace("many", "3").replace("3,100,100", "3,100,300");
    let rest = tablet.imports("failed.csv", corrected.as_bytes());
    assert_eq!((rest.kind, counts(&rest)), (SheetKind::Orders, [2, 0, 0, 0]));
}

#[test]
fn who_and_what_is_unknown_comes_back_with_its_reason() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let file = "订单号,订单日期,客户代码,许可证号,商品代码,数量,金额\n\
        A,2026-10-05,K9,,P1,1,100\nB,2026-10-05,,L2,P1,1,100\nC,2026-10-05,K1,L2,P1,1,100\n\
        D,2026-10-05,,,P1,1,100\nE,2026-10-05,K9,L1,P1,1,100\nF,2026-10-05,K1,,P1,1,\n";
    let result = tablet.imports("orders.csv", file.as_bytes());
    assert_eq!(counts(&result), [2, 0, 0, 4]);
    let back = failures(&result);
    let unknown = RowError::Order(OrderError::UnknownCustomer {
        field: fields::CODE,
        value: "K9".to_owned(),
    });
    assert_eq!(back[0], (2, vec![unknown]));
    assert!(
        matches!(&back[1].1[..], [RowError::KeyOfAnother { field: fields::LICENCE, value, .. }] if value == "L2")
    );
    assert_eq!(back[2].1, [RowError::Missing { field: fields::ORDER_CUSTOMER }]);
    assert_eq!(back[3], (7, vec![RowError::Missing { field: fields::ORDER_AMOUNT }]));
    let book = tablet.model.book();
    assert_eq!(book.orders(row(book, "K2")).count(), 1, "found by its licence");
    assert_eq!(book.orders(row(book, "K1")).count(), 1, "a code that is nobody's does not hide it");
}

#[test]
fn an_order_has_one_customer_and_one_day() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let lines = "D1,2026-10-05,K1,P1,1,100,100\nD1,2026-10-06,K1,P1,1,100,100\n\
        D2,2026-10-05,K1,P1,1,100,100\nD2,2026-10-05,K2,P1,1,100,100\n";
    let result = orders(&mut tablet, lines);
    assert_eq!(counts(&result), [0, 0, 0, 4]);
    let back = failures(&result);
    assert_eq!(
        back[1].1,
        [RowError::Order(OrderError::OrderDiffers { field: fields::ORDER_DATE, record: 2 })]
    );
    assert_eq!(
        back[3].1,
        [RowError::Order(OrderError::OrderDiffers { field: fields::CODE, record: 4 })]
    );
    assert_eq!(tablet.model.book().n_orders(), 0);
}

/// The cells of a line from the day to the amount, and the sum that comes in; `None` when it does not.
type Case = (&'static str, Option<(i64, i64, i64)>);

const CASES: [Case; 34] = [
    // As they are written, in hundredths, ten-thousandths and units.
    ("2026-10-05,K1,P1,10,100,1000", Some((10, 1_000_000, 100_000))),
    ("2026/10/5,K1,P1,10,100.00,1000.00", Some((10, 1_000_000, 100_000))),
    ("20261005,K1,P1,10,100,1000", Some((10, 1_000_000, 100_000))),
    ("2026年10月5日,K1,P1,10,100,1000", Some((10, 1_000_000, 100_000))),
    ("2026-10-05 14:30:00,K1,P1,10,100,1000", Some((10, 1_000_000, 100_000))),
    ("2026-10-05,Ｋ１,p1,１０,１００,１０００", Some((10, 1_000_000, 100_000))),
    ("2026-10-05, K1 ,P1,10条,100元,\"¥1,000.00\"", Some((10, 1_000_000, 100_000))),
    ("2026-10-05,K1,P1,10.0,100,1000", Some((10, 1_000_000, 100_000))),
    ("2026-10-05,K1,P1,10.5,100,1050", None),
    ("2026-10-05,K1,P1,-10,100,-1000", Some((-10, 1_000_000, -100_000))),
    ("2026-10-05,K1,P1,10,0,0", Some((10, 0, 0))),
    ("2026-10-05,K1,P1,0,100,0", Some((0, 1_000_000, 0))),
    ("2026-10-05,K1,P1,10,100,", Some((10, 1_000_000, 100_000))),
    ("2026-10-05,K1,P1,10,,1000", Some((10, 1_000_000, 100_000))),
    ("2026-10-05,K1,P1,3,,100", Some((3, 333_333, 10_000))),
    ("2026-10-05,K1,P1,-3,,-100", Some((-3, 333_333, -10_000))),
    ("2026-10-05,K1,P1,3,,-100", None),
    ("2026-10-05,K1,P1,0,,-100", Some((0, 0, -10_000))),
    ("2026-10-05,K1,P1,10,,", None),
    ("2026-10-05,K1,P1,10,100,999.99", Some((10, 1_000_000, 99_999))),
    ("2026-10-05,K1,P1,3,33.3333,100.005", Some((3, 333_333, 10_001))),
    ("2026-10-05,K1,P1,3,33.3333,-100.005", Some((3, 333_333, -10_001))),
    ("2026-10-05,K1,P1,1,-5,5", None),
    ("2026-02-30,K1,P1,10,100,1000", None),
    ("2026-10,K1,P1,10,100,1000", None),
    (",K1,P1,10,100,1000", None),
    ("2026-10-05,,P1,10,100,1000", None),
    ("2026-10-05,K1,,10,100,1000", None),
    ("2026-10-05,K1,P1,,100,1000", None),
    ("2026-10-05,K1,P1,10,#N/A,1000", None),
    ("2026-10-05,K1,P1,99999999999,100,1000", None),
    ("2026-10-05,K1,P1,1000000000,90000000,", None),
    ("2026-10-05,K1,P1,1,,20000000000", None),
    ("2026-10-05,K1,P1,1,,1000000000", None),
];

#[test]
fn odd_lines_come_in_as_they_are_meant_or_come_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let lines = lines_of(CASES.len(), |n| format!("D{n},{}", CASES[n].0));
    let result = orders(&mut tablet, &lines);
    let book = tablet.model.book();
    for (n, (cells, expected)) in CASES.iter().enumerate() {
        let known = book.order(order_id_of(&format!("D{n}")));
        let line = known.map(|it| (it.lines[0].quantity, it.lines[0].price, it.lines[0].amount));
        assert_eq!(line, *expected, "{cells}");
        let record = u32::try_from(n).unwrap() + 2;
        let is_back = result.failures.iter().any(|it| it.record == record);
        assert_eq!(is_back, expected.is_none(), "{cells}");
    }
    // 999.99 for 1,000, 100.01 for 100.00, −100.01 for 100.00, −100 for nothing.
    let facts = result.facts.unwrap();
    assert_eq!((facts.n_off, facts.off_fen), (4, -1 + 1 - 20_001 - 10_000));
    let rounded = result.rounded.iter().map(|it| (it.field, it.n, it.more)).collect::<Vec<_>>();
    assert_eq!(rounded, [(fields::ORDER_AMOUNT, 2, 0)], "half away from zero, both ways");
    let none =
        OrderFacts { n_lines: facts.n_lines, n_off: 4, off_fen: -30_001, ..OrderFacts::default() };
    assert_eq!(facts, none);
}

#[test]
fn unknown_products_and_customers_are_made_if_the_file_has_names_for_them() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let file = "订单号,订单日期,客户代码,店铺名称,商品代码,商品名称,类别,数量,金额\n\
        D1,2026-10-05,K7,七号店,X1,新品一,玩具,2,20\nD2,2026-10-06,K7,,X1,,,1,10\n\
        D3,2026-10-06,K8,八号店,X2,新品二,,bad,10\nD4,2026-10-06,K1,别的名字,P1,别的名字,,1,10\n";
    let result = tablet.imports("orders.csv", file.as_bytes());
    assert_eq!(counts(&result), [3, 0, 0, 1]);
    let facts = result.facts.unwrap();
    assert_eq!((facts.n_products, facts.n_customers, facts.n_lines), (1, 1, 3));
    let book = tablet.model.book();
    assert_eq!(book.text(row(book, "K7"), fields::NAME), Some("七号店"));
    assert_eq!(book.orders(row(book, "K7")).count(), 2);
    assert_eq!(
        book.text(row(book, "K1"), fields::NAME),
        Some("一号店"),
        "a known one keeps its name"
    );
    let of_product = |field| product_on(book, "X1", field, today());
    assert_eq!(of_product(fields::PRODUCT_BRAND), Some(Value::Text("玩具".into())));
    assert_eq!(of_product(fields::PRODUCT_PACK), None, "nothing said how it is packed");
    assert_eq!(
        product_on(book, "X2", fields::PRODUCT_NAME, today()),
        None,
        "its order did not come"
    );
    assert_eq!(counts(&tablet.imports("orders.csv", file.as_bytes())), [0, 0, 3, 1]);
    // The list of products comes later. What it says first of a pack holds for all days, and the lines
    // have it once the orders are taken in again.
    let list = "商品代码,商品名称,每件条数\nX1,新品一,30\n";
    assert_eq!(counts(&tablet.imports("products.csv", list.as_bytes())), [0, 1, 0, 0]);
    assert_eq!(order(tablet.model.book(), "D1").lines[0].pack, 1);
    assert_eq!(counts(&tablet.imports("orders.csv", file.as_bytes())), [0, 2, 1, 1]);
    assert_eq!(order(tablet.model.book(), "D1").lines[0].pack, 30);
}

#[test]
fn an_order_with_more_lines_than_fit_into_a_change_comes_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    with_shops_and_products(&mut tablet);
    let line = "D1,2026-10-05,K1,P1,1,100,100\n";
    let result = orders(&mut tablet, &line.repeat(1_001));
    assert_eq!(counts(&result), [0, 0, 0, 1_001]);
    let first = &failures(&result)[0].1[..];
    assert_eq!(first, [RowError::Order(OrderError::TooManyLines { n: 1_001, n_max: 1_000 })]);
    assert_eq!(counts(&orders(&mut tablet, &line.repeat(1_000))), [1, 0, 0, 0]);
    assert_eq!(order(tablet.model.book(), "D1").lines.len(), 1_000);
}

#[test]
fn a_workbook_of_orders_gives_the_same_book_as_the_text_file() {
    let lines = "D1,2026-10-05,K1,P1,10,100,1000\nD1,2026-10-05,K1,P2,-2,38.5,-77\n\
        D2,2026-10-06,K2,P2,4,38.5,154.005\n";
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy/m/d");
    for (n, line) in (0..).zip(format!("{HEAD}{lines}").lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell);
            match (cell.parse::<f64>(), date) {
                (Ok(number), _) => sheet.write_number(n, column, number).unwrap(),
                (Err(_), Ok(date)) if cell.starts_with("2026") => {
                    sheet.write_datetime_with_format(n, column, &date, &format).unwrap()
                }
                (Err(_), _) => sheet.write_string(n, column, cell).unwrap(),
            };
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let text = format!("{HEAD}{lines}").into_bytes();
    let books = [("orders.csv", text), ("orders.xlsx", bytes)].map(|(name, bytes)| {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        with_shops_and_products(&mut tablet);
        let result = tablet.imports(name, &bytes);
        assert_eq!((result.kind, counts(&result)), (SheetKind::Orders, [2, 0, 0, 0]), "{name}");
        let book = tablet.model.book();
        let all: Vec<_> = book.all_orders().map(|(_, it)| (it.on, it.lines.to_vec())).collect();
        (all, result.rounded, result.facts)
    });
    assert_eq!(books[0], books[1]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The oracle groups the lines by their numbers and knows nothing of slices or of the book.
    #[test]
    fn however_lines_are_mixed_each_order_comes_in_once_with_all_its_lines(
        lines in prop::collection::vec((0_u8..6, 1_u8..4, -3_i64..9, 0_u8..12), 1..40),
        units in 1_u32..4,
    ) {
        let disk = disk();
        let mut tablet = Tablet::open_sliced(&disk, 1, units);
        with_shops_and_products(&mut tablet);
        let mut text = String::new();
        let mut expected: BTreeMap<u8, Option<Vec<(i64, i64)>>> = BTreeMap::new();
        for (number, shop, quantity, fault) in &lines {
            // The shop of an order is that of its number, but for a fault.
            let shop = if *fault == 0 { *shop } else { number % 2 + 1 };
            let price = if *fault == 1 { "x".to_owned() } else { "12.5".to_owned() };
            let amount = quantity * 1_250;
            let amount_text = Money::from_fen(amount);
            let cells = format!("D{number},2026-10-05,K{shop},P1,{quantity},{price},{amount_text}");
            text.push_str(&cells);
            text.push('\n');
            let is_wrong = *fault == 1 || shop > 2;
            let known = expected.entry(*number).or_insert_with(|| Some(Vec::new()));
            match known {
                Some(all) if !is_wrong => all.push((*quantity, amount)),
                _ => *known = None,
            }
        }
        // An order of two shops is none.
        for (number, known) in &mut expected {
            let shops = lines.iter().filter(|it| it.0 == *number && it.3 != 1);
            let shops: std::collections::BTreeSet<u8> =
                shops.map(|it| if it.3 == 0 { it.1 } else { number % 2 + 1 }).collect();
            if shops.len() > 1 {
                *known = None;
            }
        }
        let result = orders(&mut tablet, &text);
        let good = expected.values().flatten();
        prop_assert_eq!(result.n_added, good.clone().count());
        let n_lines: usize = good.map(Vec::len).sum();
        prop_assert_eq!(result.facts.unwrap().n_lines, n_lines);
        prop_assert_eq!(result.n_failed, lines.len() - n_lines, "each line comes in or comes back");
        let book = tablet.model.book();
        for (number, known) in &expected {
            let placed = book.order(order_id_of(&format!("D{number}")));
            let placed = placed.map(|it| {
                it.lines.iter().map(|it| (it.quantity, it.amount)).collect::<Vec<_>>()
            });
            prop_assert_eq!(&placed, known);
        }
        prop_assert_eq!(counts(&orders(&mut tablet, &text))[..2].to_vec(), vec![0, 0]);
    }
}
