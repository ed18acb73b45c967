//! A tablet as far as a test of the endpoint needs one: it joins and makes changes.

use std::collections::BTreeMap;

use jipan_book::{Action, Change, ChangeId, Op, Stamp};
use jipan_rules::schema::{CustomerType, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{EnrolRequest, Enrolled, SyncRequest, VERSION, WireChange};

/// The newest layout of changes.
pub(crate) const SCHEMA: u32 = 3;
/// When the tablets of tests write: before any run of them.
const BEGIN_MS: u64 = 1_790_000_000_000;

/// A tablet.
#[derive(Debug, Clone)]
pub(crate) struct Tablet {
    /// What proves it, after it joined.
    pub(crate) token: String,
    /// Its number.
    pub(crate) number: u64,
    /// Who writes.
    pub(crate) person: PersonId,
    seq: u64,
}

impl Tablet {
    /// One that has not joined.
    pub(crate) fn new(number: u64) -> Self {
        let person = PersonId::new(Uuid::from_u128(u128::from(number) << 64 | 0x4e1f));
        Self { token: String::new(), number, person, seq: 0 }
    }

    /// How it asks to join.
    pub(crate) fn enrol(&self, secret: &str) -> EnrolRequest {
        EnrolRequest {
            secret: secret.to_owned(),
            device_name: format!("平板 {}", self.number),
            person_name: "王经理".to_owned(),
            company_name: "晨光商贸".to_owned(),
            local_person: self.person,
            device: format!("{:014x}", self.number),
        }
    }

    /// It has joined.
    pub(crate) fn joined(&mut self, enrolled: &Enrolled) {
        self.token.clone_from(&enrolled.token);
        self.person = enrolled.me.person;
    }

    /// A change with these operations.
    pub(crate) fn change(&mut self, action: Action, ops: Vec<Op>) -> Change {
        self.seq += 1;
        let replica = ReplicaId::new(self.number << 8);
        Change {
            id: ChangeId { replica, seq: self.seq },
            stamp: Stamp::new(BEGIN_MS + self.seq, 0, replica),
            on: NaiveDate::from_ymd_opt(2026, 9, 21).unwrap(),
            by: self.person,
            action,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        }
    }

    /// A new customer of this name.
    pub(crate) fn create(&mut self, name: &str) -> Change {
        let id = CustomerId::new(Uuid::from_u128(
            u128::from(self.number) << 64 | u128::from(self.seq + 1) | 7 << 76,
        ));
        let values = vec![
            (fields::NAME, Value::Text(name.into())),
            (fields::TYPE, Value::Choice(CustomerType::Retail.code())),
            (fields::ADDRESS, Value::Text("延安东路 12 号".into())),
            (fields::PHONE, Value::Text("13800138000".into())),
        ];
        self.change(Action::AddCustomer, vec![Op::Create { id, values }])
    }
}

/// A push of these changes that asks for no news.
pub(crate) fn push(changes: &[Change]) -> SyncRequest {
    let changes: Vec<WireChange> = changes.iter().map(|change| to_wire(change, false)).collect();
    SyncRequest {
        v: VERSION,
        schema: SCHEMA,
        app: "0.1.0".to_owned(),
        epoch: None,
        have: BTreeMap::new(),
        own: None,
        changes,
        refetch: Vec::new(),
        team: 0,
        is_quiet: false,
    }
}
