//! The day of the register, typed or picked from a calendar. What is typed belongs to the person until the box is
//! left: a date is a date after each digit, and a year begins as the year 2. Not here: what is shown of the day.

use core::cell::Cell;
use std::rc::Rc;

use jipan_rules::{Datelike as _, NaiveDate};
use yew::prelude::*;

use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};

/// No register is older than this year. `OURS`
const YEAR_MIN: i32 = 1900;

/// Properties of [`DateBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DateBoxProps {
    /// The day that is shown.
    pub day: NaiveDate,
    /// The day of now, the last one that can be chosen.
    pub today: NaiveDate,
    /// Told another day, once it is typed or picked.
    pub on_day: Callback<NaiveDate>,
}

/// Any day of the calendar up to today.
#[component]
pub fn DateBox(props: &DateBoxProps) -> Html {
    let tr = use_tr();
    let DateBoxProps { day, today, on_day } = props;
    let typed = use_mut_ref(String::new);
    // A day that is picked is whole at once; one that is typed is only when the box is left.
    let is_keyed = use_memo((), |()| Cell::new(false));
    let tell = {
        let (typed, is_keyed, on_day) = (Rc::clone(&typed), Rc::clone(&is_keyed), on_day.clone());
        let (shown, today) = (*day, *today);
        Callback::from(move |()| {
            is_keyed.set(false);
            let on = day_of(&typed.borrow(), today);
            if let Some(on) = on.filter(|it| *it != shown) {
                on_day.emit(on);
            }
        })
    };
    let events = TypingEvents {
        on_typed: Callback::from(move |text| *typed.borrow_mut() = text),
        on_left: tell.clone(),
        on_dropped: {
            let is_keyed = Rc::clone(&is_keyed);
            Callback::from(move |()| is_keyed.set(false))
        },
    };
    let typing = use_typing(day.to_string().into(), events, EnterKey::Next);
    let onkeydown = {
        let (is_keyed, on_key) = (Rc::clone(&is_keyed), typing.on_key);
        Callback::from(move |event: KeyboardEvent| {
            if !event.alt_key() && is_typing(&event.key()) {
                is_keyed.set(true);
            }
            on_key.emit(event);
        })
    };
    let onchange = {
        let reset = typing.reset;
        Callback::from(move |_: Event| {
            if !is_keyed.get() {
                tell.emit(());
                reset.emit(());
            }
        })
    };
    html! {
        <>
            <input type="date" class="reason__text register__date" aria-label={tr.text("register-date")} ref={typing.node}
                value={typing.text} min={format!("{YEAR_MIN}-01-01")} max={today.to_string()} {onchange} {onkeydown}
                oninput={typing.on_input} onblur={typing.on_blur} />
            <span class="register__weekday">{ tr.weekday(*day) }</span>
        </>
    }
}

/// Whether a key changes a part of a date, as DOM names the keys; with others one goes on or opens the calendar.
fn is_typing(key: &str) -> bool {
    let is_digit = key.len() == 1 && key.bytes().all(|it| it.is_ascii_digit());
    is_digit || matches!(key, "ArrowUp" | "ArrowDown" | "Backspace" | "Delete")
}

/// The day that a text of the box stands for, if it can be shown: of this century or the last one, not after today.
fn day_of(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let on = text.parse::<NaiveDate>().ok()?;
    (on.year() >= YEAR_MIN && on <= today).then_some(on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        day_of(text, NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()).map(|it| it.to_string())
    }

    #[test]
    fn a_year_typed_halfway_a_day_to_come_and_no_day_are_not_gone_to() {
        for text in ["", "0002-11-20", "0020-11-20", "0202-11-20", "1899-12-31", "2026-11-27"] {
            assert_eq!(shown(text), None, "{text}");
        }
        for text in ["1900-01-01", "2025-02-28", "2026-11-26"] {
            assert_eq!(shown(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn digits_and_arrows_type_a_date_and_what_opens_the_calendar_does_not() {
        assert!(["1", "9", "ArrowUp", "Backspace"].into_iter().all(is_typing));
        assert!(!["Enter", "Tab", " ", "F4", "Escape", ""].into_iter().any(is_typing));
    }
}
