//! Why a customer has its tier, its grade, and what it bought: the rule is asked again, with what went
//! in, what was otherwise a month ago, and the months before. Not here: words.

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::standing::{grade_change, grade_facts, tier_change, tier_facts};
use jipan_rules::bought::bought;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::grade::Bought;
use jipan_rules::period::{Month, Period};
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::values::{Money, Quantity};

use super::why::bare;
use crate::model::Model;
use crate::view::{MonthView, WhyTopic, WhyView};

/// So many months are told.
const N_MONTHS: u16 = 12;

impl Model {
    /// Whether a value is computed from orders of which there are some.
    pub(super) fn is_of_orders(&self, row: Row, field: FieldId) -> bool {
        let has_standings = self.standings().is_some();
        match field {
            fields::TIER | fields::TIER_BEFORE | fields::GRADE => {
                has_standings && self.book.customer_type(row) == CustomerType::Retail
            }
            fields::PURCHASED_QUANTITY | fields::PURCHASED_AMOUNT | fields::AVERAGE_PRICE => {
                has_standings && !self.book.months(row).is_empty()
            }
            _ => false,
        }
    }

    pub(super) fn why_of_orders(&self, row: Row, field: FieldId) -> Option<WhyView> {
        let rules = self.standing_rules(self.today);
        let [now, _] = &rules;
        let (answer, change) = match field {
            fields::GRADE => {
                let standings = self.standings()?;
                let none = || Explained {
                    value: (),
                    why: Why::NoOrders { field },
                    version: jipan_rules::RULES_VERSION,
                };
                let answer = grade_facts(standings, row, 0, now);
                let change = grade_change(standings, row, &rules);
                (answer.map_or_else(none, |it| bare(&it)), change.map(|it| bare(&it)))
            }
            fields::PURCHASED_QUANTITY | fields::PURCHASED_AMOUNT | fields::AVERAGE_PRICE => {
                let period = Period::before(self.today, now.period.value);
                (bare(&self.bought_in(row, field, period)), None)
            }
            _ => {
                let answer = bare(&tier_facts(&self.book, row, self.today, now));
                let change = tier_change(&self.book, row, self.today, &rules);
                (answer, change.map(|it| bare(&it)))
            }
        };
        let months = self.months_view(row);
        Some(WhyView { topic: WhyTopic::Generated(field), answer, change, months })
    }

    /// What a customer bought in a period, the orders of customers merged into it with its own.
    fn bought_in(&self, row: Row, field: FieldId, period: Period) -> Explained<Bought> {
        let (mut all, mut n_orders) = (Bought::default(), 0_u32);
        for it in self.book.months(row).iter() {
            if period.contains(Month::from_index(it.month)) {
                all.amount = all.amount.saturating_add(it.amount);
                all.quantity = all.quantity.saturating_add(it.quantity);
                n_orders = n_orders.saturating_add(it.n_orders);
            }
        }
        bought(field, all, n_orders, period)
    }

    /// What a customer bought month by month, the last full month first.
    pub(crate) fn months_view(&self, row: Row) -> Rc<[MonthView]> {
        let (sums, rules) = (self.book.months(row), self.book.rule_book());
        let has_tier = self.book.customer_type(row) == CustomerType::Retail;
        let last = Month::of(self.today);
        let view = |n: u16| {
            let month = last.back(n);
            let of_month = sums.iter().filter(|it| it.month == month.index());
            let (quantity, amount) = of_month.fold((0_i64, 0_i64), |(quantity, amount), it| {
                (quantity.saturating_add(it.quantity), amount.saturating_add(it.amount))
            });
            let on = month.on(1).first_day();
            let tier = || tier_facts(&self.book, row, on, &rules.on(on)).value.tier;
            let average = Money::from_fen(amount).average(Quantity::new(quantity));
            MonthView { month, quantity, amount, average, tier: has_tier.then(tier) }
        };
        (1..=N_MONTHS).map(view).collect()
    }
}
