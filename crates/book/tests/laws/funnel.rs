//! Facts of the funnel in a book: whose they are, who takes them back, what they come to.

use jipan_book::{
    Action, Book, Change, ChangeId, FunnelWrite, Op, OrderWrite, PlacedOrder, Stamp, invert,
    order_id_of, product_id_of,
};
use jipan_rules::Uuid;
use jipan_rules::funnel::{Fact, Turn, TurnFact};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::values::ids::{CustomerId, FactId, PersonId, ReplicaId};

use crate::any::{customer, day};
use crate::any_funnel::{deal_id, opened, turn};

fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

fn fact(n: u128) -> FactId {
    FactId::new(Uuid::from_u128(n))
}

fn say_of(customer: CustomerId, n: u128, said: Fact) -> Op {
    let deal = said.is_of_deal().then_some(deal_id(1));
    Op::Funnel { id: fact(n), customer, deal, write: FunnelWrite::Say(Box::new(said)) }
}

fn say(n: u128, said: Fact) -> Op {
    say_of(customer(1), n, said)
}

fn drop_of(n: u128, is_gone: bool) -> Op {
    let (customer, deal) = (customer(1), Some(deal_id(1)));
    Op::Funnel { id: fact(n), customer, deal, write: FunnelWrite::Drop { is_gone } }
}

/// A change of a person, each on a tablet of its own.
fn made(seq: u64, by: u128, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(u64::try_from(by).unwrap() << 8);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: day(seq),
        by: person(by),
        action: Action::MoveDeal,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

/// A prospect that somebody entered.
fn prospect() -> (Book, Change) {
    let mut book = Book::new();
    let create = Op::Create { id: customer(1), values: Vec::new() };
    let change = made(1, 1, vec![create, say(1, opened())]);
    let _ = book.apply(&change);
    (book, change)
}

#[test]
fn the_undo_of_a_quick_entry_takes_back_the_fact_and_the_customer() {
    let (book, change) = prospect();
    let back = invert(&change, &book);
    assert_eq!(back, [drop_of(1, true), Op::Delete { id: customer(1) }]);
}

#[test]
fn an_opening_stays_once_somebody_went_on_from_it() {
    let (mut book, _) = prospect();
    let open = made(
        2,
        1,
        vec![Op::Funnel {
            id: fact(20),
            customer: customer(1),
            deal: Some(deal_id(2)),
            write: FunnelWrite::Say(Box::new(opened())),
        }],
    );
    let _ = book.apply(&open);
    assert_eq!(invert(&open, &book).len(), 1);
    let _ = book.apply(&made(
        3,
        2,
        vec![Op::Funnel {
            id: fact(21),
            customer: customer(1),
            deal: Some(deal_id(2)),
            write: FunnelWrite::Say(Box::new(turn(Turn::Lost, None))),
        }],
    ));
    assert_eq!(invert(&open, &book), []);
}

#[test]
fn a_turn_is_taken_back_only_while_no_later_one_counts() {
    let (mut book, _) = prospect();
    let ordered = made(2, 1, vec![say(2, turn(Turn::Ordered, None))]);
    let odd = made(3, 2, vec![say(3, turn(Turn::Lost, None))]);
    let delivered = made(4, 2, vec![say(4, turn(Turn::Delivered, Some(fact(2))))]);
    for change in [&ordered, &odd] {
        let _ = book.apply(change);
        assert_eq!(
            invert(&ordered, &book),
            [drop_of(2, true)],
            "one that does not count is nothing"
        );
    }
    let _ = book.apply(&delivered);
    assert_eq!(invert(&ordered, &book), []);
    let undo = made(5, 2, invert(&delivered, &book));
    let _ = book.apply(&undo);
    assert_eq!(invert(&ordered, &book), [drop_of(2, true)]);
    let redo = made(6, 2, invert(&undo, &book));
    let _ = book.apply(&redo);
    assert_eq!(invert(&ordered, &book), []);
}

#[test]
fn the_last_word_about_taking_back_counts_in_whatever_order_they_come() {
    let (book, first) = prospect();
    let changes = [made(2, 1, vec![drop_of(1, true)]), made(3, 1, vec![drop_of(1, false)]), first];
    let row = book.row_of(customer(1)).unwrap();
    let mut other = Book::new();
    for change in &changes {
        let _ = other.apply(change);
    }
    assert!(!other.fact(customer(1), fact(1)).unwrap().is_gone);
    assert_eq!(other.deals(row).len(), 1);
    let mut without = Book::new();
    for change in [&changes[0], &changes[2]] {
        let _ = without.apply(change);
    }
    assert!(without.fact(customer(1), fact(1)).unwrap().is_gone);
    assert_eq!(without.deals(row), []);
    assert!(without.has_funnel() && without.owner(row).is_none());
}

#[test]
fn a_rep_notes_and_takes_back_what_is_own_and_leads_remark() {
    let (mut book, _) = prospect();
    let [rep, other] = [person(1), person(2)];
    let asks = |book: &Book, op: &Op, by| book.asks(op, by).0;
    let remark = say(5, Fact::Remark { text: "抓紧".into(), asks: true });
    assert_eq!(asks(&book, &say(4, opened()), other), Verb::Add);
    assert_eq!(asks(&book, &say(4, turn(Turn::Lost, None)), other), Verb::Change);
    assert_eq!(asks(&book, &remark, rep), Verb::Approve);
    assert_eq!(asks(&book, &drop_of(1, true), rep), Verb::TakeBack);
    assert_eq!(asks(&book, &drop_of(1, true), other), Verb::Delete);
    assert_eq!(asks(&book, &drop_of(9, true), rep), Verb::Delete, "nobody knows whose it is");
    // What was said may be told again, but not otherwise.
    assert_eq!(asks(&book, &say(1, opened()), rep), Verb::Add);
    assert_eq!(asks(&book, &say(1, turn(Turn::Lost, None)), rep), Verb::Delete);
    let _ = book.apply(&made(2, 2, vec![drop_of(1, true)]));
    assert_eq!(asks(&book, &drop_of(1, false), rep), Verb::Delete, "a lead took it back");
    assert_eq!(asks(&book, &drop_of(1, false), other), Verb::Delete, "it is not theirs");
    let (verb, kind, group) = book.asks(&remark, rep);
    assert!(may(Role::Rep, verb, kind, group).is_err());
    assert!(may(Role::Supervisor, verb, kind, group).is_ok());
}

#[test]
fn whoever_a_customer_was_handed_to_last_has_it() {
    let (mut book, _) = prospect();
    let row = book.row_of(customer(1)).unwrap();
    assert_eq!((book.owner(row), book.handed_to(row)), (Some(person(1)), None));
    let hand = |n, to| say(n, Fact::Hand { to: person(to) });
    let _ = book.apply(&made(3, 1, vec![hand(3, 3)]));
    let _ = book.apply(&made(2, 1, vec![hand(2, 2)]));
    assert_eq!(book.owner(row), Some(person(3)), "the later word counts");
    let _ = book.apply(&made(4, 1, vec![drop_of(3, true)]));
    assert_eq!(book.owner(row), Some(person(2)));
}

#[test]
fn facts_of_a_merged_customer_show_with_the_one_that_stays() {
    let (mut book, _) = prospect();
    let into = customer(2);
    let create = Op::Create { id: into, values: Vec::new() };
    let contact = say_of(into, 7, Fact::Remark { text: "老客户".into(), asks: false });
    let _ = book.apply(&made(2, 1, vec![create, contact]));
    let [one, other] = [customer(1), into].map(|id| book.row_of(id).unwrap());
    assert_eq!(book.funnel_rows().collect::<Vec<_>>(), [one, other]);
    let merge = made(3, 1, vec![book.merge(customer(1), into)]);
    let _ = book.apply(&merge);
    assert_eq!(book.funnel_rows().collect::<Vec<_>>(), [other]);
    let facts: Vec<_> = book.facts(other).iter().map(|it| (it.id, it.customer)).collect();
    assert_eq!(facts, [(fact(1), customer(1)), (fact(7), into)]);
    assert_eq!(book.deals(other)[0].customer, customer(1));
    let _ = book.apply(&made(4, 1, invert(&merge, &book)));
    assert_eq!((book.deals(one).len(), book.deals(other).len()), (1, 0));
}

#[test]
fn the_order_of_an_opportunity_says_what_it_costs_and_whether_it_counts() {
    let (mut book, _) = prospect();
    let row = book.row_of(customer(1)).unwrap();
    let (product, id) = (product_id_of("P1"), order_id_of("D1"));
    let lines = vec![OrderLine { product, quantity: 2, price: 100_000, amount: 2_000, pack: 1 }];
    let placed = PlacedOrder {
        number: "D1".into(),
        on: day(2),
        source: OrderSource::App,
        status: OrderStatus::Placed,
        review: 0,
        lines,
    };
    let order = |write| Op::Order { id, customer: customer(1), write };
    let _ = book.apply(&made(2, 1, vec![order(OrderWrite::Place(Box::new(placed)))]));
    let ordered = TurnFact {
        to: Turn::Ordered,
        why: None,
        refusal: None,
        until: None,
        order: Some(id),
        seen: None,
    };
    let _ = book.apply(&made(3, 1, vec![say(2, Fact::Turn(Box::new(ordered)))]));
    assert_eq!(book.deal(row, deal_id(1)).unwrap().order, Some((id, 2_000, true)));
    let _ = book.apply(&made(4, 1, vec![order(OrderWrite::Drop { is_gone: true })]));
    assert_eq!(book.deal(row, deal_id(1)).unwrap().order, Some((id, 2_000, false)));
    assert_eq!(book.deal(row, deal_id(2)), None);
}
