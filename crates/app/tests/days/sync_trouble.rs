//! Whatever lies between a tablet and the endpoint: nothing is lost, nothing is doubled, and it is said
//! what is wrong.

use std::collections::VecDeque;

use jipan_app::Event;
use jipan_app::calls::Call;
use jipan_app::view::{SyncState, SyncTrouble};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;

use super::company::Weather;
use super::sync::{joined, manager, same};
use super::tablet::disk;

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
