//! Photos of receipts between tablets: whoever approves an expense sees them, and none is lost or sent twice for
//! want of a network. Not here: taking one, and who may see which (`jipan-sync`).

use jipan_app::Event;
use jipan_app::calls::{Answer, Call, CallFailure, CallId};
use jipan_app::event::{BudgetEvent, BudgetPart, BudgetSheet, CompanyEvent};
use jipan_app::view::{BudgetBody, Photo, SyncState};
use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_store::{Durability, Place, Row, Scope, Store as _, Stored, Write};
use jipan_sync::hub;
use jipan_sync::records::{PhotoTotals, Records as _};
use jipan_sync::wire::TeamRequest;
use pollster::block_on;

use super::budget::{does, part};
use super::budget_receipts::{here, jpeg, receipts, spends, stored};
use super::company::Company;
use super::sync::manager;
use super::sync_people;
use super::tablet::{Disk, Tablet, disk};

const PUT: &str = "/v1/photo/put";
const GET: &str = "/v1/photo/get";

fn network(tablet: &mut Tablet<'_>, is_online: bool) {
    tablet.happens(Event::NetworkChanged { is_online });
}

fn meets(company: &mut Company, tablet: &mut Tablet<'_>) {
    tablet.happens(Event::PageShown);
    company.meets(tablet);
    assert_eq!(tablet.model.n_mismatches(), 0);
}

fn n_heard(company: &Company, path: &str) -> usize {
    company.heard.iter().filter(|it| **it == path).count()
}

fn n_kept(company: &mut Company) -> u64 {
    company.records.photo_totals().unwrap().n
}

/// A rep with a territory of their own.
fn rep<'a>(on: &'a Disk, run: u64, company: &mut Company) -> Tablet<'a> {
    let of = company.territory(&format!("片区{run}"), &[&format!("{run}号线")]);
    sync_people::rep(on, run, company, of)
}

/// The tablet is opened anew, and is online.
fn again(on: &Disk, run: u64) -> Tablet<'_> {
    let mut tablet = Tablet::open(on, run);
    network(&mut tablet, true);
    tablet
}

/// What a person sees who goes to the expenses, once the endpoint has answered.
fn looks(company: &mut Company, tablet: &mut Tablet<'_>) -> Vec<Option<Photo>> {
    part(tablet, BudgetPart::Goals);
    receipts(tablet);
    company.meets(tablet);
    receipts(tablet)
}

/// Everything is answered but what is asked of a photo: that is given back.
fn meets_but_for_photos(company: &mut Company, tablet: &mut Tablet<'_>) -> Option<(CallId, Call)> {
    for _ in 0..100 {
        tablet.waits_for_sync();
        let of_photo =
            |(_, it): &(CallId, Call)| matches!(it, Call::PutPhoto { .. } | Call::GetPhoto { .. });
        if let Some(at) = tablet.calls.iter().position(of_photo) {
            return Some(tablet.calls.remove(at));
        }
        let (id, call) = tablet.calls.pop()?;
        match company.hears(&call) {
            Some(answer) => tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) }),
            None => return None,
        }
    }
    panic!("no end of calls")
}

/// The name of a photo on a disk.
fn name_on(disk: &Disk, n: u8) -> Uuid {
    let is_it = |row: &Row| matches!(&row.stored, Stored::Bytes(it) if it.ends_with(&jpeg(n)));
    match stored(disk).into_iter().find(is_it).unwrap().place {
        Place::Cold(key) => Uuid::from_bytes(key.customer),
        other => panic!("no photo: {other:?}"),
    }
}

/// What is on its way is not answered.
fn fails(tablet: &mut Tablet<'_>, id: CallId) {
    let answer = Box::new(Answer::Failed(CallFailure::Offline));
    tablet.happens(Event::CallAnswered { id, answer });
}

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

/// A manager, and a rep who took a photo without a network and then sent it.
fn sent<'a>(one: &'a Disk, two: &'a Disk) -> (Company, Tablet<'a>, Tablet<'a>) {
    let (mut company, boss) = manager(one, 3);
    let mut rep = rep(two, 2, &mut company);
    network(&mut rep, false);
    spends(&mut rep, 1);
    assert_eq!(n_heard(&company, PUT), 0);
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    (company, boss, rep)
}

#[test]
fn a_manager_sees_what_a_rep_took_without_a_network_and_later_without_one_too() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, mut rep) = sent(&one, &two);
    assert_eq!((n_heard(&company, PUT), n_kept(&mut company)), (1, 1));
    meets(&mut company, &mut boss);
    assert_eq!(stored(&one).len(), 0, "what nobody looks at does not come");
    assert_eq!(receipts(&mut boss), [Some(Photo::Coming)]);
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
    assert_eq!(n_heard(&company, GET), 1);
    drop(boss);
    let mut boss = Tablet::open(&one, 7);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
    // Neither asks or sends again.
    network(&mut boss, true);
    for tablet in [&mut boss, &mut rep] {
        meets(&mut company, tablet);
        looks(&mut company, tablet);
    }
    assert_eq!([PUT, GET].map(|it| n_heard(&company, it)), [1, 1]);
}

#[test]
fn a_colleague_has_neither_the_expense_nor_its_photo() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, _boss, _rep) = sent(&one, &two);
    let mut other = rep(&three, 3, &mut company);
    meets(&mut company, &mut other);
    assert_eq!(looks(&mut company, &mut other), []);
    assert_eq!(n_heard(&company, GET), 0);
}

#[test]
fn without_a_network_it_is_said_that_the_photo_comes_and_with_one_it_does() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    network(&mut boss, false);
    assert_eq!(receipts(&mut boss), [Some(Photo::Later)]);
    network(&mut boss, true);
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
}

#[test]
fn a_photo_that_the_company_does_not_have_yet_is_said_to_be_elsewhere_and_comes_while_it_is_looked_at()
 {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    spends(&mut rep, 1);
    let (id, put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
    meets(&mut company, &mut boss);
    assert_eq!(looks(&mut company, &mut boss), [Some(Photo::Elsewhere)]);
    let n_asked = n_heard(&company, GET);
    assert!((1..10).contains(&n_asked), "waits grow: {n_asked}");
    company.meets(&mut boss);
    assert_eq!(n_heard(&company, GET), n_asked, "it is not asked for without end");
    let answer = company.hears(&put).unwrap();
    rep.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    boss.env.now += jipan_rules::TimeDelta::minutes(5);
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(here(1))], "nobody looked again");
}

#[test]
fn a_photo_that_was_not_got_is_asked_for_again_when_a_network_comes() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    receipts(&mut boss);
    let (id, _get) = meets_but_for_photos(&mut company, &mut boss).expect("it is asked for");
    let failed = Answer::Failed(CallFailure::Offline);
    boss.happens(Event::CallAnswered { id, answer: Box::new(failed) });
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(Photo::Later)]);
    assert_ne!(boss.sync_status().state, SyncState::Working, "changes go on");
    network(&mut boss, true);
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
}

#[test]
fn a_photo_that_comes_after_somebody_went_on_is_kept_for_the_next_time() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    receipts(&mut boss);
    part(&mut boss, BudgetPart::Goals);
    company.meets(&mut boss);
    assert_eq!(stored(&one).len(), 1);
    network(&mut boss, false);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
}

#[test]
fn a_kill_between_a_photo_and_its_answer_sends_it_once_more_and_then_never() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    spends(&mut rep, 1);
    let (_, put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
    company.hears(&put).unwrap();
    two.crash();
    drop(rep);
    two.restart();
    for run in [5, 6, 7] {
        let mut rep = again(&two, run);
        meets(&mut company, &mut rep);
        assert_eq!((n_heard(&company, PUT), n_kept(&mut company)), (2, 1));
        assert_eq!(receipts(&mut rep), [Some(here(1))]);
    }
}

#[test]
fn a_call_that_failed_is_made_again_and_holds_up_no_change() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    spends(&mut rep, 1);
    for failure in
        [CallFailure::Offline, CallFailure::Timeout, CallFailure::NotOurs { status: 200 }]
    {
        let (id, _put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
        let answer = Box::new(Answer::Failed(failure));
        rep.happens(Event::CallAnswered { id, answer });
        let status = rep.sync_status();
        assert_eq!((status.state, status.n_unsent), (SyncState::Idle, 0), "{failure:?}");
        rep.env.now += jipan_rules::TimeDelta::minutes(5);
    }
    // A change goes on its way while a photo is on its own.
    let (id, put) = meets_but_for_photos(&mut company, &mut rep).expect("the photo is sent");
    spends(&mut rep, 2);
    company.meets(&mut rep);
    assert_eq!((rep.sync_status().n_unsent, n_kept(&mut company)), (0, 0));
    let answer = company.hears(&put).unwrap();
    rep.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    company.meets(&mut rep);
    assert_eq!(n_kept(&mut company), 2);
}

#[test]
fn what_a_rep_had_alone_comes_along() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = Tablet::open(&two, 2);
    for n in [1, 2] {
        spends(&mut rep, n);
    }
    let of = company.territory("城北", &["北线"]);
    let secret = company.invite("小李", Role::Rep, &[of]);
    rep.joins(&mut company, &secret);
    company.meets(&mut rep);
    assert_eq!(n_kept(&mut company), 2);
    meets(&mut company, &mut boss);
    let mut seen = looks(&mut company, &mut boss);
    seen.sort_by_key(|it| format!("{it:?}"));
    assert_eq!(seen, [Some(here(1)), Some(here(2))]);
}

#[test]
fn another_tablet_of_the_same_person_gets_the_photo_and_does_not_send_it_again() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, _boss, _rep) = sent(&one, &two);
    let people = company.records.people().unwrap();
    let person = people.iter().find(|it| it.role == Role::Rep).unwrap().id;
    let link = company.manage(&TeamRequest::Link { person }).link.unwrap();
    let mut second = Tablet::open(&three, 3);
    second.joins(&mut company, &link.secret);
    assert_eq!(looks(&mut company, &mut second), [Some(here(1))]);
    drop(second);
    let mut second = again(&three, 4);
    meets(&mut company, &mut second);
    assert_eq!(receipts(&mut second), [Some(here(1))]);
    assert_eq!([PUT, GET].map(|it| n_heard(&company, it)), [1, 1]);
}

#[test]
fn an_endpoint_that_knows_nothing_of_photos_is_asked_once_until_the_next_start() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    company.has_no_photos = true;
    for n in [1, 2] {
        spends(&mut rep, n);
        meets(&mut company, &mut rep);
    }
    assert_eq!((n_heard(&company, PUT), rep.sync_status().n_unsent), (1, 0));
    drop(rep);
    company.has_no_photos = false;
    let mut rep = again(&two, 5);
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 2);
    meets(&mut company, &mut boss);
    assert!(looks(&mut company, &mut boss).contains(&Some(here(1))));
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
fn photos_from_after_the_backup_that_was_put_in_place_are_sent_anew() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    let backup = company.records.clone();
    spends(&mut rep, 1);
    meets(&mut company, &mut rep);
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    assert_eq!(n_kept(&mut company), 0);
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 1);
    meets(&mut company, &mut boss);
    assert_eq!(looks(&mut company, &mut boss), [Some(here(1))]);
}

#[test]
fn who_leaves_a_company_sends_the_photos_first() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    network(&mut rep, false);
    for n in [1, 2] {
        spends(&mut rep, n);
    }
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
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    network(&mut rep, false);
    for n in [1, 2] {
        spends(&mut rep, n);
    }
    let gone = Write::ColdDelete(Scope::photos(), name_on(&two, 1).into_bytes());
    block_on(two.inner().write(vec![gone], Durability::Strict)).unwrap();
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    assert_eq!((n_heard(&company, PUT), n_kept(&mut company)), (1, 1));
}

#[test]
fn a_photo_that_the_disk_does_not_give_holds_up_no_other_and_leaving_says_that_it_goes() {
    let (one, two) = (disk(), disk());
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    network(&mut rep, false);
    for n in [1, 2, 3] {
        spends(&mut rep, n);
    }
    rep.unread = [name_on(&two, 1), name_on(&two, 2)].into();
    network(&mut rep, true);
    meets(&mut company, &mut rep);
    assert_eq!(n_kept(&mut company), 1, "the third one goes");
    // What was a fault of the moment goes later.
    rep.unread.remove(&name_on(&two, 2));
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
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    network(&mut rep, false);
    for n in [1, 2, 3] {
        spends(&mut rep, n);
    }
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
    let (mut company, _boss) = manager(&one, 3);
    let mut rep = rep(&two, 2, &mut company);
    company.world.photos_max = PhotoTotals { n: 1, n_bytes: 1_000 };
    network(&mut rep, false);
    for n in [1, 2, 3] {
        spends(&mut rep, n);
    }
    assert_eq!(rep.sync_screen().n_photos, 0, "they may still go");
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    network(&mut rep, true);
    company.meets(&mut rep);
    let view = rep.sync_screen();
    assert_eq!((rep.is_reloaded, view.is_leaving, view.n_photos), (false, false, 2));
    assert_eq!(stored(&two).len(), 4, "three photos and the list");
    assert_eq!(leaves(&mut company, &mut rep), (true, 0));
    assert_eq!(stored(&two), []);
}

#[test]
fn a_photo_that_did_not_come_is_asked_for_again_after_a_while() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    receipts(&mut boss);
    for _ in 0..2 {
        let (id, _get) = meets_but_for_photos(&mut company, &mut boss).expect("it is asked for");
        fails(&mut boss, id);
        company.meets(&mut boss);
        assert_eq!((receipts(&mut boss), n_heard(&company, GET)), (vec![Some(Photo::Later)], 0));
        boss.env.now += jipan_rules::TimeDelta::minutes(5);
    }
    company.meets(&mut boss);
    assert_eq!(receipts(&mut boss), [Some(here(1))]);
}

#[test]
fn a_tab_that_gets_no_photos_does_not_say_that_they_come() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    boss.happens(Event::WriterLost);
    assert_eq!(receipts(&mut boss), [Some(Photo::Elsewhere)]);
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
