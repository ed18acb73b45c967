//! Packing writes into changes that keep the limits. Not here: what the writes mean.

use jipan_rules::values::ids::CustomerId;

use super::{CHANGE_BYTES_MAX, CHANGE_RECORDS_MAX, Op};

/// Fill of a change under way. Records are counted as runs of one id, which is an upper bound.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fill {
    pub(super) n_records: usize,
    pub(super) n_bytes: usize,
    last: Option<CustomerId>,
}

impl Fill {
    pub(super) fn add(&mut self, op: &Op) {
        let customer = op.customer();
        if customer.is_some() && customer != self.last {
            self.n_records += 1;
            self.last = customer;
        }
        self.n_bytes += op.n_bytes_max();
    }

    pub(super) fn add_all(&mut self, ops: &[Op]) {
        for op in ops {
            self.add(op);
        }
    }
}

/// Packs writes into changes within the limits, keeping their order.
///
/// ```
/// use jipan_book::{Op, Packer};
/// use jipan_rules::{Uuid, values::ids::CustomerId};
/// let mut packer = Packer::default();
/// let mut changes = Vec::new();
/// for n in 1..=450 {
///     changes.extend(packer.push(Op::Delete { id: CustomerId::new(Uuid::from_u128(n)) }));
/// }
/// changes.extend(packer.finish());
/// assert_eq!(changes.iter().map(Vec::len).collect::<Vec<_>>(), [200, 200, 50]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Packer {
    ops: Vec<Op>,
    fill: Fill,
}

impl Packer {
    /// Adds a write; gives the writes of a full change if this one no longer fits into it.
    #[must_use = "the writes given back belong into a change"]
    pub fn push(&mut self, op: Op) -> Option<Vec<Op>> {
        let mut fill = self.fill;
        fill.add(&op);
        if fits(fill) || self.ops.is_empty() {
            self.fill = fill;
            self.ops.push(op);
            return None;
        }
        self.fill = Fill::default();
        self.fill.add(&op);
        Some(std::mem::replace(&mut self.ops, vec![op]))
    }

    /// Adds writes that stay together; gives those of a full change if these no longer fit into it.
    #[must_use = "the writes given back belong into a change"]
    pub(crate) fn push_all(&mut self, ops: Vec<Op>) -> Option<Vec<Op>> {
        let mut fill = self.fill;
        fill.add_all(&ops);
        if self.ops.is_empty() || fits(fill) {
            self.fill = fill;
            self.ops.extend(ops);
            return None;
        }
        self.fill = Fill::default();
        self.fill.add_all(&ops);
        Some(std::mem::replace(&mut self.ops, ops))
    }

    /// The writes left over.
    pub fn finish(self) -> Option<Vec<Op>> {
        (!self.ops.is_empty()).then_some(self.ops)
    }
}

/// Whether that is no more than one change may hold: room is left for what it carries besides.
fn fits(fill: Fill) -> bool {
    fill.n_records <= CHANGE_RECORDS_MAX && fill.n_bytes + 256 <= CHANGE_BYTES_MAX
}
