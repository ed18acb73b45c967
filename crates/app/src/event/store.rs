//! What the database told. Not here: what is made of it.

/// Everything the database held, verified and opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenedStore {
    /// The log: key and encoded change, in key order.
    pub log: Vec<(u64, Vec<u8>)>,
    /// Hot pages: kind, page, generation, bytes; every generation that verified.
    pub hot: Vec<HotPage>,
    /// Pages that are still being read, in the order in which they come, each by its newest generation.
    pub coming: Vec<PagePlace>,
    /// Older generations of those, which are not read.
    pub unread: Vec<PagePlace>,
    /// Small values by name.
    pub meta: Vec<(String, Vec<u8>)>,
    /// Drafts by key.
    pub drafts: Vec<(String, String)>,
    /// Settings by name.
    pub settings: Vec<(String, String)>,
    /// Rows that were damaged and set aside, by name.
    pub damaged: Vec<String>,
    /// Whether there are rows that only a newer version can read; they are not among these.
    pub has_newer: bool,
    /// At the opening, the slot that this tab has for as long as it lives.
    pub slot: u8,
    /// At the opening, the term if this tab leads.
    pub term: Option<Term>,
    /// At the opening, whether something was stored here before, by a mark that does not lie in the
    /// database.
    pub was_used: bool,
}

/// Names one time of leading; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term(pub [u8; 16]);

impl Term {
    /// The name of the small value that says whose term it is.
    pub const NAME: &str = "lead";
}

/// One stored page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotPage {
    /// What it holds.
    pub kind: u8,
    /// Its number.
    pub page: u32,
    /// Which writing of it.
    pub generation: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where a writing of a page is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagePlace {
    /// What it holds.
    pub kind: u8,
    /// Its number.
    pub page: u32,
    /// Which writing of it.
    pub generation: u32,
}
