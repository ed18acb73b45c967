//! 盈利漏斗 as a picture: the mouth is two arms of income, the middle the room for profit, the tip two arms of cost.
//! Source: S0 §盈利漏斗. Not here: counting.

use jipan_app::event::BudgetPart;
use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{FunnelArm, HeadView, MoneyUnit};
use jipan_rules::budget::{Figure, RowUnit};
use yew::prelude::*;

use super::grid_cell::tone_of;
use super::head::full_of;
use crate::components::link::Link;
use crate::i18n::{Bound, Shape, Tr};

/// The funnel with its figures; each arm leads to its measures.
pub fn funnel(tr: &Tr, head: &HeadView, money: MoneyUnit, on_event: &Callback<Event>) -> Html {
    let shape = Shape::money(money);
    let how = (shape, Bound::Most);
    let profit = tr.budget_bound_rough(head.profit.1, how);
    let full = full_of(tr, head.profit.1, how);
    let plan = head.profit.0.map(|it| {
        tr.with("budget-plan-is", &[("n", tr.budget_amount(shape.rough(it), shape).into())])
    });
    // That the profit is not wholly known is said once.
    let rate = head.profit_rate.filter(|it| it.is_known()).map(|it| {
        let how = (Shape { unit: RowUnit::Rate, money }, Bound::Most);
        tr.with("budget-rate-is", &[("n", tr.budget_figure(it, how).into())])
    });
    let is_loss = head.profit.1.value < 0;
    let [one, two, three, four] = &head.arms;
    html! {
        <div class="profit" role="group" aria-label={tr.text("budget-funnel")}>
            <svg class="profit__picture" viewBox="0 0 320 240" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <polygon class="profit__mouth" points="4,4 158,4 158,82 10,82" />
                <polygon class="profit__mouth" points="162,4 316,4 310,82 162,82" />
                <polygon class="profit__room" points="10,86 310,86 305,142 15,142" />
                <polygon class="profit__tip" points="15,146 158,146 158,236 22,236" />
                <polygon class="profit__tip" points="162,146 305,146 298,236 162,236" />
            </svg>
            <div class="profit__arms">{ arm(tr, one, money, on_event) }{ arm(tr, two, money, on_event) }</div>
            <p class="profit__middle" data-tone={is_loss.then_some("bad")}>
                <small>{ tr.text(if is_loss { "budget-loss-room" } else { "budget-room" }) }</small>
                <b data-tone={tone_of(Some(head.profit.1))} title={full}>{ profit }</b>
                <small>{ [plan, rate].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</small>
            </p>
            <div class="profit__arms">{ arm(tr, three, money, on_event) }{ arm(tr, four, money, on_event) }</div>
        </div>
    }
}

/// An arm: what it came to, of what was planned up to now, and its measures.
fn arm(tr: &Tr, arm: &FunnelArm, money: MoneyUnit, on_event: &Callback<Event>) -> Html {
    let shape = Shape::money(money);
    let how = (shape, Bound::Least);
    let so_far = arm.plan.map(|it| {
        tr.with("budget-plan-is", &[("n", tr.budget_amount(shape.rough(it), shape).into())])
    });
    let measures = (arm.n_measures > 0).then(|| {
        let (expected, effect) = arm.measures;
        let args = [
            ("n", arm.n_measures.into()),
            ("effect", tr.budget_amount(shape.rough(effect), shape).into()),
            ("expected", tr.budget_amount(shape.rough(expected), shape).into()),
        ];
        tr.with("budget-arm-measures", &args)
    });
    let over = arm.plan.filter(|_| arm.actual.is_known());
    let over = over.and_then(|it| arm.actual.minus(Figure::known(it)));
    let is_good = over.is_none_or(|it| (it.value >= 0) == arm.arm.raises_income());
    let over = over.map(|it| tr.budget_over_short(shape.rough_figure(it), shape));
    html! {
        <Link class="profit__arm" to={Route::Budget(BudgetPart::Measures)} on_event={on_event.clone()}>
            <span>{ tr.budget_arm(arm.arm) }</span>
            <b data-tone={tone_of(Some(arm.actual))} title={full_of(tr, arm.actual, how)}>{ tr.budget_bound_rough(arm.actual, how) }</b>
            <small>{ so_far }{ " " }<span data-tone={if is_good { "good" } else { "bad" }}>{ over }</span></small>
            if let Some(measures) = measures { <small>{ measures }</small> }
        </Link>
    }
}
