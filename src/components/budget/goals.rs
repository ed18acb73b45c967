//! 目标: what year, month and today are to bring, by territory and by shop, and which shops are due. Not here: how a goal
//! is split.

use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, Event};
use jipan_app::route::Route;
use jipan_app::view::{BudgetLeave, GoalRow, GoalsView, TerritoryGoal};
use yew::prelude::*;

use super::geometry::part;
use super::grid_bar::why;
use super::press;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::meter::Meter;
use crate::i18n::{Shape, Tr};

/// A goal is shown to the fen.
const FEN: Shape = Shape::money(jipan_app::view::MoneyUnit::Yuan);

/// The day.
pub fn goals(tr: &Tr, view: &GoalsView, leave: BudgetLeave, on_event: &Callback<Event>) -> Html {
    html! {
        <>
            if view.month_goal.is_none() { <p class="file__banner" role="status">{ none_issued(tr, view, leave) }</p> }
            <div class="goals__head">
                if let Some(year) = view.year { { sum(tr, ("year", tr.budget_goal_year(&year)), (Some(year.goal), year.actual)) } }
                { sum(tr, ("month", tr.month(view.month.first_day())), (view.month_goal, view.month_actual)) }
                { sum(tr, ("day", tr.day_and_weekday(view.day)), (view.month_goal.map(|_| view.today_goal), view.today_actual)) }
                if view.can_issue {
                    <div class="goals__issue">
                        if let Some(rest) = view.not_issued.filter(|it| *it != 0) {
                            <span>{ tr.with("budget-not-issued", &[("n", tr.budget_exact(rest, FEN).into())]) }</span>
                        }
                        <button type="button" class="button" data-variant="primary" onclick={press(on_event, BudgetEvent::Issued)}>{ tr.text("budget-issue") }</button>
                    </div>
                }
            </div>
            if !view.territories.is_empty() { { territories(tr, view, on_event) } }
            <h2 class="goals__title">{ tr.text("budget-due-shops") }</h2>
            if view.due.is_empty() {
                <EmptyState icon={IconName::Check} title={tr.text("budget-none-due")} hint={tr.text("budget-none-due-hint")} />
            }
            <ul class="goals" role="list">{ for view.due.iter().map(|row| shop(tr, (row, view), leave, on_event)) }</ul>
            if view.n_more > 0 {
                <p><button type="button" class="button" onclick={press(on_event, BudgetEvent::MoreGoals)}>{ tr.with("budget-show-more", &[("n", view.n_more.into())]) }</button></p>
            }
        </>
    }
}

/// That nothing was issued for the month, and by what or whom it is.
fn none_issued(tr: &Tr, view: &GoalsView, leave: BudgetLeave) -> String {
    tr.text(match (view.can_issue, leave.plans) {
        (true, _) => "budget-none-issued",
        (false, true) => "budget-none-issued-plan",
        (false, false) => "budget-none-issued-wait",
    })
}

/// A goal, what came of it, and what is left, with a bar.
fn sum(tr: &Tr, (of, name): (&'static str, String), (goal, actual): (Option<i64>, i64)) -> Html {
    let percent = u8::try_from(part(actual, goal.unwrap_or_default(), 100)).unwrap_or(100);
    // Without a goal beside it a number has to say what it is.
    let name = if goal.is_some() { name } else { [name, tr.text("budget-actual")].join(" · ") };
    html! {
        <section class="goals__sum" data-of={of} aria-label={name.clone()}>
            <h2 class="goals__name">{ name }</h2>
            <p class="goals__of"><b class="goals__n">{ tr.budget_exact(actual, FEN) }</b>{ goal.map(|it| of_goal(tr, it, actual)) }</p>
            if goal.is_some() { <Meter {percent} /> }
        </section>
    }
}

/// Of how much, and what is left of it or more.
fn of_goal(tr: &Tr, goal: i64, actual: i64) -> Html {
    let rest = goal.saturating_sub(actual);
    let left = match rest {
        1.. => tr.with("budget-goal-left", &[("n", tr.budget_exact(rest, FEN).into())]),
        _ => tr.text("budget-goal-met"),
    };
    let of = tr.with("budget-goal-of", &[("n", tr.budget_exact(goal, FEN).into())]);
    let tone = (rest <= 0).then_some("good");
    html! { <>{ " " }<span>{ of }</span>{ " " }<span data-tone={tone}>{ left }</span></> }
}

/// Territories; a tap shows only the shops of one.
fn territories(tr: &Tr, view: &GoalsView, on_event: &Callback<Event>) -> Html {
    let row = |it: &TerritoryGoal| {
        let is_shown = view.territory.as_ref() == Some(&it.name);
        let to = (!is_shown).then(|| it.name.clone());
        let name =
            if it.name.is_empty() { tr.text("budget-no-territory") } else { it.name.clone() };
        let percent =
            u8::try_from(part(it.actual, it.goal.unwrap_or_default(), 100)).unwrap_or(100);
        // Where none has a goal, that is said once above.
        let of = match it.goal {
            Some(goal) => of_goal(tr, goal, it.actual),
            None => view
                .month_goal
                .map(|_| html! { <>{ " " }<span>{ tr.text("budget-no-goal") }</span></> })
                .unwrap_or_default(),
        };
        html! {
            <li>
                <button type="button" class="goals__territory" aria-pressed={is_shown.to_string()} onclick={press(on_event, BudgetEvent::TerritoryShown(to))}>
                    <b>{ name }</b>
                    <small>{ tr.shops(it.n_customers) }</small>
                    <span class="goals__of"><span>{ tr.budget_exact(it.actual, FEN) }</span>{ of }</span>
                    if it.left > 0 { <small>{ tr.with("budget-goal-nobodys", &[("n", tr.budget_exact(it.left, FEN).into())]) }</small> }
                    if it.exceeded > 0 { <small>{ tr.with("budget-goal-exceeded", &[("n", tr.budget_exact(it.exceeded, FEN).into())]) }</small> }
                    if it.goal.is_some() { <Meter {percent} /> }
                </button>
            </li>
        }
    };
    html! {
        <>
            <h2 class="goals__title">{ tr.text("budget-territories") }</h2>
            <ul class="goals__territories" role="list">{ for view.territories.iter().map(row) }</ul>
        </>
    }
}

/// What today's visit is to bring and brought; without a goal only what it brought.
fn today(tr: &Tr, row: &GoalRow) -> Html {
    let n = tr.budget_exact(row.today_actual, FEN);
    let so_far = tr.with("budget-today-so-far", &[("n", n.into())]);
    let Some(goal) = row.today_goal else {
        let so_far = (row.today_actual != 0).then_some(so_far);
        return so_far
            .map(|it| html! { <p class="goal__today"><small>{ it }</small></p> })
            .unwrap_or_default();
    };
    html! {
        <p class="goal__today">
            <small>{ tr.text("budget-today-goal") }</small>
            <b>{ tr.budget_exact(goal, FEN) }</b>
            <small>
                if row.today_actual >= goal { <Icon name={IconName::Check} />{ tr.text("budget-goal-met") }{ " " } }
                { so_far }
            </small>
        </p>
    }
}

/// A shop that is due: who it is, when it was last seen, what the month and today are to bring.
fn shop(
    tr: &Tr,
    (row, view): (&GoalRow, &GoalsView),
    leave: BudgetLeave,
    on_event: &Callback<Event>,
) -> Html {
    let tier = row.tier.map(|it| tr.with("budget-tier", &[("n", it.into())]));
    let cycle = tr.with("budget-cycle", &[("n", row.visit_days.into())]);
    let seen = row.seen.map_or_else(
        || tr.text("budget-never-seen"),
        |on| {
            let n = (view.day - on).num_days();
            tr.with("budget-seen", &[("date", tr.date(on).into()), ("n", n.into())])
        },
    );
    let month_actual = tr.budget_exact(row.month_actual, FEN);
    let month = if let Some(goal) = row.month_goal {
        let args = [("actual", month_actual.into()), ("goal", tr.budget_exact(goal, FEN).into())];
        tr.with("budget-shop-month", &args)
    } else {
        let is_open = view.month_goal.is_some();
        let key = if is_open { "budget-shop-month-open" } else { "budget-shop-month-so-far" };
        tr.with(key, &[("actual", month_actual.into())])
    };
    let by_hand = row.is_by_hand.then(|| tr.text("budget-by-hand"));
    let is_met = row.today_goal.is_some_and(|goal| row.today_actual >= goal);
    html! {
        <li class="goal" data-met={is_met.to_string()}>
            <div class="goal__who">
                <Link class="today__link" to={Route::Customer(row.customer)} on_event={on_event.clone()}><b>{ &row.name }</b></Link>
                <p class="goal__facts">{ tier.into_iter().chain([cycle, seen]).collect::<Vec<_>>().join(" · ") }</p>
                <p class="goal__facts">{ core::iter::once(month).chain(by_hand).collect::<Vec<_>>().join(" · ") }</p>
            </div>
            { today(tr, row) }
            <div class="goal__do">
                <Link class="button" to={Route::Order(row.customer)} name={Some(AttrValue::from(tr.with("budget-order-of", &[("name", row.name.as_str().into())])))} on_event={on_event.clone()}>{ tr.text("budget-order") }</Link>
                if row.today_goal.is_some() {
                    { why(tr, [row.name.clone(), tr.text("budget-today-goal")].join(" "), BudgetWhy::Goal(row.customer), on_event) }
                }
                if leave.sets_goals {
                    <button type="button" class="quiet-button" aria-label={tr.with("budget-edit-of", &[("name", row.name.as_str().into())])}
                        onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::Goal(row.customer)))}>{ tr.text("budget-edit") }</button>
                }
            </div>
        </li>
    }
}
