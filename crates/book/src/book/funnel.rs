//! What happened to prospects, as facts: taking them in, keeping them, telling them as writes. Not here:
//! what they come to (`funnel_view`).

use jipan_rules::funnel::Fact;
use jipan_rules::values::ids::{CustomerId, DealId, FactId};

use super::apply::{Applied, Before};
use super::state::Writes;
use super::{Book, NO_WRITER, note_keys};
use crate::arena::Row;
use crate::change::{FunnelWrite, Op};
use crate::hash::Mix;

/// What is known of a fact; without `said` only that it was taken back or put back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FunnelFact {
    /// What was said last.
    pub(crate) said: Option<SaidFact>,
    /// The last time it was taken back or put back: by whom, and whether it is out.
    pub(crate) gone: Option<(u32, bool)>,
}

/// A fact as it was said, by whom, of which opportunity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SaidFact {
    pub(crate) writer: u32,
    pub(crate) deal: Option<DealId>,
    pub(crate) fact: Box<Fact>,
}

impl FunnelFact {
    /// Whether it was taken back.
    pub(crate) fn is_gone(&self) -> bool {
        self.gone.is_some_and(|(_, is_gone)| is_gone)
    }

    /// Everybody who wrote something of it.
    pub(super) fn writers(&self) -> impl Iterator<Item = u32> {
        let said = self.said.as_ref().map(|said| said.writer);
        said.into_iter().chain(self.gone.map(|(writer, _)| writer))
    }
}

impl Book {
    /// Takes in a write of a fact.
    pub(super) fn apply_funnel(&mut self, op: &Op, writer: u32, applied: &mut Applied) {
        let Op::Funnel { id, customer, deal, write } = op else { return };
        let row = self.row_or_stub(*customer, applied);
        let before = self.funnel.get(&(row.0, *id)).cloned();
        let mut it = before.clone().unwrap_or_default();
        let last = match write {
            FunnelWrite::Say(_) => it.said.as_ref().map(|said| said.writer),
            FunnelWrite::Drop { .. } => it.gone.map(|(writer, _)| writer),
        };
        if !self.is_at_least(writer, last.unwrap_or(NO_WRITER)) {
            return;
        }
        match write {
            FunnelWrite::Say(fact) => {
                it.said = Some(SaidFact { writer, deal: *deal, fact: fact.clone() });
            }
            FunnelWrite::Drop { is_gone } => it.gone = Some((writer, *is_gone)),
        }
        if before.as_ref() != Some(&it) {
            self.touch(row, applied);
            applied.before.push(Before::Funnel { row, id: *id, fact: before });
            self.set_funnel(row, *id, Some(it));
        }
    }

    pub(crate) fn set_funnel(&mut self, row: Row, id: FactId, fact: Option<FunnelFact>) {
        match fact {
            Some(fact) => self.funnel.insert((row.0, id), fact),
            None => self.funnel.remove(&(row.0, id)),
        };
    }

    pub(crate) fn funnel_kept(&self, customer: CustomerId, id: FactId) -> Option<&FunnelFact> {
        self.funnel.get(&(self.row_of(customer)?.0, id))
    }

    /// What stands of the facts of a row, as writes.
    pub(super) fn writes_of_funnel(&self, customer: CustomerId, row: Row, writes: &mut Writes) {
        for (&(_, id), it) in self.funnel.range(note_keys(row)) {
            let deal = it.said.as_ref().and_then(|said| said.deal);
            let mut tell =
                |writer, write| writes.push((writer, Op::Funnel { id, customer, deal, write }));
            if let Some(said) = &it.said {
                tell(said.writer, FunnelWrite::Say(said.fact.clone()));
            }
            if let Some((writer, is_gone)) = it.gone {
                tell(writer, FunnelWrite::Drop { is_gone });
            }
        }
    }

    /// What the facts of a row add to its digest; nothing where there are none.
    pub(super) fn add_funnel(&self, mix: &mut Mix, row: Row) {
        for ((_, id), it) in self.funnel.range(note_keys(row)) {
            mix.add_bytes(id.uuid().as_bytes());
            self.add_writer(mix, it.said.as_ref().map(|said| said.writer));
            if let Some(said) = &it.said {
                let deal = said.deal.map(|deal| *deal.uuid().as_bytes());
                mix.add_bytes(&deal.unwrap_or_default());
                // Writing plain values into memory does not fail.
                mix.add_bytes(&postcard::to_allocvec(&*said.fact).unwrap_or_default());
            }
            self.add_judged(mix, it.gone);
        }
    }
}
