//! The report on the data: how well each field is kept, and what contradicts.

use std::rc::Rc;

use jipan_book::quality::Quality;
use jipan_rules::freshness::Cycles;

/// The screen of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualityView {
    /// The report; none while it is counted for the first time.
    pub report: Option<Rc<Quality>>,
    /// While it is counted: how much is done, in percent.
    pub percent_counted: Option<u8>,
    /// The cycles that the company set.
    pub cycles: Cycles,
    /// Whether they can be set now.
    pub is_read_only: bool,
}
