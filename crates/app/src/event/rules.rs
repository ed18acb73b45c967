//! What a person can do on the screen of the company's rules.

use jipan_rules::NaiveDate;
use jipan_rules::setting::RuleKey;

/// One deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesEvent {
    /// A rule is to be changed; none = it is not, after all.
    Opened(Option<RuleKey>),
    /// A slot of the open rule was typed into (settled, never while composing).
    Typed {
        /// Which slot, from 0.
        slot: u8,
        /// All of its text.
        text: String,
    },
    /// The day from which the open rule is to count.
    DayChosen(Option<NaiveDate>),
    /// Who would stand otherwise was asked.
    Previewed,
    /// It is no longer wanted.
    PreviewCancelled,
    /// More of those who would move are to be shown.
    MoreMovesShown,
    /// The open rule is to be set.
    Set,
    /// What was set of a rule for a day is to be taken back: at once, or after a preview and
    /// [`RulesEvent::Set`] where customers may stand otherwise by it.
    Reverted(RuleKey, NaiveDate),
}
