//! Two years of orders of the sample, month by month: shops of every tier, a season (before the Spring
//! Festival and in summer), some growth, a few returns and cancelled orders. Not here: how they come
//! into the book.

use jipan_rules::NaiveDate;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus, amount_of};
use jipan_rules::period::Month;
use jipan_rules::schema::CustomerType;
use jipan_rules::values::UnitPrice;
use jipan_rules::values::ids::ProductId;

use super::goods::{GOODS, Good};
use super::{Outlet, SAMPLE_CUSTOMERS};
use crate::change::PlacedOrder;

/// Full months before the present one.
pub(super) const FULL_MONTHS: u16 = 24;
/// The last product is sold since so many months, the present one among them; what came before is wholly known.
const NEW_MONTHS: u16 = 3;
/// Why an order was cancelled.
pub(super) const WHY_CANCELLED: &str = "样例：店里货还够，这次不要了。";

/// An order of a shop, by the number of that.
#[derive(Debug, Clone)]
pub(super) struct Sale {
    pub(super) n: u32,
    pub(super) order: PlacedOrder,
    is_cancelled: bool,
}

/// The orders of a month.
#[derive(Debug, Clone)]
pub(super) struct MonthOfSales {
    pub(super) month: Month,
    /// When its file came: on its last day, or today.
    pub(super) came_on: NaiveDate,
    pub(super) sales: Vec<Sale>,
}

impl MonthOfSales {
    pub(super) fn cancelled(&self) -> impl Iterator<Item = &Sale> {
        self.sales.iter().filter(|it| it.is_cancelled)
    }

    /// What was sold, in fen and in units.
    pub(super) fn sum(&self) -> (i64, i64) {
        let lines = self.sales.iter().filter(|it| !it.is_cancelled).flat_map(|it| &it.order.lines);
        lines.fold((0, 0), |(fen, units), it| (fen + it.amount, units + it.quantity))
    }
}

/// How much is bought in a month, in percent of the mean: before the Spring Festival and in summer more.
const SEASON: [i64; 12] = [132, 108, 82, 88, 95, 108, 122, 118, 102, 94, 88, 98];
/// Growth of a shop by a month, in ten-thousandths.
const GROWTH: i64 = 25;
/// By how many in a hundred shops of a size there are, from and to how many hundredths of a case a month.
const SIZES: [(u64, i64, i64); 8] = [
    (4, 2_300, 4_000),
    (10, 1_500, 1_900),
    (18, 1_050, 1_350),
    (29, 740, 960),
    (46, 430, 680),
    (66, 220, 390),
    (84, 110, 195),
    (100, 20, 90),
];
/// Orders of the last days are on their way.
const DELIVERY_DAYS: i64 = 2;

/// The months of orders, the earliest first; the last one is the month of today.
pub(super) fn months(today: NaiveDate) -> Vec<MonthOfSales> {
    let first = Month::of(today).back(FULL_MONTHS);
    let ids: Vec<(&Good, ProductId)> = GOODS.iter().map(|good| (good, good.id())).collect();
    let months = (0..=FULL_MONTHS).map(|place| {
        let month = first.on(place);
        let is_new_sold = place + NEW_MONTHS > FULL_MONTHS;
        let goods = ids.get(..ids.len() - usize::from(!is_new_sold)).unwrap_or_default();
        let mut sales: Vec<Sale> = Vec::new();
        for n in 0..SAMPLE_CUSTOMERS {
            let outlet = Outlet { n, today };
            if outlet.buys() {
                outlet.buy(month, place.into(), goods, &mut sales);
            }
        }
        sales.retain(|it| it.order.on <= today);
        for (number, sale) in (1..).zip(&mut sales) {
            let short = month.to_string().replace('-', "");
            sale.order.number = format!("YD{short}{number:04}").into();
        }
        MonthOfSales { month, came_on: month.last_day().min(today), sales }
    });
    months.collect()
}

impl Outlet {
    /// Whether it orders at all: shops do, but not those that stand in the book a second time.
    fn buys(&self) -> bool {
        let is_shop =
            matches!(self.customer_type(), CustomerType::Retail | CustomerType::KeyAccount);
        is_shop && self.n % 100 != 99
    }

    /// What it buys in a usual month, in hundredths of a case.
    fn size(&self) -> i64 {
        let roll = self.roll("size", 100);
        let size = SIZES.iter().find(|(below, _, _)| roll < *below);
        size.map_or(0, |(_, from, to)| from + self.wide("within size", from.abs_diff(*to)))
    }

    /// Whether it was open on a day.
    fn is_open_on(&self, on: NaiveDate) -> bool {
        let days_ago = self.today.signed_duration_since(on).num_days();
        let is_there = !self.is_new() || days_ago < self.opened_days_ago();
        is_there && self.closed_days_ago().is_none_or(|closed| days_ago > closed)
    }

    /// Its orders of a month, `place` months after the first one.
    fn buy(&self, month: Month, place: i64, goods: &[(&Good, ProductId)], into: &mut Vec<Sale>) {
        let at = u64::from(month.index());
        let size = self.size();
        let season = SEASON.get(usize::from(month.number()) - 1).copied().unwrap_or(100);
        let chance = 88 + i64::try_from(self.roll_at("chance", at, 25)).unwrap_or(0);
        let cases = size * season * chance * (10_000 + place * GROWTH) / 100 / 100 / 10_000;
        let n_orders: u64 = match size {
            1_500.. => 3,
            700.. => 2,
            200.. => 1,
            _ => u64::from(self.roll_at("orders at all", at, 10) < 7),
        };
        for nth in 0..n_orders {
            let at = at * 4 + nth;
            let apart = 28 / n_orders;
            let day = nth * apart + self.roll_at("day", at, apart);
            let on = month.first_day() + jipan_rules::Days::new(day);
            if !self.is_open_on(on) {
                continue;
            }
            let n_orders = i64::try_from(n_orders).unwrap_or(1);
            let lines = self.lines(at, cases / n_orders, goods);
            let back = lines.first().copied().filter(|_| self.roll_at("return", at, 80) == 0);
            into.push(self.sale(on, lines, self.roll_at("cancelled", at, 70) == 0));
            // What did not sell goes back some days later.
            let later = on + jipan_rules::Days::new(3);
            if let Some(line) = back.filter(|_| Month::of(later) == month && self.is_open_on(later))
            {
                let line = OrderLine { quantity: -(line.quantity / 4).max(1), ..line };
                into.push(self.sale(later, vec![priced(line)], false));
            }
        }
    }

    fn lines(&self, at: u64, cases: i64, goods: &[(&Good, ProductId)]) -> Vec<OrderLine> {
        let n_lines = 1 + self.roll_at("lines", at, 3);
        let first = self.roll_at("first good", at, 10);
        let of = |nth: u64| {
            let place = usize::try_from((first + nth * 3) % 10).unwrap_or(0);
            let (good, product) = goods.get(place).or(goods.last())?;
            let units = cases * i64::from(good.pack) / i64::try_from(n_lines).unwrap_or(1) / 100;
            let (price, pack) = (good.price, good.pack);
            let line =
                OrderLine { product: *product, quantity: units.max(1), price, amount: 0, pack };
            Some(priced(line))
        };
        (0..n_lines).filter_map(of).collect()
    }

    fn sale(&self, on: NaiveDate, lines: Vec<OrderLine>, is_cancelled: bool) -> Sale {
        let is_on_its_way = self.today.signed_duration_since(on).num_days() <= DELIVERY_DAYS;
        let is_open = is_on_its_way || is_cancelled;
        let status = if is_open { OrderStatus::Placed } else { OrderStatus::Delivered };
        let (number, source) = (Box::from(""), OrderSource::File);
        let order = PlacedOrder { number, on, source, status, review: 0, lines };
        Sale { n: self.n, order, is_cancelled }
    }
}

fn priced(line: OrderLine) -> OrderLine {
    let amount = amount_of(line.quantity, UnitPrice::new(line.price));
    OrderLine { amount: amount.map_or(0, jipan_rules::values::Money::fen), ..line }
}
