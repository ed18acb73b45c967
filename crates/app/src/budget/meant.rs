//! What a form of the budget means as writes, and what in it is wrong. Not here: what is asked (`slots`).

use jipan_book::{Action, FunnelWrite, Op};
use jipan_rules::budget::{
    Arm, BudgetField, BudgetKey, ExpenseId, Group, Judgement, LineId, LineRef, MeasureId, PlanId,
    Row, RowUnit,
};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort, TEXT_CHARS_MAX};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId};
use jipan_rules::{NaiveDate, Uuid};

use super::boxes::Reading;
use super::plans::SCALE_SAME;
use super::read::{Expense, Judged, Kept, Measure};
use super::sheet::{Form, Ids};
use crate::env::Env;
use crate::event::BudgetSheet;
use crate::model::Model;
use crate::view::{BudgetSheetError, SheetField};

use SheetField as F;

/// Most characters of a name. `OURS`
const NAME_CHARS_MAX: usize = 60;
/// Most of an expense or a service, in fen: what a fact can hold.
const AMOUNT_MAX: i64 = 1_000_000_000_000;

/// What a form comes to.
#[derive(Debug)]
pub(super) struct Meant {
    pub(super) ops: Vec<Op>,
    pub(super) action: Action,
    pub(super) errors: Vec<(F, BudgetSheetError)>,
}

impl Model {
    /// What a form means: its writes, those that say nothing new left out.
    pub(super) fn meant_by_form(&self, kind: BudgetSheet, form: &Form, ids: &mut Ids<'_>) -> Meant {
        let kept = self.kept_budget();
        let mut reading = Reading { model: self, kind, form, errors: Vec::new() };
        let it = &mut reading;
        let (action, ops) = match kind {
            BudgetSheet::NewPlan => {
                (Action::EditPlan, self.meant_plan(it, PlanId(ids.fresh()), &kept))
            }
            BudgetSheet::RenamePlan(id) => {
                let name = it.name(F::Name, NAME_CHARS_MAX);
                self.refuse_taken(it, name.as_deref(), &kept, Some(id));
                let key = BudgetKey::of(BudgetField::PlanName, id.0);
                (Action::EditPlan, vec![self.put_other(key, name.as_deref())])
            }
            BudgetSheet::NewLine(row) => {
                let id = LineId(ids.fresh());
                (Action::EditBudget, self.meant_line(it, (id, row), &kept))
            }
            BudgetSheet::Line(id) => {
                let row = self.row_of_form(kind);
                (Action::EditBudget, self.meant_line(it, (id, row), &kept))
            }
            BudgetSheet::NewMeasure => {
                let plan = self.shown_plan(&kept).unwrap_or(PlanId(Uuid::nil()));
                let id = MeasureId(ids.fresh());
                (Action::EditMeasure, self.meant_measure(it, (id, plan)))
            }
            BudgetSheet::Measure(id) => {
                let plan = kept.measures.iter().find(|it| it.id == id).map(|it| it.plan);
                let plan = plan.unwrap_or(PlanId(Uuid::nil()));
                (Action::EditMeasure, self.meant_measure(it, (id, plan)))
            }
            BudgetSheet::NewExpense => {
                let id = ExpenseId(ids.fresh());
                let who = self.writer.person.uuid();
                (Action::EditExpense, self.meant_expense(it, (id, who), &kept))
            }
            BudgetSheet::Expense(id) => {
                let who = self.expense(&kept, id).map_or(Uuid::nil(), |it| it.who.uuid());
                (Action::EditExpense, self.meant_expense(it, (id, who), &kept))
            }
            BudgetSheet::Reject(id) => {
                let why = it.name(F::Reason, TEXT_CHARS_MAX - 20);
                let judged = self.expense(&kept, id).zip(why);
                let op =
                    judged.map(|(it, why)| self.judges(it, &Judgement::Rejected(it.amount, why)));
                (Action::JudgeExpense, vec![op])
            }
            BudgetSheet::Service(of) => (Action::LogService, meant_service(it, of, ids)),
            BudgetSheet::Goal(customer) => (Action::SetGoal, self.meant_goal(it, customer, ids)),
            BudgetSheet::Staff(line, month) => {
                let heads = it.number_or_blank(F::Quantity);
                let key = BudgetKey::of(BudgetField::StaffCounted, line.uuid()).at(month);
                (Action::EditBudget, vec![self.put_number(key, heads)])
            }
        };
        let ops = ops.into_iter().flatten().collect();
        let errors = reading.errors;
        Meant { ops: if errors.is_empty() { ops } else { Vec::new() }, action, errors }
    }

    /// A name that another version of the year has is taken.
    fn refuse_taken(
        &self,
        it: &mut Reading<'_>,
        name: Option<&str>,
        kept: &Kept,
        own: Option<PlanId>,
    ) {
        let plans = kept.plans_of(self.shown_year().first);
        let is_taken = plans.iter().any(|it| Some(it.id) != own && Some(it.name.as_str()) == name);
        if is_taken {
            it.errors.push((F::Name, BudgetSheetError::Taken));
        }
    }

    fn meant_plan(&self, it: &mut Reading<'_>, id: PlanId, kept: &Kept) -> Vec<Option<Op>> {
        let name = it.name(F::Name, NAME_CHARS_MAX);
        self.refuse_taken(it, name.as_deref(), kept, None);
        let from = it.id(F::From).and_then(|id| kept.plans.get(&PlanId(id)));
        let more = it.number(F::Scale, RowUnit::Rate).unwrap_or_default();
        let scale = SCALE_SAME.saturating_add(more);
        if !(0..=SCALE_SAME * 100).contains(&scale) {
            it.errors.push((F::Scale, BudgetSheetError::OutOfBounds));
        }
        let Some(name) = name.filter(|_| it.errors.is_empty()) else { return Vec::new() };
        let year = self.shown_year().first;
        let ops = self.ops_of_new_plan((id, year), &name, from.map(|it| (it, scale)), kept);
        ops.into_iter().map(Some).collect()
    }

    fn meant_line(
        &self,
        it: &mut Reading<'_>,
        (id, row): (LineId, Row),
        kept: &Kept,
    ) -> Vec<Option<Op>> {
        let key = |field| BudgetKey::of(field, id.0);
        let name = it.name(F::Name, NAME_CHARS_MAX);
        let others = || kept.lines.iter().filter(|it| it.of.id != id && it.of.parent == row);
        if others().any(|it| Some(&it.name) == name.as_ref()) {
            it.errors.push((F::Name, BudgetSheetError::Taken));
        }
        // What is not asked of a row is not read.
        let driver = if row.group() == Group::Expense { it.driver() } else { None };
        let driver = driver.map(|it| it.to_string());
        let goods = if row.counts_goods() { it.goods() } else { None };
        if goods.is_some() && others().any(|it| it.goods == goods) {
            it.errors.push((F::Goods, BudgetSheetError::GoodsTaken));
        }
        let goods = goods.map(|it| it.to_string());
        vec![
            self.put_other(key(BudgetField::LineGoods), goods.as_deref()),
            self.put_other(key(BudgetField::LineParent), Some(&row.code().to_string())),
            self.put_other(key(BudgetField::LineName), name.as_deref()),
            self.put_other(key(BudgetField::LineDriver), driver.as_deref()),
        ]
    }

    fn meant_measure(
        &self,
        it: &mut Reading<'_>,
        (id, plan): (MeasureId, PlanId),
    ) -> Vec<Option<Op>> {
        let key = |field| BudgetKey::of(field, id.0).part(plan.0);
        let arm = it.text(F::Arm).parse().ok().and_then(Arm::from_code);
        if arm.is_none() {
            it.errors.push((F::Arm, BudgetSheetError::Blank));
        }
        let name = it.name(F::Name, NAME_CHARS_MAX);
        let row = it.row();
        let unit = row.unwrap_or(Row::SalesRevenue).unit();
        let expected = it.number_in(F::Expected, unit, 0..=i64::MAX);
        let owner = it.id(F::Owner).map(|it| it.to_string());
        let due = it.day(F::Due).map(|it| it.to_string());
        let mut ops = vec![
            self.put_number(key(BudgetField::MeasureArm), arm.map(|it| it.code().into())),
            self.put_other(key(BudgetField::MeasureName), name.as_deref()),
            self.put_number(key(BudgetField::MeasureRow), row.map(|it| it.code().into())),
            self.put_number(key(BudgetField::MeasureExpected), expected),
            self.put_other(key(BudgetField::MeasureOwner), owner.as_deref()),
            self.put_other(key(BudgetField::MeasureDue), due.as_deref()),
        ];
        if matches!(it.kind, BudgetSheet::Measure(_)) {
            let effect = it.number(F::Effect, unit);
            let key = key(BudgetField::MeasureEffect).at(Month::of(self.today));
            ops.push(self.put_number(key, effect));
        }
        ops
    }

    fn meant_expense(
        &self,
        it: &mut Reading<'_>,
        (id, who): (ExpenseId, Uuid),
        kept: &Kept,
    ) -> Vec<Option<Op>> {
        let key = |field| BudgetKey::of(field, id.0).part(who);
        let on = it.day_past(F::On).map(|it| it.to_string());
        let line = it.id(F::Line).and_then(LineRef::from_uuid);
        let line = line.filter(|line| kept.row_of(*line).is_some());
        if line.is_none() {
            it.errors.push((F::Line, BudgetSheetError::Blank));
        }
        // One of a line that was taken out stays there until another one is chosen: the line may come back.
        let stays = !it.form.contains_key(&F::Line) && matches!(it.kind, BudgetSheet::Expense(_));
        let amount = it.number_in(F::Amount, RowUnit::Money, 1..=AMOUNT_MAX);
        let is_asked = self.fields_of(it.kind, it.form).contains(&F::Quantity);
        let driven = if is_asked { it.number_or_blank(F::Quantity) } else { None };
        let note = it.note(F::Note).filter(|it| !it.is_empty());
        let receipt = Some(it.text(F::Receipt)).filter(|it| !it.is_empty());
        let line = line.map(|it| it.uuid().to_string());
        let of_line = || self.put_other(key(BudgetField::ExpenseLine), line.as_deref());
        let of_driven = || self.put_number(key(BudgetField::ExpenseDriven), driven);
        vec![
            self.put_other(key(BudgetField::ExpenseOn), on.as_deref()),
            if stays { None } else { of_line() },
            self.put_number(key(BudgetField::ExpenseAmount), amount),
            self.put_other(key(BudgetField::ExpenseNote), note.as_deref()),
            if stays && !is_asked { None } else { of_driven() },
            self.put_other(key(BudgetField::ExpenseReceipt), receipt.as_deref()),
        ]
    }

    fn meant_goal(
        &self,
        it: &mut Reading<'_>,
        customer: CustomerId,
        ids: &mut Ids<'_>,
    ) -> Vec<Option<Op>> {
        let month = Month::of(self.today);
        let amount = it.number(F::Amount, RowUnit::Money);
        if amount.is_some_and(|it| !(0..=AMOUNT_MAX).contains(&it)) {
            it.errors.push((F::Amount, BudgetSheetError::OutOfBounds));
        }
        if amount == self.goal_by_hand(customer, month) {
            return Vec::new();
        }
        let amount = amount.map(Money::from_fen);
        vec![Some(fact_op(self, customer, Fact::Goal { month, amount }, ids))]
    }

    /// What taking out writes.
    pub(super) fn removal_of(&self, kind: BudgetSheet) -> Option<(Action, Op)> {
        let kept = self.kept_budget();
        let gone = |key| self.put_other(key, Some("1"));
        let plans = self.may_plan();
        match kind {
            BudgetSheet::Line(id) if plans => {
                let op = gone(BudgetKey::of(BudgetField::LineGone, id.0))?;
                Some((Action::EditBudget, op))
            }
            BudgetSheet::Measure(id) if plans => {
                let plan = self.measure(&kept, id)?.plan;
                let op = gone(BudgetKey::of(BudgetField::MeasureGone, id.0).part(plan.0))?;
                Some((Action::EditMeasure, op))
            }
            BudgetSheet::Expense(id) => {
                let it = self.expense(&kept, id)?;
                let who = it.who.uuid();
                let op = gone(BudgetKey::of(BudgetField::ExpenseGone, id.0).part(who))?;
                Some((Action::EditExpense, op)).filter(|_| self.may_change_expense(it))
            }
            BudgetSheet::RenamePlan(id) if self.open_plan(&kept, id).is_some() => {
                Some((Action::EditPlan, gone(BudgetKey::of(BudgetField::PlanGone, id.0))?))
            }
            BudgetSheet::NewPlan
            | BudgetSheet::RenamePlan(_)
            | BudgetSheet::NewLine(_)
            | BudgetSheet::Line(_)
            | BudgetSheet::NewMeasure
            | BudgetSheet::Measure(_)
            | BudgetSheet::NewExpense
            | BudgetSheet::Reject(_)
            | BudgetSheet::Service(_)
            | BudgetSheet::Goal(_)
            | BudgetSheet::Staff(..) => None,
        }
    }

    pub(super) fn op_of_done(&self, of: &Measure, on: Option<NaiveDate>) -> Option<Op> {
        let key = BudgetKey::of(BudgetField::MeasureDone, of.id.0).part(of.plan.0);
        self.put_other(key, on.map(|it| it.to_string()).as_deref())
    }

    fn judges(&self, it: &Expense, word: &Judgement) -> Op {
        let key = BudgetKey::of(BudgetField::ExpenseVerdict, it.id.0).part(it.who.uuid());
        self.book.put_budget(key, Some(word.to_string().into()))
    }

    /// An expense is approved, by a manager; one that is approved already stays.
    pub(super) fn approve_expense(
        &mut self,
        id: ExpenseId,
        env: &mut Env,
    ) -> Vec<crate::effect::Effect> {
        let kept = self.kept_budget();
        let it = self.expense(&kept, id).filter(|_| self.leads_budget());
        let it = it.filter(|it| !matches!(it.judged, Judged::Approved(_)));
        let Some(it) = it else { return Vec::new() };
        // One that was changed since waits again: the word is said anew, of the amount that is seen now.
        let op = self.judges(it, &Judgement::Approved(it.amount));
        self.commit_budget(Action::JudgeExpense, vec![op], Vec::new(), env)
    }
}

fn fact_op(model: &Model, customer: CustomerId, fact: Fact, ids: &mut Ids<'_>) -> Op {
    let customer = model.book.survivor_of(customer);
    let write = FunnelWrite::Say(Box::new(fact));
    Op::Funnel { id: FactId::new(ids.fresh()), customer, deal: None, write }
}

fn meant_service(
    it: &mut Reading<'_>,
    of: Option<CustomerId>,
    ids: &mut Ids<'_>,
) -> Vec<Option<Op>> {
    let customer = of.or_else(|| it.id(F::Customer).map(CustomerId::new));
    let customer = customer.filter(|id| {
        let row = it.model.book.row_of(it.model.book.survivor_of(*id));
        row.is_some_and(|row| it.model.book.is_visible(row))
    });
    if customer.is_none() {
        it.errors.push((F::Customer, BudgetSheetError::Blank));
    }
    let sort = match it.text(F::Sort).as_str() {
        "value_added" => ServiceSort::ValueAdded,
        _ => ServiceSort::AfterSales,
    };
    let on = it.day_past(F::On);
    let quantity = it.number_in(F::Quantity, RowUnit::Count, 1..=1_000_000);
    let quantity = quantity.and_then(|it| u32::try_from(it).ok());
    let n_errors = it.errors.len();
    let amount = it.number(F::Amount, RowUnit::Money);
    if it.errors.len() == n_errors && amount.is_some_and(|it| !(0..=AMOUNT_MAX).contains(&it)) {
        it.errors.push((F::Amount, BudgetSheetError::OutOfBounds));
    }
    // What nobody says an amount of is free.
    let amount = Money::from_fen(amount.unwrap_or_default());
    let text = it.note(F::Note).unwrap_or_default().into();
    let (Some(customer), Some(on), Some(quantity)) = (customer, on, quantity) else {
        return Vec::new();
    };
    let fact = Fact::Service(Box::new(ServiceFact { sort, on, quantity, amount, text }));
    vec![Some(fact_op(it.model, customer, fact, ids))]
}
