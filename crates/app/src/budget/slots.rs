//! What the forms of the budget ask, what can be chosen, and what is known already. Not here: what it means
//! (`meant`).

use std::collections::BTreeSet;

use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::{
    Arm, BudgetField, BudgetKey, Driver, ExpenseId, Goods, Group, LineRef, MeasureId, Row, RowUnit,
};
use jipan_rules::period::Month;
use jipan_rules::values::ids::PersonId;

use super::goods_lines::GoodsOf;
use super::number::typed_text;
use super::read::{Expense, Kept, Measure, Plan};
use super::sheet::Form;
use crate::event::{BudgetSheet, CellAt};
use crate::model::Model;
use crate::view::{MoneyUnit, SheetChoice, SheetField, SheetSlot};

use SheetField as F;

/// The rows that a measure can fill: amounts and numbers of what comes in, and what it costs.
const FILLED: [Row; 9] = [
    Row::SalesRevenue,
    Row::SalesVolume,
    Row::AfterSalesRevenue,
    Row::AfterSalesVolume,
    Row::ValueAddedRevenue,
    Row::ValueAddedVolume,
    Row::CostOfGoods,
    Row::FixedExpense,
    Row::VariableExpense,
];

fn choice(key: &(impl ToString + ?Sized), name: &str) -> SheetChoice {
    SheetChoice { key: key.to_string(), name: name.to_owned() }
}

/// A rate as it is typed: percent of revenue, or yuan a unit.
fn rate_text(driver: Driver) -> String {
    let (parts, width) = match driver {
        Driver::Revenue(_) => (100, 2),
        Driver::Volume(_) | Driver::Visits(_) | Driver::Heads(_) => (10_000, 4),
    };
    let (whole, rest) = (driver.rate() / parts, driver.rate() % parts);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:0width$}");
    format!("{whole}.{}", rest.trim_end_matches('0'))
}

impl Model {
    /// The people of the company with their names; alone there is nobody to name.
    pub(crate) fn budget_people(&self) -> Vec<(PersonId, String)> {
        let Some(it) = self.sync.membership.as_ref() else { return Vec::new() };
        let me = (it.me.person, it.me.name.clone());
        let cards = it.team.iter().flat_map(|team| &team.people);
        let cards = cards.map(|it| (it.id, it.name.clone()));
        let mut people: Vec<(PersonId, String)> = Vec::new();
        for (id, name) in core::iter::once(me).chain(cards) {
            if !id.uuid().is_nil() && people.iter().all(|(_, known)| *known != name) {
                people.push((id, name));
            }
        }
        people
    }

    /// What somebody is called; blank where nobody else could have been meant.
    pub(crate) fn person_name(&self, person: PersonId) -> String {
        let it = self.sync.membership.as_ref();
        it.and_then(|it| it.name_of(person)).unwrap_or_default().to_owned()
    }

    /// Whether an expense is the person's own.
    pub(crate) fn is_own_expense(&self, it: &Expense) -> bool {
        let membership = self.sync.membership.as_ref();
        it.who == self.writer.person || membership.is_some_and(|of| of.is_self(it.who))
    }

    /// Whether this person can change an expense now: an own one until it is approved, a manager each.
    pub(crate) fn may_change_expense(&self, it: &Expense) -> bool {
        let key = BudgetKey::of(BudgetField::ExpenseNote, it.id.0).part(it.who.uuid());
        let op = self.book.put_budget(key, None);
        self.may_write() && self.is_allowed(&[op])
    }

    /// An expense that this person sees.
    pub(crate) fn expense<'a>(&self, kept: &'a Kept, id: ExpenseId) -> Option<&'a Expense> {
        let it = kept.expenses.iter().find(|it| it.id == id)?;
        (self.leads_budget() || self.is_own_expense(it)).then_some(it)
    }

    /// A measure, which managers see.
    pub(crate) fn measure<'a>(&self, kept: &'a Kept, id: MeasureId) -> Option<&'a Measure> {
        kept.measures.iter().find(|it| it.id == id).filter(|_| self.leads_budget())
    }

    /// Whether what a form is about is there, and for this person.
    pub(crate) fn is_form_there(&self, kind: BudgetSheet) -> bool {
        let kept = self.kept_budget();
        let is_shop = |customer| {
            let row = self.book.row_of(self.book.survivor_of(customer));
            row.is_some_and(|row| self.book.is_visible(row))
        };
        let plans = self.leads_budget();
        match kind {
            BudgetSheet::NewPlan => plans,
            BudgetSheet::RenamePlan(id) => plans && kept.plans.contains_key(&id),
            BudgetSheet::NewLine(row) => {
                plans && row.kind() == jipan_rules::budget::RowKind::Entered
            }
            BudgetSheet::Line(id) => plans && kept.line(id).is_some(),
            BudgetSheet::NewMeasure => plans && self.shown_plan(&kept).is_some(),
            BudgetSheet::Measure(id) => self.measure(&kept, id).is_some(),
            BudgetSheet::NewExpense | BudgetSheet::Service(None) => true,
            BudgetSheet::Expense(id) => self.expense(&kept, id).is_some(),
            BudgetSheet::Reject(id) => plans && self.expense(&kept, id).is_some(),
            BudgetSheet::Service(Some(customer)) => is_shop(customer),
            BudgetSheet::Goal(customer) => self.sets_goals() && is_shop(customer),
            BudgetSheet::Staff(line, month) => {
                let row = kept.row_of(line);
                let is_counted = row.is_some_and(|it| it.unit() == RowUnit::Heads);
                plans && month <= Month::of(self.today) && is_counted
            }
        }
    }

    /// Whether staff of a cell can be counted: of a month that began, by who plans.
    pub(crate) fn may_count_staff(&self, at: CellAt) -> bool {
        self.may_plan() && at.month.is_some_and(|it| it <= Month::of(self.today))
    }

    /// What is asked in a form, in its order.
    pub(crate) fn fields_of(&self, kind: BudgetSheet, form: &Form) -> Vec<F> {
        match kind {
            BudgetSheet::NewPlan => vec![F::Name, F::From, F::Scale],
            BudgetSheet::RenamePlan(_) => vec![F::Name],
            BudgetSheet::NewLine(_) | BudgetSheet::Line(_) => {
                let is_expense = self.row_of_form(kind).group() == Group::Expense;
                let is_driven = !self.in_form(kind, form, F::Driver).is_empty();
                let mut fields = vec![F::Name];
                fields.extend(self.row_of_form(kind).counts_goods().then_some(F::Goods));
                fields.extend(is_expense.then_some(F::Driver));
                fields.extend((is_expense && is_driven).then_some(F::Rate));
                fields
            }
            BudgetSheet::NewMeasure => {
                vec![F::Arm, F::Name, F::Row, F::Expected, F::Owner, F::Due]
            }
            BudgetSheet::Measure(_) => {
                vec![F::Arm, F::Name, F::Row, F::Expected, F::Effect, F::Owner, F::Due]
            }
            BudgetSheet::NewExpense | BudgetSheet::Expense(_) => {
                let mut fields = vec![F::On, F::Line, F::Amount];
                let line = self.in_form(kind, form, F::Line);
                fields.extend(self.is_driven(&line).then_some(F::Quantity));
                fields.push(F::Note);
                fields
            }
            BudgetSheet::Reject(_) => vec![F::Reason],
            BudgetSheet::Service(of) => {
                let search = of.is_none().then_some([F::Search, F::Customer]);
                let asked = [F::Sort, F::On, F::Quantity, F::Amount, F::Note];
                search.into_iter().flatten().chain(asked).collect()
            }
            BudgetSheet::Goal(_) => vec![F::Amount],
            BudgetSheet::Staff(..) => vec![F::Quantity],
        }
    }

    /// Whether a line of expense follows a driver, so that it is asked how much of it.
    fn is_driven(&self, line: &str) -> bool {
        // What drives a line, and its rate, is known to managers: others are asked by nothing.
        let kept = self.kept_budget();
        let line = jipan_rules::Uuid::try_parse(line).ok().and_then(LineRef::from_uuid);
        match line {
            Some(LineRef::Own(id)) => {
                self.leads_budget() && kept.line(id).is_some_and(|it| it.of.driver.is_some())
            }
            Some(LineRef::Row(_)) | None => false,
        }
    }

    /// The row that a form of a line is about.
    pub(crate) fn row_of_form(&self, kind: BudgetSheet) -> Row {
        match kind {
            BudgetSheet::NewLine(row) => row,
            BudgetSheet::Line(id) => {
                let kept = self.kept_budget();
                kept.line(id).map_or(Row::VariableExpense, |it| it.of.parent)
            }
            BudgetSheet::NewPlan
            | BudgetSheet::RenamePlan(_)
            | BudgetSheet::NewMeasure
            | BudgetSheet::Measure(_)
            | BudgetSheet::NewExpense
            | BudgetSheet::Expense(_)
            | BudgetSheet::Reject(_)
            | BudgetSheet::Service(_)
            | BudgetSheet::Goal(_)
            | BudgetSheet::Staff(..) => Row::VariableExpense,
        }
    }

    /// The boxes of a form.
    pub(crate) fn slots_of(&self, kind: BudgetSheet, form: &Form) -> Vec<SheetSlot> {
        let slot = |field| SheetSlot {
            field,
            text: self.in_form(kind, form, field),
            choices: self.choices_of(kind, form, field),
        };
        self.fields_of(kind, form).into_iter().map(slot).collect()
    }

    /// The versions that a new one can begin from: that of the year before which counts, since the next year is
    /// planned from this one, those of the year itself, and all others, the latest first.
    fn copied_from(&self, kept: &Kept) -> Vec<SheetChoice> {
        let year = self.shown_year();
        let before = kept.plan_in_force_of(year.first.back(1)).map(|it| it.id);
        let mut plans: Vec<&Plan> = kept.plans.values().collect();
        sort_by_key(&mut plans, |it| {
            let place = (Some(it.id) != before, it.year != year);
            (place, core::cmp::Reverse((it.year, it.made, it.id)))
        });
        let named = |it: &Plan| {
            let is_of_year = it.year == year || it.name.contains(&it.year.first.year().to_string());
            let of = if is_of_year { String::new() } else { format!(" · {}", it.year.first) };
            choice(&it.id.0, &format!("{}{of}", it.name))
        };
        plans.into_iter().map(named).collect()
    }

    /// What a new version is called until something is typed: the first name that is free.
    fn free_plan_name(&self, kept: &Kept) -> Option<String> {
        let name = self.budget.plan_name.as_ref()?;
        let plans = kept.plans_of(self.shown_year().first);
        let is_free = |name: &String| plans.iter().all(|it| it.name != *name);
        let more = (2..=plans.len().saturating_add(1)).map(|n| format!("{name} {n}"));
        core::iter::once(name.clone()).chain(more).find(is_free)
    }

    fn choices_of(&self, kind: BudgetSheet, form: &Form, field: F) -> Vec<SheetChoice> {
        let kept = self.kept_budget();
        match field {
            F::From => {
                let blank = core::iter::once(choice("", ""));
                blank.chain(self.copied_from(&kept)).collect()
            }
            F::Row => FILLED.into_iter().map(|it| choice(&it.code(), "")).collect(),
            F::Line => expense_lines(&kept),
            F::Driver => {
                ["", "revenue", "volume", "visits", "heads"].map(|it| choice(&it, "")).into()
            }
            F::Goods => self.goods_choices(&self.in_form(kind, form, F::Goods)),
            F::Arm => Arm::ALL.into_iter().map(|it| choice(&it.code(), "")).collect(),
            F::Owner => {
                let blank = core::iter::once(choice("", ""));
                let people = self.budget_people();
                blank.chain(people.iter().map(|(id, name)| choice(&id.uuid(), name))).collect()
            }
            F::Customer => {
                let found = self.referrers_by(&self.in_form(kind, form, F::Search));
                found.iter().map(|(id, name)| choice(&id.uuid(), name)).collect()
            }
            F::Sort => ["after_sales", "value_added"].map(|it| choice(&it, "")).into(),
            F::Name
            | F::Scale
            | F::Rate
            | F::Due
            | F::Expected
            | F::Effect
            | F::On
            | F::Amount
            | F::Quantity
            | F::Note
            | F::Search
            | F::Reason
            | F::Receipt => Vec::new(),
        }
    }

    /// The brands and price classes that products have, and what is chosen.
    fn goods_choices(&self, chosen: &str) -> Vec<SheetChoice> {
        let found = self.book.products().flat_map(|it| {
            let it = GoodsOf::of(&it);
            it.brand.map(|it| Goods::Brand(it.into())).into_iter().chain(it.class.map(Goods::Class))
        });
        let all: BTreeSet<Goods> = found.chain(chosen.parse()).collect();
        let named = |it: &Goods| match it {
            Goods::Brand(brand) => choice(it, brand),
            Goods::Class(_) => choice(it, ""),
        };
        core::iter::once(choice("", "")).chain(all.iter().map(named)).collect()
    }

    /// What is known of a box before anything is typed.
    pub(crate) fn known_in(&self, kind: BudgetSheet, field: F) -> String {
        let kept = self.kept_budget();
        let money = |fen: i64| typed_text(fen, RowUnit::Money, MoneyUnit::Yuan);
        let today = || self.today.to_string();
        let known = match (kind, field) {
            (BudgetSheet::NewPlan, F::Name) => self.free_plan_name(&kept),
            (BudgetSheet::RenamePlan(id), F::Name) => kept.plans.get(&id).map(|it| it.name.clone()),
            (BudgetSheet::Line(id), F::Name) => kept.line(id).map(|it| it.name.clone()),
            (BudgetSheet::Line(id), F::Driver) => {
                kept.line(id).and_then(|it| it.of.driver).map(|it| it.word().to_owned())
            }
            (BudgetSheet::Line(id), F::Rate) => {
                kept.line(id).and_then(|it| it.of.driver).map(rate_text)
            }
            (BudgetSheet::Line(id), F::Goods) => {
                kept.line(id).and_then(|it| it.goods.as_ref()).map(Goods::to_string)
            }
            (BudgetSheet::NewMeasure, F::Arm) => Some(Arm::Business.code().to_string()),
            (BudgetSheet::NewMeasure, F::Row) => Some(Row::SalesRevenue.code().to_string()),
            (BudgetSheet::Measure(id), _) => {
                let it = kept.measures.iter().find(|it| it.id == id);
                it.and_then(|it| known_of_measure(it, field, Month::of(self.today)))
            }
            (BudgetSheet::NewExpense | BudgetSheet::Service(_), F::On) => Some(today()),
            (BudgetSheet::NewExpense, F::Line) => {
                Some(LineRef::Row(Row::VariableExpense).uuid().to_string())
            }
            (BudgetSheet::Expense(id), _) => {
                let it = kept.expenses.iter().find(|it| it.id == id);
                it.and_then(|it| known_of_expense(&kept, it, field))
            }
            (BudgetSheet::Service(_), F::Sort) => Some("after_sales".to_owned()),
            (BudgetSheet::Service(_), F::Quantity) => Some("1".to_owned()),
            (BudgetSheet::Goal(customer), F::Amount) => {
                self.goal_by_hand(customer, Month::of(self.today)).map(money)
            }
            (BudgetSheet::Staff(line, month), F::Quantity) => {
                kept.staff_in(line, month).map(|(_, heads)| heads.to_string())
            }
            _ => None,
        };
        known.unwrap_or_default()
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a form has few of all boxes")]
fn known_of_expense(kept: &Kept, it: &Expense, field: F) -> Option<String> {
    match field {
        F::On => Some(it.on.to_string()),
        F::Line => Some(kept.line_of(it).uuid().to_string()),
        F::Amount => Some(typed_text(it.amount, RowUnit::Money, MoneyUnit::Yuan)),
        F::Quantity => it.driven.map(|it| it.to_string()),
        F::Note => Some(it.note.clone()),
        F::Receipt => it.receipt.clone(),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a form has few of all boxes")]
fn known_of_measure(it: &Measure, field: F, month: Month) -> Option<String> {
    let number = |value: i64| typed_text(value, it.row.unit(), MoneyUnit::Yuan);
    match field {
        F::Arm => Some(it.arm.code().to_string()),
        F::Name => Some(it.name.clone()),
        F::Row => Some(it.row.code().to_string()),
        F::Expected => Some(number(it.expected)),
        F::Effect => it.effects.get(&month).copied().map(number),
        F::Owner => it.owner.map(|it| it.uuid().to_string()),
        F::Due => it.due.map(|it| it.to_string()),
        _ => None,
    }
}

/// What an expense can belong to: the rows of expense and the own lines below them.
fn expense_lines(kept: &Kept) -> Vec<SheetChoice> {
    let mut all = Vec::new();
    for row in [Row::FixedExpense, Row::VariableExpense] {
        all.push(choice(&LineRef::Row(row).uuid(), ""));
        let own = kept.lines.iter().filter(|it| it.of.parent == row);
        all.extend(own.map(|it| choice(&LineRef::Own(it.of.id).uuid(), &it.name)));
    }
    all
}
