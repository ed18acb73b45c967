//! The shape of operations in JSON. Not here: heads, values.

use std::collections::BTreeMap;

use jipan_book::{BatchInfo, BatchKind, ChangeId, ConflictSide, Op, Stamp};
use jipan_rules::NaiveDate;
use jipan_rules::Uuid;
use jipan_rules::budget::BudgetKey;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{
    BatchId, ContactId, CustomerId, DealId, FactId, OrderId, PersonId, ProductId,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::funnel::{self, WireFact};
use super::trade::{WireObjection, WireOrder};
use super::value::{Day, WireValue};
use super::{WireError, change_id, customer_of, hex, replica_of};

/// The kinds of operations that are known.
pub(super) const KINDS: [&str; 22] = [
    "create",
    "put",
    "confirm",
    "note",
    "retract",
    "delete",
    "restore",
    "batch",
    "reason",
    "stated",
    "merge",
    "distinct",
    "contact",
    "drop",
    "conflict",
    "resolve",
    "order",
    "objection",
    "product",
    "rule",
    "funnel",
    "budget",
];

type Id = (String, u64);

/// An operation. `c` is the customer, `f` the field, `v` the value, `w` what it was.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireOp {
    Create {
        c: CustomerId,
        v: Vec<(u16, WireValue)>,
    },
    Put {
        c: CustomerId,
        f: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<WireValue>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        b: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<WireValue>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wo: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Box<str>>,
    },
    Confirm {
        c: CustomerId,
        f: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<Day>,
    },
    Note {
        i: FactId,
        c: CustomerId,
        x: Box<str>,
    },
    Retract {
        i: FactId,
        c: CustomerId,
        is: bool,
    },
    Delete {
        c: CustomerId,
    },
    Restore {
        c: CustomerId,
    },
    Batch {
        i: BatchId,
        k: u8,
        x: String,
        n: [u32; 3],
    },
    Reason {
        of: Id,
        c: CustomerId,
        f: u16,
        x: Box<str>,
    },
    Stated {
        c: CustomerId,
        f: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<WireValue>,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        q: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<WireValue>,
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        wq: bool,
    },
    Merge {
        c: CustomerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<CustomerId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<CustomerId>,
    },
    Distinct {
        c: CustomerId,
        o: CustomerId,
        is: bool,
    },
    Contact {
        i: ContactId,
        c: CustomerId,
        f: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<WireValue>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        b: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<WireValue>,
    },
    Drop {
        i: ContactId,
        c: CustomerId,
        is: bool,
    },
    Conflict {
        i: FactId,
        c: CustomerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        k: Option<ContactId>,
        f: u16,
        s: Box<[WireSide; 2]>,
    },
    Resolve {
        i: FactId,
        c: CustomerId,
        is: bool,
    },
    Order {
        i: OrderId,
        c: CustomerId,
        w: WireOrder,
    },
    Objection {
        i: FactId,
        c: CustomerId,
        w: WireObjection,
    },
    Product {
        i: ProductId,
        f: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<WireValue>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<WireValue>,
    },
    Rule {
        k: u16,
        on: Day,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<Box<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<Box<str>>,
    },
    Funnel {
        i: FactId,
        c: CustomerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        d: Option<DealId>,
        w: WireFact,
    },
    Budget {
        k: u16,
        i: Uuid,
        #[serde(default, skip_serializing_if = "Uuid::is_nil")]
        p: Uuid,
        #[serde(default, skip_serializing_if = "is_zero")]
        at: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        v: Option<Box<str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        w: Option<Box<str>>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "made for serde")]
fn is_zero(n: &u16) -> bool {
    *n == 0
}

/// One of the two values of a conflict: whose change, when, and the value.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireSide {
    ch: Id,
    by: PersonId,
    t: (u64, u16, String),
    on: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    v: Option<WireValue>,
}

impl WireSide {
    fn of(side: &ConflictSide) -> Self {
        let ConflictSide { change, by, stamp, on, value } = side;
        let t = (stamp.ms(), stamp.counter(), hex(stamp.replica()));
        Self { ch: named(*change), by: *by, t, on: Day(*on), v: maybe(value.as_ref()) }
    }

    fn side(self) -> Result<ConflictSide, WireError> {
        let (ms, counter, replica) = self.t;
        Ok(ConflictSide {
            change: change_id(&self.ch.0, self.ch.1)?,
            by: self.by,
            stamp: Stamp::new(ms, counter, replica_of(&replica)?),
            on: self.on.0,
            value: value(self.v)?,
        })
    }
}

/// Reads an operation.
pub(super) fn read(json: &str) -> Result<Op, WireError> {
    match serde_json::from_str::<WireOp>(json) {
        Ok(op) => op.op(),
        Err(error) => {
            // One key that is not among the known ones is an operation of a newer program.
            let names: Option<BTreeMap<String, &RawValue>> = serde_json::from_str(json).ok();
            let name = names.filter(|it| it.len() == 1).and_then(|mut it| it.pop_first());
            match name {
                Some((name, _)) if !KINDS.contains(&name.as_str()) => {
                    Err(WireError::unknown("an operation"))
                }
                Some((name, body)) if name == "funnel" && funnel::is_of_newer(body) => {
                    Err(WireError::unknown("a sort of fact"))
                }
                _ => Err(WireError::malformed(format!("an operation ({error})"))),
            }
        }
    }
}

impl WireOp {
    #[expect(clippy::too_many_lines, reason = "one list of all writes, so that none is forgotten")]
    pub(super) fn of(op: &Op) -> Self {
        match op {
            Op::Create { id, values } => {
                let v = values.iter().map(|(field, value)| (field.0, WireValue::of(value)));
                Self::Create { c: *id, v: v.collect() }
            }
            Op::Put { id, field, value, base, was, was_on, reason } => Self::Put {
                c: *id,
                f: field.0,
                v: maybe(value.as_ref()),
                b: base.map(named),
                w: maybe(was.as_ref()),
                wo: was_on.map(Day),
                why: reason.clone(),
            },
            Op::Confirm { id, field, on, was } => {
                Self::Confirm { c: *id, f: field.0, on: on.map(Day), w: was.map(Day) }
            }
            Op::Note { id, customer, text } => Self::Note { i: *id, c: *customer, x: text.clone() },
            Op::RetractNote { id, customer, retracted } => {
                Self::Retract { i: *id, c: *customer, is: *retracted }
            }
            Op::Delete { id } => Self::Delete { c: *id },
            Op::Restore { id } => Self::Restore { c: *id },
            Op::Batch(info) => {
                let BatchInfo { id, kind, name, n_added, n_updated, n_failed } = info;
                let n = [*n_added, *n_updated, *n_failed];
                Self::Batch { i: *id, k: code_of(*kind), x: name.clone(), n }
            }
            Op::Reason { of, customer, field, text } => {
                Self::Reason { of: named(*of), c: *customer, f: field.0, x: text.clone() }
            }
            Op::Stated { id, field, value, asks, was, was_asked } => Self::Stated {
                c: *id,
                f: field.0,
                v: maybe(value.as_ref()),
                q: *asks,
                w: maybe(was.as_ref()),
                wq: *was_asked,
            },
            Op::Merge { loser, into, was } => Self::Merge { c: *loser, into: *into, w: *was },
            Op::Distinct { one, other, is_distinct } => {
                Self::Distinct { c: *one, o: *other, is: *is_distinct }
            }
            Op::PutContact { id, customer, field, value, base, was } => Self::Contact {
                i: *id,
                c: *customer,
                f: field.0,
                v: maybe(value.as_ref()),
                b: base.map(named),
                w: maybe(was.as_ref()),
            },
            Op::DropContact { id, customer, is_gone } => {
                Self::Drop { i: *id, c: *customer, is: *is_gone }
            }
            Op::Conflict { id, customer, contact, field, sides } => {
                let s = Box::new(sides.each_ref().map(WireSide::of));
                Self::Conflict { i: *id, c: *customer, k: *contact, f: field.0, s }
            }
            Op::ResolveConflict { id, customer, is_resolved } => {
                Self::Resolve { i: *id, c: *customer, is: *is_resolved }
            }
            Op::Order { id, customer, write } => {
                Self::Order { i: *id, c: *customer, w: WireOrder::of(write) }
            }
            Op::Objection { id, customer, write } => {
                Self::Objection { i: *id, c: *customer, w: WireObjection::of(write) }
            }
            Op::Product { id, field, from, value, was } => Self::Product {
                i: *id,
                f: field.0,
                on: from.map(Day),
                v: maybe(value.as_ref()),
                w: maybe(was.as_ref()),
            },
            Op::Rule { key, from, value, was } => {
                Self::Rule { k: *key, on: Day(*from), v: value.clone(), w: was.clone() }
            }
            Op::Funnel { id, customer, deal, write } => {
                Self::Funnel { i: *id, c: *customer, d: *deal, w: WireFact::of(write) }
            }
            Op::Budget { key, value, was } => {
                let BudgetKey { field, of, part, at } = *key;
                Self::Budget { k: field, i: of, p: part, at, v: value.clone(), w: was.clone() }
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one list of all writes, so that none is forgotten")]
    fn op(self) -> Result<Op, WireError> {
        Ok(match self {
            Self::Create { c, v } => {
                let values = v.into_iter().map(|(field, it)| Ok((FieldId(field), it.value()?)));
                let values = values.collect::<Result<_, WireError>>()?;
                Op::Create { id: customer_of(c)?, values }
            }
            Self::Put { c, f, v, b, w, wo, why } => Op::Put {
                id: customer_of(c)?,
                field: FieldId(f),
                value: value(v)?,
                base: id(b)?,
                was: value(w)?,
                was_on: day(wo),
                reason: why,
            },
            Self::Confirm { c, f, on, w } => {
                let (on, was) = (day(on), day(w));
                Op::Confirm { id: customer_of(c)?, field: FieldId(f), on, was }
            }
            Self::Note { i, c, x } => Op::Note { id: i, customer: customer_of(c)?, text: x },
            Self::Retract { i, c, is } => {
                Op::RetractNote { id: i, customer: customer_of(c)?, retracted: is }
            }
            Self::Delete { c } => Op::Delete { id: customer_of(c)? },
            Self::Restore { c } => Op::Restore { id: customer_of(c)? },
            Self::Batch { i, k, x, n: [n_added, n_updated, n_failed] } => {
                let kind = kind_of(k).ok_or_else(|| WireError::unknown("a kind of batch"))?;
                Op::Batch(BatchInfo { id: i, kind, name: x, n_added, n_updated, n_failed })
            }
            Self::Reason { of, c, f, x } => {
                let of = change_id(&of.0, of.1)?;
                Op::Reason { of, customer: customer_of(c)?, field: FieldId(f), text: x }
            }
            Self::Stated { c, f, v, q, w, wq } => Op::Stated {
                id: customer_of(c)?,
                field: FieldId(f),
                value: value(v)?,
                asks: q,
                was: value(w)?,
                was_asked: wq,
            },
            Self::Merge { c, into, w } => {
                let [into, was] = [into, w].map(|it| it.map(customer_of).transpose());
                Op::Merge { loser: customer_of(c)?, into: into?, was: was? }
            }
            Self::Distinct { c, o, is } => {
                Op::Distinct { one: customer_of(c)?, other: customer_of(o)?, is_distinct: is }
            }
            Self::Contact { i, c, f, v, b, w } => {
                let (field, customer) = (FieldId(f), customer_of(c)?);
                let (value, base, was) = (value(v)?, id(b)?, value(w)?);
                Op::PutContact { id: i, customer, field, value, base, was }
            }
            Self::Drop { i, c, is } => {
                Op::DropContact { id: i, customer: customer_of(c)?, is_gone: is }
            }
            Self::Conflict { i, c, k, f, s } => {
                let [one, other] = *s;
                let sides = Box::new([one.side()?, other.side()?]);
                let (customer, field) = (customer_of(c)?, FieldId(f));
                Op::Conflict { id: i, customer, contact: k, field, sides }
            }
            Self::Resolve { i, c, is } => {
                Op::ResolveConflict { id: i, customer: customer_of(c)?, is_resolved: is }
            }
            Self::Order { i, c, w } => {
                Op::Order { id: i, customer: customer_of(c)?, write: w.write()? }
            }
            Self::Objection { i, c, w } => {
                Op::Objection { id: i, customer: customer_of(c)?, write: w.write()? }
            }
            Self::Product { i, f, on, v, w } => Op::Product {
                id: i,
                field: FieldId(f),
                from: day(on),
                value: value(v)?,
                was: value(w)?,
            },
            Self::Rule { k, on, v, w } => Op::Rule { key: k, from: on.0, value: v, was: w },
            Self::Funnel { i, c, d, w } => {
                Op::Funnel { id: i, customer: customer_of(c)?, deal: d, write: w.write()? }
            }
            Self::Budget { k, i, p, at, v, w } => {
                let key = BudgetKey { field: k, of: i, part: p, at };
                Op::Budget { key, value: v, was: w }
            }
        })
    }
}

fn maybe(value: Option<&Value>) -> Option<WireValue> {
    value.map(WireValue::of)
}

fn named(id: ChangeId) -> Id {
    (hex(id.replica), id.seq)
}

fn value(value: Option<WireValue>) -> Result<Option<Value>, WireError> {
    value.map(WireValue::value).transpose()
}

fn id(id: Option<Id>) -> Result<Option<ChangeId>, WireError> {
    id.map(|(replica, seq)| change_id(&replica, seq)).transpose()
}

fn day(day: Option<Day>) -> Option<NaiveDate> {
    day.map(|day| day.0)
}

fn code_of(kind: BatchKind) -> u8 {
    match kind {
        BatchKind::Import => 0,
        BatchKind::Sample => 1,
        BatchKind::BulkEdit => 2,
        BatchKind::Decisions => 3,
        BatchKind::Orders => 4,
        BatchKind::Products => 5,
    }
}

fn kind_of(code: u8) -> Option<BatchKind> {
    let kinds = [
        BatchKind::Import,
        BatchKind::Sample,
        BatchKind::BulkEdit,
        BatchKind::Decisions,
        BatchKind::Orders,
        BatchKind::Products,
    ];
    kinds.into_iter().find(|kind| code_of(*kind) == code)
}
