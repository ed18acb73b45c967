//! Words of what orders say: months, tiers, grades. Not here: how they are computed.

use jipan_app::view::Language;
use jipan_rules::{Datelike as _, NaiveDate};

use super::Tr;

impl Tr {
    /// A month: `2026-10`, in English `Oct 2026`.
    pub fn month(&self, day: NaiveDate) -> String {
        match self.language() {
            Language::Chinese => format!("{}-{:02}", day.year(), day.month()),
            Language::English => {
                let date = self.date(day);
                date.split_once(' ').map_or(String::new(), |(_, rest)| rest.to_owned())
            }
        }
    }

    /// A number of shops.
    pub fn shops(&self, n: usize) -> String {
        self.with("insights-n-shops", &[("n", n.into())])
    }

    /// From one tier to another.
    pub fn moved(&self, from: u8, to: u8) -> String {
        let args = [("from", self.tier(from).into()), ("to", self.tier(to).into())];
        self.with("insights-move", &args)
    }

    /// Between which bounds a tier lies, in cases a month.
    pub fn tier_range(&self, tier: u8, bounds: &[u32; 7]) -> String {
        let bound = |tier: Option<usize>| {
            let parts = bounds.get(tier?)?;
            let text = self.decimal((*parts).into(), 2);
            Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
        };
        // The bound above a tier stands at the place of the tier above it.
        let above = bound(usize::from(tier).checked_sub(2));
        let below = bound(usize::from(tier).checked_sub(1));
        match (below, above) {
            (Some(from), Some(to)) => {
                self.with("tier-range", &[("from", from.into()), ("to", to.into())])
            }
            (Some(from), None) => self.with("tier-above", &[("from", from.into())]),
            (None, Some(to)) => self.with("tier-up-to", &[("to", to.into())]),
            (None, None) => String::new(),
        }
    }
}
