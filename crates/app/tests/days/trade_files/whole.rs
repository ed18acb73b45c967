//! The year of a county and the years of another trade, each as one file.

use std::cmp::Ordering;
use std::io::Read as _;

use flate2::read::GzDecoder;
use jipan_app::view::WhyTopic;
use jipan_rules::explain::Why;
use jipan_rules::values::Money;

use super::*;

pub(super) const SHOPS_GB: &[u8] = include_bytes!("../../../../../tests/data/shops-gb18030.csv");
pub(super) const PRODUCTS_18: &[u8] =
    include_bytes!("../../../../../tests/data/products-utf8-bom.csv");
pub(super) const ORDERS_GZ: &[u8] =
    include_bytes!("../../../../../tests/data/orders-utf8-bom.csv.gz");
pub(super) const SUPERSTORE_GZ: &[u8] =
    include_bytes!("../../../../../tests/data/superstore.csv.gz");
const TRUTH: &str = include_str!("../../../../../tests/data/truth.json");

pub(super) fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut all).unwrap();
    all
}

fn truth() -> serde_json::Value {
    serde_json::from_str(TRUTH).unwrap()
}

/// Orders, lines, units and fen of the whole book.
fn sums(book: &Book) -> (usize, usize, i64, i64) {
    let mut sums = (0, 0, 0, 0);
    for (_, order) in book.all_orders().filter(|(_, it)| it.counts()) {
        sums.0 += 1;
        sums.1 += order.lines.len();
        sums.2 += order.quantity();
        sums.3 += order.amount();
    }
    sums
}

/// What the months of all customers add up to.
fn month_sums(book: &Book) -> (i64, i64) {
    let months = book.rows().flat_map(|row| book.months(row).to_vec());
    months.fold((0, 0), |sum, it| (sum.0 + it.quantity, sum.1 + it.amount))
}

#[test]
fn the_year_of_the_county_comes_in_to_the_fen_and_a_second_import_changes_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("shops-gb18030.csv", SHOPS_GB);
    let products = tablet.imports("products-utf8-bom.csv", PRODUCTS_18);
    assert_eq!((products.kind, counts(&products)), (SheetKind::Products, [18, 0, 0, 0]));
    let file = unpacked(ORDERS_GZ);
    let result = tablet.imports("orders-utf8-bom.csv", &file);
    let truth = truth();
    let n = |name: &str| usize::try_from(truth[name].as_u64().unwrap()).unwrap();
    assert_eq!(result.kind, SheetKind::Orders);
    assert_eq!(counts(&result), [n("orders"), 0, 0, 0], "no line is of one of the twelve");
    let facts = result.facts.unwrap();
    assert_eq!((facts.n_lines, facts.n_off, facts.n_products), (n("order_lines"), 0, 0));
    assert_eq!((facts.n_customers, result.rounded.len()), (0, 0));
    let cartons = truth["cartons"].as_i64().unwrap();
    let amount: Money = truth["amount"].as_str().unwrap().parse().unwrap();
    let book = tablet.model.book();
    let expected = (n("orders"), n("order_lines"), cartons, amount.fen());
    assert_eq!(sums(book), expected);
    assert_eq!(month_sums(book), (cartons, amount.fen()));
    shops_of_exact_cases_show_their_tier(&mut tablet, &truth["exact_monthly_cases"]);
    let digest = tablet.model.book().digest();
    let again = tablet.imports("orders-utf8-bom.csv", &file);
    assert_eq!((counts(&again), again.batch), ([0, 0, n("orders"), 0], None));
    assert_eq!(tablet.model.book().digest(), digest);
    drop(tablet);
    let reopened = Tablet::open(&disk, 2);
    assert_eq!(sums(reopened.model.book()), expected);
    assert_eq!(reopened.model.book().digest(), digest);
}

/// Shops that order exactly the bound of a tier each month are in it, with the reason.
fn shops_of_exact_cases_show_their_tier(tablet: &mut Tablet<'_>, cases: &serde_json::Value) {
    let tiers = [(20, 2), (14, 3), (10, 4), (7, 5), (4, 6), (2, 7), (1, 8)];
    for (code, n) in cases.as_object().unwrap() {
        let n = n.as_i64().unwrap();
        let tier = tiers.iter().find(|(cases, _)| *cases == n).unwrap().1;
        let book = tablet.model.book();
        let is_it = |row: &Row| book.text(*row, fields::CODE) == Some(code);
        let row = book.rows().find(is_it).unwrap();
        assert_eq!(book.value(row, fields::TIER), Some(Value::Integer(tier)), "{n} cases");
        assert_eq!(book.value(row, fields::TIER_BEFORE), Some(Value::Integer(tier)));
        assert_eq!(book.value(row, fields::PURCHASED_QUANTITY), Some(Value::Integer(n * 50)));
        let id = book.id_of(row).unwrap();
        tablet.happens(Event::RouteChanged(Route::Customer(id)));
        tablet.happens(Event::WhyToggled(Some(WhyTopic::Generated(fields::TIER))));
        let why = tablet.file().why.unwrap();
        let Why::Tier(facts) = why.why() else { panic!("no tier") };
        assert_eq!((facts.packs.as_slice(), facts.n_months), (&[(50, n * 50)][..], 1));
        assert_eq!((facts.average, facts.exactly), (n * 100, Ordering::Equal));
        assert_eq!(facts.up_to.map(i64::from), Some(n * 100), "the bound is in its tier");
        assert_eq!((why.change.is_none(), why.months.len()), (true, 12));
        assert!(
            why.months.iter().all(|it| it.quantity == n * 50 && it.tier == u8::try_from(tier).ok())
        );
    }
}

/// The columns of the file of the other trade that its headings do not name.
fn choose_superstore(tablet: &mut Tablet<'_>, name: &str, file: &[u8]) {
    tablet.chooses(name, file);
    let ImportView::Mapping { kind, problem, columns, .. } = mapping(tablet) else { panic!() };
    assert_eq!((kind, problem), (SheetKind::Orders, None), "its headings are known");
    let of = |heading: &str| columns.iter().find(|it| it.heading == heading).unwrap().field;
    assert_eq!(of("Order ID"), Some(fields::ORDER_NUMBER));
    assert_eq!(of("Customer Name"), Some(fields::ORDER_CUSTOMER_NAME));
    assert_eq!(of("Sales"), Some(fields::ORDER_AMOUNT));
    assert_eq!(of("Product Name"), Some(fields::ORDER_PRODUCT_NAME));
    assert_eq!(of("Category"), Some(fields::ORDER_CATEGORY));
    for skipped in ["Row ID", "Ship Date", "Ship Mode", "Segment", "Discount", "Profit", "State"] {
        assert_eq!(of(skipped), None, "{skipped}");
    }
}

#[test]
fn the_superstore_makes_its_customers_and_products_and_says_what_it_rounded() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = unpacked(SUPERSTORE_GZ);
    choose_superstore(&mut tablet, "superstore.csv", &file);
    tablet.happens(Event::ImportStarted);
    let result = tablet.import_result();
    assert_eq!(counts(&result), [5_009, 0, 0, 0]);
    let facts = result.facts.unwrap();
    assert_eq!((facts.n_lines, facts.n_customers, facts.n_products), (9_994, 793, 1_862));
    assert_eq!(facts.n_off, 0);
    // The exact sum is 2,297,200.8603.
    let more: i64 = result.rounded.iter().map(|it| it.more).sum();
    assert_eq!((result.rounded[0].field, more), (fields::ORDER_AMOUNT, 20_970_000));
    let book = tablet.model.book();
    assert_eq!((sums(book).0, sums(book).1, sums(book).3), (5_009, 9_994, 229_720_107));
    assert_eq!(book.rows().count(), 793);
    let again = tablet.imports("superstore.csv", &file);
    assert_eq!((counts(&again), again.batch), ([0, 0, 5_009, 0], None));
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    let book = tablet.model.book();
    assert_eq!((book.n_orders(), book.products().count()), (0, 0));
    assert_eq!(tablet.customers().list.n_all, 0, "also the customers it made are gone");
}

#[test]
fn the_superstore_as_customers_gives_793_and_its_orders_find_them() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = unpacked(SUPERSTORE_GZ);
    tablet.chooses("superstore.csv", &file);
    tablet.happens(Event::SheetKindChosen(SheetKind::Customers));
    let ImportView::Mapping { columns, problem, .. } = mapping(&mut tablet) else { panic!() };
    assert_eq!(problem, None);
    let of = |heading: &str| columns.iter().find(|it| it.heading == heading).unwrap().field;
    assert_eq!((of("Customer ID"), of("Customer Name")), (Some(fields::CODE), Some(fields::NAME)));
    // A state of that country is no status.
    tablet.happens(Event::MappingSet { column: 10, field: None });
    tablet.happens(Event::ImportStarted);
    let customers = tablet.import_result();
    // A list of customers has each once; the other lines come back as what they are.
    assert_eq!((customers.n_added, customers.n_failed), (793, 9_994 - 793));
    let is_repeated = |it: &RowError| matches!(it, RowError::RepeatedKey { .. });
    assert!(customers.failures.iter().all(|it| it.errors.iter().all(is_repeated)));
    choose_superstore(&mut tablet, "superstore.csv", &file);
    // Without the names nobody is made: all are found.
    tablet.happens(Event::MappingSet { column: 6, field: None });
    tablet.happens(Event::ImportStarted);
    let result = tablet.import_result();
    assert_eq!(counts(&result), [5_009, 0, 0, 0]);
    assert_eq!(result.facts.unwrap().n_customers, 0);
    assert_eq!(sums(tablet.model.book()).3, 229_720_107);
}

/// The superstore as a workbook, with real days and numbers.
fn superstore_workbook(file: &[u8]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("m/d/yyyy");
    for (n, record) in (0..).zip(records(file)) {
        for (column, cell) in (0_u16..).zip(record) {
            match column {
                2 | 3 if n > 0 => {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(&cell).unwrap();
                    sheet.write_datetime_with_format(n, column, &date, &day).unwrap()
                }
                17..=20 if n > 0 => {
                    sheet.write_number(n, column, cell.parse::<f64>().unwrap()).unwrap()
                }
                _ => sheet.write_string(n, column, cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The records of a text file with quotes.
fn records(file: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut chars) = (false, text.chars().peekable());
    while let Some(character) = chars.next() {
        match character {
            '"' if is_quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            other => cell.push(other),
        }
    }
    records
}

#[test]
fn the_superstore_as_a_workbook_gives_the_same_orders() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = unpacked(SUPERSTORE_GZ);
    choose_superstore(&mut tablet, "superstore.csv", &file);
    tablet.happens(Event::ImportStarted);
    assert_eq!(counts(&tablet.import_result()), [5_009, 0, 0, 0]);
    let result = tablet.imports("superstore.xlsx", &superstore_workbook(&file));
    assert_eq!((counts(&result), result.batch), ([0, 0, 5_009, 0], None));
    let more: i64 = result.rounded.iter().map(|it| it.more).sum();
    assert_eq!(more, 20_970_000, "the decimals of the workbook are those of the text");
}
