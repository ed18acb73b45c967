//! Photos of receipts between tablets: whoever approves an expense sees them, and none is lost or sent twice for
//! want of a network. Not here: taking one, and who may see which (`jipan-sync`).

use jipan_app::Event;
use jipan_app::calls::{Answer, Call, CallFailure, CallId};
use jipan_app::event::BudgetPart;
use jipan_app::view::{BudgetBody, Photo, SyncState};
use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_store::{Place, Row, Stored};
use jipan_sync::hub;
use jipan_sync::records::Records as _;
use jipan_sync::wire::TeamRequest;

use super::budget::{part, shown};
use super::budget_receipts::{here, jpeg, receipts, spends, stored};
use super::company::Company;
use super::sync::manager;
use super::sync_people;
use super::tablet::{Disk, Tablet, disk};

pub(crate) const PUT: &str = "/v1/photo/put";
const GET: &str = "/v1/photo/get";

pub(crate) fn network(tablet: &mut Tablet<'_>, is_online: bool) {
    tablet.happens(Event::NetworkChanged { is_online });
}

pub(crate) fn meets(company: &mut Company, tablet: &mut Tablet<'_>) {
    tablet.happens(Event::PageShown);
    company.meets(tablet);
    assert_eq!(tablet.model.n_mismatches(), 0);
}

pub(crate) fn n_heard(company: &Company, path: &str) -> usize {
    company.heard.iter().filter(|it| **it == path).count()
}

pub(crate) fn n_kept(company: &mut Company) -> u64 {
    company.records.photo_totals().unwrap().n
}

/// A rep with a territory of their own.
pub(crate) fn rep<'a>(on: &'a Disk, run: u64, company: &mut Company) -> Tablet<'a> {
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
pub(crate) fn looks(company: &mut Company, tablet: &mut Tablet<'_>) -> Vec<Option<Photo>> {
    part(tablet, BudgetPart::Goals);
    receipts(tablet);
    company.meets(tablet);
    receipts(tablet)
}

/// Everything is answered but what is asked of a photo: that is given back.
pub(crate) fn meets_but_for_photos(
    company: &mut Company,
    tablet: &mut Tablet<'_>,
) -> Option<(CallId, Call)> {
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
pub(crate) fn name_on(disk: &Disk, n: u8) -> Uuid {
    let is_it = |row: &Row| matches!(&row.stored, Stored::Bytes(it) if it.ends_with(&jpeg(n)));
    match stored(disk).into_iter().find(is_it).unwrap().place {
        Place::Cold(key) => Uuid::from_bytes(key.customer),
        other => panic!("no photo: {other:?}"),
    }
}

/// What is on its way is not answered.
pub(crate) fn fails(tablet: &mut Tablet<'_>, id: CallId) {
    let answer = Box::new(Answer::Failed(CallFailure::Offline));
    tablet.happens(Event::CallAnswered { id, answer });
}

/// A manager, and a rep who took a photo without a network and then sent it.
pub(crate) fn sent<'a>(one: &'a Disk, two: &'a Disk) -> (Company, Tablet<'a>, Tablet<'a>) {
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
fn a_tab_that_must_not_write_any_more_does_not_say_of_what_it_shows_that_it_comes() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    network(&mut boss, false);
    assert_eq!(receipts(&mut boss), [Some(Photo::Later)]);
    boss.happens(Event::WriterLost);
    let BudgetBody::Expenses(shown) = &shown(&boss).body else { panic!("another part") };
    assert_eq!(shown.rows[0].receipt, Some(Photo::Elsewhere), "nobody looked again");
}

#[test]
fn a_photo_that_the_disk_does_not_take_is_not_fetched_without_end() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, _rep) = sent(&one, &two);
    meets(&mut company, &mut boss);
    boss.photo_faults.is_full = true;
    receipts(&mut boss);
    company.meets(&mut boss);
    let n = n_heard(&company, GET);
    assert!((1..12).contains(&n), "waits grow: {n}");
}
