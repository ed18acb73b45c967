//! What goes wrong under one tab: a full disk, storage that is cleared or lost its last writes, a
//! clock that was set back, a browser that promises nothing.

use jipan_app::Event;
use jipan_app::event::{OpenedStore, StorageReport};
use jipan_app::failure::SaveFailure;
use jipan_app::view::{Notice, SavingView, UnsavedRow, UnsavedWhat};
use jipan_rules::TimeDelta;
use jipan_rules::schema::fields;
use jipan_store::{Fault, Rewind as _, Store as _, StoreError};
use pollster::block_on;

use super::browser::list;
use super::disk::opening;
use super::tablet::{Tablet, disk, term_of};

fn full() -> Fault {
    Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 })
}

fn saving(tablet: &Tablet<'_>) -> SavingView {
    tablet.model.view().status.saving
}

fn notices(tablet: &Tablet<'_>) -> Vec<Notice> {
    tablet.model.view().notices.iter().map(|it| it.notice.clone()).collect()
}

#[test]
fn who_finds_an_empty_database_where_something_was_stored_is_told() {
    let (empty, kept) = (disk(), disk());
    Tablet::open(&kept, 1).imports("a.csv", &list(5));
    let told = |disk| {
        let mut tablet = Tablet::closed(disk, 2, 1_000);
        for event in opening(disk, 0, Some(term_of(2))) {
            tablet.happens(match event {
                Event::StoreOpened(store) => {
                    Event::StoreOpened(Box::new(OpenedStore { was_used: true, ..*store }))
                }
                other => other,
            });
        }
        (notices(&tablet), tablet.model.book().n_customers())
    };
    assert_eq!(told(&empty), (vec![Notice::BookLost], 0));
    assert_eq!(told(&kept), (Vec::new(), 5), "it is all there");
    let fresh = disk();
    assert_eq!(notices(&Tablet::open(&fresh, 1)), [], "nothing was ever stored here");
}

#[test]
fn what_could_not_be_saved_can_be_taken_along_without_the_database() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    assert!(!tablet.model.view().has_unsaved);
    tablet.opens("K1");
    disk.fault_next(full());
    tablet.types(fields::CONTACT, "样例甲");
    disk.fault_next(full());
    tablet.happens(Event::NoteTyped("下周再来".to_owned()));
    tablet.happens(Event::NoteAdded);
    tablet.happens(Event::FieldTyped { field: fields::PHONE, text: "12".to_owned() });
    disk.crash();
    assert!(tablet.model.view().has_unsaved);
    tablet.happens(Event::ExportUnsavedPressed);
    let row = |what, text: &str| UnsavedRow {
        customer: "1号店".to_owned(),
        code: "K1".to_owned(),
        what,
        text: text.to_owned(),
    };
    let taken = &tablet.taken_along;
    assert!(taken.contains(&row(UnsavedWhat::Field(fields::CONTACT), "样例甲")), "{taken:?}");
    assert!(taken.contains(&row(UnsavedWhat::Field(fields::PHONE), "12")), "{taken:?}");
    assert!(taken.contains(&row(UnsavedWhat::Note, "下周再来")), "{taken:?}");
    assert_eq!(taken.len(), 3);
}

#[test]
fn what_is_on_its_way_and_what_stands_in_the_form_is_taken_along_too() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(2));
    tablet.opens("K1");
    tablet.is_held = true;
    tablet.types(fields::CONTACT, "还在路上");
    tablet.happens(Event::LinkFollowed(jipan_app::Route::NewCustomer));
    tablet.types(fields::NAME, "新店");
    tablet.types(fields::PHONE, "19900000009");
    tablet.happens(Event::ExportUnsavedPressed);
    let taken: Vec<(&str, &str)> =
        tablet.taken_along.iter().map(|it| (it.customer.as_str(), it.text.as_str())).collect();
    assert_eq!(taken, [("1号店", "还在路上"), ("新店", "19900000009"), ("新店", "新店")]);
}

#[test]
fn after_a_cut_nothing_is_called_saved_until_the_disk_was_looked_at() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    assert_eq!(saving(&tablet), SavingView::Saved);
    let closed = StoreError::ConnectionClosed { detail: String::new() };
    disk.fault_next(Fault::Fail(closed));
    tablet.happens(Event::ConnectionLost);
    assert_eq!(saving(&tablet), SavingView::Saving(1), "not known");
    tablet.waits();
    assert_eq!(saving(&tablet), SavingView::Saved, "looked at again after a while");
    assert_eq!(notices(&tablet), [], "nothing was lost, nothing is said");
}

#[test]
fn a_cut_while_only_the_news_are_read_is_no_loss_of_what_was_there() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例");
    tablet.is_held = true;
    tablet.happens(Event::TabsTold);
    tablet.happens(Event::ConnectionLost);
    tablet.disk_answers();
    assert_eq!(saving(&tablet), SavingView::Saved, "all of it was looked at");
    assert_eq!(notices(&tablet), [], "nothing was lost, nothing is said");
}

#[test]
fn a_disk_that_was_cleared_and_is_full_is_said_and_written_once_there_is_room() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(30));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例");
    let digest = tablet.model.book().digest();
    block_on(disk.inner().wipe()).unwrap();
    // The log is read, everything is read, who we are is written; then there is no room for a page.
    let n = disk.n_calls();
    let disk = &disk;
    for call in 4..=40 {
        disk.fault_at(n + call, full());
    }
    tablet.happens(Event::ConnectionLost);
    assert_eq!(saving(&tablet), SavingView::Failed);
    let failed = Notice::NotWrittenAnew(SaveFailure::QuotaExceeded);
    assert!(notices(&tablet).contains(&failed), "{:?}", notices(&tablet));
    disk.forget_faults();
    tablet.waits();
    assert_eq!(saving(&tablet), SavingView::Saved);
    assert_eq!(notices(&tablet), [Notice::StorageCleared { n_customers: 30 }]);
    assert_eq!(Tablet::open(disk, 2).model.book().digest(), digest);
}

#[test]
fn a_disk_that_lost_its_last_writes_is_written_anew_from_memory() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(30));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例甲");
    let earlier = disk.inner().point();
    tablet.types(fields::CONTACT, "样例乙");
    tablet.types(fields::REMARK, "备注");
    let digest = tablet.model.book().digest();
    // The browser repaired its files: the database is the same, its end is missing.
    disk.inner().rewind(earlier);
    tablet.happens(Event::ConnectionLost);
    assert_eq!(saving(&tablet), SavingView::Saved);
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.model.book().digest(), digest);
    reopened.opens("K1");
    reopened.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    assert_eq!(reopened.file().history.unwrap().1.len(), 2);
}

#[test]
fn settings_and_drafts_come_back_with_the_rest_after_storage_was_cleared() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(3));
    tablet.happens(Event::LanguageChosen(jipan_app::view::Language::English));
    tablet.opens("K1");
    tablet.happens(Event::FieldTyped { field: fields::PHONE, text: "12".to_owned() });
    tablet.waits();
    block_on(disk.inner().wipe()).unwrap();
    tablet.happens(Event::ConnectionLost);
    let stored = block_on(disk.open()).unwrap();
    assert_eq!(stored.drafts.len(), 1);
    assert!(stored.settings.contains(&("language".to_owned(), "en".to_owned())));
    assert!(stored.settings.iter().any(|(name, _)| name == "mapping"));
}

#[test]
fn a_clock_that_was_set_back_is_said_and_work_goes_on_in_its_order() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(3));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "昨天");
    assert_eq!(notices(&tablet), []);
    tablet.env.now -= TimeDelta::minutes(4);
    tablet.types(fields::CONTACT, "几分钟不算");
    assert_eq!(notices(&tablet), [], "a clock is put right by a few minutes now and then");
    tablet.env.now -= TimeDelta::hours(26);
    tablet.types(fields::CONTACT, "今天");
    let said = notices(&tablet);
    assert!(matches!(said[..], [Notice::ClockBehind { minutes: 1563 }]), "{said:?}");
    assert_eq!(saving(&tablet), SavingView::Saved);
    tablet.types(fields::CONTACT, "然后");
    assert_eq!(notices(&tablet).len(), 1, "said once");
    tablet.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    let (_, lines) = tablet.file().history.unwrap();
    assert_eq!(lines.len(), 4);
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("然后"), "the last one counts");
    drop(tablet);
    let mut reopened = Tablet::closed(&disk, 2, 10);
    reopened.env.now -= TimeDelta::hours(26);
    reopened.opened();
    assert!(matches!(notices(&reopened)[..], [Notice::ClockBehind { .. }]), "and at the opening");
}

#[test]
fn a_browser_that_promises_nothing_is_said_to_once() {
    let disk = disk();
    let report = |is_persistent| {
        let (used_bytes, quota_bytes, is_short_lived) = (None, None, false);
        let report = StorageReport { is_persistent, used_bytes, quota_bytes, is_short_lived };
        Event::StorageReported(report)
    };
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(report(Some(false)));
    assert_eq!(notices(&tablet), [], "there is nothing to lose yet");
    tablet.imports("a.csv", &list(3));
    tablet.happens(report(Some(true)));
    assert_eq!(notices(&tablet), []);
    tablet.happens(report(Some(false)));
    assert_eq!(notices(&tablet), [Notice::MayNotBeKept]);
    drop(tablet);
    let mut next = Tablet::open(&disk, 2);
    next.opens("K1");
    next.types(fields::CONTACT, "样例");
    next.happens(report(Some(false)));
    assert_eq!(notices(&next), [], "it was said before");
}
