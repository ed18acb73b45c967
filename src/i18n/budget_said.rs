//! Words of the budget's forms and of its "why": titles, boxes, choices, what is wrong, terms, sources. Not here:
//! numbers, rows.

use jipan_app::event::{BudgetSheet, BudgetWhy};
use jipan_app::view::{
    BudgetSheetError, BudgetWhyView, MoneyUnit, ReceiptError, SheetChoice, SheetField, Verdict,
    WhySource, WhyTerm,
};
use jipan_rules::budget::{Arm, NoGoods, Row};

use super::Tr;
use super::budget_numbers::Shape;

impl Tr {
    /// The title of a form.
    pub fn budget_sheet(&self, kind: BudgetSheet) -> String {
        match kind {
            BudgetSheet::NewPlan => self.text("budget-new-plan"),
            BudgetSheet::RenamePlan(_) => self.text("budget-rename-plan"),
            BudgetSheet::NewLine(row) => {
                self.with("budget-new-line-of", &[("row", self.budget_row(row).into())])
            }
            BudgetSheet::Line(_) => self.text("budget-line"),
            BudgetSheet::NewMeasure => self.text("budget-new-measure"),
            BudgetSheet::Measure(_) => self.text("budget-measure"),
            BudgetSheet::NewExpense => self.text("budget-new-expense"),
            BudgetSheet::Expense(_) => self.text("budget-expense"),
            BudgetSheet::Reject(_) => self.text("budget-reject-title"),
            BudgetSheet::Service(_) => self.text("budget-service"),
            BudgetSheet::Goal(_) => self.text("budget-shop-goal"),
            BudgetSheet::Staff(_, month) => {
                self.with("budget-staff-from", &[("month", month.to_string().into())])
            }
        }
    }

    /// What a box of a form asks for.
    pub fn budget_box(&self, (kind, field): (BudgetSheet, SheetField)) -> String {
        self.text(match field {
            SheetField::Name => match kind {
                BudgetSheet::NewMeasure | BudgetSheet::Measure(_) => "budget-measure-name",
                BudgetSheet::NewPlan
                | BudgetSheet::RenamePlan(_)
                | BudgetSheet::NewLine(_)
                | BudgetSheet::Line(_)
                | BudgetSheet::NewExpense
                | BudgetSheet::Expense(_)
                | BudgetSheet::Reject(_)
                | BudgetSheet::Service(_)
                | BudgetSheet::Goal(_)
                | BudgetSheet::Staff(..) => "budget-name",
            },
            SheetField::From => "budget-copy-from",
            SheetField::Scale => "budget-scale",
            SheetField::Row => "budget-fills",
            SheetField::Line => "budget-belongs",
            SheetField::Driver => "budget-driver",
            SheetField::Goods => "budget-goods",
            SheetField::Rate => "budget-rate",
            SheetField::Arm => "budget-arm",
            SheetField::Owner => "budget-owner",
            SheetField::Due => "budget-due",
            SheetField::Expected => "budget-expected",
            SheetField::Effect => "budget-effect-month",
            SheetField::On => "budget-day",
            SheetField::Amount => match kind {
                BudgetSheet::Goal(_) => "budget-month-goal-yuan",
                BudgetSheet::NewPlan
                | BudgetSheet::RenamePlan(_)
                | BudgetSheet::NewLine(_)
                | BudgetSheet::Line(_)
                | BudgetSheet::NewMeasure
                | BudgetSheet::Measure(_)
                | BudgetSheet::NewExpense
                | BudgetSheet::Expense(_)
                | BudgetSheet::Reject(_)
                | BudgetSheet::Service(_)
                | BudgetSheet::Staff(..) => "budget-amount-yuan",
            },
            SheetField::Quantity if matches!(kind, BudgetSheet::Staff(..)) => {
                "budget-staff-counted"
            }
            SheetField::Quantity => "budget-quantity",
            SheetField::Note => "budget-note",
            SheetField::Customer => "budget-customer",
            SheetField::Search => "budget-search",
            SheetField::Sort => "budget-sort",
            SheetField::Reason => "budget-reason",
            SheetField::Receipt => "budget-receipt",
        })
    }

    /// What stands below a box; none where nothing has to be said.
    pub fn budget_hint(&self, (kind, field): (BudgetSheet, SheetField)) -> Option<String> {
        let key = match (kind, field) {
            (_, SheetField::Scale) => "budget-scale-hint",
            (_, SheetField::Rate) => "budget-rate-hint",
            (_, SheetField::Goods) => "budget-goods-hint",
            (BudgetSheet::Goal(_), SheetField::Amount) => "budget-goal-hint",
            (BudgetSheet::Staff(..), SheetField::Quantity) => "budget-staff-hint",
            (_, SheetField::Expected) => "budget-expected-hint",
            (_, _) => return None,
        };
        Some(self.text(key))
    }

    /// What a choice is called: by people, else by its key.
    pub fn budget_choice(&self, field: SheetField, choice: &SheetChoice) -> String {
        if !choice.name.is_empty() {
            return choice.name.clone();
        }
        let arm = || choice.key.parse().ok().and_then(Arm::from_code);
        let row = || choice.key.parse().ok().and_then(Row::from_code);
        // A row in the place of a line has the id of its code.
        let line = || {
            let id = jipan_rules::Uuid::try_parse(&choice.key).ok()?;
            u16::try_from(id.as_u128()).ok().and_then(Row::from_code)
        };
        let word = match (field, choice.key.as_str()) {
            (SheetField::Driver, "revenue") => "budget-driver-revenue",
            (SheetField::Driver, "volume") => "budget-driver-volume",
            (SheetField::Driver, "visits") => "budget-visits",
            (SheetField::Driver, "heads") => "budget-driver-heads",
            (SheetField::Driver, "") => "budget-driver-none",
            (SheetField::Goods, "") => "budget-goods-none",
            (SheetField::From, "") => "budget-copy-nothing",
            (SheetField::Owner, "") => "budget-nobody",
            (SheetField::Sort, "after_sales") => "budget-sort-after",
            (SheetField::Sort, "value_added") => "budget-sort-added",
            (SheetField::Goods, _) => {
                let goods = choice.key.parse();
                return goods
                    .map_or_else(|NoGoods| choice.key.clone(), |it| self.budget_goods(&it));
            }
            (SheetField::Arm, _) => {
                return arm().map_or_else(|| choice.key.clone(), |it| self.budget_arm(it));
            }
            (SheetField::Row | SheetField::Line, _) => {
                let row = row().or_else(line);
                return row.map_or_else(|| choice.key.clone(), |it| self.budget_row(it));
            }
            (_, _) => return choice.key.clone(),
        };
        self.text(word)
    }

    /// What is wrong in a box.
    pub fn budget_sheet_error(&self, error: BudgetSheetError) -> String {
        self.text(match error {
            BudgetSheetError::Blank => "budget-blank",
            BudgetSheetError::NotANumber => "budget-not-a-number",
            BudgetSheetError::OutOfBounds => "budget-out-of-bounds",
            BudgetSheetError::NotADay => "budget-not-a-day",
            BudgetSheetError::Later => "budget-later",
            BudgetSheetError::TooLong => "budget-too-long",
            BudgetSheetError::Taken => "budget-taken",
            BudgetSheetError::GoodsTaken => "budget-goods-taken",
        })
    }

    /// Why a photo was not attached.
    pub fn budget_receipt_error(&self, error: ReceiptError) -> String {
        self.text(match error {
            ReceiptError::NoPicture => "budget-receipt-no-picture",
            ReceiptError::TooLarge => "budget-receipt-too-large",
            ReceiptError::NotKept => "budget-receipt-not-kept",
        })
    }

    /// What became of an expense.
    pub fn budget_verdict(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Waiting => self.text("budget-waiting"),
            Verdict::Approved(who) => {
                self.with("budget-approved-by", &[("who", who.as_str().into())])
            }
            Verdict::Rejected(who, why) => {
                let args = [("who", who.as_str().into()), ("why", why.as_str().into())];
                self.with("budget-rejected-by", &args)
            }
        }
    }

    /// Of what it is asked why.
    pub fn budget_why(&self, view: &BudgetWhyView) -> String {
        let line = view.label.as_ref().map(|it| self.budget_line(it));
        let month = |it: jipan_rules::period::Month| self.month(it.first_day());
        let (month, what) = match view.of {
            BudgetWhy::Plan(at) => (at.month.map(month), "budget-plan"),
            BudgetWhy::Actual(at) => (at.month.map(month), "budget-actual"),
            BudgetWhy::Forecast(_, at) => (at.map(month), "budget-forecast"),
            BudgetWhy::Gap(_) => (None, "budget-gap"),
            BudgetWhy::Goal(_) => (None, "budget-today-goal"),
        };
        let parts = [line, month, Some(self.text(what))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A term of a formula.
    pub fn budget_term(&self, term: &WhyTerm) -> String {
        let month = |it: &jipan_rules::period::Month| self.month(it.first_day());
        match term {
            WhyTerm::Line(label) => self.budget_line(label),
            WhyTerm::Month(it) => month(it),
            WhyTerm::Target => self.text("budget-target"),
            WhyTerm::Forecast => self.text("budget-forecast"),
            WhyTerm::LastYear(it) => {
                self.with("budget-term-last-year", &[("month", month(it).into())])
            }
            WhyTerm::Growth => self.text("budget-growth"),
            WhyTerm::Gap => self.text("budget-gap"),
            WhyTerm::Weight(n, of) => {
                self.with("budget-term-weight", &[("n", (*n).into()), ("of", (*of).into())])
            }
            WhyTerm::Correction => self.text("budget-term-correction"),
            WhyTerm::WithTax => self.text("budget-term-with-tax"),
            WhyTerm::Tax => self.text("budget-term-tax"),
            WhyTerm::Pipeline => self.text("budget-way-pipeline"),
            WhyTerm::Ordered => self.text("budget-term-ordered"),
            WhyTerm::MeanOfKnown => self.text("budget-term-mean"),
            WhyTerm::TerritoryGoal => self.text("budget-term-territory"),
            WhyTerm::ShopWeight(n, of) => {
                let args = [("n", (*n).into()), ("of", (*of).into())];
                self.with("budget-term-shop-weight", &args)
            }
            WhyTerm::ShopGoal => self.text("budget-term-shop-goal"),
            WhyTerm::ShopSoFar => self.text("budget-term-shop-so-far"),
            WhyTerm::VisitsLeft(n) => self.with("budget-term-visits-left", &[("n", (*n).into())]),
        }
    }

    /// Something behind a number: what it is, beside its name.
    pub fn budget_source(&self, source: &WhySource, shape: Shape) -> String {
        match source {
            WhySource::Order { number, on, n_unknown, .. } => {
                let args = [("number", number.as_str().into()), ("date", self.date(*on).into())];
                let said = self.with("budget-source-order", &args);
                let unknown = (*n_unknown > 0)
                    .then(|| self.with("budget-source-unknown", &[("n", (*n_unknown).into())]));
                [Some(said), unknown].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            WhySource::Service { on, text, .. } => {
                let args = [("date", self.date(*on).into()), ("text", text.as_str().into())];
                self.with("budget-source-service", &args)
            }
            WhySource::Expense { on, text, .. } => {
                let args = [("date", self.date(*on).into()), ("text", text.as_str().into())];
                self.with("budget-source-expense", &args)
            }
            WhySource::Deal { on, percent, .. } => {
                let args = [("date", self.date(*on).into()), ("percent", (*percent).into())];
                self.with("budget-source-deal", &args)
            }
            WhySource::Written { at, value, is_late, .. } => {
                let value = value.map_or_else(
                    || self.text("budget-taken-back"),
                    |it| self.budget_exact(it, Shape { money: MoneyUnit::Yuan, ..shape }),
                );
                let args = [("at", self.date_time(*at).into()), ("value", value.into())];
                let said = self.with("budget-source-written", &args);
                let late = is_late.then(|| self.text("budget-source-frozen"));
                [Some(said), late].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        }
    }
}
