//! 今日: what is due today. Not here: when something is due.

use jipan_app::event::{BudgetPart, DealRef, DealSheetKind, Event, FunnelEvent, Owners};
use jipan_app::route::Route;
use jipan_app::view::{
    DueRow, FilterChange, HandedRow, Later, TaskPoint, TaskRow, TaskWhat, TodayView,
};
use jipan_book::quality::Finding;
use jipan_rules::funnel::CloseItem;
use yew::prelude::*;

use crate::components::alerts::Alerts;
use crate::components::empty_state::EmptyState;
use crate::components::funnel::boxes::radios;
use crate::components::funnel::closing::refer;
use crate::components::funnel::consent::no_consent;
use crate::components::funnel::deal_sheet::DealSheet;
use crate::components::funnel::level::level_tone;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::list_link::ListLink;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`TodayScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct TodayScreenProps {
    /// What it shows.
    pub view: Later<TodayView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn TodayScreen(props: &TodayScreenProps) -> Html {
    let tr = use_tr();
    let TodayScreenProps { view, on_event } = props;
    let more = view.more;
    let rows = |part: &str, rows: &[DueRow]| -> Vec<Html> {
        rows.iter().map(|row| due_row(&tr, row, part, view.is_read_only, on_event)).collect()
    };
    let tasks: Vec<Html> = view.tasks.iter().map(|row| task_row(&tr, row, on_event)).collect();
    let handed: Vec<Html> =
        view.handed.iter().map(|it| handed_row(&tr, it, view.is_read_only, on_event)).collect();
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
                <Link class="quiet-button" to={Route::Budget(BudgetPart::Goals)} on_event={on_event.clone()}>{ tr.text("budget-today-link") }</Link>
                <Link class="quiet-button" to={Route::Register} on_event={on_event.clone()}>{ tr.text("pages-register") }</Link>
                if !view.is_read_only {
                    <Link class="button quick-link" to={Route::QuickAdd} on_event={on_event.clone()}>
                        <Icon name={IconName::Plus} /><span>{ tr.text("quick-title") }</span>
                    </Link>
                }
            </header>
            if view.has_others { { owners_choice(&tr, "today-owners", view.owners, on_event) } }
            if is_done && !view.is_counting {
                <EmptyState icon={IconName::Check} title={tr.text("today-done")} hint={tr.text("today-done-hint")} />
            }
            { region(&tr, "today-late", tr.text("today-late"), rows("late", &view.late), more.n_late) }
            { region(&tr, "today-due", tr.text("today-due"), rows("due", &view.due), more.n_today) }
            { region(&tr, "today-tasks", tr.text("today-tasks"), tasks, more.n_tasks) }
            if !view.ending.is_empty() || more.n_ending > 0 {
                <section class="today__part" aria-labelledby="today-ending">
                    <h2 class="today__name" id="today-ending">{ tr.text("today-ending") }</h2>
                    <Alerts alerts={view.ending.clone()} on_event={on_event.clone()} />
                    if more.n_ending > 0 {
                        <ListLink class="quiet-button" filters={vec![FilterChange::Finding(Some(Finding::Alert))]}
                            on_event={on_event.clone()}>
                            { tr.with("today-ending-more", &[("n", more.n_ending.into())]) }
                        </ListLink>
                    }
                </section>
            }
            { region(&tr, "today-handed", tr.text("today-handed"), handed, more.n_handed) }
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
            { left_out(tr, n_more) }
        </section>
    }
}

/// How many are not listed, if so.
fn left_out(tr: &Tr, n: usize) -> Html {
    if n == 0 {
        return Html::default();
    }
    html! { <p class="import__hint">{ tr.with("today-more", &[("n", n.into())]) }</p> }
}

/// A customer that was handed over: from whom, and how it stands.
fn handed_row(tr: &Tr, row: &HandedRow, is_read_only: bool, on_event: &Callback<Event>) -> Html {
    let id = format!("handed-{}", row.customer.uuid());
    let log = row.deal.filter(|_| !is_read_only).map(|(deal, ..)| {
        let kind = DealSheetKind::Contact(deal);
        on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)))
    });
    html! {
        <li class="today__row" key={id.clone()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(row.customer)} on_event={on_event.clone()}>
                    <b id={id.clone()}>{ &row.name }</b>
                </Link>
                <p class="today__facts">
                    { no_consent(tr, row.no_consent) }
                    if let Some((_, place, level)) = row.deal {
                        <span class="badge deal__level" data-tone={level_tone(level, false)}>{ tr.level(level) }</span>
                        <span>{ tr.place(place) }</span>
                    }
                    <span>{ tr.done_by(row.on, row.by.as_ref()) }</span>
                </p>
            </div>
            <div class="today__do">
                { call(tr, row.phone.as_deref(), &id) }
                if let Some(onclick) = log {
                    <button type="button" class="button" data-variant="primary" aria-describedby={id.clone()} {onclick}>{ tr.text("contact-log") }</button>
                }
            </div>
        </li>
    }
}

/// To call somebody.
fn call(tr: &Tr, phone: Option<&str>, id: &str) -> Html {
    let Some(phone) = phone else { return Html::default() };
    html! {
        <a class="button" href={format!("tel:{phone}")} aria-describedby={id.to_owned()}>
            <Icon name={IconName::Phone} />{ tr.text("file-call") }
        </a>
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
    let id = format!("{part}-{}", deal.deal.uuid());
    let tone = if row.late_days > 0 { "late" } else { "today" };
    html! {
        <li class="today__row" key={id.clone()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(deal.customer)} on_event={on_event.clone()}>
                    <b id={id.clone()}>{ &row.name }</b>
                </Link>
                <p class="today__facts">
                    { no_consent(tr, row.no_consent) }
                    <span class="badge deal__level" data-tone={level_tone(row.level, row.is_past)}>
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
                { call(tr, row.phone.as_deref(), &id) }
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

/// What else is to be done for a customer: in the list around a closing, or in the file.
fn task_row(tr: &Tr, row: &TaskRow, on_event: &Callback<Event>) -> Html {
    let lists = deals_of(row).into_iter().map(|(deal, ids)| {
        let kind = DealSheetKind::Closing(deal);
        let onclick =
            on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)));
        html! {
            <button type="button" class="button" key={deal.deal.uuid().as_u128()} aria-describedby={ids.join(" ")} {onclick}>
                { tr.text("close-lists") }
            </button>
        }
    });
    let has = |is: fn(&TaskWhat) -> bool| row.points.iter().any(|it| is(&it.what));
    let id = format!("tasks-{}", row.customer.uuid());
    html! {
        <li class="today__row" key={id.clone()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(row.customer)} on_event={on_event.clone()}>
                    <b {id}>{ &row.name }</b>
                </Link>
                { for row.points.iter().map(|point| task_point(tr, point)) }
            </div>
            <div class="today__do">
                if has(|it| matches!(it, TaskWhat::AfterClose(_, CloseItem::Referral))) {
                    { refer(tr, row.customer, "button", on_event) }
                }
                { for lists }
                if has(|it| matches!(it, TaskWhat::Instruction(..))) {
                    <Link class="button" to={Route::Customer(row.customer)} on_event={on_event.clone()}>{ tr.text("remark-answer") }</Link>
                }
            </div>
        </li>
    }
}

/// The opportunities around whose closing something is to be done, each with the ids of its points.
fn deals_of(row: &TaskRow) -> Vec<(DealRef, Vec<String>)> {
    let mut deals: Vec<(DealRef, Vec<String>)> = Vec::new();
    for point in &row.points {
        let TaskWhat::AfterClose(deal, _) = point.what else { continue };
        let id = task_id(&point.what);
        match deals.iter_mut().find(|(of, _)| *of == deal) {
            Some((_, ids)) => ids.push(id),
            None => deals.push((deal, vec![id])),
        }
    }
    deals
}

fn task_id(what: &TaskWhat) -> String {
    match what {
        TaskWhat::AfterClose(deal, item) => format!("task-{}-{}", deal.deal.uuid(), item.code()),
        TaskWhat::Instruction(id, _) => format!("task-{}", id.uuid()),
    }
}

/// One thing to be done, and how late it is.
fn task_point(tr: &Tr, point: &TaskPoint) -> Html {
    let what = match &point.what {
        TaskWhat::AfterClose(_, item) => tr.close_item(*item),
        TaskWhat::Instruction(_, text) => {
            tr.with("tl-funnel-instruction", &[("text", text.as_str().into())])
        }
    };
    let id = task_id(&point.what);
    let tone = if point.late_days > 0 { "late" } else { "today" };
    html! {
        <p class="today__facts" key={id.clone()}>
            <span {id}>{ what }</span>
            if point.due.is_some() {
                <span class="deal__due" data-tone={tone}>{ tr.due_in(point.late_days) }</span>
            }
        </p>
    }
}

#[cfg(test)]
mod tests;
