//! Tests of `sample`.

use jipan_rules::check::{check_record, check_value};
use jipan_rules::contradiction::Contradiction;
use jipan_rules::schema::field;

use jipan_rules::values::ids::ReplicaId;

use super::*;
use crate::book::Book;
use crate::change::{Action, ChangeId};
use crate::quality::Tally;
use crate::stamp::Stamp;

pub(super) fn load(today: NaiveDate) -> (Book, Vec<Change>) {
    load_with(today, 1)
}

/// The sample of a company whose years begin with a month.
pub(super) fn load_with(today: NaiveDate, fiscal_start: u8) -> (Book, Vec<Change>) {
    let by = PersonId::new(Uuid::from_u128(1));
    let env = SampleEnv { now_ms: 1_800_000_000_000, today, by, fiscal_start };
    let mut last = 0;
    let mut fresh_id = || {
        last += 1;
        // Below are the ids of rows of the budget.
        Uuid::from_u128(1 << 64 | last)
    };
    let changes = sample(env, &mut fresh_id);
    let mut book = Book::new();
    for change in &changes {
        drop(book.apply(change));
    }
    (book, changes)
}

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

#[test]
fn every_sample_value_is_valid() {
    let (book, changes) = load(today());
    assert_eq!(book.n_customers(), SAMPLE_CUSTOMERS);
    assert!(changes.iter().all(|change| change.encode().unwrap().len() <= 64 * 1024));
    for row in book.rows() {
        for of in book.filled_fields(row) {
            let def = field(of).unwrap();
            let value = book.value(row, of).unwrap();
            assert_eq!(check_value(def, &value), Ok(()), "{}", def.key);
            assert!(def.types.contains(book.customer_type(row)), "{}", def.key);
        }
        assert_eq!(check_record(|of| book.value(row, of)), []);
    }
}

#[test]
fn the_sample_shows_every_case() {
    let (book, _) = load(today());
    let count =
        |holds: &dyn Fn(crate::arena::Row) -> bool| book.rows().filter(|&row| holds(row)).count();
    for of in CustomerType::ALL {
        assert!(count(&|row| book.customer_type(row) == of) >= 10, "{of:?}");
    }
    assert!(count(&|row| book.derived(row).is_closed) >= 10);
    assert!(count(&|row| book.derived(row).is_stale(today())) >= 50);
    assert!(count(&|row| book.derived(row).n_unknown > 0) >= 50);
    assert!(
        count(&|row| book.derived(row).n_unknown == 0 && !book.derived(row).is_stale(today()))
            >= 50
    );
    let expired = |row| book.derived(row).expires_on().is_some_and(|on| on < today());
    assert!(count(&expired) >= 5);
    assert!(count(&|row| book.text(row, fields::PHONE).is_none()) >= 10);
    assert!(count(&|row| book.class_code(row).is_none()) >= 10);
    assert!(count(&|row| book.notes(row).count() > 1) >= 10);
    assert!(count(&|row| !book.contacts(row).is_empty()) >= 20);
    let mut places: Vec<_> = book
        .rows()
        .filter_map(|row| Some((book.text(row, fields::NAME)?, book.text(row, fields::ADDRESS)?)))
        .collect();
    let n_places = places.len();
    places.sort_unstable();
    places.dedup();
    assert!(places.len() < n_places, "some shop stands in the book twice");
    assert!((1..30).contains(&count(&|row| book.has_differences(row))));
}

#[test]
fn the_sample_has_prospects_in_every_stage_and_every_way_out() {
    use jipan_rules::funnel::{Fact, FunnelHistory, Place, Stage, Turn, standing};
    let (book, changes) = load(today());
    let mut places = std::collections::BTreeMap::new();
    let mut n_late = 0;
    for row in book.funnel_rows() {
        assert!(!book.derived(row).is_closed);
        for deal in book.deals(row) {
            let it = standing(&deal.course, &FunnelHistory::default(), today()).unwrap();
            *places.entry(it.place).or_insert(0) += 1;
            n_late += usize::from(it.due.is_some_and(|due| due.late_days > 0));
            assert!(!deal.course.has_unseen() && deal.course.n_odd() == 0, "{deal:?}");
        }
    }
    let stages = Stage::ALL.into_iter().zip([6, 8, 4, 2]).map(|(it, n)| (Place::In(it), n));
    let outs = [Turn::Cancelled, Turn::Lost, Turn::Frozen, Turn::OutOfReach];
    let all = stages.chain(outs.map(|it| (Place::Out(it), 1))).collect();
    assert_eq!(places, all);
    assert!(n_late > 0 && n_late < 24, "{n_late}");
    let facts = changes.iter().flat_map(|change| &change.ops).filter_map(|op| {
        let crate::change::Op::Funnel { write, .. } = op else { return None };
        let crate::change::FunnelWrite::Say(fact) = write else { return None };
        Some(fact)
    });
    let facts: Vec<&Fact> = facts.map(|it| &**it).collect();
    assert!(facts.iter().all(|it| it.fault().is_none()));
    assert!(facts.iter().any(|it| it.referrer().is_some()), "somebody was sent by a customer");
}

#[test]
fn the_sample_contradicts_itself_where_it_is_meant_to() {
    for today in [today(), NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()] {
        let (book, _) = load(today);
        let mut tally = Tally::new(today, jipan_rules::setting::RulesOn::default());
        while tally.step(&book, 64) {}
        let report = tally.finish();
        let found: Vec<_> = report.contradictions.into_iter().filter(|(_, n)| *n > 0).collect();
        let meant = [
            (Contradiction::ReviewAfterValidTo, 2),
            (Contradiction::ExpiredButOpen, 13),
            (Contradiction::CancelledWithCycle, 6),
        ];
        assert_eq!(found, meant, "{today}");
        let n_reviewed = book.rows().filter(|row| book.is_filled(*row, fields::REVIEW)).count();
        assert!((180..=260).contains(&n_reviewed), "{n_reviewed}");
        assert_eq!(report.n_shared_phone, 4, "twins of two shops; the third has no phone");
    }
}

#[test]
fn a_year_of_the_sample_happens_in_its_order_and_before_now() {
    let (book, changes) = load(today());
    assert!(changes.is_sorted_by_key(|change| (change.stamp, change.on)));
    assert!(
        changes.iter().all(|change| change.on <= today() && change.stamp.ms() <= 1_800_000_000_000)
    );
    let n_of = |action: Action| changes.iter().filter(|change| change.action == action).count();
    for action in [
        Action::AddCustomer,
        Action::EditField,
        Action::ConfirmField,
        Action::AddNote,
        Action::EditContact,
        Action::BulkEdit,
        Action::Import,
    ] {
        assert!(n_of(action) > 0, "{action:?}");
    }
    // Each write knows what it overwrote, so the year can be read backwards.
    let mut again = Book::new();
    for change in &changes {
        for op in &change.ops {
            if let crate::change::Op::Put { id, field, was, .. } = op {
                assert_eq!(again.value(again.row_of(*id).unwrap(), *field), *was);
            }
        }
        drop(again.apply(change));
    }
    assert_eq!(again.digest(), book.digest());
}

#[test]
fn the_sample_of_a_day_is_always_the_same() {
    let (one, other) = (load(today()).0, load(today()).0);
    assert_eq!(one.digest(), other.digest());
    let names = |book: &Book| -> std::collections::BTreeSet<String> {
        book.rows().filter_map(|row| book.text(row, fields::NAME)).map(str::to_owned).collect()
    };
    assert!(names(&one).len() > 200);
}

#[test]
fn the_sample_can_be_taken_out_as_a_batch() {
    let (mut book, changes) = load(today());
    let batch = changes[0].batch.unwrap();
    let lists = crate::undo::split(crate::undo::invert_batch(&book, batch));
    for (seq, ops) in (100..).zip(lists) {
        let change = Change {
            id: ChangeId { replica: ReplicaId::new(1), seq },
            stamp: Stamp::new(1_900_000_000_000 + seq, 0, ReplicaId::new(1)),
            action: Action::RemoveSample,
            ops,
            ..changes[0].clone()
        };
        drop(book.apply(&change));
    }
    assert_eq!(book.n_customers(), 0);
    assert_eq!(book.n_orders(), 0);
    assert!(book.budget().values().all(|it| it.value.is_none()), "nothing of the budget is left");
    let is_there = |code: &str| {
        book.product(crate::product_id_of(code)).is_some_and(|it| it.values().next().is_some())
    };
    assert!(!is_there("YP01") && !is_there("YP10"));
    assert_eq!(book.batch(batch).unwrap().info.n_added, SAMPLE_CUSTOMERS);
}
