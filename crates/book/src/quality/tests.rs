//! Tests of `quality`.

use jipan_rules::freshness::Cycles;
use jipan_rules::schema::{Group, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{Days, Uuid};
use proptest::prelude::*;

use super::*;
use crate::change::{Action, Change, ChangeId, Op};
use crate::select::{Filters, Query, select};
use crate::stamp::Stamp;

fn day(n: i64) -> NaiveDate {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    today.checked_add_signed(jipan_rules::TimeDelta::days(n)).unwrap()
}

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(7);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: if seq.is_multiple_of(2) { Action::Import } else { Action::EditField },
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn id(n: u32) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n) + 1))
}

fn report(book: &Book, n_rows: u32) -> Quality {
    let mut tally = Tally::new(day(0), book.rule_book().on(day(0)));
    while tally.step(book, n_rows) {}
    tally.finish()
}

fn n_listed(book: &Book, finding: Finding) -> usize {
    let filters = Filters { finding: Some(finding), ..Filters::default() };
    select(book, &Query { filters, ..Query::default() }, day(0)).n_shown
}

fn cell() -> impl Strategy<Value = (FieldId, Value)> {
    let dates = [fields::ISSUED, fields::VALID_TO, fields::REVIEW, fields::OPENED];
    let date = (-90_i64..90).prop_map(|n| Value::Date(day(n)));
    let choices = [fields::TYPE, fields::STATUS, fields::SETTLEMENT, fields::FORMAT];
    prop_oneof![
        2 => (prop::sample::select(dates.to_vec()), date),
        2 => (prop::sample::select(choices.to_vec()), (1_u8..4).prop_map(Value::Choice)),
        1 => Just((fields::PHONE, Value::Text("19900000001".into()))),
        1 => Just((fields::LICENCE, Value::Text("L1".into()))),
        1 => (0_i64..400).prop_map(|n| (fields::ORDER_CYCLE, Value::Integer(n))),
        1 => (0_i64..9).prop_map(|n| (fields::ORDER_FREQUENCY, Value::Integer(n))),
        1 => prop::sample::select(vec![7, 14, 30]).prop_map(|n| (fields::VISIT_CYCLE, Value::Integer(n))),
        1 => (1_u8..4).prop_map(|n| (fields::SCALE, Value::Choice(n))),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    let customer = || (0_u32..8).prop_map(id);
    prop_oneof![
        3 => (customer(), prop::collection::vec(cell(), 0..8))
            .prop_map(|(id, values)| Op::Create { id, values }),
        3 => (customer(), cell()).prop_map(|(id, (field, value))| Op::Put {
            id, field, value: Some(value), base: None, was: None, was_on: None, reason: None,
        }),
        3 => (customer(), cell(), -400_i64..1).prop_map(|(id, (field, _), n)| {
            Op::Confirm { id, field, on: Some(day(n)), was: None }
        }),
        1 => customer().prop_map(|id| Op::Delete { id }),
    ]
}

proptest! {
    #[test]
    fn each_number_of_the_report_is_the_length_of_its_list(
        steps in prop::collection::vec(prop::collection::vec(op(), 1..6), 1..8),
        n_rows in 1_u32..9,
        days in prop::option::of(1_u16..200),
        computed in prop::collection::vec((1_i64..9, prop::option::of(1_u8..4)), 8),
    ) {
        let mut book = Book::new();
        let mut cycles = Cycles::default();
        cycles.set(Group::Basic, days, day(0));
        book.set_cycles(cycles);
        for (seq, ops) in (0..).zip(steps) {
            let _applied = book.apply(&change(seq, ops));
        }
        for (row, (tier, scale)) in book.rows().zip(computed) {
            let _is_other = book.set_computed(row, fields::TIER, Some(Value::Integer(tier)));
            let scale = scale.map(Value::Choice);
            let _is_other = book.set_computed(row, fields::SCALE_BY_ORDERS, scale);
        }
        let quality = report(&book, n_rows);
        prop_assert_eq!(&quality, &report(&book, 1_000), "however it is sliced");
        for count in &quality.fields {
            let FieldCount { def, n_blank, n_fresh, n_stale, n_unknown, n_applicable } = count;
            prop_assert_eq!(*n_blank, n_listed(&book, Finding::Blank(def.id)), "{}", def.key);
            prop_assert_eq!(*n_fresh, n_listed(&book, Finding::Fresh(def.id)), "{}", def.key);
            prop_assert_eq!(*n_stale, n_listed(&book, Finding::Stale(def.id)), "{}", def.key);
            let n_listed_unknown = n_listed(&book, Finding::Unconfirmed(def.id));
            prop_assert_eq!(*n_unknown, n_listed_unknown, "{}", def.key);
            let n_aging = n_fresh + n_stale + n_unknown;
            prop_assert!(n_aging == 0 || n_aging + n_blank == *n_applicable);
            prop_assert!(*n_applicable <= quality.n_open);
        }
        for (of, n) in &quality.classing {
            prop_assert_eq!(*n, n_listed(&book, *of), "{:?}", of);
        }
        for (of, n) in &quality.contradictions {
            prop_assert_eq!(*n, n_listed(&book, Finding::Contradiction(*of)), "{:?}", of);
        }
        // A customer is in a list of "to confirm" exactly if some field of it is.
        for row in book.rows().filter(|row| book.is_visible(*row)) {
            let is = |wanted| FIELDS.iter().any(|def| {
                book.field_state(row, def, day(0)) == Some(FieldState::Aging(wanted))
            });
            let derived = book.derived(row);
            prop_assert_eq!(derived.is_stale(day(0)), is(Freshness::Stale));
            prop_assert_eq!(derived.n_unknown > 0, is(Freshness::Unknown));
        }
    }

    #[test]
    fn other_cycles_are_in_force_at_once_and_after_a_reload(
        ops in prop::collection::vec(op(), 1..20),
        days in prop::option::of(1_u16..200),
    ) {
        let mut book = Book::new();
        let _applied = book.apply(&change(1, ops));
        let mut cycles = Cycles::default();
        cycles.set(Group::Network, days, day(0));
        cycles.set(Group::Personal, days, day(0));
        book.set_cycles(cycles);
        book.rederive(0);
        prop_assert_eq!(book.dirty_pages().count(), usize::from(book.n_rows() > 0));
        let written = book.encode_page(0).unwrap();
        // With the cycles the projections of the page are taken; without them they are made anew.
        for cycles in [cycles, Cycles::default()] {
            let mut read = Book::new();
            read.set_cycles(cycles);
            read.load_page(&written).unwrap();
            let mut fresh = read.clone();
            fresh.rebuild();
            for row in read.rows() {
                prop_assert_eq!(read.derived(row), fresh.derived(row));
            }
            if cycles == *book.cycles() {
                for row in book.rows() {
                    prop_assert_eq!(read.derived(row), book.derived(row));
                }
            }
        }
    }
}

#[test]
fn closed_shops_count_only_for_what_is_about_them() {
    let shop = |n: u32, state: u8| Op::Create {
        id: id(n),
        values: vec![
            (fields::STATUS, Value::Choice(state)),
            (fields::VISIT_CYCLE, Value::Integer(14)),
            (fields::ISSUED, Value::Date(day(-1))),
            (fields::VALID_TO, Value::Date(day(-2))),
        ],
    };
    let mut book = Book::new();
    let _applied = book.apply(&change(2, vec![shop(1, 1), shop(2, 2), shop(3, 3)]));
    let quality = report(&book, 10);
    assert_eq!(quality.n_open, 1);
    let n = |of: Contradiction| quality.contradictions[of.index()].1;
    assert_eq!(n(Contradiction::ValidToBeforeIssued), 1);
    assert_eq!(n(Contradiction::ExpiredButOpen), 1);
    assert_eq!(n(Contradiction::CancelledWithCycle), 1, "the cancelled one");
    assert_eq!(n_listed(&book, Finding::Contradiction(Contradiction::CancelledWithCycle)), 1);
}

#[test]
fn a_field_is_fresh_on_the_last_day_of_its_cycle() {
    let phone = jipan_rules::schema::field(fields::PHONE).unwrap();
    let on = day(0).checked_sub_days(Days::new(90)).unwrap();
    let mut book = Book::new();
    let values = vec![(fields::PHONE, Value::Text("19900000001".into()))];
    let _applied = book.apply(&change(
        2,
        vec![
            Op::Create { id: id(1), values },
            Op::Confirm { id: id(1), field: fields::PHONE, on: Some(on), was: None },
        ],
    ));
    let row = book.row_of(id(1)).unwrap();
    let state = |n| book.field_state(row, phone, day(n));
    assert_eq!(state(0), Some(FieldState::Aging(Freshness::Fresh)));
    assert_eq!(state(1), Some(FieldState::Aging(Freshness::Stale)));
}

#[test]
fn a_class_is_due_the_day_after_its_days_are_over_and_by_the_rule_of_the_day() {
    let choice = |field| (field, Value::Choice(1));
    let values = vec![choice(fields::MARKET), choice(fields::FORMAT), choice(fields::SCALE)];
    let confirmed = |field, n| Op::Confirm { id: id(1), field, on: Some(day(n)), was: None };
    let mut book = Book::new();
    let _applied = book.apply(&change(
        3,
        vec![
            Op::Create { id: id(1), values },
            confirmed(fields::MARKET, -90),
            confirmed(fields::FORMAT, 0),
            confirmed(fields::SCALE, 0),
        ],
    ));
    let filters = Filters { finding: Some(Finding::ClassCheck), ..Filters::default() };
    let query = Query { filters, ..Query::default() };
    let mut searcher = crate::search::Searcher::default();
    let mut n_due = |book: &Book, n| searcher.select(book, &query, day(n)).n_shown;
    assert_eq!((n_due(&book, 90), n_due(&book, 91)), (0, 1), "180 days, the market first");
    assert_eq!(n_due(&book, 0), 0);
    let rule = book.put_rule(9, day(0), Some("89".into()));
    let _applied = book.apply(&change(5, vec![rule]));
    assert_eq!(n_due(&book, 0), 1, "the list follows the rule at once");
}
