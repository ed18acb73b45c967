//! The table of a year: rows, own lines, and what follows from them, for months, the year, and up to a
//! month. Source: rulebook 1.20; `OURS` where it is silent. Not here: where the numbers come from.

use std::collections::BTreeMap;

use super::driver::{Bases, Driver};
use super::figure::Figure;
use super::place::{LineId, LineRef};
use super::row::{Group, Row, RowKind, RowUnit};
use crate::values::money::{Rounding, divide};

/// The numbers of twelve months; `None` where nothing was said.
pub type Twelve = [Option<Figure>; 12];

/// The year of heads is told in this many parts of a head.
pub const HEADS_PARTS: i64 = 100;

/// An own line below a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnLine {
    /// Which.
    pub id: LineId,
    /// The row that it is a part of.
    pub parent: Row,
    /// What drives it; only of a line of expense.
    pub driver: Option<Driver>,
}

/// Whether the lines with a driver are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drivers {
    /// They follow their driver, and what was entered for them does not count: a plan.
    Apply,
    /// They are what was entered: actuals, which come from expenses.
    Entered,
}

/// The whole table. A row with own lines is what was entered for the row itself, which belongs to none of
/// them, and the sum of its lines. A blank is nothing where something else of the sum is said; a sum of
/// blanks is blank. A sum that does not fit stops at the ends of `i64`.
///
/// ```
/// use std::collections::BTreeMap;
/// use jipan_rules::budget::{Driver, Drivers, Figure, LineId, LineRef, OwnLine, Row, Table};
/// use jipan_rules::Uuid;
/// // Rulebook 1.21, example 8: revenue 600k + 150k + 50k, goods 520k, fixed 120k, variable 8 %.
/// let mut entered = BTreeMap::new();
/// for (row, yuan) in [
///     (Row::SalesRevenue, 600_000), (Row::AfterSalesRevenue, 150_000),
///     (Row::ValueAddedRevenue, 50_000), (Row::CostOfGoods, 520_000), (Row::FixedExpense, 120_000),
/// ] {
///     let mut months = [None; 12];
///     months[0] = Some(Figure::known(yuan * 100));
///     entered.insert(LineRef::Row(row), months);
/// }
/// let line = OwnLine {
///     id: LineId(Uuid::from_u128(1 << 64)),
///     parent: Row::VariableExpense,
///     driver: Some(Driver::Revenue(800)),
/// };
/// let table = Table::of(&[line], &entered, Drivers::Apply);
/// let of = |row| table.month(LineRef::Row(row), 0).map(|it| it.value);
/// assert_eq!(of(Row::GrossProfit), Some(28_000_000));
/// assert_eq!(of(Row::GrossMargin), Some(3_500)); // 35.0 %
/// assert_eq!(of(Row::PreTaxProfit), Some(9_600_000));
/// assert_eq!(of(Row::ProfitRate), Some(1_200)); // 12.0 %
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    months: BTreeMap<LineRef, Twelve>,
    own: BTreeMap<LineRef, Twelve>,
    rows_of: BTreeMap<LineId, Row>,
}

/// A sum in which a blank is nothing, unless all are blank.
fn sum(parts: impl IntoIterator<Item = Option<Figure>>) -> Option<Figure> {
    parts.into_iter().flatten().reduce(Figure::saturating_plus)
}

const REVENUES: [Row; 3] = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];
const EXPENSES: [Row; 2] = [Row::FixedExpense, Row::VariableExpense];
const HEADS: [Row; 2] = [Row::FormalStaff, Row::NonFormalStaff];

/// From the parts of a row: `of − less`, each a sum.
fn difference(of: Option<Figure>, less: Option<Figure>) -> Option<Figure> {
    match (of, less) {
        (None, None) => None,
        (of, less) => Some(of.unwrap_or_default().saturating_minus(less.unwrap_or_default())),
    }
}

/// A ratio in ten-thousandths, half up; `None` where nothing is said, it is divided by 0 or does not fit.
///
/// ```
/// use jipan_rules::budget::{Figure, rate};
/// assert_eq!(rate(Some(Figure::known(1)), Some(Figure::known(3))), Some(Figure::known(3_333)));
/// assert_eq!(rate(Some(Figure::known(1)), Some(Figure::known(0))), None);
/// ```
pub fn rate(part: Option<Figure>, whole: Option<Figure>) -> Option<Figure> {
    let (part, whole) = (part?, whole?);
    let parts = i128::from(part.value).checked_mul(10_000)?;
    let value = divide(parts, whole.value.into(), Rounding::HalfUp)?;
    Some(Figure { value, n_unknown: part.n_unknown.max(whole.n_unknown) })
}

/// The derived rows of what their rows come to, wherever that was summed: of a month, of some, of the year.
/// `of` gives the entered rows.
fn derived(row: Row, of: &dyn Fn(Row) -> Option<Figure>) -> Option<Figure> {
    let revenue = || sum(REVENUES.map(of));
    let gross = || difference(revenue(), of(Row::CostOfGoods));
    let profit = || difference(gross(), sum(EXPENSES.map(of)));
    match row {
        Row::GrossProfit => gross(),
        Row::GrossMargin => rate(gross(), revenue()),
        Row::PreTaxProfit => profit(),
        Row::ProfitRate => rate(profit(), revenue()),
        Row::SalesVolume
        | Row::SalesRevenue
        | Row::AfterSalesVolume
        | Row::AfterSalesRevenue
        | Row::ValueAddedVolume
        | Row::ValueAddedRevenue
        | Row::CostOfGoods
        | Row::FixedExpense
        | Row::VariableExpense
        | Row::FormalStaff
        | Row::NonFormalStaff
        | Row::EchelonReserve
        | Row::EchelonJunior
        | Row::EchelonMiddle
        | Row::EchelonSenior
        | Row::Visits => of(row),
    }
}

impl Table {
    /// The table of what was entered. A line below a row that is derived counts for nothing; what was
    /// entered for a derived row is not looked at; nor is a line of which `lines` does not know.
    pub fn of(lines: &[OwnLine], entered: &BTreeMap<LineRef, Twelve>, drivers: Drivers) -> Self {
        let said = |line: LineRef| entered.get(&line).copied().unwrap_or([None; 12]);
        let is_driven = |line: &OwnLine| {
            drivers == Drivers::Apply
                && line.driver.is_some()
                && line.parent.group() == Group::Expense
        };
        let is_entered = |row: &Row| row.kind() == RowKind::Entered;
        let lines: BTreeMap<LineId, OwnLine> = lines.iter().map(|it| (it.id, *it)).collect();
        let lines = || lines.values().filter(|it| is_entered(&it.parent));
        let rows = Row::ALL.into_iter().filter(is_entered);
        let own = rows.map(|row| (LineRef::Row(row), said(LineRef::Row(row)))).collect();
        let rows_of = lines().map(|it| (it.id, it.parent)).collect();
        let mut table = Self { months: BTreeMap::new(), own, rows_of };
        for line in lines().filter(|it| !is_driven(it)) {
            let at = LineRef::Own(line.id);
            table.months.insert(at, said(at));
        }
        table.add_up();
        // What drives a line is no expense, so its rows are complete by now.
        let bases: [Bases; 12] = core::array::from_fn(|place| table.bases(place));
        for line in lines().filter(|it| is_driven(it)) {
            let months = bases.map(|it| line.driver.and_then(|driver| driver.amount(&it)));
            table.months.insert(LineRef::Own(line.id), months);
        }
        table.add_up();
        table
    }

    /// Makes the rows of their lines, and then those that are derived.
    fn add_up(&mut self) {
        for row in Row::ALL.into_iter().filter(|it| it.kind() == RowKind::Entered) {
            let months = core::array::from_fn(|place| {
                let own = self.rest(row, place);
                sum(self.lines(row).map(|it| self.month(LineRef::Own(it), place)).chain([own]))
            });
            self.months.insert(LineRef::Row(row), months);
        }
        for row in Row::ALL.into_iter().filter(|it| it.kind() == RowKind::Derived) {
            let months = core::array::from_fn(|place| {
                derived(row, &|row| self.month(LineRef::Row(row), place))
            });
            self.months.insert(LineRef::Row(row), months);
        }
    }

    /// The bases of the drivers in a month.
    pub fn bases(&self, place: usize) -> Bases {
        let of = |row| self.month(LineRef::Row(row), place);
        Bases {
            revenue: sum(REVENUES.map(of)),
            volume: of(Row::SalesVolume),
            visits: of(Row::Visits),
            heads: sum(HEADS.map(of)),
        }
    }

    /// The lines below a row, by their ids.
    pub fn lines(&self, row: Row) -> impl Iterator<Item = LineId> {
        self.rows_of.iter().filter(move |(_, of)| **of == row).map(|(id, _)| *id)
    }

    /// What of a row belongs to none of its lines.
    pub fn rest(&self, row: Row, place: usize) -> Option<Figure> {
        self.own.get(&LineRef::Row(row)).and_then(|it| it.get(place)).copied().flatten()
    }

    /// All three revenues of a month.
    pub fn revenue(&self, place: usize) -> Option<Figure> {
        self.bases(place).revenue
    }

    /// What a row or line comes to in a month, by its place from 0 to 11.
    pub fn month(&self, line: LineRef, place: usize) -> Option<Figure> {
        self.months.get(&line).and_then(|it| it.get(place)).copied().flatten()
    }

    /// What a row or line comes to in each month.
    pub fn months(&self, line: LineRef) -> Twelve {
        self.months.get(&line).copied().unwrap_or([None; 12])
    }

    /// What a row or line comes to in the year: the sum of its months; of a rate the ratio of sums; of
    /// heads the mean of the months in which the row has a number, in [`HEADS_PARTS`] of a head, half up: own
    /// lines are divided by the months of their row, so that they add up to it but for what is rounded.
    pub fn year(&self, line: LineRef) -> Option<Figure> {
        self.so_far(line, 11)
    }

    /// The same from the first month to the one at a place.
    pub fn so_far(&self, line: LineRef, place: usize) -> Option<Figure> {
        let months = |line| self.months(line).into_iter().take(place.saturating_add(1));
        let row = match line {
            LineRef::Row(row) => Some(row),
            LineRef::Own(id) => self.rows_of.get(&id).copied(),
        };
        match row {
            Some(row) if row.unit() == RowUnit::Heads => {
                mean(months(line), months(LineRef::Row(row)).flatten().count())
            }
            Some(row) if row.kind() == RowKind::Derived => {
                derived(row, &|row| sum(months(LineRef::Row(row))))
            }
            Some(_) | None => sum(months(line)),
        }
    }

    /// The same of what belongs to none of the lines of a row that is entered.
    pub fn rest_so_far(&self, row: Row, place: usize) -> Option<Figure> {
        let rest = (0..=place.min(11)).map(|it| self.rest(row, it));
        if row.unit() != RowUnit::Heads {
            return sum(rest);
        }
        let of_row = self.months(LineRef::Row(row)).into_iter().take(place.saturating_add(1));
        mean(rest, of_row.flatten().count())
    }
}

/// The mean of heads over so many months, in hundredths; none where nothing is said.
fn mean(months: impl Iterator<Item = Option<Figure>>, n: usize) -> Option<Figure> {
    let all = sum(months)?;
    let parts = i128::from(all.value).checked_mul(HEADS_PARTS.into())?;
    let value = divide(parts, i128::try_from(n).ok()?, Rounding::HalfUp)?;
    Some(Figure { value, n_unknown: all.n_unknown })
}
