//! A month of the register, day by day: what was carried over, what came and went, what is left. Each number opens
//! its opportunities. Not here: counting.

use jipan_app::event::{DayRange, Event, FunnelEvent, FunnelMark, RegisterPart};
use jipan_app::view::{RegisterDay, RegisterView};
use jipan_rules::funnel::Flow;
use jipan_rules::{Datelike as _, NaiveDate};
use yew::prelude::*;

use super::mark::mark_number;
use crate::i18n::Tr;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MonthColumn {
    /// What went a way.
    Flow(Flow),
    /// Contacts and attempts.
    Contacts,
    /// Those in which somebody was reached.
    Reached,
    /// Running at the end.
    Left,
}

impl MonthColumn {
    const ALL: [Self; 9] = [
        Self::Flow(Flow::Opened),
        Self::Contacts,
        Self::Reached,
        Self::Flow(Flow::Back),
        Self::Flow(Flow::Closed),
        Self::Flow(Flow::Out),
        Self::Flow(Flow::Cancelled),
        Self::Flow(Flow::Undone),
        Self::Left,
    ];

    /// What stands above it.
    pub(crate) fn name(self, tr: &Tr) -> String {
        match self {
            Self::Flow(flow) => tr.flow(flow),
            Self::Contacts => tr.text("register-contacts"),
            Self::Reached => tr.text("register-reached"),
            Self::Left => tr.text("register-left"),
        }
    }

    /// Its number of a day or of the month.
    pub(crate) fn of(self, day: &RegisterDay) -> usize {
        match self {
            Self::Flow(flow) => day.flows.of(flow),
            Self::Contacts => day.n_contacts,
            Self::Reached => day.n_reached,
            Self::Left => day.n_left,
        }
    }

    /// Whom its number counts; those reached are of those contacted.
    fn mark(self, days: DayRange) -> Option<FunnelMark> {
        match self {
            Self::Flow(flow) => Some(FunnelMark::Flow(days, flow)),
            Self::Contacts => Some(FunnelMark::Contacted(days)),
            Self::Reached => None,
            Self::Left => Some(FunnelMark::Running(days.until)),
        }
    }

    /// Columns in which there is something in the month; 退订 and 改回 are rare, and a phone is narrow.
    pub(crate) fn shown(view: &RegisterView) -> Vec<Self> {
        let is_kept = |it: &Self| match it {
            Self::Flow(Flow::Opened | Flow::Closed | Flow::Out) | Self::Contacts | Self::Left => {
                true
            }
            Self::Flow(Flow::Back | Flow::Cancelled | Flow::Undone) | Self::Reached => {
                it.of(&view.whole) > 0
            }
        };
        Self::ALL.into_iter().filter(is_kept).collect()
    }
}

/// The month.
pub(crate) fn month(tr: &Tr, view: &RegisterView, on_event: &Callback<Event>) -> Html {
    let columns = MonthColumn::shown(view);
    let name = tr.month(view.month.first_day());
    let head = columns.iter().map(|it| html! { <th scope="col">{ it.name(tr) }</th> });
    html! {
        <>
            <div class="home__scroll" tabindex="0" role="group" aria-label={name.clone()}>
                <table class="tally">
                    <caption class="visually-hidden">{ tr.text("register-title") }{ " " }{ name }</caption>
                    <thead><tr><th scope="col">{ tr.text("register-date") }</th>{ for head }</tr></thead>
                    <tbody>
                        { carried(tr, view, columns.len(), on_event) }
                        { for view.days.iter().filter_map(|day| Some(day_of(tr, (day, day.on?), &columns, on_event))) }
                    </tbody>
                    <tfoot>{ whole(tr, view, &columns, on_event) }</tfoot>
                </table>
            </div>
            <p class="import__hint">{ adds_up(tr, view) }</p>
        </>
    }
}

/// How the numbers add up.
pub(crate) fn adds_up(tr: &Tr, view: &RegisterView) -> String {
    if view.whole.flows.of(Flow::Undone) > 0 {
        tr.text("register-adds-up")
    } else {
        tr.text("register-adds-up-plain")
    }
}

/// What was running when the month began.
fn carried(tr: &Tr, view: &RegisterView, n_columns: usize, on_event: &Callback<Event>) -> Html {
    let before = view.month.first_day().pred_opt().unwrap_or(view.day);
    let mark = (FunnelMark::Running(before), view.n_carried);
    html! {
        <tr class="tally__carried">
            <th scope="row" colspan={n_columns.to_string()}>{ tr.text("register-carried") }</th>
            <td>{ mark_number(tr, mark, on_event) }</td>
        </tr>
    }
}

fn numbers(
    tr: &Tr,
    (day, days): (&RegisterDay, DayRange),
    columns: &[MonthColumn],
    on_event: &Callback<Event>,
) -> Html {
    let cell = |column: &MonthColumn| {
        let n = column.of(day);
        let number = match column.mark(days) {
            Some(mark) => mark_number(tr, (mark, n), on_event),
            None if n == 0 => html! { <span class="tally__none">{ "–" }</span> },
            None => html! { <span class="tally__plain">{ tr.count(n) }</span> },
        };
        html! { <td>{ number }</td> }
    };
    html! { <>{ for columns.iter().map(cell) }</> }
}

/// A day; its date leads to its rows.
fn day_of(
    tr: &Tr,
    (day, on): (&RegisterDay, NaiveDate),
    columns: &[MonthColumn],
    on_event: &Callback<Event>,
) -> Html {
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |_: MouseEvent| {
            on_event.emit(Event::Funnel(FunnelEvent::RegisterDay(on)));
            on_event.emit(Event::Funnel(FunnelEvent::RegisterPart(RegisterPart::Day)));
        })
    };
    let args = [("day", on.day().into()), ("weekday", tr.weekday(on).into())];
    html! {
        <tr key={on.to_string()}>
            <th scope="row">
                <button type="button" class="tally__day" {onclick}>
                    { tr.with("register-weekday", &args) }
                </button>
            </th>
            { numbers(tr, (day, DayRange { from: on, until: on }), columns, on_event) }
        </tr>
    }
}

/// All of the month.
fn whole(
    tr: &Tr,
    view: &RegisterView,
    columns: &[MonthColumn],
    on_event: &Callback<Event>,
) -> Html {
    let (from, until) = (view.month.first_day(), view.month.last_day().min(view.today));
    html! {
        <tr>
            <th scope="row">{ tr.text("register-whole") }</th>
            { numbers(tr, (&view.whole, DayRange { from, until: until.max(from) }), columns, on_event) }
        </tr>
    }
}
