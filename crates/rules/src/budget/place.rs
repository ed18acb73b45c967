//! Where a value of the budget stands: what is kept of plans, lines, measures and expenses, each value a
//! field of its own, so that two people's edits of different cells merge. Values are text: whole numbers in
//! the unit of the row, days as `2026-11-27`, ids as UUIDs, words. Not here: who wrote them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Row;
use crate::period::Month;
use crate::values::ids::PersonId;

/// Most characters of a text. `OURS`
pub const TEXT_CHARS_MAX: usize = 2_000;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
    };
}

id!(
    /// A version of a year's budget.
    PlanId
);
id!(
    /// An own line below a row.
    LineId
);
id!(
    /// A measure that is to fill a gap.
    MeasureId
);
id!(
    /// An expense that somebody had.
    ExpenseId
);

/// A row, or an own line below one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineRef {
    /// A row that every budget has; of one with lines below it, what belongs to none of them.
    Row(Row),
    /// An own line.
    Own(LineId),
}

impl LineRef {
    /// Its id in a key. A row has its code; no device makes such an id.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Row(row) => Uuid::from_u128(row.code().into()),
            Self::Own(LineId(id)) => id,
        }
    }

    /// What an id in a key stands for; `None` for a row that a newer version has.
    ///
    /// ```
    /// use jipan_rules::budget::{LineRef, Row};
    /// let revenue = LineRef::Row(Row::SalesRevenue);
    /// assert_eq!(LineRef::from_uuid(revenue.uuid()), Some(revenue));
    /// ```
    pub fn from_uuid(id: Uuid) -> Option<Self> {
        let n = id.as_u128();
        match u16::try_from(n) {
            Ok(code) => Row::from_code(code).map(Self::Row),
            Err(_not_small) => Some(Self::Own(LineId(id))),
        }
    }
}

/// Which value. Codes are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetField {
    /// The first month of the year of a plan: [`Month::index`].
    PlanYear,
    /// What a plan is called.
    PlanName,
    /// The plan that it was copied from: an id.
    PlanFrom,
    /// While a plan is frozen what had been seen of it: [`super::Seen`], or `1` of an older program.
    PlanFrozen,
    /// Which plan counts for the year that begins with [`BudgetKey::at`]: an id.
    PlanInForce,
    /// `1` where a plan was taken out.
    PlanGone,
    /// How a row (`part`) is forecast: a word.
    PlanMethod,
    /// By how much a row (`part`) grows on last year, in ten-thousandths (10 500 = + 5 %).
    PlanGrowth,
    /// How a gap is spread over the months of a plan: twelve whole numbers, `;` between.
    PlanWeights,
    /// What the year is to come to in a row or line (`part`).
    PlanTarget,
    /// What is planned for a line (`part`) and a month (`at`).
    PlanCell,
    /// What of the planned revenue of a month (`at`) is for a territory (`part`: made of its name).
    PlanShare,
    /// The row that an own line is below: its code.
    LineParent,
    /// What a line is called.
    LineName,
    /// What drives a line of variable expense, and its rate: a word and a number, `;` between.
    LineDriver,
    /// `1` where a line was taken out.
    LineGone,
    /// The products that a line of sales counts: [`super::Goods`].
    LineGoods,
    /// The arm of the profit funnel that a measure (`of`) is on: a code. `part` is the plan.
    MeasureArm,
    /// What is to be done.
    MeasureName,
    /// Who does it: an id.
    MeasureOwner,
    /// By when: a day.
    MeasureDue,
    /// The row that it is to fill: its code.
    MeasureRow,
    /// What it is expected to bring, in the unit of its row.
    MeasureExpected,
    /// What it brought in a month (`at`).
    MeasureEffect,
    /// The day on which it was done.
    MeasureDone,
    /// `1` where it was taken out.
    MeasureGone,
    /// The day of an expense (`of`). `part` is who had it.
    ExpenseOn,
    /// The row or line that it belongs to: an id.
    ExpenseLine,
    /// Its amount, in fen.
    ExpenseAmount,
    /// What for.
    ExpenseNote,
    /// How much of the driver it was for: a whole number.
    ExpenseDriven,
    /// The photo of its receipt: what is kept beside the book under that name.
    ExpenseReceipt,
    /// What was said of it, and of which amount: [`super::Judgement`].
    ExpenseVerdict,
    /// `1` where it was taken out.
    ExpenseGone,
    /// A month (`at`) that was closed: what it came to then, `row:value` with `;` between.
    MonthClosed,
    /// Staff there were from a month (`at`) on, in a row or own line of staff (`of`), until another number is said.
    StaffCounted,
}

/// Who reads a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody in the company.
    All,
    /// Managers.
    Managers,
    /// Managers, and whose it is.
    Person(PersonId),
}

use BudgetField as F;

const CODES: [(BudgetField, u16); 36] = [
    (F::PlanYear, 1),
    (F::PlanName, 2),
    (F::PlanFrom, 3),
    (F::PlanFrozen, 4),
    (F::PlanInForce, 5),
    (F::PlanGone, 6),
    (F::PlanMethod, 7),
    (F::PlanGrowth, 8),
    (F::PlanWeights, 9),
    (F::PlanTarget, 10),
    (F::PlanCell, 11),
    (F::PlanShare, 12),
    (F::LineParent, 20),
    (F::LineName, 21),
    (F::LineDriver, 22),
    (F::LineGone, 23),
    (F::LineGoods, 24),
    (F::MeasureArm, 30),
    (F::MeasureName, 31),
    (F::MeasureOwner, 32),
    (F::MeasureDue, 33),
    (F::MeasureRow, 34),
    (F::MeasureExpected, 35),
    (F::MeasureEffect, 36),
    (F::MeasureDone, 37),
    (F::MeasureGone, 38),
    (F::ExpenseOn, 40),
    (F::ExpenseLine, 41),
    (F::ExpenseAmount, 42),
    (F::ExpenseNote, 43),
    (F::ExpenseDriven, 44),
    (F::ExpenseReceipt, 45),
    (F::ExpenseVerdict, 46),
    (F::ExpenseGone, 47),
    (F::MonthClosed, 50),
    (F::StaffCounted, 51),
];

impl BudgetField {
    /// Its number in changes; never reused.
    pub fn code(self) -> u16 {
        CODES.iter().find(|(field, _)| *field == self).map_or(0, |(_, code)| *code)
    }

    /// The field of a code; `None` for one that a newer version has.
    ///
    /// ```
    /// use jipan_rules::budget::BudgetField;
    /// assert_eq!(BudgetField::from_code(11), Some(BudgetField::PlanCell));
    /// assert_eq!(BudgetField::PlanCell.code(), 11);
    /// assert_eq!(BudgetField::from_code(13), None);
    /// ```
    pub fn from_code(code: u16) -> Option<Self> {
        CODES.iter().find(|(_, it)| *it == code).map(|(field, _)| *field)
    }
}

/// Names a value: which, of what, of which part of it, for which month. What has no part or month has the
/// nil id and 0 there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BudgetKey {
    /// [`BudgetField::code`]; one that is not known is kept.
    pub field: u16,
    /// The plan, line, measure or expense.
    pub of: Uuid,
    /// The row or line of a plan, the plan of a measure, who had an expense.
    pub part: Uuid,
    /// [`Month::index`], or 0.
    pub at: u16,
}

impl BudgetKey {
    /// The key of a value that has neither part nor month.
    pub fn of(field: BudgetField, of: Uuid) -> Self {
        Self { field: field.code(), of, part: Uuid::nil(), at: 0 }
    }

    /// The same of a part.
    #[must_use]
    pub const fn part(self, part: Uuid) -> Self {
        Self { part, ..self }
    }

    /// The same for a month.
    #[must_use]
    pub const fn at(self, month: Month) -> Self {
        Self { at: month.index(), ..self }
    }

    /// The cell of a plan.
    ///
    /// ```
    /// use jipan_rules::Uuid;
    /// use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Row};
    /// use jipan_rules::period::Month;
    /// let plan = PlanId(Uuid::from_u128(1 << 64));
    /// let key = BudgetKey::cell(plan, LineRef::Row(Row::SalesRevenue), Month::from_index(24_324));
    /// assert_eq!(key.known(), Some(BudgetField::PlanCell));
    /// ```
    pub fn cell(plan: PlanId, line: LineRef, month: Month) -> Self {
        Self::of(BudgetField::PlanCell, plan.0).part(line.uuid()).at(month)
    }

    /// Which field it is; `None` for one that a newer version has.
    pub fn known(self) -> Option<BudgetField> {
        BudgetField::from_code(self.field)
    }

    /// Whether two values of it by people who did not see each other's become a card to decide.
    pub fn is_watched(self) -> bool {
        matches!(
            self.known(),
            Some(
                F::PlanName
                    | F::PlanTarget
                    | F::PlanCell
                    | F::PlanShare
                    | F::PlanGrowth
                    | F::PlanWeights
                    | F::LineName
                    | F::LineDriver
                    | F::LineGoods
                    | F::MeasureName
                    | F::MeasureExpected
                    | F::MeasureEffect
                    | F::ExpenseAmount
                    | F::ExpenseVerdict
                    | F::StaffCounted
            )
        )
    }

    /// Whether a frozen plan keeps it as it was: its cells, and all that a table and a gap follow from, own
    /// lines among it. What a plan is called and what was issued of it goes on, and so do the products that a line
    /// counts: only actuals follow from these.
    ///
    /// ```
    /// use jipan_rules::Uuid;
    /// use jipan_rules::budget::{BudgetField, BudgetKey, PlanId};
    /// let [one, two] = [1, 2].map(|n| Uuid::from_u128(n << 64));
    /// let of = |field| BudgetKey::of(field, one);
    /// assert!(of(BudgetField::PlanCell).is_frozen_with(PlanId(one)));
    /// assert!(!of(BudgetField::PlanCell).is_frozen_with(PlanId(two)));
    /// assert!(of(BudgetField::LineDriver).is_frozen_with(PlanId(two)), "a line is of all plans");
    /// assert!(!of(BudgetField::PlanName).is_frozen_with(PlanId(one)));
    /// assert!(!of(BudgetField::LineGoods).is_frozen_with(PlanId(one)));
    /// ```
    pub fn is_frozen_with(self, plan: PlanId) -> bool {
        let is_of_line = matches!(self.known(), Some(F::LineParent | F::LineDriver | F::LineGone));
        let is_of_plan = matches!(
            self.known(),
            Some(
                F::PlanYear
                    | F::PlanGone
                    | F::PlanMethod
                    | F::PlanGrowth
                    | F::PlanWeights
                    | F::PlanTarget
                    | F::PlanCell
            )
        );
        is_of_line || is_of_plan && self.of == plan.0
    }

    /// Who reads it. That targets of territories are known to all is `OURS`. What is not known is for
    /// managers.
    ///
    /// ```
    /// use jipan_rules::Uuid;
    /// use jipan_rules::budget::{BudgetField, BudgetKey, Readers};
    /// use jipan_rules::values::ids::PersonId;
    /// let (id, person) = (Uuid::from_u128(1 << 64), Uuid::from_u128(7));
    /// assert_eq!(BudgetKey::of(BudgetField::PlanShare, id).readers(), Readers::All);
    /// assert_eq!(BudgetKey::of(BudgetField::PlanCell, id).readers(), Readers::Managers);
    /// let amount = BudgetKey::of(BudgetField::ExpenseAmount, id).part(person);
    /// assert_eq!(amount.readers(), Readers::Person(PersonId::new(person)));
    /// ```
    pub fn readers(self) -> Readers {
        match self.known() {
            Some(
                F::PlanYear
                | F::PlanName
                | F::PlanFrozen
                | F::PlanInForce
                | F::PlanGone
                | F::PlanShare
                | F::LineParent
                | F::LineName
                | F::LineGone,
            ) => Readers::All,
            Some(
                F::ExpenseOn
                | F::ExpenseLine
                | F::ExpenseAmount
                | F::ExpenseNote
                | F::ExpenseDriven
                | F::ExpenseReceipt
                | F::ExpenseVerdict
                | F::ExpenseGone,
            ) => Readers::Person(PersonId::new(self.part)),
            Some(
                F::PlanFrom
                | F::PlanMethod
                | F::PlanGrowth
                | F::PlanWeights
                | F::PlanTarget
                | F::PlanCell
                | F::LineDriver
                | F::LineGoods
                | F::MeasureArm
                | F::MeasureName
                | F::MeasureOwner
                | F::MeasureDue
                | F::MeasureRow
                | F::MeasureExpected
                | F::MeasureEffect
                | F::MeasureDone
                | F::MeasureGone
                | F::MonthClosed
                | F::StaffCounted,
            )
            | None => Readers::Managers,
        }
    }
}
