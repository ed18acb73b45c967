//! What an endpoint did not understand is said again, and what a log that counts anew has to say.

use super::*;

#[test]
fn what_was_not_understood_is_said_again_and_its_verdict_is_told() {
    let it = membership();
    let asked = it.ask(rows([1, 2]), 500, "0", 5_000);
    let verdicts = vec![(1, Verdict::Quarantined)];
    let mut it = it.take(&asked, answer(2, verdicts), |_, _| false, 5_000).membership;
    it = Membership::decode(&it.encode().unwrap()).unwrap();
    let again = |it: &mut Membership, at_ms, verdicts| {
        let load = Load::waiting(it, at_ms).unwrap();
        let asked = it.ask(load, 500, "0", at_ms);
        assert_eq!(asked.ask.changes[0].change, change(2, 2).encode().unwrap());
        it.take(&asked, answer(1, verdicts), |_, _| false, at_ms)
    };
    let taken = again(&mut it, 9_000_000, vec![(0, Verdict::Quarantined)]);
    it = taken.membership;
    assert_eq!((it.acked, it.waiting.len(), taken.writes), (25, 1, Vec::new()));
    assert!(it.refetch.is_empty(), "what still waits is not asked for");
    assert_eq!(Load::waiting(&mut it, 9_000_001), None, "not without end");
    let refused = again(&mut it.clone(), 19_000_000, vec![(0, Verdict::Refused(Refusal::Role))]);
    let told = ClientWrite::Refused(change(2, 2), Refusal::Role);
    assert_eq!(refused.writes, [ClientWrite::LogGone(20), told]);
    assert!(refused.membership.refetch.contains(&customer(2)));
    assert_eq!(refused.membership.waiting, []);
    let taken = again(&mut it, 19_000_000, Vec::new());
    assert_eq!((taken.membership.waiting, taken.writes), (Vec::new(), Vec::new()));
    let anew = taken.membership.refetch;
    assert!(anew.contains(&customer(2)), "it may have been forgotten here while it waited");
}

#[test]
fn a_clock_that_was_far_ahead_does_not_keep_what_waits_from_being_said_again() {
    let waiting = vec![Waiting { key: Some(20), change: change(2, 2).encode().unwrap() }];
    let mut it = Membership { waiting, waiting_ms: 90_000_000, ..membership() };
    assert_eq!(Load::waiting(&mut it, 89_000_000), None);
    assert!(Load::waiting(&mut it, 9_000_000).is_some());
    assert_eq!(it.waiting_ms, 9_000_000);
}

#[test]
fn a_part_of_the_state_that_was_not_understood_is_said_again_as_such() {
    let part = (change(1, 1).stamp, change(1, 1).id);
    let parts = vec![(part, change(1, 1).encode().unwrap())];
    let it = Membership { send_state: Some(0), ..membership() };
    let load = Load::state(&it, parts, Then::Rows { next: None, late: Vec::new() });
    let asked = it.ask(load, 500, "0", 5_000);
    let verdicts = vec![(0, Verdict::Quarantined)];
    let mut it = it.take(&asked, answer(1, verdicts), |_, _| false, 5_000).membership;
    assert!(!it.is_sending_state());
    let load = Load::waiting(&mut it, 9_000_000).unwrap();
    let asked = it.ask(load, 500, "0", 9_000_000);
    assert!(asked.ask.changes[0].is_state && !asked.ask.is_quiet);
    let taken = it.take(&asked, answer(1, Vec::new()), |_, _| false, 9_000_000);
    assert_eq!((taken.membership.waiting, taken.membership.state_after), (Vec::new(), None));
}

#[test]
fn a_membership_of_before_there_was_a_list_is_read() {
    let it = membership();
    let mut bytes = it.encode().unwrap();
    assert_eq!(bytes.split_off(bytes.len() - 2), [0, 0]);
    bytes[0] = 1;
    assert_eq!(Membership::decode(&bytes).unwrap(), it);
}

#[test]
fn over_a_log_that_counts_anew_nothing_to_come_goes_for_judged() {
    let mut it = membership();
    it.acked = 500;
    let waiting = |key| Waiting { key: Some(key), change: Vec::new() };
    it.waiting = vec![waiting(9), waiting(8)];
    it.goes_on_over(&[7, 9]);
    assert_eq!(it.acked, 9);
    assert_eq!(it.waiting.iter().map(|it| it.key).collect::<Vec<_>>(), [Some(9), None]);
    it.goes_on_over(&[7, 9, 12]);
    assert_eq!(it.acked, 9, "what is beyond was not judged");
    it.goes_on_over(&[]);
    assert_eq!(it.acked, 0);
}
