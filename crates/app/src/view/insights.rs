//! 分析: what orders say of all customers together.

use std::rc::Rc;

use jipan_book::quality::Quality;
use jipan_book::sheet::ExportFormat;
use jipan_book::standing::Standings;
use jipan_rules::NaiveDate;

use super::SumUnit;

/// The screen of insights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsightsView {
    /// Whether anything was ordered, ever.
    pub has_orders: bool,
    /// How customers stand; none while it is computed for the first time.
    pub standings: Option<Rc<Standings>>,
    /// The report on the data, for who is to be classed again and how they are served; none while it
    /// is counted for the first time.
    pub report: Option<Rc<Quality>>,
    /// While it is computed: how much is done, in percent.
    pub percent: Option<u8>,
    /// What all that was ordered is counted in.
    pub unit: SumUnit,
    /// The first day of the first and of the last month of the period.
    pub months: Option<(NaiveDate, NaiveDate)>,
    /// The upper bounds of the tiers 2 to 8, the greatest first, in hundredths of a case a month; each
    /// belongs to its tier.
    pub bounds: [u32; 7],
    /// The grade of each scale band (0 the largest) and structure (0 high).
    pub grades: [[u8; 2]; 5],
    /// Whether the report is being written to a file.
    pub is_exporting: bool,
    /// What kind of file it becomes.
    pub export_format: ExportFormat,
}
