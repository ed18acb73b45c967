//! What stands in a cell of the table: the plan, below it the figure that was chosen, and of which tone it is. Not
//! here: the table, numbers as words.

use jipan_app::event::BudgetShown;
use jipan_app::view::{CellView, GridRow, MoneyUnit, YearView};
use jipan_rules::budget::Figure;

use crate::i18n::{Bound, Shape, Tr};

/// A column of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The year.
    Year,
    /// A month, 0 to 11.
    Month(usize),
}

impl Column {
    /// The columns: of a narrow glass the one that is chosen.
    pub fn shown(year: &YearView, is_narrow: bool) -> Vec<Self> {
        if is_narrow {
            return vec![year.month.map_or(Self::Year, |it| Self::Month(usize::from(it)))];
        }
        core::iter::once(Self::Year).chain((0..12).map(Self::Month)).collect()
    }

    /// Its cell in a row.
    pub fn of(self, row: &GridRow) -> &CellView {
        match self {
            Self::Year => &row.year,
            Self::Month(idx) => row.months.get(idx).unwrap_or(&row.year),
        }
    }

    /// Its name.
    pub fn name(self, tr: &Tr, year: &YearView) -> String {
        let month = match self {
            Self::Year => None,
            Self::Month(idx) => year.months.get(idx),
        };
        month.map_or_else(|| tr.text("budget-whole-year"), |it| tr.budget_month(it.month))
    }
}

/// How the numbers of a row are written.
pub fn shape_of(row: &GridRow, money: MoneyUnit) -> (Shape, Bound) {
    (Shape { unit: row.unit, money }, Bound::of(&row.label))
}

/// Good, bad, or neither.
pub fn tone(difference: Figure, is_more_better: Option<bool>) -> Option<&'static str> {
    let is_over = difference.value > 0;
    match is_more_better {
        Some(is_better) if difference.value != 0 && difference.is_known() => {
            Some(if is_over == is_better { "good" } else { "bad" })
        }
        Some(_) | None => None,
    }
}

/// The plan as it is shown: of a wide table in whole yuan; nothing where nothing was said.
pub fn plan_text(tr: &Tr, cell: &CellView, shape: Shape, is_narrow: bool) -> String {
    match (&cell.draft, cell.plan) {
        (Some((typed, _)), _) => typed.clone(),
        (None, Some(plan)) => {
            tr.budget_amount(if is_narrow { plan } else { shape.rough(plan) }, shape)
        }
        (None, None) => String::new(),
    }
}

/// The plan as one types it.
pub fn typed_text(tr: &Tr, cell: &CellView, shape: Shape) -> String {
    match (&cell.draft, cell.plan) {
        (Some((typed, _)), _) => typed.clone(),
        (None, plan) => plan.map(|it| tr.budget_typed(it, shape)).unwrap_or_default(),
    }
}

/// The figure that stands below the plan; a difference and another version's plan are none.
fn figure_of(cell: &CellView, shown: BudgetShown) -> Option<Figure> {
    match shown {
        BudgetShown::Actual => cell.actual,
        BudgetShown::SoFar => cell.actual_so_far,
        BudgetShown::Difference | BudgetShown::Compared => None,
    }
}

/// Of which tone a figure is: one that is not wholly known is marked.
pub fn tone_of(figure: Option<Figure>) -> Option<&'static str> {
    figure.filter(|it| !it.is_known()).map(|_| "bound")
}

/// All of what stands in a cell in short: to the fen, with words for what is not wholly known. None where the cell
/// says all of it.
pub fn full_text(
    tr: &Tr,
    cell: &CellView,
    (row, shown): (&GridRow, BudgetShown),
    money: MoneyUnit,
) -> Option<String> {
    let how = shape_of(row, money);
    let figure = figure_of(cell, shown);
    let difference = cell.difference.filter(|it| shown == BudgetShown::Difference && it.is_known());
    let compared = cell.compared.filter(|_| shown == BudgetShown::Compared);
    let values = [cell.plan, figure.map(|it| it.value), difference.map(|it| it.value), compared];
    let is_rough = values.into_iter().flatten().any(|it| how.0.rough(it) != it);
    if !is_rough && tone_of(figure).is_none() {
        return None;
    }
    let below = figure
        .map(|it| tr.budget_figure_exact(it, how))
        .or_else(|| difference.map(|it| tr.budget_exact(it.value, how.0)))
        .or_else(|| compared.map(|it| tr.budget_exact(it, how.0)));
    let plan = cell.plan.map(|it| tr.budget_exact(it, how.0));
    let parts = [(tr.text("budget-plan"), plan), (tr.budget_shown(shown), below)];
    let parts = parts.into_iter().filter_map(|(name, it)| Some([name, it?].join(" ")));
    Some(parts.collect::<Vec<_>>().join(" · "))
}

/// What stands below the plan in whole yuan, and its tone.
pub fn below(
    tr: &Tr,
    cell: &CellView,
    (row, shown): (&GridRow, BudgetShown),
    money: MoneyUnit,
) -> (String, Option<&'static str>) {
    let how = shape_of(row, money);
    if let Some((_, Some(error))) = &cell.draft {
        return (tr.budget_wrong(error), Some("bad"));
    }
    if cell.is_in_conflict {
        return (tr.text("budget-in-conflict"), Some("bad"));
    }
    let figure = figure_of(cell, shown);
    let (text, tone) = match shown {
        BudgetShown::Actual | BudgetShown::SoFar => {
            (figure.map(|it| tr.budget_bound_rough(it, how)), tone_of(figure))
        }
        BudgetShown::Difference => (
            cell.difference.map(|it| tr.budget_over_rough(it, how.0)),
            cell.difference.and_then(|it| tone(it, row.is_more_better)),
        ),
        BudgetShown::Compared => {
            (cell.compared.map(|it| tr.budget_amount(how.0.rough(it), how.0)), None)
        }
    };
    let text = text.unwrap_or_default();
    match cell.correction {
        Some(by) if by != 0 => {
            let mark = tr.text("budget-corrected");
            (if text.is_empty() { mark } else { [text, mark].join(" ") }, tone.or(Some("late")))
        }
        Some(_) | None => (text, tone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_planned_is_good_of_revenue_and_bad_of_cost() {
        let over = Figure::known(5);
        assert_eq!(tone(over, Some(true)), Some("good"));
        assert_eq!(tone(over, Some(false)), Some("bad"));
        assert_eq!(tone(Figure::known(-5), Some(false)), Some("good"));
        assert_eq!([tone(over, None), tone(Figure::known(0), Some(true))], [None; 2]);
    }
}
