//! A number pad for quantities, with keys for a gloved thumb. Not here: what a key does.

use std::rc::Rc;

use jipan_app::event::{Event, PadKey, TradeEvent};
use jipan_app::view::EntryLine;
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`NumberPad`].
#[derive(Debug, PartialEq, Properties)]
pub struct NumberPadProps {
    /// The line whose quantity is entered.
    pub line: Rc<EntryLine>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The digits as on a calculator, in rows of three.
const DIGITS: [[u8; 3]; 3] = [[7, 8, 9], [4, 5, 6], [1, 2, 3]];

/// The pad under what it has typed.
#[component]
pub fn NumberPad(props: &NumberPadProps) -> Html {
    let tr = use_tr();
    let NumberPadProps { line, on_event } = props;
    let quantity = line.quantity.unwrap_or_default();
    let key = |face: String, key: PadKey, is_on: Option<bool>| {
        let onclick =
            on_event.reform(move |_: MouseEvent| Event::Trade(TradeEvent::PadPressed(key)));
        let pressed = is_on.map(|it| it.to_string());
        html! {
            <button type="button" class="pad__key" aria-pressed={pressed} {onclick}>{ face }</button>
        }
    };
    let digits = |row: usize| {
        let row = DIGITS.get(row).copied().unwrap_or_default();
        row.into_iter().map(|it| key(it.to_string(), PadKey::Digit(it), None)).collect::<Html>()
    };
    let name = tr.with("pad-name", &[("name", line.name.as_str().into())]);
    let shown = tr.quantity(quantity, line.unit.as_deref());
    html! {
        <div class="pad" role="group" aria-label={name}>
            <p class="pad__shown">
                <span class="pad__name">{ &line.name }</span>
                <output class="pad__number">{ shown }</output>
            </p>
            <div class="pad__keys">
                { digits(0) }
                <button type="button" class="pad__key" aria-label={tr.text("pad-back")}
                    onclick={on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::PadPressed(PadKey::Back)))}>
                    { "⌫" }
                </button>
                { digits(1) }
                { key(tr.text("pad-sign"), PadKey::Sign, Some(quantity < 0)) }
                { digits(2) }
                { key(tr.text("pad-free"), PadKey::Free, Some(line.is_free)) }
                { key("0".to_owned(), PadKey::Digit(0), None) }
                { key("00".to_owned(), PadKey::Hundred, None) }
                <button type="button" class="pad__key pad__next"
                    onclick={on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::PadPressed(PadKey::Next)))}>
                    { tr.text("pad-next") }
                </button>
            </div>
        </div>
    }
}
