//! What an answer comes to, case by case.

mod again;

use std::collections::BTreeMap;

use jipan_book::{Action, ChangeId, Op};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

use super::*;
use crate::client::Mark;
use crate::wire::{DeviceId, Enrolled, Me, Scope, TeamCard, TerritoryId};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn customer(n: u128) -> CustomerId {
    CustomerId::new(id(n))
}

fn me() -> Me {
    let territories = vec![TerritoryId(1)];
    Me {
        person: PersonId::new(id(1)),
        name: "样例".to_owned(),
        role: Role::Rep.into(),
        territories,
    }
}

fn membership() -> Membership {
    let team = TeamCard {
        revision: 3,
        company: "样例公司".to_owned(),
        kind: jipan_rules::territory::TerritoryKind::Line,
        people: Vec::new(),
        territories: Vec::new(),
    };
    let (epoch, device) = (id(9), DeviceId(id(8)));
    let enrolled =
        Enrolled { epoch, device, token: "t".to_owned(), me: me(), team, server_ms: 5_000 };
    let (send_state, refetch) = (None, BTreeSet::new());
    Membership { refetch, send_state, ..Membership::joined(enrolled, 7, 5_000) }
}

fn change(seq: u64, of: u128) -> Change {
    let replica = ReplicaId::new(7 << 8);
    let value = Some(Value::Text("样例".into()));
    let (base, was, was_on, reason) = (None, None, None, None);
    let put =
        Op::Put { id: customer(of), field: fields::CONTACT, value, base, was, was_on, reason };
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_000 + seq, 0, replica),
        on: NaiveDate::default(),
        by: PersonId::new(id(1)),
        action: Action::EditField,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![put],
    }
}

fn rows(seqs: impl IntoIterator<Item = u64>) -> Load {
    let row = |seq: u64| (seq * 10, change(seq, seq.into()).encode().unwrap());
    let rows: Vec<_> = seqs.into_iter().map(row).collect();
    let through = rows.last().map_or(0, |(key, _)| *key) + 5;
    Load::Log { rows, through }
}

fn answer(acked: u32, verdicts: Vec<(u32, Verdict)>) -> SyncAnswer {
    SyncAnswer {
        server_ms: 5_000,
        epoch: id(9),
        acked,
        verdicts,
        forget: Vec::new(),
        fresh: Vec::new(),
        news: Vec::new(),
        n_unknown: 0,
        have: BTreeMap::from([(Scope::Company, 4)]),
        more: false,
        checksum: Some(1),
        n_customers: 0,
        min_schema: 1,
        me: me(),
        team: None,
        todo: Vec::new(),
    }
}

fn take(load: Load, answer: SyncAnswer) -> Taken {
    let it = membership();
    it.take(&it.ask(load, 500, "0", 5_000), answer, |_, _| false, 5_000)
}

/// Forgets but for own rows that were not judged with this answer.
fn forgets(customers: Vec<CustomerId>, taken: &Taken) -> LogRow {
    LogRow::Forget { customers, judged_to: Some(taken.membership.acked) }
}

fn logged(taken: &Taken) -> Vec<LogRow> {
    let row = |write: &ClientWrite| match write {
        ClientWrite::Log(bytes) => Some(LogRow::decode(bytes).unwrap()),
        ClientWrite::LogGone(_) | ClientWrite::ColdGone(_) | ClientWrite::Refused(..) => None,
    };
    taken.writes.iter().filter_map(row).collect()
}

#[test]
fn what_was_judged_is_not_said_again_and_what_was_not_is() {
    let all = take(rows([1, 2, 3]), answer(3, Vec::new()));
    assert_eq!((all.membership.acked, all.again), (35, false));
    let some = take(rows([1, 2, 3]), answer(2, Vec::new()));
    assert_eq!((some.membership.acked, some.again), (20, true));
    let none = take(rows([1, 2, 3]), answer(0, Vec::new()));
    assert_eq!((none.membership.acked, none.again), (0, true));
}

#[test]
fn a_push_takes_no_more_than_it_may_and_says_how_far_it_came() {
    let it = membership();
    let asked = it.ask(rows([1, 2, 3]), 2, "0", 5_000);
    assert_eq!(asked.n_changes(), 2);
    let taken = it.take(&asked, answer(2, Vec::new()), |_, _| false, 5_000);
    assert_eq!(taken.membership.acked, 20);
}

#[test]
fn a_refused_change_leaves_the_log_with_its_text_and_its_customer_comes_anew() {
    let taken = take(rows([1, 2]), answer(2, vec![(1, Verdict::Refused(Refusal::Territory))]));
    let refused = ClientWrite::Refused(change(2, 2), Refusal::Territory);
    assert_eq!(taken.writes, [ClientWrite::LogGone(20), refused]);
    assert_eq!(taken.gone, [20]);
    assert!(taken.membership.refetch.contains(&customer(2)) && taken.again);
}

#[test]
fn a_change_with_another_stamp_is_shown_until_its_customer_comes_anew() {
    let taken = take(rows([1]), answer(1, vec![(0, Verdict::Restamped(77, 2))]));
    let stamp = Stamp::new(77, 2, ReplicaId::new(7 << 8));
    assert_eq!(logged(&taken), [LogRow::Arrived(change(1, 1).restamped(stamp))]);
    assert_eq!(taken.gone, [10]);
    assert!(taken.membership.refetch.contains(&customer(1)));
}

/// A rule that was set.
fn rule(seq: u64) -> Change {
    let from = NaiveDate::default();
    let op = Op::Rule { key: 1, from, value: Some("1 2 3".into()), was: None };
    Change { ops: vec![op], ..change(seq, 1) }
}

#[test]
fn what_is_about_no_customer_comes_anew_after_some_of_it_was_not_taken_in_as_it_stands() {
    let row = (10, rule(1).encode().unwrap());
    let through = 10;
    for verdict in [Verdict::Refused(Refusal::Role), Verdict::Restamped(77, 2)] {
        let load = Load::Log { rows: vec![row.clone()], through };
        let it = take(load, answer(1, vec![(0, verdict)]));
        assert!(it.membership.refetch.contains(&NO_CUSTOMER) && it.again);
        let it = it.membership;
        assert_eq!(it.have, BTreeMap::from([(Scope::Company, 4)]));
        let asked = it.ask(rows([2]), 500, "0", 5_000);
        assert_eq!(asked.ask.have, BTreeMap::from([(Scope::Company, 0)]));
        assert_eq!((&asked.ask.own, asked.ask.refetch.len()), (&None, 0), "also what is said now");
        let news = vec![rule(9).encode().unwrap()];
        let more = SyncAnswer { news, more: true, ..answer(1, Vec::new()) };
        let taken = it.take(&asked, more, |_, _| false, 5_000);
        let whole = [forgets(vec![NO_CUSTOMER], &taken), LogRow::Arrived(rule(9))];
        assert_eq!(logged(&taken), whole);
        assert!(!taken.writes.contains(&ClientWrite::ColdGone(NO_CUSTOMER)));
        // The next page is asked for with the cursor, and forgets nothing.
        let it = taken.membership;
        let asked = it.ask(rows([]), 500, "0", 5_000);
        assert_eq!(asked.ask.have, BTreeMap::from([(Scope::Company, 4)]));
        let taken = it.take(&asked, answer(0, Vec::new()), |_, _| false, 5_000);
        assert!(logged(&taken).is_empty() && !taken.again);
    }
}

#[test]
fn what_is_about_no_customer_is_not_forgotten_while_some_of_it_is_unsent() {
    let mut it = membership();
    it.refetch.insert(NO_CUSTOMER);
    let asked = it.ask(rows([]), 500, "0", 5_000);
    let is_unsent = |customer, _| customer == NO_CUSTOMER;
    let taken = it.take(&asked, answer(0, Vec::new()), is_unsent, 5_000);
    assert!(logged(&taken).is_empty() && taken.again);
    assert!(taken.membership.refetch.contains(&NO_CUSTOMER), "it is asked for once more");
}

#[test]
fn what_was_shared_before_joining_is_told_before_it_is_forgotten() {
    let mut it = membership();
    it.refetch.insert(NO_CUSTOMER);
    it.send_state = Some(0);
    let then = Then::Rows { next: None, late: Vec::new() };
    let asked = it.ask(Load::State { parts: Vec::new(), then }, 500, "0", 5_000);
    assert_eq!(asked.ask.have, BTreeMap::new());
    let it = it.take(&asked, answer(0, Vec::new()), |_, _| false, 5_000).membership;
    let asked = it.ask(rows([]), 500, "0", 5_000);
    let taken = it.take(&asked, answer(0, Vec::new()), |_, _| false, 5_000);
    assert_eq!(logged(&taken), [forgets(vec![NO_CUSTOMER], &taken)]);
}

#[test]
fn who_becomes_a_manager_or_is_none_any_more_takes_all_anew_in_the_next_question() {
    let as_role = |role| Me { role, ..me() };
    for (from, to, is_anew) in [
        (WireRole::Rep, WireRole::Manager, true),
        (WireRole::Manager, WireRole::Supervisor, true),
        (WireRole::Supervisor, WireRole::Rep, false),
    ] {
        let it = Membership { me: as_role(from), ..membership() };
        let told = SyncAnswer { me: as_role(to), ..answer(0, Vec::new()) };
        let asked = it.ask(rows([]), 500, "0", 5_000);
        let taken = it.take(&asked, told.clone(), |_, _| false, 5_000);
        assert_eq!((taken.again, taken.checksum.is_none()), (is_anew, is_anew));
        let it = taken.membership;
        assert_eq!(it.heal.is_some() && it.is_shared_wanted(), is_anew);
        // The very answer that brings it tells all as to the new role.
        let again = Membership { me: as_role(from), ..it };
        let asked = again.ask(rows([]), 500, "0", 5_000);
        let taken = again.take(&asked, told, |_, _| false, 5_000);
        assert!(!taken.membership.is_shared_wanted());
    }
}

#[test]
fn while_customers_are_taken_anew_no_sum_is_compared() {
    let mut it = membership();
    it.heal = Some(400);
    let asked = it.ask(rows([]), 500, "0", 5_000);
    let taken = it.take(&asked, answer(0, Vec::new()), |_, _| false, 5_000);
    assert_eq!((taken.again, taken.checksum), (true, None));
}

#[test]
fn a_verdict_on_what_was_not_judged_is_passed_over() {
    let taken = take(rows([1, 2]), answer(1, vec![(1, Verdict::Refused(Refusal::Role))]));
    assert!(taken.writes.is_empty());
    let beyond = take(rows([1]), answer(9, vec![(7, Verdict::Refused(Refusal::Role))]));
    assert!(beyond.writes.is_empty());
}

#[test]
fn what_is_to_be_forgotten_goes_before_what_comes() {
    let part = change(9, 5).encode().unwrap();
    let news = change(8, 6).encode().unwrap();
    let forget = vec![customer(4)];
    let fresh = vec![(customer(5), vec![part])];
    let taken =
        take(rows([]), SyncAnswer { forget, fresh, news: vec![news], ..answer(0, Vec::new()) });
    assert_eq!(
        logged(&taken),
        [
            forgets(vec![customer(4), customer(5)], &taken),
            LogRow::Arrived(change(9, 5)),
            LogRow::Arrived(change(8, 6)),
        ]
    );
    assert_eq!(taken.membership.have, BTreeMap::from([(Scope::Company, 4)]));
}

#[test]
fn a_customer_that_moved_away_stays_until_what_is_unsent_about_it_was_judged() {
    let it = membership();
    let asked = it.ask(rows([]), 500, "0", 5_000);
    let gone = SyncAnswer { forget: vec![customer(4)], ..answer(0, Vec::new()) };
    let taken = it.take(&asked, gone, |id, _| id == customer(4), 5_000);
    assert!(logged(&taken).is_empty());
    let it = taken.membership;
    assert!(it.refetch.contains(&customer(4)) && taken.again);
    let asked = it.ask(rows([1]), 500, "0", 5_000);
    assert_eq!(asked.ask.refetch, [customer(4)]);
    let none = SyncAnswer { fresh: vec![(customer(4), Vec::new())], ..answer(1, Vec::new()) };
    let taken = it.take(&asked, none, |_, _| false, 5_000);
    assert_eq!(logged(&taken), [forgets(vec![customer(4)], &taken)]);
    assert!(taken.membership.refetch.is_empty());
}

#[test]
fn what_cannot_be_read_here_is_not_passed_by() {
    let part = change(9, 5).encode().unwrap();
    let taken =
        take(rows([1]), SyncAnswer { n_unknown: 1, news: vec![part], ..answer(1, Vec::new()) });
    assert_eq!(taken.membership.acked, 15, "what was judged is judged");
    assert!(taken.membership.have.is_empty() && taken.membership.is_outdated);
    assert!(logged(&taken).is_empty());
}

#[test]
fn a_restored_endpoint_is_told_everything_and_asked_for_everything() {
    let mut it = membership();
    it.have = BTreeMap::from([(Scope::Company, 40)]);
    let asked = it.ask(rows([1]), 500, "0", 5_000);
    let other = SyncAnswer { epoch: id(10), todo: vec![Todo::SendState], ..answer(1, Vec::new()) };
    let taken = it.take(&asked, other, |_, _| false, 5_000);
    assert_eq!((taken.membership.epoch, taken.membership.send_state), (id(10), Some(0)));
    let nothing_taken_in = BTreeMap::from([(Scope::Company, 0)]);
    assert_eq!(taken.membership.have, nothing_taken_in, "it tells before it forgets");
    assert!(taken.again);
}

#[test]
fn a_revoked_device_says_all_before_it_forgets() {
    let wipe = |acked| SyncAnswer { todo: vec![Todo::Wipe], ..answer(acked, Vec::new()) };
    let half = take(rows([1, 2]), wipe(1));
    assert!(half.again && !half.wipe && half.membership.is_revoked);
    let whole = take(rows([1, 2]), wipe(2));
    assert!(!whole.again && whole.wipe);
}

#[test]
fn a_membership_reads_back_as_it_was() {
    let mut it = membership();
    it.refetch.insert(customer(3));
    it.note_came(PersonId::new(id(2)), &[customer(1), customer(2)], 5);
    it.note_came(PersonId::new(id(2)), &[customer(1)], 6);
    assert_eq!(it.came.first().map(|it| (it.n_changes, it.n_customers)), Some((2, 2)));
    assert_eq!(Membership::decode(&it.encode().unwrap()), Ok(it));
    assert!(Membership::decode(&[]).is_err());
    assert!(Membership::decode(&[2, 0]).is_err());
}

/// Says a state of these parts, at most so many at once, until all of it was judged; what was said.
/// The endpoint judges three at a time.
fn said_of(all: &[(Mark, Vec<u8>)], n_max: usize) -> Vec<Vec<u8>> {
    let mut it = Membership { send_state: Some(0), ..membership() };
    let mut said = Vec::new();
    for _ in 0..2 * all.len() {
        let then = Then::Rows { next: None, late: Vec::new() };
        let asked = it.ask(Load::state(&it, all.to_vec(), then), n_max, "0", 5_000);
        assert!(asked.n_changes() <= n_max);
        let n = asked.n_changes().min(3);
        said.extend(asked.ask.changes.iter().take(n).map(|it| it.change.clone()));
        let judged = answer(u32::try_from(n).unwrap(), Vec::new());
        it = it.take(&asked, judged, |_, _| false, 5_000).membership;
        if it.send_state.is_none() {
            assert_eq!(it.state_after, None);
            return said;
        }
    }
    panic!("it never comes to its end");
}

#[test]
fn a_state_of_many_changes_is_said_piece_by_piece_and_each_piece_once() {
    let part = |change: Change| ((change.stamp, change.id), change.encode().unwrap());
    let whole: Vec<(Mark, Vec<u8>)> = (1..=25).map(|seq| part(change(seq, 1))).collect();
    // What one change left may be several parts.
    let split: Vec<(Mark, Vec<u8>)> =
        (1..=5).flat_map(|seq| (1..=5).map(move |of| part(change(seq, of)))).collect();
    for all in [whole, split] {
        let bytes: Vec<Vec<u8>> = all.iter().map(|(_, part)| part.clone()).collect();
        for n_max in [1, 2, 3, 10] {
            assert_eq!(said_of(&all, n_max), bytes, "{n_max} at once");
        }
    }
}

#[test]
fn after_a_restart_what_has_the_last_mark_is_said_once_more() {
    let part = |of| ((change(1, of).stamp, change(1, of).id), change(1, of).encode().unwrap());
    let all: Vec<(Mark, Vec<u8>)> = (1..=3).map(part).collect();
    let it = Membership { send_state: Some(0), ..membership() };
    let state =
        |it: &Membership| Load::state(it, all.clone(), Then::Rows { next: None, late: Vec::new() });
    let asked = it.ask(state(&it), 1, "0", 5_000);
    let it = it.take(&asked, answer(1, Vec::new()), |_, _| false, 5_000).membership;
    assert_eq!(it.ask(state(&it), 9, "0", 5_000).n_changes(), 2);
    let it = Membership::decode(&it.encode().unwrap()).unwrap();
    assert_eq!(it.ask(state(&it), 9, "0", 5_000).n_changes(), 3);
}

#[test]
fn after_the_last_of_the_state_it_is_asked_what_is_new() {
    let mut it = membership();
    it.send_state = Some(0);
    let then = Then::Rows { next: None, late: Vec::new() };
    let asked = it.ask(Load::State { parts: Vec::new(), then }, 500, "0", 5_000);
    assert!(asked.ask.is_quiet);
    let taken = it.take(&asked, answer(0, Vec::new()), |_, _| false, 5_000);
    assert!(taken.again && !taken.membership.is_sending_state());
    assert_eq!(taken.membership.last_success_ms, 0, "nothing was fetched yet");
}
