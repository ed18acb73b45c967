//! 生日: the birthdays of the coming days, day by day. Not here: when one falls.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{BirthdayLine, BirthdaysView};
use yew::prelude::*;

use crate::components::contacts::call_link;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::{Link, is_plain};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`BirthdaysScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct BirthdaysScreenProps {
    /// The birthdays.
    pub view: Rc<BirthdaysView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn BirthdaysScreen(props: &BirthdaysScreenProps) -> Html {
    let tr = use_tr();
    let BirthdaysScreenProps { view, on_event } = props;
    let args = [("n", view.n_all.into()), ("days", view.n_days.into())];
    let is_one_day =
        |one: &BirthdayLine, other: &BirthdayLine| one.birthday.n_days == other.birthday.n_days;
    let n_more = view.n_all.saturating_sub(view.lines.len());
    html! {
        <div class="page birthdays">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Home} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("birthdays-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("birthdays-title") }</h1>
            </header>
            if view.n_all == 0 {
                <EmptyState icon={IconName::Clock} title={tr.with("birthdays-none", &args)}
                    hint={tr.text("birthdays-none-hint")} />
            } else {
                <p class="import__lead">{ tr.with("birthdays-lead", &args) }</p>
                { for view.lines.chunk_by(is_one_day).map(|lines| day_of(lines, on_event, &tr)) }
                if n_more > 0 {
                    <p class="import__hint">{ tr.with("birthdays-more", &[("n", n_more.into())]) }</p>
                }
            }
        </div>
    }
}

/// The birthdays of one day.
fn day_of(lines: &[BirthdayLine], on_event: &Callback<Event>, tr: &Tr) -> Html {
    let Some(next) = lines.first().and_then(|line| line.birthday.next) else {
        return Html::default();
    };
    let n_days = lines.first().map_or(0, |line| line.birthday.n_days);
    let args = [("n", n_days.into()), ("date", tr.date(next.on).into())];
    let id = format!("birthdays-{n_days}");
    html! {
        <section class="birthdays__day" aria-labelledby={id.clone()}>
            <h2 class="birthdays__date" {id}>{ tr.with("birthdays-day", &args) }</h2>
            <ul class="birthdays__lines">
                { for lines.iter().map(|line| html! {
                    <li class="birthdays__line">
                        <Person line={line.clone()} on_event={on_event.clone()} />
                        { for line.phone.iter().map(|phone| call_link(phone, &line.name, tr)) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// Properties of [`Person`].
#[derive(Debug, PartialEq, Properties)]
struct PersonProps {
    line: BirthdayLine,
    on_event: Callback<Event>,
}

/// Whose birthday it is: a link to the contact in its file.
#[component]
fn Person(props: &PersonProps) -> Html {
    let tr = use_tr();
    let PersonProps { line, on_event } = props;
    let (customer, contact) = (line.customer, line.contact);
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                on_event.emit(Event::PersonOpened { customer, contact });
            }
        })
    };
    let name = if line.name.is_empty() { tr.text("contact-unnamed") } else { line.name.clone() };
    html! {
        <a class="birthdays__who" href={crate::route::path_of(Route::Customer(customer))} {onclick}>
            <b>{ name }</b>
            <span class="birthdays__shop">{ &line.shop }</span>
            <small class="birthdays__kept">{ tr.birthday_kept(&line.birthday) }</small>
        </a>
    }
}
