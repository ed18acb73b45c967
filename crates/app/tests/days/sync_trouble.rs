//! Whatever lies between a tablet and the endpoint: nothing is lost, nothing is doubled, and it is said
//! what is wrong.

use std::collections::VecDeque;

use jipan_app::Event;
use jipan_app::calls::Call;
use jipan_app::event::CompanyEvent;
use jipan_app::view::{SyncState, SyncTrouble};
use jipan_book::LogRow;
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_sync::client::Membership;
use jipan_sync::wire::Refusal;

use super::company::{Company, Weather};
use super::sync::{joined, manager, same};
use super::sync_people::{rep, two_territories};
use super::tablet::{Disk, Tablet, disk};

#[test]
fn a_day_without_a_good_answer_does_no_harm() {
    for weather in [
        Weather::NoNetwork,
        Weather::AnswerLost,
        Weather::Portal,
        Weather::OtherJson,
        Weather::CutOff,
        Weather::NoDatabase,
        Weather::DiesAfterCommit,
        Weather::Garbled,
    ] {
        let (one, two) = (disk(), disk());
        let (mut company, mut manager) = manager(&one, 5);
        let mut rep = joined(&two, 2, &mut company, Role::Manager);
        manager.opens("K1");
        manager.types(fields::CONTACT, "张三");
        company.weather = VecDeque::from([weather; 6]);
        company.meets(&mut manager);
        manager.types(fields::CONTACT, "李四");
        company.meets(&mut manager);
        company.meets(&mut rep);
        same(&manager, &rep);
        rep.opens("K1");
        assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("李四"), "{weather:?}");
        assert_eq!(rep.file().timeline.len(), manager.file().timeline.len(), "{weather:?}");
        assert_eq!(manager.sync_status().n_unsent, 0);
        assert_eq!(manager.sync_status().state, SyncState::Idle);
    }
}

#[test]
fn a_change_that_the_endpoint_cannot_read_is_kept_with_its_text_and_the_others_go_on() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 40);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    manager.happens(Event::NetworkChanged { is_online: false });
    for n in 0..40 {
        manager.opens(&format!("K{n}"));
        manager.types(fields::CONTACT, if n == 17 { "读不懂" } else { "张三" });
    }
    company.chokes_on = Some("读不懂");
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    assert_eq!(manager.sync_status().n_unsent, 0, "the queue goes on");
    assert_eq!(manager.sync_status().state, SyncState::Idle);
    let needs = manager.sync_screen().needs;
    assert_eq!((needs.n_refused, needs.refused[0].why), (1, Refusal::Invalid));
    assert!(format!("{:?}", needs.refused[0].texts).contains("读不懂"));
    company.meets(&mut rep);
    same(&manager, &rep);
    let has_it = |n: usize, rep: &mut Tablet<'_>| {
        rep.opens(&format!("K{n}"));
        rep.reads(fields::CONTACT).as_deref() == Some("张三")
    };
    assert_eq!((0..40).filter(|n| has_it(*n, &mut rep)).count(), 39);
    // Once it can be read it is written again.
    company.chokes_on = None;
    manager.happens(Event::Company(CompanyEvent::RefusedRetried(needs.refused[0].id)));
    company.meets(&mut manager);
    company.meets(&mut rep);
    rep.opens("K17");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("读不懂"));
    same(&manager, &rep);
}

#[test]
fn an_endpoint_that_can_read_nothing_costs_no_change() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    for n in 0..5 {
        manager.opens(&format!("K{n}"));
        manager.types(fields::CONTACT, "张三");
    }
    company.weather = VecDeque::from([Weather::Garbled; 40]);
    company.meets(&mut manager);
    assert_eq!(manager.sync_screen().needs.n_refused, 0);
    assert_eq!(manager.sync_status().n_unsent, 0);
}

#[test]
fn what_was_not_understood_and_is_refused_later_is_told_to_whoever_brought_it() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut author = rep(&two, 2, &mut company, east);
    let mut bringer = rep(&three, 3, &mut company, east);
    // K1 goes to another territory; its rep does not hear of it, and writes.
    for tablet in [&mut author, &mut bringer] {
        tablet.happens(Event::NetworkChanged { is_online: false });
    }
    manager.opens("K1");
    manager.types(fields::LINE, "西线");
    company.meets(&mut manager);
    author.env.now += TimeDelta::hours(2);
    author.opens("K1");
    author.happens(Event::NoteTyped("下周再来".to_owned()));
    author.happens(Event::NoteAdded);
    bringer.takes_over(&author.hands_over(false));
    company.is_old = true;
    for tablet in [&mut author, &mut bringer] {
        tablet.happens(Event::NetworkChanged { is_online: true });
    }
    // Who took the file comes before the author does, and after.
    for is_author in [false, true, false] {
        let tablet = if is_author { &mut author } else { &mut bringer };
        tablet.env.now += TimeDelta::hours(2);
        company.meets(tablet);
        assert_eq!((tablet.sync_status().n_unsent, tablet.sync_screen().needs.n_refused), (0, 0));
    }
    company.is_renewed();
    drop(author);
    let mut author = Tablet::open(&two, 4);
    author.happens(Event::NetworkChanged { is_online: true });
    for tablet in [&mut author, &mut bringer] {
        tablet.env.now += TimeDelta::hours(9);
        tablet.happens(Event::Company(CompanyEvent::SyncPressed));
        company.meets(tablet);
        let needs = tablet.sync_screen().needs;
        assert_eq!((needs.n_refused, needs.refused[0].why), (1, Refusal::Territory));
        assert!(format!("{:?}", needs.refused[0].texts).contains("下周再来"));
        tablet.env.now += TimeDelta::hours(2);
        tablet.happens(Event::Company(CompanyEvent::SyncPressed));
        company.meets(tablet);
        assert_eq!(tablet.sync_screen().needs.n_refused, 1, "told once");
    }
}

#[test]
fn a_network_that_wants_a_login_is_named() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    manager.opens("K1");
    manager.types(fields::CONTACT, "张三");
    manager.waits_for_sync();
    company.weather = VecDeque::from([Weather::Portal]);
    let (id, _) = manager.calls.remove(0);
    let portal = jipan_app::calls::CallFailure::NotOurs { status: 200 };
    let answer = Box::new(jipan_app::calls::Answer::Failed(portal));
    manager.happens(Event::CallAnswered { id, answer });
    assert_eq!(manager.sync_status().state, SyncState::Waiting(SyncTrouble::Portal));
    assert_eq!(manager.sync_status().n_unsent, 1);
}

#[test]
fn an_endpoint_that_tells_of_news_and_has_none_is_not_asked_without_end() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    for n in 0..3 {
        let wait = manager.calls.iter().position(|(_, it)| matches!(it, Call::Wait { .. }));
        let Some(wait) = wait else { panic!("nobody waits at {n}") };
        let (id, _) = manager.calls.remove(wait);
        let answer = Box::new(jipan_app::calls::Answer::Waited(true));
        manager.happens(Event::CallAnswered { id, answer });
        let n_calls = company.n_calls;
        for _ in 0..5 {
            let calls = std::mem::take(&mut manager.calls);
            for (id, call) in calls {
                match company.hears(&call) {
                    Some(answer) => {
                        let answer = Box::new(answer);
                        manager.happens(Event::CallAnswered { id, answer });
                    }
                    None => manager.calls.push((id, call)),
                }
            }
        }
        assert_eq!(company.n_calls, n_calls + 1, "one question, and then a pause");
        assert!(manager.calls.is_empty());
        company.meets(&mut manager);
    }
}

/// A note that an old endpoint does not understand; then a clock that jumps gives the next change another
/// stamp, so that its customer is taken anew.
fn notes_what_waits_and_writes_by_a_wrong_clock(company: &mut Company, rep: &mut Tablet<'_>) {
    company.is_old = true;
    rep.opens("K1");
    rep.happens(Event::NoteTyped("下周再来".to_owned()));
    rep.happens(Event::NoteAdded);
    company.meets(rep);
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.env.now += TimeDelta::days(30);
    rep.opens("K1");
    rep.types(fields::CONTACT, "钟不准");
    rep.env.now -= TimeDelta::days(30);
    rep.happens(Event::NetworkChanged { is_online: true });
}

#[test]
fn what_waits_for_a_newer_endpoint_shows_again_as_soon_as_its_customer_was_forgotten() {
    let (one, two) = (disk(), disk());
    let (mut company, _manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    let has_note = |rep: &mut Tablet<'_>| {
        rep.opens("K1");
        let it = rep.model.book();
        it.rows().any(|row| it.notes(row).any(|note| note.text == "下周再来"))
    };
    notes_what_waits_and_writes_by_a_wrong_clock(&mut company, &mut rep);
    company.meets(&mut rep);
    assert!(matches!(keys_of_waiting(&two).as_slice(), [Some(_)]), "it was not understood");
    assert!(has_note(&mut rep), "the endpoint cannot bring it back yet");
    drop(rep);
    let mut rep = Tablet::open(&two, 4);
    assert!(has_note(&mut rep), "and so it is after a restart");
}

/// Answers what the tablet asks until the row that forgets a customer is on its disk, which then answers
/// no more: nothing of it was read or folded.
fn hears_until_it_forgets(company: &mut Company, tablet: &mut Tablet<'_>, disk: &Disk) {
    for _ in 0..50 {
        tablet.waits_for_sync();
        let Some((id, call)) = tablet.calls.pop() else { break };
        let Some(answer) = company.hears(&call) else { continue };
        tablet.is_held = true;
        tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) });
        let log = pollster::block_on(jipan_store::Store::open(disk)).unwrap().log;
        if log.into_iter().any(|(_, row)| LogRow::is_forgetting(&row.into_bytes())) {
            return;
        }
        tablet.disk_answers();
    }
    panic!("nothing is forgotten");
}

#[test]
fn what_waits_shows_after_a_restart_though_the_row_that_forgets_was_not_folded() {
    let (one, two) = (disk(), disk());
    let (mut company, _manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    notes_what_waits_and_writes_by_a_wrong_clock(&mut company, &mut rep);
    hears_until_it_forgets(&mut company, &mut rep, &two);
    drop(rep);
    let rep = Tablet::open(&two, 4);
    let book = rep.model.book();
    let mut notes = book.rows().flat_map(|row| book.notes(row));
    assert!(notes.any(|note| note.text == "下周再来"), "it is here alone");
}

/// What a tablet keeps of changes that the endpoint did not understand: the keys of their rows.
fn keys_of_waiting(disk: &Disk) -> Vec<Option<u64>> {
    let opened = pollster::block_on(jipan_store::Store::open(disk)).unwrap();
    let (_, company) = opened.meta.into_iter().find(|(key, _)| key == "company").unwrap();
    let membership = Membership::decode(&company.into_bytes()).unwrap();
    membership.waiting.iter().map(|it| it.key).collect()
}

#[test]
fn what_waits_for_a_newer_endpoint_goes_by_no_key_of_a_log_that_was_cleared() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    company.is_old = true;
    rep.opens("K1");
    rep.happens(Event::NoteTyped("下周再来".to_owned()));
    rep.happens(Event::NoteAdded);
    company.meets(&mut rep);
    assert!(matches!(keys_of_waiting(&two).as_slice(), [Some(_)]));
    pollster::block_on(jipan_store::Store::wipe(&two)).unwrap();
    rep.happens(Event::ConnectionLost);
    assert!(rep.model.is_at_rest());
    assert_eq!(keys_of_waiting(&two), [None], "a later row may have that key");
    company.is_renewed();
    drop(rep);
    let mut rep = Tablet::open(&two, 4);
    rep.happens(Event::NetworkChanged { is_online: true });
    rep.env.now += TimeDelta::hours(9);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    company.meets(&mut rep);
    company.meets(&mut manager);
    assert_eq!(keys_of_waiting(&two), []);
    assert_eq!(rep.sync_screen().needs.n_refused, 0);
    same(&manager, &rep);
}
