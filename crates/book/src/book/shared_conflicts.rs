//! Conflicts about products and rules: two values for one first day, written by people who did not see
//! each other's. They follow from what is kept of that day, so nothing notes them. Not here: which
//! value counts, which is the later one.

use std::cmp::Reverse;

use jipan_rules::budget::BudgetKey;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{FactId, ProductId};
use jipan_rules::{NaiveDate, Uuid};

use super::registers::Register;
use super::{Book, Origin};
use crate::change::{ChangeId, Op};
use crate::hash::Mix;
use crate::sorting::sort_by_key;

/// What is in force from a day on: a field of a product, or a rule by its code. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedPlace {
    /// A field of a product; without a day where it is not dated.
    Product(ProductId, FieldId, Option<NaiveDate>),
    /// A rule.
    Rule(u16, NaiveDate),
    /// A value of the budget.
    Budget(BudgetKey),
}

/// One of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedValue<'a> {
    /// Of a product; `None` = it was taken back.
    Product(Option<&'a Value>),
    /// Of a rule, in its words; `None` = it was taken back.
    Rule(Option<&'a str>),
    /// Of the budget, in its words; `None` = it was taken back.
    Budget(Option<&'a str>),
}

/// One side of a conflict: what, and who wrote it when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedSide<'a> {
    /// What.
    pub value: SharedValue<'a>,
    /// By which change.
    pub writer: &'a Origin,
}

/// Two values for one first day, of which the one that was lost was never seen by who wrote later. `OURS`
///
/// ```
/// assert_eq!(jipan_book::Book::new().shared_conflicts(), [], "nothing was written twice");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedConflict<'a> {
    /// The same on every device, whatever it heard of first.
    pub id: FactId,
    /// Of what, and from which day on.
    pub place: SharedPlace,
    /// The one that shows.
    pub shown: SharedSide<'a>,
    /// The one that it came over.
    pub lost: SharedSide<'a>,
}

/// What is decided between two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedChoice {
    /// The one that shows stays.
    Shown,
    /// The other one is taken.
    Lost,
    /// Neither, but this value of a product.
    Other(Option<Value>),
}

impl Book {
    /// The conflicts about products and rules that nobody decided, the latest first. Costs as much as
    /// they are many.
    pub fn shared_conflicts(&self) -> Vec<SharedConflict<'_>> {
        let mut all: Vec<_> =
            self.unseen_shared.iter().flat_map(|at| self.unseen_at(*at)).collect();
        sort_by_key(&mut all, |it| {
            (Reverse(it.shown.writer.rank()), Reverse(it.lost.writer.rank()))
        });
        all
    }

    fn unseen_at(&self, place: SharedPlace) -> Vec<SharedConflict<'_>> {
        match place {
            SharedPlace::Product(id, field, from) => {
                let all = self.product_value(id, (field, from));
                self.conflicts_of(place, all, SharedValue::Product)
            }
            SharedPlace::Rule(key, from) => {
                let all = self.rules.get(&(key, from));
                self.conflicts_of(place, all, |value| SharedValue::Rule(value.map(AsRef::as_ref)))
            }
            SharedPlace::Budget(key) => {
                let all = self.budget.get(&key);
                self.conflicts_of(place, all, |value| SharedValue::Budget(value.map(AsRef::as_ref)))
            }
        }
    }

    fn conflicts_of<'a, V: Clone + PartialEq>(
        &'a self,
        place: SharedPlace,
        all: Option<&'a Register<V>>,
        value: impl Fn(Option<&'a V>) -> SharedValue<'a>,
    ) -> Vec<SharedConflict<'a>> {
        let side = |it: &'a Register<V>| {
            let writer = self.writers.get(it.writer)?;
            Some(SharedSide { value: value(it.value.as_ref()), writer })
        };
        let unseen = all.and_then(|it| it.unseen(&self.writers));
        let sides = unseen.and_then(|(shown, lost)| Some((side(shown)?, lost)));
        let (shown, lost) = sides.map_or((None, Vec::new()), |(shown, lost)| (Some(shown), lost));
        let lost = lost.into_iter().filter_map(side);
        let both = lost.filter_map(|lost| Some((shown?, lost)));
        both.map(|(shown, lost)| {
            let id = id_of(place, shown.writer.change, lost.writer.change);
            SharedConflict { id, place, shown, lost }
        })
        .collect()
    }

    /// Notes whether something stands to be asked about a place, once this stands there.
    pub(super) fn note_unseen<V: Clone + PartialEq>(
        &mut self,
        place: SharedPlace,
        all: Option<&Register<V>>,
    ) {
        let unseen = all.and_then(|it| it.unseen(&self.writers));
        if unseen.is_some_and(|(_, lost)| !lost.is_empty()) {
            self.unseen_shared.insert(place);
        } else {
            self.unseen_shared.remove(&place);
        }
    }

    /// The writes that decide between two values, each to be a change of its own, in this order. None
    /// where the choice does not fit.
    ///
    /// A decision says anew what shall stand and names the value that it gave up, so that whoever takes
    /// it in knows that both were seen. For a third value the one that shows is kept first. Taken
    /// back, it is asked again.
    pub fn decide_shared(&self, conflict: &SharedConflict<'_>, choice: SharedChoice) -> Vec<Op> {
        let [shown, lost] = [conflict.shown.value, conflict.lost.value];
        let put = |value, was| write(conflict.place, value, was);
        match choice {
            SharedChoice::Shown => put(shown, lost).into_iter().collect(),
            SharedChoice::Lost => put(lost, shown).into_iter().collect(),
            SharedChoice::Other(value) => {
                let third = SharedValue::Product(value.as_ref());
                [put(shown, lost), put(third, shown)].into_iter().flatten().collect()
            }
        }
    }
}

fn write(place: SharedPlace, value: SharedValue<'_>, was: SharedValue<'_>) -> Option<Op> {
    match (place, value, was) {
        (
            SharedPlace::Product(id, field, from),
            SharedValue::Product(value),
            SharedValue::Product(was),
        ) => {
            let (value, was) = (value.cloned(), was.cloned());
            Some(Op::Product { id, field, from, value, was })
        }
        (SharedPlace::Rule(key, from), SharedValue::Rule(value), SharedValue::Rule(was)) => {
            let (value, was) = (value.map(Into::into), was.map(Into::into));
            Some(Op::Rule { key, from, value, was })
        }
        (SharedPlace::Budget(key), SharedValue::Budget(value), SharedValue::Budget(was)) => {
            let (value, was) = (value.map(Into::into), was.map(Into::into));
            Some(Op::Budget { key, value, was })
        }
        (SharedPlace::Product(..) | SharedPlace::Rule(..) | SharedPlace::Budget(_), ..) => None,
    }
}

/// The id of the conflict between two changes over a place, in no order. A UUID of version 8, so that it
/// is never one that a device made.
fn id_of(place: SharedPlace, one: ChangeId, other: ChangeId) -> FactId {
    let half = |seed: u64| {
        let mut mix = Mix::new(seed);
        for change in [one.min(other), one.max(other)] {
            mix.add(change.replica.number());
            mix.add(change.seq);
        }
        let (of, key, from) = match place {
            SharedPlace::Product(id, field, from) => (id.uuid(), field.0, from),
            SharedPlace::Rule(key, from) => (Uuid::nil(), key, Some(from)),
            SharedPlace::Budget(key) => {
                mix.add_bytes(key.part.as_bytes());
                mix.add(u64::from(key.at));
                (key.of, key.field, None)
            }
        };
        mix.add_bytes(of.as_bytes());
        mix.add(u64::from(key));
        mix.add_bytes(from.map(|day| day.to_string()).unwrap_or_default().as_bytes());
        mix.sum()
    };
    let high = (half(5) & !0xF000) | 0x8000;
    let low = (half(6) & !(0b11 << 62)) | (0b10 << 62);
    FactId::new(Uuid::from_u64_pair(high, low))
}
