//! Numbers of the budget: money in 元 or 万元, counts, heads, percent; what is over and under in words; what is not
//! wholly known. Not here: counting, reading what was typed.

use jipan_app::view::{DraftError, LineLabel, MoneyUnit};
use jipan_rules::budget::{Figure, Row, RowUnit};

use super::Tr;

/// Fen of one yuan.
const YUAN: i64 = 100;
/// Fen of a hundredth of 万元.
const WAN_HUNDREDTH: i64 = 10_000;
/// Over and under what was planned, as signs.
const SIGNS: [&str; 2] = ["budget-over-short", "budget-under-short"];

/// How a number is written: in what it is counted, and in what money is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// In what it is counted.
    pub unit: RowUnit,
    /// In what money is shown.
    pub money: MoneyUnit,
}

impl Shape {
    /// Money.
    pub const fn money(money: MoneyUnit) -> Self {
        Self { unit: RowUnit::Money, money }
    }

    /// A number as a picture or a table has room for it: 元 without decimals, half up, negative as positive. All of
    /// it stands elsewhere.
    pub fn rough(self, value: i64) -> i64 {
        match (self.unit, self.money) {
            (RowUnit::Money, MoneyUnit::Yuan) => rounded(value, YUAN).saturating_mul(YUAN),
            (_, _) => value,
        }
    }

    /// A number as short as it is shown beside ≥ or ≤, and not beyond it: what is at least 99.60 is not at least 100.
    fn bounded(self, value: i64, bound: Bound) -> i64 {
        let by = match (self.unit, self.money) {
            (RowUnit::Money, MoneyUnit::Yuan) => YUAN,
            (RowUnit::Money, MoneyUnit::Wan) => WAN_HUNDREDTH,
            (RowUnit::Rate, _) => 10,
            (RowUnit::Count | RowUnit::Heads, _) => 1,
        };
        let below = value.div_euclid(by).saturating_mul(by);
        match bound {
            Bound::Most if below != value => below.saturating_add(by),
            Bound::Most | Bound::Least => below,
        }
    }

    /// The same of a figure.
    pub fn rough_figure(self, figure: Figure) -> Figure {
        Figure { value: self.rough(figure.value), ..figure }
    }
}

/// On which side what is not known lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// What is known is the least that it is: a cost.
    #[default]
    Least,
    /// What is known is the most that it is: a profit, from which something unknown goes off.
    Most,
}

impl Bound {
    /// That of a row or line.
    pub fn of(label: &LineLabel) -> Self {
        match label {
            LineLabel::Row(
                Row::GrossProfit | Row::GrossMargin | Row::PreTaxProfit | Row::ProfitRate,
            ) => Self::Most,
            LineLabel::Row(_) | LineLabel::Rest(_) | LineLabel::Own(..) => Self::Least,
        }
    }
}

/// A division, rounded half up, negative as positive.
fn rounded(value: i64, by: i64) -> i64 {
    let (value, by) = (i128::from(value), i128::from(by));
    let half = (value.abs() * 2 + by) / (by * 2);
    i64::try_from(half * value.signum()).unwrap_or_default()
}

/// A decimal text as short as it can be.
fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

impl Tr {
    /// A number as it stands in a cell: 元 without decimals where it is whole, 万元 with two, percent with one.
    pub fn budget_amount(&self, value: i64, shape: Shape) -> String {
        match (shape.unit, shape.money) {
            (RowUnit::Money, MoneyUnit::Yuan) if value % YUAN == 0 => self.number(value / YUAN),
            (RowUnit::Money, MoneyUnit::Yuan) => self.decimal(value.into(), 2),
            (RowUnit::Money, MoneyUnit::Wan) => {
                self.decimal(rounded(value, WAN_HUNDREDTH).into(), 2)
            }
            (RowUnit::Count | RowUnit::Heads, MoneyUnit::Yuan | MoneyUnit::Wan) => {
                self.number(value)
            }
            (RowUnit::Rate, MoneyUnit::Yuan | MoneyUnit::Wan) => {
                let percent = self.decimal(rounded(value, 10).into(), 1);
                self.with("budget-percent", &[("percent", percent.into())])
            }
        }
    }

    /// All of a number: money to the fen, percent with two decimals, with its unit.
    pub fn budget_exact(&self, value: i64, shape: Shape) -> String {
        match shape.unit {
            RowUnit::Money => {
                let args = [("amount", self.decimal(value.into(), 2).into())];
                self.with("budget-yuan", &args)
            }
            RowUnit::Count => self.number(value),
            RowUnit::Heads => self.with("budget-heads", &[("n", value.into())]),
            RowUnit::Rate => {
                let percent = self.decimal(value.into(), 2);
                self.with("budget-percent", &[("percent", percent.into())])
            }
        }
    }

    /// A number as one types it, exact, in the money that is shown.
    pub fn budget_typed(&self, value: i64, shape: Shape) -> String {
        let n_decimals = match (shape.unit, shape.money) {
            (RowUnit::Money, MoneyUnit::Yuan) | (RowUnit::Rate, _) => 2,
            (RowUnit::Money, MoneyUnit::Wan) => 6,
            (RowUnit::Count | RowUnit::Heads, _) => 0,
        };
        trimmed(&self.decimal(value.into(), n_decimals).replace(',', ""))
    }

    /// What it came to: what is not wholly known says so, with what is known of it.
    pub fn budget_figure(&self, figure: Figure, (shape, bound): (Shape, Bound)) -> String {
        let known = self.budget_amount(figure.value, shape);
        self.budget_known(known, figure, bound)
    }

    /// The same, to the fen.
    pub fn budget_figure_exact(&self, figure: Figure, (shape, bound): (Shape, Bound)) -> String {
        let known = self.budget_exact(figure.value, shape);
        self.budget_known(known, figure, bound)
    }

    /// The same where there is no room for words: what is not wholly known in short, with a sign for the side.
    pub fn budget_bound(&self, figure: Figure, (shape, bound): (Shape, Bound)) -> String {
        if figure.is_known() {
            return self.budget_amount(figure.value, shape);
        }
        let known = self.budget_amount(shape.bounded(figure.value, bound), shape);
        let key = match bound {
            Bound::Least => "budget-at-least",
            Bound::Most => "budget-at-most",
        };
        self.with(key, &[("known", known.into())])
    }

    /// The same, and what is known in whole yuan.
    pub fn budget_bound_rough(&self, figure: Figure, how: (Shape, Bound)) -> String {
        let figure = if figure.is_known() { how.0.rough_figure(figure) } else { figure };
        self.budget_bound(figure, how)
    }

    fn budget_known(&self, known: String, figure: Figure, bound: Bound) -> String {
        if figure.is_known() {
            return known;
        }
        let args = [("known", known.into())];
        match bound {
            Bound::Least => self.with("budget-unknown", &args),
            Bound::Most => self.with("budget-unknown-most", &args),
        }
    }

    /// How much is over or under what was planned, in words; blank of what is not wholly known.
    pub fn budget_over(&self, figure: Figure, shape: Shape) -> String {
        self.budget_apart(figure, shape, (figure.value, ["budget-over", "budget-under"]))
    }

    /// The same with a sign, where there is no room for words.
    pub fn budget_over_short(&self, figure: Figure, shape: Shape) -> String {
        self.budget_apart(figure, shape, (figure.value, SIGNS))
    }

    /// The same in whole yuan; what is less than half a yuan is over or under all the same.
    pub fn budget_over_rough(&self, figure: Figure, shape: Shape) -> String {
        self.budget_apart(figure, shape, (shape.rough(figure.value), SIGNS))
    }

    fn budget_apart(
        &self,
        figure: Figure,
        shape: Shape,
        (shown, [over, under]): (i64, [&str; 2]),
    ) -> String {
        if !figure.is_known() {
            return String::new();
        }
        let by = shown.saturating_abs();
        let by = if shape.unit == RowUnit::Rate {
            let points = self.decimal(rounded(by, 10).into(), 1);
            self.with("budget-points", &[("n", points.into())])
        } else {
            self.budget_amount(by, shape)
        };
        match figure.value {
            0 => self.text("budget-even"),
            1.. => self.with(over, &[("n", by.into())]),
            _ => self.with(under, &[("n", by.into())]),
        }
    }

    /// In what a number is counted, in words; heads and rates say it themselves.
    pub fn budget_unit(&self, shape: Shape) -> String {
        match (shape.unit, shape.money) {
            (RowUnit::Money, MoneyUnit::Yuan) => self.text("budget-unit-yuan"),
            (RowUnit::Money, MoneyUnit::Wan) => self.text("budget-unit-wan"),
            (RowUnit::Count, _) => self.text("budget-unit-count"),
            (RowUnit::Heads, _) => self.text("budget-unit-heads"),
            (RowUnit::Rate, _) => self.text("budget-unit-percent"),
        }
    }

    /// Why what was typed is no number.
    pub fn budget_wrong(&self, error: &DraftError) -> String {
        match error {
            DraftError::Value(error) => self.value_error(error),
            DraftError::Required
            | DraftError::InForce
            | DraftError::ValidToBeforeIssued { .. }
            | DraftError::KeyTaken { .. } => self.text("budget-blank"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(unit: RowUnit, money: MoneyUnit) -> Shape {
        Shape { unit, money }
    }

    #[test]
    fn money_is_whole_where_it_is_whole_and_wan_has_two_decimals_half_up() {
        let tr = Tr::default();
        let (yuan, wan) = (of(RowUnit::Money, MoneyUnit::Yuan), of(RowUnit::Money, MoneyUnit::Wan));
        assert_eq!(tr.budget_amount(1_250_000, yuan), "12,500");
        assert_eq!(tr.budget_amount(834, yuan), "8.34");
        assert_eq!(tr.budget_amount(1_250_000, wan), "1.25");
        assert_eq!(tr.budget_amount(1_255_000, wan), "1.26");
        assert_eq!(tr.budget_amount(-1_255_000, wan), "-1.26");
        assert_eq!(tr.budget_exact(834, wan), "8.34 元");
    }

    #[test]
    fn a_picture_has_no_fen() {
        let yuan = of(RowUnit::Money, MoneyUnit::Yuan);
        assert_eq!([yuan.rough(97_831_016), yuan.rough(-150)], [97_831_000, -200]);
        assert_eq!(of(RowUnit::Rate, MoneyUnit::Yuan).rough(777), 777);
    }

    #[test]
    fn what_is_typed_is_exact_in_the_money_that_is_shown() {
        let tr = Tr::default();
        assert_eq!(tr.budget_typed(123_456_789, of(RowUnit::Money, MoneyUnit::Wan)), "123.456789");
        assert_eq!(tr.budget_typed(100_000_000, of(RowUnit::Money, MoneyUnit::Wan)), "100");
        assert_eq!(tr.budget_typed(123_450, of(RowUnit::Money, MoneyUnit::Yuan)), "1234.5");
        assert_eq!(tr.budget_typed(1_200, of(RowUnit::Heads, MoneyUnit::Wan)), "1200");
    }

    #[test]
    fn what_is_not_wholly_known_says_so_and_on_which_side() {
        let tr = Tr::default();
        let shape = of(RowUnit::Money, MoneyUnit::Yuan);
        let figure = Figure { value: 52_000, n_unknown: 2 };
        assert_eq!(tr.budget_figure(figure, (shape, Bound::Least)), "不详（已知 ≥ 520）");
        assert_eq!(tr.budget_figure(figure, (shape, Bound::Most)), "不详（已知 ≤ 520）");
        assert_eq!(tr.budget_bound(figure, (shape, Bound::Least)), "≥ 520");
        assert_eq!(tr.budget_bound(figure, (shape, Bound::Most)), "≤ 520");
        assert_eq!(tr.budget_bound(Figure::known(52_050), (shape, Bound::Most)), "520.50");
        assert_eq!(tr.budget_bound_rough(Figure::known(52_050), (shape, Bound::Most)), "521");
        let less = Figure { value: -52_000, n_unknown: 1 };
        assert_eq!(tr.budget_over(less, shape), "", "it is said once, beside it");
    }

    #[test]
    fn a_bound_in_short_is_still_true() {
        let tr = Tr::default();
        let said = |shape, value, bound| {
            tr.budget_bound_rough(Figure { value, n_unknown: 1 }, (shape, bound))
        };
        let yuan = of(RowUnit::Money, MoneyUnit::Yuan);
        assert_eq!(said(yuan, 9_960, Bound::Least), "≥ 99");
        assert_eq!(said(yuan, 9_940, Bound::Most), "≤ 100");
        assert_eq!(said(yuan, -9_940, Bound::Most), "≤ -99");
        assert_eq!(said(yuan, -9_940, Bound::Least), "≥ -100");
        let wan = of(RowUnit::Money, MoneyUnit::Wan);
        assert_eq!(said(wan, 1_259_999, Bound::Least), "≥ 1.25");
        let rate = of(RowUnit::Rate, MoneyUnit::Yuan);
        assert_eq!(said(rate, 2_641, Bound::Most), "≤ 26.5%");
    }

    #[test]
    fn over_and_under_are_words() {
        let tr = Tr::default();
        let shape = of(RowUnit::Money, MoneyUnit::Yuan);
        let said = |value| tr.budget_over(Figure::known(value), shape);
        assert_eq!(
            [said(52_000), said(-52_000), said(0)],
            ["高于计划 520", "低于计划 520", "持平"]
        );
        assert_eq!(tr.budget_over_short(Figure::known(-52_000), shape), "−520");
        let rough = |value| tr.budget_over_rough(Figure::known(value), shape);
        assert_eq!([rough(52_050), rough(-52_049), rough(-30)], ["+521", "−520", "−0"]);
        let rate = of(RowUnit::Rate, MoneyUnit::Yuan);
        assert_eq!(tr.budget_over(Figure::known(-125), rate), "低于计划 1.3 个百分点");
        assert_eq!(tr.budget_amount(3_500, rate), "35.0%");
    }
}
