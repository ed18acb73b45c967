//! What a write asks leave for: the same on the tablet and on the endpoint. Not here: who has it,
//! which is `jipan_rules::permission`.

use jipan_rules::budget::{BudgetField, Readers};
use jipan_rules::permission::Verb;
use jipan_rules::schema::{FieldId, Group, RecordKind, field as field_def};

use jipan_rules::order::OrderSource;

use super::{BatchKind, Op, OrderWrite};

impl Op {
    /// What it asks leave for: to do what, with which kind of record, and which group of its fields.
    ///
    /// ```
    /// use jipan_book::Op;
    /// use jipan_rules::permission::{Role, Verb, may};
    /// use jipan_rules::schema::RecordKind;
    /// use jipan_rules::{Uuid, values::ids::CustomerId};
    /// let delete = Op::Delete { id: CustomerId::new(Uuid::from_u128(7)) };
    /// let (verb, kind, group) = delete.asks();
    /// assert_eq!((verb, kind, group), (Verb::Delete, RecordKind::Customer, None));
    /// assert!(may(Role::Rep, verb, kind, group).is_err());
    /// ```
    pub fn asks(&self) -> (Verb, RecordKind, Option<Group>) {
        let of_field = |field: &FieldId| {
            let def = field_def(*field);
            let kind = def.map_or(RecordKind::Customer, |def| def.kind);
            (Verb::Change, kind, def.map(|def| def.group))
        };
        match self {
            Self::Create { .. } => (Verb::Add, RecordKind::Customer, None),
            Self::Put { field, .. } | Self::Confirm { field, .. } | Self::Reason { field, .. } => {
                of_field(field)
            }
            Self::Note { .. } | Self::RetractNote { .. } => {
                (Verb::Change, RecordKind::Customer, Some(Group::Operating))
            }
            // Merging hides a customer, so it needs leave as deleting does.
            Self::Delete { .. } | Self::Restore { .. } | Self::Merge { .. } => {
                (Verb::Delete, RecordKind::Customer, None)
            }
            Self::Batch(info) => match info.kind {
                BatchKind::Import | BatchKind::Sample => (Verb::Import, RecordKind::Customer, None),
                BatchKind::Orders => (Verb::Import, RecordKind::Order, None),
                BatchKind::Products => (Verb::Import, RecordKind::Product, None),
                // Allowed by its edits.
                BatchKind::BulkEdit | BatchKind::Decisions => {
                    (Verb::Read, RecordKind::Customer, None)
                }
            },
            Self::Stated { .. } => (Verb::Import, RecordKind::Customer, None),
            // That two did not see each other is nobody's doing.
            Self::Distinct { .. } | Self::Conflict { .. } => {
                (Verb::Read, RecordKind::Customer, None)
            }
            // The value chosen is written beside.
            Self::ResolveConflict { .. } => (Verb::Change, RecordKind::Customer, None),
            Self::PutContact { .. } | Self::DropContact { .. } => {
                (Verb::Change, RecordKind::Contact, Some(Group::Personal))
            }
            Self::Order { write, .. } => match write {
                OrderWrite::Place(placed) if placed.source == OrderSource::File => {
                    (Verb::Import, RecordKind::Order, None)
                }
                OrderWrite::Place(_) => (Verb::Add, RecordKind::Order, None),
                OrderWrite::Move { .. } => (Verb::Change, RecordKind::Order, None),
                OrderWrite::Drop { .. } => (Verb::TakeBack, RecordKind::Order, None),
            },
            Self::Objection { .. } => (Verb::Change, RecordKind::Customer, Some(Group::Operating)),
            Self::Product { field, .. } => {
                let def = field_def(*field).filter(|def| def.kind == RecordKind::ProductPrivate);
                (Verb::Change, def.map_or(RecordKind::Product, |def| def.kind), None)
            }
            Self::Rule { .. } => (Verb::Change, RecordKind::Rule, None),
            Self::Funnel { write, .. } => (write.verb(), RecordKind::Deal, None),
            Self::Budget { key, .. } => match key.readers() {
                Readers::All | Readers::Managers => (Verb::Change, RecordKind::Budget, None),
                Readers::Person(_) if key.known() == Some(BudgetField::ExpenseVerdict) => {
                    (Verb::Approve, RecordKind::Expense, None)
                }
                Readers::Person(_) => (Verb::Change, RecordKind::Expense, None),
            },
        }
    }
}
