//! Tests of `select`: a list, and the plain reading of it that proves it.

mod known;
mod sums;

use std::collections::BTreeSet;

use jipan_rules::Uuid;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use proptest::prelude::*;

use super::*;
use crate::alerts::alerts;
use crate::change::{Action, Change, ChangeId, Op};
use crate::overview::overview;
use crate::pinyin::{main_reading, readings};
use crate::search::{Needle, SearchTexts, natural_key, search};
use crate::similar::{Candidate, Similar, SimilarBy, similar};
use crate::stamp::Stamp;
use crate::totals::totals;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() + jipan_rules::Days::new(n)
}

fn id(n: u32) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n) + 1))
}

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(7);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: if seq.is_multiple_of(2) { Action::Import } else { Action::EditField },
        batch: seq.is_multiple_of(3).then(|| BatchId::new(Uuid::from_u128(5))),
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.into()))
}

/// A value for one of the fields that lists go by.
fn put() -> impl Strategy<Value = (FieldId, Option<Value>)> {
    let choice = |n: u8| (0..=n).prop_map(move |it| (it > 0).then_some(Value::Choice(it)));
    prop_oneof![
        "[重长兴新a（]{0,3}".prop_map(|it| (fields::NAME, text(&it))),
        "1990[01]{0,2}".prop_map(|it| (fields::PHONE, text(&it))),
        "[37A]{0,3}".prop_map(|it| (fields::CODE, text(&it))),
        prop::sample::select(vec!["", "12号线", "2号线", "东线"])
            .prop_map(|it| (fields::LINE, text(it))),
        prop::sample::select(vec!["", "城南街道", "柳市镇"])
            .prop_map(|it| (fields::DISTRICT, text(it))),
        prop::sample::select(vec!["", "客户经理08"]).prop_map(|it| (fields::MANAGER, text(it))),
        choice(4).prop_map(|it| (fields::TYPE, it)),
        choice(3).prop_map(|it| (fields::STATUS, it)),
        choice(2).prop_map(|it| (fields::MARKET, it)),
        choice(7).prop_map(|it| (fields::FORMAT, it)),
        choice(3).prop_map(|it| (fields::SCALE, it)),
        (0_u64..90).prop_map(|it| (fields::VALID_TO, Some(Value::Date(day(it))))),
    ]
}

fn ops(n_customers: u32) -> impl Strategy<Value = Vec<Op>> {
    let customer = move || (0..n_customers).prop_map(id);
    let op = prop_oneof![
        2 => (customer(), prop::collection::vec(put(), 0..6)).prop_map(|(id, puts)| {
            let values = puts.into_iter().filter_map(|(field, it)| Some((field, it?)));
            Op::Create { id, values: values.collect() }
        }),
        3 => (customer(), put()).prop_map(|(id, (field, value))| Op::Put {
            id, field, value, base: None, was: None, was_on: None, reason: None,
        }),
        1 => customer().prop_map(|id| Op::Delete { id }),
        1 => customer().prop_map(|id| Op::Restore { id }),
        1 => (customer(), prop::option::of(customer()))
            .prop_map(|(loser, into)| Op::Merge { loser, into, was: None }),
    ];
    prop::collection::vec(op, 1..6)
}

fn sort() -> impl Strategy<Value = Sort> {
    prop::sample::select(vec![
        Sort::Name,
        Sort::Code,
        Sort::Completeness,
        Sort::Changed,
        Sort::Expiry,
        Sort::District,
        Sort::Line,
        Sort::Tier,
        Sort::Grade,
    ])
}

fn filters() -> impl Strategy<Value = Filters> {
    let none = Filters::default;
    let word = |it: &str| Some(it.to_owned());
    prop_oneof![
        4 => Just(none()),
        1 => Just(Filters { line: word("2号线"), ..none() }),
        1 => Just(Filters { line: word("9号线"), ..none() }),
        1 => Just(Filters { district: word("柳市镇"), manager: word("客户经理08"), ..none() }),
        1 => prop::sample::select(vec!["C", "CZ1", "3"])
            .prop_map(move |it| Filters { class: word(it), ..none() }),
        1 => Just(Filters { customer_type: Some(CustomerType::Retail), ..none() }),
        1 => (1_u8..=3).prop_map(move |it| Filters { state: Some(it), ..none() }),
        1 => Just(Filters { incomplete: true, incomplete_group: Some(Group::Basic), ..none() }),
        1 => Just(Filters { stale: true, ..none() }),
        1 => Just(Filters { unconfirmed: true, ..none() }),
        1 => Just(Filters { expiring: Some(Expiring::Within(30)), ..none() }),
        1 => Just(Filters { expiring: Some(Expiring::Expired), ..none() }),
        1 => Just(Filters { deleted: true, ..none() }),
        1 => Just(Filters { batch: Some(BatchId::new(Uuid::from_u128(5))), ..none() }),
        2 => prop::collection::btree_map(wanted_field(), "[1-3]?", 1..3)
            .prop_map(move |values| Filters { values, ..none() }),
        1 => Just(Filters { finding: Some(Finding::Alert), ..none() }),
        1 => Just(Filters { finding: Some(Finding::Blank(fields::FORMAT)), ..none() }),
    ]
}

/// A field of each kind of column that lists go by.
fn wanted_field() -> impl Strategy<Value = FieldId> {
    prop::sample::select(vec![fields::TYPE, fields::FORMAT, fields::CODE, fields::LINE])
}

fn query() -> impl Strategy<Value = Query> {
    let text = prop::sample::select(vec!["", "", "", "c", "ch", "z", "长", "1990", "a", "x", "3"]);
    (text, filters(), any::<bool>(), sort(), any::<bool>()).prop_map(
        |(text, filters, show_closed, sort, is_descending)| Query {
            text: text.to_owned(),
            filters,
            show_closed,
            sort,
            is_descending,
        },
    )
}

fn is_wanted(book: &Book, row: Row, filters: &Filters, today: NaiveDate) -> bool {
    let is_word =
        |field, word: &Option<String>| word.is_none() || book.text(row, field) == word.as_deref();
    let derived = book.derived(row);
    let days_left = derived.expires_on().map(|it| (it - today).num_days());
    (if filters.deleted { book.is_deleted(row) } else { book.is_visible(row) })
        && is_word(fields::LINE, &filters.line)
        && is_word(fields::DISTRICT, &filters.district)
        && is_word(fields::MANAGER, &filters.manager)
        && filters.class.as_ref().is_none_or(|class| {
            let code = book.class_code(row).unwrap_or_default();
            code == class || (class.len() == 1 && code.contains(class))
        })
        && filters.customer_type.is_none_or(|it| book.customer_type(row) == it)
        && filters.state.is_none_or(|it| book.choice(row, fields::STATUS) == Some(it))
        && (!filters.incomplete || derived.n_filled() < derived.n_applicable())
        && filters
            .incomplete_group
            .is_none_or(|it| derived.filled[it.index()] < derived.applicable[it.index()])
        && (!filters.stale || derived.stale_from().is_some_and(|it| it <= today))
        && (!filters.unconfirmed || derived.n_unknown > 0)
        && match filters.expiring {
            None => true,
            Some(Expiring::Expired) => days_left.is_some_and(|it| it < 0),
            Some(Expiring::Within(n)) => days_left.is_some_and(|it| 0 <= it && it <= i64::from(n)),
        }
        && filters.batch.is_none_or(|it| book.origin(row).unwrap().batch == Some(it))
        && filters.values.iter().all(|(field, wanted)| is_value(book, row, *field, wanted))
        && filters.finding.is_none_or(|it| match it {
            Finding::Alert => alerts(book, today).iter().any(|alert| alert.row == row),
            Finding::Blank(field) => {
                let applies = jipan_rules::schema::field(field)
                    .is_some_and(|def| def.types.contains(book.customer_type(row)));
                applies && book.value(row, field).is_none()
            }
            Finding::Stale(_)
            | Finding::Unconfirmed(_)
            | Finding::Fresh(_)
            | Finding::Contradiction(_)
            | Finding::SharedPhone
            | Finding::ClassCheck
            | Finding::OtherScale
            | Finding::Served(_) => panic!("not asked for here"),
        })
}

/// Whether a row has a value in the words of a facet; blank = none of a field that applies.
fn is_value(book: &Book, row: Row, field: FieldId, wanted: &str) -> bool {
    let of_type = book.customer_type(row);
    let held = match book.value(row, field) {
        _ if field == fields::CLASS => book.class_code(row).map(str::to_owned),
        None if field == fields::TYPE => Some(of_type.code().to_string()),
        Some(Value::Text(text)) => Some(text.to_string()),
        Some(Value::Choice(code)) => Some(code.to_string()),
        Some(Value::YesNo(yes)) => Some(u8::from(yes).to_string()),
        Some(other) => panic!("not counted by value: {other:?}"),
        None => None,
    };
    match held {
        Some(held) => held == wanted,
        None => {
            wanted.is_empty() && jipan_rules::schema::field(field).unwrap().types.contains(of_type)
        }
    }
}

/// What a row is sorted by, ascending, and whether it has that at all.
fn naive_key(book: &Book, sort: Sort, row: Row) -> Option<(u64, String, String)> {
    let name = book.text(row, fields::NAME);
    let text = |it: Option<&str>| it.map(|it| (0, it.to_owned(), String::new()));
    let word = |it: Option<&str>| it.map(|it| (0, natural_key(it).0, it.to_owned()));
    let number = |it: u64| Some((it, String::new(), String::new()));
    let derived = book.derived(row);
    match sort {
        Sort::Name => name.map(|it| {
            let read: String = main_reading(&readings(it).pinyin).collect();
            (0, if read.is_empty() { format!("~{it}") } else { read }, it.to_owned())
        }),
        Sort::Code => text(book.text(row, fields::CODE)),
        Sort::Completeness if derived.n_applicable() == 0 => None,
        Sort::Completeness => {
            number(u64::from(derived.n_filled() * 1_000_000 / derived.n_applicable()))
        }
        Sort::Changed if derived.changed_ms == 0 => None,
        Sort::Changed => number(u64::MAX - derived.changed_ms),
        Sort::Expiry => derived
            .expires_on()
            .and_then(|it| number(u64::try_from((it - day(0)).num_days()).unwrap())),
        Sort::District => word(book.text(row, fields::DISTRICT)),
        Sort::Line => word(book.text(row, fields::LINE)),
        Sort::Tier | Sort::Grade => {
            let field = if sort == Sort::Tier { fields::TIER } else { fields::GRADE };
            book.number(row, field).and_then(|it| number(u64::try_from(it).unwrap()))
        }
    }
}

fn naive_select(book: &Book, query: &Query, today: NaiveDate) -> Vec<Row> {
    let rank = |row: Row| match Needle::new(&query.text) {
        None => Some(None),
        Some(needle) => {
            let hits = search(&SearchTexts::of(book), &needle, book.n_rows() as usize);
            // An old name or code of a customer that was merged finds the one that stays.
            let merged = book.merged_into(row).into_iter();
            let merged = merged.filter(|it| book.key_row(*it) == Some(row));
            let ranks = std::iter::once(row).chain(merged).filter_map(|it| hits.rank(it));
            ranks.min().map(Some)
        }
    };
    let hides_closed =
        !query.show_closed && query.filters.state.is_none() && !query.filters.deleted;
    let mut rows: Vec<Row> = book
        .rows()
        .filter(|&row| rank(row).is_some())
        .filter(|&row| is_wanted(book, row, &query.filters, today))
        .filter(|&row| !(hides_closed && book.derived(row).is_closed))
        .collect();
    rows.sort_by(|&one, &other| {
        let key = |row| naive_key(book, query.sort, row);
        let by_name = |row| {
            let key = naive_key(book, Sort::Name, row);
            (key.is_none(), key, row)
        };
        let name_of = |row: Row| book.text(row, fields::NAME);
        let ties = if query.sort == Sort::Code {
            (name_of(one), one).cmp(&(name_of(other), other))
        } else {
            by_name(one).cmp(&by_name(other))
        };
        let keyed = key(one).cmp(&key(other)).then(ties);
        let is_turned = query.is_descending && key(one).is_some() && key(other).is_some();
        rank(one)
            .cmp(&rank(other))
            .then(key(one).is_none().cmp(&key(other).is_none()))
            .then(if is_turned { keyed.reverse() } else { keyed })
    });
    rows
}

proptest! {
    #[test]
    fn a_list_holds_what_was_asked_for_whatever_was_asked_before(
        steps in prop::collection::vec((ops(12), prop::collection::vec(query(), 1..4)), 1..6),
        undo in any::<bool>(),
    ) {
        let mut book = Book::new();
        let mut searcher = Searcher::default();
        let today = day(30);
        for (seq, (ops, queries)) in (0..).zip(steps) {
            let applied = book.apply(&change(seq, ops));
            if undo && seq % 2 == 1 {
                searcher.select(&book, &queries[0], today);
                book.revert(applied);
            }
            for query in queries {
                let list = searcher.select(&book, &query, today);
                prop_assert_eq!(&list.rows, &naive_select(&book, &query, today));
                prop_assert_eq!(&list, &select(&book, &query, today));
                prop_assert_eq!(list.n_shown, list.rows.len());
                prop_assert_eq!(list.n_all, book.rows().filter(|&it| book.is_visible(it)).count());
                let all = select(&book, &Query { show_closed: true, ..query }, today);
                prop_assert_eq!(list.n_shown + list.n_closed_hidden, all.n_shown);
                let rows: BTreeSet<_> = list.rows.iter().collect();
                prop_assert_eq!(rows.len(), list.rows.len());
            }
        }
    }

    #[test]
    fn each_number_of_the_home_screen_is_the_length_of_its_list(
        steps in prop::collection::vec(ops(12), 1..8),
    ) {
        let mut book = Book::new();
        for (seq, ops) in (0..).zip(steps) {
            let _applied = book.apply(&change(seq, ops));
        }
        let today = day(30);
        let home = overview(&book, today);
        let n = |filters: Filters| {
            select(&book, &Query { filters, ..Query::default() }, today).n_shown
        };
        let none = Filters::default;
        prop_assert_eq!(home.n_customers, book.n_customers() as usize);
        prop_assert_eq!(home.n_open, n(none()));
        prop_assert_eq!(home.n_deleted, n(Filters { deleted: true, ..none() }));
        prop_assert_eq!(home.n_stale, n(Filters { stale: true, ..none() }));
        prop_assert_eq!(home.n_unconfirmed, n(Filters { unconfirmed: true, ..none() }));
        let alerting = Some(Finding::Alert);
        prop_assert_eq!(home.n_alerting, n(Filters { finding: alerting, ..none() }));
        prop_assert_eq!(home.all.n_incomplete, n(Filters { incomplete: true, ..none() }));
        let expiring = |it| n(Filters { expiring: Some(it), ..none() });
        prop_assert_eq!(home.n_expired, expiring(Expiring::Expired));
        for (days, n_expiring) in home.n_expiring {
            prop_assert_eq!(n_expiring, expiring(Expiring::Within(days)));
        }
        for (state, n_customers) in &home.by_state {
            if state.is_some() {
                prop_assert_eq!(*n_customers, n(Filters { state: *state, ..none() }));
            }
        }
        for of_type in &home.by_type {
            let customer_type = Some(of_type.customer_type);
            prop_assert_eq!(of_type.n_customers, n(Filters { customer_type, ..none() }));
            for (group, count) in &of_type.groups {
                let incomplete_group = Some(*group);
                let filters = Filters { customer_type, incomplete_group, ..none() };
                prop_assert_eq!(count.n_incomplete, n(filters));
            }
        }
        for facet in facets(&book, fields::LINE) {
            prop_assert_eq!(facet.n_customers, n(Filters { line: Some(facet.value), ..none() }));
        }
        for facet in facets(&book, fields::CLASS) {
            prop_assert_eq!(facet.n_customers, n(Filters { class: Some(facet.value), ..none() }));
        }
        for facet in facets(&book, fields::STATUS) {
            let state = facet.value.parse().ok();
            prop_assert_eq!(facet.n_customers, n(Filters { state, ..none() }));
        }
    }
}
