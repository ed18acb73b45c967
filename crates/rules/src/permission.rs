//! Who may do what. Asked on the tablet and again on the endpoint. `OURS`

use crate::schema::{Group, RecordKind};

/// What a person is in the team. Alone, one is the manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Runs the company's book.
    Manager,
    /// Leads several territories.
    Supervisor,
    /// Has one territory.
    Rep,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// See it.
    Read,
    /// Add one.
    Add,
    /// Change a field.
    Change,
    /// Delete or restore one.
    Delete,
    /// Delete one that the same person added, or restore it after that: a slip is taken back by who
    /// made it.
    TakeBack,
    /// Take in a file.
    Import,
    /// Approve or reject what asks for it.
    Approve,
}

/// Not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{role:?} may not {verb:?} {kind:?}")]
pub struct Denied {
    /// Who asked.
    pub role: Role,
    /// For what.
    pub verb: Verb,
    /// Of which kind.
    pub kind: RecordKind,
}

/// Whether a role may do something to a kind of record and a group of its fields. A manager may do
/// everything, to every customer. A supervisor and a rep may do it only to customers of the
/// territories they have, which is not asked here; nobody but a manager sees what only some may
/// read, or takes in a file. A rep does not change the 管理信息, which the inspectors keep, and
/// deletes or merges nothing but what the rep added. Orders are entered and moved on by everybody,
/// and approved by who leads; so is what happened to a prospect noted by everybody and remarked on by who
/// leads; products, rules and the budget are the manager's, for all to read, but for what a
/// product costs and what of the budget is for managers ([`crate::budget::Readers`]). Everybody enters own
/// expenses; a manager approves them.
///
/// # Errors
/// When it may not.
///
/// ```
/// use jipan_rules::permission::{Role, Verb, may};
/// use jipan_rules::schema::{Group, RecordKind};
/// assert!(may(Role::Manager, Verb::Delete, RecordKind::Customer, None).is_ok());
/// assert!(may(Role::Rep, Verb::Read, RecordKind::CustomerPrivate, Some(Group::Basic)).is_err());
/// assert!(may(Role::Rep, Verb::Change, RecordKind::Customer, Some(Group::Network)).is_ok());
/// assert!(may(Role::Rep, Verb::Change, RecordKind::Customer, Some(Group::Management)).is_err());
/// assert!(may(Role::Rep, Verb::Delete, RecordKind::Customer, None).is_err());
/// assert!(may(Role::Rep, Verb::TakeBack, RecordKind::Customer, None).is_ok());
/// assert!(may(Role::Rep, Verb::Add, RecordKind::Order, None).is_ok());
/// assert!(may(Role::Rep, Verb::Approve, RecordKind::Order, None).is_err());
/// assert!(may(Role::Rep, Verb::Approve, RecordKind::Deal, None).is_err());
/// assert!(may(Role::Supervisor, Verb::Read, RecordKind::ProductPrivate, None).is_err());
/// ```
pub fn may(role: Role, verb: Verb, kind: RecordKind, group: Option<Group>) -> Result<(), Denied> {
    let is_allowed = match (role, kind) {
        (Role::Manager, _) => true,
        (
            Role::Supervisor | Role::Rep,
            RecordKind::CustomerPrivate | RecordKind::ProductPrivate,
        ) => false,
        (
            Role::Supervisor | Role::Rep,
            RecordKind::Product | RecordKind::Rule | RecordKind::Budget,
        ) => verb == Verb::Read,
        (Role::Supervisor | Role::Rep, RecordKind::Expense) => {
            matches!(verb, Verb::Read | Verb::Add | Verb::Change | Verb::TakeBack)
        }
        (Role::Supervisor, RecordKind::Order | RecordKind::Deal) => verb != Verb::Import,
        (Role::Rep, RecordKind::Order | RecordKind::Deal) => {
            matches!(verb, Verb::Read | Verb::Add | Verb::Change | Verb::TakeBack)
        }
        (Role::Supervisor, RecordKind::Customer | RecordKind::Contact) => {
            !matches!(verb, Verb::Import | Verb::Approve)
        }
        (Role::Rep, RecordKind::Customer | RecordKind::Contact) => match verb {
            Verb::Read | Verb::Add | Verb::TakeBack => true,
            Verb::Change => group != Some(Group::Management),
            Verb::Delete | Verb::Import | Verb::Approve => false,
        },
    };
    if is_allowed { Ok(()) } else { Err(Denied { role, verb, kind }) }
}
