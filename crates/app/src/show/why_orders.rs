//! Why a customer has its tier, its grade, and what it bought: the rule is asked again, with what went
//! in, what was otherwise a month ago, and the months before. Not here: words.

use std::rc::Rc;

use jipan_book::Row;
use jipan_book::standing::{
    a_month_before, grade_change, grade_facts, scale_facts, tier_change, tier_facts,
};
use jipan_rules::bought::bought;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::grade::Bought;
use jipan_rules::period::{Month, Period};
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::values::{Money, Quantity};

use super::class_history::code_of;
use super::why::bare;
use crate::grades::N_MONTHS;
use crate::model::Model;
use crate::view::{MonthView, TracedView, WhyTopic, WhyView};

impl Model {
    /// Whether a value is computed from orders of which there are some.
    pub(super) fn is_of_orders(&self, row: Row, field: FieldId) -> bool {
        let has_standings = self.standings().is_some();
        match field {
            fields::TIER
            | fields::TIER_BEFORE
            | fields::GRADE
            | fields::VOLUME_BAND
            | fields::STRUCTURE
            | fields::SCALE_BY_ORDERS => {
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
        let [now, before] = &rules;
        let period = if field == fields::TIER_BEFORE {
            Period::before(a_month_before(self.today), before.period.value)
        } else {
            Period::before(self.today, now.period.value)
        };
        let none = || Explained {
            value: (),
            why: Why::NoOrders { field },
            version: jipan_rules::RULES_VERSION,
        };
        let (answer, change) = match field {
            fields::GRADE | fields::VOLUME_BAND | fields::STRUCTURE => {
                let standings = self.standings()?;
                let answer = grade_facts(standings, row, 0, now);
                let change = grade_change(standings, row, &rules);
                (answer.map_or_else(none, |it| bare(&it)), change.map(|it| bare(&it)))
            }
            fields::SCALE_BY_ORDERS => {
                let answer = scale_facts(&self.book, self.standings()?, (row, 0), now);
                (answer.map_or_else(none, |it| bare(&it)), self.scale_change(row, &rules))
            }
            fields::PURCHASED_QUANTITY | fields::PURCHASED_AMOUNT | fields::AVERAGE_PRICE => {
                let change = self.bought_change(row, field, &rules);
                (bare(&self.bought_in(row, field, period)), change)
            }
            fields::TIER_BEFORE => {
                let on = a_month_before(self.today);
                (bare(&tier_facts(&self.book, row, on, before)), None)
            }
            _ => {
                let answer = bare(&tier_facts(&self.book, row, self.today, now));
                let change = tier_change(&self.book, row, self.today, &rules);
                (answer, change.map(|it| bare(&it)))
            }
        };
        let topic = WhyTopic::Generated(field);
        let months = self.months_view(row, topic);
        let lines = self.traced(row, field, period);
        let month = self.month_view(row);
        Some(WhyView { topic, answer, proposal: None, change, months, month, lines })
    }

    /// What a customer bought in a period, the orders of customers merged into it with its own.
    pub(super) fn bought_in(&self, row: Row, field: FieldId, period: Period) -> Explained<Bought> {
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

    /// The lines of the month that is open.
    pub(super) fn month_view(&self, row: Row) -> Option<(Month, Rc<TracedView>)> {
        let month = self.trade.month?;
        Some((month, self.lines_in(row, Period { first: month, n: 1 })?))
    }

    /// What a customer bought month by month, the last full month first, its tier after each, and
    /// what was asked for.
    pub(crate) fn months_view(&self, row: Row, topic: WhyTopic) -> Rc<[MonthView]> {
        let (sums, book) = (self.book.months(row), self.book.rule_book());
        let has_tier = self.book.customer_type(row) == CustomerType::Retail;
        let last = Month::of(self.today);
        let asks = |of: &[FieldId]| matches!(topic, WhyTopic::Generated(it) if of.contains(&it));
        let has_grade = asks(&[fields::GRADE, fields::VOLUME_BAND, fields::STRUCTURE]);
        let has_scale = asks(&[fields::SCALE_BY_ORDERS]);
        let asked =
            has_grade.then_some(fields::GRADE).or(has_scale.then_some(fields::SCALE_BY_ORDERS));
        let parts = if topic == WhyTopic::Class { self.class_history(row) } else { None };
        let integrity = if asks(&[fields::INTEGRITY]) { self.integrity_past(row) } else { None };
        let served = if topic == WhyTopic::Service { self.service_past(row) } else { None };
        let view = |n: u16| {
            let month = last.back(n);
            let of_month = || sums.iter().filter(|it| it.month == month.index());
            let (quantity, amount) = of_month().fold((0_i64, 0_i64), |(quantity, amount), it| {
                (quantity.saturating_add(it.quantity), amount.saturating_add(it.amount))
            });
            let on = month.on(1).first_day();
            let (rules, last_day) = (book.on(on), month.last_day());
            let tier = || tier_facts(&self.book, row, on, &rules).value.tier;
            let known = self.grade_after(row, n.saturating_sub(1));
            let (grade, scale) = known.unwrap_or_default();
            let average = Money::from_fen(amount).average(Quantity::new(quantity));
            MonthView {
                month,
                quantity,
                amount,
                average,
                tier: has_tier.then(tier),
                has_orders: of_month().next().is_some(),
                grade: grade.filter(|_| has_grade),
                scale: scale.filter(|_| has_scale),
                waits_for: asked.filter(|_| known.is_none()),
                class: parts.as_ref().and_then(|it| code_of(it.on(last_day))),
                integrity: integrity
                    .as_ref()
                    .and_then(|it| it.grade_on(last_day, &book.on(last_day))),
                service: served.as_ref().and_then(|it| {
                    let facts = self.service_on(row, (on, &rules), it)?;
                    has_tier.then_some((facts.due.visit_days, facts.serving))
                }),
            }
        };
        (1..=N_MONTHS).map(view).collect()
    }
}
