//! Lists whose members have a number that is stored and sent, never reused. Not here: the lists.

/// Declares such a list; new members only at the end.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $n:literal { $($(#[$each:meta])* $member:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$each])* $member,)+
        }

        impl $name {
            /// All, in their order.
            pub const ALL: [Self; $n] = [$(Self::$member,)+];

            /// Its number on the wire and in files; never reused.
            pub const fn code(self) -> u8 {
                match self {
                    $(Self::$member => $code,)+
                }
            }

            /// The one of a number; `None` for one that a newer version has.
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.code() == code)
            }
        }
    };
}

pub(super) use codes;
