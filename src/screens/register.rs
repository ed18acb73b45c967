//! 客流量登记表: the day in a fast table, and the month. Not here: counting.

use core::cell::Cell;
use std::rc::Rc;

use jipan_app::event::{Event, FunnelEvent, RegisterPart};
use jipan_app::route::Route;
use jipan_app::view::{Later, RegisterView};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::Flow;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::today::owners_choice;
use crate::components::funnel::boxes::radios;
use crate::components::funnel::mark::MarkSheet;
use crate::components::funnel::pages::FunnelPages;
use crate::components::funnel::register_date::DateBox;
use crate::components::funnel::register_day::day;
use crate::components::funnel::register_entry::RegisterEntry;
use crate::components::funnel::register_month::month;
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`RegisterScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct RegisterScreenProps {
    /// What it shows.
    pub view: Later<RegisterView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn RegisterScreen(props: &RegisterScreenProps) -> Html {
    let tr = use_tr();
    let RegisterScreenProps { view, on_event } = props;
    let on_print = on_event.reform(|_: MouseEvent| Event::Funnel(FunnelEvent::RegisterPrinted));
    let (node, on_turned) = use_day_focus(view.part, on_event);
    let on_part = on_event.reform(|it| Event::Funnel(FunnelEvent::RegisterPart(it)));
    let parts = [
        (RegisterPart::Day, tr.text("register-day")),
        (RegisterPart::Month, tr.text("register-month")),
    ];
    html! {
        <div class="page register" data-part={part_name(view.part)} ref={node}>
            <header class="register__head">
                <h1 class="import__title">{ tr.text("register-title") }</h1>
                <FunnelPages here={Route::Register} on_event={on_event.clone()} />
                <p class="register__sums" role="status" aria-label={tr.text("register-sums-name")}>{ sums(&tr, view) }</p>
            </header>
            <div class="register__tools">
                { radios("register-part", tr.text("register-part"), parts, Some(view.part), &on_part) }
                { turning(&tr, view, on_event) }
                if view.has_others { { owners_choice(&tr, "register-owners", view.owners, on_event) } }
                <button type="button" class="button register__print" disabled={view.is_counting}
                    onclick={on_print}>
                    <Icon name={IconName::Print} />{ tr.text("print-title") }
                </button>
            </div>
            if view.is_read_only {
                <p class="file__banner">{ tr.text("file-read-only") }</p>
            }
            { match view.part {
                RegisterPart::Day => html! {
                    <>
                        if let Some(entry) = &view.entry {
                            <RegisterEntry view={(**entry).clone()} on_event={on_event.clone()} />
                        }
                        { day(&tr, view, on_event) }
                    </>
                },
                // Before all is counted it would be a table of nothing.
                RegisterPart::Month if view.is_counting => html! {
                    <p class="import__hint">{ tr.text("board-counting") }</p>
                },
                RegisterPart::Month => month(&tr, view, &on_turned),
            } }
            if let Some(list) = &view.list {
                <MarkSheet list={list.clone()} on_event={on_event.clone()} />
            }
        </div>
    }
}

/// From a day of the month that was tapped, and is gone then, the focus goes to the date. For `ref` of the screen, and
/// to be told what is done in the month.
#[hook]
fn use_day_focus(part: RegisterPart, on_event: &Callback<Event>) -> (NodeRef, Callback<Event>) {
    let node = use_node_ref();
    let is_turned = use_memo((), |()| Cell::new(false));
    let on_turned = {
        let (is_turned, on_event) = (Rc::clone(&is_turned), on_event.clone());
        Callback::from(move |event: Event| {
            let to_day = Event::Funnel(FunnelEvent::RegisterPart(RegisterPart::Day));
            is_turned.set(event == to_day);
            on_event.emit(event);
        })
    };
    use_effect({
        let node = node.clone();
        move || {
            if part == RegisterPart::Day && is_turned.replace(false) {
                let date = node.cast::<Element>();
                let date = date.and_then(|it| it.query_selector(".register__date").ok().flatten());
                let date = date.and_then(|it| it.dyn_into::<HtmlElement>().ok());
                if date.is_none_or(|it| it.focus().is_err()) {
                    crate::log::debug(format_args!("the date could not take the focus"));
                }
            }
        }
    });
    (node, on_turned)
}

fn part_name(part: RegisterPart) -> &'static str {
    match part {
        RegisterPart::Day => "day",
        RegisterPart::Month => "month",
    }
}

/// The day or the month in a line.
pub(crate) fn sums(tr: &Tr, view: &RegisterView) -> String {
    if view.is_counting {
        return tr.text("board-counting");
    }
    match view.part {
        RegisterPart::Day => {
            let sums = view.sums;
            let args = [
                ("new", sums.n_new.into()),
                ("again", sums.n_again.into()),
                ("contacts", sums.n_contacts.into()),
                ("reached", sums.n_reached.into()),
                ("closed", sums.n_closed.into()),
            ];
            tr.with("register-sums", &args)
        }
        RegisterPart::Month => {
            let whole = view.whole;
            let args = [
                ("new", whole.flows.of(Flow::Opened).into()),
                ("contacts", whole.n_contacts.into()),
                ("reached", whole.n_reached.into()),
                ("closed", whole.flows.of(Flow::Closed).into()),
                ("left", whole.n_left.into()),
            ];
            tr.with("register-month-sums", &args)
        }
    }
}

/// To the day or month before and after, to one of the calendar, and back to today.
fn turning(tr: &Tr, view: &RegisterView, on_event: &Callback<Event>) -> Html {
    let (before, after) = beside(view);
    let after = after.filter(|it| *it <= view.today);
    let (back, on, now, is_now) = match view.part {
        RegisterPart::Day => {
            ("register-back", "register-on", "register-today", view.day == view.today)
        }
        RegisterPart::Month => (
            "register-month-back",
            "register-month-on",
            "register-this-month",
            view.month == jipan_rules::period::Month::of(view.today),
        ),
    };
    html! {
        <div class="register__turn" role="group" aria-label={tr.text("register-date")}>
            { turn((Some(IconName::Back), tr.text(back)), before, on_event) }
            { match view.part {
                RegisterPart::Day => html! {
                    <DateBox day={view.day} today={view.today}
                        on_day={on_event.reform(|on| Event::Funnel(FunnelEvent::RegisterDay(on)))} />
                },
                RegisterPart::Month => html! { <b class="register__month">{ tr.month(view.month.first_day()) }</b> },
            } }
            { turn((Some(IconName::Forward), tr.text(on)), after, on_event) }
            { turn((None, tr.text(now)), (!is_now).then_some(view.today), on_event) }
        </div>
    }
}

/// A button to a day. Where there is none to go to it stays and keeps the focus, and does nothing.
fn turn(
    (icon, name): (Option<IconName>, String),
    to: Option<NaiveDate>,
    on_event: &Callback<Event>,
) -> Html {
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(on) = to {
                on_event.emit(Event::Funnel(FunnelEvent::RegisterDay(on)));
            }
        })
    };
    let is_off = to.is_none().then_some("true");
    match icon {
        Some(icon) => html! {
            <button type="button" class="icon-button" aria-label={name} aria-disabled={is_off} {onclick}>
                <Icon name={icon} />
            </button>
        },
        None => html! {
            <button type="button" class="button" aria-disabled={is_off} {onclick}>{ name }</button>
        },
    }
}

/// The day before and after; of a month the last day of that before, and what is shown of that after.
fn beside(view: &RegisterView) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match view.part {
        RegisterPart::Day => (view.day.pred_opt(), view.day.succ_opt()),
        RegisterPart::Month => {
            let after = view.month.on(1);
            let last = after.last_day().min(view.today.max(after.first_day()));
            (view.month.first_day().pred_opt(), Some(last))
        }
    }
}

#[cfg(test)]
mod tests;
