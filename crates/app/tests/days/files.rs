//! Files in and out.

use std::collections::BTreeMap;

use jipan_app::view::{ImportView, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, fields};
use jipan_rules::value::Value;
use jipan_store::{Fault, StoreError};

use super::tablet::{Disk, Tablet, disk};

const GB: &[u8] = include_bytes!("../../../../tests/data/shops-gb18030.csv");
const UTF8: &[u8] = include_bytes!("../../../../tests/data/shops-utf8.csv");
const XLSX: &[u8] = include_bytes!("../../../../tests/data/shops.xlsx");
const UTF8_BOM: &[u8] = include_bytes!("../../../../tests/data/shops-utf8-bom.csv");
const TRUTH: &str = include_str!("../../../../tests/data/truth.json");

/// The headings and the first records of a text file in GB18030, one of which is on two lines.
fn first_records(file: &[u8], n: usize) -> Vec<u8> {
    let lines = file.split_inclusive(|byte| *byte == b'\n');
    lines.take(n + 2).flatten().copied().collect()
}

fn failing_records() -> Vec<u32> {
    let truth: serde_json::Value = serde_json::from_str(TRUTH).unwrap();
    let failing: BTreeMap<u32, String> = serde_json::from_value(truth["failing"].clone()).unwrap();
    failing.into_keys().collect()
}

#[test]
fn the_county_comes_in_and_its_twelve_bad_records_come_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("shops-gb18030.csv", GB);
    assert_eq!((result.n_added, result.n_updated, result.n_unchanged), (4_988, 0, 0));
    let records: Vec<u32> = result.failures.iter().map(|it| it.record).collect();
    assert_eq!(records, failing_records());
    let list = tablet.customers().list.clone();
    assert_eq!((list.n_all, list.n_shown, list.n_closed_hidden), (4_988, 4_717, 271));
    let (_, failed) = tablet.written.last().unwrap();
    let lines = failed.split(|byte| *byte == b'\n').count();
    assert!(lines > 13, "the header and twelve records, not {lines}");
}

#[test]
fn a_second_import_adds_and_changes_nothing_and_returns_the_same_records() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let first = tablet.imports("shops-gb18030.csv", GB);
    let second = tablet.imports("shops-gb18030.csv", GB);
    assert_eq!((second.n_added, second.n_updated, second.n_unchanged), (0, 0, 4_988));
    assert_eq!(second.failures, first.failures);
    assert_eq!(second.batch, None, "nothing was written, so there is nothing to undo");
}

#[test]
fn the_encoding_of_a_file_does_not_matter() {
    let digests = [("a.csv", UTF8), ("b.csv", UTF8_BOM)].map(|(name, bytes)| {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        let result = tablet.imports(name, bytes);
        let again = tablet.imports("shops-gb18030.csv", GB);
        assert_eq!(again.n_updated, 0, "the first 500 are the same in every encoding");
        (result.n_added, result.failures, again.n_added)
    });
    assert_eq!(digests[0], digests[1]);
}

/// Every value of every customer, in the order in which they came in.
fn values_of(tablet: &Tablet<'_>) -> Vec<Vec<(FieldId, Value)>> {
    let book = tablet.model.book();
    let values = |row| {
        let value = |def: &FieldDef| Some((def.id, book.value(row, def.id)?));
        FIELDS.iter().filter_map(value).collect()
    };
    book.rows().map(values).collect()
}

#[test]
fn the_workbook_gives_the_same_book_as_the_first_2000_records_of_the_text_file() {
    let text = first_records(GB, 2_000);
    let [from_text, from_workbook] =
        [("shops.csv", text.as_slice()), ("shops.xlsx", XLSX)].map(|(name, bytes)| {
            let disk = disk();
            let mut tablet = Tablet::open(&disk, 1);
            let result = tablet.imports(name, bytes);
            assert_eq!((result.n_added, result.n_failed), (1_988, 12));
            (values_of(&tablet), result.failures)
        });
    assert_eq!(from_text.0.len(), 1_988);
    assert!(from_workbook == from_text, "the same values and the same failures");
}

#[test]
fn the_records_of_a_workbook_that_failed_come_back_as_a_workbook() {
    let text = first_records(GB, 2_000);
    let [from_text, from_workbook] = [text.as_slice(), XLSX].map(|bytes| {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        tablet.imports("shops", bytes);
        let (_, failed) = tablet.written.last().cloned().unwrap();
        let again = tablet.imports("failed", &failed);
        (failed.starts_with(b"PK"), (again.n_added, again.n_updated, again.failures))
    });
    assert_eq!((from_text.0, from_workbook.0), (false, true));
    assert_eq!(from_workbook.1, from_text.1, "the same records, just as wrong as before");
}

#[test]
fn cancelling_an_import_leaves_the_book_as_it_was() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.chooses("shops.csv", UTF8);
    let ScreenView::Home(_) = tablet.model.view().screen else { panic!("not at home") };
    tablet.happens(Event::ImportCancelled);
    tablet.happens(Event::ImportStarted);
    assert_eq!(tablet.customers().list.n_all, 0);
}

#[test]
fn an_import_is_undone_as_a_whole_and_done_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("shops.csv", UTF8);
    assert!(tablet.model.view().undo.is_some(), "the bar offers to take it back");
    let before = tablet.customers().list.n_all;
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    assert_eq!(tablet.customers().list.n_all, 0);
    assert!(tablet.import_result().is_undone);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.customers().list.n_all, before);
    let reopened = Tablet::open(&disk, 2).customers().list.n_all;
    assert_eq!(reopened, before);
}

/// A tablet whose import is being taken back, which will fail once the disk answers; and what was to
/// happen later before.
fn undo_that_fails(disk: &Disk) -> (Tablet<'_>, Vec<Event>) {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("shops.csv", UTF8);
    let clocks = std::mem::take(&mut tablet.delayed);
    assert!(tablet.model.view().undo.is_some() && !clocks.is_empty());
    tablet.is_held = true;
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    tablet.happens(Event::UndoPressed);
    assert!(tablet.model.view().undo.is_none());
    (tablet, clocks)
}

#[test]
fn the_bar_of_an_undo_that_failed_stays_its_own_time() {
    let disk = disk();
    let (mut tablet, clocks) = undo_that_fails(&disk);
    tablet.disk_answers();
    assert!(tablet.model.view().undo.is_some(), "it can be tried again");
    for event in clocks {
        tablet.happens(event);
    }
    assert!(tablet.model.view().undo.is_some(), "the clock of the first showing is not its own");
    tablet.waits();
    assert!(tablet.model.view().undo.is_none());
}

#[test]
fn the_bar_of_an_undo_that_failed_does_not_take_the_place_of_a_newer_one() {
    let disk = disk();
    let (mut tablet, _) = undo_that_fails(&disk);
    tablet.opens("330382000017");
    tablet.types(fields::REMARK, "新");
    let newer = tablet.model.view().undo.unwrap();
    tablet.disk_answers();
    assert_eq!(tablet.model.view().undo, Some(newer));
}

#[test]
fn what_is_exported_comes_back_as_the_same_book() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("shops-gb18030.csv", GB);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::FilterSet(jipan_app::view::FilterChange::ShowClosed(true)));
    tablet.happens(Event::ExportPressed);
    let (_, exported) = tablet.written.last().cloned().unwrap();
    assert!(exported.starts_with(b"\xef\xbb\xbf"), "Excel needs the BOM");
    let again = tablet.imports("export.csv", &exported);
    assert_eq!((again.n_added, again.n_updated, again.n_failed), (0, 0, 0));
    assert_eq!(again.n_unchanged, result.n_added);
    let other = super::tablet::disk();
    let mut fresh = Tablet::open(&other, 9);
    let fresh_result = fresh.imports("export.csv", &exported);
    assert_eq!(fresh_result.n_added, result.n_added);
}

#[test]
fn a_formula_in_a_cell_is_text_and_stays_itself() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("shops.csv", UTF8);
    tablet.opens("330382000017");
    assert_eq!(tablet.reads(fields::REMARK).as_deref(), Some("=HYPERLINK(\"http://x\",\"点我\")"));
}

#[test]
fn an_empty_cell_never_erases_and_a_changed_cell_is_history() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet
        .imports("a.csv", "客户代码,店铺名称,联系电话,备注\nK1,一号店,19900000001,旧\n".as_bytes());
    let result =
        tablet.imports("b.csv", "客户代码,店铺名称,联系电话,备注\nK1,一号店,,新\n".as_bytes());
    assert_eq!((result.n_added, result.n_updated), (0, 1));
    tablet.opens("K1");
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(tablet.reads(fields::REMARK).as_deref(), Some("新"));
    tablet.happens(Event::HistoryToggled(Some(fields::REMARK)));
    let (_, lines) = tablet.file().history.unwrap();
    let was: Vec<_> = lines.iter().map(|line| line.batch.clone().unwrap()).collect();
    assert_eq!(was, ["b.csv", "a.csv"]);
    // The same after the log is folded away and the app opened again.
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    reopened.happens(Event::HistoryToggled(Some(fields::REMARK)));
    assert_eq!(reopened.file().history.unwrap().1.len(), 2);
}

#[test]
fn a_row_whose_keys_belong_to_two_customers_is_returned() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称,许可证号\nK1,一号店,L1\nK2,二号店,L2\n".as_bytes());
    let result = tablet.imports("b.csv", "客户代码,店铺名称,许可证号\nK1,一号店,L2\n".as_bytes());
    assert_eq!((result.n_updated, result.n_failed), (0, 1));
}

#[test]
fn two_shops_of_one_name_without_keys_are_two_shops() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file =
        "店铺名称,联系电话\n平价超市,19900000001\n平价超市,19900000002\n平价超市,19900000002\n";
    let first = tablet.imports("a.csv", file.as_bytes());
    assert_eq!((first.n_added, first.n_unchanged, first.n_failed), (2, 1, 0));
    let second = tablet.imports("a.csv", file.as_bytes());
    assert_eq!((second.n_added, second.n_updated, second.n_unchanged), (0, 0, 3));
    let other = "店铺名称,联系电话\n平价超市,19900000003\n";
    let third = tablet.imports("b.csv", other.as_bytes());
    assert_eq!((third.n_added, third.n_updated), (1, 0), "another phone is another shop");
}

#[test]
fn a_shop_without_keys_is_found_again_at_its_address() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file =
        "店铺名称,经营地址,联系电话\n平价超市,东街1号,19900000001\n平价超市,东街1号,19900000002\n";
    assert_eq!(tablet.imports("a.csv", file.as_bytes()).n_added, 2, "neither is left out");
    let file = file.replace("19900000002", "19900000009");
    let result = tablet.imports("b.csv", file.as_bytes());
    assert_eq!((result.n_added, result.n_updated, result.n_unchanged), (0, 1, 1));
    assert_eq!(result.n_failed, 0);
}

#[test]
fn columns_can_be_corrected_and_the_correction_is_remembered() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = "代号X,字号Y\nK1,一号店\n".as_bytes();
    tablet.chooses("a.csv", file);
    tablet.happens(Event::ImportStarted);
    tablet.happens(Event::LinkFollowed(Route::Import));
    let ScreenView::Import(view) = tablet.model.view().screen else { panic!("not the import") };
    assert!(matches!(&*view, ImportView::Mapping { problem: Some(_), .. }), "no name, no import");
    tablet.happens(Event::MappingSet { column: 0, field: Some(fields::CODE) });
    tablet.happens(Event::MappingSet { column: 1, field: Some(fields::NAME) });
    tablet.happens(Event::ImportStarted);
    assert_eq!(tablet.import_result().n_added, 1);
    assert_eq!(tablet.imports("b.csv", file).n_unchanged, 1);
}

#[test]
fn a_small_import_that_is_done_again_is_not_called_undone() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("a.csv", "客户代码,店铺名称\nK1,一号店\n".as_bytes());
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    assert!(tablet.import_result().is_undone);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.customers().list.n_all, 1);
    assert!(!tablet.import_result().is_undone);
}

#[test]
fn the_sample_is_loaded_once_and_removed_in_one_tap() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    assert_eq!(tablet.customers().list.n_all, 300);
    tablet.happens(Event::LoadSamplePressed);
    assert_eq!(tablet.customers().list.n_all, 300);
    tablet.happens(Event::RemoveSamplePressed);
    assert_eq!(tablet.customers().list.n_all, 0);
}

#[test]
fn the_order_of_names_kept_on_the_disk_is_the_order_sorted_from_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("shops.csv", UTF8);
    tablet.opens("330382000017");
    tablet.types(fields::NAME, "阿一店");
    let mut reopened = Tablet::open(&disk, 2);
    let shown: Vec<_> = reopened.customers().list.rows.iter().map(|row| row.id).collect();
    let book = reopened.model.book();
    let query = jipan_book::select::Query::default();
    let fresh = jipan_book::select::select(book, &query, super::tablet::today());
    let sorted: Vec<_> = fresh.rows.iter().filter_map(|row| book.id_of(*row)).collect();
    assert!(shown.len() > 20);
    assert_eq!(shown, sorted[..shown.len()]);
}
