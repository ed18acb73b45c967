//! Facts of the funnel in a page. Not here: orders and objections, which come with them.

use std::ops::Range;

use jipan_rules::Uuid;
use jipan_rules::funnel::Fact;
use jipan_rules::values::ids::{DealId, FactId};
use serde::{Deserialize, Serialize};

use super::PageError;
use super::bytes::In;
use super::encode::Local;
use crate::arena::Row;
use crate::book::{Book, FunnelFact, SaidFact};

/// What only some rows have, since layout 5.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sparse5 {
    facts: Vec<FactRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct FactRecord {
    row: u16,
    id: FactId,
    said: Option<(u32, Option<DealId>, Box<Fact>)>,
    gone: Option<(u32, bool)>,
}

impl Sparse5 {
    /// What [`super::bytes::Out::postcard`] wrote of a page of `n_rows`.
    pub(super) fn read(from: In<'_>, n_rows: usize, n_writers: usize) -> Result<Self, PageError> {
        let sparse: Self = from.all()?;
        let writer = |place: u32| Row(place).idx() < n_writers;
        let is_sound = sparse.facts.iter().all(|it| {
            usize::from(it.row) < n_rows
                && it.said.as_ref().is_none_or(|(by, ..)| writer(*by))
                && it.gone.is_none_or(|(by, _)| writer(by))
        });
        if is_sound { Ok(sparse) } else { Err(from.damaged()) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Whether one of the facts is of a kind that came with layout 6.
    pub(super) fn is_of_budget(&self) -> bool {
        let mut said = self.facts.iter().filter_map(|it| it.said.as_ref());
        said.any(|(.., fact)| fact.is_of_budget())
    }
}

impl Book {
    pub(super) fn sparse_5(&self, rows: &Range<u32>, local: &mut Local) -> Sparse5 {
        let nil = FactId::new(Uuid::nil());
        let all = self.funnel.range((rows.start, nil)..(rows.end, nil));
        let facts = all.map(|(&(row, id), it)| {
            let said = it.said.as_ref();
            let said = said.map(|it| (local.place(it.writer), it.deal, it.fact.clone()));
            let gone = it.gone.map(|(writer, is_gone)| (local.place(writer), is_gone));
            let row = u16::try_from(row - rows.start).unwrap_or(u16::MAX);
            FactRecord { row, id, said, gone }
        });
        Sparse5 { facts: facts.collect() }
    }

    pub(super) fn take_sparse_5(
        &mut self,
        sparse: Sparse5,
        start: Row,
        global: impl Fn(u32) -> u32,
    ) {
        for FactRecord { row, id, said, gone } in sparse.facts {
            let said =
                said.map(|(writer, deal, fact)| SaidFact { writer: global(writer), deal, fact });
            let gone = gone.map(|(writer, is_gone)| (global(writer), is_gone));
            let row = Row(start.0 + u32::from(row));
            self.set_funnel(row, id, Some(FunnelFact { said, gone }));
        }
    }
}
