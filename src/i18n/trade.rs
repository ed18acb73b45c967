//! Words of orders, products and objections. Not here: errors, names of fields.

use jipan_app::view::{EntryView, OrderSums, OrderSync, SumUnit, WhoView};
use jipan_rules::NaiveDate;
use jipan_rules::order::{Disputed, OrderStatus, Outcome, Review};
use jipan_rules::values::UnitPrice;

use super::Tr;

impl Tr {
    /// A price of ten-thousandths of a yuan.
    pub fn price_of(&self, price: i64) -> String {
        self.price(UnitPrice::new(price))
    }

    /// So many units of a product; the number alone where nothing says what it is counted in.
    pub fn quantity(&self, n: i64, unit: Option<&str>) -> String {
        let number = self.number(n);
        match unit {
            Some(unit) => {
                self.with("order-quantity", &[("n", number.into()), ("unit", unit.into())])
            }
            None => number,
        }
    }

    /// What a unit of a product costs.
    pub fn unit_price(&self, price: i64, unit: Option<&str>) -> String {
        let price = ("price", self.price_of(price).into());
        match unit {
            Some(unit) => self.with("order-price", &[price, ("unit", unit.into())]),
            None => self.with("order-price-plain", &[price]),
        }
    }

    /// An amount of fen in yuan.
    pub fn fen(&self, fen: i64) -> String {
        self.decimal(fen.into(), 2)
    }

    /// Units and cases of an order.
    pub fn order_total(&self, sums: &OrderSums) -> String {
        let (key, unit) = match &sums.unit {
            SumUnit::Mixed => ("order-total", ""),
            SumUnit::One(unit) => ("order-total-of", unit.as_str()),
        };
        let args = [
            ("unit", unit.into()),
            ("quantity", sums.quantity.into()),
            ("cases", self.decimal(sums.cases.into(), 2).into()),
        ];
        self.with(key, &args)
    }

    /// What was ordered, after its number.
    pub fn ordered_in(&self, unit: &SumUnit) -> String {
        match unit {
            SumUnit::Mixed => self.text("insights-quantity"),
            SumUnit::One(unit) => {
                self.with("insights-quantity-of", &[("unit", unit.as_str().into())])
            }
        }
    }

    /// Where an order stands.
    pub fn order_status(&self, status: OrderStatus) -> String {
        match status {
            OrderStatus::InReview => self.text("order-status-in-review"),
            OrderStatus::Placed => self.text("order-status-placed"),
            OrderStatus::Delivered => self.text("order-status-delivered"),
            OrderStatus::Rejected => self.text("order-status-rejected"),
            OrderStatus::Cancelled => self.text("order-status-cancelled"),
        }
    }

    /// What moves an order there.
    pub fn order_do(&self, to: OrderStatus) -> String {
        match to {
            OrderStatus::InReview => self.text("order-status-in-review"),
            OrderStatus::Placed => self.text("order-do-placed"),
            OrderStatus::Delivered => self.text("order-do-delivered"),
            OrderStatus::Rejected => self.text("order-do-rejected"),
            OrderStatus::Cancelled => self.text("order-do-cancelled"),
        }
    }

    /// All that is special about an order, in one line.
    pub fn review_words(&self, review: Review) -> String {
        let words: Vec<String> = review.reasons().map(|it| self.review_word(it)).collect();
        words.join(&self.text("list-separator"))
    }

    /// All that is special about an order being entered, with what it rests on.
    pub fn review_reasons(&self, view: &EntryView) -> Vec<String> {
        let facts = view.review.as_ref();
        let reasons = facts.into_iter().flat_map(|facts| {
            facts.review.reasons().map(|reason| self.review_reason(reason, facts))
        });
        reasons.chain(view.lacks_price.then(|| self.text("special-no-price"))).collect()
    }

    /// Where an order is.
    pub fn order_sync(&self, sync: OrderSync) -> String {
        match sync {
            OrderSync::Saving => self.text("order-saving"),
            OrderSync::Saved(sync) => self.record_sync(sync),
        }
    }

    /// When something was done, and by whom where others could have.
    pub fn done_by(&self, on: NaiveDate, by: Option<&WhoView>) -> String {
        let Some(by) = by else { return self.date(on) };
        let args = [("date", self.date(on).into()), ("who", self.who(by).into())];
        self.with("orders-by", &args)
    }

    /// What a customer objects to.
    pub fn disputed(&self, about: Disputed) -> String {
        match about {
            Disputed::Class => self.text("objection-class"),
            Disputed::Tier => self.text("objection-tier"),
            Disputed::Grade => self.text("objection-grade"),
        }
    }

    /// What came of an objection.
    pub fn outcome(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Accepted => self.text("objection-accepted"),
            Outcome::Corrected => self.text("objection-corrected"),
            Outcome::Upheld => self.text("objection-upheld"),
        }
    }
}
