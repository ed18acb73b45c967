//! Under which keys rows are kept. Not here: what a row holds.

use std::fmt;

/// The part of a company's data to which a row belongs; [`Scope::local`] before a company is
/// joined. Every page key carries its scope from the first release (sync.md 5.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope(String);

impl Scope {
    /// The scope called `name`, such as `local` or `T12`.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The scope of a book that belongs to no company yet.
    pub fn local() -> Self {
        Self::new("local")
    }

    /// Photos that are on this device only. Whose history is read or forgotten is never in it, so a photo
    /// lies among the histories without being one.
    pub fn photos() -> Self {
        Self::new("photos")
    }

    /// Its name, as written in keys.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a hot page holds. The numbers are stored, so they are never reused. A page whose kind this
/// build does not know is read and reported all the same: [`HotKey::kind`] is the bare number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PageKind {
    /// At most 1,024 customers with their fields, in columns.
    Customers = 1,
    /// Import batches: who, when, which file.
    Batches = 2,
}

impl PageKind {
    /// The number that stands in the key.
    pub const fn code(self) -> u8 {
        match self {
            Self::Customers => 1,
            Self::Batches => 2,
        }
    }

    /// The kind with this number; `None` if a newer build made it.
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Customers),
            2 => Some(Self::Batches),
            _ => None,
        }
    }
}

/// Key of one generation of one hot page. Two generations are kept, so that a torn newest one
/// falls back to the one before. Ordered as in `IndexedDB`: scope, kind, page, generation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HotKey {
    /// Whose data it is.
    pub scope: Scope,
    /// What it holds: the code of a [`PageKind`].
    pub kind: u8,
    /// Which page of its kind, from 0.
    pub page: u32,
    /// Which writing of this page; the highest that opens is current.
    pub generation: u32,
}

/// Keys of hot pages, by whether something newer lies under the same scope, kind and number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Generations {
    /// The newest of each page, in their order.
    pub(crate) newest: Vec<HotKey>,
    /// All others, in their order.
    pub(crate) older: Vec<HotKey>,
}

/// Tells the newest generation of each page from the others. The keys come in their order, as every
/// store gives them.
pub(crate) fn generations(keys: Vec<HotKey>) -> Generations {
    let mut sorted = Generations::default();
    let mut keys = keys.into_iter().peekable();
    while let Some(key) = keys.next() {
        let page = |it: &HotKey| (it.scope.clone(), it.kind, it.page);
        let is_older = keys.peek().is_some_and(|next| page(next) == page(&key));
        if is_older { sorted.older.push(key) } else { sorted.newest.push(key) }
    }
    sorted
}

/// Key of one segment of one customer's history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColdKey {
    /// Whose data it is.
    pub scope: Scope,
    /// The customer's id, 16 bytes.
    pub customer: [u8; 16],
    /// Which segment, from 0, oldest first.
    pub segment: u32,
}

impl ColdKey {
    /// Where the photo of this name lies: read when it is looked at, never at a start.
    pub fn photo(id: [u8; 16]) -> Self {
        Self { scope: Scope::photos(), customer: id, segment: 0 }
    }
}

/// Where a row is kept: the object store and the key. Printed as `log/17`, `hot/local/1/3/2`,
/// `cold/local/<32 hex digits>/0`, `meta/clock`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A change in the log, by its growing key.
    Log(u64),
    /// A hot page.
    Hot(HotKey),
    /// A segment of history.
    Cold(ColdKey),
    /// A value of `meta`, by name.
    Meta(String),
    /// A draft, by name.
    Draft(String),
    /// A setting, by name.
    Setting(String),
    /// A row whose very key cannot be read.
    Strange {
        /// Name of the object store.
        store: String,
        /// The key, as far as it can be shown.
        key: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log(key) => write!(out, "log/{key}"),
            Self::Hot(HotKey { scope, kind, page, generation }) => {
                write!(out, "hot/{}/{kind}/{page}/{generation}", scope.as_str())
            }
            Self::Cold(ColdKey { scope, customer, segment }) => {
                let customer = u128::from_be_bytes(*customer);
                write!(out, "cold/{}/{customer:032x}/{segment}", scope.as_str())
            }
            Self::Meta(name) => write!(out, "meta/{name}"),
            Self::Draft(name) => write!(out, "draft/{name}"),
            Self::Setting(name) => write!(out, "settings/{name}"),
            Self::Strange { store, key } => write!(out, "{store}/?{key}"),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_page_kind_is_found_again_by_its_code() {
        for kind in [PageKind::Customers, PageKind::Batches] {
            assert_eq!(PageKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(PageKind::from_code(0), None);
    }

    #[test]
    fn of_each_page_the_highest_generation_is_the_newest() {
        let key = |kind, page, generation| HotKey { scope: Scope::local(), kind, page, generation };
        let other = HotKey { scope: Scope::new("T12"), kind: 1, page: 0, generation: 1 };
        let of_one = [key(1, 1, 2), key(1, 1, 9), key(1, 1, 10)];
        let [first, second, third] = of_one.clone();
        let keys = vec![other.clone(), key(1, 0, 3), first, second, third, key(4, 1, 9)];
        let Generations { newest, older } = generations(keys);
        assert_eq!(newest, [other, key(1, 0, 3), key(1, 1, 10), key(4, 1, 9)]);
        assert_eq!(older, of_one[..2]);
    }

    #[test]
    fn a_place_says_store_and_key() {
        let hot = HotKey { scope: Scope::local(), kind: 1, page: 3, generation: 2 };
        assert_eq!(Place::Hot(hot).to_string(), "hot/local/1/3/2");
        let cold = ColdKey { scope: Scope::local(), customer: [10; 16], segment: 4 };
        let hex = "0a".repeat(16);
        assert_eq!(Place::Cold(cold).to_string(), format!("cold/local/{hex}/4"));
        assert_eq!(Place::Log(17).to_string(), "log/17");
    }
}
