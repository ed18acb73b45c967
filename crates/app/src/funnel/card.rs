//! 打印黄卡: the yellow card of a customer on one page. Not here: how it is measured, and other paper
//! (`print`).

use core::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_book::{FactView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::Fact;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::{AnswerLine, CardLine, PrintCardView, PrintView, WhoView};

/// So many lines can be on one page at most, the newest first; of more the paper says that there are. OURS
const N_CARD_LINES: usize = 60;
/// So many opportunities are told on it, those that run first. More of them would leave no room for what
/// happened. OURS
const N_CARD_DEALS: usize = 3;

impl Model {
    /// Prints the yellow card of a customer.
    pub(super) fn print_card(&mut self, customer: CustomerId, env: &Env) -> Vec<Effect> {
        let row = self.book.row_of(customer).filter(|row| self.book.is_visible(*row));
        let Some(row) = row else { return Vec::new() };
        let view = self.paper_card(row, env.today);
        self.print(PrintView::Card(Box::new(view)))
    }

    fn paper_card(&self, row: Row, on: NaiveDate) -> PrintCardView {
        let text = |field: FieldId| self.book.text(row, field).map(str::to_owned);
        let mut facts = self.book.facts(row);
        facts.retain(|it| !it.is_gone);
        facts.reverse();
        // What is noted in the evening was of the day.
        sort_by_key(&mut facts, |it| Reverse(day_of(it)));
        let (answers, facts): (Vec<_>, Vec<_>) =
            facts.iter().partition(|it| is_told_with_its_remark(it, &facts));
        let mut deals = self.deal_panels(row);
        let n_deals = deals.len();
        deals.truncate(N_CARD_DEALS);
        PrintCardView {
            on,
            name: text(fields::NAME).unwrap_or_default(),
            code: text(fields::CODE),
            phone: text(fields::PHONE),
            address: text(fields::ADDRESS),
            line: text(fields::LINE),
            deals,
            n_deals,
            lines: (facts.iter().take(N_CARD_LINES))
                .map(|it| self.card_line(row, it, &answers))
                .collect(),
            n_lines: facts.len(),
        }
    }

    fn card_line(&self, row: Row, it: &FactView<'_>, answers: &[FactView<'_>]) -> CardLine {
        let answers = answers.iter().rev().filter_map(|answer| {
            let Fact::Answer { of, text } = answer.fact else { return None };
            let (on, by) = (answer.writer.on, self.who_did(answer.writer.by));
            (*of == it.id).then(|| AnswerLine { on, by, text: text.to_string() })
        });
        CardLine {
            answers: answers.collect(),
            on: day_of(it),
            fact: it.fact.clone(),
            deal: it.deal,
            about: self.pointed_at(it.fact),
            levels: self.levels_moved((row, it.deal), (it.id, it.fact)),
            by: self.who_did(it.writer.by),
        }
    }

    /// The name that a fact points at: of who recommended, or of who has the customer from then on.
    pub(crate) fn pointed_at(&self, fact: &Fact) -> Option<String> {
        let Fact::Hand { to } = fact else { return self.referrer_of(fact) };
        match self.who_did(*to)? {
            WhoView::Me => self.sync.membership.as_ref().map(|it| it.me.name.clone()),
            WhoView::Named(name) => Some(name),
            WhoView::Unknown | WhoView::Company => None,
        }
    }
}

/// Whether a fact is an answer to one of these remarks, and so stands beside it.
fn is_told_with_its_remark(it: &FactView<'_>, facts: &[FactView<'_>]) -> bool {
    let Fact::Answer { of, .. } = it.fact else { return false };
    facts.iter().any(|remark| remark.id == *of && matches!(remark.fact, Fact::Remark { .. }))
}

/// The day a fact is of.
fn day_of(it: &FactView<'_>) -> NaiveDate {
    if let Fact::Contact(contact) = it.fact { contact.on } else { it.writer.on }
}
