//! The row that is being entered in the register: by keyboard alone, or by taps. Enter goes on to the next box, in
//! the last one and with Ctrl it enters the row; then one begins with the next name. Not here: what becomes of it.

use core::cell::Cell;
use std::rc::Rc;

use jipan_app::event::{Event, FunnelEvent, QuickField};
use jipan_app::view::QuickAddView;
use jipan_rules::funnel::Channel;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox};
use super::expect_box::ExpectBox;
use super::quick_parts::{Referrer, channel_of, duplicates, named};
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// What Enter goes through, in its order; of a group of choices one.
const STOPS: &str = ".reason__text, .search__box, .quick__choice, .segments__radio[type=radio]";

/// Properties of [`RegisterEntry`].
#[derive(Debug, PartialEq, Properties)]
pub struct RegisterEntryProps {
    /// What is being entered.
    pub view: QuickAddView,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The row.
#[component]
pub fn RegisterEntry(props: &RegisterEntryProps) -> Html {
    let tr = use_tr();
    let RegisterEntryProps { view, on_event } = props;
    let node = use_node_ref();
    // "Done" was pressed, and what came of it is not seen yet.
    let is_asked = use_memo((), |()| Cell::new(false));
    // The boxes were typed into last: what is blank then was wiped by hand.
    let is_typed = use_memo((), |()| Cell::new(false));
    let begun = use_mut_ref(Begun::default);
    let nth = begun.borrow_mut().see((is_blank(view), is_typed.get()));
    let on_event = {
        let (is_asked, on_event) = (Rc::clone(&is_asked), on_event.clone());
        Callback::from(move |event: Event| {
            is_asked.set(matches!(event, Event::Funnel(FunnelEvent::QuickDone)));
            is_typed.set(matches!(event, Event::Funnel(FunnelEvent::QuickTyped { .. })));
            on_event.emit(event);
        })
    };
    use_effect({
        let (node, first) = (node.clone(), to_begin_with(view));
        move || {
            if is_asked.replace(false)
                && let Some(form) = node.cast::<Element>()
            {
                focus(form.query_selector(first).ok().flatten());
            }
        }
    });
    let on_done = on_event.reform(|()| Event::Funnel(FunnelEvent::QuickDone));
    let onkeydown = {
        let (node, on_done) = (node.clone(), on_done.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(form) = node.cast::<Element>()
                && is_enter(&event)
                && go_on(&form, &event).is_none()
            {
                event.prevent_default();
                on_done.emit(());
            }
        })
    };
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    html! {
        <section class="enter" aria-label={tr.text("register-entry")} ref={node} {onkeydown}>
            if view.can_restore && !view.is_read_only {
                <button type="button" class="button enter__restore" onclick={tell(FunnelEvent::QuickRestored)}>
                    <Icon name={IconName::Undo} />{ tr.text("quick-restore") }
                </button>
            }
            <div class="enter__boxes">{ named(&tr, view, false, &on_event) }</div>
            <div class="enter__part">
                { channel_of(&tr, view, &on_event) }
                if view.channel == Some(Channel::Referral) {
                    <Referrer view={view.clone()} on_event={on_event.clone()} />
                }
            </div>
            { expected(&tr, view, nth, &on_event) }
            <div role="status" aria-label={tr.text("quick-duplicate")}>{ duplicates(&tr, view, &on_event) }</div>
            <div class="quick__do">
                <button type="button" class="button" data-variant="primary" disabled={view.is_read_only}
                    onclick={on_done.reform(|_: MouseEvent| ())}>{ tr.text("register-enter") }</button>
                <button type="button" class="button" onclick={tell(FunnelEvent::QuickDropped)}>{ tr.text("quick-drop") }</button>
                <small class="enter__keys" aria-hidden="true">{ tr.text("register-keys") }</small>
            </div>
        </section>
    }
}

/// Which entry it is that is being made, from 0: what was chosen for one is not chosen for the next.
#[derive(Debug, Clone, Copy, Default)]
struct Begun {
    nth: usize,
    is_blank: bool,
}

impl Begun {
    /// The next is begun where the one before was entered or dropped, not where it was wiped by hand.
    fn see(&mut self, (is_blank, is_typed): (bool, bool)) -> usize {
        if is_blank && !self.is_blank && !is_typed {
            self.nth = self.nth.saturating_add(1);
        }
        self.is_blank = is_blank;
        self.nth
    }
}

/// Whether nothing of it is entered that the next would not have.
fn is_blank(view: &QuickAddView) -> bool {
    view.name.is_empty() && view.phone.is_empty() && view.expect.is_empty()
}

/// By when, for how much, and what was said.
fn expected(tr: &Tr, view: &QuickAddView, nth: usize, on_event: &Callback<Event>) -> Html {
    let typed =
        |field| on_event.reform(move |text| Event::Funnel(FunnelEvent::QuickTyped { field, text }));
    let error = |it: Option<_>| it.map(|it| AttrValue::from(tr.deal_error(it)));
    html! {
        <>
            <div class="enter__part">
                <ExpectBox key={nth} name="register-expect" days={view.quick_days.clone()} text={view.expect.clone()} level={view.level}
                    error={error(view.expect_error)} on_typed={typed(QuickField::Expect)} />
            </div>
            <div class="enter__boxes">
                <TypedBox label={tr.text("contact-amount")} text={view.amount.clone()} kind={BoxKind::Amount} chars_max={40}
                    error={error(view.amount_error)} is_off={view.is_read_only} on_typed={typed(QuickField::Amount)} />
                <TypedBox label={tr.text("contact-said")} text={view.said.clone()} is_off={view.is_read_only}
                    on_typed={typed(QuickField::Said)} />
            </div>
        </>
    }
}

/// Where one goes on once "done" was pressed: to the first box that is wrong, else to the next name.
fn to_begin_with(view: &QuickAddView) -> &'static str {
    let is_named = view.name_error.is_none() && view.phone_error.is_none();
    if is_named && view.is_channel_missing && view.channel.is_none() {
        return "[type=radio]";
    }
    let is_fine = is_named && view.expect_error.is_none() && view.amount_error.is_none();
    if is_fine { "input" } else { "[aria-invalid=true]" }
}

/// Whether it is an Enter that picks no candidate and presses no button.
fn is_enter(event: &KeyboardEvent) -> bool {
    /// What some input methods send for a key they keep to themselves.
    const KEY_CODE_OF_INPUT_METHOD: u32 = 229;
    let is_in_box = event.target_dyn_into::<HtmlInputElement>().is_some();
    event.key() == "Enter"
        && is_in_box
        && !event.is_composing()
        && event.key_code() != KEY_CODE_OF_INPUT_METHOD
}

/// Goes on to the next box. None after the last one, and where Ctrl says that it is enough.
fn go_on(form: &Element, event: &KeyboardEvent) -> Option<()> {
    if event.ctrl_key() || event.meta_key() {
        return None;
    }
    let here = event.target_dyn_into::<HtmlInputElement>()?;
    let group = here.name();
    let is_of_group = |it: &HtmlInputElement| it.type_() == "radio" && it.name() == group;
    let all = form.query_selector_all(STOPS).ok()?;
    let mut after = (0..all.length())
        .filter_map(|idx| all.get(idx))
        .skip_while(|it| !it.is_same_node(Some(&here)));
    after.next()?;
    let next = after.find(|it| it.dyn_ref().is_none_or(|it| !is_of_group(it)))?;
    event.prevent_default();
    let next = next.dyn_into::<HtmlElement>().ok()?;
    // Of a group of choices the one that is made.
    let made =
        next.dyn_ref::<HtmlInputElement>().filter(|it| it.type_() == "radio").and_then(|it| {
            let made = format!("[type=radio][name={}]:checked", it.name());
            form.query_selector(&made).ok().flatten()
        });
    focus(Some(made.unwrap_or_else(|| next.into())));
    Some(())
}

fn focus(element: Option<Element>) {
    let element = element.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if element.is_none_or(|it| it.focus().is_err()) {
        crate::log::debug(format_args!("the box could not take the focus"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_is_begun_once_one_was_entered_and_not_by_what_colleagues_enter_or_one_wipes() {
        let mut begun = Begun { is_blank: true, ..Begun::default() };
        let typed = begun.see((false, true));
        assert_eq!([typed, begun.see((false, false))], [0, 0], "a row comes by sync");
        assert_eq!(
            [begun.see((true, true)), begun.see((false, true))],
            [0, 0],
            "wiped, typed anew"
        );
        assert_eq!([begun.see((true, false)), begun.see((true, false))], [1, 1], "entered");
    }
}
