//! News that come in many answers: the next one is asked for while the last one is written.

use jipan_app::event::CompanyEvent;
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_store::{Fault, Place, StoreError};
use jipan_sync::calls::{Call, CallId};

use super::browser::list;
use super::company::{Company, Weather};
use super::disk::{lead, term_of};
use super::sync::{joined, manager, same};
use super::tablet::{Disk, Tablet, disk};

/// A company of two managers; what the first one imported is still to come to the other.
fn with_news<'a>(one: &'a Disk, two: &'a Disk) -> (Company, Tablet<'a>, Tablet<'a>) {
    let (mut company, mut manager) = manager(one, 10);
    let rep = joined(two, 2, &mut company, Role::Manager);
    manager.imports("b.csv", &list(900));
    company.meets(&mut manager);
    (company, manager, rep)
}

/// Answers what was asked last; whether it was a round.
fn answers(company: &mut Company, tablet: &mut Tablet<'_>) -> bool {
    let Some(at) = tablet.calls.iter().position(|(_, call)| matches!(call, Call::Sync { .. }))
    else {
        return false;
    };
    let (id, call) = tablet.calls.remove(at);
    let answer = company.hears(&call).unwrap();
    tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    true
}

/// The newest writing of the pages.
fn newest(disk: &Disk) -> Option<u32> {
    let rows = disk.inner().rows().into_iter();
    let generations = rows.filter_map(|row| match row.place {
        Place::Hot(key) if key.kind == 4 => Some(key.generation),
        _ => None,
    });
    generations.max()
}

#[test]
fn news_in_many_answers_are_all_taken_in_and_nothing_is_folded_in_between() {
    let (one, two) = (disk(), disk());
    let (mut company, manager, mut rep) = with_news(&one, &two);
    // As much as a batch, after which pages are written as a rule.
    company.tells_at_once(40_000);
    let before = newest(&two);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    let mut n_answers = 0;
    while rep.model.book().n_customers() < 900 {
        assert_eq!(newest(&two), before, "a page was written after {n_answers} answers");
        assert!(answers(&mut company, &mut rep), "nothing is asked after {n_answers} answers");
        n_answers += 1;
    }
    assert!(n_answers > 2, "only {n_answers} answers");
    company.meets(&mut rep);
    assert!(newest(&two) > before, "what came is in pages at the end");
    same(&manager, &rep);
}

#[test]
fn what_is_typed_between_two_answers_is_said_after_them() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, mut rep) = with_news(&one, &two);
    company.tells_at_once(4_000);
    rep.opens("K1");
    let shop = rep.file().id;
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    for n in 0..8 {
        if n == 3 {
            company.weather.push_back(Weather::AnswerLost);
        }
        answers(&mut company, &mut rep);
        rep.types(fields::REMARK, &format!("第{n}次"));
    }
    company.meets(&mut rep);
    company.meets(&mut manager);
    manager.happens(Event::LinkFollowed(Route::Customer(shop)));
    assert_eq!(manager.reads(fields::REMARK).as_deref(), Some("第7次"));
    same(&manager, &rep);
}

#[test]
fn a_tablet_that_is_closed_between_two_answers_goes_on_where_it_stood() {
    let (one, two) = (disk(), disk());
    let (mut company, manager, mut rep) = with_news(&one, &two);
    company.tells_at_once(4_000);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    for _ in 0..4 {
        answers(&mut company, &mut rep);
    }
    let n_here = rep.model.book().n_customers();
    drop(rep);
    let mut rep = Tablet::open(&two, 4);
    assert!(rep.model.book().n_customers() >= n_here && n_here < 900);
    rep.happens(Event::NetworkChanged { is_online: true });
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    company.meets(&mut rep);
    same(&manager, &rep);
}

#[test]
fn a_full_disk_amid_the_news_lets_the_log_be_folded() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, mut rep) = with_news(&one, &two);
    company.tells_at_once(40_000);
    let before = newest(&two);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    answers(&mut company, &mut rep);
    assert_eq!(newest(&two), before, "more is to come");
    two.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    answers(&mut company, &mut rep);
    rep.opens("K1");
    rep.types(fields::CONTACT, "样例");
    assert!(newest(&two) > before, "what is here makes room");
    company.meets(&mut rep);
    company.meets(&mut manager);
    same(&manager, &rep);
}

/// The question that is out: its number, and how far the tablet says it is.
fn asked(tablet: &Tablet<'_>) -> Option<(CallId, u64)> {
    let mut calls = tablet.calls.iter();
    calls.find_map(|(id, call)| match call {
        Call::Sync { ask, .. } => Some((*id, ask.have.values().sum())),
        _ => None,
    })
}

/// Begins a round, whose first answer is being written: the next question is out.
fn with_one_ahead(company: &mut Company, rep: &mut Tablet<'_>) -> (CallId, u64) {
    company.tells_at_once(4_000);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    answers(company, rep);
    rep.is_held = true;
    answers(company, rep);
    asked(rep).expect("a question is out while the answer before is written")
}

#[test]
fn an_answer_that_comes_before_the_last_one_is_written_waits_and_is_taken_in() {
    let (one, two) = (disk(), disk());
    let (mut company, manager, mut rep) = with_news(&one, &two);
    let (_, at) = with_one_ahead(&mut company, &mut rep);
    let n_here = rep.model.book().n_customers();
    assert!(answers(&mut company, &mut rep));
    assert_eq!(asked(&rep), None, "one question is enough while the disk writes");
    assert_eq!(rep.model.book().n_customers(), n_here, "nothing is in the book before the disk");
    rep.disk_answers();
    let (_, next) = asked(&rep).expect("it goes on");
    assert!(next > at, "what was answered is not asked again");
    assert!(rep.model.book().n_customers() > n_here);
    company.meets(&mut rep);
    same(&manager, &rep);
}

#[test]
fn a_question_asked_from_where_the_tablet_never_came_is_called_off_or_its_answer_let_go() {
    for is_answered in [false, true] {
        let (one, two) = (disk(), disk());
        let (mut company, manager, mut rep) = with_news(&one, &two);
        company.tells_at_once(4_000);
        rep.happens(Event::Company(CompanyEvent::SyncPressed));
        answers(&mut company, &mut rep);
        let n_here = rep.model.book().n_customers();
        two.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
        rep.is_held = true;
        answers(&mut company, &mut rep);
        let (id, at) = asked(&rep).unwrap();
        if is_answered {
            answers(&mut company, &mut rep);
        }
        rep.disk_answers();
        assert_eq!(rep.model.book().n_customers(), n_here, "what was not written is not here");
        rep.waits();
        rep.happens(Event::Company(CompanyEvent::SyncPressed));
        let (other, from) = asked(&rep).expect("it asks again");
        assert!(other != id && from < at, "from where it stands: {from}, not {at}");
        company.meets(&mut rep);
        same(&manager, &rep);
    }
}

#[test]
fn a_tab_that_lost_the_lead_amid_the_news_takes_in_no_answer_of_its_question() {
    let (one, two) = (disk(), disk());
    let (mut company, manager, mut rep) = with_news(&one, &two);
    company.tells_at_once(4_000);
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    answers(&mut company, &mut rep);
    let n_here = rep.model.book().n_customers();
    // Another tab took the lead; this one has not heard of it.
    lead(&two, term_of(77));
    answers(&mut company, &mut rep);
    assert!(rep.wants_lead, "the write was refused");
    assert_eq!(rep.model.book().n_customers(), n_here);
    answers(&mut company, &mut rep);
    assert_eq!(
        rep.model.book().n_customers(),
        n_here,
        "the answer came to a tab that leads no more"
    );
    let term = term_of(78);
    lead(&two, term);
    rep.happens(Event::LeadGained(term));
    rep.happens(Event::Company(CompanyEvent::SyncPressed));
    company.meets(&mut rep);
    same(&manager, &rep);
}
