//! A change cut by customers, and the same change with another stamp. Not here: who asks for a part.

use jipan_rules::values::ids::CustomerId;

use super::{Change, Op};
use crate::stamp::Stamp;

impl Change {
    /// The part about one customer: the same change with only the writes about it, in their order;
    /// `None` if it says nothing of it. The nil id stands for what is about no customer: batches.
    ///
    /// All parts of a change, for [`Change::customers`] and the nil id, taken in in any order give
    /// the book that the change gives. So the part of a customer also holds every word of the merge
    /// of another one that names it: the last one counts.
    ///
    /// ```
    /// use jipan_book::{Action, Change, ChangeId, Op, Stamp};
    /// use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
    /// use jipan_rules::{NaiveDate, Uuid};
    /// let (replica, [one, two, three]) =
    ///     (ReplicaId::new(1), [1, 2, 3].map(|n| CustomerId::new(Uuid::from_u128(n))));
    /// let change = Change {
    ///     id: ChangeId { replica, seq: 1 },
    ///     stamp: Stamp::new(5, 0, replica),
    ///     on: NaiveDate::default(),
    ///     by: PersonId::new(Uuid::nil()),
    ///     action: Action::MergeCustomers,
    ///     batch: None,
    ///     undoes: None,
    ///     undoes_batch: None,
    ///     ops: vec![
    ///         Op::Merge { loser: one, into: Some(two), was: None },
    ///         Op::Restore { id: two },
    ///     ],
    /// };
    /// assert_eq!(change.part_about(one).map(|part| part.ops.len()), Some(1));
    /// assert_eq!(change.part_about(two), Some(change.clone()));
    /// assert_eq!(change.part_about(three), None);
    /// ```
    pub fn part_about(&self, customer: CustomerId) -> Option<Self> {
        let is_about = |op: &Op| match op.customer() {
            None => customer.uuid().is_nil(),
            of => of == Some(customer) || op.other_customer() == Some(customer),
        };
        let losers: Vec<CustomerId> =
            self.ops.iter().filter(|op| is_about(op)).filter_map(loser_of).collect();
        let is_of_loser = |op: &Op| loser_of(op).is_some_and(|it| losers.contains(&it));
        let is_part = |op: &&Op| is_about(op) || is_of_loser(op);
        let ops: Vec<Op> = self.ops.iter().filter(is_part).cloned().collect();
        (!ops.is_empty()).then_some(Self { ops, ..*self })
    }

    /// Whether it says something that is about no customer: of products, rules or a batch.
    pub fn is_about_none(&self) -> bool {
        self.ops.iter().any(|op| op.customer().is_none())
    }

    /// The same change with another stamp: the one that counts for all.
    #[must_use]
    pub fn restamped(self, stamp: Stamp) -> Self {
        Self { stamp, ..self }
    }
}

/// The customer that a merge hides or shows again.
fn loser_of(op: &Op) -> Option<CustomerId> {
    if let Op::Merge { loser, .. } = op { Some(*loser) } else { None }
}
