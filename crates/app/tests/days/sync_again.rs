//! Endpoints and tablets that were restored, cloned, cleared or forgotten, and clocks that are off.

use jipan_app::Event;
use jipan_app::view::{SyncState, SyncStop};
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_sync::hub;

use super::backup::restored;
use super::sync::{joined, manager, same};
use super::tablet::{Tablet, disk};

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
fn a_tablet_that_was_cloned_goes_on_as_two() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    manager.opens("K0");
    manager.types(fields::CONTACT, "之前");
    company.meets(&mut manager);
    drop(manager);
    let two =
        jipan_store::FaultyStore::new(jipan_store::MemoryStore::from_rows(one.inner().rows()));
    let mut tablets = [Tablet::open(&one, 3), Tablet::open(&two, 4)];
    for (idx, tablet) in tablets.iter_mut().enumerate() {
        for text in ["一", "二"] {
            tablet.opens(&format!("K{}", idx + 1));
            tablet.types(fields::CONTACT, text);
        }
    }
    for _ in 0..3 {
        for tablet in &mut tablets {
            tablet.happens(Event::NetworkChanged { is_online: true });
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
    let [mut first, mut second] = tablets;
    // Two changes of one name meet in the book of the second: that is found and mended.
    let digest = |it: &Tablet<'_>| it.model.book().digest_of_created(0..it.model.book().n_rows());
    assert_eq!(digest(&first), digest(&second));
    for tablet in [&mut first, &mut second] {
        for shop in ["K1", "K2"] {
            tablet.opens(shop);
            assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("二"), "{shop}");
        }
        assert_eq!(tablet.sync_screen().needs.refused.len(), 0);
        assert_eq!(tablet.sync_status().n_unsent, 0);
    }
}
