//! Reading what is kept of the budget out of the book. Not here: what it is (`read`).

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Book, Origin, Stamp};
use jipan_rules::Uuid;
use jipan_rules::budget::{
    Arm, BudgetField, BudgetKey, Driver, ExpenseId, FiscalYear, Judgement, LineId, LineRef,
    MeasureId, Method, OwnLine, PlanId, Row,
};
use jipan_rules::period::Month;
use jipan_rules::values::ids::PersonId;

use super::read::{
    By, Closed, Expense, Judged, Kept, Line, Measure, Plan, snapshot_of, weights_of,
};

impl By {
    fn of(origin: &Origin) -> Self {
        Self { who: origin.by, on: origin.on, at: origin.stamp }
    }
}

/// A value with its key, by the thing that it is of.
type Fields<'a> = BTreeMap<(Uuid, Uuid), BTreeMap<(BudgetField, u16), (&'a str, &'a Origin)>>;

impl Kept {
    /// All that a book has of the budget.
    pub(crate) fn of(book: &Book) -> Self {
        let mut kept = Self::default();
        let mut of_measures = Fields::new();
        let mut of_expenses = Fields::new();
        for key in book.budget().keys() {
            let Some(field) = key.known() else { continue };
            let (Some(value), Some(by)) = (book.budget_value(*key), book.budget_by(*key)) else {
                continue;
            };
            let into = match field {
                BudgetField::MeasureArm
                | BudgetField::MeasureName
                | BudgetField::MeasureOwner
                | BudgetField::MeasureDue
                | BudgetField::MeasureRow
                | BudgetField::MeasureExpected
                | BudgetField::MeasureEffect
                | BudgetField::MeasureDone
                | BudgetField::MeasureGone => &mut of_measures,
                BudgetField::ExpenseOn
                | BudgetField::ExpenseLine
                | BudgetField::ExpenseAmount
                | BudgetField::ExpenseNote
                | BudgetField::ExpenseDriven
                | BudgetField::ExpenseReceipt
                | BudgetField::ExpenseVerdict
                | BudgetField::ExpenseGone => &mut of_expenses,
                BudgetField::PlanInForce => {
                    let plan = Uuid::try_parse(value).ok().map(PlanId);
                    kept.in_force.extend(plan.map(|it| (Month::from_index(key.at), it)));
                    continue;
                }
                BudgetField::MonthClosed => {
                    let closed = Closed { by: By::of(by), was: snapshot_of(value) };
                    kept.closed.insert(Month::from_index(key.at), closed);
                    continue;
                }
                BudgetField::StaffCounted => {
                    kept.note_staff(*key, value);
                    continue;
                }
                BudgetField::PlanYear
                | BudgetField::PlanName
                | BudgetField::PlanFrom
                | BudgetField::PlanFrozen
                | BudgetField::PlanGone
                | BudgetField::PlanMethod
                | BudgetField::PlanGrowth
                | BudgetField::PlanWeights
                | BudgetField::PlanTarget
                | BudgetField::PlanCell
                | BudgetField::PlanShare
                | BudgetField::LineParent
                | BudgetField::LineName
                | BudgetField::LineDriver
                | BudgetField::LineGoods
                | BudgetField::LineGone => continue,
            };
            let fields = into.entry((key.of, key.part)).or_default();
            fields.insert((field, key.at), (value, by));
        }
        (kept.lines, kept.gone) = lines_of(book);
        kept.plans = plans_of(book);
        kept.measures =
            of_measures.iter().filter_map(|((of, plan), it)| measure_of(*of, *plan, it)).collect();
        kept.expenses = of_expenses
            .iter()
            .filter_map(|((of, who), it)| expense_of(book, (*of, *who), it))
            .collect();
        kept.in_force.retain(|_, plan| kept.plans.contains_key(plan));
        kept
    }

    /// Staff as somebody counted them from a month on.
    fn note_staff(&mut self, key: BudgetKey, value: &str) {
        let counted = LineRef::from_uuid(key.of).zip(value.parse().ok());
        if let Some((line, heads)) = counted {
            self.staff.entry(line).or_default().insert(Month::from_index(key.at), heads);
        }
    }
}

/// The versions; of a frozen one what was seen when it was frozen. One of which not even the year was seen is shown
/// all the same, so that it can be opened.
fn plans_of(book: &Book) -> BTreeMap<PlanId, Plan> {
    let years = book.budget_field(BudgetField::PlanYear);
    let plans = years.filter_map(|(key, stands)| {
        let year = book.counted(PlanId(key.of)).value(key).unwrap_or(stands);
        let plan = plan_of(book, PlanId(key.of), year.parse().ok()?)?;
        Some((plan.id, plan))
    });
    plans.collect()
}

/// The own lines as the values of their fields say; what they are called, and the
/// products that they count, always as it stands.
fn lines_by<'a>(
    book: &'a Book,
    value: impl Fn(BudgetKey) -> Option<&'a str>,
) -> impl Iterator<Item = (Line, Standing)> {
    let first = BudgetKey::of(BudgetField::LineParent, Uuid::nil());
    let last = BudgetKey { of: Uuid::max(), part: Uuid::max(), at: u16::MAX, ..first };
    book.budget().range(first..=last).filter_map(move |(key, _)| {
        let of = |field| value(BudgetKey::of(field, key.of));
        let parent = Row::from_code(value(*key)?.parse().ok()?)?;
        let driver: Option<Driver> = of(BudgetField::LineDriver).and_then(|it| it.parse().ok());
        let name = book.budget_value(BudgetKey::of(BudgetField::LineName, key.of));
        let is_gone = of(BudgetField::LineGone).is_some_and(|it| it == "1");
        let standing = if is_gone { Standing::Gone } else { Standing::There };
        let goods = book.budget_value(BudgetKey::of(BudgetField::LineGoods, key.of));
        let goods = goods.and_then(|it| it.parse().ok());
        let line = OwnLine { id: LineId(key.of), parent, driver };
        Some((Line { of: line, name: name.unwrap_or_default().to_owned(), goods }, standing))
    })
}

/// Whether a line was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    There,
    Gone,
}

/// What stands, and what was taken out.
fn lines_of(book: &Book) -> (Vec<Line>, Vec<Line>) {
    let lines = lines_by(book, |key| book.budget_value(key));
    let (there, gone): (Vec<_>, Vec<_>) = lines.partition(|(_, it)| *it == Standing::There);
    let line = |(line, _)| line;
    (there.into_iter().map(line).collect(), gone.into_iter().map(line).collect())
}

/// What waits until a frozen plan is opened: values of it, and own lines of which anything does.
fn n_late(book: &Book, id: PlanId) -> usize {
    let of = book.counted(id);
    if of.frozen_by().is_none() {
        return 0;
    }
    let frozen = book.budget().keys().filter(|key| key.is_frozen_with(id));
    let late = frozen.filter(|key| book.budget_value(**key) != of.value(**key));
    let mut lines = BTreeSet::new();
    late.filter(|key| key.of == id.0 || lines.insert(key.of)).count()
}

/// The keys of a field of a plan, also those without a value now.
fn keys_of(book: &Book, field: BudgetField, id: PlanId) -> impl Iterator<Item = BudgetKey> {
    let first = BudgetKey::of(field, id.0);
    let last = BudgetKey { part: Uuid::max(), at: u16::MAX, ..first };
    book.budget().range(first..=last).map(|(key, _)| *key)
}

/// A plan; of a frozen one what whoever froze it had seen.
fn plan_of(book: &Book, id: PlanId, first: u16) -> Option<Plan> {
    let key = |field| BudgetKey::of(field, id.0);
    let value = |field| book.budget_value(key(field));
    let of = book.counted(id);
    let counted = |key| of.value(key);
    if counted(key(BudgetField::PlanGone)).is_some_and(|it| it == "1") {
        return None;
    }
    let year = FiscalYear { first: Month::from_index(first) };
    let frozen = of.frozen_by().map(By::of);
    let mut cells = BTreeMap::new();
    for key in keys_of(book, BudgetField::PlanCell, id) {
        let Some(place) = year.place(Month::from_index(key.at)) else { continue };
        let (Some(line), Some(value)) = (LineRef::from_uuid(key.part), counted(key)) else {
            continue;
        };
        let months: &mut [Option<i64>; 12] = cells.entry(line).or_default();
        if let Some(cell) = months.get_mut(place) {
            *cell = value.parse().ok();
        }
    }
    let of_rows = |field| {
        let all = keys_of(book, field, id);
        all.filter_map(|key| Some((LineRef::from_uuid(key.part)?, counted(key)?)))
    };
    let row = |line| if let LineRef::Row(row) = line { Some(row) } else { None };
    let lines = lines_by(book, counted).filter(|(_, it)| *it == Standing::There);
    Some(Plan {
        id,
        year,
        name: value(BudgetField::PlanName).unwrap_or_default().to_owned(),
        from: value(BudgetField::PlanFrom).and_then(|it| Uuid::try_parse(it).ok()).map(PlanId),
        frozen,
        lines: lines.map(|(line, _)| line).collect(),
        cells,
        n_late: n_late(book, id),
        targets: of_rows(BudgetField::PlanTarget)
            .filter_map(|(line, it)| Some((line, it.parse().ok()?)))
            .collect(),
        methods: of_rows(BudgetField::PlanMethod)
            .filter_map(|(line, it)| Some((row(line)?, Method::from_word(it)?)))
            .collect(),
        growth: of_rows(BudgetField::PlanGrowth)
            .filter_map(|(line, it)| Some((row(line)?, it.parse().ok()?)))
            .collect(),
        weights: counted(key(BudgetField::PlanWeights)).and_then(weights_of).unwrap_or([1; 12]),
        made: book.budget_by(key(BudgetField::PlanYear)).map(|it| it.stamp)?,
    })
}

type Values<'a> = BTreeMap<(BudgetField, u16), (&'a str, &'a Origin)>;

fn measure_of(of: Uuid, plan: Uuid, values: &Values<'_>) -> Option<Measure> {
    let value = |field| values.get(&(field, 0)).map(|(text, _)| *text);
    if value(BudgetField::MeasureGone) == Some("1") {
        return None;
    }
    let effects = values.iter().filter(|((field, _), _)| *field == BudgetField::MeasureEffect);
    Some(Measure {
        id: MeasureId(of),
        plan: PlanId(plan),
        arm: Arm::from_code(value(BudgetField::MeasureArm)?.parse().ok()?)?,
        name: value(BudgetField::MeasureName).unwrap_or_default().to_owned(),
        owner: value(BudgetField::MeasureOwner)
            .and_then(|it| Uuid::try_parse(it).ok())
            .map(PersonId::new),
        due: value(BudgetField::MeasureDue).and_then(|it| it.parse().ok()),
        row: value(BudgetField::MeasureRow)
            .and_then(|it| Row::from_code(it.parse().ok()?))
            .unwrap_or(Row::SalesRevenue),
        expected: value(BudgetField::MeasureExpected)
            .and_then(|it| it.parse().ok())
            .unwrap_or_default(),
        effects: effects
            .filter_map(|((_, at), (it, _))| Some((Month::from_index(*at), it.parse().ok()?)))
            .collect(),
        done: value(BudgetField::MeasureDone).and_then(|it| it.parse().ok()),
    })
}

fn expense_of(book: &Book, (of, who): (Uuid, Uuid), values: &Values<'_>) -> Option<Expense> {
    let value = |field| values.get(&(field, 0)).map(|(text, _)| *text);
    if value(BudgetField::ExpenseGone) == Some("1") {
        return None;
    }
    let judged_by = [BudgetField::ExpenseAmount, BudgetField::ExpenseOn, BudgetField::ExpenseLine];
    let said = judged_by.iter().filter_map(|field| values.get(&(*field, 0)));
    let said = said.map(|(_, by)| by.stamp).max()?;
    let verdict = values.get(&(BudgetField::ExpenseVerdict, 0));
    // A verdict on what it was before, or on another amount, is none on what it is now.
    let is_same = |at: Stamp| {
        judged_by.iter().all(|field| {
            let key = BudgetKey::of(*field, of).part(who);
            book.budget_value_at(key, at) == book.budget_value(key)
        })
    };
    let amount = value(BudgetField::ExpenseAmount)?.parse().ok()?;
    let word = verdict.filter(|(_, by)| is_same(by.stamp));
    let word = word.and_then(|(text, by)| Some((Judgement::parse(text)?, by.by)));
    let judged = match word.filter(|(word, _)| word.amount() == amount) {
        Some((Judgement::Approved(_), by)) => Judged::Approved(by),
        Some((Judgement::Rejected(_, why), by)) => Judged::Rejected(by, why),
        None => Judged::Waiting,
    };
    let line = value(BudgetField::ExpenseLine).and_then(|it| Uuid::try_parse(it).ok());
    Some(Expense {
        id: ExpenseId(of),
        who: PersonId::new(who),
        on: value(BudgetField::ExpenseOn)?.parse().ok()?,
        line: line.and_then(LineRef::from_uuid).unwrap_or(LineRef::Row(Row::VariableExpense)),
        amount,
        note: value(BudgetField::ExpenseNote).unwrap_or_default().to_owned(),
        driven: value(BudgetField::ExpenseDriven).and_then(|it| it.parse().ok()),
        receipt: value(BudgetField::ExpenseReceipt).map(str::to_owned),
        judged,
        said,
    })
}

#[cfg(test)]
mod tests;
