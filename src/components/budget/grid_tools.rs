//! What stands around the table of the year: which figure is shown, the month of a narrow glass, what its signs mean,
//! closing months.
//! Not here: the table.

use jipan_app::event::{BudgetEvent, BudgetShown, Closing, Event};
use jipan_app::route::Route;
use jipan_app::view::{MoneyUnit, MonthHead, YearView};
use yew::prelude::*;

use super::press;
use crate::components::funnel::boxes::radios;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::i18n::Tr;

/// The last month of a year.
const LAST: u8 = 11;

/// Which figure stands below the plan.
pub fn tools(tr: &Tr, (year, is_compared): (&YearView, bool), on_event: &Callback<Event>) -> Html {
    let on_shown = on_event.reform(|it| Event::Budget(BudgetEvent::Shown(it)));
    let shown = BudgetShown::ALL.into_iter();
    let shown = shown.filter(|it| is_compared || *it != BudgetShown::Compared);
    let choices = shown.map(|it| (it, tr.budget_shown(it)));
    html! {
        <div class="cells__tools">
            { radios("budget-shown", tr.text("budget-beside-plan"), choices, Some(year.shown), &on_shown) }
        </div>
    }
}

/// Below the table: that it is in whole yuan, and what the signs mean where something is not wholly known.
pub fn notes(
    tr: &Tr,
    (year, is_narrow): (&YearView, bool),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let is_rough = !is_narrow && money == MoneyUnit::Yuan;
    let cells = year.rows.iter().flat_map(|row| core::iter::once(&row.year).chain(&row.months));
    let mut figures = cells.flat_map(|it| [it.actual, it.actual_so_far]).flatten();
    html! {
        <>
            if is_rough { <p class="import__hint">{ tr.text("budget-rounded") }</p> }
            if figures.any(|it| !it.is_known()) { { bound_note(tr, on_event) } }
        </>
    }
}

/// What ≥ and ≤ mean, and where costs are said.
pub fn bound_note(tr: &Tr, on_event: &Callback<Event>) -> Html {
    html! {
        <p class="import__hint bound-note">
            { tr.text("budget-bound-hint") }
            <Link class="quiet-button" to={Route::Products} on_event={on_event.clone()}>{ tr.text("budget-bound-link") }</Link>
        </p>
    }
}

/// The month before, this one, the month after, and the year.
pub fn pager(tr: &Tr, year: &YearView, on_event: &Callback<Event>) -> Html {
    let name = year.month.and_then(|it| year.months.get(usize::from(it)));
    let name =
        name.map_or_else(|| tr.text("budget-whole-year"), |it| tr.month(it.month.first_day()));
    let (back, on) = match year.month {
        Some(month) => (month.checked_sub(1), Some(month + 1).filter(|it| *it <= LAST)),
        None => (None, None),
    };
    let whole = match year.month {
        Some(_) => (None, tr.text("budget-whole-year")),
        None => (Some(now_of(year)), tr.text("budget-by-month")),
    };
    html! {
        <div class="cells__pager" role="group" aria-label={tr.text("budget-pager")}>
            { turn((IconName::Back, tr.text("register-month-back")), back, on_event) }
            <b class="cells__month" role="status">{ name }</b>
            { turn((IconName::Forward, tr.text("register-month-on")), on, on_event) }
            <button type="button" class="button" onclick={press(on_event, BudgetEvent::MonthShown(whole.0))}>{ whole.1 }</button>
        </div>
    }
}

/// The month of today, or the first one.
fn now_of(year: &YearView) -> u8 {
    let now = year.months.iter().position(|it| it.is_now);
    now.and_then(|it| u8::try_from(it).ok()).unwrap_or_default()
}

fn turn((icon, name): (IconName, String), to: Option<u8>, on_event: &Callback<Event>) -> Html {
    let on_event = on_event.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if to.is_some() {
            on_event.emit(Event::Budget(BudgetEvent::MonthShown(to)));
        }
    });
    html! {
        <button type="button" class="icon-button" aria-label={name} aria-disabled={to.is_none().then_some("true")} {onclick}>
            <Icon name={icon} />
        </button>
    }
}

/// Months that are past, each to be closed or opened again.
pub fn closing(tr: &Tr, (year, can_close): (&YearView, bool), on_event: &Callback<Event>) -> Html {
    let past: Vec<&MonthHead> =
        year.months.iter().filter(|it| it.is_past || it.closed.is_some()).collect();
    if past.is_empty() || !can_close {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary class="fold__head">{ tr.text("budget-closing") }</summary>
            <p class="import__hint">{ tr.text("budget-closing-hint") }</p>
            <ul class="cells__closing">{ for past.into_iter().map(|it| month(tr, it, on_event)) }</ul>
        </details>
    }
}

fn month(tr: &Tr, head: &MonthHead, on_event: &Callback<Event>) -> Html {
    let name = tr.month(head.month.first_day());
    let (to, words) = match &head.closed {
        Some(_) => (Closing::Open, tr.with("budget-open-month", &[("month", name.clone().into())])),
        None => (Closing::Closed, tr.with("budget-close-month", &[("month", name.clone().into())])),
    };
    let said = head.closed.as_ref().map(|(on, who)| {
        let args = [("date", tr.date(*on).into()), ("who", who.as_str().into())];
        tr.with("budget-closed-on", &args)
    });
    html! {
        <li class="cells__past">
            <b>{ name }</b>
            <span>{ said }</span>
            <button type="button" class="quiet-button" onclick={press(on_event, BudgetEvent::MonthClosed(head.month, to))}>{ words }</button>
        </li>
    }
}
