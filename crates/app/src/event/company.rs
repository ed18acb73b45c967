//! What a person does about the company. Not here: what follows.

use jipan_book::ChangeId;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::{FactId, PersonId};
use jipan_sync::wire::{DeviceId, TerritoryId};

use crate::backup::Passphrase;
use crate::effect::FileHandle;

/// What a person did about the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompanyEvent {
    /// A link to join was opened or pasted: its secret, what stands behind `/join#`.
    LinkOpened(Passphrase),
    /// Joining was confirmed.
    JoinConfirmed {
        /// What the person calls this tablet.
        device_name: String,
        /// The name of the company, for the first manager.
        company_name: String,
        /// The name of the person, for the first manager.
        person_name: String,
    },
    /// Asking the link was to be tried again.
    JoinRetried,
    /// "Sync now" was pressed.
    SyncPressed,
    /// A conflict was decided: the value that shows stays.
    ShownKept(FactId),
    /// A conflict was decided: the other value.
    OtherTaken(FactId),
    /// A conflict was decided: a third value, as typed.
    ThirdTyped {
        /// The conflict.
        id: FactId,
        /// What was typed.
        text: String,
    },
    /// A refused change is to be made again.
    RefusedRetried(ChangeId),
    /// A refused change is to be forgotten.
    RefusedDropped(ChangeId),
    /// A file with changes was asked for.
    ChangesFileAsked {
        /// All there is, not only what was not sent.
        is_all: bool,
        /// What opens it.
        passphrase: Passphrase,
    },
    /// A file with changes was chosen.
    ChangesFileChosen {
        /// The file.
        file: FileHandle,
        /// What opens it.
        passphrase: Passphrase,
    },
    /// A person was invited.
    Invited {
        /// The name.
        name: String,
        /// As what.
        role: Role,
        /// The territories.
        territories: Vec<TerritoryId>,
    },
    /// A new link for a person was asked for.
    LinkAsked(PersonId),
    /// The link was put away.
    LinkClosed,
    /// A person was changed.
    PersonSet {
        /// The person.
        person: PersonId,
        /// The name.
        name: String,
        /// As what.
        role: Role,
        /// The territories from now on.
        territories: Vec<TerritoryId>,
    },
    /// A person left.
    PersonLeft(PersonId),
    /// A device was revoked.
    DeviceRevoked(DeviceId),
    /// By what territories are cut was chosen.
    KindChosen(TerritoryKind),
    /// A territory was made or changed.
    TerritorySet {
        /// Which; none = a new one.
        id: Option<TerritoryId>,
        /// Its name.
        name: String,
        /// Its values.
        values: Vec<String>,
    },
    /// The team is to be asked again.
    TeamAsked,
    /// This tablet leaves the company: its data go, once everything was sent.
    LeavePressed,
    /// It stays, unless its data went already.
    LeaveCancelled,
}
