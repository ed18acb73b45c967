//! What orders, objections, products, rules and the budget add to the digest. Not here: the rest of it.

use jipan_rules::Datelike as _;
use jipan_rules::order::{Disputed, OrderSource, Outcome};

use super::digest::{add_day, add_value};
use super::orders::order_keys;
use super::registers::Register;
use super::{Book, Placed, SharedPlace, note_keys};
use crate::arena::Row;
use crate::hash::Mix;

impl Book {
    pub(super) fn add_orders(&self, mix: &mut Mix, row: Row) {
        for ((_, id), order) in self.orders.all.range(order_keys(row)) {
            mix.add_bytes(id.uuid().as_bytes());
            self.add_placed(mix, order.placed.as_ref());
            self.add_placed(mix, order.was.as_deref());
            for it in &order.moves {
                self.add_writer(mix, Some(it.writer));
                mix.add(u64::from(it.to.code()));
                mix.add_bytes(it.why.as_deref().unwrap_or_default().as_bytes());
            }
            self.add_judged(mix, order.gone);
        }
        for ((_, id), it) in self.objections.range(note_keys(row)) {
            mix.add_bytes(id.uuid().as_bytes());
            self.add_writer(mix, it.raised.as_ref().map(|said| said.writer));
            if let Some(said) = &it.raised {
                mix.add(match said.what {
                    Disputed::Class => 1,
                    Disputed::Tier => 2,
                    Disputed::Grade => 3,
                });
                mix.add_bytes(said.text.as_bytes());
            }
            self.add_writer(mix, it.answered.as_ref().map(|said| said.writer));
            if let Some(said) = &it.answered {
                mix.add(match said.what {
                    Outcome::Accepted => 1,
                    Outcome::Corrected => 2,
                    Outcome::Upheld => 3,
                });
                mix.add_bytes(said.text.as_bytes());
            }
            self.add_judged(mix, it.reopened);
            self.add_judged(mix, it.gone);
        }
    }

    fn add_placed(&self, mix: &mut Mix, placed: Option<&Placed>) {
        self.add_writer(mix, placed.map(|placed| placed.writer));
        let Some(placed) = placed else { return };
        mix.add_bytes(placed.number.as_bytes());
        add_day(mix, Some(placed.on));
        mix.add(match placed.source {
            OrderSource::App => 1,
            OrderSource::File => 2,
        });
        mix.add(u64::from(placed.status.code()) * 256 + u64::from(placed.review));
        for line in &placed.lines {
            mix.add_bytes(line.product.uuid().as_bytes());
            for n in [line.quantity, line.price, line.amount, i64::from(line.pack)] {
                mix.add_bytes(&n.to_le_bytes());
            }
        }
    }

    /// What is about no customer and no batch: rules, and those fields of products and values of the budget
    /// that are read.
    pub(super) fn digest_of_trade(&self, reads: &dyn Fn(SharedPlace) -> bool) -> u64 {
        let products = self.products.iter().map(|(id, product)| {
            let mut mix = Mix::new(3);
            mix.add_bytes(id.uuid().as_bytes());
            let mut is_known = false;
            let reads = |field, from| reads(SharedPlace::Product(*id, field, from));
            let read = product.iter().filter(|((field, from), _)| reads(*field, *from));
            for ((field, from), it) in read.flat_map(|(key, it)| it.all().map(move |it| (key, it)))
            {
                is_known = true;
                mix.add(u64::from(field.0));
                add_day(&mut mix, *from);
                self.add_writer(&mut mix, Some(it.writer));
                add_value(&mut mix, it.value.as_ref());
                add_value(&mut mix, it.was.as_ref());
            }
            // Of whom nothing is read one does not know at all.
            if is_known { mix.sum() } else { 0 }
        });
        let rules = self.rules.iter().flat_map(|(key, it)| it.all().map(move |it| (key, it)));
        let rules = rules.map(|((key, from), it)| {
            let mut mix = Mix::new(4);
            mix.add(u64::from(*key));
            mix.add_bytes(&from.num_days_from_ce().to_le_bytes());
            self.add_words(&mut mix, it);
            mix.sum()
        });
        let budget = self.budget.iter().filter(|(key, _)| reads(SharedPlace::Budget(**key)));
        let budget = budget.flat_map(|(key, it)| it.all().map(move |it| (key, it)));
        let budget = budget.map(|(key, it)| {
            let mut mix = Mix::new(7);
            mix.add(u64::from(key.field));
            mix.add_bytes(key.of.as_bytes());
            mix.add_bytes(key.part.as_bytes());
            mix.add(u64::from(key.at));
            self.add_words(&mut mix, it);
            mix.sum()
        });
        products.chain(rules).chain(budget).fold(0, u64::wrapping_add)
    }

    fn add_words(&self, mix: &mut Mix, it: &Register<Box<str>>) {
        self.add_writer(mix, Some(it.writer));
        for text in [&it.value, &it.was] {
            mix.add(u64::from(text.is_some()));
            mix.add_bytes(text.as_deref().unwrap_or_default().as_bytes());
        }
    }
}
