//! Two values of one field by people who did not see each other's.

use std::collections::BTreeSet;

use jipan_book::{
    Action, Book, Change, ChangeId, Clock, Op, Row, Stamp, conflict_id, entries_of, invert,
};
use jipan_rules::Uuid;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day};

fn made(replica: u64, seq: u64, ms: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(replica);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(ms, 0, replica),
        on: day(1),
        by: PersonId::new(Uuid::from_u128(u128::from(replica.number()))),
        action: Action::EditField,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as a field holds it")]
fn phone(nth: u8) -> Option<Value> {
    Some(Value::Text(format!("1990000000{nth}").into()))
}

/// A customer with a phone, by device 1.
fn created() -> (CustomerId, Change) {
    let id = customer(1);
    let values = vec![(fields::PHONE, phone(0).unwrap()), (fields::REMARK, phone(0).unwrap())];
    (id, made(1, 1, 10, vec![Op::Create { id, values }]))
}

fn put(book: &Book, field: FieldId, value: Option<Value>) -> Vec<Op> {
    vec![book.put(customer(1), field, value, None)]
}

/// The conflicts noted: which changes, and what counts and what is lost.
fn told(ops: &[Op]) -> Vec<([u64; 2], [Option<Value>; 2])> {
    let of = |op: &Op| {
        let Op::Conflict { sides, .. } = op else { return None };
        let [counts, lost] = (**sides).clone();
        let by = [counts.change.replica.number(), lost.change.replica.number()];
        Some((by, [counts.value, lost.value]))
    };
    ops.iter().map(|op| of(op).unwrap()).collect()
}

fn noted(op: &Op) -> Option<(FactId, CustomerId)> {
    if let Op::Conflict { id, customer, .. } = op { Some((*id, *customer)) } else { None }
}

#[test]
fn two_who_did_not_see_each_other_are_told_whoever_comes_first() {
    let (_, create) = created();
    let book = book_of([&create]);
    let early = made(2, 1, 20, put(&book, fields::PHONE, phone(2)));
    let late = made(3, 1, 30, put(&book, fields::PHONE, phone(3)));
    assert_eq!(book.unseen_by(&early), [], "whose value was there was seen");
    let in_order = book_of([&create, &early]).unseen_by(&late);
    let turned = book_of([&create, &late]).unseen_by(&early);
    assert_eq!(told(&in_order), [([3, 2], [phone(3), phone(2)])]);
    assert_eq!(in_order, turned, "the same fact on every device");
    let emptied = made(3, 1, 30, put(&book, fields::PHONE, None));
    let ops = book_of([&create, &early]).unseen_by(&emptied);
    assert_eq!(told(&ops), [([3, 2], [None, phone(2)])]);
}

#[test]
fn nothing_is_asked_where_there_is_nothing_to_decide() {
    let (id, create) = created();
    let book = book_of([&create]);
    let first = made(2, 1, 20, put(&book, fields::PHONE, phone(2)));
    let after = book_of([&create, &first]);
    let no = |what: &str, change: &Change| assert_eq!(after.unseen_by(change), [], "{what}");
    no("the same value", &made(3, 1, 30, put(&book, fields::PHONE, phone(2))));
    no("the same device", &made(2, 2, 30, put(&book, fields::PHONE, phone(3))));
    no("seen", &made(3, 1, 30, put(&after, fields::PHONE, phone(3))));
    no("another field", &made(3, 1, 30, put(&book, fields::PHONE_2, phone(3))));
    no("a customer created twice", &made(3, 1, 30, vec![Op::Create { id, values: vec![] }]));
    no("a confirmation", &made(3, 1, 30, vec![book.confirm(id, fields::PHONE, day(2))]));
    let late = made(3, 1, 15, put(&book, fields::PHONE, phone(0)));
    no("late, and what was knowingly overwritten", &late);
    let mut state = made(3, 1, 30, put(&book, fields::PHONE, phone(3)));
    let Op::Put { base, .. } = &mut state.ops[0] else { panic!() };
    *base = Some(state.id);
    no("state", &state);
    let remark = made(2, 2, 21, put(&book, fields::REMARK, phone(4)));
    let other = made(3, 1, 30, put(&book, fields::REMARK, phone(5)));
    assert_eq!(book_of([&create, &remark]).unseen_by(&other), [], "a field that is not watched");
    assert_eq!(Book::new().unseen_by(&first), [], "a customer not heard of");
}

#[test]
fn within_one_change_the_last_value_of_a_field_is_compared() {
    let (_, create) = created();
    let book = book_of([&create]);
    let first = made(2, 1, 20, put(&book, fields::PHONE, phone(2)));
    let mut ops = put(&book, fields::PHONE, phone(3));
    ops.extend(put(&book, fields::PHONE, phone(2)));
    assert_eq!(book_of([&create, &first]).unseen_by(&made(3, 1, 30, ops)), []);
}

#[test]
fn a_further_contact_is_told_by_field() {
    let (id, create) = created();
    let contact = ContactId::new(Uuid::from_u128(4));
    let mut book = book_of([&create]);
    let write = |book: &Book, nth| vec![book.put_contact((id, contact), fields::PHONE, phone(nth))];
    let _ = book.apply(&made(2, 1, 20, write(&book, 1)));
    let seen = book.clone();
    let _ = book.apply(&made(2, 2, 30, write(&book, 2)));
    let ops = book.unseen_by(&made(3, 1, 40, write(&seen, 3)));
    assert_eq!(told(&ops), [([3, 2], [phone(3), phone(2)])]);
    assert!(matches!(ops[0], Op::Conflict { contact: Some(of), .. } if of == contact));
    assert_eq!(book.unseen_by(&made(3, 1, 40, write(&book, 3))), []);
}

#[test]
fn who_goes_on_from_a_value_in_conflict_is_asked_once() {
    let (_, create) = created();
    let mut book = book_of([&create]);
    let mut apart = book.clone();
    let mine = made(2, 1, 20, put(&apart, fields::PHONE, phone(2)));
    let _ = apart.apply(&mine);
    let again = made(2, 2, 25, put(&apart, fields::PHONE, phone(4)));
    let _ = book.apply(&made(3, 1, 30, put(&book, fields::PHONE, phone(3))));
    for (seq, change) in (1..).zip([&mine, &again]) {
        let ops = book.unseen_by(change);
        let _ = book.apply(change);
        let _ = book.apply(&made(9, seq, 40 + seq, ops));
    }
    let [(row, id)] = book.open_conflicts()[..] else { panic!("one is open") };
    let open = book.conflict(row, id).unwrap();
    assert_eq!((&open.sides[0].value, &open.sides[1].value), (&phone(3), &phone(4)));
    assert_eq!(book.conflicts(row).count(), 2);
    // Both agree in the end: nothing is open any more.
    let _ = apart.apply(&again);
    let agreed = made(2, 3, 27, put(&apart, fields::PHONE, phone(3)));
    let ops = book.unseen_by(&agreed);
    assert!(matches!(ops[..], [Op::ResolveConflict { is_resolved: true, .. }]));
    let _ = book.apply(&made(9, 9, 60, ops));
    assert_eq!((book.n_open_conflicts(), book.has_open_conflicts(row)), (0, false));
}

#[test]
fn a_conflict_is_decided_taken_back_and_told() {
    let (id, create) = created();
    let mut book = book_of([&create]);
    let late = made(3, 1, 30, put(&book, fields::PHONE, phone(3)));
    let _ = book.apply(&made(2, 1, 20, put(&book, fields::PHONE, phone(2))));
    let note = Change { action: Action::NoteConflict, ..made(9, 1, 40, book.unseen_by(&late)) };
    let _ = book.apply(&late);
    let _ = book.apply(&note);
    let [(row, fact)] = book.open_conflicts()[..] else { panic!("one is open") };
    assert_eq!((row, book.n_open_conflicts(), book.has_open_conflicts(row)), (Row(0), 1, true));
    let mut ops = put(&book, fields::PHONE, phone(2));
    ops.push(Op::ResolveConflict { id: fact, customer: id, is_resolved: true });
    let decide = Change { action: Action::ResolveConflict, ..made(2, 2, 50, ops) };
    assert_eq!(book.unseen_by(&decide), []);
    let _ = book.apply(&decide);
    let settled = book.conflict(row, fact).unwrap();
    assert_eq!((settled.is_settled, settled.settled_by.unwrap().change), (true, decide.id));
    assert_eq!((book.n_open_conflicts(), book.value(row, fields::PHONE)), (0, phone(2)));
    let undo = made(2, 3, 60, invert(&decide, &book));
    let _ = book.apply(&undo);
    assert_eq!((book.n_open_conflicts(), book.value(row, fields::PHONE)), (1, phone(3)));
    let redo = made(2, 4, 70, invert(&undo, &book));
    let _ = book.apply(&redo);
    assert_eq!((book.n_open_conflicts(), book.value(row, fields::PHONE)), (0, phone(2)));
    assert_eq!(invert(&note, &book), [], "that they did not see each other stays true");
    assert_eq!(entries_of(&note).len() + entries_of(&decide).len(), 3);
    let _ = book.apply(&made(2, 5, 80, vec![Op::Delete { id }]));
    let _ = book.apply(&made(2, 6, 90, invert(&redo, &book)));
    assert_eq!(book.n_open_conflicts(), 0, "a customer that is deleted asks nothing");
    assert_eq!(book.open_conflicts(), []);
}

/// A device with its book, and what it knows of the field.
struct Device {
    book: Book,
    known: BTreeSet<ChangeId>,
    unsent: Vec<(Change, BTreeSet<ChangeId>)>,
    clock: Clock,
    seq: u64,
}

proptest! {
    #[test]
    fn a_conflict_is_noted_exactly_where_the_writer_did_not_know_what_stands(
        steps in prop::collection::vec((0_usize..3, 0_u8..4, 1_u8..4, 0_u64..40), 1..30),
    ) {
        let (id, create) = created();
        let mut hub = book_of([&create]);
        let mut all = vec![create.clone()];
        let device = || Device {
            book: book_of([&create]),
            known: BTreeSet::from([create.id]),
            unsent: Vec::new(),
            clock: Clock::new(create.stamp),
            seq: 0,
        };
        let mut devices = [device(), device(), device()];
        for (nth, kind, value, ms) in steps {
            let device = &mut devices[nth];
            match kind {
                0 | 1 => {
                    let replica = ReplicaId::new(2 + u64::try_from(nth).unwrap());
                    device.seq += 1;
                    let ops = put(&device.book, fields::PHONE, phone(value));
                    let stamp = device.clock.tick(ms, replica);
                    let change = Change { stamp, ..made(replica.number(), device.seq, ms, ops) };
                    let _ = device.book.apply(&change);
                    device.unsent.push((change.clone(), device.known.clone()));
                    device.known.insert(change.id);
                }
                2 => for (change, known) in device.unsent.drain(..) {
                    let row = hub.row_of(id).unwrap();
                    let stands = hub.field_meta(row, fields::PHONE).unwrap();
                    let of = stands.writer.change;
                    let Op::Put { value, .. } = &change.ops[0] else { panic!() };
                    let is_late = change.stamp < stands.writer.stamp;
                    let is_known = is_late && stands.was == value.as_ref();
                    let is_one = of.replica == change.id.replica || *value == hub.value(row, fields::PHONE);
                    let wanted = (!known.contains(&of) && !is_one && !is_known)
                        .then(|| conflict_id(of, change.id, (id, None, fields::PHONE)));
                    let ops = hub.unseen_by(&change);
                    let fact = ops.iter().find_map(noted).map(|(id, _)| id);
                    prop_assert_eq!(fact, wanted);
                    let _ = hub.apply(&change);
                    all.push(change);
                    let seq = 1_000 + u64::try_from(all.len()).unwrap();
                    let _ = hub.apply(&made(99, seq, seq, ops));
                },
                _ => for change in &all {
                    let _ = device.book.apply(change);
                    device.clock.observe(change.stamp);
                    device.known.insert(change.id);
                },
            }
        }
    }

    #[test]
    fn what_was_decided_never_opens_again(
        (changes, delivered) in any_changes(14).prop_flat_map(|changes| {
            let twice: Vec<Change> = changes.iter().chain(&changes).cloned().collect();
            (Just(changes), Just(twice).prop_shuffle())
        }),
    ) {
        // The last word on each conflict is that it is decided.
        let facts: Vec<(FactId, CustomerId)> = changes.iter().flat_map(|it| &it.ops).filter_map(noted).collect();
        let resolve = |&(id, customer): &(FactId, CustomerId)| {
            Op::ResolveConflict { id, customer, is_resolved: true }
        };
        let last = made(9, 99, 1_000, facts.iter().map(resolve).collect());
        let mut book = book_of([&last]);
        for change in &delivered {
            let _ = book.apply(change);
            prop_assert_eq!(book.n_open_conflicts(), 0);
        }
        for (id, customer) in facts {
            let row = book.row_of(customer).unwrap();
            prop_assert!(book.conflict(row, id).is_none_or(|it| it.is_settled));
        }
    }

    #[test]
    fn the_open_conflicts_are_those_of_customers_in_the_book(changes in any_changes(14)) {
        let book = book_of(&changes);
        let mut wanted: Vec<(Row, FactId)> = book.rows().filter(|row| book.is_visible(*row)).flat_map(|row| {
            let open = book.conflicts(row).filter(|it| !it.is_settled);
            open.map(|it| (row, it.id)).collect::<Vec<_>>()
        }).collect();
        let open = book.open_conflicts();
        let newest = |&(row, id): &(Row, FactId)| {
            let sides = book.conflict(row, id).unwrap().sides;
            sides[0].stamp.max(sides[1].stamp)
        };
        prop_assert!(open.iter().is_sorted_by(|one, other| newest(one) >= newest(other)));
        let mut open_sorted = open.clone();
        open_sorted.sort();
        wanted.sort();
        prop_assert_eq!(open_sorted, wanted);
        prop_assert_eq!(book.n_open_conflicts(), open.len());
    }
}
