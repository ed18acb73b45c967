//! The opportunities of all customers as they stand today, kept beside the book: rows that changed are
//! folded anew, on a new day or by another rule all of them stand anew. Not here: what is listed of them
//! (`lists`), the fold itself (`jipan_book`) and the rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::{Book, DealView, RemarkView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Course, DealStanding, Entry, Fact, FunnelHistory, path, standing};
use jipan_rules::schema::fields;
use jipan_rules::status::is_closed;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId, PersonId};

use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;

/// More rows than these are looked at in slices. `OURS`
pub(super) const ROWS_AT_ONCE: usize = 2_000;
/// Customers that are folded in one unit of work.
const ROWS_PER_UNIT: u32 = 16;
/// Customers that are listed in one unit of work.
const LISTED_PER_UNIT: u32 = 64;

/// An opportunity as it stands.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) deal: DealView,
    pub(crate) standing: DealStanding,
    /// Where it was. What the clock of another tablet dates later than today is of today, so that whoever is
    /// on the board is counted.
    pub(crate) path: Vec<Entry>,
}

/// An instruction that waits for an answer.
#[derive(Debug)]
pub(crate) struct Instruction {
    pub(crate) id: FactId,
    /// The customer it was written for.
    pub(crate) customer: CustomerId,
    pub(crate) text: String,
}

/// What is known of a customer.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) deals: Vec<Known>,
    /// In whose hands it is; `None` while nobody opened anything.
    pub(crate) owner: Option<PersonId>,
    /// When it was handed over last, and by whom.
    pub(crate) handed: Option<(NaiveDate, PersonId)>,
    pub(crate) instructions: Vec<Instruction>,
    /// Closed shops are on no board and no list.
    pub(crate) is_closed: bool,
}

/// The opportunities of all customers.
#[derive(Debug, Default)]
pub(crate) struct FunnelIndex {
    pub(crate) shops: BTreeMap<Row, Shop>,
    /// The rules in force; none before the first look. So the first part holds none.
    rules: Option<Rc<FunnelHistory>>,
    /// Rows that are not up to date, and whether their facts are to be folded anew.
    todo: BTreeMap<Row, bool>,
    /// Of customers that were merged the row under which they are listed.
    under: BTreeMap<Row, Row>,
    /// The state of the book that was looked at last.
    revision: Option<u64>,
    /// The state of the book of which the rules are.
    rules_of: Option<u64>,
    today: Option<NaiveDate>,
    /// Grows whenever something in here becomes another one.
    pub(crate) n_made: u64,
}

impl Known {
    /// What it is worth: its order while that counts, else what is expected.
    pub(crate) fn amount(&self) -> Option<Money> {
        amount_of(&self.deal, &self.standing)
    }

    /// What it adds to the forecast: amount and weight.
    pub(crate) fn pipeline(&self) -> Option<(Money, u8)> {
        self.standing.pipeline(self.deal.order.is_some_and(|(_, _, counts)| counts))
    }
}

/// What an opportunity is worth: its order while that counts, else what is expected.
pub(crate) fn amount_of(deal: &DealView, standing: &DealStanding) -> Option<Money> {
    let order = deal.order.filter(|(_, _, counts)| *counts);
    order.map(|(_, fen, _)| Money::from_fen(fen)).or(standing.amount)
}

/// The places of an opportunity up to today, none of them later.
fn path_until(course: &Course, rules: &FunnelHistory, today: NaiveDate) -> Vec<Entry> {
    let mut path = path(course, rules, today);
    for entry in &mut path {
        entry.on = entry.on.min(today);
    }
    path
}

impl FunnelIndex {
    /// Whether something is not up to date.
    pub(crate) fn is_counting(&self) -> bool {
        !self.todo.is_empty()
    }

    /// The rules by which all stands.
    pub(crate) fn rules(&self) -> Rc<FunnelHistory> {
        self.rules.clone().unwrap_or_default()
    }

    /// Takes note of what changed in the book, of the rules and of the day.
    fn follow(&mut self, book: &Book, today: NaiveDate) {
        let mut is_anew = self.today.replace(today) != Some(today);
        if self.rules_of.replace(book.standing_revision()) != Some(book.standing_revision()) {
            let rules = book.rule_book().funnel();
            if self.rules.as_deref() != Some(&rules) {
                self.rules = Some(Rc::new(rules));
                is_anew = true;
            }
        }
        if self.revision != Some(book.revision()) {
            if let Some(rows) = self.revision.and_then(|it| book.touched_since(it)) {
                self.fold_touched(book, rows);
            } else {
                let known = self.shops.keys().copied();
                self.todo.extend(known.chain(book.funnel_rows()).map(|row| (row, true)));
            }
            self.revision = Some(book.revision());
        }
        if is_anew {
            for row in self.shops.keys() {
                self.todo.entry(*row).or_insert(false);
            }
        }
    }

    /// Rows that were touched, and those under which they are or were listed.
    fn fold_touched(&mut self, book: &Book, rows: Vec<Row>) {
        for row in rows {
            let listed = [Some(row), book.survivor(row), self.under.get(&row).copied()];
            for row in listed.into_iter().flatten() {
                if self.shops.contains_key(&row) || !book.facts(row).is_empty() {
                    self.todo.insert(row, true);
                }
            }
        }
    }

    /// Brings so many rows up to date; whether there are more.
    fn work(&mut self, book: &Book, today: NaiveDate, n_rows: usize) -> bool {
        let rules = self.rules();
        for _ in 0..n_rows {
            let Some((row, is_folded)) = self.todo.pop_first() else { break };
            self.n_made = self.n_made.saturating_add(1);
            match self.shops.get_mut(&row) {
                Some(shop) if !is_folded => shop.stand_anew(&rules, today),
                Some(_) | None => self.fold(book, row, (&rules, today)),
            }
        }
        self.is_counting()
    }

    /// Brings all of it up to date.
    pub(super) fn end(&mut self, book: &Book, today: NaiveDate) {
        while self.work(book, today, ROWS_AT_ONCE) {}
    }

    fn fold(&mut self, book: &Book, row: Row, by: (&FunnelHistory, NaiveDate)) {
        let Some(shop) = Shop::of(book, row, by) else {
            self.shops.remove(&row);
            return;
        };
        for other in book.facts(row).iter().filter_map(|it| book.row_of(it.customer)) {
            if other != row {
                self.under.insert(other, row);
            }
        }
        self.shops.insert(row, shop);
    }
}

impl Shop {
    fn of(book: &Book, row: Row, (rules, today): (&FunnelHistory, NaiveDate)) -> Option<Self> {
        let facts = book.facts(row);
        if facts.is_empty() || !book.is_visible(row) {
            return None;
        }
        let known = |deal: DealView| {
            let standing = standing(&deal.course, rules, today)?;
            let path = path_until(&deal.course, rules, today);
            Some(Known { deal, standing, path })
        };
        let hand = facts.iter().rev().filter(|it| !it.is_gone);
        let mut hand = hand.filter(|it| matches!(it.fact, Fact::Hand { .. }));
        let waits = book.remarks(row).into_iter().filter(|it| it.asks && it.answers.is_empty());
        let instruction = |it: RemarkView<'_>| {
            let customer = facts.iter().find(|fact| fact.id == it.id)?.customer;
            Some(Instruction { id: it.id, customer, text: it.text.to_owned() })
        };
        Some(Self {
            deals: book.deals(row).into_iter().filter_map(known).collect(),
            owner: book.owner(row),
            handed: hand.next().map(|it| (it.writer.on, it.writer.by)),
            instructions: waits.filter_map(instruction).collect(),
            is_closed: book.choice(row, fields::STATUS).is_some_and(is_closed),
        })
    }

    /// The same facts on another day, or by other rules.
    fn stand_anew(&mut self, rules: &FunnelHistory, today: NaiveDate) {
        for known in &mut self.deals {
            if let Some(now) = standing(&known.deal.course, rules, today) {
                known.standing = now;
            }
            known.path = path_until(&known.deal.course, rules, today);
        }
    }
}

impl Model {
    /// Brings the opportunities up to date: at once, or, where many changed, in slices.
    pub(crate) fn follow_funnel(&mut self) {
        let index = &mut self.funnel.index;
        index.follow(&self.book, self.today);
        if self.jobs.iter().any(|job| matches!(job, Job::Funnel)) {
            return;
        }
        if index.todo.len() > ROWS_AT_ONCE {
            self.jobs.push_back(Job::Funnel);
        } else {
            index.work(&self.book, self.today, ROWS_AT_ONCE);
        }
    }

    /// A slice of many.
    pub(crate) fn funnel_slice(&mut self, units: u32, effects: &mut Vec<Effect>) -> Slice {
        let n_rows = |of: u32| usize::try_from(units.saturating_mul(of)).unwrap_or(usize::MAX);
        let index = &mut self.funnel.index;
        index.follow(&self.book, self.today);
        let is_more = if index.is_counting() {
            // Then they are listed.
            index.work(&self.book, self.today, n_rows(ROWS_PER_UNIT));
            true
        } else if self.is_counted_by_day() {
            self.count_more(n_rows(LISTED_PER_UNIT))
        } else {
            self.list_more(n_rows(LISTED_PER_UNIT))
        };
        if is_more {
            return Slice::More(Job::Funnel);
        }
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jipan_book::{Action, Change, ChangeId, FunnelWrite, Op, Stamp};
    use jipan_rules::Uuid;
    use jipan_rules::funnel::{Channel, Level, Opened, Source, Template};
    use jipan_rules::value::Value;
    use jipan_rules::values::ids::{DealId, ReplicaId};

    use super::*;

    pub(in crate::funnel) fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, n).unwrap()
    }

    pub(in crate::funnel) fn id(n: u64) -> CustomerId {
        CustomerId::new(Uuid::from_u128(u128::from(n)))
    }

    pub(in crate::funnel) fn apply(book: &mut Book, seq: u64, ops: Vec<Op>) {
        let replica = ReplicaId::new(1);
        let change = Change {
            id: ChangeId { replica, seq },
            stamp: Stamp::new(1_000 + seq, 0, replica),
            on: day(1),
            by: PersonId::new(Uuid::nil()),
            action: Action::AddProspect,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        };
        drop(book.apply(&change));
    }

    /// A book of so many prospects.
    pub(in crate::funnel) fn prospects(n: u64) -> Book {
        let mut book = Book::new();
        for n in 1..=n {
            let source = Source::of(Channel::WalkIn);
            let (will, ability) = (None, None);
            let opened = Opened { template: Template::Retail, source, will, ability };
            let name = (fields::NAME, Value::Text(format!("{n}").into()));
            let ops = vec![
                Op::Create { id: id(n), values: vec![name] },
                Op::Funnel {
                    id: FactId::new(Uuid::from_u128(u128::from(n))),
                    customer: id(n),
                    deal: Some(DealId::new(Uuid::from_u128(u128::from(n)))),
                    write: FunnelWrite::Say(Box::new(Fact::Open(opened))),
                },
            ];
            apply(&mut book, n, ops);
        }
        book
    }

    #[test]
    fn only_what_changed_is_looked_at_again_and_all_of_it_on_a_new_day() {
        let mut book = prospects(30);
        let mut index = FunnelIndex::default();
        index.follow(&book, day(1));
        assert!(index.work(&book, day(1), 29), "one is left");
        assert!(!index.work(&book, day(1), 29));
        assert_eq!((index.shops.len(), index.n_made), (30, 30));
        index.follow(&book, day(1));
        assert!(!index.is_counting(), "nothing changed");
        apply(&mut book, 99, vec![Op::Delete { id: id(7) }]);
        index.follow(&book, day(1));
        assert_eq!(index.todo.len(), 1);
        index.work(&book, day(1), 5);
        assert_eq!((index.shops.len(), index.n_made), (29, 31));
        index.follow(&book, day(20));
        assert!(index.todo.values().all(|is_folded| !is_folded));
        index.work(&book, day(20), 100);
        let standings = index.shops.values().map(|it| it.deals[0].standing);
        assert!(standings.clone().all(|it| it.days == 19 && it.level == Level::N));
        assert_eq!(standings.count(), 29);
    }

    #[test]
    fn another_rule_lets_all_stand_anew_without_folding() {
        let mut book = prospects(3);
        let mut index = FunnelIndex::default();
        index.follow(&book, day(10));
        index.work(&book, day(10), 10);
        let due = |index: &FunnelIndex| {
            let first = index.shops.values().next().unwrap();
            first.deals[0].standing.due.unwrap().on
        };
        assert_eq!(due(&index), day(2));
        let key = jipan_rules::setting::RuleKey::Funnel(jipan_rules::setting::FunnelKey::FollowUp);
        let op = book.put_rule(key.code(), day(5), Some("7;15;30;90;90;7;4;30;2;30".into()));
        apply(&mut book, 50, vec![op]);
        index.follow(&book, day(10));
        assert_eq!(index.todo.len(), 3);
        index.work(&book, day(10), 10);
        assert_eq!(due(&index), day(5));
    }
}
