//! Taking back what was said of a prospect. Not here: the rest of a change.

use jipan_rules::funnel::Fact;
use jipan_rules::values::ids::{CustomerId, DealId, FactId};

use crate::book::Book;
use crate::change::{Change, ChangeId, FunnelWrite, Op};

/// The write that takes one fact of a change back, or puts back what it took; `None` where somebody went
/// on from it.
pub(super) fn invert(whole: &Change, op: &Op, book: &Book) -> Option<Op> {
    let Op::Funnel { id, customer, deal, write } = op else { return None };
    let kept = book.funnel_kept(*customer, *id)?;
    let is_own = |writer| book.writers.get(writer).is_some_and(|by| by.change == whole.id);
    let is_gone = match write {
        FunnelWrite::Say(fact) => {
            let stands = kept.said.as_ref().is_some_and(|said| is_own(said.writer));
            let place = (*customer, *deal, *id);
            let stands = stands && !kept.is_gone() && may_go(book, whole.id, fact, place);
            stands.then_some(true)
        }
        FunnelWrite::Drop { is_gone } => {
            kept.gone.is_some_and(|(writer, _)| is_own(writer)).then_some(!*is_gone)
        }
    }?;
    let (id, customer, deal) = (*id, *customer, *deal);
    Some(Op::Funnel { id, customer, deal, write: FunnelWrite::Drop { is_gone } })
}

/// Whether nobody went on from a fact: a turn after which no other one counts, an opening of which no
/// other change said anything, a remark that nobody answered.
fn may_go(
    book: &Book,
    change: ChangeId,
    fact: &Fact,
    (customer, deal, id): (CustomerId, Option<DealId>, FactId),
) -> bool {
    let Some(row) = book.row_of(customer).and_then(|row| book.survivor(row)) else { return true };
    let mut facts = book.facts(row);
    facts.retain(|it| it.deal == deal && !it.is_gone);
    match fact {
        Fact::Turn(_) => {
            let course = deal.map(|deal| book.course(row, deal));
            let last = course.and_then(|it| it.last_turn().map(|it| it.fact));
            let mut later = facts.iter().skip_while(|it| it.id != id).skip(1);
            !later.any(|it| Some(it.id) == last)
        }
        Fact::Open(_) => facts.iter().all(|it| it.writer.change == change),
        Fact::Remark { .. } => {
            !facts.iter().any(|it| matches!(it.fact, Fact::Answer { of, .. } if *of == id))
        }
        Fact::Source(_)
        | Fact::Flags { .. }
        | Fact::Expect(_)
        | Fact::Contact(_)
        | Fact::Snooze { .. }
        | Fact::Step(_)
        | Fact::Check { .. }
        | Fact::Answer { .. }
        | Fact::Hand { .. }
        | Fact::Service(_)
        | Fact::Goal { .. } => true,
    }
}
