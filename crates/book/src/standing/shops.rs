//! What shops bought in a period, and how they rank. Not here: what follows from a rank.

use std::collections::BTreeMap;

use jipan_rules::grade::Bought;
use jipan_rules::period::{Month, Period};
use jipan_rules::scale::{ranks, share_key};
use jipan_rules::schema::fields;

use super::Area;
use crate::arena::Row;
use crate::book::{Book, MonthSum};

/// What a shop bought in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct InPeriod {
    /// Units by the units in a case, each pack once.
    pub(super) packs: Vec<(u32, i64)>,
    pub(super) quantity: i64,
    pub(super) amount: i64,
    pub(super) n_orders: u32,
}

/// What was bought in the months of a period.
pub(super) fn packs_of(months: &[MonthSum], period: Period) -> InPeriod {
    let mut bought = InPeriod::default();
    let is_in = |it: &&MonthSum| period.contains(Month::from_index(it.month));
    for it in months.iter().filter(is_in) {
        match bought.packs.iter_mut().find(|(pack, _)| *pack == it.pack) {
            Some((_, units)) => *units = units.saturating_add(it.quantity),
            None => bought.packs.push((it.pack, it.quantity)),
        }
        bought.quantity = bought.quantity.saturating_add(it.quantity);
        bought.amount = bought.amount.saturating_add(it.amount);
        bought.n_orders = bought.n_orders.saturating_add(it.n_orders);
    }
    bought
}

/// Months of a period in which a shop was open.
pub(super) fn n_open(book: &Book, row: Row, months: &[MonthSum], period: Period) -> u16 {
    let in_period = months.iter().map(|it| Month::from_index(it.month));
    let first = in_period.filter(|it| period.contains(*it)).min();
    period.n_open(book.date(row, fields::OPENED), first)
}

/// The shops with orders of a period.
#[derive(Debug, Clone, Default)]
pub(super) struct Shops(Vec<Shop>);

#[derive(Debug, Clone)]
struct Shop {
    row: Row,
    format: Option<u8>,
    n_months: u16,
    bought: InPeriod,
}

/// How a shop ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) row: Row,
    /// Shops with a greater volume.
    pub(super) n_above: u32,
    /// Of its format, those that bought more, and those that bought as much.
    pub(super) of_format: Option<(u8, (u32, u32))>,
}

/// A common multiple of cases beyond this is not sought: volumes are then told apart to this part of a
/// unit. OURS
const PARTS_MAX: i128 = 1_000_000_000_000;
/// A multiple of every number of months that a period can have.
const MONTHS: i128 = 27_720;

impl Shops {
    pub(super) fn push(&mut self, row: Row, format: Option<u8>, n_months: u16, bought: InPeriod) {
        self.0.push(Shop { row, format, n_months: n_months.max(1), bought });
    }

    /// What all bought, and how each ranks.
    pub(super) fn ranked(self) -> (Area, Vec<Ranked>) {
        let mut area =
            Area { n: u32::try_from(self.0.len()).unwrap_or(u32::MAX), ..Area::default() };
        let mut formats: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
        for (idx, shop) in self.0.iter().enumerate() {
            area.bought.amount = area.bought.amount.saturating_add(shop.bought.amount);
            area.bought.quantity = area.bought.quantity.saturating_add(shop.bought.quantity);
            if let Some(format) = shop.format {
                *area.formats.entry(format).or_default() += 1;
                formats.entry(format).or_default().push(idx);
            }
        }
        let parts = self.parts();
        let volumes: Vec<i128> = self.0.iter().map(|shop| shop.volume(parts)).collect();
        let mut ranked: Vec<Ranked> = self
            .0
            .iter()
            .zip(ranks(&volumes))
            .map(|(shop, (n_above, _))| Ranked { row: shop.row, n_above, of_format: None })
            .collect();
        for (format, places) in formats {
            let shops = || places.iter().filter_map(|idx| self.0.get(*idx));
            let all = shops().fold(Bought::default(), |sum, shop| Bought {
                amount: sum.amount.saturating_add(shop.bought.amount),
                quantity: sum.quantity.saturating_add(shop.bought.quantity),
            });
            let of = |shop: &Shop| [shop.bought.quantity, shop.bought.amount];
            let all = [all.quantity, all.amount];
            let keys: Vec<i128> = shops().map(|shop| share_key(of(shop), all)).collect();
            for (idx, rank) in places.iter().zip(ranks(&keys)) {
                if let Some(it) = ranked.get_mut(*idx) {
                    it.of_format = Some((format, rank));
                }
            }
        }
        (area, ranked)
    }

    /// The least common multiple of all units in a case.
    fn parts(&self) -> i128 {
        let mut packs: Vec<u32> =
            self.0.iter().flat_map(|shop| shop.bought.packs.iter().map(|it| it.0)).collect();
        packs.sort_unstable();
        packs.dedup();
        packs.into_iter().fold(1, |parts, pack| {
            let pack = i128::from(pack.max(1));
            let next = parts / gcd(parts, pack) * pack;
            if next > PARTS_MAX { parts } else { next }
        })
    }
}

impl Shop {
    /// The monthly average in cases, in parts that all shops share: it can be compared.
    fn volume(&self, parts: i128) -> i128 {
        let units = self.bought.packs.iter().map(|(pack, units)| {
            let parts = i128::from(*units).saturating_mul(parts).saturating_mul(MONTHS);
            parts / i128::from((*pack).max(1))
        });
        units.fold(0_i128, i128::saturating_add) / i128::from(self.n_months)
    }
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one.max(1) } else { gcd(other, one % other) }
}
