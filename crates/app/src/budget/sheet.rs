//! The forms of the budget: what is in each is a draft, which "done" makes a change. Not here: what is asked
//! (`slots`) and what it means (`meant`).

use std::collections::BTreeMap;

use jipan_book::{Action, Op};
use jipan_rules::budget::{ExpenseId, LineId, MeasureId, PlanId};
#[cfg(test)]
use jipan_rules::budget::{LineRef, Row};
#[cfg(test)]
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::BudgetSheet;
use crate::model::Model;
use crate::view::{ReceiptError, SheetField};

use super::meant::Meant;

/// The keys of what is typed into forms begin so.
pub(crate) const FORMS: &str = "budget/sheet/";

/// The open form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpenBudgetSheet {
    pub(crate) kind: BudgetSheet,
    /// Whether "done" was pressed while something was wrong.
    pub(crate) is_refused: bool,
    /// Why the last photo was not attached.
    pub(crate) receipt_error: Option<ReceiptError>,
}

impl OpenBudgetSheet {
    fn of(kind: BudgetSheet) -> Self {
        Self { kind, is_refused: false, receipt_error: None }
    }
}

/// Where the ids of what is new come from; without an environment nothing is written.
pub(super) struct Ids<'a>(Option<&'a mut Env>);

impl<'a> Ids<'a> {
    fn of(env: &'a mut Env) -> Self {
        Self(Some(env))
    }

    fn none() -> Self {
        Self(None)
    }

    /// The next id.
    pub(super) fn fresh(&mut self) -> Uuid {
        self.0.as_mut().map_or(Uuid::nil(), |env| env.ids.fresh())
    }
}

/// What is typed into a form.
pub(crate) type Form = BTreeMap<SheetField, String>;

const WORDS: [(SheetField, &str); 22] = [
    (SheetField::Name, "name"),
    (SheetField::From, "from"),
    (SheetField::Scale, "scale"),
    (SheetField::Row, "row"),
    (SheetField::Line, "line"),
    (SheetField::Driver, "driver"),
    (SheetField::Goods, "goods"),
    (SheetField::Rate, "rate"),
    (SheetField::Arm, "arm"),
    (SheetField::Owner, "owner"),
    (SheetField::Due, "due"),
    (SheetField::Expected, "expected"),
    (SheetField::Effect, "effect"),
    (SheetField::On, "on"),
    (SheetField::Amount, "amount"),
    (SheetField::Quantity, "quantity"),
    (SheetField::Note, "note"),
    (SheetField::Customer, "customer"),
    (SheetField::Search, "search"),
    (SheetField::Sort, "sort"),
    (SheetField::Reason, "reason"),
    (SheetField::Receipt, "receipt"),
];

/// A line each: the name, a blank, the value.
pub(super) fn text_of(form: &Form) -> String {
    let line = |(field, text): (&SheetField, &String)| {
        let (_, word) = WORDS.iter().find(|(it, _)| it == field)?;
        Some(format!("{word} {}", text.replace('\\', "\\\\").replace('\n', "\\n")))
    };
    form.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn form_of(text: &str) -> Form {
    let line = |line: &str| {
        let (word, value) = line.split_once(' ')?;
        let (field, _) = WORDS.iter().find(|(_, it)| *it == word)?;
        let mut plain = String::with_capacity(value.len());
        let mut chars = value.chars();
        while let Some(it) = chars.next() {
            match (it, it == '\\') {
                (_, true) => plain.extend(chars.next().map(|it| if it == 'n' { '\n' } else { it })),
                (it, false) => plain.push(it),
            }
        }
        Some((*field, plain))
    };
    text.lines().filter_map(line).collect()
}

/// The key of what is typed into a form.
pub(crate) fn form_key(kind: BudgetSheet) -> String {
    let (name, id) = match kind {
        BudgetSheet::NewPlan => ("new-plan", Uuid::nil()),
        BudgetSheet::RenamePlan(PlanId(id)) => ("plan", id),
        BudgetSheet::NewLine(row) => ("new-line", Uuid::from_u128(row.code().into())),
        BudgetSheet::Line(LineId(id)) => ("line", id),
        BudgetSheet::NewMeasure => ("new-measure", Uuid::nil()),
        BudgetSheet::Measure(MeasureId(id)) => ("measure", id),
        BudgetSheet::NewExpense => ("new-expense", Uuid::nil()),
        BudgetSheet::Expense(ExpenseId(id)) => ("expense", id),
        BudgetSheet::Reject(ExpenseId(id)) => ("reject", id),
        BudgetSheet::Service(customer) => {
            ("service", customer.map_or(Uuid::nil(), CustomerId::uuid))
        }
        BudgetSheet::Goal(customer) => ("goal", customer.uuid()),
        BudgetSheet::Staff(line, month) => {
            return format!("{FORMS}{}/staff-{}", line.uuid(), month.index());
        }
    };
    format!("{FORMS}{id}/{name}")
}

/// The form of a key.
#[cfg(test)]
fn form_of_key(key: &str) -> Option<BudgetSheet> {
    let (id, name) = key.strip_prefix(FORMS)?.split_once('/')?;
    let id = Uuid::try_parse(id).ok()?;
    Some(match name {
        "new-plan" => BudgetSheet::NewPlan,
        "plan" => BudgetSheet::RenamePlan(PlanId(id)),
        "new-line" => BudgetSheet::NewLine(Row::from_code(u16::try_from(id.as_u128()).ok()?)?),
        "line" => BudgetSheet::Line(LineId(id)),
        "new-measure" => BudgetSheet::NewMeasure,
        "measure" => BudgetSheet::Measure(MeasureId(id)),
        "new-expense" => BudgetSheet::NewExpense,
        "expense" => BudgetSheet::Expense(ExpenseId(id)),
        "reject" => BudgetSheet::Reject(ExpenseId(id)),
        "service" => BudgetSheet::Service(Some(CustomerId::new(id)).filter(|_| !id.is_nil())),
        "goal" => BudgetSheet::Goal(CustomerId::new(id)),
        _ => {
            let month = Month::from_index(name.strip_prefix("staff-")?.parse().ok()?);
            BudgetSheet::Staff(LineRef::from_uuid(id)?, month)
        }
    })
}

impl Model {
    /// What is typed into a form.
    pub(crate) fn budget_form(&self, kind: BudgetSheet) -> Form {
        let text = self.drafts.texts.get(&form_key(kind));
        text.map(|text| form_of(text)).unwrap_or_default()
    }

    /// What is in a box of a form: as typed, else as it is known.
    pub(crate) fn in_form(&self, kind: BudgetSheet, form: &Form, field: SheetField) -> String {
        form.get(&field).cloned().unwrap_or_else(|| self.known_in(kind, field))
    }

    /// Opens a form, with what was typed into it before.
    pub(super) fn open_budget_sheet(&mut self, kind: BudgetSheet) -> Vec<Effect> {
        if !self.is_form_there(kind) {
            return Vec::new();
        }
        let effects = self.close_budget_sheet();
        self.budget.sheet = Some(OpenBudgetSheet::of(kind));
        effects
    }

    pub(super) fn budget_sheet_typed(&mut self, field: SheetField, text: &str) -> Vec<Effect> {
        let Some(OpenBudgetSheet { kind, .. }) = self.budget.sheet else { return Vec::new() };
        let mut form = self.budget_form(kind);
        if text == self.known_in(kind, field) {
            form.remove(&field);
        } else {
            form.insert(field, text.to_owned());
        }
        self.keep_day(kind, &mut form);
        let key = form_key(kind);
        if form.is_empty() {
            return if self.drafts.texts.contains_key(&key) {
                self.drop_draft(key)
            } else {
                Vec::new()
            };
        }
        self.typed(key, &text_of(&form))
    }

    /// Of what happened on a day that is taken as known, the day is kept with the first thing that is typed: a
    /// form that was begun yesterday is of yesterday. With nothing else in it the day of today is nothing.
    pub(super) fn keep_day(&self, kind: BudgetSheet, form: &mut Form) {
        if !matches!(kind, BudgetSheet::NewExpense | BudgetSheet::Service(_)) {
            return;
        }
        let today = self.known_in(kind, SheetField::On);
        let is_today = *form.entry(SheetField::On).or_insert_with(|| today.clone()) == today;
        if is_today && form.len() == 1 {
            form.clear();
        }
    }

    /// Puts the form away; what was typed is kept.
    pub(crate) fn close_budget_sheet(&mut self) -> Vec<Effect> {
        match self.budget.sheet.take() {
            Some(_) => self.keep_drafts(),
            None => Vec::new(),
        }
    }

    /// "Done": one change of all that is in it, or what is wrong is named.
    pub(super) fn budget_sheet_done(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(OpenBudgetSheet { kind, .. }) = self.budget.sheet else { return Vec::new() };
        let form = self.budget_form(kind);
        // No expense names a photo that is not on the disk.
        if self.waits_for_photo(&form) {
            return self.keep_drafts();
        }
        let mut ids = Ids::of(env);
        let Meant { ops, action, errors } = self.meant_by_form(kind, &form, &mut ids);
        if !errors.is_empty() || !self.may_write() {
            self.budget.sheet =
                Some(OpenBudgetSheet { is_refused: true, ..OpenBudgetSheet::of(kind) });
            return self.keep_drafts();
        }
        let is_new_plan = kind == BudgetSheet::NewPlan;
        let made = ops.first().and_then(|op| {
            let Op::Budget { key, .. } = op else { return None };
            Some(PlanId(key.of))
        });
        let is_blank = ops.is_empty();
        let drafts = self.drafts_at(&[form_key(kind)]);
        let effects = self.commit_budget(action, ops, drafts, env);
        if is_blank || !effects.is_empty() {
            self.budget.sheet = None;
            if is_new_plan {
                self.budget.chosen.plan = made;
            }
        }
        effects
    }

    /// What is wrong in a form.
    pub(crate) fn errors_of_form(
        &self,
        kind: BudgetSheet,
        form: &Form,
    ) -> Vec<(SheetField, crate::view::BudgetSheetError)> {
        self.meant_by_form(kind, form, &mut Ids::none()).errors
    }

    /// Whether what a form is about can be taken out now.
    pub(crate) fn can_remove(&self, kind: BudgetSheet) -> bool {
        self.removal_of(kind).is_some()
    }

    /// What the form is about is taken out.
    pub(super) fn budget_sheet_removed(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(OpenBudgetSheet { kind, .. }) = self.budget.sheet else { return Vec::new() };
        let Some((action, op)) = self.removal_of(kind) else { return Vec::new() };
        let drafts = self.drafts_at(&[form_key(kind)]);
        let effects = self.commit_budget(action, vec![op], drafts, env);
        if !effects.is_empty() {
            self.budget.sheet = None;
        }
        effects
    }

    /// The form of what is not there any more is put away.
    pub(crate) fn refresh_budget_sheet(&mut self) {
        let is_there = self.budget.sheet.is_none_or(|it| self.is_form_there(it.kind));
        if !is_there {
            self.budget.sheet = None;
        }
    }

    /// A measure is done on a day, or not yet.
    pub(super) fn measure_done(
        &mut self,
        id: MeasureId,
        on: Option<NaiveDate>,
        env: &mut Env,
    ) -> Vec<Effect> {
        let kept = self.kept_budget();
        let known = kept.measures.iter().find(|it| it.id == id);
        let Some(measure) = known.filter(|_| self.may_plan()) else { return Vec::new() };
        let op = self.op_of_done(measure, on);
        self.commit_budget(Action::EditMeasure, op.into_iter().collect(), Vec::new(), env)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_known_by_its_key_and_keeps_what_is_typed() {
        let id = Uuid::from_u128(1 << 70);
        let kinds = [
            BudgetSheet::NewPlan,
            BudgetSheet::RenamePlan(PlanId(id)),
            BudgetSheet::NewLine(Row::VariableExpense),
            BudgetSheet::Line(LineId(id)),
            BudgetSheet::NewMeasure,
            BudgetSheet::Measure(MeasureId(id)),
            BudgetSheet::NewExpense,
            BudgetSheet::Expense(ExpenseId(id)),
            BudgetSheet::Reject(ExpenseId(id)),
            BudgetSheet::Service(None),
            BudgetSheet::Service(Some(CustomerId::new(id))),
            BudgetSheet::Goal(CustomerId::new(id)),
            BudgetSheet::Staff(LineRef::Row(Row::FormalStaff), Month::from_index(24_324)),
        ];
        for kind in kinds {
            assert_eq!(form_of_key(&form_key(kind)), Some(kind));
        }
        let texts = ["", "一行\n又一行", "\\n \\"].map(str::to_owned);
        let fields = [SheetField::Name, SheetField::Note, SheetField::Reason];
        let form: Form = fields.into_iter().zip(texts).collect();
        assert_eq!(form_of(&text_of(&form)), form);
    }
}
