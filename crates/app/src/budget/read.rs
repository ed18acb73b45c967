//! What is kept of the budget, read into plain values once for each state of the book. Not here: what
//! follows from them (`figures`).

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::Stamp;
use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::{
    Arm, ExpenseId, FiscalYear, Goods, LineId, LineRef, MeasureId, Method, OwnLine, PlanId, Row,
    RowUnit,
};
use jipan_rules::period::Month;
use jipan_rules::values::ids::PersonId;
use jipan_rules::{NaiveDate, Uuid};

use super::index::sum_fen;
use crate::model::Model;

/// Growth where nothing was said: as last year.
pub(crate) const GROWTH_SAME: u32 = 10_000;

/// A version of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) id: PlanId,
    pub(crate) year: FiscalYear,
    pub(crate) name: String,
    pub(crate) from: Option<PlanId>,
    pub(crate) frozen: Option<By>,
    /// The own lines that it has: of a frozen one those that there were then.
    pub(crate) lines: Vec<Line>,
    /// What counts of its cells, by the places of the months.
    pub(crate) cells: BTreeMap<LineRef, [Option<i64>; 12]>,
    /// What of it was written, or came, after it was frozen.
    pub(crate) n_late: usize,
    pub(crate) targets: BTreeMap<LineRef, i64>,
    pub(crate) methods: BTreeMap<Row, Method>,
    pub(crate) growth: BTreeMap<Row, u32>,
    pub(crate) weights: [u32; 12],
    /// When it was made.
    pub(crate) made: Stamp,
}

impl Plan {
    pub(crate) fn growth_of(&self, row: Row) -> u32 {
        self.growth.get(&row).copied().unwrap_or(GROWTH_SAME)
    }

    pub(crate) fn method_of(&self, row: Row) -> Method {
        self.methods.get(&row).copied().unwrap_or_default()
    }

    pub(crate) fn cell(&self, line: LineRef, month: Month) -> Option<i64> {
        let place = self.year.place(month)?;
        self.cells.get(&line)?.get(place).copied().flatten()
    }
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct By {
    pub(crate) who: PersonId,
    pub(crate) on: NaiveDate,
    pub(crate) at: Stamp,
}

/// An own line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) of: OwnLine,
    pub(crate) name: String,
    /// The products that it counts; without them it counts none, and what was sold is of the rest of its row.
    pub(crate) goods: Option<Goods>,
}

impl Line {
    /// Whether it counts the orders of some products.
    pub(crate) fn counts_goods(&self) -> bool {
        self.goods.is_some() && self.of.parent.counts_goods()
    }
}

/// Lines as the rules know them.
pub(crate) fn own_lines(lines: &[Line]) -> Vec<OwnLine> {
    lines.iter().map(|it| it.of).collect()
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) id: MeasureId,
    pub(crate) plan: PlanId,
    pub(crate) arm: Arm,
    pub(crate) name: String,
    pub(crate) owner: Option<PersonId>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) row: Row,
    pub(crate) expected: i64,
    pub(crate) effects: BTreeMap<Month, i64>,
    pub(crate) done: Option<NaiveDate>,
}

impl Measure {
    /// What it brought so far.
    pub(crate) fn effect(&self) -> i64 {
        self.effects.values().fold(0, |sum, it| sum.saturating_add(*it))
    }

    /// What it is still to bring: nothing once it brought more.
    pub(crate) fn left(&self) -> i64 {
        self.expected.saturating_sub(self.effect()).max(0)
    }
}

/// What became of an expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    Waiting,
    Approved(PersonId),
    Rejected(PersonId, String),
}

/// An expense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expense {
    pub(crate) id: ExpenseId,
    pub(crate) who: PersonId,
    pub(crate) on: NaiveDate,
    pub(crate) line: LineRef,
    pub(crate) amount: i64,
    pub(crate) note: String,
    pub(crate) driven: Option<i64>,
    pub(crate) receipt: Option<String>,
    pub(crate) judged: Judged,
    /// When its amount, day or line was said last.
    pub(crate) said: Stamp,
}

impl Expense {
    /// Whether it counts as spent: one that waits does, one that was rejected does not.
    pub(crate) fn counts(&self) -> bool {
        !matches!(self.judged, Judged::Rejected(..))
    }
}

/// A month that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Closed {
    pub(crate) by: By,
    /// What it came to then.
    pub(crate) was: BTreeMap<LineRef, i64>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    pub(crate) plans: BTreeMap<PlanId, Plan>,
    pub(crate) in_force: BTreeMap<Month, PlanId>,
    /// Own lines in the order in which they were made.
    pub(crate) lines: Vec<Line>,
    /// Own lines that were taken out: a frozen plan still has them, nothing new goes there, and what was spent
    /// there is of their rows.
    pub(crate) gone: Vec<Line>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) expenses: Vec<Expense>,
    pub(crate) closed: BTreeMap<Month, Closed>,
    /// Staff by row or line, from a month on until the next one that is said.
    pub(crate) staff: BTreeMap<LineRef, BTreeMap<Month, i64>>,
}

impl Kept {
    /// The versions of a year, the one in force first, then the latest first.
    pub(crate) fn plans_of(&self, year: Month) -> Vec<&Plan> {
        let mut plans: Vec<&Plan> =
            self.plans.values().filter(|it| it.year.first == year).collect();
        let in_force = self.in_force.get(&year);
        sort_by_key(&mut plans, |it| {
            (Some(&it.id) != in_force, core::cmp::Reverse((it.made, it.id)))
        });
        plans
    }

    /// The version that counts for a year: the one put in force, else the only one there is.
    pub(crate) fn plan_in_force(&self, year: Month) -> Option<&Plan> {
        if let Some(plan) = self.in_force.get(&year).and_then(|it| self.plans.get(it)) {
            return Some(plan);
        }
        match self.plans_of(year)[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The version that counts for a month, by the years of the plans themselves, which stay what they were where the
    /// company begins its years with another month; where two years have the month, the later one.
    pub(crate) fn plan_in_force_of(&self, month: Month) -> Option<&Plan> {
        let of_month = self.plans.values().filter(|it| it.year.place(month).is_some());
        let counts = of_month.filter(|it| {
            self.plan_in_force(it.year.first).is_some_and(|counts| counts.id == it.id)
        });
        counts.max_by_key(|it| it.year.first)
    }

    pub(crate) fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.iter().find(|it| it.of.id == id)
    }

    /// A line that is there, or was.
    pub(crate) fn line_ever(&self, id: LineId) -> Option<&Line> {
        self.line(id).or_else(|| self.gone.iter().find(|it| it.of.id == id))
    }

    /// The unit of a row or line; also of one that was taken out.
    pub(crate) fn unit_of(&self, line: LineRef) -> RowUnit {
        let row = match line {
            LineRef::Row(row) => Some(row),
            LineRef::Own(id) => self.line_ever(id).map(|it| it.of.parent),
        };
        row.map_or(RowUnit::Money, Row::unit)
    }

    /// The own lines as the rules know them.
    pub(crate) fn own_lines(&self) -> Vec<OwnLine> {
        own_lines(&self.lines)
    }

    /// The row that a line is, or is below; none for one that is not there any more.
    pub(crate) fn row_of(&self, line: LineRef) -> Option<Row> {
        match line {
            LineRef::Row(row) => Some(row),
            LineRef::Own(id) => self.line(id).map(|it| it.of.parent),
        }
    }

    /// Staff in a month as somebody counted them, and the month from which on that was so; `None` before anybody
    /// did.
    pub(crate) fn staff_in(&self, line: LineRef, month: Month) -> Option<(Month, i64)> {
        let (from, heads) = self.staff.get(&line)?.range(..=month).next_back()?;
        Some((*from, *heads))
    }

    /// What was spent in a month by row or line.
    pub(crate) fn spent(&self, month: Month) -> BTreeMap<LineRef, i64> {
        let mut spent = BTreeMap::new();
        let of_month = self.expenses.iter().filter(|it| it.counts() && Month::of(it.on) == month);
        for it in of_month {
            sum_fen(spent.entry(self.line_of(it)).or_default(), it.amount);
        }
        spent
    }

    /// The row or line that an expense counts for: of a line that was taken out the row below which it was, of
    /// one that is not known here variable expenses.
    pub(crate) fn line_of(&self, it: &Expense) -> LineRef {
        self.standing_of(it.line)
    }

    /// The row or line itself where it is there; of a line that was taken out the row below which it was, of one
    /// that is not known here variable expenses.
    pub(crate) fn standing_of(&self, line: LineRef) -> LineRef {
        let LineRef::Own(id) = line else { return line };
        if self.line(id).is_some() {
            return line;
        }
        let gone = self.gone.iter().find(|it| it.of.id == id);
        LineRef::Row(gone.map_or(Row::VariableExpense, |it| it.of.parent))
    }
}

/// The snapshot of a closed month: `id:value`, `;` between.
pub(crate) fn snapshot_of(text: &str) -> BTreeMap<LineRef, i64> {
    let parts = text.split(';').filter_map(|part| {
        let (line, value) = part.split_once(':')?;
        let line = match line.parse::<u16>() {
            Ok(code) => LineRef::Row(Row::from_code(code)?),
            Err(_not_a_code) => LineRef::from_uuid(Uuid::try_parse(line).ok()?)?,
        };
        Some((line, value.parse().ok()?))
    });
    parts.collect()
}

/// A snapshot as text.
pub(crate) fn text_of_snapshot(values: &BTreeMap<LineRef, i64>) -> String {
    let part = |(line, value): (&LineRef, &i64)| match line {
        LineRef::Row(row) => format!("{}:{value}", row.code()),
        LineRef::Own(LineId(id)) => format!("{id}:{value}"),
    };
    values.iter().map(part).collect::<Vec<_>>().join(";")
}

/// The weights of a text: twelve whole numbers, not all of them 0.
pub(crate) fn weights_of(text: &str) -> Option<[u32; 12]> {
    let parts = text.split(';').map(|it| it.trim().parse().ok());
    let weights: Vec<u32> = parts.collect::<Option<_>>()?;
    let weights: [u32; 12] = weights.try_into().ok()?;
    weights.iter().any(|it| *it > 0).then_some(weights)
}

impl Model {
    /// What is kept of the budget, read anew where it is another one.
    pub(crate) fn kept_budget(&self) -> Rc<Kept> {
        let revision = self.book.budget_revision();
        let mut read = self.budget.read.borrow_mut();
        let made = read.take().filter(|(of, _)| *of == revision);
        let made = made.unwrap_or_else(|| (revision, Rc::new(Kept::of(&self.book))));
        Rc::clone(&read.insert(made).1)
    }
}
