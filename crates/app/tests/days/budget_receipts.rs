//! The photo of a receipt: it is as safe as what is typed, and whoever looks at it where it is not is told so. Not
//! here: making a picture small, and how it comes to other tablets.

use jipan_app::Event;
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet};
use jipan_app::view::{BudgetBody, BudgetSheetView, Notice, Photo, ReceiptError, SheetField};
use jipan_store::{Durability, Scope, Store as _};
use jipan_store::{Fault, Place, Row, StoreError, Stored, Write};
use pollster::block_on;

use super::backup::restored;
use super::budget::{does, part, shown};
use super::tablet::{Disk, Tablet, disk};

/// A picture, told from others by a byte.
pub(crate) fn jpeg(n: u8) -> Vec<u8> {
    vec![0xFF, 0xD8, 0xFF, 0xE0, n]
}

/// How it is shown.
pub(crate) fn here(n: u8) -> Photo {
    Photo::Here(format!("blob:{:?}", jpeg(n)))
}

fn takes(tablet: &mut Tablet<'_>, jpeg: Vec<u8>) {
    does(tablet, BudgetEvent::ReceiptTaken(jpeg));
}

/// The form of a new expense, all but done.
fn enters(tablet: &mut Tablet<'_>) {
    part(tablet, BudgetPart::Expenses);
    does(tablet, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
    for (field, text) in [(SheetField::Amount, "128.5"), (SheetField::Note, "客户餐费")] {
        does(tablet, BudgetEvent::SheetTyped(field, text.to_owned()));
    }
}

/// An expense with a photo.
pub(crate) fn spends(tablet: &mut Tablet<'_>, n: u8) {
    enters(tablet);
    takes(tablet, jpeg(n));
    does(tablet, BudgetEvent::SheetDone);
    assert_eq!(shown(tablet).sheet, None);
}

fn sheet(tablet: &Tablet<'_>) -> BudgetSheetView {
    shown(tablet).sheet.clone().expect("a form is open")
}

fn typed(tablet: &Tablet<'_>, field: SheetField) -> String {
    sheet(tablet).slots.iter().find(|it| it.field == field).unwrap().text.clone()
}

/// The photos of the month's expenses.
pub(crate) fn receipts(tablet: &mut Tablet<'_>) -> Vec<Option<Photo>> {
    match &part(tablet, BudgetPart::Expenses).body {
        BudgetBody::Expenses(view) => view.rows.iter().map(|it| it.receipt.clone()).collect(),
        other => panic!("no expenses: {other:?}"),
    }
}

/// The photos on the disk.
pub(crate) fn stored(disk: &Disk) -> Vec<Row> {
    let mut rows = disk.inner().rows();
    rows.retain(|it| matches!(&it.place, Place::Cold(key) if key.scope == Scope::photos()));
    rows
}

fn reopened(disk: &Disk, run: u64) -> Tablet<'_> {
    disk.restart();
    Tablet::open(disk, run)
}

#[test]
fn a_photo_is_shown_in_the_form_and_the_list_and_survives_a_reload() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    assert_eq!(sheet(&tablet).receipt, None);
    takes(&mut tablet, jpeg(1));
    assert_eq!(sheet(&tablet).receipt, Some(here(1)));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
    drop(tablet);
    let mut tablet = reopened(&disk, 2);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
    // What is not looked at has no address.
    part(&mut tablet, BudgetPart::Goals);
    assert_eq!(tablet.photos.len(), 0);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
}

#[test]
fn a_kill_between_the_photo_and_done_takes_neither_the_photo_nor_what_was_typed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    takes(&mut tablet, jpeg(1));
    disk.crash();
    drop(tablet);
    let mut tablet = reopened(&disk, 2);
    part(&mut tablet, BudgetPart::Expenses);
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
    assert_eq!(sheet(&tablet).receipt, Some(here(1)));
    assert_eq!(typed(&tablet, SheetField::Amount), "128.5");
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
}

#[test]
fn done_waits_until_the_photo_is_on_the_disk() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    tablet.is_held = true;
    takes(&mut tablet, jpeg(1));
    assert_eq!(sheet(&tablet).receipt, Some(Photo::Coming));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet).len(), 0, "no expense names what is not kept");
    tablet.disk_answers();
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
}

#[test]
fn a_photo_that_cannot_be_kept_is_told_and_what_was_typed_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    let full = StoreError::QuotaExceeded { needed_bytes: 1 };
    disk.fault_next(Fault::Fail(full));
    takes(&mut tablet, jpeg(1));
    let view = sheet(&tablet);
    assert_eq!((view.receipt, view.receipt_error), (None, Some(ReceiptError::NotKept)));
    assert!(
        tablet.model.view().notices.iter().any(|it| matches!(it.notice, Notice::SaveFailed(_)))
    );
    assert_eq!(typed(&tablet, SheetField::Amount), "128.5");
    takes(&mut tablet, jpeg(2));
    assert_eq!((sheet(&tablet).receipt, sheet(&tablet).receipt_error), (Some(here(2)), None));
}

#[test]
fn an_expense_that_cannot_be_saved_gives_its_photo_back_to_the_form() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    takes(&mut tablet, jpeg(1));
    let full = StoreError::QuotaExceeded { needed_bytes: 1 };
    disk.fault_next(Fault::Fail(full));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet).len(), 0);
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
    assert_eq!(sheet(&tablet).receipt, Some(here(1)));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
}

#[test]
fn what_is_no_picture_or_too_large_is_told_and_nothing_else_is_lost() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    takes(&mut tablet, jpeg(1));
    let mut large = jpeg(2);
    large.resize(150_001, 0);
    let wrong = [
        (large, ReceiptError::TooLarge),
        (b"%PDF-1.7".to_vec(), ReceiptError::NoPicture),
        (Vec::new(), ReceiptError::NoPicture),
    ];
    for (bytes, error) in wrong {
        takes(&mut tablet, bytes);
        assert_eq!(sheet(&tablet).receipt_error, Some(error));
        assert_eq!(sheet(&tablet).receipt, Some(here(1)), "the one before stays");
        assert_eq!(typed(&tablet, SheetField::Note), "客户餐费");
    }
    let mut largest = jpeg(3);
    largest.resize(150_000, 0);
    takes(&mut tablet, largest);
    assert_eq!(sheet(&tablet).receipt_error, None);
}

#[test]
fn a_photo_that_no_expense_has_leaves_no_row_and_one_that_any_had_keeps_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    enters(&mut tablet);
    takes(&mut tablet, jpeg(1));
    takes(&mut tablet, jpeg(2));
    assert_eq!((stored(&disk).len(), sheet(&tablet).receipt), (1, Some(here(2))));
    does(&mut tablet, BudgetEvent::ReceiptDropped);
    assert_eq!((stored(&disk).len(), sheet(&tablet).receipt), (0, None));
    takes(&mut tablet, jpeg(3));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [Some(here(3))]);
    // Another one for the same expense, and back.
    let BudgetBody::Expenses(view) = shown(&tablet).body.clone() else { panic!("no expenses") };
    let kind = BudgetSheet::Expense(view.rows[0].id);
    does(&mut tablet, BudgetEvent::SheetOpened(kind));
    assert_eq!(sheet(&tablet).receipt, Some(here(3)));
    takes(&mut tablet, jpeg(4));
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [Some(here(4))]);
    tablet.happens(Event::UndoPressed);
    assert_eq!(receipts(&mut tablet), [Some(here(3))]);
    does(&mut tablet, BudgetEvent::SheetOpened(kind));
    does(&mut tablet, BudgetEvent::ReceiptDropped);
    does(&mut tablet, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut tablet), [None]);
    tablet.happens(Event::UndoPressed);
    assert_eq!(receipts(&mut tablet), [Some(here(3))], "it is there for whoever takes that back");
    does(&mut tablet, BudgetEvent::SheetOpened(kind));
    does(&mut tablet, BudgetEvent::SheetRemoved);
    assert_eq!(receipts(&mut tablet).len(), 0);
    tablet.happens(Event::UndoPressed);
    assert_eq!(receipts(&mut tablet), [Some(here(3))]);
}

#[test]
fn a_photo_is_in_a_backup_and_comes_back_with_it() {
    let old = disk();
    let mut tablet = Tablet::open(&old, 1);
    spends(&mut tablet, 1);
    enters(&mut tablet);
    takes(&mut tablet, jpeg(2));
    let file = tablet.backs_up();
    let new = restored(&file);
    let mut tablet = Tablet::open(&new, 8);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
    does(&mut tablet, BudgetEvent::SheetOpened(BudgetSheet::NewExpense));
    assert_eq!(sheet(&tablet).receipt, Some(here(2)), "also one that is not yet an expense's");
    assert_eq!(tablet.model.view().notices.len(), 0);
}

#[test]
fn a_photo_that_is_not_in_the_database_is_said_to_be_elsewhere() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    spends(&mut tablet, 1);
    let Place::Cold(key) = stored(&disk).remove(0).place else { panic!("no photo") };
    let gone = Write::ColdDelete(Scope::photos(), key.customer);
    block_on(disk.inner().write(vec![gone], Durability::Strict)).unwrap();
    drop(tablet);
    assert_eq!(receipts(&mut reopened(&disk, 2)), [Some(Photo::Elsewhere)]);
}

#[test]
fn a_photo_on_the_screen_stays_there_when_the_book_is_read_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    spends(&mut tablet, 1);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
    // Another tab wrote pages of all that this one knows, and of more.
    let pages = Write::MetaPut("folded_to".to_owned(), 1_000_u64.to_le_bytes().to_vec());
    block_on(disk.inner().write(vec![pages], Durability::Strict)).unwrap();
    tablet.happens(Event::TabsTold);
    assert_eq!(receipts(&mut tablet), [Some(here(1))]);
}

#[test]
fn a_damaged_photo_is_told_set_aside_and_costs_nothing_else() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    spends(&mut tablet, 1);
    drop(tablet);
    let Row { place, stored: Stored::Bytes(mut bytes) } = stored(&disk).remove(0) else {
        panic!("no bytes")
    };
    *bytes.last_mut().unwrap() ^= 1;
    let torn = Row { place, stored: Stored::Bytes(bytes) };
    block_on(disk.inner().write(vec![Write::RowPut(torn)], Durability::Strict)).unwrap();
    let mut tablet = reopened(&disk, 2);
    assert_eq!(tablet.model.view().notices.len(), 0, "a start does not read it");
    assert_eq!(receipts(&mut tablet), [Some(Photo::Damaged)]);
    assert_eq!(block_on(disk.quarantined()).unwrap().len(), 1);
    spends(&mut tablet, 2);
    assert_eq!(receipts(&mut tablet), [Some(here(2)), Some(Photo::Damaged)]);
}
