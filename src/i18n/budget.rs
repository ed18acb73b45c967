//! Words of the budget: rows, lines, arms, ways, and what a conflict is about. Not here: numbers, the screen.

use jipan_app::event::{BudgetPart, BudgetShown};
use jipan_app::view::{BudgetPlace, GoalYear, Language, LineLabel, MoneyUnit, WaterfallStep};
use jipan_rules::budget::{Arm, BudgetField, Goods, Judgement, Method, Row, RowUnit};
use jipan_rules::period::Month;
use jipan_rules::schema::fields;

use super::Tr;
use super::budget_numbers::Shape;

impl Tr {
    /// The name of a row.
    pub fn budget_row(&self, row: Row) -> String {
        let key = match row {
            Row::SalesVolume => "budget-sales-volume",
            Row::SalesRevenue => "budget-sales-revenue",
            Row::AfterSalesVolume => "budget-after-volume",
            Row::AfterSalesRevenue => "budget-after-revenue",
            Row::ValueAddedVolume => "budget-added-volume",
            Row::ValueAddedRevenue => "budget-added-revenue",
            Row::CostOfGoods => "budget-cost",
            Row::GrossProfit => "budget-gross",
            Row::GrossMargin => "budget-margin",
            Row::FixedExpense => "budget-fixed",
            Row::VariableExpense => "budget-variable",
            Row::PreTaxProfit => "budget-profit",
            Row::ProfitRate => "budget-profit-rate",
            Row::FormalStaff => "budget-formal",
            Row::NonFormalStaff => "budget-non-formal",
            Row::EchelonReserve => "budget-reserve",
            Row::EchelonJunior => "budget-junior",
            Row::EchelonMiddle => "budget-middle",
            Row::EchelonSenior => "budget-senior",
            Row::Visits => "budget-visits",
        };
        self.text(key)
    }

    /// The name of a row or line.
    pub fn budget_line(&self, label: &LineLabel) -> String {
        match label {
            LineLabel::Row(row) => self.budget_row(*row),
            LineLabel::Rest(row) => {
                self.with("budget-rest", &[("row", self.budget_row(*row).into())])
            }
            LineLabel::Own(_, name) if name.is_empty() => self.text("budget-line-blank"),
            LineLabel::Own(_, name) => name.clone(),
        }
    }

    /// The name of a part.
    pub fn budget_part(&self, part: BudgetPart) -> String {
        self.text(match part {
            BudgetPart::Year => "budget-part-year",
            BudgetPart::Gap => "budget-part-gap",
            BudgetPart::Measures => "budget-part-measures",
            BudgetPart::Expenses => "budget-part-expenses",
            BudgetPart::Goals => "budget-part-goals",
        })
    }

    /// Which figure stands beside the plan.
    pub fn budget_shown(&self, shown: BudgetShown) -> String {
        self.text(match shown {
            BudgetShown::Actual => "budget-actual",
            BudgetShown::Difference => "budget-difference",
            BudgetShown::SoFar => "budget-so-far",
            BudgetShown::Compared => "budget-compared",
        })
    }

    /// An arm of the profit funnel.
    pub fn budget_arm(&self, arm: Arm) -> String {
        self.text(match arm {
            Arm::Business => "budget-arm-business",
            Arm::Customers => "budget-arm-customers",
            Arm::Stock => "budget-arm-stock",
            Arm::People => "budget-arm-people",
        })
    }

    /// What an arm is about.
    pub fn budget_arm_about(&self, arm: Arm) -> String {
        self.text(match arm {
            Arm::Business => "budget-arm-business-about",
            Arm::Customers => "budget-arm-customers-about",
            Arm::Stock => "budget-arm-stock-about",
            Arm::People => "budget-arm-people-about",
        })
    }

    /// A way to forecast.
    pub fn budget_method(&self, method: Method) -> String {
        self.text(match method {
            Method::LastYear => "budget-way-last-year",
            Method::Smoothing => "budget-way-smoothing",
            Method::Pipeline => "budget-way-pipeline",
        })
    }

    /// A step of the waterfall.
    pub fn budget_step(&self, step: WaterfallStep) -> String {
        self.text(match step {
            WaterfallStep::Target => "budget-target",
            WaterfallStep::Done => "budget-step-done",
            WaterfallStep::Forecast => "budget-step-forecast",
            WaterfallStep::Measures => "budget-step-measures",
            WaterfallStep::Gap => "budget-gap",
        })
    }

    /// A month, as short as it can be said within its year.
    pub fn budget_month(&self, month: Month) -> String {
        match self.language() {
            Language::Chinese => self.with("budget-month", &[("n", month.number().into())]),
            Language::English => {
                let words = self.month(month.first_day());
                words.split(' ').next().unwrap_or_default().to_owned()
            }
        }
    }

    /// A year, by its first month: that of the calendar, or from month to month.
    pub fn budget_year(&self, first: Month) -> String {
        if first.number() == 1 {
            return self.with("budget-year", &[("year", first.year().to_string().into())]);
        }
        self.budget_span(first, first.on(11))
    }

    fn budget_span(&self, from: Month, until: Month) -> String {
        let [from, until] = [from, until].map(|it| self.month(it.first_day()));
        self.with("budget-year-span", &[("from", from.into()), ("until", until.into())])
    }

    /// The year of goals: its name, or from where on it was issued.
    pub fn budget_goal_year(&self, year: &GoalYear) -> String {
        let (from, until) = year.months;
        if (from, until) == (year.first, year.first.on(11)) {
            return self.budget_year(year.first);
        }
        [self.budget_year(year.first), self.budget_span(from, until)].join(" · ")
    }

    /// What two people wrote differently: whose, which row, which month.
    pub fn budget_place(&self, place: &BudgetPlace) -> String {
        let line = place.line.as_ref().map(|it| self.budget_line(it));
        let month = place.month.map(|it| self.month(it.first_day()));
        let parts = [place.name.clone(), line, month, Some(self.budget_field(place.field))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A value as it is kept, in the unit of what it is about.
    pub fn budget_kept(&self, place: &BudgetPlace, text: &str) -> String {
        use BudgetField as F;
        let unit = match (place.field, &place.line) {
            // An own line adds to a row of money or of units; which one is not told, so it stands as it is.
            (
                F::PlanCell | F::PlanTarget | F::MeasureExpected | F::MeasureEffect,
                Some(LineLabel::Row(row) | LineLabel::Rest(row)),
            ) => Some(row.unit()),
            (F::ExpenseAmount | F::PlanShare, _) => Some(RowUnit::Money),
            (F::StaffCounted, _) => Some(RowUnit::Heads),
            _ => None,
        };
        // Which changes it lists is nothing to read.
        if place.field == F::PlanFrozen {
            return self.text("budget-frozen");
        }
        if let (F::LineGoods, Ok(goods)) = (place.field, text.parse()) {
            return self.budget_goods(&goods);
        }
        if let (Some(unit), Ok(value)) = (unit, text.parse()) {
            return self.budget_exact(value, Shape { unit, money: MoneyUnit::Yuan });
        }
        let (word, amount) = match Judgement::parse(text) {
            Some(Judgement::Approved(amount)) => (self.text("budget-approved"), amount),
            Some(Judgement::Rejected(amount, why)) => {
                (self.with("budget-rejected-why", &[("why", why.into())]), amount)
            }
            None => return text.to_owned(),
        };
        let shape = Shape { unit: RowUnit::Money, money: MoneyUnit::Yuan };
        [self.budget_exact(amount, shape), word].join(" · ")
    }

    /// The products that a line counts.
    pub(super) fn budget_goods(&self, goods: &Goods) -> String {
        match goods {
            Goods::Brand(brand) => brand.to_string(),
            Goods::Class(class) => self.choice(fields::PRODUCT_CLASS, *class).to_owned(),
        }
    }

    /// Which value it is, of those that can be in conflict.
    fn budget_field(&self, field: BudgetField) -> String {
        use BudgetField as F;
        let words: [(&[F], &str); 10] = [
            (&[F::PlanCell], "budget-plan"),
            (&[F::PlanTarget], "budget-target"),
            (&[F::MeasureExpected], "budget-expected"),
            (&[F::MeasureEffect], "budget-effect"),
            (&[F::PlanName, F::LineName, F::MeasureName], "budget-name"),
            (&[F::LineDriver], "budget-driver"),
            (&[F::LineGoods], "budget-goods"),
            (&[F::StaffCounted], "budget-staff-counted"),
            (&[F::ExpenseAmount], "budget-amount"),
            (&[F::ExpenseVerdict], "budget-verdict"),
        ];
        let known = words.iter().find(|(fields, _)| fields.contains(&field));
        self.text(known.map_or("budget-setting", |(_, key)| key))
    }
}

#[cfg(test)]
mod tests {
    use jipan_rules::NaiveDate;

    use super::*;

    fn place(field: BudgetField, row: Row) -> BudgetPlace {
        let day = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        BudgetPlace {
            field,
            name: Some("年初版".to_owned()),
            line: Some(LineLabel::Row(row)),
            month: Some(Month::of(day)),
        }
    }

    #[test]
    fn a_conflict_names_version_row_month_and_the_value_in_its_unit() {
        let tr = Tr::default();
        let cell = place(BudgetField::PlanCell, Row::SalesRevenue);
        assert_eq!(tr.budget_place(&cell), "年初版 · 销售收入 · 2026-10 · 计划");
        assert_eq!(tr.budget_kept(&cell, "1250050"), "12,500.50 元");
        let heads = place(BudgetField::PlanTarget, Row::FormalStaff);
        assert_eq!(tr.budget_kept(&heads, "12"), "12 人");
        let verdict = BudgetPlace { line: None, ..place(BudgetField::ExpenseVerdict, Row::Visits) };
        assert_eq!(tr.budget_kept(&verdict, "rejected;5000;没有票"), "50.00 元 · 退回：没有票");
        assert_eq!(tr.budget_kept(&verdict, "approved;5000"), "50.00 元 · 已批");
        let frozen = BudgetPlace { line: None, ..place(BudgetField::PlanFrozen, Row::Visits) };
        assert_eq!(tr.budget_kept(&frozen, "1;1a05:1-3"), "已冻结");
        let goods = BudgetPlace { line: None, ..place(BudgetField::LineGoods, Row::Visits) };
        assert_eq!(tr.budget_kept(&goods, "brand;金叶"), "金叶");
        assert_eq!(tr.budget_kept(&goods, "class;1"), tr.choice(fields::PRODUCT_CLASS, 1));
        let staff = place(BudgetField::StaffCounted, Row::FormalStaff);
        assert_eq!(tr.budget_kept(&staff, "5"), "5 人");
    }

    #[test]
    fn a_year_that_begins_in_april_says_from_when_until_when() {
        let april = Month::of(NaiveDate::from_ymd_opt(2026, 4, 1).unwrap());
        let tr = Tr::default();
        assert_eq!(tr.budget_year(april), "2026-04 至 2027-03");
        assert_eq!(tr.budget_year(april.back(3)), "2026年");
        assert_eq!(Tr::new(Language::English).budget_month(april), "Apr");
    }

    #[test]
    fn every_row_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<String> =
            Row::ALL.into_iter().map(|it| Tr::default().budget_row(it)).collect();
        assert_eq!(names.len(), Row::ALL.len());
    }
}
