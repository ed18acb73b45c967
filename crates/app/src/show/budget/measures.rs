//! 措施 of a plan, arm by arm. Not here: what an arm comes to (`head`).

use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::Arm;

use crate::budget::{Kept, Measure, Plan};
use crate::model::Model;
use crate::view::{ArmView, MeasureRow, MeasuresView, WaterfallStep};

impl Model {
    pub(super) fn measures_view(&self, kept: &Kept, plan: &Plan) -> MeasuresView {
        let tables = self.tables(kept, plan);
        let head = self.head_view(kept, plan, &tables);
        let target = head.waterfall.iter().find(|it| it.step == WaterfallStep::Target);
        let less = head
            .waterfall
            .iter()
            .filter(|it| matches!(it.step, WaterfallStep::Done | WaterfallStep::Forecast));
        let gap =
            target.map(|target| less.fold(target.amount, |gap, it| gap.saturating_sub(it.amount)));
        let arm = |arm| {
            let of_arm = kept.measures.iter().filter(|it| it.plan == plan.id && it.arm == arm);
            let mut measures: Vec<MeasureRow> = of_arm.map(|it| self.measure_row(it)).collect();
            sort_by_key(&mut measures, |it| {
                (it.done.is_some(), it.due.is_none(), it.due, it.name.clone())
            });
            ArmView { arm, actual: self.arm_actual(plan, &tables, arm), measures }
        };
        MeasuresView { arms: Arm::ALL.map(arm).into(), gap, is_editable: self.may_plan() }
    }

    fn measure_row(&self, it: &Measure) -> MeasureRow {
        let owner = it.owner.map(|id| self.person_name(id)).filter(|name| !name.is_empty());
        MeasureRow {
            id: it.id,
            name: it.name.clone(),
            owner,
            due: it.due,
            is_late: it.done.is_none() && it.due.is_some_and(|due| due < self.today),
            done: it.done,
            row: (it.row, it.row.unit()),
            expected: it.expected,
            effect: it.effect(),
        }
    }
}
