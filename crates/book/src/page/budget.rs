//! The budget in the header, since layout 6. Not here: the rest of the header.

use jipan_rules::budget::BudgetKey;
use serde::{Deserialize, Serialize};

use super::encode::Local;
use crate::arena::Row;
use crate::book::{Book, BudgetRecord, NO_WRITER, Origin};

/// What a header holds of the budget.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct KeptBudget {
    writers: Vec<Origin>,
    values: Vec<(BudgetKey, Vec<Said>)>,
}

/// By whom, what, over what. The earliest of a value comes first.
type Said = (u32, Option<Box<str>>, Option<Box<str>>);

impl KeptBudget {
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether every writer named exists.
    pub(super) fn is_sound(&self) -> bool {
        let mut all = self.values.iter().flat_map(|(_, said)| said);
        all.all(|(writer, ..)| Row(*writer).idx() < self.writers.len())
    }
}

impl Book {
    pub(super) fn budget_kept(&self) -> KeptBudget {
        let (mut local, mut kept) = (Local::default(), KeptBudget::default());
        for (key, last) in &self.budget {
            let said = last.all().map(|it| {
                let (value, was) = (it.value.clone(), it.was.clone());
                (local.place(it.writer), value, was)
            });
            kept.values.push((*key, said.collect()));
        }
        kept.writers = local.writers(self);
        kept
    }

    /// Takes in what a header holds, where nothing later is known.
    pub(super) fn take_budget(&mut self, kept: KeptBudget) {
        let writers: Vec<u32> = kept.writers.iter().map(|it| self.writers.intern(*it)).collect();
        let global = |place: u32| writers.get(Row(place).idx()).copied().unwrap_or(NO_WRITER);
        for (key, said) in kept.values {
            for (writer, value, was) in said {
                let put = BudgetRecord::new(global(writer), value, was);
                self.set_budget(key, Some(self.merged_budget(key, put)));
            }
        }
    }
}
