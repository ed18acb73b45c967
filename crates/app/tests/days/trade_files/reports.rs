//! The report of classes of the two large files: a manager's tablet and the endpoint to which it brought
//! them write the same bytes.

use jipan_app::event::InsightsEvent;
use jipan_app::view::Language as Spoken;
use jipan_book::report::{class_row, class_rows};
use jipan_book::sheet::ExportFormat;
use jipan_book::standing::{StandingsJob, a_month_before};
use jipan_rules::schema::Language;
use jipan_sync::hub;

use super::super::company::Company;
use super::whole::{ORDERS_GZ, PRODUCTS_18, SHOPS_GB, SUPERSTORE_GZ, unpacked};
use super::*;

/// What `jipan report classes` does with a book.
fn report(book: &Book, on: NaiveDate, (format, language): (ExportFormat, Language)) -> Vec<u8> {
    let rules = book.rule_book();
    let mut job = StandingsJob::new(on, [rules.on(on), rules.on(a_month_before(on))]);
    while job.step(book, 10_000) {}
    let standings = job.finish();
    let rows = class_rows(book, &standings).into_iter().map(|it| class_row(book, &standings, it));
    let rows: Vec<_> = rows.collect();
    jipan_sheets::export::classes(format, &rows, language, on).unwrap()
}

/// Brings the tablet's book to an endpoint and compares its files of a day with the reports of that, in both
/// formats and languages. Returns the lines of the Chinese text.
fn same_reports(tablet: &mut Tablet<'_>, on: NaiveDate) -> Vec<String> {
    let (mut company, secret) = Company::begin();
    tablet.joins(&mut company, &secret);
    assert_eq!(tablet.sync_status().n_unsent, 0, "all of it is there");
    let (there, here) = (hub::book(&mut company.records).unwrap(), tablet.model.book());
    assert_eq!(there.n_orders(), here.n_orders());
    tablet.env.today = on;
    tablet.happens(Event::DayChanged);
    tablet.happens(Event::LinkFollowed(Route::Insights));
    let mut text = String::new();
    for (spoken, language) in [(Spoken::English, Language::En), (Spoken::Chinese, Language::Zh)] {
        tablet.happens(Event::LanguageChosen(spoken));
        for format in [ExportFormat::Xlsx, ExportFormat::Csv] {
            tablet.happens(Event::ExportFormatChosen(format));
            tablet.happens(Event::Insights(InsightsEvent::Exported));
            let (name, file) = tablet.written.last().unwrap().clone();
            assert!(file == report(&there, on, (format, language)), "{name}");
            text = String::from_utf8(file).unwrap_or_default();
        }
    }
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_report_of_the_county_is_the_same_on_the_tablet_and_at_the_endpoint() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("shops-gb18030.csv", SHOPS_GB);
    tablet.imports("products-utf8-bom.csv", PRODUCTS_18);
    tablet.imports("orders-utf8-bom.csv", &unpacked(ORDERS_GZ));
    let lines = same_reports(&mut tablet, day("2026-07-01"));
    assert_eq!(lines.len(), 4_718, "a heading and every shop that is not closed");
    let n_ordered = lines.iter().filter(|line| !line.ends_with(",0,0.00,")).count();
    assert!(n_ordered > 4_000, "{n_ordered}");
}

#[test]
fn the_report_of_the_superstore_is_the_same_on_the_tablet_and_at_the_endpoint() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("superstore.csv", &unpacked(SUPERSTORE_GZ));
    let lines = same_reports(&mut tablet, day("2017-12-31"));
    assert_eq!(lines.len(), 794, "a heading and every customer");
    let n_ordered = lines.iter().filter(|line| !line.ends_with(",0,0.00,")).count();
    assert!(n_ordered > 200, "{n_ordered} ordered in the last November");
}
