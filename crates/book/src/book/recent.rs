//! What was written after a moment: what a backup of that moment lacks. Not here: when a backup was
//! made.

use super::{Book, NO_WRITER, Origin, Row};
use crate::change::{Action, BatchKind};
use crate::stamp::Stamp;

/// What was written after a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recent {
    /// Customers on which anything was written since, deleted ones included; each once.
    pub n_customers: usize,
    /// The first of these writes, in milliseconds since 1970.
    pub first_ms: Option<u64>,
}

impl Book {
    /// The customers that were written after `stamp`, of whatever book it is the stamp of. Sample
    /// data count only where somebody wrote on them since: without a backup nothing is lost with
    /// them.
    pub fn written_after(&self, stamp: Stamp) -> Recent {
        let is_newer = |origin: &Origin| origin.stamp > stamp && !self.is_of_sample(origin);
        let newer: Vec<bool> = self.writers.iter().map(is_newer).collect();
        let is_new = |writer: u32| newer.get(Row(writer).idx()).copied().unwrap_or_default();
        let mut touched: Vec<bool> = self.origins.iter().map(|writer| is_new(*writer)).collect();
        let mut touch = |row: u32, writer: u32| {
            if writer != NO_WRITER && is_new(writer) {
                touched.get_mut(Row(row).idx()).into_iter().for_each(|it| *it = true);
            }
        };
        for ((row, _), meta) in &self.metas {
            touch(*row, meta.writer);
            touch(*row, meta.confirm.map_or(NO_WRITER, |confirm| confirm.writer));
            touch(*row, meta.imported.as_ref().map_or(NO_WRITER, |imported| imported.writer));
        }
        for (row, deletion) in &self.deletions {
            // Sample data that come and go leave nothing to be lost.
            let is_sample = self.origin(Row(*row)).is_some_and(|origin| self.is_of_sample(origin));
            if !is_sample {
                touch(*row, deletion.writer);
            }
        }
        for ((row, _), note) in &self.notes {
            touch(*row, note.writer);
            touch(*row, note.retract.map_or(NO_WRITER, |(writer, _)| writer));
        }
        for (row, merged) in &self.merges {
            touch(*row, merged.writer);
        }
        for ((row, _), (writer, _)) in &self.distincts {
            touch(*row, *writer);
        }
        for ((row, _), contact) in &self.contacts {
            contact.fields.values().for_each(|field| touch(*row, field.writer));
            touch(*row, contact.gone.map_or(NO_WRITER, |(writer, _)| writer));
        }
        for ((row, _), conflict) in &self.conflicts.all {
            touch(*row, conflict.noted.as_ref().map_or(NO_WRITER, |noted| noted.writer));
            touch(*row, conflict.settled.map_or(NO_WRITER, |(writer, _)| writer));
        }
        for ((row, _), order) in &self.orders.all {
            touch(*row, order.placed.as_ref().map_or(NO_WRITER, |placed| placed.writer));
            order.moves.iter().for_each(|it| touch(*row, it.writer));
            let placed = order.placed.as_ref().and_then(|placed| self.writers.get(placed.writer));
            if !placed.is_some_and(|placed| self.is_of_sample(placed)) {
                touch(*row, order.gone.map_or(NO_WRITER, |(writer, _)| writer));
            }
        }
        for ((row, _), it) in &self.objections {
            touch(*row, it.raised.as_ref().map_or(NO_WRITER, |said| said.writer));
            touch(*row, it.answered.as_ref().map_or(NO_WRITER, |said| said.writer));
            touch(*row, it.reopened.map_or(NO_WRITER, |(writer, _)| writer));
            touch(*row, it.gone.map_or(NO_WRITER, |(writer, _)| writer));
        }
        for ((row, _), it) in &self.funnel {
            it.writers().for_each(|writer| touch(*row, writer));
        }
        let n_customers = touched.iter().filter(|it| **it).count();
        let first_ms = self.writers.iter().filter(|it| is_newer(it)).map(|it| it.stamp.ms()).min();
        Recent { n_customers, first_ms: first_ms.filter(|_| n_customers > 0) }
    }

    /// Whether a writer brings or takes sample data, or lives their year.
    fn is_of_sample(&self, origin: &Origin) -> bool {
        let batch = origin.batch.and_then(|batch| self.batch(batch));
        matches!(origin.action, Action::LoadSample | Action::RemoveSample)
            || batch.is_some_and(|batch| batch.info.kind == BatchKind::Sample)
    }
}
