//! 今日: what is due today. Not here: when something is due.

use std::rc::Rc;

use jipan_app::event::{DealSheetKind, Event, FunnelEvent, Owners};
use jipan_app::route::Route;
use jipan_app::view::{DueRow, TaskRow, TaskWhat, TodayView};
use yew::prelude::*;

use crate::components::alerts::Alerts;
use crate::components::empty_state::EmptyState;
use crate::components::funnel::boxes::radios;
use crate::components::funnel::deal_sheet::DealSheet;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`TodayScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct TodayScreenProps {
    /// What it shows.
    pub view: Rc<TodayView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn TodayScreen(props: &TodayScreenProps) -> Html {
    let tr = use_tr();
    let TodayScreenProps { view, on_event } = props;
    let [n_late, n_due, n_tasks, n_handed] = view.n_more;
    let rows = |part: &str, rows: &[DueRow]| -> Vec<Html> {
        rows.iter().map(|row| due_row(&tr, row, part, view.is_read_only, on_event)).collect()
    };
    let tasks: Vec<Html> = view.tasks.iter().map(|row| task_row(&tr, row, on_event)).collect();
    let is_done = view.late.is_empty()
        && view.due.is_empty()
        && view.tasks.is_empty()
        && view.ending.is_empty()
        && view.handed.is_empty();
    html! {
        <div class="page today">
            <header class="today__head">
                <h1 class="import__title">{ tr.text("nav-today") }</h1>
                <p class="today__sums" role="status" aria-label={tr.text("today-in-short")}>{ in_short(&tr, view) }</p>
                if !view.is_read_only {
                    <Link class="button" to={Route::QuickAdd} on_event={on_event.clone()}>
                        <Icon name={IconName::Plus} />{ tr.text("quick-title") }
                    </Link>
                }
            </header>
            if view.has_others { { owners_choice(&tr, "today-owners", view.owners, on_event) } }
            if is_done && !view.is_counting {
                <EmptyState icon={IconName::Check} title={tr.text("today-done")} hint={tr.text("today-done-hint")} />
            }
            { region(&tr, "today-late", tr.text("today-late"), rows("late", &view.late), n_late) }
            { region(&tr, "today-due", tr.text("today-due"), rows("due", &view.due), n_due) }
            { region(&tr, "today-tasks", tr.text("today-tasks"), tasks, n_tasks) }
            if !view.ending.is_empty() {
                <section class="today__part" aria-labelledby="today-ending">
                    <h2 class="today__name" id="today-ending">{ tr.text("today-ending") }</h2>
                    <Alerts alerts={view.ending.clone()} on_event={on_event.clone()} />
                </section>
            }
            { region(&tr, "today-handed", tr.text("today-handed"), rows("handed", &view.handed), n_handed) }
            if let Some(sheet) = &view.sheet {
                <DealSheet view={(**sheet).clone()} on_event={on_event.clone()} />
            }
        </div>
    }
}

/// Whose opportunities are shown.
pub(super) fn owners_choice(
    tr: &Tr,
    name: &'static str,
    chosen: Owners,
    on_event: &Callback<Event>,
) -> Html {
    let on_choose = on_event.reform(|it| Event::Funnel(FunnelEvent::OwnersShown(it)));
    let choices = [(Owners::Mine, tr.text("today-mine")), (Owners::All, tr.text("today-all"))];
    radios(name, tr.text("today-whose"), choices, Some(chosen), &on_choose)
}

/// The day in four numbers.
fn in_short(tr: &Tr, view: &TodayView) -> String {
    if view.is_counting {
        return tr.text("board-counting");
    }
    let sums = view.sums;
    let args = [
        ("late", sums.n_late.into()),
        ("today", sums.n_today.into()),
        ("tasks", sums.n_tasks.into()),
        ("ending", sums.n_ending.into()),
    ];
    tr.with("today-sums", &args)
}

/// Rows under their heading; nothing without rows.
fn region(tr: &Tr, id: &'static str, name: String, rows: Vec<Html>, n_more: usize) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="today__part" aria-labelledby={id}>
            <h2 class="today__name" {id}>{ name }</h2>
            <ul class="today__rows">{ for rows }</ul>
            if n_more > 0 {
                <p class="import__hint">{ tr.with("today-more", &[("n", n_more.into())]) }</p>
            }
        </section>
    }
}

/// A contact that is due: who, how urgent, what was last, and what one does about it.
fn due_row(
    tr: &Tr,
    row: &DueRow,
    part: &str,
    is_read_only: bool,
    on_event: &Callback<Event>,
) -> Html {
    let deal = row.deal;
    let sheet =
        |kind| on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)));
    let about = [
        Some(tr.place(row.place)),
        row.amount.map(|it| tr.deal_amount(Some(it))),
        row.owner.as_ref().map(|who| tr.who(who)),
    ];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Who was handed over may be overdue, too.
    let id = format!("{part}-{}", deal.deal.uuid());
    let tone = if row.late_days > 0 { "late" } else { "today" };
    html! {
        <li class="today__row" key={id.clone()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(deal.customer)} on_event={on_event.clone()}>
                    <b id={id.clone()}>{ &row.name }</b>
                </Link>
                <p class="today__facts">
                    <span class="badge deal__level" data-tone={if row.is_past { "red" } else { "accent" }}>
                        { tr.level(row.level) }
                        if row.is_past { { " " }{ tr.text("deal-past") } }
                    </span>
                    <span class="deal__due" data-tone={tone}>{ tr.due_in(row.late_days) }</span>
                    <span>{ about }</span>
                </p>
                <details class="today__why">
                    <summary>{ tr.last_contact(row) }</summary>
                    <p>{ tr.why_due((row.due, row.asked_since), row.why, row.level) }</p>
                </details>
            </div>
            <div class="today__do">
                if let Some(phone) = &row.phone {
                    <a class="button" href={format!("tel:{phone}")} aria-describedby={id.clone()}>
                        <Icon name={IconName::Phone} />{ tr.text("file-call") }
                    </a>
                }
                if !is_read_only {
                    <button type="button" class="button" data-variant="primary" aria-describedby={id.clone()}
                        onclick={sheet(DealSheetKind::Contact(deal))}>{ tr.text("contact-log") }</button>
                    <button type="button" class="button" aria-describedby={id}
                        onclick={sheet(DealSheetKind::Snooze(deal))}>{ tr.text("deal-snooze") }</button>
                }
            </div>
        </li>
    }
}

/// Something else to be done: it is done in the list around the closing, or in the file.
fn task_row(tr: &Tr, row: &TaskRow, on_event: &Callback<Event>) -> Html {
    let (what, key, deal) = match &row.what {
        TaskWhat::AfterClose(deal, item) => {
            (tr.close_item(*item), format!("{}-{}", deal.deal.uuid(), item.code()), Some(*deal))
        }
        TaskWhat::Instruction(id, text) => (
            tr.with("tl-funnel-instruction", &[("text", text.as_str().into())]),
            id.uuid().to_string(),
            None,
        ),
    };
    let id = format!("task-{key}");
    let tone = if row.late_days > 0 { "late" } else { "today" };
    let lists = deal.map(|deal| {
        let kind = DealSheetKind::Closing(deal);
        on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)))
    });
    html! {
        <li class="today__row" key={id.clone()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(row.customer)} on_event={on_event.clone()}>
                    <b>{ &row.name }</b>
                </Link>
                <p class="today__facts">
                    <span {id}>{ what }</span>
                    if row.due.is_some() {
                        <span class="deal__due" data-tone={tone}>{ tr.due_in(row.late_days) }</span>
                    }
                </p>
            </div>
            <div class="today__do">
                if let Some(onclick) = lists {
                    <button type="button" class="button" aria-describedby={format!("task-{key}")} {onclick}>{ tr.text("close-lists") }</button>
                } else {
                    <Link class="button" to={Route::Customer(row.customer)} on_event={on_event.clone()}>{ tr.text("remark-answer") }</Link>
                }
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests;
