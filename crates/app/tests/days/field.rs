//! A file is changed in a shop.

use jipan_app::failure::SaveFailure;
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{DraftError, SavingView};
use jipan_app::{Event, Route};
use jipan_rules::schema::fields;
use jipan_store::{Fault, StoreError};

use super::tablet::{Tablet, disk};

const FILE: &[u8] = "客户代码,店铺名称,许可证号,联系电话,经营地址,发证日期,有效日期
K1,一号店,L1,19900000001,东街一号,2024-01-01,2029-01-01
K2,二号店,L2,19900000002,西街二号,2024-01-01,2029-01-01
"
.as_bytes();

#[test]
fn a_field_left_with_another_value_is_saved_after_the_disk_said_so() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.is_held = true;
    tablet.types(fields::PHONE, " １９９００００９９９９ ");
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900009999"), "shown at once");
    assert!(tablet.file().is_saving);
    assert_eq!(tablet.model.view().status.saving, SavingView::Saving(1), "not yet saved");
    tablet.disk_answers();
    assert_eq!(tablet.model.view().status.saving, SavingView::Saved);
    assert!(!tablet.file().is_saving);
}

#[test]
fn a_failed_save_goes_out_of_the_book_and_back_into_its_field() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 100 }));
    tablet.types(fields::PHONE, "19900009999");
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(tablet.draft(fields::PHONE).as_deref(), Some("19900009999"));
    assert_eq!(tablet.model.view().status.saving, SavingView::Failed);
    let notices = tablet.model.view().notices;
    assert_eq!(notices[0].notice, jipan_app::view::Notice::SaveFailed(SaveFailure::QuotaExceeded));
    // There is room again: leaving the field once more saves what is still there.
    tablet.happens(Event::FieldLeft { field: fields::PHONE });
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900009999"));
    assert_eq!(tablet.draft(fields::PHONE), None);
}

#[test]
fn an_invalid_draft_stays_survives_a_kill_and_blocks_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::PHONE, "123");
    tablet.types(fields::CONTACT, "样例联系人");
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("样例联系人"));
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    assert_eq!(reopened.draft(fields::PHONE).as_deref(), Some("123"));
    assert_eq!(reopened.reads(fields::PHONE).as_deref(), Some("19900000001"));
    reopened.happens(Event::DraftDropped { field: fields::PHONE });
    assert_eq!(reopened.draft(fields::PHONE), None);
}

#[test]
fn what_is_typed_is_kept_after_a_pause_and_becomes_a_change_when_the_page_hides() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    let field = fields::CONTACT;
    tablet.happens(Event::FieldTyped { field, text: "样例甲".to_owned() });
    tablet.waits();
    let mut killed = Tablet::open(&disk, 2);
    killed.opens("K1");
    assert_eq!(killed.draft(field).as_deref(), Some("样例甲"), "the pause kept it");
    killed.happens(Event::PageHidden);
    assert_eq!(killed.reads(field).as_deref(), Some("样例甲"), "hiding made it a change");
}

#[test]
fn a_code_of_another_customer_is_refused_with_its_name() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::CODE, "k2");
    let view = tablet.file();
    let code = view.groups[0].fields.iter().find(|it| it.def.id == fields::CODE).unwrap();
    let error = code.draft.as_ref().unwrap().error.clone();
    assert!(matches!(error, Some(DraftError::KeyTaken { name, .. }) if name == "二号店"));
    assert_eq!(tablet.reads(fields::CODE).as_deref(), Some("K1"));
}

#[test]
fn a_licence_does_not_end_before_it_begins() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::VALID_TO, "2023-12-31");
    assert_eq!(tablet.reads(fields::VALID_TO).as_deref(), Some("2029-01-01"));
    tablet.types(fields::VALID_TO, "2024-01-01");
    assert_eq!(tablet.reads(fields::VALID_TO).as_deref(), Some("2024-01-01"));
}

#[test]
fn a_change_of_a_static_field_asks_its_reason_and_history_keeps_both() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    let field = fields::NAME;
    tablet.types(field, "一号新店");
    let view = tablet.file();
    let name = view.groups[0].fields.iter().find(|it| it.def.id == field).unwrap();
    assert!(name.is_reason_wanted);
    tablet.happens(Event::ReasonGiven { field, text: "换招牌".to_owned() });
    tablet.happens(Event::HistoryToggled(Some(field)));
    let (_, lines) = tablet.file().history.unwrap();
    assert_eq!(lines[0].reason.as_deref(), Some("换招牌"));
    assert_eq!(lines.len(), 2);
    assert!(lines[0].is_current && !lines[1].is_current);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.reads(field).as_deref(), Some("一号店"), "the change, not its reason");
}

#[test]
fn undo_and_redo_of_an_edit_also_after_a_reload() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::PHONE, "19900009999");
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    assert!(reopened.model.view().undo.is_some(), "the bar is back after a reload");
    reopened.happens(Event::UndoPressed);
    reopened.opens("K1");
    assert_eq!(reopened.reads(fields::PHONE).as_deref(), Some("19900000001"));
    reopened.happens(Event::UndoPressed);
    assert_eq!(reopened.reads(fields::PHONE).as_deref(), Some("19900009999"));
}

#[test]
fn confirming_makes_a_field_fresh_and_can_be_taken_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    let confirmed_on = |tablet: &mut Tablet<'_>| {
        let view = tablet.file();
        let phone = view.groups[4].fields.iter().find(|it| it.def.id == fields::PHONE).unwrap();
        phone.freshness.as_ref().unwrap().confirmed_on
    };
    assert_eq!(confirmed_on(&mut tablet), None, "a file confirms nothing");
    tablet.happens(Event::ConfirmPressed { field: fields::PHONE });
    assert_eq!(confirmed_on(&mut tablet), Some(super::tablet::today()));
    tablet.happens(Event::UndoPressed);
    assert_eq!(confirmed_on(&mut tablet), None);
}

#[test]
fn a_deleted_customer_leaves_the_list_and_comes_back_whole() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.happens(Event::DeletePressed);
    assert!(tablet.file().is_deleted);
    assert_eq!(tablet.customers().list.n_all, 1);
    tablet.happens(Event::RestorePressed);
    assert!(!tablet.file().is_deleted);
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
}

#[test]
fn a_new_customer_needs_a_name_and_warns_of_the_same_shop() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    tablet.types(fields::PHONE, "19900000002");
    tablet.happens(Event::NewCustomerDone);
    let jipan_app::view::PaneView::New(form) = tablet.customers().pane else { panic!("no form") };
    assert!(form.is_refused, "without a name it cannot be");
    assert_eq!(form.similar[0].name, "二号店");
    tablet.types(fields::NAME, "三号店");
    tablet.happens(Event::NewCustomerDone);
    assert_eq!(tablet.file().name, "三号店");
    assert_eq!(tablet.customers().list.n_all, 3);
}

#[test]
fn a_note_is_on_the_timeline_and_survives() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.happens(Event::NoteTyped("要两套陈列架".to_owned()));
    tablet.happens(Event::NoteAdded);
    assert_eq!(&*tablet.file().note, "");
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    let items = reopened.file().timeline;
    assert!(format!("{:?}", items[0].items).contains("要两套陈列架"));
    assert_eq!(items.len(), 2, "the import and the note");
}

#[test]
fn undo_goes_back_change_by_change_also_within_one_field() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "甲");
    tablet.types(fields::PHONE, "19900000007");
    tablet.types(fields::PHONE, "19900000008");
    let mut phones = Vec::new();
    for _ in 0..3 {
        tablet.waits();
        assert!(tablet.file().can_undo);
        tablet.happens(Event::UndoPressed);
        phones.push(tablet.reads(fields::PHONE).unwrap());
    }
    assert_eq!(phones, ["19900000007", "19900000001", "19900000001"]);
    assert_eq!(tablet.reads(fields::CONTACT), None);
    tablet.waits();
    assert!(!tablet.file().can_undo, "nothing is left to take back");
}

#[test]
fn undo_is_offered_only_for_what_can_be_taken_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet.types(fields::PHONE, "19900000007");
    tablet.waits();
    // The company takes over the edit, and later moves on.
    for phone in ["19900000007", "19900000009"] {
        let file = format!("客户代码,店铺名称,联系电话\nK1,一号店,{phone}\n");
        tablet.imports("b.csv", file.as_bytes());
        tablet.waits();
    }
    tablet.opens("K1");
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000009"));
    assert!(!tablet.file().can_undo, "the file wrote over it");
}

#[test]
fn a_customer_does_not_come_back_while_another_has_its_code() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    let old = tablet.opens("K1").id;
    tablet.happens(Event::DeletePressed);
    tablet.imports("b.csv", FILE);
    tablet.happens(Event::LinkFollowed(Route::Customer(old)));
    tablet.happens(Event::RestorePressed);
    assert!(tablet.file().is_deleted, "two customers would hold one code");
    let notices = tablet.model.view().notices;
    let said = notices.iter().any(|it| {
        matches!(&it.notice, jipan_app::view::Notice::KeyTaken { name, .. } if name == "一号店")
    });
    assert!(said);
}

#[test]
fn a_new_customer_that_cannot_be_saved_is_a_form_again() {
    let disk = disk();
    Tablet::open(&disk, 1).imports("a.csv", FILE);
    let mut tablet = Tablet::open(&disk, 2);
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    tablet.types(fields::NAME, "三号店");
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    tablet.happens(Event::NewCustomerDone);
    let jipan_app::view::PaneView::New(form) = tablet.customers().pane else { panic!("no form") };
    assert_eq!(form.fields[0].draft.as_ref().map(|it| &*it.text), Some("三号店"));
}

#[test]
fn what_was_taken_back_says_which_note_it_was() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    for text in ["第一次", "第二次"] {
        tablet.happens(Event::NoteTyped(text.to_owned()));
        tablet.happens(Event::NoteAdded);
    }
    for is_undone in [true, false] {
        tablet.happens(Event::UndoPressed);
        let newest = tablet.file().timeline[0].items[0].clone();
        let TimelineEntry::Note { text, is_retracted, .. } = newest else { panic!("{newest:?}") };
        assert_eq!((text.as_str(), is_retracted), ("第二次", is_undone));
    }
}
