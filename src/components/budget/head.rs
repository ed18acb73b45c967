//! The head of the budget: the profit funnel, the year so far, and what is lacking. On a phone it can be folded. Not
//! here: each picture.

use jipan_app::event::Event;
use jipan_app::view::{HeadView, MoneyUnit, YearView};
use jipan_rules::budget::Figure;
use yew::prelude::*;

use super::grid_cell::tone_of;
use super::head_lines::{burn_up, waterfall};
use super::picture::funnel;
use crate::i18n::{Bound, Shape, Tr};

/// The head.
pub fn head(
    tr: &Tr,
    (year, is_narrow): (&YearView, bool),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let head = &year.head;
    html! {
        <details class="budget-head" open={!is_narrow}>
            <summary class="budget-head__fold">
                <h2 class="budget-head__title">{ tr.text("budget-funnel") }</h2>
                <span class="budget-head__sums">{ in_short(tr, head, money) }</span>
            </summary>
            <div class="budget-head__parts">
                { funnel(tr, head, money, on_event) }
                { burn_up(tr, year, money) }
                { waterfall(tr, head, money) }
            </div>
        </details>
    }
}

/// Revenue, gross profit, profit, each of what was planned.
fn in_short(tr: &Tr, head: &HeadView, money: MoneyUnit) -> Html {
    let shape = Shape::money(money);
    let of = |name: String, (plan, figure): (Option<i64>, Figure), bound| {
        let actual = tr.budget_bound_rough(figure, (shape, bound));
        let full = full_of(tr, figure, (shape, bound));
        let plan =
            plan.map_or_else(|| "–".to_owned(), |it| tr.budget_amount(shape.rough(it), shape));
        let args = [("what", name.into()), ("actual", actual.into()), ("plan", plan.into())];
        let said = tr.with("budget-of-plan", &args);
        html! { <span data-tone={tone_of(Some(figure))} title={full}>{ said }</span> }
    };
    let parts = [
        of(tr.text("budget-all-revenue"), head.revenue, Bound::Least),
        of(tr.text("budget-gross"), head.gross, Bound::Most),
        of(tr.text("budget-profit"), head.profit, Bound::Most),
    ];
    let parts = parts.into_iter().enumerate().map(|(idx, it)| {
        let mark = if idx == 0 { "" } else { " · " };
        html! { <>{ mark }{ it }</> }
    });
    parts.collect()
}

/// In words what is not wholly known; none where all is.
pub(super) fn full_of(tr: &Tr, figure: Figure, how: (Shape, Bound)) -> Option<String> {
    tone_of(Some(figure)).map(|_| tr.budget_figure_exact(figure, how))
}
