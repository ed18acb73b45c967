//! Two tabs of one browser over one database: what one writes the other shows, one folds, and who
//! sleeps misses nothing.

use std::collections::BTreeSet;

use jipan_app::view::{Notice, SavingView};
use jipan_app::{Event, Route};
use jipan_book::{Change, ChangeId, ReadingsAway};
use jipan_rules::schema::fields;
use jipan_store::{Fault, Place, Row, Store as _, StoreError};
use pollster::block_on;

use super::browser::{Browser, list};
use super::tablet::{Disk, Tablet, disk, lead, opened_store, term_of};

/// The numbers of all changes in the log.
fn log_of(disk: &Disk) -> Vec<ChangeId> {
    let opened = block_on(disk.inner().open()).unwrap();
    opened.log.iter().map(|(_, row)| Change::decode(row.bytes()).unwrap().id).collect()
}

fn page_rows(disk: &Disk) -> Vec<Row> {
    disk.inner().rows().into_iter().filter(|row| matches!(row.place, Place::Hot(_))).collect()
}

#[test]
fn what_one_tab_saves_the_other_shows_at_once() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    browser.tab(1).opens("K1");
    browser.tab(0).opens("K1");
    browser.tab(0).types(fields::CONTACT, "样例甲");
    browser.settle();
    assert_eq!(browser.tab(1).reads(fields::CONTACT).as_deref(), Some("样例甲"));
    browser.tab(1).types(fields::REMARK, "第二个窗口");
    browser.settle();
    assert_eq!(browser.tab(0).reads(fields::REMARK).as_deref(), Some("第二个窗口"));
    browser.tab(0).happens(Event::HistoryToggled(Some(fields::REMARK)));
    assert_eq!(browser.tab(0).file().history.unwrap().1.len(), 1, "its history, too");
    assert_eq!(browser.tab(1).model.view().status.saving, SavingView::Saved);
    browser.agree();
}

#[test]
fn an_import_of_many_rows_arrives_in_the_other_tab() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(1).imports("a.csv", &list(1_500));
    browser.settle();
    assert_eq!(browser.tab(0).customers().list.n_all, 1_500);
    browser.agree();
    assert!(page_rows(&disk).len() > 2, "the tab that leads folded it");
}

#[test]
fn each_tab_numbers_its_own_changes_and_no_number_is_given_twice() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    let mut seen: BTreeSet<ChangeId> = BTreeSet::new();
    for round in 0..4 {
        for idx in 0..2 {
            browser.tab(idx).opens("K1");
            for n in 0..40 {
                browser.tab(idx).types(fields::CONTACT, &format!("样例{round}{idx}{n}"));
            }
            browser.settle();
        }
        // The second tab goes and comes; its slot is the same, its numbers go on, also when the
        // log has none of them any more.
        browser.crash(1);
        browser.reopen(1);
        seen.extend(log_of(&disk));
    }
    let of_slot = |slot: u64| seen.iter().filter(|id| id.replica.number() & 0xFF == slot).count();
    assert_eq!(seen.iter().map(|id| id.replica).collect::<BTreeSet<_>>().len(), 2);
    assert!(of_slot(0) > 50 && of_slot(1) > 50);
    let stored = block_on(disk.inner().open()).unwrap();
    let names: Vec<&str> = stored.meta.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"seq") && names.contains(&"seq-1"), "{names:?}");
    browser.tab(1).opens("K1");
    browser.tab(1).types(fields::CONTACT, "最后");
    let last = *log_of(&disk).last().unwrap();
    assert_eq!(last.seq, 161, "of the 160 before it none is given again");
}

#[test]
fn two_tabs_that_open_an_empty_database_at_once_are_one_device() {
    let disk = disk();
    let empty = block_on(disk.open()).unwrap();
    let opened = |slot, run| {
        Event::StoreOpened(Box::new(jipan_app::event::OpenedStore {
            slot,
            term: (slot == 0).then(|| term_of(run)),
            ..opened_store(empty.clone())
        }))
    };
    lead(&disk, term_of(1));
    let mut one = Tablet::closed(&disk, 1, 10);
    let mut two = Tablet::closed(&disk, 2, 10);
    one.happens(opened(0, 1));
    two.happens(opened(1, 2));
    for (tablet, name) in [(&mut one, "一号店"), (&mut two, "二号店")] {
        tablet.happens(Event::LinkFollowed(Route::NewCustomer));
        tablet.types(fields::NAME, name);
        tablet.happens(Event::NewCustomerDone);
    }
    one.happens(Event::TabsTold);
    let ids = log_of(&disk);
    assert_eq!(ids[0].replica.number() >> 8, ids[1].replica.number() >> 8, "one device");
    assert_ne!(ids[0].replica, ids[1].replica, "two slots");
    assert_eq!(one.model.book().digest(), two.model.book().digest());
}

#[test]
fn a_tab_that_slept_through_a_fold_reads_everything_again_and_keeps_its_place() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(30));
    browser.settle();
    browser.tab(1).opens("K7");
    browser.tab(1).happens(Event::FieldTyped { field: fields::PHONE, text: "12".to_owned() });
    browser.sleep(1);
    browser.tab(0).imports("b.csv", "客户代码,店铺名称\nZ1,新店\nK7,七号新店\n".as_bytes());
    browser.settle();
    assert!(log_of(&disk).is_empty(), "the import is folded away");
    browser.wake(1);
    let file = browser.tab(1).file();
    assert_eq!(file.name, "七号新店");
    assert_eq!(browser.tab(1).draft(fields::PHONE).as_deref(), Some("12"), "what is typed stays");
    assert_eq!(browser.tab(1).customers().list.n_shown, 1, "the search as well");
    browser.tab(1).happens(Event::HistoryToggled(Some(fields::NAME)));
    assert_eq!(browser.tab(1).file().history.unwrap().1.len(), 2);
    browser.agree();
}

#[test]
fn between_two_slices_of_a_new_reading_the_list_is_never_that_of_other_customers() {
    let disk = disk();
    let away = ReadingsAway::new();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(30));
    browser.settle();
    // The second tab knows its own new customer before that of the first, the disk after it.
    browser.tab(1).is_held = true;
    for idx in 0..2 {
        browser.tab(idx).happens(Event::LinkFollowed(Route::NewCustomer));
        browser.tab(idx).types(fields::NAME, &format!("{idx}窗口新店"));
        browser.tab(idx).happens(Event::NewCustomerDone);
    }
    browser.tab(1).disk_answers();
    browser.settle();
    browser.tab(1).happens(Event::LinkFollowed(Route::Customers));
    browser.tab(1).happens(Event::SearchTyped("1窗口".to_owned()));
    let names = |tab: &mut Tablet<'_>| -> Vec<String> {
        tab.customers().list.rows.iter().map(|row| row.name.clone()).collect()
    };
    assert_eq!(names(browser.tab(1)), ["1窗口新店"]);
    browser.sleep(1);
    browser.tab(0).opens("K1");
    for n in 0..600 {
        browser.tab(0).types(fields::CONTACT, &format!("样例{n}"));
    }
    browser.settle();
    let log = log_of(&disk);
    assert!(
        log.iter().all(|id| id.replica.number().trailing_zeros() >= 8 && id.seq > 100),
        "folded away"
    );
    browser.tab(1).is_busy = true;
    browser.wake(1);
    drop(away);
    browser.tab(1).is_held = true;
    let mut n_slices = 0;
    while browser.tab(1).does_a_slice() {
        n_slices += 1;
        assert_eq!(names(browser.tab(1)), ["1窗口新店"], "after {n_slices} slices");
        // Something else is to be taken in behind the new reading: nothing is drawn before that.
        if n_slices < 60 {
            browser.tab(1).happens(Event::ReadingsCame);
        }
    }
    assert!(n_slices > 10, "{n_slices}");
    browser.tab(1).is_busy = false;
    browser.tab(1).disk_answers();
    browser.settle();
    browser.agree();
}

#[test]
fn while_the_tab_that_leads_sleeps_another_one_takes_over_and_the_sleeper_writes_no_page() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(30));
    browser.settle();
    let n_rows = page_rows(&disk).len();
    // It falls asleep in the midst of a fold: its first page is written, and nothing heard of it.
    browser.tab(0).is_held = true;
    browser.tab(0).chooses("b.csv", "客户代码,店铺名称\nZ1,新店\n".as_bytes());
    browser.tab(0).happens(Event::ImportStarted);
    browser.tab(0).disk_answers_once();
    browser.tab(0).disk_answers_once();
    browser.settle();
    assert!(page_rows(&disk).len() > n_rows, "a step of the fold is on the disk");
    browser.sleeps[0] = true;
    browser.tab(1).opens("K1");
    for n in 0..600 {
        browser.tab(1).types(fields::CONTACT, &format!("样例{n}"));
        browser.settle();
    }
    assert_eq!(browser.leader, 1, "the lead was taken");
    assert!(log_of(&disk).len() < 300, "and the log folded: {}", log_of(&disk).len());
    let before = page_rows(&disk);
    browser.sleeps[0] = false;
    // What the disk had to say comes first: the fold goes on, before the loss of the lead is heard.
    browser.tab(0).disk_answers();
    assert_eq!(page_rows(&disk), before, "nothing of it reached the disk");
    browser.wake(0);
    assert_eq!(browser.tab(0).model.view().status.saving, SavingView::Saved);
    browser.agree();
}

#[test]
fn rows_in_another_order_are_no_harm_when_the_lead_changes_hands() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(1_020));
    browser.settle();
    // Both add customers across the end of a page, each its own before those of the other.
    browser.tab(1).is_held = true;
    for idx in 0..2 {
        for n in 0..8 {
            browser.tab(idx).happens(Event::LinkFollowed(Route::NewCustomer));
            browser.tab(idx).types(fields::NAME, &format!("{idx}窗口{n}店"));
            browser.tab(idx).happens(Event::NewCustomerDone);
        }
    }
    browser.tab(1).disk_answers();
    browser.settle();
    browser.tab(0).imports("c.csv", "客户代码,店铺名称\nZ1,新店\n".as_bytes());
    browser.settle();
    browser.crash(0);
    browser.tab(1).imports("d.csv", "客户代码,店铺名称\nZ2,又一家\nK3,三号新店\n".as_bytes());
    browser.settle();
    assert!(log_of(&disk).len() <= 50);
    browser.agree();
    assert_eq!(browser.tab(0).customers().list.n_all, 1_020 + 16 + 2);
    let damaged = |it: &Tablet<'_>| {
        it.model.view().notices.iter().any(|it| matches!(it.notice, Notice::Damaged { .. }))
    };
    assert!(!damaged(browser.tab(0)) && !damaged(browser.tab(1)));
}

#[test]
fn a_tap_that_fails_after_another_tab_wrote_takes_nothing_of_it_away() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    browser.tab(0).opens("K1");
    browser.tab(1).opens("K1");
    browser.tab(0).is_held = true;
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    browser.tab(0).types(fields::CONTACT, "写不进去");
    browser.tab(1).types(fields::CONTACT, "写进去了");
    browser.tab(1).types(fields::REMARK, "也写进去了");
    browser.settle();
    // What was on its way is answered after the other tab's changes came in.
    browser.tab(0).answers_last_first();
    browser.settle();
    assert_eq!(browser.tab(0).reads(fields::CONTACT).as_deref(), Some("写进去了"));
    assert_eq!(browser.tab(0).draft(fields::CONTACT).as_deref(), Some("写不进去"));
    browser.agree();
}

#[test]
fn the_undo_bar_after_a_reload_offers_only_what_this_tab_did() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    browser.tab(0).opens("K1");
    browser.tab(0).types(fields::CONTACT, "第一个窗口写的");
    browser.settle();
    assert!(browser.tab(1).model.view().undo.is_none());
    browser.crash(1);
    browser.reopen(1);
    assert!(browser.tab(1).model.view().undo.is_none(), "that was another tab");
    browser.tab(1).opens("K2");
    browser.tab(1).types(fields::CONTACT, "第二个窗口写的");
    browser.settle();
    browser.crash(0);
    browser.reopen(0);
    assert!(browser.tab(0).model.view().undo.is_some(), "its own, though it is not the last");
    browser.does(0, Event::UndoPressed);
    browser.tab(0).opens("K1");
    assert_eq!(browser.tab(0).reads(fields::CONTACT), None);
    browser.tab(0).opens("K2");
    assert_eq!(browser.tab(0).reads(fields::CONTACT).as_deref(), Some("第二个窗口写的"));
}
