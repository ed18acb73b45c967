//! 预算: what a person does about the budget, and what is remembered of the screen. Not here: what it shows
//! (`show/budget`), and the rules.

mod boxes;
mod cells;
mod costs;
mod figures;
mod forecasts;
mod gap;
mod goal_shops;
mod goals;
mod goods_lines;
mod grid;
mod index;
mod meant;
mod number;
mod paste;
mod photos;
mod plans;
mod read;
mod reading;
mod sheet;
mod shops;
mod slots;
mod write;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::budget::{
    BudgetField, BudgetKey, FiscalYear, LineId, LineRef, MethodError, PlanId, Row,
};
use jipan_rules::period::Month;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{BudgetEvent, BudgetPart, BudgetSheet, BudgetShown, BudgetWhy};
use crate::model::{Model, UndoBar};
use crate::route::Route;
use crate::view::{BudgetBody, BudgetPlace, BudgetWhyView, DraftError, LineLabel, MoneyUnit};

pub(crate) use cells::BUDGET_KEY;
pub(crate) use figures::{Actuals, REVENUES, TRADED, Tables, closed_of, net, table_of};
pub(crate) use forecasts::FORECAST;
pub(crate) use gap::gap_of;
pub(crate) use goal_shops::GoalShop;
pub(crate) use goals::{GoalTerritory, Goals};
pub(crate) use grid::{GridKind, GridLine, grid_lines, line_label};
pub(crate) use index::ActualsIndex;
pub use photos::{photo_of, photo_row};
pub(crate) use read::{Expense, Judged, Kept, Measure, Plan};
pub(crate) use sheet::OpenBudgetSheet;

/// Sources that are shown at first, and how many more each time. `OURS`
pub(crate) const N_AT_ONCE: usize = 100;
/// Shops that are shown at first, and how many more each time: more than anybody visits in a day. `OURS`
pub(crate) const N_GOALS_AT_ONCE: usize = 40;

/// What is chosen on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) year: Option<Month>,
    pub(crate) plan: Option<PlanId>,
    pub(crate) compare: Option<PlanId>,
    pub(crate) shown: BudgetShown,
    pub(crate) unit: MoneyUnit,
    pub(crate) month: Option<u8>,
    pub(crate) open: Row,
    pub(crate) expenses_of: Option<Month>,
    pub(crate) territory: Option<String>,
    pub(crate) n_goals: usize,
    /// The open "why", and how many sources are shown.
    pub(crate) why: Option<(BudgetWhy, usize)>,
}

/// What something that is shown was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MadeFor {
    book: (u64, u64, u64),
    index: u64,
    is_counting: bool,
    funnel: u64,
    photos: u64,
    today: NaiveDate,
    typed: u64,
    wrong: BTreeMap<String, DraftError>,
    may_write: bool,
    part: BudgetPart,
    chosen: Chosen,
}

/// Something that is kept with what it was made for.
type KeptWith<K, T> = RefCell<Option<(K, Rc<T>)>>;

/// What is remembered of the screen of the budget, and of what it shows.
#[derive(Debug)]
pub(crate) struct BudgetModel {
    pub(crate) chosen: Chosen,
    pub(crate) sheet: Option<OpenBudgetSheet>,
    photos: photos::Photos,
    /// What was done on the screen, the last at the end.
    steps: Vec<UndoBar>,
    /// What a new version is called until something is typed, in the words of the shell.
    pub(crate) plan_name: Option<String>,
    index: ActualsIndex,
    read: KeptWith<u64, Kept>,
    actuals: KeptWith<(u64, u64, NaiveDate), Actuals>,
    goals: KeptWith<(u64, u64, u64, NaiveDate), Goals>,
    pipeline: KeptWith<((u64, u64), u64, NaiveDate), Option<MethodError>>,
    /// All that was found for the open "why".
    found: KeptWith<(BudgetWhy, MadeFor), Option<BudgetWhyView>>,
    pub(crate) body: Option<(MadeFor, BudgetBody)>,
    pub(crate) why: Option<(MadeFor, Option<BudgetWhyView>)>,
}

impl Default for BudgetModel {
    fn default() -> Self {
        Self {
            chosen: Chosen {
                year: None,
                plan: None,
                compare: None,
                shown: BudgetShown::Actual,
                unit: MoneyUnit::Yuan,
                month: None,
                open: Row::SalesRevenue,
                expenses_of: None,
                territory: None,
                n_goals: N_GOALS_AT_ONCE,
                why: None,
            },
            sheet: None,
            photos: photos::Photos::default(),
            steps: Vec::new(),
            plan_name: None,
            index: ActualsIndex::default(),
            read: RefCell::default(),
            actuals: RefCell::default(),
            goals: RefCell::default(),
            pipeline: RefCell::default(),
            found: RefCell::default(),
            body: None,
            why: None,
        }
    }
}

impl BudgetModel {
    /// The customers whose page came to something in a month.
    pub(crate) fn rows_in(
        &self,
        is_in: &dyn Fn(Month) -> bool,
    ) -> impl Iterator<Item = jipan_book::Row> {
        self.index.rows_in(is_in)
    }

    /// How much of the orders is counted, in percent, while they are.
    pub(crate) fn percent(&self) -> Option<u8> {
        self.index.percent()
    }
}

impl Model {
    pub(crate) fn on_budget(&mut self, event: BudgetEvent, env: &mut Env) -> Vec<Effect> {
        // The first tap after a night is of the new day.
        self.today = env.today;
        match event {
            BudgetEvent::CellTyped(at, text) => self.cell_typed(at, &text),
            BudgetEvent::CellLeft(at) => self.cell_left(at, env),
            BudgetEvent::CellDropped(at) => self.cell_dropped(at),
            BudgetEvent::FilledRight(cells, until) => self.filled_right(&cells, until, env),
            BudgetEvent::Cleared(cells) => self.cells_cleared(&cells, env),
            BudgetEvent::StepUndone => self.undo_step(env),
            BudgetEvent::Pasted(at, table) => self.pasted(at, &table, env),
            BudgetEvent::GapTyped(field, text) => self.gap_typed(field, &text),
            BudgetEvent::GapLeft(field) => self.gap_left(field, env),
            BudgetEvent::MethodChosen(row, method) => self.method_chosen(row, method, env),
            BudgetEvent::Planned(row) => self.planned(row, env),
            BudgetEvent::PutInForce(plan) => self.put_in_force(plan, env),
            BudgetEvent::Froze(plan, frozen) => self.freeze_plan(plan, frozen, env),
            BudgetEvent::PlanRemoved(plan) => self.remove_plan(plan, env),
            BudgetEvent::MonthClosed(month, closing) => self.close_month(month, closing, env),
            BudgetEvent::SheetOpened(kind) => self.open_budget_sheet(kind),
            BudgetEvent::PlanBegun(name) => {
                self.budget.plan_name = Some(name);
                self.open_budget_sheet(BudgetSheet::NewPlan)
            }
            BudgetEvent::SheetTyped(field, text) => self.budget_sheet_typed(field, &text),
            BudgetEvent::SheetDone => self.budget_sheet_done(env),
            BudgetEvent::SheetRemoved => self.budget_sheet_removed(env),
            BudgetEvent::SheetClosed => self.close_budget_sheet(),
            BudgetEvent::MeasureDone(id, on) => self.measure_done(id, on, env),
            BudgetEvent::Approved(id) => self.approve_expense(id, env),
            BudgetEvent::Issued => self.issue_goals(env),
            BudgetEvent::ReportPrinted(month) => self.print_report(month),
            BudgetEvent::ReportExported(month) => self.export_report(month),
            BudgetEvent::ReceiptTaken(jpeg) => self.receipt_taken(&jpeg, env),
            BudgetEvent::ReceiptDropped => self.receipt_dropped(),
            BudgetEvent::PhotoKept(id) => self.photo_kept(id, env),
            BudgetEvent::PhotoNotKept(id, failure) => self.photo_not_kept(id, failure, env),
            BudgetEvent::PhotoFound(id, photo) => self.photo_found(id, photo),
            BudgetEvent::PhotoRead(id, row) => self.photo_read(id, row.as_deref(), env),
            BudgetEvent::PhotoUnread(id) => self.photo_unread(id, env),
            BudgetEvent::PhotosDue => self.photos_due(),
            BudgetEvent::PhotoAskDue => self.photo_ask_due(),
            BudgetEvent::YearShown(_)
            | BudgetEvent::PlanShown(_)
            | BudgetEvent::Compared(_)
            | BudgetEvent::Shown(_)
            | BudgetEvent::UnitChosen(_)
            | BudgetEvent::MonthShown(_)
            | BudgetEvent::GapOpened(_)
            | BudgetEvent::ExpensesOf(_)
            | BudgetEvent::WhyOpened(_)
            | BudgetEvent::WhyMore
            | BudgetEvent::WhyClosed
            | BudgetEvent::TerritoryShown(_)
            | BudgetEvent::MoreGoals => {
                self.look_at_budget(event);
                Vec::new()
            }
        }
    }

    /// What only changes what is looked at.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_budget hands over these events only, and names each of them"
    )]
    fn look_at_budget(&mut self, event: BudgetEvent) {
        let chosen = &mut self.budget.chosen;
        match event {
            BudgetEvent::YearShown(year) => {
                (chosen.year, chosen.plan, chosen.compare) = (Some(year), None, None);
            }
            BudgetEvent::PlanShown(plan) => chosen.plan = Some(plan),
            BudgetEvent::Compared(plan) => chosen.compare = plan,
            BudgetEvent::Shown(shown) => chosen.shown = shown,
            BudgetEvent::UnitChosen(unit) => chosen.unit = unit,
            BudgetEvent::MonthShown(month) => chosen.month = month.filter(|it| *it < 12),
            BudgetEvent::GapOpened(row) => chosen.open = row,
            BudgetEvent::ExpensesOf(month) => chosen.expenses_of = Some(month),
            BudgetEvent::WhyOpened(of) => chosen.why = Some((of, N_AT_ONCE)),
            BudgetEvent::WhyMore => {
                if let Some((_, n)) = &mut chosen.why {
                    *n = n.saturating_add(N_AT_ONCE);
                }
            }
            BudgetEvent::WhyClosed => chosen.why = None,
            BudgetEvent::TerritoryShown(territory) => {
                (chosen.territory, chosen.n_goals) = (territory, N_GOALS_AT_ONCE);
            }
            BudgetEvent::MoreGoals => {
                chosen.n_goals = chosen.n_goals.saturating_add(N_GOALS_AT_ONCE);
            }
            _ => {}
        }
    }

    /// The year that is shown: the chosen one, else that of the version that counts for today, else that of today
    /// by the rule.
    pub(crate) fn shown_year(&self) -> FiscalYear {
        if let Some(first) = self.budget.chosen.year {
            return FiscalYear { first };
        }
        let plan = self.kept_budget().plan_in_force_of(Month::of(self.today)).map(|it| it.year);
        plan.unwrap_or_else(|| FiscalYear::of_day(self.today, self.fiscal_start()))
    }

    /// The version that is shown: the chosen one, else the one in force, else the latest.
    pub(crate) fn shown_plan(&self, kept: &Kept) -> Option<PlanId> {
        let year = self.shown_year().first;
        let chosen = self.budget.chosen.plan.and_then(|id| kept.plans.get(&id));
        let chosen = chosen.filter(|it| it.year.first == year).map(|it| it.id);
        chosen.or_else(|| kept.plans_of(year).first().map(|it| it.id))
    }

    /// Counts what the budget needs, and makes what is shown, where it is another one.
    pub(crate) fn count_budget(&mut self) {
        self.follow_actuals();
        self.follow_funnel();
        let Route::Budget(part) = self.route else { return };
        let part = self.part_of_person(part);
        let made_for = self.made_for(part);
        // Which "why" is open changes nothing beneath it.
        let beneath =
            MadeFor { chosen: Chosen { why: None, ..made_for.chosen.clone() }, ..made_for.clone() };
        if self.budget.body.as_ref().is_none_or(|(of, _)| *of != beneath) {
            let body = self.budget_body(part);
            self.budget.body = Some((beneath, body));
        }
        if self.budget.why.as_ref().is_none_or(|(of, _)| *of != made_for) {
            let chosen = Chosen { why: None, ..made_for.chosen.clone() };
            // What is typed meanwhile explains nothing.
            let found_for =
                MadeFor { chosen, typed: 0, wrong: BTreeMap::new(), ..made_for.clone() };
            let why = self.budget.chosen.why.and_then(|it| self.first_of_why(it, found_for));
            self.budget.why = Some((made_for, why));
        }
    }

    /// The open "why" with so many sources. All that was found is kept while what it was found for stays, so that
    /// "more" only shows more.
    fn first_of_why(
        &self,
        (of, n): (BudgetWhy, usize),
        found_for: MadeFor,
    ) -> Option<BudgetWhyView> {
        let key = (of, found_for);
        let mut kept = self.budget.found.borrow_mut();
        let found = kept.take().filter(|(known, _)| *known == key);
        let found = found.unwrap_or_else(|| (key, Rc::new(self.budget_why(of))));
        let all = (*kept.insert(found).1).as_ref()?;
        Some(BudgetWhyView {
            sources: all.sources.iter().take(n).cloned().collect(),
            n_more: all.sources.len().saturating_sub(n),
            ..all.clone()
        })
    }

    fn made_for(&self, part: BudgetPart) -> MadeFor {
        MadeFor {
            book: (
                self.book.revision(),
                self.book.budget_revision(),
                self.book.standing_revision(),
            ),
            index: self.budget.index.n_made,
            is_counting: self.budget_percent(part).is_some(),
            funnel: self.funnel.index.n_made,
            photos: self.budget.photos.n_found,
            today: self.today,
            typed: self.drafts.n_touches,
            wrong: self.drafts.errors.clone(),
            may_write: self.may_write(),
            part,
            chosen: self.budget.chosen.clone(),
        }
    }

    /// A screen of the budget was opened: what was open on another one is not.
    pub(crate) fn enter_budget(&mut self) {
        let chosen = &mut self.budget.chosen;
        (chosen.why, chosen.n_goals) = (None, N_GOALS_AT_ONCE);
    }

    /// The book was read again: its rows and its revisions are other ones.
    pub(crate) fn budget_moved(&mut self) {
        let (chosen, sheet) = (self.budget.chosen.clone(), self.budget.sheet);
        let photos = core::mem::take(&mut self.budget.photos);
        let plan_name = self.budget.plan_name.take();
        *self.budget = BudgetModel { chosen, sheet, photos, plan_name, ..BudgetModel::default() };
        self.sync.photos.look_again();
    }

    /// What a conflict about the budget is about; `None` for what a newer version knows.
    pub(crate) fn budget_place(&self, key: BudgetKey) -> Option<BudgetPlace> {
        let field = key.known()?;
        let value = |field, id| self.book.budget_value(BudgetKey::of(field, id));
        let of = |field, part| {
            let key = BudgetKey::of(field, key.of).part(part);
            self.book.budget_value(key).map(str::to_owned)
        };
        let is_measure = of(BudgetField::MeasureName, key.part);
        let is_expense = of(BudgetField::ExpenseNote, key.part);
        let plan = value(BudgetField::PlanName, key.of).map(str::to_owned);
        let own = value(BudgetField::LineName, key.of).map(str::to_owned);
        let is_staff = field == BudgetField::StaffCounted;
        let of_line = if is_staff { key.of } else { key.part };
        let line = LineRef::from_uuid(of_line).map(|line| match line {
            LineRef::Row(row) => LineLabel::Row(row),
            LineRef::Own(LineId(id)) => {
                let name = value(BudgetField::LineName, id).unwrap_or_default();
                LineLabel::Own(LineId(id), name.to_owned())
            }
        });
        let is_of_line = is_staff || plan.is_some();
        // The line says it already.
        let own = own.filter(|_| !is_staff);
        let month = (key.at > 0).then(|| Month::from_index(key.at));
        Some(BudgetPlace {
            field,
            name: plan.or(own).or(is_measure).or(is_expense),
            line: line.filter(|_| is_of_line),
            month,
        })
    }
}

#[cfg(test)]
mod test_books;
#[cfg(test)]
mod tests;
