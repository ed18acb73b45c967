//! Typed ids. Not here: how they are made, which is the shell's business.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The typed id of a plain one.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The plain id.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }
    };
}

id!(
    /// A customer, and with it the main contact and the private fields, which share the id.
    CustomerId
);
id!(
    /// A further contact of a customer; the main one shares the customer's id.
    ContactId
);
id!(
    /// Many changes that were one action: an import, the sample data.
    BatchId
);
id!(
    /// A person who acts.
    PersonId
);
id!(
    /// Something that happened: a note.
    FactId
);
id!(
    /// A product of the company. Made of its code, so that whoever lists it means the same.
    ProductId
);
id!(
    /// An order. Of one that a file brought it is made of its number, of one entered in the app by
    /// chance.
    OrderId
);
id!(
    /// An opportunity (商机) of a customer, made by chance on the device that opened it.
    ///
    /// ```
    /// use jipan_rules::Uuid;
    /// use jipan_rules::values::ids::DealId;
    /// assert_eq!(DealId::new(Uuid::from_u128(7)).uuid(), Uuid::from_u128(7));
    /// ```
    DealId
);

/// A device (56 bits) and a tab on it (8 bits).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ReplicaId(u64);

impl ReplicaId {
    /// The replica of this number.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> u64 {
        self.0
    }
}
