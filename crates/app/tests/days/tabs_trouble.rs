//! What is typed in two tabs, and what goes wrong under them: a newer version, cleared storage,
//! another book, a damaged row.

use jipan_app::Event;
use jipan_app::view::{Notice, SavingView};
use jipan_rules::schema::{FieldId, fields};
use jipan_store::{Durability, Place, Row, Store as _, Stored, Write};
use pollster::block_on;

use super::browser::{Browser, list};
use super::tablet::{Disk, Tablet, disk};

fn has_notice(tablet: &Tablet<'_>, notice: &Notice) -> bool {
    tablet.model.view().notices.iter().any(|it| it.notice == *notice)
}

fn types_only(tablet: &mut Tablet<'_>, field: FieldId, text: &str) {
    tablet.happens(Event::FieldTyped { field, text: text.to_owned() });
    tablet.waits();
}

#[test]
fn a_field_has_one_draft_and_the_last_typed_wins() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    for idx in 0..2 {
        browser.tab(idx).opens("K1");
    }
    types_only(browser.tab(0), fields::CONTACT, "样");
    browser.settle();
    assert_eq!(browser.tab(1).draft(fields::CONTACT).as_deref(), Some("样"));
    // To hide a window makes no change of what is being typed in another.
    browser.does(1, Event::PageHidden);
    assert_eq!(browser.tab(1).reads(fields::CONTACT), None);
    types_only(browser.tab(1), fields::CONTACT, "样例乙");
    browser.settle();
    assert_eq!(browser.tab(0).draft(fields::CONTACT).as_deref(), Some("样例乙"));
    browser.does(1, Event::FieldLeft { field: fields::CONTACT });
    for idx in 0..2 {
        assert_eq!(browser.tab(idx).reads(fields::CONTACT).as_deref(), Some("样例乙"));
        assert_eq!(browser.tab(idx).draft(fields::CONTACT), None, "and it is ended in both");
    }
    assert!(block_on(disk.open()).unwrap().drafts.is_empty());
}

#[test]
fn a_draft_that_another_tab_ended_without_knowing_it_is_kept_again() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    for idx in 0..2 {
        browser.tab(idx).opens("K1");
    }
    // Neither hears of the other in time.
    browser.tab(0).happens(Event::FieldTyped { field: fields::CONTACT, text: "甲".to_owned() });
    types_only(browser.tab(1), fields::CONTACT, "乙还没写完");
    browser.tab(0).happens(Event::FieldLeft { field: fields::CONTACT });
    assert!(block_on(disk.open()).unwrap().drafts.is_empty(), "the commit ended both");
    browser.settle();
    assert_eq!(browser.tab(1).draft(fields::CONTACT).as_deref(), Some("乙还没写完"));
    let drafts = block_on(disk.open()).unwrap().drafts;
    assert_eq!(drafts[0].1, "乙还没写完", "on the disk again");
    assert_eq!(browser.tab(1).reads(fields::CONTACT).as_deref(), Some("甲"));
}

#[test]
fn a_tab_that_meets_a_newer_layout_stops_writing_at_once_and_keeps_what_is_typed() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    browser.tab(1).opens("K1");
    let typed = Event::FieldTyped { field: fields::CONTACT, text: "刚输入".to_owned() };
    browser.tab(1).happens(typed);
    // A tab of tomorrow writes a change in a layout of tomorrow.
    let mut change = block_on(disk.open()).unwrap();
    let newer = change.log.pop().map_or_else(|| vec![200, 0, 0], |(_, row)| row.into_bytes());
    let newer: Vec<u8> = [200].into_iter().chain(newer.into_iter().skip(1)).collect();
    block_on(disk.write(vec![Write::Log(newer)], Durability::Strict)).unwrap();
    browser.does(1, Event::TabsTold);
    assert_eq!(browser.tab(1).model.view().status.saving, SavingView::ReadOnly);
    assert!(has_notice(browser.tab(1), &Notice::NewerLayout), "it asks for a reload");
    let before = log_of_bytes(&disk);
    browser.does(1, Event::FieldLeft { field: fields::CONTACT });
    browser.does(1, Event::ConfirmPressed { field: fields::PHONE });
    browser.does(1, Event::PageHidden);
    assert_eq!(log_of_bytes(&disk), before, "nothing is written any more");
    assert_eq!(browser.tab(1).draft(fields::CONTACT).as_deref(), Some("刚输入"));
    let drafts = block_on(disk.open()).unwrap().drafts;
    assert_eq!(drafts[0].1, "刚输入", "it is there after the reload");
}

fn log_of_bytes(disk: &Disk) -> Vec<Row> {
    let is_draft = |row: &Row| matches!(row.place, Place::Draft(_));
    disk.inner().rows().into_iter().filter(|row| !is_draft(row)).collect()
}

#[test]
fn storage_that_is_cleared_under_two_tabs_is_written_anew_by_one_and_both_agree() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(30));
    browser.settle();
    browser.tab(1).opens("K1");
    browser.tab(0).opens("K2");
    browser.tab(0).types(fields::CONTACT, "第一个窗口");
    browser.settle();
    // The second tab saved something the first one did not hear of before all was cleared.
    browser.sleeps[0] = true;
    browser.tab(1).types(fields::CONTACT, "第二个窗口");
    browser.sleeps[0] = false;
    block_on(disk.inner().wipe()).unwrap();
    browser.tab(1).happens(Event::ConnectionLost);
    browser.tab(0).happens(Event::ConnectionLost);
    browser.settle();
    browser.agree();
    for idx in 0..2 {
        browser.tab(idx).opens("K1");
        assert_eq!(browser.tab(idx).reads(fields::CONTACT).as_deref(), Some("第二个窗口"));
        assert_eq!(browser.tab(idx).customers().list.n_all, 30);
    }
}

#[test]
fn storage_that_is_cleared_while_the_tab_that_leads_sleeps_is_written_anew_by_the_other() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(30));
    browser.settle();
    browser.tab(1).opens("K1");
    browser.sleep(0);
    block_on(disk.inner().wipe()).unwrap();
    browser.tab(1).happens(Event::ConnectionLost);
    browser.settle();
    browser.tab(1).types(fields::CONTACT, "清空以后写的");
    browser.settle();
    let digest = browser.tab(1).model.book().digest();
    assert_eq!(browser.fresh_digest(), digest);
    browser.tab(0).happens(Event::ConnectionLost);
    browser.wake(0);
    browser.agree();
}

#[test]
fn another_book_in_the_place_of_this_one_is_not_written_over_and_not_taken_for_it() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    let other = super::tablet::disk();
    Tablet::open(&other, 70).imports("b.csv", &list(3));
    let rows = other.inner().rows();
    block_on(disk.inner().wipe()).unwrap();
    for row in rows {
        disk.inner().lay(row);
    }
    let before = disk.inner().rows();
    for idx in 0..2 {
        browser.does(idx, Event::TabsTold);
        assert!(has_notice(browser.tab(idx), &Notice::BookReplaced));
        assert_eq!(browser.tab(idx).customers().list.n_all, 5, "what it had can still be exported");
        browser.tab(idx).opens("K1");
        browser.tab(idx).types(fields::CONTACT, "样例");
    }
    let is_draft = |row: &Row| matches!(row.place, Place::Draft(_));
    let after: Vec<Row> = disk.inner().rows().into_iter().filter(|it| !is_draft(it)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_damaged_row_of_another_tab_is_named_and_the_next_ones_come_in() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(5));
    browser.settle();
    block_on(disk.write(vec![Write::Log(b"\x01 no change".to_vec())], Durability::Strict)).unwrap();
    let torn = Row { place: Place::Log(90), stored: Stored::Bytes(b"torn torn torn".to_vec()) };
    disk.inner().lay(torn);
    browser.tab(0).opens("K1");
    browser.tab(0).types(fields::CONTACT, "样例");
    browser.settle();
    browser.tab(1).opens("K1");
    assert_eq!(browser.tab(1).reads(fields::CONTACT).as_deref(), Some("样例"));
    let notices = browser.tab(1).model.view().notices;
    let rows = notices.iter().find_map(|it| match &it.notice {
        Notice::Damaged { rows } => Some(rows.len()),
        _ => None,
    });
    assert_eq!(rows, Some(2));
    browser.agree();
}
