//! Changes that go from tablet to tablet as a file, with a company and without.

use jipan_app::event::CompanyEvent;
use jipan_app::failure::BackupFailure;
use jipan_app::view::{ChangesFileView, RefusedRetry, Restoring, WhoView};
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_sync::wire::Refusal;

use super::browser::list;
use super::sync::{joined, manager, same};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

#[test]
fn a_whole_book_goes_to_an_empty_tablet_without_any_server() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(40));
    first.opens("K1");
    for n in 0..200 {
        first.types(fields::CONTACT, &format!("{n}号"));
    }
    let file = first.hands_over(true);
    let mut second = Tablet::open(&two, 2);
    let ChangesFileView::Taken { n_new, n_known: 0, n_conflicts: 0 } = second.takes_over(&file)
    else {
        panic!("{:?}", second.sync_screen().file);
    };
    assert!(n_new > 0);
    same(&first, &second);
    second.opens("K1");
    assert_eq!(second.reads(fields::CONTACT).as_deref(), Some("199号"));
    drop(second);
    same(&first, &Tablet::open(&two, 3));
}

#[test]
fn a_file_that_is_taken_in_twice_changes_nothing_the_second_time() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(5));
    let mut second = Tablet::open(&two, 2);
    let all = first.hands_over(true);
    second.takes_over(&all);
    first.opens("K1");
    first.types(fields::CONTACT, "张三");
    let file = first.hands_over(false);
    second.takes_over(&file);
    second.takes_over(&file);
    same(&first, &second);
    second.opens("K1");
    let n = second.file().timeline.len();
    assert_eq!(n, first.file().timeline.len());
    // And the other way round.
    second.types(fields::CONTACT, "李四");
    let back = second.hands_over(false);
    first.takes_over(&back);
    same(&first, &second);
}

#[test]
fn two_values_written_unseen_become_a_card_without_a_server_too() {
    let (one, two) = (disk(), disk());
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(5));
    let mut second = Tablet::open(&two, 2);
    let all = first.hands_over(true);
    second.takes_over(&all);
    first.opens("K1");
    first.types(fields::CONTACT, "张三");
    second.opens("K1");
    second.types(fields::CONTACT, "李四");
    let file = first.hands_over(false);
    let ChangesFileView::Taken { n_conflicts, .. } = second.takes_over(&file) else {
        panic!("{:?}", second.sync_screen().file);
    };
    assert_eq!(n_conflicts, 1);
    let needs = second.sync_screen().needs;
    assert_eq!(needs.n_conflicts, 1);
    second.happens(Event::Company(CompanyEvent::OtherTaken(needs.conflicts[0].id)));
    assert_eq!(second.sync_screen().needs.n_conflicts, 0);
    let back = second.hands_over(false);
    first.takes_over(&back);
    same(&first, &second);
    assert_eq!(first.sync_screen().needs.n_conflicts, 0);
}

#[test]
fn what_a_colleague_could_not_send_is_sent_by_whoever_took_the_file_and_by_both_in_any_order() {
    for relays_first in [true, false] {
        let (one, two) = (disk(), disk());
        let (mut company, mut manager) = manager(&one, 5);
        let mut rep = joined(&two, 2, &mut company, Role::Manager);
        rep.happens(Event::NetworkChanged { is_online: false });
        rep.opens("K1");
        rep.types(fields::CONTACT, "没有信号");
        let file = rep.hands_over(false);
        manager.takes_over(&file);
        assert_eq!(manager.sync_status().n_unsent, 1);
        if relays_first {
            company.meets(&mut manager);
        }
        rep.happens(Event::NetworkChanged { is_online: true });
        for _ in 0..2 {
            company.meets(&mut rep);
            company.meets(&mut manager);
        }
        same(&manager, &rep);
        let three = disk();
        let mut third = joined(&three, 3, &mut company, Role::Manager);
        same(&manager, &third);
        third.opens("K1");
        assert_eq!(third.reads(fields::CONTACT).as_deref(), Some("没有信号"));
        assert_eq!(third.sync_screen().needs.n_conflicts, 0);
    }
}

#[test]
fn what_a_colleague_of_another_territory_hands_over_is_kept_as_text_and_comes_in_from_its_author() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, west]) = two_territories(&one);
    let mut author = rep(&two, 2, &mut company, west);
    let mut bringer = rep(&three, 3, &mut company, east);
    author.happens(Event::NetworkChanged { is_online: false });
    author.opens("K7");
    author.types(fields::CONTACT, "没有信号");
    let file = author.hands_over(false);
    bringer.takes_over(&file);
    company.meets(&mut bringer);
    assert_eq!(bringer.model.book().n_customers(), 5);
    assert_eq!(bringer.sync_status().n_unsent, 0, "the queue goes on");
    let needs = bringer.sync_screen().needs;
    assert_eq!((needs.n_refused, needs.refused[0].why), (1, Refusal::Relayed));
    assert_eq!(needs.refused[0].by, WhoView::Named("小王".to_owned()));
    assert_eq!(needs.refused[0].retry, RefusedRetry::Never);
    // Whatever asks for it: it is not written once more in the bringer's name.
    bringer.happens(Event::Company(CompanyEvent::RefusedRetried(needs.refused[0].id)));
    assert_eq!(bringer.sync_status().n_unsent, 0);
    assert!(format!("{:?}", needs.refused[0].texts).contains("没有信号"));
    author.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut author);
    company.meets(&mut manager);
    assert_eq!(author.sync_screen().needs.n_refused, 0);
    manager.opens("K7");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("没有信号"));
}

#[test]
fn what_a_colleague_may_but_its_bringer_may_not_says_so_until_the_author_has_sent_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut bringer = rep(&two, 2, &mut company, east);
    manager.happens(Event::NetworkChanged { is_online: false });
    manager.opens("K1");
    manager.happens(Event::DeletePressed);
    manager.opens("K2");
    manager.types(fields::CONTACT, "老周");
    bringer.takes_over(&manager.hands_over(false));
    company.meets(&mut bringer);
    let needs = bringer.sync_screen().needs;
    assert_eq!((needs.n_refused, needs.refused[0].why), (1, Refusal::Role));
    assert_eq!(needs.refused[0].retry, RefusedRetry::InOwnName);
    bringer.opens("K2");
    assert_eq!(bringer.reads(fields::CONTACT).as_deref(), Some("老周"), "the rest came in");
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    company.meets(&mut bringer);
    assert_eq!(bringer.model.book().n_customers(), 4);
    assert_eq!(bringer.sync_screen().needs.n_refused, 0, "it came from its author");
    drop(bringer);
    assert_eq!(Tablet::open(&two, 3).sync_screen().needs.n_refused, 0);
}

#[test]
fn the_card_of_a_change_over_two_territories_goes_once_all_that_is_seen_of_it_came() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut bringer = rep(&two, 2, &mut company, east);
    manager.happens(Event::NetworkChanged { is_online: false });
    manager.happens(Event::LinkFollowed(Route::Customers));
    for event in [
        Event::BulkOpened,
        Event::BulkFieldChosen(Some(fields::REMARK)),
        Event::BulkTyped("年底前拜访".to_owned()),
        Event::BulkPressed,
    ] {
        manager.happens(event);
    }
    bringer.takes_over(&manager.hands_over(false));
    company.meets(&mut bringer);
    let needs = bringer.sync_screen().needs;
    assert!(needs.n_refused > 0, "who brings it sees half of it");
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    company.meets(&mut bringer);
    bringer.opens("K1");
    assert_eq!(bringer.reads(fields::REMARK).as_deref(), Some("年底前拜访"));
    assert_eq!(bringer.sync_screen().needs.n_refused, 0, "it came from its author");
    drop(bringer);
    assert_eq!(Tablet::open(&two, 3).sync_screen().needs.n_refused, 0);
}

#[test]
fn a_file_of_changes_is_no_backup_and_a_backup_is_no_file_of_changes() {
    let one = disk();
    let mut first = Tablet::open(&one, 1);
    first.imports("a.csv", &list(5));
    let changes = first.hands_over(true);
    first.chooses_backup(&changes);
    assert_eq!(first.backup().restoring, Restoring::Failed(BackupFailure::NotABackup));
    let backup = first.backs_up();
    let failed = ChangesFileView::Failed(BackupFailure::NotABackup);
    assert_eq!(first.takes_over(&backup), failed);
    assert_eq!(first.model.book().n_customers(), 5);
}
