//! Answers to "why?": the rule is asked again, with today's inputs.

use std::rc::Rc;

use jipan_book::Row;
use jipan_rules::expiry::expiry;
use jipan_rules::explain::{Explained, Why};
use jipan_rules::feature_class::feature_class;
use jipan_rules::freshness::freshness_in;
use jipan_rules::schema::{field as field_def, fields};

use crate::model::Model;
use crate::view::{WhyTopic, WhyView};

impl Model {
    pub(crate) fn why_view(&self, row: Row, topic: WhyTopic) -> Option<WhyView> {
        let answer = match topic {
            WhyTopic::Completeness => bare(&jipan_rules::completeness::completeness(
                self.book.customer_type(row),
                |field| self.book.is_filled(row, field),
            )),
            WhyTopic::Class => bare(&feature_class(
                self.book.choice(row, fields::MARKET),
                self.book.choice(row, fields::FORMAT),
                self.book.choice(row, fields::SCALE),
            )),
            WhyTopic::Freshness(field) => {
                let cycle = self.book.cycles().of(field_def(field)?)?;
                bare(&freshness_in(self.book.confirmed_on(row, field), cycle, self.today))
            }
            WhyTopic::Expiry(field) => bare(&expiry(self.book.date(row, field)?, self.today)),
            WhyTopic::Generated(field) if self.is_of_orders(row, field) => {
                return self.why_of_orders(row, field);
            }
            WhyTopic::Service => bare(&self.service(row)?),
            WhyTopic::Generated(fields::INTEGRITY) => self.why_integrity(row)?,
            WhyTopic::Generated(field) => {
                let stated_on = self
                    .book
                    .field_meta(row, field)
                    .filter(|_| self.book.is_filled(row, field))
                    .map(|meta| meta.writer.on);
                let why = match stated_on {
                    Some(on) => Why::Stated { field, on },
                    None => Why::NoOrders { field },
                };
                Explained { value: (), why, version: jipan_rules::RULES_VERSION }
            }
        };
        let proposal = match topic {
            WhyTopic::Class => self.proposal(row, fields::SCALE),
            WhyTopic::Completeness
            | WhyTopic::Freshness(_)
            | WhyTopic::Expiry(_)
            | WhyTopic::Generated(_)
            | WhyTopic::Service => None,
        };
        let proposal = proposal.map(Rc::new);
        let change = match topic {
            WhyTopic::Class => self.class_change(row),
            WhyTopic::Service => self.service_change(row),
            WhyTopic::Generated(fields::INTEGRITY) => self.integrity_change(row),
            WhyTopic::Completeness
            | WhyTopic::Freshness(_)
            | WhyTopic::Expiry(_)
            | WhyTopic::Generated(_) => None,
        };
        let months = match topic {
            WhyTopic::Class | WhyTopic::Service | WhyTopic::Generated(fields::INTEGRITY) => {
                self.months_view(row, topic)
            }
            WhyTopic::Completeness
            | WhyTopic::Freshness(_)
            | WhyTopic::Expiry(_)
            | WhyTopic::Generated(_) => Rc::from([]),
        };
        let month = if months.is_empty() { None } else { self.month_view(row) };
        Some(WhyView { topic, answer, proposal, change, months, month, lines: None })
    }
}

/// The answer without the value, which stands on the glass already.
pub(super) fn bare<T>(explained: &Explained<T>) -> Explained<()> {
    Explained { value: (), why: explained.why.clone(), version: explained.version }
}
