//! A tablet that dies at any call of its store, an endpoint that was restored, tablets that were, clocks
//! that are off, and two tabs.

use std::collections::VecDeque;

use jipan_app::Event;
use jipan_app::view::{SyncState, SyncStop};
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_store::{Fault, StoreError};
use jipan_sync::hub;

use super::backup::restored;
use super::browser::{Browser, list};
use super::company::{Company, Weather};
use super::sync::{joined, manager, same};
use super::tablet::{Disk, Tablet, disk};

/// Joins with some shops, sends, receives and is opened again until all is quiet, whatever the disk
/// does.
fn a_day(on: &Disk) -> (Company, u64) {
    let two = disk();
    let (mut company, mut manager) = manager(&two, 3);
    manager.opens("K0");
    manager.types(fields::CONTACT, "张三");
    company.meets(&mut manager);
    let secret = company.invite("小王", Role::Manager, &[]);
    let mut has_joined = false;
    let (mut run, mut saved) = (10, "");
    for text in ["一", "二"] {
        for _ in 0..4 {
            run += 1;
            on.restart();
            let mut tablet = Tablet::open(on, run);
            if !tablet.is_open() || on.is_down() {
                continue;
            }
            if tablet.model.view().status.sync.is_none() {
                assert!(!has_joined, "a membership is not lost");
                tablet.tries_to_join(&mut company, &secret);
            }
            tablet.happens(Event::NetworkChanged { is_online: true });
            company.meets(&mut tablet);
            if on.is_down() {
                continue;
            }
            has_joined = tablet.model.view().status.sync.is_some();
            if !has_joined || tablet.model.book().n_customers() < 3 {
                continue;
            }
            tablet.opens("K1");
            tablet.types(fields::CONTACT, text);
            if !on.is_down() && tablet.draft(fields::CONTACT).is_none() {
                saved = text;
            }
            company.meets(&mut tablet);
            if !on.is_down() {
                break;
            }
        }
        manager.opens("K2");
        manager.types(fields::CONTACT, text);
        company.meets(&mut manager);
    }
    on.restart();
    on.forget_faults();
    let mut tablet = Tablet::open(on, 99);
    tablet.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut tablet);
    company.meets(&mut manager);
    same(&manager, &tablet);
    assert_eq!(tablet.sync_status().n_unsent, 0);
    tablet.opens("K1");
    let reads = tablet.reads(fields::CONTACT).unwrap_or_default();
    assert!(reads == saved || on_the_way(&reads, saved), "{reads} is not {saved}");
    (company, on.n_calls())
}

/// Whether a text may be there though nobody was told: the tablet died after it was written.
fn on_the_way(reads: &str, saved: &str) -> bool {
    [("", "一"), ("一", "二")].contains(&(saved, reads))
}

#[test]
fn wherever_a_tablet_dies_it_goes_on_with_the_company_as_if_it_had_not() {
    let calm = disk();
    let (_, n_calls) = a_day(&calm);
    for n in 1..=n_calls {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            a_day(&disk().with_fault(n, fault));
        }
    }
}

#[test]
fn three_thousand_folded_customers_come_along_with_notes_and_what_was_undone() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(3_000));
    first.opens("K7");
    for n in 0..200 {
        first.types(fields::CONTACT, &format!("{n}号"));
    }
    first.happens(Event::NoteTyped("记一笔".to_owned()));
    first.happens(Event::NoteAdded);
    first.opens("K8");
    first.happens(Event::DeletePressed);
    first.imports("b.csv", &list(3_002));
    let log = pollster::block_on(jipan_store::Store::open(&one)).unwrap().log;
    assert!(log.len() < 100, "most of it was folded: {}", log.len());
    let (mut company, secret) = Company::begin();
    first.joins(&mut company, &secret);
    assert_eq!(first.sync_status().n_unsent, 0);
    assert_eq!(first.sync_screen().needs.refused.len(), 0);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    same(&first, &second);
    second.opens("K7");
    assert_eq!(second.reads(fields::CONTACT).as_deref(), Some("199号"));
}

#[test]
fn a_customer_of_more_changes_than_one_question_holds_comes_along() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(3));
    first.opens("K1");
    for n in 0..700 {
        first.happens(Event::NoteTyped(format!("第{n}次")));
        first.happens(Event::NoteAdded);
    }
    let (mut company, secret) = Company::begin();
    first.joins(&mut company, &secret);
    assert_eq!(first.sync_status().n_unsent, 0);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    same(&first, &second);
    second.opens("K1");
    assert_eq!(second.file().timeline.len(), 701);
}

#[test]
fn an_endpoint_restored_from_a_backup_gets_back_what_the_tablets_have() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    let backup = company.records.clone();
    for (tablet, shop) in [(&mut manager, "K1"), (&mut rep, "K2")] {
        tablet.opens(shop);
        tablet.types(fields::CONTACT, "备份之后");
        company.meets(tablet);
    }
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    for _ in 0..2 {
        for tablet in [&mut manager, &mut rep] {
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
    same(&manager, &rep);
    manager.opens("K2");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("备份之后"));
    let three = disk();
    let mut third = joined(&three, 3, &mut company, Role::Manager);
    same(&manager, &third);
    third.opens("K1");
    assert_eq!(third.reads(fields::CONTACT).as_deref(), Some("备份之后"));
}

#[test]
fn a_backup_restored_on_a_second_tablet_while_the_first_goes_on_loses_nothing() {
    let one = disk();
    let (mut company, mut first) = manager(&one, 5);
    first.happens(Event::NetworkChanged { is_online: false });
    first.opens("K1");
    first.types(fields::CONTACT, "未发");
    let file = first.backs_up();
    let two = restored(&file);
    let mut second = Tablet::open(&two, 8);
    for (tablet, shop) in [(&mut first, "K2"), (&mut second, "K3")] {
        tablet.opens(shop);
        tablet.types(fields::CONTACT, "接着写");
    }
    for _ in 0..2 {
        for tablet in [&mut first, &mut second] {
            tablet.happens(Event::NetworkChanged { is_online: true });
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
    same(&first, &second);
    for (shop, text) in [("K1", "未发"), ("K2", "接着写"), ("K3", "接着写")] {
        for tablet in [&mut first, &mut second] {
            tablet.opens(shop);
            assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some(text), "{shop}");
        }
    }
}

#[test]
fn a_clock_that_is_days_off_neither_wins_nor_loses() {
    for days in [-30_i64, 30] {
        let (one, two) = (disk(), disk());
        let (mut company, mut manager) = manager(&one, 5);
        let mut rep = joined(&two, 2, &mut company, Role::Manager);
        // The clock jumps after the tablet learned the company's time.
        rep.happens(Event::NetworkChanged { is_online: false });
        rep.env.now += TimeDelta::days(days);
        rep.opens("K1");
        rep.types(fields::CONTACT, "钟不准");
        rep.env.now -= TimeDelta::days(days);
        rep.happens(Event::NetworkChanged { is_online: true });
        company.meets(&mut rep);
        manager.env.now = rep.env.now + TimeDelta::minutes(10);
        company.meets(&mut manager);
        same(&manager, &rep);
        manager.opens("K1");
        assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("钟不准"), "{days}");
        manager.types(fields::CONTACT, "后来写的");
        company.meets(&mut manager);
        rep.env.now = manager.env.now;
        rep.happens(Event::PageShown);
        company.meets(&mut rep);
        rep.opens("K1");
        assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("后来写的"), "{days}");
        same(&manager, &rep);
        drop(rep);
        let mut again = Tablet::open(&two, 9);
        same(&manager, &again);
        assert_eq!(again.sync_screen().needs.refused.len(), 0);
    }
}

#[test]
fn a_clock_that_was_always_off_is_named_and_the_order_of_writing_holds() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    company.ahead_ms = 3 * 24 * 3_600_000;
    manager.happens(Event::PageShown);
    company.meets(&mut manager);
    assert_eq!(manager.sync_screen().clock_off_minutes, Some(-3 * 24 * 60));
    manager.opens("K1");
    manager.types(fields::CONTACT, "慢三天");
    company.meets(&mut manager);
    let rep = joined(&two, 2, &mut company, Role::Manager);
    same(&manager, &rep);
}

#[test]
fn a_tab_that_does_not_lead_is_sent_by_the_one_that_does() {
    let (one, two) = (disk(), disk());
    let (mut company, manager) = manager(&one, 5);
    drop(manager);
    let mut browser = Browser::open(&one);
    for idx in 0..2 {
        browser.does(idx, Event::NetworkChanged { is_online: true });
    }
    browser.tab(1).opens("K1");
    browser.tab(1).types(fields::CONTACT, "第二页写的");
    browser.settle();
    assert_eq!(browser.tab(1).sync_status().n_unsent, 1);
    company.meets(browser.tab(0));
    browser.settle();
    assert_eq!(browser.tab(1).sync_status().n_unsent, 0);
    let mut rep = joined(&two, 3, &mut company, Role::Manager);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("第二页写的"));
    rep.types(fields::CONTACT, "答复");
    company.meets(&mut rep);
    browser.tab(0).happens(Event::PageShown);
    company.meets(browser.tab(0));
    browser.settle();
    browser.tab(1).opens("K1");
    assert_eq!(browser.tab(1).reads(fields::CONTACT).as_deref(), Some("答复"));
    assert!(browser.tab(1).calls.is_empty(), "one tab asks");
}

#[test]
fn a_book_that_is_not_the_companys_any_more_is_mended() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let rep = joined(&two, 2, &mut company, Role::Manager);
    drop(rep);
    // The log loses a row that the cursor has passed.
    manager.opens("K1");
    manager.types(fields::CONTACT, "张三");
    company.meets(&mut manager);
    let mut rep = Tablet::open(&two, 3);
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    drop(rep);
    let last = pollster::block_on(jipan_store::Store::open(&two)).unwrap().log.last().unwrap().0;
    let gone = vec![jipan_store::Write::LogDelete(last)];
    pollster::block_on(jipan_store::Store::write(&two, gone, jipan_store::Durability::Strict))
        .unwrap();
    let mut rep = Tablet::open(&two, 4);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT), None, "the row is gone");
    rep.happens(Event::NetworkChanged { is_online: true });
    company.weather = VecDeque::from([Weather::Fair]);
    company.meets(&mut rep);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("张三"));
    assert_eq!(rep.model.n_mismatches(), 1);
    let digest = |it: &Tablet<'_>| it.model.book().digest_of_created(0..it.model.book().n_rows());
    assert_eq!(digest(&manager), digest(&rep));
}

#[test]
fn a_tablet_that_the_endpoint_does_not_know_any_more_joins_once_more_and_loses_nothing() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let backup = company.records.clone();
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    rep.opens("K1");
    rep.types(fields::CONTACT, "张三");
    company.meets(&mut rep);
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    rep.types(fields::CONTACT, "李四");
    company.meets(&mut rep);
    assert_eq!(rep.sync_status().state, SyncState::Stopped(SyncStop::Unknown));
    assert_eq!(rep.sync_status().n_unsent, 1);
    let secret = company.invite("小王", Role::Manager, &[]);
    rep.joins(&mut company, &secret);
    assert_eq!(rep.sync_status().state, SyncState::Idle);
    for _ in 0..2 {
        manager.happens(Event::PageShown);
        company.meets(&mut manager);
    }
    manager.opens("K1");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("李四"));
    same(&manager, &rep);
}

#[test]
fn storage_that_is_cleared_under_a_tablet_loses_neither_the_company_nor_what_was_unsent() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.opens("K1");
    rep.types(fields::CONTACT, "未发");
    pollster::block_on(jipan_store::Store::wipe(&two)).unwrap();
    rep.happens(Event::ConnectionLost);
    assert!(rep.model.is_at_rest());
    drop(rep);
    let mut rep = Tablet::open(&two, 3);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("未发"));
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    company.meets(&mut manager);
    same(&manager, &rep);
    manager.opens("K1");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("未发"));
}

#[test]
fn a_customer_that_comes_anew_keeps_what_a_file_said_of_it_and_is_not_sent() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    // A clock far ahead: the endpoint sets the stamp back, and the customer is asked for anew.
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.env.now += TimeDelta::days(30);
    rep.opens("K1");
    rep.types(fields::CONTACT, "钟快");
    rep.env.now -= TimeDelta::days(30);
    rep.happens(Event::NetworkChanged { is_online: true });
    let (id, call) = loop {
        let (id, call) = rep.calls.remove(0);
        if is_refetch(&call) {
            break (id, call);
        }
        let answer = company.hears(&call).unwrap();
        rep.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    };
    let answer = company.hears(&call).unwrap();
    // Before the answer comes, a file gives the customer another phone number.
    let file = "客户代码,店铺名称,联系电话\nK1,1号店,13900000001\n".as_bytes().to_vec();
    rep.imports("b.csv", &file);
    rep.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    rep.opens("K1");
    assert_eq!(rep.reads(fields::PHONE).as_deref(), Some("13900000001"));
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("钟快"));
    company.meets(&mut rep);
    company.meets(&mut manager);
    same(&manager, &rep);
    manager.opens("K1");
    assert_eq!(manager.reads(fields::PHONE).as_deref(), Some("13900000001"));
}

/// Whether a call asks for a customer anew.
fn is_refetch(call: &jipan_app::calls::Call) -> bool {
    matches!(call, jipan_app::calls::Call::Sync { ask, .. } if !ask.refetch.is_empty())
}
