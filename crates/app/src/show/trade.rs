//! Orders, their entry, products and objections. Not here: what becomes of a tap (`trade`).

mod entry;
mod orders;
mod products;

use jipan_book::Row;
use jipan_rules::order::OrderStatus;

use crate::model::Model;
use crate::view::{AnswerView, ObjectionView, ObjectionsView, OpenObjection, TradeNeeds};

/// Objections that the home screen names.
const N_OBJECTIONS: usize = 5;

impl Model {
    /// The objections of a file.
    pub(crate) fn objections_view(&self, row: Row) -> ObjectionsView {
        let of = |it: jipan_book::ObjectionView<'_>| ObjectionView {
            id: it.id,
            about: it.about,
            text: it.text.to_owned(),
            on: it.writer.on,
            by: self.who_did(it.writer.by),
            answer: it.answer.map(|answer| AnswerView {
                outcome: answer.outcome,
                text: answer.text.to_owned(),
                on: answer.writer.on,
                by: self.who_did(answer.writer.by),
            }),
        };
        let all = self.book.objections(row).filter(|it| !it.is_gone).map(of);
        let (open, answered) = all.partition(|it| it.answer.is_none());
        ObjectionsView {
            open,
            answered,
            is_noting: self.trade.is_objecting,
            can_write: self.may_write() && !self.book.is_deleted(row),
        }
    }

    /// What of trade waits for somebody, as counted last.
    pub(crate) fn trade_needs(&self) -> TradeNeeds {
        let in_review = usize::from(OrderStatus::InReview.code());
        let index = self.trade.index.as_ref();
        let all = || self.book.open_objections();
        let named = all().take(N_OBJECTIONS).filter_map(|(row, it)| {
            let customer = self.book.id_of(self.book.key_row(row)?)?;
            Some(OpenObjection {
                customer,
                name: self.name_of(customer).unwrap_or_default(),
                about: it.about,
                text: it.text.to_owned(),
            })
        });
        TradeNeeds {
            n_in_review: index
                .and_then(|(_, it)| it.counts.get(in_review).copied())
                .unwrap_or_default(),
            n_objections: all().count(),
            objections: named.collect(),
        }
    }
}
