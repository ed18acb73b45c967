//! What the facts of a customer come to: its opportunities, whose it is, remarks with their answers. All
//! is folded when it is asked for; nothing of it is kept. Not here: how it stands on a day, which is
//! `jipan_rules::funnel::standing`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jipan_rules::funnel::{Course, Fact, Said};
use jipan_rules::permission::Verb;
use jipan_rules::values::ids::{CustomerId, DealId, FactId, OrderId, PersonId};

use super::{Book, FunnelFact, Origin, note_keys};
use crate::arena::Row;
use crate::change::FunnelWrite;
use crate::sorting::sort_by_key;
use crate::stamp::Stamp;

/// A fact, and who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactView<'a> {
    /// Its id.
    pub id: FactId,
    /// The customer it was written for; another one than asked for if that was merged.
    pub customer: CustomerId,
    /// The opportunity; `None` for a fact about the customer.
    pub deal: Option<DealId>,
    /// What happened.
    pub fact: &'a Fact,
    /// Who said it.
    pub writer: &'a Origin,
    /// Whether it was taken back.
    pub is_gone: bool,
}

/// An opportunity that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealView {
    /// Its id.
    pub id: DealId,
    /// The customer for whom it was opened.
    pub customer: CustomerId,
    /// What happened to it.
    pub course: Course,
    /// The order it came to, what that costs in fen, and whether it counts; `None` while it is not
    /// closed, and where that order is not known here.
    pub order: Option<(OrderId, i64, bool)>,
}

/// A remark that stands, or an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemarkView<'a> {
    /// The fact.
    pub id: FactId,
    /// What was said.
    pub text: &'a str,
    /// Whether it is to be answered.
    pub asks: bool,
    /// Who said it.
    pub writer: &'a Origin,
    /// The answers that stand: fact, text, who. In the order of their stamps.
    pub answers: Vec<(FactId, &'a str, &'a Origin)>,
}

impl<'a> FactView<'a> {
    fn said(&self) -> Said<'a> {
        Said { id: self.id, fact: self.fact, on: self.writer.on, by: self.writer.by }
    }
}

impl Book {
    /// Whether anything of the funnel is known.
    pub fn has_funnel(&self) -> bool {
        !self.funnel.is_empty()
    }

    /// The customers in the book of whom something of the funnel is known, each once, in the order of
    /// their rows; one that was merged as the one that stands for it.
    ///
    /// ```
    /// use jipan_book::Book;
    /// assert_eq!(Book::new().funnel_rows().count(), 0);
    /// ```
    pub fn funnel_rows(&self) -> impl Iterator<Item = Row> + use<> {
        let mut rows: Vec<Row> = self.funnel.keys().map(|(row, _)| Row(*row)).collect();
        rows.dedup();
        let shown = rows.into_iter().filter_map(|row| self.survivor(row));
        let shown: BTreeSet<Row> = shown.filter(|&row| self.is_visible(row)).collect();
        shown.into_iter()
    }

    /// The facts of a customer and of those merged into it, in the order in which they are told: that of
    /// stamps, within one change by their kind. Those taken back are among them, marked.
    pub fn facts(&self, row: Row) -> Vec<FactView<'_>> {
        let rows = std::iter::once(row).chain(self.absorbed_by(row));
        let all = rows.flat_map(|row| self.funnel.range(note_keys(row)));
        let mut facts: Vec<FactView<'_>> =
            all.filter_map(|(&(row, id), it)| self.fact_view((Row(row), id), it)).collect();
        sort_by_key(&mut facts, |it| (it.writer.rank(), it.fact.order(), it.id));
        facts
    }

    /// A fact that was written for a customer.
    pub fn fact(&self, customer: CustomerId, id: FactId) -> Option<FactView<'_>> {
        let row = self.row_of(customer)?;
        self.fact_view((row, id), self.funnel.get(&(row.0, id))?)
    }

    /// The opportunities of a customer that were opened, in the order in which they were.
    pub fn deals(&self, row: Row) -> Vec<DealView> {
        let facts = self.facts(row);
        let opened = facts.iter().filter(|it| !it.is_gone && matches!(it.fact, Fact::Open(_)));
        let mut known = BTreeSet::new();
        let first = opened.filter_map(|it| Some((it.deal?, it.customer)));
        first
            .filter(|(id, _)| known.insert(*id))
            .map(|(id, customer)| self.deal_view((id, customer), &facts))
            .collect()
    }

    /// An opportunity of a customer, if it was opened.
    pub fn deal(&self, row: Row, id: DealId) -> Option<DealView> {
        let facts = self.facts(row);
        let is_it = |it: &&FactView<'_>| it.deal == Some(id) && !it.is_gone;
        let opened = facts.iter().filter(is_it).find(|it| matches!(it.fact, Fact::Open(_)))?;
        Some(self.deal_view((id, opened.customer), &facts))
    }

    /// What happened to an opportunity of a customer, also to one of which no opening is known.
    pub fn course(&self, row: Row, id: DealId) -> Course {
        course_of(id, &self.facts(row))
    }

    /// In whose hands a customer is: of whom it was handed to last, or who opened its first opportunity.
    /// `None` for one without.
    pub fn owner(&self, row: Row) -> Option<PersonId> {
        self.handed_to(row).or_else(|| {
            let facts = self.facts(row);
            let mut stand = facts.iter().filter(|it| !it.is_gone);
            stand.find(|it| matches!(it.fact, Fact::Open(_))).map(|it| it.writer.by)
        })
    }

    /// To whom a customer was handed over last; `None` for one that was not.
    pub fn handed_to(&self, row: Row) -> Option<PersonId> {
        let facts = self.facts(row);
        facts.iter().rev().filter(|it| !it.is_gone).find_map(|it| {
            let Fact::Hand { to } = it.fact else { return None };
            Some(*to)
        })
    }

    /// To whom a customer itself was handed over, those merged into it left aside; the last first.
    pub fn hands_of(&self, row: Row) -> Vec<PersonId> {
        let own = self.funnel.range(note_keys(row));
        let own = own.filter_map(|(&(row, id), it)| self.fact_view((Row(row), id), it));
        let mut hands: Vec<FactView<'_>> = own.filter(|it| !it.is_gone).collect();
        sort_by_key(&mut hands, |it| Reverse((it.writer.rank(), it.id)));
        let to = |it: FactView<'_>| if let Fact::Hand { to } = it.fact { Some(*to) } else { None };
        hands.into_iter().filter_map(to).collect()
    }

    /// The remarks on a customer that stand, each with its answers.
    pub fn remarks(&self, row: Row) -> Vec<RemarkView<'_>> {
        let facts = self.facts(row);
        let stand = || facts.iter().filter(|it| !it.is_gone);
        let answers = |to: FactId| {
            stand().filter_map(move |it| {
                let Fact::Answer { of, text } = it.fact else { return None };
                (*of == to).then_some((it.id, &**text, it.writer))
            })
        };
        stand()
            .filter_map(|it| {
                let Fact::Remark { text, asks } = it.fact else { return None };
                let (id, asks, writer) = (it.id, *asks, it.writer);
                Some(RemarkView { id, text, asks, writer, answers: answers(id).collect() })
            })
            .collect()
    }

    /// The last standing word of a sort that counts: the turn that an opportunity took last, or what is
    /// expected of it. What the writer of the next one saw.
    pub fn last_milestone(&self, row: Row, id: DealId, of: &Fact) -> Option<FactView<'_>> {
        let facts = self.facts(row);
        let course = course_of(id, &facts);
        let last = if matches!(of, Fact::Turn(_)) {
            course.last_turn().map(|it| it.fact)
        } else {
            course.expected().filter(|_| matches!(of, Fact::Expect(_))).map(|it| it.fact)
        }?;
        facts.into_iter().find(|it| it.id == last)
    }

    /// When a fact was last taken back or put back, and whether it is out since.
    pub fn fact_gone(&self, customer: CustomerId, id: FactId) -> Option<(Stamp, bool)> {
        let (writer, is_gone) = self.funnel_kept(customer, id)?.gone?;
        self.writers.get(writer).map(|it| (it.stamp, is_gone))
    }

    /// What a write of a fact asks leave for, where that follows from whose it is: to tell one otherwise
    /// than it stands, or to take back what somebody else said, or put back what somebody else took, is to
    /// delete. `None` where the write itself says it.
    pub(super) fn asks_of_fact(
        &self,
        (customer, id): (CustomerId, FactId),
        (deal, write): (Option<DealId>, &FunnelWrite),
        by: PersonId,
    ) -> Option<Verb> {
        let kept = self.funnel_kept(customer, id);
        let is_by = |writer: u32| self.writers.get(writer).is_some_and(|it| it.by == by);
        let said = kept.and_then(|it| it.said.as_ref());
        let is_other = match write {
            FunnelWrite::Say(fact) => {
                said.is_some_and(|said| said.deal != deal || said.fact != *fact)
            }
            FunnelWrite::Drop { is_gone } => {
                let is_own = said.is_some_and(|said| is_by(said.writer));
                let last = kept.and_then(|it| it.gone);
                let took_it = last.is_none_or(|(writer, _)| is_by(writer));
                !is_own || !(*is_gone || took_it)
            }
        };
        is_other.then_some(Verb::Delete)
    }

    fn fact_view<'a>(
        &'a self,
        (row, id): (Row, FactId),
        it: &'a FunnelFact,
    ) -> Option<FactView<'a>> {
        let said = it.said.as_ref()?;
        Some(FactView {
            id,
            customer: self.id_of(row)?,
            deal: said.deal,
            fact: &said.fact,
            writer: self.writers.get(said.writer)?,
            is_gone: it.is_gone(),
        })
    }

    fn deal_view(&self, (id, customer): (DealId, CustomerId), facts: &[FactView<'_>]) -> DealView {
        let course = course_of(id, facts);
        let order = course.order().and_then(|id| self.order(id));
        let order = order.map(|it| (it.id, it.amount(), it.counts()));
        DealView { id, customer, course, order }
    }
}

/// Folds those facts of an opportunity that stand.
fn course_of(id: DealId, facts: &[FactView<'_>]) -> Course {
    let stand = facts.iter().filter(|it| it.deal == Some(id) && !it.is_gone);
    Course::of(stand.map(FactView::said))
}
