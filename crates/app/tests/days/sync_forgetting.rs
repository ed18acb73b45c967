//! What is written here while its customer is on its way anew. Not here: what comes anew.

use jipan_app::Event;
use jipan_app::event::CompanyEvent;
use jipan_rules::schema::fields;
use jipan_sync::calls::{Answer, Call, CallId};
use jipan_sync::wire::{TeamRequest, WireRole};

use super::company::Company;
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

/// Answers the round that was asked.
fn answers(company: &mut Company, tablet: &mut Tablet<'_>) {
    let at = tablet.calls.iter().position(|(_, call)| matches!(call, Call::Sync { .. }));
    let (id, call) = tablet.calls.remove(at.expect("a round is asked"));
    let answer = company.hears(&call).unwrap();
    tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) });
}

/// Sends what is asked for until a question wants customers anew, and gives that one.
fn asks_anew(company: &mut Company, tablet: &mut Tablet<'_>) -> (CallId, Call) {
    tablet.happens(Event::Company(CompanyEvent::SyncPressed));
    for _ in 0..20 {
        let is_anew = |(_, call): &(CallId, Call)| matches!(call, Call::Sync { ask, .. } if !ask.refetch.is_empty());
        if let Some(at) = tablet.calls.iter().position(is_anew) {
            return tablet.calls.remove(at);
        }
        answers(company, tablet);
    }
    panic!("no customer is asked for anew");
}

#[test]
fn what_is_written_while_its_customer_comes_anew_is_there_also_after_it_was_sent_and_the_app_closed()
 {
    let (one, two) = (disk(), disk());
    let (mut company, _manager, [east, _]) = two_territories(&one);
    let mut tablet = rep(&two, 2, &mut company, east);
    let name = "小王".to_owned();
    let people = company.manage(&TeamRequest::Show).people;
    let person = people.iter().find(|it| it.name == name).unwrap().id;
    let territories = Vec::new();
    let role = WireRole::Manager;
    company.manage(&TeamRequest::SetPerson { person, name, role, territories });
    company.tells_at_once(300);
    let (id, call) = asks_anew(&mut company, &mut tablet);
    let answer = company.hears(&call).unwrap();
    let Answer::Synced(told) = &answer else { panic!("it is answered") };
    let customer = told.fresh.first().unwrap().0;
    let row = tablet.model.book().row_of(customer).unwrap();
    let shop = tablet.model.book().text(row, fields::CODE).unwrap().to_owned();
    // The answer is on its way, and does not know of this.
    tablet.opens(&shop);
    tablet.types(fields::CONTACT, "路上写的");
    tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    // It is sent while more is on its way, so that no page was written since.
    while tablet.sync_status().n_unsent > 0 {
        answers(&mut company, &mut tablet);
    }
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("路上写的"));
    drop(tablet);
    let mut tablet = Tablet::open(&two, 9);
    tablet.opens(&shop);
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("路上写的"));
    company.meets(&mut tablet);
    assert_eq!(tablet.model.n_mismatches(), 0);
}
