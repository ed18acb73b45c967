//! The head of the budget: the profit funnel, the year so far, and what is lacking. On a phone it can be folded. Not
//! here: each picture.

use jipan_app::event::Event;
use jipan_app::view::{HeadView, MoneyUnit, YearView};
use yew::prelude::*;

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
                <h2 class="budget-head__title">{ tr.budget("budget-funnel") }</h2>
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
fn in_short(tr: &Tr, head: &HeadView, money: MoneyUnit) -> String {
    let shape = Shape::money(money);
    let of = |name: String, (plan, actual), bound| {
        let plan: Option<i64> = plan;
        let actual = tr.budget_figure(shape.rough_figure(actual), (shape, bound));
        let plan =
            plan.map_or_else(|| "–".to_owned(), |it| tr.budget_amount(shape.rough(it), shape));
        tr.budget_with(
            "budget-of-plan",
            &[("what", name.into()), ("actual", actual.into()), ("plan", plan.into())],
        )
    };
    let parts = [
        of(tr.budget("budget-all-revenue"), head.revenue, Bound::Least),
        of(tr.budget("budget-gross"), head.gross, Bound::Most),
        of(tr.budget("budget-profit"), head.profit, Bound::Most),
    ];
    parts.join(" · ")
}
