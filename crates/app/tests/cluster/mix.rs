//! What the weeks are about. Not here: what happens in them.

/// What a week is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mix {
    /// Customers alone.
    Customers,
    /// Orders, products and rules beside them, and people who become others in the team.
    Trade,
    /// Beside all that files from tablet to tablet, merges by hand, and lists of the office.
    Files,
    /// Prospects and opportunities, with some orders, and merges by hand.
    Funnel,
    /// A budget with expenses, services and goals, beside trade; merges by hand, and files.
    Budget,
}

/// Every fourth week is one of customers alone, every fourth one with files, every eighth one of prospects,
/// every sixteenth one of a budget.
pub(crate) fn mix_of(seed: u64) -> Mix {
    match seed % 16 {
        0 | 4 | 8 | 12 => Mix::Customers,
        2 | 6 | 10 | 14 => Mix::Files,
        5 | 13 => Mix::Funnel,
        9 => Mix::Budget,
        _ => Mix::Trade,
    }
}
