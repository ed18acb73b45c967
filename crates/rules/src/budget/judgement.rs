//! What was said of an expense, and of which amount: a word for one amount is none for another. Not here: who
//! may say it.

use core::fmt;

/// A verdict on an expense. `OURS`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Approved at an amount, in fen.
    Approved(i64),
    /// Rejected at an amount, in fen, and why.
    Rejected(i64, String),
}

impl Judgement {
    /// Reads what is kept; `None` where it names no amount.
    ///
    /// ```
    /// use jipan_rules::budget::Judgement;
    /// let approved = Judgement::parse("approved;5000");
    /// assert_eq!(approved, Some(Judgement::Approved(5_000)));
    /// assert_eq!(approved.map(|it| it.to_string()).as_deref(), Some("approved;5000"));
    /// let rejected = Judgement::parse("rejected;5000;没有发票;再来");
    /// assert_eq!(rejected, Some(Judgement::Rejected(5_000, "没有发票;再来".to_owned())));
    /// assert_eq!(Judgement::parse("approved"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(';')?;
        match word {
            "approved" => rest.parse().ok().map(Self::Approved),
            "rejected" => {
                let (amount, why) = rest.split_once(';')?;
                Some(Self::Rejected(amount.parse().ok()?, why.to_owned()))
            }
            _ => None,
        }
    }

    /// The amount that it is about, in fen.
    pub const fn amount(&self) -> i64 {
        match self {
            Self::Approved(amount) | Self::Rejected(amount, _) => *amount,
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Approved(amount) => write!(f, "approved;{amount}"),
            Self::Rejected(amount, why) => write!(f, "rejected;{amount};{why}"),
        }
    }
}
