//! A tablet that dies at any call of its store, a large book that comes along, two tabs, and a book that
//! must be mended.

use std::collections::VecDeque;

use jipan_app::Event;
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_store::{Fault, StoreError};

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
