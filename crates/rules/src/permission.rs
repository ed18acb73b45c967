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
/// deletes or merges nothing but what the rep added.
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
/// ```
pub fn may(role: Role, verb: Verb, kind: RecordKind, group: Option<Group>) -> Result<(), Denied> {
    let is_private = kind == RecordKind::CustomerPrivate;
    let is_allowed = match (role, verb) {
        (Role::Manager, _) => true,
        (
            Role::Supervisor,
            Verb::Read | Verb::Add | Verb::Change | Verb::Delete | Verb::TakeBack,
        )
        | (Role::Rep, Verb::Read | Verb::Add | Verb::TakeBack) => !is_private,
        (Role::Rep, Verb::Change) => !is_private && group != Some(Group::Management),
        (Role::Rep, Verb::Delete | Verb::Import) | (Role::Supervisor, Verb::Import) => false,
    };
    if is_allowed { Ok(()) } else { Err(Denied { role, verb, kind }) }
}
