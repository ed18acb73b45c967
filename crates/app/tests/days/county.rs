//! A county's list comes in while the rep goes on working: what happens to a customer between the
//! first row and the last is respected as if it had happened before the import began.

use jipan_app::event::Event;
use jipan_app::route::MergePlace;
use jipan_app::{Model, Route};
use jipan_book::sheet::RowError;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;

use super::tablet::{Tablet, disk};

const HEAD: &str = "客户代码,许可证号,店铺名称,联系电话,送货线路";

/// A list of 1,100 shops: three answers of the worker. Every line is that of the year.
fn list(line: &str) -> Vec<u8> {
    let rows = (0..1_100).map(|n| format!("C{n},L{n},第{n}店,1990000{n:04},{line}"));
    let rows: Vec<String> = std::iter::once(HEAD.to_owned()).chain(rows).collect();
    rows.join("\n").into_bytes()
}

fn text(model: &Model, id: CustomerId, field: FieldId) -> Option<String> {
    let book = model.book();
    book.text(book.row_of(id)?, field).map(str::to_owned)
}

/// The customers of a code that are in the book.
fn with_code(model: &Model, code: &str) -> Vec<CustomerId> {
    let book = model.book();
    let rows = book.rows().filter(|row| book.is_visible(*row));
    let rows = rows.filter(|row| book.text(*row, fields::CODE) == Some(code));
    rows.map(|row| book.id_of(row).unwrap()).collect()
}

fn edits(tablet: &mut Tablet<'_>, id: CustomerId, field: FieldId, text: &str) {
    tablet.happens(Event::RouteChanged(Route::Customer(id)));
    tablet.happens(Event::FieldTyped { field, text: text.to_owned() });
    tablet.happens(Event::FieldLeft { field });
}

fn adds(tablet: &mut Tablet<'_>, values: &[(FieldId, &str)]) {
    tablet.happens(Event::RouteChanged(Route::NewCustomer));
    for (field, text) in values {
        tablet.happens(Event::FieldTyped { field: *field, text: (*text).to_owned() });
    }
    tablet.happens(Event::NewCustomerDone);
}

fn n_differing(tablet: &Tablet<'_>) -> usize {
    let book = tablet.model.book();
    book.rows().filter(|row| book.differs(*row, fields::LINE)).count()
}

#[test]
fn an_edit_made_while_rows_are_checked_stays_and_is_listed_beside_what_the_file_says() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("2025.csv", &list("1号线"));
    // One whose row is in a change that is made already, one whose row is still to come.
    let ids = ["C3", "C1050"].map(|code| with_code(&tablet.model, code)[0]);
    tablet.begins_import("2026.csv", &list("2号线"));
    tablet.worker_answers_once();
    for id in ids {
        edits(&mut tablet, id, fields::LINE, "9号线");
    }
    let result = tablet.worker_goes_on();
    assert_eq!((result.n_updated, result.n_unchanged, result.n_differing), (1_098, 2, 2));
    for id in ids {
        assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("9号线"));
    }
    let other = with_code(&tablet.model, "C4")[0];
    assert_eq!(text(&tablet.model, other, fields::LINE).as_deref(), Some("2号线"));
    assert_eq!(n_differing(&tablet), 2);
    // All of it is so on the disk, too.
    drop(tablet);
    let tablet = Tablet::open(&disk, 2);
    assert_eq!(n_differing(&tablet), 2);
    for id in ids {
        assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("9号线"));
    }
}

#[test]
fn a_customer_added_while_rows_are_checked_is_not_there_twice() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.begins_import("2025.csv", &list("1号线"));
    tablet.worker_answers_once();
    let early = [(fields::CODE, "C7"), (fields::NAME, "老七"), (fields::PHONE, "19977777777")];
    adds(&mut tablet, &early);
    // By its licence, as the rep does not know the code.
    adds(&mut tablet, &[(fields::LICENCE, "L1080"), (fields::NAME, "桥头店")]);
    let result = tablet.worker_goes_on();
    assert_eq!((result.n_added, result.n_updated, result.n_differing), (1_098, 2, 2));
    assert_eq!(tablet.model.book().n_customers(), 1_100);
    let [seven] = with_code(&tablet.model, "C7")[..] else { panic!("the code is there twice") };
    assert_eq!(text(&tablet.model, seven, fields::NAME).as_deref(), Some("老七"));
    assert_eq!(text(&tablet.model, seven, fields::PHONE).as_deref(), Some("19977777777"));
    assert_eq!(text(&tablet.model, seven, fields::LINE).as_deref(), Some("1号线"), "was blank");
    let [bridge] = with_code(&tablet.model, "C1080")[..] else { panic!("one with the licence") };
    assert_eq!(text(&tablet.model, bridge, fields::NAME).as_deref(), Some("桥头店"));
}

#[test]
fn a_row_whose_keys_became_those_of_two_customers_comes_back_with_its_reason() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.begins_import("2025.csv", &list("1号线"));
    tablet.worker_answers_once();
    adds(&mut tablet, &[(fields::CODE, "C7"), (fields::NAME, "甲店")]);
    adds(&mut tablet, &[(fields::LICENCE, "L7"), (fields::NAME, "乙店")]);
    let result = tablet.worker_goes_on();
    assert_eq!((result.n_added, result.n_failed), (1_099, 1));
    let failure = &result.failures[0];
    assert_eq!(failure.record, 9, "the record that a spreadsheet shows");
    assert!(matches!(failure.errors[..], [RowError::KeyOfAnother { .. }]), "{failure:?}");
    assert_eq!(with_code(&tablet.model, "C7").len(), 1);
}

#[test]
fn a_customer_deleted_while_rows_are_checked_stays_deleted() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("2025.csv", &list("1号线"));
    let id = with_code(&tablet.model, "C3")[0];
    tablet.begins_import("2026.csv", &list("2号线"));
    tablet.worker_answers_once();
    tablet.happens(Event::RouteChanged(Route::Customer(id)));
    tablet.happens(Event::DeletePressed);
    let result = tablet.worker_goes_on();
    assert_eq!((result.n_added, result.n_updated, result.n_unchanged), (0, 1_099, 1));
    assert_eq!(tablet.model.book().n_customers(), 1_099);
}

#[test]
fn an_import_during_which_nothing_happened_and_one_with_edits_elsewhere_come_to_the_same() {
    let results = [false, true].map(|is_interrupted| {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        tablet.imports("2025.csv", &list("1号线"));
        adds(&mut tablet, &[(fields::CODE, "外1"), (fields::NAME, "县外店")]);
        let apart = tablet.model.book().rows().next_back().unwrap();
        let apart = tablet.model.book().id_of(apart).unwrap();
        tablet.begins_import("2026.csv", &list("2号线"));
        tablet.worker_answers_once();
        if is_interrupted {
            edits(&mut tablet, apart, fields::REMARK, "关门早");
        }
        let result = tablet.worker_goes_on();
        (result.n_added, result.n_updated, result.n_unchanged, result.n_differing)
    });
    assert_eq!(results, [(0, 1_100, 0, 0); 2]);
}

#[test]
fn what_a_file_had_too_many_decimals_of_is_said_with_the_result() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = "店铺名称,营业面积,注册资金,联系电话\n一店,25.5㎡,12.345,19900000001/19900000002\n二店,30,5万元,\n三店,7.5天,1.005,\n";
    let result = tablet.imports("a.csv", file.as_bytes());
    assert_eq!((result.n_added, result.n_failed), (2, 1));
    // What did not come in was not rounded either.
    let rounded: Vec<_> = result.rounded.iter().map(|it| (it.field, it.n, it.more)).collect();
    assert_eq!(rounded, [(fields::AREA, 1, 50_000_000), (FieldId(39), 1, 500_000)]);
    tablet.opens("一店");
    assert_eq!(tablet.reads(fields::PHONE_2).as_deref(), Some("19900000002"));
    assert_eq!(tablet.reads(fields::AREA).as_deref(), Some("26"));
}

#[test]
fn two_customers_merged_while_rows_are_checked_are_one_and_both_rows_are_heard() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("2025.csv", &list("1号线"));
    let [one, other] = ["C3", "C4"].map(|code| with_code(&tablet.model, code)[0]);
    tablet.begins_import("2026.csv", &list("2号线"));
    tablet.worker_answers_once();
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(one, other))));
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.book().n_customers(), 1_099);
    let result = tablet.worker_goes_on();
    assert_eq!((result.n_added, result.n_differing, result.n_failed), (0, 0, 0));
    assert_eq!(tablet.model.book().n_customers(), 1_099);
    let stays = tablet.model.book().survivor_of(one);
    assert_eq!(text(&tablet.model, stays, fields::LINE).as_deref(), Some("2号线"));
    // Both records know what the file said: the same file once more says nothing.
    let again = tablet.imports("2026.csv", &list("2号线"));
    assert_eq!((again.n_unchanged, again.n_differing, again.batch), (1_100, 0, None));
}
