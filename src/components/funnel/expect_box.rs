//! By when something is expected: within so many days by a tap, or a day of the calendar. Not here: for how much.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::Level;
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, radios};
use crate::hooks::use_tr;

/// Properties of [`ExpectBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExpectBoxProps {
    /// The name of its choices, one on a page.
    pub name: &'static str,
    /// The days that one tap chooses: at most so many days away, and the date.
    pub days: Vec<(u16, NaiveDate)>,
    /// The day, as typed or chosen.
    pub text: AttrValue,
    /// The level that it comes to.
    #[prop_or_default]
    pub level: Option<Level>,
    /// Whether something is wrong with it, which is said elsewhere.
    #[prop_or_default]
    pub is_wrong: bool,
    /// What is wrong with it, said here.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Told the day whenever it changed.
    pub on_typed: Callback<String>,
}

/// When it is expected: within so many days, or another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// At most so many days away.
    Days(u16),
    /// On a day of the calendar.
    Other,
}

/// The choice, and the calendar where it is wanted.
#[component]
pub fn ExpectBox(props: &ExpectBoxProps) -> Html {
    let tr = use_tr();
    let ExpectBoxProps { name, days, text, level, is_wrong, error, on_typed } = props;
    let is_other = use_state_eq(|| false);
    let quick = days.iter().find(|(_, on)| on.to_string() == **text);
    let is_typed = !text.is_empty() && quick.is_none();
    let chosen = match quick {
        Some((n, _)) if !*is_other => Some(Within::Days(*n)),
        Some(_) | None => (*is_other || is_typed).then_some(Within::Other),
    };
    let choices = days
        .iter()
        .map(|(n, _)| (Within::Days(*n), tr.with("contact-within", &[("n", (*n).into())])));
    let choices = choices.chain([(Within::Other, tr.text("contact-other-day"))]);
    let on_choose = {
        let (days, is_other, on_typed) = (days.clone(), is_other.clone(), on_typed.clone());
        Callback::from(move |it: Within| {
            is_other.set(it == Within::Other);
            let day = days.iter().find(|(n, _)| it == Within::Days(*n));
            if let Some((_, on)) = day {
                on_typed.emit(on.to_string());
            }
        })
    };
    let level = level
        .map(|it| AttrValue::from(tr.with("contact-level", &[("level", tr.level(it).into())])));
    let is_calendar = chosen == Some(Within::Other);
    html! {
        <>
            { radios(name, tr.text("contact-expected"), choices, chosen, &on_choose) }
            if is_calendar {
                <TypedBox label={tr.text("contact-other-day")} text={text.clone()} kind={BoxKind::Day}
                    is_wrong={*is_wrong} error={error.clone()} on_typed={on_typed.clone()} />
            } else if let Some(error) = error {
                <small class="text-box__error" role="alert">{ error }</small>
            }
            if let Some(level) = level { <p class="typed__hint" role="status">{ level }</p> }
        </>
    }
}
