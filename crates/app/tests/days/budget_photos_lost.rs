//! Photos that hold nothing up, and those that a company does not take: leaving waits for what can be sent, and says
//! what goes. Not here: photos that come.

use jipan_app::Event;
use jipan_app::calls::{Answer, Call, CallFailure};
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CompanyEvent};
use jipan_app::view::{BudgetBody, Notice};
use jipan_store::{Durability, Scope, Store as _, Write};
use jipan_sync::records::PhotoTotals;
use pollster::block_on;

use super::budget::{does, part};
use super::budget_photos::{
    PUT, fails, looks, meets, meets_but_for_photos, n_heard, n_kept, name_on, network, rep,
};
use super::budget_receipts::{here, receipts, spends, stored};
use super::company::Company;
use super::sync::manager;
use super::tablet::{Disk, Tablet, disk};

/// The person leaves, and the endpoint answers all. Returns whether the tablet left, and how many photos are said to
/// go with it.
fn leaves(company: &mut Company, tablet: &mut Tablet<'_>) -> (bool, usize) {
    tablet.happens(Event::Company(CompanyEvent::LeavePressed));
    company.meets(tablet);
    if tablet.is_reloaded {
        return (true, 0);
    }
    let view = tablet.sync_screen();
    assert!(!view.is_leaving, "it does not wait for what does not come");
    (false, view.n_photos)
}

/// A manager, and a rep who took so many photos without a network and has none yet.
fn took<'a>((one, two): (&'a Disk, &'a Disk), n_photos: u8) -> (Company, Tablet<'a>, Tablet<'a>) {
    let (mut company, boss) = manager(one, 3);
    let mut rep = rep(two, 2, &mut company);
    network(&mut rep, false);
    for n in 1..=n_photos {
        spends(&mut rep, n);
    }
    (company, boss, rep)
}

#[test]
fn a_company_without_room_for_more_photos_goes_on_with_its_changes() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    company.world.photos_max = PhotoTotals { n: 1, n_bytes: 1_000 };
    for n in [1, 2, 3] {
        spends(&mut rep, n);
        meets(&mut company, &mut rep);
    }
    assert_eq!((n_heard(&company, PUT), rep.sync_status().n_unsent), (2, 0));
    assert_eq!(receipts(&mut rep), [3, 2, 1].map(|n| Some(here(n))));
}

#[test]
fn who_leaves_a_company_sends_the_photos_first() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, mut rep) = took((&one, &two), 2);
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    network(&mut rep, true);
    let (id, _put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
    assert!(!rep.is_reloaded, "it has the only copy");
    let answer = Box::new(Answer::Failed(CallFailure::Offline));
    rep.happens(Event::CallAnswered { id, answer });
    rep.env.now += jipan_rules::TimeDelta::minutes(5);
    company.meets(&mut rep);
    assert_eq!((rep.is_reloaded, n_kept(&mut company)), (true, 2));
    assert_eq!(stored(&two), []);
    meets(&mut company, &mut boss);
    let mut seen = looks(&mut company, &mut boss);
    seen.sort_by_key(|it| format!("{it:?}"));
    assert_eq!(seen, [Some(here(1)), Some(here(2))]);
}

#[test]
fn a_photo_that_cannot_be_read_is_passed_over_and_the_next_one_sent() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss, mut rep) = took((&one, &two), 2);
    let gone = Write::ColdDelete(Scope::photos(), name_on(&two, 1).into_bytes());
    block_on(two.inner().write(vec![gone], Durability::Strict)).unwrap();
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    assert_eq!((n_heard(&company, PUT), n_kept(&mut company)), (1, 1));
}

#[test]
fn a_photo_that_the_disk_does_not_give_holds_up_no_other_and_leaving_says_that_it_goes() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss, mut rep) = took((&one, &two), 3);
    rep.photo_faults.unread = [name_on(&two, 1), name_on(&two, 2)].into();
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 1, "the third one goes");
    // What was a fault of the moment goes later.
    rep.photo_faults.unread.remove(&name_on(&two, 2));
    for _ in 0..3 {
        rep.env.now += jipan_rules::TimeDelta::minutes(5);
        company.meets(&mut rep);
    }
    assert_eq!((n_kept(&mut company), rep.sync_screen().n_photos), (2, 1));
    assert_eq!(leaves(&mut company, &mut rep), (true, 0), "the person was told");
}

#[test]
fn a_photo_whose_call_failed_lets_the_others_go_first() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss, mut rep) = took((&one, &two), 3);
    network(&mut rep, true);
    let mut seen = Vec::new();
    for _ in 0..4 {
        rep.happens(Event::PageShown);
        let (id, call) = meets_but_for_photos(&mut company, &mut rep).expect("a photo is sent");
        let Call::PutPhoto { ask, .. } = call else { panic!("another call") };
        seen.push(ask.id);
        fails(&mut rep, id);
    }
    assert_eq!(seen, [1, 2, 3, 1].map(|n| name_on(&two, n)));
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 3);
}

#[test]
fn who_leaves_a_company_that_takes_no_photos_is_told_first_how_many_go() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss, mut rep) = took((&one, &two), 3);
    company.world.photos_max = PhotoTotals { n: 1, n_bytes: 1_000 };
    assert_eq!(rep.sync_screen().n_photos, 0, "they may still go");
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    network(&mut rep, true);
    company.meets(&mut rep);
    let view = rep.sync_screen();
    assert_eq!((rep.is_reloaded, view.is_leaving, view.n_photos), (false, false, 2));
    let told = rep.model.view().notices.iter().map(|it| it.notice.clone()).collect::<Vec<_>>();
    assert_eq!(told, [Notice::LeaveStopped { n_photos: 2 }], "also on another screen");
    assert_eq!(stored(&two).len(), 4, "three photos and the list");
    assert_eq!(leaves(&mut company, &mut rep), (true, 0));
    assert_eq!(stored(&two), []);
}

#[test]
fn a_photo_that_a_manager_took_off_and_put_back_is_sent_by_the_tablet_that_has_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    spends(&mut rep, 1);
    let (id, _put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
    fails(&mut rep, id);
    meets(&mut company, &mut boss);
    let BudgetBody::Expenses(view) = part(&mut boss, BudgetPart::Expenses).body.clone() else {
        panic!("no expenses")
    };
    does(&mut boss, BudgetEvent::SheetOpened(BudgetSheet::Expense(view.rows[0].id)));
    does(&mut boss, BudgetEvent::ReceiptDropped);
    does(&mut boss, BudgetEvent::SheetDone);
    assert_eq!(receipts(&mut boss), [None]);
    boss.happens(Event::UndoPressed);
    meets(&mut company, &mut boss);
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 1);
    assert_eq!(looks(&mut company, &mut boss), [Some(here(1))]);
}

#[test]
fn of_a_company_that_is_full_only_photos_that_are_here_are_said_to_go() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss, mut rep) = took((&one, &two), 4);
    company.world.photos_max = PhotoTotals { n: 1, n_bytes: 1_000 };
    let gone = Write::ColdDelete(Scope::photos(), name_on(&two, 4).into_bytes());
    block_on(two.inner().write(vec![gone], Durability::Strict)).unwrap();
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    // One is there, one lies elsewhere.
    assert_eq!((n_kept(&mut company), rep.sync_screen().n_photos), (1, 2));
    assert_eq!(n_heard(&company, PUT), 2, "who was told that it is full asks no more");
}
